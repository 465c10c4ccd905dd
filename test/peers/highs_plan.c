/* HiGHS, in WebAssembly: highs_solve.mjs, run by node, reads the model from a file of ours. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "peer_run.h"

#define PACKAGE OPSTAP_HIGHS_FOLDER "/node_modules/highs/package.json"

bool highs_present(void) {
    return access(PACKAGE, R_OK) == 0;
}

/* Four numbers, then the lists, numbers of 8 bytes before those of 4: see highs_solve.mjs. */
static bool model_write(FILE *file, const PeerModel *model, double seconds_max) {
    size_t columns = (size_t)model->column_count, rows = (size_t)model->row_count;
    size_t entries = (size_t)model->entry_count;
    const double head[] = { model->column_count, model->row_count, model->entry_count,
                            seconds_max };
    bool written = fwrite(head, sizeof head, 1, file) == 1;
    written &= fwrite(model->gain, sizeof(double), columns, file) == columns;
    written &= fwrite(model->column_least, sizeof(double), columns, file) == columns;
    written &= fwrite(model->column_most, sizeof(double), columns, file) == columns;
    written &= fwrite(model->row_least, sizeof(double), rows, file) == rows;
    written &= fwrite(model->row_most, sizeof(double), rows, file) == rows;
    written &= fwrite(model->factor, sizeof(double), entries, file) == entries;
    written &= fwrite(model->whole, sizeof(int32_t), columns, file) == columns;
    written &= fwrite(model->row_first, sizeof(int32_t), rows + 1, file) == rows + 1;
    written &= fwrite(model->column, sizeof(int32_t), entries, file) == entries;
    return written;
}

/* "Optimal 1.5 57872822 57872822.5": the state, seconds, value and bound or "none". */
static PeerOutcome answer_read(FILE *file) {
    char state[32] = "", value[64] = "", bound[64] = "";
    PeerOutcome outcome = { 0 };
    if (fscanf(file, "%31s %lf %63s %63s", state, &outcome.seconds, value, bound) != 4) {
        return outcome;
    }
    bool none = strcmp(state, "Infeasible") == 0;
    outcome.proven = none || strcmp(state, "Optimal") == 0;
    outcome.has_value = !none && strcmp(value, "none") != 0;
    outcome.has_bound = !none && strcmp(bound, "none") != 0;
    outcome.value = strtod(value, NULL);
    outcome.bound = strtod(bound, NULL);
    return outcome;
}

PeerOutcome highs_solve(const PeerModel *model, double seconds_max) {
    char path[] = "/tmp/opstap_highs_XXXXXX", command[4096];
    PeerOutcome outcome = { .seconds = seconds_max };
    int to = mkstemp(path);
    FILE *file = to < 0 ? NULL : fdopen(to, "wb");
    bool written = file && model_write(file, model, seconds_max);
    if (file) written &= fclose(file) == 0;
    /* All is compiled, and well, before it starts: else the first runs time the compiler of node.
     */
    snprintf(command, sizeof command, "exec node %s '%s' '%s' '%s'",
             "--no-liftoff --no-wasm-lazy-compilation", OPSTAP_HIGHS_PROGRAM, OPSTAP_HIGHS_FOLDER,
             path);
    FILE *answer = written ? popen(command, "r") : NULL;
    if (answer) outcome = answer_read(answer);
    if (answer) pclose(answer);
    if (to >= 0) unlink(path);
    return outcome;
}
