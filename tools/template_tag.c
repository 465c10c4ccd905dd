#include "template_reader.h"

/* --- attribute values --- */

static bool value_text_read(TemplateReader *reader, Str name) {
    size_t from = reader->at;
    while (reader->at < reader->bytes.len && reader_char(reader) != '"' &&
           !reader_looks_at(reader, "{{")) {
        if (reader_char(reader) == '<') {
            return template_fault(reader, reader->at,
                                  "write &lt; for < in an attribute; or is a "
                                  "quote missing before it?");
        }
        if (reader_looks_at(reader, "}}")) {
            return template_fault(reader, reader->at, "}} without {{");
        }
        reader->at++;
    }
    bool spoken = reader->attribute->kind == ATTRIBUTE_SPOKEN;
    Str what = spoken ? str_printf(reader->arena, "attribute %.*s", STR_ARGS(name)) : STR_EMPTY;
    if (!text_fits(reader, from, reader->at, what)) return false;
    Str text = str_sub(reader->bytes, from, reader->at - from);
    bool address = reader->attribute->kind == ATTRIBUTE_URL;
    if (address && !address_fits(reader, from, text)) return false;
    emit_static(reader, text);
    return true;
}

static bool value_hole_here(TemplateReader *reader, Str name) {
    reader->value_has_hole = true;
    if (reader->attribute->kind == ATTRIBUTE_FIXED) {
        return template_fault(reader, reader->at,
                              "no hole in attribute %.*s: what it says decides what "
                              "the element is",
                              STR_ARGS(name));
    }
    return hole_read(reader, FLOOR_VALUE);
}

/* After the first quote, up to and with the last. */
static bool value_read(TemplateReader *reader, Str name) {
    size_t from = reader->value_from = reader->at;
    int depth = reader->depth;
    reader->value_has_hole = false;
    reader->value_place = reader->attribute->kind == ATTRIBUTE_SPOKEN ? PLACE_SPOKEN : PLACE_VALUE;
    while (reader_char(reader) != '"') {
        if (reader->at >= reader->bytes.len) {
            return template_fault(reader, from - 1, "an attribute whose quote does not end");
        }
        bool good = reader_looks_at(reader, "{{") ? value_hole_here(reader, name)
                                                  : value_text_read(reader, name);
        if (!good) return false;
    }
    if (reader->depth > depth) {
        Str open = open_said(reader, open_top(reader));
        return template_fault(reader, reader->at, "%.*s does not end in this attribute",
                              STR_ARGS(open));
    }
    if (!reader->value_has_hole) {
        reader->tag_attribute[reader->tag_attribute_count - 1].fixed =
            str_sub(reader->bytes, from, reader->at - from);
    }
    reader->at++;
    return true;
}

/* --- attributes --- */

static bool attribute_is_new(TemplateReader *reader, size_t at, Str name) {
    for (size_t i = 0; i < reader->tag_attribute_count; i++) {
        const TagAttribute *other = &reader->tag_attribute[i];
        if (str_equal(other->name, name) && !other->in_other_arm) {
            return template_fault(reader, at, "attribute %.*s stands there twice", STR_ARGS(name));
        }
    }
    if (reader->tag_attribute_count == ATTRIBUTES_MAX) {
        return template_fault(reader, at, "more than %d attributes", ATTRIBUTES_MAX);
    }
    const Open *open = open_top(reader);
    reader->tag_attribute[reader->tag_attribute_count++] =
        (TagAttribute){ .name = name, .at = at, .in_if = open && open->floor == FLOOR_TAG };
    return true;
}

/* name?="{{path}}": there when the path is, and not there otherwise. */
static bool attribute_if(TemplateReader *reader, size_t at, Str name) {
    Hole hole;
    bool boolean = reader->attribute->kind == ATTRIBUTE_BOOLEAN;
    if (!reader_looks_at(reader, "=\"{{")) {
        return template_fault(reader, reader->at, "after %.*s? comes =\"{{path}}\"",
                              STR_ARGS(name));
    }
    reader->at += 2;
    size_t hole_at = reader->at;
    Str condition;
    if (!hole_tokens(reader, &hole)) return false;
    if (reader_char(reader) != '"') {
        return template_fault(reader, reader->at, "%.*s? holds one hole and nothing else",
                              STR_ARGS(name));
    }
    if (!boolean) {
        return template_fault(reader, at,
                              "only an attribute that is there or not takes ?; write "
                              "{{if path}} %.*s=\"...\"{{end}}",
                              STR_ARGS(name));
    }
    if (!condition_write(reader, &hole, 0, &condition)) return false;
    emit_at(reader, hole_at, "if (%.*s) html_static(out, S(\" %.*s\"));", STR_ARGS(condition),
            STR_ARGS(name));
    reader->at++;
    return true;
}

static bool attribute_is_known(TemplateReader *reader, size_t at, Str name) {
    reader->attribute = html_attribute(name);
    if (!reader->attribute) {
        return template_fault(reader, at, "attribute %.*s is not known", STR_ARGS(name));
    }
    if (reader->attribute->kind != ATTRIBUTE_REFUSED) return true;
    return template_fault(reader, at, "%s", reader->attribute->why);
}

static bool attribute_read(TemplateReader *reader) {
    size_t at = reader->at;
    Str name = reader_name(reader);
    if (reader_looks_at(reader, "{{")) {
        return template_fault(reader, reader->at, "a hole in the name of an attribute");
    }
    if (!name.len) {
        return template_fault(reader, at,
                              "in a tag come attributes: name=\"value\", or > to end it");
    }
    if (!attribute_is_known(reader, at, name) || !attribute_is_new(reader, at, name)) return false;
    if (reader_char(reader) == '?') {
        reader->at++;
        return attribute_if(reader, at, name);
    }
    bool boolean = reader->attribute->kind == ATTRIBUTE_BOOLEAN;
    if (reader_char(reader) != '=') {
        if (!boolean) return template_fault(reader, at, "%.*s needs =\"value\"", STR_ARGS(name));
        emit_static(reader, str_printf(reader->arena, " %.*s", STR_ARGS(name)));
        return true;
    }
    if (boolean) {
        return template_fault(reader, at, "%.*s is there or not: write %.*s, or %.*s?=\"{{path}}\"",
                              STR_ARGS(name), STR_ARGS(name), STR_ARGS(name));
    }
    reader->at++;
    if (reader_looks_at(reader, "{{")) {
        return template_fault(reader, reader->at, "a hole in an attribute without quotes");
    }
    if (reader_char(reader) != '"') {
        return template_fault(reader, reader->at, "a value stands in double quotes");
    }
    reader->at++;
    emit_static(reader, str_printf(reader->arena, " %.*s=\"", STR_ARGS(name)));
    if (!value_read(reader, name)) return false;
    emit_static(reader, S("\""));
    return true;
}

const TagAttribute *attribute_always(const TemplateReader *reader, const char *name) {
    for (size_t i = 0; i < reader->tag_attribute_count; i++) {
        const TagAttribute *attribute = &reader->tag_attribute[i];
        if (str_equal(attribute->name, str_from(name))) return attribute->in_if ? NULL : attribute;
    }
    return NULL;
}

/* What an element cannot do without: for who cannot see it, and for what a button does. */
static bool attributes_suffice(TemplateReader *reader, size_t at) {
    static const char *const needed[][2] = {
        { "html", "lang" }, { "img", "alt" }, { "button", "type" }, { "form", "method" }
    };
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        if (strcmp(reader->tag->name, needed[i][0]) || attribute_always(reader, needed[i][1]))
            continue;
        return template_fault(reader, at, "<%s> needs the attribute %s, outside every {{if}}",
                              needed[i][0], needed[i][1]);
    }
    return form_fits(reader, at) && token_fits(reader, at);
}

static bool attributes_read(TemplateReader *reader, size_t at) {
    int depth = reader->depth;
    reader->tag_attribute_count = 0;
    reader->tag_has_token = false;
    for (;;) {
        size_t from = reader->at;
        reader_skip_blanks(reader);
        if (reader->at >= reader->bytes.len) return template_fault(reader, at, "a tag without >");
        if (reader_char(reader) == '>' || reader_looks_at(reader, "/>")) break;
        bool hole = reader_looks_at(reader, "{{");
        if (!hole && reader->at == from && from > 0 && reader->bytes.at[from - 1] != '}') {
            return template_fault(reader, from, "a blank is missing before this");
        }
        if (!(hole ? hole_read(reader, FLOOR_TAG) : attribute_read(reader))) return false;
    }
    if (reader->depth > depth) {
        Str open = open_said(reader, open_top(reader));
        return template_fault(reader, reader->at, "%.*s does not end in this tag", STR_ARGS(open));
    }
    return attributes_suffice(reader, at);
}

/* --- tags --- */

static bool tag_name_read(TemplateReader *reader) {
    size_t at = reader->at++;
    if (reader_looks_at(reader, "{{")) {
        return template_fault(reader, reader->at, "a hole in the name of an element");
    }
    Str name = reader_name(reader);
    if (reader_looks_at(reader, "{{")) {
        return template_fault(reader, reader->at, "a hole in the name of an element");
    }
    if (!name.len) return template_fault(reader, at, "write &lt; for < in text");
    reader->tag = html_element(name, open_in_svg(reader));
    if (str_equal(name, S("style"))) {
        return template_fault(reader, at, "<style>: pages allow no inline style, use a class");
    }
    if (!reader->tag)
        return template_fault(reader, at, "element %.*s is not known", STR_ARGS(name));
    return element_belongs(reader, at);
}

/* After the tag: what follows is inside it. */
static bool element_open(TemplateReader *reader, size_t at) {
    const HtmlElement *tag = reader->tag;
    if (tag->flags & ELEMENT_WORDS) reader->after_block = true;
    if (tag->flags & ELEMENT_KEPT) {
        /* A browser drops a first line end here; this one is for it to drop. */
        emit_static(reader, S("\n"));
        if (reader_char(reader) == '\n') reader->at++;
    }
    bool posted = form_is_posted(reader);
    return open_push(reader, (Open){ .kind = OPEN_ELEMENT,
                                     .at = at,
                                     .element = tag,
                                     .posted = posted,
                                     .needs_token = posted });
}

bool tag_read(TemplateReader *reader) {
    size_t at = reader->at;
    if (!tag_name_read(reader)) return false;
    const HtmlElement *tag = reader->tag;
    bool block = tag->flags & ELEMENT_BLOCK, empty = tag->flags & ELEMENT_VOID;
    blank_settle(reader, block);
    emit_static(reader, str_printf(reader->arena, "<%s", tag->name));
    if (!attributes_read(reader, at)) return false;
    reader->after_block = block;
    bool closed = reader_char(reader) == '/';
    bool svg = tag->flags & ELEMENT_SVG && open_in_svg(reader);
    if (closed && !svg && !empty) {
        return template_fault(reader, reader->at, "<%s> ends with </%s>, a browser reads over />",
                              tag->name, tag->name);
    }
    reader->at += closed ? 2 : 1;
    emit_static(reader, closed && svg ? S("/>") : S(">"));
    return empty || closed || element_open(reader, at);
}

bool tag_end_read(TemplateReader *reader) {
    size_t at = reader->at;
    reader->at += 2;
    Str name = reader_name(reader);
    if (reader_looks_at(reader, "{{")) {
        return template_fault(reader, reader->at, "a hole in the name of an element");
    }
    reader_skip_blanks(reader);
    if (!name.len || reader_char(reader) != '>') {
        return template_fault(reader, at, "an end tag is </name>");
    }
    reader->at++;
    Open *open = open_top(reader);
    int bottom = reader->slot_now >= 0 ? reader->template.slot[reader->slot_now].inside_count : 0;
    if (!open || reader->depth <= bottom) {
        return template_fault(reader, at, "</%.*s> without its <%.*s>", STR_ARGS(name),
                              STR_ARGS(name));
    }
    if (open->kind != OPEN_ELEMENT || !str_equal(name, str_from(open->element->name))) {
        Str said = open_said(reader, open);
        return template_fault(reader, at, "</%.*s> comes before the end of %.*s", STR_ARGS(name),
                              STR_ARGS(said));
    }
    if (open->needs_token) {
        return template_fault(reader, open->at,
                              "a form that is posted holds <input type=\"hidden\" "
                              "name=\"token\" value=\"{{layout.token}}\">");
    }
    bool block = open->element->flags & (ELEMENT_BLOCK | ELEMENT_WORDS);
    blank_settle(reader, block);
    if (!(open->element->flags & ELEMENT_BLOCK)) reader->after_block = false;
    emit_static(reader, str_printf(reader->arena, "</%s>", open->element->name));
    reader->depth--;
    return true;
}
