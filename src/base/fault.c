#include "fault.h"

#ifdef OPSTAP_FAULTS

#include <errno.h>
#include <string.h>

#define FAULT(name) #name,
static const char *const names[FAULT_COUNT] = {
#include "faults.def"
};
#undef FAULT

static int64_t calls[FAULT_COUNT], armed_at;
static Fault armed;

void fault_arm(Fault fault, int64_t at) {
    memset(calls, 0, sizeof calls);
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
    calls[fault]++;
    if (fault != armed || calls[fault] != armed_at) return false;
    errno = EIO;
    return true;
}

#else

typedef int NothingInRelease; /* a file is not empty */

#endif
