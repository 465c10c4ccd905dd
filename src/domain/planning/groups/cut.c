#include "bound_blocks.h"

#define CUT_LOSS_MAX (INT64_C(1) << 61)

/* A loss may be told smaller than it is, never larger. */
static int64_t loss_cut_off(Wide loss) {
    if (loss > 0) return 0;
    return loss < -(Wide)CUT_LOSS_MAX ? -CUT_LOSS_MAX : (int64_t)loss;
}

size_t cut_bytes(const Bound *bound) {
    const Part *part = bound->part;
    size_t numbers = (size_t)price_count(part) + 2 * (size_t)part->choice_count;
    if (bound->counted) numbers += (size_t)bound->counted->gain_count;
    return (numbers + (size_t)bound->table_count) * sizeof(int64_t);
}

Cut cut_new(Arena *arena, const Bound *bound) {
    const Part *part = bound->part;
    size_t gains = bound->counted ? (size_t)bound->counted->gain_count : 0;
    return (Cut){ .open = arena_many(arena, int64_t, (size_t)part->choice_count),
                  .closed = arena_many(arena, int64_t, (size_t)part->choice_count),
                  .price = arena_many(arena, int64_t, (size_t)price_count(part)),
                  .gains = arena_many(arena, int64_t, gains),
                  .table = arena_many(arena, int64_t, (size_t)bound->table_count) };
}

/* --- counted blocks --- */

static Wide counted_gain(Bound *bound, const int64_t *gains, const int8_t *state, int32_t at) {
    const PartBlock *block = &bound->part->block[at];
    if (block->choice != CHOICE_NONE && state[block->choice] == CHOICE_CLOSED) return 0;
    Wide gain = counted_wide(counted_best(bound->counted, at, gains, state));
    return gain > 0 || block_must_start(bound->part, block, state) ? gain : 0;
}

/* The place of a state in the table of its block. */
static int32_t table_at(const Bound *bound, const int8_t *state, int32_t block) {
    int32_t at = 0;
    for (int32_t j = bound->choice_first[block]; j < bound->choice_first[block + 1]; j++) {
        at = at * 3 + state[j] + 1;
    }
    return bound->table_first[block] + at;
}

static int64_t table_loss(Bound *bound, Cut *cut, const int8_t *state, int32_t block) {
    int64_t *loss = &cut->table[table_at(bound, state, block)];
    if (*loss != CUT_UNKNOWN) return *loss;
    Wide undecided = counted_gain(bound, cut->gains, bound->undecided, block);
    *loss = loss_cut_off(counted_gain(bound, cut->gains, state, block) - undecided);
    return *loss;
}

/* --- the cut --- */

static Wide gain_here(Bound *bound, const Cut *cut, const int8_t *state, int32_t block) {
    if (block_is_counted(bound, block)) return counted_gain(bound, cut->gains, state, block);
    return block_gain(bound, block, state);
}

/* A block that is one choice: it starts, or not. Returns what it adds while undecided. */
static Wide cut_single(Bound *bound, Cut *cut, int32_t block) {
    Wide open = block_open_alone(bound, block), undecided = open > 0 ? open : 0;
    int32_t choice = bound->choice_first[block];
    cut->open[choice] = loss_cut_off(open - undecided);
    cut->closed[choice] = loss_cut_off(-undecided);
    return undecided;
}

void bound_cut(Bound *bound, const int64_t *price, Cut *cut) {
    const Part *part = bound->part;
    int8_t *decided = bound->decided;
    memcpy(cut->price, price, (size_t)price_count(part) * sizeof *price);
    cut->certified = CUT_UNCERTIFIED;
    for (int32_t i = 0; i < bound->table_count; i++) cut->table[i] = CUT_UNKNOWN;
    for (int32_t j = 0; j < part->choice_count; j++) decided[j] = CHOICE_UNDECIDED;
    cut->base = rights_of(bound, price);
    for (int32_t b = 0; b < part->block_count; b++) {
        if (block_is_counted(bound, b)) block_lay(bound, b);
    }
    if (bound->counted) {
        memcpy(cut->gains, bound->counted->gains,
               (size_t)bound->counted->gain_count * sizeof *cut->gains);
    }
    for (int32_t b = 0; b < part->block_count; b++) {
        if (part->block[b].choice != CHOICE_NONE && !part->block[b].has_inner) {
            cut->base += cut_single(bound, cut, b);
            continue;
        }
        Wide undecided = gain_here(bound, cut, decided, b);
        cut->base += undecided;
        for (int32_t j = bound->choice_first[b]; j < bound->choice_first[b + 1]; j++) {
            decided[j] = CHOICE_OPEN;
            cut->open[j] = loss_cut_off(gain_here(bound, cut, decided, b) - undecided);
            decided[j] = CHOICE_CLOSED;
            cut->closed[j] = loss_cut_off(gain_here(bound, cut, decided, b) - undecided);
            decided[j] = CHOICE_UNDECIDED;
        }
    }
}

static int64_t decided_loss(const Cut *cut, const int8_t *state, int32_t choice) {
    if (state[choice] == CHOICE_UNDECIDED) return 0;
    return state[choice] == CHOICE_OPEN ? cut->open[choice] : cut->closed[choice];
}

int64_t cut_loss(Bound *bound, Cut *cut, const int8_t *state, int32_t block) {
    int64_t strictest = 0;
    int32_t decided = 0;
    for (int32_t j = bound->choice_first[block]; j < bound->choice_first[block + 1]; j++) {
        int64_t loss = decided_loss(cut, state, j);
        decided += state[j] != CHOICE_UNDECIDED;
        if (loss < strictest) strictest = loss;
    }
    bool table = decided > 1 && bound->table_first[block] != TABLE_NONE;
    return table ? table_loss(bound, cut, state, block) : strictest;
}

Wide cut_at(Bound *bound, Cut *cut, const int8_t *state) {
    Wide sum = cut->base;
    for (int32_t b = 0; b < bound->part->block_count; b++) {
        int32_t first = bound->choice_first[b], count = bound->choice_first[b + 1] - first;
        if (count == 1) sum += decided_loss(cut, state, first);
        else if (count) sum += cut_loss(bound, cut, state, b);
    }
    return sum;
}
