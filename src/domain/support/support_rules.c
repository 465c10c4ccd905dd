#include "support/support_rows.h"

static const FieldInfo programme_field[] = { PROGRAMME_FIELDS(FIELD_INFO) };
static const FieldInfo course_group_field[] = { COURSE_GROUP_FIELDS(FIELD_INFO) };
static const FieldInfo childcare_field[] = { CHILDCARE_FIELDS(FIELD_INFO) };
static const FieldInfo resource_field[] = { RESOURCE_FIELDS(FIELD_INFO) };

_Static_assert((int)COURSE_GROUP_FIELD_COUNT <= (int)SUPPORT_FIELDS_MAX, "room in SupportRecord");

const SupportType support_type[SUPPORT_KIND_COUNT] = {
    [SUPPORT_PROGRAMME] = { .name = "programme",
                            .field = programme_field,
                            .field_count = PROGRAMME_FIELD_COUNT,
                            .required = (const int[]){ PROGRAMME_name, -1 } },
    [SUPPORT_COURSE_GROUP] = { .name = "course_group",
                               .field = course_group_field,
                               .field_count = COURSE_GROUP_FIELD_COUNT,
                               .required =
                                   (const int[]){ COURSE_GROUP_name, COURSE_GROUP_language, -1 },
                               .block = &course_block_type },
    [SUPPORT_CHILDCARE] = { .name = "childcare",
                            .field = childcare_field,
                            .field_count = CHILDCARE_FIELD_COUNT,
                            .required = (const int[]){ CHILDCARE_name, -1 },
                            .block = &childcare_block_type },
    [SUPPORT_RESOURCE] = { .name = "resource",
                           .field = resource_field,
                           .field_count = RESOURCE_FIELD_COUNT,
                           .required = (const int[]){ RESOURCE_kind, RESOURCE_name,
                                                      RESOURCE_capacity, -1 } },
};

static Result lacks(const FieldInfo *field, Phrase *ret_why) {
    *ret_why = PHRASE(WORD_party_field_missing, VALUE_TEXT("field", str_from(field->name)));
    return INVALID;
}

/* The day and the hours of a block stand first in both kinds. */
static Result blocks_check(const RecordType *type, const RecordList *list, Phrase *ret_why) {
    enum { DAY_AND_HOURS = 3 };
    for (size_t row = 0; row < list->count; row++) {
        for (int i = 0; i < DAY_AND_HOURS; i++) {
            if (!record_value(type, list, row, i).known) return lacks(&type->field[i], ret_why);
        }
    }
    return record_check(type, list);
}

Result support_check(const SupportRecord *record, Phrase *ret_why) {
    const SupportType *type = &support_type[record->kind];
    for (const int *field = type->required; *field >= 0; field++) {
        if (!record->field[*field].known) return lacks(&type->field[*field], ret_why);
    }
    *ret_why = PHRASE(WORD_none);
    Result result = record_id_check(record->id);
    if (result == OK) result = record_fields_check(type->field, type->field_count, record->field);
    if (result != OK || !record->block.count) return result;
    return type->block ? blocks_check(type->block, &record->block, ret_why) : INVALID;
}
