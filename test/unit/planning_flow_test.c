/* The flow core: known networks, random ones against their own proof and a plain maximum flow, and
 * warm starts against cold ones. */
#include "test.h"

#include "planning/groups/flow.h"

enum { NODES_MAX = 9, ARCS_MAX = 40, NETWORKS = 4000 };

typedef struct Network {
    int32_t node_count, arc_count;
    FlowArc arc[ARCS_MAX];
    int64_t supply[NODES_MAX];
} Network;

static uint32_t random_state;

static int64_t random_between(int64_t low, int64_t high) {
    random_state = random_state * 1664525U + 1013904223U; /* Knuth, Lewis */
    return low + (int64_t)((random_state >> 8) % (uint32_t)(high - low + 1));
}

static Flow *flow_of(Arena *arena, const Network *network) {
    Flow *flow = flow_new(arena, network->node_count, network->arc_count);
    for (int32_t i = 0; i < network->arc_count; i++) flow_add(flow, network->arc[i]);
    for (int32_t i = 1; i < network->node_count; i++) flow_set_supply(flow, i, network->supply[i]);
    return flow;
}

static int64_t flow_cost_of(const Network *network, const Flow *flow) {
    int64_t cost = 0;
    for (int32_t i = 0; i < network->arc_count; i++) {
        cost += flow_amount(flow, i) * network->arc[i].cost;
    }
    return cost;
}

/* Bounds kept, nodes balanced, and prices that prove the cost (complementary slackness). With a
 * penalty the price counts behind it, as flow.h says. */
static void assert_proven(const Network *network, const Flow *flow) {
    int64_t left[NODES_MAX] = { 0 };
    for (int32_t i = 0; i < network->arc_count; i++) {
        const FlowArc *arc = &network->arc[i];
        int64_t amount = flow_amount(flow, i);
        assert_true(amount >= arc->lower && amount <= arc->upper);
        left[arc->from] += amount;
        left[arc->to] -= amount;
        int64_t first = flow_penalty(flow, arc->from) - flow_penalty(flow, arc->to);
        int64_t second = arc->cost + flow_price(flow, arc->from) - flow_price(flow, arc->to);
        int64_t reduced = first ? first : second;
        if (reduced > 0) assert_int_equal(amount, arc->lower);
        if (reduced < 0) assert_int_equal(amount, arc->upper);
    }
    for (int32_t i = 1; i < network->node_count; i++) {
        assert_int_equal(left[i], network->supply[i]);
    }
}

/* Can all lower amounts and supplies be met? Augmenting one unit at a time, on a matrix: nothing
 * like the simplex. Node n is the source of what must move, node n + 1 its sink. */
static bool reach(int64_t room[NODES_MAX + 2][NODES_MAX + 2], int count, int at, int end,
                  bool *seen) {
    if (at == end) return true;
    seen[at] = true;
    for (int next = 0; next < count; next++) {
        if (seen[next] || room[at][next] <= 0 || !reach(room, count, next, end, seen)) continue;
        room[at][next]--;
        room[next][at]++;
        return true;
    }
    return false;
}

static bool can_be_met(const Network *network) {
    int64_t room[NODES_MAX + 2][NODES_MAX + 2] = { { 0 } }, extra[NODES_MAX] = { 0 }, needed = 0;
    int source = network->node_count, sink = source + 1;
    for (int32_t i = 1; i < network->node_count; i++) {
        extra[i] += network->supply[i];
        extra[0] -= network->supply[i];
    }
    for (int32_t i = 0; i < network->arc_count; i++) {
        const FlowArc *arc = &network->arc[i];
        if (arc->lower > arc->upper) return false;
        room[arc->from][arc->to] += arc->upper - arc->lower;
        extra[arc->from] -= arc->lower;
        extra[arc->to] += arc->lower;
    }
    for (int32_t i = 0; i < network->node_count; i++) {
        if (extra[i] > 0) room[source][i] += extra[i], needed += extra[i];
        if (extra[i] < 0) room[i][sink] -= extra[i];
    }
    for (; needed > 0; needed--) {
        bool seen[NODES_MAX + 2] = { false };
        if (!reach(room, sink + 1, source, sink, seen)) return false;
    }
    return true;
}

static Network random_network(void) {
    Network network = { .node_count = (int32_t)random_between(2, NODES_MAX),
                        .arc_count = (int32_t)random_between(0, ARCS_MAX) };
    int64_t cost_size = random_between(0, 2) ? 20 : 1;
    for (int32_t i = 0; i < network.arc_count; i++) {
        FlowArc *arc = &network.arc[i];
        arc->from = (int32_t)random_between(0, network.node_count - 1);
        arc->to = (int32_t)random_between(0, network.node_count - 2);
        arc->to += arc->to >= arc->from;
        arc->lower = random_between(0, 5) ? 0 : random_between(0, 2);
        arc->upper = arc->lower + random_between(0, 4);
        arc->cost = random_between(-cost_size, cost_size);
    }
    for (int32_t i = 1; i < network.node_count; i++) {
        network.supply[i] = random_between(0, 2) ? 0 : random_between(-3, 3);
    }
    return network;
}

/* A transport of 2 sources, 3 sinks: 20 + 30 units, worked out by hand. */
static void a_known_transport_costs_what_it_must(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Network network = { .node_count = 6, .arc_count = 7, .supply = { 0, 20, 30, -10, -25, -15 } };
    const FlowArc arcs[] = { { 1, 3, 0, 50, 8 }, { 1, 4, 0, 50, 6 },  { 1, 5, 0, 50, 10 },
                             { 2, 3, 0, 50, 9 }, { 2, 4, 0, 50, 12 }, { 2, 5, 0, 50, 13 },
                             { 1, 0, 0, 50, 99 } };
    memcpy(network.arc, arcs, sizeof arcs);
    Flow *flow = flow_of(arena, &network);
    assert_int_equal(flow_solve(flow), FLOW_OPTIMAL);
    assert_proven(&network, flow);
    assert_int_equal(flow_cost_of(&network, flow), 20 * 6 + 10 * 9 + 5 * 12 + 15 * 13);
}

static void a_negative_circle_is_filled(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Network network = { .node_count = 3, .arc_count = 3 };
    const FlowArc arcs[] = { { 0, 1, 0, 4, -5 }, { 1, 2, 1, 9, 2 }, { 2, 0, 0, 7, 1 } };
    memcpy(network.arc, arcs, sizeof arcs);
    Flow *flow = flow_of(arena, &network);
    assert_int_equal(flow_solve(flow), FLOW_OPTIMAL);
    assert_int_equal(flow_cost_of(&network, flow), 4 * (-5 + 2 + 1));
}

static void what_cannot_flow_is_told(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Network network = { .node_count = 3, .arc_count = 1, .supply = { 0, 2, 0 } };
    network.arc[0] = (FlowArc){ 1, 0, 0, 1, 3 };
    Flow *flow = flow_of(arena, &network);
    assert_int_equal(flow_solve(flow), FLOW_INFEASIBLE);
    flow_set_bounds(flow, 0, 0, 2);
    assert_int_equal(flow_solve(flow), FLOW_OPTIMAL);
    assert_int_equal(flow_amount(flow, 0), 2);
    flow_set_bounds(flow, 0, 3, 2);
    assert_int_equal(flow_solve(flow), FLOW_INFEASIBLE);
    flow_set_bounds(flow, 0, 3, 4);
    assert_int_equal(flow_solve(flow), FLOW_INFEASIBLE);
    flow_set_supply(flow, 1, 4);
    assert_int_equal(flow_solve(flow), FLOW_OPTIMAL);
    assert_int_equal(flow_amount(flow, 0), 4);
}

static void costs_may_use_64_bits(void **state) {
    (void)state;
    TEST_ARENA(arena);
    const int64_t large = INT64_C(1) << 61;
    Network network = { .node_count = 3, .arc_count = 4, .supply = { 0, 1, 1 } };
    const FlowArc arcs[] = { { 1, 0, 0, 1, large },
                             { 1, 2, 0, 1, -large },
                             { 2, 0, 0, 2, large - 1 },
                             { 2, 1, 0, 1, 1 - large } };
    memcpy(network.arc, arcs, sizeof arcs);
    Flow *flow = flow_of(arena, &network);
    assert_int_equal(flow_solve(flow), FLOW_OPTIMAL);
    assert_proven(&network, flow);
}

static void random_networks_are_proven(void **state) {
    (void)state;
    random_state = 20261124;
    int infeasible = 0;
    for (int i = 0; i < NETWORKS; i++) {
        TEST_ARENA(arena);
        Network network = random_network();
        Flow *flow = flow_of(arena, &network);
        bool met = flow_solve(flow) == FLOW_OPTIMAL;
        assert_int_equal(met, can_be_met(&network));
        infeasible += !met;
        if (met) assert_proven(&network, flow);
    }
    assert_in_range(infeasible, NETWORKS / 20, NETWORKS * 19 / 20);
}

static void network_change(Network *network, Flow *flow) {
    int32_t at = (int32_t)random_between(0, network->arc_count - 1);
    FlowArc *arc = &network->arc[at];
    switch (random_between(0, 3)) {
    case 0:
        arc->lower = random_between(0, 2);
        arc->upper = arc->lower + random_between(0, 3);
        flow_set_bounds(flow, at, arc->lower, arc->upper);
        break;
    case 1:
        arc->lower = arc->upper = 0;
        flow_set_bounds(flow, at, 0, 0);
        break;
    case 2:
        arc->cost = random_between(-20, 20);
        flow_set_cost(flow, at, arc->cost);
        break;
    default: {
        int32_t node = (int32_t)random_between(1, network->node_count - 1);
        network->supply[node] = random_between(-2, 2);
        flow_set_supply(flow, node, network->supply[node]);
    }
    }
}

static void a_warm_start_costs_the_same_as_a_cold_one(void **state) {
    (void)state;
    random_state = 7;
    for (int i = 0; i < NETWORKS / 20; i++) {
        TEST_ARENA(arena);
        Network network = random_network();
        if (!network.arc_count) continue;
        Flow *warm = flow_of(arena, &network);
        for (int turn = 0; turn < 30; turn++) {
            Flow *cold = flow_of(arena, &network);
            FlowStatus status = flow_solve(cold);
            assert_int_equal(flow_solve(warm), status);
            if (status == FLOW_OPTIMAL) {
                assert_proven(&network, warm);
                assert_int_equal(flow_cost_of(&network, warm), flow_cost_of(&network, cold));
            }
            network_change(&network, warm);
        }
    }
}

/* 300 people, 30 options: a change of one option must not cost what the start cost. */
static void a_warm_start_takes_few_pivots(void **state) {
    (void)state;
    TEST_ARENA(arena);
    enum { PEOPLE = 300, PLACES = 30 };
    random_state = 3;
    Flow *flow = flow_new(arena, 1 + PEOPLE + PLACES, PEOPLE * 8 + PEOPLE + PLACES);
    for (int i = 0; i < PEOPLE; i++) {
        flow_set_supply(flow, 1 + i, 1);
        flow_add(flow, (FlowArc){ 1 + i, FLOW_ROOT, 0, 2, 0 });
        for (int k = 0; k < 8; k++) {
            int32_t option = (int32_t)((i * 7 + k * 11) % PLACES);
            flow_add(flow,
                     (FlowArc){ 1 + i, 1 + PEOPLE + option, 0, 2, -random_between(1, 100000) });
        }
    }
    int32_t first = PEOPLE * 9;
    for (int k = 0; k < PLACES; k++)
        flow_add(flow, (FlowArc){ 1 + PEOPLE + k, FLOW_ROOT, 0, 9, 0 });
    assert_int_equal(flow_solve(flow), FLOW_OPTIMAL);
    int64_t cold = flow_pivots(flow);
    for (int k = 0; k < PLACES; k++) {
        flow_set_bounds(flow, first + k, 9, 10);
        assert_int_equal(flow_solve(flow), FLOW_OPTIMAL);
        flow_set_bounds(flow, first + k, 0, 9);
        assert_int_equal(flow_solve(flow), FLOW_OPTIMAL);
    }
    int64_t warm = (flow_pivots(flow) - cold) / (2 * PLACES);
    assert_in_range(warm * 5, 0, cold);
}

SUITE("planning flow", cmocka_unit_test(a_known_transport_costs_what_it_must),
      cmocka_unit_test(a_negative_circle_is_filled), cmocka_unit_test(what_cannot_flow_is_told),
      cmocka_unit_test(costs_may_use_64_bits), cmocka_unit_test(random_networks_are_proven),
      cmocka_unit_test(a_warm_start_costs_the_same_as_a_cold_one),
      cmocka_unit_test(a_warm_start_takes_few_pivots))
