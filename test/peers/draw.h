/* draw.h: chance that is the same on every machine, for what the benches make. */
#ifndef OPSTAP_PEERS_DRAW_H
#define OPSTAP_PEERS_DRAW_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Draw {
    uint64_t state;
} Draw;

/* splitmix64 (Steele, Lea, Flood 2014) */
static inline uint64_t draw_next(Draw *draw) {
    uint64_t z = draw->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static inline int64_t draw_between(Draw *draw, int64_t low, int64_t high) {
    return low + (int64_t)(draw_next(draw) % (uint64_t)(high - low + 1));
}

static inline bool draw_chance(Draw *draw, int percent) {
    return draw_between(draw, 0, 99) < percent;
}

/* The first ones often, the last ones seldom. */
static inline int64_t draw_skewed(Draw *draw, int64_t count) {
    int64_t a = draw_between(draw, 0, count - 1), b = draw_between(draw, 0, count - 1);
    return a < b ? a : b;
}

/* One of a list of which each stands as often as it should come. */
#define DRAW_FROM(draw, list)                                                                      \
    ((list)[draw_between((draw), 0, (int64_t)(sizeof(list) / sizeof *(list)) - 1)])

#endif
