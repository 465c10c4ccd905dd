/* problem.h: a plan as a plain problem: who could take which place, and what each is worth.
 *
 * Candidates take at most one place each. An option has places: none of them is used, or at least
 * its minimum and at most its maximum. A class joins options that start together: over all its
 * options it reaches its minimum, or none of them is used. The plan with the largest sum of values
 * is wanted; a candidate may stay without a place at value 0, unless must_place_all.
 *
 * A problem knows nothing of people: no names, no facts, only ids, counts and whole numbers. It is
 * the same whether it comes from a file or from the rooms that make it, and the same rules hold.
 *
 * Ownership: ids and lists live in the arena given, or wherever their maker put them; a problem
 * frees nothing. Candidates, options, classes and pairs keep the order of the input: ties are
 * broken by it, so the same input gives the same plan on every machine.
 *
 * Limits: a value is at most 10^15 in size; the largest values of all candidates together stay
 * below 2^62, so no sum that a plan can reach, nor the difference of two, leaves 64 bits; counts
 * stand in limits.h (PLAN_*, RECORDS_MAX, ID_BYTES_MAX). */
#ifndef OPSTAP_PROBLEM_H
#define OPSTAP_PROBLEM_H

#include <stdbool.h>
#include <stdint.h>

#include "phrase.h"
#include "result.h"

#define PLAN_UNLIMITED INT64_MAX /* a maximum that is absent */
#define PLAN_VALUE_MAX INT64_C(1000000000000000)

enum { PLAN_NO_CLASS = -1 };

/* Both are positions in the lists of the problem. */
typedef struct Pair {
    int32_t candidate, option;
    int64_t value;
} Pair;

/* A minimum of 0 or 1 asks nothing more than "somebody or nobody". A minimum above the maximum is
 * allowed: such an option never starts. */
typedef struct Option {
    Str id;
    int64_t minimum, maximum; /* places; >= 0 */
    int32_t class_index;      /* its only class, or PLAN_NO_CLASS */
} Option;

typedef struct OptionClass {
    Str id;
    int64_t minimum, maximum; /* places over all its options together; >= 0 */
} OptionClass;

typedef struct Problem {
    Str *candidate; /* ids */
    Option *option;
    OptionClass *option_class;
    Pair *pair;
    int32_t candidate_count, option_count, class_count, pair_count;
    bool must_place_all;
} Problem;

/* Reads the JSON form:
 *
 *     { "candidates": [ {"id":"c1", "groups":["g1"]} ],
 *       "options":    [ {"id":"A", "minimum":8, "maximum":15, "opening_cost":0} ],
 *       "classes":    [ {"id":"K", "options":["A"], "minimum":12, "maximum":30} ],
 *       "resources":  [], "floors": [],
 *       "pairs":      [ {"candidate":"c1", "option":"A", "value":812, "demand":{}} ],
 *       "must_place_all": false }
 *
 * Ids, `candidates`, `options` and `pairs` must be there; the rest may be absent. A maximum that is
 * null or absent is unlimited. INVALID: *ret_why names the place ("pairs[12].option"), what stood
 * there and what is allowed. REFUSED: resources, demands, opening costs other than 0 and floors are
 * understood and cannot be planned yet. */
Result problem_read(Arena *arena, Str json, Problem *ret_problem, Phrase *ret_why);

/* The rules that the reader also applies, for a problem made in memory: ids not empty and
 * different, positions that exist, no pair twice, counts and values in range. */
Result problem_check(Arena *arena, const Problem *problem, Phrase *ret_why);

#endif
