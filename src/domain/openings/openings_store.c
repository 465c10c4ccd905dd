#include "auto.h"
#include "changes/changes.h"
#include "limits.h"
#include "log.h"
#include "openings/openings.h"

enum {
    OPENINGS_AT_ONCE = 128, /* read into memory by openings_each; more need pages that are cleared
                               again and again */
    SOME_BYTES_MAX = 1024 * 1024 * 1024,
    FIELD_SAID_BYTES = 120
};

#define LIST_SQL(prefix, name, table, key_count)                                                   \
    SQL(prefix##_select, "SELECT opening_number" prefix##_FIELDS(FIELD_COLUMN) " FROM " #table     \
        " WHERE tenant_id = ?1 AND opening_number BETWEEN ?2 AND ?3"                               \
        " ORDER BY opening_number, entry");                                                        \
    SQL(prefix##_insert, "INSERT INTO " #table " (tenant_id, opening_number, entry"                \
        prefix##_FIELDS(FIELD_COLUMN) ") VALUES (?1, ?2, ?3" prefix##_FIELDS(FIELD_HOLE) ")");     \
    SQL(prefix##_remove, "DELETE FROM " #table " WHERE tenant_id = ?1 AND opening_number = ?2");   \
    static const FieldInfo prefix##_row[] = { prefix##_FIELDS(FIELD_INFO) };
OPENING_LISTS(LIST_SQL)

#define LIST_TYPE(prefix, name, table, key_count)                                                  \
    { #name, #table, prefix##_row, sizeof prefix##_row / sizeof *prefix##_row, key_count,    \
      false, &prefix##_select, &prefix##_insert, &prefix##_remove },
const RecordType opening_list_type[OPENING_LIST_COUNT] = { OPENING_LISTS(LIST_TYPE) };

#define FIELD_SET(prefix, number, name, kind, minimum, maximum, codes) #name " = excluded." #name ", "
SQL(openings_select, "SELECT number, id, demo" OPENING_FIELDS(FIELD_COLUMN) " FROM opening"
                     " WHERE tenant_id = ?1 AND number BETWEEN ?2 AND ?3 ORDER BY number");
SQL(openings_select_some, "SELECT number, id, demo" OPENING_FIELDS(FIELD_COLUMN) " FROM opening"
                          " WHERE tenant_id = ?1 AND number >= ?2 ORDER BY number LIMIT ?3");
SQL(openings_counted, "SELECT COUNT(*) FROM (SELECT number FROM opening WHERE tenant_id = ?1"
                      " LIMIT ?2) AS counted");
SQL(openings_summed, "SELECT COUNT(*), COUNT(*) - COUNT(places) FROM opening WHERE tenant_id = ?1");
SQL(opening_find, "SELECT number FROM opening WHERE tenant_id = ?1 AND id = ?2");
SQL(opening_next, "SELECT COALESCE(MAX(number), 0) + 1 FROM opening WHERE tenant_id = ?1");
SQL(opening_upsert, "INSERT INTO opening (tenant_id, number, id" OPENING_FIELDS(FIELD_COLUMN)
                    ", demo) VALUES (?1, ?2, ?3" OPENING_FIELDS(FIELD_HOLE) ", ?51)"
                    " ON CONFLICT (tenant_id, number) DO UPDATE SET " OPENING_FIELDS(FIELD_SET)
                    "demo = excluded.demo");
SQL(classes_select, "SELECT number, id, demo" CLASS_FIELDS(FIELD_COLUMN) " FROM opening_class"
                    " WHERE tenant_id = ?1 ORDER BY number");
SQL(class_select, "SELECT number, id, demo" CLASS_FIELDS(FIELD_COLUMN) " FROM opening_class"
                  " WHERE tenant_id = ?1 AND id = ?2");
SQL(class_next, "SELECT COALESCE(MAX(number), 0) + 1 FROM opening_class WHERE tenant_id = ?1");
SQL(class_upsert, "INSERT INTO opening_class (tenant_id, number, id" CLASS_FIELDS(FIELD_COLUMN)
                  ", demo) VALUES (?1, ?2, ?3" CLASS_FIELDS(FIELD_HOLE) ", ?9)"
                  " ON CONFLICT (tenant_id, number) DO UPDATE SET " CLASS_FIELDS(FIELD_SET)
                  "demo = excluded.demo");
SQL(opening_original_upsert, "INSERT INTO opening_original (tenant_id, opening_number, format, bytes)"
                             " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (tenant_id, opening_number, format)"
                             " DO UPDATE SET bytes = excluded.bytes");
SQL(opening_original_select, "SELECT bytes FROM opening_original WHERE tenant_id = ?1"
                             " AND opening_number = ?2 AND format = ?3");

_Static_assert(OPENING_FIELD_COUNT == 47, "parameter ?51 of opening_upsert is the one after");
_Static_assert(CLASS_FIELD_COUNT == 5, "parameter ?9 of class_upsert is the one after");

/* --- reading --- */

typedef struct NumberRange {
    int64_t first, last;
} NumberRange;

static Query *range_query(Db *db, const Sql *sql, int64_t tenant, NumberRange range) {
    Query *query = db_query(db, sql);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, range.first);
    query_set_integer(query, 3, range.last);
    return query;
}

/* A database that was damaged: the row is named, so that somebody can look at it. */
static Result row_refused(const char *table, const OpeningRecord *record, const char *what) {
    log_line("database: table %s, opening '%.*s' (number %lld): %s", table, STR_ARGS(record->id),
             (long long)record->number, what);
    return BROKEN;
}

static Result row_read(Query *query, Arena *arena, const char *table, const OpeningRecord *record,
                       RecordRow *row) {
    char what[FIELD_SAID_BYTES];
    if (record_row_read(query, arena, row) == OK) return OK;
    snprintf(what, sizeof what, "the value of '%s' is not of its kind", row->bad->name);
    return row_refused(table, record, what);
}

static Result head_read(Query *query, Arena *arena, const OpeningRows *before,
                        OpeningRecord *ret_record) {
    *ret_record = (OpeningRecord){ .number = query_integer(query, 0),
                                   .id = query_text(query, arena, 1),
                                   .demo = query_integer(query, 2) != 0 };
    int64_t last = before->count ? before->record[before->count - 1].number : 0;
    if (ret_record->number <= last) {
        return row_refused("opening", ret_record, "its number is not one of its own");
    }
    RecordRow row = { 3, opening_field, OPENING_FIELD_COUNT, ret_record->field, NULL };
    return row_read(query, arena, "opening", ret_record, &row);
}

static Result heads_load(Query *query, Arena *arena, OpeningRows *ret_rows) {
    OpeningRows rows = { 0 };
    size_t capacity = 0;
    Result result = OK;
    while (result == OK && query_next(query)) {
        rows.record = arena_room(arena, OpeningRecord, rows.record, rows.count, &capacity);
        result = head_read(query, arena, &rows, &rows.record[rows.count]);
        rows.count++;
    }
    Result ended = query_end(query);
    *ret_rows = rows;
    return result == OK ? ended : result;
}

static Result list_load(Query *query, Arena *arena, OpeningList list, OpeningRows *rows) {
    const RecordType *type = &opening_list_type[list];
    Result result = OK;
    size_t at = 0;
    while (result == OK && query_next(query)) {
        Value value[RECORD_FIELDS_MAX];
        RecordRow row = { 1, type->field, type->field_count, value, NULL };
        OpeningRecord owner = { .number = query_integer(query, 0), .id = S("?") };
        while (at < rows->count && rows->record[at].number < owner.number) at++;
        if (at == rows->count || rows->record[at].number != owner.number) {
            result = row_refused(type->table, &owner, "there is no such opening");
            continue;
        }
        result = row_read(query, arena, type->table, &rows->record[at], &row);
        if (result != OK) continue;
        record_add(arena, type, &rows->record[at].list[list], value, (Provenance){ 0 });
    }
    Result ended = query_end(query);
    return result == OK ? ended : result;
}

static Result lists_load(Db *db, Arena *arena, int64_t tenant, NumberRange range,
                         OpeningRows *rows) {
    Result result = OK;
    for (int i = 0; i < OPENING_LIST_COUNT && result == OK; i++) {
        Query *query = range_query(db, opening_list_type[i].select, tenant, range);
        result = list_load(query, arena, (OpeningList)i, rows);
    }
    return result;
}

static Result rows_load(Db *db, Arena *arena, int64_t tenant, NumberRange range,
                        OpeningRows *ret_rows) {
    OpeningRows rows;
    Result result = heads_load(range_query(db, &openings_select, tenant, range), arena, &rows);
    if (result == OK) result = lists_load(db, arena, tenant, range, &rows);
    if (result == OK) *ret_rows = rows;
    return result;
}

Result openings_load(Db *db, Arena *arena, int64_t tenant, OpeningRows *ret_rows) {
    return rows_load(db, arena, tenant, (NumberRange){ 1, INT64_MAX }, ret_rows);
}

Result opening_at(Db *db, Arena *arena, int64_t tenant, int64_t number,
                  OpeningRecord *ret_record) {
    OpeningRows rows;
    Result result = rows_load(db, arena, tenant, (NumberRange){ number, number }, &rows);
    if (result == OK && rows.count != 1) return NOT_FOUND;
    if (result == OK) *ret_record = rows.record[0];
    return result;
}

/* Some from a number on, and lists up to the last of these; of the last ones up to the end, so that
 * no row of a list stays unseen. */
static Result some_load(Db *db, Arena *arena, int64_t tenant, int64_t first,
                        OpeningRows *ret_rows) {
    Query *query = range_query(db, &openings_select_some, tenant,
                               (NumberRange){ first, OPENINGS_AT_ONCE });
    Result result = heads_load(query, arena, ret_rows);
    NumberRange range = { first, INT64_MAX };
    if (result == OK && ret_rows->count == OPENINGS_AT_ONCE) {
        range.last = ret_rows->record[ret_rows->count - 1].number;
    }
    return result == OK ? lists_load(db, arena, tenant, range, ret_rows) : result;
}

Result openings_each(Db *db, int64_t tenant, OpeningTake *take, void *context) {
    AUTO(arena_end_at) Arena *arena = arena_new("openings, some at once", SOME_BYTES_MAX);
    Result result = OK;
    int64_t first = 1;
    bool more = true;
    while (result == OK && more) {
        ArenaMark mark = arena_mark(arena);
        OpeningRows rows;
        result = some_load(db, arena, tenant, first, &rows);
        for (size_t i = 0; i < rows.count && result == OK; i++) {
            result = take(context, &rows.record[i]);
        }
        more = rows.count == OPENINGS_AT_ONCE && rows.record[rows.count - 1].number < INT64_MAX;
        if (more) first = rows.record[rows.count - 1].number + 1;
        arena_rewind(arena, mark);
    }
    return result;
}

Result openings_total(Db *db, int64_t tenant, int64_t at_most, size_t *ret_count) {
    Query *query = db_query(db, &openings_counted);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, at_most);
    size_t count = query_next(query) ? (size_t)query_integer(query, 0) : 0;
    Result result = query_end(query);
    if (result == OK) *ret_count = count;
    return result;
}

Result openings_totals(Db *db, int64_t tenant, OpeningTotals *ret_totals) {
    OpeningTotals totals = { 0 };
    Query *query = db_query(db, &openings_summed);
    query_set_integer(query, 1, tenant);
    if (query_next(query)) {
        totals = (OpeningTotals){ query_integer(query, 0), query_integer(query, 1) };
    }
    Result result = query_end(query);
    if (result == OK) *ret_totals = totals;
    return result;
}

Result opening_number(Db *db, int64_t tenant, Str id, int64_t *ret_number) {
    return record_number(db, &opening_find, tenant, id, ret_number);
}

Result opening_load(Db *db, Arena *arena, int64_t tenant, Str id, OpeningRecord *ret_record) {
    int64_t number;
    Result result = opening_number(db, tenant, id, &number);
    return result == OK ? opening_at(db, arena, tenant, number, ret_record) : result;
}

static Result class_row(Query *query, Arena *arena, ClassRecord *ret_record) {
    *ret_record = (ClassRecord){ .number = query_integer(query, 0),
                                 .id = query_text(query, arena, 1),
                                 .demo = query_integer(query, 2) != 0 };
    return record_row_get(query, arena, 3, class_field, CLASS_FIELD_COUNT, ret_record->field);
}

Result classes_load(Db *db, Arena *arena, int64_t tenant, ClassRows *ret_rows) {
    ClassRows rows = { 0 };
    size_t capacity = 0;
    Result result = OK;
    Query *query = db_query(db, &classes_select);
    query_set_integer(query, 1, tenant);
    while (result == OK && query_next(query)) {
        rows.record = arena_room(arena, ClassRecord, rows.record, rows.count, &capacity);
        result = class_row(query, arena, &rows.record[rows.count++]);
    }
    Result ended = query_end(query);
    if (result == OK) result = ended;
    if (result == OK) *ret_rows = rows;
    return result;
}

/* --- writing --- */

static Result next_number(Db *db, const Sql *sql, int64_t tenant, int64_t *ret_number) {
    Query *query = db_query(db, sql);
    query_set_integer(query, 1, tenant);
    int64_t number = query_next(query) ? query_integer(query, 0) : 0;
    Result result = query_end(query);
    if (result == OK) *ret_number = number;
    return result;
}

static Result list_write(Db *db, int64_t tenant, int64_t number, const RecordType *type,
                         const RecordList *list) {
    Query *query = db_query(db, type->remove);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, number);
    Result result = query_run(query);
    for (size_t row = 0; row < list->count && result == OK; row++) {
        query = db_query(db, type->insert);
        query_set_integer(query, 1, tenant);
        query_set_integer(query, 2, number);
        query_set_integer(query, 3, (int64_t)row + 1);
        record_row_set(query, 4, type->field, type->field_count,
                       list->value + row * (size_t)type->field_count);
        result = query_run(query);
    }
    return result;
}

static bool list_differs(const RecordType *type, const RecordList *given, const RecordList *had) {
    return given->count && !record_lists_equal(type, given, had);
}

static Result lists_put(Db *db, int64_t tenant, const OpeningRecord *record,
                        const OpeningRecord *stored, bool *changed) {
    Result result = OK;
    for (int i = 0; i < OPENING_LIST_COUNT && result == OK; i++) {
        const RecordType *type = &opening_list_type[i];
        if (!list_differs(type, &record->list[i], &stored->list[i])) continue;
        result = list_write(db, tenant, stored->number, type, &record->list[i]);
        *changed = true;
    }
    return result;
}

static Result opening_write(Db *db, int64_t tenant, const OpeningRecord *record) {
    Query *query = db_query(db, &opening_upsert);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, record->number);
    query_set_text(query, 3, record->id);
    record_row_set(query, 4, opening_field, OPENING_FIELD_COUNT, record->field);
    query_set_integer(query, 4 + OPENING_FIELD_COUNT, record->demo);
    return query_run(query);
}

static Result record_fits(const OpeningRecord *record) {
    Result result = record_id_check(record->id);
    if (result == OK) {
        result = record_fields_check(opening_field, OPENING_FIELD_COUNT, record->field);
    }
    for (int i = 0; i < OPENING_LIST_COUNT && result == OK; i++) {
        result = record_check(&opening_list_type[i], &record->list[i]);
    }
    return result;
}

Result opening_put(Db *db, Arena *arena, int64_t tenant, const OpeningRecord *record,
                   bool *ret_changed) {
    AUTO(arena_end_at) Arena *scratch = arena_new("one opening", 64 * STRING_BYTES_MAX);
    OpeningRecord stored = { 0 };
    (void)arena;
    Result result = record_fits(record);
    if (result != OK) return result;
    result = opening_load(db, scratch, tenant, record->id, &stored);
    bool changed = result == NOT_FOUND;
    if (changed) {
        stored.id = record->id;
        stored.demo = record->demo;
        result = next_number(db, &opening_next, tenant, &stored.number);
    }
    if (result != OK) return result;
    bool fields_changed =
        record_fields_merge(opening_field, OPENING_FIELD_COUNT, record->field, stored.field);
    if (changed || fields_changed) result = opening_write(db, tenant, &stored);
    changed = changed || fields_changed;
    if (result == OK) result = lists_put(db, tenant, record, &stored, &changed);
    int64_t change;
    if (result == OK && changed) {
        result = change_note(db, tenant, CHANGE_OPENING, stored.number, &change);
    }
    if (result == OK) *ret_changed = changed;
    return result;
}

static Result class_load(Db *db, Arena *arena, int64_t tenant, Str id, ClassRecord *ret_record) {
    Query *query = db_query(db, &class_select);
    query_set_integer(query, 1, tenant);
    query_set_text(query, 2, id);
    bool found = query_next(query);
    Result result = found ? class_row(query, arena, ret_record) : OK;
    Result ended = query_end(query);
    if (ended != OK) return ended;
    return found ? result : NOT_FOUND;
}

static Result class_write(Db *db, int64_t tenant, const ClassRecord *record) {
    Query *query = db_query(db, &class_upsert);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, record->number);
    query_set_text(query, 3, record->id);
    record_row_set(query, 4, class_field, CLASS_FIELD_COUNT, record->field);
    query_set_integer(query, 4 + CLASS_FIELD_COUNT, record->demo);
    return query_run(query);
}

Result class_put(Db *db, Arena *arena, int64_t tenant, const ClassRecord *record,
                 bool *ret_changed) {
    ClassRecord stored = { 0 };
    Result result = record_id_check(record->id);
    if (result == OK) result = record_fields_check(class_field, CLASS_FIELD_COUNT, record->field);
    if (result != OK) return result;
    result = class_load(db, arena, tenant, record->id, &stored);
    bool changed = result == NOT_FOUND;
    if (changed) {
        stored.id = record->id;
        stored.demo = record->demo;
        result = next_number(db, &class_next, tenant, &stored.number);
    }
    if (result != OK) return result;
    int64_t change;
    bool merged = record_fields_merge(class_field, CLASS_FIELD_COUNT, record->field, stored.field);
    if (changed || merged) {
        result = class_write(db, tenant, &stored);
        if (result == OK) result = change_note(db, tenant, CHANGE_CLASS, stored.number, &change);
    }
    if (result == OK) *ret_changed = changed || merged;
    return result;
}

Result opening_original_put(Db *db, int64_t tenant, int64_t number, Str format, Str bytes) {
    Query *query = record_original(db, &opening_original_upsert, tenant, number, format);
    query_set_blob(query, 4, bytes);
    return query_run(query);
}

Result opening_original_load(Db *db, Arena *arena, int64_t tenant, int64_t number, Str format,
                               Str *ret_bytes) {
    Query *query = record_original(db, &opening_original_select, tenant, number, format);
    return record_original_load(query, arena, ret_bytes);
}
