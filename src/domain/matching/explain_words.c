#include "matching/explain.h"

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

const Str *week_parts_labels(Arena *arena, WeekParts parts) {
    static const Word weekdays[WEEKDAYS] = { WORD_matching_weekday_1, WORD_matching_weekday_2,
                                             WORD_matching_weekday_3, WORD_matching_weekday_4,
                                             WORD_matching_weekday_5, WORD_matching_weekday_6,
                                             WORD_matching_weekday_7 };
    static const Word thirds[DAY_THIRDS] = { WORD_matching_weekpart_1, WORD_matching_weekpart_2,
                                             WORD_matching_weekpart_3 };
    Phrase phrase[WEEKDAYS * DAY_THIRDS + 2];
    size_t count = 0;
    for (int weekday = 0; weekday < WEEKDAYS; weekday++) {
        for (int third = 0; third < DAY_THIRDS; third++) {
            if (!(parts >> (weekday * DAY_THIRDS + third) & 1)) continue;
            phrase[count++] = PHRASE(thirds[third], VALUE_WORD("weekday", weekdays[weekday]));
        }
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
