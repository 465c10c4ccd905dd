#include "log.h"

#include <stdarg.h>

static void write_line(const char *format, va_list values) {
    char line[1024];
    vsnprintf(line, sizeof line, format, values);
    for (char *at = line; *at; at++) {
        if ((unsigned char)*at < ' ') *at = ' ';
    }
    fprintf(stderr, "opstap: %s\n", line);
}

void log_line(const char *format, ...) {
    va_list values;
    va_start(values, format);
    write_line(format, values);
    va_end(values);
}

_Noreturn void log_fatal(const char *format, ...) {
    va_list values;
    va_start(values, format);
    write_line(format, values);
    va_end(values);
    exit(EXIT_BROKEN);
}
