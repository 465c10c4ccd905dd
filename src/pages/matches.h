/* matches.h: what the pages about pairs show. */
#ifndef OPSTAP_MATCHES_H
#define OPSTAP_MATCHES_H

#include "layout.h"
#include "match_view.h"
#include "page.h"

/* The best for one person, or for one opening. */
typedef struct MatchesView {
    LayoutView layout;
    Str name, address; /* whose page it is */
    bool of_candidate;
    const MatchView *matches;
    size_t matches_count;
    const MatchView *near; /* of a person: one step away */
    size_t near_count;
    bool has_help;
    bool help_talk; /* the step can reveal health: not said in a list */
    Phrase help;    /* the single step that opens most */
    int64_t opens;
    Str steps_address; /* which step opens what */
    Str pairs_address; /* of a person: all openings with their answer, for why-not */
    PagingView paging;
    CrowdingView crowding;
    CrowdView crowd;    /* of an opening: its own */
    bool by_crowding;   /* of a person: asked for, and in that order */
    bool crowding_asked;
    Str by_score_address, by_crowding_address;
    int64_t first_only; /* the order is of so many of the best by score; 0: of all */
} MatchesView;

typedef struct PairView {
    LayoutView layout;
    Str candidate_name, candidate_address, opening_name;
    MatchView match;
    bool may_decide, pinned, forbidden;
    Str token, candidate_id, opening_id, decide_address;
} PairView;

/* All openings for one person, each with its answer. */
typedef struct PairRow {
    Str name, address;
    bool demo, fits, asks;
    Word most; /* neither: the first criterion in the way */
    int64_t more; /* and how many more */
    bool has_score;
    int64_t score;
} PairRow;

typedef struct PairsView {
    LayoutView layout;
    Str candidate_name, candidate_address, matches_address, address, words;
    const PairRow *rows;
    size_t rows_count;
    int64_t total;
    PagingView paging;
} PairsView;

#endif
