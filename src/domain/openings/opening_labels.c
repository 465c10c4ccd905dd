#include "openings/opening_labels.h"

#include "records/labels.h"

Word component_word(int64_t component) {
    Str code = codes_at(COMPONENT_CODES, component);
    return word_named("component.%.*s", STR_ARGS(code));
}
