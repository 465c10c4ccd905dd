/* embed: files -> one C source that holds their bytes; see src/base/embedded.h.
 *
 *     embed OUT.c NAME ... -- PATH ...
 *
 * As many names as paths, in the same order. The table in OUT.c is sorted by name. Stops the build
 * when a file cannot be read, is larger than FILE_BYTES_MAX, or a name is given twice. */
#include "file.h"

enum {
    FILES_MAX = 500,                   /* data/ has some forty */
    FILE_BYTES_MAX = 4 * 1024 * 1024,  /* a table of the whole country is 200 kB */
    ARENA_BYTES_MAX = 64 * 1024 * 1024,
    LINE_BYTES = 32,
};

typedef struct Piece {
    Str name, bytes;
} Piece;

static int piece_order(const void *a, const void *b) {
    return str_compare(((const Piece *)a)->name, ((const Piece *)b)->name);
}

static int complain(const char *what, const char *which) {
    fprintf(stderr, "embed: %s: %s\n", which, what);
    return 1;
}

/* Octal escapes of three digits: no byte can run into the next, and no trigraph can appear. */
static void write_bytes(FILE *out, Str bytes) {
    if (!bytes.len) fputs("    \"\"", out);
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.at[i];
        if (i % LINE_BYTES == 0) fputs(i ? "\"\n    \"" : "    \"", out);
        bool plain = c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '?';
        if (plain) fputc(c, out);
        else fprintf(out, "\\%03o", c);
    }
    fputs(bytes.len ? "\"" : "", out);
}

static int write_source(const char *path, const Piece *piece, size_t count) {
    FILE *out = fopen(path, "w");
    if (!out) return complain("cannot be written", path);
    fputs("/* Made by tools/embed from data/. Do not edit. */\n#include \"embedded.h\"\n\n", out);
    fprintf(out, "const size_t embedded_file_count = %zu;\n", count);
    fputs("const EmbeddedFile embedded_files[] = {\n", out);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "  { \"%.*s\",\n", STR_ARGS(piece[i].name));
        write_bytes(out, piece[i].bytes);
        fprintf(out, ", %zu },\n", piece[i].bytes.len);
    }
    fputs("};\n", out);
    return fclose(out) ? complain("cannot be written", path) : 0;
}

int main(int argc, char **argv) {
    int count = (argc - 3) / 2;
    if (count > FILES_MAX) return complain("more than 500 files", argv[1]);
    if (argc < 5 || argc != 3 + 2 * count || strcmp(argv[2 + count], "--")) {
        fprintf(stderr, "usage: embed OUT.c NAME ... -- PATH ...\n");
        return 2;
    }
    AUTO(arena_end_at) Arena *arena = arena_new("embed", ARENA_BYTES_MAX);
    static Piece piece[FILES_MAX];
    for (int i = 0; i < count; i++) {
        const char *path = argv[3 + count + i];
        piece[i].name = str_from(argv[2 + i]);
        if (file_read(arena, path, FILE_BYTES_MAX, &piece[i].bytes) != OK) {
            return complain("cannot be read, or is larger than 4 MB", path);
        }
    }
    qsort(piece, (size_t)count, sizeof *piece, piece_order);
    for (int i = 1; i < count; i++) {
        if (str_equal(piece[i - 1].name, piece[i].name)) return complain("twice", piece[i].name.at);
    }
    return write_source(argv[1], piece, (size_t)count);
}
