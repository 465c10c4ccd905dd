#include "part_make.h"

enum { NOBODY = -1 };

static int64_t smaller(int64_t a, int64_t b) {
    return a < b ? a : b;
}

static int64_t larger(int64_t a, int64_t b) {
    return a > b ? a : b;
}

void part_room(Arena *arena, Part *part) {
    size_t options = (size_t)part->option_count, pairs = (size_t)part->pair_count;
    size_t people = (size_t)part->person_count;
    part->option = arena_many(arena, PartOption, options);
    part->block = arena_many(arena, PartBlock, options);
    part->choice = arena_many(arena, PartChoice, 2 * options);
    part->pair_person = arena_many(arena, int32_t, pairs);
    part->pair_option = arena_many(arena, int32_t, pairs);
    part->pair_value = arena_many(arena, int64_t, pairs);
    part->pair_source = arena_many(arena, int32_t, pairs);
    part->person_source = arena_many(arena, int32_t, people);
    part->person_group = arena_many(arena, int32_t, people);
    part->must = arena_many(arena, bool, people);
    part->option_count = part->pair_count = 0;
}

void part_add_choice(Part *part, PartChoice choice) {
    int32_t at = part->choice_count++;
    part->choice[at] = choice;
    if (choice.option == CHOICE_NONE) {
        PartBlock *block = &part->block[choice.block];
        block->minimum = larger(block->minimum, 1);
        block->choice = at;
    } else {
        PartOption *option = &part->option[choice.option];
        option->minimum = larger(option->minimum, 1);
        option->choice = at;
    }
}

/* Who asks for a crowd: the block when it is a choice, else the choices inside. */
static bool counts_crowd(const Part *part, const PartChoice *choice) {
    return choice->option == CHOICE_NONE || part->block[choice->block].choice == CHOICE_NONE;
}

static int64_t choice_minimum(const Part *part, const PartChoice *choice) {
    return choice->option == CHOICE_NONE ? part->block[choice->block].minimum
                                         : part->option[choice->option].minimum;
}

void part_set_crowd(Part *part) {
    int64_t smallest = INT64_MAX, sum = 0;
    for (int32_t j = 0; j < part->choice_count; j++) {
        if (!counts_crowd(part, &part->choice[j])) continue;
        smallest = smaller(smallest, choice_minimum(part, &part->choice[j]));
    }
    for (int32_t j = 0; j < part->choice_count; j++) {
        const PartChoice *choice = &part->choice[j];
        if (counts_crowd(part, choice)) sum += choice_minimum(part, choice) / smallest;
    }
    bool binds = sum > part->person_count / smallest;
    part->crowd_unit = smallest;
    part->crowd_binds = binds;
    part->crowd_max = binds ? part->person_count / smallest : 0;
    for (int32_t b = 0; b < part->block_count; b++) part->block[b].crowd = 0;
    for (int32_t k = 0; k < part->option_count; k++) part->option[k].crowd = 0;
    for (int32_t j = 0; binds && j < part->choice_count; j++) {
        const PartChoice *choice = &part->choice[j];
        if (!counts_crowd(part, choice)) continue;
        int64_t crowd = choice_minimum(part, choice) / smallest;
        if (choice->option == CHOICE_NONE) part->block[choice->block].crowd = crowd;
        else part->option[choice->option].crowd = crowd;
    }
}

/* Undecided counts only where starting brings something: then no plan costs less. */
static int64_t cost_at(int64_t cost, int8_t state) {
    if (state == CHOICE_CLOSED) return 0;
    return state == CHOICE_OPEN ? cost : smaller(cost, 0);
}

int64_t part_costs(const Part *part, const int8_t *state) {
    int64_t sum = 0;
    for (int32_t j = 0; j < part->choice_count; j++) {
        const PartChoice *choice = &part->choice[j];
        int64_t cost = choice->option == CHOICE_NONE ? part->block[choice->block].cost
                                                     : part->option[choice->option].cost;
        sum += cost_at(cost, state[j]);
    }
    return sum;
}

/* A part while it is made smaller. */
typedef struct Shrink {
    const Part *old;
    const bool *kept;
    const int8_t *state;
    Part *part;
    int32_t *person; /* per old person: their new number, or NOBODY */
    int32_t *choice; /* per new choice: its old number */
} Shrink;

static int8_t state_of(const Shrink *shrink, int32_t choice) {
    return choice == CHOICE_NONE ? CHOICE_UNDECIDED : shrink->state[choice];
}

static int64_t option_kept(const Shrink *shrink, const PartOption *option) {
    int64_t kept = 0;
    if (state_of(shrink, option->choice) == CHOICE_CLOSED) return 0;
    for (int32_t i = option->pair_first; i < option->pair_end; i++) kept += shrink->kept[i];
    return kept < option->minimum ? 0 : kept;
}

static void shrink_option(Shrink *shrink, const PartOption *old, int64_t people) {
    Part *part = shrink->part;
    PartOption *option = &part->option[part->option_count++];
    *option = *old;
    option->block = part->block_count;
    option->choice = CHOICE_NONE;
    option->maximum = smaller(old->maximum, people);
    option->pair_first = part->pair_count;
    for (int32_t i = old->pair_first; i < old->pair_end; i++) {
        if (!shrink->kept[i]) continue;
        int32_t at = part->pair_count++;
        part->pair_source[at] = shrink->old->pair_source[i];
        part->pair_value[at] = shrink->old->pair_value[i];
        part->pair_option[at] = part->option_count - 1;
        part->pair_person[at] = shrink->old->pair_person[i]; /* renumbered at the end */
        shrink->person[part->pair_person[at]] = 0;
    }
    option->pair_end = part->pair_count;
}

static void shrink_choice(Shrink *shrink, int32_t old, int32_t option) {
    shrink->choice[shrink->part->choice_count] = old;
    bool must = shrink->old->choice[old].must;
    part_add_choice(shrink->part, (PartChoice){ shrink->part->block_count, option, must });
}

/* False when a block that is open cannot be any more. */
static bool shrink_block(Shrink *shrink, const PartBlock *old) {
    Part *part = shrink->part;
    int8_t state = state_of(shrink, old->choice);
    if (state == CHOICE_CLOSED) return true;
    PartBlock *block = &part->block[part->block_count];
    *block = *old;
    block->choice = CHOICE_NONE;
    int64_t places = 0;
    for (int32_t k = old->option_first; k < old->option_end; k++) {
        const PartOption *option = &shrink->old->option[k];
        int64_t people = option_kept(shrink, option);
        if (!people && state_of(shrink, option->choice) == CHOICE_OPEN) return false;
        places += smaller(people, option->maximum);
    }
    if (places < old->minimum || !places) return state != CHOICE_OPEN;
    block->option_first = part->option_count;
    if (old->choice != CHOICE_NONE) shrink_choice(shrink, old->choice, CHOICE_NONE);
    for (int32_t k = old->option_first; k < old->option_end; k++) {
        const PartOption *option = &shrink->old->option[k];
        int64_t people = option_kept(shrink, option);
        if (!people) continue;
        shrink_option(shrink, option, people);
        if (option->choice != CHOICE_NONE) {
            shrink_choice(shrink, option->choice, part->option_count - 1);
        }
    }
    block->option_end = part->option_count;
    block->maximum = smaller(old->maximum, places);
    part->block_count++;
    return true;
}

/* False when somebody who must be placed, or a group, has too little left. */
static bool shrink_people(Shrink *shrink) {
    const Part *old = shrink->old;
    Part *part = shrink->part;
    for (int32_t i = 0; i < old->person_count; i++) {
        bool left_out = shrink->person[i] == NOBODY;
        if (left_out && old->must[i]) return false;
        if (!left_out) shrink->person[i] = part->person_count++;
        int32_t at = shrink->person[i];
        if (!left_out) {
            part->person_source[at] = old->person_source[i];
            part->person_group[at] = old->person_group[i];
            part->must[at] = old->must[i];
        }
        for (int32_t g = old->person_group[i]; left_out && g != LIMIT_NONE;
             g = part->group[g].parent) {
            if (!part->group[g].limit--) return false;
        }
    }
    return true;
}

static int32_t block_idle(const Shrink *shrink, const PartBlock *block, bool *ret_serves) {
    const Part *part = shrink->old;
    int64_t places = 0;
    int32_t idle = 0;
    if (state_of(shrink, block->choice) == CHOICE_CLOSED) return 0;
    for (int32_t k = block->option_first; k < block->option_end; k++) {
        places += smaller(option_kept(shrink, &part->option[k]), part->option[k].maximum);
    }
    for (int32_t k = block->option_first; k < block->option_end; k++) {
        const PartOption *option = &part->option[k];
        if (state_of(shrink, option->choice) == CHOICE_CLOSED) continue;
        if (places >= block->minimum && option_kept(shrink, option)) continue;
        for (int32_t i = option->pair_first; i < option->pair_end; i++) {
            ret_serves[i] = !shrink->kept[i];
            idle += shrink->kept[i];
        }
    }
    return idle;
}

int32_t part_idle(const Part *part, PartKeep keep, bool *ret_serves) {
    Shrink shrink = { .old = part, .kept = keep.pair, .state = keep.state };
    int32_t idle = 0;
    for (int32_t i = 0; i < part->pair_count; i++) ret_serves[i] = true;
    for (int32_t b = 0; b < part->block_count; b++) {
        idle += block_idle(&shrink, &part->block[b], ret_serves);
    }
    return idle;
}

bool part_shrink(Arena *arena, const Part *part, PartKeep keep, Part *ret_part,
                 int32_t **ret_choice) {
    Part small = *part;
    part_room(arena, &small);
    small.block_count = small.choice_count = small.person_count = 0;
    small.group = arena_many(arena, PartLimit, (size_t)part->group_count);
    for (int32_t i = 0; i < part->group_count; i++) small.group[i] = part->group[i];
    Shrink shrink = { .old = part, .kept = keep.pair, .state = keep.state, .part = &small };
    shrink.person = arena_many(arena, int32_t, (size_t)part->person_count);
    shrink.choice = arena_many(arena, int32_t, (size_t)part->choice_count);
    for (int32_t i = 0; i < part->person_count; i++) shrink.person[i] = NOBODY;
    for (int32_t b = 0; b < part->block_count; b++) {
        if (!shrink_block(&shrink, &part->block[b])) return false;
    }
    if (!shrink_people(&shrink)) return false;
    for (int32_t i = 0; i < small.pair_count; i++) {
        small.pair_person[i] = shrink.person[small.pair_person[i]];
    }
    part_set_crowd(&small);
    *ret_part = small;
    *ret_choice = shrink.choice;
    return true;
}
