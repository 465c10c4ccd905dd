#include "counted.h"

int64_t counted_limit(const Part *part, int32_t option) {
    int64_t of_option = part->option[option].maximum;
    int64_t of_block = part->block[part->option[option].block].maximum;
    return of_option < of_block ? of_option : of_block;
}

static bool can_be_counted(const Part *part, const PartBlock *block) {
    int64_t cells = 0;
    if (!block->has_inner || block->maximum > COUNTED_PEOPLE_MAX) return false;
    for (int32_t k = block->option_first; k < block->option_end; k++) {
        int64_t least = part->option[k].minimum > 1 ? part->option[k].minimum : 1;
        cells += (counted_limit(part, k) - least + 2) * block->maximum;
    }
    return cells <= COUNTED_CELLS_MAX;
}

Counted *counted_new(Arena *arena, const Part *part) {
    Counted *counted = arena_one(arena, Counted);
    counted->part = part;
    counted->block = arena_many(arena, bool, (size_t)part->block_count);
    counted->option_first = arena_many(arena, int32_t, (size_t)part->option_count);
    counted->block_first = arena_many(arena, int32_t, (size_t)part->block_count);
    int64_t people = 0, cells = 0;
    bool any = false;
    for (int32_t b = 0; b < part->block_count; b++) {
        const PartBlock *block = &part->block[b];
        if (!can_be_counted(part, block)) continue;
        counted->block[b] = any = true;
        int64_t here = (block->option_end - block->option_first) * (block->maximum + 1);
        if (block->maximum > people) people = block->maximum;
        if (here > cells) cells = here;
        for (int32_t k = block->option_first; k < block->option_end; k++) {
            counted->option_first[k] = counted->gain_count;
            counted->gain_count += (int32_t)counted_limit(part, k) + 1;
        }
        counted->block_first[b] = counted->gain_count++;
    }
    if (!any) return NULL;
    counted->gains = arena_many(arena, int64_t, (size_t)counted->gain_count);
    counted->best = arena_many(arena, int64_t, (size_t)people + 1);
    counted->next = arena_many(arena, int64_t, (size_t)people + 1);
    counted->others = arena_many(arena, int64_t, (size_t)people + 1);
    counted->others_too = arena_many(arena, int64_t, (size_t)people + 1);
    counted->take = arena_many(arena, int32_t, (size_t)cells);
    return counted;
}

typedef struct Reach {
    int64_t before, most;
} Reach;

/* One option more: best of 0..people, of which no more than `reach` could be there before. Returns
 * how many can be now. take may be NULL. */
static int64_t option_count(Counted *counted, int32_t at, const int64_t *gain, int8_t decided,
                            Reach reach, int32_t *take) {
    const PartOption *option = &counted->part->option[at];
    int64_t *best = counted->best, *next = counted->next;
    int64_t limit = counted_limit(counted->part, at);
    int64_t least = option->minimum > 1 ? option->minimum : 1;
    if (decided == CHOICE_CLOSED) limit = 0;
    int64_t people = reach.before + limit < reach.most ? reach.before + limit : reach.most;
    for (int64_t t = 0; t <= people; t++) {
        next[t] = decided != CHOICE_OPEN && t <= reach.before ? best[t] : COUNTED_NEVER;
        if (take) take[t] = 0;
    }
    for (int64_t n = least; n <= limit; n++) {
        const int64_t *from = best - n;
        int64_t end = reach.before + n < people ? reach.before + n : people;
        if (take) {
            for (int64_t t = n; t <= end; t++) {
                if (from[t] + gain[n] <= next[t]) continue;
                next[t] = from[t] + gain[n];
                take[t] = (int32_t)n;
            }
        } else {
            for (int64_t t = n; t <= end; t++) {
                int64_t with = from[t] + gain[n];
                next[t] = with > next[t] ? with : next[t];
            }
        }
    }
    counted->best = next;
    counted->next = best;
    return people;
}

static void options_count(Counted *counted, int32_t at, const int64_t *gains, const int8_t *state,
                          int32_t *take, int32_t without) {
    const Part *part = counted->part;
    const PartBlock *block = &part->block[at];
    Reach reach = { 0, block->maximum };
    counted->best[0] = 0;
    for (int32_t k = block->option_first; k < block->option_end; k++) {
        if (k == without) continue;
        int32_t choice = part->option[k].choice;
        reach.before = option_count(
            counted, k, gains + counted->option_first[k],
            choice == CHOICE_NONE ? CHOICE_UNDECIDED : state[choice], reach,
            take ? take + (k - block->option_first) * (block->maximum + 1) : NULL);
    }
    for (int64_t t = reach.before + 1; t <= block->maximum; t++) counted->best[t] = COUNTED_NEVER;
}

static int64_t least_people(const PartBlock *block) {
    return block->choice == CHOICE_NONE ? 0 : block->minimum;
}

static int64_t best_people(const Counted *counted, const PartBlock *block) {
    int64_t best = least_people(block);
    for (int64_t t = best + 1; t <= block->maximum; t++) {
        if (counted->best[t] > counted->best[best]) best = t;
    }
    return best;
}

static int64_t worth(const Counted *counted, int32_t block, const int64_t *gains, int64_t best) {
    if (best < COUNTED_NEVER / 2) return COUNTED_NEVER;
    return best + gains[counted->block_first[block]];
}

int64_t counted_best(Counted *counted, int32_t at, const int64_t *gains, const int8_t *state) {
    const PartBlock *block = &counted->part->block[at];
    if (least_people(block) > block->maximum) return COUNTED_NEVER;
    options_count(counted, at, gains, state, NULL, CHOICE_NONE);
    return worth(counted, at, gains, counted->best[best_people(counted, block)]);
}

int64_t counted_takes(Counted *counted, int32_t at, const int8_t *state, int32_t *ret_take) {
    const PartBlock *block = &counted->part->block[at];
    if (least_people(block) > block->maximum) return COUNTED_NEVER;
    options_count(counted, at, counted->gains, state, counted->take, CHOICE_NONE);
    int64_t people = best_people(counted, block), best = counted->best[people];
    for (int32_t k = block->option_end - 1; k >= block->option_first && best > COUNTED_NEVER / 2;
         k--) {
        int32_t slot = k - block->option_first;
        ret_take[slot] = counted->take[slot * (block->maximum + 1) + people];
        people -= ret_take[slot];
    }
    return worth(counted, at, counted->gains, best);
}

void counted_without(Counted *counted, int32_t at, int32_t option, const int8_t *state,
                     int64_t *ret_with) {
    const PartBlock *block = &counted->part->block[at];
    int64_t limit = counted_limit(counted->part, option), least = least_people(block);
    options_count(counted, at, counted->gains, state, NULL, option);
    for (int64_t n = 0; n <= limit; n++) {
        int64_t best = COUNTED_NEVER;
        for (int64_t t = least > n ? least - n : 0; t + n <= block->maximum; t++) {
            if (counted->best[t] > best) best = counted->best[t];
        }
        ret_with[n] = worth(counted, at, counted->gains, best);
    }
}
