/* form.h: a form declares its fields before it reads them. What is not declared does not exist: a
 * form or a query with another field in it is refused, and so is a field that comes twice where it
 * may come once.
 *
 *     FORM(CandidatesListForm, candidates_list_form,
 *          FIELD(search, TEXT,   .length_max = 80),
 *          FIELD(sort,   CHOICE, .choice = sorts, .choice_count = SORT_COUNT),
 *          FIELD(page,   COUNT,  .value_min = 1, .value_max = PAGES_MAX, .otherwise = 1));
 *
 *     CandidatesListForm form;
 *     if (!form_read(visit, &candidates_list_form, &form)) return answer_invalid(visit);
 *     ... form.search is a Str, form.sort an int, form.page an int64_t ...
 *
 * FORM makes the type and the table. Of a GET the query is read, of a POST the body; its hidden
 * field "token" is the gate's and is not declared. Kinds, and what each becomes:
 *
 *     TEXT     Str      blanks at both ends taken off, line ends as "\n"; length_max bytes
 *     SECRET   Str      the same bytes as they came; never shown again; length_max bytes
 *     ID       Str      an outside id: at most ID_BYTES_MAX bytes, no control characters
 *     COUNT    int64_t  whole, value_min .. value_max (value_max 0: 1000 million)
 *     CHOICE   int      place in .choice, a list of names
 *     DAY      Day      YYYY-MM-DD; DAY_UNKNOWN when empty
 *     FLAG     bool     there, with any of "1", "on", "yes"; not there: false
 *     COUNTS   FormCounts   may come often: at most count_max times (0: FORM_TIMES_MAX)
 *     CHOICES  uint64_t     bit n: choice n was ticked
 *
 * A field that is not there or empty: .needed makes that wrong; else it becomes .otherwise (COUNT,
 * CHOICE), "", DAY_UNKNOWN, false or an empty list. Text is UTF-8 without control characters but
 * tab and line end. */
#ifndef OPSTAP_FORM_H
#define OPSTAP_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "visit.h"

typedef enum FormKind {
    FORM_TEXT,
    FORM_SECRET,
    FORM_ID,
    FORM_COUNT,
    FORM_CHOICE,
    FORM_DAY,
    FORM_FLAG,
    FORM_COUNTS,
    FORM_CHOICES
} FormKind;

typedef struct FormCounts {
    const int64_t *at;
    size_t count;
} FormCounts;

#define FORM_TYPE_TEXT Str
#define FORM_TYPE_SECRET Str
#define FORM_TYPE_ID Str
#define FORM_TYPE_COUNT int64_t
#define FORM_TYPE_CHOICE int
#define FORM_TYPE_DAY Day
#define FORM_TYPE_FLAG bool
#define FORM_TYPE_COUNTS FormCounts
#define FORM_TYPE_CHOICES uint64_t

typedef struct FormField {
    const char *name;
    FormKind kind;
    size_t at; /* in the struct */
    bool needed;
    size_t length_max; /* bytes */
    int64_t value_min, value_max, otherwise;
    const char *const *choice;
    int choice_count;
    size_t count_max;
} FormField;

typedef struct Form {
    const FormField *field;
    size_t count, bytes;
} Form;

#define FORM(Type, form_name, ...)                                                                 \
    typedef struct Type {                                                                          \
        FORM_EACH(FORM_MEMBER, Type, __VA_ARGS__)                                                  \
    } Type;                                                                                        \
    static const FormField form_name##_field[] = { FORM_EACH(FORM_ROW, Type, __VA_ARGS__) };       \
    static const Form form_name = { form_name##_field,                                             \
                                    sizeof form_name##_field / sizeof *form_name##_field,          \
                                    sizeof(Type) }

/* Reads what was sent. False: something is wrong; *ret_values holds what could be read, and
 * form_why says what is wrong with which field. `ret_values` is a struct of the form. */
bool form_read(Visit *visit, const Form *form, void *ret_values);

/* Nothing was declared, and nothing may be there: for buttons. */
bool form_read_empty(Visit *visit);

/* After form_read: what is wrong with a field, WORD_none when it is well; what was typed there, to
 * show it again ("" for a SECRET). A page may add what its own rules say. */
Phrase form_why(const Visit *visit, const char *field);
Str form_typed(const Visit *visit, const char *field);
void form_refuse(Visit *visit, const char *field, Phrase why);
bool form_is_well(const Visit *visit);

/* It is not as our own pages send it (an undeclared field, one twice, broken escapes): somebody
 * made it by hand, and it is not shown again. answer_invalid is the answer. */
bool form_is_foreign(const Visit *visit);

/* The first thing that is wrong, in one sentence: the name, and what may stand there; for an address
 * that somebody made by hand. WORD_none: nothing of a form is, or it cannot be read at all. */
Phrase form_fault(const Visit *visit);

/* --- how FORM does it --- */

#define FORM_PARTS_FIELD(...) __VA_ARGS__
#define FORM_CALL(verb, ...) verb(__VA_ARGS__)
#define FORM_MEMBER(Type, field) FORM_CALL(FORM_MEMBER_OF, Type, FORM_PARTS_##field, )
#define FORM_MEMBER_OF(Type, name, kind, ...) FORM_TYPE_##kind name;
#define FORM_ROW(Type, field) FORM_CALL(FORM_ROW_OF, Type, FORM_PARTS_##field, )
#define FORM_ROW_OF(Type, the_name, the_kind, ...)                                                 \
    { #the_name, FORM_##the_kind, offsetof(Type, the_name), __VA_ARGS__ },

/* FORM_EACH(verb, Type, a, b, c): verb(Type, a) verb(Type, b) verb(Type, c); up to 256. */
#define FORM_PARENS ()
#define FORM_EXPAND(...) FORM_EXPAND3(FORM_EXPAND3(FORM_EXPAND3(FORM_EXPAND3(__VA_ARGS__))))
#define FORM_EXPAND3(...) FORM_EXPAND2(FORM_EXPAND2(FORM_EXPAND2(FORM_EXPAND2(__VA_ARGS__))))
#define FORM_EXPAND2(...) FORM_EXPAND1(FORM_EXPAND1(FORM_EXPAND1(FORM_EXPAND1(__VA_ARGS__))))
#define FORM_EXPAND1(...) FORM_EXPAND0(FORM_EXPAND0(FORM_EXPAND0(FORM_EXPAND0(__VA_ARGS__))))
#define FORM_EXPAND0(...) __VA_ARGS__
#define FORM_EACH(verb, Type, ...) __VA_OPT__(FORM_EXPAND(FORM_NEXT(verb, Type, __VA_ARGS__)))
#define FORM_NEXT(verb, Type, field, ...)                                                          \
    verb(Type, field) __VA_OPT__(FORM_NEXT_AGAIN FORM_PARENS(verb, Type, __VA_ARGS__))
#define FORM_NEXT_AGAIN() FORM_NEXT

#endif
