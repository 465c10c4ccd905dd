/* Parts: what they hold, and whether it fits where they are put. */
#include "template_reader.h"

/* What is known to fit wherever the part stands is not remembered. */
void part_holds(TemplateReader *reader, const HtmlElement *tag, TemplateAround around) {
    Template *template = &reader->template;
    bool apart = tag && tag->flags & (ELEMENT_ALONE | ELEMENT_INTERACTIVE);
    if (template->source.kind != TEMPLATE_PART || (around.deciding && !apart)) return;
    for (size_t i = 0; i < template->element_count; i++) {
        const TemplateElement *known = &template->element[i];
        if (known->tag == tag && known->around.parent == around.parent &&
            known->around.deciding == around.deciding) {
            return;
        }
    }
    template->element = arena_room(reader->arena, TemplateElement, template->element,
                                   template->element_count, &reader->element_capacity);
    template->element[template->element_count++] = (TemplateElement){ tag, around };
}

bool part_hole(TemplateReader *reader, const Hole *hole) {
    if (hole->count < 2 || hole->count > 3 || !name_fits(hole->token[1])) {
        return template_fault(reader, hole->at, "a part is {{part name}} or {{part name path}}");
    }
    const HtmlElement *element = open_element(reader);
    bool slot_of_words =
        reader->slot_now >= 0 && reader->template.slot[reader->slot_now].words_only;
    if (slot_of_words || (element && element->flags & (ELEMENT_WORDS | ELEMENT_EMPTY))) {
        return template_fault(reader, hole->at, "no part where only words may stand");
    }
    Str name = hole->token[1], expression = S("(*view)");
    if (hole->count == 3 && !path_write(reader, hole->token[2], &expression)) return false;
    Template *template = &reader->template;
    template->part = arena_room(reader->arena, TemplatePartUse, template->part,
                                template->part_count, &reader->part_capacity);
    TemplatePartUse *use = &template->part[template->part_count++];
    *use = (TemplatePartUse){ .name = name, .around = open_around(reader) };
    template_fault(reader, token_at(reader, name), "there is no part %.*s", STR_ARGS(name));
    use->place = reader->fault;
    reader->fault = (TemplateFault){ 0 };
    emit_at(reader, hole->at, "%.*s_part(out, &%.*s);", STR_ARGS(name), STR_ARGS(expression));
    reader->after_block = false;
    return true;
}

/* --- a whole set --- */

/* Parts within parts, from a page on. A part that is already among them was looked at. */
typedef struct Nesting {
    Arena *arena;
    const TemplateSet *set;
    const struct Nesting *outer;
    const Template *part;
    int depth;
} Nesting;

static bool nesting_has(const Nesting *nesting, const Template *part) {
    for (; nesting; nesting = nesting->outer) {
        if (nesting->part == part) return true;
    }
    return false;
}

static void apart_add(TemplateAround *around, const HtmlElement *element) {
    for (int i = 0; i < around->apart_count; i++) {
        if (around->apart[i] == element) return;
    }
    if (around->apart_count < TEMPLATE_APART_MAX) around->apart[around->apart_count++] = element;
}

/* What is around something in a part, once the part stands somewhere. */
static TemplateAround around_put(TemplateAround inner, const TemplateAround *outer) {
    if (!inner.parent) inner.parent = outer->parent;
    if (!inner.deciding) inner.deciding = outer->deciding;
    for (int i = 0; i < outer->apart_count; i++) apart_add(&inner, outer->apart[i]);
    return inner;
}

static bool apart_fits(Arena *arena, const HtmlElement *tag, const TemplateAround *around,
                       Str *ret_why) {
    for (int i = 0; tag && i < around->apart_count; i++) {
        if (!html_never_holds(around->apart[i], tag)) continue;
        *ret_why =
            str_printf(arena, "<%s> cannot stand inside <%s>", tag->name, around->apart[i]->name);
        return false;
    }
    return true;
}

static bool part_element_fits(Arena *arena, const Template *part, const TemplateElement *element,
                              const TemplateAround *outer, Str *ret_why) {
    TemplateAround around = around_put(element->around, outer);
    Str why;
    if (element_fits(arena, element->tag, around, &why) &&
        apart_fits(arena, element->tag, &around, &why)) {
        return true;
    }
    Str what = element->tag ? str_printf(arena, "<%s>", element->tag->name) : S("text");
    *ret_why = str_printf(arena, "%.*s of part %.*s cannot stand here: %.*s", STR_ARGS(what),
                          STR_ARGS(part->source.name), STR_ARGS(why));
    return false;
}

/* That a part is there at all, and what it needs itself, was asked where it is named. */
static bool part_fits(const Nesting *nesting, const TemplateAround *around, Str *ret_why) {
    Arena *arena = nesting->arena;
    const Template *part = nesting->part;
    if (nesting->depth > TEMPLATE_DEPTH_MAX) {
        *ret_why = str_printf(arena, "more than %d parts within one another", TEMPLATE_DEPTH_MAX);
        return false;
    }
    for (size_t i = 0; i < part->element_count; i++) {
        if (!part_element_fits(arena, part, &part->element[i], around, ret_why)) return false;
    }
    for (size_t i = 0; i < part->part_count; i++) {
        const Template *inner = template_find(nesting->set, TEMPLATE_PART, part->part[i].name);
        if (!inner || nesting_has(nesting, inner)) continue;
        TemplateAround inside = around_put(part->part[i].around, around);
        Nesting deeper = { arena, nesting->set, nesting, inner, nesting->depth + 1 };
        if (!part_fits(&deeper, &inside, ret_why)) return false;
    }
    return true;
}

static bool use_fits(Arena *arena, const TemplateSet *set, const TemplatePartUse *use,
                     Str *ret_why) {
    const Template *part = template_find(set, TEMPLATE_PART, use->name);
    if (!part) {
        *ret_why = use->place.why;
        return false;
    }
    if (part->svg != use->around.svg) {
        *ret_why = part->svg ? S("this part belongs inside <svg>")
                             : S("only a part that belongs inside <svg>, "
                                 "{{view Type \"file.h\" svg}}");
        return false;
    }
    Nesting nesting = { .arena = arena, .set = set, .part = part, .depth = 1 };
    return part_fits(&nesting, &use->around, ret_why);
}

bool templates_fit(Arena *arena, const TemplateSet *set, size_t *ret_index,
                   TemplateFault *ret_fault) {
    for (size_t i = 0; i < set->template_count; i++) {
        const Template *template = &set->template[i];
        for (size_t k = 0; k < template->part_count; k++) {
            const TemplatePartUse *use = &template->part[k];
            Str why;
            if (use_fits(arena, set, use, &why)) continue;
            *ret_index = i;
            *ret_fault = use->place;
            ret_fault->why = why;
            return false;
        }
    }
    return true;
}
