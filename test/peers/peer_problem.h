/* peer_problem.h: a problem of src/domain in the form of peer_model.h. Lists of members are shared
 * with the problem; the rest lives in the arena. */
#ifndef OPSTAP_PEER_PROBLEM_H
#define OPSTAP_PEER_PROBLEM_H

#include "peer_model.h"
#include "planning/form/problem.h"

PeerProblem peer_problem_make(Arena *arena, const Problem *problem);

#endif
