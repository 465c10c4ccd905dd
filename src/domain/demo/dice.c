#include "demo/dice.h"

#include <assert.h>

static uint64_t mixed(uint64_t bits) {
    bits = (bits ^ (bits >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    bits = (bits ^ (bits >> 27)) * UINT64_C(0x94D049BB133111EB);
    return bits ^ (bits >> 31);
}

uint64_t dice_root(uint64_t seed, Str subject, int64_t number) {
    return mixed(mixed(seed ^ (uint64_t)str_hash(subject)) + (uint64_t)number);
}

Dice dice_of(uint64_t root, Str question) {
    return (Dice){ mixed(root ^ (uint64_t)str_hash(question)) };
}

uint64_t dice_next(Dice *dice) {
    dice->state += UINT64_C(0x9E3779B97F4A7C15);
    return mixed(dice->state);
}

int64_t dice_below(Dice *dice, int64_t count) {
    assert(count >= 1 && count <= INT64_C(1) << 31);
    return (int64_t)(((dice_next(dice) >> 32) * (uint64_t)count) >> 32);
}

int64_t dice_between(Dice *dice, int64_t least, int64_t most) {
    assert(least <= most);
    return least + dice_below(dice, most - least + 1);
}

bool dice_chance(Dice *dice, int64_t permille) {
    return dice_below(dice, 1000) < permille;
}
