/* template.h: compiles the pages of web/ into C; part of the build, and fuzzed.
 *
 * A template is HTML with holes. It becomes one C function that writes the page into an HtmlOut
 * (src/html/html.h). A hole is escaped by where it stands; where no escaping would be safe, or
 * where the browser would read something else than what is written, the template is refused with
 * line, column and reason. What a template may hold is told in doc/templates.md; what is known of
 * HTML stands in template_html.c, and what is not known there is refused.
 *
 * A set is read in the order layouts, parts, pages: a page needs to know its layout. Whether parts
 * exist is asked of the whole set at its end. Same input, same output, byte for byte.
 *
 * Ownership: what a Template points to lives in the arena and in the source it was read from.
 * Limits: below. */
#ifndef OPSTAP_TEMPLATE_H
#define OPSTAP_TEMPLATE_H

#include "po.h"
#include "template_html.h"

enum {
    TEMPLATE_BYTES_MAX = 256 * 1024, /* a page a person writes has under 20 KB */
    TEMPLATE_CODE_BYTES_MAX = 64 * 1024 * 1024,
    TEMPLATE_DEPTH_MAX = 64, /* elements and blocks within one another */
    TEMPLATE_SLOTS_MAX = 16,
    TEMPLATES_MAX = 1000,
};

typedef enum TemplateKind { TEMPLATE_LAYOUT, TEMPLATE_PART, TEMPLATE_PAGE } TemplateKind;

typedef struct TemplateSource {
    TemplateKind kind;
    Str path; /* as it is named in messages and #line */
    Str name; /* a to z, 0 to 9 and _ */
    Str bytes;
} TemplateSource;

typedef struct TemplateFault {
    int line, column; /* from 1; columns in characters */
    Str why;
} TemplateFault;

/* A place in a layout that a page fills, or what a page fills. */
typedef struct TemplateSlot {
    Str name;
    bool optional;                                 /* a page may leave it out */
    bool words_only;                               /* it also stands in <title>: no elements */
    size_t asked_at;                               /* where the layout first names it */
    const HtmlElement *inside[TEMPLATE_DEPTH_MAX]; /* the elements around it, outermost first */
    int inside_count;
} TemplateSlot;

enum { TEMPLATE_APART_MAX = 8 }; /* each may stand once in a valid tree: a, button, form ... */

/* What is around something: the element it stands in, and the one that decides whether block
 * elements may stand there. NULL: not known. */
typedef struct TemplateAround {
    const HtmlElement *parent, *deciding;
    const HtmlElement *apart[TEMPLATE_APART_MAX]; /* those around it that hold not all, each once */
    int apart_count;
    bool svg;
} TemplateAround;

/* What a part holds that does not fit everywhere, and what is around it there. tag NULL: text. */
typedef struct TemplateElement {
    const HtmlElement *tag;
    TemplateAround around;
} TemplateElement;

typedef struct TemplatePartUse {
    Str name;
    TemplateAround around;
    TemplateFault place;
} TemplatePartUse;

typedef struct Template {
    TemplateSource source;
    Str view, header; /* the C type of its view and where that is declared */
    bool svg;         /* a part that belongs inside <svg> */
    Str layout;       /* of a page; empty when it has none */
    TemplateSlot slot[TEMPLATE_SLOTS_MAX];
    int slot_count;
    bool has_html;            /* a layout */
    TemplateElement *element; /* of a part: once each */
    size_t element_count;
    TemplatePartUse *part;
    size_t part_count;
    Str code; /* its functions, in C */
} Template;

typedef struct TemplateSet {
    const PoFile *words; /* the reference tongue; NULL: keys are left to the C compiler */
    Template *template;
    size_t template_count;
} TemplateSet;

/* Reads one template. False: *ret_fault says what is wrong, and *ret_template is untouched. */
bool template_read(Arena *arena, const TemplateSet *set, TemplateSource source,
                   Template *ret_template, TemplateFault *ret_fault);

/* NULL when there is none of that kind and name. */
const Template *template_find(const TemplateSet *set, TemplateKind kind, Str name);

/* What only the whole set can tell: a part that is not there, or does not fit there. False:
 * *ret_fault is about template *ret_index. */
bool templates_fit(Arena *arena, const TemplateSet *set, size_t *ret_index,
                   TemplateFault *ret_fault);

/* The two files of a set; empty: too much. header_name: as the C file includes the other. */
Str templates_header(Arena *arena, const TemplateSet *set);
Str templates_code(Arena *arena, const TemplateSet *set, Str header_name);

#endif
