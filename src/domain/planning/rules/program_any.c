/* Is there a plan at all? The same program with nothing worth anything answers that: every plan is
 * worth 0 there, so prices that bring the bound below 0 prove that there is none, as a sum of rows
 * with multipliers does (J. Farkas, 1902). The values would only stand in the way. */
#include <string.h>

#include "program_solver.h"

/* Tells the outer watch of what goes on in here. */
typedef struct Inside {
    Solver *solver;
    Watch watch;
} Inside;

static bool inside_progress(void *context, SearchProgress progress) {
    const Inside *inside = context;
    inside->solver->watch->nodes = progress.nodes;
    return watch_goes_on(inside->solver->watch, inside->solver->best, inside->solver->ceiling);
}

bool program_is_blank(const Program *program) {
    bool blank = true;
    for (int32_t i = 0; i < program->column_count; i++) blank &= !program->column[i].value;
    for (int32_t i = 0; i < program->place_count; i++) blank &= !program->place[i].cost;
    for (int32_t i = 0; i < program->group_count; i++) blank &= !program->group[i].cost;
    return blank;
}

Program program_blank(Arena *arena, const Program *program) {
    Program blank = *program;
    size_t columns = (size_t)program->column_count, places = (size_t)program->place_count;
    size_t groups = (size_t)program->group_count;
    blank.column = arena_many(arena, Column, columns);
    blank.place = arena_many(arena, Offer, places);
    blank.group = arena_many(arena, Group, groups);
    if (columns) memcpy(blank.column, program->column, columns * sizeof *blank.column);
    if (places) memcpy(blank.place, program->place, places * sizeof *blank.place);
    if (groups) memcpy(blank.group, program->group, groups * sizeof *blank.group);
    for (size_t i = 0; i < columns; i++) blank.column[i].value = 0;
    for (size_t i = 0; i < places; i++) blank.place[i].cost = 0;
    for (size_t i = 0; i < groups; i++) blank.group[i].cost = 0;
    blank.value_step = 1;
    return blank;
}

static void inside_begin(Inside *inside, Solver *solver, int64_t nodes) {
    Watch *watch = solver->watch;
    *inside = (Inside){ .solver = solver, .watch = *watch };
    SearchLimits *limits = &inside->watch.limits;
    inside->watch.gap = GAP_NOT;
    if (nodes && (!limits->nodes_max || watch->nodes + nodes < limits->nodes_max)) {
        limits->nodes_max = watch->nodes + nodes;
    }
    if (limits->progress) limits->progress = inside_progress;
    limits->context = inside;
}

bool plan_any(Solver *solver, int64_t nodes) {
    const Program *program = solver->program;
    ArenaMark mark = arena_mark(solver->arena);
    Program blank = program_blank(solver->arena, program);
    Inside inside;
    inside_begin(&inside, solver, nodes);
    Best best = { .person = solver->best->person, .person_count = solver->best->person_count };
    best.pair_of = arena_many(solver->arena, int32_t, (size_t)program->problem->candidate_count);
    program_solve(solver->arena, &blank, &inside.watch, &best);
    solver->watch->nodes = inside.watch.nodes;
    solver->watch->clock_broken |= inside.watch.clock_broken;
    if (best.has_value) plan_of_pairs(solver, best.pair_of);
    arena_rewind(solver->arena, mark);
    return !best.infeasible;
}
