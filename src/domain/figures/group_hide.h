/* group_hide.h: which counts of groups may be shown, so that none of a few people can be worked out.
 *
 * Groups divide everybody: their counts add up to those of the whole, which stand beside them and
 * beside the groups of every other division of the same people. Of each group people are counted,
 * of those who are reached, and of the others who are one step away. A count is of few when it, or
 * what is left beside it, is 1 to FIGURE_PEOPLE_MIN - 1.
 *
 * People are hidden by the rule of small_counts.h. Where a part is of few, the parts of that group
 * are not shown. While what is hidden could still be worked out from the whole (all hidden
 * together are of few) the smallest group that is shown is hidden too. What is few in the
 * whole is shown of no group, so one division cannot tell what another hides. Pure. */
#ifndef OPSTAP_GROUP_HIDE_H
#define OPSTAP_GROUP_HIDE_H

#include "figures/small_counts.h"

enum { GROUPS_MAX = 12 };

typedef struct GroupCounts {
    int64_t people, reached, one_step; /* one_step: of those not reached */
} GroupCounts;

/* Each shows what those before it show too. */
typedef enum GroupShown {
    GROUP_SHOWS_NOTHING,
    GROUP_SHOWS_PEOPLE,
    GROUP_SHOWS_REACHED,
    GROUP_SHOWS_ALL
} GroupShown;

GroupShown whole_shown(GroupCounts whole);

/* At most GROUPS_MAX groups, which together are the whole. */
void groups_shown(const GroupCounts *count, size_t groups, GroupShown *ret_shown);

#endif
