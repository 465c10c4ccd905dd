#include "flow.h"

#include <assert.h>

#define AMOUNT_UNLIMITED (INT64_C(1) << 62)
#define WEIGHT_MAX (INT64_C(1) << 59)

enum { NOTHING = -1, UP = 1, DOWN = -1, BLOCK_ARCS_MIN = 24, BLOCKS_AT_ONCE = 6 };

/* Where an arc outside the tree rests; HELD also stands for tree arcs and arcs that cannot move. */
enum { AT_LOWER = 1, HELD = 0, AT_UPPER = -1 };

/* The tree hangs from the root. `arc` joins a node to its parent, `way` is UP when it leaves the
 * node. Children are a list in both directions. */
typedef struct Node {
    int32_t parent, arc, depth, child, next, before;
    int32_t way;
} Node;

/* Arc arc_count + v is the artificial arc of node v: it joins v and the root and should run empty.
 */
struct Flow {
    int32_t node_count, arc_count, arc_count_max;
    int32_t *from, *to;
    int64_t *lower, *upper, *cost, *amount;
    int8_t *state;
    Node *node;
    int64_t *supply, *price;
    int32_t *penalty;
    int64_t *both;   /* price + penalty * weight, which orders as penalty first, then price */
    int64_t weight;  /* 0: costs are too large for that */
    int64_t cost_max; /* in size */
    int32_t *order;  /* nodes, parents first: scratch */
    int64_t *excess; /* per node: scratch */
    int32_t arc_next, crossed_count;
    int32_t block_arcs;
    int64_t pivots;
    bool started;
};

typedef struct Pivot {
    int32_t arc;        /* that enters */
    int32_t tail, head; /* flow is pushed from tail to head */
    int32_t join;       /* where their ways to the root meet */
    int32_t leaving;    /* the node whose arc leaves, or NOTHING: the arc goes to its other bound */
    bool leaving_at_tail;
    int64_t delta;
} Pivot;

Flow *flow_new(Arena *arena, int32_t node_count, int32_t arc_count_max) {
    Flow *flow = arena_one(arena, Flow);
    size_t nodes = (size_t)node_count, arcs = nodes + (size_t)arc_count_max;
    flow->node_count = node_count;
    flow->arc_count_max = arc_count_max;
    flow->from = arena_many(arena, int32_t, arcs);
    flow->to = arena_many(arena, int32_t, arcs);
    flow->lower = arena_many(arena, int64_t, arcs);
    flow->upper = arena_many(arena, int64_t, arcs);
    flow->cost = arena_many(arena, int64_t, arcs);
    flow->amount = arena_many(arena, int64_t, arcs);
    flow->state = arena_many(arena, int8_t, arcs);
    flow->node = arena_many(arena, Node, nodes);
    flow->supply = arena_many(arena, int64_t, nodes);
    flow->price = arena_many(arena, int64_t, nodes);
    flow->penalty = arena_many(arena, int32_t, nodes);
    flow->both = arena_many(arena, int64_t, nodes);
    flow->order = arena_many(arena, int32_t, nodes);
    flow->excess = arena_many(arena, int64_t, nodes);
    return flow;
}

static void cost_note(Flow *flow, int64_t cost) {
    int64_t size = cost < 0 ? -cost : cost;
    if (size > flow->cost_max) flow->cost_max = size;
}

int32_t flow_add(Flow *flow, FlowArc arc) {
    assert(!flow->started && flow->arc_count < flow->arc_count_max);
    int32_t at = flow->arc_count++;
    flow->from[at] = arc.from;
    flow->to[at] = arc.to;
    flow->lower[at] = arc.lower;
    flow->upper[at] = arc.upper;
    flow->cost[at] = arc.cost;
    cost_note(flow, arc.cost);
    flow->crossed_count += arc.lower > arc.upper;
    return at;
}

void flow_set_supply(Flow *flow, int32_t node, int64_t supply) {
    flow->supply[node] = supply;
}

void flow_set_bounds(Flow *flow, int32_t arc, int64_t lower, int64_t upper) {
    flow->crossed_count += (lower > upper) - (flow->lower[arc] > flow->upper[arc]);
    flow->lower[arc] = lower;
    flow->upper[arc] = upper;
}

void flow_set_cost(Flow *flow, int32_t arc, int64_t cost) {
    flow->cost[arc] = cost;
    cost_note(flow, cost);
}

int64_t flow_amount(const Flow *flow, int32_t arc) {
    return flow->amount[arc];
}

int64_t flow_price(const Flow *flow, int32_t node) {
    return flow->price[node];
}

int32_t flow_penalty(const Flow *flow, int32_t node) {
    return flow->penalty[node];
}

int64_t flow_pivots(const Flow *flow) {
    return flow->pivots;
}

/* Sums of prices may pass 64 bits on the way though never at the end (flow.h): unsigned numbers
 * wrap, signed ones must not. */
static int64_t plus(int64_t a, int64_t b) {
    return (int64_t)((uint64_t)a + (uint64_t)b);
}

static int64_t minus(int64_t a, int64_t b) {
    return (int64_t)((uint64_t)a - (uint64_t)b);
}

static int64_t arc_reduced(const Flow *flow, int32_t arc) {
    return minus(plus(flow->cost[arc], flow->price[flow->from[arc]]), flow->price[flow->to[arc]]);
}

static void node_unhang(Flow *flow, int32_t at) {
    Node *node = &flow->node[at];
    if (node->before != NOTHING) flow->node[node->before].next = node->next;
    else flow->node[node->parent].child = node->next;
    if (node->next != NOTHING) flow->node[node->next].before = node->before;
}

static void node_hang(Flow *flow, int32_t at, int32_t parent, int32_t arc) {
    Node *node = &flow->node[at];
    node->parent = parent;
    node->arc = arc;
    node->way = flow->from[arc] == at ? UP : DOWN;
    node->before = NOTHING;
    node->next = flow->node[parent].child;
    if (node->next != NOTHING) flow->node[node->next].before = at;
    flow->node[parent].child = at;
}

/* The next node of the subtree under `top`, parents first; NOTHING after the last. */
static int32_t subtree_next(const Flow *flow, int32_t at, int32_t top) {
    const Node *node = flow->node;
    if (node[at].child != NOTHING) return node[at].child;
    while (at != top && node[at].next == NOTHING) at = node[at].parent;
    return at == top ? NOTHING : node[at].next;
}

/* Joins a node to the root with its artificial arc, carrying `amount` away from the node (or to it
 * when negative). Empty arcs point to the root: the tree stays strongly feasible. */
static void artificial_set(Flow *flow, int32_t at, int64_t amount) {
    int32_t arc = flow->arc_count + at;
    flow->from[arc] = amount >= 0 ? at : FLOW_ROOT;
    flow->to[arc] = amount >= 0 ? FLOW_ROOT : at;
    flow->amount[arc] = amount >= 0 ? amount : -amount;
    flow->upper[arc] = AMOUNT_UNLIMITED;
}

static void tree_start(Flow *flow) {
    flow->node[FLOW_ROOT] = (Node){ NOTHING, NOTHING, 0, NOTHING, NOTHING, NOTHING, UP };
    for (int32_t at = flow->node_count - 1; at > FLOW_ROOT; at--) {
        flow->node[at].child = NOTHING;
        artificial_set(flow, at, 0);
        node_hang(flow, at, FLOW_ROOT, flow->arc_count + at);
    }
    flow->started = true;
}

/* Arcs outside the tree rest on one of their bounds; what they bring to each node is its excess. */
static void rest_arcs(Flow *flow) {
    for (int32_t at = 0; at < flow->node_count; at++) flow->excess[at] = flow->supply[at];
    for (int32_t at = 1; at < flow->node_count; at++) flow->amount[flow->node[at].arc] = NOTHING;
    for (int32_t arc = 0; arc < flow->arc_count; arc++) {
        if (flow->amount[arc] == NOTHING) {
            flow->state[arc] = HELD;
            continue;
        }
        int64_t amount = flow->state[arc] == AT_UPPER ? flow->upper[arc] : flow->lower[arc];
        if (flow->lower[arc] == flow->upper[arc]) flow->state[arc] = HELD;
        else if (flow->state[arc] == HELD) flow->state[arc] = AT_LOWER;
        flow->amount[arc] = amount;
        flow->excess[flow->from[arc]] -= amount;
        flow->excess[flow->to[arc]] += amount;
    }
}

/* Hangs the subtree of `at` from the root; its old arc rests on the bound nearest to `wanted`. */
static void node_cut(Flow *flow, int32_t at, int64_t wanted) {
    Node *node = &flow->node[at];
    int32_t arc = node->arc, parent = node->parent;
    int64_t lower = flow->lower[arc], upper = flow->upper[arc];
    bool at_upper = wanted >= upper && upper > lower;
    int64_t amount = at_upper ? upper : lower;
    flow->amount[arc] = amount;
    flow->state[arc] = lower == upper ? HELD : at_upper ? AT_UPPER : AT_LOWER;
    flow->excess[at] -= node->way == UP ? amount : -amount;
    flow->excess[parent] += node->way == UP ? amount : -amount;
    node_unhang(flow, at);
    artificial_set(flow, at, flow->excess[at]);
    node_hang(flow, at, FLOW_ROOT, flow->arc_count + at);
    flow->excess[FLOW_ROOT] += flow->excess[at];
}

/* Gives the tree arcs their amounts, leaves first. A tree arc that would leave its bounds, or rests
 * on a bound from where nothing could flow to the root, is cut. */
static void tree_fill(Flow *flow) {
    int32_t count = 0;
    for (int32_t at = FLOW_ROOT; at != NOTHING; at = subtree_next(flow, at, FLOW_ROOT)) {
        flow->order[count++] = at;
    }
    assert(count == flow->node_count);
    while (--count > 0) {
        int32_t at = flow->order[count];
        Node *node = &flow->node[at];
        int64_t excess = flow->excess[at];
        if (node->arc >= flow->arc_count) {
            artificial_set(flow, at, excess);
            node->way = flow->from[node->arc] == at ? UP : DOWN;
            flow->excess[FLOW_ROOT] += excess;
            continue;
        }
        int64_t wanted = node->way == UP ? excess : -excess;
        int64_t lower = flow->lower[node->arc], upper = flow->upper[node->arc];
        bool fits = wanted >= lower && wanted <= upper &&
                    (node->way == UP ? wanted < upper : wanted > lower);
        if (!fits) {
            node_cut(flow, at, wanted);
            continue;
        }
        flow->amount[node->arc] = wanted;
        flow->excess[node->parent] += excess;
    }
}

static void tree_price(Flow *flow) {
    int32_t at = FLOW_ROOT;
    flow->price[at] = 0;
    flow->penalty[at] = 0;
    while ((at = subtree_next(flow, at, FLOW_ROOT)) != NOTHING) {
        Node *node = &flow->node[at];
        bool artificial = node->arc >= flow->arc_count;
        int64_t cost = artificial ? 0 : flow->cost[node->arc];
        node->depth = flow->node[node->parent].depth + 1;
        flow->penalty[at] = flow->penalty[node->parent] - (artificial ? node->way : 0);
        flow->price[at] = node->way == UP ? minus(flow->price[node->parent], cost)
                                          : plus(flow->price[node->parent], cost);
    }
    for (at = 0; at < flow->node_count; at++) {
        flow->both[at] = plus(flow->price[at], flow->penalty[at] * flow->weight);
    }
}

/* No way through the tree costs as much as the weight; at most two penalties meet on an arc. */
static void weigh(Flow *flow) {
    bool fits = flow->cost_max < WEIGHT_MAX / flow->node_count / 2;
    flow->weight = fits ? (flow->cost_max + 1) * 2 * flow->node_count : 0;
}

/* How wrongly an arc rests: its penalty and price gain per unit, both negative or zero when wrong.
 */
static bool arc_gain(const Flow *flow, int32_t arc, int32_t *ret_penalty, int64_t *ret_reduced) {
    int32_t state = flow->state[arc];
    if (state == HELD) return false;
    int32_t penalty = state * (flow->penalty[flow->from[arc]] - flow->penalty[flow->to[arc]]);
    if (penalty > 0) return false;
    int64_t reduced = arc_reduced(flow, arc);
    if (state == AT_UPPER) reduced = minus(0, reduced);
    if (!penalty && reduced >= 0) return false;
    *ret_penalty = penalty;
    *ret_reduced = reduced;
    return true;
}

/* The most wrong arc from `arc` on, before `end`. */
static int32_t arc_wrongest(const Flow *flow, int32_t arc, int32_t end) {
    int32_t best = NOTHING;
    int64_t best_reduced = 0;
    for (; arc < end; arc++) {
        int64_t reduced = flow->state[arc] * (flow->cost[arc] + flow->both[flow->from[arc]] -
                                              flow->both[flow->to[arc]]);
        if (reduced >= best_reduced) continue;
        best = arc;
        best_reduced = reduced;
    }
    return best;
}

static int32_t arc_enter_both(Flow *flow, int32_t block_arcs) {
    int32_t arc = flow->arc_next;
    for (int32_t seen = 0; seen < flow->arc_count;) {
        int32_t end = arc + block_arcs < flow->arc_count ? arc + block_arcs : flow->arc_count;
        int32_t best = arc_wrongest(flow, arc, end);
        seen += end - arc;
        arc = end < flow->arc_count ? end : 0;
        flow->arc_next = arc;
        if (best != NOTHING) return best;
    }
    return NOTHING;
}

/* Block search: the most wrong arc of the first block of arcs that has one. */
static int32_t arc_enter(Flow *flow) {
    int32_t block_arcs = flow->block_arcs;
    if (flow->weight) return arc_enter_both(flow, block_arcs);
    int32_t best = NOTHING, best_penalty = 0, left = block_arcs, arc = flow->arc_next;
    int64_t best_reduced = 0;
    for (int32_t seen = 0; seen < flow->arc_count; seen++) {
        int32_t penalty;
        int64_t reduced;
        if (arc_gain(flow, arc, &penalty, &reduced) &&
            (penalty < best_penalty || (penalty == best_penalty && reduced < best_reduced))) {
            best = arc;
            best_penalty = penalty;
            best_reduced = reduced;
        }
        if (++arc == flow->arc_count) arc = 0;
        if (--left == 0) {
            if (best != NOTHING) break;
            left = block_arcs;
        }
    }
    flow->arc_next = arc;
    return best;
}

static int32_t tree_join(const Flow *flow, int32_t a, int32_t b) {
    const Node *node = flow->node;
    while (a != b) {
        if (node[a].depth >= node[b].depth) a = node[a].parent;
        else b = node[b].parent;
    }
    return a;
}

/* How much more can flow over a node's arc, towards the root (way UP) or from it. */
static int64_t node_room(const Flow *flow, int32_t at, int32_t way) {
    int32_t arc = flow->node[at].arc;
    return flow->node[at].way == way ? flow->upper[arc] - flow->amount[arc]
                                     : flow->amount[arc] - flow->lower[arc];
}

/* Follows the cycle and finds how much fits. Of the arcs that are full first, the last one seen
 * from the join in the direction of the flow leaves (Cunningham): so no tree comes back. */
static Pivot pivot_find(const Flow *flow, int32_t arc) {
    bool forward = flow->state[arc] == AT_LOWER;
    Pivot pivot = { .arc = arc, .leaving = NOTHING, .delta = flow->upper[arc] - flow->lower[arc] };
    pivot.tail = forward ? flow->from[arc] : flow->to[arc];
    pivot.head = forward ? flow->to[arc] : flow->from[arc];
    pivot.join = tree_join(flow, pivot.tail, pivot.head);
    for (int32_t at = pivot.tail; at != pivot.join; at = flow->node[at].parent) {
        int64_t room = node_room(flow, at, DOWN);
        if (room >= pivot.delta) continue;
        pivot.delta = room;
        pivot.leaving = at;
        pivot.leaving_at_tail = true;
    }
    for (int32_t at = pivot.head; at != pivot.join; at = flow->node[at].parent) {
        int64_t room = node_room(flow, at, UP);
        if (room > pivot.delta) continue;
        pivot.delta = room;
        pivot.leaving = at;
        pivot.leaving_at_tail = false;
    }
    return pivot;
}

static void pivot_push(Flow *flow, const Pivot *pivot) {
    if (!pivot->delta) return;
    flow->amount[pivot->arc] += flow->state[pivot->arc] == AT_LOWER ? pivot->delta : -pivot->delta;
    for (int32_t at = pivot->tail; at != pivot->join; at = flow->node[at].parent) {
        flow->amount[flow->node[at].arc] -= flow->node[at].way * pivot->delta;
    }
    for (int32_t at = pivot->head; at != pivot->join; at = flow->node[at].parent) {
        flow->amount[flow->node[at].arc] += flow->node[at].way * pivot->delta;
    }
}

/* Turns the way from `inside` to the node whose arc leaves upside down, and hangs it on the arc
 * that enters. */
static void tree_turn(Flow *flow, const Pivot *pivot, int32_t inside, int32_t outside) {
    int32_t at = inside, parent = outside, arc = pivot->arc;
    for (;;) {
        int32_t old_parent = flow->node[at].parent, old_arc = flow->node[at].arc;
        node_unhang(flow, at);
        node_hang(flow, at, parent, arc);
        if (at == pivot->leaving) return;
        parent = at;
        arc = old_arc;
        at = old_parent;
    }
}

/* What a subtree's prices rise by. */
typedef struct Move {
    int64_t price, both;
    int32_t penalty;
} Move;

static Move move_of(const Flow *flow, int32_t arc, bool outwards) {
    int32_t from = flow->from[arc], to = flow->to[arc];
    Move move = { .price = arc_reduced(flow, arc),
                  .both = flow->cost[arc] + flow->both[from] - flow->both[to],
                  .penalty = flow->penalty[from] - flow->penalty[to] };
    return outwards ? (Move){ minus(0, move.price), -move.both, -move.penalty } : move;
}

static void subtree_move(Flow *flow, int32_t top, Move move) {
    for (int32_t at = top; at != NOTHING; at = subtree_next(flow, at, top)) {
        flow->node[at].depth = flow->node[flow->node[at].parent].depth + 1;
        flow->price[at] = plus(flow->price[at], move.price);
        flow->penalty[at] += move.penalty;
    }
}

/* Price and penalty are told at the end (tree_price). */
static void subtree_move_both(Flow *flow, int32_t top, int64_t both) {
    for (int32_t at = top; at != NOTHING; at = subtree_next(flow, at, top)) {
        flow->node[at].depth = flow->node[flow->node[at].parent].depth + 1;
        flow->both[at] += both;
    }
}

static void pivot_do(Flow *flow, const Pivot *pivot) {
    flow->pivots++;
    pivot_push(flow, pivot);
    if (pivot->leaving == NOTHING) {
        flow->state[pivot->arc] = (int8_t)-flow->state[pivot->arc];
        return;
    }
    int32_t leaving = flow->node[pivot->leaving].arc;
    int32_t inside = pivot->leaving_at_tail ? pivot->tail : pivot->head;
    int32_t outside = pivot->leaving_at_tail ? pivot->head : pivot->tail;
    bool fixed = flow->lower[leaving] == flow->upper[leaving];
    bool at_lower = flow->amount[leaving] == flow->lower[leaving];
    bool outwards = flow->from[pivot->arc] == inside;
    flow->state[leaving] = fixed ? HELD : at_lower ? AT_LOWER : AT_UPPER;
    flow->state[pivot->arc] = HELD;
    Move move = move_of(flow, pivot->arc, outwards);
    tree_turn(flow, pivot, inside, outside);
    if (flow->weight) subtree_move_both(flow, inside, move.both);
    else subtree_move(flow, inside, move);
}

/* --- a tree from elsewhere --- */

/* The arcs of a wanted tree at each node, both ways. */
typedef struct Joined {
    int32_t *first, *arc; /* first: per node, and the end */
} Joined;

static Joined joined_new(const Flow *flow, Arena *scratch, const int8_t *place) {
    size_t nodes = (size_t)flow->node_count;
    Joined joined = { .first = arena_many(scratch, int32_t, nodes + 2) };
    int32_t count = 0;
    for (int32_t i = 0; i < flow->arc_count; i++) {
        if (place[i] != FLOW_IN_TREE) continue;
        joined.first[flow->from[i] + 2]++;
        joined.first[flow->to[i] + 2]++;
        count += 2;
    }
    for (size_t at = 2; at < nodes + 2; at++) joined.first[at] += joined.first[at - 1];
    joined.arc = arena_many(scratch, int32_t, (size_t)count);
    for (int32_t i = 0; i < flow->arc_count; i++) {
        if (place[i] != FLOW_IN_TREE) continue;
        joined.arc[joined.first[flow->from[i] + 1]++] = i;
        joined.arc[joined.first[flow->to[i] + 1]++] = i;
    }
    return joined;
}

/* Hangs all that is joined to `top`, which hangs already; those nearest first. */
static void tree_grow(Flow *flow, const Joined *joined, int32_t top, bool *hangs) {
    int32_t count = 0;
    flow->order[count++] = top;
    for (int32_t done = 0; done < count; done++) {
        int32_t at = flow->order[done];
        for (int32_t i = joined->first[at]; i < joined->first[at + 1]; i++) {
            int32_t arc = joined->arc[i];
            int32_t other = flow->from[arc] == at ? flow->to[arc] : flow->from[arc];
            if (hangs[other]) continue;
            hangs[other] = true;
            node_hang(flow, other, at, arc);
            flow->order[count++] = other;
        }
    }
}

void flow_start(Flow *flow, Arena *scratch, const int8_t *place) {
    ArenaMark mark = arena_mark(scratch);
    Joined joined = joined_new(flow, scratch, place);
    bool *hangs = arena_many(scratch, bool, (size_t)flow->node_count);
    tree_start(flow);
    flow->node[FLOW_ROOT].child = NOTHING;
    for (int32_t i = 0; i < flow->arc_count; i++) {
        flow->state[i] = place[i] == FLOW_AT_UPPER ? AT_UPPER : AT_LOWER;
    }
    hangs[FLOW_ROOT] = true;
    tree_grow(flow, &joined, FLOW_ROOT, hangs);
    for (int32_t at = 1; at < flow->node_count; at++) {
        if (hangs[at]) continue;
        hangs[at] = true;
        node_hang(flow, at, FLOW_ROOT, flow->arc_count + at);
        tree_grow(flow, &joined, at, hangs);
    }
    arena_rewind(scratch, mark);
}

void flow_places(const Flow *flow, int8_t *ret_place) {
    for (int32_t i = 0; i < flow->arc_count; i++) {
        ret_place[i] = flow->state[i] == AT_UPPER ? FLOW_AT_UPPER : FLOW_AT_LOWER;
    }
    for (int32_t at = 1; at < flow->node_count; at++) {
        int32_t arc = flow->node[at].arc;
        if (arc < flow->arc_count) ret_place[arc] = FLOW_IN_TREE;
    }
}

FlowStatus flow_solve(Flow *flow) {
    if (!flow->started) tree_start(flow);
    if (flow->crossed_count) return FLOW_INFEASIBLE;
    rest_arcs(flow);
    tree_fill(flow);
    weigh(flow);
    tree_price(flow);
    flow->block_arcs = BLOCK_ARCS_MIN;
    while ((int64_t)flow->block_arcs * flow->block_arcs < flow->arc_count)
        flow->block_arcs += flow->block_arcs / 8;
    flow->block_arcs *= BLOCKS_AT_ONCE;
    int32_t arc;
    while ((arc = arc_enter(flow)) != NOTHING) {
        Pivot pivot = pivot_find(flow, arc);
        pivot_do(flow, &pivot);
    }
    if (flow->weight) tree_price(flow);
    for (int32_t at = 1; at < flow->node_count; at++) {
        int32_t own = flow->node[at].arc;
        if (own >= flow->arc_count && flow->amount[own] > 0) return FLOW_INFEASIBLE;
    }
    return FLOW_OPTIMAL;
}
