#include "vum_json.h"

#include "auto.h"
#include "limits.h"

/* Where the look before parsing stands. count[d] is the number of commas met at depth d. */
typedef struct Look {
    Str bytes;
    size_t at, line, line_at, depth;
    size_t count[JSON_DEPTH_MAX + 1];
} Look;

static Result refuse(const Look *look, Word word, int64_t maximum, Phrase *ret_why) {
    *ret_why = PHRASE(word, VALUE_NUMBER("line", (int64_t)look->line),
                      VALUE_NUMBER("column", (int64_t)(look->at - look->line_at + 1)),
                      VALUE_NUMBER("maximum", maximum));
    return INVALID;
}

/* Leaves look->at on the closing quote (or at the end: the parser will complain). */
static Result look_at_string(Look *look, Phrase *ret_why) {
    size_t start = look->at;
    for (look->at++; look->at < look->bytes.len; look->at++) {
        char c = look->bytes.at[look->at];
        if (c == '"') break;
        if (c != '\\') continue;
        if (str_equal(str_sub(look->bytes, look->at, 6), S("\\u0000"))) {
            return refuse(look, WORD_vum_json_zero, 0, ret_why);
        }
        look->at++;
    }
    if (look->at - start <= STRING_BYTES_MAX) return OK;
    look->at = start;
    return refuse(look, WORD_vum_json_text_too_long, STRING_BYTES_MAX, ret_why);
}

static Result look_at_comma(Look *look, Phrase *ret_why) {
    size_t count = ++look->count[look->depth];
    if (look->depth == 1 && count >= RECORDS_MAX) {
        return refuse(look, WORD_vum_json_too_many_records, RECORDS_MAX, ret_why);
    }
    if (look->depth > 1 && count >= ENTRIES_MAX) {
        return refuse(look, WORD_vum_json_too_many_entries, ENTRIES_MAX, ret_why);
    }
    return OK;
}

static Result look_at_byte(Look *look, Phrase *ret_why) {
    switch (look->bytes.at[look->at]) {
    case '"': return look_at_string(look, ret_why);
    case ',': return look_at_comma(look, ret_why);
    case '\n':
        look->line++;
        look->line_at = look->at + 1;
        return OK;
    case '[':
    case '{':
        if (look->depth == JSON_DEPTH_MAX) {
            return refuse(look, WORD_vum_json_too_deep, JSON_DEPTH_MAX, ret_why);
        }
        look->count[++look->depth] = 0;
        return OK;
    case ']':
    case '}':
        if (look->depth) look->depth--;
        return OK;
    default: return OK;
    }
}

/* Position of the first character that is not one: steps that halve, then one character at a
 * time. */
static size_t first_bad_byte(Str bytes) {
    enum { SEQUENCE_BYTES_MAX = 4 };
    size_t good = 0;
    for (size_t step = bytes.len / 2; step > SEQUENCE_BYTES_MAX; step /= 2) {
        size_t end = good + step;
        while (end > good && end < bytes.len && (bytes.at[end] & 0xC0) == 0x80) end--;
        if (str_is_utf8(str_sub(bytes, good, end - good))) good = end;
    }
    for (size_t len = 1; len <= SEQUENCE_BYTES_MAX && good + len <= bytes.len; len++) {
        if (!str_is_utf8(str_sub(bytes, good, len))) continue;
        good += len;
        len = 0;
    }
    return good;
}

static Result look_before_parsing(Str bytes, Phrase *ret_why) {
    if (!str_is_utf8(bytes)) {
        *ret_why = PHRASE(WORD_vum_json_not_utf8,
                          VALUE_NUMBER("offset", (int64_t)first_bad_byte(bytes) + 1));
        return INVALID;
    }
    Look look = { .bytes = bytes, .line = 1 };
    for (; look.at < bytes.len; look.at++) {
        Result result = look_at_byte(&look, ret_why);
        if (result) return result;
    }
    return OK;
}

static Word word_of_error(enum json_error_code code) {
    switch (code) {
    case json_error_duplicate_key: return WORD_vum_json_key_twice;
    case json_error_premature_end_of_input: return WORD_vum_json_ends_early;
    case json_error_numeric_overflow: return WORD_vum_json_number;
    default: return WORD_vum_json_not_json;
    }
}

Result vum_json_read(Str bytes, json_t **ret_records, Phrase *ret_why) {
    if (str_starts(bytes, S("\xEF\xBB\xBF"))) bytes = str_sub(bytes, 3, bytes.len);
    Result result = look_before_parsing(bytes, ret_why);
    if (result) return result;
    json_error_t error;
    AUTO(vum_json_end) json_t *root =
        json_loadb(bytes.at, bytes.len, JSON_REJECT_DUPLICATES, &error);
    if (!root) {
        *ret_why = PHRASE(word_of_error(json_error_code(&error)), VALUE_NUMBER("line", error.line),
                          VALUE_NUMBER("column", error.column));
        return INVALID;
    }
    if (!json_is_array(root)) {
        *ret_why = PHRASE(WORD_vum_json_not_a_list);
        return INVALID;
    }
    *ret_records = json_incref(root);
    return OK;
}

void vum_json_end(json_t **value) {
    json_decref(*value);
    *value = NULL;
}

static int add_part(const char *part, size_t len, void *text) {
    text_add(text, (Str){ part, len });
    return text_failed(text) ? -1 : 0;
}

Str vum_json_text(Arena *arena, const json_t *value) {
    Text text = text_new(arena, IMPORT_BYTES_MAX);
    if (json_dump_callback(value, add_part, &text, JSON_COMPACT | JSON_ENCODE_ANY)) {
        return STR_EMPTY;
    }
    return text_str(&text);
}

json_t *vum_json_again(Str text) {
    return json_loadb(text.at, text.len, JSON_DECODE_ANY, NULL);
}

Str vum_json_str(const json_t *value) {
    if (!json_is_string(value)) return (Str){ NULL, 0 };
    return (Str){ json_string_value(value), json_string_length(value) };
}
