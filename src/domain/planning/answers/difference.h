/* difference.h: what differs for whom between an earlier answer and a new plan, and why.
 *
 * A cause is a fact that both answers and problems show, the first of the list below that holds. It
 * does not say that nothing else played a part. Without the earlier problem only what can be seen
 * from ids is told; where nothing is seen the cause is unknown.
 *
 * Of somebody who leaves a place (also to another one):
 *   candidate_gone      they are not in the new problem
 *   option_gone         the option they were in is not in the new problem
 *   pair_gone           their pair with it is not in the new problem
 *   pair_forbidden      that pair may not be used now, or they are pinned elsewhere
 *   option_closed       nobody is placed in that option now; `because.people` were in the old one
 *   option_smaller      the old answer placed more in it than it may have now
 *   class_smaller       the same for its class
 *   resource_short      all old places together would use more of a resource of their old pair than
 *                       there is now
 * Of somebody who gets a place (also from another one):
 *   candidate_new       they were not in the old answer, placed or not (old problem, if told)
 *   option_new          the option was not in the old problem
 *   pair_new            their pair with it was not in the old problem, or forbidden there
 *   pinned              they are pinned to it now and were not in the old problem
 *   option_opened       nobody was placed in it in the old answer
 * From values, without bonuses for who stays, where the old problem is known:
 *   value_fell          the old pair is worth less than it was
 *   value_rose          the new pair is worth more than it was
 * Then:
 *   interchangeable     they and `because.candidate` changed places, and both pairs together are
 *                       worth what they were worth before, in the new problem
 *   chain               somebody came to the place they left, or left the place they came to; and
 *                       so on to `because.candidate`, the nearest whose own cause is one of the above;
 *                       because.cause is that
 *   unknown */
#ifndef OPSTAP_DIFFERENCE_H
#define OPSTAP_DIFFERENCE_H

#include "planning/search/replan.h"
#include "planning/search/search.h"

#define DIFFERENCE_CAUSES(C)                                                                       \
    C(unknown) C(candidate_gone) C(option_gone) C(pair_gone) C(pair_forbidden) C(option_closed)    \
        C(option_smaller) C(class_smaller) C(resource_short) C(candidate_new) C(option_new)        \
            C(pair_new) C(pinned) C(option_opened) C(value_fell) C(value_rose) C(interchangeable)  \
                C(chain)

#define DIFFERENCE_ENUM(name) DIFFERENCE_##name,
typedef enum DifferenceCause {
    DIFFERENCE_CAUSES(DIFFERENCE_ENUM) DIFFERENCE_CAUSE_COUNT
} DifferenceCause;

/* Empty texts: no place, or nothing to name. */
typedef struct Difference {
    Str candidate, from, to;
    DifferenceCause cause;
    Str because_candidate, because_name; /* name: of an option, a class or a resource */
    DifferenceCause because_cause;       /* of a chain */
    int64_t people, people_max;          /* of what closed or became smaller; -1: not told */
} Difference;

typedef struct Differences {
    Difference *difference; /* in the order of the new problem; then who is gone */
    int32_t count;
    int64_t stayed;                      /* people with the same place as before */
    int64_t placed, moved, lost;         /* of who differs; lost counts who is gone too */
} Differences;

/* earlier: the problem of the old answer, or NULL. */
const Differences *differences_find(Arena *arena, const Problem *problem, const Solution *solution,
                                    const OldAnswer *answer, const Problem *earlier);

const char *difference_cause_name(DifferenceCause cause);

/* ,"stayed":1,"differences":[{"candidate":"c1","from":"A","to":null,"cause":"chain",
 *  "because":{"candidate":"c7","cause":"candidate_new"}}] */
void differences_write_json(Text *text, const Differences *differences);

#endif
