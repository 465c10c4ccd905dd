#include "bound_blocks.h"

/* What it costs at least to put this pair's person in after all. */
static Wide pair_loss(const Bound *bound, int32_t b, int64_t gain) {
    const PartBlock *block = &bound->part->block[b];
    Wide loss = -(Wide)gain, swap = (Wide)bound->least_gain[b] - gain;
    bool full = bound->people[b] >= block->maximum, tight = bound->people[b] <= block->minimum;
    if (bound->people[b] && full) loss = swap;
    else if (bound->people[b] && tight && swap < loss) loss = swap;
    if (loss < 0) loss = 0;
    return bound->started[b] ? loss : loss - bound->open_gain[b];
}

/* What the block gains at most with one more person in an option who would be the next best after
 * so many of the others (rank), besides what that person gains; and with one who is already among
 * the best. Both per rank. */
typedef struct Ranks {
    int64_t *next, *among;
} Ranks;

static void ranks_fill(Bound *bound, int32_t b, int32_t option, const int8_t *state,
                       Ranks *ranks) {
    const PartOption *of = &bound->part->option[option];
    Counted *counted = bound->counted;
    const int64_t *gains = counted->gains + counted->option_first[option];
    int64_t limit = counted_limit(bound->part, option);
    int64_t least = of->minimum > 1 ? of->minimum : 1;
    counted_without(counted, b, option, state, ranks->among);
    int64_t best = COUNTED_NEVER;
    int64_t alone = -(int64_t)block_cost(bound, of->cost, of->crowd);
    ranks->next[0] = COUNTED_NEVER;
    for (int64_t n = 1; n <= limit; n++) {
        int64_t before = n == 1 ? alone : gains[n - 1];
        int64_t here = n < least ? COUNTED_NEVER : ranks->among[n] + before;
        if (here > best) best = here;
        ranks->next[n] = best; /* who is after the best n - 1 at least */
    }
    best = COUNTED_NEVER;
    for (int64_t n = limit; n >= 0; n--) {
        int64_t here = n < least ? COUNTED_NEVER : ranks->among[n] + gains[n];
        if (here > best) best = here;
        ranks->among[n] = best; /* n people or more */
    }
}

/* `room`: how much the bound may lose. */
static int32_t counted_drop(Bound *bound, int32_t b, const int8_t *state,
                            Wide room, bool *kept) {
    const Part *part = bound->part;
    const PartBlock *block = &part->block[b];
    Ranks ranks = { bound->counted->others, bound->counted->others_too };
    int32_t dropped = 0;
    block_lay(bound, b);
    Wide now = bound->started[b] ? bound->open_gain[b] : 0;
    int32_t first = part->option[block->option_first].pair_first;
    for (int32_t k = block->option_first; k < block->option_end; k++) {
        const PartOption *option = &part->option[k];
        const Item *item = bound->item + (option->pair_first - first);
        bool closed = option->choice != CHOICE_NONE && state[option->choice] == CHOICE_CLOSED;
        int64_t limit = counted_limit(part, k);
        ranks_fill(bound, b, k, state, &ranks);
        for (int32_t r = 0; r < option->pair_end - option->pair_first; r++) {
            int64_t after = r < limit ? r + 1 : limit;
            int64_t with = ranks.next[after] + item[r].gain;
            if (r < limit && ranks.among[r + 1] > with) with = ranks.among[r + 1];
            if (!kept[item[r].pair]) continue;
            if (!closed && now - counted_wide(with) <= room) continue;
            kept[item[r].pair] = false;
            dropped++;
        }
    }
    return dropped;
}

int32_t bound_drop_pairs(Bound *bound, const int64_t *price, const int8_t *state, Wide wide,
                         Wide target, bool *kept) {
    const Part *part = bound->part;
    int32_t dropped = 0;
    rights_of(bound, price);
    for (int32_t b = 0; b < part->block_count; b++) {
        const PartBlock *block = &part->block[b];
        if (block_is_counted(bound, b)) {
            dropped += counted_drop(bound, b, state, wide - target, kept);
            continue;
        }
        if (block->has_inner) continue;
        int64_t charge = block_charge(bound, b);
        int32_t first = part->option[block->option_first].pair_first;
        int32_t end = part->option[block->option_end - 1].pair_end;
        for (int32_t i = first; i < end; i++) {
            if (!kept[i]) continue;
            int64_t gain = bound->value[i] - bound->charge[part->pair_person[i]] - charge;
            if (wide - pair_loss(bound, b, gain) >= target) continue;
            kept[i] = false;
            dropped++;
        }
    }
    return dropped;
}
