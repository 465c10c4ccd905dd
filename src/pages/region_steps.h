/* region_steps.h: which step opens most in a region, what keeps people out, and where. */
#ifndef OPSTAP_REGION_STEPS_PAGE_H
#define OPSTAP_REGION_STEPS_PAGE_H

#include "figures_state.h"
#include "region_map.h"

typedef struct RegionChoiceView {
    Str code, name;
    bool chosen;
} RegionChoiceView;

/* A step by the group that would take it. */
typedef struct GroupStepView {
    Phrase step;
    Html bar;
    int64_t openings, people, weeks;
    bool unknown; /* of a place for children nobody knows */
} GroupStepView;

typedef struct DemandView {
    Word criterion;
    bool hidden;
    int64_t people, pairs;
    Html bar;
} DemandView;

typedef struct AreaRowView {
    int64_t number; /* on the map; 0: not on it, or too many to be numbered */
    Phrase name;
    bool people_hidden, without_hidden;
    int64_t people, without, openings, unfilled;
} AreaRowView;

typedef struct RegionStepsView {
    LayoutView layout;
    Phrase region;
    const RegionChoiceView *regions;
    size_t regions_count;
    bool all, shown, empty, any_hidden, numbered;
    FiguresStateView state;
    Day counted_on;
    int64_t people_min;
    AreaRowView total;
    const GroupStepView *steps, *lacking;
    size_t steps_count, lacking_count;
    const DemandView *demands;
    size_t demands_count;
    RegionMapView map;
    const AreaRowView *areas;
    size_t areas_count;
} RegionStepsView;

#endif
