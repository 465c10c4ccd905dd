/* log.h: one line for the operator, on standard error.
 *
 * Never holds personal data: ids, counts, file names and engine messages only. A verb logs or
 * returns, never both. */
#ifndef OPSTAP_LOG_H
#define OPSTAP_LOG_H

enum { EXIT_BROKEN = 5 }; /* exit status when Opstap itself or the machine failed */

void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Writes the line and ends the process with EXIT_BROKEN. */
_Noreturn void log_fatal(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
