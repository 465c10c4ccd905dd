/* demo.h: a made-up labour-market region: people, openings and classes that nobody is.
 *
 * Everybody is marked as demo and is called "Kandidaat 0001"; employers are called "Werkgever 012
 * (demo)". Every fact is drawn with dice from tables (figures.h) whose rows have a source or the
 * word assumption: with the gaps, ranges and stale facts that real files have. No figure here
 * describes an existing person, employer or place of work; only postcode areas, occupations,
 * qualifications and skills are real.
 *
 * The same request gives the same records, byte for byte, on every machine: dice.h. A person is
 * drawn from (seed, number) alone, so a larger region holds the same people first; days follow
 * `today`.
 *
 * Where postcodes lie, only Midden-Utrecht (AM13) is known: the region is always that one.
 *
 * Limits: at most RECORDS_MAX people and as many openings. */
#ifndef OPSTAP_DEMO_H
#define OPSTAP_DEMO_H

#include "candidates/candidates.h"
#include "openings/openings.h"

#define DEMO_REGION "AM13"

typedef struct DemoRequest {
    uint64_t seed;
    Day today;
    int candidates, openings; /* 0: as many as data/demo/parameters.csv says */
} DemoRequest;

/* The records alone, without a database. They live in the arena. */
void demo_make(Arena *arena, DemoRequest request, CandidateRows *ret_candidates,
               OpeningRows *ret_openings, ClassRows *ret_classes);

/* Makes them and puts them in a tenant: classes, openings, people. Inside a transaction of the
 * caller. Doing it twice changes nothing. INVALID: a number or day out of range, *ret_why says
 * which. BUSY, BROKEN: the database. */
Result demo_fill(Db *db, Arena *arena, int64_t tenant, DemoRequest request, Phrase *ret_why);

/* Can this person begin within three months, as far as the file says? Free or notified to work,
 * available by then, children looked after, and known: where from, how far, how many hours, when
 * in the week and how well Dutch is heard and spoken. */
bool demo_is_ready(const CandidateRecord *record, Day today);

#endif
