/* seen.h: texts that were met before, each with a number. For ids of a file: a table in memory that
 * answers in the same order for the same file, whatever its hashes are. */
#ifndef OPSTAP_SEEN_H
#define OPSTAP_SEEN_H

#include <stdint.h>

#include "str.h"

typedef struct Seen Seen;

/* Room for count_max texts, which are copied into the arena. */
Seen *seen_new(Arena *arena, size_t count_max);

/* The number (0 or more) that the text got before; -1 when it is new, and then it gets this one. */
int64_t seen_put(Seen *seen, Str text, int64_t number);
int64_t seen_find(const Seen *seen, Str text); /* -1 when it was not met */

#endif
