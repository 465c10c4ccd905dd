/* changed_by.h: who changed something of a file last, and when: "Deze lijst is het laatst veranderd door
 * Anna, op 2 maart 2026 om 10.26 uur." */
#ifndef OPSTAP_CHANGED_BY_H
#define OPSTAP_CHANGED_BY_H

#include "visit.h"

typedef struct ChangedBy {
    Word what;  /* "Deze lijst" */
    Str moment; /* as moment_now; "" when it is not known */
    Str actor;  /* id of a user; "" when it is not known: an import */
} ChangedBy;

/* What is not known is said to be so. */
Result changed_by_phrase(Visit *visit, ChangedBy changed, Phrase *ret_phrase);

#endif
