#include "match_limit.h"

#include "auto.h"
#include "draw.h"

enum { TRIES = 5, LINE_BYTES = 64, LINES_AT_ONCE = 4096, BATCHES = 1000, NEAR_WORDS = 2048, NEAR_ROUNDS = 20000 };
enum { LISTS_OF_OPENING = 4 }; /* language, times, places, papers: a line each, about */

static volatile uint64_t kept; /* so that nothing is left out as not needed */

static double smaller(double a, double b) {
    return a == 0 || b < a ? b : a;
}

static double triad_seconds(double *restrict a, const double *restrict b, const double *restrict c,
                            size_t count) {
    double best = 0;
    for (int try = 0; try < TRIES; try++) {
        double began = seconds_now();
        for (size_t i = 0; i < count; i++) a[i] = b[i] + 3.0 * c[i];
        best = smaller(best, seconds_now() - began);
        kept += (uint64_t)a[count / 2];
    }
    return best;
}

/* Words whose bits are compared, block by block, and counted. */
static double words_seconds(const uint64_t *word, size_t count, int rounds) {
    Kernel *kernel = kernel_of(simd_used());
    double best = 0;
    for (int try = 0; try < TRIES; try++) {
        int64_t clear = 0;
        double began = seconds_now();
        for (int round = 0; round < rounds; round++) {
            for (size_t i = 0; i + BLOCK_ROWS <= count; i += BLOCK_ROWS) {
                clear += __builtin_popcountll(kernel(&word[i], UINT64_C(0x11) + (uint64_t)round));
            }
        }
        best = smaller(best, (seconds_now() - began) / rounds);
        kept += (uint64_t)clear;
    }
    return best;
}

/* Places are worked out, not read: many can be on their way at once. The median of batches that take
 * as long as a search, so that what else the machine does counts as little as there. */
static double line_seconds(const uint64_t *word, size_t count) {
    size_t lines = count / (LINE_BYTES / sizeof *word);
    double batch[BATCHES];
    Draw draw = { 1 };
    uint64_t sum = 0;
    for (int at = 0; at < BATCHES; at++) {
        double began = seconds_now();
        for (int i = 0; i < LINES_AT_ONCE; i++) {
            uint64_t line = (uint64_t)((unsigned __int128)draw_next(&draw) * lines >> 64);
            sum += word[line * (LINE_BYTES / sizeof *word)];
        }
        batch[at] = (seconds_now() - began) / LINES_AT_ONCE;
    }
    kept += sum;
    return seconds_median(batch, BATCHES);
}

Limit limit_measure(size_t megabytes) {
    AUTO(arena_end_at) Arena *arena = arena_new("what the machine can do", (size_t)8 << 30);
    size_t count = (megabytes << 20) / sizeof(double);
    double *a = arena_many(arena, double, count), *b = arena_many(arena, double, count);
    uint64_t *c = arena_many(arena, uint64_t, count);
    Draw draw = { 1 };
    for (size_t i = 0; i < count; i++) {
        b[i] = (double)i;
        c[i] = draw_next(&draw) & draw_next(&draw) & draw_next(&draw);
    }
    Limit limit = { .far_words = (double)count / words_seconds(c, count, 1) };
    limit.near_words = NEAR_WORDS / words_seconds(c, NEAR_WORDS, NEAR_ROUNDS);
    limit.line_seconds = line_seconds(c, count);
    for (size_t i = 0; i < count; i++) ((double *)c)[i] = (double)i;
    limit.triad_bytes = 3.0 * (double)(count * sizeof *a) /
                        triad_seconds(a, b, (const double *)c, count);
    return limit;
}

double limit_line_seconds(size_t megabytes) {
    AUTO(arena_end_at) Arena *arena = arena_new("lines at random", (size_t)32 << 30);
    size_t count = ((megabytes ? megabytes : 1) << 20) / sizeof(uint64_t);
    uint64_t *word = arena_many(arena, uint64_t, count);
    for (size_t i = 0; i < count; i++) word[i] = i;
    return line_seconds(word, count);
}

static double buckets_filled(const Columns *columns) {
    int32_t filled = 0;
    for (int32_t i = 0; i < bucket_count(columns); i++) filled += columns->bucket[i].count > 0;
    return filled;
}

/* In order: what each bucket and each spot can earn. A bucket: what is known of it, and the spots
 * and terms of its rows. A row that lets through: its line. An opening that is judged: its profile and lists. */
Touched touched_by(const Limit *limit, const Market *market, const OursFigures *figures) {
    const Columns *columns = market->columns;
    double line = limit_line_seconds(market->megabytes);
    double searches = figures->searches, rows_of_bucket =
        (double)columns->snapshot->openings.count / buckets_filled(columns);
    double spot_lines = rows_of_bucket * sizeof *columns->spot / LINE_BYTES + 1;
    double terms_lines = rows_of_bucket * sizeof *columns->terms_of / LINE_BYTES + 1;
    double profile_lines = (double)sizeof(OpeningProfile) / LINE_BYTES + LISTS_OF_OPENING;
    Touched touched = {
        .lines = ((double)figures->seen.buckets * (1 + spot_lines + terms_lines) + (double)figures->seen.rows +
                  (double)figures->seen.judged * profile_lines) / searches,
        .bytes_in_order = (double)bucket_count(columns) * sizeof(int16_t) +
                          (double)columns->spots.facets.keys.count * sizeof(int16_t),
    };
    touched.seconds = touched.lines * line + touched.bytes_in_order / limit->triad_bytes;
    return touched;
}
