/* parts_space.h: what parts are made of.
 *
 * Within the room. */
#ifndef OPSTAP_MATCHING_PARTS_SPACE_H
#define OPSTAP_MATCHING_PARTS_SPACE_H

#include "matching/columns/columns.h"
#include "matching/parts/parts.h"

struct PartsBase {
    Snapshot *snapshot;
    Columns *columns;
    int32_t *row_of; /* per opening: its row in the columns; SLOT_NONE: nobody can start there */
};

struct Parts {
    const PartsBase *base;
    Snapshot base_view, recent; /* with the weights of these parts */
    Columns base_columns;       /* with what is gone, and how far weights have drifted */
    Columns *recent_columns;    /* NULL: few */
    int32_t *gone;              /* positions in the base */
    size_t gone_count, openings;
};

int32_t parts_base_find(const PartsBase *base, int64_t number); /* SLOT_NONE */

/* Sets the weights of both, and the drift. */
void parts_weigh(Arena *arena, Parts *parts);

#endif
