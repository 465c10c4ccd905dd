/* asset_embed: style, script and icons -> one C source that holds them; see src/assets/assets.h.
 *
 *     asset_embed OUT.c (NAME TYPE PATH PACKED_PATH) ...
 *
 * NAME is what pages ask for ("style.css"), TYPE its media type, PACKED_PATH the same file through
 * gzip. The address has a hash of the bytes in it, so that what a browser keeps is never an old one.
 * Stops the build when a file cannot be read, or its address would be that of another. */
#include "file.h"
#include "text.h"

enum {
    ASSETS_MAX = 50,
    ASSET_BYTES_MAX = 1024 * 1024,
    ARENA_BYTES_MAX = 64 * 1024 * 1024,
    LINE_BYTES = 24,
    HASH_DIGITS = 16,
};

typedef struct Piece {
    const char *name, *type;
    Str path, bytes, packed;
    unsigned long long hash;
} Piece;

static int complain(const char *what, const char *which) {
    fprintf(stderr, "asset_embed: %s: %s\n", which, what);
    return 1;
}

static void write_bytes(FILE *out, const char *name, int number, Str bytes) {
    fprintf(out, "static const unsigned char %s_%d[] = {", name, number);
    for (size_t i = 0; i < bytes.len; i++) {
        if (i % LINE_BYTES == 0) fputs("\n    ", out);
        fprintf(out, "%u,", (unsigned char)bytes.at[i]);
    }
    fputs("\n};\n", out);
}

static int write_source(const char *path, const Piece *piece, int count) {
    FILE *out = fopen(path, "w");
    if (!out) return complain("cannot be written", path);
    fputs("/* Made by tools/asset_embed from web/. Do not edit. */\n#include \"assets.h\"\n\n", out);
    for (int i = 0; i < count; i++) {
        write_bytes(out, "bytes", i, piece[i].bytes);
        write_bytes(out, "packed", i, piece[i].packed);
    }
    fprintf(out, "const size_t asset_count = %d;\nconst Asset assets[] = {\n", count);
    for (int i = 0; i < count; i++) {
        fprintf(out, "    { .name = { \"%s\", %zu }, .path = { \"%.*s\", %zu },\n", piece[i].name,
                strlen(piece[i].name), STR_ARGS(piece[i].path), piece[i].path.len);
        fprintf(out, "      .type = { \"%s\", %zu }, .tag = { \"\\\"%0*llx\\\"\", %d },\n",
                piece[i].type, strlen(piece[i].type), HASH_DIGITS, piece[i].hash, HASH_DIGITS + 2);
        fprintf(out, "      .packed_tag = { \"\\\"%0*llx-gzip\\\"\", %d },\n", HASH_DIGITS,
                piece[i].hash, HASH_DIGITS + 7);
        fprintf(out, "      .bytes = { (const char *)bytes_%d, %zu },\n", i, piece[i].bytes.len);
        fprintf(out, "      .packed = { (const char *)packed_%d, %zu } },\n", i,
                piece[i].packed.len);
    }
    fputs("};\n", out);
    return fclose(out) ? complain("cannot be written", path) : 0;
}

/* "style.css" becomes "/static/style-0123456789abcdef.css". */
static Str path_of(Arena *arena, const Piece *piece) {
    const char *dot = strrchr(piece->name, '.');
    int length = dot ? (int)(dot - piece->name) : (int)strlen(piece->name);
    return str_printf(arena, "/static/%.*s-%0*llx%s", length, piece->name, HASH_DIGITS, piece->hash,
                      dot ? dot : "");
}

static int read_piece(Arena *arena, char **argument, Piece *ret_piece) {
    Piece piece = { .name = argument[0], .type = argument[1] };
    if (file_read(arena, argument[2], ASSET_BYTES_MAX, &piece.bytes) != OK) {
        return complain("cannot be read, or is larger than 1 MB", argument[2]);
    }
    if (file_read(arena, argument[3], ASSET_BYTES_MAX, &piece.packed) != OK) {
        return complain("cannot be read, or is larger than 1 MB", argument[3]);
    }
    if (!piece.bytes.len || !piece.packed.len) return complain("is empty", argument[2]);
    piece.hash = str_hash(piece.bytes);
    piece.path = path_of(arena, &piece);
    *ret_piece = piece;
    return 0;
}

int main(int argc, char **argv) {
    int count = (argc - 2) / 4;
    if (count > ASSETS_MAX) return complain("more than 50 files", argv[1]);
    if (argc < 6 || argc != 2 + 4 * count) {
        fprintf(stderr, "usage: asset_embed OUT.c (NAME TYPE PATH PACKED_PATH) ...\n");
        return 2;
    }
    AUTO(arena_end_at) Arena *arena = arena_new("asset_embed", ARENA_BYTES_MAX);
    static Piece piece[ASSETS_MAX];
    for (int i = 0; i < count; i++) {
        if (read_piece(arena, argv + 2 + 4 * i, &piece[i])) return 1;
        for (int j = 0; j < i; j++) {
            if (str_equal(piece[i].path, piece[j].path)) return complain("twice", piece[i].name);
        }
    }
    return write_source(argv[1], piece, count);
}
