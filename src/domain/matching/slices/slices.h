/* slices.h: the openings of a snapshot on their side, so that a person is compared with 512 of them at
 * once and exactly.
 *
 * Within the room. Rows are openings by where they are: those with the same way to them stand together,
 * and near those that are near. For each thing that can be asked there is a column of bits, one per
 * row: "speaking Dutch at B1 or more", "licence B", "24 hours or more", "starts on that day or later".
 * What a person lacks (lacks.h) is then a few columns that are put together; and what is
 * unmet after a step is other columns. Levels, hours and days are thermometers: who lacks a level
 * lacks all above it, so one column tells all of it.
 *
 * Unlike the bits of columns/demands.h, which only leave out, these decide: a criterion is unmet when a
 * lack says so, and else it is not. What bits cannot tell (openings with several starts, target groups
 * by age, times of a few days) is marked, and judged opening by opening.
 *
 * Columns are bit-sliced as in O'Neil and Quass, "Improved query performance with variant indexes",
 * SIGMOD 1997. Openings at which nobody can start any more have no row. */
#ifndef OPSTAP_MATCHING_SLICES_H
#define OPSTAP_MATCHING_SLICES_H

#include "matching/columns/columns.h"

enum { CHUNK_WORDS = 8, CHUNK_ROWS = CHUNK_WORDS * 64 };

typedef struct Chunk {
    uint64_t word[CHUNK_WORDS];
} Chunk;

enum {
    COLUMN_NONE,      /* no row */
    COLUMN_ALL,       /* every row */
    COLUMN_FIXED,     /* starts on one day that is known */
    COLUMN_FLEXIBLE,  /* starts as soon as somebody can */
    COLUMN_REGULAR,   /* one of these two: of the others days tell nothing */
    COLUMN_JUDGED,    /* bits do not tell all of it */
    COLUMN_TIMES_JUDGED, /* they do, but for the weekly times */
    COLUMN_WEEKLY,    /* names weekly times */
    COLUMN_SCRIPT,    /* asks to read or write in Latin script */
    COLUMN_NO_PERMIT, /* no work permit is asked for anybody */
    COLUMN_NO_GUIDANCE,
    COLUMN_FIRST_OF_DEMANDS
};

/* Columns first .. first + count - 1: rows of which the value is value[i], ascending, or more. */
typedef struct Thermometer {
    int32_t *value;
    int32_t count, first;
} Thermometer;

/* The column of rows with that value or more; COLUMN_NONE. */
int32_t thermometer_from(const Thermometer *thermometer, int32_t value);

enum { LANGUAGES_SLICED = 64, TARGETS_SLICED = 128, MODES_ASKED = 256 };

/* One way to a place: to a stop, with what the employer says of getting there. */
typedef struct Leg {
    int32_t stop;
    bool public_transport, shuttle;
} Leg;

/* Rows of one way: first_row[i] .. first_row[i + 1]; its legs likewise. */
typedef struct WaysAsked {
    Leg *leg;
    int32_t leg_count;
    int32_t *first_leg, *leg_of;
    int32_t *first_row;
    int32_t count;
    int32_t *way_of_leg; /* the way that is this leg and no other; SLOT_NONE */
    int32_t *other;      /* ways of no leg, or of several */
    int32_t other_count;
} WaysAsked;

typedef struct WorkFacets {
    Facets facets;
    int32_t *of; /* per row */
} WorkFacets;

typedef struct Slices {
    const Snapshot *snapshot;
    int32_t row_count, chunk_count, column_count;
    Chunk *bits;      /* chunk * column_count + column */
    int32_t *opening; /* per row */
    int32_t *row_of;  /* per opening; SLOT_NONE */
    WaysAsked ways;
    Facets times, targets; /* each by its first opening */
    uint16_t *times_of;    /* per row */
    WorkFacets works, kinds; /* all that an exclusion is compared with; all but the occupation */

    Thermometer *level; /* language slot * SKILL_COUNT + skill */
    Thermometer education, work_level;
    Thermometer hours_least;
    Thermometer hours_most_below; /* by minus the hours */
    Thermometer start;            /* the day that is named */
    Thermometer end_below;        /* of flexible starts: by minus the last day */
    int32_t licence[LICENCES_MAX], certificate[CERTIFICATES_MAX], condition[CONDITIONS_MAX];
    int32_t mode[MODES_ASKED];       /* as OpeningProfile.mode */
    int32_t target[TARGETS_SLICED];  /* per facet */
    bool target_age[TARGETS_SLICED]; /* it asks an age: on the day of the start */
} Slices;

/* The snapshot must outlive it. */
Slices *slices_make(Arena *arena, const Snapshot *snapshot);

static inline const Chunk *slice(const Slices *slices, int32_t chunk, int32_t column) {
    return &slices->bits[(size_t)chunk * (size_t)slices->column_count + (size_t)column];
}

static inline void slice_set(Chunk *bits, int32_t row) {
    bits->word[row % CHUNK_ROWS / 64] |= UINT64_C(1) << (row % 64);
}

/* --- parts of making --- */

/* Gives rows to openings that are not closed, in order of the ways to them. */
void slices_place(Arena *arena, Slices *slices);

/* Gives each row its facets of weekly times and of work. */
void slices_facets(Arena *arena, Slices *slices);

/* The facets of weekly times are of what is asked of the week, or of irregular and office hours. */
enum { TIMES_SLICED = UINT16_MAX };

#endif
