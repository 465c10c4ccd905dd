/* within.h: who is placed alike in every good plan, and between whom the choice is free.
 *
 * A good plan is worth at least that of the best plan less the tolerance. Of each candidate it is
 * said whether every good plan has them in the same option (SAME); in some option, not always the
 * same (PLACED); one good plan places them and another does not (SOMETIMES); or none does (NEVER).
 *
 * How: every good plan found settles something, for each candidate whom it has elsewhere than all
 * plans before. Small changes of the plan at hand come first: somebody left out, put elsewhere, two
 * people trading places. Without a tolerance the good plan is searched that has most people where
 * no plan had them yet, again and again; once the most is nobody, the rest is proven to be alike.
 * With one, or when that was not proven, prices rule out most of what no good plan has (a bound
 * with a pair in, or a person out, that is below a good plan's value), and a question about each
 * person of whom it is not known yet does the rest: what is the best plan with them elsewhere?
 * Until then they are UNKNOWN; SOMETIMES needs no such proof, for two plans show it.
 *
 * Two people are interchangeable when the plan with their places traded (one of them may have none)
 * is a plan, and a good one, everybody else staying where they are. Groups of them are told: each
 * two of a group are joined by a chain of such trades. Only single trades are proven: after one of
 * them another of the same chain may no longer be good. */
#ifndef OPSTAP_WITHIN_H
#define OPSTAP_WITHIN_H

#include "standing.h"

typedef enum Alike { ALIKE_UNKNOWN, ALIKE_SAME, ALIKE_PLACED, ALIKE_SOMETIMES, ALIKE_NEVER } Alike;

typedef struct Within {
    int64_t tolerance;
    bool known;      /* false: the plan is not proven to be the best, so nothing below is there */
    bool exact;      /* nobody is UNKNOWN */
    Alike *alike;    /* per candidate */
    int32_t *option; /* per candidate, of SAME */
    int32_t *traded; /* candidates, group after group, each in the order of the input */
    int32_t *group;  /* group_count + 1 positions in traded */
    int32_t group_count;
    bool traded_all; /* every trade was looked at */
} Within;

#endif
