/* Laws of labels, for every field and every type of row: whatever a value is, it is said, with no
 * hole left open, and the same each time. */
#include "test.h"

#include "label_fields.h"
#include "random_records.h"

enum { ROUNDS = 20 };

typedef struct Round {
    Chance chance;
    Arena *arena;
} Round;

static void is_said(Round *round, const char *of, const char *name, Phrase phrase) {
    for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) {
        Str said = phrase_text(round->arena, (Tongue)tongue, phrase);
        if (!said.len || !str_is_utf8(said) || memchr(said.at, '{', said.len)) {
            fail_msg("%s.%s is said as '%.*s'", of, name, STR_ARGS(said));
        }
    }
}

/* Braces in a text of somebody are that person's own: left out here, to see ours. */
static Value value_at_random(Round *round, const FieldInfo *field) {
    Value value = chance_value(&round->chance, round->arena, field);
    if (field->kind == FIELD_TEXT) value.text = chance_id(&round->chance, round->arena, 12);
    return value;
}

static void field_is_said(Round *round, const char *of, const FieldInfo *field) {
    is_said(round, of, field->name, value_phrase(round->arena, field, VALUE_UNKNOWN));
    for (int i = 0; i < ROUNDS; i++) {
        Value value = value_at_random(round, field);
        is_said(round, of, field->name, value_phrase(round->arena, field, value));
    }
}

static void set_is_said(void *context, FieldSet set) {
    for (int i = 0; i < set.field_count; i++) field_is_said(context, set.of, &set.field[i]);
}

static void every_value_of_every_field_is_said(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Round round = { chance_begin(), arena };
    field_sets_each(set_is_said, &round);
    for (int i = 0; i < FACT_COUNT; i++) field_is_said(&round, "fact", &fact_info[i].field);
}

static void every_code_is_said(void *context, FieldSet set) {
    Round *round = context;
    for (int i = 0; i < set.field_count; i++) {
        const FieldInfo *field = &set.field[i];
        for (int64_t k = 0; field->kind == FIELD_CODE && k < codes_count(field->codes); k++) {
            Phrase said = value_phrase(round->arena, field, (Value){ .known = true, .number = k });
            is_said(round, set.of, field->name, said);
            assert_int_equal(said.word, code_word(field, k));
        }
    }
}

static void codes_are_said_by_their_words(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Round round = { { 0 }, arena };
    field_sets_each(every_code_is_said, &round);
}

static void rows_are_said(void *context, const RecordType *type) {
    Round *round = context;
    RecordList list = { 0 };
    for (int row = 0; row < ROUNDS * 5; row++) {
        Value value[RECORD_FIELDS_MAX] = { 0 };
        for (int i = 0; i < type->field_count; i++) {
            if (chance_between(&round->chance, 0, 2)) {
                value[i] = value_at_random(round, &type->field[i]);
            }
        }
        record_add(round->arena, type, &list, value, chance_provenance(&round->chance));
    }
    for (size_t row = 0; row < list.count; row++) {
        Phrase said = record_row_phrase(round->arena, type, &list, row);
        is_said(round, type->table, "row", said);
        Str once = phrase_text(round->arena, TONGUE_NL, said);
        Phrase again = record_row_phrase(round->arena, type, &list, row);
        assert_true(str_equal(once, phrase_text(round->arena, TONGUE_NL, again)));
    }
}

static void every_row_of_every_list_is_said(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Round round = { chance_begin(), arena };
    record_types_each(rows_are_said, &round);
}

static void every_source_and_age_is_said(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Round round = { chance_begin(), arena };
    for (int i = 0; i < 2000; i++) {
        Day today = (Day)chance_between(&round.chance, DAY_MIN, DAY_MAX);
        if (i % 50 == 0) today = DAY_UNKNOWN;
        Provenance from = chance_provenance(&round.chance);
        is_said(&round, "provenance", "phrase", provenance_phrase(arena, from, today));
    }
}

SUITE("labels_property", cmocka_unit_test(every_value_of_every_field_is_said),
      cmocka_unit_test(codes_are_said_by_their_words),
      cmocka_unit_test(every_row_of_every_list_is_said),
      cmocka_unit_test(every_source_and_age_is_said))
