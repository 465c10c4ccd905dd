/* Right to work, education, papers, conditions, target groups and exclusions, told. */
#include "matching/explain/explain.h"

/* --- right to work --- */

void tell_right_to_work(Telling *telling) {
    static const Word has[] = { WORD_matching_has_right_free, WORD_matching_has_right_notifies,
                                WORD_matching_has_right_permit, WORD_matching_has_right_none };
    int8_t right = telling->pair->candidate->right_to_work;
    Entry *entry = telling->entry;
    entry->asked = PHRASE(WORD_matching_asked_right);
    entry->has = right == NUMBER_UNKNOWN ? PHRASE(WORD_unknown) : PHRASE(has[right]);
    Day until = telling->pair->candidate->right_until;
    if (telling->finding.step.kind == STEP_RIGHT_TO_WORK && telling->finding.day != DAY_UNKNOWN) {
        entry->has = PHRASE(WORD_matching_has_right_from, VALUE_DAY("day", telling->finding.day));
    } else if (entry->verdict != VERDICT_MET && until != DAY_UNKNOWN) {
        entry->has = PHRASE(WORD_matching_has_right_until, VALUE_DAY("day", until));
    }
    entry->question = PHRASE(telling->finding.question, VALUE_DAY("day", telling->finding.day));
}

/* --- education --- */

static Phrase rank_phrase(Telling *telling, int rank, Word word) {
    const Snapshot *snapshot = telling->pair->snapshot;
    for (size_t i = 0; i < snapshot->education_list->count; i++) {
        if (snapshot->education_rank[i] != rank) continue;
        Str code = snapshot->education_list->code[i];
        const Str *level = labels_or_code(telling->arena, S("education_levels"), code);
        return PHRASE(word, VALUE_LABEL("level", level));
    }
    return PHRASE(WORD_unknown);
}

static Phrase education_has(Telling *telling) {
    const CandidateProfile *candidate = telling->pair->candidate;
    if (telling->entry->verdict == VERDICT_UNKNOWN && candidate->education_high >= 0) {
        return rank_phrase(telling, candidate->education_high, WORD_matching_has_education_maybe);
    }
    int rank = candidate->education_low;
    if (rank < 0) rank = candidate->education_high;
    if (rank < 0) {
        return candidate->education_known ? PHRASE(WORD_matching_has_no) : PHRASE(WORD_unknown);
    }
    return rank_phrase(telling, rank, WORD_matching_has_education);
}

static void tell_work_level(Telling *telling) {
    const CandidateProfile *candidate = telling->pair->candidate;
    int has = candidate->work_level > candidate->work_level_proven ? candidate->work_level
                                                                   : candidate->work_level_proven;
    Entry *entry = telling->entry;
    entry->demand = S("work_level");
    entry->asked = PHRASE(WORD_matching_asked_work_level,
                          VALUE_NUMBER("level", telling->pair->opening->work_level));
    entry->has = has == NUMBER_UNKNOWN
                     ? PHRASE(WORD_unknown)
                     : PHRASE(WORD_matching_has_work_level, VALUE_NUMBER("level", has));
    entry->question = PHRASE(telling->finding.question,
                             VALUE_NUMBER("level", telling->pair->opening->work_level));
}

void tell_education(Telling *telling) {
    if (!telling->asks) return;
    if (telling->demand > 0 || telling->pair->opening->education_rank < 0) {
        tell_work_level(telling);
        return;
    }
    Str code = telling->pair->opening->record->field[OPENING_education_level].text;
    const Str *level = labels_or_code(telling->arena, S("education_levels"), code);
    telling->entry->asked = PHRASE(WORD_matching_asked_education, VALUE_LABEL("level", level));
    telling->entry->has = education_has(telling);
    telling->entry->question = PHRASE(telling->finding.question, VALUE_LABEL("level", level));
}

/* --- what is listed: licences, certificates, conditions --- */

static void tell_listed(Telling *telling, Str list, Str code, Word asked) {
    const Str *labels = labels_or_code(telling->arena, list, code);
    telling->entry->demand = code;
    telling->entry->asked = PHRASE(asked, VALUE_LABEL("what", labels));
    telling->entry->question = PHRASE(telling->finding.question, VALUE_LABEL("what", labels));
}

void tell_licence(Telling *telling) {
    if (!telling->asks) return;
    int at = telling->pair->opening->licence[telling->demand];
    Str code = telling->pair->snapshot->licence_list->code[at];
    const Str *labels = labels_or_code(telling->arena, S("licences"), code);
    telling->entry->demand = code;
    telling->entry->asked =
        PHRASE(WORD_matching_asked_licence, VALUE_TEXT("code", code), VALUE_LABEL("what", labels));
    telling->entry->question =
        PHRASE(telling->finding.question, VALUE_TEXT("code", code), VALUE_LABEL("what", labels));
    telling->entry->has = has_it(telling->entry->verdict);
}

void tell_certificate(Telling *telling) {
    if (!telling->asks) return;
    const Pair *pair = telling->pair;
    int at = pair->opening->certificate[telling->demand];
    tell_listed(telling, S("certificates"), pair->snapshot->certificate_list->code[at],
                WORD_matching_asked_certificate);
    telling->entry->has = has_it(telling->entry->verdict);
    bool expired = telling->entry->verdict == VERDICT_UNMET &&
                   (pair->candidate->certificates >> at & 1) && pair->candidate->certificate_until;
    if (expired) {
        telling->entry->has = PHRASE(WORD_matching_has_expired,
                                     VALUE_DAY("day", pair->candidate->certificate_until[at]));
    }
}

static void tell_need(Telling *telling, int need) {
    static const Word asked[] = { WORD_matching_asked_need_adapted,
                                  WORD_matching_asked_need_guidance,
                                  WORD_matching_asked_need_variation };
    static const char *const names[] = { "adapted_workplace", "guidance", "variation" };
    telling->entry->demand = str_from(names[need]);
    telling->entry->asked = PHRASE(asked[need]);
    telling->entry->has = telling->entry->verdict == VERDICT_MET ? PHRASE(WORD_matching_has_offered)
                          : telling->entry->verdict == VERDICT_UNMET
                              ? PHRASE(WORD_matching_has_not_offered)
                              : PHRASE(WORD_unknown);
    telling->entry->question = PHRASE(telling->finding.question);
}

void tell_conditions(Telling *telling) {
    if (!telling->asks) return;
    int need = condition_need_of(telling->pair, telling->demand);
    if (need != SLOT_NONE) {
        tell_need(telling, need);
        return;
    }
    static const Word has[VERDICT_COUNT] = { [VERDICT_MET] = WORD_matching_has_fits,
                                             [VERDICT_UNMET] = WORD_matching_has_fits_not,
                                             [VERDICT_UNKNOWN] = WORD_unknown };
    int at = telling->pair->opening->condition[telling->demand];
    tell_listed(telling, S("conditions"), telling->pair->snapshot->condition_list->code[at],
                WORD_matching_asked_condition);
    telling->entry->has = PHRASE(has[telling->entry->verdict]);
    if (telling->finding.question == WORD_matching_ask_condition_limited) {
        telling->entry->has = PHRASE(WORD_matching_has_fits_limited);
    }
}

/* --- target groups --- */

enum { TARGETS_SHOWN_MAX = 16 };

static Phrase target_phrase(Telling *telling, const TargetDemand *target) {
    const CodeList *list = telling->pair->snapshot->target_list;
    if (target->target_group != SLOT_NONE) {
        return PHRASE(WORD_matching_target_group,
                      VALUE_LABEL("group", labels_or_code(telling->arena, S("target_groups"),
                                                          list->code[target->target_group])));
    }
    return PHRASE(WORD_matching_target_age_or_sex);
}

void tell_target_group(Telling *telling) {
    static const Word has[VERDICT_COUNT] = { [VERDICT_MET] = WORD_matching_has_target,
                                             [VERDICT_UNMET] = WORD_matching_has_not_target,
                                             [VERDICT_UNKNOWN] = WORD_unknown };
    if (!telling->asks) return;
    const OpeningProfile *opening = telling->pair->opening;
    Phrase phrase[TARGETS_SHOWN_MAX];
    size_t count = 0;
    for (int i = 0; i < opening->target_count && count < TARGETS_SHOWN_MAX; i++) {
        phrase[count++] = target_phrase(telling, &opening->target[i]);
    }
    const Str *names = phrases_joined(telling->arena, phrase, count);
    telling->entry->asked = PHRASE(WORD_matching_asked_target, VALUE_LABEL("groups", names));
    telling->entry->has = PHRASE(has[telling->entry->verdict]);
    telling->entry->question = PHRASE(telling->finding.question, VALUE_LABEL("groups", names));
}

/* --- excluded occupations --- */

static bool excludes_anything(const CandidateProfile *candidate) {
    for (size_t i = 0; i < candidate->wish_count; i++) {
        if (candidate->wish[i].kind == WISH_EXCLUDED) return true;
    }
    return false;
}

static Phrase work_phrase(Telling *telling) {
    const OpeningRecord *record = telling->pair->opening->record;
    Value isco = record->field[OPENING_isco], name = record->field[OPENING_name];
    if (isco.known) {
        return PHRASE(
            WORD_matching_asked_work,
            VALUE_LABEL("work", labels_or_code(telling->arena, S("isco_groups"), isco.text)));
    }
    if (name.known) return PHRASE(WORD_matching_asked_work, VALUE_TEXT("work", name.text));
    return PHRASE(WORD_matching_asked_work_unknown);
}

void tell_excluded_occupation(Telling *telling) {
    Entry *entry = telling->entry;
    if (!excludes_anything(telling->pair->candidate)) return;
    entry->asked = work_phrase(telling);
    entry->has = entry->verdict == VERDICT_MET     ? PHRASE(WORD_matching_has_not_excluded)
                 : entry->verdict == VERDICT_UNMET ? PHRASE(WORD_matching_has_excluded)
                                                   : PHRASE(WORD_unknown);
    entry->question = PHRASE(telling->finding.question);
}
