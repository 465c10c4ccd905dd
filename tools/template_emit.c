#include <stdarg.h>

#include "template_reader.h"

enum { CODE_LINE_BYTES_MAX = 90 };

void emit_static(TemplateReader *reader, Str bytes) {
    text_add(&reader->piece, bytes);
    reader->begun = true;
}

/* wrap: over as many lines as it takes; a #line is one. */
static void literal_add(Text *code, Str bytes, bool wrap) {
    size_t line_from = code->len;
    text_add_char(code, '"');
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.at[i];
        if (wrap && code->len - line_from > CODE_LINE_BYTES_MAX) {
            text_add(code, S("\"\n    "));
            line_from = code->len;
            text_add_char(code, '"');
        }
        if (c == '"' || c == '\\') text_addf(code, "\\%c", c);
        else if (c == '\n') text_add(code, S("\\n"));
        else if (c < ' ' || c > '~' || c == '?') text_addf(code, "\\%03o", c);
        else text_add_char(code, (char)c);
    }
    text_add_char(code, '"');
}

void emit_flush(TemplateReader *reader) {
    if (!reader->piece.len) return;
    text_add(&reader->code, S("    html_static(out, S("));
    literal_add(&reader->code, text_str(&reader->piece), true);
    text_add(&reader->code, S("));\n"));
    text_clear(&reader->piece);
}

static void code_add(TemplateReader *reader, const char *format, va_list values) {
    char line[8192];
    int wanted = vsnprintf(line, sizeof line, format, values);
    if (wanted < 0 || (size_t)wanted >= sizeof line) reader->code.failed = true;
    else text_add(&reader->code, str_from(line));
    text_add_char(&reader->code, '\n');
}

void emit_code(TemplateReader *reader, const char *format, ...) {
    emit_flush(reader);
    va_list values;
    va_start(values, format);
    code_add(reader, format, values);
    va_end(values);
}

void emit_at(TemplateReader *reader, size_t at, const char *format, ...) {
    emit_flush(reader);
    text_addf(&reader->code, "#line %d ", template_line(reader, at));
    literal_add(&reader->code, reader->template.source.path, false);
    text_add(&reader->code, S("\n    "));
    va_list values;
    va_start(values, format);
    code_add(reader, format, values);
    va_end(values);
}

static const char *const kind_suffix[] = { "layout", "part", "page" };

static void signature_add(Text *text, const Template *template) {
    text_addf(text, "void %.*s_%s(HtmlOut *out, const %.*s *view", STR_ARGS(template->source.name),
              kind_suffix[template->source.kind], STR_ARGS(template->view));
    if (template->source.kind == TEMPLATE_LAYOUT) {
        text_addf(text, ",\n    const struct %.*s_slots *slots", STR_ARGS(template->source.name));
    }
    text_add_char(text, ')');
}

/* Layouts are nobody's business but the pages': they are not declared. */
Str templates_header(Arena *arena, const TemplateSet *set) {
    Text text = text_new(arena, TEMPLATE_CODE_BYTES_MAX);
    text_add(&text, S("/* Made by tools/template_compile from web/. Do not edit. */\n"
                      "#ifndef OPSTAP_TEMPLATES_H\n#define OPSTAP_TEMPLATES_H\n\n"
                      "#include \"html.h\"\n"));
    for (size_t i = 0; i < set->template_count; i++) {
        const Template *template = &set->template[i];
        if (template->source.kind == TEMPLATE_LAYOUT) continue;
        text_addf(&text, "\ntypedef struct %.*s %.*s;\n", STR_ARGS(template->view),
                  STR_ARGS(template->view));
        signature_add(&text, template);
        text_add(&text, S(";\n"));
    }
    text_add(&text, S("\n#endif\n"));
    return text_failed(&text) ? STR_EMPTY : text_str(&text);
}

static void slots_add(Text *text, const Template *layout) {
    text_addf(text, "\nstruct %.*s_slots {\n    const void *view;\n",
              STR_ARGS(layout->source.name));
    for (int i = 0; i < layout->slot_count; i++) {
        text_addf(text, "    void (*%.*s)(HtmlOut *out, const void *view);\n",
                  STR_ARGS(layout->slot[i].name));
    }
    text_add(text, S("};\n"));
}

Str templates_code(Arena *arena, const TemplateSet *set, Str header_name) {
    Text text = text_new(arena, TEMPLATE_CODE_BYTES_MAX);
    text_addf(&text,
              "/* Made by tools/template_compile from web/. Do not edit. */\n"
              "#include \"%.*s\"\n",
              STR_ARGS(header_name));
    for (size_t i = 0; i < set->template_count; i++) {
        text_addf(&text, "#include \"%.*s\"\n", STR_ARGS(set->template[i].header));
    }
    for (size_t i = 0; i < set->template_count; i++) {
        const Template *template = &set->template[i];
        if (template->source.kind != TEMPLATE_LAYOUT) continue;
        slots_add(&text, template);
        text_add(&text, S("__attribute__((unused)) static "));
        signature_add(&text, template);
        text_add(&text, S(";\n"));
    }
    for (size_t i = 0; i < set->template_count; i++) {
        const Template *template = &set->template[i];
        text_add_char(&text, '\n');
        text_add(&text, template->code);
    }
    return text_failed(&text) ? STR_EMPTY : text_str(&text);
}
