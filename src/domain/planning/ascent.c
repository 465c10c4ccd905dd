#include "ascent.h"

#define STEP_MAX ((double)(INT64_C(1) << 60))

enum { HOPE_SHRINK = 13, HOPE_SHRINK_OF = 20, HOPE_MIN_OF = 4096 };
static const double DEFLECTION = 0.9, SHARE_NEW = 0.1, CROWD_PACE = 3;

Ascent ascent_new(Arena *arena, Bound *bound) {
    const Part *part = bound->part;
    return (Ascent){ .bound = bound,
                     .price = arena_many(arena, int64_t, (size_t)price_count(part)),
                     .best_price = arena_many(arena, int64_t, (size_t)price_count(part)),
                     .direction = arena_many(arena, double, (size_t)price_count(part)),
                     .share = arena_many(arena, double, (size_t)part->choice_count) };
}

/* How the bound changes with a price, at most: one person less the times they are taken. */
static double slope_at(const Bound *bound, int32_t at) {
    const Part *part = bound->part;
    if (at < part->person_count) return 1 - bound->load[at];
    return CROWD_PACE * (double)(part->crowd_max - bound->crowd);
}

static bool price_may_be_negative(const Part *part, int32_t at) {
    return part->must_place_all && at < part->person_count;
}

/* Mixes the slope here into the direction and returns the square of its length. A price of 0 that
 * would fall stays. */
static double direction_turn(Ascent *ascent) {
    const Part *part = ascent->bound->part;
    double square = 0;
    for (int32_t i = 0; i < price_count(part); i++) {
        double slope = slope_at(ascent->bound, i);
        bool at_end = slope > 0 && ascent->price[i] <= 0 && !price_may_be_negative(part, i);
        double turned = at_end ? 0 : slope + DEFLECTION * ascent->direction[i];
        ascent->direction[i] = turned;
        square += turned * turned;
    }
    return square;
}

static void prices_step(Ascent *ascent, double length) {
    const Part *part = ascent->bound->part;
    for (int32_t i = 0; i < price_count(part); i++) {
        double step = length * ascent->direction[i];
        if (i == part->person_count) step *= CROWD_PACE;
        if (step > STEP_MAX) step = STEP_MAX;
        if (step < -STEP_MAX) step = -STEP_MAX;
        int64_t price = ascent->price[i] - (int64_t)(step + (step < 0 ? -0.5 : 0.5));
        if (price < 0 && !price_may_be_negative(part, i)) price = 0;
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

void ascent_start(Ascent *ascent, const int64_t *price, Wide hope, int32_t patience) {
    const Part *part = ascent->bound->part;
    memmove(ascent->price, price, (size_t)price_count(part) * sizeof *ascent->price);
    memmove(ascent->best_price, price, (size_t)price_count(part) * sizeof *ascent->price);
    for (int32_t i = 0; i < price_count(part); i++) ascent->direction[i] = 0;
    ascent->best = ascent->hoped_from = WIDE_UNBOUNDED;
    ascent->hope = hope;
    ascent->patience = patience;
    ascent->waited = 0;
    ascent->is_done = false;
}

/* Keeps the best prices; moves the hope when it was met by half, or when patience ran out. */
static void ascent_note(Ascent *ascent, Wide here, Wide aim) {
    size_t bytes = (size_t)price_count(ascent->bound->part) * sizeof *ascent->price;
    if (here < ascent->best) {
        ascent->best = here;
        memcpy(ascent->best_price, ascent->price, bytes);
    }
    Wide most = ascent->best - aim;
    ascent->waited++;
    if (ascent->best <= ascent->hoped_from - ascent->hope / 2) {
        ascent->hoped_from = ascent->best;
        ascent->waited = 0;
    } else if (ascent->waited > ascent->patience) {
        ascent->hoped_from = ascent->best;
        ascent->waited = 0;
        ascent->hope = ascent->hope * HOPE_SHRINK / HOPE_SHRINK_OF;
    }
    if (ascent->hope > most) ascent->hope = most;
    if (ascent->hope < 1 || ascent->hope < most / HOPE_MIN_OF) ascent->is_done = true;
}

void ascent_run(Ascent *ascent, AscentRun run) {
    for (int32_t step = 0; step < run.steps && !ascent->is_done; step++) {
        Wide here = bound_at(ascent->bound, ascent->price, run.state);
        share_mix(ascent);
        ascent_note(ascent, here, run.aim);
        if (ascent->best < run.target) return;
        double square = direction_turn(ascent);
        if (square <= 0) ascent->is_done = true;
        else prices_step(ascent, (double)(here - ascent->best + ascent->hope) / square);
    }
}
