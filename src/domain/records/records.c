#include "records/records.h"

#include "limits.h"
#include "log.h"
#include "number.h"

enum {
    SOURCE_BYTES_MAX = 40, /* as records.h says of Provenance */
    ISCO_DIGITS_MAX = 4,
    HALF_HOURS_MAX = 48,   /* 24:00 */
    VALUE_SHOWN_BYTES = 60,
    CODES_SHOWN_MAX = 30   /* of a coded list: what still reads as one line */
};

void record_add(Arena *arena, const RecordType *type, RecordList *list, const Value *value,
                Provenance from) {
    size_t fields = (size_t)type->field_count;
    size_t row = list->count;
    if (row == list->capacity) {
        size_t wanted = row ? row * 2 : 4;
        Value *values = arena_many(arena, Value, wanted * fields);
        Provenance *froms = arena_many(arena, Provenance, wanted);
        if (row) {
            memcpy(values, list->value, row * fields * sizeof *values);
            memcpy(froms, list->from, row * sizeof *froms);
        }
        list->value = values;
        list->from = froms;
        list->capacity = wanted;
    }
    memcpy(list->value + row * fields, value, fields * sizeof *value);
    list->from[row] = from;
    list->count++;
}

RecordList record_list_copy(Arena *arena, const RecordType *type, const RecordList *list) {
    size_t values = list->count * (size_t)type->field_count;
    RecordList copy = { .value = arena_many(arena, Value, values),
                        .from = arena_many(arena, Provenance, list->count),
                        .count = list->count, .capacity = list->count };
    if (!list->count) return copy;
    memcpy(copy.value, list->value, values * sizeof *copy.value);
    memcpy(copy.from, list->from, list->count * sizeof *copy.from);
    return copy;
}

int record_find(const RecordType *type, const RecordList *list, const Value *value) {
    if (!type->key_count) return -1;
    for (size_t row = 0; row < list->count; row++) {
        bool same = true;
        for (int i = 0; same && i < type->key_count; i++) {
            same = value_equal(type->field[i].kind, record_value(type, list, row, i), value[i]);
        }
        if (same) return (int)row;
    }
    return -1;
}

void record_put(Arena *arena, const RecordType *type, RecordList *list, const Value *value,
                Provenance from) {
    int row = record_find(type, list, value);
    if (row < 0) {
        record_add(arena, type, list, value, from);
        return;
    }
    size_t fields = (size_t)type->field_count;
    memcpy(list->value + (size_t)row * fields, value, fields * sizeof *value);
    list->from[row] = from;
}

static bool kind_is_text(FieldKind kind) {
    return kind == FIELD_TEXT || kind == FIELD_ID || kind == FIELD_LISTED ||
           kind == FIELD_POSTCODE || kind == FIELD_ISCO;
}

bool value_equal(FieldKind kind, Value a, Value b) {
    if (a.known != b.known) return false;
    if (!a.known) return true;
    return kind_is_text(kind) ? str_equal(a.text, b.text) : a.number == b.number;
}

bool provenance_equal(Provenance given, Provenance stored) {
    if (given.day_assumed && (stored.verified || !given.verified)) return true;
    return given.verified == stored.verified && str_equal(given.source, stored.source) &&
           given.confirmed == stored.confirmed;
}

bool provenance_newer(Provenance stored, Provenance given) {
    return stored.confirmed != DAY_UNKNOWN && stored.confirmed > given.confirmed &&
           !str_equal(stored.source, given.source);
}

bool record_lists_equal(const RecordType *type, const RecordList *given, const RecordList *stored) {
    if (given->count != stored->count) return false;
    for (size_t row = 0; row < given->count; row++) {
        for (int i = 0; i < type->field_count; i++) {
            Value left = record_value(type, given, row, i);
            Value right = record_value(type, stored, row, i);
            if (!value_equal(type->field[i].kind, left, right)) return false;
        }
        bool with_source = stored->from[row].source.len > 0; /* lists of openings have none */
        if (with_source && !provenance_equal(given->from[row], stored->from[row])) return false;
    }
    return true;
}

/* --- what a field can hold --- */

static bool id_is_plain(Str text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '_' || c == '.' || c == '-';
        if (!plain) return false;
    }
    return true;
}

static bool all_digits(Str text) {
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9') return false;
    }
    return text.len > 0;
}

static bool postcode_fits(Str text) {
    if (text.len != 4 && text.len != 6) return false;
    if (!all_digits(str_sub(text, 0, 4)) || text.at[0] == '0') return false;
    for (size_t i = 4; i < text.len; i++) {
        if (text.at[i] < 'A' || text.at[i] > 'Z') return false;
    }
    return true;
}

static bool length_fits(Str text, int64_t maximum) {
    return text.len > 0 && text.len <= (size_t)maximum;
}

static bool number_fits(int64_t number, int64_t minimum, int64_t maximum) {
    return number >= minimum && number <= maximum;
}

static bool words_fit(Str text, int64_t maximum) {
    return length_fits(text, maximum) && str_is_utf8(text);
}

bool value_fits(const FieldInfo *field, Value value) {
    Str text = value.text;
    switch (field->kind) {
    case FIELD_TEXT: return words_fit(text, field->maximum);
    case FIELD_ID: return length_fits(text, field->maximum) && id_is_plain(text);
    case FIELD_NUMBER: return number_fits(value.number, field->minimum, field->maximum);
    case FIELD_DAY: return number_fits(value.number, DAY_MIN, DAY_MAX);
    case FIELD_YES: return number_fits(value.number, 0, 1);
    case FIELD_CODE:
    case FIELD_LEVEL: return codes_at(field->codes, value.number).len > 0;
    case FIELD_TIME: return number_fits(value.number, 0, HALF_HOURS_MAX);
    case FIELD_LISTED: return words_fit(text, ID_BYTES_MAX);
    case FIELD_POSTCODE: return postcode_fits(text);
    case FIELD_ISCO: return text.len <= ISCO_DIGITS_MAX && all_digits(text);
    }
    return false;
}

bool provenance_fits(Provenance from) {
    bool day = from.confirmed == DAY_UNKNOWN ||
               (from.confirmed >= DAY_MIN && from.confirmed <= DAY_MAX);
    return day && from.source.len > 0 && from.source.len <= SOURCE_BYTES_MAX &&
           id_is_plain(from.source);
}

static bool values_fit(const FieldInfo *field, int count, const Value *value) {
    for (int i = 0; i < count; i++) {
        if (!value[i].known || value_fits(&field[i], value[i])) continue;
        log_line("a value that '%s' cannot hold was given to be kept", field[i].name);
        return false;
    }
    return true;
}

Result record_check(const RecordType *type, const RecordList *list) {
    for (size_t row = 0; row < list->count; row++) {
        const Value *value = list->value + row * (size_t)type->field_count;
        if (!values_fit(type->field, type->field_count, value)) return INVALID;
    }
    return OK;
}

Result record_fields_check(const FieldInfo *field, int count, const Value *value) {
    return values_fit(field, count, value) ? OK : INVALID;
}

Result record_id_check(Str id) {
    bool fits = id.len > 0 && id.len <= ID_BYTES_MAX && str_is_utf8(id);
    if (!fits) log_line("an id of %zu bytes was given to be kept", id.len);
    return fits ? OK : INVALID;
}

/* --- reading one value --- */

/* "09:30", in a cell "0930". */
static bool time_read(Str text, int64_t *ret_half_hours) {
    int64_t hour, minute;
    size_t colon = text.len == 5 && text.at[2] == ':';
    if (text.len != 4 + colon) return false;
    if (!number_read_between(str_sub(text, 0, 2), 0, 24, &hour)) return false;
    if (!number_read_between(str_sub(text, 2 + colon, 2), 0, 30, &minute)) return false;
    if (minute % 30 || (hour == 24 && minute)) return false;
    *ret_half_hours = hour * 2 + minute / 30;
    return true;
}

static bool number_value(Str text, int64_t minimum, int64_t maximum, Value *value) {
    return number_read_between(text, minimum, maximum, &value->number);
}

static bool position_value(int position, Value *value) {
    value->number = position;
    return position >= 0;
}

static bool value_of_kind(const FieldInfo *field, Str text, Value *value) {
    Day day;
    value->text = text;
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_ID:
    case FIELD_POSTCODE:
    case FIELD_ISCO: return value_fits(field, *value);
    case FIELD_NUMBER: return number_value(text, field->minimum, field->maximum, value);
    case FIELD_DAY:
        if (!day_read(text, &day)) return false;
        value->number = day;
        return true;
    case FIELD_YES: return position_value(codes_find("no|yes", text), value);
    case FIELD_CODE:
    case FIELD_LEVEL: return position_value(codes_find(field->codes, text), value);
    case FIELD_TIME: return time_read(text, &value->number);
    case FIELD_LISTED:
        return position_value(code_list_find(code_list(str_from(field->codes)), text), value);
    }
    return false;
}

Str text_shown(Arena *arena, Str text, size_t bytes_max) {
    if (!str_is_utf8(text)) return S("?");
    Str shown = str_sub(text, 0, bytes_max);
    while (!str_is_utf8(shown)) shown.len--; /* cut in the middle of a character */
    return str_copy(arena, shown);
}

Result value_read(Arena *arena, const FieldInfo *field, Str text, Value *ret_value,
                  Phrase *ret_why) {
    text = str_trim(text);
    Value value = VALUE_UNKNOWN;
    if (text.len) {
        value.known = true;
        if (!value_of_kind(field, text, &value)) {
            *ret_why = PHRASE(WORD_record_value_refused,
                              VALUE_TEXT("value", text_shown(arena, text, VALUE_SHOWN_BYTES)),
                              VALUE_TEXT("allowed", field_allowed(arena, field)));
            return INVALID;
        }
        if (!kind_is_text(field->kind)) value.text = STR_EMPTY;
    }
    *ret_value = value;
    return OK;
}

Str value_text(Arena *arena, const FieldInfo *field, Value value) {
    if (!value.known) return STR_EMPTY;
    switch (field->kind) {
    case FIELD_NUMBER: return str_printf(arena, "%lld", (long long)value.number);
    case FIELD_DAY: return day_text(arena, (Day)value.number);
    case FIELD_YES: return codes_at("no|yes", value.number);
    case FIELD_CODE:
    case FIELD_LEVEL: return codes_at(field->codes, value.number);
    case FIELD_TIME:
        return str_printf(arena, "%02d:%02d", (int)value.number / 2, (int)value.number % 2 * 30);
    case FIELD_TEXT:
    case FIELD_ID:
    case FIELD_LISTED:
    case FIELD_POSTCODE:
    case FIELD_ISCO: return value.text;
    }
    return STR_EMPTY;
}

static void listed_add(Text *text, const char *name) {
    const CodeList *list = code_list(str_from(name));
    if (!list || list->count > CODES_SHOWN_MAX) {
        text_addf(text, "data: %s", name);
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (i) text_add(text, S(", "));
        text_add(text, list->code[i]);
    }
}

Str field_allowed(Arena *arena, const FieldInfo *field) {
    Text text = text_new(arena, 4096);
    Str rest, code;
    switch (field->kind) {
    case FIELD_TEXT: text_addf(&text, "UTF-8, <= %d bytes", (int)field->maximum); break;
    case FIELD_ID: text_addf(&text, "A-Z a-z 0-9 _ . -, <= %d", (int)field->maximum); break;
    case FIELD_NUMBER:
        text_addf(&text, "%lld .. %lld", (long long)field->minimum, (long long)field->maximum);
        break;
    case FIELD_DAY: text_add(&text, S("YYYY-MM-DD")); break;
    case FIELD_YES: text_add(&text, S("yes, no")); break;
    case FIELD_TIME: text_add(&text, S("HH:00, HH:30")); break;
    case FIELD_POSTCODE: text_add(&text, S("1234, 1234AB")); break;
    case FIELD_ISCO: text_add(&text, S("ISCO-08: 7223")); break;
    case FIELD_LISTED: listed_add(&text, field->codes); break;
    case FIELD_CODE:
    case FIELD_LEVEL:
        rest = str_from(field->codes);
        while (str_cut(&rest, '|', &code)) {
            if (text.len) text_add(&text, S(", "));
            text_add(&text, code);
        }
    }
    return text_str(&text);
}

int codes_find(const char *codes, Str code) {
    Str rest = str_from(codes), part;
    for (int i = 0; str_cut(&rest, '|', &part); i++) {
        if (str_equal(part, code)) return i;
    }
    return -1;
}

Str codes_at(const char *codes, int64_t position) {
    Str rest = str_from(codes), part = STR_EMPTY;
    for (int64_t i = 0; i <= position; i++) {
        if (!str_cut(&rest, '|', &part)) return STR_EMPTY;
    }
    return part;
}

bool record_fields_merge(const FieldInfo *field, int count, const Value *given, Value *stored) {
    bool changed = false;
    for (int i = 0; i < count; i++) {
        if (!given[i].known || value_equal(field[i].kind, given[i], stored[i])) continue;
        stored[i] = given[i];
        changed = true;
    }
    return changed;
}
