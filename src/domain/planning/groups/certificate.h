/* certificate.h: the proof of a plan on paper, for who does not trust the solver.
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
 *     {"end":{"value":456}}
 *
 * Positions are those of the problem; prices are numbered from 0 within a part. A price of a person
 * is paid for a place; of a resource for each person who uses it; of a floor to its people; of the
 * crowd [d, price] by what starts, for each whole d of its minimum (Part.crowd_max). */
#ifndef OPSTAP_CERTIFICATE_H
#define OPSTAP_CERTIFICATE_H

#include "text.h"

typedef struct Certificate {
    Text text;
    bool has_gap;        /* something was closed for which there is no proof on paper */
    int32_t price_count; /* of this part */
    /* What is written now is a problem of its own, and this is where it lies in the whole; or NULL:
     * the whole. */
    const struct ApartPiece *piece;
} Certificate;

#endif
