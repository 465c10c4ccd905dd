/* Which step opens what, against an oracle: every step of the catalogue is taken in a copy of the
 * person's record, and that copy is compared with all openings again; with columns and without. */
#include "barrier_worlds.h"
#include "matching/columns/columns.h"

enum { STEPS_MAX = 256, PAIRS_TRIED = 40, LISTED_MOST = 64 };

/* --- all steps --- */

typedef struct Universe {
    struct {
        Step step;
        Supply supply;
    } at[STEPS_MAX];
    size_t count;
} Universe;

static void universe_add(Universe *universe, StepKind kind, Str detail, int to) {
    assert_true(universe->count < STEPS_MAX);
    universe->at[universe->count++].step =
        (Step){ .kind = kind, .detail = detail, .skill = SKILL_COUNT, .to = to };
}

static void universe_list(Universe *universe, StepKind kind, const char *name, size_t most) {
    const CodeList *list = code_list(str_from(name));
    for (size_t i = 0; i < list->count && i < most; i++) {
        universe_add(universe, kind, list->code[i], 0);
    }
}

static void universe_languages(Universe *universe) {
    static const char *const languages[] = { "nld", "eng", "ara" };
    for (int i = 0; i < 3; i++) {
        for (int skill = 0; skill <= SKILL_COUNT; skill++) {
            for (int level = LEVEL_A1; level <= LEVEL_B2; level++) {
                universe_add(universe, STEP_LANGUAGE, str_from(languages[i]), level);
                universe->at[universe->count - 1].step.skill = skill;
            }
        }
    }
}

static void universe_childcare(Universe *universe, const CandidateRecord *person, bool known) {
    Value childcare = person->fact[FACT_childcare];
    if (!childcare.known || childcare.number < 2) return;
    for (int had = 0; had <= known; had++) {
        universe_add(universe, STEP_CHILDCARE, STR_EMPTY, 0);
        universe->at[universe->count - 1].supply = had     ? SUPPLY_HAD
                                                   : known ? SUPPLY_MISSING
                                                           : SUPPLY_UNKNOWN;
    }
}

/* An impossible range of hours says nothing: there is nothing to raise. */
static bool hours_are_told(const CandidateRecord *person) {
    Value least = person->fact[FACT_hours_min], most = person->fact[FACT_hours_max];
    return most.known && (!least.known || least.number <= most.number);
}

static void universe_fill(Universe *universe, const CandidateRecord *person, bool childcare_known) {
    universe->count = 0;
    memset(universe->at, 0, sizeof universe->at);
    universe_languages(universe);
    universe_list(universe, STEP_LICENCE, "licences", LISTED_MOST);
    universe_list(universe, STEP_CERTIFICATE, "certificates", LISTED_MOST);
    for (int i = 0; i < WEEKDAYS * DAY_THIRDS + 2; i++) {
        universe_add(universe, STEP_TIMETABLE, STR_EMPTY, 1 << i);
    }
    static const int sets[] = { 0x1249, 0x1249 << 1, 0x1249 << 2, 0x3F << 15 };
    for (int i = 0; i < 4; i++) universe_add(universe, STEP_TIMETABLE, STR_EMPTY, sets[i]);
    universe_add(universe, STEP_LITERACY, STR_EMPTY, 1);
    universe_add(universe, STEP_TRAVEL_PASS, STR_EMPTY, 0);
    universe_add(universe, STEP_BICYCLE, STR_EMPTY, 0);
    universe_add(universe, STEP_MOPED, STR_EMPTY, 0);
    universe_add(universe, STEP_EVENINGS, STR_EMPTY, 0);
    Value minutes = person->fact[FACT_travel_minutes_max];
    if (minutes.known) universe_add(universe, STEP_MINUTES, STR_EMPTY, (int)minutes.number + 15);
    for (int hours = 16; hours <= 40 && hours_are_told(person); hours += 4) {
        universe_add(universe, STEP_HOURS, STR_EMPTY, hours);
    }
    universe_childcare(universe, person, childcare_known);
}

/* --- worlds --- */

/* Every opening asks two things that nobody has: of two kinds, or two parts of the week. */
static World world_of_twos(Arena *arena, Dice *dice, bool times) {
    World world = world_eased(arena, dice, 80);
    Provenance from = { .source = S("test"), .confirmed = TODAY };
    for (size_t i = 0; i < world.openings.count; i++) {
        OpeningRecord *opening = &world.openings.record[i];
        if (times) {
            opening->list[OPENING_LIST_BLOCK].count = 0;
            opening_add(arena, opening, OPENING_LIST_BLOCK, NUMBER(1), NUMBER(18), NUMBER(22));
            opening_add(arena, opening, OPENING_LIST_BLOCK, NUMBER(2), NUMBER(18), NUMBER(22));
            continue;
        }
        opening->list[OPENING_LIST_OPENING_LICENCE].count = 0;
        opening_add(arena, opening, OPENING_LIST_OPENING_LICENCE, TEXT("B"));
        opening->list[OPENING_LIST_DEMAND].count = 0;
        opening_add(arena, opening, OPENING_LIST_DEMAND, TEXT("nld"), NUMBER(SKILL_SPEAKING),
                    NUMBER(0), NUMBER(dice_between(dice, LEVEL_A2, LEVEL_B2)));
    }
    for (size_t i = 0; i < world.candidates.count; i++) {
        CandidateRecord *person = &world.candidates.record[i];
        Value licence[LICENCE_FIELD_COUNT] = { TEXT("B"), NUMBER(0) };
        Value speaking[LANGUAGE_FIELD_COUNT] = { TEXT("nld"), NUMBER(SKILL_SPEAKING),
                                                 NUMBER(LEVEL_A1) };
        person->list[LIST_LICENCE].count = 0;
        record_put(arena, &candidate_list_type[LIST_LICENCE], &person->list[LIST_LICENCE], licence,
                   from);
        record_put(arena, &candidate_list_type[LIST_LANGUAGE], &person->list[LIST_LANGUAGE],
                   speaking, from);
        person->fact[FACT_childcare] = UNKNOWN;
        person_add(arena, person, LIST_TIMETABLE, NUMBER(1), NUMBER(16), NUMBER(24), NUMBER(0));
        person_add(arena, person, LIST_TIMETABLE, NUMBER(2), NUMBER(16), NUMBER(24), NUMBER(0));
    }
    world_snapshot(&world);
    return world;
}

/* --- the oracle --- */

typedef struct Opened {
    int opens;
    Match best;
} Opened;

static bool is_before(const World *world, const Match *a, const Match *b) {
    int64_t first = world->openings.record[a->opening].number;
    int64_t second = world->openings.record[b->opening].number;
    if (a->score != b->score) return a->score > b->score;
    return first != second ? first < second : a->opening < b->opening;
}

static void opened_by(Arena *arena, const World *world, int candidate, CandidateRows rows,
                      Opened *ret_opened) {
    Snapshot *after = snapshot_make(arena, &rows, &world->openings, &world->classes, world->map,
                                    world->rules, TODAY);
    for (size_t i = 0; i < rows.count; i++) {
        Opened opened = { 0 };
        for (int k = 0; k < OPENINGS; k++) {
            Match before = match_pair(world->snapshot, candidate, k);
            if (match_feasible(&before)) continue;
            Match then = match_pair(after, (int)i, k);
            if (!match_feasible(&then)) continue;
            if (!opened.opens++ || is_before(world, &then, &opened.best)) opened.best = then;
        }
        ret_opened[i] = opened;
    }
}

static CandidateRecord taken_by(Arena *arena, const World *world, int candidate, Step step,
                                const Week *childcare) {
    return step_take(arena, &world->candidates.record[candidate], step,
                     (TakenWith){ snapshot_candidate_week(world->snapshot, candidate), childcare });
}

static void universe_take(Arena *arena, const World *world, int candidate, const Universe *universe,
                          const ChildcareSupply *supply, Opened *ret_opened) {
    CandidateRows rows = { arena_many(arena, CandidateRecord, universe->count), universe->count };
    for (size_t i = 0; i < universe->count; i++) {
        const Week *childcare = universe->at[i].supply == SUPPLY_HAD ? &supply->week : NULL;
        rows.record[i] = taken_by(arena, world, candidate, universe->at[i].step, childcare);
    }
    opened_by(arena, world, candidate, rows, ret_opened);
}

static bool same_step(Step a, Step b) {
    return a.kind == b.kind && a.skill == b.skill && a.to == b.to && str_equal(a.detail, b.detail);
}

static const BarrierStep *step_found(const PersonBarriers *found, Step step, Supply supply) {
    for (size_t i = 0; i < found->step_count; i++) {
        Step own = found->step[i].step;
        if (own.kind == STEP_LITERACY || own.kind == STEP_CHILDCARE) own.to = step.to;
        if (same_step(own, step) && found->step[i].supply == supply) return &found->step[i];
    }
    return NULL;
}

/* A level that nobody asks is no step: it opens what the highest that is asked opens. */
static bool lower_opens(const PersonBarriers *found, Step step, int opens) {
    if (step.kind != STEP_LANGUAGE) return false;
    for (step.to--; step.to > LEVEL_A0; step.to--) {
        const BarrierStep *lower = step_found(found, step, SUPPLY_NONE_NEEDED);
        if (lower) return lower->opens == opens;
    }
    return false;
}

/* Nor is a set of parts of the week of which one at most is taken. */
static bool part_opens(const PersonBarriers *found, Step step, int opens) {
    if (step.kind != STEP_TIMETABLE) return false;
    for (size_t i = 0; i < found->step_count; i++) {
        const Step *own = &found->step[i].step;
        bool within = own->kind == STEP_TIMETABLE && !(own->to & ~step.to) && own->to != step.to;
        if (within && found->step[i].opens == opens) return true;
    }
    return false;
}

static void best_compare(const Match *expected, const Match *found) {
    assert_int_equal(found->opening, expected->opening);
    assert_int_equal(found->score, expected->score);
    assert_memory_equal(found->part_points, expected->part_points, sizeof found->part_points);
}

static size_t steps_compare(int candidate, const Universe *universe,
                            const Opened *opened, const PersonBarriers *found) {
    size_t seen = 0;
    for (size_t i = 0; i < universe->count; i++) {
        Step step = universe->at[i].step;
        const BarrierStep *own = step_found(found, step, universe->at[i].supply);
        if (!own && opened[i].opens && lower_opens(found, step, opened[i].opens)) continue;
        if (!own && opened[i].opens && part_opens(found, step, opened[i].opens)) continue;
        if ((own ? own->opens : 0) != opened[i].opens) {
            fail_msg("person %d, step %d %.*s skill %d to %d supply %d: %d openings, found %d",
                     candidate, step.kind, STR_ARGS(step.detail), step.skill, step.to,
                     universe->at[i].supply, opened[i].opens, own ? own->opens : 0);
        }
        if (!own) continue;
        best_compare(&opened[i].best, &own->best);
        seen++;
    }
    return seen;
}

/* --- what is feasible, what is sure, what one answer settles --- */

static void answers_compare(Arena *arena, const World *world, int candidate,
                            const PersonBarriers *found) {
    int feasible = 0, sure = 0, settles[CRITERION_COUNT] = { 0 };
    for (int k = 0; k < OPENINGS; k++) {
        ArenaMark mark = arena_mark(arena);
        Explanation explanation = match_explain(arena, world->snapshot, candidate, k);
        feasible += match_feasible(&explanation.match);
        sure += match_feasible(&explanation.match) && !explanation.match.unknown_count;
        const Entry *first = NULL;
        bool one = match_feasible(&explanation.match);
        for (size_t i = 0; i < explanation.entry_count; i++) {
            const Entry *entry = &explanation.entry[i];
            if (entry->verdict != VERDICT_UNKNOWN) continue;
            if (!first) first = entry;
            Str a = first->demand, b = entry->demand, safety = S(".safety");
            if (str_ends(a, safety)) a.len -= safety.len;
            if (str_ends(b, safety)) b.len -= safety.len;
            one = one && entry->criterion == first->criterion &&
                  entry->question.word == first->question.word && str_equal(a, b);
        }
        if (one && first) settles[first->criterion]++;
        arena_rewind(arena, mark);
    }
    assert_int_equal(found->feasible, feasible);
    assert_int_equal(found->sure, sure);
    for (size_t i = 0; i < found->answer_count; i++) {
        settles[found->answer[i].criterion] -= found->answer[i].settles;
    }
    for (int i = 0; i < CRITERION_COUNT; i++) assert_int_equal(settles[i], 0);
}

/* --- pairs of steps --- */

static Opened pair_opened(Arena *arena, const World *world, int candidate, const Step *step,
                          const ChildcareSupply *supply) {
    CandidateRecord first = taken_by(arena, world, candidate, step[0], &supply->week);
    Snapshot *one = snapshot_make(arena, &(CandidateRows){ &first, 1 }, &world->openings,
                                  &world->classes, world->map, world->rules, TODAY);
    CandidateRecord both =
        step_take(arena, &first, step[1],
                  (TakenWith){ snapshot_candidate_week(one, 0), &supply->week });
    Opened opened;
    opened_by(arena, world, candidate, (CandidateRows){ &both, 1 }, &opened);
    return opened;
}

static size_t pairs_compare(Arena *arena, const World *world, int candidate,
                            const ChildcareSupply *supply, const PersonBarriers *found) {
    for (size_t i = 0; i < found->pair_count && i < PAIRS_TRIED; i++) {
        ArenaMark mark = arena_mark(arena);
        const BarrierPair *pair = &found->pair[i];
        Opened opened = pair_opened(arena, world, candidate, pair->step, supply);
        assert_int_equal(pair->opens, opened.opens);
        best_compare(&opened.best, &pair->best);
        arena_rewind(arena, mark);
    }
    return found->pair_count;
}

/* Two steps that nobody names open nothing. */
static void pairs_miss_none(Arena *arena, const World *world, int candidate,
                            const Universe *universe, Dice *dice, const ChildcareSupply *supply,
                            const PersonBarriers *found) {
    for (int tried = 0; tried < PAIRS_TRIED; tried++) {
        size_t a = (size_t)dice_between(dice, 0, (int64_t)universe->count - 1);
        size_t b = (size_t)dice_between(dice, 0, (int64_t)universe->count - 1);
        Step step[2] = { universe->at[a < b ? a : b].step, universe->at[a < b ? b : a].step };
        bool skip = a == b;
        for (int i = 0; i < 2; i++) {
            skip = skip || step[i].kind == STEP_CHILDCARE || step[i].kind == STEP_EVENINGS ||
                   step[i].kind == STEP_LANGUAGE;
        }
        for (size_t i = 0; i < found->pair_count && !skip; i++) {
            const Step *own = found->pair[i].step;
            skip = (own[0].kind == step[0].kind && own[1].kind == step[1].kind) ||
                   (own[0].kind == step[1].kind && own[1].kind == step[0].kind);
        }
        if (skip) continue;
        ArenaMark mark = arena_mark(arena);
        assert_int_equal(pair_opened(arena, world, candidate, step, supply).opens, 0);
        arena_rewind(arena, mark);
    }
}

/* --- the law --- */

typedef struct Seen {
    size_t steps, pairs;
    size_t of_kind[STEP_KIND_COUNT];
} Seen;

static void person_check(Arena *arena, const World *world, BarrierSpace *space, int candidate,
                         const ChildcareSupply *supply, Dice *dice, Seen *seen) {
    Universe universe;
    universe_fill(&universe, &world->candidates.record[candidate], supply->known);
    Opened *opened = arena_many(arena, Opened, universe.count);
    universe_take(arena, world, candidate, &universe, supply, opened);
    PersonBarriers found = person_barriers(arena, space, candidate);
    size_t steps = steps_compare(candidate, &universe, opened, &found);
    assert_int_equal(steps, found.step_count);
    answers_compare(arena, world, candidate, &found);
    seen->steps += steps;
    seen->pairs += pairs_compare(arena, world, candidate, supply, &found);
    bool any = false;
    for (size_t i = 0; i < found.step_count; i++) {
        seen->of_kind[found.step[i].step.kind]++;
        any = any || found.step[i].supply == SUPPLY_NONE_NEEDED || found.step[i].supply == SUPPLY_HAD;
        if (i) assert_true(found.step[i].opens <= found.step[i - 1].opens);
    }
    if (!any) pairs_miss_none(arena, world, candidate, &universe, dice, supply, &found);
    else assert_int_equal(found.pair_count, 0);
}

static void rounds_check(Arena *arena, World *world, Dice *dice, bool columns, Seen *seen) {
    ChildcareSupply supply = childcare_somewhere(dice);
    if (columns) world->snapshot->columns = columns_make(arena, world->snapshot);
    AUTO(arena_end_at) Arena *kept = arena_new("barriers", (size_t)64 << 20);
    BarrierSpace *space = barrier_space_new(kept, world->snapshot, &supply);
    for (int i = 0; i < (int)world->candidates.count; i++) {
        ArenaMark mark = arena_mark(arena);
        person_check(arena, world, space, i, &supply, dice, seen);
        arena_rewind(arena, mark);
    }
}

static void pairs_open_what_no_step_opens(void **state) {
    (void)state;
    Dice dice = { dice_seed() };
    Seen seen = { 0 };
    for (int round = 0; round < 4; round++) {
        TEST_ARENA(arena);
        World world = world_of_twos(arena, &dice, round / 2);
        world.candidates.count = PEOPLE / 4;
        world_snapshot(&world);
        rounds_check(arena, &world, &dice, round % 2, &seen);
    }
    print_message("# %zu pairs opened something\n", seen.pairs);
    assert_true(seen.pairs > 0);
}

static void steps_open_what_a_new_comparison_finds(void **state) {
    (void)state;
    Dice dice = { dice_seed() };
    Seen seen = { 0 };
    for (int round = 0; round < ROUNDS; round++) {
        TEST_ARENA(arena);
        World world = world_eased(arena, &dice, 70);
        rounds_check(arena, &world, &dice, round % 2, &seen);
    }
    print_message("# %zu steps opened something, %zu pairs\n", seen.steps, seen.pairs);
    static const StepKind kinds[] = { STEP_LANGUAGE, STEP_TRAVEL_PASS, STEP_BICYCLE, STEP_MINUTES,
                                      STEP_TIMETABLE, STEP_CHILDCARE, STEP_HOURS,
                                      STEP_LICENCE, STEP_CERTIFICATE };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        print_message("# kind %d: %zu\n", kinds[i], seen.of_kind[kinds[i]]);
        assert_true(seen.of_kind[kinds[i]] > 0);
    }
}

SUITE("matching barriers property", cmocka_unit_test(pairs_open_what_no_step_opens),
      cmocka_unit_test(steps_open_what_a_new_comparison_finds))
