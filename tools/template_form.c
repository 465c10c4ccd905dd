/* Forms, and the token that says that what is posted came from a page of ours (src/access/gate.h).
 * A token never comes into an address, nor to anyone but us. */
#include "template_reader.h"

static bool tag_is(const TemplateReader *reader, const char *name) {
    return !strcmp(reader->tag->name, name);
}

static bool says_always(const TemplateReader *reader, const char *name, const char *value) {
    const TagAttribute *attribute = attribute_always(reader, name);
    return attribute && str_equal(attribute->fixed, str_from(value));
}

static bool says_in_some_arm(const TemplateReader *reader, const char *name, const char *value) {
    for (size_t i = 0; i < reader->tag_attribute_count; i++) {
        const TagAttribute *attribute = &reader->tag_attribute[i];
        if (str_equal(attribute->name, str_from(name)) &&
            str_equal(attribute->fixed, str_from(value))) {
            return true;
        }
    }
    return false;
}

bool form_is_posted(const TemplateReader *reader) {
    return tag_is(reader, "form") && says_always(reader, "method", "post");
}

bool form_fits(TemplateReader *reader, size_t at) {
    if (!tag_is(reader, "form") || form_is_posted(reader)) return true;
    return says_always(reader, "method", "get") ||
           template_fault(reader, at, "the method of a form is get or post, in small letters");
}

bool token_fits(TemplateReader *reader, size_t at) {
    if (!tag_is(reader, "input")) return true;
    bool named = says_always(reader, "name", "token");
    if (!reader->tag_has_token && !says_in_some_arm(reader, "name", "token")) return true;
    bool hidden = says_always(reader, "type", "hidden"), always = true;
    for (int i = reader->depth - 1; i >= 0; i--) {
        Open *open = &reader->open[i];
        if (open->kind != OPEN_ELEMENT) always = always && open->kind == OPEN_VERBATIM;
        else if (!strcmp(open->element->name, "form")) {
            if (!open->posted) {
                return template_fault(reader, at,
                                      "a token in a form that is not posted: it would "
                                      "stand in the address");
            }
            if (always && hidden && named) open->needs_token = false;
            return true;
        }
    }
    return template_fault(reader, at, "a token stands inside the form it is for, in one file");
}

bool token_path_fits(TemplateReader *reader, const Hole *hole, Str path) {
    if (!str_equal(path, S("token")) && !str_ends(path, S(".token"))) return true;
    bool value = hole->floor == FLOOR_VALUE && tag_is(reader, "input") &&
                 str_equal(reader->tag_attribute[reader->tag_attribute_count - 1].name, S("value"));
    if (!value) {
        return template_fault(reader, hole->at,
                              "a token stands in <input type=\"hidden\" name=\"token\" "
                              "value=\"{{%.*s}}\"> only",
                              STR_ARGS(path));
    }
    reader->tag_has_token = true;
    return true;
}
