#include "candidates/candidate_edit.h"

#include "accounts/secrets.h"
#include "audit/audit.h"
#include "auto.h"
#include "candidates/candidates_put.h"
#include "changes/changes.h"
#include "limits.h"

enum { NAMES_BYTES_MAX = 4096 };

SQL(edit_id, "SELECT id FROM candidate WHERE tenant_id = ?1 AND number = ?2"
             " AND erased_on IS NULL");

Result candidate_version(Db *db, int64_t tenant, int64_t number, int64_t *ret_version) {
    return change_of(db, tenant, CHANGE_CANDIDATE, number, ret_version);
}

static Result id_find(Db *db, Arena *arena, int64_t tenant, int64_t number, Str *ret_id) {
    Query *query = db_query(db, &edit_id);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, number);
    bool found = query_next(query);
    Str id = found ? query_text(query, arena, 0) : STR_EMPTY;
    Result result = query_end(query);
    if (result != OK) return result;
    *ret_id = id;
    return found ? OK : NOT_FOUND;
}

/* --- conflicts --- */

static bool is_mine(const CandidateEdits *edits, const ChangedField *field) {
    for (size_t i = 0; i < edits->count; i++) {
        if (edits->edit[i].fact == field->fact && edits->edit[i].list == field->list) return true;
    }
    return false;
}

static ChangedField changed_field(Arena *arena, const CandidateRecord *record,
                                  const FieldChange *change) {
    ChangedField field = { .name = change->field, .moment = change->moment, .actor = change->actor,
                           .fact = fact_find(change->field), .list = -1 };
    if (field.fact >= 0) {
        field.value = value_text(arena, &fact_info[field.fact].field, record->fact[field.fact]);
        if (field.value.len) field.source = record->fact_from[field.fact].source;
        return field;
    }
    field.list = candidate_list_find(change->field);
    if (field.list < 0) return field;
    const RecordList *list = &record->list[field.list];
    field.value = record_list_text(arena, &candidate_list_type[field.list], list);
    if (list->count) field.source = list->from[0].source;
    return field;
}

static Result conflict_tell(Db *db, Arena *arena, int64_t tenant, const CandidateEdits *edits,
                            CandidateEdited *edited) {
    CandidateRecord record;
    FieldChanges changes;
    Str id;
    Result result = id_find(db, arena, tenant, edits->number, &id);
    if (result == OK) result = candidate_load(db, arena, tenant, id, true, &record);
    if (result != OK) return result;
    FieldNote since = { .candidate_number = record.number, .change = edits->version_seen };
    result = change_fields_since(db, arena, tenant, since, &changes);
    if (result != OK) return result;
    edited->field = arena_many(arena, ChangedField, changes.count);
    for (size_t i = 0; i < changes.count; i++) {
        ChangedField *field = &edited->field[edited->field_count++];
        *field = changed_field(arena, &record, &changes.row[i]);
        field->mine = is_mine(edits, field);
    }
    return OK;
}

/* --- writing --- */

static bool edit_fits(const CandidateEdit *edit) {
    if (edit->fact >= 0) {
        return !edit->value.known || value_fits(&fact_info[edit->fact].field, edit->value);
    }
    return edit->rows.count <= ENTRIES_MAX &&
           record_check(&candidate_list_type[edit->list], &edit->rows) == OK;
}

static void edit_lay(Arena *arena, const CandidateEdits *edits, const CandidateEdit *edit,
                     CandidateRecord *record, CandidatePut *put) {
    if (edit->fact >= 0) {
        record->fact[edit->fact] = edit->value;
        record->fact_from[edit->fact] = edits->from;
        put->clear_fact[edit->fact] = !edit->value.known;
        return;
    }
    const RecordType *type = &candidate_list_type[edit->list];
    RecordList *list = &record->list[edit->list];
    *list = (RecordList){ 0 };
    for (size_t row = 0; row < edit->rows.count; row++) {
        bool kept = edit->rows.from[row].source.len > 0;
        record_add(arena, type, list, edit->rows.value + row * (size_t)type->field_count,
                   kept ? edit->rows.from[row] : edits->from);
    }
    put->clear_list[edit->list] = !edit->rows.count;
}

/* INVALID: *ret_refused is the name of what does not fit, or of the provenance. */
static Result edits_check(const CandidateEdits *edits, Str *ret_refused) {
    *ret_refused = STR_EMPTY;
    if (!provenance_fits(edits->from)) return INVALID;
    for (size_t i = 0; i < edits->count; i++) {
        const CandidateEdit *edit = &edits->edit[i];
        bool is_fact = edit->fact >= 0 && edit->fact < FACT_COUNT && edit->list < 0;
        bool is_list = edit->list >= 0 && edit->list < CANDIDATE_LIST_COUNT && edit->fact < 0;
        if (!is_fact && !is_list) return INVALID;
        if (edit_fits(edit)) continue;
        *ret_refused =
            candidate_field_name(is_fact ? edit->fact : FACT_COUNT + edit->list);
        return INVALID;
    }
    return OK;
}

static Result edits_put(Db *db, int64_t tenant, Str id, const CandidateEdits *edits,
                        CandidateChange *ret_change) {
    AUTO(arena_end_at) Arena *arena = arena_new("edits of one candidate", 64 * STRING_BYTES_MAX);
    CandidateRecord *record = arena_one(arena, CandidateRecord);
    record->id = id;
    CandidatePut put = { .record = record, .by_hand = true, .actor = edits->actor };
    for (size_t i = 0; i < edits->count; i++) {
        edit_lay(arena, edits, &edits->edit[i], record, &put);
    }
    return candidate_put_as(db, tenant, &put, ret_change);
}

/* "hours_max, language": names of fields, never what they hold. */
static Result event_put(Db *db, int64_t tenant, Str id, const CandidateEdits *edits,
                        const CandidateChange *change) {
    AUTO(arena_end_at) Arena *arena = arena_new("names of fields", 64 * 1024);
    Text names = text_new(arena, NAMES_BYTES_MAX);
    for (int i = 0; i < CANDIDATE_FIELD_COUNT; i++) {
        if (!candidate_field_changed(change, i)) continue;
        if (names.len) text_add(&names, S(", "));
        text_add(&names, candidate_field_name(i));
    }
    AuditCode code = change->made ? AUDIT_candidate_made : AUDIT_candidate_changed;
    return audit_write(db, tenant, (AuditEvent){ .code = code, .actor = edits->actor, .subject = id,
                                                 .value = text_str(&names) });
}

Result candidate_fact_edit(Db *db, Arena *arena, int64_t tenant, const CandidateEdits *edits,
                           CandidateEdited *ret_edited) {
    Str id;
    CandidateChange change;
    *ret_edited = (CandidateEdited){ 0 };
    int64_t *version = &ret_edited->version;
    Result result = id_find(db, arena, tenant, edits->number, &id);
    if (result == OK) result = candidate_version(db, tenant, edits->number, version);
    if (result != OK) return result;
    if (ret_edited->version != edits->version_seen) {
        result = conflict_tell(db, arena, tenant, edits, ret_edited);
        return result == OK ? CONFLICT : result;
    }
    result = edits_check(edits, &ret_edited->refused);
    if (result == OK) result = edits_put(db, tenant, id, edits, &change);
    if (result != OK || !change.version) return result;
    result = event_put(db, tenant, id, edits, &change);
    ret_edited->version = change.version;
    ret_edited->changed = true;
    return result;
}

Result candidate_make(Db *db, Arena *arena, int64_t tenant, const CandidateEdits *edits,
                      CandidateMade *ret_made) {
    CandidateChange change;
    *ret_made = (CandidateMade){ 0 };
    Result result = edits_check(edits, &ret_made->refused);
    if (result == OK && !secrets_begin()) result = BROKEN; /* no random bytes */
    if (result == OK) ret_made->id = public_id_new(arena);
    if (result == OK) result = edits_put(db, tenant, ret_made->id, edits, &change);
    if (result == OK) result = event_put(db, tenant, ret_made->id, edits, &change);
    if (result != OK) return result;
    ret_made->number = change.number;
    ret_made->version = change.version;
    return OK;
}
