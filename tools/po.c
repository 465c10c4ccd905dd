#include "po.h"

typedef struct PoReader {
    Arena *arena;
    PoFile file;
    size_t capacity;
    PoEntry open;      /* the entry being read */
    bool has_open, has_single, has_plural_key, has_header, fuzzy;
    Text string;       /* the string being read, over its lines */
    Str *target;       /* where the string goes */
    Str plural_key;
    int line;
    Str why;
} PoReader;

static bool po_refuse(PoReader *reader, const char *what) {
    if (!reader->why.at) {
        reader->why = str_printf(reader->arena, "line %d: %s", reader->line, what);
    }
    return false;
}

static void string_end(PoReader *reader) {
    if (!reader->target) return;
    *reader->target = str_copy(reader->arena, text_str(&reader->string));
    text_clear(&reader->string);
    reader->target = NULL;
}

static bool key_is_plain(Str key) {
    for (size_t i = 0; i < key.len; i++) {
        char c = key.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '.' || c == '_';
        if (!plain) return false;
    }
    return key.len > 0 && key.len <= 200;
}

static bool header_fits(PoReader *reader) {
    Str header = reader->open.single;
    if (reader->has_header) return po_refuse(reader, "a second header");
    reader->has_header = true;
    if (str_find(header, S("charset=UTF-8")) == header.len) {
        return po_refuse(reader, "the header must say charset=UTF-8");
    }
    if (str_find(header, S("nplurals=2; plural=(n != 1);")) == header.len) {
        return po_refuse(reader, "the header must say nplurals=2; plural=(n != 1);");
    }
    return true;
}

static bool entry_fits(PoReader *reader) {
    const PoEntry *entry = &reader->open;
    if (!key_is_plain(entry->key)) {
        return po_refuse(reader, "a key has letters, digits, dots and underscores only");
    }
    if (reader->has_plural_key != (entry->plural.at != NULL)) {
        return po_refuse(reader, "msgid_plural and msgstr[1] go together");
    }
    if (!entry->single.len || (entry->plural.at && !entry->plural.len)) {
        return po_refuse(reader, "an entry with an empty text");
    }
    return reader->file.entry_count < PO_ENTRIES_MAX || po_refuse(reader, "too many entries");
}

/* What is wrong with an entry is told with the line where it begins. */
static bool entry_end(PoReader *reader) {
    string_end(reader);
    if (!reader->has_open) return true;
    int line = reader->line;
    reader->line = reader->open.line;
    if (!reader->has_single) return po_refuse(reader, "an entry without msgstr");
    bool header = !reader->open.key.len;
    if (header ? !header_fits(reader) : !entry_fits(reader)) return false;
    reader->line = line;
    reader->has_open = reader->has_single = reader->has_plural_key = false;
    if (header) return true;
    reader->file.entry = arena_room(reader->arena, PoEntry, reader->file.entry,
                                    reader->file.entry_count, &reader->capacity);
    reader->file.entry[reader->file.entry_count++] = reader->open;
    return true;
}

/* A quoted string at the end of a line: "..." with escapes. */
static bool string_add(PoReader *reader, Str quoted) {
    quoted = str_trim(quoted);
    if (quoted.len < 2 || quoted.at[0] != '"' || quoted.at[quoted.len - 1] != '"') {
        return po_refuse(reader, "expected a text in double quotes");
    }
    if (!reader->target) return po_refuse(reader, "a text that belongs to nothing");
    for (size_t i = 1; i + 1 < quoted.len; i++) {
        char c = quoted.at[i];
        if (c == '"') return po_refuse(reader, "a double quote inside a text needs a backslash");
        if (c == '\\') {
            i++;
            c = i + 1 < quoted.len ? quoted.at[i] : 0;
            if (c == 'n') c = '\n';
            else if (c == 't') c = '\t';
            else if (c != '"' && c != '\\') return po_refuse(reader, "unknown escape in a text");
        }
        text_add_char(&reader->string, c);
    }
    return !text_failed(&reader->string) || po_refuse(reader, "a text is too long");
}

static bool entry_begin(PoReader *reader) {
    if (!entry_end(reader)) return false;
    if (reader->fuzzy) return po_refuse(reader, "a fuzzy entry: check the text, drop the flag");
    reader->open = (PoEntry){ .line = reader->line };
    reader->has_open = true;
    reader->target = &reader->open.key;
    return true;
}

static bool single_begin(PoReader *reader) {
    if (reader->has_single) return po_refuse(reader, "msgstr given twice");
    reader->has_single = true;
    reader->target = &reader->open.single;
    return true;
}

static bool plural_begin(PoReader *reader) {
    if (reader->open.plural.at) return po_refuse(reader, "msgstr[1] given twice");
    reader->target = &reader->open.plural;
    return true;
}

/* msgid_plural says that there is a plural; its own text is the key again and is not kept. */
static bool plural_key_begin(PoReader *reader) {
    if (reader->has_plural_key) return po_refuse(reader, "msgid_plural given twice");
    reader->has_plural_key = true;
    reader->target = &reader->plural_key;
    return true;
}

static bool field_begin(PoReader *reader, Str line) {
    static const struct Field {
        const char *name;
        bool (*begin)(PoReader *reader);
    } fields[] = { { "msgid", entry_begin }, { "msgid_plural", plural_key_begin },
                   { "msgstr", single_begin }, { "msgstr[0]", single_begin },
                   { "msgstr[1]", plural_begin } };
    Str name, rest = line;
    str_cut(&rest, ' ', &name);
    if (!rest.at) return po_refuse(reader, "expected a name, a space and a text");
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (!str_equal(name, str_from(fields[i].name))) continue;
        if (i > 0) string_end(reader);
        if (i > 0 && !reader->has_open) return po_refuse(reader, "expected msgid first");
        return fields[i].begin(reader) && string_add(reader, rest);
    }
    return po_refuse(reader, "allowed: msgid, msgid_plural, msgstr, msgstr[0], msgstr[1]");
}

static bool line_read(PoReader *reader, Str line) {
    if (line.len && line.at[line.len - 1] == '\r') line.len--;
    line = str_trim(line);
    if (!line.len) return true;
    if (line.at[0] == '#') {
        if (str_starts(line, S("#,")) && str_find(line, S("fuzzy")) < line.len) reader->fuzzy = true;
        return true;
    }
    if (line.at[0] == '"') return string_add(reader, line);
    return field_begin(reader, line);
}

static int entry_order(const void *a, const void *b) {
    const PoEntry *left = a, *right = b;
    int order = str_compare(left->key, right->key);
    return order ? order : left->line - right->line;
}

static bool entries_sort(PoReader *reader) {
    PoFile *file = &reader->file;
    if (file->entry_count) qsort(file->entry, file->entry_count, sizeof *file->entry, entry_order);
    for (size_t i = 1; i < file->entry_count; i++) {
        if (!str_equal(file->entry[i - 1].key, file->entry[i].key)) continue;
        reader->line = file->entry[i].line;
        return po_refuse(reader, "this key was given before");
    }
    return true;
}

bool po_read(Arena *arena, Str bytes, PoFile *ret_file, Str *ret_why) {
    PoReader reader = { .arena = arena, .string = text_new(arena, 64 * 1024), .why = { NULL, 0 } };
    bool good = true;
    if (bytes.len > PO_BYTES_MAX) good = po_refuse(&reader, "the file is too large");
    if (good && !str_is_utf8(bytes)) good = po_refuse(&reader, "the file is not UTF-8");
    Str rest = bytes, line;
    while (good && str_cut(&rest, '\n', &line)) {
        reader.line++;
        good = line_read(&reader, line);
    }
    good = good && entry_end(&reader);
    if (good && !reader.has_header) {
        reader.line = 1;
        good = po_refuse(&reader, "the header is missing");
    }
    good = good && entries_sort(&reader);
    if (good) *ret_file = reader.file;
    else *ret_why = reader.why;
    return good;
}
