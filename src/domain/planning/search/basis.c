#include "basis.h"

#include "planning/form/id_index.h"
#include "search.h"

static int8_t *places_new(Arena *arena, int32_t count, FlowPlace place) {
    int8_t *list = arena_many(arena, int8_t, (size_t)count);
    for (int32_t i = 0; i < count; i++) list[i] = (int8_t)place;
    return list;
}

Basis *basis_new(Arena *arena, const Problem *problem) {
    Basis *basis = arena_one(arena, Basis);
    basis->arena = arena;
    basis->problem = problem;
    basis->pair_of = arena_many(arena, int32_t, (size_t)problem->candidate_count);
    for (int32_t i = 0; i < problem->candidate_count; i++) basis->pair_of[i] = PLAN_UNPLACED;
    basis->tree = (BasisTree){
        .pair = places_new(arena, problem->pair_count, FLOW_AT_LOWER),
        .home = places_new(arena, problem->candidate_count, FLOW_IN_TREE),
        .option = places_new(arena, problem->option_count, FLOW_IN_TREE),
        .block = places_new(arena, problem->option_count, FLOW_IN_TREE),
        .resource = places_new(arena, problem->resource_count, FLOW_IN_TREE),
        .floor = places_new(arena, problem->floor_count, FLOW_IN_TREE),
    };
    return basis;
}

static double *unknown_new(Arena *arena, int32_t count) {
    double *list = arena_many(arena, double, (size_t)count);
    for (int32_t i = 0; i < count; i++) list[i] = PRICE_UNKNOWN;
    return list;
}

BasisPrices *basis_prices(Basis *basis, int32_t at) {
    const Problem *problem = basis->problem;
    if (at >= BASIS_PRICES_MAX) return NULL;
    while (basis->prices_count <= at) {
        basis->prices[basis->prices_count++] =
            (BasisPrices){ unknown_new(basis->arena, problem->candidate_count),
                           unknown_new(basis->arena, problem->option_count),
                           unknown_new(basis->arena, problem->resource_count),
                           unknown_new(basis->arena, problem->floor_count),
                           unknown_new(basis->arena, problem->class_count),
                           unknown_new(basis->arena, problem->class_count) };
    }
    return &basis->prices[at];
}

/* --- to another problem --- */

/* Per position in the one list the position in the other, or ID_NOT_THERE. */
typedef struct Moved {
    int32_t *candidate, *option, *option_class, *resource, *floor, *pair;
    int32_t lost;
} Moved;

typedef struct Ids {
    const Str *id;
    int32_t count;
} Ids;

static Ids ids_of(Arena *arena, const char *first, size_t stride, int32_t count) {
    Str *id = arena_many(arena, Str, (size_t)count);
    for (int32_t i = 0; i < count; i++) id[i] = *(const Str *)(const void *)(first + stride * (size_t)i);
    return (Ids){ id, count };
}

#define IDS(arena, list, count, field)                                                             \
    ids_of(arena, (count) ? (const char *)&(list)[0].field : NULL, sizeof *(list), count)

static int32_t *ids_moved(Arena *arena, Ids from, Ids to, int32_t *lost) {
    int32_t *moved = arena_many(arena, int32_t, (size_t)from.count);
    bool same = from.count == to.count;
    for (int32_t i = 0; i < from.count && same; i++) {
        moved[i] = i;
        same = str_equal(from.id[i], to.id[i]);
    }
    if (same) return moved;
    IdIndex index = id_index_new(arena, to.id, to.count);
    for (int32_t i = 0; i < from.count; i++) {
        moved[i] = id_index_find(&index, from.id[i]);
        *lost += moved[i] == ID_NOT_THERE;
    }
    return moved;
}

/* Per pair of the one problem that of the other. */
static int32_t *pairs_moved(Arena *arena, const Problem *from, const Problem *to,
                            const Moved *moved) {
    int32_t *pair = arena_many(arena, int32_t, (size_t)from->pair_count);
    int32_t *first = arena_many(arena, int32_t, (size_t)to->candidate_count);
    int32_t *next = arena_many(arena, int32_t, (size_t)to->pair_count);
    int32_t *from_next = arena_many(arena, int32_t, (size_t)from->pair_count);
    int32_t *from_first = arena_many(arena, int32_t, (size_t)from->candidate_count);
    int32_t *with_option = arena_many(arena, int32_t, (size_t)to->option_count);
    for (int32_t i = 0; i < to->pair_count; i++) {
        next[i] = first[to->pair[i].candidate];
        first[to->pair[i].candidate] = i + 1;
    }
    for (int32_t i = 0; i < from->pair_count; i++) {
        from_next[i] = from_first[from->pair[i].candidate];
        from_first[from->pair[i].candidate] = i + 1;
    }
    for (int32_t c = 0; c < from->candidate_count; c++) {
        int32_t there = moved->candidate[c];
        bool known = there != ID_NOT_THERE;
        for (int32_t k = known ? first[there] : 0; k; k = next[k - 1]) {
            with_option[to->pair[k - 1].option] = k;
        }
        for (int32_t i = from_first[c]; i; i = from_next[i - 1]) {
            int32_t option = moved->option[from->pair[i - 1].option];
            int32_t k = known && option != ID_NOT_THERE ? with_option[option] : 0;
            pair[i - 1] = k && to->pair[k - 1].candidate == there ? k - 1 : ID_NOT_THERE;
        }
    }
    return pair;
}

static Moved moved_new(Arena *arena, const Problem *from, const Problem *to) {
    Moved moved = { 0 };
    moved.candidate = ids_moved(arena, (Ids){ from->candidate, from->candidate_count },
                                (Ids){ to->candidate, to->candidate_count }, &moved.lost);
    moved.option = ids_moved(arena, IDS(arena, from->option, from->option_count, id),
                             IDS(arena, to->option, to->option_count, id), &moved.lost);
    moved.option_class = ids_moved(arena, IDS(arena, from->option_class, from->class_count, id),
                                   IDS(arena, to->option_class, to->class_count, id), &moved.lost);
    moved.resource = ids_moved(arena, IDS(arena, from->resource, from->resource_count, id),
                               IDS(arena, to->resource, to->resource_count, id), &moved.lost);
    moved.floor = ids_moved(arena, IDS(arena, from->floor, from->floor_count, group),
                            IDS(arena, to->floor, to->floor_count, group), &moved.lost);
    moved.pair = pairs_moved(arena, from, to, &moved);
    return moved;
}

static void places_carry(const int8_t *from, int8_t *to, const int32_t *moved, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        if (moved[i] != ID_NOT_THERE) to[moved[i]] = from[i];
    }
}

static void prices_carry(const double *from, double *to, const int32_t *moved, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        if (moved[i] != ID_NOT_THERE) to[moved[i]] = from[i];
    }
}

static void tree_carry(const Basis *from, Basis *to, const Moved *moved) {
    const Problem *problem = from->problem;
    to->has_tree = from->has_tree;
    places_carry(from->tree.pair, to->tree.pair, moved->pair, problem->pair_count);
    places_carry(from->tree.home, to->tree.home, moved->candidate, problem->candidate_count);
    places_carry(from->tree.option, to->tree.option, moved->option, problem->option_count);
    places_carry(from->tree.block, to->tree.block, moved->option, problem->option_count);
    places_carry(from->tree.resource, to->tree.resource, moved->resource, problem->resource_count);
    places_carry(from->tree.floor, to->tree.floor, moved->floor, problem->floor_count);
}

Basis *basis_carry(Arena *arena, const Basis *basis, const Problem *to, int32_t *ret_lost) {
    const Problem *from = basis->problem;
    Basis *made = basis_new(arena, to);
    Moved moved = moved_new(arena, from, to);
    for (int32_t i = 0; i < from->candidate_count; i++) {
        int32_t there = moved.candidate[i], pair = basis->pair_of[i];
        if (there == ID_NOT_THERE || pair == PLAN_UNPLACED) continue;
        int32_t kept = moved.pair[pair];
        made->pair_of[there] = kept == ID_NOT_THERE ? PLAN_UNPLACED : kept;
    }
    tree_carry(basis, made, &moved);
    for (int32_t k = 0; k < basis->prices_count; k++) {
        const BasisPrices *old = &basis->prices[k];
        BasisPrices *new = basis_prices(made, k);
        prices_carry(old->candidate, new->candidate, moved.candidate, from->candidate_count);
        prices_carry(old->option, new->option, moved.option, from->option_count);
        prices_carry(old->resource, new->resource, moved.resource, from->resource_count);
        prices_carry(old->floor, new->floor, moved.floor, from->floor_count);
        prices_carry(old->class_most, new->class_most, moved.option_class, from->class_count);
        prices_carry(old->class_least, new->class_least, moved.option_class, from->class_count);
    }
    *ret_lost = moved.lost;
    return made;
}
