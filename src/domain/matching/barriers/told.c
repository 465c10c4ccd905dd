/* What of the lists people are told. */
#include "matching/barriers/barriers.h"

static bool same_kind(const BarrierStep *a, const BarrierStep *b) {
    return a->step.kind == b->step.kind && a->supply == b->supply &&
           str_equal(a->step.detail, b->step.detail);
}

bool barrier_step_is_idle(const PersonBarriers *barriers, size_t at) {
    const BarrierStep *step = &barriers->step[at];
    for (size_t i = 0; i < at; i++) {
        const BarrierStep *other = &barriers->step[i];
        if (step->step.kind == STEP_TIMETABLE || !same_kind(step, other)) continue;
        if (other->step.weeks <= step->step.weeks) return true;
    }
    return false;
}

bool group_step_is_idle(const CountryBarriers *barriers, size_t at) {
    const GroupStep *step = &barriers->step[at];
    for (size_t i = 0; i < at; i++) {
        const GroupStep *other = &barriers->step[i];
        bool same = other->step.kind == step->step.kind && other->supply == step->supply &&
                    other->step.skill == step->step.skill && other->step.from == step->step.from &&
                    str_equal(other->step.detail, step->step.detail);
        if (!same || step->step.kind == STEP_TIMETABLE) continue;
        if (other->openings == step->openings && other->step.to < step->step.to) return true;
    }
    return false;
}

bool supply_is_lacking(Supply supply) {
    return supply == SUPPLY_MISSING || supply == SUPPLY_UNKNOWN;
}

int barriers_opened_anyway(const PersonBarriers *barriers, const BarrierStep *lacking) {
    for (size_t i = 0; i < barriers->step_count; i++) {
        const BarrierStep *step = &barriers->step[i];
        if (step->step.kind == lacking->step.kind && step->supply == SUPPLY_HAD) return step->opens;
    }
    return 0;
}

int64_t country_opened_anyway(const CountryBarriers *barriers, const GroupStep *lacking) {
    for (size_t i = 0; i < barriers->step_count; i++) {
        const GroupStep *step = &barriers->step[i];
        bool same = step->step.kind == lacking->step.kind && step->step.from == lacking->step.from;
        if (same && step->supply == SUPPLY_HAD) return step->openings;
    }
    return 0;
}

Phrase barrier_question(Arena *arena, const Snapshot *snapshot, int candidate,
                        const BarrierAnswer *answer) {
    if (criterion_is_sensitive(answer->criterion)) return PHRASE(WORD_none);
    if (!snapshot_opening(snapshot, answer->opening)) return PHRASE(WORD_none);
    Explanation explanation = match_explain(arena, snapshot, candidate, answer->opening);
    for (size_t i = 0; i < explanation.entry_count; i++) {
        const Entry *entry = &explanation.entry[i];
        if (entry->verdict == VERDICT_UNKNOWN && entry->criterion == answer->criterion) {
            return entry->question;
        }
    }
    return PHRASE(WORD_none);
}
