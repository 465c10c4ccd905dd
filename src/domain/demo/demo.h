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
#include "parties/parties.h"
#include "support/support.h"

#define DEMO_REGION "AM13"

typedef struct DemoRequest {
    uint64_t seed;
    Day today;
    int candidates, openings; /* 0: as many as data/demo/parameters.csv says */
} DemoRequest;

/* The records alone, without a database. They live in the arena. */
void demo_make(Arena *arena, DemoRequest request, CandidateRows *ret_candidates,
               OpeningRows *ret_openings, ClassRows *ret_classes);

/* What stands around them: organisations, workplaces and lesson places, supervisors, counsellors;
 * recognitions; programmes, course groups, childcare, and resources with what openings take of
 * them. Ids tie them to each other and to the openings given. Recognitions have no mark of a demo
 * of their own: they belong to an organisation that has. */
typedef struct DemoResource {
    SupportRecord record;
    Str subject; /* id of the supervisor, course group or counsellor */
    Str opening; /* takes one for each person; "" for none */
} DemoResource;

typedef struct DemoAround {
    PartyRows party; /* in an order in which they can be put */
    Value (*recognition)[RECOGNITION_FIELD_COUNT];
    DemoResource *resource;
    size_t recognition_count, resource_count;
    SupportRows support;  /* programmes, course groups, childcare */
    Str *course_group_of; /* per row of support: id of its organisation, "" for none */
} DemoAround;

void demo_make_around(Arena *arena, DemoRequest request, const OpeningRows *openings,
                      DemoAround *ret_around);

/* Makes all and puts it in a tenant: what stands around, classes, openings, people. Inside a
 * transaction of the caller. Doing it twice changes nothing. INVALID: a number or day out of range,
 * *ret_why says which. BUSY, BROKEN: the database. */
Result demo_fill(Db *db, Arena *arena, int64_t tenant, DemoRequest request, Phrase *ret_why);

/* Can this person begin within three months, as far as the file says? Free or notified to work,
 * available by then, children looked after, and known: where from, how far, how many hours, when
 * in the week and how well Dutch is heard and spoken. */
bool demo_is_ready(const CandidateRecord *record, Day today);

#endif
