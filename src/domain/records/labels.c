#include "records/labels.h"

#include <stdarg.h>

enum { KEY_BYTES_MAX = 200 };

Word word_named(const char *format, ...) {
    char key[KEY_BYTES_MAX + 1];
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(key, sizeof key, format, arguments);
    va_end(arguments);
    if (len <= 0 || len > KEY_BYTES_MAX) return WORD_none;
    return word_find((Str){ key, (size_t)len });
}

Word field_word(const char *of, const FieldInfo *field) {
    Word own = word_named("field.%s.%s", of, field->name);
    return own != WORD_none ? own : word_named("field.%s", field->name);
}

Word field_help(const char *of, const FieldInfo *field) {
    if (word_named("field.%s.%s", of, field->name) != WORD_none) {
        return word_named("field.%s.%s.help", of, field->name);
    }
    return word_named("field.%s.help", field->name);
}

Word entries_word(const char *of) {
    return word_named("entries.%s", of);
}

Word entry_word(const char *of) {
    return word_named("entries.%s.entry", of);
}

Word entries_help(const char *of) {
    return word_named("entries.%s.help", of);
}

Word list_word(const RecordType *type) {
    return entries_word(type->table);
}

Word list_entry_word(const RecordType *type) {
    return entry_word(type->table);
}

Word list_help(const RecordType *type) {
    return entries_help(type->table);
}

Word code_word(const FieldInfo *field, int64_t position) {
    Str code = codes_at(field->codes, position);
    return word_named("code.%s.%.*s", field->name, STR_ARGS(code));
}

/* A number's unit, by the words in the name of its field: the first line that fits. */
typedef struct Unit {
    const char *part;
    Word said, name;
} Unit;
static const Unit units[] = {
    { "minutes", WORD_unit_minutes, WORD_unit_minutes_name },
    { "hours_min", WORD_unit_hours_per_week, WORD_unit_hours_per_week_name },
    { "hours_max", WORD_unit_hours_per_week, WORD_unit_hours_per_week_name },
    { "hours_per_week", WORD_unit_hours_per_week, WORD_unit_hours_per_week_name },
    { "cents_per_hour", WORD_unit_euro_per_hour, WORD_unit_euro_per_hour_name },
    { "hours", WORD_unit_hours, WORD_unit_hours_name },
    { "weeks", WORD_unit_weeks, WORD_unit_weeks_name },
    { "months", WORD_unit_months, WORD_unit_months_name },
    { "age", WORD_unit_years, WORD_unit_years_name },
    { "kilometres", WORD_unit_kilometres, WORD_unit_kilometres_name },
    { "places", WORD_unit_places, WORD_unit_places_name },
    { "seats", WORD_unit_places, WORD_unit_places_name },
    { "minimum", WORD_unit_people, WORD_unit_people_name },
    { "maximum", WORD_unit_people, WORD_unit_people_name },
    { "points", WORD_unit_points, WORD_unit_points_name },
};

/* "hours_min" is in "hours_min" and in "travel_hours_min_a", not in "hours_minimum". */
static bool name_has(const char *name, const char *part) {
    size_t len = strlen(part);
    for (const char *at = name; at; at = strchr(at, '_')) {
        if (*at == '_') at++;
        if (!strncmp(at, part, len) && (at[len] == '_' || !at[len])) return true;
    }
    return false;
}

static const Unit *unit_of(const FieldInfo *field) {
    if (field->kind != FIELD_NUMBER) return NULL;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (name_has(field->name, units[i].part)) return &units[i];
    }
    return NULL;
}

Word field_unit(const FieldInfo *field) {
    const Unit *unit = unit_of(field);
    return unit ? unit->name : WORD_none;
}

static Phrase plain(Str text) {
    return PHRASE(WORD_label_plain, VALUE_TEXT("value", text));
}

static Phrase weekday_phrase(int64_t weekday) {
    static const Word words[] = { WORD_matching_weekday_1, WORD_matching_weekday_2,
                                  WORD_matching_weekday_3, WORD_matching_weekday_4,
                                  WORD_matching_weekday_5, WORD_matching_weekday_6,
                                  WORD_matching_weekday_7 };
    return weekday >= 1 && weekday <= 7 ? PHRASE(words[weekday - 1]) : PHRASE(WORD_unknown);
}

static Phrase crebo_phrase(Arena *arena, int64_t number) {
    Str code = str_printf(arena, "%lld", (long long)number);
    const Str *labels = code_labels(S("qualifications"), code);
    if (!labels) return plain(code);
    return PHRASE(WORD_label_crebo, VALUE_LABEL("label", labels), VALUE_TEXT("code", code));
}

static Phrase number_phrase(Arena *arena, const FieldInfo *field, int64_t number) {
    if (name_has(field->name, "weekday")) return weekday_phrase(number);
    if (name_has(field->name, "crebo")) return crebo_phrase(arena, number);
    const Unit *unit = unit_of(field);
    if (!unit) return PHRASE(WORD_label_plain, VALUE_NUMBER("value", number));
    if (unit->said == WORD_unit_euro_per_hour) {
        return PHRASE(unit->said, VALUE_NUMBER("euros", number / 100),
                      VALUE_TEXT("cents", str_printf(arena, "%02d", (int)(number % 100))));
    }
    return PHRASE(unit->said, VALUE_NUMBER("count", number));
}

/* Half hours since midnight; 48 is the end of the day. */
static Phrase time_phrase(int64_t half_hours) {
    return PHRASE(WORD_label_time, VALUE_NUMBER("hour", half_hours / 2),
                  VALUE_TEXT("minutes", half_hours % 2 ? S("30") : S("00")));
}

static Phrase listed_phrase(Str list, Str code) {
    const Str *labels = code_labels(list, code);
    if (!labels) return plain(code);
    if (str_equal(list, S("licences"))) {
        return PHRASE(WORD_label_licence, VALUE_TEXT("code", code), VALUE_LABEL("label", labels));
    }
    return PHRASE(WORD_label_plain, VALUE_LABEL("value", labels));
}

static Phrase isco_phrase(Str code) {
    const Str *labels = code_labels(S("isco_groups"), code);
    if (!labels) return plain(code);
    return PHRASE(WORD_label_isco, VALUE_LABEL("label", labels), VALUE_TEXT("code", code));
}

/* Free text, but for two that often hold a code of a list that we know. */
static Phrase text_phrase(const FieldInfo *field, Str text) {
    if (!strcmp(field->name, "skill")) return listed_phrase(S("skills"), text);
    if (!strcmp(field->name, "occupation")) return listed_phrase(S("occupations"), text);
    return plain(text);
}

static Phrase code_phrase(const FieldInfo *field, int64_t position) {
    Word word = code_word(field, position);
    return word != WORD_none ? PHRASE(word) : plain(codes_at(field->codes, position));
}

Phrase value_phrase(Arena *arena, const FieldInfo *field, Value value) {
    if (!value.known) return PHRASE(WORD_unknown);
    switch (field->kind) {
    case FIELD_TEXT: return text_phrase(field, value.text);
    case FIELD_NUMBER: return number_phrase(arena, field, value.number);
    case FIELD_DAY: return PHRASE(WORD_label_plain, VALUE_DAY("value", value.number));
    case FIELD_YES: return PHRASE(value.number ? WORD_yes : WORD_no);
    case FIELD_CODE: return code_phrase(field, value.number);
    case FIELD_LEVEL: return plain(codes_at(LEVEL_CODES, value.number));
    case FIELD_TIME: return time_phrase(value.number);
    case FIELD_LISTED: return listed_phrase(str_from(field->codes), value.text);
    case FIELD_ISCO: return isco_phrase(value.text);
    case FIELD_ID:
    case FIELD_POSTCODE: break;
    }
    return plain(value.text);
}
