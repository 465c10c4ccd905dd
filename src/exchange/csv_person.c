#include "csv_person.h"

#include "csv_cell.h"

enum { NAMES_BYTES_MAX = 8192 };

Result person_begin(CsvReader *reader, Person *person, Str id) {
    const ImportRequest *request = reader->request;
    Result result = NOT_FOUND;
    *person = (Person){ .given.id = id };
    if (request->db) {
        result = candidate_load(request->db, reader->scratch, request->tenant, id, true,
                                &person->stored);
    }
    if (result != OK && result != NOT_FOUND) return result;
    person->is_stored = result == OK;
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        const RecordType *type = &candidate_list_type[i];
        const RecordList *stored = &person->stored.list[i];
        PersonList *list = &person->list[i];
        list->stored_count = stored->count;
        list->taken = arena_many(reader->scratch, bool, stored->count);
        for (size_t row = 0; row < stored->count; row++) {
            record_add(reader->scratch, type, &list->entries,
                       stored->value + row * (size_t)type->field_count, stored->from[row]);
        }
    }
    return OK;
}

static void refuse_twice(CsvReader *reader, const Person *person, int column, const char *name) {
    csv_refuse(reader, column, PHRASE(WORD_csv_fact_twice, VALUE_TEXT("value", str_from(name)),
                                      VALUE_TEXT("id", person->given.id)));
}

/* --- facts --- */

static void fact_take(CsvReader *reader, Person *person, Fact fact, PersonColumns column,
                      Provenance from) {
    const FieldInfo *field = &fact_info[fact].field;
    Value value = VALUE_UNKNOWN;
    Phrase why;
    bool unknown = csv_cell_is_unknown(reader, column.value);
    Str cell = unknown ? STR_EMPTY : csv_cell(reader, column.value);
    if (value_read(reader->scratch, field, cell, &value, &why) != OK) {
        csv_refuse(reader, column.value, why);
        return;
    }
    if (person->fact_said[fact]) {
        refuse_twice(reader, person, column.fact, field->name);
        return;
    }
    person->fact_said[fact] = true;
    person->fact_row[fact] = reader->row;
    if (unknown) {
        bool newer = provenance_newer(person->stored.fact_from[fact], from);
        person->fact_cleared[fact] = person->stored.fact[fact].known && !newer;
        return;
    }
    person->given.fact[fact] = value;
    person->given.fact_from[fact] = from;
}

/* --- lists --- */

static Value *entry_of(const RecordType *type, const RecordList *list, size_t row) {
    return list->value + row * (size_t)type->field_count;
}

static bool entries_equal(const RecordType *type, const Value *a, const Value *b) {
    for (int i = 0; i < type->field_count; i++) {
        if (!value_equal(type->field[i].kind, a[i], b[i])) return false;
    }
    return true;
}

/* The entry that this row stands for; entries.count when it is new. */
static size_t entry_find(const RecordType *type, PersonList *list, const Value *value) {
    if (type->key_count) {
        int row = record_find(type, &list->entries, value);
        return row < 0 ? list->entries.count : (size_t)row;
    }
    for (size_t row = 0; row < list->stored_count; row++) {
        if (list->taken[row]) continue;
        if (!entries_equal(type, entry_of(type, &list->entries, row), value)) continue;
        list->taken[row] = true;
        return row;
    }
    return list->entries.count;
}

static void entry_put(Arena *arena, const RecordType *type, PersonList *list, const Value *value,
                      Provenance from) {
    RecordList *entries = &list->entries;
    size_t row = entry_find(type, list, value);
    if (row == entries->count) {
        record_add(arena, type, entries, value, from);
        return;
    }
    Value *had = entry_of(type, entries, row);
    bool same = entries_equal(type, had, value) && provenance_equal(from, entries->from[row]);
    if (same || provenance_newer(entries->from[row], from)) return;
    memcpy(had, value, (size_t)type->field_count * sizeof *value);
    entries->from[row] = from;
}

static void list_clear(CsvReader *reader, const RecordType *type, PersonList *list,
                       Provenance from) {
    RecordList left = { 0 };
    for (size_t row = 0; row < list->entries.count; row++) {
        if (!provenance_newer(list->entries.from[row], from)) continue;
        record_add(reader->scratch, type, &left, entry_of(type, &list->entries, row),
                   list->entries.from[row]);
    }
    list->entries = left;
    list->stored_count = left.count;
    if (left.count) memset(list->taken, 0, left.count);
}

/* One entry out of a cell. */
static bool entry_read(CsvReader *reader, const RecordType *type, int column, Provenance from,
                       RecordList *ret_one) {
    Phrase why;
    Str cell = csv_cell(reader, column);
    if (record_list_read(reader->scratch, type, cell, from, ret_one, &why) != OK) {
        csv_refuse(reader, column, why);
        return false;
    }
    if (ret_one->count == 1) return true;
    csv_refuse(reader, column, PHRASE(WORD_csv_one_entry));
    return false;
}

static void list_take(CsvReader *reader, Person *person, CandidateList which, PersonColumns column,
                      Provenance from) {
    const RecordType *type = &candidate_list_type[which];
    PersonList *list = &person->list[which];
    RecordList one = { 0 };
    if (csv_cell_is_unknown(reader, column.value)) {
        list_clear(reader, type, list, from);
        list->said = true;
        return;
    }
    if (!entry_read(reader, type, column.value, from, &one)) return;
    if (record_find(type, &list->keyed, one.value) >= 0) {
        refuse_twice(reader, person, column.fact, type->name);
        return;
    }
    if (list->entries.count == ENTRIES_MAX) {
        csv_refuse(reader, column.value, PHRASE(WORD_record_too_many_entries,
                                                VALUE_NUMBER("count", ENTRIES_MAX)));
        return;
    }
    record_add(reader->scratch, type, &list->keyed, one.value, from);
    PlausibleEar ear = csv_ear(reader);
    candidate_list_plausible(&ear, which, &one);
    if (one.count) entry_put(reader->scratch, type, list, one.value, from);
    list->said = true;
}

static Str names_allowed(Arena *arena) {
    Text text = text_new(arena, NAMES_BYTES_MAX);
    for (int i = 0; i < FACT_COUNT; i++) {
        text_addf(&text, "%s%s", i ? ", " : "", fact_info[i].field.name);
    }
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        text_addf(&text, ", %s", candidate_list_type[i].name);
    }
    return text_str(&text);
}

void person_take(CsvReader *reader, Person *person, PersonColumns column, Provenance from) {
    Str name = str_trim(csv_cell(reader, column.fact));
    int fact = fact_find(name), list = candidate_list_find(name);
    if (fact >= 0) fact_take(reader, person, (Fact)fact, column, from);
    else if (list >= 0) list_take(reader, person, (CandidateList)list, column, from);
    else {
        csv_refuse(reader, column.fact,
                   PHRASE(WORD_record_value_refused,
                          VALUE_TEXT("value", csv_shown(reader->scratch, name)),
                          VALUE_TEXT("allowed", names_allowed(reader->scratch))));
    }
}

/* --- writing --- */

typedef struct FactEar {
    CsvReader *reader;
    const Person *person;
} FactEar;

static void fact_flag(void *context, Str column, Phrase reason) {
    const FactEar *ear = context;
    int fact = fact_find(column);
    if (fact >= 0) ear->reader->row = ear->person->fact_row[fact];
    csv_flag(ear->reader, column, reason);
}

static Result cleared_write(const ImportRequest *request, const Person *person, bool *changed) {
    Result result = OK;
    for (int i = 0; i < FACT_COUNT && result == OK; i++) {
        if (!person->fact_cleared[i]) continue;
        *changed = true;
        result = candidate_fact_clear(request->db, request->tenant, person->stored.number, (Fact)i);
    }
    return result;
}

/* A list that changed is emptied first, so that the store takes it as it is now. */
static Result lists_prepare(const ImportRequest *request, Person *person, bool *changed) {
    Result result = OK;
    for (int i = 0; i < CANDIDATE_LIST_COUNT && result == OK; i++) {
        PersonList *list = &person->list[i];
        const RecordList *stored = &person->stored.list[i];
        if (!list->said) continue;
        if (record_lists_equal(&candidate_list_type[i], &list->entries, stored)) continue;
        person->given.list[i] = list->entries;
        *changed = true;
        if (!stored->count) continue;
        result = candidate_list_clear(request->db, request->tenant, person->stored.number,
                                      (CandidateList)i);
    }
    return result;
}

static bool says_nothing(const CandidateRecord *record) {
    for (int i = 0; i < FACT_COUNT; i++) {
        if (record->fact[i].known) return false;
    }
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        if (record->list[i].count) return false;
    }
    return true;
}

Result person_put(CsvReader *reader, Person *person, bool *ret_changed) {
    const ImportRequest *request = reader->request;
    FactEar fact_ear = { reader, person };
    PlausibleEar ear = { .arena = reader->scratch, .today = request->today, .tell = fact_flag,
                         .context = &fact_ear };
    candidate_plausible(&ear, &person->given);
    if (!import_may_write(request, reader->report)) return OK;
    bool changed = false, put_changed = false;
    Result result = cleared_write(request, person, &changed);
    if (result == OK) result = lists_prepare(request, person, &changed);
    bool nothing = says_nothing(&person->given); /* "unknown" of somebody unknown makes nobody */
    if (result == OK && !nothing) {
        result = candidate_put(request->db, reader->scratch, request->tenant, &person->given,
                               &put_changed);
    }
    if (result == OK) *ret_changed = changed || put_changed;
    return result;
}
