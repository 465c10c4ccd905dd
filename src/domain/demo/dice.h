/* dice.h: chance that comes out the same on every machine.
 *
 * The generator is SplitMix64 (G. L. Steele, D. Lea, C. H. Flood: Fast Splittable Pseudorandom
 * Number Generators, OOPSLA 2014; constants as in the public-domain version of S. Vigna, 2015). It
 * is for made-up data and tests only, never for secrets.
 *
 * Every subject has dice of its own: dice_root names a subject ("candidate", 17), dice_of throws
 * for one question about it ("language"). So a question that is added later changes no answer to
 * another, and a person is the same person in a larger region.
 *
 * Whole numbers only. dice_below takes the high bits of a product; its bias is below count / 2^32.
 */
#ifndef OPSTAP_DICE_H
#define OPSTAP_DICE_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

typedef struct Dice {
    uint64_t state;
} Dice;

uint64_t dice_root(uint64_t seed, Str subject, int64_t number);
Dice dice_of(uint64_t root, Str question);

uint64_t dice_next(Dice *dice);
int64_t dice_below(Dice *dice, int64_t count);              /* 0 .. count - 1; count 1 .. 2^31 */
int64_t dice_between(Dice *dice, int64_t least, int64_t most); /* both can come out */
bool dice_chance(Dice *dice, int64_t permille);             /* 0: never, 1000: always */

#endif
