#include "records/labels.h"

enum { TEXT_BYTES_MAX = 16 * 1024 };

/* What has been said of a row so far: the parts that name it, then the others. */
typedef struct Telling {
    Arena *arena;
    const RecordType *type;
    const RecordList *list;
    size_t row;
    const Str *head[RECORD_FIELDS_MAX], *rest[RECORD_FIELDS_MAX];
    int head_count, rest_count;
} Telling;

/* A lowest and a highest that are said in one go. They stand beside each other in their type. */
typedef enum RangeKind {
    RANGE_LEVEL, RANGE_TIME, RANGE_DAY, RANGE_AGE, RANGE_KIND_COUNT
} RangeKind;
static const struct {
    const char *low, *high;
    RangeKind kind;
} ranges[] = {
    { "level_low", "level_high", RANGE_LEVEL },   { "from_time", "until_time", RANGE_TIME },
    { "from_on", "until_on", RANGE_DAY },         { "valid_from", "valid_until", RANGE_DAY },
    { "starts_on", "ends_on", RANGE_DAY },        { "age_min", "age_max", RANGE_AGE },
};

typedef struct RangeWords {
    Word both, low, high, same;
} RangeWords;
static const RangeWords range_words[RANGE_KIND_COUNT] = {
    [RANGE_LEVEL] = { WORD_range_level_both, WORD_range_level_low, WORD_range_level_high,
                      WORD_range_level_same },
    [RANGE_TIME] = { WORD_range_time_both, WORD_range_time_low, WORD_range_time_high,
                     WORD_range_time_same },
    [RANGE_DAY] = { WORD_range_day_both, WORD_range_day_low, WORD_range_day_high,
                    WORD_range_day_same },
    [RANGE_AGE] = { WORD_range_age_both, WORD_range_age_low, WORD_range_age_high,
                    WORD_range_age_same },
};

/* The phrase in every tongue: parts are joined as texts, so that no phrase nests without end. */
static const Str *texts_of(Arena *arena, Phrase phrase) {
    Str *texts = arena_many(arena, Str, TONGUE_COUNT);
    for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) {
        texts[tongue] = phrase_text(arena, (Tongue)tongue, phrase);
    }
    return texts;
}

static const Str *texts_joined(Arena *arena, const Str *const *part, int count) {
    Str *texts = arena_many(arena, Str, TONGUE_COUNT);
    for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) {
        Text text = text_new(arena, TEXT_BYTES_MAX);
        for (int i = 0; i < count; i++) {
            if (i) text_add(&text, S(", "));
            text_add(&text, part[i][tongue]);
        }
        texts[tongue] = text_str(&text);
    }
    return texts;
}

static Value cell(const Telling *telling, int field) {
    return record_value(telling->type, telling->list, telling->row, field);
}

static const Str *cell_texts(const Telling *telling, int field) {
    Phrase said = value_phrase(telling->arena, &telling->type->field[field], cell(telling, field));
    return texts_of(telling->arena, said);
}

static void tell(Telling *telling, int field, Phrase phrase) {
    const Str *texts = texts_of(telling->arena, phrase);
    int names = telling->type->key_count ? telling->type->key_count : 1;
    if (field < names) telling->head[telling->head_count++] = texts;
    else telling->rest[telling->rest_count++] = texts;
}

static void tell_field(Telling *telling, int field) {
    const FieldInfo *info = &telling->type->field[field];
    const char *table = telling->type->table;
    Value value = cell(telling, field);
    if (!value.known) return;
    Word word = info->kind == FIELD_YES
                    ? word_named("row.%s.%s.%s", table, info->name, value.number ? "yes" : "no")
                    : word_named("row.%s.%s", table, info->name);
    if (word == WORD_none) tell(telling, field, value_phrase(telling->arena, info, value));
    else tell(telling, field, PHRASE(word, VALUE_LABEL("value", cell_texts(telling, field))));
}

/* -1: this field does not begin a range. */
static int range_at(const RecordType *type, int field) {
    for (size_t i = 0; field + 1 < type->field_count && i < sizeof ranges / sizeof *ranges; i++) {
        if (!strcmp(type->field[field].name, ranges[i].low) &&
            !strcmp(type->field[field + 1].name, ranges[i].high)) {
            return (int)ranges[i].kind;
        }
    }
    return -1;
}

static void tell_range(Telling *telling, int field, const RangeWords *words) {
    Value low = cell(telling, field), high = cell(telling, field + 1);
    if (!low.known && !high.known) return;
    Word word = !high.known ? words->low : !low.known ? words->high : words->both;
    if (low.known && high.known && low.number == high.number) word = words->same;
    tell(telling, field, PHRASE(word, VALUE_LABEL("low", cell_texts(telling, field)),
                                VALUE_LABEL("high", cell_texts(telling, field + 1))));
}

static Phrase row_phrase(const Telling *telling) {
    const Str *head = texts_joined(telling->arena, telling->head, telling->head_count);
    const Str *rest = texts_joined(telling->arena, telling->rest, telling->rest_count);
    if (!telling->head_count && !telling->rest_count) return PHRASE(WORD_unknown);
    if (!telling->head_count) return PHRASE(WORD_label_plain, VALUE_LABEL("value", rest));
    if (!telling->rest_count) return PHRASE(WORD_label_plain, VALUE_LABEL("value", head));
    return PHRASE(WORD_label_row, VALUE_LABEL("head", head), VALUE_LABEL("rest", rest));
}

Phrase record_row_phrase(Arena *arena, const RecordType *type, const RecordList *list, size_t row) {
    Telling telling = { .arena = arena, .type = type, .list = list, .row = row };
    for (int i = 0; i < type->field_count; i++) {
        int range = range_at(type, i);
        if (range < 0) tell_field(&telling, i);
        else tell_range(&telling, i++, &range_words[range]);
    }
    Phrase said = row_phrase(&telling);
    if (!list->from || !list->from[row].verified) return said;
    Word how = word_named("row.%s.verified", type->table);
    return PHRASE(WORD_label_row_verified, VALUE_LABEL("row", texts_of(arena, said)),
                  VALUE_WORD("how", how != WORD_none ? how : WORD_label_verified));
}

Phrase confirmed_phrase(Day confirmed, Day today) {
    enum { WEEK = 7, MONTH = 30, YEAR = 365 };
    if (confirmed == DAY_UNKNOWN) return PHRASE(WORD_provenance_age_never);
    if (today == DAY_UNKNOWN || confirmed > today) {
        return PHRASE(WORD_provenance_age_on, VALUE_DAY("day", confirmed));
    }
    int64_t days = (int64_t)today - confirmed;
    if (days == 0) return PHRASE(WORD_provenance_age_today);
    if (days == 1) return PHRASE(WORD_provenance_age_yesterday);
    if (days < 2 * WEEK) {
        return PHRASE(WORD_provenance_age_days, VALUE_NUMBER("count", days));
    }
    if (days < 2 * MONTH) {
        return PHRASE(WORD_provenance_age_weeks, VALUE_NUMBER("count", days / WEEK));
    }
    if (days < 2 * YEAR) {
        return PHRASE(WORD_provenance_age_months, VALUE_NUMBER("count", days / MONTH));
    }
    return PHRASE(WORD_provenance_age_years, VALUE_NUMBER("count", days / YEAR));
}

static Phrase source_phrase(Str source) {
    static const struct {
        const char *source;
        Word word;
    } known[] = {
        { "intake", WORD_provenance_source_intake }, { "csv", WORD_provenance_source_csv },
        { "vum", WORD_provenance_source_vum },       { "demo", WORD_provenance_source_demo },
        { "mixed", WORD_provenance_source_mixed },   { "", WORD_provenance_source_unknown },
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (str_equal(source, str_from(known[i].source))) return PHRASE(known[i].word);
    }
    return PHRASE(WORD_provenance_source_other, VALUE_TEXT("source", source));
}

Phrase provenance_phrase(Arena *arena, Provenance from, Day today) {
    return PHRASE(WORD_provenance_phrase,
                  VALUE_WORD("how", from.verified ? WORD_provenance_verified
                                                  : WORD_provenance_declared),
                  VALUE_LABEL("source", texts_of(arena, source_phrase(from.source))),
                  VALUE_LABEL("age", texts_of(arena, confirmed_phrase(from.confirmed, today))));
}
