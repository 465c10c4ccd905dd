#include "piece.h"

enum { NODE_STEPS = 24, NODE_PATIENCE = 14 };

/* A decision of the search that may still be turned. */
typedef struct Fork {
    int32_t choice, trail_count;
    int8_t first;
    bool turned;
    int64_t bound; /* of what is still to be searched on the other side */
} Fork;

typedef struct Tree {
    Piece *piece;
    Trail *trail;
    Fork *fork;
    int32_t fork_count;
    int64_t here; /* the bound at this node */
} Tree;

/* The filling with undecided minimums dropped: shows when nobody can fill it, and sometimes solves
 * the node. True: nothing better is left below this node. */
static bool node_relaxed(Tree *tree) {
    Piece *piece = tree->piece;
    int64_t most;
    if (!fill_solve(piece->fill, tree->trail->state, &most)) {
        piece_certify_filling(piece);
        return true;
    }
    if (fill_keeps_minimums(piece->fill)) piece_keep_plan(piece);
    piece_add_fill_cut(piece);
    bool closes = piece->best->has_value && most <= piece->best->value;
    if (closes) piece_certify_filling(piece);
    return closes;
}

/* Everything is decided. */
static void node_fill(Tree *tree) {
    Piece *piece = tree->piece;
    piece_try(piece, tree->trail->state);
    piece_certify_filling(piece);
}

/* True: nothing better is left below this node. */
static bool node_closes(Tree *tree) {
    Piece *piece = tree->piece;
    Cuts *cuts = &piece->cuts;
    if (!cuts_decide(cuts, tree->trail, piece_target(piece))) return true;
    if (tree->trail->count == piece->part->choice_count) {
        node_fill(tree);
        return true;
    }
    if (piece->part->has_duty && node_relaxed(tree)) return true;
    const Cut *cut = NULL;
    Wide before = cuts_at(cuts, tree->trail->state, &cut);
    Wide target = piece_target(piece);
    if (before < target) {
        cuts_certify_leaf(cuts, cut->price);
        return true;
    }
    Wide hope = before - piece_aim(piece);
    ascent_start(&piece->ascent, cut->price, hope > 0 ? hope : 1, NODE_PATIENCE);
    AscentRun run = {
        .state = tree->trail->state, .target = target, .aim = piece_aim(piece), .steps = NODE_STEPS
    };
    ascent_run(&piece->ascent, run);
    cuts_add(cuts, piece->ascent.best_price);
    Wide after = piece->ascent.best < before ? piece->ascent.best : before;
    tree->here = bound_value(piece->bound, after);
    if (after < target) {
        cuts_certify_leaf(cuts, piece->ascent.best_price);
        return true;
    }
    if (!cuts_decide(cuts, tree->trail, target)) return true;
    if (tree->trail->count < piece->part->choice_count) return false;
    node_fill(tree);
    return true;
}

static void fork_add(Tree *tree) {
    Fork *fork = &tree->fork[tree->fork_count++];
    fork->choice = cuts_branch(&tree->piece->cuts, tree->trail->state, &fork->first);
    fork->trail_count = tree->trail->count;
    fork->turned = false;
    fork->bound = tree->here;
    cuts_certify_split(&tree->piece->cuts, fork->choice, fork->first);
}

/* Goes on with the next side that is not searched; false when there is none. */
static bool tree_turn(Tree *tree) {
    while (tree->fork_count) {
        Fork *fork = &tree->fork[tree->fork_count - 1];
        trail_back(tree->trail, fork->trail_count);
        if (fork->turned) {
            tree->fork_count--;
            continue;
        }
        fork->turned = true;
        tree->here = fork->bound;
        if (trail_decide(tree->trail, tree->piece->part, fork->choice, -fork->first)) return true;
        cuts_certify_counting(&tree->piece->cuts);
    }
    return false;
}

static int64_t tree_open_bound(const Tree *tree) {
    int64_t bound = tree->here;
    for (int32_t i = 0; i < tree->fork_count; i++) {
        const Fork *fork = &tree->fork[i];
        if (!fork->turned && fork->bound > bound) bound = fork->bound;
    }
    const Best *best = tree->piece->best;
    return best->has_value && best->value > bound ? best->value : bound;
}

int64_t tree_search(Piece *piece) {
    Tree tree = { .piece = piece, .trail = &piece->trail, .here = piece->best->bound };
    tree.fork = arena_many(piece->arena, Fork, (size_t)piece->part->choice_count + 1);
    for (;;) {
        piece->watch->nodes++;
        if (!watch_goes_on(piece->watch, piece->best, tree_open_bound(&tree)))
            return tree_open_bound(&tree);
        if (node_closes(&tree)) {
            if (!tree_turn(&tree)) break;
            continue;
        }
        fork_add(&tree);
        Fork *fork = &tree.fork[tree.fork_count - 1];
        if (trail_decide(tree.trail, piece->part, fork->choice, fork->first)) continue;
        cuts_certify_counting(&piece->cuts);
        if (!tree_turn(&tree)) break;
    }
    if (!piece->best->has_value) piece->best->infeasible = true;
    return piece->best->value;
}
