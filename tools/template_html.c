#include "template_html.h"

#include <strings.h>

enum {
    VOID = ELEMENT_VOID,
    BLOCK = ELEMENT_BLOCK,
    PHRASING = ELEMENT_PHRASING,
    TRANSPARENT = ELEMENT_TRANSPARENT,
    INTERACTIVE = ELEMENT_INTERACTIVE,
    ALONE = ELEMENT_ALONE,
    WORDS = ELEMENT_WORDS,
    KEPT = ELEMENT_KEPT,
    EMPTY = ELEMENT_EMPTY,
    SVG = ELEMENT_SVG,
};

static const HtmlElement html_elements[] = {
    { "html", BLOCK, " ", " head body " },
    { "head", BLOCK, " html ", " title meta link script " },
    { "body", BLOCK, " html ", NULL },
    { "title", BLOCK | WORDS, " head ", NULL },
    { "meta", BLOCK | VOID, " head ", NULL },
    { "link", BLOCK | VOID, " head ", NULL },
    { "script", BLOCK | EMPTY, " head body ", NULL },
    { "header", BLOCK, NULL, NULL },
    { "footer", BLOCK, NULL, NULL },
    { "main", BLOCK | ALONE, NULL, NULL },
    { "nav", BLOCK, NULL, NULL },
    { "section", BLOCK, NULL, NULL },
    { "article", BLOCK, NULL, NULL },
    { "aside", BLOCK, NULL, NULL },
    { "address", BLOCK, NULL, NULL },
    { "h1", BLOCK | PHRASING, NULL, NULL },
    { "h2", BLOCK | PHRASING, NULL, NULL },
    { "h3", BLOCK | PHRASING, NULL, NULL },
    { "h4", BLOCK | PHRASING, NULL, NULL },
    { "h5", BLOCK | PHRASING, NULL, NULL },
    { "h6", BLOCK | PHRASING, NULL, NULL },
    { "hgroup", BLOCK, NULL, " h1 h2 h3 h4 h5 h6 p " },
    { "p", BLOCK | PHRASING, NULL, NULL },
    { "pre", BLOCK | PHRASING | KEPT, NULL, NULL },
    { "blockquote", BLOCK, NULL, NULL },
    { "div", BLOCK, NULL, NULL },
    { "hr", BLOCK | VOID, NULL, NULL },
    { "figure", BLOCK, NULL, NULL },
    { "figcaption", BLOCK, " figure ", NULL },
    { "ul", BLOCK, NULL, " li " },
    { "ol", BLOCK, NULL, " li " },
    { "menu", BLOCK, NULL, " li " },
    { "li", BLOCK, " ul ol menu ", NULL },
    { "dl", BLOCK, NULL, " dt dd div " },
    { "dt", BLOCK, " dl div ", NULL },
    { "dd", BLOCK, " dl div ", NULL },
    { "table", BLOCK, NULL, " caption colgroup thead tbody tfoot tr " },
    { "caption", BLOCK, " table ", NULL },
    { "colgroup", BLOCK, " table ", " col " },
    { "col", BLOCK | VOID, " colgroup ", NULL },
    { "thead", BLOCK, " table ", " tr " },
    { "tbody", BLOCK, " table ", " tr " },
    { "tfoot", BLOCK, " table ", " tr " },
    { "tr", BLOCK, " table thead tbody tfoot ", " td th " },
    { "td", BLOCK, " tr ", NULL },
    { "th", BLOCK, " tr ", NULL },
    { "form", BLOCK | ALONE, NULL, NULL },
    { "fieldset", BLOCK, NULL, NULL },
    { "legend", BLOCK, " fieldset ", NULL },
    { "details", BLOCK | INTERACTIVE, NULL, NULL },
    { "summary", BLOCK, " details ", NULL },
    { "dialog", BLOCK, NULL, NULL },
    { "label", PHRASING | INTERACTIVE | ALONE, NULL, NULL },
    { "input", VOID | INTERACTIVE, NULL, NULL },
    { "button", PHRASING | INTERACTIVE, NULL, NULL },
    { "select", INTERACTIVE, NULL, " option optgroup hr " },
    { "optgroup", BLOCK, " select ", " option " },
    { "option", BLOCK, " select optgroup datalist ", NULL },
    { "datalist", 0, NULL, " option " },
    { "textarea", WORDS | KEPT | INTERACTIVE, NULL, NULL },
    { "output", PHRASING, NULL, NULL },
    { "progress", PHRASING, NULL, NULL },
    { "meter", PHRASING, NULL, NULL },
    { "a", TRANSPARENT | INTERACTIVE | ALONE, NULL, NULL },
    { "ins", TRANSPARENT, NULL, NULL },
    { "del", TRANSPARENT, NULL, NULL },
    { "span", PHRASING, NULL, NULL },
    { "em", PHRASING, NULL, NULL },
    { "strong", PHRASING, NULL, NULL },
    { "b", PHRASING, NULL, NULL },
    { "i", PHRASING, NULL, NULL },
    { "u", PHRASING, NULL, NULL },
    { "s", PHRASING, NULL, NULL },
    { "small", PHRASING, NULL, NULL },
    { "mark", PHRASING, NULL, NULL },
    { "cite", PHRASING, NULL, NULL },
    { "q", PHRASING, NULL, NULL },
    { "dfn", PHRASING, NULL, NULL },
    { "abbr", PHRASING, NULL, NULL },
    { "data", PHRASING, NULL, NULL },
    { "time", PHRASING, NULL, NULL },
    { "code", PHRASING, NULL, NULL },
    { "var", PHRASING, NULL, NULL },
    { "samp", PHRASING, NULL, NULL },
    { "kbd", PHRASING, NULL, NULL },
    { "sub", PHRASING, NULL, NULL },
    { "sup", PHRASING, NULL, NULL },
    { "bdi", PHRASING, NULL, NULL },
    { "bdo", PHRASING, NULL, NULL },
    { "br", VOID, NULL, NULL },
    { "wbr", VOID, NULL, NULL },
    { "img", VOID, NULL, NULL },
    { "picture", 0, NULL, " source img " },
    { "source", VOID | BLOCK, " picture ", NULL },
    { "svg", SVG, NULL, NULL },
};

/* No script, style, animate, set, image or foreignObject: each could load, run or leave SVG. */
static const HtmlElement svg_elements[] = {
    { "svg", SVG | BLOCK, NULL, NULL },
    { "g", SVG | BLOCK, NULL, NULL },
    { "defs", SVG | BLOCK, NULL, NULL },
    { "symbol", SVG | BLOCK, NULL, NULL },
    { "use", SVG | BLOCK, NULL, NULL },
    { "path", SVG | BLOCK, NULL, NULL },
    { "rect", SVG | BLOCK, NULL, NULL },
    { "circle", SVG | BLOCK, NULL, NULL },
    { "ellipse", SVG | BLOCK, NULL, NULL },
    { "line", SVG | BLOCK, NULL, NULL },
    { "polyline", SVG | BLOCK, NULL, NULL },
    { "polygon", SVG | BLOCK, NULL, NULL },
    { "text", SVG | BLOCK, NULL, NULL },
    { "tspan", SVG, " text tspan a ", NULL },
    { "title", SVG | BLOCK, NULL, NULL },
    { "desc", SVG | BLOCK, NULL, NULL },
    { "a", SVG | INTERACTIVE | ALONE, NULL, NULL },
    { "linearGradient", SVG | BLOCK, NULL, " stop " },
    { "radialGradient", SVG | BLOCK, NULL, " stop " },
    { "stop", SVG | BLOCK, " linearGradient radialGradient ", NULL },
    { "clipPath", SVG | BLOCK, NULL, NULL },
    { "mask", SVG | BLOCK, NULL, NULL },
    { "pattern", SVG | BLOCK, NULL, NULL },
    { "marker", SVG | BLOCK, NULL, NULL },
};

/* Attributes of one kind, in one list. */
static const struct {
    const char *names;
    HtmlAttribute attribute;
} attribute_lists[] = {
    { " accept-charset as autocapitalize charset color-scheme crossorigin decoding dir enctype "
      "fetchpriority inputmode integrity loading media method popover "
      "preserveAspectRatio referrerpolicy rel role scope sizes spellcheck target translate type "
      "wrap xmlns xmlns:xlink ",
      { "", ATTRIBUTE_FIXED, NULL } },
    { " autofocus checked default defer disabled formnovalidate hidden inert ismap "
      "itemscope multiple nomodule novalidate open readonly required reversed selected async ",
      { "", ATTRIBUTE_BOOLEAN, NULL } },
    { " href src action cite xlink:href ", { "", ATTRIBUTE_URL, NULL } },
    { " title alt placeholder label abbr summary aria-label aria-description "
      "aria-roledescription aria-valuetext aria-placeholder aria-braillelabel "
      "aria-brailleroledescription ",
      { "", ATTRIBUTE_SPOKEN, NULL } },
    { " accesskey accept autocomplete class cols colspan content datetime dirname download "
      "draggable "
      "enterkeyhint for headers height high hreflang id lang list low max maxlength min "
      "minlength name nonce optimum pattern popovertarget rows rowspan size span start step "
      "tabindex "
      "value width "
      "clip-path clip-rule cx cy d dominant-baseline dx dy fill fill-opacity fill-rule focusable "
      "font-size font-weight fx fy gradientTransform gradientUnits letter-spacing "
      "marker-end marker-mid marker-start markerHeight markerUnits markerWidth mask maskUnits "
      "offset "
      "opacity orient pathLength patternTransform patternUnits points r refX refY rotate rx ry "
      "shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset "
      "stroke-linecap stroke-linejoin stroke-opacity stroke-width text-anchor textLength transform "
      "vector-effect viewBox visibility x x1 x2 y y1 y2 ",
      { "", ATTRIBUTE_VALUE, NULL } },
    { " style ",
      { "", ATTRIBUTE_REFUSED, "a style attribute: pages allow no inline style, use a class" } },
    { " srcdoc ", { "", ATTRIBUTE_REFUSED, "srcdoc is a page within an attribute" } },
    { " http-equiv ",
      { "", ATTRIBUTE_REFUSED, "http-equiv: what the server says stands in its answer" } },
    { " formaction formmethod formenctype ",
      { "", ATTRIBUTE_REFUSED,
        "a button sends its form as the form says: give it name and value" } },
    { " form ", { "", ATTRIBUTE_REFUSED, "what belongs to a form stands inside it" } },
    { " srcset imagesrcset ping formtarget background poster manifest archive codebase data ",
      { "", ATTRIBUTE_REFUSED, "this attribute loads from addresses that are not checked" } },
};

static const HtmlAttribute aria = { "", ATTRIBUTE_VALUE, NULL };
static const HtmlAttribute handler = {
    "", ATTRIBUTE_REFUSED, "an event handler in an attribute: pages allow no inline script"
};

const HtmlElement *html_element(Str name, bool svg) {
    const HtmlElement *list = svg ? svg_elements : html_elements;
    size_t count = svg ? sizeof svg_elements / sizeof *svg_elements
                       : sizeof html_elements / sizeof *html_elements;
    for (size_t i = 0; i < count; i++) {
        if (str_equal(name, str_from(list[i].name))) return &list[i];
    }
    return NULL;
}

bool html_list_has(const char *list, Str name) {
    Str rest = str_from(list), word;
    while (str_cut(&rest, ' ', &word)) {
        if (word.len && str_equal(word, name)) return true;
    }
    return false;
}

bool html_never_holds(const HtmlElement *outer, const HtmlElement *inner) {
    if (inner->flags & INTERACTIVE && html_list_has("a button", str_from(outer->name))) return true;
    return inner->flags & ALONE && !strcmp(inner->name, outer->name);
}

bool html_holds_not_all(const HtmlElement *outer) {
    return outer->flags & ALONE || !strcmp(outer->name, "button");
}

static bool starts_in_any_case(Str name, const char *start) {
    size_t len = strlen(start);
    return name.len > len && !strncasecmp(name.at, start, len);
}

const HtmlAttribute *html_attribute(Str name) {
    for (size_t i = 0; i < sizeof attribute_lists / sizeof *attribute_lists; i++) {
        if (html_list_has(attribute_lists[i].names, name)) return &attribute_lists[i].attribute;
    }
    if (starts_in_any_case(name, "on")) return &handler;
    if (str_starts(name, S("aria-")) || str_starts(name, S("data-"))) return &aria;
    return NULL;
}

bool html_reference_known(Str name) {
    static const char *const known =
        " amp lt gt quot apos nbsp shy middot bull hellip ndash mdash times divide minus plusmn "
        "deg "
        "euro sect copy larr rarr uarr darr laquo raquo lsquo rsquo ldquo rdquo thinsp ensp emsp "
        "zwj zwnj lrm rlm check ";
    if (html_list_has(known, name)) return true;
    if (name.len < 2 || name.at[0] != '#') return false;
    for (size_t i = 1; i < name.len; i++) {
        if (name.at[i] < '0' || name.at[i] > '9') return false;
    }
    return name.len <= 7;
}

Str html_scheme(Str address) {
    for (size_t i = 0; i < address.len; i++) {
        char c = address.at[i];
        if (c == ':') return (Str){ address.at, i };
        if (c == '/' || c == '?' || c == '#') break;
    }
    return STR_EMPTY;
}

bool html_scheme_fits(Str scheme) {
    static const char *const known[] = { "http", "https", "mailto", "tel" };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (scheme.len == strlen(known[i]) && !strncasecmp(scheme.at, known[i], scheme.len)) {
            return true;
        }
    }
    return false;
}
