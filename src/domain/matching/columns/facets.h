/* facets.h: what many openings have in common is kept once and judged once.
 *
 * Within the room. A facet is a part of an opening that some judge or score reads and nothing else:
 * its occupation, its demands of language, its places. Openings with equal facets get the same
 * verdict and points from the same person, so they are worked out once per person and facet. Each
 * facet remembers the first opening that has it: judges are asked about that one. */
#ifndef OPSTAP_MATCHING_FACETS_H
#define OPSTAP_MATCHING_FACETS_H

#include "matching/encode/profile.h"
#include "text.h"

typedef struct Facets {
    Slots keys;
    int32_t *first; /* per facet: the first opening that has it */
    size_t capacity;
} Facets;

/* The facet of an opening with this key; the key is copied when it is new. */
int32_t facet_add(Arena *arena, Facets *facets, Str key, int32_t opening);

/* Keys: what the judges read, in a fixed order. `key` is cleared first. */
void key_of_work(Text *key, const OpeningProfile *opening);
void key_of_language(Text *key, const OpeningProfile *opening);
void key_of_spot(Text *key, const Snapshot *snapshot, const OpeningProfile *opening); /* places */
void key_of_offer(Text *key, const OpeningProfile *opening); /* guidance and outcome */
void key_of_targets(Text *key, const OpeningProfile *opening);
void key_of_needs(Text *key, const OpeningProfile *opening);

#endif
