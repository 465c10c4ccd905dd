#include "cuts.h"

#include <assert.h>

enum { CUTS_MAX = 96, CUTS_BYTES_MAX = 256 * 1024 * 1024 };

Cuts cuts_new(Arena *arena, Bound *bound) {
    size_t count = CUTS_BYTES_MAX / (cut_bytes(bound) + 1);
    Cuts cuts = { .arena = arena, .bound = bound };
    cuts.count_max = count > CUTS_MAX ? CUTS_MAX : count < 4 ? 4 : (int32_t)count;
    cuts.cut = arena_many(arena, Cut, (size_t)cuts.count_max);
    cuts.here = arena_many(arena, Wide, (size_t)cuts.count_max);
    return cuts;
}

void cuts_add(Cuts *cuts, const int64_t *price) {
    int32_t at = cuts->count;
    if (at == cuts->count_max) {
        at = 0;
        for (int32_t i = 1; i < cuts->count; i++) {
            if (cuts->cut[i].used_at < cuts->cut[at].used_at) at = i;
        }
    } else {
        cuts->cut[cuts->count++] = cut_new(cuts->arena, cuts->bound);
    }
    bound_cut(cuts->bound, price, &cuts->cut[at]);
    cuts->cut[at].used_at = ++cuts->clock;
}

Wide cuts_at(Cuts *cuts, const int8_t *state, const Cut **ret_cut) {
    Wide lowest = WIDE_UNBOUNDED;
    Cut *best = NULL;
    for (int32_t i = 0; i < cuts->count; i++) {
        Wide here = cut_at(cuts->bound, &cuts->cut[i], state);
        if (best && here >= lowest) continue;
        lowest = here;
        best = &cuts->cut[i];
    }
    if (!best) return lowest;
    best->used_at = ++cuts->clock;
    *ret_cut = best;
    return lowest;
}

static bool trail_set(Trail *trail, int32_t choice, int8_t decision) {
    if (trail->state[choice] == decision) return true;
    if (trail->state[choice] != CHOICE_UNDECIDED) return false;
    trail->state[choice] = decision;
    trail->decided[trail->count++] = choice;
    return true;
}

static bool trail_decide_one(Trail *trail, const Part *part, int32_t choice, int8_t decision) {
    const PartBlock *block = &part->block[part->choice[choice].block];
    if (!trail_set(trail, choice, decision)) return false;
    if (!block->has_inner || block->choice == CHOICE_NONE) return true;
    if (choice != block->choice) {
        return decision != CHOICE_OPEN || trail_set(trail, block->choice, CHOICE_OPEN);
    }
    if (decision != CHOICE_CLOSED) return true;
    for (int32_t k = block->option_first; k < block->option_end; k++) {
        int32_t inner = part->option[k].choice;
        if (inner != CHOICE_NONE && !trail_set(trail, inner, CHOICE_CLOSED)) return false;
    }
    return true;
}

bool trail_decide(Trail *trail, const Part *part, int32_t choice, int8_t decision) {
    if (!trail_decide_one(trail, part, choice, decision)) return false;
    if (!trail->twins) return true;
    const int32_t *next =
        decision == CHOICE_CLOSED ? trail->twins->after : trail->twins->before;
    for (int32_t j = next[choice]; j != CHOICE_NONE; j = next[j]) {
        if (!trail_decide_one(trail, part, j, decision)) return false;
    }
    return true;
}

Trail trail_new(Arena *arena, const Part *part) {
    Trail trail = { .state = arena_many(arena, int8_t, (size_t)part->choice_count),
                    .decided = arena_many(arena, int32_t, (size_t)part->choice_count) };
    for (int32_t j = 0; j < part->choice_count; j++) {
        if (part->choice[j].must && !trail_decide(&trail, part, j, CHOICE_OPEN))
            assert(!"only what is closed contradicts");
    }
    return trail;
}

void trail_back(Trail *trail, int32_t count) {
    while (trail->count > count) trail->state[trail->decided[--trail->count]] = CHOICE_UNDECIDED;
}

/* A cut at a state, and what it says there. */
typedef struct CutHere {
    Bound *bound;
    Cut *cut;
    int8_t *state;
    Wide says;
} CutHere;

/* What the cut says where, besides, `choice` is decided so. */
static Wide cut_with(const CutHere *here, int32_t choice, int8_t decision) {
    int32_t block = here->bound->part->choice[choice].block;
    int32_t count = here->bound->choice_first[block + 1] - here->bound->choice_first[block];
    int64_t loss = decision == CHOICE_OPEN ? here->cut->open[choice] : here->cut->closed[choice];
    if (count == 1) return here->says + loss;
    Wide before = cut_loss(here->bound, here->cut, here->state, block);
    here->state[choice] = decision;
    Wide after = cut_loss(here->bound, here->cut, here->state, block);
    here->state[choice] = CHOICE_UNDECIDED;
    return here->says - before + after;
}

void cuts_certify_leaf(Cuts *cuts, const int64_t *price) {
    if (!cuts->certificate) return;
    certificate_leaf(cuts->certificate,
                     certificate_prices(cuts->certificate, cuts->bound, price));
}

void cuts_certify_counting(Cuts *cuts) {
    if (cuts->certificate) certificate_leaf_by_counting(cuts->certificate);
}

void cuts_certify_nothing(Cuts *cuts) {
    if (cuts->certificate) cuts->certificate->has_gap = true;
}

void cuts_certify_split(Cuts *cuts, int32_t choice, int8_t first) {
    if (!cuts->certificate) return;
    certificate_split(cuts->certificate, cuts->problem, cuts->bound->part, choice, first);
}

static void leaf_by_cut(Cuts *cuts, Cut *cut) {
    Certificate *certificate = cuts->certificate;
    if (!certificate) return;
    if (cut->certified == CUT_UNCERTIFIED)
        cut->certified = certificate_prices(certificate, cuts->bound, cut->price);
    certificate_leaf(certificate, cut->certified);
}

/* One cut, once. False: nothing is left. */
static bool cut_decide(Cuts *cuts, Cut *cut, Trail *trail, Wide target) {
    const Part *part = cuts->bound->part;
    CutHere here = { cuts->bound, cut, trail->state, cut_at(cuts->bound, cut, trail->state) };
    if (here.says < target) {
        cut->used_at = ++cuts->clock;
        leaf_by_cut(cuts, cut);
        return false;
    }
    int32_t before = trail->count;
    for (int32_t j = 0; j < part->choice_count; j++) {
        if (trail->state[j] != CHOICE_UNDECIDED) continue;
        bool open = cut_with(&here, j, CHOICE_OPEN) >= target;
        bool closed = cut_with(&here, j, CHOICE_CLOSED) >= target;
        if (open && closed) continue;
        cuts_certify_split(cuts, j, open ? CHOICE_CLOSED : CHOICE_OPEN);
        leaf_by_cut(cuts, cut);
        if (!open && !closed) leaf_by_cut(cuts, cut);
        if (!open && !closed) return false;
        if (!trail_decide(trail, part, j, open ? CHOICE_OPEN : CHOICE_CLOSED)) {
            cuts_certify_counting(cuts);
            return false;
        }
        here.says = cut_at(cuts->bound, cut, trail->state);
    }
    if (trail->count > before) cut->used_at = ++cuts->clock;
    return true;
}

bool cuts_decide(Cuts *cuts, Trail *trail, Wide target) {
    int32_t quiet = 0;
    for (int32_t i = 0; quiet < cuts->count; i = i + 1 < cuts->count ? i + 1 : 0) {
        int32_t before = trail->count;
        if (!cut_decide(cuts, &cuts->cut[i], trail, target)) return false;
        quiet = trail->count > before ? 1 : quiet + 1;
    }
    return true;
}

/* What a choice leaves possible, decided either way. */
typedef struct Fork {
    Wide open, closed;
} Fork;

static Fork cuts_fork(const Cuts *cuts, int8_t *state, int32_t choice) {
    Fork fork = { WIDE_UNBOUNDED, WIDE_UNBOUNDED };
    for (int32_t i = 0; i < cuts->count; i++) {
        CutHere here = { cuts->bound, &cuts->cut[i], state, cuts->here[i] };
        Wide open = cut_with(&here, choice, CHOICE_OPEN);
        Wide closed = cut_with(&here, choice, CHOICE_CLOSED);
        if (open < fork.open) fork.open = open;
        if (closed < fork.closed) fork.closed = closed;
    }
    return fork;
}

/* The lower the better way, the sooner it ends; then the lower both together. */
static bool fork_before(Fork one, Fork other) {
    Wide one_better = one.open > one.closed ? one.open : one.closed;
    Wide other_better = other.open > other.closed ? other.open : other.closed;
    if (one_better != other_better) return one_better < other_better;
    return one.open + one.closed < other.open + other.closed;
}

int32_t cuts_branch(const Cuts *cuts, int8_t *state, int8_t *ret_first) {
    const Part *part = cuts->bound->part;
    int32_t best = CHOICE_NONE;
    Fork best_fork = { 0, 0 };
    for (int32_t i = 0; i < cuts->count; i++) {
        cuts->here[i] = cut_at(cuts->bound, &cuts->cut[i], state);
    }
    for (int32_t j = 0; j < part->choice_count; j++) {
        if (state[j] != CHOICE_UNDECIDED) continue;
        Fork fork = cuts_fork(cuts, state, j);
        if (best != CHOICE_NONE && !fork_before(fork, best_fork)) continue;
        best = j;
        best_fork = fork;
        *ret_first = fork.open >= fork.closed ? CHOICE_OPEN : CHOICE_CLOSED;
    }
    return best;
}
