/* Who is left, by what would help most. */
#include "plan.h"

static bool left_fits(const LeftGroup *group, const PlanPerson *person, Str step) {
    if (group->any_step != person->help.any) return false;
    return group->any_step ? str_equal(group->step, step) : group->blocks == person->blocks;
}

static int left_order(const void *a, const void *b) {
    const LeftGroup *left = a, *right = b;
    if (left->any_step != right->any_step) return left->any_step ? -1 : 1;
    if (left->count != right->count) return left->count > right->count ? -1 : 1;
    return left->person[0] < right->person[0] ? -1 : left->person[0] > right->person[0];
}

static Str step_said(Arena *arena, Tongue tongue, const PlanPerson *person) {
    if (!person->help.any) return STR_EMPTY;
    return phrase_text(arena, tongue, step_phrase(arena, person->help.step));
}

size_t plan_left_groups(Arena *arena, Tongue tongue, const Plan *plan, LeftGroup **ret_group) {
    LeftGroup *group = NULL;
    size_t count = 0, capacity = 0;
    for (int i = 0; i < (int)plan->person_count; i++) {
        const PlanPerson *person = &plan->person[i];
        if (person->opening >= 0) continue;
        Str step = step_said(arena, tongue, person);
        size_t at = 0;
        while (at < count && !left_fits(&group[at], person, step)) at++;
        if (at == count) {
            group = arena_room(arena, LeftGroup, group, count, &capacity);
            group[count++] = (LeftGroup){ .any_step = person->help.any, .step = step,
                                          .kind = person->help.step.kind,
                                          .blocks = person->blocks };
        }
        if (group[at].count < LEFT_FIRST_MAX) group[at].person[group[at].count] = i;
        group[at].count++;
        group[at].opens += person->help.opens;
    }
    if (count) qsort(group, count, sizeof *group, left_order);
    *ret_group = group;
    return count;
}
