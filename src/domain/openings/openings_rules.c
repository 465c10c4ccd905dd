#include "openings/openings.h"

const FieldInfo opening_field[OPENING_FIELD_COUNT] = { OPENING_FIELDS(FIELD_INFO) };
const FieldInfo class_field[CLASS_FIELD_COUNT] = { CLASS_FIELDS(FIELD_INFO) };

static int field_find(const FieldInfo *field, int count, Str name) {
    for (int i = 0; i < count; i++) {
        if (str_equal(str_from(field[i].name), name)) return i;
    }
    return -1;
}

int opening_field_find(Str name) {
    return field_find(opening_field, OPENING_FIELD_COUNT, name);
}

int class_field_find(Str name) {
    return field_find(class_field, CLASS_FIELD_COUNT, name);
}

int opening_list_find(Str name) {
    for (int i = 0; i < OPENING_LIST_COUNT; i++) {
        if (str_equal(str_from(opening_list_type[i].name), name)) return i;
    }
    return -1;
}
