/* excerpt.h: what of a problem has to do with one option, class, resource or person.
 *
 * Who shares no pair, class, resource, floor or household, not even through others, is in nobody's
 * way (apart.h): a question about one of them is a question about that excerpt alone, however large
 * the whole.
 *
 * One excerpt is there at a time, a problem of its own in the order of the whole; who asks may
 * change it, and puts back what was. */
#ifndef OPSTAP_EXCERPT_H
#define OPSTAP_EXCERPT_H

#include "planning/form/apart.h"
#include "standing.h"

typedef struct Excerpt {
    Problem problem;
    const int32_t *candidate, *option; /* per candidate, per option here: position in the whole */
    int64_t value;                     /* what the plan is worth here */
    const Basis *start;                /* for this problem; or NULL */
} Excerpt;

typedef struct Excerpts {
    Arena *arena; /* of their own: what was here goes when another excerpt is taken */
    const Problem *problem;
    const Standing *standing;
    const Basis *start;
    const Apart *apart;
    /* Per candidate, option, class and resource: the number of its excerpt; EXCERPT_WITHOUT: a
     * resource that cannot run out. */
    const int32_t *of, *option_of, *class_of, *resource_of;
    /* And the position there. */
    const int32_t *candidate_here, *option_here, *class_here, *resource_here;
    const int32_t *pair_here; /* EXCERPT_WITHOUT: forbidden */
    ArenaMark mark;
    int32_t number; /* that is there, or EXCERPT_WITHOUT */
    Excerpt excerpt;
} Excerpts;

enum { EXCERPT_WITHOUT = APART_NOWHERE };

/* The problem may differ from that of the standing by what is forbidden. start: or NULL. */
Excerpts *excerpts_new(Arena *arena, const Problem *problem, const Standing *standing,
                       const Basis *start);

/* By the number of what it is about: excerpts->option_of[at], and so on. */
Excerpt *excerpt_take(Excerpts *excerpts, int32_t number);

#endif
