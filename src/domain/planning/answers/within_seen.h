/* within_seen.h: where the good plans found so far have everybody. */
#ifndef OPSTAP_WITHIN_SEEN_H
#define OPSTAP_WITHIN_SEEN_H

#include "explain_asking.h"

typedef struct Seen {
    int32_t option; /* the first; PLAN_UNPLACED: in no plan so far */
    bool other;     /* another option too */
    bool without;   /* without a place */
    /* Proven of every good plan: */
    bool only_first; /* no option but the first */
    bool always_placed;
} Seen;

/* One more good plan has them there. */
void seen_note(Seen *seen, int32_t option);

/* Nothing that another plan could show would matter. */
bool seen_settled(const Seen *seen);

/* Does a plan that has them there show something new? */
bool seen_tells(const Seen *seen, int32_t option);

/* within_sure.c: what of all good plans is proven: by prices, then by a question for each of whom
 * it is not known yet. What is found on the way is noted too. */
void sure_find(Arena *arena, Asking *asking, Standing *standing, int64_t tolerance, Seen *seen);

/* within_trades.c: the small changes of the plan. Notes what they show, and fills the groups. */
void trades_find(Arena *arena, Asking *asking, Standing *standing, Seen *seen, Within *ret_within);

#endif
