/* A plan against the one before it, and keeping it. */
#include "plan_parts.h"

static const KeptAssignment *assignment_of(const KeptPlan *plan, int64_t candidate_number) {
    size_t low = 0, high = plan->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (plan->row[middle].candidate_number < candidate_number) low = middle + 1;
        else high = middle;
    }
    bool found = low < plan->count && plan->row[low].candidate_number == candidate_number;
    return found ? &plan->row[low] : NULL;
}

/* Does anything in this opening's group start in this plan? */
static bool group_starts(const PlanInput *input, const Plan *plan, int opening) {
    int32_t class_index = plan_class_of(input, opening);
    for (size_t i = 0; i < plan->group_count; i++) {
        const PlanGroup *group = &plan->group[i];
        bool own = group->opening == opening;
        bool shared = class_index != PLAN_NO_CLASS && group->class_index == class_index;
        if (own || shared) return group->starts;
    }
    return true;
}

/* Was anybody in this opening's group in the plan before? */
static bool group_started_before(const PlanInput *input, const KeptPlan *before, int opening) {
    int32_t class_index = plan_class_of(input, opening);
    for (size_t i = 0; i < before->count; i++) {
        int other = opening_numbered(input->openings, before->row[i].opening_number);
        if (other < 0) continue;
        if (other == opening) return true;
        if (class_index != PLAN_NO_CLASS && plan_class_of(input, other) == class_index) return true;
    }
    return false;
}

static bool decided(const PlanInput *input, int candidate, int opening) {
    int64_t candidate_number = input->candidates->record[candidate].number;
    int64_t number = opening < 0 ? 0 : input->openings->record[opening].number;
    for (size_t i = 0; i < input->decided->count; i++) {
        const DecidedPair *row = &input->decided->row[i];
        if (row->candidate_number != candidate_number) continue;
        if (row->decision == PAIR_PIN || row->opening_number == number) return true;
    }
    for (size_t i = 0; i < input->placements->count; i++) {
        const Placement *row = &input->placements->row[i];
        if (row->candidate_number != candidate_number) continue;
        if (placement_hold(row->state) != HOLD_NOTHING) return true;
    }
    return false;
}

static ChangeCause cause_of(const PlanInput *input, const Plan *plan, const KeptPlan *before,
                            const PlanChange *change) {
    const PlanPerson *person = &plan->person[change->candidate];
    if (person->state == PERSON_STARTED) return CHANGE_STARTED;
    if (decided(input, change->candidate, change->opening_before)) return CHANGE_DECIDED;
    if (change->opening_before >= 0) {
        Match match = match_pair(input->snapshot, change->candidate, change->opening_before);
        if (match.unmet_count) return CHANGE_NOT_FEASIBLE;
        if (!group_starts(input, plan, change->opening_before)) return CHANGE_GROUP_CLOSED;
    }
    if (change->opening_now >= 0 && !group_started_before(input, before, change->opening_now)) {
        return CHANGE_GROUP_STARTS;
    }
    return CHANGE_BETTER_TOGETHER;
}

static int opening_before(const PlanInput *input, const KeptPlan *before, int candidate) {
    const KeptAssignment *had = assignment_of(before, input->candidates->record[candidate].number);
    return had ? opening_numbered(input->openings, had->opening_number) : -1;
}

size_t plan_changes(Arena *arena, const Plan *plan, const KeptPlan *before,
                    PlanChange **ret_change) {
    size_t count = 0, capacity = 0;
    PlanChange *list = NULL;
    for (int i = 0; before->number && i < (int)plan->person_count; i++) {
        PlanChange change = { .candidate = i, .opening_now = plan->person[i].opening,
                              .opening_before = opening_before(plan->input, before, i) };
        if (change.opening_now == change.opening_before) continue;
        change.cause = cause_of(plan->input, plan, before, &change);
        list = arena_room(arena, PlanChange, list, count, &capacity);
        list[count++] = change;
    }
    *ret_change = list;
    return count;
}

Phrase plan_change_cause(ChangeCause cause) {
    static const Word word[] = {
        [CHANGE_DECIDED] = WORD_plan_change_decided,
        [CHANGE_STARTED] = WORD_plan_change_started,
        [CHANGE_NOT_FEASIBLE] = WORD_plan_change_not_feasible,
        [CHANGE_GROUP_CLOSED] = WORD_plan_change_group_closed,
        [CHANGE_GROUP_STARTS] = WORD_plan_change_group_starts,
        [CHANGE_BETTER_TOGETHER] = WORD_plan_change_better_together,
    };
    return PHRASE(word[cause]);
}

KeptPlan plan_to_keep(Arena *arena, const Plan *plan) {
    const PlanInput *input = plan->input;
    KeptPlan kept = { .made_on = snapshot_today(input->snapshot),
                      .rule_version = rules_version(snapshot_rules(input->snapshot)),
                      .optimal = plan->status == PLAN_OPTIMAL, .value = plan->value,
                      .bound = plan->bound };
    kept.row = arena_many(arena, KeptAssignment, plan->person_count);
    for (size_t i = 0; i < plan->person_count; i++) {
        const PlanPerson *person = &plan->person[i];
        if (person->opening < 0) continue;
        kept.row[kept.count++] =
            (KeptAssignment){ .candidate_number = input->candidates->record[i].number,
                              .opening_number = input->openings->record[person->opening].number,
                              .score = person->score,
                              .provisional = person->state == PERSON_PROVISIONAL };
    }
    return kept;
}

static Result proposals_write(Db *db, int64_t tenant, const Plan *plan) {
    const PlanInput *input = plan->input;
    Result result = placements_withdraw(db, tenant);
    for (size_t i = 0; i < plan->person_count && result == OK; i++) {
        const PlanPerson *person = &plan->person[i];
        if (person->opening < 0 || person->state == PERSON_STARTED) continue;
        result = placement_propose(db, tenant,
            (Proposal){ .candidate_number = input->candidates->record[i].number,
                        .opening_number = input->openings->record[person->opening].number,
                        .on = snapshot_today(input->snapshot) });
    }
    return result;
}

/* A reserve of a class stands at the opening of the class where the person scores best. */
static int reserve_opening(const PlanInput *input, const PlanGroup *group, int candidate) {
    int best = -1, best_score = -1;
    for (int i = 0; i < (int)input->openings->count; i++) {
        if (!plan_group_has(input, group, i)) continue;
        Match match = match_pair(input->snapshot, candidate, i);
        if (match.unmet_count || match.score <= best_score) continue;
        best = i;
        best_score = match.score;
    }
    return best;
}

static Result reserves_write(Db *db, int64_t tenant, const PlanInput *input,
                             const PlanGroup *group) {
    Result result = OK;
    for (int i = 0; i < group->reserve_count && result == OK; i++) {
        int opening = reserve_opening(input, group, group->reserve[i]);
        if (opening < 0) continue;
        result = placement_propose(db, tenant,
            (Proposal){ .candidate_number = input->candidates->record[group->reserve[i]].number,
                        .opening_number = input->openings->record[opening].number,
                        .reserve_rank = i + 1, .on = snapshot_today(input->snapshot) });
    }
    return result;
}

Result plan_save(Db *db, Arena *arena, int64_t tenant, const Plan *plan, bool *ret_new) {
    KeptPlan kept = plan_to_keep(arena, plan);
    Result result = plan_keep(db, arena, tenant, &kept, ret_new);
    if (result != OK || !*ret_new) return result;
    result = proposals_write(db, tenant, plan);
    for (size_t i = 0; i < plan->group_count && result == OK; i++) {
        if (plan->group[i].starts) {
            result = reserves_write(db, tenant, plan->input, &plan->group[i]);
        }
    }
    return result;
}
