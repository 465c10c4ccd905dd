#include "auto.h"
#include "limits.h"
#include "support/support_rows.h"

/* clang-format off */
#define FIELD_SET(prefix, number, name, kind, minimum, maximum, codes) ", " #name " = excluded." #name
#define SUPPORT_SQL(prefix, fields, table)                                                         \
    SQL(prefix##_select, "SELECT number, id, demo" fields(FIELD_COLUMN) " FROM " table             \
        " WHERE tenant_id = ?1 AND number BETWEEN ?2 AND ?3 ORDER BY number");                     \
    SQL(prefix##_find, "SELECT number FROM " table " WHERE tenant_id = ?1 AND id = ?2");           \
    SQL(prefix##_next, "SELECT COALESCE(MAX(number), 0) + 1 FROM " table " WHERE tenant_id = ?1"); \
    SQL(prefix##_upsert, "INSERT INTO " table " (tenant_id, number, id, demo" fields(FIELD_COLUMN) \
        ") VALUES (?1, ?2, ?3, ?4" fields(FIELD_HOLE) ")"                                          \
        " ON CONFLICT (tenant_id, number) DO UPDATE SET demo = excluded.demo" fields(FIELD_SET))
#define BLOCK_SQL(prefix, fields, table, owner)                                                    \
    SQL(prefix##_select, "SELECT " owner fields(FIELD_COLUMN) " FROM " table                       \
        " WHERE tenant_id = ?1 AND " owner " BETWEEN ?2 AND ?3 ORDER BY " owner ", entry");        \
    SQL(prefix##_insert, "INSERT INTO " table " (tenant_id, " owner ", entry" fields(FIELD_COLUMN) \
        ") VALUES (?1, ?2, ?3" fields(FIELD_HOLE) ")");                                            \
    SQL(prefix##_remove, "DELETE FROM " table " WHERE tenant_id = ?1 AND " owner " = ?2");         \
    static const FieldInfo prefix##_row[] = { fields(FIELD_INFO) }
/* clang-format on */

SUPPORT_SQL(programme, PROGRAMME_FIELDS, "programme");
SUPPORT_SQL(course_group, COURSE_GROUP_FIELDS, "course_group");
SUPPORT_SQL(childcare_option, CHILDCARE_FIELDS, "childcare_option");
SUPPORT_SQL(resource, RESOURCE_FIELDS, "resource");
BLOCK_SQL(course_block, COURSE_BLOCK_FIELDS, "course_group_block", "course_group_number");
BLOCK_SQL(childcare_block, CHILDCARE_BLOCK_FIELDS, "childcare_option_block",
          "childcare_option_number");

#define BLOCK_TYPE(prefix, table, count)                                                           \
    {                                                                                              \
        "block", table, prefix##_row, count, 0, false, &prefix##_select, &prefix##_insert,         \
            &prefix##_remove                                                                       \
    }
const RecordType course_block_type =
    BLOCK_TYPE(course_block, "course_group_block", COURSE_BLOCK_FIELD_COUNT);
const RecordType childcare_block_type =
    BLOCK_TYPE(childcare_block, "childcare_option_block", CHILDCARE_BLOCK_FIELD_COUNT);

static const struct SupportSql {
    const Sql *select, *find, *next, *upsert;
} support_sql[SUPPORT_KIND_COUNT] = {
    [SUPPORT_PROGRAMME] = { &programme_select, &programme_find, &programme_next,
                            &programme_upsert },
    [SUPPORT_COURSE_GROUP] = { &course_group_select, &course_group_find, &course_group_next,
                               &course_group_upsert },
    [SUPPORT_CHILDCARE] = { &childcare_option_select, &childcare_option_find,
                            &childcare_option_next, &childcare_option_upsert },
    [SUPPORT_RESOURCE] = { &resource_select, &resource_find, &resource_next, &resource_upsert },
};

SQL(demand_upsert, "INSERT INTO opening_resource (tenant_id, opening_number, resource_number,"
                   " demand) VALUES (?1, ?2, ?3, ?4)"
                   " ON CONFLICT (tenant_id, opening_number, resource_number)"
                   " DO UPDATE SET demand = excluded.demand"
                   " WHERE excluded.demand <> opening_resource.demand");
SQL(demand_remove, "DELETE FROM opening_resource WHERE tenant_id = ?1 AND opening_number = ?2"
                   " AND resource_number = ?3");
SQL(demands_select, "SELECT opening_number, resource_number, demand FROM opening_resource"
                    " WHERE tenant_id = ?1 ORDER BY opening_number, resource_number");

/* --- reading --- */

Result support_number(Db *db, int64_t tenant, const SupportRecord *record, int64_t *ret_number) {
    return record_number(db, support_sql[record->kind].find, tenant, record->id, ret_number);
}

typedef struct Range {
    int64_t tenant, first, last;
} Range;

static Query *range_query(Db *db, const Sql *sql, Range range) {
    Query *query = db_query(db, sql);
    query_set_integer(query, 1, range.tenant);
    query_set_integer(query, 2, range.first);
    query_set_integer(query, 3, range.last);
    return query;
}

static Result heads_load(Query *query, Arena *arena, SupportKind kind, SupportRows *rows) {
    const SupportType *type = &support_type[kind];
    size_t capacity = 0;
    Result result = OK;
    while (result == OK && query_next(query)) {
        rows->record = arena_room(arena, SupportRecord, rows->record, rows->count, &capacity);
        SupportRecord *record = &rows->record[rows->count++];
        *record = (SupportRecord){ .kind = kind,
                                   .number = query_integer(query, 0),
                                   .id = query_text(query, arena, 1),
                                   .demo = query_integer(query, 2) != 0 };
        result = record_row_get(query, arena, 3, type->field, type->field_count, record->field);
    }
    Result ended = query_end(query);
    return result == OK ? ended : result;
}

static Result blocks_load(Query *query, Arena *arena, const RecordType *type, SupportRows *rows) {
    Result result = OK;
    size_t at = 0;
    while (result == OK && query_next(query)) {
        Value value[RECORD_FIELDS_MAX];
        int64_t number = query_integer(query, 0);
        while (at < rows->count && rows->record[at].number < number) at++;
        result = record_row_get(query, arena, 1, type->field, type->field_count, value);
        if (result != OK || at == rows->count || rows->record[at].number != number) continue;
        record_add(arena, type, &rows->record[at].block, value, (Provenance){ 0 });
    }
    Result ended = query_end(query);
    return result == OK ? ended : result;
}

static Result rows_load(Db *db, Arena *arena, Range range, SupportKind kind,
                        SupportRows *ret_rows) {
    const RecordType *block = support_type[kind].block;
    SupportRows rows = { 0 };
    Query *query = range_query(db, support_sql[kind].select, range);
    Result result = heads_load(query, arena, kind, &rows);
    if (result == OK && block) {
        result = blocks_load(range_query(db, block->select, range), arena, block, &rows);
    }
    if (result == OK) *ret_rows = rows;
    return result;
}

Result supports_load(Db *db, Arena *arena, int64_t tenant, SupportKind kind,
                     SupportRows *ret_rows) {
    return rows_load(db, arena, (Range){ tenant, 1, INT64_MAX }, kind, ret_rows);
}

Result support_load(Db *db, Arena *arena, int64_t tenant, SupportRecord *record) {
    SupportRows rows;
    int64_t number;
    Result result = support_number(db, tenant, record, &number);
    if (result != OK) return result;
    result = rows_load(db, arena, (Range){ tenant, number, number }, record->kind, &rows);
    if (result == OK && rows.count != 1) return NOT_FOUND;
    if (result == OK) *record = rows.record[0];
    return result;
}

/* --- writing --- */

static Result number_next(Db *db, int64_t tenant, SupportRecord *record) {
    Query *query = db_query(db, support_sql[record->kind].next);
    query_set_integer(query, 1, tenant);
    if (query_next(query)) record->number = query_integer(query, 0);
    return query_end(query);
}

static Result head_write(Db *db, int64_t tenant, const SupportRecord *record) {
    const SupportType *type = &support_type[record->kind];
    Query *query = db_query(db, support_sql[record->kind].upsert);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, record->number);
    query_set_text(query, 3, record->id);
    query_set_integer(query, 4, record->demo);
    record_row_set(query, 5, type->field, type->field_count, record->field);
    return query_run(query);
}

static Result blocks_write(Db *db, int64_t tenant, const SupportRecord *record,
                           const RecordList *list) {
    const RecordType *type = support_type[record->kind].block;
    Query *query = db_query(db, type->remove);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, record->number);
    Result result = query_run(query);
    for (size_t row = 0; row < list->count && result == OK; row++) {
        query = db_query(db, type->insert);
        query_set_integer(query, 1, tenant);
        query_set_integer(query, 2, record->number);
        query_set_integer(query, 3, (int64_t)row + 1);
        record_row_set(query, 4, type->field, type->field_count,
                       list->value + row * (size_t)type->field_count);
        result = query_run(query);
    }
    return result;
}

/* What there is of the row that `given` writes over; a new row has number 0. */
static Result stored_load(Db *db, Arena *arena, int64_t tenant, const SupportRecord *given,
                          SupportRecord *ret_stored) {
    *ret_stored = (SupportRecord){ .kind = given->kind, .id = given->id };
    Result result = support_load(db, arena, tenant, ret_stored);
    if (result == NOT_FOUND) ret_stored->demo = given->demo;
    return result == NOT_FOUND ? OK : result;
}

static bool blocks_differ(const SupportRecord *given, const RecordList *had) {
    const RecordType *type = support_type[given->kind].block;
    return type && given->block.count && !record_lists_equal(type, &given->block, had);
}

Result support_put(Db *db, int64_t tenant, const SupportRecord *record, bool *ret_changed,
                   Phrase *ret_why) {
    AUTO(arena_end_at) Arena *scratch = arena_new("one row of support", STRING_BYTES_MAX);
    SupportRecord stored;
    Result result = stored_load(db, scratch, tenant, record, &stored);
    if (result != OK) return result;
    bool blocks = blocks_differ(record, &stored.block);
    const SupportType *type = &support_type[record->kind];
    bool fields =
        record_fields_merge(type->field, type->field_count, record->field, stored.field) ||
        !stored.number;
    if (record->block.count) stored.block = record->block;
    result = support_check(&stored, ret_why);
    if (result == OK && !stored.number) result = number_next(db, tenant, &stored);
    if (result == OK && fields) result = head_write(db, tenant, &stored);
    if (result == OK && blocks) result = blocks_write(db, tenant, &stored, &record->block);
    if (result == OK) *ret_changed = fields || blocks;
    return result;
}

/* --- what an opening takes of a resource --- */

Result demand_put(Db *db, int64_t tenant, Demand demand, bool *ret_changed) {
    if (demand.demand < 0) return INVALID;
    Query *query = db_query(db, demand.demand ? &demand_upsert : &demand_remove);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, demand.opening_number);
    query_set_integer(query, 3, demand.resource_number);
    if (demand.demand) query_set_integer(query, 4, demand.demand);
    Result result = query_run(query);
    if (result == OK) *ret_changed = query_changes(db) > 0;
    return result;
}

Result demands_load(Db *db, Arena *arena, int64_t tenant, DemandRows *ret_rows) {
    DemandRows rows = { 0 };
    size_t capacity = 0;
    Query *query = db_query(db, &demands_select);
    query_set_integer(query, 1, tenant);
    while (query_next(query)) {
        rows.row = arena_room(arena, Demand, rows.row, rows.count, &capacity);
        rows.row[rows.count++] =
            (Demand){ query_integer(query, 0), query_integer(query, 1), query_integer(query, 2) };
    }
    Result result = query_end(query);
    if (result == OK) *ret_rows = rows;
    return result;
}
