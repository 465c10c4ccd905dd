#include "ascent.h"

#include <math.h>

#define STEP_MAX ((double)(INT64_C(1) << 60))

enum { HOPE_SHRINK = 13, HOPE_SHRINK_OF = 20, HOPE_MIN_OF = 4096 };
static const double DEFLECTION = 0.9, SHARE_NEW = 0.1, CROWD_PACE = 3;

/* A limit of many people would drown everybody's own price: its steps are as long as those of one
 * person, about. */
static double limit_pace(int64_t limit) {
    return limit > 1 ? 1 / sqrt((double)limit) : 1;
}

Ascent ascent_new(Arena *arena, Bound *bound) {
    const Part *part = bound->part;
    double *pace = arena_many(arena, double, (size_t)price_count(part));
    for (int32_t i = 0; i < part->person_count; i++) pace[i] = 1;
    pace[price_of_crowd(part)] = CROWD_PACE;
    for (int32_t i = 0; i < part->hub_count; i++) {
        pace[price_of_hub(part, i)] = limit_pace(part->hub[i].limit);
    }
    for (int32_t i = 0; i < part->group_count; i++) {
        pace[price_of_group(part, i)] = limit_pace(part->group[i].limit);
    }
    return (Ascent){ .bound = bound,
                     .price = arena_many(arena, int64_t, (size_t)price_count(part)),
                     .best_price = arena_many(arena, int64_t, (size_t)price_count(part)),
                     .direction = arena_many(arena, double, (size_t)price_count(part)),
                     .pace = pace,
                     .slope = arena_many(arena, double, (size_t)price_count(part)),
                     .share = arena_many(arena, double, (size_t)part->choice_count) };
}

/* How the bound changes with each price, at most: one person less the times they are taken. */
static void slopes_fill(Ascent *ascent) {
    const Bound *bound = ascent->bound;
    const Part *part = bound->part;
    double *slope = ascent->slope, *hub = slope + price_of_hub(part, 0);
    double *group = slope + price_of_group(part, 0);
    for (int32_t i = 0; i < part->hub_count; i++) hub[i] = (double)part->hub[i].limit;
    for (int32_t i = 0; i < part->group_count; i++) group[i] = (double)part->group[i].limit;
    slope[price_of_crowd(part)] = (double)(part->crowd_max - bound->crowd);
    for (int32_t i = 0; i < part->person_count; i++) {
        slope[i] = 1 - bound->load[i];
        for (int32_t g = part->person_group[i]; g != LIMIT_NONE; g = part->group[g].parent) {
            group[g] -= slope[i];
        }
    }
    for (int32_t b = 0; part->hub_count && b < part->block_count; b++) {
        double people = bound->started[b] ? (double)bound->people[b] : 0;
        for (int32_t h = part->block[b].hub; h != LIMIT_NONE; h = part->hub[h].parent) {
            hub[h] -= people;
        }
    }
    for (int32_t i = part->person_count; i < price_count(part); i++) slope[i] *= ascent->pace[i];
}

static bool price_may_be_negative(const Part *part, int32_t at) {
    return at < part->person_count && part->must[at];
}

/* Mixes the slope here into the direction and returns the square of its length. A price of 0 that
 * would fall stays. */
static double direction_turn(Ascent *ascent) {
    const Part *part = ascent->bound->part;
    double square = 0;
    slopes_fill(ascent);
    for (int32_t i = 0; i < price_count(part); i++) {
        double slope = ascent->slope[i];
        bool at_end = slope > 0 && ascent->price[i] <= 0 && !price_may_be_negative(part, i);
        double turned = at_end ? 0 : slope + DEFLECTION * ascent->direction[i];
        ascent->direction[i] = turned;
        square += turned * turned;
    }
    return square;
}

/* Prices have fewer than 60 bits and steps no more: their difference fits. */
static void prices_step(Ascent *ascent, double length) {
    const Part *part = ascent->bound->part;
    int64_t most = ascent->bound->price_max;
    for (int32_t i = 0; i < price_count(part); i++) {
        double step = length * ascent->direction[i] * ascent->pace[i];
        if (step > STEP_MAX) step = STEP_MAX;
        if (step < -STEP_MAX) step = -STEP_MAX;
        int64_t price = ascent->price[i] - (int64_t)(step + (step < 0 ? -0.5 : 0.5));
        if (price < 0 && !price_may_be_negative(part, i)) price = 0;
        if (price > most) price = most;
        ascent->price[i] = price < -most ? -most : price;
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
