/* csv_cell.h: cells that a spreadsheet shows and never runs.
 *
 * A spreadsheet takes a cell that begins with = + - or @ for a formula, also after a tab or a line
 * end. Such a cell gets an apostrophe in front when it is written, and loses one when it is read,
 * so that what comes back is what went out. Plain numbers (-5, 12.5) stay as they are.
 *
 * A program that expects another separator than the one in the file splits cells where we did not,
 * and then sees no quotes. So within a cell the same is done after every , ; " tab and line end.
 * Source: OWASP, CSV injection. */
#ifndef OPSTAP_CSV_CELL_H
#define OPSTAP_CSV_CELL_H

#include "str.h"

/* Both give back the same Str when nothing has to change. csv_unguarded(csv_guarded(x)) is x, for
 * every x. */
Str csv_guarded(Arena *arena, Str cell);
Str csv_unguarded(Arena *arena, Str cell);

/* What a report shows of a stranger's text: at most 60 bytes, whole characters. */
Str csv_shown(Arena *arena, Str text);

#endif
