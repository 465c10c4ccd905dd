/* lemon_flow.h: the cheapest flow according to LEMON (Library for Efficient Modeling and
 * Optimization in Networks). Time is that of solving, once the network is there. */
#ifndef OPSTAP_LEMON_FLOW_H
#define OPSTAP_LEMON_FLOW_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum LemonMethod { LEMON_NETWORK_SIMPLEX, LEMON_COST_SCALING } LemonMethod;

typedef struct LemonArc {
    int from, to;
    int64_t upper, cost;
} LemonArc;

typedef struct LemonNetwork {
    int node_count, arc_count;
    const LemonArc *arc;
    const int64_t *supply; /* per node; together 0 */
} LemonNetwork;

typedef struct LemonOutcome {
    bool solved;
    int64_t cost;
    double seconds;
} LemonOutcome;

LemonOutcome lemon_flow(const LemonNetwork *network, LemonMethod method);

#ifdef __cplusplus
}
#endif

#endif
