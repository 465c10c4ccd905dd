/* shown_lines.h: what the files of this room share: the head of a list, as the chain has it. */
#ifndef OPSTAP_SHOWN_LINES_H
#define OPSTAP_SHOWN_LINES_H

#include "shown/shown.h"

/* What decides about the lists of this person or opening, on a day, in hex: of any world of the same
 * rows, whatever its own day. */
typedef struct ShownSubject {
    ShownKind kind;
    int whose;
    Day day;
} ShownSubject;
Str shown_input(Arena *arena, const World *world, const ShownSubject *of);

/* "list 1", kind, day, rules, input, places, names of the parts, and a hash for each part in
 * order. */
Str shown_head(Arena *arena, const ShownList *list);

#endif
