#include "candidates/candidate_rows_edit.h"

#include "candidates/candidate_edit.h"
#include "changes/changes.h"
#include "limits.h"

static const Value *row_values(const RecordType *type, const RecordList *rows, size_t row) {
    return rows->value + row * (size_t)type->field_count;
}

static Str row_text(Arena *arena, const RecordType *type, const Value *value) {
    RecordList one = { 0 };
    record_add(arena, type, &one, value, (Provenance){ 0 });
    return record_list_text(arena, type, &one);
}

Str candidate_row_text(Arena *arena, CandidateList list, const RecordList *rows, size_t row) {
    const RecordType *type = &candidate_list_type[list];
    return row_text(arena, type, row_values(type, rows, row));
}

/* A file on its way to be changed. */
typedef struct Changing {
    Db *db;
    Arena *arena;
    int64_t tenant, version;
    CandidateRecord record;
} Changing;

static Result changing_begin(Changing *changing, Str id) {
    int64_t number;
    Result result = candidate_number(changing->db, changing->tenant, id, &number);
    if (result == OK) {
        result = candidate_version(changing->db, changing->tenant, number, &changing->version);
    }
    if (result != OK) return result;
    return candidate_load(changing->db, changing->arena, changing->tenant, id, true,
                          &changing->record);
}

static Result list_set(Changing *changing, CandidateEdit edit, CandidateEdits edits,
                       bool *ret_changed) {
    CandidateEdited edited = { 0 };
    edits.number = changing->record.number;
    edits.version_seen = changing->version;
    edits.edit = &edit;
    edits.count = 1;
    Result result = candidate_fact_edit(changing->db, changing->arena, changing->tenant, &edits,
                                        &edited);
    *ret_changed = edited.changed;
    return result;
}

/* CONFLICT, with who was last. */
static Result conflict(Changing *changing, CandidateList list, ListChanged *ret_last) {
    FieldChange change = { .moment = STR_EMPTY, .actor = STR_EMPTY };
    FieldNote of = { .candidate_number = changing->record.number,
                     .field = str_from(candidate_list_type[list].name) };
    Result result = change_field_last(changing->db, changing->arena, changing->tenant, of, &change);
    if (result != OK && result != NOT_FOUND) return result;
    *ret_last = (ListChanged){ change.moment, change.actor };
    return CONFLICT;
}

/* --- one row --- */

static bool stands_at(Arena *arena, CandidateList list, const RecordList *rows, Str was,
                      size_t row) {
    return row < rows->count && str_equal(candidate_row_text(arena, list, rows, row), was);
}

size_t candidate_row_find(Arena *arena, CandidateList list, const RecordList *rows, Str was,
                          size_t at) {
    if (stands_at(arena, list, rows, was, at)) return at;
    size_t row = 0;
    while (row < rows->count && !stands_at(arena, list, rows, was, row)) row++;
    return row;
}

/* What came in its place: the row with the same name, or where rows have none, the one that stands
 * where it stood. */
static size_t row_instead(Arena *arena, const CandidateRowEdit *edit, const RecordList *rows) {
    const RecordType *type = &candidate_list_type[edit->list];
    if (!type->key_count) return edit->at < rows->count ? edit->at : rows->count;
    RecordList was;
    Phrase why;
    if (record_list_read(arena, type, edit->was, (Provenance){ 0 }, &was, &why) != OK) {
        return rows->count;
    }
    int found = was.count ? record_find(type, rows, was.value) : -1;
    return found < 0 ? rows->count : (size_t)found;
}

static RowFault row_fault(const CandidateRowEdit *edit, size_t place, const RecordList *rows,
                          CandidateRowEdited *edited) {
    const RecordType *type = &candidate_list_type[edit->list];
    bool any = false;
    for (edited->field = 0; edited->field < type->field_count; edited->field++) {
        Value value = edit->becomes[edited->field];
        any = any || value.known;
        if (value.known && !value_fits(&type->field[edited->field], value)) return ROW_FAULT_VALUE;
    }
    edited->field = 0;
    if (!any) return ROW_FAULT_EMPTY;
    for (; edited->field < type->key_count; edited->field++) {
        if (!edit->becomes[edited->field].known) return ROW_FAULT_KEY_MISSING;
    }
    edited->field = 0;
    int same = type->key_count ? record_find(type, rows, edit->becomes) : -1;
    edited->now = same < 0 ? rows->count : (size_t)same;
    if (same >= 0 && (size_t)same != place) return ROW_FAULT_TWICE;
    return place == rows->count && rows->count >= ENTRIES_MAX ? ROW_FAULT_FULL : ROW_FAULT_NONE;
}

static RecordList rows_with(Arena *arena, const CandidateRowEdit *edit, size_t place,
                            const RecordList *rows) {
    const RecordType *type = &candidate_list_type[edit->list];
    RecordList list = { 0 };
    for (size_t row = 0; row < rows->count; row++) {
        if (row != place) {
            record_add(arena, type, &list, row_values(type, rows, row), rows->from[row]);
        } else if (edit->becomes) {
            bool same = str_equal(row_text(arena, type, edit->becomes), edit->was);
            record_add(arena, type, &list, edit->becomes,
                       same && !edit->confirmed ? rows->from[row] : edit->from);
        }
    }
    if (place == rows->count && edit->becomes) {
        record_add(arena, type, &list, edit->becomes, edit->from);
    }
    return list;
}

Result candidate_row_edit(Db *db, Arena *arena, int64_t tenant, const CandidateRowEdit *edit,
                          CandidateRowEdited *ret_edited) {
    Changing *changing = arena_one(arena, Changing);
    *changing = (Changing){ .db = db, .arena = arena, .tenant = tenant };
    *ret_edited = (CandidateRowEdited){ 0 };
    Result result = changing_begin(changing, edit->id);
    if (result != OK) return result;
    const RecordList *rows = &changing->record.list[edit->list];
    size_t place = edit->was.len ? candidate_row_find(arena, edit->list, rows, edit->was, edit->at)
                                 : rows->count;
    ret_edited->rows = *rows;
    ret_edited->now = rows->count;
    if (edit->was.len && place == rows->count) {
        ret_edited->now = row_instead(arena, edit, rows);
        return conflict(changing, edit->list, &ret_edited->last);
    }
    if (edit->becomes) ret_edited->fault = row_fault(edit, place, rows, ret_edited);
    if (ret_edited->fault != ROW_FAULT_NONE) return INVALID;
    CandidateEdits edits = { .actor = edit->actor, .from = edit->from };
    RecordList list = rows_with(arena, edit, place, rows);
    return list_set(changing, EDIT_LIST((int)edit->list, list), edits, &ret_edited->changed);
}

/* --- a week --- */

static RecordList week_rows(Arena *arena, const CandidateWeekEdit *edit,
                            const RecordList *timetable, const CandidateWeek *week) {
    RecordList list = candidate_week_lay(arena, timetable, week);
    for (size_t row = 0; row < list.count && edit->confirmed; row++) {
        if (candidate_week_is_plain(&list, row)) list.from[row] = edit->from;
    }
    return list;
}

Result candidate_week_edit(Db *db, Arena *arena, int64_t tenant, const CandidateWeekEdit *edit,
                           CandidateWeekEdited *ret_edited) {
    Changing *changing = arena_one(arena, Changing);
    *changing = (Changing){ .db = db, .arena = arena, .tenant = tenant };
    *ret_edited = (CandidateWeekEdited){ 0 };
    Result result = changing_begin(changing, edit->id);
    if (result != OK) return result;
    const RecordList *timetable = &changing->record.list[LIST_TIMETABLE];
    CandidateWeek now = candidate_week_of(timetable), week = now;
    unsigned mine = candidate_week_difference(&edit->was, &edit->becomes);
    unsigned theirs = candidate_week_difference(&edit->was, &now);
    unsigned apart = candidate_week_difference(&edit->becomes, &now);
    ret_edited->now = now;
    ret_edited->days_both = mine & theirs & apart;
    if (ret_edited->days_both) return conflict(changing, LIST_TIMETABLE, &ret_edited->last);
    for (int day = 0; day < CANDIDATE_WEEK_DAYS; day++) {
        if (mine >> day & 1) week.day[day] = edit->becomes.day[day];
    }
    if (!candidate_week_difference(&week, &now) && !edit->confirmed) return OK;
    RecordList list = week_rows(arena, edit, timetable, &week);
    CandidateEdits edits = { .actor = edit->actor, .from = edit->from };
    return list_set(changing, EDIT_LIST(LIST_TIMETABLE, list), edits, &ret_edited->changed);
}
