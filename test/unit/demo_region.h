/* demo_region.h: made-up regions for the suites that judge them. */
#ifndef OPSTAP_TEST_DEMO_REGION_H
#define OPSTAP_TEST_DEMO_REGION_H

#include "test.h"

#include "demo/demo.h"
#include "demo/dice.h"
#include "demo/figures.h"
#include "table.h"

enum { TODAY = 20600, MANY = 5000 };

typedef struct Made {
    CandidateRows people;
    OpeningRows openings;
    ClassRows classes;
} Made;

static inline Made made(Arena *arena, DemoRequest request) {
    Made region;
    demo_make(arena, request, &region.people, &region.openings, &region.classes);
    return region;
}

static inline Made usual(Arena *arena, uint64_t seed) {
    return made(arena, (DemoRequest){ .seed = seed, .today = TODAY });
}

static inline Made many_people(Arena *arena) {
    return made(arena, (DemoRequest){ .seed = 7, .today = TODAY, .candidates = MANY });
}

#endif
