/* moment.h: a moment as people read it. */
#ifndef OPSTAP_MOMENT_H
#define OPSTAP_MOMENT_H

#include "html.h"

/* "28 november 2026 om 9.22 uur": UTC seconds since 1970, as the clocks in Amsterdam show it. Lives
 * in the arena, to stand in another phrase. */
const Phrase *moment_phrase(Arena *arena, int64_t utc_seconds);

Phrase time_phrase(Arena *arena, int64_t utc_seconds); /* "9.22 uur" */

#endif
