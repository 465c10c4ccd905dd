#include "glpk_plan.h"

#include <glpk.h>
#include <math.h>
#include <setjmp.h>
#include <time.h>

#include "auto.h"

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int kind_of(double least, double most) {
    if (isinf(least)) return isinf(most) ? GLP_FR : GLP_UP;
    if (isinf(most)) return GLP_LO;
    return least < most ? GLP_DB : GLP_FX;
}

static void columns_load(glp_prob *lp, const PeerModel *model) {
    glp_add_cols(lp, model->column_count);
    for (int i = 0; i < model->column_count; i++) {
        double least = model->column_least[i], most = model->column_most[i];
        glp_set_col_kind(lp, i + 1, model->whole[i] ? GLP_IV : GLP_CV);
        glp_set_col_bnds(lp, i + 1, kind_of(least, most), least, most);
        glp_set_obj_coef(lp, i + 1, model->gain[i]);
    }
}

/* Positions in GLPK begin at 1. */
static void rows_load(Arena *arena, glp_prob *lp, const PeerModel *model) {
    size_t room = (size_t)model->entry_count + 1;
    int *row = arena_many(arena, int, room), *column = arena_many(arena, int, room);
    double *factor = arena_many(arena, double, room);
    glp_add_rows(lp, model->row_count);
    for (int r = 0; r < model->row_count; r++) {
        double least = model->row_least[r], most = model->row_most[r];
        glp_set_row_bnds(lp, r + 1, kind_of(least, most), least, most);
        for (int i = model->row_first[r]; i < model->row_first[r + 1]; i++) {
            row[i + 1] = r + 1;
            column[i + 1] = model->column[i] + 1;
            factor[i + 1] = model->factor[i];
        }
    }
    glp_load_matrix(lp, model->entry_count, row, column, factor);
}

/* The bound of the tree, before each node. Values are whole, so what is nearer than 1 is the best.
 */
static void bound_see(glp_tree *tree, void *found) {
    PeerOutcome *outcome = found;
    int best = glp_ios_reason(tree) == GLP_ISELECT ? glp_ios_best_node(tree) : 0;
    if (!best) return;
    outcome->has_bound = true;
    outcome->bound = glp_ios_node_bound(tree, best);
    outcome->proven = glp_ios_mip_gap(tree) * fabs(outcome->bound) < 0.9;
    if (outcome->proven) glp_ios_terminate(tree);
}

/* No clique cuts: those of GLPK 5.0 free what they never took from the heap (seen by ASan). */
static glp_iocp manner(double seconds_max, int cover_cuts) {
    glp_iocp how;
    glp_init_iocp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.presolve = how.gmi_cuts = how.mir_cuts = GLP_ON;
    how.cov_cuts = cover_cuts;
    how.tol_obj = 1e-9; /* else it gives up what is better by one part in 10^7 */
    how.tm_lim = (int)(seconds_max * 1000);
    how.cb_func = bound_see;
    return how;
}

static PeerOutcome plan_find(Arena *arena, const PeerModel *model, glp_iocp how, bool *ret_taken) {
    PeerOutcome outcome = { 0 };
    glp_prob *lp = glp_create_prob();
    glp_set_obj_dir(lp, GLP_MAX);
    columns_load(lp, model);
    rows_load(arena, lp, model);
    how.cb_info = &outcome;
    double began = seconds_now();
    int status = glp_intopt(lp, &how), mip = glp_mip_status(lp);
    bool none = status == GLP_ENOPFS || (status == 0 && mip == GLP_NOFEAS);
    outcome.seconds = seconds_now() - began;
    outcome.proven |= none || (status == 0 && mip == GLP_OPT);
    outcome.has_value = !none && (mip == GLP_OPT || mip == GLP_FEAS);
    outcome.value = glp_mip_obj_val(lp);
    for (int i = 0; i < model->column_count && ret_taken; i++) {
        ret_taken[i] = outcome.has_value && glp_mip_col_val(lp, i + 1) > 0.5;
    }
    glp_delete_prob(lp);
    return outcome;
}

static void give_up(void *failed) {
    longjmp(*(jmp_buf *)failed, 1);
}

static int say_nothing(void *nobody, const char *text) {
    (void)nobody, (void)text;
    return 1;
}

/* GLPK 5.0 fails in its cover cuts where its presolve leaves no column: then once more, without. */
PeerOutcome glpk_solve(const PeerModel *model, double seconds_max, bool *ret_taken) {
    AUTO(arena_end_at) Arena *arena = arena_new("glpk_plan", (size_t)8 << 30);
    PeerOutcome outcome;
    jmp_buf failed;
    if (!setjmp(failed)) {
        glp_term_hook(say_nothing, NULL);
        glp_error_hook(give_up, &failed);
        outcome = plan_find(arena, model, manner(seconds_max, GLP_ON), ret_taken);
    } else {
        glp_free_env();
        glp_term_hook(say_nothing, NULL);
        outcome = plan_find(arena, model, manner(seconds_max, GLP_OFF), ret_taken);
    }
    glp_free_env();
    return outcome;
}
