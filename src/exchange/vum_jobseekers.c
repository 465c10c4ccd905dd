#include "vum_jobseekers.h"

#include "auto.h"
#include "log.h"
#include "vum_import.h"
#include "vum_json.h"
#include "vum_write.h"

static const Str format = { VUM_JOBSEEKERS_FORMAT, sizeof VUM_JOBSEEKERS_FORMAT - 1 };

/* --- import --- */

/* The original that is stored for this id, "" when there is none. */
static Result original_find(VumRun *run, Str id, Str *ret_bytes) {
    const ImportRequest *request = run->request;
    int64_t number;
    *ret_bytes = STR_EMPTY;
    Result result = candidate_number(request->db, request->tenant, id, &number);
    if (result == OK) {
        result = candidate_original_load(request->db, run->scratch, request->tenant, number, format,
                                         ret_bytes);
    }
    return result == NOT_FOUND ? OK : result;
}

/* Takes out of the record what the original before it said too. */
static void keep_what_is_new(VumReading *reading, const json_t *original, CandidateRecord *record) {
    VumReading quiet = { .arena = reading->arena, .today = reading->today,
                         .isco_of = reading->isco_of, .isco_context = reading->isco_context };
    CandidateRecord before;
    vum_jobseeker_map(&quiet, original, &before);
    for (int i = 0; i < FACT_COUNT; i++) {
        if (value_equal(fact_info[i].field.kind, before.fact[i], record->fact[i])) {
            record->fact[i] = VALUE_UNKNOWN;
        }
    }
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        const RecordType *type = &candidate_list_type[i];
        if (record_lists_equal(type, &record->list[i], &before.list[i])) {
            record->list[i] = (RecordList){ 0 };
        }
    }
}

/* ISCO groups that have become known since, in a stored list; false when there are none. */
static bool groups_fill(VumRun *run, const RecordList *mapped, RecordList *stored, CandidateList list) {
    bool wish = list == LIST_WISH;
    int isco = wish ? WISH_isco : EXPERIENCE_isco;
    int occupation = wish ? WISH_occupation : EXPERIENCE_occupation;
    const RecordType *type = &candidate_list_type[list];
    bool any = false;
    for (size_t i = 0; i < stored->count; i++) {
        Value *row = stored->value + i * (size_t)type->field_count;
        for (size_t k = 0; k < mapped->count && !row[isco].known; k++) {
            Value group = record_value(type, mapped, k, isco);
            Value address = record_value(type, mapped, k, occupation);
            if (!group.known || !value_equal(FIELD_TEXT, address, row[occupation])) continue;
            row[isco] = (Value){ .known = true, .text = str_copy(run->scratch, group.text) };
            any = true;
        }
    }
    return any;
}

static bool any_group(const RecordList *rows, CandidateList list, int isco) {
    for (size_t i = 0; i < rows->count; i++) {
        if (record_value(&candidate_list_type[list], rows, i, isco).known) return true;
    }
    return false;
}

/* The profile is the same as before; the mapping of occupations may not be. */
static Result groups_refresh(VumRun *run, const CandidateRecord *mapped, bool *ret_changed) {
    const ImportRequest *request = run->request;
    CandidateRecord stored, given = { .id = mapped->id };
    *ret_changed = false;
    if (!any_group(&mapped->list[LIST_WISH], LIST_WISH, WISH_isco) &&
        !any_group(&mapped->list[LIST_EXPERIENCE], LIST_EXPERIENCE, EXPERIENCE_isco)) return OK;
    Result result = candidate_load(request->db, run->scratch, request->tenant, mapped->id, false, &stored);
    if (result != OK) return result;
    static const CandidateList filled[] = { LIST_WISH, LIST_EXPERIENCE };
    for (size_t i = 0; i < 2; i++) {
        CandidateList list = filled[i];
        if (groups_fill(run, &mapped->list[list], &stored.list[list], list)) {
            given.list[list] = stored.list[list];
        }
    }
    return candidate_put(request->db, run->scratch, request->tenant, &given, ret_changed);
}

static Result jobseeker_store(VumRun *run, VumReading *reading, const json_t *profile,
                              bool *ret_changed) {
    const ImportRequest *request = run->request;
    Str bytes;
    CandidateRecord record;
    vum_jobseeker_map(reading, profile, &record);
    Result result = original_find(run, record.id, &bytes);
    if (result != OK) return result;
    AUTO(vum_json_end) json_t *original = bytes.len ? vum_json_again(bytes) : NULL;
    if (original && json_equal(original, profile)) return groups_refresh(run, &record, ret_changed);
    if (original) keep_what_is_new(reading, original, &record);
    bool put;
    int64_t number;
    *ret_changed = true;
    result = candidate_put(request->db, run->scratch, request->tenant, &record, &put);
    if (result == OK) result = candidate_number(request->db, request->tenant, record.id, &number);
    if (result != OK) return result;
    return candidate_original_put(request->db, request->tenant, number, format,
                                  vum_json_text(run->scratch, profile));
}

Result vum_jobseekers_import(const ImportRequest *request, Str bytes, ImportReport *report,
                             Phrase *ret_why) {
    VumRun run = { .request = request, .report = report, .domain = VUM_JOBSEEKER };
    return vum_import(&run, bytes, jobseeker_store, ret_why);
}

/* --- export --- */

typedef struct Writing {
    Db *db;
    int64_t tenant;
    Arena *scratch; /* emptied after every person */
} Writing;

static bool postcode_is_whole(const CandidateRecord *person) {
    enum { DIGITS_AND_LETTERS = 6 };
    Value postcode = person->fact[FACT_postcode];
    return postcode.known && postcode.text.len == DIGITS_AND_LETTERS;
}

/* *ret_profile is NULL for somebody who cannot be said in the contract. The caller ends it. */
static Result profile_make(const Writing *writing, const CandidateRecord *person,
                           json_t **ret_profile) {
    Str original;
    VumReading reading = { .arena = writing->scratch, .today = DAY_UNKNOWN };
    CandidateRecord before = { 0 };
    *ret_profile = NULL;
    Result result = candidate_original_load(writing->db, writing->scratch, writing->tenant,
                                            person->number, format, &original);
    if (result == NOT_FOUND && !postcode_is_whole(person)) return OK;
    if (result != OK && result != NOT_FOUND) return result;
    AUTO(vum_json_end) json_t *profile = result == OK ? vum_json_again(original) : json_object();
    if (!profile) {
        log_line("the original of a candidate is not JSON: number %lld", (long long)person->number);
        return BROKEN;
    }
    if (result == OK) vum_jobseeker_map(&reading, profile, &before);
    else json_object_set_new(profile, "idWerkzoekende", json_stringn(person->id.at, person->id.len));
    vum_jobseeker_write(&reading, &before, person, profile);
    VumFault fault;
    if (vum_record_check(writing->scratch, VUM_JOBSEEKER, profile, &fault)) {
        *ret_profile = json_incref(profile);
    }
    return OK;
}

static Result people_write(const Writing *writing, const CandidateRows *rows, Text *text,
                           VumExportCounts *counts) {
    text_add_char(text, '[');
    for (size_t i = 0; i < rows->count; i++) {
        ArenaMark mark = arena_mark(writing->scratch);
        AUTO(vum_json_end) json_t *profile = NULL;
        Result result = profile_make(writing, &rows->record[i], &profile);
        if (result != OK) return result;
        if (profile) {
            text_add(text, counts->written ? S(",\n") : S("\n"));
            text_add(text, vum_json_text(writing->scratch, profile));
        }
        counts->written += profile != NULL;
        counts->left_out += profile == NULL;
        arena_rewind(writing->scratch, mark);
    }
    text_add(text, S("\n]\n"));
    return OK;
}

Result vum_jobseekers_write(Db *db, Arena *arena, int64_t tenant, VumExportCounts *ret_counts,
                            Str *ret_bytes) {
    AUTO(arena_end_at) Arena *scratch = arena_new("one profile", (size_t)64 * STRING_BYTES_MAX);
    Writing writing = { .db = db, .tenant = tenant, .scratch = scratch };
    CandidateRows rows;
    VumExportCounts counts = { 0 };
    Text text = text_new(arena, IMPORT_BYTES_MAX);
    Result result = candidates_load(db, arena, tenant, true, &rows);
    if (result == OK) result = people_write(&writing, &rows, &text, &counts);
    if (result != OK) return result;
    if (text_failed(&text)) {
        log_line("export: more than %d bytes", IMPORT_BYTES_MAX);
        return REFUSED;
    }
    *ret_counts = counts;
    *ret_bytes = text_str(&text);
    return OK;
}

Result vum_jobseekers_export(Db *db, Arena *arena, int64_t tenant, Str *ret_bytes) {
    VumExportCounts counts;
    Result result = vum_jobseekers_write(db, arena, tenant, &counts, ret_bytes);
    if (result == OK && counts.left_out) {
        log_line("export vum-jobseekers: %lld written, %lld left out: the exchange asks a whole "
                 "postcode (1234AB)", (long long)counts.written, (long long)counts.left_out);
    }
    return result;
}

Str vum_jobseekers_example(Arena *arena) {
    (void)arena;
    return S("[\n"
             "  {\n"
             "    \"idWerkzoekende\": \"voorbeeld-0001\",\n"
             "    \"mobiliteit\": { \"bemiddelingspostcode\": \"3511AB\", \"maximaleReistijd\": 45 },\n"
             "    \"werktijden\": { \"aantalWerkurenPerWeekMinimaal\": 24,"
             " \"aantalWerkurenPerWeekMaximaal\": 32 },\n"
             "    \"flexibiliteit\": { \"datumAanvangBeschikbaarVoorWerk\": \"2027-01-04\" },\n"
             "    \"vervoermiddel\": [ { \"codeVervoermiddel\": 3,"
             " \"indicatieBeschikbaarVoorWoonWerkverkeer\": 1 } ],\n"
             "    \"arbeidsmarktkwalificatie\": {\n"
             "      \"taalbeheersing\": [ { \"codeTaal\": \"nld\","
             " \"codeNiveauTaalbeheersingMondeling\": 2 } ],\n"
             "      \"opleiding\": [ { \"codeNiveauOpleiding\": 2, \"codeStatusOpleiding\": 1 } ],\n"
             "      \"rijbewijs\": [ { \"codeSoortRijbewijs\": \"B\" } ]\n"
             "    }\n"
             "  }\n"
             "]\n");
}
