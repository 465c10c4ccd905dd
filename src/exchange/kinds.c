/* What can be imported and exported: one line per kind. */
#include "import.h"
#include "vum_jobseekers.h"
#include "vum_vacancies.h"

const ImportKind import_kinds[] = {
    { "vum-jobseekers", WORD_vum_explanation_jobseekers, vum_jobseekers_import,
      vum_jobseekers_example, vum_jobseekers_export },
    { "vum-vacancies", WORD_vum_explanation_vacancies, vum_vacancies_import, vum_vacancies_example,
      NULL },
    { .name = NULL },
};

const ImportKind *import_kind_find(Str name) {
    for (const ImportKind *kind = import_kinds; kind->name; kind++) {
        if (str_equal(str_from(kind->name), name)) return kind;
    }
    return NULL;
}
