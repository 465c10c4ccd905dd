/* region_groups.h: how far the openings reach each group of people, beside everybody. */
#ifndef OPSTAP_REGION_GROUPS_PAGE_H
#define OPSTAP_REGION_GROUPS_PAGE_H

#include "figures_state.h"

/* Figures as they are read: with the difference from everybody, or in words why there is none. */
typedef struct GroupCellsView {
    Word name;
    bool nobody;
    Phrase people, reached, openings, score, one_step;
    Html reached_bar, one_step_bar; /* "": nothing is shown */
} GroupCellsView;

typedef struct GroupDivisionView {
    Str code;
    Word name;
    const GroupCellsView *groups;
    size_t groups_count;
} GroupDivisionView;

typedef struct RegionGroupsView {
    LayoutView layout;
    FiguresStateView state;
    bool shown, empty, any_hidden;
    Day counted_on;
    Str rule_version;
    int64_t people_min;
    GroupCellsView whole;
    const GroupDivisionView *divisions;
    size_t divisions_count;
} RegionGroupsView;

#endif
