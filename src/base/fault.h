/* fault.h: lets one call fail on purpose, in test builds.
 *
 *     if (fault_strikes(FAULT_file_open)) return NULL;   before the call that it stands for
 *
 * What can fail is listed in faults.def. In a release build (without OPSTAP_FAULTS) the answer is a
 * constant and nothing of it is left. A fault struck on purpose sets errno to EIO. One thread arms;
 * any may be struck. */
#ifndef OPSTAP_FAULT_H
#define OPSTAP_FAULT_H

#include <stdbool.h>
#include <stdint.h>

#define FAULT(name) FAULT_##name,
typedef enum Fault {
#include "faults.def"
    FAULT_COUNT
} Fault;
#undef FAULT

#ifdef OPSTAP_FAULTS

/* From now on call number `at` (1 is the next) of this kind fails, once; all others are counted
 * only. 0: none fails. */
void fault_arm(Fault fault, int64_t at);
int64_t fault_calls(Fault fault); /* since it was armed last, of any kind */
const char *fault_name(Fault fault);
bool fault_strikes(Fault fault);

#else

static inline bool fault_strikes(Fault fault) {
    (void)fault;
    return false;
}

#endif
#endif
