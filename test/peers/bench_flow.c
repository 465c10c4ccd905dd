#include "bench_flow.h"

#include "lemon_flow.h"
#include "peer_run.h"
#include "plan_instances.h"
#include "planning/groups/fill.h"
#include "planning/groups/flow.h"

enum { ROOM = 2 }; /* of an arc of a person: more than is sent, as in planning/groups/fill.c */
static const double RATIO_MAX = 1.2;

/* People to their options, those to the root; whoever stays goes there at no cost. Minimums are
 * dropped. */
typedef struct Network {
    LemonArc *arc;
    int64_t *supply;
    int arc_count, node_count;
} Network;

static void arc_add(Network *network, int from, int to, int64_t upper, int64_t cost) {
    network->arc[network->arc_count++] =
        (LemonArc){ .from = from, .to = to, .upper = upper, .cost = cost };
}

static Network network_make(Arena *arena, const Problem *problem) {
    int people = problem->candidate_count, options = problem->option_count;
    size_t arcs = (size_t)problem->pair_count + (size_t)people + (size_t)options;
    Network network = { .node_count = 1 + people + options,
                        .arc = arena_many(arena, LemonArc, arcs) };
    network.supply = arena_many(arena, int64_t, (size_t)network.node_count);
    for (int i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        arc_add(&network, 1 + pair->candidate, 1 + people + pair->option, ROOM, -pair->value);
    }
    for (int k = 0; k < options; k++) {
        arc_add(&network, 1 + people + k, FLOW_ROOT, problem->option[k].maximum, 0);
    }
    for (int i = 0; i < people; i++) {
        arc_add(&network, 1 + i, FLOW_ROOT, ROOM, 0);
        network.supply[1 + i] = 1;
    }
    network.supply[FLOW_ROOT] = -people;
    return network;
}

/* What is timed; `problem` and `network` say the same. */
typedef struct Timed {
    Arena *arena;
    const Problem *problem;
    const Network *network;
    LemonMethod method;
} Timed;

static LemonOutcome median_of(LemonOutcome (*once)(const Timed *timed), const Timed *timed) {
    double seconds[BENCH_REPEATS];
    LemonOutcome outcome = { 0 };
    for (int i = 0; i < BENCH_REPEATS; i++) {
        ArenaMark mark = arena_mark(timed->arena);
        outcome = once(timed);
        seconds[i] = outcome.seconds;
        arena_rewind(timed->arena, mark);
    }
    outcome.seconds = bench_median(seconds, BENCH_REPEATS);
    return outcome;
}

static LemonOutcome simplex_once(const Timed *timed) {
    const Network *network = timed->network;
    LemonOutcome outcome = { 0 };
    Flow *flow = flow_new(timed->arena, network->node_count, network->arc_count);
    for (int i = 0; i < network->arc_count; i++) {
        const LemonArc *arc = &network->arc[i];
        flow_add(flow, (FlowArc){ arc->from, arc->to, 0, arc->upper, arc->cost });
    }
    for (int i = 1; i < network->node_count; i++) flow_set_supply(flow, i, network->supply[i]);
    double began = peer_clock_seconds();
    outcome.solved = flow_solve(flow) == FLOW_OPTIMAL;
    outcome.seconds = peer_clock_seconds() - began;
    for (int i = 0; i < network->arc_count; i++) {
        outcome.cost += flow_amount(flow, i) * network->arc[i].cost;
    }
    return outcome;
}

#ifdef OPSTAP_WITH_LEMON
static LemonOutcome lemon_once(const Timed *timed) {
    const Network *network = timed->network;
    const LemonNetwork given = { .node_count = network->node_count,
                                 .arc_count = network->arc_count, .arc = network->arc,
                                 .supply = network->supply };
    return lemon_flow(&given, timed->method);
}
#endif

/* As the planner does it: the parts of the problem, each begun with an auction (fill_start.h). */
static LemonOutcome fills_once(const Timed *timed) {
    Arena *arena = timed->arena;
    LemonOutcome outcome = { .solved = true };
    PartList list = part_list(arena, timed->problem);
    for (int32_t i = 0; i < list.count; i++) {
        const Part *part = &list.part[i];
        Fill *fill = fill_new(arena, part);
        int8_t *undecided = arena_many(arena, int8_t, (size_t)part->choice_count);
        int64_t value = 0;
        double began = peer_clock_seconds();
        outcome.solved = fill_solve(fill, undecided, &value) && outcome.solved;
        outcome.seconds += peer_clock_seconds() - began;
        outcome.cost -= value;
    }
    return outcome;
}

/* The ratio of our time to that of network simplex is what the target is about. */
static void lemon_compare(Bench *bench, BenchTable *table, const char *name,
                          Timed timed, const LemonOutcome *ours) {
#ifdef OPSTAP_WITH_LEMON
    static const char *const names[] = { "LEMON network simplex", "LEMON cost scaling" };
    LemonOutcome peer[2];
    for (int method = LEMON_NETWORK_SIMPLEX; method <= LEMON_COST_SCALING; method++) {
        bench_say(name, names[method]);
        timed.method = (LemonMethod)method;
        peer[method] = median_of(lemon_once, &timed);
        bench_table_add(table, bench_seconds(bench->arena, peer[method].seconds));
        if (peer[method].solved != ours->solved || peer[method].cost != ours->cost) {
            bench_wrong(bench, name, str_printf(bench->arena, "%s finds %lld", names[method],
                                                (long long)peer[method].cost).at);
        }
    }
    double ratio = ours->seconds / peer[LEMON_NETWORK_SIMPLEX].seconds;
    bench_table_add(table, str_printf(bench->arena, "%.2f", ratio));
    bench_table_add(table, str_printf(bench->arena, "%.2f",
                                      ours->seconds / peer[LEMON_COST_SCALING].seconds));
    if (ratio > RATIO_MAX) {
        bench_missed(bench, name,
                     str_printf(bench->arena, "%.2f times the time of network simplex; target %g",
                                ratio, RATIO_MAX));
    }
#else
    (void)bench, (void)name, (void)timed, (void)ours;
    bench_table_add(table, S("not there"));
    bench_table_add(table, S("not there"));
    bench_table_add(table, S("-"));
    bench_table_add(table, S("-"));
#endif
}

static void flow_compare(Bench *bench, BenchTable *table, const char *name) {
    Problem problem;
    if (plan_instance_make(bench->arena, name, &problem) != OK) return;
    for (int k = 0; k < problem.option_count; k++) problem.option[k].minimum = 0;
    Network network = network_make(bench->arena, &problem);
    const char *said = str_printf(bench->arena, "flow of %s", name).at;
    bench_say(said, "Opstap");
    const Timed timed = { .arena = bench->arena, .problem = &problem, .network = &network };
    LemonOutcome ours = median_of(fills_once, &timed);
    LemonOutcome cold = median_of(simplex_once, &timed);
    if (!ours.solved || !cold.solved || ours.cost != cold.cost) {
        bench_wrong(bench, said, "begun with an auction it is worth something else");
    }
    Solution plan;
    SearchLimits limits = { .seconds_max = bench->seconds_max };
    Result result = problem_solve(bench->arena, &problem, limits, &plan);
    if (result != OK || plan.status != PLAN_OPTIMAL || plan.value != -ours.cost) {
        bench_wrong(bench, said, "the plan of the same problem is worth something else");
    }
    bench_table_add(table, str_from(name));
    bench_table_add(table, str_printf(bench->arena, "%d", network.arc_count));
    bench_table_add(table, str_printf(bench->arena, "%g x", RATIO_MAX));
    bench_table_add(table, str_printf(bench->arena, "%lld", (long long)ours.cost));
    bench_table_add(table, bench_seconds(bench->arena, ours.seconds));
    bench_table_add(table, bench_seconds(bench->arena, cold.seconds));
    lemon_compare(bench, table, said, timed, &ours);
    bench_table_add(table, bench_seconds(bench->arena, plan.seconds));
}

void bench_flow(Bench *bench) {
    static const char *const names[] = { "1000x100-8-16", "5000x400-10-20", "flow-20000x1500" };
    static const char *const head[] = {
        "Network", "Arcs", "Target", "Cost", "Opstap", "its simplex alone", "LEMON simplex",
        "LEMON scaling", "Opstap / simplex", "Opstap / scaling", "As a plan", NULL,
    };
    BenchTable table = bench_table_new(bench->arena, head);
    bool any = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *shown = str_printf(bench->arena, "flow of %s", names[i]).at;
        if (!bench_wanted(bench, shown)) continue;
        flow_compare(bench, &table, names[i]);
        any = true;
    }
    if (any) bench_table_print(&table, "Flow core", bench->markdown);
}
