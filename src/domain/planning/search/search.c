#include "searching.h"

#include "auto.h"
#include "clock.h"
#include "limits.h"
#include "planning/groups/certificate_write.h"
#include "planning/rules/program_certificate.h"

static const double TELL_EVERY_SECONDS = 0.1;

bool gap_is_within(int64_t value, int64_t bound, int64_t gap_per_million) {
    __int128 size = value < 0 ? -(__int128)value : value;
    return ((__int128)bound - value) * 1000000 <= size * gap_per_million;
}

/* A part that is worth less than nothing would take from what others may miss. */
static bool is_close_enough(const Watch *watch, const Best *best, int64_t bound) {
    bool all = watch->gap == GAP_OF_ALL;
    if (watch->gap == GAP_NOT || !best->has_value || (!all && best->value < 0)) return false;
    int64_t value_elsewhere = all ? watch->value_elsewhere : 0;
    int64_t bound_elsewhere = all ? watch->bound_elsewhere : 0;
    return gap_is_within(value_elsewhere + best->value, bound_elsewhere + bound,
                         watch->limits.gap_per_million);
}

bool watch_goes_on(Watch *watch, const Best *best, int64_t bound) {
    if (watch->stopped || watch->close_enough) return false;
    const SearchLimits *limits = &watch->limits;
    watch->close_enough = is_close_enough(watch, best, bound);
    if (watch->close_enough) return false;
    if (limits->nodes_max && watch->nodes > limits->nodes_max) watch->stopped = true;
    if (limits->seconds_max <= 0 && !limits->progress) return !watch->stopped;
    double now;
    if (clock_steady_seconds(&now) != OK) {
        watch->stopped = watch->clock_broken = true;
        return false;
    }
    if (limits->seconds_max > 0 && now - watch->began > limits->seconds_max) watch->stopped = true;
    if (!limits->progress || now - watch->told < TELL_EVERY_SECONDS) return !watch->stopped;
    watch->told = now;
    SearchProgress progress = { .has_value = best->has_value && !watch->value_unknown,
                                .value = watch->value_elsewhere + best->value,
                                .bound = watch->bound_elsewhere + bound,
                                .nodes = watch->nodes,
                                .seconds = now - watch->began };
    if (!limits->progress(limits->context, progress)) {
        watch->stopped = watch->interrupted = true;
    }
    return !watch->stopped;
}

static void search_describe(Search *search) {
    const Problem *problem = search->problem;
    Solution *solution = search->solution;
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        solution->option_of[i] = PLAN_UNPLACED;
        if (!solution->has_value || search->pair_of[i] == PLAN_UNPLACED) continue;
        const Pair *pair = &problem->pair[search->pair_of[i]];
        solution->option_of[i] = pair->option;
        solution->stay_bonus += pair->stay_bonus;
        solution->option_open[pair->option] = true;
        int32_t class_index = problem->option[pair->option].class_index;
        if (class_index != PLAN_NO_CLASS) solution->class_open[class_index] = true;
    }
}

/* Whether every plan that starts the class has two people there. */
static bool class_asks(const Search *search, const PartBlock *block, int32_t class_index) {
    const Problem *problem = search->problem;
    if (class_index == PLAN_NO_CLASS) return false;
    if (problem->option_class[class_index].minimum > 1) return true;
    return block->minimum > 1 && search->options_of[class_index] == 1;
}

/* The price of each choice, told to the option and the class that it stands for. Where nothing asks
 * for two people, pairs of negative value are left out that could start it (usable.h): no price. */
static void search_prices(Search *search, const Part *part, int64_t value, const int64_t *if_open) {
    for (int32_t j = 0; j < part->choice_count; j++) {
        const PartBlock *block = &part->block[part->choice[j].block];
        bool whole = part->choice[j].option == CHOICE_NONE;
        const PartOption *option =
            &part->option[whole ? block->option_first : part->choice[j].option];
        int32_t source = option->source;
        int32_t class_index = search->problem->option[source].class_index;
        int64_t price = if_open[j] < value ? value - if_open[j] : 0;
        bool alone = block->option_end - block->option_first == 1;
        Closed *of_option = &search->solution->option_closed[source];
        if ((!whole || alone) && (block->minimum > 1 || option->minimum > 1)) {
            of_option->price = price;
            of_option->has_price = true;
        }
        if (!whole || !class_asks(search, block, class_index)) continue;
        Closed *of_class = &search->solution->class_closed[class_index];
        of_class->price = price;
        of_class->has_price = true;
    }
}

/* False when the part is proven to have no plan. */
static bool search_part(Search *search, const Part *part) {
    Solution *solution = search->solution;
    Best best = { .pair_of = search->pair_of,
                  .person = part->person_source,
                  .person_count = part->person_count,
                  .bound = INT64_C(1) << 62 };
    AUTO(arena_end_at) Arena *scratch = arena_new("planning", PLANNING_BYTES_MAX);
    int64_t *if_open = arena_many(scratch, int64_t, (size_t)part->choice_count);
    Certificate *certificate = search->watch->limits.certificate;
    if (certificate) certificate_part(certificate, part);
    piece_solve(scratch, part, search->watch, &best, if_open);
    if (certificate && best.has_value) certificate_part_end(certificate, best.value);
    if (best.infeasible) return false;
    if (best.has_value && best.bound < best.value) best.bound = best.value;
    if (best.has_value) search_prices(search, part, best.value, if_open);
    solution->has_value = solution->has_value && best.has_value;
    solution->value += best.has_value ? best.value : 0;
    solution->bound += best.bound;
    return true;
}

static int64_t smaller(int64_t a, int64_t b) {
    return a < b ? a : b;
}

/* Everybody in the place they are worth most in: a bound before any work is done. */
static int64_t part_roof(Arena *arena, const Part *part) {
    ArenaMark mark = arena_mark(arena);
    int64_t *most = arena_many(arena, int64_t, (size_t)part->person_count), roof = 0;
    for (int32_t i = 0; i < part->person_count; i++) most[i] = part->must[i] ? INT64_MIN : 0;
    for (int32_t i = 0; i < part->pair_count; i++) {
        int64_t *here = &most[part->pair_person[i]];
        if (part->pair_value[i] > *here) *here = part->pair_value[i];
    }
    for (int32_t i = 0; i < part->person_count; i++) roof += most[i];
    for (int32_t b = 0; b < part->block_count; b++) roof -= smaller(part->block[b].cost, 0);
    for (int32_t k = 0; k < part->option_count; k++) roof -= smaller(part->option[k].cost, 0);
    arena_rewind(arena, mark);
    return roof;
}

bool problem_forces(const Problem *problem) {
    bool forced = problem->must_place_all || problem->floor_count || problem->measure_count;
    for (int32_t i = 0; problem->must_place && i < problem->candidate_count; i++) {
        forced = forced || problem->must_place[i];
    }
    for (int32_t i = 0; i < problem->option_count; i++) {
        forced = forced || problem->option[i].must_start;
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        forced = forced || problem->option_class[i].must_start;
    }
    for (int32_t i = 0; i < problem->pair_count; i++) {
        forced = forced || problem->pair[i].rule == RULE_PINNED;
    }
    return forced;
}

/* Where something may have to be placed at a loss, only the last knows what all are worth. */
static void search_look_elsewhere(Search *search, int64_t bound, bool last) {
    Watch *watch = search->watch;
    last = last && search->is_last;
    bool some_without = !search->solution->has_value || search->elsewhere.without_value;
    watch->bound_elsewhere = search->elsewhere.bound + bound;
    watch->value_elsewhere = search->elsewhere.value + search->solution->value;
    watch->value_unknown = some_without || (search->forced && !last);
    watch->gap = GAP_NOT;
    watch->close_enough = false;
    if (!watch->limits.gap_per_million || some_without) return;
    if (last) watch->gap = GAP_OF_ALL;
    else if (!search->forced) watch->gap = GAP_OF_PART;
}

/* The flow says of nobody why there is no place for them: the engine that takes any rules does. */
static void certify_none(Search *search) {
    const Best none = { .infeasible = true };
    certificate_anew(search->watch->limits.certificate);
    program_certify(search->arena, program_new(search->arena, search->problem), search->watch,
                    &none);
}

void search_parts(Search *search, PartList list) {
    Solution *solution = search->solution;
    const Problem *problem = search->problem;
    search->options_of = arena_many(search->arena, int32_t, (size_t)problem->class_count);
    for (int32_t i = 0; i < problem->option_count; i++) {
        int32_t of = problem->option[i].class_index;
        if (of != PLAN_NO_CLASS) search->options_of[of]++;
    }
    bool feasible = !list.impossible;
    int64_t *roof = arena_many(search->arena, int64_t, (size_t)list.count), roofs = 0;
    for (int32_t i = 0; i < list.count; i++) {
        roof[i] = part_roof(search->arena, &list.part[i]);
        roofs += roof[i];
    }
    for (int32_t i = 0; i < list.count && feasible; i++) {
        roofs -= roof[i];
        search_look_elsewhere(search, solution->bound + roofs, i + 1 == list.count);
        feasible = search_part(search, &list.part[i]);
    }
    if (!feasible && search->watch->limits.certificate) certify_none(search);
    if (!feasible) solution->has_value = solution->has_bound = false;
    if (!solution->has_value) solution->value = 0;
    if (!feasible) solution->status = PLAN_INFEASIBLE;
    else if (!solution->has_value) solution->status = PLAN_STOPPED;
    else solution->status = solution->value == solution->bound ? PLAN_OPTIMAL : PLAN_FEASIBLE;
}

static void closed_price(Closed *closed, int64_t value, int64_t if_starts) {
    closed->never = if_starts == STARTS_NEVER;
    closed->has_price = !closed->never && if_starts != INT64_MAX;
    closed->price = closed->has_price && if_starts < value ? value - if_starts : 0;
}

static void program_prices(const Search *search, const Best *best) {
    Solution *solution = search->solution;
    for (int32_t i = 0; i < search->problem->option_count; i++) {
        closed_price(&solution->option_closed[i], best->value, best->if_option[i]);
    }
    for (int32_t i = 0; i < search->problem->class_count; i++) {
        closed_price(&solution->class_closed[i], best->value, best->if_class[i]);
    }
}

static int64_t *ifs_new(Arena *arena, int32_t count) {
    int64_t *list = arena_many(arena, int64_t, (size_t)count);
    for (int32_t i = 0; i < count; i++) list[i] = INT64_MAX;
    return list;
}

/* Nobody anywhere is a plan too. */
static void best_of_nobody(const Search *search, Best *best) {
    if (best->has_value || best->infeasible || problem_forces(search->problem)) return;
    best->has_value = true;
    best->value = 0;
    if (best->bound < 0) best->bound = 0;
}

void search_program(Search *search) {
    const Problem *problem = search->problem;
    Solution *solution = search->solution;
    AUTO(arena_end_at) Arena *scratch = arena_new("planning with rules", PLANNING_BYTES_MAX);
    int32_t *everybody = arena_many(scratch, int32_t, (size_t)problem->candidate_count);
    for (int32_t i = 0; i < problem->candidate_count; i++) everybody[i] = i;
    Best best = { .pair_of = search->pair_of,
                  .person = everybody,
                  .person_count = problem->candidate_count,
                  .if_option = ifs_new(scratch, problem->option_count),
                  .if_class = ifs_new(scratch, problem->class_count),
                  .bound = INT64_C(1) << 62 };
    search_look_elsewhere(search, 0, true);
    const Program *program = program_new(scratch, problem);
    program_solve(scratch, program, search->watch, &best);
    best_of_nobody(search, &best);
    if (best.has_value) program_prices(search, &best);
    bool sure = best.infeasible || (best.has_value && best.value == best.bound);
    if (search->watch->limits.certificate && sure) {
        program_certify(scratch, program, search->watch, &best);
    }
    Basis *basis = search->watch->limits.basis;
    for (int32_t i = 0; basis && best.has_value && i < problem->candidate_count; i++) {
        basis->pair_of[i] = search->pair_of[i];
    }
    solution->has_value = best.has_value;
    solution->has_bound = !best.infeasible;
    solution->value = best.has_value ? best.value : 0;
    solution->bound = best.bound;
    if (best.infeasible) solution->status = PLAN_INFEASIBLE;
    else if (!best.has_value) solution->status = PLAN_STOPPED;
    else solution->status = best.value == best.bound ? PLAN_OPTIMAL : PLAN_FEASIBLE;
}

bool problem_is_flow(const Problem *problem) {
    AUTO(arena_end_at) Arena *scratch = arena_new("planning", PLANNING_BYTES_MAX);
    return part_list(scratch, problem).is_flow;
}

Solution solution_new(Arena *arena, const Problem *problem) {
    Solution solution = { .has_value = true, .has_bound = true };
    size_t options = (size_t)problem->option_count, classes = (size_t)problem->class_count;
    solution.option_of = arena_many(arena, int32_t, (size_t)problem->candidate_count);
    solution.option_open = arena_many(arena, bool, options);
    solution.class_open = arena_many(arena, bool, classes);
    solution.option_closed = arena_many(arena, Closed, options);
    solution.class_closed = arena_many(arena, Closed, classes);
    return solution;
}

int32_t *pairs_new(Arena *arena, const Problem *problem) {
    int32_t *pair_of = arena_many(arena, int32_t, (size_t)problem->candidate_count);
    for (int32_t i = 0; i < problem->candidate_count; i++) pair_of[i] = PLAN_UNPLACED;
    return pair_of;
}

Result problem_solve(Arena *arena, const Problem *problem, SearchLimits limits,
                     Solution *ret_solution) {
    Solution solution = solution_new(arena, problem);
    AUTO(arena_end_at) Arena *scratch = arena_new("planning", PLANNING_BYTES_MAX);
    Watch watch = { .limits = limits, .problem = problem };
    Search search = { .arena = scratch,
                      .problem = problem,
                      .watch = &watch,
                      .solution = &solution,
                      .forced = problem_forces(problem),
                      .is_last = true };
    if (clock_steady_seconds(&watch.began) != OK) return BROKEN;
    search.pair_of = pairs_new(scratch, problem);
    PartList list = part_list(scratch, problem);
    Result result = OK;
    if (list.is_flow) search_parts(&search, list);
    else result = search_pieces(&search);
    if (result != OK) return result;
    search_describe(&search);
    closed_count(scratch, problem, &solution);
    solution.nodes = watch.nodes;
    double ended;
    if (watch.clock_broken || clock_steady_seconds(&ended) != OK) return BROKEN;
    solution.seconds = ended - watch.began;
    *ret_solution = solution;
    return OK;
}
