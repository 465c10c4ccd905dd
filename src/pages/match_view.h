/* match_view.h: one pair of a person and an opening, as a page explains it: the answer in one line,
 * what fits, what stands in the way with its step, what to ask; the score last, in parts that add
 * up. web/parts/match.html shows it. */
#ifndef OPSTAP_MATCH_VIEW_H
#define OPSTAP_MATCH_VIEW_H

#include "crowding_view.h"
#include "html.h"
#include "world/world.h"

typedef struct MatchLine {
    Word criterion;
    Phrase asked, has;
    Phrase next; /* the step, or the question; WORD_none: none */
    bool closed; /* can reveal health: what is asked stands on the page of the pair only */
} MatchLine;

typedef struct MatchPart {
    Word name;
    int64_t points, maximum;
    Phrase reason;
} MatchPart;

typedef struct MatchView {
    Str name, id; /* of the other side: an opening for a person, a person for an opening */
    Str address;  /* of its page */
    Str pair_address; /* of the page about this pair; "" on that page */
    bool demo;
    bool fits, asks; /* neither: something stands in the way */
    Phrase start, travel; /* for the line with the answer; WORD_none: nothing known */
    const MatchLine *blocks, *questions, *fitting;
    size_t blocks_count, questions_count, fitting_count;
    const Phrase *notes;
    size_t notes_count;
    bool has_score;
    int64_t score, score_max;
    const MatchPart *parts;
    size_t parts_count;
    CrowdView crowd; /* of the opening; filled by who knows it */
} MatchView;

/* Whose page it is. Of a pair: somebody looks at these two on purpose, and sees everything. */
typedef enum MatchSide { MATCH_OF_CANDIDATE, MATCH_OF_OPENING, MATCH_OF_PAIR } MatchSide;

MatchView match_view(Arena *arena, const World *world, int candidate, int opening, MatchSide side);

#endif
