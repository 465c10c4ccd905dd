#include "plan_instances.h"

#include <stdlib.h>
#include <string.h>

typedef struct Kind {
    const char *name;
    int32_t people, groups, wishes_min, wishes_max;
    int64_t minimum, maximum;
    uint64_t seed;
    bool flat, guides;
    int32_t across, down; /* regions, as a grid; 0: one region */
    bool joined;
} Kind;

static const Kind kinds[] = {
    { "300x30-8-16", 300, 30, 6, 6, 8, 16, 1 },
    { "300x30-8-16-guides", 300, 30, 6, 6, 8, 16, 1, .guides = true },
    { "1000x100-8-16", 1000, 100, 8, 8, 8, 16, 2 },
    { "1000x100-8-16-guides", 1000, 100, 8, 8, 8, 16, 2, .guides = true },
    { "1000x100-12-20", 1000, 100, 10, 10, 12, 20, 3 },
    { "1000x100-12-20-b", 1000, 100, 10, 10, 12, 20, 4 },
    { "1000x100-12-20-guides", 1000, 100, 10, 10, 12, 20, 3, .guides = true },
    { "2000x200-12-20", 2000, 200, 10, 10, 12, 20, 5 },
    { "5000x400-10-20", 5000, 400, 12, 12, 10, 20, 6 },
    { "flat-300x30-8-16", 300, 30, 6, 6, 8, 16, 1, .flat = true },
    { "flat-1000x100-8-16", 1000, 100, 10, 10, 8, 16, 1, .flat = true },
    { "flat-1000x100-10-18-a", 1000, 100, 10, 10, 10, 18, 11, .flat = true },
    { "flat-1000x100-10-18-b", 1000, 100, 10, 10, 10, 18, 12, .flat = true },
    { "flat-1000x100-12-20-a", 1000, 100, 10, 10, 12, 20, 11, .flat = true },
    { "flat-1000x100-12-20-b", 1000, 100, 10, 10, 12, 20, 12, .flat = true },
    { "flat-2000x200-12-20", 2000, 200, 10, 10, 12, 20, 5, .flat = true },
    { "flat-5000x400-10-20", 5000, 400, 12, 12, 10, 20, 6, .flat = true },
    { "country-apart", 100000, 7000, 8, 14, 10, 20, 7, .across = 5, .down = 7 },
    { "country-joined", 100000, 7000, 8, 14, 10, 20, 7, .across = 5, .down = 7, .joined = true },
    { "flow-20000x1500", 20000, 1500, 15, 15, 0, 16, 8 },
};

enum {
    KINDS = sizeof kinds / sizeof *kinds,
    SIDE = 1000, /* of a region */
    BORDER = 100, /* who lives that near a border looks across it */
    GROUPS_OF_TOWN = 10,
    GROUPS_OF_GUIDE = 5,
    VALUE_MIN = 2000,
};

const char *plan_instance_name(int at) {
    return at < KINDS ? kinds[at].name : NULL;
}

/* ---- chance ---- */

static int64_t draw(uint64_t *state, int64_t below) {
    uint64_t mixed = (*state += UINT64_C(0x9E3779B97F4A7C15));
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (int64_t)((mixed ^ (mixed >> 31)) % (uint64_t)below);
}

/* Around 0, mostly near it. */
static int64_t draw_bell(uint64_t *state, int64_t width) {
    int64_t sum = -2 * width;
    for (int i = 0; i < 4; i++) sum += draw(state, width);
    return sum;
}

/* ---- where ---- */

typedef struct Spot {
    int64_t x, y; /* within the region */
} Spot;

typedef struct Region {
    int32_t person_end, group_first, group_end;
    Spot *town;
    int32_t town_count;
} Region;

typedef struct Making {
    const Kind *kind;
    Arena *arena;
    uint64_t chance;
    Region *region;
    int32_t region_count;
    Spot *group;
    Problem problem;
} Making;

static int64_t within_side(int64_t at) {
    return at < 0 ? 0 : at >= SIDE ? SIDE - 1 : at;
}

static Spot spot_draw(Making *making, const Region *region, int64_t width) {
    Spot spot = { 0 };
    if (making->kind->flat) {
        spot.x = draw(&making->chance, SIDE);
        spot.y = draw(&making->chance, SIDE);
        return spot;
    }
    Spot town = region->town[draw(&making->chance, region->town_count)];
    spot.x = within_side(town.x + draw_bell(&making->chance, width));
    spot.y = within_side(town.y + draw_bell(&making->chance, width));
    return spot;
}

static void towns_make(Making *making, Region *region) {
    int32_t count = (region->group_end - region->group_first) / GROUPS_OF_TOWN + 1;
    region->town_count = count;
    region->town = arena_many(making->arena, Spot, (size_t)count);
    for (int32_t i = 0; i < count && !making->kind->flat; i++) {
        region->town[i].x = draw(&making->chance, SIDE);
        region->town[i].y = draw(&making->chance, SIDE);
    }
}

/* Regions differ in size up to three times. */
static void regions_make(Making *making) {
    const Kind *kind = making->kind;
    making->region_count = kind->across ? kind->across * kind->down : 1;
    making->region = arena_many(making->arena, Region, (size_t)making->region_count);
    int64_t *until = arena_many(making->arena, int64_t, (size_t)making->region_count + 1);
    for (int32_t r = 0; r < making->region_count; r++) {
        until[r + 1] = until[r] + (kind->across ? 50 + draw(&making->chance, 100) : 1);
    }
    int64_t all = until[making->region_count];
    for (int32_t r = 0; r < making->region_count; r++) {
        Region *region = &making->region[r];
        region->person_end = (int32_t)(kind->people * until[r + 1] / all);
        region->group_first = (int32_t)(kind->groups * until[r] / all);
        region->group_end = (int32_t)(kind->groups * until[r + 1] / all);
        towns_make(making, region);
    }
}

/* ---- groups ---- */

static void groups_make(Making *making) {
    const Kind *kind = making->kind;
    Problem *problem = &making->problem;
    problem->option_count = kind->groups;
    problem->option = arena_many(making->arena, Option, (size_t)kind->groups);
    making->group = arena_many(making->arena, Spot, (size_t)kind->groups);
    for (int32_t r = 0; r < making->region_count; r++) {
        const Region *region = &making->region[r];
        for (int32_t k = region->group_first; k < region->group_end; k++) {
            problem->option[k] = (Option){ .id = str_printf(making->arena, "o%d", (int)k),
                                           .minimum = kind->minimum, .maximum = kind->maximum,
                                           .class_index = PLAN_NO_CLASS };
            making->group[k] = spot_draw(making, region, 50);
        }
    }
}

static void guides_make(Making *making) {
    const Kind *kind = making->kind;
    Problem *problem = &making->problem;
    if (!kind->guides) return;
    problem->resource_count = kind->groups / GROUPS_OF_GUIDE;
    problem->resource = arena_many(making->arena, Resource, (size_t)problem->resource_count);
    for (int32_t i = 0; i < problem->resource_count; i++) {
        problem->resource[i] = (Resource){ str_printf(making->arena, "r%d", (int)i),
                                           3 * kind->maximum };
    }
    problem->demand = arena_many(making->arena, PairDemand, (size_t)problem->pair_count);
    problem->demand_count = problem->pair_count;
    for (int32_t i = 0; i < problem->pair_count; i++) {
        int32_t guide = problem->pair[i].option % problem->resource_count;
        problem->demand[i] = (PairDemand){ guide, 1 };
        problem->pair[i].demand_first = i;
        problem->pair[i].demand_count = 1;
    }
}

/* ---- people ---- */

/* The region beside this one whose border is near; the same one: none. */
static int32_t region_beside(const Making *making, int32_t region, Spot here) {
    const Kind *kind = making->kind;
    if (!kind->joined) return region;
    int32_t column = region % kind->across, row = region / kind->across;
    if (here.x < BORDER && column) return region - 1;
    if (here.x >= SIDE - BORDER && column + 1 < kind->across) return region + 1;
    if (here.y < BORDER && row) return region - kind->across;
    if (here.y >= SIDE - BORDER && row + 1 < kind->down) return region + kind->across;
    return region;
}

static int64_t way(const Making *making, int32_t from, Spot here, int32_t to, Spot there) {
    int32_t across = making->kind->across ? making->kind->across : 1;
    int64_t x = (to % across - from % across) * SIDE + there.x - here.x;
    int64_t y = (to / across - from / across) * SIDE + there.y - here.y;
    return llabs(x) + llabs(y);
}

static bool wished(const Problem *problem, int32_t first, int32_t group) {
    for (int32_t i = first; i < problem->pair_count; i++) {
        if (problem->pair[i].option == group) return true;
    }
    return false;
}

/* One try at a wish: a group drawn is taken the sooner the nearer it is. */
static void wish(Making *making, int32_t home, Spot here, int64_t person, int32_t first) {
    Problem *problem = &making->problem;
    bool flat = making->kind->flat;
    int32_t where = region_beside(making, home, here);
    if (where != home && draw(&making->chance, 2)) where = home;
    const Region *region = &making->region[where];
    int32_t count = region->group_end - region->group_first;
    int32_t group = region->group_first + (int32_t)draw(&making->chance, count);
    int64_t far = way(making, home, here, where, making->group[group]);
    bool taken = draw(&making->chance, flat ? 2000 : 1000) >= far;
    if (!taken || wished(problem, first, group)) return;
    int64_t chance = flat ? draw(&making->chance, 15000) : draw_bell(&making->chance, 16000);
    int64_t value = 50000 - far * 20 + person + chance;
    problem->pair[problem->pair_count++] =
        (Pair){ .candidate = problem->candidate_count, .option = group,
                .value = value > VALUE_MIN ? value : VALUE_MIN };
}

static void person_make(Making *making, int32_t home) {
    const Kind *kind = making->kind;
    Problem *problem = &making->problem;
    Spot here = spot_draw(making, &making->region[home], 75);
    int64_t person = kind->flat ? draw(&making->chance, 30000) : draw_bell(&making->chance, 23000);
    int32_t wishes = kind->wishes_min, first = problem->pair_count;
    if (kind->wishes_max > wishes) {
        wishes += (int32_t)draw(&making->chance, kind->wishes_max - wishes + 1);
    }
    problem->candidate[problem->candidate_count] =
        str_printf(making->arena, "c%d", (int)problem->candidate_count);
    for (int tries = 100 * wishes; tries > 0 && problem->pair_count < first + wishes; tries--) {
        wish(making, home, here, person, first);
    }
    problem->candidate_count++;
}

static void people_make(Making *making) {
    size_t people = (size_t)making->kind->people;
    making->problem.candidate = arena_many(making->arena, Str, people);
    making->problem.pair =
        arena_many(making->arena, Pair, people * (size_t)making->kind->wishes_max);
    for (int32_t r = 0; r < making->region_count; r++) {
        while (making->problem.candidate_count < making->region[r].person_end) {
            person_make(making, r);
        }
    }
}

/* ---- changed ---- */

typedef struct Changing {
    Problem problem;
    bool *gone;
    int32_t before; /* pairs of a candidate stand together up to here; new ones come behind */
    uint64_t chance;
} Changing;

static int32_t pair_draw_kept(Changing *changing) {
    int32_t at;
    do at = (int32_t)draw(&changing->chance, changing->before);
    while (changing->gone[at]);
    return at;
}

/* pair: one of the candidate's. */
static bool pair_is_new(const Changing *changing, int32_t pair, int32_t option) {
    const Pair *list = changing->problem.pair;
    int32_t candidate = list[pair].candidate, first = pair;
    while (first > 0 && list[first - 1].candidate == candidate) first--;
    for (int32_t i = first; i < changing->problem.pair_count; i++) {
        if (i < changing->before && list[i].candidate != candidate) i = changing->before - 1;
        if (list[i].candidate == candidate && list[i].option == option) return false;
    }
    return true;
}

/* Somebody also wants what another who wants the same wants: so it is near enough. */
static void pair_add(Changing *changing) {
    Pair *list = changing->problem.pair;
    int32_t own = pair_draw_kept(changing), other = own, near;
    do other = (other + 1) % changing->before;
    while (list[other].option != list[own].option);
    near = other + 1 < changing->before && list[other + 1].candidate == list[other].candidate
               ? other + 1 : other ? other - 1 : other;
    if (!pair_is_new(changing, own, list[near].option)) return;
    Pair added = list[near];
    added.candidate = list[own].candidate;
    list[changing->problem.pair_count++] = added;
}

static void pair_revalue(Changing *changing) {
    Pair *pair = &changing->problem.pair[pair_draw_kept(changing)];
    int64_t value = pair->value + draw_bell(&changing->chance, 16000);
    pair->value = value > VALUE_MIN ? value : VALUE_MIN;
}

static void pairs_gone_drop(Changing *changing) {
    Problem *problem = &changing->problem;
    int32_t kept = 0;
    for (int32_t i = 0; i < problem->pair_count; i++) {
        if (!changing->gone[i]) problem->pair[kept++] = problem->pair[i];
    }
    problem->pair_count = kept;
}

Problem plan_instance_changed(Arena *arena, const Problem *problem) {
    Changing changing = { .problem = *problem, .before = problem->pair_count, .chance = 99 };
    int32_t count = problem->pair_count / 100;
    size_t room = (size_t)problem->pair_count + (size_t)count;
    changing.gone = arena_many(arena, bool, room);
    changing.problem.pair = arena_many(arena, Pair, room);
    memcpy(changing.problem.pair, problem->pair, (size_t)problem->pair_count * sizeof(Pair));
    for (int32_t i = 0; i < count; i++) {
        if (i % 4 < 2) pair_revalue(&changing);
        else if (i % 4 == 2) changing.gone[pair_draw_kept(&changing)] = true;
        else pair_add(&changing);
    }
    pairs_gone_drop(&changing);
    return changing.problem;
}

/* ---- by name ---- */

static const Kind *kind_find(Str name) {
    for (int i = 0; i < KINDS; i++) {
        if (str_equal(name, str_from(kinds[i].name))) return &kinds[i];
    }
    return NULL;
}

Result plan_instance_make(Arena *arena, const char *name, Problem *ret_problem) {
    const Str ending = S("-changed");
    Str stem = str_from(name);
    bool changed = str_ends(stem, ending);
    if (changed) stem.len -= ending.len;
    const Kind *kind = kind_find(stem);
    if (!kind) return NOT_FOUND;
    Making making = { .kind = kind, .arena = arena, .chance = kind->seed };
    regions_make(&making);
    groups_make(&making);
    people_make(&making);
    guides_make(&making);
    *ret_problem = changed ? plan_instance_changed(arena, &making.problem) : making.problem;
    return OK;
}

/* ---- to a file ---- */

static void pairs_write(FILE *file, const Problem *problem) {
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        fprintf(file, "%s{\"candidate\":\"%.*s\",\"option\":\"%.*s\",\"value\":%lld", i ? "," : "",
                STR_ARGS(problem->candidate[pair->candidate]),
                STR_ARGS(problem->option[pair->option].id), (long long)pair->value);
        for (int32_t k = 0; k < pair->demand_count; k++) {
            const PairDemand *demand = &problem->demand[pair->demand_first + k];
            fprintf(file, "%s\"%.*s\":%lld", k ? "," : ",\"demand\":{",
                    STR_ARGS(problem->resource[demand->resource].id), (long long)demand->amount);
        }
        fputs(pair->demand_count ? "}}" : "}", file);
    }
}

void plan_instance_write(FILE *file, const Problem *problem) {
    fputs("{\"candidates\":[", file);
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        fprintf(file, "%s{\"id\":\"%.*s\"}", i ? "," : "", STR_ARGS(problem->candidate[i]));
    }
    fputs("],\n\"options\":[", file);
    for (int32_t k = 0; k < problem->option_count; k++) {
        const Option *option = &problem->option[k];
        fprintf(file, "%s{\"id\":\"%.*s\",\"minimum\":%lld,\"maximum\":%lld}", k ? "," : "",
                STR_ARGS(option->id), (long long)option->minimum, (long long)option->maximum);
    }
    fputs("],\n\"resources\":[", file);
    for (int32_t i = 0; i < problem->resource_count; i++) {
        fprintf(file, "%s{\"id\":\"%.*s\",\"capacity\":%lld}", i ? "," : "",
                STR_ARGS(problem->resource[i].id), (long long)problem->resource[i].capacity);
    }
    fputs("],\n\"pairs\":[", file);
    pairs_write(file, problem);
    fputs("]}\n", file);
}
