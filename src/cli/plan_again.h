/* plan_again.h: a plan that begins with an earlier one: --from, --stay and --basis of a plain
 * problem. */
#ifndef OPSTAP_PLAN_AGAIN_H
#define OPSTAP_PLAN_AGAIN_H

#include "file_part.h"
#include "options.h"
#include "planning/answers/difference.h"

typedef struct Again {
    bool has_answer; /* --from */
    OldAnswer answer;
    OldPlan plan;
    const Problem *earlier; /* --from-problem; or NULL */
    const char *basis_path; /* --basis */
    FilePart part;
} Again;

/* Before the search: reads the files, adds the bonuses to the values and sets limits->start and
 * limits->basis. The file of the basis is locked from here on. Exit status, after a complaint;
 * EXIT_OK: go on. */
int again_prepare(Command *command, Problem *problem, SearchLimits *limits, Again *again);

/* After it: writes the basis, whole or not at all. A search that found no plan leaves the old file.
 */
Result again_keep(Command *command, Again *again, const SearchLimits *limits,
                  const Solution *solution);
/* With --from: what differs for whom, in solution->differences. */
void again_differences(Command *command, const Again *again, const Problem *problem,
                       Solution *solution);
void again_differences_say(Command *command, const Differences *differences);
void again_end(Again *again); /* for AUTO() */

#endif
