/* A row of a list of a file: added, changed or removed by hand.
 *
 * The form says what the row held when it was filled. When somebody else changed that row, or
 * removed it, what stands there now is shown beside what was typed. */
#include "candidate.h"
#include "candidate_edit_page.h"

#include "candidates/candidate_rows_edit.h"
#include "changed_by.h"
#include "form.h"
#include "limits.h"
#include "number.h"
#include "pages.h"
#include "plausible.h"
#include "records/labels.h"

enum {
    ROW_TYPED_BYTES_MAX = 600,
    ROW_WAS_BYTES_MAX = 2 * ROW_TYPED_BYTES_MAX * RECORD_FIELDS_MAX /* each byte escaped */
};

typedef struct RowForm {
    Str typed[RECORD_FIELDS_MAX];
    Str was;
    Str choose; /* from the list, for the field that takes an occupation or a skill */
    bool verified, confirmed, remove, find;
} RowForm;

static const FormField own_fields[] = {
    { "was", FORM_TEXT, offsetof(RowForm, was), .length_max = ROW_WAS_BYTES_MAX },
    { "verified", FORM_FLAG, offsetof(RowForm, verified) },
    { "confirmed", FORM_FLAG, offsetof(RowForm, confirmed) },
    { "remove", FORM_FLAG, offsetof(RowForm, remove) },
    { "find", FORM_FLAG, offsetof(RowForm, find) },
    { "choose", FORM_TEXT, offsetof(RowForm, choose), .length_max = ROW_TYPED_BYTES_MAX },
};
enum { OWN_FIELD_COUNT = sizeof own_fields / sizeof *own_fields };

/* Of each list the fields that it has. */
static const Form *row_form(Arena *arena, const RecordType *type) {
    Form *form = arena_one(arena, Form);
    FormField *field = arena_many(arena, FormField, RECORD_FIELDS_MAX + OWN_FIELD_COUNT);
    *form = (Form){ .field = field, .bytes = sizeof(RowForm) };
    for (int i = 0; i < type->field_count; i++) {
        size_t at = offsetof(RowForm, typed) + (size_t)i * sizeof(Str);
        field[form->count++] = (FormField){ .name = type->field[i].name, .kind = FORM_TEXT,
                                            .at = at, .length_max = ROW_TYPED_BYTES_MAX };
    }
    for (int i = 0; i < OWN_FIELD_COUNT; i++) field[form->count++] = own_fields[i];
    return form;
}

Str row_edit_address(Arena *arena, const CandidateRecord *record, CandidateList list, size_t row) {
    const char *name = candidate_list_type[list].name;
    bool is_new = row >= record->list[list].count;
    Str tail = is_new ? str_printf(arena, "/lists/%s/new", name)
                      : str_printf(arena, "/lists/%s/%zu", name, row + 1);
    return address_of(arena, "candidates", record->id, str_zero_ended(arena, tail));
}

typedef struct RowEditing {
    Visit *visit;
    CandidateList list;
    const RecordType *type;
    CandidateRecord record;
    size_t at; /* the end of the list: a new row */
    bool keeps; /* what was typed is shown */
    RowForm form;
    Str was;
    Value value[RECORD_FIELDS_MAX];
    Phrase why[RECORD_FIELDS_MAX], conflict, changed, fault;
    FindTermView find_term;
} RowEditing;

/* --- showing --- */

static const RecordList *rows_of(const RowEditing *editing) {
    return &editing->record.list[editing->list];
}

static Phrase row_phrase_at(const RowEditing *editing, size_t row) {
    return record_row_phrase(editing->visit->arena, editing->type, rows_of(editing), row);
}

static EditFieldView field_view(const RowEditing *editing, int i) {
    Visit *visit = editing->visit;
    const FieldInfo *field = &editing->type->field[i];
    bool stored = editing->at < rows_of(editing)->count;
    Value now = stored ? record_value(editing->type, rows_of(editing), editing->at, i)
                       : VALUE_UNKNOWN;
    EditFieldView view = { .name = str_from(field->name),
                           .value = editing->keeps ? editing->form.typed[i]
                                                   : value_text(visit->arena, field, now),
                           .label = PHRASE(field_word(editing->type->table, field)),
                           .help = PHRASE(field_help(editing->type->table, field)),
                           .unit = PHRASE(field_unit(field)),
                           .why = editing->why[i] };
    edit_field_fill(visit, field, &view);
    return view;
}

/* Where the row is shown. */
static Str back_address(const RowEditing *editing) {
    Arena *arena = editing->visit->arena;
    Str id = editing->record.id;
    return editing->type->sensitive ? needs_address(arena, id)
                                    : address_of(arena, "candidates", id, "");
}

static Answer row_answer(const RowEditing *editing, int status) {
    Visit *visit = editing->visit;
    Arena *arena = visit->arena;
    const CandidateRecord *record = &editing->record;
    bool is_new = editing->at >= rows_of(editing)->count;
    EditFieldView *field = arena_many(arena, EditFieldView, RECORD_FIELDS_MAX);
    CandidateEntryView view = {
        .layout = candidate_layout(visit, record->id),
        .person = candidate_name(arena, record),
        .address = row_edit_address(arena, record, editing->list, editing->at),
        .file_address = back_address(editing),
        .token = visit_token(visit),
        .was = editing->was,
        .title = PHRASE(is_new ? WORD_rows_add : WORD_rows_change,
                        VALUE_WORD("entry", list_entry_word(editing->type))),
        .help = PHRASE(list_help(editing->type)),
        .conflict = editing->conflict,
        .changed = editing->changed,
        .fault = editing->fault,
        .verified = editing->form.verified,
        .confirmed = editing->form.confirmed,
        .wrong = status == 422,
        .unsaved = editing->keeps,
        .fields = field,
        .fields_count = (size_t)editing->type->field_count,
        .find_term = editing->find_term
    };
    if (!is_new) {
        Provenance from = rows_of(editing)->from[editing->at];
        view.row = row_phrase_at(editing, editing->at);
        view.from = provenance_phrase(arena, from, visit->today);
    }
    for (int i = 0; i < editing->type->field_count; i++) field[i] = field_view(editing, i);
    bool apart = editing->type->sensitive;
    audit_seen(visit, apart ? AUDIT_candidate_needs_read : AUDIT_candidate_read, record->id,
               STR_EMPTY);
    return PAGE_STATUS(visit, status, candidate_row_page, &view);
}

/* --- reading and writing --- */

/* The place in the address: 1 is the first; "new". */
static bool place_read(Str text, size_t count, size_t *ret_at) {
    int64_t place;
    *ret_at = count;
    if (str_equal(text, S("new"))) return true;
    if (!number_read_between(text, 1, ENTRIES_MAX, &place)) return false;
    *ret_at = (size_t)place - 1;
    return true;
}

static Result editing_load(RowEditing *editing) {
    Visit *visit = editing->visit;
    Result result = candidate_load(visit->db, visit->arena, visit->who.tenant, visit->id[0], true,
                                   &editing->record);
    if (result != OK) return result;
    return place_read(visit->id[2], rows_of(editing)->count, &editing->at) ? OK : NOT_FOUND;
}

/* The row as it is now is what the next form is filled with. */
static void was_set(RowEditing *editing) {
    size_t count = rows_of(editing)->count;
    editing->was = editing->at < count ? candidate_row_text(editing->visit->arena, editing->list,
                                                            rows_of(editing), editing->at)
                                       : STR_EMPTY;
}

/* Where the row stands that the form was filled with: others may have added or removed some. */
static void place_find(RowEditing *editing) {
    const RecordList *rows = rows_of(editing);
    if (!editing->was.len) return;
    size_t row = candidate_row_find(editing->visit->arena, editing->list, rows, editing->was,
                                    editing->at);
    if (row < rows->count) editing->at = row;
}

/* The field that takes an occupation or a skill; -1: the list has none. */
static int term_field(const RowEditing *editing, ConceptKind *ret_kind) {
    for (int i = 0; i < editing->type->field_count; i++) {
        if (find_term_kind(&editing->type->field[i], ret_kind)) return i;
    }
    return -1;
}

static bool editing_begin(Visit *visit, RowEditing **ret_editing) {
    RowEditing *editing = arena_one(visit->arena, RowEditing);
    *ret_editing = editing;
    editing->visit = visit;
    int list = candidate_list_find(visit->id[1]);
    if (list < 0) return false;
    editing->list = (CandidateList)list;
    editing->type = &candidate_list_type[list];
    ConceptKind kind;
    if (term_field(editing, &kind) >= 0) editing->find_term.title = find_term_title(kind);
    return true;
}

Answer candidate_row_show(Visit *visit) {
    RowEditing *editing;
    if (!form_read_empty(visit)) return answer_invalid(visit);
    if (!editing_begin(visit, &editing)) return answer_not_found(visit);
    Result result = editing_load(editing);
    if (result != OK) return answer_failed(visit, result);
    if (editing->at > rows_of(editing)->count) return answer_not_found(visit);
    was_set(editing);
    return row_answer(editing, 200);
}

/* Two fields that contradict each other are said at the second. */
static void plausible_check(RowEditing *editing) {
    const RecordType *type = editing->type;
    RecordList one = { 0 };
    int first = -1, last = -1;
    record_add(editing->visit->arena, type, &one, editing->value, (Provenance){ 0 });
    PlausibleEar ear = { editing->visit->arena, editing->visit->today, edit_plausible_tell, NULL };
    candidate_list_plausible(&ear, editing->list, &one);
    for (int i = 0; i < type->field_count; i++) {
        if (editing->value[i].known == one.value[i].known) continue;
        if (first < 0) first = i;
        last = i;
    }
    if (first < 0) return;
    Word word = type->field[first].kind == FIELD_TIME ? WORD_rows_later : WORD_edit_order;
    Phrase why = PHRASE(word, VALUE_WORD("high", field_word(type->table, &type->field[last])),
                        VALUE_WORD("low", field_word(type->table, &type->field[first])));
    if (first == last && type->field[first].kind == FIELD_DAY) why = PHRASE(WORD_rows_future);
    else if (first == last) {
        why = PHRASE(WORD_rows_too_much, VALUE_NUMBER("maximum", EXPERIENCE_MONTHS_PLAUSIBLE));
    }
    editing->why[last] = why;
}

static bool all_well(const RowEditing *editing) {
    for (int i = 0; i < editing->type->field_count; i++) {
        if (editing->why[i].word != WORD_none) return false;
    }
    return true;
}

/* False: something cannot be read, or contradicts something else. */
static bool values_read(RowEditing *editing) {
    for (int i = 0; i < editing->type->field_count; i++) {
        editing->why[i] = edit_field_read(editing->visit, &editing->type->field[i],
                                          editing->form.typed[i], &editing->value[i]);
    }
    if (!all_well(editing)) return false;
    plausible_check(editing);
    return all_well(editing);
}

static Answer saved_answer(const RowEditing *editing, bool changed) {
    Arena *arena = editing->visit->arena;
    AddressQuery query = address_query(arena, back_address(editing));
    if (editing->form.remove) address_add_number(&query, "removed", 1);
    else address_add_number(&query, "saved", changed);
    return answer_redirect(editing->visit, address_str(&query));
}

/* Somebody else was first: what stands there now is what the next form is filled with. */
static Answer conflict_answer(RowEditing *editing, const CandidateRowEdited *edited) {
    Visit *visit = editing->visit;
    editing->record.list[editing->list] = edited->rows;
    bool gone = edited->now == edited->rows.count, remove = editing->form.remove;
    if (gone && remove) return saved_answer(editing, true);
    ChangedBy by = { WORD_changed_by_list, edited->last.moment, edited->last.actor };
    Result result = changed_by_phrase(visit, by, &editing->changed);
    if (result != OK) return answer_failed(visit, result);
    editing->at = edited->now;
    editing->keeps = !remove;
    was_set(editing);
    if (gone) {
        editing->conflict = PHRASE(WORD_rows_gone);
        return row_answer(editing, 409);
    }
    Phrase *now = arena_one(visit->arena, Phrase);
    *now = row_phrase_at(editing, edited->now);
    editing->conflict = PHRASE(remove ? WORD_rows_instead_remove : WORD_rows_instead,
                               VALUE_PHRASE("row", now));
    return row_answer(editing, 409);
}

static Answer fault_answer(RowEditing *editing, const CandidateRowEdited *edited) {
    Phrase *now = arena_one(editing->visit->arena, Phrase);
    editing->record.list[editing->list] = edited->rows;
    switch (edited->fault) {
    case ROW_FAULT_EMPTY: editing->fault = PHRASE(WORD_rows_empty); break;
    case ROW_FAULT_FULL:
        editing->fault = PHRASE(WORD_rows_full, VALUE_NUMBER("maximum", ENTRIES_MAX));
        break;
    case ROW_FAULT_KEY_MISSING:
        editing->why[edited->field] = PHRASE(WORD_access_form_needed);
        break;
    case ROW_FAULT_TWICE:
        *now = row_phrase_at(editing, edited->now);
        editing->why[edited->field] = PHRASE(WORD_rows_twice, VALUE_PHRASE("row", now));
        break;
    default: return answer_failed(editing->visit, INVALID);
    }
    return row_answer(editing, 422);
}

static Answer row_write(RowEditing *editing) {
    Visit *visit = editing->visit;
    CandidateRowEdited edited;
    CandidateRowEdit edit = {
        .id = editing->record.id, .list = editing->list, .was = editing->was, .at = editing->at,
        .becomes = editing->form.remove ? NULL : editing->value,
        .confirmed = editing->form.confirmed, .actor = visit->who.id,
        .from = { S("intake"), editing->form.verified, visit->today }
    };
    Result result = candidate_row_edit(visit->db, visit->arena, visit->who.tenant, &edit, &edited);
    if (result == CONFLICT) return conflict_answer(editing, &edited);
    if (result == INVALID) return fault_answer(editing, &edited);
    if (result == OK) result = visit_commit(visit);
    return result == OK ? saved_answer(editing, edited.changed) : answer_failed(visit, result);
}

/* The same form again, with what was found or chosen; nothing is kept yet. */
static Answer found_answer(RowEditing *editing) {
    ConceptKind kind;
    int field = term_field(editing, &kind);
    if (field < 0) return answer_invalid(editing->visit);
    Str *typed = &editing->form.typed[field];
    if (editing->form.choose.len) *typed = editing->form.choose;
    Result result = find_term_fill(editing->visit, kind, *typed, &editing->find_term);
    return result == OK ? row_answer(editing, 200) : answer_failed(editing->visit, result);
}

Answer candidate_row_do(Visit *visit) {
    RowEditing *editing;
    if (!editing_begin(visit, &editing)) return answer_not_found(visit);
    Result result = editing_load(editing);
    if (result != OK) return answer_failed(visit, result);
    bool well = form_read(visit, row_form(visit->arena, editing->type), &editing->form);
    bool foreign = form_is_foreign(visit) || form_why(visit, "was").word != WORD_none;
    if (foreign || (editing->form.remove && !editing->form.was.len)) return answer_invalid(visit);
    editing->was = editing->form.was;
    editing->keeps = true;
    place_find(editing);
    if (well && (editing->form.find || editing->form.choose.len)) return found_answer(editing);
    if (!editing->form.remove && (!values_read(editing) || !well)) return row_answer(editing, 422);
    return row_write(editing);
}
