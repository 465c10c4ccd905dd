/* candidate_edit_page.h: what the pages show on which a file is made or changed. */
#ifndef OPSTAP_CANDIDATE_EDIT_PAGE_H
#define OPSTAP_CANDIDATE_EDIT_PAGE_H

#include "candidates/candidates.h"
#include "edit_field.h"
#include "find_term.h"
#include "layout.h"
#include "page.h"

typedef struct CandidateEditView {
    LayoutView layout;
    Str person, address, file_address, token;
    Phrase title;
    int64_t version;
    bool verified, confirmed;
    bool conflict, wrong;
    bool unsaved; /* what is shown is not what is stored */
    const EditFieldView *fields;
    size_t fields_count;
} CandidateEditView;

/* A row of a list. */
typedef struct CandidateEntryView {
    LayoutView layout;
    Str person, address, file_address, token, was;
    Phrase title, help, row, from;
    Phrase conflict, fault;
    Phrase changed; /* with a conflict: who was last, and when */
    bool verified, confirmed, wrong, unsaved;
    const EditFieldView *fields;
    size_t fields_count;
    FindTermView find_term;
} CandidateEntryView;

typedef struct SimilarView {
    Str name, address;
    const Phrase *reasons;
    size_t reasons_count;
} SimilarView;

typedef struct CandidateNewView {
    LayoutView layout;
    Str token, given_name, family_name, birth_date, postcode, looked;
    Phrase why_name, why_given, why_family, why_birth, why_postcode;
    const SimilarView *similar;
    size_t similar_count;
} CandidateNewView;

/* "/candidates/k-1/edit/home"; "" for a group that has no facts. */
Str group_edit_address(Arena *arena, Str candidate_id, FactGroup group);

/* "/candidates/k-1/lists/licence/2"; at the end of the list: ".../new". */
Str row_edit_address(Arena *arena, const CandidateRecord *record, CandidateList list, size_t row);

#endif
