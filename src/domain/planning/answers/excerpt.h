/* excerpt.h: what of a problem has to do with one option, class, resource or person.
 *
 * Who shares no pair, class, resource, floor or household, not even through others, is in nobody's
 * way: a question about one of them is a question about that excerpt alone, however large the
 * whole. Forbidden pairs join nothing. Measures join everything.
 *
 * One excerpt is there at a time, a problem of its own in the order of the whole; who asks may
 * change it, and puts back what was. */
#ifndef OPSTAP_EXCERPT_H
#define OPSTAP_EXCERPT_H

#include "standing.h"

typedef struct Excerpt {
    Problem problem;
    int32_t *candidate, *option; /* per candidate, per option here: position in the whole */
    int64_t value;               /* what the plan is worth here */
    const Basis *start;          /* for this problem; or NULL */
} Excerpt;

typedef struct Excerpts {
    Arena *arena; /* of their own: what was here goes when another excerpt is taken */
    const Problem *problem;
    const Standing *standing;
    const Basis *start;
    int32_t *of; /* per candidate, option, class and resource: the number of its excerpt */
    int32_t *option_of, *class_of, *resource_of;
    /* Position in the excerpt that is there; of meaning for what is in it. */
    int32_t *candidate_here, *option_here, *class_here, *resource_here;
    int32_t *pair_here; /* EXCERPT_WITHOUT: forbidden */
    ArenaMark mark;
    int32_t number; /* that is there, or EXCERPT_WITHOUT */
    Excerpt excerpt;
} Excerpts;

enum { EXCERPT_WITHOUT = -1 };

/* The problem may differ from that of the standing by what is forbidden. start: or NULL. */
Excerpts *excerpts_new(Arena *arena, const Problem *problem, const Standing *standing,
                       const Basis *start);

/* By the number of what it is about: excerpts->option_of[at], and so on. */
Excerpt *excerpt_take(Excerpts *excerpts, int32_t number);

#endif
