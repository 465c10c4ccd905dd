#include "plan_store.h"

#include "changes/changes.h"

SQL(pair_upsert, "INSERT INTO plan_pair (tenant_id, candidate_number, opening_number, decision)"
                 " VALUES (?1, ?2, ?3, ?4)"
                 " ON CONFLICT (tenant_id, candidate_number, opening_number)"
                 " DO UPDATE SET decision = excluded.decision");
SQL(pair_remove, "DELETE FROM plan_pair WHERE tenant_id = ?1 AND candidate_number = ?2"
                 " AND opening_number = ?3");
SQL(pairs_select, "SELECT candidate_number, opening_number, decision FROM plan_pair"
                  " WHERE tenant_id = ?1 ORDER BY candidate_number, opening_number");
SQL(plan_select, "SELECT number, made_on, rule_version, status, value, bound FROM plan"
                 " WHERE tenant_id = ?1 ORDER BY number DESC LIMIT 1");
SQL(plan_add, "INSERT INTO plan (tenant_id, number, made_on, rule_version, status, value, bound)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
SQL(assignments_select, "SELECT candidate_number, opening_number, score, provisional"
                        " FROM plan_assignment WHERE tenant_id = ?1 AND plan_number = ?2"
                        " ORDER BY candidate_number");
SQL(assignment_add, "INSERT INTO plan_assignment (tenant_id, plan_number, candidate_number,"
                    " opening_number, score, provisional) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

Result plan_pair_decide(Db *db, int64_t tenant, DecidedPair pair) {
    bool freed = pair.decision == PAIR_FREE;
    Query *query = db_query(db, freed ? &pair_remove : &pair_upsert);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, pair.candidate_number);
    query_set_integer(query, 3, pair.opening_number);
    if (!freed) query_set_text(query, 4, pair.decision == PAIR_PIN ? S("pin") : S("forbid"));
    Result result = query_run(query);
    return result == OK ? change_touch(db, tenant) : result;
}

Result plan_pairs_load(Db *db, Arena *arena, int64_t tenant, DecidedPairs *ret_pairs) {
    DecidedPairs pairs = { 0 };
    size_t capacity = 0;
    Query *query = db_query(db, &pairs_select);
    query_set_integer(query, 1, tenant);
    while (query_next(query)) {
        pairs.row = arena_room(arena, DecidedPair, pairs.row, pairs.count, &capacity);
        bool pin = str_equal(query_text(query, arena, 2), S("pin"));
        pairs.row[pairs.count++] = (DecidedPair){ .candidate_number = query_integer(query, 0),
                                                  .opening_number = query_integer(query, 1),
                                                  .decision = pin ? PAIR_PIN : PAIR_FORBID };
    }
    Result result = query_end(query);
    if (result == OK) *ret_pairs = pairs;
    return result;
}

static Result assignments_load(Db *db, Arena *arena, int64_t tenant, KeptPlan *plan) {
    size_t capacity = 0;
    Query *query = db_query(db, &assignments_select);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, plan->number);
    while (query_next(query)) {
        plan->row = arena_room(arena, KeptAssignment, plan->row, plan->count, &capacity);
        plan->row[plan->count++] = (KeptAssignment){ .candidate_number = query_integer(query, 0),
                                                     .opening_number = query_integer(query, 1),
                                                     .score = query_integer(query, 2),
                                                     .provisional = query_integer(query, 3) != 0 };
    }
    return query_end(query);
}

Result plan_last(Db *db, Arena *arena, int64_t tenant, KeptPlan *ret_plan) {
    KeptPlan plan = { .made_on = DAY_UNKNOWN };
    Query *query = db_query(db, &plan_select);
    query_set_integer(query, 1, tenant);
    if (query_next(query)) {
        plan.number = query_integer(query, 0);
        day_read(query_text(query, arena, 1), &plan.made_on);
        plan.rule_version = query_text(query, arena, 2);
        plan.optimal = str_equal(query_text(query, arena, 3), S("optimal"));
        plan.value = query_integer(query, 4);
        plan.bound = query_integer(query, 5);
    }
    Result result = query_end(query);
    if (result == OK && plan.number) result = assignments_load(db, arena, tenant, &plan);
    if (result == OK) *ret_plan = plan;
    return result;
}

static int assignment_order(const void *a, const void *b) {
    int64_t left = ((const KeptAssignment *)a)->candidate_number;
    int64_t right = ((const KeptAssignment *)b)->candidate_number;
    return left < right ? -1 : left > right;
}

/* In the order in which a kept plan is read back. */
static KeptPlan plan_in_order(Arena *arena, const KeptPlan *plan) {
    KeptPlan ordered = *plan;
    ordered.row = arena_many(arena, KeptAssignment, plan->count);
    if (!plan->count) return ordered;
    memcpy(ordered.row, plan->row, plan->count * sizeof *plan->row);
    qsort(ordered.row, plan->count, sizeof *ordered.row, assignment_order);
    return ordered;
}

static bool plans_equal(const KeptPlan *a, const KeptPlan *b) {
    if (a->count != b->count || a->value != b->value || a->bound != b->bound) return false;
    if (a->made_on != b->made_on || a->optimal != b->optimal) return false;
    if (!str_equal(a->rule_version, b->rule_version)) return false;
    for (size_t i = 0; i < a->count; i++) {
        const KeptAssignment *left = &a->row[i], *right = &b->row[i];
        if (left->candidate_number != right->candidate_number) return false;
        if (left->opening_number != right->opening_number) return false;
        if (left->score != right->score || left->provisional != right->provisional) return false;
    }
    return true;
}

static Result plan_write(Db *db, Arena *arena, int64_t tenant, const KeptPlan *plan) {
    Query *query = db_query(db, &plan_add);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, plan->number);
    query_set_text(query, 3, day_text(arena, plan->made_on));
    query_set_text(query, 4, plan->rule_version);
    query_set_text(query, 5, plan->optimal ? S("optimal") : S("feasible"));
    query_set_integer(query, 6, plan->value);
    query_set_integer(query, 7, plan->bound);
    Result result = query_run(query);
    for (size_t i = 0; i < plan->count && result == OK; i++) {
        query = db_query(db, &assignment_add);
        query_set_integer(query, 1, tenant);
        query_set_integer(query, 2, plan->number);
        query_set_integer(query, 3, plan->row[i].candidate_number);
        query_set_integer(query, 4, plan->row[i].opening_number);
        query_set_integer(query, 5, plan->row[i].score);
        query_set_integer(query, 6, plan->row[i].provisional);
        result = query_run(query);
    }
    return result;
}

Result plan_keep(Db *db, Arena *arena, int64_t tenant, const KeptPlan *plan, bool *ret_new) {
    KeptPlan last;
    Result result = plan_last(db, arena, tenant, &last);
    if (result != OK) return result;
    KeptPlan next = plan_in_order(arena, plan);
    next.number = last.number + 1;
    bool is_new = !last.number || !plans_equal(&last, &next);
    if (is_new) result = plan_write(db, arena, tenant, &next);
    if (result == OK) *ret_new = is_new;
    return result;
}
