#include "http_form.h"

#include "http_chars.h"
#include "text.h"

/* What may stand unescaped. Browsers escape more; an address that a person typed has these. */
static bool stands_for_itself(char c) {
    return char_is_letter(c) || char_is_digit(c) || char_is_one_of(c, "*-._~!$'(),:@/?");
}

static Result unescape(Arena *arena, Str encoded, size_t bytes_max, Str *ret_text) {
    Text text = text_new(arena, bytes_max);
    for (size_t i = 0; i < encoded.len; i++) {
        char c = encoded.at[i];
        if (c == '%') {
            int byte = percent_byte(str_sub(encoded, i, 3));
            if (byte < 0) return INVALID;
            text_add_char(&text, (char)byte);
            i += 2;
        } else if (c == '+' || stands_for_itself(c)) {
            text_add_char(&text, c == '+' ? ' ' : c);
        } else {
            return INVALID;
        }
    }
    if (text_failed(&text) || !str_is_utf8(text_str(&text))) return INVALID;
    *ret_text = text_str(&text);
    return OK;
}

static Result pair_read(Arena *arena, Str encoded, HttpPair *ret_pair) {
    Str value = encoded, name = STR_EMPTY;
    if (!str_cut(&value, '=', &name) || !value.at || !name.len) return INVALID;
    Result result = unescape(arena, name, HTTP_FORM_NAME_BYTES_MAX, &ret_pair->name);
    if (result != OK) return result;
    return unescape(arena, value, HTTP_FORM_VALUE_BYTES_MAX, &ret_pair->value);
}

Result http_form_read(Arena *arena, Str encoded, HttpForm *ret_form) {
    HttpPair *pair = NULL;
    size_t count = 0, capacity = 0;
    Str rest = encoded, item;
    while (encoded.len && str_cut(&rest, '&', &item)) {
        if (count == HTTP_FORM_PAIRS_MAX) return INVALID;
        pair = arena_room(arena, HttpPair, pair, count, &capacity);
        Result result = pair_read(arena, item, &pair[count++]);
        if (result != OK) return result;
    }
    *ret_form = (HttpForm){ pair, count };
    return OK;
}

const Str *http_form_value(const HttpForm *form, Str name) {
    for (size_t i = 0; i < form->count; i++) {
        if (str_equal(form->pair[i].name, name)) return &form->pair[i].value;
    }
    return NULL;
}

bool http_is_form(const HttpRequest *request) {
    Str parameters = http_field(request, S("content-type")), type = STR_EMPTY;
    str_cut(&parameters, ';', &type);
    return str_equal_any_case(str_trim(type), S("application/x-www-form-urlencoded"));
}
