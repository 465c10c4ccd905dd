/* The step that helps most, against an oracle that shares nothing with it: every step that can be
 * taken is taken in a copy of the person's record, and the openings that are feasible then are
 * counted. */
#include "../taken_steps.h"

enum { PEOPLE = 120, OPENINGS = 60, STEPS_MAX = 128 };

typedef struct Universe {
    Step step[STEPS_MAX];
    size_t count;
} Universe;

static void universe_add(Universe *universe, StepKind kind, Str detail, int to) {
    assert_true(universe->count < STEPS_MAX);
    universe->step[universe->count++] =
        (Step){ .kind = kind, .detail = detail, .skill = SKILL_COUNT, .to = to };
}

static void universe_list(Universe *universe, StepKind kind, const char *name) {
    const CodeList *list = code_list(str_from(name));
    for (size_t i = 0; i < list->count; i++) universe_add(universe, kind, list->code[i], 0);
}

static Universe universe_of_steps(void) {
    static const char *const languages[] = { "nld", "eng", "ara" };
    Universe universe = { .count = 0 };
    for (int i = 0; i < 3; i++) {
        for (int level = LEVEL_A1; level <= LEVEL_B2; level++) {
            universe_add(&universe, STEP_LANGUAGE, str_from(languages[i]), level);
        }
    }
    universe_list(&universe, STEP_LICENCE, "licences");
    universe_list(&universe, STEP_CERTIFICATE, "certificates");
    universe_list(&universe, STEP_EDUCATION, "education_levels");
    universe_add(&universe, STEP_LITERACY, STR_EMPTY, 1);
    universe_add(&universe, STEP_PERMIT, STR_EMPTY, 0);
    return universe;
}

/* --- taking a step --- */

/* Those that are not of the catalogue of barriers, beside those that are (taken_steps.h). */
static CandidateRecord any_step_take(Arena *arena, const CandidateRecord *person, Step step) {
    static const CanPeriods no_times = { 0 };
    if (step.kind != STEP_EDUCATION && step.kind != STEP_PERMIT) {
        if (step.kind == STEP_LANGUAGE) step.skill = SKILL_COUNT; /* a course raises all skills */
        return step_take(arena, person, step, (TakenWith){ .week = &no_times });
    }
    CandidateRecord taken = person_copy(arena, person);
    Value *right = &taken.fact[FACT_right_to_work];
    if (step.kind == STEP_EDUCATION) {
        Value value[EDUCATION_FIELD_COUNT] = { 0 };
        value[EDUCATION_level] = TEXT_OF(step.detail);
        value[EDUCATION_obtained] = value[EDUCATION_status] = NUMBER(0);
        candidate_list_add(arena, &taken, LIST_EDUCATION, value,
                           (Provenance){ .confirmed = TODAY });
    } else if (right->known && right->number == 2) {
        *right = NUMBER(0);
    }
    return taken;
}

/* Openings that this person cannot start in now and could after each step. A demand on level of
 * work or on being outside a target group, that education changes too, is another criterion: such
 * an opening is left out of both counts by the caller. */
static void openings_opened(Arena *arena, const World *world, int candidate,
                            const Universe *universe, int *ret_opened) {
    CandidateRows rows = { arena_many(arena, CandidateRecord, universe->count), universe->count };
    for (size_t i = 0; i < universe->count; i++) {
        rows.record[i] =
            any_step_take(arena, &world->candidates.record[candidate], universe->step[i]);
    }
    Snapshot *after = snapshot_make(arena, &rows, &world->openings, &world->classes, world->map,
                                    world->rules, TODAY);
    for (size_t i = 0; i < universe->count; i++) {
        ret_opened[i] = 0;
        for (int k = 0; k < OPENINGS; k++) {
            Match before = match_pair(world->snapshot, candidate, k);
            Match then = match_pair(after, (int)i, k);
            ret_opened[i] += !match_feasible(&before) && match_feasible(&then);
        }
    }
}

static int universe_find(const Universe *universe, Step step) {
    for (size_t i = 0; i < universe->count; i++) {
        const Step *own = &universe->step[i];
        bool levelled = step.kind == STEP_LANGUAGE;
        if (own->kind == step.kind && str_equal(own->detail, step.detail) &&
            (!levelled || own->to == step.to)) {
            return (int)i;
        }
    }
    return -1;
}

/* Education also decides about a level of work and about one target group; here it does not. */
static World world_for_steps(Arena *arena, Dice *dice) {
    World world = dice_world(arena, dice, PEOPLE, OPENINGS);
    for (int k = 0; k < OPENINGS; k++) {
        OpeningRecord *opening = &world.openings.record[k];
        opening->field[OPENING_work_level] = UNKNOWN;
        opening->list[OPENING_LIST_TARGET] = (RecordList){ 0 };
        if (opening->field[OPENING_start_on].known)
            opening->field[OPENING_start_flexible] = NUMBER(1);
    }
    world_snapshot(&world);
    return world;
}

static void no_step_helps_more(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = world_for_steps(arena, &dice);
    Universe universe = universe_of_steps();
    int helped = 0, checked = 0;
    for (int i = 0; i < PEOPLE; i++) {
        ArenaMark mark = arena_mark(arena);
        Help help = step_that_helps_most(world.snapshot, i);
        int opened[STEPS_MAX], best = 0;
        openings_opened(arena, &world, i, &universe, opened);
        for (size_t k = 0; k < universe.count; k++) best = opened[k] > best ? opened[k] : best;
        if (best > (help.any ? help.opens : 0)) {
            fail_msg("person %d: %d openings found, a step that opens %d exists", i + 1, help.opens,
                     best);
        }
        helped += help.any;
        int at = help.any ? universe_find(&universe, help.step) : -1;
        if (at >= 0) {
            assert_int_equal(help.opens, opened[at]);
            checked++;
        }
        arena_rewind(arena, mark);
    }
    print_message("# %d people helped, %d by a step that the oracle can take\n", helped, checked);
    assert_true(helped > 0);
    assert_true(checked > 0);
}

static void one_step_away_has_one_barrier(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = dice_world(arena, &dice, PEOPLE, OPENINGS);
    for (int i = 0; i < PEOPLE; i++) {
        ArenaMark mark = arena_mark(arena);
        Match near[OPENINGS];
        size_t count = openings_one_step_away(world.snapshot, i, OPENINGS, near), expected = 0;
        for (int k = 0; k < OPENINGS; k++) {
            expected += match_pair(world.snapshot, i, k).unmet_count == 1;
        }
        assert_int_equal(count, expected);
        int weeks_before = 0;
        for (size_t k = 0; k < count; k++) {
            assert_int_equal(near[k].unmet_count, 1);
            Explanation explanation = match_explain(arena, world.snapshot, i, near[k].opening);
            for (size_t e = 0; e < explanation.entry_count; e++) {
                if (explanation.entry[e].verdict != VERDICT_UNMET) continue;
                assert_true(explanation.entry[e].step_key.weeks >= weeks_before);
                weeks_before = explanation.entry[e].step_key.weeks;
            }
        }
        arena_rewind(arena, mark);
    }
}

static void barriers_add_up(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = dice_world(arena, &dice, PEOPLE, OPENINGS);
    VerdictCounts counts;
    verdict_counts(world.snapshot, &counts);
    int64_t blocked[CRITERION_COUNT] = { 0 }, feasible = 0;
    for (int i = 0; i < PEOPLE; i++) {
        Barriers barriers = barriers_of(world.snapshot, i);
        assert_int_equal(barriers.openings, OPENINGS);
        Match all[OPENINGS];
        assert_int_equal(rank_for_candidate(world.snapshot, i, OPENINGS, all), barriers.feasible);
        feasible += barriers.feasible;
        for (int c = 0; c < CRITERION_COUNT; c++) {
            blocked[c] += barriers.blocked[c];
            assert_true(barriers.most == CRITERION_COUNT
                            ? !barriers.blocked[c]
                            : barriers.blocked[c] <= barriers.blocked[barriers.most]);
        }
    }
    assert_int_equal(counts.pairs, PEOPLE * OPENINGS);
    assert_int_equal(counts.feasible, feasible);
    for (int c = 0; c < CRITERION_COUNT; c++) {
        assert_int_equal(counts.count[c][VERDICT_UNMET], blocked[c]);
        assert_int_equal(counts.count[c][VERDICT_MET] + counts.count[c][VERDICT_UNMET] +
                             counts.count[c][VERDICT_UNKNOWN],
                         counts.pairs);
    }
}

SUITE("matching steps property", cmocka_unit_test(no_step_helps_more),
      cmocka_unit_test(one_step_away_has_one_barrier), cmocka_unit_test(barriers_add_up))
