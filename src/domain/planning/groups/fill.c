#include "fill.h"

#include "fill_start.h"
#include "flow.h"

/* A person sends one unit, so an arc of theirs never carries more. Room for two keeps it off its
 * upper bound, where it would make the tree degenerate. */
enum { PERSON_ROOM = 2, ARC_NONE = -1 };

struct Fill {
    Arena *arena;
    const Part *part;
    Flow *flow;
    int32_t option_arc_first, block_arc_first; /* pairs are arcs 0.. */
    int32_t *home_arc; /* per person; ARC_NONE where they must be placed */
    int8_t *closed;                            /* per option: its pairs are shut now */
    int8_t *used;                              /* per choice: scratch */
    bool begun;                                /* there is a tree */
};

static int32_t person_node(int32_t person) {
    return 1 + person;
}

static int32_t option_node(const Part *part, int32_t option) {
    return 1 + part->person_count + option;
}

static int32_t block_node(const Part *part, int32_t block) {
    return 1 + part->person_count + part->option_count + block;
}

static int32_t hub_node(const Part *part, int32_t hub) {
    return hub == LIMIT_NONE ? FLOW_ROOT : block_node(part, part->block_count) + hub;
}

static int32_t group_node(const Part *part, int32_t group) {
    return group == LIMIT_NONE ? FLOW_ROOT : hub_node(part, part->hub_count) + group;
}

static void limits_add(Fill *fill, const PartLimit *limit, int32_t count,
                       int32_t (*node)(const Part *part, int32_t at)) {
    for (int32_t i = 0; i < count; i++) {
        flow_add(fill->flow, (FlowArc){ node(fill->part, i), node(fill->part, limit[i].parent), 0,
                                        limit[i].limit, 0 });
    }
}

static int32_t arcs_max(const Part *part) {
    return part->pair_count + part->option_count + part->block_count + part->hub_count +
           part->group_count + part->person_count;
}

Fill *fill_new(Arena *arena, const Part *part) {
    Fill *fill = arena_one(arena, Fill);
    fill->arena = arena;
    fill->part = part;
    fill->closed = arena_many(arena, int8_t, (size_t)part->option_count);
    fill->used = arena_many(arena, int8_t, (size_t)part->choice_count);
    int32_t inner = part->option_count + part->block_count + part->hub_count + part->group_count;
    fill->flow = flow_new(arena, 1 + part->person_count + inner,
                          part->pair_count + inner + part->person_count);
    for (int32_t k = 0; k < part->option_count; k++) {
        for (int32_t i = part->option[k].pair_first; i < part->option[k].pair_end; i++) {
            flow_add(fill->flow, (FlowArc){ person_node(part->pair_person[i]), option_node(part, k),
                                            0, PERSON_ROOM, -part->pair_value[i] });
        }
    }
    fill->option_arc_first = part->pair_count;
    for (int32_t k = 0; k < part->option_count; k++) {
        flow_add(fill->flow, (FlowArc){ option_node(part, k),
                                        block_node(part, part->option[k].block), 0, 0, 0 });
    }
    fill->block_arc_first = fill->option_arc_first + part->option_count;
    for (int32_t b = 0; b < part->block_count; b++) {
        flow_add(fill->flow, (FlowArc){ block_node(part, b), hub_node(part, part->block[b].hub), 0,
                                        0, 0 });
    }
    limits_add(fill, part->hub, part->hub_count, hub_node);
    limits_add(fill, part->group, part->group_count, group_node);
    fill->home_arc = arena_many(arena, int32_t, (size_t)part->person_count);
    for (int32_t i = 0; i < part->person_count; i++) {
        flow_set_supply(fill->flow, person_node(i), 1);
        fill->home_arc[i] = ARC_NONE;
        if (part->must[i]) continue;
        int32_t group = group_node(part, part->person_group[i]);
        fill->home_arc[i] =
            flow_add(fill->flow, (FlowArc){ person_node(i), group, 0, PERSON_ROOM, 0 });
    }
    return fill;
}

static void option_shut(Fill *fill, int32_t at, bool closed) {
    if (fill->closed[at] == closed) return;
    fill->closed[at] = closed;
    const PartOption *option = &fill->part->option[at];
    for (int32_t i = option->pair_first; i < option->pair_end; i++) {
        flow_set_bounds(fill->flow, i, 0, closed ? 0 : PERSON_ROOM);
    }
}

/* Then the arc of the block keeps the maximum for both. */
static bool is_alone(const PartBlock *block) {
    return block->option_end - block->option_first == 1;
}

static void fill_bounds(Fill *fill, const int8_t *state) {
    const Part *part = fill->part;
    for (int32_t b = 0; b < part->block_count; b++) {
        const PartBlock *block = &part->block[b];
        int8_t of_block = block->choice == CHOICE_NONE ? CHOICE_UNDECIDED : state[block->choice];
        bool open = of_block == CHOICE_OPEN;
        flow_set_bounds(fill->flow, fill->block_arc_first + b, open ? block->minimum : 0,
                        block->maximum);
        for (int32_t k = block->option_first; k < block->option_end; k++) {
            const PartOption *option = &part->option[k];
            int8_t of_option =
                option->choice == CHOICE_NONE ? CHOICE_UNDECIDED : state[option->choice];
            bool closed = of_block == CHOICE_CLOSED || of_option == CHOICE_CLOSED;
            int64_t minimum = of_option == CHOICE_OPEN ? option->minimum : 0;
            int64_t maximum = is_alone(block) ? part->person_count : option->maximum;
            flow_set_bounds(fill->flow, fill->option_arc_first + k, closed ? 0 : minimum,
                            closed ? 0 : maximum);
            option_shut(fill, k, closed);
        }
    }
}

static int8_t in_tree(bool tree) {
    return tree ? FLOW_IN_TREE : FLOW_AT_LOWER;
}

static void fill_begin(Fill *fill) {
    const Part *part = fill->part;
    ArenaMark mark = arena_mark(fill->arena);
    int8_t *arc = arena_many(fill->arena, int8_t, (size_t)arcs_max(part));
    FillStart start = fill_start(fill->arena, part);
    memset(arc, FLOW_IN_TREE, (size_t)arcs_max(part));
    for (int32_t i = 0; i < part->pair_count; i++) arc[i] = in_tree(start.pair[i]);
    for (int32_t k = 0; k < part->option_count; k++) {
        int32_t block = part->option[k].block;
        if (!start.full[k]) continue;
        if (is_alone(&part->block[block])) arc[fill->block_arc_first + block] = FLOW_AT_UPPER;
        else arc[fill->option_arc_first + k] = FLOW_AT_UPPER;
    }
    for (int32_t i = 0; i < part->person_count; i++) {
        if (fill->home_arc[i] != ARC_NONE) arc[fill->home_arc[i]] = in_tree(start.home[i]);
    }
    flow_start(fill->flow, fill->arena, arc);
    fill->begun = true;
    arena_rewind(fill->arena, mark);
}

bool fill_solve(Fill *fill, const int8_t *state, int64_t *ret_value) {
    if (!fill->begun) fill_begin(fill);
    fill_bounds(fill, state);
    if (flow_solve(fill->flow) != FLOW_OPTIMAL) return false;
    int64_t value = 0;
    for (int32_t i = 0; i < fill->part->pair_count; i++) {
        if (flow_amount(fill->flow, i)) value += fill->part->pair_value[i];
    }
    *ret_value = value - part_costs(fill->part, state);
    return true;
}

int64_t fill_value(const Fill *fill) {
    int64_t value = 0;
    for (int32_t i = 0; i < fill->part->pair_count; i++) {
        if (flow_amount(fill->flow, i)) value += fill->part->pair_value[i];
    }
    fill_read_state(fill, fill->used);
    return value - part_costs(fill->part, fill->used);
}

bool fill_uses(const Fill *fill, int32_t pair) {
    return flow_amount(fill->flow, pair) > 0;
}

int64_t fill_people(const Fill *fill, int32_t choice) {
    const PartChoice *of = &fill->part->choice[choice];
    return flow_amount(fill->flow, of->option == CHOICE_NONE ? fill->block_arc_first + of->block
                                                             : fill->option_arc_first + of->option);
}

static int64_t choice_minimum(const Part *part, int32_t choice) {
    const PartChoice *of = &part->choice[choice];
    return of->option == CHOICE_NONE ? part->block[of->block].minimum
                                     : part->option[of->option].minimum;
}

bool fill_keeps_minimums(const Fill *fill) {
    for (int32_t j = 0; j < fill->part->choice_count; j++) {
        int64_t people = fill_people(fill, j);
        if (people && people < choice_minimum(fill->part, j)) return false;
    }
    return true;
}

void fill_read_state(const Fill *fill, int8_t *ret_state) {
    for (int32_t j = 0; j < fill->part->choice_count; j++) {
        ret_state[j] = fill_people(fill, j) ? CHOICE_OPEN : CHOICE_CLOSED;
    }
}

/* Of a node; what lacks counts `lack`. */
static int64_t node_price(const Fill *fill, int32_t node, int64_t lack) {
    return flow_price(fill->flow, node) + flow_penalty(fill->flow, node) * lack;
}

int64_t fill_price(const Fill *fill, int32_t person, int64_t lack) {
    const Part *part = fill->part;
    int64_t group = node_price(fill, group_node(part, part->person_group[person]), lack);
    int64_t price = node_price(fill, person_node(person), lack) - group;
    return price < 0 && !part->must[person] ? 0 : price;
}

static int64_t limit_price(const Fill *fill, int32_t node, int32_t above, int64_t lack) {
    int64_t price = node_price(fill, above, lack) - node_price(fill, node, lack);
    return price < 0 ? 0 : price;
}

int64_t fill_hub_price(const Fill *fill, int32_t hub, int64_t lack) {
    const Part *part = fill->part;
    return limit_price(fill, hub_node(part, hub), hub_node(part, part->hub[hub].parent), lack);
}

int64_t fill_group_price(const Fill *fill, int32_t group, int64_t lack) {
    const Part *part = fill->part;
    return limit_price(fill, group_node(part, group), group_node(part, part->group[group].parent),
                       lack);
}

/* --- trees that come and go --- */

typedef struct ArcCopy {
    int8_t *arc;       /* per arc of the flow */
    BasisTree tree;
    bool to_tree;
} ArcCopy;

static void arc_copy(ArcCopy copy, int32_t arc, int8_t *kept) {
    if (copy.to_tree) *kept = copy.arc[arc];
    else copy.arc[arc] = *kept;
}

static void arcs_copy(const Fill *fill, ArcCopy copy) {
    const Part *part = fill->part;
    int32_t arc = 0;
    for (; arc < part->pair_count; arc++) {
        arc_copy(copy, arc, &copy.tree.pair[part->pair_source[arc]]);
    }
    for (int32_t k = 0; k < part->option_count; k++) {
        arc_copy(copy, arc++, &copy.tree.option[part->option[k].source]);
    }
    for (int32_t b = 0; b < part->block_count; b++) {
        int32_t first = part->block[b].option_first;
        arc_copy(copy, arc++, &copy.tree.block[part->option[first].source]);
    }
    for (int32_t i = 0; i < part->hub_count; i++) {
        arc_copy(copy, arc++, &copy.tree.resource[part->hub[i].source]);
    }
    for (int32_t i = 0; i < part->group_count; i++) {
        arc_copy(copy, arc++, &copy.tree.floor[part->group[i].source]);
    }
    for (int32_t i = 0; i < part->person_count; i++) {
        if (fill->home_arc[i] == ARC_NONE) continue;
        arc_copy(copy, fill->home_arc[i], &copy.tree.home[part->person_source[i]]);
    }
}

/* Two lists of the same order, one with less in it. */
typedef struct Follow {
    const int8_t *from;
    int32_t at, end;
} Follow;

#define FOLLOW(follow, same) while ((follow).at < (follow).end && !(same)) (follow).at++

static int8_t follow_take(const Follow *follow, FlowPlace otherwise) {
    return follow->at < follow->end ? follow->from[follow->at] : (int8_t)otherwise;
}

void fill_take_over(Fill *fill, const Fill *larger) {
    const Part *to = fill->part, *from = larger->part;
    ArenaMark mark = arena_mark(fill->arena);
    int8_t *old = arena_many(fill->arena, int8_t, (size_t)arcs_max(from));
    int8_t *arc = arena_many(fill->arena, int8_t, (size_t)arcs_max(to));
    flow_places(larger->flow, old);
    Follow pair = { old, 0, from->pair_count };
    int32_t at = 0;
    for (int32_t i = 0; i < to->pair_count; i++) {
        FOLLOW(pair, from->pair_source[pair.at] == to->pair_source[i]);
        arc[at++] = follow_take(&pair, FLOW_AT_LOWER);
    }
    Follow option = { old + from->pair_count, 0, from->option_count };
    for (int32_t k = 0; k < to->option_count; k++) {
        FOLLOW(option, from->option[option.at].source == to->option[k].source);
        arc[at++] = follow_take(&option, FLOW_IN_TREE);
    }
    Follow block = { option.from + from->option_count, 0, from->block_count };
    for (int32_t b = 0; b < to->block_count; b++) {
        int32_t source = to->option[to->block[b].option_first].source;
        FOLLOW(block, from->option[from->block[block.at].option_first].source == source);
        arc[at++] = follow_take(&block, FLOW_IN_TREE);
    }
    Follow hub = { block.from + from->block_count, 0, from->hub_count };
    for (int32_t i = 0; i < to->hub_count; i++) {
        FOLLOW(hub, from->hub[hub.at].source == to->hub[i].source);
        arc[at++] = follow_take(&hub, FLOW_IN_TREE);
    }
    Follow group = { hub.from + from->hub_count, 0, from->group_count };
    for (int32_t i = 0; i < to->group_count; i++) {
        FOLLOW(group, from->group[group.at].source == to->group[i].source);
        arc[at++] = follow_take(&group, FLOW_IN_TREE);
    }
    for (int32_t i = 0, k = 0; i < to->person_count; i++) {
        while (k < from->person_count && from->person_source[k] != to->person_source[i]) k++;
        if (fill->home_arc[i] == ARC_NONE) continue;
        bool known = k < from->person_count && larger->home_arc[k] != ARC_NONE;
        arc[fill->home_arc[i]] = known ? old[larger->home_arc[k]] : FLOW_IN_TREE;
    }
    flow_start(fill->flow, fill->arena, arc);
    fill->begun = true;
    arena_rewind(fill->arena, mark);
}

void fill_take_tree(Fill *fill, const Basis *basis) {
    ArenaMark mark = arena_mark(fill->arena);
    int8_t *arc = arena_many(fill->arena, int8_t, (size_t)arcs_max(fill->part));
    arcs_copy(fill, (ArcCopy){ arc, basis->tree, false });
    flow_start(fill->flow, fill->arena, arc);
    fill->begun = true;
    arena_rewind(fill->arena, mark);
}

void fill_give_tree(const Fill *fill, Basis *basis) {
    ArenaMark mark = arena_mark(fill->arena);
    int8_t *arc = arena_many(fill->arena, int8_t, (size_t)arcs_max(fill->part));
    flow_places(fill->flow, arc);
    arcs_copy(fill, (ArcCopy){ arc, basis->tree, true });
    basis->has_tree = true;
    arena_rewind(fill->arena, mark);
}
