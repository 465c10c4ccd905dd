/* Who is left, by what would help most. */
#include "planning/plan.h"

Phrase plan_placed_reason(Arena *arena, const Plan *plan, int candidate) {
    const PlanPerson *person = &plan->person[candidate];
    Explanation explanation =
        match_explain(arena, plan->input->snapshot, candidate, person->opening);
    const int *points = explanation.match.part_points;
    int best = -1, second = -1;
    for (int i = 0; i < PART_COUNT; i++) {
        if (points[i] == 0) continue;
        if (best < 0 || points[i] > points[best]) {
            second = best;
            best = i;
        } else if (second < 0 || points[i] > points[second]) {
            second = i;
        }
    }
    if (best < 0) return PHRASE(WORD_plan_reason_none);
    Phrase *kept = arena_many(arena, Phrase, 2);
    kept[0] = explanation.part_reason[best];
    if (second < 0) return kept[0];
    kept[1] = explanation.part_reason[second];
    return PHRASE(WORD_plan_reason_two, VALUE_PHRASE("first", &kept[0]),
                  VALUE_PHRASE("second", &kept[1]));
}

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
