/* What the plan means for each person: placed, provisional, or left and why. */
#include "plan_parts.h"

static const Match *match_of(const PlanBasis *basis, int candidate, int opening) {
    for (int32_t i = basis->first_match[candidate]; i < basis->first_match[candidate + 1]; i++) {
        if (basis->match[i].opening == opening) return &basis->match[i];
    }
    return NULL;
}

/* Could this opening take people in this plan, or does its group not start? */
static bool opening_runs(const PlanInput *input, const Solution *solution, int opening) {
    int32_t class_index = plan_class_of(input, opening);
    Value minimum = input->openings->record[opening].field[OPENING_places_minimum];
    if (minimum.known && minimum.number > 1 && !solution->option_open[opening]) return false;
    if (class_index == PLAN_NO_CLASS) return true;
    Value class_minimum = input->classes->record[class_index].field[CLASS_minimum];
    bool asks = class_minimum.known && class_minimum.number > 1;
    return !asks || solution->class_open[class_index];
}

static PersonState left_state(const PlanInput *input, const PlanBasis *basis,
                              const Solution *solution, int candidate) {
    if (!basis->feasible_count[candidate]) return PERSON_LEFT_NO_OPENING;
    int32_t first = basis->first_match[candidate], last = basis->first_match[candidate + 1];
    if (first == last || basis->pinned_opening[candidate] >= 0) return PERSON_LEFT_DECIDED;
    for (int32_t i = first; i < last; i++) {
        if (opening_runs(input, solution, basis->match[i].opening)) return PERSON_LEFT_CROWDED_OUT;
    }
    return PERSON_LEFT_GROUP_CLOSED;
}

static PlanPerson person_placed(const PlanBasis *basis, int candidate, int opening) {
    const Match *match = match_of(basis, candidate, opening);
    bool sure = match && match->unknown_count == 0 && match->unmet_count == 0;
    return (PlanPerson){ .state = sure ? PERSON_FIRM : PERSON_PROVISIONAL, .opening = opening,
                         .score = match && match->score > 0 ? match->score : 0 };
}

static PlanPerson person_left(const PlanInput *input, const PlanBasis *basis,
                              const Solution *solution, int candidate) {
    PlanPerson person = { .state = left_state(input, basis, solution, candidate), .opening = -1 };
    person.blocks = barriers_of(input->snapshot, candidate).most;
    person.help = step_that_helps_most(input->snapshot, candidate);
    return person;
}

void plan_people(Arena *arena, const PlanInput *input, const PlanBasis *basis,
                 const Solution *solution, Plan *plan) {
    plan->person = arena_many(arena, PlanPerson, plan->person_count);
    for (int i = 0; i < (int)plan->person_count; i++) {
        PlanPerson *person = &plan->person[i];
        int opening = solution->option_of[i];
        if (basis->started[i]) {
            *person = (PlanPerson){ .state = PERSON_STARTED, .opening = basis->pinned_opening[i] };
        } else if (opening >= 0) {
            *person = person_placed(basis, i, opening);
        } else {
            *person = person_left(input, basis, solution, i);
        }
        person->pinned = basis->pinned_opening[i] >= 0;
        person->feasible_count = basis->feasible_count[i];
    }
}

Phrase plan_left_reason(const PlanPerson *person) {
    switch (person->state) {
    case PERSON_LEFT_NO_OPENING:
        if (person->blocks == CRITERION_COUNT) return PHRASE(WORD_plan_left_no_openings_at_all);
        return PHRASE(WORD_plan_left_no_opening, VALUE_WORD("criterion",
                                                            criterion_word(person->blocks)));
    case PERSON_LEFT_GROUP_CLOSED: return PHRASE(WORD_plan_left_group_closed);
    case PERSON_LEFT_CROWDED_OUT:
        return PHRASE(WORD_plan_left_crowded_out, VALUE_NUMBER("count", person->feasible_count));
    case PERSON_LEFT_DECIDED: return PHRASE(WORD_plan_left_decided);
    case PERSON_FIRM:
    case PERSON_PROVISIONAL:
    case PERSON_STARTED: break;
    }
    return PHRASE(WORD_none);
}

/* Somebody pinned a pair that does not fit: what is in the way is no reason to be there. */
static Phrase pinned_reason(const Explanation *explanation) {
    Word named = WORD_match_talk;
    for (size_t i = explanation->entry_count; i-- > 0;) {
        const Entry *entry = &explanation->entry[i];
        if (entry->verdict != VERDICT_UNMET || criterion_is_sensitive(entry->criterion)) continue;
        named = criterion_word(entry->criterion);
    }
    return PHRASE(WORD_plan_reason_pinned, VALUE_WORD("criterion", named));
}

/* The two soft parts that carry most of the score. */
static Phrase reason_of(Arena *arena, const Explanation *explanation) {
    if (explanation->match.unmet_count) return pinned_reason(explanation);
    const int *points = explanation->match.part_points;
    int best = -1, second = -1;
    for (int i = 0; i < PART_COUNT; i++) {
        if (points[i] == 0) continue;
        if (best < 0 || points[i] > points[best]) {
            second = best;
            best = i;
        } else if (second < 0 || points[i] > points[second]) {
            second = i;
        }
    }
    if (best < 0) return PHRASE(WORD_plan_reason_none);
    Phrase *kept = arena_many(arena, Phrase, 2);
    kept[0] = explanation->part_reason[best];
    if (second < 0) return kept[0];
    kept[1] = explanation->part_reason[second];
    return PHRASE(WORD_plan_reason_two, VALUE_PHRASE("first", &kept[0]),
                  VALUE_PHRASE("second", &kept[1]));
}

PlanPlacedTold plan_placed_told(Arena *arena, const Plan *plan, int candidate) {
    int opening = plan->person[candidate].opening;
    Explanation explanation = match_explain(arena, plan->input->snapshot, candidate, opening);
    PlanPlacedTold told = { .reason = reason_of(arena, &explanation) };
    told.question = arena_many(arena, PlanQuestion, explanation.entry_count);
    for (size_t i = 0; i < explanation.entry_count; i++) {
        const Entry *entry = &explanation.entry[i];
        if (entry->verdict != VERDICT_UNKNOWN) continue;
        told.question[told.question_count++] = (PlanQuestion){ entry->criterion, entry->question };
    }
    return told;
}

Phrase plan_placed_reason(Arena *arena, const Plan *plan, int candidate) {
    return plan_placed_told(arena, plan, candidate).reason;
}

size_t plan_questions(Arena *arena, const Plan *plan, int candidate, Phrase *ret_question,
                      size_t count_max) {
    if (plan->person[candidate].opening < 0) return 0;
    PlanPlacedTold told = plan_placed_told(arena, plan, candidate);
    size_t count = told.question_count < count_max ? told.question_count : count_max;
    for (size_t i = 0; i < count; i++) ret_question[i] = told.question[i].question;
    return count;
}
