/* piece_basis.h: a piece that starts from the basis of an earlier plan, and the basis it leaves. */
#ifndef OPSTAP_PIECE_BASIS_H
#define OPSTAP_PIECE_BASIS_H

#include "piece.h"

enum { MEND_SWEEPS = 2 };

/* Takes tree, plan and the first prices over, as far as they fit. True when there is a plan of all
 * rules and a first bound from prices: what piece_start of a first plan looks for is there. */
bool piece_take_basis(Piece *piece, const Basis *start);

/* Another cut: these prices, moved person by person to where the bound is lowest for each. The
 * larger part of what changed pairs spoil is mended so. */
void piece_mend(Piece *piece, const int64_t *price);

/* All other prices, as cuts of the piece that goes into the tree. They move as those of the root
 * did. */
void piece_take_prices(Piece *piece, const Basis *start);

/* Leaves what there is to be left: `whole` is the part, `last` the piece that was searched. */
void piece_leave_basis(Piece *whole, Piece *last, Basis *basis);

#endif
