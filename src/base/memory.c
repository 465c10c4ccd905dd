#include "memory.h"

#include "fault.h"
#include "log.h"

static void *got(void *memory, size_t bytes) {
    if (!memory) log_fatal("no memory left: %zu bytes were asked for", bytes);
    return memory;
}

void *memory_get(size_t bytes) {
    return got(fault_strikes(FAULT_allocation) ? NULL : malloc(bytes ? bytes : 1), bytes);
}

void *memory_get_aligned(size_t alignment, size_t bytes) {
    return got(fault_strikes(FAULT_allocation) ? NULL : aligned_alloc(alignment, bytes), bytes);
}

void *memory_resize(void *memory, size_t bytes) {
    return got(fault_strikes(FAULT_allocation) ? NULL : realloc(memory, bytes ? bytes : 1), bytes);
}

void memory_give(void *memory) {
    free(memory);
}
