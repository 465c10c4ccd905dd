/* peer_run.h: the solvers that plans are compared with, one thread each, with their own presolve
 * and cuts. They may stop when nothing can be better by 0.9: values are whole numbers.
 *
 * Each run is a process of its own, ended when it does not keep its time: not every solver looks at
 * the clock while it solves its first relaxation. Time is that of solving, without reading. */
#ifndef OPSTAP_PEER_RUN_H
#define OPSTAP_PEER_RUN_H

#include "peer_model.h"

typedef enum PeerSolver { PEER_GLPK, PEER_CBC, PEER_HIGHS, PEER_SOLVERS } PeerSolver;

const char *peer_name(PeerSolver solver);

/* Is it built in and, where it is a program, installed? */
bool peer_present(PeerSolver solver);

/* Solves it once; HiGHS, whose program is slow to start, repeats itself and tells the time in the
 * middle. Without value and bound where it found none in time; seconds is then the limit at least.
 */
PeerOutcome peer_run(PeerSolver solver, const PeerModel *model, double seconds_max);

double peer_clock_seconds(void);

/* What glpk_plan.h is for GLPK: CBC by its library, HiGHS by a program that node runs. */
PeerOutcome cbc_solve(const PeerModel *model, double seconds_max);
PeerOutcome highs_solve(const PeerModel *model, double seconds_max);
bool highs_present(void);

#endif
