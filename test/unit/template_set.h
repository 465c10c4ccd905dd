/* template_set.h: what the suites of the template compiler begin with: a set with one layout. */
#ifndef OPSTAP_TEMPLATE_SET_H
#define OPSTAP_TEMPLATE_SET_H

#include "test.h"

#include "template.h"

static const PoEntry words[] = {
    { .key = { "a.b", 3 }, .single = { "x", 1 } },
    { .key = { "name", 4 }, .single = { "{who} at {where}", 16 } },
    { .key = { "people", 6 }, .single = { "one", 3 }, .plural = { "{count} people", 14 } },
};

static inline PoFile word_list(void) {
    static PoEntry copy[3];
    memcpy(copy, words, sizeof copy);
    return (PoFile){ copy, 3 };
}

static const char layout[] =
    "{{view L \"l.h\"}}<!doctype html><html lang=\"{{tongue}}\"><head><title>{{slot "
    "title}}</title></head>"
    "<body><h1>{{slot title}}</h1><ol>{{slot crumbs optional}}</ol><p>{{slot lead optional}}</p>"
    "<main>{{slot main}}</main></body></html>";

/* A set with one layout, `frame`. */
static inline TemplateSet set_begin(Arena *arena, const PoFile *list) {
    TemplateSet set = { .words = list, .template = arena_many(arena, Template, 8) };
    TemplateSource source = { .kind = TEMPLATE_LAYOUT,
                              .path = S("frame.html"),
                              .name = S("frame"),
                              .bytes = str_from(layout) };
    TemplateFault fault = { 0 };
    if (!template_read(arena, &set, source, &set.template[0], &fault)) {
        fail_msg("%d:%d: %.*s", fault.line, fault.column, STR_ARGS(fault.why));
    }
    set.template_count = 1;
    return set;
}

#define VIEW "{{view V \"v.h\"}}\n"
#define FRAME VIEW "{{layout frame}}\n"
#define REST "{{slot title}}{{word a.b}}{{end}}{{slot main}}<p></p>{{end}}"

#define LAYOUT TEMPLATE_LAYOUT
#define PART TEMPLATE_PART
#define PAGE TEMPLATE_PAGE

static inline Template template_of(Arena *arena, const TemplateSet *set, TemplateKind kind,
                                   Str bytes, TemplateFault *ret_fault) {
    Template template = { .code = { NULL, 0 } };
    *ret_fault = (TemplateFault){ 0 };
    TemplateSource source = { .kind = kind, .path = S("x.html"), .name = S("x"), .bytes = bytes };
    template_read(arena, set, source, &template, ret_fault);
    return template;
}

#endif
