/* people.h: the people of a snapshot in columns and buckets, so that the best for an opening are
 * found without looking at most of them; and exactly the same are found. The other side of
 * columns/columns.h.
 *
 * Within the room. A row is a person and one kind of wish of theirs (ISCO-08 group and how it is
 * wished): who wishes three kinds has three rows, who wishes nothing has one. Rows of one kind of
 * wish in one region, a part of the country with about as many homes as any other, make a bucket;
 * buckets of one kind of wish stand together. For an opening a kind of wish can earn at most so
 * much, the way from a region at most so much, and the rest at most what anybody could. Somebody
 * comes first where their best wish is, so what is looked at no more was looked at, or cannot be
 * among the best.
 *
 * What people lack for certain (columns/demands.h) stands by demand, a bit per row: an opening has
 * few demands, so 64 people are compared with it by as many words as it has demands. Skills and
 * jobs stand so too, many to a bit: who has neither enough of the skills asked nor a job of that
 * kind is left out by the same words. Of each row a few facts say what more it can earn. What stays
 * is judged and scored as any pair is: a bound never decides that somebody is in a list, only that
 * somebody cannot be.
 *
 * Who has no right to work has no row: that is unmet for every opening. */
#ifndef OPSTAP_MATCHING_PEOPLE_H
#define OPSTAP_MATCHING_PEOPLE_H

#include "matching/columns/cells.h"
#include "matching/columns/columns.h"
#include "matching/columns/demands.h"

enum {
    REGION_NOWHERE,  /* the way is unknown: no home, or only its municipality */
    REGION_ANYWHERE, /* nothing bounds the way: who moves, or lives where nobody knows how far */
    REGION_FIRST
};

enum { JOBS_KEPT = 2, JOB_NONE = UINT16_MAX, JOB_ANY = UINT16_MAX - 1 };
enum { HOME_NONE = UINT16_MAX, FACETS_MAX = UINT16_MAX };
enum { WALK_SAID = 0x80 };

/* What a row can earn beside its wish. */
typedef struct PersonFacts {
    uint64_t skills;                     /* bit skill_bit() of each */
    uint16_t home, home_later;           /* cells; HOME_NONE */
    uint8_t modes, modes_maybe;          /* with WALK_SAID in modes_maybe */
    int16_t minutes_max, kilometres_max; /* NUMBER_UNKNOWN */
    uint16_t levels, prospects;          /* facets; FACETS_MAX: one of too many */
    uint16_t job[JOBS_KEPT];             /* JOB_ANY: there are more */
} PersonFacts;

static inline int bit_of(uint32_t number) {
    return (int)(number * UINT32_C(0x9E3779B9) >> 26);
}
static inline int skill_bit(int32_t skill) {
    return bit_of((uint32_t)skill);
}
static inline int job_bit(Isco isco) { /* by its first three digits */
    return bit_of((uint32_t)isco.digits >> 4);
}

/* Bits of rows by what they are about: what is lacked, by demand; skills; jobs. */
enum {
    SLICE_SKILLS = DEMAND_BITS,
    SLICE_JOBS = SLICE_SKILLS + 64,
    SLICE_COUNT = SLICE_JOBS + 64,
    SLICE_WORDS = SLICE_COUNT / 64
};

/* A kind of wish. */
enum { WISH_NOTHING = -1 };
typedef struct WishGroup {
    Isco isco;
    int8_t kind; /* of Wish; WISH_NOTHING */
} WishGroup;

/* Around homes; microdegrees. */
typedef struct Box {
    int32_t south, north, west, east;
} Box;

typedef struct People {
    const Snapshot *snapshot;
    const Demands *demands;
    Facets levels;    /* of language, as far as they are certain */
    Facets prospects; /* what outcome and guidance are compared with */
    Cells cells;      /* of homes */
    Lists wish_by_occupation, wish_by_division, job_by_occupation; /* by slot, division: groups */

    int32_t group_count, region_count, job_count;
    WishGroup *group;
    Isco *job;
    Box *box;       /* per cell from CELL_FIRST_PLACED on */
    Box *region;    /* the same per region, from REGION_FIRST on */
    Bucket *bucket; /* group * region_count + region */

    size_t row_count, word_count;
    int32_t *candidate; /* per row */
    int64_t *number;    /* of the candidate */
    PersonFacts *facts;
    uint64_t *slice;      /* slice * word_count + row / 64 */
    const uint64_t *gone; /* a bit per candidate: not to be found any more; NULL: none is */
} People;

/* demands: of the same snapshot; NULL makes them. Both must outlive it. */
People *people_make(Arena *arena, const Snapshot *snapshot, const Demands *demands);

/* --- the best of them --- */

/* What one thread needs to look through people. */
typedef struct PeopleSpace PeopleSpace;
PeopleSpace *people_space_new(Arena *arena, const People *people);

/* As rank_for_opening; `position` is written down in the matches. The opening must be one of the
 * snapshot, or encoded with its slots. */
size_t best_people(PeopleSpace *space, const OpeningProfile *opening, int position, size_t k,
                   Match *ret_match);

/* What the last search looked at, for the benchmark. */
BestSeen people_seen(const PeopleSpace *space);

/* --- within people/ --- */

enum { RIGHT_TO_WORK_NONE = 3 }; /* order of the codes */
static inline bool person_has_row(const CandidateProfile *candidate) {
    return candidate->right_to_work != RIGHT_TO_WORK_NONE;
}

/* Fills levels, prospects and jobs of people, one by one. */
typedef struct FactsMaker {
    Arena *arena;
    People *people;
    Text key;
    uint16_t *job_at; /* per digits of ISCO-08: in job */
    size_t job_capacity;
} FactsMaker;
FactsMaker facts_begin(Arena *arena, People *people, Arena *scratch);
PersonFacts facts_of(FactsMaker *maker, const CandidateProfile *candidate);

/* Fills the lists by occupation and division; needs groups and jobs. */
void people_list(Arena *arena, People *people, const int32_t *group_of_key);

/* Where a kind of wish stands in group_of_key. */
enum { WISH_KINDS = 4, WISH_KEYS = 65536 * WISH_KINDS };
static inline int32_t wish_key(const Wish *wish) {
    return wish->work.isco.digits * WISH_KINDS + (int32_t)wish->kind;
}
enum { WISH_KEY_NOTHING = 65535 * WISH_KINDS + WISH_EXCLUDED }; /* nobody is listed by exclusion */

#endif
