/* Pieces that are in nobody's way (apart.h), small ones first. Each may use an equal part of what
 * the limits leave, so that one that is hard does not leave the others without a plan. */
#include "searching.h"

#include <stdlib.h>

#include "auto.h"
#include "clock.h"

typedef struct Turn {
    int32_t piece, pairs;
    int64_t roof;
} Turn;

typedef struct Pieces {
    Search *search;
    Apart *apart;
    Turn *turn;
    SearchLimits limits; /* of the whole */
} Pieces;

/* Everybody where they are worth most, at no cost. */
static void roofs_find(Arena *arena, const Apart *apart, int64_t *roof) {
    const Problem *problem = apart->problem;
    int64_t *most = arena_many(arena, int64_t, (size_t)problem->candidate_count);
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        bool forbidden = pair->rule == RULE_FORBIDDEN;
        if (!forbidden && pair->value > most[pair->candidate]) most[pair->candidate] = pair->value;
    }
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        roof[apart->candidate.piece[i]] += most[i];
    }
    for (int32_t i = 0; i < problem->option_count; i++) {
        int64_t cost = problem->option[i].opening_cost;
        if (cost < 0) roof[apart->option.piece[i]] -= cost;
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        int64_t cost = problem->option_class[i].opening_cost;
        if (cost < 0) roof[apart->option_class.piece[i]] -= cost;
    }
}

static int by_pairs(const void *a, const void *b) {
    const Turn *left = a, *right = b;
    if (left->pairs != right->pairs) return left->pairs < right->pairs ? -1 : 1;
    return left->piece < right->piece ? -1 : left->piece > right->piece;
}

static Turn *turns_order(Arena *arena, const Apart *apart) {
    Turn *turn = arena_many(arena, Turn, (size_t)apart->count);
    int64_t *roof = arena_many(arena, int64_t, (size_t)apart->count);
    roofs_find(arena, apart, roof);
    for (int32_t i = 0; i < apart->count; i++) {
        turn[i] = (Turn){ i, apart->pair.first[i + 1] - apart->pair.first[i], roof[i] };
    }
    qsort(turn, (size_t)apart->count, sizeof *turn, by_pairs);
    return turn;
}

/* An equal part of what is left, when so many pieces are still to come. */
static Result turn_limits(const Pieces *pieces, int32_t to_come) {
    Watch *watch = pieces->search->watch;
    const SearchLimits *whole = &pieces->limits;
    watch->stopped = watch->interrupted || watch->clock_broken;
    if (whole->nodes_max) {
        int64_t left = whole->nodes_max - watch->nodes, part = left / to_come;
        watch->stopped = watch->stopped || left <= 0;
        watch->limits.nodes_max = watch->nodes + (part < 1 ? 1 : part);
    }
    if (whole->seconds_max > 0) {
        double now;
        if (clock_steady_seconds(&now) != OK) return BROKEN;
        double used = now - watch->began, left = whole->seconds_max - used;
        watch->stopped = watch->stopped || left <= 0;
        watch->limits.seconds_max = left > 0 ? used + left / to_come : whole->seconds_max;
    }
    return OK;
}

static void closed_move(Closed *whole, const Closed *here, const int32_t *source, int32_t count) {
    for (int32_t i = 0; i < count; i++) whole[source[i]] = here[i];
}

/* What was found of a piece, in the whole. */
static void piece_put(Search *search, const Search *of, const ApartPiece *piece) {
    const Problem *here = &piece->problem;
    const Solution *found = of->solution;
    Solution *solution = search->solution;
    for (int32_t i = 0; i < here->candidate_count; i++) {
        int32_t pair = of->pair_of[i];
        if (pair != PLAN_UNPLACED) search->pair_of[piece->candidate[i]] = piece->pair[pair];
    }
    closed_move(solution->option_closed, found->option_closed, piece->option, here->option_count);
    closed_move(solution->class_closed, found->class_closed, piece->option_class,
                here->class_count);
    solution->value += found->value;
    solution->bound += found->bound;
    solution->has_value = solution->has_value && found->has_value;
    search->elsewhere.value = solution->value;
    search->elsewhere.bound += found->bound;
    search->elsewhere.without_value = !solution->has_value;
}

/* False: there is no plan of it. */
static bool piece_search(Pieces *pieces, int32_t turn) {
    Search *search = pieces->search;
    AUTO(arena_end_at) Arena *scratch = arena_new("a piece", PLANNING_BYTES_MAX);
    ApartPiece *piece = apart_take(scratch, pieces->apart, pieces->turn[turn].piece);
    const Problem *problem = &piece->problem;
    Solution solution = solution_new(scratch, problem);
    Watch *watch = search->watch;
    Search here = { .arena = scratch,
                    .problem = problem,
                    .watch = watch,
                    .solution = &solution,
                    .pair_of = pairs_new(scratch, problem),
                    .forced = search->forced,
                    .is_last = turn + 1 == pieces->apart->count };
    const SearchLimits *whole = &pieces->limits;
    search->elsewhere.bound -= pieces->turn[turn].roof;
    here.elsewhere = search->elsewhere;
    watch->problem = problem;
    if (whole->start) {
        watch->limits.start = basis_cut(scratch, whole->start, pieces->apart, piece);
    }
    if (whole->basis) watch->limits.basis = basis_new(scratch, problem);
    if (whole->certificate) whole->certificate->piece = piece;
    PartList list = part_list(scratch, problem);
    if (list.is_flow) search_parts(&here, list);
    else search_program(&here);
    if (whole->certificate) whole->certificate->piece = NULL;
    if (solution.status == PLAN_INFEASIBLE) return false;
    if (whole->basis) basis_join(whole->basis, watch->limits.basis, piece);
    piece_put(search, &here, piece);
    return true;
}

static void pieces_end(Pieces *pieces, bool feasible) {
    Search *search = pieces->search;
    Solution *solution = search->solution;
    search->watch->limits = pieces->limits;
    search->watch->problem = search->problem;
    if (!feasible) solution->has_value = solution->has_bound = false;
    if (!solution->has_value) solution->value = 0;
    if (!feasible) solution->status = PLAN_INFEASIBLE;
    else if (!solution->has_value) solution->status = PLAN_STOPPED;
    else solution->status = solution->value == solution->bound ? PLAN_OPTIMAL : PLAN_FEASIBLE;
}

Result search_pieces(Search *search) {
    Pieces pieces = { .search = search, .limits = search->watch->limits };
    pieces.apart = apart_new(search->arena, search->problem);
    int32_t count = pieces.apart->count;
    if (count <= 1) {
        search_program(search);
        return OK;
    }
    pieces.turn = turns_order(search->arena, pieces.apart);
    for (int32_t i = 0; i < count; i++) search->elsewhere.bound += pieces.turn[i].roof;
    bool feasible = true;
    for (int32_t i = 0; i < count && feasible; i++) {
        if (turn_limits(&pieces, count - i) != OK) return BROKEN;
        feasible = piece_search(&pieces, i);
    }
    pieces_end(&pieces, feasible);
    return OK;
}
