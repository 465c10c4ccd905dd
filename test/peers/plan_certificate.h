/* plan_certificate.h: is this certificate a proof that no plan is worth more than the answer? Part of
 * the independent checker; shares no code with src/domain/planning, which writes certificates.
 *
 * JSON Lines, one object with one member a line:
 *
 *     {"certificate":1}
 *     {"part":{"candidates":[0,3,4],"kept":[2]}}
 *     {"prices":{"shift":16,"people":[[0,123],[3,5]],"crowd":[12,77],"resources":[[1,9]],
 *                "floors":[[0,4]]}}                          (all on one line)
 *     {"drop":{"prices":0,"pairs":[17,18,40]}}
 *     {"split":{"what":"option","at":5,"first":"out"}}
 *     {"leaf":{"prices":1}}       or  {"leaf":{"counting":true}}
 *     {"part_end":{"value":123}}
 *     {"anew":true}                                  what comes before it is void
 *     {"end":{"value":456}}
 *
 * Positions are those in the lists of the problem. A part is a tree in preorder: `drop` and one node,
 * `split` and two nodes (the side `first`, then the other), or `leaf`. `prices` may stand anywhere
 * in a part; they are numbered from 0. Prices are in 2^-shift of a value.
 *
 * Checked: that nobody who matters is left out of all parts and no option or class is in two
 * (plan_facts.h says who matters); that the bound at every leaf, and with every dropped pair in it,
 * allows no plan above the value of the part (plan_node.h); that a leaf by counting has nothing left
 * to find: who must be placed has no pair left, a floor too few people, or what starts too few; that
 * the parts add up, and that the answer keeps every rule and is worth exactly that
 * (plan_rules.h).
 *
 * Stricter than the format says: unknown, doubled and missing members are refused (`kept`, `people`,
 * `crowd`, `resources` and `floors` may be absent); no price twice for the same; prices at most
 * 2^60, shift at most 32; a drop names pairs of people of the part; a split is of something in the
 * part or of what nobody can use; nothing after `end`. The value of a part stands on its last line, and is looked up there when
 * the part begins.
 *
 * Where rules are no flow, a piece takes the place of a part (plan_piece.h):
 *
 *     {"piece":{"candidates":[0,3],"value":123}}                   value null: it has no plan
 *     {"prices":{"shift":16,"row_shift":9,"people":[[0,123]],"resources":[[1,9]],"floors":[[0,4]],
 *                "links":[[3,5,0]],"classes":[[0,7,0]],"counted":[[5,[1,2],true]]}}
 *     {"decide":{"prices":0,"pairs_in":[7],"pairs_out":[17],"options_in":[],"options_out":[5],
 *                "classes_in":[],"classes_out":[]}}
 *     {"split":{"what":"pair","at":7,"first":"in"}}                or "option", "class"
 *     {"leaf":{"prices":1}}                         or {"counting":true}, or {"decided":true}
 *
 * What follows by counting from splits and decisions is drawn here again (plan_piece_follow.c), and
 * what contradicts itself needs no proof. What is decided by prices must be closed the other way,
 * at those prices and what was decided before this line. Only the last prices may be named. Best
 * sets of an option are found exactly (plan_piece_set.c), with the resources that `counted` names.
 * A leaf by prices has no better plan; one by counting contradicts itself; one that is decided has
 * nothing free and is worth no more. The piece ends with its tree. With `end` null the answer must
 * be that there is no plan, and some piece has none.
 *
 * Trees may be PLAN_CERTIFICATE_DEPTH_MAX deep; nothing recurses on that. */
#ifndef OPSTAP_PLAN_CERTIFICATE_H
#define OPSTAP_PLAN_CERTIFICATE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum { PLAN_CERTIFICATE_DEPTH_MAX = 1 << 20 };

typedef struct PlanCertificate {
    bool has_plan; /* the answer: else it says that there is none */
    long long value;
    long parts, prices, drops, splits, leaves; /* as far as it was read; pieces are parts, and
                                                  what they decide by prices are drops */
    char why[320];                             /* "line 12: ..." */
} PlanCertificate;

/* problem and answer: as JSON; the list `stay` of the problem is moved into its pairs. */
bool plan_certificate_check(json_t *problem, const json_t *answer, const char *text, size_t bytes,
                            PlanCertificate *ret_certificate);

#endif
