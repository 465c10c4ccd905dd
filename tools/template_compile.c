/* template_compile: the templates of web/ -> templates.h and templates.c.
 *
 *     template_compile OUT.h OUT.c WORDS.po FILE.html...
 *
 * What a file is, its folder says: layout, parts or pages. Stops the build (exit status 1) and
 * writes nothing when a template is refused; the first fault of each file is told as
 * file:line:column: why. */
#include "file.h"
#include "template.h"

enum { ARENA_BYTES_MAX = 1024 * 1024 * 1024 };

static int complain(const char *file, const char *what) {
    fprintf(stderr, "%s: error: %s\n", file, what);
    return 1;
}

static int complain_at(Str file, const TemplateFault *fault) {
    fprintf(stderr, "%.*s:%d:%d: error: %.*s\n", STR_ARGS(file), fault->line, fault->column,
            STR_ARGS(fault->why));
    return 1;
}

static bool name_is_plain(Str name) {
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        bool letter = c >= 'a' && c <= 'z';
        if (!letter && (i == 0 || ((c < '0' || c > '9') && c != '_'))) return false;
    }
    return name.len > 0;
}

/* ".../parts/name.html" */
static bool source_of(const char *path, TemplateSource *ret_source) {
    static const char *const folders[] = { "layout", "parts", "pages" };
    Str rest = str_from(path), part, folder = STR_EMPTY, file = STR_EMPTY;
    while (str_cut(&rest, '/', &part)) {
        folder = file;
        file = part;
    }
    if (!str_ends(file, S(".html"))) return false;
    *ret_source = (TemplateSource){ .path = str_from(path),
                                    .name = str_sub(file, 0, file.len - strlen(".html")) };
    for (int kind = 0; kind < 3; kind++) {
        if (!str_equal(folder, str_from(folders[kind]))) continue;
        ret_source->kind = (TemplateKind)kind;
        return name_is_plain(ret_source->name);
    }
    return false;
}

static int read_one(Arena *arena, TemplateSet *set, TemplateSource source) {
    if (file_read(arena, str_zero_ended(arena, source.path), TEMPLATE_BYTES_MAX, &source.bytes) !=
        OK) {
        return complain(source.path.at, "cannot be read, or is larger than 256 KB");
    }
    if (template_find(set, source.kind, source.name))
        return complain(source.path.at, "given twice");
    TemplateFault fault = { 0 };
    Template *template = &set->template[set->template_count];
    if (!template_read(arena, set, source, template, &fault))
        return complain_at(source.path, &fault);
    set->template_count++;
    return 0;
}

static int read_all(Arena *arena, TemplateSet *set, int count, char **path) {
    int failed = 0;
    for (int kind = TEMPLATE_LAYOUT; kind <= TEMPLATE_PAGE; kind++) {
        for (int i = 0; i < count; i++) {
            TemplateSource source;
            if (!source_of(path[i], &source)) {
                return complain(path[i],
                                "not layout/NAME.html, parts/NAME.html or pages/NAME.html");
            }
            if (source.kind == (TemplateKind)kind) failed |= read_one(arena, set, source);
        }
        if (failed && kind == TEMPLATE_LAYOUT) return failed;
    }
    return failed;
}

static int write_file(const char *path, Str bytes) {
    FILE *out = fopen(path, "wb");
    if (!out) return complain(path, "cannot be written");
    bool written = fwrite(bytes.at, 1, bytes.len, out) == bytes.len;
    written = fclose(out) == 0 && written;
    return written ? 0 : complain(path, "cannot be written");
}

static Str last_part(const char *path) {
    Str rest = str_from(path), part = rest;
    while (str_cut(&rest, '/', &part)) continue;
    return part;
}

int main(int argc, char **argv) {
    if (argc > 4 + TEMPLATES_MAX) return complain(argv[4 + TEMPLATES_MAX], "more than 1000 files");
    if (argc < 4) {
        fprintf(stderr, "usage: template_compile OUT.h OUT.c WORDS.po FILE.html...\n");
        return 2;
    }
    AUTO(arena_end_at) Arena *arena = arena_new("templates", ARENA_BYTES_MAX);
    PoFile words;
    Str bytes, why;
    if (file_read(arena, argv[3], PO_BYTES_MAX, &bytes) != OK)
        return complain(argv[3], "cannot be read");
    if (!po_read(arena, bytes, &words, &why)) return complain(argv[3], str_zero_ended(arena, why));
    TemplateSet set = { .words = &words, .template = arena_many(arena, Template, TEMPLATES_MAX) };
    if (read_all(arena, &set, argc - 4, argv + 4)) return 1;
    size_t index;
    TemplateFault fault;
    if (!templates_fit(arena, &set, &index, &fault)) {
        return complain_at(set.template[index].source.path, &fault);
    }
    Str header = templates_header(arena, &set);
    Str code = templates_code(arena, &set, last_part(argv[1]));
    if (!header.len || !code.len) return complain(argv[2], "would be larger than 64 MB");
    return write_file(argv[1], header) || write_file(argv[2], code);
}
