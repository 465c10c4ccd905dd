#include "auto.h"
#include "candidates/candidate_erasure.h"
#include "candidates/candidates_put.h"
#include "changes/changes.h"
#include "limits.h"
#include "log.h"

#define LIST_SQL(prefix, name, table, key_count, sensitive)                                        \
    SQL(prefix##_select, "SELECT candidate_number, source, verified, confirmed_on"                 \
        prefix##_FIELDS(FIELD_COLUMN) " FROM " #table                                              \
        " WHERE tenant_id = ?1 AND candidate_number BETWEEN ?2 AND ?3"                             \
        " ORDER BY candidate_number, entry");                                                      \
    SQL(prefix##_insert, "INSERT INTO " #table " (tenant_id, candidate_number, entry, source,"     \
        " verified, confirmed_on" prefix##_FIELDS(FIELD_COLUMN)                                    \
        ") VALUES (?1, ?2, ?3, ?4, ?5, ?6" prefix##_FIELDS(FIELD_HOLE) ")");                       \
    SQL(prefix##_remove, "DELETE FROM " #table " WHERE tenant_id = ?1 AND candidate_number = ?2"); \
    static const FieldInfo prefix##_row[] = { prefix##_FIELDS(FIELD_INFO) };
CANDIDATE_LISTS(LIST_SQL)

#define LIST_TYPE(prefix, name, table, key_count, sensitive)                                       \
    { #name, #table, prefix##_row, sizeof prefix##_row / sizeof *prefix##_row, key_count,    \
      sensitive, &prefix##_select, &prefix##_insert, &prefix##_remove },
const RecordType candidate_list_type[CANDIDATE_LIST_COUNT] = { CANDIDATE_LISTS(LIST_TYPE) };

SQL(candidate_find, "SELECT number FROM candidate WHERE tenant_id = ?1 AND id = ?2"
                    " AND erased_on IS NULL");
SQL(candidate_next, "SELECT COALESCE(MAX(number), 0) + 1 FROM candidate WHERE tenant_id = ?1");
SQL(candidate_add, "INSERT INTO candidate (tenant_id, number, id, demo) VALUES (?1, ?2, ?3, ?4)");
SQL(candidates_count, "SELECT COUNT(*) FROM candidate WHERE tenant_id = ?1"
                      " AND number BETWEEN ?2 AND ?3 AND erased_on IS NULL");
SQL(candidates_select, "SELECT number, id, demo FROM candidate WHERE tenant_id = ?1"
                       " AND number BETWEEN ?2 AND ?3 AND erased_on IS NULL ORDER BY number");
SQL(facts_select, "SELECT candidate_number, source, verified, confirmed_on, fact, value"
                  " FROM candidate_fact WHERE tenant_id = ?1 AND candidate_number BETWEEN ?2 AND ?3"
                  " ORDER BY candidate_number");
SQL(identity_select, "SELECT candidate_number, source, verified, confirmed_on, fact, value"
                     " FROM candidate_identity WHERE tenant_id = ?1"
                     " AND candidate_number BETWEEN ?2 AND ?3 ORDER BY candidate_number");
SQL(target_facts_select, "SELECT candidate_number, source, verified, confirmed_on, fact, value"
                         " FROM candidate_identity WHERE tenant_id = ?1"
                         " AND candidate_number BETWEEN ?2 AND ?3 AND fact IN ('birth_date', 'sex')"
                         " ORDER BY candidate_number");
#define FACT_UPSERT(table)                                                                         \
    "INSERT INTO " table " (tenant_id, candidate_number, fact, value, source, verified,"           \
    " confirmed_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"                                           \
    " ON CONFLICT (tenant_id, candidate_number, fact) DO UPDATE SET value = excluded.value,"       \
    " source = excluded.source, verified = excluded.verified,"                                     \
    " confirmed_on = excluded.confirmed_on"
SQL(fact_upsert, FACT_UPSERT("candidate_fact"));
SQL(identity_upsert, FACT_UPSERT("candidate_identity"));
SQL(fact_remove, "DELETE FROM candidate_fact WHERE tenant_id = ?1 AND candidate_number = ?2"
                 " AND fact = ?3");
SQL(identity_remove, "DELETE FROM candidate_identity WHERE tenant_id = ?1"
                     " AND candidate_number = ?2 AND fact = ?3");
SQL(original_upsert, "INSERT INTO candidate_original (tenant_id, candidate_number, format, bytes)"
                     " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (tenant_id, candidate_number, format)"
                     " DO UPDATE SET bytes = excluded.bytes");
SQL(original_select, "SELECT bytes FROM candidate_original WHERE tenant_id = ?1"
                     " AND candidate_number = ?2 AND format = ?3");

/* A part is under 2 MB as people are; with every list as long as it may be it is 1 GB. */
#define PART_BYTES_MAX (2UL * 1024 * 1024 * 1024)

/* --- reading --- */

/* The record with that number; rows come in order of number, so the search starts where the last
 * one ended. NULL for a number that is not among the rows. */
static CandidateRecord *record_numbered(CandidateRows *rows, size_t *at, int64_t number) {
    while (*at < rows->count && rows->record[*at].number < number) (*at)++;
    bool found = *at < rows->count && rows->record[*at].number == number;
    return found ? &rows->record[*at] : NULL;
}

/* A database that was damaged: by number, because an id in the log can be somebody's name. */
static Result row_refused(const char *table, int64_t number, const FieldInfo *field) {
    log_line("database: table %s, candidate with number %lld: the value of '%s' is not of its kind",
             table, (long long)number, field->name);
    return BROKEN;
}

static Result fact_load(Query *query, Arena *arena, const char *table, CandidateRecord *record) {
    int fact = fact_find(query_text(query, arena, 4));
    if (!record || fact < 0) return OK; /* a fact of a later version: kept, not read */
    const FieldInfo *field = &fact_info[fact].field;
    record->fact_from[fact] = provenance_get(query, arena, 1);
    Result result = value_stored(arena, field, query_text(query, arena, 5), &record->fact[fact]);
    return result == OK ? OK : row_refused(table, record->number, field);
}

static Result facts_load(Query *query, Arena *arena, const char *table, CandidateRows *rows) {
    Result result = OK;
    size_t at = 0;
    while (result == OK && query_next(query)) {
        CandidateRecord *record = record_numbered(rows, &at, query_integer(query, 0));
        result = fact_load(query, arena, table, record);
    }
    Result ended = query_end(query);
    return result == OK ? ended : result;
}

/* Rows of one person come together: they are gathered first, so that what is kept has its exact
 * size. A region is tens of megabytes; growing list by list would double that. */
static Result list_load(Query *query, Arena *arena, CandidateList list, CandidateRows *rows) {
    AUTO(arena_end_at) Arena *scratch = arena_new("rows of one person", 64 * STRING_BYTES_MAX);
    const RecordType *type = &candidate_list_type[list];
    RecordList gathered = { 0 };
    CandidateRecord *owner = NULL;
    Result result = OK;
    size_t at = 0;
    while (result == OK && query_next(query)) {
        Value value[RECORD_FIELDS_MAX];
        int64_t number = query_integer(query, 0);
        CandidateRecord *record = record_numbered(rows, &at, number);
        if (record != owner) {
            if (owner) owner->list[list] = record_list_copy(arena, type, &gathered);
            gathered.count = 0;
            owner = record;
        }
        RecordRow row = { 4, type->field, type->field_count, value, NULL };
        result = record_row_read(query, arena, &row);
        if (result != OK) result = row_refused(type->table, number, row.bad);
        if (!record || result != OK) continue;
        record_add(scratch, type, &gathered, value, provenance_get(query, arena, 1));
    }
    if (owner) owner->list[list] = record_list_copy(arena, type, &gathered);
    Result ended = query_end(query);
    return result == OK ? ended : result;
}

typedef struct Range {
    int64_t tenant, first, last;
    bool identity;
} Range;

static Query *candidates_query(Db *db, const Sql *sql, Range range) {
    Query *query = db_query(db, sql);
    query_set_integer(query, 1, range.tenant);
    query_set_integer(query, 2, range.first);
    query_set_integer(query, 3, range.last);
    return query;
}

static Result heads_load(Db *db, Arena *arena, Range range, CandidateRows *ret_rows) {
    Query *query = candidates_query(db, &candidates_count, range);
    size_t count = query_next(query) ? (size_t)query_integer(query, 0) : 0;
    Result result = query_end(query);
    if (result != OK) return result;
    CandidateRows rows = { .record = arena_many(arena, CandidateRecord, count) };
    query = candidates_query(db, &candidates_select, range);
    while (rows.count < count && query_next(query)) {
        CandidateRecord *record = &rows.record[rows.count++];
        record->number = query_integer(query, 0);
        record->id = query_text(query, arena, 1);
        record->demo = query_integer(query, 2) != 0;
    }
    *ret_rows = rows;
    return query_end(query);
}

static Result rows_load(Db *db, Arena *arena, Range range, CandidateRows *ret_rows) {
    CandidateRows rows;
    Result result = heads_load(db, arena, range, &rows);
    if (result != OK) return result;
    Query *facts = candidates_query(db, &facts_select, range);
    result = facts_load(facts, arena, "candidate_fact", &rows);
    if (result == OK) {
        facts = candidates_query(db, range.identity ? &identity_select : &target_facts_select, range);
        result = facts_load(facts, arena, "candidate_identity", &rows);
    }
    for (int i = 0; i < CANDIDATE_LIST_COUNT && result == OK; i++) {
        Query *query = candidates_query(db, candidate_list_type[i].select, range);
        result = list_load(query, arena, (CandidateList)i, &rows);
    }
    if (result == OK) *ret_rows = rows;
    return result;
}

/* The number that a new candidate gets. */
static Result number_next(Db *db, int64_t tenant, int64_t *ret_number) {
    Query *query = db_query(db, &candidate_next);
    query_set_integer(query, 1, tenant);
    *ret_number = query_next(query) ? query_integer(query, 0) : 0;
    return query_end(query);
}

Result candidates_load(Db *db, Arena *arena, int64_t tenant, bool identity,
                       CandidateRows *ret_rows) {
    return rows_load(db, arena, (Range){ tenant, 1, INT64_MAX, identity }, ret_rows);
}

Result candidates_last(Db *db, int64_t tenant, int64_t *ret_number) {
    int64_t next;
    Result result = number_next(db, tenant, &next);
    if (result == OK) *ret_number = next - 1;
    return result;
}

Result candidates_total(Db *db, int64_t tenant, int64_t *ret_count) {
    Query *query = candidates_query(db, &candidates_count, (Range){ tenant, 1, INT64_MAX, false });
    int64_t count = query_next(query) ? query_integer(query, 0) : 0;
    Result result = query_end(query);
    if (result == OK) *ret_count = count;
    return result;
}

Result candidates_each_after(Db *db, CandidatesAfter asked, CandidatesTake *take, void *context) {
    AUTO(arena_end_at) Arena *arena = arena_new("part of the candidates", PART_BYTES_MAX);
    int64_t last;
    Result result = candidates_last(db, asked.tenant, &last);
    for (int64_t first = asked.after + 1; result == OK && first <= last; first += CANDIDATES_PART) {
        CandidateRows rows;
        ArenaMark mark = arena_mark(arena);
        Range range = { asked.tenant, first, first + CANDIDATES_PART - 1, asked.identity };
        result = rows_load(db, arena, range, &rows);
        if (result == OK && rows.count) result = take(context, &rows);
        arena_rewind(arena, mark);
    }
    return result;
}

Result candidates_each(Db *db, int64_t tenant, bool identity, CandidatesTake *take, void *context) {
    CandidatesAfter asked = { .tenant = tenant, .identity = identity };
    return candidates_each_after(db, asked, take, context);
}

Result candidate_number(Db *db, int64_t tenant, Str id, int64_t *ret_number) {
    return record_number(db, &candidate_find, tenant, id, ret_number);
}

Result candidate_load(Db *db, Arena *arena, int64_t tenant, Str id, bool identity,
                      CandidateRecord *ret_record) {
    int64_t number;
    Result result = candidate_number(db, tenant, id, &number);
    if (result != OK) return result;
    CandidateRows rows;
    result = rows_load(db, arena, (Range){ tenant, number, number, identity }, &rows);
    if (result == OK && rows.count != 1) return NOT_FOUND;
    if (result == OK) *ret_record = rows.record[0];
    return result;
}

/* --- writing --- */

static Result candidate_new(Db *db, int64_t tenant, const CandidateRecord *record,
                            int64_t *ret_number) {
    int64_t number;
    Result result = number_next(db, tenant, &number);
    if (result == OK) result = candidate_id_free(db, tenant, record->id);
    if (result != OK) return result;
    Query *query = db_query(db, &candidate_add);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, number);
    query_set_text(query, 3, record->id);
    query_set_integer(query, 4, record->demo);
    result = query_run(query);
    if (result == OK) *ret_number = number;
    return result;
}

static Result fact_erase(Db *db, int64_t tenant, int64_t number, int fact) {
    bool identity = fact_info[fact].group == GROUP_IDENTITY;
    Query *query = db_query(db, identity ? &identity_remove : &fact_remove);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, number);
    query_set_text(query, 3, str_from(fact_info[fact].field.name));
    return query_run(query);
}

static Result fact_write(Db *db, Arena *arena, int64_t tenant, int64_t number, int fact,
                         const CandidateRecord *record) {
    bool identity = fact_info[fact].group == GROUP_IDENTITY;
    Query *query = db_query(db, identity ? &identity_upsert : &fact_upsert);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, number);
    query_set_text(query, 3, str_from(fact_info[fact].field.name));
    query_set_text(query, 4, value_text(arena, &fact_info[fact].field, record->fact[fact]));
    provenance_set(query, 5, record->fact_from[fact]);
    return query_run(query);
}

/* One file on its way in. */
typedef struct Putting {
    Db *db;
    Arena *scratch;
    int64_t tenant;
    const CandidatePut *put;
    CandidateRecord stored;
    CandidateChange change;
} Putting;

static bool fact_is_new(const CandidatePut *put, const CandidateRecord *stored, int fact) {
    Value given = put->record->fact[fact], had = stored->fact[fact];
    Provenance from = put->record->fact_from[fact], had_from = stored->fact_from[fact];
    if (!given.known) return false;
    bool same = value_equal(fact_info[fact].field.kind, given, had);
    if (same && provenance_equal(from, had_from)) return false;
    return put->by_hand || !had.known || !provenance_newer(had_from, from);
}

static Result facts_put(Putting *putting) {
    const CandidateRecord *stored = &putting->stored;
    Result result = OK;
    for (int i = 0; i < FACT_COUNT && result == OK; i++) {
        bool *changed = &putting->change.fact[i];
        if (fact_is_new(putting->put, stored, i)) {
            *changed = true;
            result = fact_write(putting->db, putting->scratch, putting->tenant, stored->number, i,
                                putting->put->record);
        } else if (putting->put->clear_fact[i] && stored->fact[i].known) {
            *changed = true;
            result = fact_erase(putting->db, putting->tenant, stored->number, i);
        }
    }
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
        provenance_set(query, 4, list->from[row]);
        record_row_set(query, 7, type->field, type->field_count,
                       list->value + row * (size_t)type->field_count);
        result = query_run(query);
    }
    return result;
}

static bool list_is_newer(const RecordList *stored, const RecordList *given) {
    for (size_t row = 0; row < stored->count; row++) {
        if (provenance_newer(stored->from[row], given->from[0])) return true;
    }
    return false;
}

static bool list_is_new(const CandidatePut *put, const CandidateRecord *stored, int list) {
    const RecordList *given = &put->record->list[list], *had = &stored->list[list];
    if (!given->count) return put->clear_list[list] && had->count;
    if (record_lists_equal(&candidate_list_type[list], given, had)) return false;
    return put->by_hand || !list_is_newer(had, given);
}

static Result lists_put(Putting *putting) {
    Result result = OK;
    for (int i = 0; i < CANDIDATE_LIST_COUNT && result == OK; i++) {
        if (!list_is_new(putting->put, &putting->stored, i)) continue;
        putting->change.list[i] = true;
        result = list_write(putting->db, putting->tenant, putting->stored.number,
                            &candidate_list_type[i], &putting->put->record->list[i]);
    }
    return result;
}

/* What cannot be read again must not be written: one such row would close the whole database. */
static Result record_fits(const CandidateRecord *record) {
    Result result = record_id_check(record->id);
    for (int i = 0; i < FACT_COUNT && result == OK; i++) {
        if (!record->fact[i].known) continue;
        result = record_fields_check(&fact_info[i].field, 1, &record->fact[i]);
        if (result == OK && !provenance_fits(record->fact_from[i])) result = INVALID;
    }
    for (int i = 0; i < CANDIDATE_LIST_COUNT && result == OK; i++) {
        const RecordList *list = &record->list[i];
        result = record_check(&candidate_list_type[i], list);
        for (size_t row = 0; row < list->count && result == OK; row++) {
            if (!provenance_fits(list->from[row])) result = INVALID;
        }
    }
    return result;
}

/* --- noting --- */

Str candidate_field_name(int field) {
    return str_from(field < FACT_COUNT ? fact_info[field].field.name
                                       : candidate_list_type[field - FACT_COUNT].name);
}

bool candidate_field_changed(const CandidateChange *change, int field) {
    return field < FACT_COUNT ? change->fact[field] : change->list[field - FACT_COUNT];
}

/* A file that is new is noted as a whole: no form was filled from it. */
static Result change_keep(Db *db, int64_t tenant, Str actor, CandidateChange *change) {
    bool changed = change->made;
    for (int i = 0; i < CANDIDATE_FIELD_COUNT && !changed; i++) {
        changed = candidate_field_changed(change, i);
    }
    if (!changed) return OK;
    Result result = change_note(db, tenant, CHANGE_CANDIDATE, change->number, &change->version);
    for (int i = 0; i < CANDIDATE_FIELD_COUNT && result == OK; i++) {
        if (change->made || !candidate_field_changed(change, i)) continue;
        FieldNote note = { change->number, change->version, candidate_field_name(i), actor };
        result = change_note_field(db, tenant, note);
    }
    return result;
}

Result candidate_put_as(Db *db, int64_t tenant, const CandidatePut *put,
                        CandidateChange *ret_change) {
    AUTO(arena_end_at) Arena *scratch = arena_new("one candidate", 64 * STRING_BYTES_MAX);
    Putting putting = { db, scratch, tenant, put, { 0 }, { 0 } };
    Result result = record_fits(put->record);
    if (result != OK) return result;
    result = candidate_load(db, scratch, tenant, put->record->id, true, &putting.stored);
    if (result == NOT_FOUND) {
        putting.change.made = true;
        result = candidate_new(db, tenant, put->record, &putting.stored.number);
    }
    putting.change.number = putting.stored.number;
    if (result == OK) result = facts_put(&putting);
    if (result == OK) result = lists_put(&putting);
    if (result == OK) result = change_keep(db, tenant, put->actor, &putting.change);
    if (result == OK) *ret_change = putting.change;
    return result;
}

Result candidate_put(Db *db, Arena *arena, int64_t tenant, const CandidateRecord *record,
                     bool *ret_changed) {
    CandidateChange change;
    (void)arena;
    Result result = candidate_put_as(db, tenant, &(CandidatePut){ .record = record }, &change);
    if (result == OK) *ret_changed = change.version != 0;
    return result;
}

Result candidate_fact_clear(Db *db, int64_t tenant, int64_t number, Fact fact) {
    CandidateChange change = { .number = number };
    Result result = fact_erase(db, tenant, number, fact);
    change.fact[fact] = result == OK && query_changes(db) > 0;
    return result == OK ? change_keep(db, tenant, STR_EMPTY, &change) : result;
}

Result candidate_list_clear(Db *db, int64_t tenant, int64_t number, CandidateList list) {
    CandidateChange change = { .number = number };
    change.list[list] = true;
    Result result =
        list_write(db, tenant, number, &candidate_list_type[list], &(RecordList){ 0 });
    return result == OK ? change_keep(db, tenant, STR_EMPTY, &change) : result;
}

Result candidate_original_put(Db *db, int64_t tenant, int64_t number, Str format, Str bytes) {
    Query *query = record_original(db, &original_upsert, tenant, number, format);
    query_set_blob(query, 4, bytes);
    return query_run(query);
}

Result candidate_original_load(Db *db, Arena *arena, int64_t tenant, int64_t number, Str format,
                               Str *ret_bytes) {
    Query *query = record_original(db, &original_select, tenant, number, format);
    return record_original_load(query, arena, ret_bytes);
}
