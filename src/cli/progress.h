/* progress.h: says on standard error that long work goes on.
 *
 * Lines of plain text, on a terminal and elsewhere alike: one a second for ten seconds, then one
 * every ten seconds, each saying what the command is busy with and how far it is, or for how many
 * seconds already where that is not known. Work of less than a second says nothing.
 * OPSTAP_PROGRESS=off in the environment silences them, for a log that should hold faults only.
 *
 * A thread of its own does the saying, so the work itself need not stop for it. It reads nothing
 * but what progress_phase and progress_show gave, and ends with progress_end. One command at a
 * time. */
#ifndef OPSTAP_PROGRESS_H
#define OPSTAP_PROGRESS_H

#include "phrase.h"

void progress_begin(Tongue tongue);
void progress_end(void); /* also when it never began */

/* What the command is busy with from here on; WORD_none: nothing worth saying. */
void progress_phase(Word what);

/* How far the present phase is. total 0: not known. */
void progress_show(int64_t done, int64_t total);

/* How good the best plan is so far, when there is one, and what no plan passes. */
void progress_show_plan(bool has_value, int64_t value, int64_t bound);

#endif
