/* lists_state.h: how far a file of lists is (FILE.state). Lines "name value", by lists_file.h. */
#ifndef OPSTAP_LISTS_STATE_H
#define OPSTAP_LISTS_STATE_H

#include "lists_file.h"

typedef struct ListsState {
    Str made[LISTS_MADE_COUNT];
    ListsCounts counts;
    Str sum; /* BLAKE2b-256 of the bytes, in hex */
} ListsState;

Str lists_state_path(Arena *arena, const char *path);

/* NOT_FOUND: there is none. INVALID: it does not say all of it. CONFLICT: it is not one of ours. */
Result lists_state_read(Arena *arena, const char *path, ListsState *ret_state);

/* In place of the one before, whole or not at all; synced. */
Result lists_state_write(Arena *scratch, const char *path, const ListsState *state);
void lists_state_remove(Arena *scratch, const char *path); /* one of ours; else nothing */

Str lists_made_name(ListsMade made);
Word lists_made_word(ListsMade made);

#endif
