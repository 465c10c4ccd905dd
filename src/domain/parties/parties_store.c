#include "parties/parties.h"

#include "auto.h"
#include "limits.h"

/* Four tables with the same head: number, id, and what it belongs to (for organisations: demo). */
/* clang-format off */
#define OWN_COLUMN(prefix, number, name, kind, minimum, maximum, codes) ", own." #name
#define COLUMN_SET(prefix, number, name, kind, minimum, maximum, codes)                            \
    #name " = excluded." #name ", "
#define PARTY_SQL(prefix, columns, table, fourth, above)                                           \
    SQL(prefix##_select, "SELECT own.number, own.id, own." fourth above                            \
        " WHERE own.tenant_id = ?1 AND own.number BETWEEN ?2 AND ?3 ORDER BY own.number");         \
    SQL(prefix##_find, "SELECT number FROM " table " WHERE tenant_id = ?1 AND id = ?2");           \
    SQL(prefix##_next, "SELECT COALESCE(MAX(number), 0) + 1 FROM " table " WHERE tenant_id = ?1"); \
    SQL(prefix##_upsert, "INSERT INTO " table " (tenant_id, number, id, " fourth                   \
        columns(FIELD_COLUMN) ") VALUES (?1, ?2, ?3, ?4" columns(FIELD_HOLE) ")"                   \
        " ON CONFLICT (tenant_id, number) DO UPDATE SET " columns(COLUMN_SET)                      \
        fourth " = excluded." fourth)
#define ABOVE(columns, table, number, parent)                                                      \
    ", above.id" columns(OWN_COLUMN) " FROM " table " AS own JOIN " parent " AS above"             \
    " ON above.tenant_id = own.tenant_id AND above.number = own." number
/* clang-format on */

PARTY_SQL(organisation, ORGANISATION_FIELDS, "organisation", "demo",
          ORGANISATION_FIELDS(OWN_COLUMN) " FROM organisation AS own");
PARTY_SQL(workplace, WORKPLACE_COLUMNS, "workplace", "organisation_number",
          ABOVE(WORKPLACE_COLUMNS, "workplace", "organisation_number", "organisation"));
PARTY_SQL(supervisor, SUPERVISOR_COLUMNS, "supervisor", "workplace_number",
          ABOVE(SUPERVISOR_COLUMNS, "supervisor", "workplace_number", "workplace"));
PARTY_SQL(counsellor, COUNSELLOR_COLUMNS, "counsellor", "organisation_number",
          ABOVE(COUNSELLOR_COLUMNS, "counsellor", "organisation_number", "organisation"));

static const struct PartySql {
    const Sql *select, *find, *next, *upsert;
} party_sql[PARTY_KIND_COUNT] = {
    [PARTY_ORGANISATION] = { &organisation_select, &organisation_find, &organisation_next,
                             &organisation_upsert },
    [PARTY_WORKPLACE] = { &workplace_select, &workplace_find, &workplace_next, &workplace_upsert },
    [PARTY_SUPERVISOR] = { &supervisor_select, &supervisor_find, &supervisor_next,
                           &supervisor_upsert },
    [PARTY_COUNSELLOR] = { &counsellor_select, &counsellor_find, &counsellor_next,
                           &counsellor_upsert },
};

/* --- reading --- */

Result party_number(Db *db, int64_t tenant, PartyKind kind, Str id, int64_t *ret_number) {
    return record_number(db, party_sql[kind].find, tenant, id, ret_number);
}

static Result party_read(Query *query, Arena *arena, PartyRecord *record) {
    const PartyType *type = &party_type[record->kind];
    int64_t fourth = query_integer(query, 2);
    record->number = query_integer(query, 0);
    record->id = query_text(query, arena, 1);
    if (type->belongs) record->belongs_number = fourth;
    else record->demo = fourth != 0;
    return record_row_get(query, arena, 3, type->field, type->field_count, record->field);
}

/* Rows with numbers first..last. */
static Query *range_query(Db *db, PartyKind kind, int64_t tenant, int64_t first, int64_t last) {
    Query *query = db_query(db, party_sql[kind].select);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, first);
    query_set_integer(query, 3, last);
    return query;
}

Result parties_load(Db *db, Arena *arena, int64_t tenant, PartyKind kind, PartyRows *ret_rows) {
    PartyRows rows = { 0 };
    size_t capacity = 0;
    Result result = OK;
    Query *query = range_query(db, kind, tenant, 1, INT64_MAX);
    while (result == OK && query_next(query)) {
        rows.record = arena_room(arena, PartyRecord, rows.record, rows.count, &capacity);
        rows.record[rows.count] = (PartyRecord){ .kind = kind };
        result = party_read(query, arena, &rows.record[rows.count++]);
    }
    Result ended = query_end(query);
    if (result == OK) result = ended;
    if (result == OK) *ret_rows = rows;
    return result;
}

Result party_load(Db *db, Arena *arena, int64_t tenant, PartyRecord *record) {
    PartyRecord found = { .kind = record->kind };
    int64_t number;
    Result result = party_number(db, tenant, record->kind, record->id, &number);
    if (result != OK) return result;
    Query *query = range_query(db, record->kind, tenant, number, number);
    result = query_next(query) ? party_read(query, arena, &found) : NOT_FOUND;
    Result ended = query_end(query);
    if (ended != OK) result = ended;
    if (result == OK) *record = found;
    return result;
}

/* --- writing --- */

/* Known fields of `given` over those of `stored`; true when anything is new. */
static bool party_merge(const PartyRecord *given, PartyRecord *stored) {
    const PartyType *type = &party_type[given->kind];
    bool changed = stored->demo != given->demo;
    stored->demo = given->demo;
    return record_fields_merge(type->field, type->field_count, given->field, stored->field) ||
           changed;
}

static Result required_check(const PartyRecord *record, Phrase *ret_why) {
    const PartyType *type = &party_type[record->kind];
    for (const int *field = type->required; *field >= 0; field++) {
        if (record->field[*field].known) continue;
        *ret_why = PHRASE(WORD_party_field_missing,
                          VALUE_TEXT("field", str_from(type->field[*field].name)));
        return INVALID;
    }
    return OK;
}

static Result belongs_find(Db *db, int64_t tenant, PartyRecord *record, Phrase *ret_why) {
    const PartyType *type = &party_type[record->kind];
    if (!type->belongs) return OK;
    Str id = record->field[0].text;
    Result result = party_number(db, tenant, type->to, id, &record->belongs_number);
    if (result != NOT_FOUND) return result;
    *ret_why = PHRASE(WORD_party_not_there, VALUE_TEXT("id", id),
                      VALUE_TEXT("field", str_from(type->field[0].name)));
    return INVALID;
}

static Result number_next(Db *db, int64_t tenant, PartyRecord *record) {
    if (record->number) return OK;
    Query *query = db_query(db, party_sql[record->kind].next);
    query_set_integer(query, 1, tenant);
    if (query_next(query)) record->number = query_integer(query, 0);
    return query_end(query);
}

static Result party_write(Db *db, int64_t tenant, const PartyRecord *record) {
    const PartyType *type = &party_type[record->kind];
    int first = type->belongs; /* its id is not a column */
    Query *query = db_query(db, party_sql[record->kind].upsert);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, record->number);
    query_set_text(query, 3, record->id);
    query_set_integer(query, 4, type->belongs ? record->belongs_number : record->demo);
    record_row_set(query, 5, type->field + first, type->field_count - first, record->field + first);
    return query_run(query);
}

Result party_put(Db *db, int64_t tenant, const PartyRecord *record, bool *ret_changed,
                 Phrase *ret_why) {
    AUTO(arena_end_at) Arena *scratch = arena_new("one party", STRING_BYTES_MAX);
    PartyRecord stored = { .kind = record->kind, .id = record->id };
    Result result = party_load(db, scratch, tenant, &stored);
    if (result != OK && result != NOT_FOUND) return result;
    bool changed = party_merge(record, &stored) || result == NOT_FOUND;
    result = required_check(&stored, ret_why);
    if (result == OK && changed) result = belongs_find(db, tenant, &stored, ret_why);
    if (result == OK && changed) result = number_next(db, tenant, &stored);
    if (result == OK && changed) result = party_write(db, tenant, &stored);
    if (result == OK) *ret_changed = changed;
    return result;
}
