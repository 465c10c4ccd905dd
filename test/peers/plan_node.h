/* plan_node.h: how much the people of one part of a problem can bring together at most, at given
 * prices and decisions; part of the independent checker of certificates (plan_certificate.h).
 *
 * Exact: gains of pairs fit 62 bits (else the prices are refused), sums are in 128 bits. A cost is
 * at most 2^82, a price times people at most 2^88; no sum of a part passes 2^110.
 *
 * Stricter readings of the format, each a true bound that is at least as strong:
 *  - the limit L of a resource is never more than its usable pairs;
 *  - a class with one usable option is that option: the larger minimum, the smaller maximum, both
 *    costs;
 *  - for the crowd, what starts has at least one person; a class that pays for itself has as many
 *    as its minimum, and as the smallest minimum of its options that are not out. */
#ifndef OPSTAP_PLAN_NODE_H
#define OPSTAP_PLAN_NODE_H

#include "plan_facts.h"
#include "plan_most.h"

enum { NODE_SHIFT_MAX = 32, NODE_IN = 1, NODE_OUT = 2 };

/* Prices as they were read, by position in the problem; nobody twice. */
typedef struct PriceList {
    int *at;
    long long *price;
    int count;
} PriceList;

typedef struct NodePrices {
    int shift;
    PriceList people, resources, floors;
    long long crowd_unit, crowd_price; /* unit 0: none */
} NodePrices;

typedef struct PricesLaid {
    int shift;
    Wide right;             /* all that does not depend on who is taken */
    long long *charge;      /* per person of the part: price less what floors pay */
    long long *option_charge; /* per option of the part */
    long long crowd_unit, crowd_price;
} PricesLaid;

typedef struct NodeItem {
    long long gain;
    int pair; /* in the problem */
} NodeItem;

typedef struct NodeOption {
    int source;
    FactPlaces places;   /* with a class of its own, and what kept resources leave */
    int item_first, items;
} NodeOption;

typedef struct NodeBlock {
    int option_first, option_end;
    FactPlaces places; /* of a class of several options; else no minimum, no cost */
    int class_at;      /* FACT_NONE */
} NodeBlock;

typedef struct PlanNode {
    Arena *arena;
    ArenaMark part_mark; /* what comes after it is of one part */
    const PlanFacts *facts;
    /* For the whole problem. */
    int *candidate_part; /* FACT_NONE: not seen yet */
    int *person_at, *option_at; /* in the part; an option that is in none: FACT_NONE */
    int *item_at; /* per pair: in the part */
    int *option_group; /* what joins it to others: a kept resource; FACT_NONE */
    long long *option_most, *class_most, *group_most; /* what kept resources leave */
    unsigned char *option_state, *class_state; /* NODE_IN, NODE_OUT */
    bool *pair_out, *seen; /* seen: scratch */
    int impossible;        /* decisions that something starts which nobody can use */
    /* The part that is being checked. */
    int part, people, options, blocks, items;
    const int *person;
    NodeOption *option;
    NodeBlock *block;
    long long step;
    PricesLaid *prices;
    size_t price_count, price_room;
    NodeItem *item;   /* option after option, best first at the prices `item_prices` */
    size_t item_prices;
    int *rank;        /* per item: how many that are left stand before it */
    Wide *gain;       /* per option, one more than it has items: of its best together */
    MostOption *most; /* per option */
    Wide *block_most; /* per block */
    char why[256];    /* what is wrong, when something is */
} PlanNode;

PlanNode *plan_node_new(Arena *arena, const PlanFacts *facts);

typedef struct PartLine {
    const int *candidate, *kept; /* positions that exist; kept: resources */
    int candidates, kepts;
} PartLine;

/* Begins a part, with nothing decided. The list of candidates must stay until the next. */
bool plan_node_part(PlanNode *node, const PartLine *line);

/* Numbered from 0 within a part. Positions must exist. */
bool plan_node_prices(PlanNode *node, const NodePrices *prices);

/* A decision about an option or a class. */
typedef struct NodeChoice {
    bool is_class;
    int at;
    unsigned char side; /* NODE_IN, NODE_OUT */
} NodeChoice;

/* False: it is in another part, or decided already. What nobody can use may be decided too; it
 * never starts. */
bool plan_node_decide(PlanNode *node, NodeChoice choice);
void plan_node_take_back(PlanNode *node, NodeChoice choice);

/* Nothing at these prices and decisions is worth more than `value`. */
bool plan_node_bounds(PlanNode *node, size_t prices, long long value);

/* None of these pairs is in anything that is worth more than `value`. */
bool plan_node_drops(PlanNode *node, size_t prices, const int *pair, int pairs, long long value);

/* By counting: nobody can be placed so that all duties are kept. */
bool plan_node_is_empty(PlanNode *node);

/* --- between plan_node.c and plan_node_bound.c --- */

bool plan_node_wrong(PlanNode *node, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
bool plan_node_floor_is_whole(const PlanNode *node, int floor);

#endif
