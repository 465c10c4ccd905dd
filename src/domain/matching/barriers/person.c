#include "matching/barriers/space.h"

#include "auto.h"
#include "log.h"
#include "matching/sweep/sweep.h"

enum { SCRATCH_BYTES_MAX = 1024 * 1024 * 1024 };

bool match_is_better(const Snapshot *snapshot, const Match *a, const Match *b) {
    if (a->score != b->score) return a->score > b->score;
    int64_t left = snapshot->opening[a->opening].number;
    int64_t right = snapshot->opening[b->opening].number;
    return left != right ? left < right : a->opening < b->opening;
}

Pair pair_after(const Pair *pair, const CandidateProfile *after, Criterion criterion) {
    Pair then = *pair;
    then.candidate = after;
    if (criterion == CRITERION_travel) then.trip = trip_judge(&then, 0);
    return then;
}

/* --- answers --- */

static int demand_what(const Pair *pair, Criterion criterion, int demand) {
    const OpeningProfile *opening = pair->opening;
    switch (criterion) {
    case CRITERION_language:
        return opening->language[demand].slot * SKILL_COUNT + opening->language[demand].skill;
    case CRITERION_travel: return demand ? 1 + opening->mode[demand - 1] : 0;
    case CRITERION_licence: return opening->licence[demand];
    case CRITERION_certificate: return opening->certificate[demand];
    case CRITERION_conditions: {
        int need = condition_need_of(pair, demand);
        return need == SLOT_NONE ? opening->condition[demand] : CONDITIONS_MAX + need;
    }
    default: return 0;
    }
}

static bool answer_is(const Answered *a, const Answered *b) {
    return a->criterion == b->criterion && a->question == b->question && a->what == b->what;
}

/* False when more than one answer is needed. */
static bool one_answer_settles(const Standing *standing, Answered *ret_answer) {
    const Pair *pair = &standing->pair;
    bool any = false;
    for (int i = 0; i < CRITERION_COUNT; i++) {
        if (!(standing->unknown >> i & 1)) continue;
        int count = pair_demand_count(pair, (Criterion)i);
        for (int k = 0; k < count; k++) {
            Finding finding = judge(pair, (Criterion)i, k);
            if (finding.verdict != VERDICT_UNKNOWN) continue;
            Answered answer = { (Criterion)i, finding.question,
                                demand_what(pair, (Criterion)i, k), 1, standing->opening };
            if (any && !answer_is(&answer, ret_answer)) return false;
            *ret_answer = answer;
            any = true;
        }
    }
    return any;
}

static void answer_count(BarrierSpace *space, const Standing *standing) {
    Answered answer;
    if (!one_answer_settles(standing, &answer)) return;
    for (int i = 0; i < space->answer_count; i++) {
        if (!answer_is(&space->answer[i], &answer)) continue;
        space->answer[i].settles++;
        if (answer.opening < space->answer[i].opening) space->answer[i].opening = answer.opening;
        return;
    }
    if (space->answer_count == ANSWERS_MAX) log_fatal("matching: too many questions to one person");
    space->answer[space->answer_count++] = answer;
}

/* --- steps --- */

static void step_opens(BarrierSpace *space, const Standing *standing, int at, const Pair *then) {
    TakenStep *taken = &space->catalogue.step[at];
    if (space->saw) space->saw(space->whose, standing->opening, at);
    bool first = !taken->opens++;
    if (!space->score) return;
    Match match = { .candidate = space->position, .opening = standing->opening };
    score_pair(then, &match);
    if (first || match_is_better(space->snapshot, &match, &taken->best)) taken->best = match;
}

/* No step of travel changes anything there. */
static bool stays_too_far(const BarrierSpace *space, const Standing *standing) {
    Pair then = pair_after(&standing->pair, &space->farthest, CRITERION_travel);
    return then.trip.verdict == VERDICT_UNMET;
}

static void opening_look(BarrierSpace *space, const Standing *standing) {
    if (!standing->unmet) {
        space->feasible++;
        space->sure += !standing->unknown;
        if (standing->unknown && space->score) answer_count(space, standing);
        if (space->saw) space->saw(space->whose, standing->opening, -1);
        return;
    }
    const Catalogue *catalogue = &space->catalogue;
    Criterion criterion = (Criterion)__builtin_ctz(standing->unmet);
    if (criterion == CRITERION_travel && stays_too_far(space, standing)) return;
    space->alone[criterion]++;
    int first = catalogue->first[criterion], count = catalogue_steps_of(catalogue, criterion);
    for (int i = 0; i < count; i++) {
        if (i < STEPS_IN_WORD && !(standing->steps >> i & 1)) continue;
        Pair then = pair_after(&standing->pair, &catalogue->step[first + i].after, criterion);
        if (criterion_verdict(&then, criterion) == VERDICT_UNMET) continue;
        step_opens(space, standing, first + i, &then);
    }
}

/* The best was kept by its score; the rest of the match is worked out once. */
static Match match_whole(const BarrierSpace *space, const TakenStep *taken) {
    int opening = taken->best.opening;
    Pair pair = { .snapshot = space->snapshot, .candidate = &taken->after,
                  .opening = &space->snapshot->opening[opening] };
    pair_begin(&pair);
    return pair_match(&pair, space->position, opening);
}

void person_look(BarrierSpace *space) {
    space->unmet_most = 1;
    space->visit = opening_look;
    if (space->sweep) sweep_openings(space->sweep, space);
    else openings_visit(space);
}

/* --- what is told --- */

static int step_order(const void *left, const void *right) {
    const TakenStep *a = *(TakenStep *const *)left, *b = *(TakenStep *const *)right;
    if (a->opens != b->opens) return a->opens > b->opens ? -1 : 1;
    if (a->step.weeks != b->step.weeks) return a->step.weeks < b->step.weeks ? -1 : 1;
    return a < b ? -1 : a > b;
}

/* Of the catalogue only the profile of a step stays behind. */
static void steps_tell(Arena *arena, const BarrierSpace *space, PersonBarriers *barriers) {
    const Catalogue *catalogue = &space->catalogue;
    const TakenStep **order = arena_many(arena, const TakenStep *, (size_t)catalogue->count);
    size_t count = 0;
    for (int i = 0; i < catalogue->count; i++) {
        if (catalogue->step[i].opens) order[count++] = &catalogue->step[i];
    }
    if (count) qsort(order, count, sizeof *order, step_order);
    barriers->step = arena_many(arena, BarrierStep, count);
    for (size_t i = 0; i < count; i++) {
        barriers->step[i] = (BarrierStep){ .step = order[i]->step, .criterion = order[i]->criterion,
                                           .supply = order[i]->supply, .opens = order[i]->opens,
                                           .best = match_whole(space, order[i]) };
    }
    barriers->step_count = count;
}

static Str answer_demand(Arena *arena, const Snapshot *snapshot, const Answered *answer) {
    int what = answer->what;
    switch (answer->criterion) {
    case CRITERION_language: {
        Str skill = codes_at(SKILL_CODES, what % SKILL_COUNT);
        Str language = snapshot->languages.key[what / SKILL_COUNT];
        return str_printf(arena, "%.*s.%.*s", STR_ARGS(language), STR_ARGS(skill));
    }
    case CRITERION_travel: return what ? codes_at(MODE_CODES, (what - 1) & ~MODE_AT_WORK) : STR_EMPTY;
    case CRITERION_licence: return snapshot->licence_list->code[what];
    case CRITERION_certificate: return snapshot->certificate_list->code[what];
    default: return STR_EMPTY;
    }
}

static int answer_order(const void *left, const void *right) {
    const Answered *a = left, *b = right;
    if (a->settles != b->settles) return a->settles > b->settles ? -1 : 1;
    if (a->criterion != b->criterion) return a->criterion < b->criterion ? -1 : 1;
    if (a->question != b->question) return a->question < b->question ? -1 : 1;
    return (a->what > b->what) - (a->what < b->what);
}

static void answers_tell(Arena *arena, BarrierSpace *space, PersonBarriers *barriers) {
    size_t count = (size_t)space->answer_count;
    if (count) qsort(space->answer, count, sizeof *space->answer, answer_order);
    barriers->answer = arena_many(arena, BarrierAnswer, count);
    for (size_t i = 0; i < count; i++) {
        const Answered *answer = &space->answer[i];
        barriers->answer[i] = (BarrierAnswer){ answer->criterion, answer->question,
                                               answer_demand(arena, space->snapshot, answer),
                                               answer->settles, answer->opening };
    }
    barriers->answer_count = count;
}

static bool any_to_propose(const PersonBarriers *barriers) {
    for (size_t i = 0; i < barriers->step_count; i++) {
        Supply supply = barriers->step[i].supply;
        if (supply == SUPPLY_NONE_NEEDED || supply == SUPPLY_HAD) return true;
    }
    return false;
}

PersonBarriers person_barriers(Arena *arena, BarrierSpace *space, int candidate) {
    const Snapshot *snapshot = space->snapshot;
    PersonBarriers barriers = { .openings = (int)snapshot->openings.count };
    AUTO(arena_end_at) Arena *scratch = arena_new("steps of a person", SCRATCH_BYTES_MAX);
    space->catalogue.arena = scratch;
    space->score = true;
    space->unmet_most = 1;
    space_begin(space, candidate, &snapshot->candidate[candidate]);
    person_look(space);
    barriers.feasible = space->feasible;
    barriers.sure = space->sure;
    steps_tell(arena, space, &barriers);
    answers_tell(arena, space, &barriers);
    if (!any_to_propose(&barriers)) pairs_look(arena, space, &barriers);
    return barriers;
}
