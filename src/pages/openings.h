/* openings.h: what the pages about openings show. */
#ifndef OPSTAP_OPENINGS_PAGES_H
#define OPSTAP_OPENINGS_PAGES_H

#include "crowding_view.h"
#include "layout.h"
#include "page.h"

typedef struct OpeningRowView {
    Str name, address, people_address, employer;
    const Str *municipality; /* label; NULL: unknown */
    bool demo;
    Day start_on;
    bool start_flexible;
    bool has_places;
    int64_t places, taken;
} OpeningRowView;

typedef struct OpeningsView {
    LayoutView layout;
    Str words;
    bool places_unknown; /* only these */
    bool reads_matches;
    const OpeningRowView *rows;
    size_t rows_count;
    int64_t total;
    bool empty_house;
    PagingView paging;
} OpeningsView;

/* A fact: what it is called, what it is. */
typedef struct OpeningFact {
    Phrase name, value;
} OpeningFact;

/* One of the six components of a trajectory, or another list, and its rows. */
typedef struct OpeningPart {
    Phrase name;
    const Phrase *rows;
    size_t rows_count;
} OpeningPart;

typedef struct OpeningView {
    LayoutView layout;
    Str name, people_address, steps_address;
    Str shown_address; /* lists of people; "" for who may not see them */
    bool demo, reads_matches, is_trajectory;
    const OpeningFact *facts;
    size_t facts_count;
    const Phrase *unknown; /* facts that nobody gave */
    size_t unknown_count;
    const OpeningPart *components;
    size_t components_count;
    const OpeningPart *demands;
    size_t demands_count;
    bool has_places;
    int64_t places, taken, fits, asks; /* people who fit; who fit if a question turns out well */
    CrowdingView crowding;
    CrowdView crowd;
} OpeningView;

#endif
