/* Per skill and region the buckets that ask it: what it counts for there at most. */
#include "auto.h"
#include "matching/columns/columns.h"
#include "matching/judge/score.h"

typedef struct Asked {
    int32_t skill;
    int16_t region;
    SkillInBucket in;
} Asked;

static int asked_order(const void *left, const void *right) {
    const Asked *a = left, *b = right;
    if (a->skill != b->skill) return a->skill < b->skill ? -1 : 1;
    if (a->region != b->region) return a->region < b->region ? -1 : 1;
    if (a->in.group != b->in.group) return a->in.group < b->in.group ? -1 : 1;
    return (a->in.sixteenths < b->in.sixteenths) - (a->in.sixteenths > b->in.sixteenths);
}

static size_t bucket_collect(const Columns *columns, int32_t bucket, Asked *asked) {
    const Bucket *from = &columns->bucket[bucket];
    const int32_t *weight = columns->snapshot->skill_weight;
    int64_t whole = columns->snapshot->rules->maximum[PART_skills_coverage] * SIXTEENTHS;
    size_t count = 0;
    for (int32_t i = 0; i < from->count; i++) {
        const OpeningProfile *opening =
            &columns->snapshot->opening[columns->opening[from->first + i]];
        int64_t sum = 0;
        for (int k = 0; k < opening->skill_count; k++) sum += weight[opening->skill[k]];
        for (int k = 0; k < opening->skill_count; k++) {
            int64_t sixteenths = (weight[opening->skill[k]] * whole + sum - 1) / sum;
            asked[count++] = (Asked){ .skill = opening->skill[k],
                                      .region = (int16_t)(bucket % columns->region_stride),
                                      .in = { (uint16_t)(bucket / columns->region_stride),
                                              (int16_t)sixteenths } };
        }
    }
    return count;
}

/* The first of each skill and bucket: the most. */
void columns_index_skills(Arena *arena, Columns *columns) {
    const Snapshot *snapshot = columns->snapshot;
    size_t most = 0, count = 0, kept = 0;
    for (size_t i = 0; i < snapshot->openings.count; i++) {
        most += (size_t)snapshot->opening[i].skill_count;
    }
    AUTO(arena_end_at) Arena *scratch = arena_new("skills asked", most * sizeof(Asked) + 4096);
    Asked *asked = arena_many(scratch, Asked, most);
    for (int32_t i = 0; i < bucket_count(columns); i++) {
        count += bucket_collect(columns, i, &asked[count]);
    }
    qsort(asked, count, sizeof *asked, asked_order);
    int32_t regions = columns->region_count;
    size_t keys = snapshot->skills.count * (size_t)regions;
    columns->skill = arena_many(arena, SkillInBucket, count);
    columns->skill_first = arena_many(arena, int32_t, keys + 1);
    for (size_t i = 0; i < count; i++) {
        bool again = i && asked[i - 1].skill == asked[i].skill &&
                     asked[i - 1].region == asked[i].region &&
                     asked[i - 1].in.group == asked[i].in.group;
        if (again) continue;
        columns->skill[kept++] = asked[i].in;
        columns->skill_first[asked[i].skill * regions + asked[i].region + 1] = (int32_t)kept;
    }
    for (size_t i = 1; i <= keys; i++) {
        if (columns->skill_first[i] < columns->skill_first[i - 1]) {
            columns->skill_first[i] = columns->skill_first[i - 1];
        }
    }
}
