#include "html.h"

#include <strings.h>

#include "limits.h"

enum { SAID_BYTES_MAX = 64 * 1024 };

static const Str replacement = { "\xEF\xBF\xBD", 3 }; /* U+FFFD */

HtmlOut html_out(Text *text, Tongue tongue) {
    return (
        HtmlOut){ .text = text, .tongue = tongue, .said = text_new(text->arena, SAID_BYTES_MAX) };
}

Text html_text(Arena *arena) {
    return text_new(arena, HTML_PAGE_BYTES_MAX);
}

/* --- escaping --- */

static Str escape_of(unsigned char c) {
    switch (c) {
    case '&': return S("&amp;");
    case '<': return S("&lt;");
    case '>': return S("&gt;");
    case '"': return S("&#34;");
    case '\'': return S("&#39;");
    default: return replacement;
    }
}

static bool is_plain(unsigned char c) {
    if (c < ' ') return c == '\n' || c == '\t' || c == '\r';
    return c < 0x7F && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
}

/* Bytes of the character at the front; 0 when it is none. */
static size_t character_bytes(Str text) {
    unsigned char lead = (unsigned char)text.at[0];
    size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return bytes <= text.len && str_is_utf8((Str){ text.at, bytes }) ? bytes : 0;
}

void html_escape(Text *text, Str value) {
    size_t from = 0, at = 0;
    while (at < value.len) {
        unsigned char c = (unsigned char)value.at[at];
        size_t bytes = c < 0x80 ? is_plain(c) : character_bytes(str_sub(value, at, value.len));
        if (bytes) {
            at += bytes;
            continue;
        }
        text_add(text, (Str){ value.at + from, at - from });
        text_add(text, escape_of(c));
        from = ++at;
    }
    if (value.len) text_add(text, (Str){ value.at + from, at - from });
}

static bool scheme_is_safe(Str scheme) {
    static const char *const safe[] = { "http", "https", "mailto", "tel" };
    for (size_t i = 0; i < sizeof safe / sizeof *safe; i++) {
        if (scheme.len == strlen(safe[i]) && !strncasecmp(scheme.at, safe[i], scheme.len)) {
            return true;
        }
    }
    return false;
}

/* Browsers take tabs and line ends out and skip blanks in front before they look for a scheme: an
 * address with any of these is not safe, whatever it seems to be. */
bool html_address_is_safe(Str address) {
    if (address.len && address.at[0] == ' ') return false;
    size_t colon = address.len;
    bool relative = false;
    for (size_t i = 0; i < address.len; i++) {
        unsigned char c = (unsigned char)address.at[i];
        if (c < ' ' || c == 0x7F || c == '\\') return false;
        if (c == ':' && colon == address.len && !relative) colon = i;
        if (c == '/' || c == '?' || c == '#') relative = true;
    }
    return colon == address.len || scheme_is_safe((Str){ address.at, colon });
}

/* --- values --- */

/* What was said is words and values of people: all of it is escaped. */
static void said_put(HtmlOut *out) {
    if (text_failed(&out->said)) out->text->failed = true;
    html_escape(out->text, text_str(&out->said));
    text_clear(&out->said);
}

void html_tongue(HtmlOut *out) {
    text_add(out->text, str_from(tongue_name(out->tongue)));
}

void html_phrase(HtmlOut *out, const Phrase *phrase) {
    phrase_say(&out->said, out->tongue, *phrase);
    said_put(out);
}

void html_word(HtmlOut *out, Word word) {
    html_phrase(out, &PHRASE(word));
}

void html_put_str(HtmlOut *out, const Str *value) {
    html_escape(out->text, *value);
}

void html_put_html(HtmlOut *out, const Html *value) {
    text_add(out->text, value->markup);
}

void html_put_word(HtmlOut *out, const Word *value) {
    html_word(out, *value);
}

void html_put_label(HtmlOut *out, const Str *const *value) {
    if (*value) html_escape(out->text, (*value)[out->tongue]);
    else html_word(out, WORD_unknown);
}

void html_put_number(HtmlOut *out, int64_t value) {
    number_say(out->text, out->tongue, value);
}

void html_put_digits(HtmlOut *out, int64_t value) {
    text_add_integer(out->text, value);
}

void html_put_long(HtmlOut *out, const long *value) {
    html_put_number(out, *value);
}

void html_put_size(HtmlOut *out, const size_t *value) {
    html_put_number(out, (int64_t)*value);
}

void html_put_long_digits(HtmlOut *out, const long *value) {
    html_put_digits(out, *value);
}

void html_put_size_digits(HtmlOut *out, const size_t *value) {
    html_put_digits(out, (int64_t)*value);
}

void html_put_bool(HtmlOut *out, const bool *value) {
    text_add(out->text, *value ? S("true") : S("false"));
}

void html_put_day(HtmlOut *out, Day day) {
    day_say(&out->said, out->tongue, day);
    said_put(out);
}

void html_put_day_iso(HtmlOut *out, Day day) {
    text_add(out->text, day_text(out->text->arena, day));
}

/* --- addresses --- */

void html_put_url(HtmlOut *out, const Str *value) {
    if (!html_address_is_safe(*value)) {
        text_add_char(out->text, '#');
        return;
    }
    text_add_escaped(&out->said, *value, ":/?#[]@!$&()*+,;=%");
    said_put(out); /* & is left */
}

/* A form with its token goes to us and to nobody else. */
void html_put_action(HtmlOut *out, const Str *value) {
    bool ours = str_starts(*value, S("/")) && !str_starts(*value, S("//"));
    html_put_url(out, ours ? value : &S("#"));
}

void html_put_url_part(HtmlOut *out, const Str *value) {
    text_add_escaped(out->text, *value, "");
}

void html_put_contact(HtmlOut *out, const Str *value) {
    text_add_escaped(out->text, *value, "@+");
}

/* --- values of words --- */

PhraseValue html_give_str(const char *name, const Str *value) {
    return (PhraseValue)VALUE_TEXT(name, *value);
}

PhraseValue html_give_word(const char *name, const Word *value) {
    return (PhraseValue)VALUE_WORD(name, *value);
}

PhraseValue html_give_phrase(const char *name, const Phrase *value) {
    return (PhraseValue)VALUE_PHRASE(name, value);
}

PhraseValue html_give_label(const char *name, const Str *const *value) {
    return *value ? (PhraseValue)VALUE_LABEL(name, *value)
                  : html_give_word(name, &(Word){ WORD_unknown });
}

PhraseValue html_give_number(const char *name, int64_t value) {
    return (PhraseValue)VALUE_AMOUNT(name, value);
}

PhraseValue html_give_long(const char *name, const long *value) {
    return html_give_number(name, *value);
}

PhraseValue html_give_size(const char *name, const size_t *value) {
    return html_give_number(name, (int64_t)*value);
}

PhraseValue html_give_digits(const char *name, int64_t value) {
    return (PhraseValue)VALUE_NUMBER(name, value);
}

PhraseValue html_give_day(const char *name, Day day) {
    return (PhraseValue)VALUE_DAY(name, day);
}
