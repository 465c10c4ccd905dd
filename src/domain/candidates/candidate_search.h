/* candidate_search.h: finding people in a list, and people who may be the same.
 *
 *     CandidateSearch search = { .tenant = tenant, .words = form.search, .count_max = 25 };
 *     CandidateFound found;
 *     Result result = candidate_search(registers, db, arena, &search, &found);
 *
 * Who is found. Every word must be found with the person. A word is found in a name when a part of
 * the name begins with it, as names.h compares them: without case and accents, and tolerant of
 * spelling and of the ways in which names are written in our alphabet (Mohammed, Muhammad; Youssef,
 * Joesoef). Parts may come in any order; two words may be one part, and the other way round
 * ("abdul karim", "Abdulkarim"); an article (al, el) need not be there. A word with a digit in it
 * is also found in the outside id (the id, or a piece of it after - _ . begins with it) and in the
 * postcode (which begins with it: two digits or more; "3511 ab" is one word). A word that is all of
 * the id finds it as well. An empty search finds everybody; so does one of signs that mean nothing
 * in a name, as "--". Words after the eighth are not read.
 *
 * Then the filters, each of which keeps only those of whom it is known to hold: unknown never
 * passes, in either direction.
 *
 * How. All people of a tenant stand in memory once, unchanging: under 200 bytes each, shared by all
 * threads. A database says by one number whether anything changed since (changes.h), whoever did
 * it; then what changed is read, and what stood there is let go when the last reader is done. So a
 * search costs one row of the database and no more than some milliseconds for 200,000 people. The
 * first search of a tenant reads everybody. A process has one CandidateRegisters, for all threads.
 *
 * Any transaction of the Db will do, or none. In a writing one that has changed people itself it
 * sees those changes, and nobody else does, at the price of a copy.
 *
 * What is found belongs to the arena. */
#ifndef OPSTAP_CANDIDATE_SEARCH_H
#define OPSTAP_CANDIDATE_SEARCH_H

#include "candidates/candidates.h"
#include "placements/placements.h"

enum { SEARCH_WORDS_MAX = 8, SEARCH_BYTES_MAX = 200 };

/* Where somebody stands: of all placements of a person the first of these that one is in. */
typedef enum CandidateStanding {
    STANDING_PLACED,    /* started, completed, in work, kept */
    STANDING_UNDER_WAY, /* on hold, invited, selected, agreed */
    STANDING_PROPOSED,  /* proposed, reserve */
    STANDING_ENDED,     /* declined, no show, stopped: nothing else */
    STANDING_NONE,      /* no placement at all */
    STANDING_COUNT
} CandidateStanding;
CandidateStanding placement_standing(PlacementState state);

typedef enum CandidateSort {
    CANDIDATE_SORT_CLOSEST, /* first those whose name has the words as they are written, then the
                               others, both by name; without words by name */
    CANDIDATE_SORT_NAME,    /* family name, given name: without case and accents; no name last */
    CANDIDATE_SORT_COMPLETENESS, /* fewest facts known first */
    CANDIDATE_SORT_OLDEST,  /* longest ago confirmed first; no day known last, both ways */
    CANDIDATE_SORT_ARRIVAL, /* by number */
    CANDIDATE_SORT_COUNT
} CandidateSort;

typedef struct CandidateRegisters CandidateRegisters;
CandidateRegisters *candidate_registers_begin(void);
void candidate_registers_end(CandidateRegisters *registers); /* nobody searches any more */

/* All zero but the tenant: everybody, by name. Of sets, bit n stands for value n; 0: no filter. */
typedef struct CandidateSearch {
    int64_t tenant;
    Str words;          /* at most SEARCH_BYTES_MAX bytes are read; need not be UTF-8 */
    Str municipality;   /* "GM0344"; "" for all */
    Str organisation;   /* id of the fact controller; "" for all */
    bool speaks;        /* speaking Dutch: lowest level it can be is at least speaking_min */
    int speaking_min;   /* LEVEL_A0 .. LEVEL_C2 */
    int facts_below;    /* fewer facts known than this (of `facts_asked`); 0: no filter */
    Day confirmed_before; /* oldest confirmation before this day; 0: no filter */
    unsigned standings; /* set of CandidateStanding */
    unsigned wanted_majors; /* set of ISCO-08 major groups 0..9: one of the wanted occupations is in
                               one of them */
    CandidateSort sort; /* ties: by number, upwards */
    bool descending;    /* the other way round, ties too; CLOSEST: names only */
    size_t first, count_max; /* rows first .. first + count_max - 1; count_max 0: only the total */
} CandidateSearch;

typedef struct CandidateRow {
    int64_t number;
    Str id;
    bool demo;
    Str given_name, family_name; /* "" when unknown; so are the next three */
    Str postcode, municipality, organisation;
    Str wanted;              /* first wanted occupation: "7223", or an address; "" when unknown */
    const Str *wanted_label; /* one per tongue, for VALUE_LABEL; NULL when there is none */
    int speaking_low, speaking_high; /* LEVEL_A0 ..; -1 when unknown */
    int facts_known, facts_asked;    /* candidate_completeness */
    Day oldest;                      /* DAY_UNKNOWN */
    CandidateStanding standing;
    PlacementState placement; /* of that standing, the furthest; not for STANDING_NONE */
} CandidateRow;

typedef struct CandidateFound {
    CandidateRow *row;
    size_t count; /* of rows here */
    size_t total; /* of all that were found */
    size_t everybody; /* of the tenant, without words and filters: is it an empty house? */
} CandidateFound;

/* INVALID: a sort or level that is none. BUSY, BROKEN: the database. */
Result candidate_search(CandidateRegisters *registers, Db *db, Arena *arena,
                        const CandidateSearch *search, CandidateFound *ret_found);

/* --- who may be the same --- */

/* What is said of somebody who may be new; "" and DAY_UNKNOWN for what is not known. */
typedef struct CandidateLikeness {
    int64_t tenant;
    Str given_name, family_name;
    Day birth_date; /* 0 is a day: say DAY_UNKNOWN */
    Str postcode, id;
    int64_t not_number; /* not this one: when an existing file is looked at; 0: nobody */
} CandidateLikeness;

enum { SIMILAR_MAX = 10, SIMILAR_REASONS_MAX = 4 };

typedef struct SimilarCandidate {
    CandidateRow row;
    Day birth_date; /* DAY_UNKNOWN */
    int points;     /* the higher, the more alike: only for the order */
    Phrase reason[SIMILAR_REASONS_MAX]; /* each one sentence, the strongest first */
    int reason_count;
} SimilarCandidate;

typedef struct SimilarCandidates {
    SimilarCandidate row[SIMILAR_MAX]; /* most alike first; ties by number */
    size_t count;
} SimilarCandidates;

/* The same outside id; or all parts of the shorter name are in the other name (whole parts, as
 * names.h compares them; at least two, or all there are); or the same or a mistyped birth date
 * together with the same postcode. A birth date is mistyped when two digits next to each other have
 * changed places, day and month have, or one digit differs. Nothing is decided here: a person looks
 * and says. */
Result candidate_similar(CandidateRegisters *registers, Db *db, Arena *arena,
                         const CandidateLikeness *likeness, SimilarCandidates *ret_similar);

#endif
