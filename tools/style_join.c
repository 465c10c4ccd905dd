/* style_join: style sheets -> one, in the order given, as small as is simple and safe.
 *
 *     style_join OUT.css UNKNOWN.txt OUT.d --used DIR ... --components DIR FILE ... --all FILE ...
 *
 * Of files below the folder after --components only rules stay for classes that occur below the
 * folders after --used; files after --all keep every rule. UNKNOWN.txt lists classes that a page
 * uses and no component has a rule for. OUT.d tells ninja what was looked at. Writes a file only
 * when it becomes another. */
#include "file.h"
#include "style_sheet.h"

enum { SHEET_BYTES_MAX = 4 * 1024 * 1024, ARENA_BYTES_MAX = 256 * 1024 * 1024 };

static int complain(const char *what, const char *which) {
    fprintf(stderr, "style_join: %s: %s\n", which, what);
    return 1;
}

static int write_file(Arena *arena, const char *path, const Text *text) {
    if (text_failed(text)) return complain("would be larger than 4 MB", path);
    Str before, bytes = text_str(text);
    if (file_read(arena, path, SHEET_BYTES_MAX, &before) == OK && str_equal(before, bytes)) return 0;
    FILE *out = fopen(path, "wb");
    if (!out) return complain("cannot be written", path);
    bool well = fwrite(bytes.at, 1, bytes.len, out) == bytes.len;
    return fclose(out) || !well ? complain("cannot be written", path) : 0;
}

static int write_dependencies(Classes *classes, const char *path, const char *target) {
    Text text = text_new(classes->arena, SHEET_BYTES_MAX);
    text_addf(&text, "%s:", target);
    for (size_t i = 0; i < classes->seen_count; i++) text_addf(&text, " %s", classes->seen[i]);
    text_add_char(&text, '\n');
    return write_file(classes->arena, path, &text);
}

static int write_unknown(Classes *classes, const char *path) {
    Text text = text_new(classes->arena, SHEET_BYTES_MAX);
    for (size_t i = 0; i < classes->count; i++) {
        if (classes->known[i]) continue;
        text_addf(&text, "%.*s\n", STR_ARGS(classes->name[i]));
    }
    return write_file(classes->arena, path, &text);
}

static int add_file(Text *out, const char *path, Classes *used) {
    Str sheet;
    if (file_read(out->arena, path, SHEET_BYTES_MAX, &sheet) != OK) {
        return complain("cannot be read, or is larger than 4 MB", path);
    }
    if (style_sheet_add(out, sheet, used)) return 0;
    return complain(text_failed(out) ? "with this all sheets are larger than 4 MB"
                                     : "is not CSS as we know it",
                    path);
}

static int add_sheets(Text *out, char **argument, Classes *used) {
    const char *folder = NULL;
    for (; *argument; argument++) {
        if (!strcmp(*argument, "--all")) {
            folder = NULL;
            used = NULL;
        } else if (!strcmp(*argument, "--components")) {
            folder = *++argument;
        } else {
            Str path = folder ? str_printf(out->arena, "%s/%s", folder, *argument)
                              : str_from(*argument);
            if (add_file(out, str_zero_ended(out->arena, path), used)) return 1;
        }
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc < 6) {
        fprintf(stderr, "usage: style_join OUT.css UNKNOWN.txt OUT.d --used DIR ..."
                        " --components DIR FILE ... --all FILE ...\n");
        return 2;
    }
    AUTO(arena_end_at) Arena *arena = arena_new("style_join", ARENA_BYTES_MAX);
    Classes *used = arena_one(arena, Classes);
    used->arena = arena;
    char **argument = argv + 4;
    if (!strcmp(*argument, "--used")) argument++;
    for (; *argument && strcmp(*argument, "--components"); argument++) {
        if (!classes_read_folder(used, *argument)) return 1;
    }
    Text out = text_new(arena, SHEET_BYTES_MAX);
    if (add_sheets(&out, argument, used)) return 1;
    return write_file(arena, argv[1], &out) || write_unknown(used, argv[2]) ||
           write_dependencies(used, argv[3], argv[1]);
}
