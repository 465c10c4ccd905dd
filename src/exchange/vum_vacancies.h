/* vum_vacancies.h: vacancies from the national exchange (VUM 3.0.0).
 *
 * The file is one list of detail vacancies. vum_import.h says what changes what. A vacancy names no
 * number of places: one is assumed, and marked so. It may have no kind of agreement or several:
 * kinds are a set, and an empty one is unknown. The sealed original is kept beside the opening. */
#ifndef OPSTAP_VUM_VACANCIES_H
#define OPSTAP_VUM_VACANCIES_H

#include "import.h"

#define VUM_VACANCIES_FORMAT "vum-vacancies-3"

Result vum_vacancies_import(const ImportRequest *request, Str bytes, ImportReport *report,
                            Phrase *ret_why);

/* One made-up vacancy that imports. */
Str vum_vacancies_example(Arena *arena);

#endif
