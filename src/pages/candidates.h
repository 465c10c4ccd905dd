/* candidates.h: what the pages about people show. */
#ifndef OPSTAP_CANDIDATES_PAGES_H
#define OPSTAP_CANDIDATES_PAGES_H

#include "candidates/candidate_search.h"
#include "choice_boxes.h"
#include "layout.h"
#include "page.h"

typedef struct CandidateRowView {
    Str name, id, address, matches_address;
    bool demo;
    const Str *municipality; /* label; NULL: unknown */
    Str postcode;
    const Str *wanted; /* label; NULL: none */
    Str speaking;      /* "A2", "A2-B1"; "": unknown */
    int64_t known, asked;
    Phrase confirmed;
    Phrase standing;
} CandidateRowView;

/* What may be shown of everybody in the list. */
#define CANDIDATE_COLUMNS(C)                                                                       \
    C(postcode)                                                                                    \
    C(municipality)                                                                                \
    C(wanted)                                                                                      \
    C(speaking)                                                                                    \
    C(complete)                                                                                    \
    C(confirmed)                                                                                   \
    C(standing)
#define CANDIDATE_COLUMN_ENUM(name) COLUMN_##name,
typedef enum CandidateColumn { CANDIDATE_COLUMNS(CANDIDATE_COLUMN_ENUM) COLUMN_COUNT } CandidateColumn;

typedef struct CandidatesView {
    LayoutView layout;
    Str words, municipality;
    bool may_export, may_write, reads_matches;
    bool shows_postcode, shows_municipality, shows_wanted, shows_speaking, shows_complete,
        shows_confirmed, shows_standing;
    const ChoiceView *sorts;
    size_t sorts_count;
    const ChoiceView *levels;
    size_t levels_count;
    ChoiceBoxes standings, majors, columns;
    const ChoiceView *ages;
    size_t ages_count;
    bool only_incomplete, descending, any_filter;
    const CandidateRowView *rows;
    size_t rows_count;
    int64_t total;
    bool empty_house;
    Str export_address;
    PagingView paging;
} CandidatesView;

Word standing_word(CandidateStanding standing);

/* As candidate_name (world.h), of a row of the list. */
Str candidate_row_name(Visit *visit, const CandidateRow *row);

#endif
