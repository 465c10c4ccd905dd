/* Which step opens what: for a person, and for an opening that asks one thing less. */
#include "steps.h"

#include "bars.h"
#include "candidate.h"
#include "figures/barrier_figures.h"
#include "form.h"
#include "matching/barriers/barriers.h"
#include "pages.h"
#include "places/regions.h"
#include "support/childcare_supply.h"

enum { STEPS_SHOWN = 15, PAIRS_SHOWN = 5, ANSWERS_SHOWN = 8 };

/* Of the region somebody or something is in; of all where nobody knows. */
static Str region_address(Arena *arena, const World *world, Value postcode, Value municipality) {
    AddressQuery query = address_query(arena, S("/regions/steps"));
    int region = map_region(world->map, postcode, municipality);
    if (region != REGION_UNKNOWN) address_add(&query, "region", regions_all()[region].code);
    return address_str(&query);
}

/* --- for a person --- */

static void best_fill(Visit *visit, const World *world, const Match *best, StepRowView *row) {
    const OpeningRecord *opening = snapshot_opening(world->snapshot, best->opening);
    row->best = opening_name(visit->arena, opening);
    row->best_address = pair_address(visit->arena, visit->id[0], opening->id);
    row->score = best->score;
}

static void steps_fill(Visit *visit, const World *world, const PersonBarriers *barriers,
                       StepsView *view) {
    StepRowView *steps = arena_many(visit->arena, StepRowView, barriers->step_count);
    StepRowView *lacking = arena_many(visit->arena, StepRowView, barriers->step_count);
    for (size_t i = 0; i < barriers->step_count; i++) {
        const BarrierStep *step = &barriers->step[i];
        bool lacks = supply_is_lacking(step->supply);
        if (barrier_step_is_idle(barriers, i) || (!lacks && view->steps_count == STEPS_SHOWN)) {
            continue;
        }
        StepRowView row = { .step = step_phrase(visit->arena, step->step),
                            .opens = step->opens,
                            .weeks = step->step.weeks,
                            .unknown = step->supply == SUPPLY_UNKNOWN };
        if (lacks) row.opens -= barriers_opened_anyway(barriers, step);
        row.bar = bar_length(visit->arena, row.opens, barriers->step[0].opens);
        best_fill(visit, world, &step->best, &row);
        if (!lacks) steps[view->steps_count++] = row;
        else if (row.opens > 0) lacking[view->lacking_count++] = row;
    }
    view->steps = steps;
    view->lacking = lacking;
}

static void pairs_fill(Visit *visit, const World *world, const PersonBarriers *barriers,
                       StepsView *view) {
    StepRowView *pairs = arena_many(visit->arena, StepRowView, PAIRS_SHOWN);
    for (size_t i = 0; i < barriers->pair_count && i < PAIRS_SHOWN; i++) {
        const BarrierPair *pair = &barriers->pair[i];
        StepRowView *row = &pairs[view->pairs_count++];
        *row = (StepRowView){ .step = step_phrase(visit->arena, pair->step[0]),
                              .second = step_phrase(visit->arena, pair->step[1]),
                              .two = true,
                              .opens = pair->opens,
                              .weeks = pair->step[0].weeks + pair->step[1].weeks,
                              .bar = bar_length(visit->arena, pair->opens,
                                                barriers->pair[0].opens) };
        best_fill(visit, world, &pair->best, row);
    }
    view->pairs = pairs;
}

static void answers_fill(Visit *visit, const World *world, int candidate,
                         const PersonBarriers *barriers, StepsView *view) {
    StepAnswerView *answers = arena_many(visit->arena, StepAnswerView, ANSWERS_SHOWN);
    for (size_t i = 0; i < barriers->answer_count && view->answers_count < ANSWERS_SHOWN; i++) {
        Phrase question =
            barrier_question(visit->arena, world->snapshot, candidate, &barriers->answer[i]);
        if (!question.word) continue;
        answers[view->answers_count++] = (StepAnswerView){ question, barriers->answer[i].settles };
    }
    view->answers = answers;
}

static Answer steps_answer(Visit *visit, const World *world) {
    int candidate = snapshot_find_candidate(world->snapshot, visit->id[0]);
    if (candidate < 0) return answer_not_found(visit);
    ChildcareSupply childcare;
    Result result = childcare_supply_load(visit->db, visit->arena, visit->who.tenant, &childcare);
    if (result != OK) return answer_failed(visit, result);
    const CandidateRecord *person = snapshot_candidate(world->snapshot, candidate);
    BarrierSpace *space = barrier_space_new(visit->arena, world->snapshot, &childcare);
    PersonBarriers barriers = person_barriers(visit->arena, space, candidate);
    StepsView view = { .layout = candidate_layout(visit, person->id),
                       .name = candidate_name(visit->arena, person),
                       .address = address_of(visit->arena, "candidates", person->id, ""),
                       .matches_address =
                           address_of(visit->arena, "candidates", person->id, "/matches"),
                       .region_address =
                           region_address(visit->arena, world, person->fact[FACT_postcode],
                                          person->fact[FACT_municipality]),
                       .openings = barriers.openings,
                       .feasible = barriers.feasible,
                       .sure = barriers.sure };
    steps_fill(visit, world, &barriers, &view);
    pairs_fill(visit, world, &barriers, &view);
    answers_fill(visit, world, candidate, &barriers, &view);
    audit_seen(visit, AUDIT_match_read, person->id, STR_EMPTY);
    return PAGE(visit, steps_page, &view);
}

/* --- for an opening --- */

static Answer opening_steps_answer(Visit *visit, const World *world) {
    int opening = snapshot_find_opening(world->snapshot, visit->id[0]);
    if (opening < 0) return answer_not_found(visit);
    const OpeningRecord *record = snapshot_opening(world->snapshot, opening);
    OpeningBarriers barriers = opening_barriers(visit->arena, world->snapshot, opening);
    opening_barriers_tell(&barriers);
    OpeningStepsView view = { .layout = page_layout(visit, SECTION_openings),
                              .name = opening_name(visit->arena, record),
                              .address = address_of(visit->arena, "openings", record->id, ""),
                              .people_address =
                                  address_of(visit->arena, "openings", record->id, "/candidates"),
                              .region_address =
                                  region_address(visit->arena, world, record->field[OPENING_postcode],
                                                 record->field[OPENING_municipality]),
                              .people = barriers.people,
                              .feasible = barriers.feasible };
    StepRowView *row = arena_many(visit->arena, StepRowView, barriers.relaxed_count);
    for (size_t i = 0; i < barriers.relaxed_count && i < STEPS_SHOWN; i++) {
        const Relaxed *relaxed = &barriers.relaxed[i];
        row[view.rows_count++] = (StepRowView){
            .step = relaxed_phrase(visit->arena, relaxed),
            .opens = relaxed->people,
            .bar = bar_length(visit->arena, relaxed->people, barriers.relaxed[0].people)
        };
    }
    view.rows = row;
    audit_seen(visit, AUDIT_opening_matches_read, record->id, STR_EMPTY);
    return PAGE(visit, opening_steps_page, &view);
}

static Answer answer_in_world(Visit *visit, Answer (*make)(Visit *, const World *)) {
    if (!form_read_empty(visit)) return answer_invalid(visit);
    const World *world;
    Result result = visit_world_take(visit, &world);
    if (result != OK) return answer_failed(visit, result);
    Answer answer = make(visit, world);
    visit_world_give(visit, world);
    return answer;
}

Answer candidate_steps(Visit *visit) {
    return answer_in_world(visit, steps_answer);
}

Answer opening_steps(Visit *visit) {
    return answer_in_world(visit, opening_steps_answer);
}
