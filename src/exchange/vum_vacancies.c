#include "vum_vacancies.h"

#include "auto.h"
#include "vum_import.h"
#include "vum_json.h"

static const Str format = { VUM_VACANCIES_FORMAT, sizeof VUM_VACANCIES_FORMAT - 1 };

/* The original that is stored for this id, "" when there is none. */
static Result original_find(VumRun *run, Str id, Str *ret_bytes) {
    const ImportRequest *request = run->request;
    int64_t number;
    *ret_bytes = STR_EMPTY;
    Result result = opening_number(request->db, request->tenant, id, &number);
    if (result == OK) {
        result = opening_original_load(request->db, run->scratch, request->tenant, number, format,
                                       ret_bytes);
    }
    return result == NOT_FOUND ? OK : result;
}

/* Takes out of the record what the original before it said too. The day of confirmation stays. */
static void keep_what_is_new(VumRun *run, const json_t *original, OpeningRecord *record) {
    VumReading quiet = { .arena = run->scratch, .today = run->request->today,
                         .isco_of = vum_group_of, .isco_context = run };
    OpeningRecord before;
    vum_vacancy_map(&quiet, original, &before);
    for (int i = 0; i < OPENING_FIELD_COUNT; i++) {
        bool same = value_equal(opening_field[i].kind, before.field[i], record->field[i]);
        if (same && i != OPENING_confirmed_on) record->field[i] = VALUE_UNKNOWN;
    }
    for (int i = 0; i < OPENING_LIST_COUNT; i++) {
        const RecordType *type = &opening_list_type[i];
        if (record_lists_equal(type, &record->list[i], &before.list[i])) {
            record->list[i] = (RecordList){ 0 };
        }
    }
}

/* The vacancy is the same as before; the mapping of occupations may not be. */
static Result group_refresh(VumRun *run, const OpeningRecord *mapped, bool *ret_changed) {
    const ImportRequest *request = run->request;
    OpeningRecord stored, given = { .id = mapped->id };
    *ret_changed = false;
    if (!mapped->field[OPENING_isco].known) return OK;
    Result result = opening_load(request->db, run->scratch, request->tenant, mapped->id, &stored);
    if (result != OK) return result;
    if (stored.field[OPENING_isco].known ||
        !value_equal(FIELD_TEXT, stored.field[OPENING_occupation],
                     mapped->field[OPENING_occupation])) {
        return OK;
    }
    given.demo = stored.demo;
    given.field[OPENING_isco] = mapped->field[OPENING_isco];
    return opening_put(request->db, run->scratch, request->tenant, &given, ret_changed);
}

static Result vacancy_store(VumRun *run, VumReading *reading, const json_t *vacancy,
                            bool *ret_changed) {
    const ImportRequest *request = run->request;
    Str bytes;
    OpeningRecord record;
    vum_vacancy_map(reading, vacancy, &record);
    run->without_kind += record.list[OPENING_LIST_KIND].count == 0;
    run->several_kinds += record.list[OPENING_LIST_KIND].count > 1;
    Result result = original_find(run, record.id, &bytes);
    if (result != OK) return result;
    AUTO(vum_json_end) json_t *original = bytes.len ? vum_json_again(bytes) : NULL;
    if (original && json_equal(original, vacancy)) return group_refresh(run, &record, ret_changed);
    if (original) keep_what_is_new(run, original, &record);
    bool put;
    int64_t number;
    *ret_changed = true;
    result = opening_put(request->db, run->scratch, request->tenant, &record, &put);
    if (result == OK) result = opening_number(request->db, request->tenant, record.id, &number);
    if (result != OK) return result;
    return opening_original_put(request->db, request->tenant, number, format,
                                vum_json_text(run->scratch, vacancy));
}

Result vum_vacancies_import(const ImportRequest *request, Str bytes, ImportReport *report,
                            Phrase *ret_why) {
    VumRun run = { .request = request, .report = report, .domain = VUM_VACANCY };
    Result result = vum_import(&run, bytes, vacancy_store, ret_why);
    if (result != OK || !report->taken) return result;
    Phrase note[] = { PHRASE(WORD_vum_note_places),
                      PHRASE(WORD_vum_note_kinds, VALUE_NUMBER("none", run.without_kind),
                             VALUE_NUMBER("several", run.several_kinds)) };
    for (size_t i = 0; i < sizeof note / sizeof *note; i++) import_note(report, note[i]);
    return OK;
}

Str vum_vacancies_example(Arena *arena) {
    (void)arena;
    return S("[\n"
             "  {\n"
             "    \"idVacature\": \"vacature-0001\",\n"
             "    \"naamVacature\": \"Magazijnmedewerker\",\n"
             "    \"adres\": { \"postcode\": \"3542AB\" },\n"
             "    \"contractvorm\": [ { \"codeTypeOvereenkomst\": \"02\" } ],\n"
             "    \"werktijden\": { \"aantalWerkurenPerWeekMinimaal\": 24,"
             " \"aantalWerkurenPerWeekMaximaal\": 36 },\n"
             "    \"arbeidsVoorwaarden\": { \"datumAanvangWerkzaamheden\": \"2027-02-01\" },\n"
             "    \"taalbeheersing\": [ { \"codeTaal\": \"nld\","
             " \"codeNiveauTaalbeheersingMondeling\": 2 } ],\n"
             "    \"sluitingsdatumVacature\": \"2027-01-15\"\n"
             "  }\n"
             "]\n");
}
