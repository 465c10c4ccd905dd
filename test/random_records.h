/* random_records.h: values, lists and records at random, such as the stores take. For laws that
 * hold for every type of row: chance_begin prints the seed, OPSTAP_SEED=N repeats it. */
#ifndef OPSTAP_TEST_RANDOM_RECORDS_H
#define OPSTAP_TEST_RANDOM_RECORDS_H

#include "candidates/candidates.h"
#include "chance.h"
#include "openings/openings.h"
#include "test.h"

/* At most bytes_max bytes, with all that means something in a cell, and spaces at the ends. */
static inline Str chance_text(Chance *chance, Arena *arena, int64_t bytes_max) {
    static const char *const piece[] = { ":", ";", "\\", "\\\\", "\"", ",", " ", "\n", "|", "a", "B", "7",
                                         "'", "{x}", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80" };
    enum { PIECES = sizeof piece / sizeof *piece };
    Text text = text_new(arena, (size_t)bytes_max);
    int64_t wanted = chance_between(chance, 1, chance_between(chance, 1, bytes_max));
    while ((int64_t)text.len < wanted && !text_failed(&text)) {
        text_add(&text, str_from(piece[chance_between(chance, 0, PIECES - 1)]));
    }
    return text.len ? text_str(&text) : S("x");
}

static inline Str chance_id(Chance *chance, Arena *arena, int64_t bytes_max) {
    static const char sign[] = "abcXYZ0189_.-";
    Text text = text_new(arena, (size_t)bytes_max);
    int64_t len = chance_between(chance, 1, bytes_max < 12 ? bytes_max : 12);
    while (len--) text_add_char(&text, sign[chance_between(chance, 0, sizeof sign - 2)]);
    return text_str(&text);
}

static inline int64_t codes_count(const char *codes) {
    int64_t count = 0;
    while (codes_at(codes, count).len) count++;
    return count;
}

static inline Value chance_listed(Chance *chance, const char *name) {
    const CodeList *list = code_list(str_from(name));
    if (!list || !list->count) fail_msg("there is no coded list %s", name);
    int64_t at = chance_between(chance, 0, (int64_t)list->count - 1);
    return (Value){ .known = true, .number = at, .text = list->code[at] };
}

static inline Value chance_value(Chance *chance, Arena *arena, const FieldInfo *field) {
    Value value = { .known = true };
    switch (field->kind) {
    case FIELD_TEXT: value.text = chance_text(chance, arena, field->maximum); break;
    case FIELD_ID: value.text = chance_id(chance, arena, field->maximum); break;
    case FIELD_NUMBER: value.number = chance_between(chance, field->minimum, field->maximum); break;
    case FIELD_DAY: value.number = chance_between(chance, DAY_MIN, DAY_MAX); break;
    case FIELD_YES: value.number = chance_between(chance, 0, 1); break;
    case FIELD_CODE:
    case FIELD_LEVEL: value.number = chance_between(chance, 0, codes_count(field->codes) - 1); break;
    case FIELD_TIME: value.number = chance_between(chance, 0, 48); break;
    case FIELD_LISTED: return chance_listed(chance, field->codes);
    case FIELD_POSTCODE:
        value.text = str_printf(arena, "%d%s", (int)chance_between(chance, 1000, 9999),
                                chance_between(chance, 0, 1) ? "AB" : "");
        break;
    case FIELD_ISCO:
        value.text = str_sub(S("7223"), 0, (size_t)chance_between(chance, 1, 4));
        break;
    }
    return value;
}

static inline Provenance chance_provenance(Chance *chance) {
    static const char *const source[] = { "vum", "csv", "intake", "a-b.c_9" };
    return (Provenance){ .source = str_from(source[chance_between(chance, 0, 3)]),
                         .verified = chance_between(chance, 0, 1) != 0,
                         .confirmed = chance_between(chance, 0, 4)
                                          ? (Day)chance_between(chance, 19000, 21000) : DAY_UNKNOWN };
}

/* Up to rows_max rows with different keys; every row says something. */
static inline void chance_list(Chance *chance, Arena *arena, const RecordType *type, int rows_max,
                               RecordList *list) {
    int64_t rows = chance_between(chance, 0, rows_max);
    while (rows--) {
        Value value[RECORD_FIELDS_MAX] = { 0 };
        for (int i = 0; i < type->field_count; i++) {
            if (i >= type->key_count && i > 0 && chance_between(chance, 0, 2) == 0) continue;
            value[i] = chance_value(chance, arena, &type->field[i]);
        }
        record_put(arena, type, list, value, chance_provenance(chance));
    }
}

/* known_in_ten: of ten facts that many are known. */
static inline CandidateRecord chance_candidate(Chance *chance, Arena *arena, Str id,
                                               int known_in_ten) {
    CandidateRecord record = { .id = id, .demo = chance_between(chance, 0, 1) != 0 };
    for (int i = 0; i < FACT_COUNT; i++) {
        if (chance_between(chance, 1, 10) > known_in_ten) continue;
        record.fact[i] = chance_value(chance, arena, &fact_info[i].field);
        record.fact_from[i] = chance_provenance(chance);
    }
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        chance_list(chance, arena, &candidate_list_type[i], 4, &record.list[i]);
    }
    return record;
}

/* Lists of openings keep no source. */
static inline OpeningRecord chance_opening(Chance *chance, Arena *arena, Str id, int known_in_ten) {
    OpeningRecord record = { .id = id, .demo = chance_between(chance, 0, 1) != 0 };
    for (int i = 0; i < OPENING_FIELD_COUNT; i++) {
        if (chance_between(chance, 1, 10) > known_in_ten) continue;
        record.field[i] = chance_value(chance, arena, &opening_field[i]);
    }
    for (int i = 0; i < OPENING_LIST_COUNT; i++) {
        chance_list(chance, arena, &opening_list_type[i], 4, &record.list[i]);
    }
    return record;
}

static inline ClassRecord chance_class(Chance *chance, Arena *arena, Str id) {
    ClassRecord record = { .id = id, .demo = chance_between(chance, 0, 1) != 0 };
    for (int i = 0; i < CLASS_FIELD_COUNT; i++) {
        if (chance_between(chance, 0, 2)) record.field[i] = chance_value(chance, arena, &class_field[i]);
    }
    return record;
}

#endif
