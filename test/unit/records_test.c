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

SUITE("records", cmocka_unit_test(every_value_of_every_field_comes_back),
      cmocka_unit_test(all_texts_come_back),
      cmocka_unit_test(bad_values_are_refused_with_what_is_allowed),
      cmocka_unit_test(the_refused_value_is_shown_in_whole_characters),
      cmocka_unit_test(nothing_said_is_unknown),
      cmocka_unit_test(a_code_that_left_its_list_stays_what_it_is),
      cmocka_unit_test(codes_are_found_where_they_stand),
      cmocka_unit_test(codes_of_fields_are_plain_and_once),
      cmocka_unit_test(listed_codes_have_labels))
