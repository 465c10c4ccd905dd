/* match_sheet.h: the openings of a market, and people, as tables that a database can read: the same
 * demands, the same score, said so that SQL gives exactly the list of a full comparison.
 *
 * What many openings have in common is a facet: their work, language, way, weekly times, offer. What
 * a person earns with each facet, and which are out of the question, is worked out here by the judges
 * themselves, outside the time of the query, and given as a small table per person: the database
 * needs no rule of its own and joins. What an opening asks and a person has or lacks is a bit
 * (papers, conditions, ways of travel, target groups, a work permit); hours, levels and days are
 * columns. Days stay days: a course that ends before the start, and a right to work that begins or
 * ends, are compared with the start of that opening for that person, in the query.
 *
 * Files, each with a line of names:
 *     openings.csv          a row per opening at which somebody can still start
 *     opening_skills.csv    opening, skill, weight
 *     people.csv            a row per person: the numbers that the query compares with
 *     work.csv way.csv language.csv times.csv offer.csv skills.csv
 *                           person, facet (or skill) and what it earns. A way, language or times
 *                           that is not there is out of the question; a work that is not there
 *                           earns nothing, and one with -1 point is excluded.
 *
 * A made country does not have everything that a real one has; where the tables would not say the
 * whole rule (several starts, times that change with the season, somebody who moves) the process
 * ends rather than compare lists of two rules. */
#ifndef OPSTAP_PEERS_MATCH_SHEET_H
#define OPSTAP_PEERS_MATCH_SHEET_H

#include <stdio.h>

#include "match_market.h"

enum { SHEET_BITS = 128, SHEET_DAY_NONE = 99999, WORK_EXCLUDED = -1 };

/* A demand that is a bit, and the first opening that has it: the judge is asked about that one. */
typedef struct SheetBit {
    Criterion criterion;
    int demand; /* of that opening */
    int32_t opening;
} SheetBit;

typedef struct Sheet {
    const Market *market;
    Facets work, language, way, times, offer;
    Slots bits; /* key: criterion and what it asks */
    SheetBit bit[SHEET_BITS];
    Text key; /* scratch */
    const char *folder;
    double judging; /* seconds that the tables of all people took, with writing them */
} Sheet;

/* Writes the files of openings. folder: an empty one of ours. */
Sheet *sheet_openings(Arena *arena, const Market *market, const char *folder);

/* Writes the files of people; person i is called i. */
void sheet_people(Sheet *sheet, const CandidateProfile *person, int people);

/* Lines of a file of the sheet; ends the process when it cannot be opened. */
FILE *sheet_file(const Sheet *sheet, const char *name, const char *columns);
void sheet_close(FILE *file);

#endif
