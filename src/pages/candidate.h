/* candidate.h: what the page about one person shows. */
#ifndef OPSTAP_CANDIDATE_PAGE_H
#define OPSTAP_CANDIDATE_PAGE_H

#include "candidates/candidates.h"
#include "layout.h"
#include "page.h"
#include "week_picture.h"

typedef struct FactView {
    Phrase name, value, from; /* from: how, from whom and how long ago it was said */
    bool from_shared;         /* as most of its section, which says it once */
    Str edit_address;         /* of a row; "": not to be changed here, or not by this person */
} FactView;

/* A group of facts, or a list, as one section. */
typedef struct FactsView {
    Phrase name, help;
    Phrase from; /* what most of its facts are from; nothing: each says its own */
    Str anchor;
    Str edit_address, add_address; /* as above: all facts; one more row */
    bool has_names; /* facts have one, rows of a list do not */
    const FactView *facts;
    size_t facts_count;
    int64_t unknown; /* facts of the group that nobody gave */
} FactsView;

typedef struct CandidateView {
    LayoutView layout;
    Str name, matches_address, timetable_address, needs_address;
    Str looks_address; /* "": for who may not see it */
    bool demo, reads_matches, writes;
    bool saved, removed; /* it was just changed: */
    int64_t saved_count; /* so many facts */
    Word standing;
    Str opening, opening_address; /* of the placement that is furthest; "" */
    Str next_step;
    Day next_since;
    int64_t known, asked;
    Phrase confirmed;
    const Phrase *missing; /* what counts and nobody gave */
    size_t missing_count;
    const WeekPictureView *pictures;
    size_t pictures_count;
    FactsView exceptions; /* of the timetable */
    Phrase week_from;     /* who said the week, and when; nothing when it has no row */
    const FactsView *sections;
    size_t sections_count;
    const FactsView *empties; /* of which nothing is known: a name and where to fill it in */
    size_t empties_count;
} CandidateView;

typedef struct CandidateNeedsView {
    LayoutView layout;
    Str person, file_address;
    bool saved, removed;
    int64_t saved_count;
    const FactsView *sections;
    size_t sections_count;
} CandidateNeedsView;

/* What stands around every page of a file: at its foot also who looked at it. */
LayoutView candidate_layout(Visit *visit, Str candidate_id);

FactsView list_facts_view(Visit *visit, const CandidateRecord *record, CandidateList list);

/* The blocks of a timetable that are not drawn in the week. */
FactsView timetable_exceptions(Visit *visit, const CandidateRecord *record);
Str timetable_address(Arena *arena, Str candidate_id);
Str looks_address(Arena *arena, Str candidate_id); /* who looked at the file */
Str needs_address(Arena *arena, Str candidate_id); /* what can reveal health, on purpose only */

#endif
