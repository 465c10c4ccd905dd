/* template_html.h: what the template compiler knows of HTML and SVG.
 *
 * Elements and attributes that are not in these tables do not exist for a template: a typing error
 * is found, and what could run code or load from elsewhere (iframe, object, base, style, on...) has
 * no way in. Content rules are those of the HTML Standard (html.spec.whatwg.org, sections 4 and
 * 13.2) as far as a browser would otherwise build another tree than the one written. */
#ifndef OPSTAP_TEMPLATE_HTML_H
#define OPSTAP_TEMPLATE_HTML_H

#include "str.h"

enum {
    ELEMENT_VOID = 1,         /* has no end tag */
    ELEMENT_BLOCK = 2,        /* blanks beside it mean nothing; not inside phrasing */
    ELEMENT_PHRASING = 4,     /* holds text and inline elements only */
    ELEMENT_TRANSPARENT = 8,  /* holds what its parent may hold */
    ELEMENT_INTERACTIVE = 16, /* not inside a link or a button */
    ELEMENT_ALONE = 32,       /* not inside another of its kind */
    ELEMENT_WORDS = 64,       /* holds text only: title, textarea */
    ELEMENT_KEPT = 128,       /* blanks inside it are kept */
    ELEMENT_EMPTY = 256,      /* holds nothing: script */
    ELEMENT_SVG = 512,
};

typedef struct HtmlElement {
    const char *name;
    unsigned flags;
    const char *parents;  /* " ul ol ": only directly inside one of these; NULL: anywhere */
    const char *children; /* only these, and no text; NULL: whatever fits */
} HtmlElement;

typedef enum AttributeKind {
    ATTRIBUTE_VALUE,  /* for machines: numbers as digits, days as 2026-03-02 */
    ATTRIBUTE_SPOKEN, /* for people: words only through {{word}}, numbers and days as said */
    ATTRIBUTE_URL,
    ATTRIBUTE_BOOLEAN,
    ATTRIBUTE_FIXED, /* no holes */
    ATTRIBUTE_REFUSED,
} AttributeKind;

typedef struct HtmlAttribute {
    const char *name;
    AttributeKind kind;
    const char *why; /* when refused */
} HtmlAttribute;

/* NULL: not known. svg: inside <svg>, where other names are known (and <svg> itself in both). */
const HtmlElement *html_element(Str name, bool svg);

/* NULL: not known. Names that begin with "aria-", "data-" or "on" have the row of their kind. */
const HtmlAttribute *html_attribute(Str name);

bool html_list_has(const char *list, Str name); /* " a b " has "a" */

/* Whether an element may stand nowhere below another, however deep: a link in a link, a field in a
 * button. */
bool html_never_holds(const HtmlElement *outer, const HtmlElement *inner);
bool html_holds_not_all(const HtmlElement *outer); /* some are so for it */

/* &name; of a text: those that are no letters. Names without & and ;. */
bool html_reference_known(Str name);

/* The scheme before the first ":", when it is one (before any / ? #); empty when there is none. */
Str html_scheme(Str address);
bool html_scheme_fits(Str scheme); /* http, https, mailto, tel, in any case */

#endif
