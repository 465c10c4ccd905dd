#include "../store/exchange_csv.h"

#include "candidates/candidates.h"
#include "csv_cell.h"
#include "csv_table.h"
#include "csv_write.h"
#include "number.h"
#include "openings/openings.h"
#include "places/places.h"
#include "plausible.h"
#include "seen.h"

/* xorshift64 (G. Marsaglia, 2003). The seed is printed; OPSTAP_SEED sets it. */
static uint64_t state_of_chance;

static void chance_begin(void) {
    int64_t seed = 20261124;
    const char *given = getenv("OPSTAP_SEED");
    if (given) number_read_between(str_from(given), 1, INT64_MAX, &seed);
    print_message("# OPSTAP_SEED=%lld\n", (long long)seed);
    state_of_chance = (uint64_t)seed;
}

static int64_t chance(int64_t minimum, int64_t maximum) {
    state_of_chance ^= state_of_chance << 13;
    state_of_chance ^= state_of_chance >> 7;
    state_of_chance ^= state_of_chance << 17;
    return minimum + (int64_t)(state_of_chance % (uint64_t)(maximum - minimum + 1));
}

/* Text of what breaks files: separators, quotes, guards, escapes, lines, formulas. */
static Str chance_text(Arena *arena, int64_t bytes_max) {
    static const char *const part[] = { ",", ";", ":", "\"", "\"\"", "'", "''", "\\", "=", "+", "-",
                                        "@", "\n", "\r\n", "\r", "\t", " ", "a", "bc", "unknown",
                                        "\xC3\xA9", "\xF0\x9F\x8C\xB1", "1", "0.5", "=1+1", "'=" };
    Text text = text_new(arena, (size_t)bytes_max);
    for (int64_t left = chance(0, 8); left > 0; left--) {
        Str next = str_from(part[chance(0, sizeof part / sizeof *part - 1)]);
        if (text.len + next.len <= (size_t)bytes_max) text_add(&text, next);
    }
    return text_str(&text);
}

static int64_t codes_count(const char *codes) {
    int64_t count = 1;
    for (; *codes; codes++) count += *codes == '|';
    return count;
}

/* A value that the room itself would take. */
static Value chance_value(Arena *arena, const FieldInfo *field) {
    Value value = { .known = true };
    const CodeList *list;
    switch (field->kind) {
    case FIELD_TEXT:
        value.text = str_trim(chance_text(arena, field->maximum));
        value.known = value.text.len > 0;
        break;
    case FIELD_ID: value.text = str_printf(arena, "%s%d", chance(0, 1) ? "-" : "x", (int)chance(0, 99)); break;
    case FIELD_NUMBER: value.number = chance(field->minimum, field->maximum); break;
    case FIELD_DAY: value.number = chance(DAY_MIN, DAY_MAX); break;
    case FIELD_YES: value.number = chance(0, 1); break;
    case FIELD_CODE:
    case FIELD_LEVEL: value.number = chance(0, codes_count(field->codes) - 1); break;
    case FIELD_TIME: value.number = chance(0, 48); break;
    case FIELD_LISTED:
        list = code_list(str_from(field->codes));
        value.number = chance(0, (int64_t)list->count - 1);
        value.text = list->code[value.number];
        break;
    case FIELD_POSTCODE:
        value.text = str_printf(arena, "%d%s", (int)chance(1000, 9999), chance(0, 1) ? "AB" : "");
        break;
    case FIELD_ISCO: value.text = str_printf(arena, "%d", (int)chance(1, 9999)); break;
    }
    return value;
}

static Value chance_value_or_none(Arena *arena, const FieldInfo *field) {
    return chance(0, 2) ? chance_value(arena, field) : VALUE_UNKNOWN;
}

static Provenance chance_from(void) {
    static const char *const source[] = { "csv", "intake", "vum", "test-1" };
    bool dated = chance(0, 4) != 0;
    return (Provenance){ .source = str_from(source[chance(0, 3)]), .verified = chance(0, 1) != 0,
                         .confirmed = dated ? (Day)chance(TEST_TODAY - 900, TEST_TODAY)
                                            : DAY_UNKNOWN };
}

static bool key_is_there(const RecordType *type, const Value *value) {
    for (int i = 0; i < type->key_count; i++) {
        if (!value[i].known) return false;
    }
    for (int i = 0; i < type->field_count; i++) {
        if (value[i].known) return true;
    }
    return false;
}

static void chance_list(Arena *arena, const RecordType *type, RecordList *list) {
    for (int64_t left = chance(0, 3); left > 0; left--) {
        Value value[RECORD_FIELDS_MAX] = { 0 };
        for (int i = 0; i < type->field_count; i++) {
            value[i] = chance_value_or_none(arena, &type->field[i]);
        }
        if (key_is_there(type, value)) record_put(arena, type, list, value, chance_from());
    }
}

static void deaf(void *context, Str column, Phrase reason) {
    (void)column;
    assert_true(reason.word != WORD_none);
    ++*(int *)context;
}

static CandidateRecord chance_person(Arena *arena, const PlausibleEar *ear, int number) {
    CandidateRecord record = { .id = str_printf(arena, "%sc%d", chance(0, 1) ? "-" : "", number),
                               .demo = chance(0, 1) != 0 };
    for (int i = 0; i < FACT_COUNT; i++) {
        record.fact[i] = chance_value_or_none(arena, &fact_info[i].field);
        record.fact_from[i] = chance_from();
    }
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        chance_list(arena, &candidate_list_type[i], &record.list[i]);
    }
    candidate_plausible(ear, &record);
    return record;
}

static OpeningRecord chance_opening(Arena *arena, const PlausibleEar *ear, int number) {
    OpeningRecord record = { .id = str_printf(arena, "o%d", number), .demo = chance(0, 1) != 0 };
    for (int i = 0; i < OPENING_FIELD_COUNT; i++) {
        record.field[i] = chance_value_or_none(arena, &opening_field[i]);
    }
    for (int i = 0; i < OPENING_LIST_COUNT; i++) {
        chance_list(arena, &opening_list_type[i], &record.list[i]);
    }
    opening_plausible(ear, &record);
    return record;
}

static void store_fill(Store *store, Arena *arena) {
    int flags = 0;
    bool changed;
    PlausibleEar ear = { .arena = arena, .today = TEST_TODAY, .tell = deaf, .context = &flags };
    assert_int_equal(db_begin(store->db), OK);
    for (int i = 0; i < 12; i++) {
        CandidateRecord person = chance_person(arena, &ear, i);
        assert_int_equal(candidate_put(store->db, arena, store->tenant, &person, &changed), OK);
        OpeningRecord opening = chance_opening(arena, &ear, i);
        assert_int_equal(opening_put(store->db, arena, store->tenant, &opening, &changed), OK);
        if (!opening.field[OPENING_class].known) continue;
        ClassRecord class = { .id = opening.field[OPENING_class].text };
        for (int k = 0; k < CLASS_FIELD_COUNT; k++) {
            class.field[k] = chance_value_or_none(arena, &class_field[k]);
        }
        class_plausible(&ear, &class);
        assert_int_equal(class_put(store->db, arena, store->tenant, &class, &changed), OK);
    }
    assert_int_equal(db_commit(store->db), OK);
    assert_true(flags > 0); /* chance is not plausible */
}

static void assert_comes_back(Store *store, Arena *arena, const char *kind, bool all) {
    TEST_STORE(other);
    Str first = export_with(store, arena, kind, all);
    Imported imported = import_good(&other, arena, kind, first);
    if (imported.report.flagged) {
        fail_msg("%s: %.*s", kind, STR_ARGS(remark_text(arena, &imported, 0)));
    }
    Str second = export_with(&other, arena, kind, all);
    if (!str_equal(first, second)) {
        fail_msg("%s\n%.*s\n-----\n%.*s", kind, STR_ARGS(first), STR_ARGS(second));
    }
    assert_int_equal(import_good(&other, arena, kind, first).report.changed, 0);
}

static void whatever_is_stored_goes_out_and_comes_back(void **state) {
    (void)state;
    chance_begin();
    for (int i = 0; i < 10; i++) {
        TEST_ARENA(arena);
        TEST_STORE(store);
        store_fill(&store, arena);
        assert_comes_back(&store, arena, "candidates", true);
        assert_comes_back(&store, arena, "candidates", false);
        assert_comes_back(&store, arena, "candidate-facts", true);
        assert_comes_back(&store, arena, "timetables", false);
        assert_comes_back(&store, arena, "openings", true);
    }
}

static void facts_and_people_agree(void **state) {
    (void)state;
    chance_begin();
    for (int i = 0; i < 5; i++) { /* the long form rebuilds the wide one */
        TEST_ARENA(arena);
        TEST_STORE(store);
        TEST_STORE(other);
        store_fill(&store, arena);
        import_good(&other, arena, "candidate-facts", export_all(&store, arena, "candidate-facts"));
        CandidateRows before, after;
        assert_int_equal(candidates_load(store.db, arena, store.tenant, true, &before), OK);
        for (size_t k = 0; k < before.count; k++) {
            CandidateRecord *had = &before.record[k], has = { 0 };
            assert_int_equal(candidate_load(other.db, arena, other.tenant, had->id, true, &has), OK);
            for (int list = 0; list < CANDIDATE_LIST_COUNT; list++) {
                assert_int_equal(has.list[list].count, had->list[list].count);
            }
        }
        assert_int_equal(candidates_load(other.db, arena, other.tenant, true, &after), OK);
        assert_int_equal(after.count, before.count);
    }
}

static void a_guard_is_taken_off_again(void **state) {
    (void)state;
    chance_begin();
    for (int i = 0; i < 200000; i++) {
        TEST_ARENA(arena);
        Str text = chance_text(arena, 100), guarded = csv_guarded(arena, text);
        if (!str_equal(csv_unguarded(arena, guarded), text)) {
            fail_msg("'%.*s' became '%.*s'", STR_ARGS(text), STR_ARGS(guarded));
        }
        bool number = strspn(str_zero_ended(arena, guarded), "-0123456789.") == guarded.len;
        if (guarded.len && strchr("=+-@\t\r\n", guarded.at[0]) && !number) {
            fail_msg("'%.*s' could run", STR_ARGS(guarded));
        }
    }
}

static void what_is_written_is_read(void **state) {
    (void)state;
    chance_begin();
    static const FieldInfo field[] = { { "id", FIELD_ID, 0, 20, NULL },
                                       { "a", FIELD_TEXT, 0, 100, NULL },
                                       { "b", FIELD_TEXT, 0, 100, NULL } };
    for (int i = 0; i < 20000; i++) {
        TEST_ARENA(arena);
        CsvLayout *layout = arena_one(arena, CsvLayout);
        csv_layout_fields(layout, field, 3, STR_EMPTY);
        CsvWriter writer = csv_writer(arena, layout, NULL);
        Str a = str_trim(chance_text(arena, 100)), b = str_trim(chance_text(arena, 100)), bytes;
        csv_write(&writer, arena, S("x"));
        csv_write(&writer, arena, a);
        csv_write(&writer, arena, b);
        assert_int_equal(csv_written(&writer, &bytes), OK);
        CsvTable table;
        CsvError error;
        assert_int_equal(csv_table_read(arena, bytes, &table, &error), OK);
        assert_int_equal(table.row_count, 1);
        if (str_equal(a, S("unknown"))) a = STR_EMPTY;
        if (str_equal(b, S("unknown"))) b = STR_EMPTY;
        assert_true(str_equal(csv_unguarded(arena, table.row[0].cell[1]), a));
        assert_true(str_equal(csv_unguarded(arena, table.row[0].cell[2]), b));
    }
}

/* Cut anywhere, a file is read or refused, and a refusal leaves nothing behind. */
static void a_cut_file_is_taken_or_refused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    chance_begin();
    Str file = import_kind_find(S("candidates"))->template_example(arena);
    Str before = digest_of(&store, arena);
    ImportRequest request = test_request(&store, arena);
    request.dry_run = true;
    int refused = 0;
    for (size_t len = 0; len < file.len; len += (size_t)chance(1, 9)) {
        Imported cut = import_with(&request, "candidates", str_sub(file, 0, len));
        assert_true(cut.result == OK || cut.result == INVALID);
        refused += cut.result == INVALID;
    }
    assert_true(refused > 100);
    assert_true(str_equal(before, digest_of(&store, arena)));
}

static void an_id_keeps_its_number(void **state) {
    (void)state;
    chance_begin();
    TEST_ARENA(arena);
    Seen *seen = seen_new(arena, 5000);
    int64_t number[5000];
    for (int i = 0; i < 5000; i++) number[i] = -1;
    for (int i = 0; i < 20000; i++) {
        int64_t which = chance(0, 4999);
        Str id = str_printf(arena, "id-%d", (int)which);
        assert_int_equal(seen_find(seen, id), number[which]);
        assert_int_equal(seen_put(seen, id, i), number[which]);
        if (number[which] < 0) number[which] = i;
    }
}

SUITE("exchange csv properties", cmocka_unit_test(whatever_is_stored_goes_out_and_comes_back),
      cmocka_unit_test(facts_and_people_agree), cmocka_unit_test(a_guard_is_taken_off_again),
      cmocka_unit_test(what_is_written_is_read), cmocka_unit_test(a_cut_file_is_taken_or_refused),
      cmocka_unit_test(an_id_keeps_its_number))
