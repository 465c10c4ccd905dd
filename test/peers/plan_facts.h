/* plan_facts.h: a problem in arrays, and what of it can be used at all; part of the independent
 * checker of certificates (plan_certificate.h). Shares no code with src/domain/planning.
 *
 * A pair is usable unless
 *  - it is forbidden, its candidate is pinned elsewhere, or one of its demands passes a capacity;
 *  - its option, or the class of that, cannot reach its minimum with the usable pairs: counted with
 *    maximums, and with capacities where every usable pair uses some of the resource;
 *  - its value is negative and nothing wants it: the candidate need not be placed and is in no
 *    floor that asks for anybody, and neither option nor class has a minimum above 1, a negative
 *    opening cost or a duty to start.
 * No plan uses an unusable pair, or else one that is worth more does not. Who is in a household of
 * several people counts as wanted. Stages are refused.
 *
 * A pair is possible when it is not forbidden and its candidate is not pinned elsewhere.
 *
 * All lives in the arena. Positions are those of the lists in the problem. */
#ifndef OPSTAP_PLAN_FACTS_H
#define OPSTAP_PLAN_FACTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

#define FACT_NUMBER_MAX 1000000000000000LL
#define FACT_UNLIMITED ((long long)INT64_MAX)

enum { FACT_NONE = -1 };

typedef struct FactUse {
    int resource;
    long long amount; /* 1 or more */
} FactUse;

typedef struct FactPair {
    int candidate, option;
    long long value; /* with the bonus of who stays */
    int use_first, use_end;
    bool usable;
} FactPair;

/* An option or a class. */
typedef struct FactPlaces {
    long long minimum, maximum, cost;
    bool must_start;
    int class_at;          /* of an option; FACT_NONE */
    int *option, options;  /* of a class: those with a usable pair */
    int pair_first, pairs; /* of an option: its usable pairs in `option_pair` */
} FactPlaces;

typedef struct FactResource {
    long long capacity;
    long long amount;      /* of each usable pair that uses it; 0: nobody does */
    bool is_even;          /* all pairs of its options use it, and all the same amount */
    int *option, options;  /* with a usable pair that uses it */
    long long pairs;       /* usable ones that use it */
} FactResource;

typedef struct FactFloor {
    long long minimum;
    int *member, members;
    bool *counts; /* per candidate */
} FactFloor;

/* Of several people. */
typedef struct FactHousehold {
    int *member, members;
    bool together; /* in one option */
} FactHousehold;

typedef struct PlanFacts {
    Arena *arena;
    FactPair *pair;
    FactUse *use;
    FactPlaces *option, *class;
    FactResource *resource;
    FactFloor *floor;
    bool *must;   /* per candidate: must be placed */
    bool *wanted; /* per candidate: is in a floor that asks for somebody, or in a household */
    const FactHousehold **household_of; /* per candidate; NULL */
    int *possible_first, *possible_pair; /* possible pairs per candidate, and the end */
    int *option_possible, *class_possible; /* possible pairs of an option, of a class */
    int *candidate_first, *candidate_pair; /* usable pairs per candidate, and the end */
    int *option_pair;
    int candidates, options, classes, pairs, uses, resources, floors;
    char why[256]; /* what is wrong, when something is */
} PlanFacts;

/* The list `stay` must have been moved into the pairs (plan_rules_new does). */
bool plan_facts_read(PlanFacts *facts, Arena *arena, const json_t *problem);

/* What reading ends with: which pairs are usable, and lists of those. */
void plan_facts_settle(PlanFacts *facts);

#endif
