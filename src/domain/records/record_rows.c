#include "log.h"
#include "records/records.h"

static bool kind_is_integer(FieldKind kind) {
    return kind == FIELD_NUMBER || kind == FIELD_YES || kind == FIELD_TIME;
}

void record_row_set(Query *query, int first, const FieldInfo *field, int field_count,
                    const Value *value) {
    char room[64];
    for (int i = 0; i < field_count; i++) {
        if (!value[i].known) {
            query_set_null(query, first + i);
        } else if (kind_is_integer(field[i].kind)) {
            query_set_integer(query, first + i, value[i].number);
        } else if (field[i].kind == FIELD_DAY) {
            Date date = day_date((Day)value[i].number);
            snprintf(room, sizeof room, "%04d-%02d-%02d", date.year, date.month, date.day);
            query_set_text(query, first + i, str_from(room));
        } else if (field[i].kind == FIELD_CODE || field[i].kind == FIELD_LEVEL) {
            query_set_text(query, first + i, codes_at(field[i].codes, value[i].number));
        } else {
            query_set_text(query, first + i, value[i].text);
        }
    }
}

/* A listed code that has left its list since stays what it is; its position is then -1. */
static Result stored_value(Arena *arena, const FieldInfo *field, Str text, Value *ret_value) {
    Phrase why;
    if (field->kind == FIELD_LISTED) {
        int position = code_list_find(code_list(str_from(field->codes)), text);
        *ret_value = (Value){ .known = true, .number = position, .text = text };
        return OK;
    }
    if (value_read(arena, field, text, ret_value, &why) == OK) return OK;
    log_line("database: a value of '%s' is not of its kind", field->name);
    return BROKEN;
}

Result record_row_get(Query *query, Arena *arena, int first, const FieldInfo *field,
                      int field_count, Value *ret_value) {
    Result result = OK;
    for (int i = 0; i < field_count && result == OK; i++) {
        ret_value[i] = VALUE_UNKNOWN;
        if (query_is_null(query, first + i)) continue;
        if (kind_is_integer(field[i].kind)) {
            ret_value[i] = (Value){ .known = true, .number = query_integer(query, first + i) };
        } else {
            Str text = query_text(query, arena, first + i);
            result = stored_value(arena, &field[i], text, &ret_value[i]);
        }
    }
    return result;
}

void provenance_set(Query *query, int first, Provenance from) {
    static const FieldInfo day = { .name = "confirmed_on", .kind = FIELD_DAY };
    Value confirmed = { .known = from.confirmed != DAY_UNKNOWN, .number = from.confirmed };
    query_set_text(query, first, from.source);
    query_set_integer(query, first + 1, from.verified);
    record_row_set(query, first + 2, &day, 1, &confirmed);
}

Provenance provenance_get(Query *query, Arena *arena, int first) {
    Provenance from = { .source = query_text(query, arena, first),
                        .verified = query_integer(query, first + 1) != 0,
                        .confirmed = DAY_UNKNOWN };
    Day day;
    if (day_read(query_text(query, arena, first + 2), &day)) from.confirmed = day;
    return from;
}
