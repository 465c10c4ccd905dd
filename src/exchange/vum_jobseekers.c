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
static void keep_what_is_new(VumRun *run, const json_t *original, CandidateRecord *record) {
    VumReading quiet = { .arena = run->scratch, .today = run->request->today,
                         .isco_of = vum_group_of, .isco_context = run };
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
static bool groups_fill(VumRun *run, const RecordList *mapped, RecordList *stored,
                        CandidateList list) {
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
    Result result =
        candidate_load(request->db, run->scratch, request->tenant, mapped->id, false, &stored);
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
    if (original) keep_what_is_new(run, original, &record);
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
    const ExportRequest *request;
    Arena *scratch; /* emptied after every person */
    Text text;
    VumExportCounts counts;
} Writing;

static bool postcode_is_whole(const CandidateRecord *person) {
    enum { DIGITS_AND_LETTERS = 6 };
    Value postcode = person->fact[FACT_postcode];
    return postcode.known && postcode.text.len == DIGITS_AND_LETTERS;
}

/* Somebody who never came from the exchange: nothing stands there yet. NULL when the postcode is
 * not whole: the contract has no other way to say where somebody lives. */
static json_t *profile_new(const Writing *writing, const CandidateRecord *person) {
    VumReading reading = { .arena = writing->scratch, .today = DAY_UNKNOWN };
    CandidateRecord nothing = { 0 }, shown = *person;
    if (!postcode_is_whole(person)) return NULL;
    if (!writing->request->identity) {
        shown.fact[FACT_email] = shown.fact[FACT_phone] = VALUE_UNKNOWN;
    }
    if (!writing->request->sensitive) shown.list[LIST_NEED] = (RecordList){ 0 };
    json_t *profile = json_object();
    json_object_set_new(profile, "idWerkzoekende", json_stringn(person->id.at, person->id.len));
    vum_jobseeker_write(&reading, &nothing, &shown, profile);
    return profile;
}

static json_t *profile_again(const Writing *writing, const CandidateRecord *person, Str original) {
    VumReading reading = { .arena = writing->scratch, .today = DAY_UNKNOWN };
    CandidateRecord before;
    AUTO(vum_json_end) json_t *given = vum_json_again(original); /* `before` points into it */
    json_t *profile = json_deep_copy(given);
    if (!profile) return NULL;
    vum_jobseeker_map(&reading, given, &before);
    vum_jobseeker_write(&reading, &before, person, profile);
    return profile;
}

static Result person_write(Writing *writing, const CandidateRecord *person) {
    Str original;
    const ExportRequest *request = writing->request;
    Result result = candidate_original_load(request->db, writing->scratch, request->tenant,
                                            person->number, format, &original);
    if (result != OK && result != NOT_FOUND) return result;
    AUTO(vum_json_end) json_t *profile =
        result == OK ? profile_again(writing, person, original) : profile_new(writing, person);
    VumFault fault;
    bool fits = profile && vum_record_check(writing->scratch, VUM_JOBSEEKER, profile, &fault);
    if (fits) {
        text_add(&writing->text, writing->counts.written ? S(",\n") : S("\n"));
        text_add(&writing->text, vum_json_text(writing->scratch, profile));
    }
    writing->counts.written += fits;
    writing->counts.left_out += !fits;
    return OK;
}

/* What is ready leaves, when somebody takes it part by part. */
static Result part_hand_over(Writing *writing, size_t bytes_min) {
    const ExportRequest *request = writing->request;
    if (text_failed(&writing->text)) {
        log_line("export vum-jobseekers: more than %d bytes", EXPORT_BYTES_MAX);
        return BROKEN;
    }
    if (!request->take || writing->text.len < bytes_min) return OK;
    bool more = request->take(request->context, text_str(&writing->text));
    text_clear(&writing->text);
    return more ? OK : BROKEN;
}

static Result people_write(void *context, const CandidateRows *rows) {
    Writing *writing = context;
    Result result = OK;
    for (size_t i = 0; result == OK && i < rows->count; i++) {
        ArenaMark mark = arena_mark(writing->scratch);
        result = person_write(writing, &rows->record[i]);
        arena_rewind(writing->scratch, mark);
        if (result == OK) result = part_hand_over(writing, EXPORT_PART_BYTES);
    }
    return result;
}

Result vum_jobseekers_write(const ExportRequest *request, VumExportCounts *ret_counts,
                            Str *ret_bytes) {
    AUTO(arena_end_at) Arena *scratch = arena_new("one profile", (size_t)512 * STRING_BYTES_MAX);
    Writing writing = { .request = request, .scratch = scratch,
                        .text = text_new(request->arena, EXPORT_BYTES_MAX) };
    text_add_char(&writing.text, '[');
    Result result = candidates_each(request->db, request->tenant, true, people_write, &writing);
    text_add(&writing.text, S("\n]\n"));
    if (result == OK) result = part_hand_over(&writing, 0);
    if (result != OK) return result;
    *ret_counts = writing.counts;
    *ret_bytes = text_str(&writing.text);
    return OK;
}

Result vum_jobseekers_export(const ExportRequest *request, Str *ret_bytes) {
    VumExportCounts counts;
    Result result = vum_jobseekers_write(request, &counts, ret_bytes);
    if (result == OK && counts.left_out && request->tell) {
        request->tell(request->context,
                      PHRASE(WORD_vum_note_left_out, VALUE_NUMBER("written", counts.written),
                             VALUE_NUMBER("left_out", counts.left_out)));
    }
    return result;
}

Str vum_jobseekers_example(Arena *arena) {
    (void)arena;
    return S(
        "[\n"
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
