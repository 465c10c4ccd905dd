/* columns.h: the openings of a snapshot in columns and blocks, so that the best for a person are
 * found without looking at most of them; and exactly the same are found.
 *
 * Within the room. Rows are openings in another order: by occupation (ISCO-08), then by place, then
 * by number. 64 rows of one occupation make a block. For a person, a group of one occupation can
 * earn at most so much, a cell of the country at most so much; a block can earn no more than its
 * group, its best cell, and the largest of what is left. Groups and blocks that cannot reach the
 * worst of the k found so far are left out; so are rows that require what the person lacks for
 * certain (demands.h). What stays is judged and scored as any pair is (judge.h, score.h): a bound
 * never decides that something is in a list, only that something cannot be. Block-max pruning for
 * ranked retrieval: Ding and Suel, "Faster top-k document retrieval using block-max indexes",
 * SIGIR 2011.
 *
 * Openings at which nobody can start any more have no row. */
#ifndef OPSTAP_MATCHING_COLUMNS_H
#define OPSTAP_MATCHING_COLUMNS_H

#include "matching/columns/cells.h"
#include "matching/columns/demands.h"
#include "matching/columns/kernel.h"

typedef struct Block {
    int32_t first, count;           /* rows */
    int32_t cell_first, cell_count; /* in Columns.block_cell */
    int64_t number_least;
} Block;

/* Openings of one occupation. */
typedef struct Group {
    Isco isco;
    int32_t block_first, block_count;
} Group;

/* Groups that have an occupation, or a division of SBI, by slot or division. */
typedef struct GroupLists {
    int32_t *first; /* per key, and one past the last */
    int32_t *group;
    int32_t key_count;
} GroupLists;

typedef struct Columns {
    const Snapshot *snapshot;
    Demands demands;
    Facets work, language, way, offer;
    Cells cells;
    GroupLists by_occupation, by_division;

    size_t row_count; /* a multiple of BLOCK_ROWS: blocks are filled up with rows of no opening */
    int32_t *opening; /* per row; SLOT_NONE */
    int32_t *work_of, *language_of, *way_of, *offer_of; /* facets, per row */
    uint64_t *required;                                 /* as kernel.h, block after block */

    Block *block;
    size_t block_count;
    int32_t *block_cell;
    Group *group;
    size_t group_count;
} Columns;

/* The snapshot must outlive it. */
Columns *columns_make(Arena *arena, const Snapshot *snapshot);

/* --- the best of them --- */

/* What one thread needs to look through columns. */
typedef struct BestSpace BestSpace;
BestSpace *best_space_new(Arena *arena, const Columns *columns, Simd simd);

/* As rank_for_candidate; `position` is written down in the matches. */
size_t best_openings(BestSpace *space, const CandidateProfile *candidate, int position, size_t k,
                     Match *ret_match);

/* What the last search looked at, for the benchmark. */
typedef struct BestSeen {
    int64_t blocks, rows, judged;
} BestSeen;
BestSeen best_seen(const BestSpace *space);

#endif
