/* What many rows have in common and bits do not tell: their weekly times, their work. */
#include "matching/slices/slices.h"

#include "log.h"

enum { KEY_BYTES_MAX = 64 * 1024 * 1024 };

/* Irregular and office hours are only looked at without weekly times. */
static void key_of_times(Text *key, const OpeningProfile *opening) {
    key_of_needs(key, opening);
    if (opening->need.count) return;
    const char flags[] = { opening->irregular_hours == ANSWER_YES,
                           opening->office_hours == ANSWER_YES };
    text_add(key, (Str){ flags, sizeof flags });
}

/* What an excluded occupation is compared with. */
static Str key_of_kind(Text *key, const OpeningProfile *opening, bool occupation) {
    const Work *work = &opening->work;
    const int32_t parts[] = { work->isco.digits, work->isco.length, work->division,
                              occupation ? work->occupation : SLOT_NONE };
    text_clear(key);
    text_add(key, (Str){ (const char *)parts, sizeof parts });
    return text_str(key);
}

void slices_facets(Arena *arena, Slices *slices) {
    Text key = text_new(arena, KEY_BYTES_MAX);
    slices->times_of = arena_many(arena, uint16_t, (size_t)slices->chunk_count * CHUNK_ROWS);
    slices->works.of = arena_many(arena, int32_t, (size_t)slices->chunk_count * CHUNK_ROWS);
    slices->kinds.of = arena_many(arena, int32_t, (size_t)slices->chunk_count * CHUNK_ROWS);
    for (int32_t row = 0; row < slices->row_count; row++) {
        int32_t opening = slices->opening[row];
        const OpeningProfile *profile = &slices->snapshot->opening[opening];
        key_of_times(&key, profile);
        if (text_failed(&key)) log_fatal("matching: an opening has too many times to compare");
        int32_t times = slots_find(&slices->times.keys, text_str(&key));
        if (times == SLOT_NONE && slices->times.keys.count < TIMES_SLICED) {
            times = facet_add(arena, &slices->times, text_str(&key), opening);
        }
        slices->times_of[row] = times == SLOT_NONE ? TIMES_SLICED : (uint16_t)times;
        Facets *works = &slices->works.facets, *kinds = &slices->kinds.facets;
        slices->works.of[row] = facet_add(arena, works, key_of_kind(&key, profile, true), opening);
        slices->kinds.of[row] = facet_add(arena, kinds, key_of_kind(&key, profile, false), opening);
    }
}
