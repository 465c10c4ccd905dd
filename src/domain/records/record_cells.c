/* Whole lists in one cell: "nld:speaking:A2;nld:listening:A2:B1". */
#include "limits.h"
#include "records/records.h"

enum {
    ENTRY_SHOWN_BYTES = 80,
    /* ENTRIES_MAX entries of the widest type with every character escaped: what a store can hold is
     * never cut off. */
    CELL_BYTES_MAX = 16 * STRING_BYTES_MAX
};

/* As str_cut, but a mark after a backslash is part of the text. */
static bool cell_cut(Str *rest, char mark, Str *ret_part) {
    if (!rest->at) return false;
    for (size_t i = 0; i < rest->len; i++) {
        if (rest->at[i] == '\\') i++;
        else if (rest->at[i] == mark) {
            *ret_part = str_sub(*rest, 0, i);
            *rest = str_sub(*rest, i + 1, rest->len);
            return true;
        }
    }
    *ret_part = *rest;
    *rest = (Str){ NULL, 0 };
    return true;
}

static Str cell_unescaped(Arena *arena, Str part) {
    if (str_find(part, S("\\")) == part.len) return part;
    Text text = text_new(arena, part.len);
    for (size_t i = 0; i < part.len; i++) {
        if (part.at[i] == '\\' && i + 1 < part.len) i++;
        text_add_char(&text, part.at[i]);
    }
    return text_str(&text);
}

/* As much of it as a report shows: whole characters. */
static Str entry_shown(Str entry) {
    Str shown = str_sub(entry, 0, 80);
    while (shown.len && !str_is_utf8(shown)) shown.len--;
    return shown;
}

static bool says_something(const RecordType *type, const Value *value) {
    for (int i = 0; i < type->field_count; i++) {
        if (value[i].known) return true;
    }
    return false;
}

static Result entry_read(Arena *arena, const RecordType *type, Str entry, Value *value,
                         Phrase *ret_why) {
    Str rest = entry, part;
    int count = 0;
    for (; cell_cut(&rest, ':', &part); count++) {
        if (count == type->field_count) {
            *ret_why = PHRASE(WORD_record_too_many_fields, VALUE_TEXT("entry", entry_shown(entry)),
                              VALUE_NUMBER("count", type->field_count));
            return INVALID;
        }
        Result result = value_read(arena, &type->field[count], cell_unescaped(arena, part),
                                   &value[count], ret_why);
        if (result != OK) return result;
    }
    for (; count < type->field_count; count++) value[count] = VALUE_UNKNOWN;
    bool key_needed = says_something(type, value);
    for (int i = 0; i < type->key_count && key_needed; i++) {
        if (value[i].known) continue;
        *ret_why = PHRASE(WORD_record_key_missing, VALUE_TEXT("entry", entry_shown(entry)),
                          VALUE_TEXT("field", str_from(type->field[i].name)));
        return INVALID;
    }
    return OK;
}

Result record_list_read(Arena *arena, const RecordType *type, Str cell, Provenance from,
                        RecordList *ret_list, Phrase *ret_why) {
    RecordList list = { 0 };
    Str rest = str_trim(cell), entry;
    if (!rest.len) rest.at = NULL;
    while (cell_cut(&rest, ';', &entry)) {
        if (!str_trim(entry).len) continue; /* "a;" */
        Value value[RECORD_FIELDS_MAX] = { 0 };
        Result result = entry_read(arena, type, str_trim(entry), value, ret_why);
        if (result != OK) return result;
        if (!says_something(type, value)) continue;
        if (record_find(type, &list, value) >= 0) {
            *ret_why = PHRASE(WORD_record_entry_twice, VALUE_TEXT("entry", entry_shown(entry)));
            return INVALID;
        }
        if (list.count == ENTRIES_MAX) {
            *ret_why = PHRASE(WORD_record_too_many_entries, VALUE_NUMBER("count", ENTRIES_MAX));
            return INVALID;
        }
        record_add(arena, type, &list, value, from);
    }
    *ret_list = list;
    return OK;
}

/* A time loses its colon; in a text the marks get a backslash. */
static void cell_add(Text *text, FieldKind kind, Str part) {
    for (size_t i = 0; i < part.len; i++) {
        char c = part.at[i];
        if (kind == FIELD_TIME && c == ':') continue;
        if (c == ':' || c == ';' || c == '\\') text_add_char(text, '\\');
        text_add_char(text, c);
    }
}

static void entry_add(Text *text, Arena *arena, const RecordType *type, const Value *value) {
    int last = type->field_count - 1;
    while (last > 0 && !value[last].known) last--;
    if (text->len) text_add_char(text, ';');
    for (int i = 0; i <= last; i++) {
        if (i) text_add_char(text, ':');
        cell_add(text, type->field[i].kind, value_text(arena, &type->field[i], value[i]));
    }
}

Str record_list_text(Arena *arena, const RecordType *type, const RecordList *list) {
    Text text = text_new(arena, CELL_BYTES_MAX);
    for (size_t row = 0; row < list->count; row++) {
        const Value *value = list->value + row * (size_t)type->field_count;
        if (says_something(type, value)) entry_add(&text, arena, type, value);
    }
    return text_str(&text);
}
