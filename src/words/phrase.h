/* phrase.h: everything a person reads is a word key with named values, said in a tongue.
 *
 * The keys and their texts stand in po/<tongue>.po; the build makes the enum Word from them (key
 * "match.travel.unmet" becomes WORD_match_travel_unmet) and stops when a tongue lacks a key, or
 * when the holes of a text differ between tongues. A hole is {name}; a text with a plural chooses
 * by the value named "count". Rooms hand Phrases up; only the page or the command line says them.
 *
 *     phrase_say(&text, TONGUE_NL, PHRASE(WORD_import_row_refused, VALUE_NUMBER("line", 12),
 *                                         VALUE_TEXT("value", value)));
 *
 * A Phrase holds no memory of its own: the Strs and nested Phrases in it must outlive it. */
#ifndef OPSTAP_PHRASE_H
#define OPSTAP_PHRASE_H

#include "day.h"
#include "text.h"
#include "words_list.h" /* generated: enum Word, WORD_COUNT */

typedef enum Tongue { TONGUE_NL, TONGUE_EN, TONGUE_COUNT } Tongue;

enum { PHRASE_VALUES_MAX = 8 };

typedef struct Phrase Phrase;

typedef struct PhraseValue {
    const char *name;
    enum {
        PHRASE_TEXT,
        PHRASE_NUMBER,
        PHRASE_AMOUNT, /* a number whose thousands are set apart */
        PHRASE_DAY,
        PHRASE_WORD,
        PHRASE_PHRASE,
        PHRASE_LABEL
    } kind;
    Str text;
    int64_t number; /* a number, or a Day */
    Word word;
    const Phrase *phrase;
    const Str *label; /* one text per tongue: the label of a code */
} PhraseValue;

struct Phrase {
    Word word; /* WORD_none: nothing to say */
    int value_count;
    PhraseValue value[PHRASE_VALUES_MAX];
};

#define VALUE_TEXT(hole, str) { .name = (hole), .kind = PHRASE_TEXT, .text = (str) }
#define VALUE_NUMBER(hole, integer) { .name = (hole), .kind = PHRASE_NUMBER, .number = (integer) }
#define VALUE_AMOUNT(hole, integer) { .name = (hole), .kind = PHRASE_AMOUNT, .number = (integer) }
#define VALUE_DAY(hole, day) { .name = (hole), .kind = PHRASE_DAY, .number = (day) }
#define VALUE_WORD(hole, key) { .name = (hole), .kind = PHRASE_WORD, .word = (key) }
#define VALUE_LABEL(hole, texts) { .name = (hole), .kind = PHRASE_LABEL, .label = (texts) }
#define VALUE_PHRASE(hole, inner) { .name = (hole), .kind = PHRASE_PHRASE, .phrase = (inner) }

#define PHRASE(key, ...)                                                                           \
    ((Phrase){ .word = (key), .value = { __VA_ARGS__ },                                            \
               .value_count = sizeof((PhraseValue[]){ { 0 }, ##__VA_ARGS__ }) /                    \
                              sizeof(PhraseValue) - 1 })

/* Adds the phrase in that tongue. A hole without a value stays visible as {name}: a fault that the
 * tests look for. */
void phrase_say(Text *text, Tongue tongue, Phrase phrase);
Str phrase_text(Arena *arena, Tongue tongue, Phrase phrase); /* cut off at 16 KiB */

/* The same for a single value: "2 maart 2026" or the word for unknown; "1.234" in Dutch, "1,234" in
 * English. */
void day_say(Text *text, Tongue tongue, Day day);
void number_say(Text *text, Tongue tongue, int64_t number);

/* The word with this key ("code.licence.B"), WORD_none when there is none. */
Word word_find(Str key);
Str word_key(Word word);

/* "nl", "en"; false for another name. */
bool tongue_read(Str name, Tongue *ret_tongue);
const char *tongue_name(Tongue tongue);

#endif
