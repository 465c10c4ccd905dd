/* columns.h: the openings of a snapshot in columns and buckets, so that the best for a person are
 * found without looking at most of them; and exactly the same are found.
 *
 * Within the room. Rows are openings in another order: by region, a part of the country with
 * about as many openings as any other, then by occupation (ISCO-08). Openings of one occupation in
 * one region make a bucket, of blocks of 64 rows. For a person an occupation can earn at most so much,
 * the way to a region at most so much, the skills asked in a bucket at most so much; a bucket can
 * earn no more than these, and the largest of what is left. Buckets that cannot reach the worst of
 * the k found so far are left out; so are rows that require what the person lacks for certain
 * (demands.h). What stays is judged and scored as any pair is (judge.h, score.h): a bound never
 * decides that something is in a list, only that something cannot be. Block-max pruning for ranked
 * retrieval: Ding and Suel, "Faster top-k document retrieval using block-max indexes", SIGIR 2011.
 *
 * Openings at which nobody can start any more have no row. */
#ifndef OPSTAP_MATCHING_COLUMNS_H
#define OPSTAP_MATCHING_COLUMNS_H

#include "matching/columns/demands.h"
#include "matching/columns/kernel.h"
#include "matching/columns/spots.h"

enum { SKILLS_IN_ROW = 9, SKILLS_MORE = UINT8_MAX };
enum { LANGUAGES_MAX = 1 << 24, OFFERS_MAX = 1 << 8 };
enum { TERMS_MAX = 4096, TERMS_OTHER = TERMS_MAX - 1 };

/* What an opening asks of language together with what it offers. The first so many that come have a
 * number; of all others together only the most that anything can earn is known. */
typedef struct Terms {
    int32_t language, offer; /* facets */
} Terms;

/* Of a facet of work: what its judges and scores read. */
typedef struct WorkOffered {
    Work work;
    int32_t experience_months;
} WorkOffered;

/* What a row is judged by once its bits and its spot have let it through: one line of the
 * processor's cache. */
typedef struct RowFacts {
    uint64_t required[DEMAND_WORDS];
    uint32_t language : 24, offer : 8; /* facets */
    int32_t work;                      /* facet */
    int32_t opening;
    uint8_t skill_count; /* SKILLS_MORE: see the opening */
    uint16_t skill[SKILLS_IN_ROW];
} RowFacts;
_Static_assert(sizeof(RowFacts) == 64, "a line of the cache");

/* Openings of one occupation in one region. Buckets of an occupation stand together, as many as
 * REGIONS_TOGETHER divides: those beyond the last region are empty. Rows of a bucket begin
 * where a block begins. */
typedef struct Bucket {
    int32_t first, count; /* rows */
    int64_t number_least; /* INT64_MAX when it is empty */
} Bucket;

/* Numbers that belong to keys 0 .. key_count - 1: those of key i are at first[i] .. first[i + 1].
 */
typedef struct Lists {
    int32_t *first, *item;
    int32_t key_count;
} Lists;

/* Buckets of a region that ask a skill, and the most that it earns in any opening there. */
typedef struct SkillInBucket {
    uint16_t group;
    int16_t sixteenths; /* of a point, rounded up */
} SkillInBucket;

enum { SIXTEENTHS = 16, BUCKET_SHUT = -4 * SCORE_MAX, REGIONS_TOGETHER = 8 };

typedef struct Columns {
    const Snapshot *snapshot;
    Demands demands;
    Facets work, language, offer;
    Slots terms_keys;
    WorkOffered *work_offered; /* per facet of work */
    Terms *terms;
    int32_t terms_count, terms_languages, terms_offers; /* so many facets have a part in them */
    bool terms_more; /* there are others */
    Cells cells;
    Spots spots;
    int32_t *spot_first; /* per region and one more: the spots of a region stand together */
    Lists by_occupation, by_division; /* groups that have it, by slot; by division of SBI */
    int32_t *skill_first; /* per skill slot and region, and one more: in skill */
    SkillInBucket *skill;

    size_t row_count; /* a multiple of BLOCK_ROWS: buckets are filled up with rows of no opening */
    int32_t *spot;      /* per row */
    uint16_t *terms_of; /* in terms; TERMS_OTHER */
    uint64_t *required; /* word 0 of its demands */
    RowFacts *facts;
    int32_t *opening; /* SLOT_NONE */
    int64_t *number;  /* of the opening */

    int32_t group_count, region_count;
    int32_t region_stride; /* region_count, and empty ones up to a multiple of REGIONS_TOGETHER */
    Isco *group;           /* the occupation of each */
    Bucket *bucket;        /* bucket_of; rows stand by region, then by group */
    int16_t *shut;  /* per bucket: BUCKET_SHUT when it is empty, else 0 */

    /* Of columns that are looked at with what changed since they were made (parts/parts.h): */
    const uint64_t *gone;       /* a bit per row: not to be found any more; NULL: none is */
    const int32_t *skill_drift; /* per bucket: times how much, in thousandths, skills can count for
                                   more than they did; NULL: not at all */
} Columns;

static inline int32_t bucket_of(const Columns *columns, int32_t region, int32_t group) {
    return group * columns->region_stride + region;
}

static inline int32_t bucket_count(const Columns *columns) {
    return columns->group_count * columns->region_stride;
}

/* The snapshot must outlive it. */
Columns *columns_make(Arena *arena, const Snapshot *snapshot);

/* Pairs of a key and an item, in any order and with doubles, as lists; sorts the pairs. */
typedef struct Keyed {
    int32_t key, item;
} Keyed;
Lists lists_make(Arena *arena, Keyed *keyed, size_t count, int32_t key_count);

/* Fills skill and skill_first. */
void columns_index_skills(Arena *arena, Columns *columns);

/* --- the best of them --- */

/* What one thread needs to look through columns. */
typedef struct BestSpace BestSpace;
BestSpace *best_space_new(Arena *arena, const Columns *columns, Simd simd);

/* As rank_for_candidate; `position` is written down in the matches. */
size_t best_openings(BestSpace *space, const CandidateProfile *candidate, int position, size_t k,
                     Match *ret_match);

/* What the last search looked at, for the benchmark. */
typedef struct BestSeen {
    int64_t buckets, rows, judged;
} BestSeen;
BestSeen best_seen(const BestSpace *space);

#endif
