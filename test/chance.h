/* chance.h: numbers at random that can be repeated: chance_begin prints the seed, OPSTAP_SEED=N
 * gives it. */
#ifndef OPSTAP_TEST_CHANCE_H
#define OPSTAP_TEST_CHANCE_H

#include "number.h"
#include "test.h"

typedef struct Chance {
    uint64_t state;
} Chance;

/* splitmix64 (S. Vigna, public domain). */
static inline uint64_t chance_bits(Chance *chance) {
    uint64_t z = chance->state += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

static inline Chance chance_begin(void) {
    int64_t seed = (int64_t)time(NULL);
    const char *given = getenv("OPSTAP_SEED");
    if (given) number_read(str_from(given), &seed);
    print_message("# OPSTAP_SEED=%lld\n", (long long)seed);
    return (Chance){ (uint64_t)seed };
}

static inline int64_t chance_between(Chance *chance, int64_t minimum, int64_t maximum) {
    return minimum + (int64_t)(chance_bits(chance) % (uint64_t)(maximum - minimum + 1));
}

#endif
