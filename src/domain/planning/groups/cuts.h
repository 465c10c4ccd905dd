/* cuts.h: the bounds found so far, kept as straight lines, and what they already decide.
 *
 * A bound once found holds everywhere in the search, and as a cut (bound.h) it costs one addition
 * per decided choice to know what it says at another place. So most places are closed off, and most
 * choices decided, without looking for new prices. This is Benders' decomposition with cuts from
 * the relaxation too: T. J. Van Roy, "Cross decomposition for mixed integer programming",
 * Mathematical Programming 25 (1983) 46-63.
 *
 * The number of cuts is limited; the cut that has not helped for the longest time makes room. */
#ifndef OPSTAP_CUTS_H
#define OPSTAP_CUTS_H

#include "certificate_write.h"
#include "twins.h"

typedef struct Cuts {
    Arena *arena;
    Bound *bound;
    Cut *cut;
    int32_t count, count_max;
    Wide *here;    /* per cut: scratch */
    int64_t clock; /* rises with each question, for used_at */
    Certificate *certificate; /* NULL: nobody asks for one */
    const Problem *problem;
} Cuts;

/* Decisions in the order in which they were taken, to be taken back. */
typedef struct Trail {
    int8_t *state;    /* per choice */
    int32_t *decided; /* choices */
    int32_t count;
    const Twins *twins; /* NULL: nothing is alike, or all mirror images are wanted */
} Trail;

Cuts cuts_new(Arena *arena, Bound *bound);
void cuts_add(Cuts *cuts, const int64_t *price);

/* The lowest of all cuts at a state; *ret_cut is the cut that said so (not set without cuts, where
 * the answer is WIDE_UNBOUNDED). */
Wide cuts_at(Cuts *cuts, const int8_t *state, const Cut **ret_cut);

/* With what must start decided. */
Trail trail_new(Arena *arena, const Part *part);

/* Decides a choice and what follows from it inside its block and for what is alike. False when that
 * contradicts what was decided before; the trail then holds part of it. */
bool trail_decide(Trail *trail, const Part *part, int32_t choice, int8_t decision);
void trail_back(Trail *trail, int32_t count);

/* Into the certificate, when there is one. */
void cuts_certify_leaf(Cuts *cuts, const int64_t *price);
void cuts_certify_counting(Cuts *cuts); /* who or what is left is too little */
void cuts_certify_nothing(Cuts *cuts); /* what was closed here stands in no certificate */
void cuts_certify_split(Cuts *cuts, int32_t choice, int8_t first);

/* Decides all that the cuts decide for plans of at least `target`. False: there are none. */
bool cuts_decide(Cuts *cuts, Trail *trail, Wide target);

/* The undecided choice whose two sides the cuts bring down most; CHOICE_NONE when all are decided.
 * *ret_first: the side that promises more. The state is as it was afterwards. */
int32_t cuts_branch(const Cuts *cuts, int8_t *state, int8_t *ret_first);

#endif
