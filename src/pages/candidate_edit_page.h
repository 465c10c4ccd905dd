/* candidate_edit_page.h: what the pages show on which a file is made or changed. */
#ifndef OPSTAP_CANDIDATE_EDIT_PAGE_H
#define OPSTAP_CANDIDATE_EDIT_PAGE_H

#include "candidates/candidates.h"
#include "layout.h"
#include "page.h"

typedef struct EditChoiceView {
    Str value, text; /* text: what it is called, where `name` is not */
    Phrase name;
    bool chosen;
} EditChoiceView;

/* One fact as a field of a form. `was`: what the form was filled with. */
typedef struct EditFieldView {
    Str name, was_name, value, was;
    Phrase label, help, unit;
    Phrase why;    /* what is wrong with what was typed */
    Phrase theirs; /* what somebody else filled in meanwhile */
    bool is_day, is_choice;
    const EditChoiceView *choices;
    size_t choices_count;
} EditFieldView;

typedef struct CandidateEditView {
    LayoutView layout;
    Str person, address, file_address, token;
    Phrase title;
    int64_t version;
    bool verified, confirmed;
    bool conflict, wrong;
    const EditFieldView *fields;
    size_t fields_count;
} CandidateEditView;

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

#endif
