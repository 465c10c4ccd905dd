#include "match_view.h"

#include "address.h"

static size_t lines_fill(Arena *arena, const Explanation *explanation, Verdict verdict,
                         bool on_purpose, const MatchLine **ret_line) {
    MatchLine *line = arena_many(arena, MatchLine, explanation->entry_count);
    size_t count = 0;
    bool closed = false; /* several are one line */
    for (size_t i = 0; i < explanation->entry_count; i++) {
        const Entry *entry = &explanation->entry[i];
        if (entry->verdict != verdict) continue;
        if (verdict == VERDICT_MET && !entry->asked.word) continue; /* nothing is asked */
        if (!on_purpose && criterion_is_sensitive(entry->criterion)) {
            closed = closed || verdict != VERDICT_MET;
            continue;
        }
        line[count++] = (MatchLine){ .criterion = criterion_word(entry->criterion),
                                     .asked = entry->asked,
                                     .has = entry->has,
                                     .next = verdict == VERDICT_UNKNOWN ? entry->question
                                                                        : entry->step };
    }
    if (closed) line[count++] = (MatchLine){ .criterion = WORD_match_talk, .closed = true };
    *ret_line = line;
    return count;
}

static size_t parts_fill(Arena *arena, const World *world, const Explanation *explanation,
                         const MatchPart **ret_part) {
    MatchPart *part = arena_many(arena, MatchPart, PART_COUNT);
    for (int i = 0; i < PART_COUNT; i++) {
        part[i] = (MatchPart){ .name = part_word((Part)i),
                               .points = explanation->match.part_points[i],
                               .maximum = rules_maximum(world->rules, (Part)i),
                               .reason = explanation->part_reason[i] };
    }
    *ret_part = part;
    return PART_COUNT;
}

static void answer_fill(MatchView *view, const Explanation *explanation) {
    bool blocked = explanation->match.unmet_count > 0;
    view->asks = !blocked && explanation->match.unknown_count > 0;
    view->fits = !blocked && !view->asks;
    for (size_t i = 0; i < explanation->entry_count; i++) {
        const Entry *entry = &explanation->entry[i];
        if (entry->criterion == CRITERION_start) view->start = entry->asked;
        if (entry->criterion == CRITERION_travel) view->travel = entry->has;
    }
}

static void notes_fill(Arena *arena, MatchView *view, const Explanation *explanation) {
    enum { NOTES = sizeof explanation->notes / sizeof *explanation->notes };
    Phrase *note = arena_many(arena, Phrase, NOTES);
    for (size_t i = 0; i < NOTES; i++) {
        if (explanation->notes[i].word) note[view->notes_count++] = explanation->notes[i];
    }
    view->notes = note;
}

MatchView match_view(Arena *arena, const World *world, int candidate, int opening,
                     MatchSide side) {
    const CandidateRecord *person = snapshot_candidate(world->snapshot, candidate);
    const OpeningRecord *place = snapshot_opening(world->snapshot, opening);
    Explanation explanation = match_explain(arena, world->snapshot, candidate, opening);
    bool of_candidate = side != MATCH_OF_OPENING, pair = side == MATCH_OF_PAIR;
    MatchView view = { .name = of_candidate ? opening_name(arena, place)
                                            : candidate_name(arena, person),
                       .id = of_candidate ? place->id : person->id,
                       .demo = of_candidate ? place->demo : person->demo,
                       .has_score = explanation.match.score >= 0,
                       .score = explanation.match.score,
                       .score_max = SCORE_MAX };
    view.address = address_of(arena, of_candidate ? "openings" : "candidates", view.id, "");
    if (!pair) view.pair_address = pair_address(arena, person->id, place->id);
    answer_fill(&view, &explanation);
    notes_fill(arena, &view, &explanation);
    view.blocks_count = lines_fill(arena, &explanation, VERDICT_UNMET, pair, &view.blocks);
    view.questions_count = lines_fill(arena, &explanation, VERDICT_UNKNOWN, pair, &view.questions);
    view.fitting_count = lines_fill(arena, &explanation, VERDICT_MET, pair, &view.fitting);
    view.parts_count = parts_fill(arena, world, &explanation, &view.parts);
    return view;
}
