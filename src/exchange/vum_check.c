/* The walk over one record along the contract. A place is kept twice while walking: as the contract
 * names it ("sector[].codeSbi"), to look the field up, and with positions, for the report. */
#include "auto.h"
#include "limits.h"
#include "records/records.h"
#include "vum_fields.h"
#include "vum_json.h"

enum { PLACE_BYTES_MAX = 256, VALUE_BYTES_SHOWN_MAX = 100 };

typedef struct Walk {
    Arena *arena;
    VumDomain domain;
    VumFault *fault;
    Text path;  /* as in the table */
    Text place; /* with positions */
} Walk;

size_t vum_characters(Str text) {
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) count += (text.at[i] & 0xC0) != 0x80;
    return count;
}

Str vum_value_shown(Arena *arena, const json_t *value) {
    if (json_is_object(value)) return S("{...}");
    if (json_is_array(value)) return S("[...]");
    Str text = vum_json_text(arena, value);
    if (text.len <= VALUE_BYTES_SHOWN_MAX) return text;
    size_t len = VALUE_BYTES_SHOWN_MAX;
    while (len && (text.at[len] & 0xC0) == 0x80) len--;
    return str_printf(arena, "%.*s...", (int)len, text.at);
}

static bool fail(Walk *walk, Phrase reason) {
    *walk->fault = (VumFault){ .path = str_copy(walk->arena, text_str(&walk->place)),
                               .reason = reason };
    return false;
}

static Word kind_word(const VumField *field) {
    switch (field->kind) {
    case VUM_OBJECT: return WORD_vum_kind_object;
    case VUM_NUMBER:
    case VUM_NUMBERED: return WORD_vum_kind_number;
    default: return WORD_vum_kind_text;
    }
}

static bool fail_kind(Walk *walk, const json_t *value, Word wanted) {
    return fail(walk, PHRASE(WORD_vum_wrong_kind,
                             VALUE_TEXT("value", vum_value_shown(walk->arena, value)),
                             VALUE_WORD("kind", wanted)));
}

/* "0|1|2" as people read it: "0, 1, 2". */
static Str codes_shown(Arena *arena, const char *codes) {
    Text text = text_new(arena, PLACE_BYTES_MAX);
    Str rest = str_from(codes), code;
    while (str_cut(&rest, '|', &code)) {
        if (text.len) text_add(&text, S(", "));
        text_add(&text, code);
    }
    return text_str(&text);
}

static bool fail_allowed(Walk *walk, const json_t *value, Str allowed) {
    return fail(walk, PHRASE(WORD_vum_not_allowed,
                             VALUE_TEXT("value", vum_value_shown(walk->arena, value)),
                             VALUE_TEXT("allowed", allowed)));
}

static bool all_bytes(Str text, bool (*fits)(char c)) {
    for (size_t i = 0; i < text.len; i++) {
        if (!fits(text.at[i])) return false;
    }
    return true;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
static bool is_letter(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }
static bool is_id(char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '-';
}

static bool is_postcode(Str text) {
    return text.len == 6 && all_bytes(str_sub(text, 0, 4), is_digit) &&
           all_bytes(str_sub(text, 4, 2), is_letter);
}

/* RFC 3339 full-date: also years that no calendar of ours holds. */
static bool is_date(Str text) {
    static const int days_of[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    if (text.len != 10 || text.at[4] != '-' || text.at[7] != '-') return false;
    if (!all_bytes(str_sub(text, 0, 4), is_digit) || !all_bytes(str_sub(text, 5, 2), is_digit) ||
        !all_bytes(str_sub(text, 8, 2), is_digit)) return false;
    int year = 0, month = (text.at[5] - '0') * 10 + text.at[6] - '0',
        day = (text.at[8] - '0') * 10 + text.at[9] - '0';
    for (int i = 0; i < 4; i++) year = year * 10 + text.at[i] - '0';
    if (month < 1 || month > 12 || day < 1) return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days_of[month - 1] + (month == 2 && leap);
}

static bool pattern_fits(const VumField *field, Str text) {
    switch (field->kind) {
    case VUM_DATE: return is_date(text);
    case VUM_POSTCODE: return is_postcode(text);
    case VUM_ID: return text.len && text.len <= ID_BYTES_MAX && all_bytes(text, is_id);
    case VUM_DIGITS: return text.len && all_bytes(text, is_digit);
    case VUM_LANGUAGE: return text.len == 3 && all_bytes(text, is_lower);
    default: return true;
    }
}

static Str pattern_shown(VumKind kind) {
    switch (kind) {
    case VUM_DATE: return S("2026-01-31");
    case VUM_POSTCODE: return S("1234AB");
    case VUM_ID: return S("a-z A-Z 0-9 _ . - (1..200)");
    case VUM_DIGITS: return S("0123456789");
    default: return S("nld");
    }
}

static bool check_text(Walk *walk, const VumField *field, const json_t *value) {
    if (!json_is_string(value)) return fail_kind(walk, value, kind_word(field));
    Str text = vum_json_str(value);
    if (field->kind == VUM_CODED && codes_find(field->codes, text) < 0) {
        return fail_allowed(walk, value, codes_shown(walk->arena, field->codes));
    }
    if (!pattern_fits(field, text)) return fail_allowed(walk, value, pattern_shown(field->kind));
    size_t characters = vum_characters(text);
    if (!field->maximum || characters <= (size_t)field->maximum) return true;
    return fail(walk, PHRASE(WORD_vum_too_long,
                             VALUE_TEXT("value", vum_value_shown(walk->arena, value)),
                             VALUE_NUMBER("length", (int64_t)characters),
                             VALUE_NUMBER("maximum", field->maximum)));
}

static bool check_number(Walk *walk, const VumField *field, const json_t *value) {
    if (!json_is_integer(value)) return fail_kind(walk, value, WORD_vum_kind_number);
    int64_t number = json_integer_value(value);
    if (field->kind == VUM_NUMBER) {
        if (number >= 0 && number <= field->maximum) return true;
        return fail_allowed(walk, value, str_printf(walk->arena, "0..%d", field->maximum));
    }
    if (codes_find(field->codes, str_printf(walk->arena, "%lld", (long long)number)) >= 0) {
        return true;
    }
    return fail_allowed(walk, value, codes_shown(walk->arena, field->codes));
}

static bool check_object(Walk *walk, const json_t *object);

static bool check_value(Walk *walk, const VumField *field, const json_t *value) {
    switch (field->kind) {
    case VUM_OBJECT:
        return json_is_object(value) ? check_object(walk, value)
                                     : fail_kind(walk, value, WORD_vum_kind_object);
    case VUM_NUMBER:
    case VUM_NUMBERED: return check_number(walk, field, value);
    default: return check_text(walk, field, value);
    }
}

/* Back to where the place was before a part was added. */
static void cut_back(Text *text, size_t len) {
    text->len = len;
    text->at[len] = 0;
    text->failed = false;
}

static bool check_list(Walk *walk, const VumField *field, const json_t *list) {
    if (!json_is_array(list)) return fail_kind(walk, list, WORD_vum_kind_list);
    size_t len = walk->place.len;
    for (size_t i = 0; i < json_array_size(list); i++) {
        text_addf(&walk->place, "[%zu]", i);
        if (!check_value(walk, field, json_array_get(list, i))) return false;
        cut_back(&walk->place, len);
    }
    return true;
}

static void add_name(Text *text, const char *name) {
    if (text->len) text_add_char(text, '.');
    text_add(text, str_from(name));
}

/* A name that the contract lacks is a stranger's text: shown as JSON, not as part of the place. */
static bool fail_name(Walk *walk, const char *name) {
    AUTO(vum_json_end) json_t *text = json_string(name);
    return fail(walk, PHRASE(WORD_vum_unknown_field,
                             VALUE_TEXT("value", vum_value_shown(walk->arena, text))));
}

static bool check_named(Walk *walk, const char *name, const json_t *value) {
    size_t place_len = walk->place.len;
    add_name(&walk->path, name);
    add_name(&walk->place, name);
    const VumField *field = vum_field_find(walk->domain, text_str(&walk->path));
    if (field && !walk->path.failed) return check_value(walk, field, value);
    text_add(&walk->path, S("[]"));
    field = vum_field_find(walk->domain, text_str(&walk->path));
    if (field && !walk->path.failed) return check_list(walk, field, value);
    cut_back(&walk->place, place_len);
    return fail_name(walk, name);
}

static bool check_required(Walk *walk, const json_t *object) {
    const VumTable *table = &vum_table[walk->domain];
    Str around = text_str(&walk->path);
    for (size_t i = 0; i < table->count; i++) {
        const VumField *field = &table->field[i];
        if (!field->required) continue;
        Str path = str_from(field->path);
        if (!str_starts(path, around)) continue;
        Str name = str_sub(path, around.len ? around.len + 1 : 0, path.len);
        if (str_find(name, S(".")) < name.len || (around.len && path.at[around.len] != '.')) {
            continue;
        }
        if (json_object_getn(object, name.at, name.len)) continue;
        add_name(&walk->place, name.at);
        return fail(walk, PHRASE(WORD_vum_missing));
    }
    return true;
}

static bool check_object(Walk *walk, const json_t *object) {
    size_t path_len = walk->path.len, place_len = walk->place.len;
    for (void *at = json_object_iter((json_t *)(uintptr_t)object); at;
         at = json_object_iter_next((json_t *)(uintptr_t)object, at)) {
        if (!check_named(walk, json_object_iter_key(at), json_object_iter_value(at))) return false;
        cut_back(&walk->path, path_len);
        cut_back(&walk->place, place_len);
    }
    return check_required(walk, object);
}

bool vum_record_check(Arena *arena, VumDomain domain, const json_t *record, VumFault *ret_fault) {
    Walk walk = { .arena = arena,
                  .domain = domain,
                  .fault = ret_fault,
                  .path = text_new(arena, PLACE_BYTES_MAX),
                  .place = text_new(arena, PLACE_BYTES_MAX) };
    if (!json_is_object(record)) return fail_kind(&walk, record, WORD_vum_kind_object);
    return check_object(&walk, record);
}

Str vum_record_id(VumDomain domain, const json_t *record) {
    Str id = vum_json_str(json_object_get(record, vum_table[domain].id_name));
    const VumField field = { .kind = VUM_ID };
    return id.at && pattern_fits(&field, id) ? id : STR_EMPTY;
}
