/* small_counts.h: a count of a few people tells who they are, so it is not shown; nor can it be
 * worked out from what is shown beside it.
 *
 * The one place that says how few is too few, and how counts are hidden that add up to a total. */
#ifndef OPSTAP_SMALL_COUNTS_H
#define OPSTAP_SMALL_COUNTS_H

#include <stddef.h>
#include <stdint.h>

enum { FIGURE_PEOPLE_MIN = 10, FIGURE_HIDDEN = -1 };

/* Counts of people who are each counted once, 0 or more, shown beside their total. Each of 1 to
 * FIGURE_PEOPLE_MIN - 1 becomes FIGURE_HIDDEN. While the total gives the hidden ones away (there is
 * only one, or together they are fewer than FIGURE_PEOPLE_MIN), the smallest that is shown is
 * hidden too; of equal ones the first. None at all is shown as 0: it is about nobody.
 *
 * Returns the total; FIGURE_HIDDEN when that itself is about too few. */
int64_t small_counts_hide(int64_t *count, size_t counts);

#endif
