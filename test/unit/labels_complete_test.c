/* Every field, list, group and code has a word in every tongue, and no such word is for nothing. */
#include "test.h"

#include "label_fields.h"
#include "openings/opening_labels.h"

static bool used[WORD_COUNT];

static bool is_capital(Str text) {
    return text.len > 0 && text.at[0] >= 'A' && text.at[0] <= 'Z';
}

static bool has_sign(Str text, char sign) {
    return memchr(text.at, sign, text.len) != NULL;
}

/* What people read: some text, no machine name, no hole. */
static void word_is_sound(Arena *arena, Word word, const char *what, const char *machine_name) {
    if (word == WORD_none) fail_msg("%s: '%s' has no word", what, machine_name);
    used[word] = true;
    for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) {
        Str said = phrase_text(arena, (Tongue)tongue, PHRASE(word));
        if (!said.len || has_sign(said, '_') || has_sign(said, '{')) {
            fail_msg("%s: '%s' is said as '%.*s'", what, machine_name, STR_ARGS(said));
        }
    }
}

static void label_is_sound(Arena *arena, Word word, const char *what, const char *machine_name) {
    word_is_sound(arena, word, what, machine_name);
    for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) {
        Str said = phrase_text(arena, (Tongue)tongue, PHRASE(word));
        if (!is_capital(said) || str_equal(said, str_from(machine_name))) {
            fail_msg("%s: '%s' is said as '%.*s'", what, machine_name, STR_ARGS(said));
        }
    }
}

static void help_is_a_sentence(Arena *arena, Word word) {
    if (word == WORD_none) return;
    used[word] = true;
    for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) {
        Str said = phrase_text(arena, (Tongue)tongue, PHRASE(word));
        if (!is_capital(said) || !str_ends(said, S("."))) {
            fail_msg("not a sentence: '%.*s'", STR_ARGS(said));
        }
    }
}

/* Codes that are Dutch words too. */
static bool is_dutch(Str code) {
    static const char *const dutch[] = { "post", "chat", "school", "budget", "coach", "diploma",
                                         "jobhunter", "intercedent" };
    for (size_t i = 0; i < sizeof dutch / sizeof *dutch; i++) {
        if (str_equal(code, str_from(dutch[i]))) return true;
    }
    return false;
}

static void codes_are_sound(Arena *arena, const FieldInfo *field) {
    if (field->kind != FIELD_CODE) return;
    for (int64_t i = 0; codes_at(field->codes, i).len; i++) {
        Str code = codes_at(field->codes, i);
        Word word = code_word(field, i);
        word_is_sound(arena, word, field->name, str_zero_ended(arena, code));
        Str dutch = phrase_text(arena, TONGUE_NL, PHRASE(word));
        if (str_equal(dutch, code) && !is_dutch(code)) {
            fail_msg("%s: '%.*s' is no Dutch", field->name, STR_ARGS(code));
        }
    }
}

/* Numbers that count nothing, or are said in a way of their own. */
static bool counts_nothing(const char *name) {
    static const char *const names[] = { "work_level", "sector_sbi", "crebo", "weekday", "capacity",
                                         "organisation_number", "subject_number" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!strcmp(name, names[i])) return true;
    }
    return false;
}

static void unit_is_sound(Arena *arena, const FieldInfo *field) {
    Word unit = field_unit(field);
    if (field->kind != FIELD_NUMBER || counts_nothing(field->name)) {
        assert_int_equal(unit, WORD_none);
        return;
    }
    word_is_sound(arena, unit, "unit", field->name);
}

static void set_is_labelled(void *context, FieldSet set) {
    Arena *arena = context;
    label_is_sound(arena, entries_word(set.of), "title", set.of);
    label_is_sound(arena, entry_word(set.of), "entry", set.of);
    help_is_a_sentence(arena, entries_help(set.of));
    for (int i = 0; i < set.field_count; i++) {
        const FieldInfo *field = &set.field[i];
        label_is_sound(arena, field_word(set.of, field), set.of, field->name);
        help_is_a_sentence(arena, field_help(set.of, field));
        codes_are_sound(arena, field);
        unit_is_sound(arena, field);
    }
}

static void type_has_its_words(void *context, const RecordType *type) {
    (void)context;
    assert_int_equal(list_word(type), entries_word(type->table));
    assert_int_equal(list_entry_word(type), entry_word(type->table));
    assert_int_equal(list_help(type), entries_help(type->table));
}

static void mark(Word word) {
    if (word != WORD_none) used[word] = true;
}

/* Yes and no say nothing in a row without their field. */
static void row_words_are_there(void *context, const RecordType *type) {
    Arena *arena = context;
    mark(word_named("row.%s.verified", type->table));
    for (int i = 0; i < type->field_count; i++) {
        const char *name = type->field[i].name;
        if (type->field[i].kind == FIELD_YES) {
            word_is_sound(arena, word_named("row.%s.%s.yes", type->table, name), "row", name);
            word_is_sound(arena, word_named("row.%s.%s.no", type->table, name), "row", name);
        }
        mark(word_named("row.%s.%s", type->table, name));
    }
}

static void every_fact_has_a_label(Arena *arena) {
    for (int i = 0; i < FACT_COUNT; i++) {
        const FieldInfo *field = &fact_info[i].field;
        label_is_sound(arena, fact_word((Fact)i), "fact", field->name);
        help_is_a_sentence(arena, fact_help((Fact)i));
        label_is_sound(arena, fact_group_word(fact_info[i].group), "group", field->name);
        codes_are_sound(arena, field);
        unit_is_sound(arena, field);
    }
}

static bool of_labels(Str key) {
    static const char *const starts[] = { "fact.", "factgroup.", "field.", "entries.", "code.",
                                          "row.", "component." };
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (str_starts(key, str_from(starts[i]))) return true;
    }
    return false;
}

static void everything_has_a_label_and_no_label_is_for_nothing(void **state) {
    (void)state;
    TEST_ARENA(arena);
    every_fact_has_a_label(arena);
    field_sets_each(set_is_labelled, arena);
    record_types_each(type_has_its_words, NULL);
    record_types_each(row_words_are_there, arena);
    for (int64_t i = 0; codes_at(COMPONENT_CODES, i).len; i++) {
        label_is_sound(arena, component_word(i), "component",
                       str_zero_ended(arena, codes_at(COMPONENT_CODES, i)));
    }
    for (int word = 1; word < WORD_COUNT; word++) {
        Str key = word_key((Word)word);
        if (of_labels(key) && !used[word]) fail_msg("no field uses %.*s", STR_ARGS(key));
    }
}

static void what_has_no_label_is_said_so(void **state) {
    (void)state;
    const FieldInfo strange = { .name = "no_such_field", .kind = FIELD_CODE, .codes = "a|b" };
    assert_int_equal(field_word("opening", &strange), WORD_none);
    assert_int_equal(field_help("opening", &strange), WORD_none);
    assert_int_equal(code_word(&strange, 0), WORD_none);
    assert_int_equal(component_word(99), WORD_none);
    char name[400];
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = 0;
    assert_int_equal(word_named("fact.%s", name), WORD_none);
    assert_int_equal(word_named("%s", ""), WORD_none);
}

SUITE("labels_complete", cmocka_unit_test(everything_has_a_label_and_no_label_is_for_nothing),
      cmocka_unit_test(what_has_no_label_is_said_so))
