#include "matching/explain/explain.h"
#include "matching/judge/score.h"

#define HARD(name, verb, step) tell_##name,
static Teller *const tellers[CRITERION_COUNT] = {
#include "matching/criteria.def"
};

Str entry_name(Arena *arena, const Entry *entry) {
    Str criterion = criterion_name(entry->criterion);
    if (!entry->demand.len) return criterion;
    return str_printf(arena, "%.*s.%.*s", STR_ARGS(criterion), STR_ARGS(entry->demand));
}

/* A met demand needs no step, an unmet one no question. */
static void entry_tidy(Telling *telling) {
    Entry *entry = telling->entry;
    entry->step_key = (Step){ .kind = STEP_NONE, .skill = SKILL_COUNT, .weeks = STEP_WEEKS_NEVER };
    if (entry->verdict != VERDICT_UNKNOWN) entry->question = PHRASE(WORD_none);
    if (entry->verdict != VERDICT_UNMET) return;
    entry->step_key = telling->finding.step;
    entry->step = step_phrase(telling->arena, telling->finding.step);
}

static void entry_fill(Telling *telling, Criterion criterion) {
    telling->finding =
        telling->asks ? judge(telling->pair, criterion, telling->demand) : finding_met();
    *telling->entry =
        (Entry){ .criterion = criterion, .verdict = telling->finding.verdict, .demand = STR_EMPTY };
    tellers[criterion](telling);
    entry_tidy(telling);
}

static void entries_fill(Arena *arena, const Pair *pair, Explanation *explanation) {
    size_t total = 0;
    for (int i = 0; i < CRITERION_COUNT; i++) {
        int count = pair_demand_count(pair, (Criterion)i);
        total += count ? (size_t)count : 1;
    }
    explanation->entry = arena_many(arena, Entry, total);
    for (int i = 0; i < CRITERION_COUNT; i++) {
        int count = pair_demand_count(pair, (Criterion)i);
        for (int k = 0; k < (count ? count : 1); k++) {
            Telling telling = { .arena = arena,
                                .pair = pair,
                                .demand = k,
                                .asks = count > 0,
                                .entry = &explanation->entry[explanation->entry_count++] };
            entry_fill(&telling, (Criterion)i);
        }
    }
}

static Phrase part_phrase(Arena *arena, const Pair *pair, Part part) {
    Share share = score_part(pair, part);
    Phrase reason =
        PHRASE(share.reason, VALUE_NUMBER("count", share.number), VALUE_NUMBER("of", share.of));
    if (!share.unknown) return reason;
    return PHRASE(WORD_matching_part_unknown, VALUE_PHRASE("reason", phrase_kept(arena, reason)),
                  VALUE_NUMBER("maximum", rules_maximum(pair->snapshot->rules, part)));
}

static void notes_fill(const Pair *pair, Explanation *explanation) {
    const OpeningRecord *record = pair->opening->record;
    Value test = record->field[OPENING_school_entry_test];
    Value conduct = record->field[OPENING_conduct_certificate];
    if (conduct.known && conduct.number) {
        explanation->notes[0] = PHRASE(WORD_matching_note_conduct);
        if (pair->opening->conduct_weeks != NUMBER_UNKNOWN) {
            explanation->notes[0] = PHRASE(WORD_matching_note_conduct_weeks,
                                           VALUE_NUMBER("count", pair->opening->conduct_weeks));
        }
    }
    if (test.known && test.number) explanation->notes[1] = PHRASE(WORD_matching_note_entry_test);
}

Explanation match_explain(Arena *arena, const Snapshot *snapshot, int candidate, int opening) {
    Pair pair = pair_make(snapshot, candidate, opening, true);
    Explanation explanation = { .match = match_pair(snapshot, candidate, opening) };
    entries_fill(arena, &pair, &explanation);
    for (int i = 0; i < PART_COUNT; i++) {
        explanation.part_reason[i] = part_phrase(arena, &pair, (Part)i);
    }
    notes_fill(&pair, &explanation);
    return explanation;
}
