#include "part_make.h"
#include "planning/form/divisor.h"
#include "usable.h"

#include <stdlib.h>

enum { NOBODY = -1 };

static int64_t smaller(int64_t a, int64_t b) {
    return a < b ? a : b;
}

static int64_t larger(int64_t a, int64_t b) {
    return a > b ? a : b;
}

/* Union-find over people, options, bundles, hubs and groups, numbered one after the other. */
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

static void pieces_join_limits(const PartLimit *limit, int32_t count, int32_t *above,
                               int32_t first) {
    for (int32_t i = 0; i < count; i++) {
        if (limit[i].parent != LIMIT_NONE) set_join(above, first + i, first + limit[i].parent);
    }
}

static int32_t *pieces_find(const Usable *usable) {
    const Problem *problem = usable->problem;
    int32_t options = problem->candidate_count, bundles = options + problem->option_count;
    int32_t hubs = bundles + usable->bundle_count, groups = hubs + usable->hub_count;
    int32_t count = groups + usable->group_count;
    int32_t *above = arena_many(usable->arena, int32_t, (size_t)count);
    for (int32_t i = 0; i < count; i++) above[i] = i;
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        if (!usable->pair[i]) continue;
        set_join(above, pair->candidate, options + pair->option);
        int32_t group = usable->person_group[pair->candidate];
        if (group != LIMIT_NONE) set_join(above, pair->candidate, groups + group);
    }
    for (int32_t i = 0; i < problem->option_count; i++) {
        if (!usable->option_people[i]) continue;
        int32_t bundle = usable->option_bundle[i];
        int32_t hub =
            bundle == BUNDLE_NONE ? usable->option_hub[i] : usable->bundle[bundle].hub;
        if (bundle != BUNDLE_NONE) set_join(above, options + i, bundles + bundle);
        if (hub != LIMIT_NONE) set_join(above, options + i, hubs + hub);
    }
    pieces_join_limits(usable->hub, usable->hub_count, above, hubs);
    pieces_join_limits(usable->group, usable->group_count, above, groups);
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
    int32_t *last = arena_many(usable->arena, int32_t, (size_t)usable->bundle_count);
    int32_t *first = arena_many(usable->arena, int32_t, (size_t)usable->bundle_count);
    for (int32_t i = 0; i < usable->bundle_count; i++) first[i] = last[i] = NOBODY;
    for (int32_t i = 0; i < problem->option_count; i++) {
        int32_t bundle = usable->option_bundle[i];
        next[i] = NOBODY;
        if (!usable->option_people[i] || bundle == BUNDLE_NONE) continue;
        if (first[bundle] == NOBODY) first[bundle] = i;
        else next[last[bundle]] = i;
        last[bundle] = i;
    }
    for (int32_t i = 0; i < problem->option_count; i++) {
        int32_t bundle = usable->option_bundle[i];
        if (!usable->option_people[i]) continue;
        if (bundle == BUNDLE_NONE) layout.option[layout.count++] = i;
        if (bundle == BUNDLE_NONE || first[bundle] != i) continue;
        for (int32_t k = i; k != NOBODY; k = next[k]) layout.option[layout.count++] = k;
    }
    return layout;
}

static bool option_must_start(const Usable *usable, const PartOption *option) {
    return usable->problem->option[option->source].must_start;
}

/* One option takes the place of its block, or the block has choices inside. */
static void block_end(Part *part, const Usable *usable, int32_t source) {
    int32_t at = part->block_count++, bundle = usable->option_bundle[source];
    PartBlock *block = &part->block[at];
    block->option_end = part->option_count;
    block->choice = CHOICE_NONE;
    block->hub = usable->option_hub[source];
    int64_t places = 0;
    bool must = false;
    for (int32_t k = block->option_first; k < block->option_end; k++) {
        part->option[k].block = at;
        places += part->option[k].maximum;
    }
    block->maximum = places;
    if (bundle != BUNDLE_NONE) {
        const Bundle *of = &usable->bundle[bundle];
        block->minimum = of->minimum;
        block->maximum = smaller(of->maximum, places);
        block->cost = of->cost;
        block->hub = of->hub;
        must = of->must_start;
    }
    if (block->option_end - block->option_first == 1) {
        PartOption *only = &part->option[block->option_first];
        block->minimum = larger(block->minimum, only->minimum);
        block->cost += only->cost;
        only->minimum = only->cost = 0;
        must = must || option_must_start(usable, only);
    }
    if (block->minimum > 1 || block->cost || must) {
        part_add_choice(part, (PartChoice){ at, CHOICE_NONE, must });
    }
    for (int32_t k = block->option_first; k < block->option_end; k++) {
        const PartOption *option = &part->option[k];
        bool has_to = block->option_end - block->option_first > 1 &&
                      option_must_start(usable, option);
        if (option->minimum <= 1 && !option->cost && !has_to) continue;
        part_add_choice(part, (PartChoice){ at, k, has_to });
        block->has_inner = true;
    }
}

static void option_take(Part *part, const Usable *usable, const Layout *layout, int32_t source,
                        const int32_t *person_in_part) {
    const Option *option = &usable->problem->option[source];
    PartOption *here = &part->option[part->option_count++];
    *here = (PartOption){ .source = source,
                          .choice = CHOICE_NONE,
                          .minimum = option->minimum,
                          .cost = option->opening_cost,
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

/* Of all that a plan can be worth at most, in size. */
static int value_bits(Arena *arena, const Part *part) {
    ArenaMark mark = arena_mark(arena);
    int64_t *largest = arena_many(arena, int64_t, (size_t)part->person_count);
    int64_t sum = 1;
    for (int32_t i = 0; i < part->pair_count; i++) {
        int64_t size = part->pair_value[i] < 0 ? -part->pair_value[i] : part->pair_value[i];
        int64_t *before = &largest[part->pair_person[i]];
        if (size <= *before) continue;
        sum += size - *before;
        *before = size;
    }
    for (int32_t k = 0; k < part->option_count; k++) sum += llabs(part->option[k].cost);
    for (int32_t b = 0; b < part->block_count; b++) sum += llabs(part->block[b].cost);
    arena_rewind(arena, mark);
    int bits = 0;
    while (bits < 63 && sum >> bits) bits++;
    return bits;
}

static int64_t value_step(const Part *part) {
    int64_t step = 0;
    for (int32_t i = 0; i < part->pair_count; i++) step = common_divisor(step, part->pair_value[i]);
    for (int32_t k = 0; k < part->option_count; k++)
        step = common_divisor(step, part->option[k].cost);
    for (int32_t b = 0; b < part->block_count; b++)
        step = common_divisor(step, part->block[b].cost);
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
        if (!has_pair[i]) continue;
        if (part_of[piece[i]] == NOBODY) part_of[piece[i]] = list->count++;
        person_in_part[i] = list->part[part_of[piece[i]]].person_count++;
    }
    for (int32_t i = 0; i < problem->pair_count; i++) {
        if (usable->pair[i]) list->part[part_of[piece[problem->pair[i].candidate]]].pair_count++;
    }
    return part_of;
}

/* --- limits, each in the part where its people or its options are --- */

static void limit_take(PartLimit *list, int32_t *count, const PartLimit *limit, int32_t *number,
                       int32_t at) {
    number[at] = *count;
    list[*count] = limit[at];
    (*count)++;
}

static void parents_number(PartLimit *list, int32_t count, const int32_t *number) {
    for (int32_t i = 0; i < count; i++) {
        if (list[i].parent != LIMIT_NONE) list[i].parent = number[list[i].parent];
    }
}

/* Which part a limit is in; NOBODY where nobody is left who could meet it. */
typedef struct LimitParts {
    int32_t *hub, *group;               /* the part */
    int32_t *hub_number, *group_number; /* in the part */
} LimitParts;

static LimitParts limits_find(const Usable *usable, const int32_t *piece, const int32_t *part_of) {
    const Problem *problem = usable->problem;
    int32_t hubs = problem->candidate_count + problem->option_count + usable->bundle_count;
    size_t hub_count = (size_t)usable->hub_count, group_count = (size_t)usable->group_count;
    LimitParts parts = { .hub = arena_many(usable->arena, int32_t, hub_count),
                         .group = arena_many(usable->arena, int32_t, group_count),
                         .hub_number = arena_many(usable->arena, int32_t, hub_count),
                         .group_number = arena_many(usable->arena, int32_t, group_count) };
    for (size_t i = 0; i < hub_count; i++) {
        int32_t first = piece[hubs + (int32_t)i];
        parts.hub[i] = first < problem->candidate_count ? part_of[first] : NOBODY;
    }
    for (size_t i = 0; i < group_count; i++) {
        int32_t first = piece[hubs + usable->hub_count + (int32_t)i];
        parts.group[i] = first < problem->candidate_count ? part_of[first] : NOBODY;
    }
    return parts;
}

static void limits_take(const Usable *usable, LimitParts *parts, PartList *list) {
    for (int32_t i = 0; i < usable->hub_count; i++) {
        if (parts->hub[i] != NOBODY) list->part[parts->hub[i]].hub_count++;
    }
    for (int32_t i = 0; i < usable->group_count; i++) {
        if (parts->group[i] != NOBODY) list->part[parts->group[i]].group_count++;
    }
    for (int32_t i = 0; i < list->count; i++) {
        Part *part = &list->part[i];
        part->hub = arena_many(usable->arena, PartLimit, (size_t)part->hub_count);
        part->group = arena_many(usable->arena, PartLimit, (size_t)part->group_count);
        part->hub_count = part->group_count = 0;
    }
    for (int32_t i = 0; i < usable->hub_count; i++) {
        if (parts->hub[i] == NOBODY) continue;
        Part *part = &list->part[parts->hub[i]];
        limit_take(part->hub, &part->hub_count, usable->hub, parts->hub_number, i);
    }
    for (int32_t i = 0; i < usable->group_count; i++) {
        if (parts->group[i] == NOBODY) continue;
        Part *part = &list->part[parts->group[i]];
        limit_take(part->group, &part->group_count, usable->group, parts->group_number, i);
        part->has_duty = true;
    }
    for (int32_t i = 0; i < list->count; i++) {
        Part *part = &list->part[i];
        parents_number(part->hub, part->hub_count, parts->hub_number);
        parents_number(part->group, part->group_count, parts->group_number);
    }
}

/* --- the whole --- */

static void people_take(const Usable *usable, const LimitParts *parts, PartList *list,
                        const int32_t *part_of_person, const int32_t *person_in_part) {
    for (int32_t i = 0; i < usable->problem->candidate_count; i++) {
        if (part_of_person[i] == NOBODY) continue;
        Part *part = &list->part[part_of_person[i]];
        int32_t at = person_in_part[i], group = usable->person_group[i];
        part->person_source[at] = i;
        part->person_group[at] = group == LIMIT_NONE ? LIMIT_NONE : parts->group_number[group];
        part->must[at] = usable->must[i];
        part->has_duty |= usable->must[i];
    }
}

static void options_take(const Usable *usable, const Layout *layout, PartList *list,
                         const int32_t *part_of_option, const int32_t *person_in_part) {
    for (int32_t i = 0; i < layout->count; i++) {
        int32_t source = layout->option[i], bundle = usable->option_bundle[source];
        Part *part = &list->part[part_of_option[source]];
        bool again = bundle != BUNDLE_NONE && i > 0 &&
                     usable->option_bundle[layout->option[i - 1]] == bundle;
        if (!again) part->block[part->block_count].option_first = part->option_count;
        option_take(part, usable, layout, source, person_in_part);
        bool more = bundle != BUNDLE_NONE && i + 1 < layout->count &&
                    usable->option_bundle[layout->option[i + 1]] == bundle;
        if (!more) block_end(part, usable, source);
    }
}

static void kept_take(const Usable *usable, PartList *list, const int32_t *part_of_option) {
    for (int32_t i = 0; i < list->count; i++) {
        list->part[i].kept = arena_many(usable->arena, int32_t, (size_t)usable->kept_count);
    }
    for (int32_t i = 0; i < usable->kept_count; i++) {
        const KeptResource *kept = &usable->kept[i];
        int32_t k = 0;
        while (k < kept->option_count && !usable->option_people[kept->option[k]]) k++;
        if (k == kept->option_count) continue;
        Part *part = &list->part[part_of_option[kept->option[k]]];
        bool again = part->kept_count && part->kept[part->kept_count - 1] == kept->resource;
        if (!again) part->kept[part->kept_count++] = kept->resource;
    }
}

static void hubs_number(const LimitParts *parts, PartList *list) {
    for (int32_t i = 0; i < list->count; i++) {
        for (int32_t b = 0; b < list->part[i].block_count; b++) {
            int32_t *hub = &list->part[i].block[b].hub;
            if (*hub != LIMIT_NONE) *hub = parts->hub_number[*hub];
        }
    }
}

PartList part_list(Arena *arena, const Problem *problem) {
    Usable usable;
    PartList list = { 0 };
    list.is_flow = usable_find(arena, problem, &usable);
    list.impossible = list.is_flow && usable.impossible;
    if (!list.is_flow || list.impossible) return list;
    int32_t people = problem->candidate_count;
    Layout layout = layout_make(&usable);
    const int32_t *piece = pieces_find(&usable);
    int32_t *person_in_part = arena_many(arena, int32_t, (size_t)people);
    const int32_t *part_of = pieces_number(&usable, piece, &list, person_in_part);
    int32_t *part_of_person = arena_many(arena, int32_t, (size_t)people);
    int32_t *part_of_option = arena_many(arena, int32_t, (size_t)problem->option_count);
    for (int32_t i = 0; i < people; i++) part_of_person[i] = part_of[piece[i]];
    for (int32_t i = 0; i < layout.count; i++) {
        int32_t source = layout.option[i];
        part_of_option[source] = part_of[piece[people + source]];
        list.part[part_of_option[source]].option_count++;
    }
    for (int32_t i = 0; i < list.count; i++) part_room(arena, &list.part[i]);
    LimitParts limits = limits_find(&usable, piece, part_of);
    limits_take(&usable, &limits, &list);
    people_take(&usable, &limits, &list, part_of_person, person_in_part);
    options_take(&usable, &layout, &list, part_of_option, person_in_part);
    hubs_number(&limits, &list);
    kept_take(&usable, &list, part_of_option);
    for (int32_t i = 0; i < list.count; i++) {
        list.part[i].value_step = value_step(&list.part[i]);
        list.part[i].value_bits = value_bits(arena, &list.part[i]);
        part_set_crowd(&list.part[i]);
    }
    return list;
}
