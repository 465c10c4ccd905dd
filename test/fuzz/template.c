/* A template from bytes of a stranger: refused at a place that is there, or C that keeps its
 * promises.
 *
 * The first byte says what it is: a layout, a part or a page (which has a layout `frame`). What is
 * taken is read again as the same C, and is C of our own making only: no byte of the template
 * stands outside a literal or a name. */
#include "template.h"

#include <assert.h>

#include "auto.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { ARENA_BYTES = 512 * 1024 * 1024 };

static const char frame[] = "{{view L \"l.h\"}}<!doctype html><html "
                            "lang=\"{{tongue}}\"><head><title>{{slot title}}</title></head>"
                            "<body><h1>{{slot title}}</h1><ol>{{slot crumbs "
                            "optional}}</ol><main>{{slot main optional}}</main>"
                            "</body></html>";

/* Outside literals: printable, braces that open and close, no comment and no line that is ours. */
static void assert_c(Str code) {
    int depth = 0;
    bool literal = false;
    for (size_t i = 0; i < code.len; i++) {
        char c = code.at[i];
        assert((c >= ' ' && c <= '~') || (c == '\n' && !literal));
        if (literal && c == '\\') i++;
        else if (c == '"') literal = !literal;
        else if (!literal && c == '{') depth++;
        else if (!literal && c == '}') depth--;
        assert(depth >= 0);
        bool comment = !literal && c == '/' && i + 1 < code.len &&
                       (code.at[i + 1] == '*' || code.at[i + 1] == '/');
        assert(!comment);
        assert(literal || (c != '\\' && c != '`' && c != '$' && c != '@'));
    }
    assert(!literal && depth == 0);
}

static void assert_fault(Str bytes, const TemplateFault *fault) {
    int lines = 1;
    for (size_t i = 0; i < bytes.len; i++) lines += bytes.at[i] == '\n';
    assert(fault->line >= 1 && fault->line <= lines);
    assert(fault->column >= 1 && fault->why.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
    if (!len) return 0;
    AUTO(arena_end_at) Arena *arena = arena_new("fuzz", ARENA_BYTES);
    PoEntry entry[] = { { .key = S("a"), .single = S("{who}") },
                        { .key = S("b.c"), .single = S("x"), .plural = S("{count}") } };
    PoFile words = { entry, 2 };
    Template *template = arena_many(arena, Template, 3);
    TemplateSet set = { .words = bytes[0] & 4 ? &words : NULL, .template = template };
    TemplateFault fault = { 0 };
    TemplateSource source = { .kind = TEMPLATE_LAYOUT,
                              .path = S("frame.html"),
                              .name = S("frame"),
                              .bytes = str_from(frame) };
    assert(template_read(arena, &set, source, &template[0], &fault));
    set.template_count = 1;
    source = (TemplateSource){ .kind = (TemplateKind)(bytes[0] % 3),
                               .path = S("x.html"),
                               .name = S("x"),
                               .bytes = { (const char *)bytes + 1, len - 1 } };
    if (!template_read(arena, &set, source, &template[1], &fault)) {
        assert_fault(source.bytes, &fault);
        return 0;
    }
    assert_c(template[1].code);
    assert(template_read(arena, &set, source, &template[2], &fault));
    assert(str_equal(template[1].code, template[2].code));
    set.template_count = 2;
    size_t index;
    if (!templates_fit(arena, &set, &index, &fault)) assert_fault(source.bytes, &fault);
    Str code = templates_code(arena, &set, S("t.h"));
    assert(code.len > template[1].code.len);
    assert(templates_header(arena, &set).len);
    return 0;
}
