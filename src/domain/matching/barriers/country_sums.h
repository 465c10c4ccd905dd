/* country_sums.h: what is added up over people: by municipality, by step and group, by criterion.
 *
 * Within the room. Sums are of one thread; added up they do not depend on who took whom. */
#ifndef OPSTAP_MATCHING_COUNTRY_SUMS_H
#define OPSTAP_MATCHING_COUNTRY_SUMS_H

#include "matching/barriers/space.h"
#include "matching/slices/slices.h"
#include "places/regions.h"

/* Municipalities, and which of them a place lies in. */
typedef struct Areas {
    Slots codes;    /* slot 0: unknown where */
    int *region;    /* per slot */
    int32_t *of_place; /* per place slot of the snapshot */
    size_t capacity;
} Areas;
Areas areas_of(Arena *arena, const Snapshot *snapshot);

typedef struct CountrySums CountrySums;

/* Slices: NULL, or those of the snapshot; then people are swept, not looked at opening by opening. */
CountrySums *country_sums_new(Arena *arena, const CountryRequest *request, const Areas *areas,
                              const Slices *slices);
void country_person_add(CountrySums *sums, int candidate);
void country_sums_add(CountrySums *to, const CountrySums *from);
CountryBarriers country_sums_tell(Arena *arena, const CountrySums *sums);

#endif
