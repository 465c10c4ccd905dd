/* plan_store.h: plans that were kept, and what people decided about pairs. */
#ifndef OPSTAP_PLAN_STORE_H
#define OPSTAP_PLAN_STORE_H

#include "db.h"
#include "day.h"

/* A person decided: this candidate in this opening, or never. Stays in force until freed. */
typedef enum PairDecision { PAIR_FREE, PAIR_PIN, PAIR_FORBID } PairDecision;

typedef struct DecidedPair {
    int64_t candidate_number, opening_number;
    PairDecision decision;
} DecidedPair;

typedef struct DecidedPairs {
    DecidedPair *row;
    size_t count;
} DecidedPairs;

/* PAIR_FREE takes the decision back. Inside a transaction. */
Result plan_pair_decide(Db *db, int64_t tenant, DecidedPair pair);
Result plan_pairs_load(Db *db, Arena *arena, int64_t tenant, DecidedPairs *ret_pairs);

typedef struct KeptAssignment {
    int64_t candidate_number, opening_number;
    int64_t score;
    bool provisional;
} KeptAssignment;

typedef struct KeptPlan {
    int64_t number; /* 0: none was kept yet */
    Day made_on;
    Str rule_version;
    bool optimal;
    int64_t value, bound;
    KeptAssignment *row;
    size_t count;
} KeptPlan;

/* Keeps a plan under the next number, unless the last one is the same in every respect: then
 * *ret_new is false. The order of the rows does not count. CONFLICT: a candidate twice, or one that
 * is not there. Inside a transaction. */
Result plan_keep(Db *db, Arena *arena, int64_t tenant, const KeptPlan *plan, bool *ret_new);

/* The last plan that was kept; number 0 when there is none. */
Result plan_last(Db *db, Arena *arena, int64_t tenant, KeptPlan *ret_plan);

#endif
