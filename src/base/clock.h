/* clock.h: the time, when the machine can tell it.
 *
 * BROKEN: it cannot, which is logged. Nothing that Opstap decides may depend on a clock but what
 * day it is today, and that can be given (--today). */
#ifndef OPSTAP_CLOCK_H
#define OPSTAP_CLOCK_H

#include <stdint.h>

#include "result.h"

Result clock_utc_seconds(int64_t *ret_seconds); /* since 1970-01-01T00:00:00Z */

/* Since some moment that stays the same while the process runs; never goes back. */
Result clock_steady_seconds(double *ret_seconds);
Result clock_steady_us(int64_t *ret_us); /* in microseconds */

#endif
