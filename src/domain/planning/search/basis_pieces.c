#include "basis.h"
#include "search.h"

/* From the whole to the piece, or back. */
typedef struct Way {
    const ApartPiece *piece;
    bool back;
} Way;

static void places_move(Way way, int8_t *whole, int8_t *here, const int32_t *source,
                        int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        if (way.back) whole[source[i]] = here[i];
        else here[i] = whole[source[i]];
    }
}

static void prices_move(Way way, double *whole, double *here, const int32_t *source,
                        int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        if (way.back) whole[source[i]] = here[i];
        else here[i] = whole[source[i]];
    }
}

static void tree_move(Way way, const BasisTree *whole, const BasisTree *here) {
    const ApartPiece *piece = way.piece;
    const Problem *problem = &piece->problem;
    places_move(way, whole->pair, here->pair, piece->pair, problem->pair_count);
    places_move(way, whole->home, here->home, piece->candidate, problem->candidate_count);
    places_move(way, whole->option, here->option, piece->option, problem->option_count);
    places_move(way, whole->block, here->block, piece->option, problem->option_count);
    places_move(way, whole->resource, here->resource, piece->resource, problem->resource_count);
    places_move(way, whole->floor, here->floor, piece->floor, problem->floor_count);
}

static void set_move(Way way, const BasisPrices *whole, const BasisPrices *here) {
    const ApartPiece *piece = way.piece;
    const Problem *problem = &piece->problem;
    prices_move(way, whole->candidate, here->candidate, piece->candidate, problem->candidate_count);
    prices_move(way, whole->option, here->option, piece->option, problem->option_count);
    prices_move(way, whole->resource, here->resource, piece->resource, problem->resource_count);
    prices_move(way, whole->floor, here->floor, piece->floor, problem->floor_count);
    prices_move(way, whole->class_most, here->class_most, piece->option_class,
                problem->class_count);
    prices_move(way, whole->class_least, here->class_least, piece->option_class,
                problem->class_count);
}

Basis *basis_cut(Arena *arena, const Basis *whole, const Apart *apart, const ApartPiece *piece) {
    Basis *here = basis_new(arena, &piece->problem);
    Way way = { piece, false };
    for (int32_t i = 0; i < piece->problem.candidate_count; i++) {
        int32_t pair = whole->pair_of[piece->candidate[i]];
        if (pair != PLAN_UNPLACED) here->pair_of[i] = apart->pair.at[pair]; /* or forbidden */
    }
    here->has_tree = whole->has_tree;
    tree_move(way, &whole->tree, &here->tree);
    for (int32_t k = 0; k < whole->prices_count; k++) {
        set_move(way, &whole->prices[k], basis_prices(here, k));
    }
    return here;
}

void basis_join(Basis *whole, const Basis *of_piece, const ApartPiece *piece) {
    Way way = { piece, true };
    for (int32_t i = 0; i < piece->problem.candidate_count; i++) {
        int32_t pair = of_piece->pair_of[i];
        whole->pair_of[piece->candidate[i]] =
            pair == PLAN_UNPLACED ? PLAN_UNPLACED : piece->pair[pair];
    }
    whole->has_tree = whole->has_tree || of_piece->has_tree;
    tree_move(way, &whole->tree, &of_piece->tree);
    for (int32_t k = 0; k < of_piece->prices_count; k++) {
        set_move(way, basis_prices(whole, k), &of_piece->prices[k]);
    }
}
