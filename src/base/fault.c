#include "fault.h"

#ifdef OPSTAP_FAULTS

#include <errno.h>
#include <stdatomic.h>
#include <string.h>

#define FAULT(name) #name,
static const char *const names[FAULT_COUNT] = {
#include "faults.def"
};
#undef FAULT

static _Atomic int64_t calls[FAULT_COUNT], armed_at;
static _Atomic Fault armed;

void fault_arm(Fault fault, int64_t at) {
    for (size_t i = 0; i < FAULT_COUNT; i++) atomic_store(&calls[i], 0);
    armed = fault;
    armed_at = at;
}

int64_t fault_calls(Fault fault) {
    return calls[fault];
}

const char *fault_name(Fault fault) {
    return names[fault];
}

bool fault_strikes(Fault fault) {
    int64_t call = 1 + atomic_fetch_add_explicit(&calls[fault], 1, memory_order_relaxed);
    if (fault != armed || call != armed_at) return false;
    errno = EIO;
    return true;
}

#else

typedef int NothingInRelease; /* a file is not empty */

#endif
