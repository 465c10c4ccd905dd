/* read_log.h: who saw what, written before the answer leaves.
 *
 * One thread with a database of its own writes for all workers: what has come in while it was
 * writing goes into one transaction (group commit), so that many readers wait for one write to the
 * disk together. A worker hands in the events of one answer and waits. When they cannot be written
 * its answer is not sent: nothing is shown that the log does not hold.
 *
 * Marks on sessions (when they were last used) go along, without anybody waiting for them. */
#ifndef OPSTAP_READ_LOG_H
#define OPSTAP_READ_LOG_H

#include "audit/audit.h"

struct ShownList;

typedef struct ReadLog ReadLog;

/* database: what db_open takes. BROKEN: no database or no thread; logged. */
Result read_log_begin(Arena *arena, const char *database, ReadLog **ret_log);
void read_log_end(ReadLog *log); /* writes what still waits; NULL is nothing */

/* Writes the events of one tenant with their lists, in order, all or none. BUSY, BROKEN: none of them. */
typedef struct ReadEvents {
    int64_t tenant;
    const AuditEvent *event;
    const struct ShownList *const *list; /* of each event: the list that was shown, or NULL */
    size_t count;
} ReadEvents;
Result read_log_write(ReadLog *log, const ReadEvents *events);

void read_log_touch(ReadLog *log, int64_t tenant, Str session_hash, int64_t now);

typedef struct ReadLogCounts {
    int64_t events, groups, failures;
} ReadLogCounts;
ReadLogCounts read_log_counts(ReadLog *log);

#endif
