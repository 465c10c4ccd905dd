/* csv_kinds.h: the CSV files that can be imported and exported; kinds.c lists them. */
#ifndef OPSTAP_CSV_KINDS_H
#define OPSTAP_CSV_KINDS_H

#include "import.h"

#define CSV_KIND(name)                                                                             \
    Result csv_##name##_import(const ImportRequest *request, Str bytes, ImportReport *report,      \
                               Phrase *ret_why);                                                   \
    Str csv_##name##_template(Arena *arena);                                                       \
    Result csv_##name##_export(const ExportRequest *request, Str *ret_bytes);

CSV_KIND(candidates)
CSV_KIND(candidate_facts)
CSV_KIND(timetables)
CSV_KIND(openings)
CSV_KIND(postcodes)
CSV_KIND(travel)
CSV_KIND(occupations)
CSV_KIND(skills)
CSV_KIND(recognitions)

#endif
