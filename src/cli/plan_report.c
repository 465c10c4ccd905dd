#include "plan_report.h"

enum { QUESTIONS_MAX = 16 };

static Str person_name(const PlanReport *report, int candidate) {
    Str id = report->world->candidates.record[candidate].id;
    Str name = world_candidate_name(report->command->arena, report->world, candidate);
    if (str_equal(id, name)) return id;
    return str_printf(report->command->arena, "%.*s (%.*s)", STR_ARGS(name), STR_ARGS(id));
}

static void member_say(const PlanReport *report, int candidate) {
    const PlanPerson *person = &report->plan->person[candidate];
    Phrase reason = plan_placed_reason(report->command->arena, report->plan, candidate);
    Word word = person->pinned ? WORD_plan_member_pinned : WORD_plan_member;
    say(report->command, PHRASE(word, VALUE_TEXT("name", person_name(report, candidate)),
                                VALUE_TEXT("opening", world_opening_name(report->command->arena,
                                                                         report->world,
                                                                         person->opening)),
                                VALUE_NUMBER("score", person->score),
                                VALUE_PHRASE("reason", &reason)));
}

static void more_say(const PlanReport *report, size_t count) {
    if (count > report->shown_max) {
        say(report->command,
            PHRASE(WORD_plan_more, VALUE_NUMBER("count", (int64_t)(count - report->shown_max))));
    }
}

static void group_say(const PlanReport *report, const PlanGroup *group) {
    int placed = group->firm + group->provisional;
    Word word = group->starts ? WORD_plan_group_starts : WORD_plan_group_closed;
    say(report->command,
        PHRASE(word, VALUE_TEXT("name", group->name), VALUE_DAY("day", group->start_on),
               VALUE_NUMBER("placed", placed), VALUE_NUMBER("provisional", group->provisional),
               VALUE_NUMBER("minimum", group->minimum), VALUE_NUMBER("maximum", group->maximum),
               VALUE_NUMBER("employers", group->employers), VALUE_NUMBER("able", group->able)));
    if (!group->starts) {
        Word why = group->missing       ? WORD_plan_group_misses
                   : group->maximum < group->minimum ? WORD_plan_group_no_places
                   : group->never       ? WORD_plan_group_never
                   : group->has_price   ? WORD_plan_group_worth_less
                                        : WORD_plan_group_elsewhere;
        say(report->command, PHRASE(why, VALUE_NUMBER("count", group->missing),
                                    VALUE_NUMBER("price", group->has_price ? group->price : 0)));
    }
    for (size_t i = 0; i < (size_t)placed && i < report->shown_max; i++) {
        member_say(report, group->member[i]);
    }
    more_say(report, (size_t)placed);
    if (!group->starts || !group->reserve_count) return;
    Text names = text_new(report->command->arena, 4096);
    for (int i = 0; i < group->reserve_count; i++) {
        Str id = report->world->candidates.record[group->reserve[i]].id;
        text_addf(&names, "%s%d. %.*s", i ? ", " : "", i + 1, STR_ARGS(id));
    }
    say(report->command, PHRASE(WORD_plan_reserves, VALUE_TEXT("names", text_str(&names))));
}

static void groups_say(const PlanReport *report) {
    int starts = 0;
    for (size_t i = 0; i < report->plan->group_count; i++) starts += report->plan->group[i].starts;
    if (!report->plan->group_count) return;
    say_heading(report->command, PHRASE(WORD_plan_groups_head, VALUE_NUMBER("starts", starts),
                                VALUE_NUMBER("count", (int64_t)report->plan->group_count)));
    for (size_t i = 0; i < report->plan->group_count; i++) {
        if (report->plan->group[i].starts) group_say(report, &report->plan->group[i]);
    }
    for (size_t i = 0; i < report->plan->group_count; i++) {
        if (!report->plan->group[i].starts) group_say(report, &report->plan->group[i]);
    }
}

static bool in_group(const PlanReport *report, int opening) {
    for (size_t i = 0; i < report->plan->group_count; i++) {
        if (report->plan->group[i].opening == opening) return true;
    }
    return report->world->openings.record[opening].field[OPENING_class].known;
}

static void others_say(const PlanReport *report) {
    size_t count = 0;
    for (int i = 0; i < (int)report->plan->person_count; i++) {
        const PlanPerson *person = &report->plan->person[i];
        if (person->opening < 0 || person->state == PERSON_STARTED) continue;
        if (in_group(report, person->opening)) continue;
        if (!count++) say_heading(report->command, PHRASE(WORD_plan_others_head));
        if (count <= report->shown_max) member_say(report, i);
    }
    more_say(report, count);
}

static void provisional_say(const PlanReport *report) {
    size_t count = 0;
    for (int i = 0; i < (int)report->plan->person_count; i++) {
        const PlanPerson *person = &report->plan->person[i];
        if (person->state != PERSON_PROVISIONAL) continue;
        if (!count++) {
            say_heading(report->command, PHRASE(WORD_plan_provisional_head,
                                        VALUE_NUMBER("count", report->plan->provisional)));
        }
        if (count > report->shown_max) continue;
        Phrase question[QUESTIONS_MAX];
        size_t questions = plan_questions(report->command->arena, report->plan, i, question,
                                          QUESTIONS_MAX);
        for (size_t k = 0; k < questions; k++) {
            say(report->command,
                PHRASE(WORD_plan_question, VALUE_TEXT("name", person_name(report, i)),
                       VALUE_PHRASE("question", &question[k])));
        }
        if (!questions) {
            say(report->command, PHRASE(WORD_plan_against_criteria,
                                        VALUE_TEXT("name", person_name(report, i))));
        }
    }
    more_say(report, count);
}

/* --- people left, by the step that would help most --- */

static void left_group_say(const PlanReport *report, const LeftGroup *group) {
    Text names = text_new(report->command->arena, 4096);
    for (int i = 0; i < group->count && i < LEFT_FIRST_MAX; i++) {
        Str id = report->world->candidates.record[group->person[i]].id;
        text_addf(&names, "%s%.*s", i ? ", " : "", STR_ARGS(id));
    }
    if (group->count > LEFT_FIRST_MAX) text_add(&names, S(", ..."));
    bool free_of_barriers = group->blocks == CRITERION_COUNT;
    Word word = group->any_step    ? WORD_plan_left_step
                : free_of_barriers ? WORD_plan_left_no_barrier
                                   : WORD_plan_left_no_step;
    Word criterion = free_of_barriers ? WORD_unknown : criterion_word(group->blocks);
    say(report->command,
        PHRASE(word, VALUE_NUMBER("count", group->count), VALUE_TEXT("step", group->step),
               VALUE_NUMBER("opens", group->opens), VALUE_WORD("criterion", criterion),
               VALUE_TEXT("names", text_str(&names))));
}

/* The biggest groups one by one, the rest added up; people whom no step helps always. */
static void left_groups_say(const PlanReport *report) {
    LeftGroup *group;
    Tongue tongue = report->command->tongue;
    size_t count = plan_left_groups(report->command->arena, tongue, report->plan, &group), shown = 0;
    int rest_people = 0, rest_steps = 0;
    for (size_t i = 0; i < count; i++) {
        if (group[i].any_step && shown / 2 >= report->shown_max) {
            rest_people += group[i].count;
            rest_steps++;
            continue;
        }
        if (!group[i].any_step && rest_steps) {
            say(report->command, PHRASE(WORD_plan_left_rest, VALUE_NUMBER("count", rest_people),
                                        VALUE_NUMBER("steps", rest_steps)));
            rest_steps = 0;
        }
        left_group_say(report, &group[i]);
        shown++;
    }
    if (rest_steps) {
        say(report->command, PHRASE(WORD_plan_left_rest, VALUE_NUMBER("count", rest_people),
                                    VALUE_NUMBER("steps", rest_steps)));
    }
}

static void left_say(const PlanReport *report) {
    int by_state[PERSON_LEFT_DECIDED + 1] = { 0 };
    for (size_t i = 0; i < report->plan->person_count; i++) {
        by_state[report->plan->person[i].state]++;
    }
    if (!report->plan->left) return;
    say_heading(report->command,
                PHRASE(WORD_plan_left_head, VALUE_NUMBER("count", report->plan->left),
               VALUE_NUMBER("no_opening", by_state[PERSON_LEFT_NO_OPENING]),
               VALUE_NUMBER("closed", by_state[PERSON_LEFT_GROUP_CLOSED]),
               VALUE_NUMBER("crowded", by_state[PERSON_LEFT_CROWDED_OUT]),
               VALUE_NUMBER("decided", by_state[PERSON_LEFT_DECIDED])));
    left_groups_say(report);
}

static void changes_say(const PlanReport *report) {
    if (!report->before->number) return;
    PlanChange *change;
    size_t count = plan_changes(report->command->arena, report->plan, report->before, &change);
    say_heading(report->command, PHRASE(count ? WORD_plan_changes_head : WORD_plan_changes_none,
                                VALUE_DAY("day", report->before->made_on),
                                VALUE_NUMBER("count", (int64_t)count)));
    for (size_t i = 0; i < count && i < report->shown_max; i++) {
        Str before = S("-"), now = S("-");
        if (change[i].opening_before >= 0) {
            before = world_opening_name(report->command->arena, report->world, change[i].opening_before);
        }
        if (change[i].opening_now >= 0) {
            now = world_opening_name(report->command->arena, report->world, change[i].opening_now);
        }
        Phrase cause = plan_change_cause(change[i].cause);
        say(report->command,
            PHRASE(WORD_plan_change, VALUE_TEXT("name", person_name(report, change[i].candidate)),
                   VALUE_TEXT("before", before), VALUE_TEXT("now", now),
                   VALUE_PHRASE("cause", &cause)));
    }
    more_say(report, count);
}

void plan_report_say(const PlanReport *report) {
    const Plan *plan = report->plan;
    say(report->command,
        PHRASE(WORD_plan_head, VALUE_NUMBER("placed", plan->firm + plan->provisional),
               VALUE_NUMBER("count", (int64_t)plan->person_count - plan->started),
               VALUE_NUMBER("firm", plan->firm), VALUE_NUMBER("provisional", plan->provisional)));
    Word proof = plan->status == PLAN_OPTIMAL ? WORD_plan_proven : WORD_plan_not_proven;
    say(report->command, PHRASE(proof, VALUE_NUMBER("value", plan->value),
                                VALUE_NUMBER("bound", plan->bound)));
    if (plan->pins_broken) {
        say(report->command,
            PHRASE(WORD_plan_pins_broken, VALUE_NUMBER("count", plan->pins_broken)));
    }
    groups_say(report);
    others_say(report);
    provisional_say(report);
    left_say(report);
    changes_say(report);
}
