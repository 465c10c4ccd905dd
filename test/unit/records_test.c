/* How facts are described, read, checked and shown: for every field that there is. */
#include "../random_records.h"

#include "limits.h"

typedef void (*FieldJudge)(Arena *arena, const FieldInfo *field);

static void each_field_of_type(Arena *arena, const RecordType *type, FieldJudge judge) {
    for (int i = 0; i < type->field_count; i++) judge(arena, &type->field[i]);
}

static void each_field(FieldJudge judge) {
    TEST_ARENA(arena);
    for (int i = 0; i < FACT_COUNT; i++) judge(arena, &fact_info[i].field);
    for (int i = 0; i < OPENING_FIELD_COUNT; i++) judge(arena, &opening_field[i]);
    for (int i = 0; i < CLASS_FIELD_COUNT; i++) judge(arena, &class_field[i]);
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) each_field_of_type(arena, &candidate_list_type[i], judge);
    for (int i = 0; i < OPENING_LIST_COUNT; i++) each_field_of_type(arena, &opening_list_type[i], judge);
}

typedef void (*TypeJudge)(Arena *arena, Chance *chance, const RecordType *type);

static void each_type(TypeJudge judge) {
    Chance chance = chance_begin();
    TEST_ARENA(arena);
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) judge(arena, &chance, &candidate_list_type[i]);
    for (int i = 0; i < OPENING_LIST_COUNT; i++) judge(arena, &chance, &opening_list_type[i]);
}

/* --- there and back --- */

static void assert_there_and_back(Arena *arena, const FieldInfo *field, Value value) {
    Value back = { .number = 12345 };
    Phrase why;
    assert_true(value_fits(field, value));
    Str text = value_text(arena, field, value);
    if (!text.len) fail_msg("%s: a known value has no text", field->name);
    if (value_read(arena, field, text, &back, &why) != OK || !value_equal(field->kind, value, back)) {
        fail_msg("%s: '%.*s' comes back different", field->name, STR_ARGS(text));
    }
    assert_int_equal(value_stored(arena, field, text, &back), OK);
    assert_true(value_equal(field->kind, value, back));
    if (field->kind == FIELD_LISTED) assert_int_equal(back.number, value.number);
}

static void number_there_and_back(Arena *arena, const FieldInfo *field, int64_t least, int64_t most) {
    static const int64_t inward[] = { 0, 1, 2, 17 };
    for (size_t i = 0; i < sizeof inward / sizeof *inward; i++) {
        if (least + inward[i] > most) break;
        Value low = { .known = true, .number = least + inward[i] };
        Value high = { .known = true, .number = most - inward[i] };
        assert_there_and_back(arena, field, low);
        assert_there_and_back(arena, field, high);
    }
    assert_false(value_fits(field, (Value){ .known = true, .number = least - 1 }));
    assert_false(value_fits(field, (Value){ .known = true, .number = most + 1 }));
}

static void field_there_and_back(Arena *arena, const FieldInfo *field) {
    const CodeList *list;
    switch (field->kind) {
    case FIELD_NUMBER: number_there_and_back(arena, field, field->minimum, field->maximum); break;
    case FIELD_DAY: number_there_and_back(arena, field, DAY_MIN, DAY_MAX); break;
    case FIELD_YES: number_there_and_back(arena, field, 0, 1); break;
    case FIELD_TIME: number_there_and_back(arena, field, 0, 48); break;
    case FIELD_CODE:
    case FIELD_LEVEL: number_there_and_back(arena, field, 0, codes_count(field->codes) - 1); break;
    case FIELD_LISTED:
        list = code_list(str_from(field->codes));
        if (!list || !list->count) fail_msg("%s: there is no list %s", field->name, field->codes);
        for (size_t i = 0; i < list->count; i++) {
            assert_there_and_back(arena, field, (Value){ true, (int64_t)i, list->code[i] });
        }
        break;
    case FIELD_TEXT:
    case FIELD_ID:
    case FIELD_POSTCODE:
    case FIELD_ISCO: break; /* those of all_texts_come_back */
    }
}

static void every_value_of_every_field_comes_back(void **state) {
    (void)state;
    each_field(field_there_and_back);
}

static void texts_there_and_back(Arena *arena, const FieldInfo *field) {
    static const struct {
        FieldKind kind;
        const char *text;
    } good[] = { { FIELD_TEXT, "a" }, { FIELD_TEXT, "a : b; c\\ \"d\"" }, { FIELD_TEXT, "\xF0\x9F\x98\x80" },
                 { FIELD_TEXT, "no|yes" }, { FIELD_ID, "x" }, { FIELD_ID, "A-Z_0.9" },
                 { FIELD_POSTCODE, "1000" }, { FIELD_POSTCODE, "9999ZZ" }, { FIELD_ISCO, "7" },
                 { FIELD_ISCO, "0110" } };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        if (good[i].kind != field->kind) continue;
        assert_there_and_back(arena, field, (Value){ .known = true, .text = str_from(good[i].text) });
    }
    if (field->kind != FIELD_TEXT && field->kind != FIELD_ID) return;
    assert_true(field->maximum > 0 && field->maximum <= STRING_BYTES_MAX);
    char *longest = arena_get(arena, (size_t)field->maximum + 2);
    memset(longest, 'x', (size_t)field->maximum + 1);
    Value value = { .known = true, .text = { longest, (size_t)field->maximum } };
    assert_there_and_back(arena, field, value);
    value.text.len++;
    assert_false(value_fits(field, value));
}

static void all_texts_come_back(void **state) {
    (void)state;
    each_field(texts_there_and_back);
}

/* --- what is refused --- */

typedef struct BadValue {
    FieldKind kind;
    const char *text;
} BadValue;

static const BadValue bad_values[] = {
    { FIELD_TEXT, "a\xFF" }, { FIELD_TEXT, "\xED\xA0\x80" },
    { FIELD_ID, "a b" }, { FIELD_ID, "a/b" }, { FIELD_ID, "\xC3\xA9" }, { FIELD_ID, "a;DROP" },
    { FIELD_NUMBER, "x" }, { FIELD_NUMBER, "1.0" }, { FIELD_NUMBER, "1,0" }, { FIELD_NUMBER, "+1" },
    { FIELD_NUMBER, "-1" }, { FIELD_NUMBER, "0x1" }, { FIELD_NUMBER, "99999999999999999999" },
    { FIELD_DAY, "24-11-2026" }, { FIELD_DAY, "2026-02-29" }, { FIELD_DAY, "1899-12-31" },
    { FIELD_DAY, "2200-01-01" }, { FIELD_DAY, "2026-11-24T10:00" }, { FIELD_DAY, "today" },
    { FIELD_YES, "YES" }, { FIELD_YES, "1" }, { FIELD_YES, "ja" }, { FIELD_YES, "true" },
    { FIELD_YES, "no|yes" },
    { FIELD_CODE, "no_such_code" }, { FIELD_CODE, "|" }, { FIELD_CODE, "0" },
    { FIELD_LEVEL, "a1" }, { FIELD_LEVEL, "A3" }, { FIELD_LEVEL, "A1|A2" }, { FIELD_LEVEL, "B1+" },
    { FIELD_TIME, "9:30" }, { FIELD_TIME, "09:15" }, { FIELD_TIME, "24:30" }, { FIELD_TIME, "25:00" },
    { FIELD_TIME, "09:00:00" }, { FIELD_TIME, "0930u" }, { FIELD_TIME, "09.30" }, { FIELD_TIME, "-1:00" },
    { FIELD_LISTED, "no such code" }, { FIELD_LISTED, "'" },
    { FIELD_POSTCODE, "0999" }, { FIELD_POSTCODE, "351" }, { FIELD_POSTCODE, "35111" },
    { FIELD_POSTCODE, "3511A" }, { FIELD_POSTCODE, "3511ab" }, { FIELD_POSTCODE, "3511 AB" },
    { FIELD_ISCO, "72231" }, { FIELD_ISCO, "72a" }, { FIELD_ISCO, "-7" },
};

static void assert_refused(Arena *arena, const FieldInfo *field, Str text) {
    Value value = { .number = 77 };
    Phrase why = { .word = WORD_none };
    if (value_read(arena, field, text, &value, &why) != INVALID) {
        fail_msg("%s takes '%.*s'", field->name, STR_ARGS(text));
    }
    assert_int_equal(value.number, 77); /* set on OK only */
    assert_int_equal(why.word, WORD_record_value_refused);
    Str said = phrase_text(arena, TONGUE_EN, why), allowed = field_allowed(arena, field);
    assert_true(allowed.len > 0 && str_find(said, allowed) < said.len);
    assert_true(str_is_utf8(said));
}

static void field_refuses(Arena *arena, const FieldInfo *field) {
    for (size_t i = 0; i < sizeof bad_values / sizeof *bad_values; i++) {
        if (bad_values[i].kind == field->kind) assert_refused(arena, field, str_from(bad_values[i].text));
    }
    if (field->kind == FIELD_NUMBER) {
        assert_refused(arena, field, str_printf(arena, "%lld", (long long)field->maximum + 1));
        assert_refused(arena, field, str_printf(arena, "%lld", (long long)field->minimum - 1));
    }
    assert_refused(arena, field, (Str){ "a\0b", 3 });
    ArenaMark mark = arena_mark(arena);
    Text text = text_new(arena, STRING_BYTES_MAX);
    while (text.len < STRING_BYTES_MAX - 2) text_add(&text, S("\xC3\xA9"));
    assert_refused(arena, field, text_str(&text));
    arena_rewind(arena, mark);
}

static void bad_values_are_refused_with_what_is_allowed(void **state) {
    (void)state;
    each_field(field_refuses);
}

static void the_refused_value_is_shown_in_whole_characters(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const FieldInfo number = { .name = "n", .kind = FIELD_NUMBER, .maximum = 5 };
    for (int before = 0; before < 5; before++) {
        Text text = text_new(arena, 1000);
        for (int i = 0; i < before; i++) text_add_char(&text, 'x');
        while (text.len < 200) text_add(&text, S("\xF0\x9F\x98\x80"));
        Value value;
        Phrase why;
        assert_int_equal(value_read(arena, &number, text_str(&text), &value, &why), INVALID);
        Str shown = why.value[0].text;
        assert_true(str_is_utf8(shown) && shown.len > 56 && shown.len <= 60);
        assert_true(str_starts(text_str(&text), shown));
    }
    assert_str(text_shown(arena, S("a\xFF"), 60), "?");
    assert_str(text_shown(arena, S("abc"), 2), "ab");
    assert_str(text_shown(arena, STR_EMPTY, 2), "");
}

static void field_unknown(Arena *arena, const FieldInfo *field) {
    static const char *const blank[] = { "", " ", "\t  " };
    for (size_t i = 0; i < sizeof blank / sizeof *blank; i++) {
        Value value = { .known = true };
        Phrase why;
        assert_int_equal(value_read(arena, field, str_from(blank[i]), &value, &why), OK);
        assert_false(value.known);
        assert_str(value_text(arena, field, value), "");
    }
    Value known = { .known = true, .number = field->minimum, .text = S("x") };
    assert_false(value_equal(field->kind, known, VALUE_UNKNOWN));
    assert_true(value_equal(field->kind, VALUE_UNKNOWN, (Value){ .number = 3, .text = S("y") }));
}

static void nothing_said_is_unknown(void **state) {
    (void)state;
    each_field(field_unknown);
}

static void a_code_that_left_its_list_stays_what_it_is(void **state) {
    (void)state;
    TEST_ARENA(arena);
    const FieldInfo *field = &fact_info[FACT_municipality].field;
    Value value = VALUE_UNKNOWN;
    assert_int_equal(value_stored(arena, field, S("GM9999"), &value), OK);
    assert_true(value.known);
    assert_int_equal(value.number, -1);
    assert_str(value_text(arena, field, value), "GM9999");
    assert_int_equal(value_stored(arena, field, S("\xFF"), &value), BROKEN);
    static const FieldInfo text = { .name = "t", .kind = FIELD_TEXT, .maximum = 10 };
    assert_int_equal(value_stored(arena, &text, S("  a "), &value), OK);
    assert_str(value.text, "  a "); /* nothing is trimmed on the way back */
    assert_int_equal(value_stored(arena, &text, S("12345678901"), &value), BROKEN);
    assert_int_equal(value_stored(arena, &text, S(""), &value), OK);
    assert_false(value.known);
}

/* --- codes --- */

static void codes_are_found_where_they_stand(void **state) {
    (void)state;
    assert_int_equal(codes_find("a|bc|d", S("bc")), 1);
    assert_int_equal(codes_find("a|bc|d", S("b")), -1);
    assert_int_equal(codes_find("a|bc|d", S("a|bc")), -1);
    assert_int_equal(codes_find("a|bc|d", S("")), -1);
    assert_str(codes_at("a|bc|d", 2), "d");
    assert_str(codes_at("a|bc|d", 3), "");
    assert_str(codes_at("a|bc|d", -1), "");
    assert_str(codes_at("a|bc|d", INT64_MIN), "");
}

static void field_codes(Arena *arena, const FieldInfo *field) {
    (void)arena;
    bool coded = field->kind == FIELD_CODE || field->kind == FIELD_LEVEL || field->kind == FIELD_LISTED;
    assert_int_equal(coded, field->codes != NULL);
    if (field->kind == FIELD_LEVEL) assert_string_equal(field->codes, LEVEL_CODES);
    if (field->kind != FIELD_CODE) return;
    int64_t count = codes_count(field->codes);
    assert_true(count >= 2 || strcmp(field->name, "need") == 0);
    for (int64_t i = 0; i < count; i++) {
        Str code = codes_at(field->codes, i);
        assert_int_equal(codes_find(field->codes, code), i); /* none twice */
        for (size_t k = 0; k < code.len; k++) {
            char c = code.at[k];
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) {
                fail_msg("%s: the code '%.*s'", field->name, STR_ARGS(code));
            }
        }
    }
}

static void codes_of_fields_are_plain_and_once(void **state) {
    (void)state;
    each_field(field_codes);
}

static void field_labels(Arena *arena, const FieldInfo *field) {
    if (field->kind != FIELD_LISTED) return;
    const CodeList *list = code_list(str_from(field->codes));
    for (size_t i = 0; i < list->count; i++) {
        assert_int_equal(code_list_find(list, list->code[i]), i);
        const Str *label = code_labels(str_from(field->codes), list->code[i]);
        assert_non_null(label);
        for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) {
            Str said = code_label(str_from(field->codes), list->code[i], (Tongue)tongue);
            if (!said.len || !str_is_utf8(said)) fail_msg("%s: no label", list->code[i].at);
            assert_true(str_equal(said, label[tongue]));
            assert_true(str_equal(said, str_trim(said)));
        }
    }
    for (size_t i = 0; i + 1 < list->count; i++) {
        Str almost = str_printf(arena, "%.*sx", STR_ARGS(list->code[i]));
        if (code_list_find(list, almost) >= 0) continue;
        assert_null(code_labels(str_from(field->codes), almost));
        assert_true(str_equal(code_label(str_from(field->codes), almost, TONGUE_NL), almost));
    }
}

static void listed_codes_have_labels(void **state) {
    (void)state;
    each_field(field_labels);
    assert_null(code_list(S("no_such_list")));
    assert_int_equal(code_list_find(NULL, S("x")), -1);
    assert_int_equal(code_list_find(code_list(S("licences")), S("")), -1);
    assert_null(code_labels(S("no_such_list"), S("x")));
}

/* --- lists of rows --- */

static void type_is_described(Arena *arena, Chance *chance, const RecordType *type) {
    (void)arena;
    (void)chance;
    assert_true(type->field_count > 0 && type->field_count <= RECORD_FIELDS_MAX);
    assert_true(type->key_count >= 0 && type->key_count <= type->field_count);
    for (int i = 0; i < type->field_count; i++) {
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(type->field[i].name, type->field[k].name);
        }
    }
}

static void names_of_facts_and_fields_are_found(void **state) {
    (void)state;
    each_type(type_is_described);
    for (int i = 0; i < FACT_COUNT; i++) {
        assert_int_equal(fact_find(str_from(fact_info[i].field.name)), i);
        assert_int_equal(candidate_list_find(str_from(fact_info[i].field.name)), -1);
    }
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        assert_int_equal(candidate_list_find(str_from(candidate_list_type[i].name)), i);
    }
    for (int i = 0; i < OPENING_FIELD_COUNT; i++) {
        assert_int_equal(opening_field_find(str_from(opening_field[i].name)), i);
    }
    for (int i = 0; i < OPENING_LIST_COUNT; i++) {
        assert_int_equal(opening_list_find(str_from(opening_list_type[i].name)), i);
    }
    for (int i = 0; i < CLASS_FIELD_COUNT; i++) {
        assert_int_equal(class_field_find(str_from(class_field[i].name)), i);
    }
    assert_int_equal(fact_find(S("nationality")), -1);
    assert_int_equal(candidate_list_find(S("")), -1);
    assert_int_equal(opening_field_find(S("NAME")), -1);
    assert_int_equal(opening_list_find(S("religion")), -1);
    assert_int_equal(class_field_find(S("id")), -1);
}

/* Values as value_read gives them: without spaces around texts, which a cell does not keep. */
static void values_trim(const RecordType *type, RecordList *list) {
    for (size_t i = 0; i < list->count * (size_t)type->field_count; i++) {
        list->value[i].text = str_trim(list->value[i].text);
        bool text = type->field[i % (size_t)type->field_count].kind == FIELD_TEXT;
        if (text && !list->value[i].text.len) list->value[i] = (Value){ .known = true, .text = S("x") };
    }
}

static void cell_there_and_back(Arena *arena, Chance *chance, const RecordType *type) {
    const Provenance from = { S("csv"), false, 20000, false };
    int compared = 0;
    for (int round = 0; round < 300; round++) {
        ArenaMark mark = arena_mark(arena);
        RecordList given = { 0 }, distinct = { 0 }, back = { 0 };
        chance_list(chance, arena, type, 6, &given);
        values_trim(type, &given);
        for (size_t row = 0; row < given.count; row++) {
            const Value *value = given.value + row * (size_t)type->field_count;
            record_put(arena, type, &distinct, value, from);
        }
        Str cell = record_list_text(arena, type, &distinct);
        Phrase why;
        if (record_list_read(arena, type, cell, from, &back, &why) != OK) {
            fail_msg("%s does not read '%.*s'", type->name, STR_ARGS(cell));
        }
        if (!record_lists_equal(type, &distinct, &back)) {
            fail_msg("%s comes back different: '%.*s'", type->name, STR_ARGS(cell));
        }
        assert_true(str_equal(cell, record_list_text(arena, type, &back)));
        assert_int_equal(record_check(type, &back), OK);
        compared += (int)back.count;
        arena_rewind(arena, mark);
    }
    assert_true(compared > 100);
}

static void any_list_comes_back_from_its_cell(void **state) {
    (void)state;
    each_type(cell_there_and_back);
}

static RecordList read_cell(Arena *arena, CandidateList list, Str cell) {
    RecordList rows = { 0 };
    Phrase why;
    const Provenance from = { S("csv"), false, 20000, false };
    Result result = record_list_read(arena, &candidate_list_type[list], cell, from, &rows, &why);
    if (result != OK) fail_msg("'%.*s': %.*s", STR_ARGS(cell), STR_ARGS(phrase_text(arena, TONGUE_EN, why)));
    return rows;
}

static void cells_read_as_written_by_hand(void **state) {
    (void)state;
    TEST_ARENA(arena);
    const RecordType *language = &candidate_list_type[LIST_LANGUAGE];
    RecordList rows = read_cell(arena, LIST_LANGUAGE, S(" nld:speaking:A2 ; nld:listening:A2:B1;; "));
    assert_int_equal(rows.count, 2);
    assert_int_equal(record_value(language, &rows, 1, LANGUAGE_level_high).number, LEVEL_B1);
    assert_false(record_value(language, &rows, 0, LANGUAGE_level_high).known);
    assert_str(rows.from[0].source, "csv");
    assert_str(record_list_text(arena, language, &rows), "nld:speaking:A2;nld:listening:A2:B1");

    const RecordType *timetable = &candidate_list_type[LIST_TIMETABLE];
    rows = read_cell(arena, LIST_TIMETABLE, S("1:0900:1730:yes;7:0000:2400:no:2026-01-01::odd"));
    assert_int_equal(record_value(timetable, &rows, 0, TIMETABLE_until_time).number, 35);
    assert_int_equal(record_value(timetable, &rows, 1, TIMETABLE_until_time).number, 48);
    assert_false(record_value(timetable, &rows, 1, TIMETABLE_valid_until).known);
    assert_str(record_list_text(arena, timetable, &rows),
               "1:0900:1730:yes;7:0000:2400:no:2026-01-01::odd");

    rows = read_cell(arena, LIST_SKILLS, S("a\\;b\\:c\\\\d;\\e;f\\"));
    assert_int_equal(rows.count, 3);
    assert_str(rows.value[0].text, "a;b:c\\d");
    assert_str(rows.value[1].text, "e");
    assert_str(rows.value[2].text, "f\\"); /* nothing follows, so it stands for itself */
    static const char *const nothing[] = { "", " ", ";", " ; ;", ":", "::;:" };
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
        assert_int_equal(read_cell(arena, LIST_EXPERIENCE, str_from(nothing[i])).count, 0);
    }
}

static void bad_cells_are_refused_with_the_entry(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const struct {
        CandidateList list;
        const char *cell, *named;
        Word word;
    } bad[] = {
        { LIST_LANGUAGE, "nld:speaking:A2;nld:speaking:B1", "nld:speaking:B1", WORD_record_entry_twice },
        { LIST_LANGUAGE, "nld::A2", "nld::A2", WORD_record_key_missing },
        { LIST_LANGUAGE, "nld::A2", "skill", WORD_record_key_missing },
        { LIST_LANGUAGE, ":speaking", "language", WORD_record_key_missing },
        { LIST_SKILLS, "welding:x", "welding:x", WORD_record_too_many_fields },
        { LIST_SKILLS, "welding:", "welding:", WORD_record_too_many_fields },
        { LIST_LICENCE, "B:maybe", "maybe", WORD_record_value_refused },
        { LIST_LICENCE, "ZZ:yes", "ZZ", WORD_record_value_refused },
        { LIST_TIMETABLE, "8:0900:1000", "8", WORD_record_value_refused },
        { LIST_TIMETABLE, "1:09:00", "09", WORD_record_value_refused },
        { LIST_EXPERIENCE, "7223:\xFF", "?", WORD_record_value_refused },
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        RecordList rows = { .count = 99 };
        Phrase why = { .word = WORD_none };
        const RecordType *type = &candidate_list_type[bad[i].list];
        assert_int_equal(record_list_read(arena, type, str_from(bad[i].cell), (Provenance){ 0 }, &rows,
                                          &why), INVALID);
        assert_int_equal(why.word, bad[i].word);
        assert_int_equal(rows.count, 99);
        Str said = phrase_text(arena, TONGUE_NL, why);
        if (str_find(said, str_from(bad[i].named)) == said.len) {
            fail_msg("'%s' is not named in: %.*s", bad[i].named, STR_ARGS(said));
        }
    }
}

static void more_entries_than_allowed_are_refused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Text cell = text_new(arena, STRING_BYTES_MAX);
    for (int i = 0; i < ENTRIES_MAX; i++) text_addf(&cell, ";skill %d", i);
    assert_int_equal(read_cell(arena, LIST_SKILLS, text_str(&cell)).count, ENTRIES_MAX);
    text_add(&cell, S(";one more"));
    RecordList rows = { 0 };
    Phrase why;
    assert_int_equal(record_list_read(arena, &candidate_list_type[LIST_SKILLS], text_str(&cell),
                                      (Provenance){ 0 }, &rows, &why), INVALID);
    assert_int_equal(why.word, WORD_record_too_many_entries);
}

/* The widest list that can be stored: nothing of it is lost on the way out. */
static void the_largest_list_is_written_in_full(void **state) {
    (void)state;
    TEST_ARENA(arena);
    const RecordType *type = &candidate_list_type[LIST_NOMINATION];
    RecordList rows = { 0 };
    char semicolons[501];
    memset(semicolons, ';', sizeof semicolons);
    for (int i = 0; i < ENTRIES_MAX; i++) {
        Value value[RECORD_FIELDS_MAX] = { 0 };
        value[NOMINATION_programme] = (Value){ .known = true, .text = str_printf(arena, "p%d", i) };
        value[NOMINATION_nominated_by] = (Value){ .known = true, .text = { semicolons, 200 } };
        value[NOMINATION_reason] = (Value){ .known = true, .text = { semicolons, 500 } };
        value[NOMINATION_legal_ground] = (Value){ .known = true, .text = { semicolons, 200 } };
        record_add(arena, type, &rows, value, (Provenance){ 0 });
    }
    Str cell = record_list_text(arena, type, &rows);
    RecordList back = { 0 };
    Phrase why;
    assert_int_equal(record_list_read(arena, type, cell, (Provenance){ 0 }, &back, &why), OK);
    assert_true(record_lists_equal(type, &rows, &back));
}

static void rows_are_found_by_their_key(void **state) {
    (void)state;
    TEST_ARENA(arena);
    const RecordType *type = &candidate_list_type[LIST_LICENCE];
    const Provenance first = { S("csv"), false, 100, false }, second = { S("intake"), true, 200, false };
    RecordList rows = { 0 };
    static const char *const codes[] = { "B", "C", "AM" };
    for (int i = 0; i < 3; i++) {
        Value value[LICENCE_FIELD_COUNT] = { { true, 0, str_from(codes[i]) }, { true, 1, { 0 } } };
        assert_int_equal(record_find(type, &rows, value), -1);
        record_put(arena, type, &rows, value, first);
        assert_int_equal(record_find(type, &rows, value), i);
    }
    Value again[LICENCE_FIELD_COUNT] = { { true, 0, S("C") }, { true, 0, { 0 } } };
    record_put(arena, type, &rows, again, second);
    assert_int_equal(rows.count, 3);
    assert_int_equal(record_value(type, &rows, 1, LICENCE_held).number, 0);
    assert_int_equal(record_value(type, &rows, 2, LICENCE_held).number, 1);
    assert_str(rows.from[1].source, "intake");
    assert_str(rows.from[0].source, "csv");
    const RecordType *keyless = &candidate_list_type[LIST_EXPERIENCE];
    RecordList jobs = { 0 };
    Value job[EXPERIENCE_FIELD_COUNT] = { { true, 0, S("7223") } };
    record_put(arena, keyless, &jobs, job, first);
    record_put(arena, keyless, &jobs, job, first);
    assert_int_equal(jobs.count, 2); /* entries without a name are never the same one */
}

static void any_difference_makes_lists_unequal(Arena *arena, Chance *chance, const RecordType *type) {
    for (int round = 0; round < 40; round++) {
        RecordList list = { 0 }, other = { 0 };
        chance_list(chance, arena, type, 4, &list);
        for (size_t row = 0; row < list.count; row++) {
            record_add(arena, type, &other, list.value + row * (size_t)type->field_count, list.from[row]);
        }
        assert_true(record_lists_equal(type, &list, &other));
        if (!list.count) continue;
        size_t at = (size_t)chance_between(chance, 0, (int64_t)list.count * type->field_count - 1);
        Value before = other.value[at];
        other.value[at] = before.known ? VALUE_UNKNOWN
                                       : chance_value(chance, arena, &type->field[at % (size_t)type->field_count]);
        assert_false(record_lists_equal(type, &list, &other));
        other.value[at] = before;
        other.from[0].verified = !other.from[0].verified;
        assert_false(record_lists_equal(type, &list, &other));
        other.from[0].verified = list.from[0].verified;
        other.count--;
        assert_false(record_lists_equal(type, &list, &other));
    }
}

static void lists_are_equal_only_when_all_is(void **state) {
    (void)state;
    each_type(any_difference_makes_lists_unequal);
}

/* --- where facts come from --- */

static void an_assumed_day_refreshes_nothing(void **state) {
    (void)state;
    const Provenance stored = { S("intake"), true, 20000, false };
    Provenance given = stored;
    assert_true(provenance_equal(given, stored));
    given.confirmed = 20001;
    assert_false(provenance_equal(given, stored));
    given.day_assumed = true;
    assert_true(provenance_equal(given, stored));
    given.source = S("csv");
    assert_true(provenance_equal(given, stored));
    given.verified = false; /* declared now, verified before: that stays */
    assert_true(provenance_equal(given, stored));
    const Provenance declared = { S("intake"), false, 20000, false };
    given.verified = true; /* but what was only declared is now verified */
    assert_false(provenance_equal(given, declared));
    given.verified = false;
    assert_true(provenance_equal(given, declared));
    given.day_assumed = false;
    given.confirmed = declared.confirmed;
    assert_false(provenance_equal(given, declared)); /* another source, with its day */
}

static void sources_and_days_are_checked(void **state) {
    (void)state;
    Provenance from = { S("csv"), false, DAY_UNKNOWN, false };
    assert_true(provenance_fits(from));
    from.confirmed = DAY_MAX + 1;
    assert_false(provenance_fits(from));
    from.confirmed = DAY_MAX;
    assert_true(provenance_fits(from));
    static const char *const bad[] = { "", "a b", "\xC3\xA9", "'",
                                       "12345678901234567890123456789012345678901" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        from.source = str_from(bad[i]);
        assert_false(provenance_fits(from));
    }
    assert_int_equal(record_id_check(S("'; DROP TABLE x; --")), OK);
    assert_int_equal(record_id_check(S("")), INVALID);
    assert_int_equal(record_id_check(S("\xFF")), INVALID);
}

static void a_later_word_is_newer_when_it_is_of_another(void **state) {
    (void)state;
    const Provenance early = { S("csv"), false, 100, false }, late = { S("intake"), false, 200, false };
    Provenance unknown = late;
    unknown.confirmed = DAY_UNKNOWN;
    assert_true(provenance_newer(late, early));
    assert_false(provenance_newer(early, late));
    assert_false(provenance_newer(late, late));
    assert_false(provenance_newer(unknown, early));
    Provenance own = early;
    own.source = S("intake");
    assert_false(provenance_newer(late, own)); /* a source may take back its own words */
    assert_true(provenance_newer(early, unknown));
}

SUITE("records", cmocka_unit_test(every_value_of_every_field_comes_back),
      cmocka_unit_test(all_texts_come_back),
      cmocka_unit_test(bad_values_are_refused_with_what_is_allowed),
      cmocka_unit_test(the_refused_value_is_shown_in_whole_characters),
      cmocka_unit_test(nothing_said_is_unknown),
      cmocka_unit_test(a_code_that_left_its_list_stays_what_it_is),
      cmocka_unit_test(codes_are_found_where_they_stand),
      cmocka_unit_test(codes_of_fields_are_plain_and_once), cmocka_unit_test(listed_codes_have_labels),
      cmocka_unit_test(names_of_facts_and_fields_are_found),
      cmocka_unit_test(any_list_comes_back_from_its_cell),
      cmocka_unit_test(cells_read_as_written_by_hand),
      cmocka_unit_test(bad_cells_are_refused_with_the_entry),
      cmocka_unit_test(more_entries_than_allowed_are_refused),
      cmocka_unit_test(the_largest_list_is_written_in_full),
      cmocka_unit_test(rows_are_found_by_their_key), cmocka_unit_test(lists_are_equal_only_when_all_is),
      cmocka_unit_test(an_assumed_day_refreshes_nothing),
      cmocka_unit_test(sources_and_days_are_checked),
      cmocka_unit_test(a_later_word_is_newer_when_it_is_of_another))
