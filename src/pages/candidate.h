/* candidate.h: what the page about one person shows. */
#ifndef OPSTAP_CANDIDATE_PAGE_H
#define OPSTAP_CANDIDATE_PAGE_H

#include "layout.h"
#include "page.h"

typedef struct FactView {
    Phrase name, value, from; /* from: how, from whom and how long ago it was said */
} FactView;

/* A group of facts, or a list, as one section. */
typedef struct FactsView {
    Phrase name;
    Str anchor;
    Str edit_address; /* "": not to be changed here, or not by this person */
    bool has_names; /* facts have one, rows of a list do not */
    const FactView *facts;
    size_t facts_count;
    int64_t unknown; /* facts of the group that nobody gave */
} FactsView;

typedef struct CandidateView {
    LayoutView layout;
    Str name, matches_address;
    bool demo, reads_matches;
    bool saved;    /* it was just changed: */
    int64_t saved_count; /* so many facts */
    int64_t known, asked;
    Phrase confirmed;
    const FactsView *sections;
    size_t sections_count;
} CandidateView;

#endif
