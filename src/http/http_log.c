#include "http_log.h"

#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

#include "day.h"
#include "log.h"
#include "text.h"

enum { LINE_BYTES_MAX = 1024 };

Result http_log_open(HttpLog *log, const char *file) {
    *log = (HttpLog){ .handle = -1 };
    if (!file) return OK;
    if (strcmp(file, "-") == 0) {
        log->handle = STDERR_FILENO;
        return OK;
    }
    log->handle = open(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
    log->owned = true;
    if (log->handle >= 0) return OK;
    log_line("the log of requests cannot be opened: %s: %m", file);
    return BROKEN;
}

void http_log_end(HttpLog *log) {
    if (log->owned && log->handle >= 0) close(log->handle);
    log->handle = -1;
}

/* Names are ours; a mark that would break the line becomes '?' all the same. */
static void text_write(Text *line, const char *text) {
    if (!text) {
        text_add(line, S("null"));
        return;
    }
    text_add_char(line, '"');
    for (; *text; text++) {
        bool plain = *text >= ' ' && *text < 0x7F && *text != '"' && *text != '\\';
        text_add_char(line, plain ? *text : '?');
    }
    text_add_char(line, '"');
}

Str http_log_text(Arena *arena, const HttpLogLine *line) {
    Text text = text_new(arena, LINE_BYTES_MAX);
    Date date = day_date((Day)(line->utc_seconds / 86400));
    int second = (int)(line->utc_seconds % 86400);
    text_addf(&text, "{\"time\":\"%04d-%02d-%02dT%02d:%02d:%02dZ\",\"id\":", date.year, date.month,
              date.day, second / 3600, second / 60 % 60, second % 60);
    text_write(&text, line->id);
    text_add(&text, S(",\"method\":"));
    text_write(&text, line->method);
    text_add(&text, S(",\"route\":"));
    text_write(&text, line->route);
    text_addf(&text, ",\"status\":%d,\"bytes\":%zu,\"microseconds\":%" PRId64 "}\n", line->status,
              line->bytes, line->took_us);
    return text_failed(&text) ? STR_EMPTY : text_str(&text);
}

void http_log_write(Arena *arena, HttpLog *log, const HttpLogLine *line) {
    if (log->handle < 0) return;
    Str text = http_log_text(arena, line);
    if (write(log->handle, text.at, text.len) == (ssize_t)text.len) return;
    if (!atomic_exchange(&log->lost, true)) log_line("lines of the log of requests are lost: %m");
}
