/* words_compile: po/nl.po po/en.po ... -> words_list.h and words_table.c.
 *
 *     words_compile OUT_LIST.h OUT_TABLE.c nl.po en.po
 *
 * The first tongue is the reference. Stops the build (exit status 1), naming file and line, when a
 * tongue lacks a key, has one too many, has other holes in its text, or has a plural where the
 * reference has none or the other way round. Writes nothing then. */
#include "file.h"
#include "po.h"

/* A Phrase has room for eight values (src/words/phrase.h). */
enum { TONGUES_MAX = 16, HOLES_MAX = 8, ARENA_BYTES_MAX = 64 * 1024 * 1024 };

static const char *tongue_name[TONGUES_MAX];
static PoFile tongue_file[TONGUES_MAX];
static int tongue_count;

static int complain(const char *file, int line, const char *what, Str key) {
    fprintf(stderr, "%s:%d: %s: %.*s\n", file, line, what, STR_ARGS(key));
    return 1;
}

static void write_name(FILE *out, Str key) {
    for (size_t i = 0; i < key.len; i++) fputc(key.at[i] == '.' ? '_' : key.at[i], out);
}

typedef struct Holes {
    Str name[HOLES_MAX];
    int count;
} Holes;

static bool hole_is_plain(Str name) {
    for (size_t i = 0; i < name.len; i++) {
        if ((name.at[i] < 'a' || name.at[i] > 'z') && name.at[i] != '_') return false;
    }
    return name.len > 0;
}

static bool holes_have(const Holes *holes, Str name) {
    for (int i = 0; i < holes->count; i++) {
        if (str_equal(holes->name[i], name)) return true;
    }
    return false;
}

/* Each name once. False: an open brace without its end, a name that is none, too many. */
static bool holes_read(Str text, Holes *ret_holes) {
    Holes holes = { .count = 0 };
    Str rest = text, part, name;
    while (str_cut(&rest, '{', &part) && rest.at) {
        str_cut(&rest, '}', &name);
        if (!rest.at || !hole_is_plain(name)) return false;
        if (holes_have(&holes, name)) continue;
        if (holes.count == HOLES_MAX) return false;
        holes.name[holes.count++] = name;
    }
    *ret_holes = holes;
    return true;
}

static const char *holes_fault(Str text, Str reference) {
    Holes holes, wanted;
    if (!holes_read(text, &holes)) return "a hole is {name}, a to z and _, at most 8 in a text";
    bool same = holes_read(reference, &wanted) && holes.count == wanted.count;
    for (int i = 0; same && i < holes.count; i++) same = holes_have(&wanted, holes.name[i]);
    return same ? NULL : "other holes than in the first tongue";
}

static int compare_entry(const char *file, const PoEntry *entry, const PoEntry *reference) {
    if (!str_equal(entry->key, reference->key)) {
        bool extra = str_compare(entry->key, reference->key) < 0;
        return complain(file, entry->line, extra ? "key unknown to the first tongue"
                                                 : "before this key one is missing",
                        extra ? entry->key : reference->key);
    }
    if (!entry->plural.at != !reference->plural.at) {
        return complain(file, entry->line, "plural in one tongue only", entry->key);
    }
    const char *fault = holes_fault(entry->single, reference->single);
    if (!fault) fault = holes_fault(entry->plural, reference->plural);
    return fault ? complain(file, entry->line, fault, entry->key) : 0;
}

static int compare_tongue(int tongue) {
    const PoFile *reference = &tongue_file[0], *file = &tongue_file[tongue];
    for (size_t i = 0; i < reference->entry_count; i++) {
        if (i == file->entry_count) {
            return complain(tongue_name[tongue], 0, "key missing", reference->entry[i].key);
        }
        if (compare_entry(tongue_name[tongue], &file->entry[i], &reference->entry[i])) return 1;
    }
    if (file->entry_count > reference->entry_count) {
        const PoEntry *extra = &file->entry[reference->entry_count];
        return complain(tongue_name[tongue], extra->line, "key unknown to the first tongue",
                        extra->key);
    }
    return 0;
}

static void write_text(FILE *out, Str text) {
    if (!text.at) {
        fputs("0", out);
        return;
    }
    fputc('"', out);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == '"' || c == '\\') fprintf(out, "\\%c", c);
        else if (c < ' ' || c > '~') fprintf(out, "\\%03o", c);
        else fputc(c, out);
    }
    fputc('"', out);
}

static int write_end(FILE *out, const char *path) {
    bool failed = ferror(out) != 0;
    failed = fclose(out) != 0 || failed;
    return failed ? complain(path, 0, "cannot be written", STR_EMPTY) : 0;
}

static int write_list(const char *path) {
    FILE *out = fopen(path, "w");
    if (!out) return complain(path, 0, "cannot be written", STR_EMPTY);
    fputs("/* Made by tools/words_compile from po/. Do not edit. */\n"
          "#ifndef OPSTAP_WORDS_LIST_H\n#define OPSTAP_WORDS_LIST_H\n\n"
          "typedef enum Word {\n    WORD_none,\n", out);
    const PoFile *reference = &tongue_file[0];
    for (size_t i = 0; i < reference->entry_count; i++) {
        fputs("    WORD_", out);
        write_name(out, reference->entry[i].key);
        fputs(",\n", out);
    }
    fputs("    WORD_COUNT\n} Word;\n\n#endif\n", out);
    return write_end(out, path);
}

static int write_table(const char *path) {
    FILE *out = fopen(path, "w");
    if (!out) return complain(path, 0, "cannot be written", STR_EMPTY);
    fputs("/* Made by tools/words_compile from po/. Do not edit. */\n"
          "#include \"words_table.h\"\n\nconst WordRow word_table[WORD_COUNT] = {\n    { \"\", {", out);
    for (int t = 0; t < tongue_count; t++) fputs(" { \"\", 0 },", out);
    fputs(" } },\n", out);
    for (size_t i = 0; i < tongue_file[0].entry_count; i++) {
        fputs("    { ", out);
        write_text(out, tongue_file[0].entry[i].key);
        fputs(", {", out);
        for (int t = 0; t < tongue_count; t++) {
            fputs(" { ", out);
            write_text(out, tongue_file[t].entry[i].single);
            fputs(", ", out);
            write_text(out, tongue_file[t].entry[i].plural);
            fputs(" },", out);
        }
        fputs(" } },\n", out);
    }
    fputs("};\n", out);
    return write_end(out, path);
}

int main(int argc, char **argv) {
    if (argc < 4 || argc > 3 + TONGUES_MAX) {
        fprintf(stderr, "usage: words_compile OUT_LIST.h OUT_TABLE.c nl.po ...\n");
        return 2;
    }
    AUTO(arena_end_at) Arena *arena = arena_new("words", ARENA_BYTES_MAX);
    tongue_count = argc - 3;
    for (int t = 0; t < tongue_count; t++) {
        tongue_name[t] = argv[t + 3];
        Str bytes, why;
        if (file_read(arena, tongue_name[t], PO_BYTES_MAX, &bytes) != OK) {
            return complain(tongue_name[t], 0, "cannot be read", STR_EMPTY);
        }
        if (!po_read(arena, bytes, &tongue_file[t], &why)) {
            fprintf(stderr, "%s: %.*s\n", tongue_name[t], STR_ARGS(why));
            return 1;
        }
        if (compare_tongue(t)) return 1;
    }
    return write_list(argv[1]) || write_table(argv[2]);
}
