/* Which element may stand where. */
#include "template_reader.h"

static bool stands_apart(TemplateReader *reader, size_t at) {
    for (int i = reader->depth - 1; i >= 0; i--) {
        const Open *open = &reader->open[i];
        if (open->kind != OPEN_ELEMENT || !html_never_holds(open->element, reader->tag)) continue;
        return template_fault(reader, at, "<%s> cannot stand inside <%s>", reader->tag->name,
                              open->element->name);
    }
    return true;
}

bool text_stands(TemplateReader *reader, size_t at) {
    Template *template = &reader->template;
    TemplateAround around = open_around(reader);
    Str why;
    if (!element_fits(reader->arena, NULL, around, &why)) {
        return template_fault(reader, at, "%.*s", STR_ARGS(why));
    }
    part_holds(reader, NULL, around);
    if (around.parent) return true;
    return template->source.kind != TEMPLATE_LAYOUT ||
           template_fault(reader, at, "a layout is one <html>");
}

bool element_fits(Arena *arena, const HtmlElement *tag, TemplateAround around, Str *ret_why) {
    const HtmlElement *parent = around.parent, *deciding = around.deciding;
    if (!parent) return true;
    if (parent->children && !tag) {
        *ret_why =
            str_printf(arena, "no text directly in <%s>, only:%s", parent->name, parent->children);
        return false;
    }
    if (!tag) return true;
    if (parent->children && !html_list_has(parent->children, str_from(tag->name))) {
        *ret_why =
            str_printf(arena, "directly inside <%s> only:%s", parent->name, parent->children);
        return false;
    }
    if (tag->parents && !html_list_has(tag->parents, str_from(parent->name))) {
        *ret_why =
            str_printf(arena, "<%s> stands directly inside one of:%s", tag->name, tag->parents);
        return false;
    }
    bool block = tag->flags & ELEMENT_BLOCK && !(tag->flags & ELEMENT_SVG);
    if (block && deciding && deciding->flags & ELEMENT_PHRASING) {
        *ret_why = str_printf(arena, "<%s> cannot stand inside <%s>: the browser would end it",
                              tag->name, deciding->name);
        return false;
    }
    return true;
}

static bool parent_fits(TemplateReader *reader, size_t at) {
    const HtmlElement *tag = reader->tag;
    TemplateAround around = open_around(reader);
    Template *template = &reader->template;
    Str why;
    if (!element_fits(reader->arena, tag, around, &why)) {
        return template_fault(reader, at, "%.*s", STR_ARGS(why));
    }
    part_holds(reader, tag, around);
    if (around.parent || template->source.kind != TEMPLATE_LAYOUT) return true;
    if (template->has_html || strcmp(tag->name, "html") != 0) {
        return template_fault(reader, at, "a layout is one <html>");
    }
    template->has_html = true;
    return true;
}

bool element_belongs(TemplateReader *reader, size_t at) {
    if (!reader->has_view) {
        return template_fault(reader, at, "a template begins with {{view Type \"file.h\"}}");
    }
    if (reader->layout && reader->slot_now < 0) {
        return template_fault(reader, at, "a page with a layout holds slots only");
    }
    const HtmlElement *tag = reader->tag;
    if (reader->slot_now >= 0 && reader->template.slot[reader->slot_now].words_only) {
        return template_fault(reader, at, "this slot also stands in <title>: words only");
    }
    if (!strcmp(tag->name, "html") && !reader->begun) {
        return template_fault(reader, at, "before <html> comes <!doctype html>");
    }
    return parent_fits(reader, at) && stands_apart(reader, at);
}
