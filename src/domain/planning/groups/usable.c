#include "usable.h"

#include <stdlib.h>

#include "nest.h"

static int64_t smaller(int64_t a, int64_t b) {
    return a < b ? a : b;
}

static int64_t larger(int64_t a, int64_t b) {
    return a > b ? a : b;
}

/* --- pairs --- */

static void pairs_begin(Usable *usable) {
    const Problem *problem = usable->problem;
    bool *pinned = arena_many(usable->arena, bool, (size_t)problem->candidate_count);
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        usable->must[i] =
            problem->must_place_all || (problem->must_place && problem->must_place[i]);
    }
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        if (pair->rule != RULE_PINNED) continue;
        pinned[pair->candidate] = usable->must[pair->candidate] = true;
    }
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        usable->pair[i] = pair->rule == RULE_PINNED ||
                          (pair->rule == RULE_NONE && !pinned[pair->candidate]);
        for (int32_t k = 0; k < pair->demand_count; k++) {
            const PairDemand *demand = &problem->demand[pair->demand_first + k];
            if (demand->amount > problem->resource[demand->resource].capacity)
                usable->pair[i] = false;
        }
    }
    for (int32_t f = 0; f < problem->floor_count; f++) {
        const Floor *floor = &problem->floor[f];
        for (int32_t i = 0; floor->people > 0 && i < floor->member_count; i++) {
            usable->wanted[floor->member[i]] = true;
        }
    }
}

static void usable_count(Usable *usable) {
    const Problem *problem = usable->problem;
    for (int32_t i = 0; i < problem->option_count; i++) usable->option_people[i] = 0;
    for (int32_t i = 0; i < usable->bundle_count; i++) usable->bundle_places[i] = 0;
    for (int32_t i = 0; i < problem->pair_count; i++) {
        usable->option_people[problem->pair[i].option] += usable->pair[i];
    }
    for (int32_t i = 0; i < problem->option_count; i++) {
        int64_t places = smaller(usable->option_most[i], usable->option_people[i]);
        if (places < problem->option[i].minimum) places = 0;
        usable->option_places[i] = places;
        int32_t bundle = usable->option_bundle[i];
        if (bundle != BUNDLE_NONE) usable->bundle_places[bundle] += places;
    }
}

static bool option_can_start(const Usable *usable, int32_t at) {
    const Option *option = &usable->problem->option[at];
    if (!usable->option_places[at]) return false;
    if (usable->option_bundle[at] == BUNDLE_NONE) return true;
    const Bundle *bundle = &usable->bundle[usable->option_bundle[at]];
    int64_t needed = larger(larger(bundle->minimum, option->minimum), 1);
    return bundle->maximum >= needed &&
           usable->bundle_places[usable->option_bundle[at]] >= bundle->minimum;
}

/* A pair of negative value serves only where somebody must come, or must be placed. */
static bool pair_can_serve(const Usable *usable, const Pair *pair) {
    const Option *option = &usable->problem->option[pair->option];
    if (!option_can_start(usable, pair->option)) return false;
    if (pair->value >= 0 || usable->must[pair->candidate] || usable->wanted[pair->candidate])
        return true;
    if (option->minimum > 1 || option->opening_cost < 0 || option->must_start) return true;
    if (usable->option_bundle[pair->option] == BUNDLE_NONE) return false;
    const Bundle *bundle = &usable->bundle[usable->option_bundle[pair->option]];
    return bundle->minimum > 1 || bundle->cost < 0 || bundle->must_start;
}

static void pairs_settle(Usable *usable) {
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

/* --- resources --- */

/* Options that use a resource, each the same for every pair. */
typedef struct Use {
    int32_t resource;
    int64_t limit; /* in people */
    int32_t *option;
    int32_t option_count, element_count;
} Use;

typedef struct Resources {
    Usable *usable;
    int32_t *first, *pair; /* usable pairs per resource, and the end */
    int64_t *amount;       /* of those */
    int32_t *seen;         /* per option: the resource that was looked at last, + 1 */
    int64_t *people;
    Use *use;
    int32_t use_count;
} Resources;

static void resources_list(Resources *resources) {
    const Usable *usable = resources->usable;
    const Problem *problem = usable->problem;
    int32_t *first = resources->first + 1;
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        for (int32_t k = 0; usable->pair[i] && k < pair->demand_count; k++) {
            first[problem->demand[pair->demand_first + k].resource + 1]++;
        }
    }
    for (int32_t i = 0; i < problem->resource_count; i++) first[i + 1] += first[i];
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        for (int32_t k = 0; usable->pair[i] && k < pair->demand_count; k++) {
            const PairDemand *demand = &problem->demand[pair->demand_first + k];
            resources->pair[first[demand->resource]] = i;
            resources->amount[first[demand->resource]++] = demand->amount;
        }
    }
}

/* The largest of each candidate, all together. */
static bool can_pass(const Resources *resources, int32_t at, int64_t *most) {
    const Problem *problem = resources->usable->problem;
    __int128 sum = 0;
    for (int32_t i = resources->first[at]; i < resources->first[at + 1]; i++) {
        int64_t *of = &most[problem->pair[resources->pair[i]].candidate];
        if (resources->amount[i] <= *of) continue;
        sum += resources->amount[i] - *of;
        *of = resources->amount[i];
    }
    for (int32_t i = resources->first[at]; i < resources->first[at + 1]; i++) {
        most[problem->pair[resources->pair[i]].candidate] = 0;
    }
    return sum > problem->resource[at].capacity;
}

/* False: not every pair of its options uses the same. */
static bool use_read(Resources *resources, int32_t at, Use *ret_use) {
    const Usable *usable = resources->usable;
    const Problem *problem = usable->problem;
    Use use = { .resource = at };
    use.option = arena_many(usable->arena, int32_t,
                            (size_t)(resources->first[at + 1] - resources->first[at]));
    int64_t amount = 0;
    for (int32_t i = resources->first[at]; i < resources->first[at + 1]; i++) {
        int32_t option = problem->pair[resources->pair[i]].option;
        if (amount && resources->amount[i] != amount) return false;
        amount = resources->amount[i];
        if (resources->seen[option] != at + 1) {
            resources->seen[option] = at + 1;
            resources->people[option] = 0;
            use.option[use.option_count++] = option;
        }
        resources->people[option]++;
    }
    for (int32_t i = 0; i < use.option_count; i++) {
        if (resources->people[use.option[i]] != usable->option_people[use.option[i]]) return false;
    }
    use.limit = problem->resource[at].capacity / amount;
    *ret_use = use;
    return true;
}

static int64_t use_places(const Usable *usable, const Use *use) {
    int64_t places = 0;
    for (int32_t i = 0; i < use->option_count; i++) {
        places += usable->option_places[use->option[i]];
    }
    return places;
}

/* --- options that are limited together --- */

/* What is limited together, as elements: lone options, then bundles. */
typedef struct Elements {
    int32_t *element;
    int32_t count;
    int32_t *members, *taken; /* per bundle: its options that anybody can use; those of a use */
} Elements;

static Elements elements_new(const Usable *usable, int32_t bundle_count_max) {
    const Problem *problem = usable->problem;
    size_t bundles = (size_t)bundle_count_max, options = (size_t)problem->option_count;
    Elements elements = { .element = arena_many(usable->arena, int32_t, options),
                          .members = arena_many(usable->arena, int32_t, bundles),
                          .taken = arena_many(usable->arena, int32_t, bundles) };
    for (size_t i = 0; i < options; i++) {
        int32_t bundle = usable->option_bundle[i];
        if (bundle != BUNDLE_NONE) elements.members[bundle] += usable->option_people[i] > 0;
    }
    return elements;
}

/* False: some options of a bundle, but not all. */
static bool elements_read(const Usable *usable, const Use *use, Elements *elements) {
    const Problem *problem = usable->problem;
    elements->count = 0;
    for (int32_t i = 0; i < use->option_count; i++) {
        int32_t bundle = usable->option_bundle[use->option[i]];
        if (bundle != BUNDLE_NONE) elements->taken[bundle] = 0;
    }
    for (int32_t i = 0; i < use->option_count; i++) {
        int32_t bundle = usable->option_bundle[use->option[i]];
        if (bundle == BUNDLE_NONE) elements->element[elements->count++] = use->option[i];
        else if (!elements->taken[bundle]++)
            elements->element[elements->count++] = problem->option_count + bundle;
    }
    for (int32_t i = 0; i < elements->count; i++) {
        int32_t bundle = elements->element[i] - problem->option_count;
        if (bundle >= 0 && elements->taken[bundle] != elements->members[bundle]) return false;
    }
    return true;
}

static int uses_by_size(const void *a, const void *b) {
    const Use *left = a, *right = b;
    if (left->element_count != right->element_count)
        return left->element_count < right->element_count ? -1 : 1;
    return left->resource < right->resource ? -1 : left->resource > right->resource;
}

/* What the best set of a bundle costs to count (bound.h) stays small. */
static bool can_be_bundle(const Usable *usable, const Use *use) {
    int64_t cells = 0;
    if (use->option_count < 2 || use->option_count > BUNDLE_CHOICES_MAX) return false;
    if (use->limit > COUNTED_PEOPLE_MAX) return false;
    for (int32_t i = 0; i < use->option_count; i++) {
        int32_t option = use->option[i];
        if (usable->option_bundle[option] != BUNDLE_NONE) return false;
        int64_t least = larger(usable->problem->option[option].minimum, 1);
        cells += (smaller(usable->option_places[option], use->limit) - least + 2) * use->limit;
    }
    return cells <= COUNTED_CELLS_MAX;
}

static void use_keep(Usable *usable, const Use *use) {
    usable->kept[usable->kept_count++] =
        (KeptResource){ use->resource, use->option, use->option_count };
}

static void bundle_make(Usable *usable, const Use *use) {
    use_keep(usable, use);
    for (int32_t i = 0; i < use->option_count; i++) {
        usable->option_bundle[use->option[i]] = usable->bundle_count;
    }
    usable->bundle[usable->bundle_count++] =
        (Bundle){ .maximum = use->limit, .hub = LIMIT_NONE };
}

/* One option, or all of a bundle: no hub is needed. */
static bool use_lowers_maximum(Usable *usable, const Use *use, const Elements *elements) {
    if (elements->count != 1) return false;
    use_keep(usable, use);
    int32_t element = elements->element[0], bundle = element - usable->problem->option_count;
    int64_t *most = bundle < 0 ? &usable->option_most[element] : &usable->bundle[bundle].maximum;
    *most = smaller(*most, use->limit);
    return true;
}

static bool hub_add(Usable *usable, Nest *nest, const Use *use, const Elements *elements) {
    int32_t at = usable->hub_count;
    if (!nest_add(nest, at, elements->element, elements->count)) return false;
    usable->hub[usable->hub_count++] = (PartLimit){ use->limit, LIMIT_NONE, use->resource };
    for (int32_t i = 0; i < elements->count; i++) {
        int32_t element = elements->element[i], bundle = element - usable->problem->option_count;
        if (nest->innermost[element] != at) continue;
        if (bundle < 0) usable->option_hub[element] = at;
        else usable->bundle[bundle].hub = at;
    }
    return true;
}

static void uses_sort(Resources *resources) {
    qsort(resources->use, (size_t)resources->use_count, sizeof *resources->use, uses_by_size);
}

/* Bundles first: then their options are one element for all that stands around them. */
static bool uses_nest(Resources *resources) {
    Usable *usable = resources->usable;
    int32_t bundles = usable->bundle_count + resources->use_count;
    Use *use = resources->use;
    for (int32_t i = 0; i < resources->use_count; i++) use[i].element_count = use[i].option_count;
    uses_sort(resources);
    for (int32_t i = 0; i < resources->use_count; i++) {
        if (can_be_bundle(usable, &use[i])) bundle_make(usable, &use[i]);
    }
    Elements elements = elements_new(usable, bundles);
    Nest nest =
        nest_new(usable->arena, usable->problem->option_count + bundles, resources->use_count);
    for (int32_t i = 0; i < resources->use_count; i++) {
        if (!elements_read(usable, &use[i], &elements)) return false;
        use[i].element_count = elements.count;
    }
    uses_sort(resources);
    usable->hub = arena_many(usable->arena, PartLimit, (size_t)resources->use_count);
    for (int32_t i = 0; i < resources->use_count; i++) {
        elements_read(usable, &use[i], &elements);
        if (use_lowers_maximum(usable, &use[i], &elements)) continue;
        if (!hub_add(usable, &nest, &use[i], &elements)) return false;
    }
    for (int32_t i = 0; i < usable->hub_count; i++) usable->hub[i].parent = nest.parent[i];
    return true;
}

static bool resources_fit(Usable *usable) {
    const Problem *problem = usable->problem;
    Resources resources = { .usable = usable };
    size_t options = (size_t)problem->option_count;
    resources.first = arena_many(usable->arena, int32_t, (size_t)problem->resource_count + 2);
    resources.pair = arena_many(usable->arena, int32_t, (size_t)problem->demand_count);
    resources.amount = arena_many(usable->arena, int64_t, (size_t)problem->demand_count);
    resources.seen = arena_many(usable->arena, int32_t, options);
    resources.people = arena_many(usable->arena, int64_t, options);
    resources.use = arena_many(usable->arena, Use, (size_t)problem->resource_count);
    int64_t *most = arena_many(usable->arena, int64_t, (size_t)problem->candidate_count);
    resources_list(&resources);
    for (int32_t i = 0; i < problem->resource_count; i++) {
        Use *use = &resources.use[resources.use_count];
        if (!can_pass(&resources, i, most)) continue;
        if (!use_read(&resources, i, use)) return false;
        if (use_places(usable, use) > use->limit) resources.use_count++;
    }
    return uses_nest(&resources);
}

/* --- floors --- */

static int floors_by_size(const void *a, const void *b) {
    const Floor *const *left = a, *const *right = b;
    if ((*left)->member_count != (*right)->member_count)
        return (*left)->member_count < (*right)->member_count ? -1 : 1;
    return *left < *right ? -1 : *left > *right;
}

static bool floors_fit(Usable *usable) {
    const Problem *problem = usable->problem;
    size_t floors = (size_t)problem->floor_count, people = (size_t)problem->candidate_count;
    const Floor **floor = arena_many(usable->arena, const Floor *, floors);
    bool *has_pair = arena_many(usable->arena, bool, people);
    Nest nest = nest_new(usable->arena, problem->candidate_count, problem->floor_count);
    for (int32_t i = 0; i < problem->pair_count; i++) {
        if (usable->pair[i]) has_pair[problem->pair[i].candidate] = true;
    }
    int32_t count = 0;
    for (size_t i = 0; i < floors; i++) {
        if (problem->floor[i].people > 0) floor[count++] = &problem->floor[i];
    }
    qsort(floor, (size_t)count, sizeof *floor, floors_by_size);
    usable->group = arena_many(usable->arena, PartLimit, (size_t)count);
    for (int32_t i = 0; i < count; i++) {
        if (!nest_add(&nest, i, floor[i]->member, floor[i]->member_count)) return false;
        int64_t able = 0;
        for (int32_t k = 0; k < floor[i]->member_count; k++) able += has_pair[floor[i]->member[k]];
        usable->group[i].limit = able - floor[i]->people;
        usable->group[i].source = (int32_t)(floor[i] - problem->floor);
        if (able < floor[i]->people) usable->impossible = true;
    }
    usable->group_count = count;
    for (int32_t i = 0; i < count; i++) usable->group[i].parent = nest.parent[i];
    usable->person_group = nest.innermost;
    for (size_t i = 0; i < people; i++) {
        if (usable->must[i] && !has_pair[i]) usable->impossible = true;
    }
    return true;
}

static void starts_check(Usable *usable) {
    const Problem *problem = usable->problem;
    bool *can_start = arena_many(usable->arena, bool, (size_t)problem->class_count);
    for (int32_t i = 0; i < problem->option_count; i++) {
        bool here = option_can_start(usable, i);
        int32_t class_index = problem->option[i].class_index;
        if (here && class_index != PLAN_NO_CLASS) can_start[class_index] = true;
        if (!here && problem->option[i].must_start) usable->impossible = true;
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        if (problem->option_class[i].must_start && !can_start[i]) usable->impossible = true;
    }
}

/* --- the whole --- */

static void usable_room(Usable *usable) {
    const Problem *problem = usable->problem;
    Arena *arena = usable->arena;
    size_t options = (size_t)problem->option_count, people = (size_t)problem->candidate_count;
    size_t bundles = (size_t)problem->class_count + (size_t)problem->resource_count;
    usable->pair = arena_many(arena, bool, (size_t)problem->pair_count);
    usable->must = arena_many(arena, bool, people);
    usable->wanted = arena_many(arena, bool, people);
    usable->option_most = arena_many(arena, int64_t, options);
    usable->option_people = arena_many(arena, int64_t, options);
    usable->option_places = arena_many(arena, int64_t, options);
    usable->option_bundle = arena_many(arena, int32_t, options);
    usable->option_hub = arena_many(arena, int32_t, options);
    usable->bundle = arena_many(arena, Bundle, bundles);
    usable->bundle_places = arena_many(arena, int64_t, bundles);
    usable->kept = arena_many(arena, KeptResource, 2 * (size_t)problem->resource_count);
    usable->bundle_count = problem->class_count;
    for (size_t i = 0; i < options; i++) {
        usable->option_most[i] = problem->option[i].maximum;
        usable->option_bundle[i] = problem->option[i].class_index;
        usable->option_hub[i] = LIMIT_NONE;
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        const OptionClass *class = &problem->option_class[i];
        usable->bundle[i] =
            (Bundle){ class->minimum, class->maximum, class->opening_cost, LIMIT_NONE,
                      class->must_start };
    }
}

bool usable_find(Arena *arena, const Problem *problem, Usable *ret_usable) {
    Usable usable = { .arena = arena, .problem = problem };
    if (problem->measure_count) return false;
    for (int32_t i = 0; i < problem->household_count; i++) {
        if (problem->household[i].member_count > 1) return false;
    }
    usable_room(&usable);
    pairs_begin(&usable);
    pairs_settle(&usable);
    if (!resources_fit(&usable)) return false;
    pairs_settle(&usable);
    if (!floors_fit(&usable)) return false;
    starts_check(&usable);
    *ret_usable = usable;
    return true;
}
