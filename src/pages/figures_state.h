/* figures_state.h: figures that are counted beside pages (jobs/figure_jobs.h): whether they can be, and how
 * far they are. web/parts/figures_state.html says it. */
#ifndef OPSTAP_FIGURES_STATE_H
#define OPSTAP_FIGURES_STATE_H

#include "figure_jobs.h"
#include "layout.h"
#include "visit.h"

typedef struct FiguresStateView {
    bool too_many, being_made, older;
    int64_t per_cent;         /* of what is being made; 0: it has not begun */
    int64_t people, openings; /* of the tenant */
    Str command;              /* which counts them where they are too many */
} FiguresStateView;

/* Before a world is read: one of so many people is read for no page. */
Result figures_amount_look(Visit *visit, FiguresStateView *state);

/* With a world of the visit, which the page gives back after the figures. *ret_kept is NULL where
 * there are none yet. */
Result figures_ask(Visit *visit, FiguresAsked *asked, FiguresStateView *state,
                   const KeptFigures **ret_kept);
void figures_done(Visit *visit, const FiguresAsked *asked, const KeptFigures *kept);

/* A page without its figures comes again by itself. */
void figures_refresh(const FiguresStateView *state, Answer *answer);

#endif
