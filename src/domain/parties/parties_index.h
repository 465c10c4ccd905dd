/* parties_index.h: finds a row by a text. Only the files of this room include it.
 *
 * Open addressing, at most half full; the texts stay where they are and must live as long. */
#ifndef OPSTAP_PARTIES_INDEX_H
#define OPSTAP_PARTIES_INDEX_H

#include "parties/parties.h"

PartyIndex *index_new(Arena *arena, size_t keys_max);
void index_put(PartyIndex *index, Str key, uint32_t row); /* a key that is there gets the new row */
bool index_find(const PartyIndex *index, Str key, uint32_t *ret_row);

#endif
