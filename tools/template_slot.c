#include "template_reader.h"

static Str unquoted(Str token) {
    if (token.len < 2 || token.at[0] != '"' || token.at[token.len - 1] != '"') return STR_EMPTY;
    return str_sub(token, 1, token.len - 2);
}

static bool type_fits(Str type) {
    for (size_t i = 0; i < type.len; i++) {
        char c = type.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && (i == 0 || c < '0' || c > '9')) return false;
    }
    return type.len > 0 && type.at[0] < 'a';
}

static bool header_fits(Str header) {
    if (!str_ends(header, S(".h"))) return false;
    for (size_t i = 0; i + 2 < header.len; i++) {
        char c = header.at[i];
        bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '/';
        if (!fits) return false;
    }
    return header.len > 2;
}

/* Of what writes at once. What fills slots begins a function with each of them. */
static void function_begin(TemplateReader *reader) {
    const Template *template = &reader->template;
    Str name = template->source.name, view = template->view;
    if (template->source.kind == TEMPLATE_LAYOUT) {
        emit_code(reader,
                  "static void %.*s_layout(HtmlOut *out, const %.*s *view,\n"
                  "    const struct %.*s_slots *slots) {\n    (void)slots;",
                  STR_ARGS(name), STR_ARGS(view), STR_ARGS(name));
    } else {
        emit_code(reader, "void %.*s_%s(HtmlOut *out, const %.*s *view) {", STR_ARGS(name),
                  template->source.kind == TEMPLATE_PART ? "part" : "page", STR_ARGS(view));
    }
    emit_code(reader, "    (void)out, (void)view;");
}

bool view_hole(TemplateReader *reader, const Hole *hole) {
    Template *template = &reader->template;
    if (reader->has_view) return template_fault(reader, hole->at, "a second {{view}}");
    bool svg = hole->count == 4 && str_equal(hole->token[3], S("svg"));
    if (svg && template->source.kind != TEMPLATE_PART) {
        return template_fault(reader, hole->at, "only a part can belong inside <svg>");
    }
    Str header = hole->count >= 3 ? unquoted(hole->token[2]) : STR_EMPTY;
    bool good = hole->count == (svg ? 4 : 3) && type_fits(hole->token[1]) && header_fits(header);
    if (!good) return template_fault(reader, hole->at, "the view is {{view Type \"file.h\"}}");
    template->view = hole->token[1];
    template->header = header;
    template->svg = svg;
    reader->has_view = true;
    return true;
}

/* Functions begin when the first thing after {{view}} is no {{layout}}. */
bool layout_hole(TemplateReader *reader, const Hole *hole) {
    Template *template = &reader->template;
    if (template->source.kind != TEMPLATE_PAGE) {
        return template_fault(reader, hole->at, "only a page has a layout");
    }
    if (reader->layout) return template_fault(reader, hole->at, "a second {{layout}}");
    if (reader->begun || reader->depth) {
        return template_fault(reader, hole->at, "{{layout}} comes right after {{view}}");
    }
    if (hole->count != 2 || !name_fits(hole->token[1])) {
        return template_fault(reader, hole->at, "a layout is {{layout name}}");
    }
    reader->layout = template_find(reader->set, TEMPLATE_LAYOUT, hole->token[1]);
    if (!reader->layout) {
        return template_fault(reader, token_at(reader, hole->token[1]), "there is no layout %.*s",
                              STR_ARGS(hole->token[1]));
    }
    template->layout = hole->token[1];
    return true;
}

static const TemplateSlot *slot_named(const Template *template, Str name) {
    for (int i = 0; i < template->slot_count; i++) {
        if (str_equal(template->slot[i].name, name)) return &template->slot[i];
    }
    return NULL;
}

/* The slot of that name, new when it must be; NULL: a fault. */
static TemplateSlot *slot_for(TemplateReader *reader, Str name) {
    Template *template = &reader->template;
    for (int i = 0; i < template->slot_count; i++) {
        if (str_equal(template->slot[i].name, name)) return &template->slot[i];
    }
    if (template->slot_count == TEMPLATE_SLOTS_MAX) {
        template_fault(reader, token_at(reader, name), "more than %d slots", TEMPLATE_SLOTS_MAX);
        return NULL;
    }
    TemplateSlot *slot = &template->slot[template->slot_count++];
    *slot = (TemplateSlot){ .name = name, .optional = true, .asked_at = token_at(reader, name) };
    return slot;
}

bool slot_is_here(TemplateReader *reader, Str name) {
    if (reader->template.source.kind != TEMPLATE_LAYOUT || !name_fits(name)) {
        return template_fault(reader, token_at(reader, name), "{{if slot name}} is for layouts");
    }
    return slot_for(reader, name) != NULL;
}

/* --- in a layout: what stands here comes from the page --- */

static void slot_inside(TemplateReader *reader, TemplateSlot *slot) {
    slot->inside_count = 0;
    for (int i = 0; i < reader->depth; i++) {
        if (reader->open[i].kind != OPEN_ELEMENT) continue;
        slot->inside[slot->inside_count++] = reader->open[i].element;
    }
}

static bool stands_as_before(const TemplateReader *reader, const TemplateSlot *slot) {
    int count = 0;
    for (int i = 0; i < reader->depth; i++) {
        if (reader->open[i].kind != OPEN_ELEMENT) continue;
        if (count == slot->inside_count || slot->inside[count] != reader->open[i].element) {
            return false;
        }
        count++;
    }
    return count == slot->inside_count;
}

/* What may stand in it, now that it stands here, too. */
static bool slot_stands(TemplateReader *reader, const Hole *hole, TemplateSlot *slot) {
    const HtmlElement *element = open_element(reader);
    if (!element || element->flags & (ELEMENT_EMPTY | ELEMENT_KEPT)) {
        return template_fault(reader, hole->at, "no slot here");
    }
    bool words = element->flags & ELEMENT_WORDS, again = slot->inside_count > 0;
    if (again && !words && !slot->words_only && !stands_as_before(reader, slot)) {
        return template_fault(reader, token_at(reader, hole->token[1]),
                              "slot %.*s stands a second time within other elements: what fits in "
                              "one may not fit in the other",
                              STR_ARGS(slot->name));
    }
    if (!again || !words) slot_inside(reader, slot);
    slot->words_only = slot->words_only || words;
    return true;
}

static bool slot_put(TemplateReader *reader, const Hole *hole) {
    bool optional = hole->count == 3 && str_equal(hole->token[2], S("optional"));
    if (hole->count != (optional ? 3 : 2) || !name_fits(hole->token[1])) {
        return template_fault(reader, hole->at,
                              "in a layout: {{slot name}} or {{slot name optional}}");
    }
    TemplateSlot *slot = slot_for(reader, hole->token[1]);
    if (!slot) return false;
    bool needed_before = slot->inside_count && !slot->optional;
    if (!slot_stands(reader, hole, slot)) return false;
    slot->optional = optional && !needed_before;
    Str name = slot->name;
    if (optional) emit_at(reader, hole->at, "if (slots->%.*s)", STR_ARGS(name));
    emit_at(reader, hole->at, "slots->%.*s(out, slots->view);", STR_ARGS(name));
    reader->after_block = false;
    return true;
}

/* --- in a page: what stands there --- */

static bool slot_begin(TemplateReader *reader, const Hole *hole) {
    Template *template = &reader->template;
    if (reader->slot_now >= 0) return template_fault(reader, hole->at, "a slot within a slot");
    if (hole->count != 2)
        return template_fault(reader, hole->at, "a slot is {{slot name}}...{{end}}");
    Str name = hole->token[1];
    const TemplateSlot *slot = slot_named(reader->layout, name);
    if (!slot) {
        return template_fault(reader, token_at(reader, name), "the layout has no slot %.*s",
                              STR_ARGS(name));
    }
    if (slot_named(template, name)) {
        return template_fault(reader, token_at(reader, name), "slot %.*s is filled twice",
                              STR_ARGS(name));
    }
    reader->slot_now = template->slot_count;
    template->slot[template->slot_count++] = *slot;
    for (int i = 0; i < slot->inside_count; i++) {
        Open around = { .kind = OPEN_ELEMENT, .at = hole->at, .element = slot->inside[i] };
        if (!open_push(reader, around)) return false;
    }
    Open open = { .kind = OPEN_SLOT, .at = hole->at, .virtual_count = slot->inside_count };
    if (!open_push(reader, open)) return false;
    emit_code(reader, "static void %.*s_page_slot_%.*s(HtmlOut *out, const void *page_view) {",
              STR_ARGS(template->source.name), STR_ARGS(name));
    emit_code(reader, "    const %.*s *view = page_view;\n    (void)out, (void)view;",
              STR_ARGS(template->view));
    reader->after_block = true;
    return true;
}

bool slot_end(TemplateReader *reader) {
    emit_code(reader, "}");
    reader->depth -= 1 + reader->open[reader->depth - 1].virtual_count;
    reader->slot_now = -1;
    reader->after_block = true;
    return true;
}

bool slot_hole(TemplateReader *reader, const Hole *hole) {
    if (reader->template.source.kind == TEMPLATE_LAYOUT) return slot_put(reader, hole);
    if (reader->template.source.kind == TEMPLATE_PART) {
        return template_fault(reader, hole->at, "a part has no slots");
    }
    if (!reader->layout) {
        return template_fault(reader, hole->at, "a slot needs {{layout name}} above it");
    }
    return slot_begin(reader, hole);
}

/* --- the end --- */

static bool page_end(TemplateReader *reader, const Template *layout) {
    Template *template = &reader->template;
    for (int i = 0; i < layout->slot_count; i++) {
        const TemplateSlot *slot = &layout->slot[i];
        if (slot->optional || slot_named(template, slot->name)) continue;
        return template_fault(reader, reader->bytes.len, "slot %.*s of the layout is not filled",
                              STR_ARGS(slot->name));
    }
    function_begin(reader);
    emit_code(reader, "    static const struct %.*s_slots slots = {", STR_ARGS(template->layout));
    return true;
}

static void page_slots_end(TemplateReader *reader) {
    Template *template = &reader->template;
    Str name = template->source.name;
    for (int i = 0; i < template->slot_count; i++) {
        Str slot = template->slot[i].name;
        emit_code(reader, "        .%.*s = %.*s_page_slot_%.*s,", STR_ARGS(slot), STR_ARGS(name),
                  STR_ARGS(slot));
    }
    emit_code(reader,
              "    };\n    struct %.*s_slots filled = slots;\n    filled.view = view;\n"
              "    %.*s_layout(out, &view->layout, &filled);",
              STR_ARGS(template->layout), STR_ARGS(template->layout));
}

static bool layout_end(TemplateReader *reader) {
    const Template *template = &reader->template;
    if (!template->has_html) return template_fault(reader, 0, "a layout is one <html>");
    for (int i = 0; i < template->slot_count; i++) {
        const TemplateSlot *slot = &template->slot[i];
        if (slot->inside_count) continue;
        return template_fault(reader, slot->asked_at,
                              "{{if slot %.*s}}, but {{slot %.*s}} stands nowhere",
                              STR_ARGS(slot->name), STR_ARGS(slot->name));
    }
    return true;
}

bool template_end(TemplateReader *reader) {
    Template *template = &reader->template;
    const Open *open = open_top(reader);
    if (open) {
        Str said = open_said(reader, open);
        return template_fault(reader, open->at, "%.*s does not end", STR_ARGS(said));
    }
    if (!reader->has_view) {
        return template_fault(reader, 0, "a template begins with {{view Type \"file.h\"}}");
    }
    if (template->source.kind == TEMPLATE_LAYOUT && !layout_end(reader)) return false;
    if (reader->layout) {
        if (!page_end(reader, reader->layout)) return false;
        page_slots_end(reader);
        emit_code(reader, "}");
        template->code = text_str(&reader->code);
        return true;
    }
    emit_flush(reader);
    Text body = reader->code;
    reader->code = text_new(reader->arena, TEMPLATE_CODE_BYTES_MAX);
    function_begin(reader);
    text_add(&reader->code, text_str(&body));
    emit_code(reader, "}");
    template->code = text_str(&reader->code);
    return true;
}

const Template *template_find(const TemplateSet *set, TemplateKind kind, Str name) {
    for (size_t i = 0; i < set->template_count; i++) {
        const Template *template = &set->template[i];
        if (template->source.kind == kind && str_equal(template->source.name, name))
            return template;
    }
    return NULL;
}
