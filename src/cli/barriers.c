/* opstap barriers: which step opens what; for a person, an opening, a region, or all of them. */
#include <unistd.h>

#include "barriers_json.h"
#include "figures/barrier_figures.h"
#include "figures/region_figures.h"
#include "json_text.h"
#include "limits.h"
#include "options.h"
#include "progress.h"
#include "support/childcare_supply.h"
#include "world_open.h"

enum { TOP_DEFAULT = 10 };

/* --- for a person --- */

static void step_say(Command *command, const World *world, const BarrierStep *step, int opens) {
    Phrase phrase = step_phrase(command->arena, step->step);
    Word word = step->supply == SUPPLY_MISSING   ? WORD_barriers_supply_missing
                : step->supply == SUPPLY_UNKNOWN ? WORD_barriers_supply_unknown
                                                 : WORD_barriers_step;
    say(command, PHRASE(word, VALUE_PHRASE("step", &phrase), VALUE_NUMBER("count", opens),
                        VALUE_NUMBER("weeks", step->step.weeks),
                        VALUE_TEXT("best",
                                   world_opening_name(command->arena, world, step->best.opening)),
                        VALUE_NUMBER("score", step->best.score)));
}

/* Those that people are told: without what another step of its kind does as well in less time. */
static void steps_say(Command *command, const World *world, const PersonBarriers *barriers,
                      bool supply, int64_t top) {
    int64_t said = 0;
    for (size_t i = 0; i < barriers->step_count && said < top; i++) {
        const BarrierStep *step = &barriers->step[i];
        if (supply_is_lacking(step->supply) != supply || barrier_step_is_idle(barriers, i)) continue;
        int opens = step->opens - (supply ? barriers_opened_anyway(barriers, step) : 0);
        if (opens <= 0) continue;
        if (!said++) {
            say_heading(command,
                        PHRASE(supply ? WORD_barriers_supply_head : WORD_barriers_steps_head));
        }
        step_say(command, world, step, opens);
    }
    if (!said && !supply) say_heading(command, PHRASE(WORD_barriers_steps_none));
}

static void pairs_say(Command *command, const World *world, const PersonBarriers *barriers,
                      int64_t top) {
    for (size_t i = 0; i < barriers->pair_count && (int64_t)i < top; i++) {
        const BarrierPair *pair = &barriers->pair[i];
        Phrase first = step_phrase(command->arena, pair->step[0]);
        Phrase second = step_phrase(command->arena, pair->step[1]);
        if (!i) say_heading(command, PHRASE(WORD_barriers_pairs_head));
        say(command, PHRASE(WORD_barriers_pair, VALUE_PHRASE("first", &first),
                            VALUE_PHRASE("second", &second), VALUE_NUMBER("count", pair->opens),
                            VALUE_TEXT("best", world_opening_name(command->arena, world,
                                                                  pair->best.opening)),
                            VALUE_NUMBER("score", pair->best.score)));
    }
}

static void answers_say(Command *command, const World *world, int candidate,
                        const PersonBarriers *barriers, int64_t top) {
    int64_t said = 0;
    for (size_t i = 0; i < barriers->answer_count && said < top; i++) {
        Phrase question = barrier_question(command->arena, world->snapshot, candidate,
                                           &barriers->answer[i]);
        if (!question.word) continue;
        if (!said++) say_heading(command, PHRASE(WORD_barriers_answers_head));
        say(command, PHRASE(WORD_barriers_answer, VALUE_PHRASE("question", &question),
                            VALUE_NUMBER("count", barriers->answer[i].settles)));
    }
}

static int person_print(Command *command, const World *world, const ChildcareSupply *childcare,
                        int candidate, int64_t top) {
    BarrierSpace *space = barrier_space_new(command->arena, world->snapshot, childcare);
    PersonBarriers barriers = person_barriers(command->arena, space, candidate);
    if (command->option[OPTION_json]) {
        json_print(person_barriers_json(command, world->snapshot, candidate, &barriers, top));
        return EXIT_OK;
    }
    say(command, PHRASE(WORD_barriers_person_head,
                        VALUE_TEXT("name", world_candidate_name(command->arena, world, candidate)),
                        VALUE_TEXT("id", snapshot_candidate(world->snapshot, candidate)->id),
                        VALUE_NUMBER("openings", barriers.openings),
                        VALUE_NUMBER("feasible", barriers.feasible),
                        VALUE_NUMBER("sure", barriers.sure)));
    steps_say(command, world, &barriers, false, top);
    pairs_say(command, world, &barriers, top);
    steps_say(command, world, &barriers, true, top);
    answers_say(command, world, candidate, &barriers, top);
    return EXIT_OK;
}

/* --- for an opening --- */

static int opening_print(Command *command, const World *world, int opening, int64_t top) {
    OpeningBarriers barriers = opening_barriers(command->arena, world->snapshot, opening);
    opening_barriers_tell(&barriers);
    if (command->option[OPTION_json]) {
        json_print(opening_barriers_json(command, world->snapshot, opening, &barriers, top));
        return EXIT_OK;
    }
    say(command, PHRASE(WORD_barriers_opening_head,
                        VALUE_TEXT("name", world_opening_name(command->arena, world, opening)),
                        VALUE_TEXT("id", snapshot_opening(world->snapshot, opening)->id),
                        VALUE_NUMBER("people", barriers.people),
                        VALUE_NUMBER("feasible", barriers.feasible)));
    if (!barriers.relaxed_count) say(command, PHRASE(WORD_barriers_relaxed_none));
    for (size_t i = 0; i < barriers.relaxed_count && (int64_t)i < top; i++) {
        Phrase relaxed = relaxed_phrase(command->arena, &barriers.relaxed[i]);
        say(command, PHRASE(WORD_barriers_relaxed, VALUE_PHRASE("relaxed", &relaxed),
                            VALUE_NUMBER("count", barriers.relaxed[i].people)));
    }
    return EXIT_OK;
}

/* --- for a region --- */

static Str count_said(Command *command, int64_t count) {
    if (count != FIGURE_HIDDEN) return str_printf(command->arena, "%lld", (long long)count);
    return phrase_text(command->arena, command->tongue,
                       PHRASE(WORD_barriers_hidden, VALUE_NUMBER("minimum", FIGURE_PEOPLE_MIN)));
}

static void area_say(Command *command, Word word, const AreaBarriers *area) {
    Str name = area->municipality.len
                   ? code_label(S("municipalities"), area->municipality, command->tongue)
                   : phrase_text(command->arena, command->tongue,
                                 PHRASE(WORD_barriers_area_unknown));
    say(command, PHRASE(word, VALUE_TEXT("name", name),
                        VALUE_TEXT("people", count_said(command, area->people)),
                        VALUE_TEXT("without", count_said(command, area->people_without)),
                        VALUE_NUMBER("openings", area->openings),
                        VALUE_NUMBER("unfilled", area->openings_without)));
}

/* Childcare that cannot be had, or of which nobody knows. */
static void groups_supply_say(Command *command, const CountryBarriers *barriers) {
    bool said = false;
    for (size_t i = 0; i < barriers->step_count; i++) {
        const GroupStep *step = &barriers->step[i];
        Phrase phrase = step_phrase(command->arena, step->step);
        bool missing = step->supply == SUPPLY_MISSING;
        int64_t more = step->openings - country_opened_anyway(barriers, step);
        if (!supply_is_lacking(step->supply) || more <= 0) continue;
        if (!said) say_heading(command, PHRASE(WORD_barriers_supply_head));
        said = true;
        say(command, PHRASE(missing ? WORD_barriers_supply_missing : WORD_barriers_supply_unknown,
                            VALUE_PHRASE("step", &phrase), VALUE_NUMBER("count", more)));
    }
}

static void groups_say(Command *command, const CountryBarriers *barriers, int64_t top) {
    int64_t said = 0;
    for (size_t i = 0; i < barriers->step_count && said < top; i++) {
        const GroupStep *step = &barriers->step[i];
        Phrase phrase = step_phrase(command->arena, step->step);
        if (supply_is_lacking(step->supply) || group_step_is_idle(barriers, i)) continue;
        if (!said++) say_heading(command, PHRASE(WORD_barriers_groups_head));
        say(command, PHRASE(WORD_barriers_group, VALUE_PHRASE("step", &phrase),
                            VALUE_NUMBER("openings", step->openings),
                            VALUE_NUMBER("people", step->people),
                            VALUE_NUMBER("weeks", step->step.weeks)));
    }
    say(command, PHRASE(WORD_barriers_groups_hidden, VALUE_NUMBER("minimum", FIGURE_PEOPLE_MIN)));
}

static void criteria_say(Command *command, const CountryBarriers *barriers) {
    say_heading(command, PHRASE(WORD_barriers_alone_head));
    for (int i = 0; i < CRITERION_COUNT; i++) {
        const CriterionBarriers *own = &barriers->criterion[i];
        if (!own->people) continue;
        say(command, PHRASE(WORD_barriers_alone,
                            VALUE_WORD("criterion", criterion_word((Criterion)i)),
                            VALUE_TEXT("people", count_said(command, own->people)),
                            VALUE_TEXT("pairs", count_said(command, own->pairs))));
    }
}

static int country_print(Command *command, const World *world, const ChildcareSupply *childcare,
                         int region, int64_t top) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    CountryRequest request = { .snapshot = world->snapshot, .childcare = childcare,
                               .left_out = people_started(command->arena, world),
                               .region = region, .threads = (int)processors,
                               .progress = progress_show };
    progress_phase(WORD_cli_phase_barriers);
    CountryBarriers barriers = country_barriers(command->arena, &request);
    country_barriers_hide(command->arena, &barriers);
    if (command->option[OPTION_json]) {
        json_print(country_barriers_json(command, world->snapshot, &barriers, top));
        return EXIT_OK;
    }
    area_say(command, WORD_barriers_country_head, &barriers.total);
    groups_say(command, &barriers, top);
    groups_supply_say(command, &barriers);
    criteria_say(command, &barriers);
    say_heading(command, PHRASE(WORD_barriers_area_head));
    for (size_t i = 0; i < barriers.area_count; i++) {
        area_say(command, WORD_barriers_area, &barriers.area[i]);
    }
    return EXIT_OK;
}

/* --- the verb --- */

static int subject_unknown(Command *command, const char *id) {
    return command_failed(command, NOT_FOUND,
                          PHRASE(WORD_match_subject_unknown, VALUE_TEXT("id", str_from(id))));
}

static int region_find(Command *command, int *ret_region) {
    const char *code = command->option[OPTION_region];
    *ret_region = REGION_UNKNOWN;
    if (!code) return EXIT_OK;
    for (int i = 0; i < REGIONS; i++) {
        if (str_equal(regions_all()[i].code, str_from(code))) *ret_region = i;
    }
    if (*ret_region != REGION_UNKNOWN) return EXIT_OK;
    complain(command, PHRASE(WORD_init_region, VALUE_TEXT("value", str_from(code))));
    return EXIT_USAGE;
}

static int subject_print(Command *command, const World *world, const ChildcareSupply *childcare,
                         int64_t top) {
    const char *candidate_id = command->option[OPTION_candidate];
    const char *id = candidate_id ? candidate_id : command->option[OPTION_opening];
    int at = candidate_id ? snapshot_find_candidate(world->snapshot, str_from(id))
                          : snapshot_find_opening(world->snapshot, str_from(id));
    if (at < 0) return subject_unknown(command, id);
    AuditCode code = candidate_id ? AUDIT_match_read : AUDIT_opening_matches_read;
    Result result = command_audit(command, code, str_from(id), STR_EMPTY);
    if (result != OK) return command_failed(command, result, PHRASE(WORD_none));
    progress_phase(WORD_cli_phase_barriers);
    return candidate_id ? person_print(command, world, childcare, at, top)
                        : opening_print(command, world, at, top);
}

int verb_barriers(Command *command) {
    int64_t top;
    int region;
    int subjects = !!command->option[OPTION_candidate] + !!command->option[OPTION_opening] +
                   !!command->option[OPTION_region];
    if (subjects > 1) {
        complain(command, PHRASE(WORD_barriers_one_subject));
        return EXIT_USAGE;
    }
    if (!option_number(command, OPTION_top, 1, RECORDS_MAX, TOP_DEFAULT, &top)) return EXIT_USAGE;
    int status = region_find(command, &region);
    if (status == EXIT_OK) status = command_open(command);
    World world;
    if (status == EXIT_OK) status = world_open(command, &world);
    if (status != EXIT_OK) return status;
    ChildcareSupply childcare;
    Result result =
        childcare_supply_load(command->db, command->arena, command->tenant.id, &childcare);
    if (result != OK) return command_failed(command, result, PHRASE(WORD_none));
    if (subjects && !command->option[OPTION_region]) {
        return subject_print(command, &world, &childcare, top);
    }
    return country_print(command, &world, &childcare, region, top);
}
