/* What skills weigh over both parts together, and how far that is from what they weighed when the
 * base was made.
 *
 * In an opening of the base a skill counts for its weight of the sum of weights. When each weight
 * is at most f times and at least 1/f of what it was, the skill counts for at most f * f times what
 * it did. f of a bucket is the largest of the skills that are asked there. */
#include "matching/judge/score.h"
#include "matching/parts/parts_space.h"

enum {
    CALM_PERMILLE = 1010, /* up to here one drift will do for all buckets */
    DRIFT_MAX = SHARE_WHOLE * SHARE_WHOLE * SIXTEENTHS /* the least that is earned is all of it */
};

/* --- how many openings ask a skill --- */

static int64_t *base_count(Arena *arena, const Parts *parts) {
    const Snapshot *base = parts->base->snapshot;
    int64_t *asked = arena_many(arena, int64_t, base->skills.count);
    if (base->skills.count) memcpy(asked, base->skill_asked, base->skills.count * sizeof *asked);
    for (size_t i = 0; i < parts->gone_count; i++) {
        const OpeningProfile *opening = &base->opening[parts->gone[i]];
        for (int k = 0; k < opening->skill_count; k++) asked[opening->skill[k]]--;
    }
    return asked;
}

/* Adds what the recent ask; per skill of theirs the slot in the base, or SLOT_NONE. */
static int32_t *recent_count(Arena *arena, const Parts *parts, int64_t *asked) {
    const Snapshot *recent = &parts->recent;
    int32_t *slot = arena_many(arena, int32_t, recent->skills.count);
    for (size_t i = 0; i < recent->skills.count; i++) {
        slot[i] = slots_find(&parts->base->snapshot->skills, recent->skills.key[i]);
        if (slot[i] != SLOT_NONE) asked[slot[i]] += recent->skill_asked[i];
    }
    return slot;
}

/* --- drift --- */

static int32_t drift_of(int64_t before, int64_t now) {
    int64_t less = before < now ? before : now, more = before < now ? now : before;
    int64_t factor = (more * SHARE_WHOLE + less - 1) / less;
    if (factor > DRIFT_MAX) factor = DRIFT_MAX;
    int64_t drift = (factor * factor + SHARE_WHOLE - 1) / SHARE_WHOLE;
    return (int32_t)(drift > DRIFT_MAX ? DRIFT_MAX : drift);
}

static void buckets_raise(const Columns *columns, size_t skill, int32_t drift, int32_t *of_bucket) {
    for (int32_t region = 0; region < columns->region_count; region++) {
        const int32_t *first =
            &columns->skill_first[skill * (size_t)columns->region_count + (size_t)region];
        for (int32_t i = first[0]; i < first[1]; i++) {
            int32_t *of = &of_bucket[bucket_of(columns, region, columns->skill[i].group)];
            if (*of < drift) *of = drift;
        }
    }
}

static void drift_set(Arena *arena, Parts *parts, const int64_t *asked) {
    static const int32_t calm = CALM_PERMILLE * CALM_PERMILLE / SHARE_WHOLE;
    const Columns *columns = parts->base->columns;
    size_t skills = parts->base->snapshot->skills.count, buckets = (size_t)bucket_count(columns);
    const int32_t *before = parts->base->snapshot->skill_weight;
    const int32_t *now = parts->base_view.skill_weight;
    int32_t least = SHARE_WHOLE, most = SHARE_WHOLE;
    int32_t *drift = arena_many(arena, int32_t, skills);
    for (size_t i = 0; i < skills; i++) {
        drift[i] = asked[i] ? drift_of(before[i], now[i]) : SHARE_WHOLE;
        if (drift[i] > most) most = drift[i];
        if (drift[i] > least && drift[i] <= calm) least = drift[i];
    }
    if (most == SHARE_WHOLE) return;
    int32_t *of_bucket = arena_many(arena, int32_t, buckets);
    for (size_t i = 0; i < buckets; i++) of_bucket[i] = least;
    for (size_t i = 0; i < skills; i++) {
        if (drift[i] > least) buckets_raise(columns, i, drift[i], of_bucket);
    }
    parts->base_columns.skill_drift = of_bucket;
}

/* --- weights --- */

static int32_t *base_weigh(Arena *arena, const Parts *parts, const int64_t *asked) {
    const Snapshot *base = parts->base->snapshot;
    bool as_many = parts->openings == base->openings.count;
    int32_t *weight = arena_many(arena, int32_t, base->skills.count);
    for (size_t i = 0; i < base->skills.count; i++) {
        bool same = as_many && asked[i] == base->skill_asked[i];
        weight[i] = same ? base->skill_weight[i]
                         : skill_weight_of((int64_t)parts->openings, asked[i]);
    }
    return weight;
}

void parts_weigh(Arena *arena, Parts *parts) {
    int64_t *asked = base_count(arena, parts);
    int32_t *slot = recent_count(arena, parts, asked);
    parts->base_view.skill_weight = base_weigh(arena, parts, asked);
    Snapshot *recent = &parts->recent;
    for (size_t i = 0; i < recent->skills.count; i++) {
        recent->skill_weight[i] =
            slot[i] != SLOT_NONE
                ? parts->base_view.skill_weight[slot[i]]
                : skill_weight_of((int64_t)parts->openings, recent->skill_asked[i]);
    }
    drift_set(arena, parts, asked);
}
