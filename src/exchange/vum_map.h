/* vum_map.h: from a record of the national exchange to a record of ours. Pure: no database.
 *
 * A record has passed vum_record_check. What has no place with us stays in the sealed original
 * (data/vum_fields.csv says which). What cannot be true (an end before its beginning, 99 years of
 * experience) becomes unknown and is flagged; the original keeps it. Nothing is guessed:
 *
 * - A language grade is a range (vum_codes.h). Mondeling is speaking, Luisteren listening, Lezen
 *   reading, Schriftelijk writing. Entries without a language say nothing. Two entries for one
 *   language and skill: for a person the widest range, for an opening the highest demand.
 * - Transport: an entry without a vehicle says nothing. Two entries for one vehicle: an answer wins
 * over
 *   none, yes against no is unknown and flagged.
 * - Occupations are CompetentNL addresses; they have an ISCO group only when `isco_of` knows one.
 * - An education is obtained when the diploma is there or the status says so and the other does not
 *   deny it; the fact education_level is the highest that was obtained, at its lowest reading.
 * - A travel time under 5 minutes, a distance or a number of hours of 0 as the most a person can:
 *   cannot be meant, so unknown. The standard's units are minutes and kilometres.
 *
 * Which day it is decides one thing only: work that has not ended yet has no length in months. So
 * mapping the same original on another day gives the same exchange fields. */
#ifndef OPSTAP_VUM_MAP_H
#define OPSTAP_VUM_MAP_H

#include <jansson.h>

#include "candidates/candidates.h"
#include "openings/openings.h"

enum {
    EXPERIENCE_YEARS_MAX = 50, /* a working life is from 16 to 67 */
    TRAVEL_MINUTES_MIN = 5     /* less is no limit that a person would name */
};

typedef struct VumFlag {
    Str path, value; /* with positions; the value as JSON */
    Word reason;
} VumFlag;

typedef struct VumReading {
    Arena *arena; /* what comes out points into it and into the JSON */
    Day today;
    Str (*isco_of)(void *context, Str occupation); /* "" for unknown; may be NULL */
    void *isco_context;
    VumFlag *flag;
    size_t flag_count, flag_capacity;
} VumReading;

/* Fills the whole record but its number. Facts are declared, by "vum", on the day of import, which
 * is assumed: the exchange names no day per fact. */
void vum_jobseeker_map(VumReading *reading, const json_t *profile, CandidateRecord *ret_record);

/* The same for a vacancy: one place, assumed. */
void vum_vacancy_map(VumReading *reading, const json_t *vacancy, OpeningRecord *ret_record);

/* One entry of a list. False: it says nothing that we keep. `path` names the entry, for flags. */
bool vum_education_row(VumReading *reading, const json_t *entry, Str path, Value *row);
bool vum_experience_row(VumReading *reading, const json_t *entry, Str path, Value *row);
bool vum_wish_row(VumReading *reading, const json_t *entry, Str path, Value *row);
bool vum_sector_row(VumReading *reading, const json_t *entry, Str path, Value *row);
bool vum_agreement_row(VumReading *reading, const json_t *entry, Str path, Value *row);
bool vum_licence_row(VumReading *reading, const json_t *entry, Str path, Value *row);
bool vum_skill_row(VumReading *reading, const json_t *entry, Str path, Value *row);

#endif
