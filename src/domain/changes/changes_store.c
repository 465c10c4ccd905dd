#include "changes/changes.h"

#include <sodium.h>

#include "auto.h"

SQL(change_next, "INSERT INTO passing_change_last (tenant_id, epoch, last) VALUES (?1, ?2, ?2)"
                 " ON CONFLICT (tenant_id) DO UPDATE SET last = passing_change_last.last + 1"
                 " RETURNING last");
SQL(change_put, "INSERT INTO passing_change (tenant_id, kind, number, change)"
                " VALUES (?1, ?2, ?3, ?4)"
                " ON CONFLICT (tenant_id, kind, number) DO UPDATE SET change = excluded.change");
SQL(change_field_put, "INSERT INTO passing_change_field (tenant_id, candidate_number, field,"
                      " change, moment, actor) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                      " ON CONFLICT (tenant_id, candidate_number, field) DO UPDATE SET"
                      " change = excluded.change, moment = excluded.moment,"
                      " actor = excluded.actor");
SQL(change_fields_remove, "DELETE FROM passing_change_field WHERE tenant_id = ?1"
                          " AND candidate_number = ?2");
SQL(change_proposed, "INSERT INTO passing_change (tenant_id, kind, number, change)"
                     " SELECT DISTINCT tenant_id, 'placement', candidate_number, CAST(?2 AS BIGINT)"
                     " FROM placement WHERE tenant_id = ?1 AND state IN ('proposed', 'reserve')"
                     " ON CONFLICT (tenant_id, kind, number) DO UPDATE SET"
                     " change = excluded.change");
SQL(change_last_select, "SELECT epoch, last FROM passing_change_last WHERE tenant_id = ?1");
SQL(change_select, "SELECT change FROM passing_change WHERE tenant_id = ?1 AND kind = ?2"
                   " AND number = ?3");
SQL(changes_select, "SELECT number FROM passing_change WHERE tenant_id = ?1 AND kind = ?2"
                    " AND change > ?3 ORDER BY number");
SQL(change_fields_select, "SELECT field, moment, COALESCE(actor, '') FROM passing_change_field"
                          " WHERE tenant_id = ?1 AND candidate_number = ?2 AND change > ?3"
                          " ORDER BY field");
SQL(change_field_select, "SELECT field, moment, COALESCE(actor, '') FROM passing_change_field"
                         " WHERE tenant_id = ?1 AND candidate_number = ?2 AND field = ?3");

enum { EPOCH_BITS = 40 }; /* leaves 2^62 changes, and is a number that JSON can hold */

static const char *const kind_name[CHANGE_KIND_COUNT] = { "candidate", "placement", "opening",
                                                         "occupation", "class", "map" };

static int64_t epoch_draw(void) {
    uint64_t bits;
    if (sodium_init() < 0) return 1;
    randombytes_buf(&bits, sizeof bits);
    return 1 + (int64_t)(bits >> (64 - EPOCH_BITS));
}

static Result next_take(Db *db, int64_t tenant, int64_t *ret_change) {
    Query *query = db_query(db, &change_next);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, epoch_draw());
    int64_t change = query_next(query) ? query_integer(query, 0) : 0;
    Result result = query_end(query);
    if (result == OK) *ret_change = change;
    return result;
}

Result change_note(Db *db, int64_t tenant, ChangeKind kind, int64_t number, int64_t *ret_change) {
    int64_t change = 0;
    Result result = next_take(db, tenant, &change);
    if (result != OK) return result;
    Query *query = db_query(db, &change_put);
    query_set_integer(query, 1, tenant);
    query_set_text(query, 2, str_from(kind_name[kind]));
    query_set_integer(query, 3, number);
    query_set_integer(query, 4, change);
    result = query_run(query);
    if (result == OK) *ret_change = change;
    return result;
}

Result change_touch(Db *db, int64_t tenant) {
    int64_t change;
    return next_take(db, tenant, &change);
}

Result change_note_field(Db *db, int64_t tenant, FieldNote note) {
    AUTO(arena_end_at) Arena *arena = arena_new("a change", 4096);
    Str moment = moment_now(arena);
    if (!moment.len) return BROKEN;
    Query *query = db_query(db, &change_field_put);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, note.candidate_number);
    query_set_text(query, 3, note.field);
    query_set_integer(query, 4, note.change);
    query_set_text(query, 5, moment);
    if (note.actor.len) query_set_text(query, 6, note.actor);
    else query_set_null(query, 6);
    return query_run(query);
}

Result change_fields_forget(Db *db, int64_t tenant, int64_t candidate_number) {
    Query *query = db_query(db, &change_fields_remove);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, candidate_number);
    return query_run(query);
}

Result change_note_proposed(Db *db, int64_t tenant) {
    int64_t change = 0;
    Result result = next_take(db, tenant, &change);
    if (result != OK) return result;
    Query *query = db_query(db, &change_proposed);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, change);
    return query_run(query);
}

Result change_mark(Db *db, int64_t tenant, ChangeMark *ret_mark) {
    ChangeMark mark = { 0 };
    Query *query = db_query(db, &change_last_select);
    query_set_integer(query, 1, tenant);
    if (query_next(query)) {
        mark = (ChangeMark){ query_integer(query, 0), query_integer(query, 1) };
    }
    Result result = query_end(query);
    if (result == OK) *ret_mark = mark;
    return result;
}

Result change_now(Db *db, int64_t tenant, int64_t *ret_change) {
    ChangeMark mark;
    Result result = change_mark(db, tenant, &mark);
    if (result == OK) *ret_change = mark.last;
    return result;
}

Result change_of(Db *db, int64_t tenant, ChangeKind kind, int64_t number, int64_t *ret_change) {
    Query *query = db_query(db, &change_select);
    query_set_integer(query, 1, tenant);
    query_set_text(query, 2, str_from(kind_name[kind]));
    query_set_integer(query, 3, number);
    int64_t change = query_next(query) ? query_integer(query, 0) : 0;
    Result result = query_end(query);
    if (result == OK) *ret_change = change;
    return result;
}

Result changes_since(Db *db, Arena *arena, int64_t tenant, ChangeSince since,
                     ChangedNumbers *ret_numbers) {
    ChangedNumbers numbers = { 0 };
    size_t capacity = 0;
    Query *query = db_query(db, &changes_select);
    query_set_integer(query, 1, tenant);
    query_set_text(query, 2, str_from(kind_name[since.kind]));
    query_set_integer(query, 3, since.change);
    while (query_next(query)) {
        numbers.number = arena_room(arena, int64_t, numbers.number, numbers.count, &capacity);
        numbers.number[numbers.count++] = query_integer(query, 0);
    }
    Result result = query_end(query);
    if (result == OK) *ret_numbers = numbers;
    return result;
}

static FieldChange field_change(Query *query, Arena *arena) {
    return (FieldChange){ .field = query_text(query, arena, 0),
                          .moment = query_text(query, arena, 1),
                          .actor = query_text(query, arena, 2) };
}

Result change_fields_since(Db *db, Arena *arena, int64_t tenant, FieldNote since,
                           FieldChanges *ret_changes) {
    FieldChanges changes = { 0 };
    size_t capacity = 0;
    Query *query = db_query(db, &change_fields_select);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, since.candidate_number);
    query_set_integer(query, 3, since.change);
    while (query_next(query)) {
        changes.row = arena_room(arena, FieldChange, changes.row, changes.count, &capacity);
        changes.row[changes.count++] = field_change(query, arena);
    }
    Result result = query_end(query);
    if (result == OK) *ret_changes = changes;
    return result;
}

Result change_field_last(Db *db, Arena *arena, int64_t tenant, FieldNote of,
                         FieldChange *ret_change) {
    Query *query = db_query(db, &change_field_select);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, of.candidate_number);
    query_set_text(query, 3, of.field);
    bool found = query_next(query);
    FieldChange change = { 0 };
    if (found) change = field_change(query, arena);
    Result result = query_end(query);
    if (result != OK) return result;
    *ret_change = change;
    return found ? OK : NOT_FOUND;
}
