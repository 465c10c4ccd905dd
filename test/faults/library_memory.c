/* The memory that libraries take by themselves, past base/memory.h: their calls of malloc, calloc
 * and realloc come here first, and count as FAULT_library_allocation. Whose call it is, the place
 * that it returns to tells. Not with a sanitizer, which has the same idea. */
#ifndef __SANITIZE_ADDRESS__

#include <errno.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>

#include "fault.h"

void *__libc_malloc(size_t bytes);
void *__libc_calloc(size_t count, size_t bytes);
void *__libc_realloc(void *memory, size_t bytes);

static const char *const libraries[] = { "/libcsv.", "/libjansson.", "/libpq.", "/libsqlite3.",
                                         "/libzstd." };
enum { LIBRARIES = sizeof libraries / sizeof *libraries };

/* Where the code of each stands. */
static struct {
    uintptr_t begin, end;
} range[LIBRARIES];

static int library_seen(struct dl_phdr_info *about, size_t bytes, void *context) {
    (void)bytes;
    (void)context;
    for (int i = 0; i < LIBRARIES; i++) {
        if (!strstr(about->dlpi_name, libraries[i])) continue;
        for (int k = 0; k < about->dlpi_phnum; k++) {
            if (about->dlpi_phdr[k].p_type != PT_LOAD || !(about->dlpi_phdr[k].p_flags & PF_X)) {
                continue;
            }
            range[i].begin = about->dlpi_addr + about->dlpi_phdr[k].p_vaddr;
            range[i].end = range[i].begin + about->dlpi_phdr[k].p_memsz;
        }
    }
    return 0;
}

__attribute__((constructor)) static void libraries_find(void) {
    dl_iterate_phdr(library_seen, NULL);
}

static bool strikes(const void *caller) {
    for (int i = 0; i < LIBRARIES; i++) {
        if ((uintptr_t)caller < range[i].begin || (uintptr_t)caller >= range[i].end) continue;
        if (!fault_strikes(FAULT_library_allocation)) return false;
        errno = ENOMEM;
        return true;
    }
    return false;
}

void *malloc(size_t bytes) {
    return strikes(__builtin_return_address(0)) ? NULL : __libc_malloc(bytes);
}

void *calloc(size_t count, size_t bytes) {
    return strikes(__builtin_return_address(0)) ? NULL : __libc_calloc(count, bytes);
}

void *realloc(void *memory, size_t bytes) {
    return strikes(__builtin_return_address(0)) ? NULL : __libc_realloc(memory, bytes);
}

#else

typedef int NothingWithSanitizers; /* a file is not empty */

#endif
