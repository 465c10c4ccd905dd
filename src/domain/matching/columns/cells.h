/* cells.h: the country in cells, to know without looking at each place how long the way is at least.
 *
 * Within the room. A cell is a field of the grid with places of openings in it, with the box around
 * them. Two cells are none: places of which the distance is unknown (there nothing is known of the
 * way), and places of which only the municipality is known (there a way decides nothing and earns
 * nothing: judge_travel.c). */
#ifndef OPSTAP_MATCHING_CELLS_H
#define OPSTAP_MATCHING_CELLS_H

#include "matching/profile.h"

enum { CELL_UNPLACED, CELL_ROUGH, CELL_FIRST_PLACED };

typedef struct Cell {
    int32_t south, north, west, east; /* microdegrees */
    bool shuttle;                     /* some opening here arranges transport */
} Cell;

typedef struct Cells {
    Cell *cell;
    int32_t *cell_of_place; /* per place slot; SLOT_NONE: no opening is there */
    int32_t *grid;          /* per field of the grid: its cell, SLOT_NONE */
    size_t count, capacity;
} Cells;

void cells_begin(Arena *arena, const Snapshot *snapshot, Cells *ret_cells);
int32_t cell_add(Arena *arena, const Snapshot *snapshot, Cells *cells, int16_t place);

/* Fields of the grid along a curve that stays near itself (Z-order; Morton 1966). */
uint32_t cell_order(const Cells *cells, int32_t cell);

/* The straight way between a place and the nearest corner or side of the cell: never more than the
 * distance to any place in it. */
int32_t cell_metres_least(const Cells *cells, int32_t cell, Place from);

/* What the way to any place in a cell can earn at most; POINTS_UNMET when each of them is too far.
 * `most` is the maximum of the part. */
enum { POINTS_UNMET = -1 };
int cell_points_most(const Snapshot *snapshot, const Cells *cells, int32_t cell,
                     const CandidateProfile *candidate);

#endif
