/* What can be imported and exported: one line per kind. */
#include "import.h"

const ImportKind import_kinds[] = {
    { .name = NULL },
};

const ImportKind *import_kind_find(Str name) {
    for (const ImportKind *kind = import_kinds; kind->name; kind++) {
        if (str_equal(str_from(kind->name), name)) return kind;
    }
    return NULL;
}
