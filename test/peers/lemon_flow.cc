#include "lemon_flow.h"

#include <chrono>
#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

typedef lemon::SmartDigraph Graph;
typedef Graph::ArcMap<int64_t> OnArcs;
typedef Graph::NodeMap<int64_t> OnNodes;

template <class Method>
static LemonOutcome solve(Method &method, typename Method::ProblemType optimal) {
    auto began = std::chrono::steady_clock::now();
    bool solved = method.run() == optimal;
    std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    LemonOutcome outcome = { solved, solved ? method.template totalCost<int64_t>() : 0,
                             took.count() };
    return outcome;
}

template <class Method> static void fill(Method &method, const OnArcs &upper, const OnArcs &cost,
                                         const OnNodes &supply) {
    method.upperMap(upper).costMap(cost).supplyMap(supply);
}

LemonOutcome lemon_flow(const LemonNetwork *network, LemonMethod method) {
    Graph graph;
    graph.reserveNode(network->node_count);
    graph.reserveArc(network->arc_count);
    for (int i = 0; i < network->node_count; i++) graph.addNode();
    OnArcs upper(graph), cost(graph);
    OnNodes supply(graph);
    for (int i = 0; i < network->arc_count; i++) {
        const LemonArc &given = network->arc[i];
        Graph::Arc arc = graph.addArc(graph.nodeFromId(given.from), graph.nodeFromId(given.to));
        upper[arc] = given.upper;
        cost[arc] = given.cost;
    }
    for (int i = 0; i < network->node_count; i++) supply[graph.nodeFromId(i)] = network->supply[i];
    if (method == LEMON_NETWORK_SIMPLEX) {
        typedef lemon::NetworkSimplex<Graph, int64_t, int64_t> Simplex;
        Simplex simplex(graph);
        fill(simplex, upper, cost, supply);
        return solve(simplex, Simplex::OPTIMAL);
    }
    typedef lemon::CostScaling<Graph, int64_t, int64_t> Scaling;
    Scaling scaling(graph);
    fill(scaling, upper, cost, supply);
    return solve(scaling, Scaling::OPTIMAL);
}
