/* edit_field.h: a fact of a person, or a field of a row, as a field of a form. */
#ifndef OPSTAP_EDIT_FIELD_H
#define OPSTAP_EDIT_FIELD_H

#include "records/records.h"
#include "visit.h"

typedef struct EditChoiceView {
    Str value, text; /* text: what it is called, where `name` is not */
    Phrase name;
    bool chosen;
} EditChoiceView;

/* `was`: what the form was filled with; without a was_name the form does not say. */
typedef struct EditFieldView {
    Str name, was_name, value, was;
    Phrase label, help, unit;
    Phrase why;    /* what is wrong with what was typed */
    Phrase theirs; /* what somebody else filled in meanwhile */
    bool is_day, is_choice;
    const EditChoiceView *choices;
    size_t choices_count;
} EditFieldView;

/* Says what the field is by its kind: a day, a choice with view->value chosen, or text. */
void edit_field_fill(Visit *visit, const FieldInfo *field, EditFieldView *view);

/* The value of what was typed there; WORD_none: it is well, and may be unknown. */
Phrase edit_field_read(Visit *visit, const FieldInfo *field, Str typed, Value *ret_value);

/* For a PlausibleEar that only wants to see which values became unknown. */
void edit_plausible_tell(void *context, Str column, Phrase reason);

#endif
