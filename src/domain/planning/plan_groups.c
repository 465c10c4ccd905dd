/* Which groups start, who is in them, who stands in reserve, and what a closed group lacks. */
#include "plan_parts.h"

typedef struct GroupMember {
    int candidate, score;
} GroupMember;

bool plan_group_has(const PlanInput *input, const PlanGroup *group, int opening) {
    if (group->opening >= 0) return opening == group->opening;
    return plan_class_of(input, opening) == group->class_index;
}

static int member_order(const void *a, const void *b) {
    const GroupMember *left = a, *right = b;
    if (left->score != right->score) return left->score > right->score ? -1 : 1;
    return left->candidate < right->candidate ? -1 : left->candidate > right->candidate;
}

static int *members_sorted(Arena *arena, GroupMember *member, size_t count) {
    if (count) qsort(member, count, sizeof *member, member_order);
    int *sorted = arena_many(arena, int, count);
    for (size_t i = 0; i < count; i++) sorted[i] = member[i].candidate;
    return sorted;
}

static void group_members(Arena *arena, const PlanInput *input, const Plan *plan,
                          PlanGroup *group) {
    GroupMember *member = NULL;
    size_t count = 0, capacity = 0;
    for (int i = 0; i < (int)plan->person_count; i++) {
        const PlanPerson *person = &plan->person[i];
        if (person->opening < 0 || !plan_group_has(input, group, person->opening)) continue;
        if (person->state == PERSON_PROVISIONAL) group->provisional++;
        else group->firm++;
        member = arena_room(arena, GroupMember, member, count, &capacity);
        member[count++] = (GroupMember){ i, person->score };
    }
    group->member = members_sorted(arena, member, count);
    group->starts = count > 0 && (int)count >= group->minimum;
}

/* The best score of a candidate in any opening of the group, -1 when there is none. */
static int score_in_group(const PlanInput *input, const PlanBasis *basis, const PlanGroup *group,
                          int candidate) {
    int best = -1;
    for (int32_t i = basis->first_match[candidate]; i < basis->first_match[candidate + 1]; i++) {
        const Match *match = &basis->match[i];
        if (match->unmet_count || match->score <= best) continue;
        if (plan_group_has(input, group, match->opening)) best = match->score;
    }
    return best;
}

static void group_reserves(Arena *arena, const PlanInput *input, const PlanBasis *basis,
                           const Plan *plan, PlanGroup *group) {
    GroupMember *reserve = NULL;
    size_t count = 0, capacity = 0;
    for (int i = 0; i < (int)plan->person_count; i++) {
        int score = score_in_group(input, basis, group, i);
        if (score < 0) continue;
        group->able++;
        if (plan->person[i].opening >= 0) continue;
        reserve = arena_room(arena, GroupMember, reserve, count, &capacity);
        reserve[count++] = (GroupMember){ i, score };
    }
    group->reserve = members_sorted(arena, reserve, count);
    group->reserve_count = count < RESERVES_MAX ? (int)count : RESERVES_MAX;
}

static void group_places(const PlanInput *input, PlanGroup *group, int64_t class_maximum) {
    int64_t places = 0;
    for (int i = 0; i < (int)input->openings->count; i++) {
        if (!plan_group_has(input, group, i)) continue;
        Value own = input->openings->record[i].field[OPENING_places];
        places += own.known ? own.number : 1;
        group->employers++;
    }
    group->maximum = (int)(places < class_maximum ? places : class_maximum);
}

static PlanGroup class_group(const PlanInput *input, int index) {
    const ClassRecord *record = &input->classes->record[index];
    PlanGroup group = { .class_index = index, .opening = -1, .id = record->id };
    group.name = record->field[CLASS_name].known ? record->field[CLASS_name].text : record->id;
    group.start_on = DAY_UNKNOWN;
    if (record->field[CLASS_start_on].known)
        group.start_on = (Day)record->field[CLASS_start_on].number;
    if (record->field[CLASS_minimum].known)
        group.minimum = (int)record->field[CLASS_minimum].number;
    Value maximum = record->field[CLASS_maximum];
    group_places(input, &group, maximum.known ? maximum.number : INT32_MAX);
    return group;
}

static PlanGroup opening_group(const PlanInput *input, int index) {
    const OpeningRecord *record = &input->openings->record[index];
    PlanGroup group = { .class_index = -1, .opening = index, .id = record->id };
    group.name = record->field[OPENING_name].known ? record->field[OPENING_name].text : record->id;
    group.start_on = DAY_UNKNOWN;
    Value start = record->field[OPENING_start_on];
    if (start.known) group.start_on = (Day)start.number;
    group.minimum = (int)record->field[OPENING_places_minimum].number;
    group_places(input, &group, INT32_MAX);
    return group;
}

static void group_closed(const Solution *solution, PlanGroup *group) {
    bool class_group = group->class_index >= 0;
    const Closed *closed = class_group ? &solution->class_closed[group->class_index]
                                       : &solution->option_closed[group->opening];
    group->never = closed->never;
    group->has_price = closed->has_price;
    group->price = closed->price;
    if (group->able < group->minimum) group->missing = group->minimum - group->able;
}

static void group_add(Arena *arena, Plan *plan, PlanGroup group, size_t *capacity) {
    plan->group = arena_room(arena, PlanGroup, plan->group, plan->group_count, capacity);
    plan->group[plan->group_count++] = group;
}

void plan_groups(Arena *arena, const PlanInput *input, const PlanBasis *basis,
                 const Solution *solution, Plan *plan) {
    size_t capacity = 0;
    for (int i = 0; i < (int)input->classes->count; i++) {
        group_add(arena, plan, class_group(input, i), &capacity);
    }
    for (int i = 0; i < (int)input->openings->count; i++) {
        Value minimum = input->openings->record[i].field[OPENING_places_minimum];
        bool own = plan_class_of(input, i) == PLAN_NO_CLASS;
        if (own && minimum.known && minimum.number > 1) {
            group_add(arena, plan, opening_group(input, i), &capacity);
        }
    }
    for (size_t i = 0; i < plan->group_count; i++) {
        PlanGroup *group = &plan->group[i];
        group_members(arena, input, plan, group);
        group_reserves(arena, input, basis, plan, group);
        if (!group->starts) group_closed(solution, group);
    }
}
