/* cells.h: the country in cells, to know without looking at each place how long the way is at
 * least.
 *
 * Within the room. A cell is a field of the grid with places of openings in it, with the box around
 * them. Two cells are none: places of which the distance is unknown (there nothing is known of the
 * way), and places of which only the municipality is known (there a way decides nothing and earns
 * nothing: judge_travel.c). */
#ifndef OPSTAP_MATCHING_CELLS_H
#define OPSTAP_MATCHING_CELLS_H

#include "matching/encode/profile.h"

enum { CELL_UNPLACED, CELL_ROUGH, CELL_FIRST_PLACED };

typedef struct Cell {
    int32_t south, north, west, east; /* microdegrees */
    bool shuttle;                     /* some opening here arranges transport */
} Cell;

typedef struct Cells {
    Cell *cell;
    int32_t *cell_of_place; /* per place slot; SLOT_NONE: no opening is there */
    int32_t *grid;          /* per field of the grid: its cell, SLOT_NONE */
    int32_t *metres_across; /* per row of the grid: of a degree along its north side */
    size_t count, capacity;
} Cells;

void cells_begin(Arena *arena, const Snapshot *snapshot, Cells *ret_cells);
int32_t cell_add(Arena *arena, const Snapshot *snapshot, Cells *cells, int16_t place);

/* Fields of the grid along a curve that stays near itself (Z-order; Morton 1966). */
uint32_t cell_order(const Cells *cells, int32_t cell);

/* --- a person and the way --- */

enum { POINTS_UNMET = -1, REACH_STEPS = 2048, REACH_STEP_METRES = 250 };

typedef struct ReachStep {
    uint32_t person;
    int32_t points;
} ReachStep;

/* What the way from the homes of one person can earn at most, by how far it is. */
typedef struct Reach {
    const Snapshot *snapshot;
    const Cells *cells;
    const CandidateProfile *candidate;
    uint32_t person; /* counts up: which of the points below are of this one */
    ReachStep step[2][REACH_STEPS]; /* without, and with transport by the employer */
} Reach;

void reach_begin(Reach *reach, const CandidateProfile *candidate);

/* Points of the way to any place in a cell, to one place: at most; POINTS_UNMET when it is too far
 * for certain. */
int reach_cell(Reach *reach, int32_t cell);
int reach_place(Reach *reach, int16_t place, bool shuttle);

#endif
