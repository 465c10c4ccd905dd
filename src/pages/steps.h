/* steps.h: what the pages show about which step opens what. */
#ifndef OPSTAP_STEPS_PAGE_H
#define OPSTAP_STEPS_PAGE_H

#include "layout.h"
#include "page.h"

/* A step, two steps, or a demand that is asked less. */
typedef struct StepRowView {
    Phrase step, second;
    bool two;
    Html bar;
    int64_t opens, weeks, score;
    Str best, best_address;
    bool unknown; /* of a place for children nobody knows */
} StepRowView;

typedef struct StepAnswerView {
    Phrase question;
    int64_t settles;
} StepAnswerView;

/* For one person. */
typedef struct StepsView {
    LayoutView layout;
    Str name, address, matches_address, region_address;
    int64_t openings, feasible, sure;
    const StepRowView *steps, *pairs, *lacking;
    size_t steps_count, pairs_count, lacking_count;
    const StepAnswerView *answers;
    size_t answers_count;
} StepsView;

/* For one opening. */
typedef struct OpeningStepsView {
    LayoutView layout;
    Str name, address, people_address, region_address;
    int64_t people, feasible;
    const StepRowView *rows;
    size_t rows_count;
} OpeningStepsView;

#endif
