/* The life of a placement, and plans that are kept. */
#include "store.h"

#include "candidates/candidates.h"
#include "openings/openings.h"
#include "placements/placements.h"
#include "planning/plan_store.h"

enum { TODAY = 20781, PEOPLE = 6, OPENINGS = 4 };

SQL(test_events, "SELECT state, on_day, COALESCE(reason, '-'), COALESCE(next_step, '-')"
                 " FROM placement_event WHERE tenant_id = ?1 AND placement_number = ?2"
                 " ORDER BY entry");

static void fill(Store *store) {
    TEST_ARENA(arena);
    bool changed;
    assert_int_equal(db_begin(store->db), OK);
    for (int i = 1; i <= PEOPLE; i++) {
        CandidateRecord person = { .id = str_printf(arena, "k%d", i) };
        assert_int_equal(candidate_put(store->db, arena, store->tenant, &person, &changed), OK);
    }
    for (int i = 1; i <= OPENINGS; i++) {
        OpeningRecord opening = { .id = str_printf(arena, "o%d", i) };
        assert_int_equal(opening_put(store->db, arena, store->tenant, &opening, &changed), OK);
    }
    assert_int_equal(db_commit(store->db), OK);
}

static Result propose(Store *store, int64_t candidate, int64_t opening, int64_t rank) {
    return placement_propose(store->db, store->tenant,
                             (Proposal){ candidate, opening, rank, TODAY });
}

static Str reason_for(PlacementState to) {
    if (to == PLACEMENT_stopped) return code_list(S("stop_reasons"))->code[0];
    bool declined = to == PLACEMENT_declined_by_candidate || to == PLACEMENT_declined_by_employer;
    return declined ? code_list(S("decline_reasons"))->code[0] : STR_EMPTY;
}

static Result move(Store *store, int64_t number, PlacementState to) {
    PlacementMove move = { .number = number, .to = to, .on = TODAY + 1, .reason = reason_for(to) };
    return placement_move(store->db, store->tenant, move);
}

static PlacementRows load(Store *store, Arena *arena) {
    PlacementRows rows = { 0 };
    assert_int_equal(placements_load(store->db, arena, store->tenant, &rows), OK);
    return rows;
}

static int events_of(Store *store, Arena *arena, int64_t number, Str *ret_last) {
    int events = 0;
    Query *query = db_query(store->db, &test_events);
    query_set_integer(query, 1, store->tenant);
    query_set_integer(query, 2, number);
    for (; query_next(query); events++) {
        Str state = query_text(query, arena, 0), day = query_text(query, arena, 1);
        Str reason = query_text(query, arena, 2), step = query_text(query, arena, 3);
        *ret_last = str_printf(arena, "%.*s %.*s %.*s %.*s", STR_ARGS(state), STR_ARGS(day),
                               STR_ARGS(reason), STR_ARGS(step));
    }
    assert_int_equal(query_end(query), OK);
    return events;
}

/* Written down apart from the program: which states may follow which. */
static const struct Follow {
    const char *from, *to;
} may_follow[] = {
    { "proposed", "invited declined_by_candidate declined_by_employer on_hold reserve selected agreed"
                  " stopped" },
    { "invited", "declined_by_candidate declined_by_employer on_hold reserve selected agreed no_show"
                 " stopped" },
    { "declined_by_candidate", "invited" },
    { "declined_by_employer", "invited" },
    { "on_hold", "proposed invited declined_by_candidate declined_by_employer reserve selected agreed"
                 " stopped" },
    { "reserve", "proposed invited declined_by_candidate declined_by_employer on_hold selected agreed"
                 " stopped" },
    { "selected", "invited declined_by_candidate declined_by_employer on_hold reserve agreed no_show"
                  " stopped" },
    { "agreed", "started no_show declined_by_candidate declined_by_employer stopped" },
    { "no_show", "invited stopped" },
    { "started", "completed in_work stopped" },
    { "completed", "in_work stopped" },
    { "in_work", "kept_6_months stopped" },
    { "kept_6_months", "kept_12_months stopped" },
    { "kept_12_months", "stopped" },
    { "stopped", "" },
};

static bool expected(PlacementState from, PlacementState to) {
    assert_string_equal(may_follow[from].from, placement_state_name(from));
    Str rest = str_from(may_follow[from].to), name;
    while (str_cut(&rest, ' ', &name)) {
        if (str_equal(name, str_from(placement_state_name(to)))) return true;
    }
    return false;
}

/* A way from `proposed` to every state, so that each can be tried. */
static void reach(Store *store, int64_t number, PlacementState wanted) {
    static const PlacementState way[] = { PLACEMENT_agreed, PLACEMENT_started, PLACEMENT_completed,
                                          PLACEMENT_in_work, PLACEMENT_kept_6_months,
                                          PLACEMENT_kept_12_months };
    if (wanted == PLACEMENT_proposed) return;
    if (placement_may_move(PLACEMENT_proposed, wanted)) {
        assert_int_equal(move(store, number, wanted), OK);
        return;
    }
    if (wanted == PLACEMENT_no_show) {
        assert_int_equal(move(store, number, PLACEMENT_invited), OK);
        assert_int_equal(move(store, number, PLACEMENT_no_show), OK);
        return;
    }
    for (size_t i = 0; i < sizeof way / sizeof *way; i++) {
        assert_int_equal(move(store, number, way[i]), OK);
        if (way[i] == wanted) return;
    }
    fail_msg("no way to %s", placement_state_name(wanted));
}

static void every_move_is_allowed_or_refused_as_written(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    fill(&store);
    assert_int_equal(sizeof may_follow / sizeof *may_follow, PLACEMENT_STATE_COUNT);
    int allowed = 0;
    for (int from = 0; from < PLACEMENT_STATE_COUNT; from++) {
        for (int to = 0; to < PLACEMENT_STATE_COUNT; to++) {
            bool may = expected((PlacementState)from, (PlacementState)to);
            assert_int_equal(placement_may_move((PlacementState)from, (PlacementState)to), may);
            assert_int_equal(db_begin(store.db), OK);
            assert_int_equal(propose(&store, 1, 1, 0), OK);
            reach(&store, 1, (PlacementState)from);
            Str last = STR_EMPTY;
            int before = events_of(&store, arena, 1, &last);
            assert_int_equal(move(&store, 1, (PlacementState)to), may ? OK : REFUSED);
            assert_int_equal(load(&store, arena).row[0].state, may ? to : from);
            assert_int_equal(events_of(&store, arena, 1, &last), before + may);
            db_rollback(store.db);
            allowed += may;
        }
    }
    assert_true(allowed > 50);
}

static void states_are_known_by_name(void **state) {
    (void)state;
    for (int i = 0; i < PLACEMENT_STATE_COUNT; i++) {
        PlacementState back = PLACEMENT_STATE_COUNT;
        assert_true(placement_state_read(str_from(placement_state_name((PlacementState)i)), &back));
        assert_int_equal(back, i);
    }
    PlacementState untouched = PLACEMENT_in_work;
    assert_false(placement_state_read(S("Proposed"), &untouched));
    assert_false(placement_state_read(S(""), &untouched));
    assert_int_equal(untouched, PLACEMENT_in_work);
}

static void what_planning_holds_follows_the_state(void **state) {
    (void)state;
    static const PlacementHold hold[PLACEMENT_STATE_COUNT] = {
        HOLD_NOTHING, HOLD_PAIR, HOLD_AWAY, HOLD_AWAY, HOLD_NOTHING, HOLD_NOTHING, HOLD_PAIR, HOLD_PAIR,
        HOLD_AWAY, HOLD_PLACE, HOLD_PLACE, HOLD_PLACE, HOLD_PLACE, HOLD_PLACE, HOLD_AWAY };
    for (int i = 0; i < PLACEMENT_STATE_COUNT; i++) {
        assert_int_equal(placement_hold((PlacementState)i), hold[i]);
    }
}

static void declines_and_stops_have_a_coded_reason(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    fill(&store);
    assert_int_equal(propose(&store, 1, 1, 0), OK);
    static const PlacementState with[] = { PLACEMENT_declined_by_candidate,
                                           PLACEMENT_declined_by_employer, PLACEMENT_stopped };
    for (size_t i = 0; i < sizeof with / sizeof *with; i++) {
        PlacementMove bad = { .number = 1, .to = with[i], .on = TODAY };
        assert_int_equal(placement_move(store.db, store.tenant, bad), INVALID);
        bad.reason = S("because");
        assert_int_equal(placement_move(store.db, store.tenant, bad), INVALID);
    }
    PlacementMove free_text = { .number = 1, .to = PLACEMENT_invited, .on = TODAY,
                                .reason = S("was ill again") };
    assert_int_equal(placement_move(store.db, store.tenant, free_text), INVALID);
    PlacementMove undated = { .number = 1, .to = PLACEMENT_invited, .on = DAY_UNKNOWN };
    assert_int_equal(placement_move(store.db, store.tenant, undated), INVALID);
    assert_int_equal(load(&store, arena).row[0].state, PLACEMENT_proposed);
    PlacementMove good = { .number = 1, .to = PLACEMENT_stopped, .on = TODAY,
                           .reason = code_list(S("stop_reasons"))->code[1], .next_step = S("course") };
    assert_int_equal(placement_move(store.db, store.tenant, good), OK);
    Str last = STR_EMPTY;
    assert_int_equal(events_of(&store, arena, 1, &last), 2);
    Str wanted = str_printf(arena, "stopped 2026-11-24 %.*s course", STR_ARGS(good.reason));
    assert_str(last, wanted.at);
    good.number = 99;
    assert_int_equal(placement_move(store.db, store.tenant, good), NOT_FOUND);
    assert_int_equal(placement_move(store.db, store.tenant + 1, good), NOT_FOUND);
}

static void a_pair_has_one_placement(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    fill(&store);
    for (int again = 0; again < 3; again++) {
        assert_int_equal(propose(&store, 1, 1, 0), OK);
        assert_int_equal(propose(&store, 2, 1, 1), OK);
        assert_int_equal(propose(&store, 1, 2, again), OK);
    }
    PlacementRows rows = load(&store, arena);
    assert_int_equal(rows.count, 3);
    assert_str(rows.row[0].candidate, "k1");
    assert_str(rows.row[0].opening, "o1");
    assert_int_equal(rows.row[0].reserve_rank, 0);
    assert_int_equal(rows.row[1].state, PLACEMENT_reserve);
    assert_int_equal(rows.row[1].reserve_rank, 1);
    assert_int_equal(rows.row[2].state, PLACEMENT_proposed);
    Str last = STR_EMPTY;
    assert_int_equal(events_of(&store, arena, 1, &last), 1);
    assert_str(last, "proposed 2026-11-24 - -");
    assert_int_equal(events_of(&store, arena, 2, &last), 1);
    assert_str(last, "reserve 2026-11-24 - -");
    assert_int_equal(propose(&store, 99, 1, 0), CONFLICT);
    assert_int_equal(propose(&store, 1, 99, 0), CONFLICT);
    assert_int_equal(propose(&store, 3, 3, -1), INVALID);
    assert_int_equal(placement_propose(store.db, store.tenant, (Proposal){ 3, 3, 0, DAY_UNKNOWN }),
                     INVALID);
    assert_int_equal(load(&store, arena).count, 3);
}

static void what_was_declined_is_not_proposed_again(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    fill(&store);
    assert_int_equal(propose(&store, 1, 1, 0), OK);
    assert_int_equal(move(&store, 1, PLACEMENT_declined_by_candidate), OK);
    assert_int_equal(placements_withdraw(store.db, store.tenant), OK);
    assert_int_equal(propose(&store, 1, 1, 0), OK);
    assert_int_equal(load(&store, arena).row[0].state, PLACEMENT_declined_by_candidate);
    assert_int_equal(placement_hold(load(&store, arena).row[0].state), HOLD_AWAY);
}

static void a_rank_ends_with_being_reserve(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    fill(&store);
    assert_int_equal(propose(&store, 1, 1, 2), OK);
    assert_int_equal(load(&store, arena).row[0].reserve_rank, 2);
    assert_int_equal(move(&store, 1, PLACEMENT_invited), OK);
    assert_int_equal(load(&store, arena).row[0].reserve_rank, 0);
    assert_int_equal(move(&store, 1, PLACEMENT_reserve), OK);
    assert_int_equal(load(&store, arena).row[0].reserve_rank, 0); /* by a person: no rank */
}

static void only_proposals_and_reserves_are_taken_back(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    fill(&store);
    for (int i = 0; i < PLACEMENT_STATE_COUNT; i++) {
        int64_t candidate = i % PEOPLE + 1, opening = i / PEOPLE + 1;
        assert_int_equal(propose(&store, candidate, opening, 0), OK);
        reach(&store, i + 1, (PlacementState)i);
    }
    Tenant other = { .name = S("other") };
    int64_t other_id;
    assert_int_equal(tenant_make(store.db, &other, &other_id), OK);
    assert_int_equal(placements_withdraw(store.db, other_id), OK);
    assert_int_equal(load(&store, arena).count, PLACEMENT_STATE_COUNT);
    assert_int_equal(placements_withdraw(store.db, store.tenant), OK);
    PlacementRows rows = load(&store, arena);
    assert_int_equal(rows.count, PLACEMENT_STATE_COUNT - 2);
    Str last = STR_EMPTY;
    for (size_t i = 0; i < rows.count; i++) {
        assert_true(rows.row[i].state != PLACEMENT_proposed && rows.row[i].state != PLACEMENT_reserve);
        assert_true(events_of(&store, arena, rows.row[i].number, &last) >= 2);
    }
    assert_int_equal(events_of(&store, arena, PLACEMENT_proposed + 1, &last), 0);
    assert_int_equal(events_of(&store, arena, PLACEMENT_reserve + 1, &last), 0);
    Str where;
    assert_int_equal(db_check(store.db, arena, &where), OK);
}

/* --- plans --- */

static KeptPlan a_plan(Arena *arena, const int64_t pair[][2], size_t count) {
    KeptPlan plan = { .made_on = TODAY, .rule_version = S("2026-1"), .optimal = true,
                      .value = 100 * (int64_t)count, .bound = 100 * (int64_t)count,
                      .row = arena_many(arena, KeptAssignment, count), .count = count };
    for (size_t i = 0; i < count; i++) {
        plan.row[i] = (KeptAssignment){ pair[i][0], pair[i][1], 100, pair[i][0] % 2 == 0 };
    }
    return plan;
}

static const int64_t pairs[][2] = { { 3, 1 }, { 1, 1 }, { 2, 2 }, { 6, 4 } };

static bool keep(Store *store, Arena *arena, const KeptPlan *plan) {
    bool is_new = false;
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(plan_keep(store->db, arena, store->tenant, plan, &is_new), OK);
    assert_int_equal(db_commit(store->db), OK);
    return is_new;
}

static void a_plan_is_kept_once_and_read_back(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    fill(&store);
    KeptPlan last = { .number = 9 };
    assert_int_equal(plan_last(store.db, arena, store.tenant, &last), OK);
    assert_int_equal(last.number, 0);
    assert_int_equal(last.count, 0);
    KeptPlan plan = a_plan(arena, pairs, 4);
    assert_true(keep(&store, arena, &plan));
    assert_int_equal(plan.row[0].candidate_number, 3); /* what was given is not reordered */
    assert_int_equal(plan_last(store.db, arena, store.tenant, &last), OK);
    assert_int_equal(last.number, 1);
    assert_int_equal(last.made_on, TODAY);
    assert_str(last.rule_version, "2026-1");
    assert_true(last.optimal && last.value == 400 && last.bound == 400);
    static const int64_t in_order[][2] = { { 1, 1 }, { 2, 2 }, { 3, 1 }, { 6, 4 } };
    assert_int_equal(last.count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(last.row[i].candidate_number, in_order[i][0]);
        assert_int_equal(last.row[i].opening_number, in_order[i][1]);
        assert_int_equal(last.row[i].score, 100);
        assert_int_equal(last.row[i].provisional, in_order[i][0] % 2 == 0);
    }
    assert_false(keep(&store, arena, &plan));
    assert_false(keep(&store, arena, &last));
    assert_int_equal(plan_last(store.db, arena, store.tenant, &last), OK);
    assert_int_equal(last.number, 1);
}

static void change_plan(KeptPlan *plan, int way) {
    switch (way) {
    case 0: plan->made_on++; break;
    case 1: plan->rule_version = S("2026-2"); break;
    case 2: plan->optimal = false; break;
    case 3: plan->value--; break;
    case 4: plan->bound++; break;
    case 5: plan->count--; break;
    case 6: plan->row[2].candidate_number = 5; break;
    case 7: plan->row[2].opening_number = 3; break;
    case 8: plan->row[2].score = -1; break;
    default: plan->row[2].provisional = !plan->row[2].provisional;
    }
}

static void any_difference_makes_a_new_plan(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    fill(&store);
    KeptPlan plan = a_plan(arena, pairs, 4), last;
    assert_true(keep(&store, arena, &plan));
    for (int way = 0; way < 10; way++) {
        KeptPlan changed = a_plan(arena, pairs, 4);
        change_plan(&changed, way);
        if (!keep(&store, arena, &changed)) fail_msg("change %d is not seen", way);
        assert_false(keep(&store, arena, &changed));
        assert_true(keep(&store, arena, &plan));
    }
    assert_int_equal(plan_last(store.db, arena, store.tenant, &last), OK);
    assert_int_equal(last.number, 21);
    KeptPlan empty = a_plan(arena, pairs, 0);
    assert_true(keep(&store, arena, &empty));
    assert_false(keep(&store, arena, &empty));
    static const int64_t twice[][2] = { { 1, 1 }, { 1, 2 } };
    KeptPlan bad = a_plan(arena, twice, 2);
    bool is_new = false;
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(plan_keep(store.db, arena, store.tenant, &bad, &is_new), CONFLICT);
    db_rollback(store.db);
    assert_false(is_new);
    assert_int_equal(plan_last(store.db, arena, store.tenant, &last), OK);
    assert_int_equal(last.number, 22);
}

static DecidedPairs decided(Store *store, Arena *arena) {
    DecidedPairs rows = { 0 };
    assert_int_equal(plan_pairs_load(store->db, arena, store->tenant, &rows), OK);
    return rows;
}

static void pairs_are_pinned_forbidden_and_freed(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    fill(&store);
    assert_int_equal(plan_pair_decide(store.db, store.tenant, (DecidedPair){ 2, 1, PAIR_PIN }), OK);
    assert_int_equal(plan_pair_decide(store.db, store.tenant, (DecidedPair){ 1, 2, PAIR_FORBID }), OK);
    DecidedPairs rows = decided(&store, arena);
    assert_int_equal(rows.count, 2);
    assert_int_equal(rows.row[0].candidate_number, 1);
    assert_int_equal(rows.row[0].opening_number, 2);
    assert_int_equal(rows.row[0].decision, PAIR_FORBID);
    assert_int_equal(rows.row[1].decision, PAIR_PIN);
    assert_int_equal(plan_pair_decide(store.db, store.tenant, (DecidedPair){ 1, 2, PAIR_PIN }), OK);
    assert_int_equal(decided(&store, arena).row[0].decision, PAIR_PIN);
    for (int again = 0; again < 2; again++) {
        assert_int_equal(plan_pair_decide(store.db, store.tenant, (DecidedPair){ 1, 2, PAIR_FREE }), OK);
        assert_int_equal(decided(&store, arena).count, 1);
    }
    assert_int_equal(plan_pair_decide(store.db, store.tenant, (DecidedPair){ 99, 2, PAIR_PIN }), CONFLICT);
    assert_int_equal(plan_pair_decide(store.db, store.tenant, (DecidedPair){ 1, 99, PAIR_PIN }), CONFLICT);
    assert_int_equal(decided(&store, arena).count, 1);
}

static void a_life_is_told_with_its_outcome(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    fill(&store);
    assert_string_equal(PLACEMENT_OUTCOME_CODES, opening_field[OPENING_outcome].codes);
    assert_int_equal(propose(&store, 1, 1, 2), OK);
    PlacementMove up = { .number = 1, .to = PLACEMENT_on_hold, .on = TODAY };
    assert_int_equal(placement_move(store.db, store.tenant, up), OK);
    PlacementMove rank = { .number = 1, .to = PLACEMENT_reserve, .on = TODAY, .reserve_rank = 3 };
    assert_int_equal(placement_move(store.db, store.tenant, rank), OK);
    assert_int_equal(load(&store, arena).row[0].reserve_rank, 3);
    assert_int_equal(move(&store, 1, PLACEMENT_agreed), OK);
    assert_int_equal(move(&store, 1, PLACEMENT_started), OK);
    PlacementMove early = { .number = 1, .to = PLACEMENT_in_work, .on = TODAY,
                            .outcome = S("diploma") };
    assert_int_equal(placement_move(store.db, store.tenant, early), INVALID);
    PlacementMove done = { .number = 1, .to = PLACEMENT_completed, .on = TODAY + 300,
                           .outcome = S("doctorate") };
    assert_int_equal(placement_move(store.db, store.tenant, done), INVALID);
    done.outcome = S("practice_statement");
    assert_int_equal(placement_move(store.db, store.tenant, done), OK);
    assert_int_equal(move(&store, 1, PLACEMENT_in_work), OK);
    PlacementMove stop = { .number = 1, .to = PLACEMENT_stopped, .on = TODAY + 400,
                           .reason = S("contract_ended"), .next_step = S("learning_job") };
    assert_int_equal(placement_move(store.db, store.tenant, stop), OK);
    Placement row = load(&store, arena).row[0];
    assert_str(row.outcome, "practice_statement");
    assert_int_equal(row.reserve_rank, 0);
    PlacementEvents events;
    assert_int_equal(placement_events_load(store.db, arena, store.tenant, 1, &events), OK);
    assert_int_equal(events.count, 8);
    assert_int_equal(events.row[0].state, PLACEMENT_reserve);
    assert_int_equal(events.row[5].state, PLACEMENT_completed);
    assert_int_equal(events.row[5].on, TODAY + 300);
    assert_int_equal(events.row[5].reason.len, 0);
    assert_str(events.row[7].reason, "contract_ended");
    assert_str(events.row[7].next_step, "learning_job");
    assert_int_equal(placement_events_load(store.db, arena, store.tenant, 99, &events), OK);
    assert_int_equal(events.count, 0);
}

SUITE("placements", cmocka_unit_test(every_move_is_allowed_or_refused_as_written),
      cmocka_unit_test(states_are_known_by_name),
      cmocka_unit_test(what_planning_holds_follows_the_state),
      cmocka_unit_test(declines_and_stops_have_a_coded_reason),
      cmocka_unit_test(a_pair_has_one_placement),
      cmocka_unit_test(what_was_declined_is_not_proposed_again),
      cmocka_unit_test(a_rank_ends_with_being_reserve),
      cmocka_unit_test(a_life_is_told_with_its_outcome),
      cmocka_unit_test(only_proposals_and_reserves_are_taken_back),
      cmocka_unit_test(a_plan_is_kept_once_and_read_back),
      cmocka_unit_test(any_difference_makes_a_new_plan),
      cmocka_unit_test(pairs_are_pinned_forbidden_and_freed))
