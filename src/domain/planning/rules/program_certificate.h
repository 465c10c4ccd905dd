/* program_certificate.h: the proof on paper of a program (planning/groups/certificate.h).
 *
 * After the answer is known the tree is searched once more, for plans that are worth more than it:
 * there is none, and that search is what is written down. Where there is no plan at all, nothing is
 * worth anything, and the search is for plans worth 0. What follows by counting is not written:
 * whoever reads it counts again. */
#ifndef OPSTAP_PROGRAM_CERTIFICATE_H
#define OPSTAP_PROGRAM_CERTIFICATE_H

#include "program_solver.h"

/* Writes the proof of *best, which is the best plan or says that there is none; or a gap. `watch` is
 * as after the search, and stays so: its seconds and its progress hold, its nodes do not. */
void program_certify(Arena *arena, const Program *program, const Watch *watch, const Best *best);

/* --- on the way through the tree; solver->paper is not NULL --- */

/* What the trail has from `first` on was decided by the prices, and what clashed with it. */
void paper_decided(Solver *solver, int32_t first);
/* in: the side that comes first. */
void paper_split(Solver *solver, const int8_t *list, int32_t index, bool in);
void paper_leaf_by_prices(Solver *solver);
void paper_leaf_by_counting(Solver *solver);
void paper_leaf_decided(Solver *solver);

#endif
