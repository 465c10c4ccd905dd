/* program_state.h: what has been decided of a program, what follows from it, and the way back.
 *
 * A decision says that a column is in the plan or not, or that a place or a group starts or not.
 * What follows is drawn by counting: what is in, and what may still come. */
#ifndef OPSTAP_PROGRAM_STATE_H
#define OPSTAP_PROGRAM_STATE_H

#include "program.h"

enum { DECIDED_OUT = -1, UNDECIDED = 0, DECIDED_IN = 1 };

typedef struct Count {
    int64_t in, free;
} Count;

typedef struct RowCount {
    int64_t in, below, above; /* below, above: what free columns may add, negative and positive */
} RowCount;

typedef struct Decision {
    int8_t *list; /* of the state: column, place or group */
    int32_t index;
} Decision;

typedef struct State {
    const Program *program;
    int8_t *column, *place, *group;
    int32_t *unit_column;       /* the column that is in; -1: none */
    Count *unit;                /* columns */
    Count *in_place, *in_group; /* places */
    RowCount *row;
    Decision *trail;
    int32_t trail_count;
    int32_t free_columns;
    const struct ProgramTwins *twins; /* one mirror image will do (program_twins.h); NULL: all */
} State;

State *state_new(Arena *arena, const Program *program);

/* Decides, and draws what follows. False: it contradicts what is decided; then only state_undo is
 * of use. */
bool state_decide_column(State *state, int32_t column, int8_t to);
bool state_decide_place(State *state, int32_t place, int8_t to);
bool state_decide_group(State *state, int32_t group, int8_t to);

/* Decides without drawing what follows, which state_settle does for all that was put. */
bool state_put_column(State *state, int32_t column, int8_t to);
bool state_put_place(State *state, int32_t place, int8_t to);
bool state_put_group(State *state, int32_t group, int8_t to);
bool state_settle(State *state);

/* Back to when trail_count was this. */
void state_undo(State *state, int32_t trail_count);

#endif
