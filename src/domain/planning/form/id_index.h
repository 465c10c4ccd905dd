/* id_index.h: from an id to its position in a list. Sorted by bytes and searched by halves: no hash
 * that a hostile file could make slow. The bytes of the ids must outlive it. */
#ifndef OPSTAP_ID_INDEX_H
#define OPSTAP_ID_INDEX_H

#include <stdint.h>

#include "str.h"

enum { ID_NOT_THERE = -1 };

typedef struct IdIndex {
    const Str *id;
    int32_t *sorted; /* positions; equal ids in the order of the list */
    int32_t count;
} IdIndex;

IdIndex id_index_new(Arena *arena, const Str *id, int32_t count);

/* The first position of this id, or ID_NOT_THERE. */
int32_t id_index_find(const IdIndex *index, Str id);

/* The first position in the list whose id also stands earlier, and where; false when all differ. */
bool id_index_repeated(const IdIndex *index, int32_t *ret_position, int32_t *ret_earlier);

#endif
