#include "matching/explain/explain.h"

enum { LABEL_BYTES_MAX = 4096 };

const Str *labels_or_code(Arena *arena, Str list, Str code) {
    const Str *labels = code_labels(list, code);
    if (labels) return labels;
    Str *made = arena_many(arena, Str, TONGUE_COUNT);
    for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) made[tongue] = code;
    return made;
}

Phrase *phrase_kept(Arena *arena, Phrase phrase) {
    Phrase *kept = arena_one(arena, Phrase);
    *kept = phrase;
    return kept;
}

const Str *phrases_joined(Arena *arena, const Phrase *phrase, size_t count) {
    Str *texts = arena_many(arena, Str, TONGUE_COUNT);
    for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) {
        Text text = text_new(arena, LABEL_BYTES_MAX);
        for (size_t i = 0; i < count; i++) {
            if (i) text_add(&text, S(", "));
            phrase_say(&text, (Tongue)tongue, phrase[i]);
        }
        texts[tongue] = text_str(&text);
    }
    return texts;
}

static const Word weekdays[WEEKDAYS] = { WORD_matching_weekday_1, WORD_matching_weekday_2,
                                         WORD_matching_weekday_3, WORD_matching_weekday_4,
                                         WORD_matching_weekday_5, WORD_matching_weekday_6,
                                         WORD_matching_weekday_7 };

static unsigned thirds_of(WeekParts parts, int weekday) {
    return parts >> (weekday * DAY_THIRDS) & 7;
}

/* The same parts of `first` .. `last`: "Monday morning", "Monday to Friday morning and afternoon".
 */
static Phrase days_phrase(Arena *arena, int first, int last, unsigned thirds) {
    static const Word one_third[] = { [1] = WORD_matching_weekpart_1,
                                      [2] = WORD_matching_weekpart_2,
                                      [4] = WORD_matching_weekpart_3 };
    static const Word sets[] = { [1] = WORD_matching_dayparts_1, [2] = WORD_matching_dayparts_2,
                                 [3] = WORD_matching_dayparts_3, [4] = WORD_matching_dayparts_4,
                                 [5] = WORD_matching_dayparts_5, [6] = WORD_matching_dayparts_6,
                                 [7] = WORD_matching_dayparts_7 };
    bool single = thirds == 1 || thirds == 2 || thirds == 4;
    if (first == last && single) {
        return PHRASE(one_third[thirds], VALUE_WORD("weekday", weekdays[first]));
    }
    Phrase days = PHRASE(weekdays[first]);
    if (last > first) {
        days = PHRASE(WORD_matching_weekdays_run, VALUE_WORD("first", weekdays[first]),
                      VALUE_WORD("last", weekdays[last]));
    }
    return PHRASE(WORD_matching_weekdays_parts, VALUE_PHRASE("days", phrase_kept(arena, days)),
                  VALUE_WORD("parts", sets[thirds]));
}

const Str *week_parts_labels(Arena *arena, WeekParts parts) {
    Phrase phrase[WEEKDAYS + 2];
    size_t count = 0;
    for (int first = 0; first < WEEKDAYS; first++) {
        unsigned thirds = thirds_of(parts, first);
        if (!thirds) continue;
        int last = first;
        while (last + 1 < WEEKDAYS && thirds_of(parts, last + 1) == thirds) last++;
        phrase[count++] = days_phrase(arena, first, last, thirds);
        first = last;
    }
    if (parts & WEEK_IRREGULAR) phrase[count++] = PHRASE(WORD_matching_irregular_hours);
    if (parts & WEEK_OFFICE) phrase[count++] = PHRASE(WORD_matching_office_hours);
    return phrases_joined(arena, phrase, count);
}

Word skill_word(int skill) {
    static const Word words[] = { WORD_matching_skill_listening, WORD_matching_skill_speaking,
                                  WORD_matching_skill_reading, WORD_matching_skill_writing,
                                  WORD_matching_skill_all };
    return words[skill];
}

Word mode_word(int mode) {
    static const Word words[MODE_COUNT] = {
        WORD_matching_mode_walk,  WORD_matching_mode_bicycle,
        WORD_matching_mode_moped, WORD_matching_mode_motorcycle,
        WORD_matching_mode_car,   WORD_matching_mode_public_transport
    };
    return words[mode];
}

Word mode_by_word(int mode) {
    static const Word words[MODE_COUNT] = {
        WORD_matching_mode_by_walk,  WORD_matching_mode_by_bicycle,
        WORD_matching_mode_by_moped, WORD_matching_mode_by_motorcycle,
        WORD_matching_mode_by_car,   WORD_matching_mode_by_public_transport
    };
    return words[mode];
}

Str level_text(int level) {
    return codes_at(LEVEL_CODES, level);
}

Phrase has_it(Verdict verdict) {
    static const Word words[VERDICT_COUNT] = { [VERDICT_MET] = WORD_matching_has_yes,
                                               [VERDICT_UNMET] = WORD_matching_has_no,
                                               [VERDICT_UNKNOWN] = WORD_unknown };
    return PHRASE(words[verdict]);
}
