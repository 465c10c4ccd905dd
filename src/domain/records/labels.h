/* labels.h: what fields, their values and whole rows are called for people.
 *
 * A field has a machine name ("hours_max"); here it gets the words of po/: "Maximale uren per
 * week". Everything is found by key, made of the names in the macro list that the field stands in,
 * so a new field is a line there and a word in po/. A test holds that no field and no code is
 * without one.
 *
 *     fact.<fact>                        a fact of a person (candidate_labels.h)
 *     field.<of>.<field>, else           <of>: the table of a list ("candidate_language"), or
 *     field.<field>                      "opening", "class", "organisation", "course_group" ...
 *     <any of these>.help                a sentence, only where a reader would ask
 *     entries.<of>[.entry, .help]        the title over many, and what one of them is
 *     code.<field>.<code>                the codes of every field with that name
 *     row.<table>.<field>[.yes, .no]     a value in a row, where it says too little alone
 *     unit.<unit>[.name]                 a number with its unit, found by the name of the field
 *
 * The labels of coded lists are not words but data (code_labels in records.h): they come from the
 * tables in data/. Labels begin with a capital, values do not: they stand anywhere in a sentence.
 *
 * Unknown is said as unknown, never left out of a value. Nothing here decides who may read what: a
 * list that is `sensitive` is labelled like any other. Phrases point into the value given and into
 * the arena; both must outlive them. Nothing can fail: a code that left its list is said as it is.
 */
#ifndef OPSTAP_LABELS_H
#define OPSTAP_LABELS_H

#include "records/records.h"

/* The word with the key that the format makes, at most 200 bytes; WORD_none when there is none. */
Word word_named(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The label of a field; `of` as above. WORD_none: it has none, a fault. */
Word field_word(const char *of, const FieldInfo *field);
Word field_help(const char *of, const FieldInfo *field); /* WORD_none: it explains itself */

/* What a number counts, to stand beside an input: "minuten", "uur per week", "cent per uur".
 * WORD_none: nothing. */
Word field_unit(const FieldInfo *field);

/* The title over many, what one of them is, and a help where it needs one; `of` as above. */
Word entries_word(const char *of); /* "Talen", "Organisaties" */
Word entry_word(const char *of);   /* "Taal", "Organisatie" */
Word entries_help(const char *of);
Word list_word(const RecordType *type);       /* the same, of a list */
Word list_entry_word(const RecordType *type);
Word list_help(const RecordType *type);

/* A code of a field of kind CODE, by its position in `codes`; for choices in a form. */
Word code_word(const FieldInfo *field, int64_t position);

/* A value as people read it: "ja", "A2", "30 minuten", "€ 14,06 per uur", "9.30 uur", "dinsdag",
 * "B (auto)", "Koks (beroepsgroep 5120)", "onbekend". */
Phrase value_phrase(Arena *arena, const FieldInfo *field, Value value);

/* One row of a list on one line, what is unknown left out: "Nederlands, spreken: tussen A1 en A2
 * (gemeten)". First what names the row, then the rest; a lowest and a highest are said together. */
Phrase record_row_phrase(Arena *arena, const RecordType *type, const RecordList *list, size_t row);

/* "zelf gezegd, in een gesprek, 3 maanden geleden bevestigd". A month is 30 days here, a year 365;
 * a day after today, or any day when today is unknown, is said as it is. */
Phrase provenance_phrase(Arena *arena, Provenance from, Day today);
Phrase confirmed_phrase(Day confirmed, Day today); /* "3 maanden geleden bevestigd" */

#endif
