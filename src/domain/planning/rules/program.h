/* program.h: a problem with rules (resources, floors, households, opening costs, pins), laid out
 * for the engine that takes any of them.
 *
 * A unit is a candidate, or the people of a household who take one option together; a column puts a
 * unit in an option, uses some of its places and has a coefficient in some rows. At most one column
 * of a unit is in a plan, exactly one where the unit must be placed. A row is all that binds
 * columns besides: low <= sum of coefficients <= high; a resource has a high, a floor a low, and
 * two people of a household who are placed both or neither have both. In the row of a measure what
 * starts counts too.
 *
 * What can never be in a plan is left out: forbidden pairs, others of a pinned candidate, columns
 * that alone pass a maximum. Made in the arena, never changed afterwards. */
#ifndef OPSTAP_PROGRAM_H
#define OPSTAP_PROGRAM_H

#include "planning/form/problem.h"

#define ROW_NO_LOW INT64_MIN
#define ROW_NO_HIGH INT64_MAX

enum { BLOCK_NONE = -1 };

typedef struct Entry {
    int32_t row;
    int64_t coefficient; /* not 0 */
} Entry;

typedef struct Column {
    int32_t unit, option;
    int64_t value, places;
    int32_t entry_first, entry_end; /* in Program.entry */
    int32_t pair_first, pair_end;   /* in Program.pair: positions in the problem */
} Column;

typedef struct Unit {
    int32_t column_first, column_end; /* in Program.column */
    bool must;
} Unit;

/* An option, as far as columns use it. */
typedef struct Offer {
    int32_t source; /* position in the problem */
    int32_t group;  /* its class, or BLOCK_NONE */
    int64_t minimum, maximum, cost;
    bool must_start;
    int32_t *column; /* in the order of units */
    int32_t column_count;
    int32_t *row; /* about this place alone: its sets may keep them (program_set.h) */
    int32_t row_count;
    int32_t entry_first, entry_end; /* in Program.entry: what its start adds to rows */
} Offer;

typedef struct Group {
    int32_t source;
    int64_t minimum, maximum, cost;
    int32_t entry_first, entry_end;
    bool must_start;
    int32_t *place;
    int32_t place_count;
} Group;

/* A place or a group whose start counts in a row. */
typedef struct RowStart {
    bool is_group;
    int32_t index;
    int64_t coefficient;
} RowStart;

typedef struct Row {
    int64_t low, high; /* no high where starts count */
    int64_t largest;   /* coefficient in size */
    int32_t *column;
    int64_t *coefficient;
    int32_t column_count;
    RowStart *start;
    int32_t start_count;
    bool in_set; /* in Offer.row of the one place that it is about */
} Row;

typedef struct Program {
    const Problem *problem;
    Unit *unit;
    Column *column;
    Entry *entry;
    int32_t *pair;
    Offer *place;
    Group *group;
    Row *row;
    int32_t unit_count, column_count, place_count, group_count, row_count;
    int64_t value_step; /* values and costs are multiples of it */
    bool starts_count;  /* in some row */
    bool impossible;    /* a pin or a duty to place has no column */
} Program;

/* The problem must have passed problem_check. */
Program *program_new(Arena *arena, const Problem *problem);

#endif
