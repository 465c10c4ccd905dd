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

static bool kind_is_text(FieldKind kind) {
    return kind == FIELD_TEXT || kind == FIELD_ID || kind == FIELD_LISTED ||
           kind == FIELD_POSTCODE || kind == FIELD_ISCO;
}

static Result not_of_its_kind(const FieldInfo *field) {
    log_line("database: a value of '%s' is not of its kind", field->name);
    return BROKEN;
}

static bool is_stored(Arena *arena, const FieldInfo *field, Str text, Value *ret_value) {
    Phrase why;
    *ret_value = VALUE_UNKNOWN;
    if (!text.len) return true;
    if (!kind_is_text(field->kind)) return value_read(arena, field, text, ret_value, &why) == OK;
    Value value = { .known = true, .text = text };
    if (field->kind == FIELD_LISTED) {
        value.number = code_list_find(code_list(str_from(field->codes)), text);
    }
    if (!value_fits(field, value)) return false;
    *ret_value = value;
    return true;
}

Result value_stored(Arena *arena, const FieldInfo *field, Str text, Value *ret_value) {
    return is_stored(arena, field, text, ret_value) ? OK : BROKEN;
}

Result record_row_read(Query *query, Arena *arena, RecordRow *row) {
    for (int i = 0; i < row->field_count; i++) {
        const FieldInfo *field = &row->field[i];
        Value *value = &row->value[i];
        bool fits = true;
        *value = VALUE_UNKNOWN;
        if (query_is_null(query, row->first + i)) continue;
        if (kind_is_integer(field->kind)) {
            *value = (Value){ .known = true, .number = query_integer(query, row->first + i) };
            fits = value_fits(field, *value);
        } else {
            fits = is_stored(arena, field, query_text(query, arena, row->first + i), value);
        }
        row->bad = field;
        if (!fits) return BROKEN;
    }
    return OK;
}

Result record_row_get(Query *query, Arena *arena, int first, const FieldInfo *field,
                      int field_count, Value *ret_value) {
    RecordRow row = { first, field, field_count, ret_value, NULL };
    return record_row_read(query, arena, &row) == OK ? OK : not_of_its_kind(row.bad);
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

Result record_number(Db *db, const Sql *find, int64_t tenant, Str id, int64_t *ret_number) {
    Query *query = db_query(db, find);
    query_set_integer(query, 1, tenant);
    query_set_text(query, 2, id);
    int64_t number = query_next(query) ? query_integer(query, 0) : 0;
    Result result = query_end(query);
    if (result == OK && !number) return NOT_FOUND;
    if (result == OK) *ret_number = number;
    return result;
}

Query *record_original(Db *db, const Sql *sql, int64_t tenant, int64_t number, Str format) {
    Query *query = db_query(db, sql);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, number);
    query_set_text(query, 3, format);
    return query;
}

Result record_original_load(Query *query, Arena *arena, Str *ret_bytes) {
    bool found = query_next(query);
    Str bytes = found ? query_text(query, arena, 0) : STR_EMPTY;
    Result result = query_end(query);
    if (result == OK && !found) return NOT_FOUND;
    if (result == OK) *ret_bytes = bytes;
    return result;
}
