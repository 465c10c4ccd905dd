/* places_of_work.h: what the files that make openings share. Nobody else includes it. */
#ifndef OPSTAP_DEMO_PLACES_OF_WORK_H
#define OPSTAP_DEMO_PLACES_OF_WORK_H

#include "demo/region.h"

/* Employers are made up too: a number, a sector and a postcode. */
typedef struct Employer {
    const Sector *sector;
    Value postcode, municipality;
    Str id, name;
} Employer;

typedef struct Employers {
    Employer *employer;
    int count;
} Employers;

/* One opening while it is made. */
typedef struct Work {
    const Region *region;
    OpeningRecord *record;
    const Sector *sector;
    const Employer *employer;
    const WeekTimes *times;
    int number; /* from 1 */
    uint64_t root;
    Day start, until; /* until: DAY_UNKNOWN without an end */
} Work;

Dice work_dice(const Work *work, Str question);
bool work_chance(const Work *work, Str question, Figure permille);
const Share *work_throw(const Work *work, Str question, ShareName name);
void work_entry(Work *work, OpeningList list, const Value *value);
void work_field(Work *work, int field, Value value);
void work_day(Work *work, int field, Day day);
void work_code(Work *work, int field, Str code);

Employers employers_make(const Region *region);
/* The nth employer of a sector, counted round. */
const Employer *employer_of(const Employers *employers, const Sector *sector, int64_t nth);

/* Ids of a workplace of an opening or employer, and of the place where a class has its lessons. */
Str workplace_id(Arena *arena, Str of);
Str lesson_place_id(Arena *arena, Str of);

/* What every opening has. */
void work_begin(Work *work, const Region *region, OpeningRecord *record, int number);
void work_employer(Work *work, const Employer *employer);
void work_occupation(Work *work, Value isco, Value crebo, Str before);
void work_times(Work *work);
void work_demand(Work *work, int skill, Str purpose, int64_t level, int64_t with_support);
void work_paper(Work *work, OpeningList list, Value code);
void work_target(Work *work, Value group);
void work_skills(Work *work, Value isco);
void work_common(Work *work);

/* An opening that belongs to no class. */
void single_work_make(const Region *region, const Employers *employers, OpeningRecord *record,
                      int number);

/* The classes and their openings, one after the other from record[0]; returns how many. */
size_t classes_make(const Region *region, const Employers *employers, OpeningRecord *record,
                    ClassRows *ret_classes);
size_t classes_opening_count(const Region *region);

#endif
