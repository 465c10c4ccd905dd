#include "vum_values.h"

#include "vum_codes.h"
#include "vum_fields.h"
#include "vum_json.h"

json_t *vum_at(const json_t *record, const char *path) {
    Str rest = str_from(path), name;
    const json_t *at = record;
    while (at && str_cut(&rest, '.', &name)) at = json_object_getn(at, name.at, name.len);
    return (json_t *)(uintptr_t)at;
}

Str vum_entry_path(VumReading *reading, const char *list, size_t position) {
    return str_printf(reading->arena, "%s[%zu]", list, position);
}

void vum_flag(VumReading *reading, Str path, const json_t *value, Word reason) {
    reading->flag = arena_room(reading->arena, VumFlag, reading->flag, reading->flag_count,
                               &reading->flag_capacity);
    reading->flag[reading->flag_count++] = (VumFlag){
        .path = path, .value = vum_value_shown(reading->arena, value), .reason = reason
    };
}

Value vum_number(const json_t *value) {
    if (!json_is_integer(value)) return VALUE_UNKNOWN;
    return (Value){ .known = true, .number = json_integer_value(value) };
}

Value vum_asked(const json_t *value) {
    enum { YES = 1, NO = 2 };
    int64_t code = json_is_integer(value) ? json_integer_value(value) : 0;
    if (code != YES && code != NO) return VALUE_UNKNOWN;
    return (Value){ .known = true, .number = code == YES };
}

Value vum_day(VumReading *reading, const json_t *value, Str path) {
    Str text = vum_json_str(value);
    if (!text.at) return VALUE_UNKNOWN;
    Day day;
    if (day_read(text, &day)) return (Value){ .known = true, .number = day };
    vum_flag(reading, path, value, WORD_vum_flag_date);
    return VALUE_UNKNOWN;
}

Value vum_text(VumReading *reading, const json_t *value, size_t bytes_max, Str path) {
    Str text = vum_json_str(value);
    if (!text.len) return VALUE_UNKNOWN;
    if (text.len <= bytes_max) return (Value){ .known = true, .text = text };
    vum_flag(reading, path, value, WORD_vum_flag_text);
    return VALUE_UNKNOWN;
}

Value vum_listed(VumReading *reading, const json_t *value, const char *list, Str path) {
    Str code = vum_json_str(value);
    if (!code.at) return VALUE_UNKNOWN;
    int position = code_list_find(code_list(str_from(list)), code);
    if (position >= 0) return (Value){ .known = true, .number = position, .text = code };
    vum_flag(reading, path, value, WORD_vum_flag_not_listed);
    return VALUE_UNKNOWN;
}

Value vum_code(int position) {
    if (position < 0) return VALUE_UNKNOWN;
    return (Value){ .known = true, .number = position };
}

Value vum_postcode(VumReading *reading, const json_t *value, Str path) {
    Str text = vum_json_str(value);
    if (!text.len) return VALUE_UNKNOWN;
    char *copy = str_zero_ended(reading->arena, text);
    for (size_t i = 0; i < text.len; i++) {
        if (copy[i] >= 'a' && copy[i] <= 'z') copy[i] = (char)(copy[i] - 'a' + 'A');
    }
    const FieldInfo field = { .name = "postcode", .kind = FIELD_POSTCODE };
    Value postcode;
    Phrase why;
    if (value_read(reading->arena, &field, (Str){ copy, text.len }, &postcode, &why) == OK) {
        return postcode;
    }
    vum_flag(reading, path, value, WORD_vum_flag_postcode);
    return VALUE_UNKNOWN;
}

Value vum_occupation(VumReading *reading, const json_t *value, Str path, Value *ret_isco) {
    enum { OCCUPATION_BYTES_MAX = 200 };
    Value occupation = vum_text(reading, value, OCCUPATION_BYTES_MAX, path);
    Str isco = STR_EMPTY;
    if (occupation.known && reading->isco_of) {
        isco = reading->isco_of(reading->isco_context, occupation.text);
    }
    *ret_isco = (Value){ .known = isco.len > 0, .text = isco };
    return occupation;
}

void vum_in_order(VumReading *reading, Value *from, Value *until, Str path, const json_t *end) {
    if (!from->known || !until->known || from->number <= until->number) return;
    vum_flag(reading, path, end, WORD_vum_flag_end_first);
    *from = *until = VALUE_UNKNOWN;
}

/* --- languages --- */

static const char *const skill_names[SKILL_COUNT] = {
    [SKILL_LISTENING] = "codeNiveauTaalbeheersingLuisteren",
    [SKILL_SPEAKING] = "codeNiveauTaalbeheersingMondeling",
    [SKILL_READING] = "codeNiveauTaalbeheersingLezen",
    [SKILL_WRITING] = "codeNiveauTaalbeheersingSchriftelijk",
};

const char *vum_skill_name(int skill) {
    return skill_names[skill];
}

static VumLanguage *language_find(VumLanguages *all, Str language, int skill) {
    for (size_t i = 0; i < all->count; i++) {
        if (all->at[i].skill == skill && str_equal(all->at[i].language.text, language)) {
            return &all->at[i];
        }
    }
    return NULL;
}

static void language_add(Arena *arena, VumLanguages *all, VumLanguage said) {
    VumLanguage *had = language_find(all, said.language.text, said.skill);
    if (!had) {
        all->at = arena_room(arena, VumLanguage, all->at, all->count, &all->capacity);
        all->at[all->count++] = said;
        return;
    }
    if (said.low < had->low) had->low = said.low;
    if (said.high > had->high) had->high = said.high;
    if (said.low > had->low_highest) had->low_highest = said.low;
}

VumLanguages vum_languages(VumReading *reading, const json_t *list, const char *path) {
    VumLanguages all = { 0 };
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *entry = json_array_get(list, i);
        Str place = str_printf(reading->arena, "%s[%zu].codeTaal", path, i);
        VumLanguage said = { 0 };
        said.language = vum_listed(reading, json_object_get(entry, "codeTaal"), "languages", place);
        for (said.skill = 0; said.skill < SKILL_COUNT && said.language.known; said.skill++) {
            Value grade = vum_number(json_object_get(entry, skill_names[said.skill]));
            if (!grade.known || !vum_grade_levels(grade.number, &said.low, &said.high)) continue;
            said.low_highest = said.low;
            language_add(reading->arena, &all, said);
        }
    }
    return all;
}

/* --- transport --- */

/* True when both answer, and differently. */
static bool answer_add(Value *had, Value said, bool *torn) {
    if (!said.known || *torn) return false;
    if (!had->known) *had = said;
    if (had->number == said.number) return false;
    *had = VALUE_UNKNOWN;
    return *torn = true;
}

VumTransport vum_transport(VumReading *reading, const json_t *list) {
    static const char to_work[] = "indicatieBeschikbaarVoorWoonWerkverkeer",
                      at_work[] = "indicatieBeschikbaarVoorUitvoeringWerk";
    VumTransport all = { 0 };
    bool torn[VUM_MODE_COUNT][2] = { { false } };
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *entry = json_array_get(list, i);
        Value vehicle = vum_number(json_object_get(entry, "codeVervoermiddel"));
        int mode = vehicle.known ? vum_vehicle_mode(vehicle.number) : -1;
        if (mode < 0) continue;
        if (!all.named[mode]) all.order[all.count++] = mode;
        all.named[mode] = true;
        Str path = vum_entry_path(reading, "vervoermiddel", i);
        json_t *to = json_object_get(entry, to_work), *at = json_object_get(entry, at_work);
        if (answer_add(&all.to_work[mode], vum_asked(to), &torn[mode][0])) {
            vum_flag(reading, str_printf(reading->arena, "%.*s.%s", STR_ARGS(path), to_work), to,
                     WORD_vum_flag_torn);
        }
        if (answer_add(&all.at_work[mode], vum_asked(at), &torn[mode][1])) {
            vum_flag(reading, str_printf(reading->arena, "%.*s.%s", STR_ARGS(path), at_work), at,
                     WORD_vum_flag_torn);
        }
    }
    return all;
}
