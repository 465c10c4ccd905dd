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

int opening_numbered(const OpeningRows *rows, int64_t number) {
    size_t low = 0, high = rows->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (rows->record[middle].number < number) low = middle + 1;
        else high = middle;
    }
    return low < rows->count && rows->record[low].number == number ? (int)low : -1;
}
