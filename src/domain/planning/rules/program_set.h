/* program_set.h: the best set of columns for one place that starts, at given worths.
 *
 * Worths are whole numbers (value less prices). The set holds every column that is decided in, none
 * that is decided out, at least one, and keeps rows of the place (Offer.row), minimum and maximum,
 * by counting what is left of them, as long as the states are few (set_keeps). What it does not
 * keep only makes it worth more, so its worth is a bound. */
#ifndef OPSTAP_PROGRAM_SET_H
#define OPSTAP_PROGRAM_SET_H

#include "program_state.h"

#define SET_NONE (-(INT64_C(1) << 62)) /* there is no such set */

typedef struct SetWork SetWork;

/* value_unit: what a value of 1 is in worths. */
SetWork *set_work_new(Arena *arena, const Program *program, int64_t value_unit);

/* Looks what is left to decide: before the first set, and after every decision. What is in counts
 * at its value; its worth is not looked at. */
void set_gather(SetWork *work, const State *state);

/* Is the row kept by the sets as long as nothing more is decided? */
bool set_keeps(const SetWork *work, int32_t row);

/* Rows of the program that the set of a place keeps by counting, and whether it counts places. */
enum { SET_AXES_MAX = 9 };
typedef struct SetCounted {
    int32_t row[SET_AXES_MAX], row_count;
    bool places;
} SetCounted;
SetCounted set_counted(const SetWork *work, int32_t place);

/* Columns that are free, place after place. */
typedef struct ColumnList {
    const int32_t *at;
    int32_t count;
} ColumnList;
ColumnList set_columns(const SetWork *work);

/* What the set is worth; SET_NONE. chosen: per column of the program, set for the free ones of this
 * place. */
int64_t set_best(SetWork *work, const State *state, int32_t place, const int64_t *worth,
                 bool *chosen);

/* Per free column of the place: what the best set is worth that has it, and that has it not. */
void set_sides(SetWork *work, const State *state, int32_t place, const int64_t *worth,
               int64_t *ret_with, int64_t *ret_without);

#endif
