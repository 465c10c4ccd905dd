#include "part.h"

enum { NOBODY = -1 };

/* What is still usable of the whole problem, while parts are made. */
typedef struct Usable {
    Arena *arena;
    const Problem *problem;
    bool *pair;             /* usable */
    int64_t *option_people; /* usable pairs per option */
    int64_t *option_places; /* most people it could take */
    int64_t *class_places;
} Usable;

static int64_t smaller(int64_t a, int64_t b) {
    return a < b ? a : b;
}

static int64_t larger(int64_t a, int64_t b) {
    return a > b ? a : b;
}

static void usable_count(Usable *usable) {
    const Problem *problem = usable->problem;
    for (int32_t i = 0; i < problem->option_count; i++) usable->option_people[i] = 0;
    for (int32_t i = 0; i < problem->class_count; i++) usable->class_places[i] = 0;
    for (int32_t i = 0; i < problem->pair_count; i++) {
        usable->option_people[problem->pair[i].option] += usable->pair[i];
    }
    for (int32_t i = 0; i < problem->option_count; i++) {
        const Option *option = &problem->option[i];
        int64_t places = smaller(option->maximum, usable->option_people[i]);
        if (places < option->minimum) places = 0;
        usable->option_places[i] = places;
        if (option->class_index != PLAN_NO_CLASS)
            usable->class_places[option->class_index] += places;
    }
}

static bool option_can_start(const Usable *usable, int32_t at) {
    const Option *option = &usable->problem->option[at];
    if (!usable->option_places[at]) return false;
    if (option->class_index == PLAN_NO_CLASS) return true;
    const OptionClass *class = &usable->problem->option_class[option->class_index];
    int64_t needed = larger(larger(class->minimum, option->minimum), 1);
    return class->maximum >= needed && usable->class_places[option->class_index] >= class->minimum;
}

/* A pair of negative value serves only where somebody must come, or must be placed. */
static bool pair_can_serve(const Usable *usable, const Pair *pair) {
    const Option *option = &usable->problem->option[pair->option];
    if (!option_can_start(usable, pair->option)) return false;
    if (pair->value >= 0 || usable->problem->must_place_all || option->minimum > 1) return true;
    return option->class_index != PLAN_NO_CLASS &&
           usable->problem->option_class[option->class_index].minimum > 1;
}

static void usable_settle(Usable *usable) {
    const Problem *problem = usable->problem;
    for (bool changed = true; changed;) {
        changed = false;
        usable_count(usable);
        for (int32_t i = 0; i < problem->pair_count; i++) {
            if (!usable->pair[i] || pair_can_serve(usable, &problem->pair[i])) continue;
            usable->pair[i] = false;
            changed = true;
        }
    }
}

/* Union-find over people, options and classes, numbered one after the other. */
static int32_t set_find(int32_t *above, int32_t at) {
    while (above[at] != at) at = above[at] = above[above[at]];
    return at;
}

static void set_join(int32_t *above, int32_t a, int32_t b) {
    a = set_find(above, a);
    b = set_find(above, b);
    if (a < b) above[b] = a;
    else above[a] = b;
}

static int32_t *pieces_find(const Usable *usable) {
    const Problem *problem = usable->problem;
    int32_t options = problem->candidate_count, classes = options + problem->option_count;
    int32_t count = classes + problem->class_count;
    int32_t *above = arena_many(usable->arena, int32_t, (size_t)count);
    for (int32_t i = 0; i < count; i++) above[i] = i;
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        if (usable->pair[i]) set_join(above, pair->candidate, options + pair->option);
    }
    for (int32_t i = 0; i < problem->option_count; i++) {
        int32_t class_index = problem->option[i].class_index;
        if (class_index == PLAN_NO_CLASS || !usable->option_people[i]) continue;
        set_join(above, options + i, classes + class_index);
    }
    for (int32_t i = 0; i < count; i++) above[i] = set_find(above, i);
    return above;
}

/* The options of each block, block after block, in the order in which a block's first option stands
 * in the problem. */
typedef struct Layout {
    int32_t *option;     /* usable options, in part order */
    int32_t *pair_first; /* per option of the problem: its pairs in `pair` */
    int32_t *pair;
    int32_t count;
} Layout;

static void layout_pairs(const Usable *usable, Layout *layout) {
    const Problem *problem = usable->problem;
    size_t options = (size_t)problem->option_count;
    layout->pair_first = arena_many(usable->arena, int32_t, options + 2);
    layout->pair = arena_many(usable->arena, int32_t, (size_t)problem->pair_count);
    int32_t *first = layout->pair_first + 1;
    for (int32_t i = 0; i < problem->pair_count; i++) {
        if (usable->pair[i]) first[problem->pair[i].option + 1]++;
    }
    for (size_t i = 1; i <= options; i++) first[i] += first[i - 1];
    for (int32_t i = 0; i < problem->pair_count; i++) {
        if (usable->pair[i]) layout->pair[first[problem->pair[i].option]++] = i;
    }
}

static Layout layout_make(const Usable *usable) {
    const Problem *problem = usable->problem;
    Layout layout = { 0 };
    layout_pairs(usable, &layout);
    layout.option = arena_many(usable->arena, int32_t, (size_t)problem->option_count);
    int32_t *next = arena_many(usable->arena, int32_t, (size_t)problem->option_count);
    int32_t *last = arena_many(usable->arena, int32_t, (size_t)problem->class_count);
    int32_t *first = arena_many(usable->arena, int32_t, (size_t)problem->class_count);
    for (int32_t i = 0; i < problem->class_count; i++) first[i] = last[i] = NOBODY;
    for (int32_t i = 0; i < problem->option_count; i++) {
        int32_t class_index = problem->option[i].class_index;
        next[i] = NOBODY;
        if (!usable->option_people[i] || class_index == PLAN_NO_CLASS) continue;
        if (first[class_index] == NOBODY) first[class_index] = i;
        else next[last[class_index]] = i;
        last[class_index] = i;
    }
    for (int32_t i = 0; i < problem->option_count; i++) {
        int32_t class_index = problem->option[i].class_index;
        if (!usable->option_people[i]) continue;
        if (class_index == PLAN_NO_CLASS) layout.option[layout.count++] = i;
        if (class_index == PLAN_NO_CLASS || first[class_index] != i) continue;
        for (int32_t k = i; k != NOBODY; k = next[k]) layout.option[layout.count++] = k;
    }
    return layout;
}

static void choice_add(Part *part, int32_t block, int32_t option) {
    int32_t at = part->choice_count++;
    part->choice[at] = (PartChoice){ block, option };
    if (option == CHOICE_NONE) part->block[block].choice = at;
    else part->option[option].choice = at;
}

/* Closes the block that holds the options from option_first on. A block of one option takes the
 * stricter bounds of both. */
static void block_end(Part *part, const OptionClass *class) {
    int32_t at = part->block_count++;
    PartBlock *block = &part->block[at];
    block->option_end = part->option_count;
    block->choice = CHOICE_NONE;
    int64_t places = 0;
    for (int32_t k = block->option_first; k < block->option_end; k++) {
        part->option[k].block = at;
        places += part->option[k].maximum;
    }
    block->minimum = class ? class->minimum : 0;
    block->maximum = class ? smaller(class->maximum, places) : places;
    if (block->option_end - block->option_first == 1) {
        PartOption *only = &part->option[block->option_first];
        block->minimum = larger(block->minimum, only->minimum);
        only->minimum = 0;
    }
    if (block->minimum > 1) choice_add(part, at, CHOICE_NONE);
    for (int32_t k = block->option_first; k < block->option_end; k++) {
        if (part->option[k].minimum <= 1) continue;
        choice_add(part, at, k);
        block->has_inner = true;
    }
}

static void part_room(Arena *arena, Part *part) {
    part->option = arena_many(arena, PartOption, (size_t)part->option_count);
    part->block = arena_many(arena, PartBlock, (size_t)part->option_count);
    part->choice = arena_many(arena, PartChoice, 2 * (size_t)part->option_count);
    part->pair_person = arena_many(arena, int32_t, (size_t)part->pair_count);
    part->pair_option = arena_many(arena, int32_t, (size_t)part->pair_count);
    part->pair_value = arena_many(arena, int64_t, (size_t)part->pair_count);
    part->pair_source = arena_many(arena, int32_t, (size_t)part->pair_count);
    part->person_source = arena_many(arena, int32_t, (size_t)part->person_count);
    part->option_count = part->pair_count = 0;
}

static void option_take(Part *part, const Usable *usable, const Layout *layout, int32_t source,
                        const int32_t *person_in_part) {
    const Option *option = &usable->problem->option[source];
    PartOption *here = &part->option[part->option_count++];
    *here = (PartOption){ .source = source,
                          .choice = CHOICE_NONE,
                          .minimum = option->minimum,
                          .maximum = usable->option_places[source],
                          .pair_first = part->pair_count };
    for (int32_t i = layout->pair_first[source]; i < layout->pair_first[source + 1]; i++) {
        int32_t at = part->pair_count++, pair = layout->pair[i];
        part->pair_source[at] = pair;
        part->pair_option[at] = part->option_count - 1;
        part->pair_value[at] = usable->problem->pair[pair].value;
        part->pair_person[at] = person_in_part[usable->problem->pair[pair].candidate];
    }
    here->pair_end = part->pair_count;
}

static void crowd_set(Part *part) {
    int64_t smallest = INT64_MAX, sum = 0;
    for (int32_t b = 0; b < part->block_count; b++) {
        const PartBlock *block = &part->block[b];
        if (block->choice != CHOICE_NONE) smallest = smaller(smallest, block->minimum);
    }
    for (int32_t b = 0; b < part->block_count; b++) {
        PartBlock *block = &part->block[b];
        block->crowd = block->choice == CHOICE_NONE ? 0 : block->minimum / smallest;
        sum += block->crowd;
    }
    part->crowd_max = part->person_count / smallest;
    if (sum > part->crowd_max) return;
    for (int32_t b = 0; b < part->block_count; b++) part->block[b].crowd = 0;
    part->crowd_max = 0;
}

static int64_t value_step(const Part *part) {
    int64_t step = 0;
    for (int32_t i = 0; i < part->pair_count; i++) {
        int64_t rest = part->pair_value[i] < 0 ? -part->pair_value[i] : part->pair_value[i];
        while (rest) {
            int64_t next = step % rest;
            step = rest;
            rest = next;
        }
    }
    return step ? step : 1;
}

/* Numbers the pieces in the order of their first candidate and counts what each holds. */
static int32_t *pieces_number(const Usable *usable, const int32_t *piece, PartList *list,
                              int32_t *person_in_part) {
    const Problem *problem = usable->problem;
    int32_t people = problem->candidate_count;
    bool *has_pair = arena_many(usable->arena, bool, (size_t)people);
    int32_t *part_of = arena_many(usable->arena, int32_t, (size_t)people);
    for (int32_t i = 0; i < problem->pair_count; i++) {
        if (usable->pair[i]) has_pair[problem->pair[i].candidate] = true;
    }
    size_t pieces = 0;
    for (int32_t i = 0; i < people; i++) {
        part_of[i] = NOBODY;
        pieces += has_pair[i] && piece[i] == i;
    }
    list->part = arena_many(usable->arena, Part, pieces);
    for (int32_t i = 0; i < people; i++) {
        list->person_left_out |= !has_pair[i];
        if (!has_pair[i]) continue;
        if (part_of[piece[i]] == NOBODY) part_of[piece[i]] = list->count++;
        person_in_part[i] = list->part[part_of[piece[i]]].person_count++;
    }
    for (int32_t i = 0; i < problem->pair_count; i++) {
        if (usable->pair[i]) list->part[part_of[piece[problem->pair[i].candidate]]].pair_count++;
    }
    return part_of;
}

PartList part_list(Arena *arena, const Problem *problem) {
    Usable usable = { .arena = arena, .problem = problem };
    size_t options = (size_t)problem->option_count, people = (size_t)problem->candidate_count;
    usable.pair = arena_many(arena, bool, (size_t)problem->pair_count);
    usable.option_people = arena_many(arena, int64_t, options);
    usable.option_places = arena_many(arena, int64_t, options);
    usable.class_places = arena_many(arena, int64_t, (size_t)problem->class_count);
    memset(usable.pair, true, (size_t)problem->pair_count);
    usable_settle(&usable);
    Layout layout = layout_make(&usable);
    const int32_t *piece = pieces_find(&usable);
    PartList list = { 0 };
    int32_t *person_in_part = arena_many(arena, int32_t, people);
    const int32_t *part_of = pieces_number(&usable, piece, &list, person_in_part);
    for (int32_t i = 0; i < layout.count; i++) {
        list.part[part_of[piece[problem->candidate_count + layout.option[i]]]].option_count++;
    }
    for (int32_t i = 0; i < list.count; i++) {
        part_room(arena, &list.part[i]);
        list.part[i].must_place_all = problem->must_place_all;
    }
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        int32_t at = part_of[piece[i]];
        if (at != NOBODY) list.part[at].person_source[person_in_part[i]] = i;
    }
    for (int32_t i = 0; i < layout.count; i++) {
        int32_t source = layout.option[i], class_index = problem->option[source].class_index;
        Part *part = &list.part[part_of[piece[problem->candidate_count + source]]];
        bool again = class_index != PLAN_NO_CLASS && i > 0 &&
                     problem->option[layout.option[i - 1]].class_index == class_index;
        if (!again) part->block[part->block_count].option_first = part->option_count;
        option_take(part, &usable, &layout, source, person_in_part);
        bool more = class_index != PLAN_NO_CLASS && i + 1 < layout.count &&
                    problem->option[layout.option[i + 1]].class_index == class_index;
        if (!more) {
            block_end(part,
                      class_index == PLAN_NO_CLASS ? NULL : &problem->option_class[class_index]);
        }
    }
    for (int32_t i = 0; i < list.count; i++) {
        list.part[i].value_step = value_step(&list.part[i]);
        crowd_set(&list.part[i]);
    }
    return list;
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
    return option->minimum > 1 && kept < option->minimum ? 0 : kept;
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
    choice_add(shrink->part, shrink->part->block_count, option);
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

bool part_shrink(Arena *arena, const Part *part, PartKeep keep, Part *ret_part,
                 int32_t **ret_choice) {
    Part small = *part;
    part_room(arena, &small);
    small.block_count = small.choice_count = small.person_count = 0;
    Shrink shrink = { .old = part, .kept = keep.pair, .state = keep.state, .part = &small };
    shrink.person = arena_many(arena, int32_t, (size_t)part->person_count);
    shrink.choice = arena_many(arena, int32_t, (size_t)part->choice_count);
    for (int32_t i = 0; i < part->person_count; i++) shrink.person[i] = NOBODY;
    for (int32_t b = 0; b < part->block_count; b++) {
        if (!shrink_block(&shrink, &part->block[b])) return false;
    }
    for (int32_t i = 0; i < part->person_count; i++) {
        if (shrink.person[i] == NOBODY && part->must_place_all) return false;
        if (shrink.person[i] == NOBODY) continue;
        shrink.person[i] = small.person_count;
        small.person_source[small.person_count++] = part->person_source[i];
    }
    for (int32_t i = 0; i < small.pair_count; i++) {
        small.pair_person[i] = shrink.person[small.pair_person[i]];
    }
    crowd_set(&small);
    *ret_part = small;
    *ret_choice = shrink.choice;
    return true;
}
