#include "glpk_plan.h"

#include <glpk.h>
#include <setjmp.h>
#include <time.h>

#include "arena.h"
#include "auto.h"
#include "glpk_rules.h"

/* Rows: candidates, then options (at most), options (at least), classes (two too), then one per
 * pair and opening, then the rules. Columns: pairs, options, classes. */
typedef struct Model {
    const PeerProblem *problem;
    glp_prob *lp;
    int *row, *column;
    double *factor;
    int count;
} Model;

static bool opens(const PeerPlaces *places) {
    return places->minimum > 1 || places->minimum > places->maximum || places->opening_cost;
}

static bool option_opens(const PeerProblem *problem, int at) {
    return opens(&problem->option[at]);
}

static bool class_opens(const PeerProblem *problem, int at) {
    return at != PEER_NO_CLASS && opens(&problem->option_class[at]);
}

/* Else who goes where is a flow, and whole by itself. */
static bool pairs_are_integer(const PeerProblem *problem) {
    return problem->resource_count || problem->floor_count || problem->household_count;
}

static int option_column(const PeerProblem *problem, int at) {
    return problem->pair_count + 1 + at;
}

static int class_column(const PeerProblem *problem, int at) {
    return problem->pair_count + problem->option_count + 1 + at;
}

static void model_put(Model *model, int row, int column, double factor) {
    model->count++;
    model->row[model->count] = row;
    model->column[model->count] = column;
    model->factor[model->count] = factor;
}

static double places(int64_t maximum, int people) {
    return maximum < people ? (double)maximum : (double)people;
}

/* people - maximum * open <= 0 and people - minimum * open >= 0; without an opening: people <=
 * maximum. What is open has somebody, or a negative cost would open it for nobody. */
static void model_places(Model *model, int row, int column, const PeerPlaces *bounds) {
    double maximum = places(bounds->maximum, model->problem->candidate_count);
    double minimum = bounds->minimum > 1 ? (double)bounds->minimum : 1;
    if (!opens(bounds)) {
        glp_set_row_bnds(model->lp, row, GLP_UP, 0, maximum);
        return;
    }
    glp_set_row_bnds(model->lp, row, GLP_UP, 0, 0);
    glp_set_row_bnds(model->lp, row + 1, GLP_LO, 0, 0);
    model_put(model, row, column, -maximum);
    model_put(model, row + 1, column, -minimum);
}

static void model_opening(Model *model, int column, const PeerPlaces *places) {
    glp_set_col_kind(model->lp, column, GLP_BV);
    glp_set_obj_coef(model->lp, column, -(double)places->opening_cost);
}

static void model_columns(Model *model) {
    const PeerProblem *problem = model->problem;
    int kind = pairs_are_integer(problem) ? GLP_IV : GLP_CV;
    glp_add_cols(model->lp, problem->pair_count + problem->option_count + problem->class_count);
    for (int i = 0; i < problem->pair_count; i++) {
        const PeerPair *pair = &problem->pair[i];
        double least = pair->rule == PEER_PINNED, most = pair->rule != PEER_FORBIDDEN;
        glp_set_col_kind(model->lp, i + 1, kind);
        glp_set_col_bnds(model->lp, i + 1, least < most ? GLP_DB : GLP_FX, least, most);
        glp_set_obj_coef(model->lp, i + 1, (double)pair->value);
    }
    for (int k = 0; k < problem->option_count; k++) {
        model_opening(model, option_column(problem, k), &problem->option[k]);
    }
    for (int c = 0; c < problem->class_count; c++) {
        model_opening(model, class_column(problem, c), &problem->option_class[c]);
    }
}

/* column <= opening */
static void model_within(Model *model, int column, int opening) {
    int row = glp_add_rows(model->lp, 1);
    glp_set_row_bnds(model->lp, row, GLP_UP, 0, 0);
    model_put(model, row, column, 1);
    model_put(model, row, opening, -1);
}

static void model_pair(Model *model, int at, int option_row, int class_row) {
    const PeerProblem *problem = model->problem;
    const PeerPair *pair = &problem->pair[at];
    int class_index = problem->option[pair->option].class_index;
    model_put(model, pair->candidate + 1, at + 1, 1);
    model_put(model, option_row + 2 * pair->option, at + 1, 1);
    model_put(model, option_row + 2 * pair->option + 1, at + 1, 1);
    if (class_index != PEER_NO_CLASS) {
        model_put(model, class_row + 2 * class_index, at + 1, 1);
        model_put(model, class_row + 2 * class_index + 1, at + 1, 1);
    }
    if (option_opens(problem, pair->option)) {
        model_within(model, at + 1, option_column(problem, pair->option));
    } else if (class_opens(problem, class_index)) {
        model_within(model, at + 1, class_column(problem, class_index));
    }
}

static void model_build(Model *model) {
    const PeerProblem *problem = model->problem;
    int option_row = problem->candidate_count + 1,
        class_row = option_row + 2 * problem->option_count;
    glp_set_obj_dir(model->lp, GLP_MAX);
    model_columns(model);
    glp_add_rows(model->lp, class_row + 2 * problem->class_count - 1);
    for (int i = 0; i < problem->candidate_count; i++) {
        bool must = problem->must_place_all || (problem->must_place && problem->must_place[i]);
        glp_set_row_bnds(model->lp, i + 1, must ? GLP_FX : GLP_UP, 1, 1);
    }
    for (int k = 0; k < problem->option_count; k++) {
        int of = problem->option[k].class_index;
        model_places(model, option_row + 2 * k, option_column(problem, k), &problem->option[k]);
        if (!option_opens(problem, k) || !class_opens(problem, of)) continue;
        model_within(model, option_column(problem, k), class_column(problem, of));
    }
    for (int c = 0; c < problem->class_count; c++) {
        model_places(model, class_row + 2 * c, class_column(problem, c), &problem->option_class[c]);
    }
    for (int i = 0; i < problem->pair_count; i++) model_pair(model, i, option_row, class_row);
    glp_load_matrix(model->lp, model->count, model->row, model->column, model->factor);
}

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static Model model_new(Arena *arena, const PeerProblem *problem) {
    size_t openings = (size_t)problem->option_count + (size_t)problem->class_count;
    size_t room = (size_t)problem->pair_count * 7 + 6 * openings + 1;
    return (Model){ .problem = problem, .lp = glp_create_prob(),
                    .row = arena_many(arena, int, room), .column = arena_many(arena, int, room),
                    .factor = arena_many(arena, double, room) };
}

static glp_iocp manner(double seconds_max, int cover_cuts) {
    glp_iocp how;
    glp_init_iocp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.presolve = how.gmi_cuts = how.mir_cuts = how.clq_cuts = GLP_ON;
    how.cov_cuts = cover_cuts;
    how.tol_obj = 1e-9; /* else it gives up what is better by one part in 10^7 */
    how.tm_lim = (int)(seconds_max * 1000);
    return how;
}

static PeerOutcome plan_find(Arena *arena, const PeerProblem *problem, glp_iocp how,
                             bool *ret_taken) {
    double began = seconds_now();
    Model model = model_new(arena, problem);
    model_build(&model);
    glpk_rules_add(arena, model.lp, problem);
    int status = glp_intopt(model.lp, &how), mip = glp_mip_status(model.lp);
    bool none = status == GLP_ENOPFS || (status == 0 && mip == GLP_NOFEAS);
    PeerOutcome outcome = { .proven = none || (status == 0 && mip == GLP_OPT),
                            .has_value = !none && (mip == GLP_OPT || mip == GLP_FEAS),
                            .value = glp_mip_obj_val(model.lp),
                            .seconds = seconds_now() - began };
    for (int i = 0; i < problem->pair_count && ret_taken; i++) {
        ret_taken[i] = outcome.has_value && glp_mip_col_val(model.lp, i + 1) > 0.5;
    }
    glp_delete_prob(model.lp);
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
PeerOutcome glpk_plan(const PeerProblem *problem, double seconds_max, bool *ret_taken) {
    AUTO(arena_end_at) Arena *arena = arena_new("glpk_plan", (size_t)8 << 30);
    PeerOutcome outcome;
    jmp_buf failed;
    if (!setjmp(failed)) {
        glp_term_hook(say_nothing, NULL);
        glp_error_hook(give_up, &failed);
        outcome = plan_find(arena, problem, manner(seconds_max, GLP_ON), ret_taken);
    } else {
        glp_free_env();
        glp_term_hook(say_nothing, NULL);
        outcome = plan_find(arena, problem, manner(seconds_max, GLP_OFF), ret_taken);
    }
    glp_free_env();
    return outcome;
}
