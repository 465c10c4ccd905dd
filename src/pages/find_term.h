/* find_term.h: finding an occupation or a skill in the lists (vocabulary.h), within a form that is
 * being filled. A button asks, buttons choose; nothing is kept until the form is saved. */
#ifndef OPSTAP_FIND_TERM_H
#define OPSTAP_FIND_TERM_H

#include "records/records.h"
#include "vocabulary/vocabulary.h"
#include "visit.h"

typedef struct TermChoiceView {
    Str value;        /* what choosing it fills in */
    Str label, other; /* other: the label in English, where that is another one */
    Phrase group;     /* of an occupation */
} TermChoiceView;

typedef struct FindTermView {
    Phrase title;   /* WORD_none: the form has no such field */
    Phrase meaning; /* of what stands in the field */
    Phrase found;   /* how many; WORD_none: nobody asked */
    const TermChoiceView *terms;
    size_t terms_count;
} FindTermView;

/* False: this is no field for an occupation or a skill. */
bool find_term_kind(const FieldInfo *field, ConceptKind *ret_kind);

Phrase find_term_title(ConceptKind kind);

/* For showing: the same rows, or the same value, with what people call it in place of an address.
 * What somebody typed stays as it was typed. */
RecordList find_term_rows(Visit *visit, const Vocabulary *vocabulary, const RecordType *type,
                          const RecordList *list);
Value find_term_value(const Visit *visit, const Vocabulary *vocabulary, const FieldInfo *field,
                      Value value);

/* What is found with what stands in the field, and what that means. */
Result find_term_fill(Visit *visit, ConceptKind kind, Str typed, FindTermView *view);

#endif
