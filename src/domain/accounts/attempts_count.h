/* attempts_count.h: the rows behind attempts.h. Within the room. */
#ifndef OPSTAP_ATTEMPTS_COUNT_H
#define OPSTAP_ATTEMPTS_COUNT_H

#include "accounts/attempts.h"

/* Of one source, or, with an empty one, of all networks together. Moments: UTC seconds since 1970;
 * free: when the next one may be made. */
typedef struct AttemptCount {
    int64_t failures, last, free;
} AttemptCount;

Result attempt_count_load(Db *db, const Attempt *attempt, Str source, AttemptCount *ret_count);
Result attempt_count_keep(Db *db, const Attempt *attempt, Str source, AttemptCount count);
Result attempts_forget_source(Db *db, const Attempt *attempt);
Result attempts_forget_before(Db *db, int64_t moment);

Result device_is_known(Db *db, const Attempt *attempt, Str hash, bool *ret_known);

#endif
