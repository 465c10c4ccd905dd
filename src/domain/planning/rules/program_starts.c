#include "program_solver.h"

static void note(Solver *solver, int64_t *noted, int8_t decided, Sum bound) {
    const int64_t least = -(INT64_C(1) << 61); /* of what a plan can be worth (problem.h) */
    int64_t value = relaxed_round(solver->relaxed, bound);
    if (decided == DECIDED_OUT || value < least) *noted = STARTS_NEVER;
    else if (value < *noted) *noted = value;
}

void starts_note(Solver *solver) {
    const Program *program = solver->program;
    const State *state = solver->state;
    Best *best = solver->best;
    if (!best->if_option) return;
    for (int32_t i = 0; i < program->place_count; i++) {
        note(solver, &best->if_option[i], state->place[i],
             relaxed_if_place(solver->relaxed, state, i, true));
    }
    for (int32_t i = 0; i < program->group_count; i++) {
        note(solver, &best->if_class[i], state->group[i],
             relaxed_if_group(solver->relaxed, i, true));
    }
}
