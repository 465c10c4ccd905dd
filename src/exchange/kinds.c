/* What can be imported and exported: one line per kind. */
#include "csv_kinds.h"
#include "import.h"
#include "vum_jobseekers.h"
#include "vum_vacancies.h"

#define CSV(kind, verbs)                                                                           \
    { kind, WORD_import_kind_##verbs, csv_##verbs##_import, csv_##verbs##_template,                \
      csv_##verbs##_export }

const ImportKind import_kinds[] = {
    { "vum-jobseekers", WORD_vum_explanation_jobseekers, vum_jobseekers_import,
      vum_jobseekers_example, vum_jobseekers_export },
    { "vum-vacancies", WORD_vum_explanation_vacancies, vum_vacancies_import, vum_vacancies_example,
      NULL },
    CSV("candidates", candidates),
    CSV("candidate-facts", candidate_facts),
    CSV("timetables", timetables),
    CSV("openings", openings),
    CSV("postcodes", postcodes),
    CSV("occupations", occupations),
    CSV("skills", skills),
    CSV("recognitions", recognitions),
    CSV("travel", travel),
    { .name = NULL },
};

const ImportKind *import_kind_find(Str name) {
    for (const ImportKind *kind = import_kinds; kind->name; kind++) {
        if (str_equal(str_from(kind->name), name)) return kind;
    }
    return NULL;
}
