#include "auto.h"
#include "matching/parts/parts_space.h"

enum { SPACE_BYTES_MAX = 1024 * 1024 * 1024 }; /* a few bytes for each opening at most */

/* One part, with a copy in which the person has a place. */
typedef struct Side {
    Snapshot snapshot;
    const Columns *columns; /* NULL: each opening is looked at */
    size_t count;
} Side;

static void side_rank(Arena *arena, Side *side, const CandidateRecord *record, size_t k,
                      Match *ret_match) {
    CandidateProfile profile;
    Snapshot *snapshot = &side->snapshot;
    *snapshot = snapshot_fork(arena, snapshot);
    snapshot->columns = NULL;
    candidate_encode(arena, snapshot, record, &profile);
    snapshot->candidate = &profile;
    if (!side->columns) {
        side->count = rank_for_candidate(snapshot, 0, k, ret_match);
        return;
    }
    Columns columns = *side->columns;
    columns.snapshot = columns.demands.snapshot = snapshot;
    BestSpace *space = best_space_new(arena, &columns, simd_used());
    side->count = best_openings(space, &profile, 0, k, ret_match);
}

static PartsMatch match_of(const Snapshot *snapshot, const Match *match) {
    return (PartsMatch){ .match = *match,
                         .number = snapshot->opening[match->opening].number,
                         .id = snapshot->opening_ids.key[match->opening] };
}

static bool is_better(const PartsMatch *a, const PartsMatch *b) {
    if (a->match.score != b->match.score) return a->match.score > b->match.score;
    return a->number < b->number;
}

size_t parts_rank(const Parts *parts, const CandidateRecord *candidate, size_t k,
                  PartsMatch *ret_match) {
    AUTO(arena_end_at) Arena *scratch = arena_new("the best of both parts", SPACE_BYTES_MAX);
    Side base = { .snapshot = parts->base_view, .columns = &parts->base_columns };
    Side recent = { .snapshot = parts->recent, .columns = parts->recent_columns };
    Match *of_base = arena_many(scratch, Match, k), *of_recent = arena_many(scratch, Match, k);
    side_rank(scratch, &base, candidate, k, of_base);
    side_rank(scratch, &recent, candidate, k, of_recent);
    size_t count = 0;
    for (size_t i = 0, j = 0; count < k && (i < base.count || j < recent.count); count++) {
        PartsMatch one, other;
        if (i < base.count) one = match_of(&parts->base_view, &of_base[i]);
        if (j < recent.count) other = match_of(&parts->recent, &of_recent[j]);
        bool first = j == recent.count || (i < base.count && is_better(&one, &other));
        ret_match[count] = first ? one : other;
        if (first) i++;
        else j++;
    }
    return count;
}

/* --- what is shown --- */

static int32_t weight_of(const Parts *parts, Str skill) {
    int slot = slots_find(&parts->base_view.skills, skill);
    if (slot != SLOT_NONE) return parts->base_view.skill_weight[slot];
    slot = slots_find(&parts->recent.skills, skill);
    return slot == SLOT_NONE ? skill_weight_of((int64_t)parts->openings, 0)
                             : parts->recent.skill_weight[slot];
}

Snapshot *parts_shown(const Parts *parts, Arena *arena, const CandidateRows *candidates,
                      const OpeningRows *openings) {
    Snapshot *shown = snapshot_beside(arena, &parts->base_view, candidates, openings);
    for (size_t i = 0; i < shown->skills.count; i++) {
        shown->skill_weight[i] = weight_of(parts, shown->skills.key[i]);
    }
    return shown;
}
