/* cells.h: the country in cells, so that openings near each other can stand together.
 *
 * Within the room. A cell is a field of the grid with places of openings in it. Two cells are none: places of which the distance is unknown (there nothing is known of the
 * way), and places of which only the municipality is known (there a way decides nothing and earns
 * nothing: judge_travel.c). */
#ifndef OPSTAP_MATCHING_CELLS_H
#define OPSTAP_MATCHING_CELLS_H

#include "matching/encode/profile.h"

enum { CELL_UNPLACED, CELL_ROUGH, CELL_FIRST_PLACED };

typedef struct Cell {
    int32_t south, west; /* microdegrees, of its first place */
} Cell;

typedef struct Cells {
    Cell *cell;
    int32_t *cell_of_place; /* per place slot; SLOT_NONE: no opening is there */
    int32_t *grid;          /* per field of the grid: its cell, SLOT_NONE */
    int32_t *metres_across; /* per row of the grid: of a degree along its north side */
    size_t place_count; /* place slots when it was made */
    size_t count, capacity;
} Cells;

void cells_begin(Arena *arena, const Snapshot *snapshot, Cells *ret_cells);
int32_t cell_add(Arena *arena, const Snapshot *snapshot, Cells *cells, int16_t place);

/* Fields of the grid along a curve that stays near itself (Z-order; Morton 1966). */
uint32_t cell_order(const Cells *cells, int32_t cell);

/* Parts of the country with about as many as any other, along that curve: `count` says how many are
 * in each cell. Writes the part of every cell from CELL_FIRST_PLACED on; returns how many there are. */
int32_t cells_divide(const Cells *cells, const int32_t *count, int64_t wanted, int32_t *ret_part);

/* --- how far it is at least --- */

/* Its coordinates are within the country. */
bool cells_know(Place place);

/* Never more than map_metres of two places that cells_know. */
int32_t cells_metres_least(const Cells *cells, Place from, Place to);

#endif
