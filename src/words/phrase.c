#include "phrase.h"

#include <inttypes.h>

#include "words_table.h"

enum { PHRASE_BYTES_MAX = 16 * 1024, PHRASE_DEPTH_MAX = 4 };

static void phrase_add(Text *text, Tongue tongue, const Phrase *phrase, int depth);

static const PhraseValue *value_named(const Phrase *phrase, Str name) {
    for (int i = 0; i < phrase->value_count; i++) {
        if (str_equal(str_from(phrase->value[i].name), name)) return &phrase->value[i];
    }
    return NULL;
}

static void day_add(Text *text, Tongue tongue, Day day, int depth) {
    if (day == DAY_UNKNOWN) {
        phrase_add(text, tongue, &PHRASE(WORD_unknown), depth);
        return;
    }
    static const Word months[] = { WORD_month_1, WORD_month_2, WORD_month_3,  WORD_month_4,
                                   WORD_month_5, WORD_month_6, WORD_month_7,  WORD_month_8,
                                   WORD_month_9, WORD_month_10, WORD_month_11, WORD_month_12 };
    Date date = day_date(day);
    text_addf(text, "%d ", date.day);
    phrase_add(text, tongue, &PHRASE(months[date.month - 1]), depth);
    text_addf(text, " %d", date.year);
}

/* The label of a code that is in no list, a phrase that is not there: as if no value was given. */
static bool value_is_there(const PhraseValue *value) {
    if (!value) return false;
    if (value->kind == PHRASE_LABEL) return value->label != NULL;
    return value->kind != PHRASE_PHRASE || value->phrase != NULL;
}

static void value_add(Text *text, Tongue tongue, const PhraseValue *value, int depth) {
    switch (value->kind) {
    case PHRASE_TEXT: text_add(text, value->text); break;
    case PHRASE_NUMBER: text_add_integer(text, value->number); break;
    case PHRASE_AMOUNT: number_say(text, tongue, value->number); break;
    case PHRASE_DAY: day_add(text, tongue, (Day)value->number, depth); break;
    case PHRASE_WORD: phrase_add(text, tongue, &PHRASE(value->word), depth); break;
    case PHRASE_LABEL: text_add(text, value->label[tongue]); break;
    case PHRASE_PHRASE: phrase_add(text, tongue, value->phrase, depth); break;
    }
}

static Str words_of(const Phrase *phrase, Tongue tongue) {
    const WordTexts *texts = &word_table[phrase->word].tongue[tongue];
    const PhraseValue *count = value_named(phrase, S("count"));
    bool plural = texts->plural && count && count->number != 1;
    return str_from(plural ? texts->plural : texts->single);
}

static void phrase_add(Text *text, Tongue tongue, const Phrase *phrase, int depth) {
    if (phrase->word == WORD_none || depth > PHRASE_DEPTH_MAX) return;
    Str rest = words_of(phrase, tongue), part;
    while (str_cut(&rest, '{', &part)) {
        text_add(text, part);
        if (!rest.at) break;
        Str name;
        str_cut(&rest, '}', &name);
        const PhraseValue *value = value_named(phrase, name);
        if (value_is_there(value)) value_add(text, tongue, value, depth + 1);
        else text_addf(text, "{%.*s}", STR_ARGS(name));
    }
}

void phrase_say(Text *text, Tongue tongue, Phrase phrase) {
    phrase_add(text, tongue, &phrase, 0);
}

void day_say(Text *text, Tongue tongue, Day day) {
    day_add(text, tongue, day, 0);
}

void number_say(Text *text, Tongue tongue, int64_t number) {
    static const char apart[TONGUE_COUNT] = { [TONGUE_NL] = '.', [TONGUE_EN] = ',' };
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%" PRId64, number);
    int first = number < 0;
    for (int i = 0; i < len; i++) {
        if (i > first && (len - i) % 3 == 0) text_add_char(text, apart[tongue]);
        text_add_char(text, digits[i]);
    }
}

Str phrase_text(Arena *arena, Tongue tongue, Phrase phrase) {
    Text text = text_new(arena, PHRASE_BYTES_MAX);
    phrase_say(&text, tongue, phrase);
    return text_str(&text);
}

Word word_find(Str key) {
    int low = 1, high = WORD_COUNT - 1;
    while (low <= high) {
        int middle = low + (high - low) / 2;
        int order = str_compare(str_from(word_table[middle].key), key);
        if (!order) return (Word)middle;
        if (order < 0) low = middle + 1;
        else high = middle - 1;
    }
    return WORD_none;
}

Str word_key(Word word) {
    return str_from(word_table[word].key);
}

static const char *const tongue_names[TONGUE_COUNT] = { "nl", "en" };

const char *tongue_name(Tongue tongue) {
    return tongue_names[tongue];
}

bool tongue_read(Str name, Tongue *ret_tongue) {
    for (int i = 0; i < TONGUE_COUNT; i++) {
        if (!str_equal(name, str_from(tongue_names[i]))) continue;
        *ret_tongue = (Tongue)i;
        return true;
    }
    return false;
}
