/* score.h: the soft parts of a feasible pair, in integers.
 *
 * Within the room. Each part gives a share of 0..1000 of its maximum, or is unknown and gives
 * nothing. Points are maximum * share / 1000, rounded down, and the score is exactly the sum of the
 * points. A higher level of language never lowers a share. Nothing here reads age, sex or where
 * somebody lives, but for the minutes of the way. */
#ifndef OPSTAP_MATCHING_SCORE_H
#define OPSTAP_MATCHING_SCORE_H

#include "matching/judge/judge.h"

enum { SHARE_WHOLE = 1000 };

typedef struct Share {
    int permille;
    bool unknown;
    Word reason;
    int number, of; /* said in the reason */
} Share;

#define SOFT(name, verb) Share verb(const Pair *pair);
#include "matching/criteria.def"

Share score_part(const Pair *pair, Part part);

/* Sets score, part_points and part_unknown. */
void score_pair(const Pair *pair, Match *match);

/* Judged and, when feasible, scored. The positions are only written down. */
Match pair_match(const Pair *pair, int candidate, int opening);

#endif
