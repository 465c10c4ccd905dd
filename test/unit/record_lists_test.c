/* Lists of rows: in cells, by key, against each other, and where their facts come from. */
#include "../random_records.h"

#include "limits.h"

typedef void (*TypeJudge)(Arena *arena, Chance *chance, const RecordType *type);

static void each_type(TypeJudge judge) {
    Chance chance = chance_begin();
    TEST_ARENA(arena);
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) judge(arena, &chance, &candidate_list_type[i]);
    for (int i = 0; i < OPENING_LIST_COUNT; i++) judge(arena, &chance, &opening_list_type[i]);
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

SUITE("record lists", cmocka_unit_test(names_of_facts_and_fields_are_found),
      cmocka_unit_test(any_list_comes_back_from_its_cell),
      cmocka_unit_test(cells_read_as_written_by_hand),
      cmocka_unit_test(bad_cells_are_refused_with_the_entry),
      cmocka_unit_test(more_entries_than_allowed_are_refused),
      cmocka_unit_test(the_largest_list_is_written_in_full),
      cmocka_unit_test(rows_are_found_by_their_key),
      cmocka_unit_test(lists_are_equal_only_when_all_is),
      cmocka_unit_test(an_assumed_day_refreshes_nothing),
      cmocka_unit_test(sources_and_days_are_checked),
      cmocka_unit_test(a_later_word_is_newer_when_it_is_of_another))
