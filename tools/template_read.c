#include <stdarg.h>

#include "template_reader.h"

/* --- faults and looking --- */

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

int template_line(TemplateReader *reader, size_t at) {
    if (at < reader->line_at) {
        reader->line_at = 0;
        reader->line = 1;
    }
    for (; reader->line_at < at; reader->line_at++) {
        if (reader->bytes.at[reader->line_at] == '\n') reader->line++;
    }
    return reader->line;
}

bool template_fault(TemplateReader *reader, size_t at, const char *format, ...) {
    if (reader->fault.line) return false;
    if (at > reader->bytes.len) at = reader->bytes.len;
    char why[1024];
    va_list values;
    va_start(values, format);
    vsnprintf(why, sizeof why, format, values);
    va_end(values);
    reader->fault = (TemplateFault){ .line = template_line(reader, at),
                                     .column = 1,
                                     .why = str_copy(reader->arena, str_from(why)) };
    for (size_t i = at; i > 0 && reader->bytes.at[i - 1] != '\n'; i--) {
        if (((unsigned char)reader->bytes.at[i - 1] & 0xC0) != 0x80) reader->fault.column++;
    }
    return false;
}

bool reader_looks_at(const TemplateReader *reader, const char *text) {
    return str_starts(str_sub(reader->bytes, reader->at, reader->bytes.len), str_from(text));
}

char reader_char(const TemplateReader *reader) {
    return reader->at < reader->bytes.len ? reader->bytes.at[reader->at] : 0;
}

void reader_skip_blanks(TemplateReader *reader) {
    while (reader->at < reader->bytes.len && is_blank(reader->bytes.at[reader->at])) reader->at++;
}

static bool name_holds(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == ':' || c == '_';
}

Str reader_name(TemplateReader *reader) {
    size_t from = reader->at;
    while (name_holds(reader_char(reader))) reader->at++;
    return str_sub(reader->bytes, from, reader->at - from);
}

/* --- what is open --- */

bool open_push(TemplateReader *reader, Open open) {
    if (reader->depth == TEMPLATE_DEPTH_MAX) {
        return template_fault(reader, open.at,
                              "more than %d elements and blocks within one another",
                              TEMPLATE_DEPTH_MAX);
    }
    reader->open[reader->depth++] = open;
    return true;
}

Open *open_top(TemplateReader *reader) {
    return reader->depth ? &reader->open[reader->depth - 1] : NULL;
}

const HtmlElement *open_element(const TemplateReader *reader) {
    for (int i = reader->depth - 1; i >= 0; i--) {
        if (reader->open[i].kind == OPEN_ELEMENT) return reader->open[i].element;
    }
    return NULL;
}

/* Links and the like pass on the question what may stand in them. */
TemplateAround open_around(const TemplateReader *reader) {
    TemplateAround around = { .parent = open_element(reader), .svg = open_in_svg(reader) };
    for (int i = reader->depth - 1; i >= 0; i--) {
        const Open *open = &reader->open[i];
        if (open->kind != OPEN_ELEMENT) continue;
        const HtmlElement *element = open->element;
        if (html_holds_not_all(element) && around.apart_count < TEMPLATE_APART_MAX) {
            around.apart[around.apart_count++] = element;
        }
        if (!around.deciding && !(element->flags & ELEMENT_TRANSPARENT)) around.deciding = element;
    }
    return around;
}

bool open_in_svg(const TemplateReader *reader) {
    const HtmlElement *element = open_element(reader);
    return element ? (element->flags & ELEMENT_SVG) != 0 : reader->template.svg;
}

bool open_verbatim(const TemplateReader *reader) {
    for (int i = reader->depth - 1; i >= 0; i--) {
        if (reader->open[i].kind == OPEN_VERBATIM) return true;
    }
    return false;
}

Str open_said(TemplateReader *reader, const Open *open) {
    static const char *const names[] = { "",         "{{if}}",   "{{else}}",    "{{each}}",
                                         "{{none}}", "{{slot}}", "{{verbatim}}" };
    Str name = str_from(names[open->kind]);
    if (open->kind == OPEN_ELEMENT) {
        name = str_printf(reader->arena, "<%s>", open->element->name);
    }
    return str_printf(reader->arena, "%.*s of line %d", STR_ARGS(name),
                      template_line(reader, open->at));
}

/* --- text --- */

/* Where no text stands, blanks mean nothing. */
static bool blanks_are_void(const TemplateReader *reader) {
    const HtmlElement *element = open_element(reader);
    if (!element) return reader->template.svg;
    if (element->children) return true;
    return element->flags & ELEMENT_SVG &&
           !html_list_has(" text tspan title desc a ", str_from(element->name));
}

void blank_settle(TemplateReader *reader, bool before_block) {
    bool mean_nothing = before_block || reader->after_block || blanks_are_void(reader);
    if (reader->blank && !mean_nothing) emit_static(reader, S(" "));
    reader->blank = false;
    reader->after_block = before_block;
}

/* Letters of the scripts that people write in; signs, arrows and boxes are none. Roughly: a page
 * that needs one of the few that are taken for a letter says {{verbatim}}. */
static bool is_letter(unsigned point) {
    static const struct {
        unsigned from, until;
    } ranges[] = {
        { 'A', 'Z' },       { 'a', 'z' },       { 0xAA, 0xAA },     { 0xB5, 0xB5 },
        { 0xBA, 0xBA },     { 0xC0, 0xD6 },     { 0xD8, 0xF6 },     { 0xF8, 0x1FFF },
        { 0x2C00, 0x2DFF }, { 0x3040, 0xDFFF }, { 0xF900, 0xFDFF }, { 0x10000, 0x1EFFF }
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (point >= ranges[i].from && point <= ranges[i].until) return true;
    }
    return false;
}

static unsigned point_at(Str text, size_t at, size_t *ret_bytes) {
    unsigned char lead = (unsigned char)text.at[at];
    size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    unsigned point = bytes == 1 ? lead : lead & (0x7FU >> bytes);
    for (size_t i = 1; i < bytes && at + i < text.len; i++) {
        point = point << 6 | ((unsigned char)text.at[at + i] & 0x3F);
    }
    *ret_bytes = bytes;
    return point;
}

/* &name; at `at`: its length, 0 when it is none that is known. */
static size_t reference_len(Str text, size_t at) {
    Str rest = str_sub(text, at + 1, 12);
    size_t end = str_find(rest, S(";"));
    if (end == rest.len || !html_reference_known((Str){ rest.at, end })) return 0;
    return end + 2;
}

bool text_fits(TemplateReader *reader, size_t from, size_t until, Str what) {
    Str text = { reader->bytes.at, until };
    bool letters = what.len && !open_verbatim(reader);
    for (size_t i = from; i < until;) {
        if (text.at[i] == '&') {
            size_t len = reference_len(text, i);
            if (!len) return template_fault(reader, i, "write &amp; for &, or a known &name;");
            i += len;
            continue;
        }
        size_t bytes;
        unsigned point = point_at(text, i, &bytes);
        if (letters && is_letter(point)) {
            return template_fault(reader, i,
                                  "letters in %.*s: words stand in po/, say {{word key}}; a "
                                  "name is {{verbatim}}...{{end}}",
                                  STR_ARGS(what));
        }
        i += bytes;
    }
    return true;
}

static bool text_belongs(TemplateReader *reader) {
    if (!reader->has_view) {
        return template_fault(reader, reader->at,
                              "a template begins with {{view Type \"file.h\"}}");
    }
    if (reader->layout && reader->slot_now < 0) {
        return template_fault(reader, reader->at, "a page with a layout holds slots only");
    }
    const HtmlElement *element = open_element(reader);
    if (element && element->flags & ELEMENT_EMPTY) {
        return template_fault(reader, reader->at,
                              "<%s> must be empty: pages allow no inline script", element->name);
    }
    return text_stands(reader, reader->at);
}

/* One run of text up to the next blank or mark. */
static bool word_read(TemplateReader *reader, bool kept) {
    size_t from = reader->at;
    while (reader->at < reader->bytes.len) {
        char c = reader_char(reader);
        if (c == '<' || (!kept && is_blank(c)) || reader_looks_at(reader, "{{")) break;
        if (reader_looks_at(reader, "}}")) {
            return template_fault(reader, reader->at, "}} without {{");
        }
        reader->at++;
    }
    size_t until = reader->at;
    reader->at = from;
    if (!text_belongs(reader) || !text_fits(reader, from, until, S("text"))) return false;
    blank_settle(reader, false);
    emit_static(reader, str_sub(reader->bytes, from, until - from));
    reader->at = until;
    return true;
}

static bool text_read(TemplateReader *reader) {
    bool kept = false;
    for (int i = 0; i < reader->depth; i++) {
        const Open *open = &reader->open[i];
        if (open->kind == OPEN_ELEMENT && open->element->flags & ELEMENT_KEPT) kept = true;
    }
    if (!kept && is_blank(reader_char(reader))) {
        reader_skip_blanks(reader);
        reader->blank = true;
        return true;
    }
    return word_read(reader, kept);
}

/* --- comments and the like --- */

static bool comment_read(TemplateReader *reader) {
    size_t from = reader->at;
    Str rest = str_sub(reader->bytes, from + 4, reader->bytes.len);
    size_t end = str_find(rest, S("-->"));
    if (end == rest.len) return template_fault(reader, from, "a comment without -->");
    size_t hole = str_find((Str){ rest.at, end }, S("{{"));
    if (hole < end) {
        return template_fault(reader, from + 4 + hole, "a hole in a comment: take it out");
    }
    reader->at = from + 4 + end + 3;
    return true;
}

static bool doctype_read(TemplateReader *reader) {
    Str doctype = S("<!doctype html>");
    size_t from = reader->at;
    Str rest = str_sub(reader->bytes, from, reader->bytes.len);
    size_t end = str_find(rest, S(">")), hole = str_find(rest, S("{{"));
    if (hole < end)
        return template_fault(reader, from + hole, "a hole in a doctype or declaration");
    if (!str_starts(rest, doctype)) {
        return template_fault(reader, from, "only <!doctype html> and comments begin with <!");
    }
    if (!reader->has_view || reader->begun || reader->depth) {
        return template_fault(reader, from, "the doctype comes first, after {{view}}");
    }
    emit_static(reader, doctype);
    reader->at += doctype.len;
    reader->after_block = true;
    return true;
}

static bool mark_read(TemplateReader *reader) {
    const HtmlElement *element = open_element(reader);
    if (reader_looks_at(reader, "</")) return tag_end_read(reader);
    if (element && element->flags & (ELEMENT_WORDS | ELEMENT_EMPTY)) {
        return template_fault(reader, reader->at, "no elements or comments inside <%s>",
                              element->name);
    }
    if (reader_looks_at(reader, "<!--")) return comment_read(reader);
    if (reader_looks_at(reader, "<!")) return doctype_read(reader);
    return tag_read(reader);
}

static bool bytes_fit(TemplateReader *reader) {
    if (reader->bytes.len > TEMPLATE_BYTES_MAX) {
        return template_fault(reader, 0, "larger than %d bytes", TEMPLATE_BYTES_MAX);
    }
    if (!str_is_utf8(reader->bytes)) return template_fault(reader, 0, "the file is not UTF-8");
    for (size_t i = 0; i < reader->bytes.len; i++) {
        unsigned char c = (unsigned char)reader->bytes.at[i];
        if ((c < ' ' && !is_blank((char)c)) || c == 0x7F) {
            return template_fault(reader, i, "a control character");
        }
    }
    return true;
}

bool template_read(Arena *arena, const TemplateSet *set, TemplateSource source,
                   Template *ret_template, TemplateFault *ret_fault) {
    TemplateReader *reader = arena_one(arena, TemplateReader);
    *reader = (TemplateReader){ .arena = arena,
                                .set = set,
                                .bytes = source.bytes,
                                .line = 1,
                                .slot_now = -1,
                                .after_block = true,
                                .template = { .source = source } };
    reader->code = text_new(arena, TEMPLATE_CODE_BYTES_MAX);
    reader->piece = text_new(arena, TEMPLATE_CODE_BYTES_MAX);
    bool good = bytes_fit(reader);
    while (good && reader->at < reader->bytes.len) {
        if (reader_looks_at(reader, "{{")) good = hole_read(reader, FLOOR_CONTENT);
        else if (reader_char(reader) == '<') good = mark_read(reader);
        else good = text_read(reader);
    }
    good = good && template_end(reader);
    if (good && (text_failed(&reader->code) || text_failed(&reader->piece))) {
        good = template_fault(reader, 0, "too much for one template");
    }
    if (good) *ret_template = reader->template;
    else *ret_fault = reader->fault;
    return good;
}
