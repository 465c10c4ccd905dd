#include "file.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fault.h"
#include "log.h"

enum { FIRST_READ_BYTES = 64 * 1024 };

void file_end(FILE **file) {
    if (*file) fclose(*file);
    *file = NULL;
}

static FILE *file_open(const char *path, const char *mode) {
    return fault_strikes(FAULT_file_open) ? NULL : fopen(path, mode);
}

static size_t file_get(FILE *file, char *bytes, size_t bytes_max) {
    return fault_strikes(FAULT_file_read) ? 0 : fread(bytes, 1, bytes_max, file);
}

static FILE *file_of(const char *path) {
    bool standard = strcmp(path, "-") == 0;
    return standard ? fdopen(dup(STDIN_FILENO), "rb") : file_open(path, "rb");
}

Result file_read(Arena *arena, const char *path, size_t bytes_max, Str *ret_bytes) {
    AUTO(file_end) FILE *file = file_of(path);
    struct stat about;
    if (!file || fstat(fileno(file), &about)) return NOT_FOUND;
    if (S_ISDIR(about.st_mode)) return REFUSED;
    if (about.st_size > 0 && (size_t)about.st_size > bytes_max) return REFUSED;
    size_t capacity = about.st_size > 0 ? (size_t)about.st_size + 1 : FIRST_READ_BYTES, len = 0;
    char *bytes = arena_get(arena, capacity + 1);
    for (size_t got; (got = file_get(file, bytes + len, capacity - len)) > 0;) {
        len += got;
        if (len > bytes_max) return REFUSED;
        if (len < capacity) continue;
        capacity = capacity > bytes_max / 2 ? bytes_max + 1 : capacity * 2;
        char *bigger = arena_get(arena, capacity + 1);
        memcpy(bigger, bytes, len);
        bytes = bigger;
    }
    if (!feof(file)) {
        log_line("reading %s failed: %s", path, strerror(errno));
        return BROKEN;
    }
    bytes[len] = 0;
    *ret_bytes = (Str){ bytes, len };
    return OK;
}

bool files_are_equal(const char *one, const char *two) {
    AUTO(file_end) FILE *first = file_open(one, "rb");
    AUTO(file_end) FILE *second = file_open(two, "rb");
    bool equal = first && second;
    while (equal) {
        char part[2][8192];
        size_t got = file_get(first, part[0], sizeof part[0]);
        equal = file_get(second, part[1], sizeof part[1]) == got &&
                memcmp(part[0], part[1], got) == 0 && !ferror(first) && !ferror(second);
        if (got < sizeof part[0]) break;
    }
    return equal && feof(first) && feof(second);
}
