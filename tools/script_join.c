/* script_join: scripts -> one, in the order given.
 *
 *     script_join OUT.js PATH ...
 *
 * Lines lose the blanks before them; lines that are empty or only a comment ("//") go. That is safe
 * for what we write: no text runs over the end of a line. Stops the build when one does ("`"). */
#include "file.h"
#include "text.h"

enum { SCRIPT_BYTES_MAX = 1024 * 1024, ARENA_BYTES_MAX = 32 * 1024 * 1024 };

static int complain(const char *what, const char *which) {
    fprintf(stderr, "script_join: %s: %s\n", which, what);
    return 1;
}

static int add_script(Text *out, const char *path) {
    Str script, line;
    if (file_read(out->arena, path, SCRIPT_BYTES_MAX, &script) != OK) {
        return complain("cannot be read, or is larger than 1 MB", path);
    }
    if (str_find(script, S("`")) < script.len) return complain("holds a template literal", path);
    while (str_cut(&script, '\n', &line)) {
        line = str_trim(line);
        if (!line.len || str_starts(line, S("//"))) continue;
        text_add(out, line);
        text_add_char(out, '\n');
    }
    return text_failed(out) ? complain("with this all scripts are larger than 1 MB", path) : 0;
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: script_join OUT.js PATH ...\n");
        return 2;
    }
    AUTO(arena_end_at) Arena *arena = arena_new("script_join", ARENA_BYTES_MAX);
    Text text = text_new(arena, SCRIPT_BYTES_MAX);
    for (int i = 2; i < argc; i++) {
        if (add_script(&text, argv[i])) return 1;
    }
    FILE *out = fopen(argv[1], "wb");
    if (!out) return complain("cannot be written", argv[1]);
    bool well = fwrite(text.at, 1, text.len, out) == text.len;
    return fclose(out) || !well ? complain("cannot be written", argv[1]) : 0;
}
