#include "clock.h"

#include "fault.h"
#include "log.h"

static Result clock_read(clockid_t clock, struct timespec *ret_time) {
    if (!fault_strikes(FAULT_clock) && clock_gettime(clock, ret_time) == 0) return OK;
    log_line("the clock cannot be read");
    return BROKEN;
}

Result clock_utc_seconds(int64_t *ret_seconds) {
    struct timespec now;
    Result result = clock_read(CLOCK_REALTIME, &now);
    if (result == OK) *ret_seconds = now.tv_sec;
    return result;
}

Result clock_steady_seconds(double *ret_seconds) {
    struct timespec now;
    Result result = clock_read(CLOCK_MONOTONIC, &now);
    if (result == OK) *ret_seconds = (double)now.tv_sec + (double)now.tv_nsec / 1e9;
    return result;
}

Result clock_steady_us(int64_t *ret_us) {
    struct timespec now;
    Result result = clock_read(CLOCK_MONOTONIC, &now);
    if (result == OK) *ret_us = (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
    return result;
}
