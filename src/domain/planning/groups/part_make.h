/* part_make.h: what making a part and making it smaller share. */
#ifndef OPSTAP_PART_MAKE_H
#define OPSTAP_PART_MAKE_H

#include "part.h"

/* Takes memory for the counts of the part; options and pairs are then counted anew. */
void part_room(Arena *arena, Part *part);

/* A block, or with an option one inside it, becomes a choice: it then asks for somebody at least.
 */
void part_add_choice(Part *part, PartChoice choice);

void part_set_crowd(Part *part);

#endif
