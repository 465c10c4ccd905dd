#include "ascent.h"

#define STEP_MAX ((double)(INT64_C(1) << 60))

static const double DEFLECTION = 0.3, STRIDE_SHRINK = 0.7, STRIDE_MIN = 0.001, SHARE_NEW = 0.1;

Ascent ascent_new(Arena *arena, Bound *bound) {
    const Part *part = bound->part;
    return (Ascent){ .bound = bound,
                     .price = arena_many(arena, int64_t, (size_t)part->person_count),
                     .best_price = arena_many(arena, int64_t, (size_t)part->person_count),
                     .direction = arena_many(arena, double, (size_t)part->person_count),
                     .share = arena_many(arena, double, (size_t)part->choice_count) };
}

/* Mixes the slope here into the direction and returns the square of its length. A price of 0 that
 * would fall stays. */
static double direction_turn(Ascent *ascent) {
    const Part *part = ascent->bound->part;
    double square = 0;
    for (int32_t i = 0; i < part->person_count; i++) {
        double slope = 1 - ascent->bound->load[i];
        bool at_end = slope > 0 && ascent->price[i] <= 0 && !part->must_place_all;
        double turned = at_end ? 0 : slope + DEFLECTION * ascent->direction[i];
        ascent->direction[i] = turned;
        square += turned * turned;
    }
    return square;
}

static void prices_step(Ascent *ascent, double length) {
    const Part *part = ascent->bound->part;
    for (int32_t i = 0; i < part->person_count; i++) {
        double step = length * ascent->direction[i];
        if (step > STEP_MAX) step = STEP_MAX;
        if (step < -STEP_MAX) step = -STEP_MAX;
        int64_t price = ascent->price[i] - (int64_t)(step + (step < 0 ? -0.5 : 0.5));
        if (price < 0 && !part->must_place_all) price = 0;
        if (price > PRICE_MAX) price = PRICE_MAX;
        if (price < -PRICE_MAX) price = -PRICE_MAX;
        ascent->price[i] = price;
    }
}

static void share_mix(Ascent *ascent) {
    const Part *part = ascent->bound->part;
    for (int32_t j = 0; j < part->choice_count; j++) {
        const PartChoice *choice = &part->choice[j];
        bool started = ascent->bound->started[choice->block];
        if (choice->option != CHOICE_NONE) started = started && ascent->bound->inner_started[j];
        ascent->share[j] += SHARE_NEW * ((started ? 1 : 0) - ascent->share[j]);
    }
}

void ascent_run(Ascent *ascent, AscentRun run) {
    const Part *part = ascent->bound->part;
    size_t bytes = (size_t)part->person_count * sizeof *ascent->price;
    memmove(ascent->price, run.price, bytes);
    for (int32_t i = 0; i < part->person_count; i++) ascent->direction[i] = 0;
    double stride = run.stride;
    int32_t waited = 0;
    for (int32_t step = 0; step < run.steps; step++) {
        Wide here = bound_at(ascent->bound, ascent->price, run.state);
        share_mix(ascent);
        waited++;
        if (!step || here < ascent->best) {
            ascent->best = here;
            memcpy(ascent->best_price, ascent->price, bytes);
            waited = 0;
        }
        if (ascent->best < run.target || stride < STRIDE_MIN) return;
        if (waited >= run.patience) {
            stride *= STRIDE_SHRINK;
            waited = 0;
        }
        double square = direction_turn(ascent);
        if (square <= 0) return;
        prices_step(ascent, stride * (double)(here - run.aim + 1) / square);
    }
}
