/* opening_search.h: openings for a list: words, filters, an order, a page.
 *
 * Pure: over openings and placements that are in memory already (world.h). A region has some thousand
 * openings, so all of them are looked at, every time.
 *
 * Every word must be found: at the beginning of a word of the name, of the employer's name or of the
 * label of the occupation, in either tongue, without case and accents (names.h, as it is written);
 * or at the beginning of the id or the postcode. Words after the eighth are not read. Then the
 * filters, each of which keeps only those of which it is known to hold: unknown never passes.
 *
 * What is found belongs to the arena; positions are those of the rows given. */
#ifndef OPSTAP_OPENING_SEARCH_H
#define OPSTAP_OPENING_SEARCH_H

#include "openings/openings.h"
#include "placements/placements.h"

enum { OPENING_WORDS_MAX = 8, OPENING_SEARCH_BYTES_MAX = 200 };

typedef enum OpeningSort {
    OPENING_SORT_NAME,        /* without case and accents; no name last */
    OPENING_SORT_START,       /* the earliest start_on first; unknown last, both ways */
    OPENING_SORT_PLACES_LEFT, /* most first; unknown last, both ways */
    OPENING_SORT_ARRIVAL,
    OPENING_SORT_COUNT
} OpeningSort;

/* All zero: every opening, by name. */
typedef struct OpeningSearch {
    Str words;
    Str municipality;   /* "GM0344"; "" for all */
    int sector;         /* beginning of the SBI code: 41 also stands for 4120; 0 for all */
    bool has_places;    /* at least one place is left */
    bool places_unknown; /* nobody said how many places there are: what to ask */
    bool asks_at_most;  /* Dutch at entry: no skill is asked at a higher level than language_max; an
                           opening that says nothing of language is not known to ask little */
    int language_max;   /* LEVEL_A0 .. LEVEL_C2 */
    unsigned kinds;     /* set of positions in OPENING_KIND_CODES: it has one of them; 0 for all */
    OpeningSort sort;   /* ties: by number, upwards */
    bool descending;    /* the other way round, ties too */
    size_t first, count_max;
} OpeningSearch;

/* Places taken by pairs that stay together and by people who are in (placement_hold: HOLD_PAIR,
 * HOLD_PLACE), per row of `openings`. */
int64_t *openings_taken(Arena *arena, const OpeningRows *openings, const PlacementRows *placements);

enum { PLACES_UNKNOWN = -1 };
/* Not below 0. */
int64_t opening_places_left(const OpeningRecord *record, int64_t taken);

typedef struct OpeningFound {
    size_t *position;
    size_t count, total;
} OpeningFound;

/* taken: of openings_taken. INVALID: a sort or a level that is none. */
Result opening_search(Arena *arena, const OpeningRows *openings, const int64_t *taken,
                      const OpeningSearch *search, OpeningFound *ret_found);

#endif
