/* usable.h: what of a problem can be used at all, and how its rules fit into a flow.
 *
 * Left out is what no plan uses: forbidden pairs, others of a pinned candidate, pairs that alone
 * pass a capacity, options and classes that cannot reach their minimum whatever happens, and pairs
 * of negative value where no minimum and no duty could want them.
 *
 * A flow knows "at most so many" over sets that stand in each other. So a resource fits when every
 * pair of an option uses the same amount of it, equal in all its options, and a floor fits when its
 * group stands in, around or beside every other. Then
 *
 *  - a resource of one option, or of all options of a class, lowers that maximum;
 *  - one of a few options without a class joins them in a bundle, as a class without minimum;
 *  - any other is a hub, through which its blocks flow;
 *  - a floor says how many of its group may stay without a place at most.
 *
 * Resources and floors that cannot bind are left out. What does not fit is for program.h. */
#ifndef OPSTAP_USABLE_H
#define OPSTAP_USABLE_H

#include "part.h"

enum { BUNDLE_NONE = -1 };

/* Options that share a block: those of a class, or of a resource. */
typedef struct Bundle {
    int64_t minimum, maximum, cost;
    int32_t hub;
    bool must_start;
} Bundle;

typedef struct KeptResource {
    int32_t resource;
    const int32_t *option;
    int32_t option_count;
} KeptResource;

typedef struct Usable {
    Arena *arena;
    const Problem *problem;
    bool *pair;
    bool *must;             /* per candidate: has to be placed */
    bool *wanted;           /* per candidate: somebody may have to place them at a loss */
    int64_t *option_most;   /* maximum, of the option and of resources of its own */
    int64_t *option_people; /* usable pairs per option */
    int64_t *option_places; /* most people it could take */
    int32_t *option_bundle, *option_hub;
    Bundle *bundle; /* those of the classes come first, at their positions */
    int64_t *bundle_places;
    int32_t bundle_count;
    KeptResource *kept; /* that are no hub */
    int32_t kept_count;
    PartLimit *hub;
    int32_t hub_count;
    PartLimit *group;
    int32_t *person_group; /* the innermost; LIMIT_NONE */
    int32_t group_count;
    bool impossible; /* somebody or something that must be placed or start cannot, or a floor */
} Usable;

/* False: the rules are no flow. All of it lives in the arena. */
bool usable_find(Arena *arena, const Problem *problem, Usable *ret_usable);

#endif
