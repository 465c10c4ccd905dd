#include "template_reader.h"

enum { HOLE_BYTES_MAX = 1000 };

size_t token_at(const TemplateReader *reader, Str token) {
    return (size_t)(token.at - reader->bytes.at);
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool token_take(TemplateReader *reader, Hole *hole, size_t from, size_t until) {
    if (hole->count == TOKENS_MAX) {
        return template_fault(reader, from, "more than %d words between {{ and }}", TOKENS_MAX);
    }
    hole->token[hole->count++] = str_sub(reader->bytes, from, until - from);
    return true;
}

bool hole_tokens(TemplateReader *reader, Hole *ret_hole) {
    *ret_hole = (Hole){ .at = reader->at };
    size_t from = reader->at + 2;
    Str rest = str_sub(reader->bytes, from, HOLE_BYTES_MAX);
    size_t len = str_find(rest, S("}}"));
    if (len == rest.len || str_find(rest, S("{{")) < len) {
        return template_fault(reader, reader->at, "{{ without }}");
    }
    for (size_t i = from; i < from + len;) {
        size_t begin = i;
        while (i < from + len && !is_blank(reader->bytes.at[i])) i++;
        if (i > begin && !token_take(reader, ret_hole, begin, i)) return false;
        while (i < from + len && is_blank(reader->bytes.at[i])) i++;
    }
    if (!ret_hole->count) return template_fault(reader, reader->at, "nothing between {{ and }}");
    reader->at = from + len + 2;
    return true;
}

/* --- paths and conditions --- */

bool name_fits(Str name) {
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        bool letter = c >= 'a' && c <= 'z';
        if (!letter && (i == 0 || ((c < '0' || c > '9') && c != '_'))) return false;
    }
    return name.len > 0 && name.len <= 60;
}

static bool is_loop_variable(const TemplateReader *reader, Str name) {
    for (int i = reader->depth - 1; i >= 0; i--) {
        const Open *open = &reader->open[i];
        if (open->kind == OPEN_EACH && str_equal(open->name, name)) return true;
    }
    return false;
}

bool path_write(TemplateReader *reader, Str path, Str *ret_expression) {
    Str rest = path, name, first;
    bool good = str_cut(&rest, '.', &first) && name_fits(first);
    Str after = rest;
    while (good && str_cut(&rest, '.', &name)) good = name_fits(name);
    if (!good) {
        return template_fault(reader, token_at(reader, path),
                              "%.*s is no path: names of a to z, 0 to 9 "
                              "and _, with dots between them",
                              STR_ARGS(path));
    }
    bool variable = is_loop_variable(reader, first);
    if (variable && !after.at) {
        *ret_expression = str_printf(reader->arena, "(*each_%.*s)", STR_ARGS(path));
    } else {
        *ret_expression =
            str_printf(reader->arena, "%s->%.*s", variable ? "each_" : "view", STR_ARGS(path));
        if (variable) {
            *ret_expression =
                str_printf(reader->arena, "each_%.*s->%.*s", STR_ARGS(first), STR_ARGS(after));
        }
    }
    return true;
}

bool condition_write(TemplateReader *reader, const Hole *hole, int first, Str *ret_condition) {
    int i = first;
    const char *no = "", *verb = "HTML_IS";
    if (i < hole->count && str_equal(hole->token[i], S("not"))) {
        no = "!";
        i++;
    }
    if (i + 1 < hole->count) {
        Str word = hole->token[i++];
        if (str_equal(word, S("number"))) verb = "HTML_IS_NUMBER";
        else if (str_equal(word, S("day"))) verb = "HTML_IS_DAY";
        else if (str_equal(word, S("slot"))) verb = NULL;
        else i = hole->count;
    }
    if (i + 1 != hole->count) {
        return template_fault(reader, hole->at,
                              "a condition is: path, not path, number path, day path; "
                              "what needs more is a bool of the view");
    }
    Str path = hole->token[i], expression;
    if (!verb) {
        *ret_condition = str_printf(reader->arena, "%sslots->%.*s", no, STR_ARGS(path));
        return slot_is_here(reader, path);
    }
    if (!path_write(reader, path, &expression)) return false;
    *ret_condition = str_printf(reader->arena, "%s%s(%.*s)", no, verb, STR_ARGS(expression));
    return true;
}

/* --- blocks --- */

static bool block_open(TemplateReader *reader, const Hole *hole, OpenKind kind) {
    Open open = { .kind = kind,
                  .floor = hole->floor,
                  .at = hole->at,
                  .after_block = reader->after_block,
                  .attribute_from = reader->tag_attribute_count };
    return open_push(reader, open);
}

static bool if_hole(TemplateReader *reader, const Hole *hole) {
    Str condition;
    if (!condition_write(reader, hole, 1, &condition)) return false;
    emit_at(reader, hole->at, "if (%.*s) {", STR_ARGS(condition));
    return block_open(reader, hole, OPEN_IF);
}

static Open *block_top(TemplateReader *reader, const Hole *hole) {
    Open *open = open_top(reader);
    if (open && open->kind == OPEN_ELEMENT) {
        Str said = open_said(reader, open);
        template_fault(reader, hole->at, "{{%.*s}} comes before the end of %.*s",
                       STR_ARGS(hole->token[0]), STR_ARGS(said));
        return NULL;
    }
    if (!open || open->floor != hole->floor) {
        template_fault(reader, hole->at, "{{%.*s}} belongs to nothing here",
                       STR_ARGS(hole->token[0]));
        return NULL;
    }
    return open;
}

static bool else_hole(TemplateReader *reader, const Hole *hole) {
    Open *open = block_top(reader, hole);
    if (!open) return false;
    if (open->kind != OPEN_IF) {
        return template_fault(reader, hole->at, "{{else}} belongs to an {{if}}");
    }
    bool again = hole->count > 1;
    if (again && !str_equal(hole->token[1], S("if"))) {
        return template_fault(reader, hole->at, "{{else}} or {{else if path}}");
    }
    Str condition;
    if (again && !condition_write(reader, hole, 2, &condition)) return false;
    if (again) emit_at(reader, hole->at, "} else if (%.*s) {", STR_ARGS(condition));
    else emit_code(reader, "    } else {");
    for (size_t i = open->attribute_from; i < reader->tag_attribute_count; i++) {
        reader->tag_attribute[i].in_other_arm = true;
    }
    open->kind = again ? OPEN_IF : OPEN_ELSE;
    open->at = hole->at;
    reader->after_block = open->after_block;
    return true;
}

static bool each_hole(TemplateReader *reader, const Hole *hole) {
    if (hole->count != 4 || !str_equal(hole->token[2], S("in"))) {
        return template_fault(reader, hole->at, "a loop is {{each item in path}}");
    }
    Str name = hole->token[1], list;
    if (!name_fits(name)) return template_fault(reader, token_at(reader, name), "no name");
    if (is_loop_variable(reader, name)) {
        return template_fault(reader, token_at(reader, name),
                              "%.*s is the item of a loop around this", STR_ARGS(name));
    }
    if (!path_write(reader, hole->token[3], &list)) return false;
    if (str_starts(list, S("(*"))) {
        return template_fault(reader, token_at(reader, hole->token[3]),
                              "a list is a field, with its count in a field beside it");
    }
    Str count = str_printf(reader->arena, "%.*s_count", STR_ARGS(list));
    emit_at(reader, hole->at,
            "for (size_t index_%.*s = 0; index_%.*s < (size_t)%.*s; index_%.*s++) {",
            STR_ARGS(name), STR_ARGS(name), STR_ARGS(count), STR_ARGS(name));
    emit_at(reader, hole->at,
            "const __typeof__(*%.*s) *each_%.*s = &%.*s[index_%.*s]; (void)each_%.*s;",
            STR_ARGS(list), STR_ARGS(name), STR_ARGS(list), STR_ARGS(name), STR_ARGS(name));
    if (!block_open(reader, hole, OPEN_EACH)) return false;
    open_top(reader)->name = name;
    open_top(reader)->count = count;
    reader->after_block = false;
    return true;
}

static bool none_hole(TemplateReader *reader, const Hole *hole) {
    Open *open = block_top(reader, hole);
    if (!open) return false;
    if (open->kind != OPEN_EACH) {
        return template_fault(reader, hole->at, "{{none}} belongs to an {{each}}");
    }
    emit_code(reader, "    }");
    emit_at(reader, hole->at, "if (!%.*s) {", STR_ARGS(open->count));
    open->kind = OPEN_NONE;
    open->at = hole->at;
    reader->after_block = open->after_block;
    return true;
}

static bool verbatim_hole(TemplateReader *reader, const Hole *hole) {
    if (hole->count > 1) return template_fault(reader, hole->at, "{{verbatim}} stands alone");
    return block_open(reader, hole, OPEN_VERBATIM);
}

static bool end_hole(TemplateReader *reader, const Hole *hole) {
    Open *open = block_top(reader, hole);
    if (!open) return false;
    if (hole->count > 1) return template_fault(reader, hole->at, "{{end}} stands alone");
    if (open->kind == OPEN_SLOT) return slot_end(reader);
    if (open->kind != OPEN_VERBATIM) {
        emit_code(reader, "    }");
        reader->after_block = false;
    }
    for (size_t i = open->attribute_from; i < reader->tag_attribute_count; i++) {
        reader->tag_attribute[i].in_other_arm = false;
    }
    reader->depth--;
    return true;
}

/* --- the rest --- */

static bool tongue_hole(TemplateReader *reader, const Hole *hole) {
    if (hole->count > 1) return template_fault(reader, hole->at, "{{tongue}} stands alone");
    emit_code(reader, "    html_tongue(out);");
    return true;
}

enum { CONTENT = 1, TAG = 2, VALUE = 4, WRITES = 8 };

static const struct HoleVerb {
    const char *name;
    bool (*read)(TemplateReader *reader, const Hole *hole);
    int floors; /* where it may stand; WRITES: it writes text */
} verbs[] = {
    { "if", if_hole, CONTENT | TAG | VALUE },
    { "else", else_hole, CONTENT | TAG | VALUE },
    { "end", end_hole, CONTENT | TAG | VALUE },
    { "each", each_hole, CONTENT | VALUE },
    { "none", none_hole, CONTENT | VALUE },
    { "verbatim", verbatim_hole, CONTENT | VALUE },
    { "word", word_hole, CONTENT | VALUE | WRITES },
    { "number", value_hole, CONTENT | VALUE | WRITES },
    { "digits", value_hole, CONTENT | VALUE | WRITES },
    { "day", value_hole, CONTENT | VALUE | WRITES },
    { "tongue", tongue_hole, CONTENT | VALUE | WRITES },
    { "part", part_hole, CONTENT },
    { "view", view_hole, CONTENT },
    { "layout", layout_hole, CONTENT },
    { "slot", slot_hole, CONTENT },
};

static const struct HoleVerb value_verb = { "", value_hole, CONTENT | VALUE | WRITES };

static const struct HoleVerb *verb_of(const Hole *hole) {
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (str_equal(hole->token[0], str_from(verbs[i].name))) return &verbs[i];
    }
    return &value_verb;
}

static bool place_fits(TemplateReader *reader, const Hole *hole, const struct HoleVerb *verb) {
    static const int floor_bit[] = { CONTENT, TAG, VALUE };
    Str name = hole->token[0];
    if (!(verb->floors & floor_bit[hole->floor])) {
        if (hole->floor == FLOOR_TAG) {
            return template_fault(reader, hole->at,
                                  "between attributes only {{if}}, {{else}} and {{end}}");
        }
        return template_fault(reader, hole->at, "no {{%.*s}} in an attribute", STR_ARGS(name));
    }
    bool address = hole->floor == FLOOR_VALUE && reader->attribute->kind == ATTRIBUTE_URL;
    if (address && !(verb->floors & WRITES)) {
        return template_fault(reader, hole->at,
                              "no {{%.*s}} in an address: put it around the attribute",
                              STR_ARGS(name));
    }
    if (address) return address_hole(reader, hole->at);
    if (hole->floor != FLOOR_CONTENT || !(verb->floors & WRITES)) return true;
    const HtmlElement *element = open_element(reader);
    if (element && element->flags & ELEMENT_EMPTY) {
        return template_fault(reader, hole->at, "a hole in <%s>", element->name);
    }
    return text_stands(reader, hole->at);
}

static bool template_has_begun(TemplateReader *reader, const Hole *hole) {
    const char *first = verb_of(hole)->name;
    if (!reader->has_view && strcmp(first, "view") != 0) {
        return template_fault(reader, hole->at, "a template begins with {{view Type \"file.h\"}}");
    }
    bool outside = reader->layout && reader->slot_now < 0;
    if (outside && strcmp(first, "slot") != 0) {
        return template_fault(reader, hole->at, "a page with a layout holds slots only");
    }
    return true;
}

bool hole_read(TemplateReader *reader, Floor floor) {
    Hole hole;
    if (!hole_tokens(reader, &hole)) return false;
    hole.floor = floor;
    const struct HoleVerb *verb = verb_of(&hole);
    if (!template_has_begun(reader, &hole) || !place_fits(reader, &hole, verb)) return false;
    bool writes = verb->floors & WRITES,
         silent = verb->read == view_hole || verb->read == layout_hole;
    if (floor == FLOOR_CONTENT && !silent) {
        bool after_block = reader->after_block;
        const Open *open = open_top(reader);
        if (verb->read == end_hole && open && open->kind == OPEN_SLOT) reader->blank = false;
        blank_settle(reader, false);
        if (!writes) reader->after_block = after_block;
    }
    return verb->read(reader, &hole);
}
