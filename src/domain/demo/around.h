/* around.h: what the files that make what stands around people and openings share. Nobody else
 * includes it. */
#ifndef OPSTAP_DEMO_AROUND_H
#define OPSTAP_DEMO_AROUND_H

#include "demo/places_of_work.h"

typedef struct Around {
    const Region *region;
    DemoAround *made;
    size_t party_capacity, support_capacity, resource_capacity;
    int supervisors;
} Around;

/* What can run out: of a supervisor, a course group or a counsellor. */
typedef struct Capacity {
    const char *kind;
    Str subject;
    Value name, capacity;
    Str opening; /* that takes of it; "" for none */
} Capacity;
void around_resource(Around *around, Capacity capacity);

PartyRecord *around_party(Around *around, PartyKind kind, Str id);
void around_parties(Around *around, const OpeningRows *openings);
void around_support(Around *around, const OpeningRows *openings);

#endif
