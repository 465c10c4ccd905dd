/* plausible.h: values that keep to the rules and cannot be true.
 *
 * An end before its beginning, an experience of 99 years, a birth in the future: whoever typed it
 * made a mistake, and which of two values is wrong is not ours to guess. So the value (of a pair:
 * both) becomes unknown, and is told. An entry of a list of which nothing is left is dropped; a key
 * of an entry is never touched. Only what one record says itself is compared, never with what is
 * stored. Pure; no database. */
#ifndef OPSTAP_PLAUSIBLE_H
#define OPSTAP_PLAUSIBLE_H

#include "candidates/candidates.h"
#include "openings/openings.h"
#include "phrase.h"

enum {
    EXPERIENCE_MONTHS_PLAUSIBLE = 600, /* fifty years of work; assumption */
    AGE_YEARS_PLAUSIBLE = 110          /* the oldest person in the country was 115; assumption */
};

/* Who hears of it. column: the fact, field or list; reason's texts live in the arena. */
typedef struct PlausibleEar {
    Arena *arena;
    Day today;
    void (*tell)(void *context, Str column, Phrase reason);
    void *context;
} PlausibleEar;

void candidate_plausible(const PlausibleEar *ear, CandidateRecord *record);
void opening_plausible(const PlausibleEar *ear, OpeningRecord *record);
void class_plausible(const PlausibleEar *ear, ClassRecord *record);

/* One list on its own. */
void candidate_list_plausible(const PlausibleEar *ear, CandidateList list, RecordList *entries);

#endif
