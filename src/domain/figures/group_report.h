/* group_report.h: per group of people, how far the openings reach them: beside everybody, and never
 * of a few people.
 *
 * People: everybody with a file who has not started anywhere (placement_hold: HOLD_PLACE), as in
 * region_figures.h. Reached: at least one opening is feasible. One step away: none is, and a single
 * step would make one feasible (matching/barriers/prospects.h). The score is the mean of the best
 * score of those who are reached, rounded; openings are the median of how many are feasible, the
 * lower of the two in the middle.
 *
 * Groups are by facts that have a column and that a law gives a reason to look at: sex and age (equal
 * treatment: AWGB, WGBL), learning route (Wet inburgering 2021), composition of the household
 * (Participatiewet; AWGB, civil status). Who has no such fact is counted as unknown. Not by legal
 * fact of stay (displaced people are nearly of one nationality), language, place, needs or
 * conditions: these tell of origin or health. None of the facts read here is read by a score.
 *
 * Shown is what group_hide.h lets be shown; the rest is FIGURE_HIDDEN. */
#ifndef OPSTAP_GROUP_REPORT_H
#define OPSTAP_GROUP_REPORT_H

#include "figures/group_hide.h"
#include "matching/barriers/prospects.h"
#include "world/world.h"

/* SCORE_MEAN_NONE: nobody is reached, so there is no mean. */
enum { SCORE_MEAN_NONE = -2 };

typedef struct GroupFigures {
    int64_t people, reached, one_step;
    int64_t openings_median, score_mean;
} GroupFigures;

typedef struct GroupRow {
    Str code; /* "female", "27-39"; "unknown" */
    Word name;
    GroupFigures figures;
} GroupRow;

typedef enum Division { DIVISION_SEX, DIVISION_AGE, DIVISION_ROUTE, DIVISION_HOUSEHOLD,
                        DIVISION_COUNT } Division;

/* Groups of nobody are in it too; the last is of whom it is unknown. */
typedef struct GroupDivision {
    Str code; /* "sex" */
    Word name;
    GroupRow group[GROUPS_MAX];
    size_t group_count;
} GroupDivision;

typedef struct GroupReport {
    GroupFigures whole;
    GroupDivision division[DIVISION_COUNT];
    bool any_hidden;
} GroupReport;

/* left_out: per candidate, as prospects were made. */
GroupReport group_report(Arena *arena, const World *world, const Prospect *prospect,
                         const bool *left_out);

/* The same, with prospects of all who have not started. */
typedef struct GroupReportRequest {
    const World *world;
    const ChildcareSupply *childcare; /* may be NULL: not known */
    int threads;
    void (*progress)(int64_t done, int64_t total); /* may be NULL */
    const atomic_bool *ends; /* NULL; true: it stops soon, and what it tells is of some only */
} GroupReportRequest;
GroupReport group_report_make(Arena *arena, const GroupReportRequest *request);

/* In whole per cent, rounded; FIGURE_HIDDEN when hidden or of nobody. */
int64_t group_reached_per_cent(const GroupFigures *figures);
int64_t group_one_step_per_cent(const GroupFigures *figures);

/* Of two numbers as shown: *ret_difference is told only when both are. */
bool group_difference(int64_t value, int64_t whole, int64_t *ret_difference);

#endif
