/* bars.h: small pictures made by the server, as SVG without words of its own: what a picture says
 * stands beside it in text, so readers of a screen lose nothing (it is hidden from them). */
#ifndef OPSTAP_BARS_H
#define OPSTAP_BARS_H

#include "html.h"

/* How full a group is: firm, then provisional people, with marks at its minimum and maximum. */
typedef struct GroupBar {
    int64_t firm, provisional, minimum, maximum;
} GroupBar;
Html bar_group(Arena *arena, GroupBar bar);

/* How much of the most. */
Html bar_length(Arena *arena, int64_t value, int64_t most);

/* How much of a hundred, with a mark where everybody is; whole below 0: no mark. */
Html bar_share(Arena *arena, int64_t per_cent, int64_t whole);

#endif
