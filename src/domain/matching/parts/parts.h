/* parts.h: the openings of a tenant in two parts that are ranked as one: the base, many that were
 * read once, and the recent, few that came or changed since.
 *
 * Both are snapshots that never change. When an opening changes new Parts are made, which share the
 * base: what changed or went is left out of the base by a bit, and stands, if it is still there, in
 * a recent part that is made anew. That takes as long as there are recent openings, however many
 * the base has. Lists, scores and explanations are exactly those of one snapshot of all openings
 * that are there: how much a skill weighs is worked out over both parts together, for every Parts
 * anew, and what the base has worked out beforehand stays above what can be earned
 * (Columns.skill_drift).
 *
 * A day later the same base serves: what
 * nobody can start with any more is left out of the columns for good, all else is judged by the day
 * of the parts.
 *
 * Threads may read Parts together. Records are forgotten; what is shown is explained from records
 * that the caller has read (parts_shown). Rules, classes, map and vocabulary are the base's: others
 * make another base. */
#ifndef OPSTAP_MATCHING_PARTS_H
#define OPSTAP_MATCHING_PARTS_H

#include "matching/matching.h"

typedef struct PartsBase PartsBase;
typedef struct Parts Parts;

/* The openings of the snapshot must be in order of number, none twice. Both live in the arena. */
PartsBase *parts_base_make(Arena *arena, Snapshot *snapshot);
size_t parts_base_openings(const PartsBase *base);

typedef struct PartsChange {
    int64_t number;
    const OpeningRecord *record; /* NULL: there is no such opening any more */
} PartsChange;

/* All that changed since the base was made: in order of number, none twice. The base must outlive
 * it; the records need not. today: not before that of the base. */
typedef struct PartsChanges {
    const PartsChange *change;
    size_t count;
    Day today;
} PartsChanges;
Parts *parts_make(Arena *arena, const PartsBase *base, PartsChanges changes);
size_t parts_openings(const Parts *parts); /* how many there are */

typedef struct PartsMatch {
    Match match;    /* its positions say nothing */
    int64_t number; /* of the opening */
    Str id;         /* the same; lives as long as the parts */
} PartsMatch;

/* As rank_for_candidate over all openings. */
size_t parts_rank(const Parts *parts, const CandidateRecord *candidate, size_t k,
                  PartsMatch *ret_match);

/* A snapshot of some people and some of the openings, to be explained: skills weigh in it what they
 * weigh among all. The records must be those that the parts were made of, and outlive it, as must
 * the parts. */
Snapshot *parts_shown(const Parts *parts, Arena *arena, const CandidateRows *candidates,
                      const OpeningRows *openings);

#endif
