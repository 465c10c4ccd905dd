/* certificate.h: the proof of a plan on paper, or that there is none, for who does not trust the
 * solver.
 *
 * JSON Lines. Each part of the problem is a tree in preorder: a split on what starts, with the
 * proof of its first side, then that of the other; pairs that are dropped; leaves. Each leaf, and
 * each pair dropped, is closed by prices (bound.h) at which no plan is better than the one found,
 * or by counting who and what is left. Prices are whole numbers in 2^-shift of a value. Checking
 * needs no search: one bound for each leaf.
 *
 *     {"certificate":1}
 *     {"part":{"candidates":[0,3],"kept":[2]}}    kept: resources that are counted, not priced
 *     {"prices":{"shift":16,"people":[[0,9]],"crowd":[12,7],"resources":[[1,9]],"floors":[[0,4]]}}
 *     {"drop":{"prices":0,"pairs":[17]}}
 *     {"split":{"what":"option","at":5,"first":"out"}}            or "class"
 *     {"leaf":{"prices":1}}                                         or {"counting":true}
 *     {"part_end":{"value":123}}
 *     {"anew":true}                                                 what comes before it is void
 *     {"end":{"value":456}}                                         null: there is no plan
 *
 * Positions are those of the problem; prices are numbered from 0 within a part. A price of a person
 * is paid for a place; of a resource for each person who uses it; of a floor to its people; of the
 * crowd [d, price] by what starts, for each whole d of its minimum (Part.crowd_max).
 *
 * Where rules are no flow, a piece takes the place of a part (rules/program_certificate.h):
 *
 *     {"piece":{"candidates":[0,3],"value":123}}    of its best plan; null: it has none
 *     {"prices":{"shift":16,"row_shift":9,"people":[[0,123]],"resources":[[1,9]],"floors":[[0,4]],
 *                "links":[[3,5,0]],"classes":[[0,7,0]],"counted":[[5,[1,2],true]]}}
 *     {"decide":{"prices":0,"pairs_in":[7],"pairs_out":[17],"options_in":[],"options_out":[5],
 *                "classes_in":[],"classes_out":[]}}
 *     {"split":{"what":"pair","at":7,"first":"in"}}               or "option", "class"
 *     {"leaf":{"prices":1}}                        or {"counting":true}, or {"decided":true}
 *
 * Only the last prices may be named. A price of a person is of the household that takes one option
 * together, by any of its people, and a pair of it stands for all of theirs. A row (a resource; a
 * floor; a link of two people next to each other in a household, by the first, who is placed as
 * often as the other: prices of "not more often" and of "not less often") is multiplied by its price
 * and divided by 2^row_shift, coefficient by coefficient, and rounded so that every plan that keeps
 * the row keeps what comes out. What is in is taken from what a row allows, not charged. Prices of a
 * class are of its maximum and of its minimum, when it starts. `counted`: in the best set of this
 * option these resources are kept, and how many people it takes. What is decided by prices is
 * impossible otherwise at those prices; what follows from it, and from splits, by counting is not
 * written: duties, minimums, maximums and rows that leave only one side. Where there is no plan
 * nothing is worth or costs anything, and prices show that no plan is worth 0. */
#ifndef OPSTAP_CERTIFICATE_H
#define OPSTAP_CERTIFICATE_H

#include "text.h"

typedef struct Certificate {
    Text text;
    /* Takes what was written, again and again, so that it need not all be in memory; or NULL. What is
     * left in the text at the end is the caller's. False: it cannot be kept. */
    bool (*keep)(void *context, Str bytes);
    void *context;
    bool has_gap;        /* something was closed for which there is no proof on paper */
    int32_t price_count; /* of this part */
    /* What is written now is a problem of its own, and this is where it lies in the whole; or NULL:
     * the whole. */
    const struct ApartPiece *piece;
} Certificate;

#endif
