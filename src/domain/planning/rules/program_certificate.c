#include "program_certificate.h"

#include "planning/form/apart.h"
#include "planning/groups/certificate_write.h"

/* Mirror images (program_twins.h) are not left out here, and that there is no plan may have been
 * seen at once by a flow: writing may be far more than searching was. */
enum { WRITTEN_NODES_MAX = 1 << 20 };

/* --- positions in the whole --- */

static int32_t whole(const int32_t *source, int32_t at) {
    return source ? source[at] : at;
}

static Text *text_of(const Solver *solver) {
    return &solver->paper->text;
}

static int32_t pair_named(const Solver *solver, int32_t column) {
    const ApartPiece *piece = solver->paper->piece;
    const Program *program = solver->program;
    return whole(piece ? piece->pair : NULL, program->pair[program->column[column].pair_first]);
}

static int32_t candidate_named(const Solver *solver, int32_t candidate) {
    const ApartPiece *piece = solver->paper->piece;
    return whole(piece ? piece->candidate : NULL, candidate);
}

static int32_t option_named(const Solver *solver, int32_t place) {
    const ApartPiece *piece = solver->paper->piece;
    return whole(piece ? piece->option : NULL, solver->program->place[place].source);
}

static int32_t class_named(const Solver *solver, int32_t group) {
    const ApartPiece *piece = solver->paper->piece;
    return whole(piece ? piece->option_class : NULL, solver->program->group[group].source);
}

static int32_t resource_named(const Solver *solver, int32_t row) {
    const ApartPiece *piece = solver->paper->piece;
    return whole(piece ? piece->resource : NULL, row);
}

static int32_t floor_named(const Solver *solver, int32_t floor) {
    const ApartPiece *piece = solver->paper->piece;
    return whole(piece ? piece->floor : NULL, floor);
}

/* --- lists --- */

static void comma_add(Text *text, bool *more) {
    if (*more) text_add_char(text, ',');
    *more = true;
}

static void priced_add(Text *text, int32_t at, int64_t price, bool *more) {
    if (!price) return;
    comma_add(text, more);
    text_add_char(text, '[');
    text_add_integer(text, at);
    text_add_char(text, ',');
    text_add_integer(text, price);
    text_add_char(text, ']');
}

static void twice_priced_add(Text *text, int32_t at, int64_t one, int64_t other, bool *more) {
    if (!one && !other) return;
    comma_add(text, more);
    text_addf(text, "[%d,%lld,%lld]", (int)at, (long long)one, (long long)other);
}

/* --- prices --- */

static void units_add(const Solver *solver, const Prices *prices) {
    const Program *program = solver->program;
    bool more = false;
    text_add(text_of(solver), S(",\"people\":["));
    for (int32_t i = 0; i < program->unit_count; i++) {
        if (!prices->unit[i]) continue;
        int32_t pair = program->pair[program->column[program->unit[i].column_first].pair_first];
        int32_t candidate = program->problem->pair[pair].candidate;
        priced_add(text_of(solver), candidate_named(solver, candidate), prices->unit[i], &more);
    }
}

static void rows_add(const Solver *solver, const Prices *prices) {
    const Problem *problem = solver->program->problem;
    Text *text = text_of(solver);
    int32_t row = 0;
    bool more = false;
    text_add(text, S("],\"resources\":["));
    for (int32_t i = 0; i < problem->resource_count; i++, row++) {
        priced_add(text, resource_named(solver, i), prices->high[row], &more);
    }
    more = false;
    text_add(text, S("],\"floors\":["));
    for (int32_t i = 0; i < problem->floor_count; i++, row++) {
        priced_add(text, floor_named(solver, i), prices->low[row], &more);
    }
    more = false;
    text_add(text, S("],\"links\":["));
    for (int32_t i = 0; i < problem->household_count; i++) {
        const Household *household = &problem->household[i];
        for (int32_t k = 0; !household->same_option && k + 1 < household->member_count; k++) {
            twice_priced_add(text, candidate_named(solver, household->member[k]),
                             prices->high[row], prices->low[row], &more);
            row++;
        }
    }
}

static void groups_add(const Solver *solver, const Prices *prices) {
    bool more = false;
    text_add(text_of(solver), S("],\"classes\":["));
    for (int32_t i = 0; i < solver->program->group_count; i++) {
        twice_priced_add(text_of(solver), class_named(solver, i), prices->most[i],
                         prices->least[i], &more);
    }
}

static void counted_add(const Solver *solver) {
    const Program *program = solver->program;
    Text *text = text_of(solver);
    bool more = false;
    text_add(text, S("],\"counted\":["));
    for (int32_t i = 0; i < program->place_count; i++) {
        SetCounted counted = set_counted(solver->relaxed->sets, i);
        if (!counted.row_count && !counted.places) continue;
        bool more_rows = false;
        comma_add(text, &more);
        text_addf(text, "[%d,[", (int)option_named(solver, i));
        for (int32_t k = 0; k < counted.row_count; k++) {
            comma_add(text, &more_rows);
            text_add_integer(text, resource_named(solver, counted.row[k]));
        }
        text_add(text, counted.places ? S("],true]") : S("],false]"));
    }
    text_add(text, S("]}}\n"));
}

/* Returns their number. */
static int32_t prices_add(Solver *solver) {
    const Prices *prices = &solver->ascending.prices;
    text_addf(text_of(solver), "{\"prices\":{\"shift\":%d,\"row_shift\":%d",
              solver->relaxed->value_shift, solver->relaxed->row_shift);
    units_add(solver, prices);
    rows_add(solver, prices);
    groups_add(solver, prices);
    counted_add(solver);
    return solver->paper->price_count++;
}

/* --- nodes --- */

static const char *kind_of(const State *state, const int8_t *list) {
    return list == state->column ? "pair" : list == state->place ? "option" : "class";
}

static int32_t named(const Solver *solver, const int8_t *list, int32_t index) {
    if (list == solver->state->column) return pair_named(solver, index);
    return list == solver->state->place ? option_named(solver, index) : class_named(solver, index);
}

/* What of one list went to one side. */
static void side_add(const Solver *solver, int32_t first, const int8_t *list, int8_t side) {
    const State *state = solver->state;
    const Clash *clash = &solver->clash;
    Text *text = text_of(solver);
    bool more = false;
    for (int32_t i = first; i < state->trail_count; i++) {
        Decision decision = state->trail[i];
        if (decision.list != list || list[decision.index] != side) continue;
        comma_add(text, &more);
        text_add_integer(text, named(solver, list, decision.index));
    }
    bool clashes = clash->list == list && (side == DECIDED_IN || clash->nowhere);
    if (!clashes) return;
    comma_add(text, &more);
    text_add_integer(text, named(solver, list, clash->index));
}

void paper_decided(Solver *solver, int32_t first) {
    const State *state = solver->state;
    Text *text = text_of(solver);
    if (state->trail_count == first && !solver->clash.list) return;
    int32_t prices = prices_add(solver);
    const int8_t *const lists[] = { state->column, state->place, state->group };
    static const char *const names[] = { "pairs", "options", "classes" };
    text_addf(text, "{\"decide\":{\"prices\":%d", (int)prices);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        text_addf(text, ",\"%s_in\":[", names[i]);
        side_add(solver, first, lists[i], DECIDED_IN);
        text_addf(text, "],\"%s_out\":[", names[i]);
        side_add(solver, first, lists[i], DECIDED_OUT);
        text_add_char(text, ']');
    }
    text_add(text, S("}}\n"));
    solver->clash = (Clash){ 0 };
    certificate_flush(solver->paper);
}

void paper_split(Solver *solver, const int8_t *list, int32_t index, bool in) {
    text_addf(text_of(solver), "{\"split\":{\"what\":\"%s\",\"at\":%d,\"first\":\"%s\"}}\n",
              kind_of(solver->state, list), (int)named(solver, list, index), in ? "in" : "out");
}

void paper_leaf_by_prices(Solver *solver) {
    int32_t prices = prices_add(solver);
    certificate_leaf(solver->paper, prices);
}

void paper_leaf_by_counting(Solver *solver) {
    certificate_leaf_by_counting(solver->paper);
}

void paper_leaf_decided(Solver *solver) {
    text_add(text_of(solver), S("{\"leaf\":{\"decided\":true}}\n"));
    certificate_flush(solver->paper);
}

/* --- the whole --- */

static void piece_add(Certificate *certificate, const Problem *problem, const Best *best) {
    Text *text = &certificate->text;
    bool more = false;
    certificate->price_count = 0;
    text_add(text, S("{\"piece\":{\"candidates\":["));
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        comma_add(text, &more);
        text_add_integer(text, certificate->piece ? certificate->piece->candidate[i] : i);
    }
    text_add(text, S("],\"value\":"));
    if (best->has_value) text_add_integer(text, best->value);
    else text_add(text, S("null"));
    text_add(text, S("}}\n"));
}

void program_certify(Arena *arena, const Program *program, const Watch *watch, const Best *best) {
    Certificate *certificate = watch->limits.certificate;
    if (program->problem->measure_count) certificate->has_gap = true;
    if (certificate->has_gap) return;
    piece_add(certificate, program->problem, best);
    Watch again = *watch;
    again.nodes = 0;
    again.limits.nodes_max = WRITTEN_NODES_MAX;
    again.gap = GAP_NOT;
    again.stopped = again.close_enough = false;
    Best known = { .has_value = best->has_value, .value = best->value, .bound = best->bound };
    Program blank;
    if (!best->has_value) {
        blank = program_blank(arena, program);
        program = &blank;
    }
    Solver solver = { .arena = arena, .program = program, .watch = &again, .best = &known };
    solver.paper = certificate;
    solver.has_plan = best->has_value;
    solver.value = solver.ceiling = best->has_value ? best->value : 0;
    solver.need = best->has_value ? best->value + program->value_step : 0;
    solver.least = INT64_MIN;
    solver.anew_at = INT64_MAX;
    solver.blank = !best->has_value;
    if (!program_tree_whole(&solver)) certificate->has_gap = true;
}
