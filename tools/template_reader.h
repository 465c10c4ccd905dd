/* template_reader.h: what the parts of the template reader share. Only template_*.c includes it.
 *
 * template_read.c walks through text and comments, template_tag.c through tags and attributes,
 * template_element.c knows what may stand where, template_form.c forms and their tokens,
 * template_address.c holes in addresses, template_part.c parts, template_hole.c goes through
 * everything between {{ and }}, template_slot.c through what a template says of itself and of its
 * layout, template_emit.c writes the C. A verb that returns false has set the fault. */
#ifndef OPSTAP_TEMPLATE_READER_H
#define OPSTAP_TEMPLATE_READER_H

#include "template.h"

struct Hole;

/* Where a hole stands, which decides how it is escaped and said. */
typedef enum Place {
    PLACE_TEXT,     /* markup of type Html is taken */
    PLACE_SPOKEN,   /* title, and attributes that people read */
    PLACE_VALUE,    /* textarea, and attributes for machines */
    PLACE_URL,      /* a whole address: its scheme is checked */
    PLACE_URL_PART, /* a part of a path or of a query */
    PLACE_CONTACT,  /* after mailto: or tel: */
    PLACE_ACTION,   /* the whole address of a form: one of our own */
} Place;

/* On which floor a block was opened; it must be closed on the same. */
typedef enum Floor { FLOOR_CONTENT, FLOOR_TAG, FLOOR_VALUE } Floor;

typedef enum OpenKind {
    OPEN_ELEMENT,
    OPEN_IF,
    OPEN_ELSE,
    OPEN_EACH,
    OPEN_NONE,
    OPEN_SLOT,
    OPEN_VERBATIM,
} OpenKind;

typedef struct Open {
    OpenKind kind;
    Floor floor;
    size_t at; /* where it was opened */
    const HtmlElement *element;
    Str name;              /* of a loop: its variable */
    Str count;             /* of a loop: the C expression of how many */
    bool posted;           /* a form */
    bool needs_token;      /* of a form that is posted: until its hidden field stands there */
    int virtual_count;     /* of a slot: elements of the layout below it on the stack */
    bool after_block;      /* of an if: whether blanks meant nothing where it began */
    size_t attribute_from; /* of an if in a tag: the first attribute of this arm */
} Open;

enum { ATTRIBUTES_MAX = 64, TOKENS_MAX = 16 };

typedef struct TagAttribute {
    Str name;
    Str fixed;         /* its value, when that has no hole */
    size_t at;
    bool in_if;        /* it does not always stand there */
    bool in_other_arm; /* of an if that is still open: no duplicate of one here */
} TagAttribute;

typedef struct TemplateReader {
    Arena *arena;
    const TemplateSet *set;
    Template template;
    const Template *layout; /* of a page that has one */
    Str bytes;
    size_t at;
    bool begun; /* something was written, or text seen */
    bool has_view;
    Text code, piece; /* C so far; static bytes not yet in it */
    Open open[TEMPLATE_DEPTH_MAX];
    int depth;
    int slot_now; /* of a page with a layout: which slot is open, -1 outside */
    size_t part_capacity, element_capacity;
    size_t line_at; /* a place whose line is known */
    int line;

    bool blank, after_block; /* text: a blank is pending; what stands before makes it void */
    Place value_place;       /* while an attribute is read */
    const HtmlAttribute *attribute;
    const HtmlElement *tag;
    size_t value_from;
    bool value_has_hole;
    TagAttribute tag_attribute[ATTRIBUTES_MAX];
    size_t tag_attribute_count;
    bool tag_has_token; /* a value of the tag is the token of a form */

    TemplateFault fault;
} TemplateReader;

/* --- faults and looking (template_read.c) --- */

bool template_fault(TemplateReader *reader, size_t at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
int template_line(TemplateReader *reader, size_t at);
bool reader_looks_at(const TemplateReader *reader, const char *text);
char reader_char(const TemplateReader *reader); /* 0 at the end */
void reader_skip_blanks(TemplateReader *reader);
Str reader_name(TemplateReader *reader); /* letters, digits, - : _; may be empty */

/* --- what is open (template_read.c) --- */

bool open_push(TemplateReader *reader, Open open);
Open *open_top(TemplateReader *reader);                        /* NULL: nothing */
const HtmlElement *open_element(const TemplateReader *reader); /* the nearest; NULL: none known */
TemplateAround open_around(const TemplateReader *reader);
bool open_in_svg(const TemplateReader *reader);
bool open_verbatim(const TemplateReader *reader);
Str open_said(TemplateReader *reader, const Open *open); /* "<li> of line 4" */

/* Blanks that are pending become one, or none. */
void blank_settle(TemplateReader *reader, bool before_block);

/* Letters that a person reads stand in the word list, not in a page. `what`: "text", an attribute.
 */
bool text_fits(TemplateReader *reader, size_t from, size_t until, Str what);

/* --- tags (template_tag.c) --- */

bool tag_read(TemplateReader *reader);     /* at "<" of a start tag */
bool tag_end_read(TemplateReader *reader); /* at "</" */

/* The attribute, when it always stands there and with one value; NULL: it does not. */
const TagAttribute *attribute_always(const TemplateReader *reader, const char *name);

/* After the attributes of reader->tag: a form says how and where it goes; a token goes along only
 * with what is posted to us. */
bool form_fits(TemplateReader *reader, size_t at);
bool form_is_posted(const TemplateReader *reader);
bool token_fits(TemplateReader *reader, size_t at);

/* Whether a path that is written at `at` may stand there: the token of a form stands in the value
 * of a field only. */
bool token_path_fits(TemplateReader *reader, const struct Hole *hole, Str path);

/* A piece of an address that is no hole; from: where it begins. */
bool address_fits(TemplateReader *reader, size_t from, Str piece);

/* A hole at `at` in an address: whether it may stand there, and what place it is. */
bool address_hole(TemplateReader *reader, size_t at);

/* Remembers what a part holds, for who puts the part somewhere. tag NULL: text. */
void part_holds(TemplateReader *reader, const HtmlElement *tag, TemplateAround around);

bool element_belongs(TemplateReader *reader, size_t at); /* reader->tag */
bool text_stands(TemplateReader *reader, size_t at);     /* whether text may stand here */

/* Whether an element may stand there; *ret_why when not. tag NULL: text. */
bool element_fits(Arena *arena, const HtmlElement *tag, TemplateAround around, Str *ret_why);

/* --- holes (template_hole.c) --- */

typedef struct Hole {
    size_t at;
    Floor floor;
    Str token[TOKENS_MAX];
    int count;
} Hole;

bool hole_read(TemplateReader *reader, Floor floor);      /* at "{{" */
bool hole_tokens(TemplateReader *reader, Hole *ret_hole); /* reads past "}}" */
size_t token_at(const TemplateReader *reader, Str token);
bool name_fits(Str name);
bool path_write(TemplateReader *reader, Str path, Str *ret_expression);
bool condition_write(TemplateReader *reader, const Hole *hole, int first, Str *ret_condition);
bool value_hole(TemplateReader *reader, const Hole *hole);
bool word_hole(TemplateReader *reader, const Hole *hole);
bool part_hole(TemplateReader *reader, const Hole *hole); /* template_part.c */

/* --- what a template says of itself (template_slot.c) --- */

bool view_hole(TemplateReader *reader, const Hole *hole);
bool layout_hole(TemplateReader *reader, const Hole *hole);
bool slot_hole(TemplateReader *reader, const Hole *hole);
bool slot_end(TemplateReader *reader);
bool template_end(TemplateReader *reader);
bool slot_is_here(TemplateReader *reader, Str name); /* in a layout, for {{if slot name}} */

/* --- C (template_emit.c) --- */

void emit_static(TemplateReader *reader, Str bytes);
void emit_flush(TemplateReader *reader);
void emit_code(TemplateReader *reader, const char *format, ...)
    __attribute__((format(printf, 2, 3))); /* static bytes before it come first */
void emit_at(TemplateReader *reader, size_t at, const char *format, ...)
    __attribute__((format(printf, 3, 4))); /* the same, blamed on that place of the template */

#endif
