/* csv_vocabulary.h: lists of occupations and skills: as ESCO publishes them, as CompetentNL gives
 * them, and the tenant's own skills.
 *
 * The header says whose list it is. Columns that Opstap does not need are passed over in a list of
 * others; doc/import.md says which are read. A list of others is whole: what it lacks and was
 * stored from an earlier one is marked as gone, on the day of the request, and kept. A row that is
 * refused leaves all marks as they were. ESCO says nowhere in a file in which language its labels
 * are: the request tells, and labels in the other language stay. */
#ifndef OPSTAP_CSV_VOCABULARY_H
#define OPSTAP_CSV_VOCABULARY_H

#include "csv_read.h"
#include "vocabulary/vocabulary.h"

typedef struct ConceptForm ConceptForm;

/* NULL: the header is of no list that others publish. */
const ConceptForm *concept_form_of(ConceptKind kind, Str bytes);
const ConceptForm *concept_form_own(void); /* of skills */

CsvLayout *concept_layout(Arena *arena, const ConceptForm *form);

/* One row. What is refused has been remarked on; what is not said is "". */
void concept_read(CsvReader *reader, const ConceptForm *form, Concept *ret_concept);

Result csv_concepts_import(const ConceptForm *form, const ImportRequest *request, Str bytes,
                           ImportReport *report, Phrase *ret_why);

#endif
