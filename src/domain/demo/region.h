/* region.h: what the files of this room share while a region is made. Nobody else includes it. */
#ifndef OPSTAP_DEMO_REGION_H
#define OPSTAP_DEMO_REGION_H

#include "demo/demo.h"
#include "demo/figures.h"
#include "demo/terms.h"

typedef struct Region {
    Arena *arena;
    const Figures *figures;
    Terms terms;
    DemoRequest request; /* numbers filled in */
} Region;

/* Adults who live together share a home and children; each has a file of their own. */
typedef struct Household {
    Str id;
    enum { HOME_SINGLE, HOME_SINGLE_PARENT, HOME_COUPLE, HOME_COUPLE_CHILDREN } kind;
    int children, adults; /* adults with a file */
    Value postcode, municipality;
} Household;

/* One person while the file is made: the record, and what facts have in common. */
typedef struct Person {
    const Region *region;
    CandidateRecord *record;
    const Household *household;
    int64_t number; /* from 1 */
    uint64_t root;  /* of this person's dice */
    bool stale;
    Day contact, intake; /* days on which facts were confirmed */
    Str legal_fact, regime, route;
    int64_t since_months;  /* of civic integration; -1: none */
    int64_t language_rank; /* 0 .. 999: how far in Dutch among all */
    Value isco;            /* of the longest job; unknown without experience */
} Person;

static inline Value value_number(int64_t number) {
    return (Value){ .known = true, .number = number };
}
static inline Value value_str(Str text) {
    return (Value){ .known = true, .text = text };
}
static inline Value value_code(const char *codes, Str code) {
    int position = codes_find(codes, code);
    return (Value){ .known = position >= 0, .number = position };
}
static inline int64_t region_figure(const Region *region, Figure name) {
    return region->figures->number[name];
}
int64_t region_between(const Region *region, Dice *dice, Figure least, Figure most);
Value region_postcode(const Region *region, Value municipality, Dice *dice);

Str target_group_ground(Str group); /* the law that names a target group */

/* --- people: each fills a part of a file (people_*.c) --- */

Dice person_dice(const Person *person, Str question);
bool person_chance(const Person *person, Str question, Figure permille);
const Share *person_throw(const Person *person, Str question, ShareName name);
Provenance person_provenance(const Person *person, Str question);
bool person_has_children(const Person *person);

/* Unknown values are not written. */
void person_fact(Person *person, Fact fact, Value value);
void person_day(Person *person, Fact fact, Day day);
/* The fact's own dice, thrown over that division. */
void person_throw_fact(Person *person, Fact fact, ShareName name);
void person_entry(Person *person, CandidateList list, const Value *value);

Household *households_make(const Region *region); /* per person: count of them */

void person_fill_identity(Person *person);
void person_fill_right_to_work(Person *person);
void person_fill_integration(Person *person);
void person_fill_income(Person *person);
void person_fill_language(Person *person);
void person_fill_exams(Person *person); /* after language */
void person_fill_education(Person *person);
void person_fill_work(Person *person);
void person_fill_wishes(Person *person);
void person_fill_travel(Person *person);
void person_fill_availability(Person *person);
void person_fill_protected(Person *person);

/* --- openings --- */

/* The region of a request, its numbers filled in. */
Region region_of(Arena *arena, DemoRequest request);

void region_openings(const Region *region, OpeningRows *ret_openings, ClassRows *ret_classes);

#endif
