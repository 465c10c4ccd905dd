/* style_sheet.h: reads a style sheet and writes it smaller.
 *
 * Comments go, and blanks that mean nothing; of a component also the rules for classes that nobody
 * uses. It knows as much of CSS as that takes: strings, brackets, blocks, at-rules, lists of
 * selectors. Rules inside rules are kept as they are. */
#ifndef OPSTAP_STYLE_SHEET_H
#define OPSTAP_STYLE_SHEET_H

#include "style_classes.h"
#include "text.h"

/* used: NULL keeps every rule. False: a string, a comment or a block does not end. */
bool style_sheet_add(Text *out, Str sheet, Classes *used);

#endif
