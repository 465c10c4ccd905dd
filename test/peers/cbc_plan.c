/* CBC, the solver of COIN-OR. It takes columns, so the rows are turned. It minimises. */
#include <Cbc_C_Interface.h>
#include <float.h>
#include <math.h>
#include <stdio.h>

#include "auto.h"
#include "peer_run.h"

typedef struct Columns {
    int *first, *row;
    double *factor;
} Columns;

static Columns columns_turn(Arena *arena, const PeerModel *model) {
    Columns columns = { .first = arena_many(arena, int, (size_t)model->column_count + 2),
                        .row = arena_many(arena, int, (size_t)model->entry_count),
                        .factor = arena_many(arena, double, (size_t)model->entry_count) };
    int *end = columns.first + 1; /* of a column, once its entries are there */
    for (int i = 0; i < model->entry_count; i++) end[model->column[i] + 1]++;
    for (int i = 0; i < model->column_count; i++) end[i + 1] += end[i];
    for (int r = 0; r < model->row_count; r++) {
        for (int i = model->row_first[r]; i < model->row_first[r + 1]; i++) {
            int at = end[model->column[i]]++;
            columns.row[at] = r;
            columns.factor[at] = model->factor[i];
        }
    }
    return columns;
}

static double *limits(Arena *arena, const double *limit, int count, double factor) {
    double *all = arena_many(arena, double, (size_t)count);
    for (int i = 0; i < count; i++) {
        all[i] = isinf(limit[i]) ? (limit[i] < 0 ? -DBL_MAX : DBL_MAX) : limit[i] * factor;
    }
    return all;
}

static void model_load(Arena *arena, Cbc_Model *cbc, const PeerModel *model) {
    int columns = model->column_count, rows = model->row_count;
    Columns turned = columns_turn(arena, model);
    Cbc_loadProblem(cbc, columns, rows, turned.first, turned.row, turned.factor,
                    limits(arena, model->column_least, columns, 1),
                    limits(arena, model->column_most, columns, 1),
                    limits(arena, model->gain, columns, -1),
                    limits(arena, model->row_least, rows, 1),
                    limits(arena, model->row_most, rows, 1));
    Cbc_setObjSense(cbc, 1);
    for (int i = 0; i < columns; i++) {
        if (model->whole[i]) Cbc_setInteger(cbc, i);
    }
}

PeerOutcome cbc_solve(const PeerModel *model, double seconds_max) {
    AUTO(arena_end_at) Arena *arena = arena_new("cbc_plan", (size_t)8 << 30);
    Cbc_Model *cbc = Cbc_newModel();
    char seconds[32];
    snprintf(seconds, sizeof seconds, "%.3f", seconds_max);
    model_load(arena, cbc, model);
    Cbc_setLogLevel(cbc, 0);
    Cbc_setParameter(cbc, "seconds", seconds);
    Cbc_setParameter(cbc, "ratioGap", "0");
    Cbc_setParameter(cbc, "allowableGap", "0.9");
    double began = peer_clock_seconds();
    Cbc_solve(cbc);
    PeerOutcome outcome = { .seconds = peer_clock_seconds() - began,
                            .has_value = Cbc_bestSolution(cbc) != NULL,
                            .value = -Cbc_getObjValue(cbc),
                            .bound = -Cbc_getBestPossibleObjValue(cbc) };
    bool none = Cbc_isProvenInfeasible(cbc);
    outcome.proven = none || (outcome.has_value && Cbc_isProvenOptimal(cbc));
    outcome.has_bound = !none && fabs(outcome.bound) < 1e30;
    outcome.has_value &= !none;
    Cbc_deleteModel(cbc);
    return outcome;
}
