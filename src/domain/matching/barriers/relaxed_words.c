/* A demand that is asked less, in words. */
#include "matching/barriers/barriers.h"
#include "matching/explain/explain.h"

static Phrase level_phrase(Arena *arena, const Relaxed *relaxed) {
    Str skill = relaxed->demand, language;
    str_cut(&skill, '.', &language);
    return PHRASE(WORD_matching_relaxed_level,
                  VALUE_LABEL("language", labels_or_code(arena, S("languages"), language)),
                  VALUE_WORD("skill", skill_word(codes_find(SKILL_CODES, skill))),
                  VALUE_TEXT("to", level_text(relaxed->to)),
                  VALUE_TEXT("from", level_text(relaxed->from)));
}

static Phrase numbers_phrase(Word word, const Relaxed *relaxed) {
    return PHRASE(word, VALUE_NUMBER("from", relaxed->from), VALUE_NUMBER("to", relaxed->to));
}

static Phrase listed_phrase(Arena *arena, Word word, const char *list, Str code) {
    return PHRASE(word, VALUE_LABEL("what", labels_or_code(arena, str_from(list), code)));
}

Phrase relaxed_phrase(Arena *arena, const Relaxed *relaxed) {
    Str demand = relaxed->demand;
    switch (relaxed->kind) {
    case RELAXED_LEVEL: return level_phrase(arena, relaxed);
    case RELAXED_LANGUAGE:
        return PHRASE(WORD_matching_relaxed_language,
                      VALUE_LABEL("language", labels_or_code(arena, S("languages"), demand)));
    case RELAXED_MODE:
        return PHRASE(WORD_matching_relaxed_mode,
                      VALUE_WORD("mode", mode_word(codes_find(MODE_CODES, demand))));
    case RELAXED_PART:
        return PHRASE(WORD_matching_relaxed_part,
                      VALUE_LABEL("times", week_parts_labels(arena, (WeekParts)relaxed->from)));
    case RELAXED_HOURS: return numbers_phrase(WORD_matching_relaxed_hours, relaxed);
    case RELAXED_WORK_LEVEL: return numbers_phrase(WORD_matching_relaxed_work_level, relaxed);
    case RELAXED_EDUCATION:
        return PHRASE(WORD_matching_relaxed_education,
                      VALUE_LABEL("level", labels_or_code(arena, S("education_levels"), demand)));
    case RELAXED_LICENCE:
        return PHRASE(WORD_matching_relaxed_licence, VALUE_TEXT("code", demand));
    case RELAXED_CERTIFICATE:
        return listed_phrase(arena, WORD_matching_relaxed_certificate, "certificates", demand);
    case RELAXED_CONDITION:
        return listed_phrase(arena, WORD_matching_relaxed_condition, "conditions", demand);
    default: break;
    }
    static const Word plain[RELAXED_KIND_COUNT] = {
        [RELAXED_SHUTTLE] = WORD_matching_relaxed_shuttle,
        [RELAXED_TIMES] = WORD_matching_relaxed_times,
        [RELAXED_START] = WORD_matching_relaxed_start,
        [RELAXED_PERMIT] = WORD_matching_relaxed_permit,
        [RELAXED_GUIDANCE] = WORD_matching_relaxed_guidance,
    };
    return PHRASE(plain[relaxed->kind]);
}
