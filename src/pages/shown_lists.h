/* shown_lists.h: lists that were shown for a decision: which, and what stood in one. */
#ifndef OPSTAP_SHOWN_LISTS_PAGE_H
#define OPSTAP_SHOWN_LISTS_PAGE_H

#include "page.h"
#include "shown/shown.h"

typedef struct ShownRowView {
    int64_t number;
    Phrase moment;
    Str who;
    Word what;
    Str subject, subject_address; /* address: "" for who may not open it; subject: "" when it is gone */
    int64_t rows, times;
    Str rule_version;
} ShownRowView;

/* What was asked, as it was typed. */
typedef struct ShownAskedView {
    Str address; /* of the page */
    bool fixed;  /* of one person or opening: only the period is asked */
    Str candidate, opening, from, until;
    Phrase why_candidate, why_opening, why_from, why_until;
} ShownAskedView;

typedef struct ShownListsView {
    LayoutView layout;
    ShownAskedView asked;
    Str person, person_address; /* of the file; "" for who may not read it, or about nobody */
    Str place, place_address;   /* the same of an opening */
    Str about;                  /* the name, or the id, of either */
    bool may_all;               /* an auditor: also without a person or opening */
    bool chosen, refused;
    const ShownRowView *rows;
    size_t rows_count;
    Str newest_address, older_address; /* "": there is none */
} ShownListsView;

/* One line of a list. */
typedef struct ShownLineView {
    int64_t place; /* 0: one step away */
    Str name, address;
    bool erased, scored;
    int64_t score, unmet, unknown;
    Str parts; /* "afstand 200, uren 90" */
} ShownLineView;

typedef struct ShownListView {
    LayoutView layout;
    int64_t number;
    Str lists_address; /* those of the same person or opening */
    Word what;
    Str subject, subject_address;
    Str who, roles;
    bool closed, several, of_people;
    Phrase moment, last_moment;
    int64_t times;
    Day made_on;
    Str rule_version, input;
    Word proof;
    bool proof_wrong, names_command;
    const ShownLineView *lines;
    size_t lines_count;
    PagingView paging;
} ShownListView;

Word shown_kind_word(ShownKind kind);
/* "" for what is gone, and for who may not open it. */
Str shown_subject_address(Visit *visit, const ShownList *list);

#endif
