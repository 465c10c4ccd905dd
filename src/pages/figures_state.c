#include "figures_state.h"

#include "candidates/candidates.h"
#include "house.h"
#include "openings/openings.h"
#include "support/childcare_supply.h"

enum { WAIT_US = 1000 * 1000 };

Result figures_amount_look(Visit *visit, FiguresStateView *state) {
    size_t openings = 0;
    int64_t most = visit->house->figure_pairs_max;
    Result result = candidates_total(visit->db, visit->who.tenant, &state->people);
    if (result == OK) result = openings_total(visit->db, visit->who.tenant, most, &openings);
    if (result != OK) return result;
    state->openings = (int64_t)openings;
    state->too_many = state->openings && state->people > most / state->openings;
    return OK;
}

Result figures_ask(Visit *visit, FiguresAsked *asked, FiguresStateView *state,
                   const KeptFigures **ret_kept) {
    asked->today = visit->today;
    *ret_kept = NULL;
    Result result = childcare_supply_load(visit->db, visit->arena, visit->who.tenant,
                                          &asked->childcare);
    if (result == OK) result = visit_world_take(visit, &asked->world);
    if (result != OK) return result;
    FiguresPhase phase = figures_take(visit->house->figures, asked, WAIT_US, ret_kept);
    state->being_made = phase == FIGURES_BEING_MADE;
    state->older = phase == FIGURES_OLDER;
    if (phase != FIGURES_MADE) state->per_cent = figures_per_cent(visit->house->figures, asked);
    return OK;
}

void figures_done(Visit *visit, const FiguresAsked *asked, const KeptFigures *kept) {
    if (kept) figures_give(visit->house->figures, kept);
    visit_world_give(visit, asked->world);
}

void figures_refresh(const FiguresStateView *state, Answer *answer) {
    if (state->being_made) http_answer_field(answer, S("Refresh"), S("2"));
}
