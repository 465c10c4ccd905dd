#include "figures/barrier_figures.h"

static bool is_few(int64_t count) {
    return count > 0 && count < FIGURE_PEOPLE_MIN;
}

/* --- by municipality --- */

/* Shown is only what neither side of it gives away. */
static void without_hide(Arena *arena, CountryBarriers *barriers) {
    size_t count = barriers->area_count;
    int64_t *without = arena_many(arena, int64_t, count), *with = arena_many(arena, int64_t, count);
    for (size_t i = 0; i < count; i++) {
        without[i] = barriers->area[i].people_without;
        with[i] = barriers->area[i].people - without[i];
    }
    int64_t total = small_counts_hide(without, count);
    int64_t total_with = small_counts_hide(with, count);
    for (size_t i = 0; i < count; i++) {
        bool hidden = without[i] == FIGURE_HIDDEN || with[i] == FIGURE_HIDDEN;
        if (hidden) barriers->area[i].people_without = FIGURE_HIDDEN;
    }
    bool hidden = total == FIGURE_HIDDEN || total_with == FIGURE_HIDDEN;
    barriers->total.people_without = hidden ? FIGURE_HIDDEN : total;
}

static void people_hide(Arena *arena, CountryBarriers *barriers) {
    size_t count = barriers->area_count;
    int64_t *people = arena_many(arena, int64_t, count);
    for (size_t i = 0; i < count; i++) people[i] = barriers->area[i].people;
    barriers->total.people = small_counts_hide(people, count);
    for (size_t i = 0; i < count; i++) {
        barriers->area[i].people = people[i];
        if (people[i] == FIGURE_HIDDEN) barriers->area[i].people_without = FIGURE_HIDDEN;
    }
    if (barriers->total.people == FIGURE_HIDDEN) barriers->total.people_without = FIGURE_HIDDEN;
}

/* --- by step and criterion --- */

static bool same_group(const GroupStep *a, const GroupStep *b) {
    return a->step.kind == b->step.kind && a->step.skill == b->step.skill &&
           a->step.from == b->step.from && a->supply == b->supply &&
           str_equal(a->step.detail, b->step.detail);
}

static bool differs_by_few(const CountryBarriers *barriers, const GroupStep *step) {
    for (size_t i = 0; i < barriers->step_count; i++) {
        const GroupStep *lower = &barriers->step[i];
        if (!same_group(lower, step) || lower->step.to >= step->step.to) continue;
        if (is_few(step->people - lower->people)) return true;
    }
    return false;
}

static void steps_hide(Arena *arena, CountryBarriers *barriers) {
    bool *hidden = arena_many(arena, bool, barriers->step_count);
    for (size_t i = 0; i < barriers->step_count; i++) {
        const GroupStep *step = &barriers->step[i];
        hidden[i] = is_few(step->people) || differs_by_few(barriers, step);
    }
    size_t kept = 0;
    for (size_t i = 0; i < barriers->step_count; i++) {
        if (!hidden[i]) barriers->step[kept++] = barriers->step[i];
    }
    barriers->step_count = kept;
}

void country_barriers_hide(Arena *arena, CountryBarriers *barriers) {
    int64_t people = barriers->total.people;
    for (int i = 0; i < CRITERION_COUNT; i++) {
        CriterionBarriers *own = &barriers->criterion[i];
        if (!is_few(own->people) && !is_few(people - own->people)) continue;
        own->people = own->pairs = FIGURE_HIDDEN;
    }
    without_hide(arena, barriers);
    people_hide(arena, barriers);
    steps_hide(arena, barriers);
}

/* --- one opening --- */

void opening_barriers_hide(OpeningBarriers *barriers) {
    if (is_few(barriers->people)) barriers->people = FIGURE_HIDDEN;
    if (is_few(barriers->feasible)) barriers->feasible = FIGURE_HIDDEN;
    for (int i = 0; i < CRITERION_COUNT; i++) {
        if (is_few(barriers->alone[i])) barriers->alone[i] = FIGURE_HIDDEN;
    }
    for (size_t i = 0; i < barriers->relaxed_count; i++) {
        if (is_few(barriers->relaxed[i].people)) barriers->relaxed[i].people = FIGURE_HIDDEN;
    }
}

void opening_barriers_tell(OpeningBarriers *barriers) {
    size_t kept = 0;
    for (size_t i = 0; i < barriers->relaxed_count; i++) {
        const Relaxed *relaxed = &barriers->relaxed[i];
        bool tells = criterion_is_sensitive(relaxed->criterion) && is_few(relaxed->people);
        if (!tells) barriers->relaxed[kept++] = *relaxed;
    }
    barriers->relaxed_count = kept;
}
