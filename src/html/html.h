/* html.h: what compiled templates (doc/templates.md) write pages with.
 *
 * Page code uses little of this: it makes an HtmlOut, fills a view, and calls the function that was
 * made from its template. The rest is called by made code. What a hole may hold is decided by its
 * C type; a wrong type does not compile, and the compiler points at the line of the .html file.
 *
 * Everything is escaped by where it stands. Html is the only type whose bytes go to the page as
 * they are: it is for markup that our own code made (a picture in SVG), never for what came from
 * outside. Bytes that are not UTF-8, and control characters, become U+FFFD.
 *
 * Ownership: the page is in `text`, which belongs to its arena. Limit: HTML_PAGE_BYTES_MAX; a page
 * that would pass it is failed (text_failed), and is answered with an error instead. */
#ifndef OPSTAP_HTML_H
#define OPSTAP_HTML_H

#include "phrase.h"

/* Markup that is safe as it is. Only our own code makes one. */
typedef struct Html {
    Str markup;
} Html;

typedef struct HtmlOut {
    Text *text; /* the page so far */
    Tongue tongue;
    Text said; /* scratch: what is said before it is escaped */
} HtmlOut;

/* text: from html_text, or any other with a maximum. */
HtmlOut html_out(Text *text, Tongue tongue);
Text html_text(Arena *arena); /* empty, with HTML_PAGE_BYTES_MAX */

/* For code that makes Html by hand: text escaped as in a template. */
void html_escape(Text *text, Str value);

/* True for a relative address, and for http, https, mailto and tel. */
bool html_address_is_safe(Str address);

/* --- for made code --- */

static inline void html_static(HtmlOut *out, Str piece) {
    text_add(out->text, piece);
}

void html_tongue(HtmlOut *out); /* "nl" */
void html_word(HtmlOut *out, Word word);
void html_phrase(HtmlOut *out, const Phrase *phrase);

void html_put_str(HtmlOut *out, const Str *value);
void html_put_html(HtmlOut *out, const Html *value);
void html_put_word(HtmlOut *out, const Word *value);        /* WORD_none: nothing */
void html_put_label(HtmlOut *out, const Str *const *value); /* of a code; NULL: unknown */
void html_put_long(HtmlOut *out, const long *value);        /* with its thousands apart */
void html_put_size(HtmlOut *out, const size_t *value);
void html_put_long_digits(HtmlOut *out, const long *value);
void html_put_size_digits(HtmlOut *out, const size_t *value);
void html_put_bool(HtmlOut *out, const bool *value); /* true, false: for aria-... */
void html_put_number(HtmlOut *out, int64_t value);   /* 1.234 or 1,234 */
void html_put_digits(HtmlOut *out, int64_t value);   /* 1234 */
void html_put_day(HtmlOut *out, Day day);            /* 2 maart 2026; unknown */
void html_put_day_iso(HtmlOut *out, Day day);        /* 2026-03-02; nothing when unknown */
void html_put_url(HtmlOut *out, const Str *value);   /* whole; "#" when it is not safe */
void html_put_url_part(HtmlOut *out, const Str *value);
void html_put_contact(HtmlOut *out, const Str *value);
void html_put_action(HtmlOut *out, const Str *value); /* whole; "#" when it is not /path of ours */

/* An int is a number or a Day; the compiler cannot tell, so the template must. Never defined. */
void html_put_int(HtmlOut *out, const int *value) __attribute__((
    error("an int may be a day: write {{number path}}, {{digits path}} or {{day path}}")));
bool html_is_int(int value)
    __attribute__((error("an int may be a day: write {{if number path}} or {{if day path}}")));
PhraseValue html_give_int(const char *name, const int *value)
    __attribute__((error("an int may be a day: write name=number:path or name=day:path")));

#define HTML_PUT_SPOKEN(out, value)                                                                \
    _Generic(&(value), const Str *: html_put_str, const Word *: html_put_word,                     \
             const Phrase *: html_phrase, const Str *const *: html_put_label,                      \
             const long *: html_put_long, const size_t *: html_put_size,                           \
             const int *: html_put_int)(out, &(value))

#define HTML_PUT_TEXT(out, value)                                                                  \
    _Generic(&(value), const Str *: html_put_str, const Word *: html_put_word,                     \
             const Phrase *: html_phrase, const Str *const *: html_put_label,                      \
             const long *: html_put_long, const size_t *: html_put_size,                           \
             const int *: html_put_int, const Html *: html_put_html)(out, &(value))

#define HTML_PUT_VALUE(out, value)                                                                 \
    _Generic(&(value), const Str *: html_put_str, const Word *: html_put_word,                     \
             const Phrase *: html_phrase, const Str *const *: html_put_label,                      \
             const long *: html_put_long_digits, const size_t *: html_put_size_digits,             \
             const bool *: html_put_bool, const int *: html_put_int)(out, &(value))

#define HTML_PUT_URL(out, value) _Generic(&(value), const Str * : html_put_url)(out, &(value))
#define HTML_PUT_CONTACT(out, value)                                                               \
    _Generic(&(value), const Str * : html_put_contact)(out, &(value))
#define HTML_PUT_ACTION(out, value) _Generic(&(value), const Str * : html_put_action)(out, &(value))
#define HTML_PUT_URL_PART(out, value)                                                              \
    _Generic(&(value), const Str *: html_put_url_part, const long *: html_put_long_digits,         \
             const size_t *: html_put_size_digits, const int *: html_put_int)(out, &(value))

/* Any whole number; no bool, no pointer. A Day is an int. */
#define HTML_INTEGER(value)                                                                        \
    _Generic((value), signed char                                                                  \
             : html_integer, unsigned char                                                         \
             : html_integer, short                                                                 \
             : html_integer, unsigned short                                                        \
             : html_integer, int                                                                   \
             : html_integer, unsigned                                                              \
             : html_integer, long                                                                  \
             : html_integer, unsigned long                                                         \
             : html_integer, long long                                                             \
             : html_integer)((int64_t)(value))
#define HTML_A_DAY(value) _Generic((value), int : html_day)(value)

static inline int64_t html_integer(int64_t value) {
    return value;
}

static inline Day html_day(Day day) {
    return day;
}

#define HTML_PUT_NUMBER(out, value) html_put_number(out, HTML_INTEGER(value))
#define HTML_PUT_DIGITS(out, value) html_put_digits(out, HTML_INTEGER(value))
#define HTML_PUT_DAY(out, value) html_put_day(out, HTML_A_DAY(value))
#define HTML_PUT_DAY_ISO(out, value) html_put_day_iso(out, HTML_A_DAY(value))

/* What is there: true, not empty, not nothing. */
static inline bool html_is_bool(bool value) {
    return value;
}
static inline bool html_is_str(Str value) {
    return value.len > 0;
}
static inline bool html_is_html(Html value) {
    return value.markup.len > 0;
}
static inline bool html_is_word(Word value) {
    return value != WORD_none;
}
static inline bool html_is_phrase(Phrase value) {
    return value.word != WORD_none;
}
static inline bool html_is_label(const Str *value) {
    return value != NULL;
}
static inline bool html_is_number(int64_t value) {
    return value != 0;
}

#define HTML_IS(value)                                                                             \
    _Generic((value), bool: html_is_bool, Str: html_is_str, Html: html_is_html,                    \
             Word: html_is_word, Phrase: html_is_phrase, const Str *: html_is_label,               \
             long: html_is_number, size_t: html_is_number, int: html_is_int)(value)
#define HTML_IS_NUMBER(value) html_is_number(HTML_INTEGER(value))
#define HTML_IS_DAY(value) (HTML_A_DAY(value) != DAY_UNKNOWN)

/* Values of words. */
PhraseValue html_give_str(const char *name, const Str *value);
PhraseValue html_give_word(const char *name, const Word *value);
PhraseValue html_give_phrase(const char *name, const Phrase *value);
PhraseValue html_give_label(const char *name, const Str *const *value);
PhraseValue html_give_number(const char *name, int64_t value);
PhraseValue html_give_long(const char *name, const long *value);
PhraseValue html_give_size(const char *name, const size_t *value);
PhraseValue html_give_digits(const char *name, int64_t value);
PhraseValue html_give_day(const char *name, Day day);

#define HTML_GIVE(name, value)                                                                     \
    _Generic(&(value), const Str *: html_give_str, const Word *: html_give_word,                   \
             const Phrase *: html_give_phrase, const Str *const *: html_give_label,                \
             const long *: html_give_long, const size_t *: html_give_size,                         \
             const int *: html_give_int)(name, &(value))
#define HTML_GIVE_NUMBER(name, value) html_give_number(name, HTML_INTEGER(value))
#define HTML_GIVE_DIGITS(name, value) html_give_digits(name, HTML_INTEGER(value))
#define HTML_GIVE_DAY(name, value) html_give_day(name, HTML_A_DAY(value))

#define HTML_PUT_WORDS(out, key, ...) html_phrase(out, &PHRASE(key, __VA_ARGS__))

#endif
