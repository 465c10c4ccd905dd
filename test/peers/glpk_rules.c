#include "glpk_rules.h"

/* One row at a time; entries begin at 1. */
typedef struct Row {
    glp_prob *lp;
    const PeerProblem *problem;
    int *column;
    double *factor;
    int count;
} Row;

static void row_put(Row *row, int pair, double factor) {
    row->count++;
    row->column[row->count] = pair + 1;
    row->factor[row->count] = factor;
}

/* Every pair of the candidate; with option 0 or more only that one. */
static void row_put_candidate(Row *row, int candidate, int option, double factor) {
    for (int i = 0; i < row->problem->pair_count; i++) {
        const PeerPair *pair = &row->problem->pair[i];
        if (pair->candidate != candidate || (option >= 0 && pair->option != option)) continue;
        row_put(row, i, factor);
    }
}

static void row_end(Row *row, int kind, double bound) {
    int at = glp_add_rows(row->lp, 1);
    glp_set_row_bnds(row->lp, at, kind, bound, bound);
    glp_set_mat_row(row->lp, at, row->count, row->column, row->factor);
    row->count = 0;
}

static void add_resources(Row *row) {
    const PeerProblem *problem = row->problem;
    for (int k = 0; k < problem->resource_count; k++) {
        for (int i = 0; i < problem->use_count; i++) {
            const PeerUse *use = &problem->use[i];
            if (use->resource == k) row_put(row, use->pair, (double)use->amount);
        }
        row_end(row, GLP_UP, (double)problem->capacity[k]);
    }
}

static void add_floors(Row *row) {
    for (int i = 0; i < row->problem->floor_count; i++) {
        const PeerCircle *floor = &row->problem->floor[i];
        for (int k = 0; k < floor->member_count; k++) {
            row_put_candidate(row, floor->member[k], -1, 1);
        }
        row_end(row, GLP_LO, (double)floor->placed_minimum);
    }
}

/* Everybody is placed as far as the first: over all options, or in each of them. */
static void add_household(Row *row, const PeerCircle *household) {
    int first_option = household->same_option ? 0 : -1;
    int options = household->same_option ? row->problem->option_count : 0;
    for (int k = 1; k < household->member_count; k++) {
        int option = first_option;
        do {
            row_put_candidate(row, household->member[0], option, 1);
            row_put_candidate(row, household->member[k], option, -1);
            row_end(row, GLP_FX, 0);
        } while (++option < options);
    }
}

void glpk_rules_add(Arena *arena, glp_prob *lp, const PeerProblem *problem) {
    size_t room = (size_t)problem->pair_count + 1;
    Row row = { .lp = lp, .problem = problem, .column = arena_many(arena, int, room),
                .factor = arena_many(arena, double, room) };
    add_resources(&row);
    add_floors(&row);
    for (int i = 0; i < problem->household_count; i++) {
        add_household(&row, &problem->household[i]);
    }
}
