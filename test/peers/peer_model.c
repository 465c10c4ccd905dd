#include "peer_model.h"

#include <math.h>
#include <stddef.h>

typedef struct Entry {
    int row, column;
    double factor;
} Entry;

/* Rows come one after another; entries go to the last one. */
typedef struct Making {
    Arena *arena;
    const PeerProblem *problem;
    PeerModel model;
    Entry *entry;
    size_t entry_room, least_room, most_room;
    /* The pairs of each candidate, option and class. */
    int *of_candidate, *of_option, *of_class, *next_of_candidate, *next_of_option, *next_of_class;
} Making;

/* Has it a column that says whether it starts? */
static bool opens(const PeerPlaces *places) {
    return places->minimum > 1 || places->minimum > places->maximum || places->opening_cost ||
           places->must_start || places->counted;
}

static bool class_opens(const PeerProblem *problem, int at) {
    return at != PEER_NO_CLASS && opens(&problem->option_class[at]);
}

/* Else who goes where is a flow, and whole by itself. */
static bool pairs_are_whole(const PeerProblem *problem) {
    return problem->resource_count || problem->floor_count || problem->household_count ||
           problem->measure_count;
}

static int option_column(const PeerProblem *problem, int at) {
    return problem->pair_count + at;
}

static int class_column(const PeerProblem *problem, int at) {
    return problem->pair_count + problem->option_count + at;
}

/* ---- rows ---- */

static void row_new(Making *making, double least, double most) {
    PeerModel *model = &making->model;
    size_t count = (size_t)model->row_count++;
    model->row_least =
        arena_room(making->arena, double, model->row_least, count, &making->least_room);
    model->row_most = arena_room(making->arena, double, model->row_most, count, &making->most_room);
    model->row_least[count] = least;
    model->row_most[count] = most;
}

static void put(Making *making, int column, double factor) {
    size_t count = (size_t)making->model.entry_count++;
    making->entry = arena_room(making->arena, Entry, making->entry, count, &making->entry_room);
    making->entry[count] = (Entry){ making->model.row_count - 1, column, factor };
}

/* A row of every pair of a chain. */
static void put_chain(Making *making, int first, const int *next, double factor) {
    for (int i = first; i >= 0; i = next[i]) put(making, i, factor);
}

/* Every pair of the candidate; with option 0 or more only that one. */
static void put_candidate(Making *making, int candidate, int option, double factor) {
    for (int i = making->of_candidate[candidate]; i >= 0; i = making->next_of_candidate[i]) {
        if (option < 0 || making->problem->pair[i].option == option) put(making, i, factor);
    }
}

/* column <= opening */
static void row_within(Making *making, int column, int opening) {
    row_new(making, -INFINITY, 0);
    put(making, column, 1);
    put(making, opening, -1);
}

typedef struct Chain {
    int first;
    const int *next;
} Chain;

/* people - maximum * open <= 0 and people - minimum * open >= 0; without an opening: people <=
 * maximum. What is open has somebody, or a negative cost would open it for nobody. */
static void rows_places(Making *making, int opening, const PeerPlaces *bounds, Chain chain) {
    double people = making->problem->candidate_count;
    double maximum = bounds->maximum < people ? (double)bounds->maximum : people;
    double minimum = bounds->minimum > 1 ? (double)bounds->minimum : 1;
    row_new(making, -INFINITY, opens(bounds) ? 0 : maximum);
    put_chain(making, chain.first, chain.next, 1);
    if (!opens(bounds)) return;
    put(making, opening, -maximum);
    row_new(making, 0, INFINITY);
    put_chain(making, chain.first, chain.next, 1);
    put(making, opening, -minimum);
}

static void rows_openings(Making *making) {
    const PeerProblem *problem = making->problem;
    for (int k = 0; k < problem->option_count; k++) {
        const PeerPlaces *option = &problem->option[k];
        rows_places(making, option_column(problem, k), option,
                    (Chain){ making->of_option[k], making->next_of_option });
        if (!opens(option) || !class_opens(problem, option->class_index)) continue;
        row_within(making, option_column(problem, k), class_column(problem, option->class_index));
    }
    for (int c = 0; c < problem->class_count; c++) {
        rows_places(making, class_column(problem, c), &problem->option_class[c],
                    (Chain){ making->of_class[c], making->next_of_class });
    }
    for (int i = 0; i < problem->pair_count; i++) {
        int k = problem->pair[i].option, c = problem->option[k].class_index;
        if (opens(&problem->option[k])) row_within(making, i, option_column(problem, k));
        else if (class_opens(problem, c)) row_within(making, i, class_column(problem, c));
    }
}

static void rows_candidates(Making *making) {
    const PeerProblem *problem = making->problem;
    for (int i = 0; i < problem->candidate_count; i++) {
        bool must = problem->must_place_all || (problem->must_place && problem->must_place[i]);
        row_new(making, must ? 1 : -INFINITY, 1);
        put_candidate(making, i, -1, 1);
    }
}

/* ---- rows of rules ---- */

static void rows_resources(Making *making) {
    const PeerProblem *problem = making->problem;
    for (int k = 0; k < problem->resource_count; k++) {
        row_new(making, -INFINITY, (double)problem->capacity[k]);
        for (int i = 0; i < problem->use_count; i++) {
            const PeerUse *use = &problem->use[i];
            if (use->resource == k) put(making, use->pair, (double)use->amount);
        }
    }
}

static void rows_floors(Making *making) {
    for (int i = 0; i < making->problem->floor_count; i++) {
        const PeerCircle *floor = &making->problem->floor[i];
        row_new(making, (double)floor->placed_minimum, INFINITY);
        for (int k = 0; k < floor->member_count; k++) put_candidate(making, floor->member[k], -1, 1);
    }
}

/* Everybody is placed as far as the first: over all options, or in each of them. */
static void rows_household(Making *making, const PeerCircle *household) {
    int first_option = household->same_option ? 0 : -1;
    int options = household->same_option ? making->problem->option_count : 0;
    for (int k = 1; k < household->member_count; k++) {
        int option = first_option;
        do {
            row_new(making, 0, 0);
            put_candidate(making, household->member[0], option, 1);
            put_candidate(making, household->member[k], option, -1);
        } while (++option < options);
    }
}

static void rows_measures(Making *making) {
    const PeerProblem *problem = making->problem;
    for (int m = 0; m < problem->measure_count; m++) {
        const PeerMeasure *measure = &problem->measure[m];
        row_new(making, (double)measure->least, INFINITY);
        for (int i = 0; i < problem->pair_count; i++) put(making, i, (double)measure->pair[i]);
        for (int k = 0; k < problem->option_count && measure->option_cost; k++) {
            put(making, option_column(problem, k), -(double)measure->option_cost[k]);
        }
        for (int c = 0; c < problem->class_count && measure->class_cost; c++) {
            put(making, class_column(problem, c), -(double)measure->class_cost[c]);
        }
    }
}

/* ---- columns ---- */

static void column_opening(PeerModel *model, int column, const PeerPlaces *places) {
    model->column_least[column] = places->must_start;
    model->column_most[column] = 1;
    model->whole[column] = 1;
    model->gain[column] = -(double)places->opening_cost;
}

static void columns_make(Making *making) {
    const PeerProblem *problem = making->problem;
    PeerModel *model = &making->model;
    model->column_count = problem->pair_count + problem->option_count + problem->class_count;
    size_t count = (size_t)model->column_count;
    model->gain = arena_many(making->arena, double, count);
    model->column_least = arena_many(making->arena, double, count);
    model->column_most = arena_many(making->arena, double, count);
    model->whole = arena_many(making->arena, int32_t, count);
    for (int i = 0; i < problem->pair_count; i++) {
        const PeerPair *pair = &problem->pair[i];
        model->column_least[i] = pair->rule == PEER_PINNED;
        model->column_most[i] = pair->rule != PEER_FORBIDDEN;
        model->whole[i] = pairs_are_whole(problem);
        model->gain[i] = (double)pair->value;
    }
    for (int k = 0; k < problem->option_count; k++) {
        column_opening(model, option_column(problem, k), &problem->option[k]);
    }
    for (int c = 0; c < problem->class_count; c++) {
        column_opening(model, class_column(problem, c), &problem->option_class[c]);
    }
}

/* ---- all ---- */

static int *chain_heads(Arena *arena, int count) {
    int *head = arena_many(arena, int, (size_t)count);
    for (int i = 0; i < count; i++) head[i] = -1;
    return head;
}

static void chain(int *head, int *next, int at) {
    next[at] = *head;
    *head = at;
}

static void chains_make(Making *making) {
    const PeerProblem *problem = making->problem;
    size_t pairs = (size_t)problem->pair_count;
    making->of_candidate = chain_heads(making->arena, problem->candidate_count);
    making->of_option = chain_heads(making->arena, problem->option_count);
    making->of_class = chain_heads(making->arena, problem->class_count);
    making->next_of_candidate = arena_many(making->arena, int, pairs);
    making->next_of_option = arena_many(making->arena, int, pairs);
    making->next_of_class = arena_many(making->arena, int, pairs);
    for (int i = problem->pair_count - 1; i >= 0; i--) {
        const PeerPair *pair = &problem->pair[i];
        int of = problem->option[pair->option].class_index;
        chain(&making->of_candidate[pair->candidate], making->next_of_candidate, i);
        chain(&making->of_option[pair->option], making->next_of_option, i);
        if (of != PEER_NO_CLASS) chain(&making->of_class[of], making->next_of_class, i);
    }
}

/* Entries were put row by row, so they are in order. */
static void entries_lay(Making *making) {
    PeerModel *model = &making->model;
    size_t count = (size_t)model->entry_count;
    model->row_first = arena_many(making->arena, int32_t, (size_t)model->row_count + 1);
    model->column = arena_many(making->arena, int32_t, count);
    model->factor = arena_many(making->arena, double, count);
    for (int i = 0; i < model->entry_count; i++) {
        model->column[i] = making->entry[i].column;
        model->factor[i] = making->entry[i].factor;
        model->row_first[making->entry[i].row + 1] = i + 1;
    }
    for (int r = 0; r < model->row_count; r++) {
        if (!model->row_first[r + 1]) model->row_first[r + 1] = model->row_first[r];
    }
}

PeerModel peer_model_make(Arena *arena, const PeerProblem *problem) {
    Making making = { .arena = arena, .problem = problem };
    chains_make(&making);
    columns_make(&making);
    rows_candidates(&making);
    rows_openings(&making);
    rows_resources(&making);
    rows_floors(&making);
    rows_measures(&making);
    for (int i = 0; i < problem->household_count; i++) {
        rows_household(&making, &problem->household[i]);
    }
    entries_lay(&making);
    return making.model;
}
