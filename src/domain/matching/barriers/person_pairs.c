/* Two steps that open together what neither opens alone. */
#include "matching/barriers/space.h"

/* Of two steps of the catalogue, the first before the second. */
typedef struct Couple {
    int opens;
    Match best;
    CandidateProfile *after; /* made when it is first needed */
} Couple;

typedef struct Couples {
    BarrierSpace *space;
    Couple *couple; /* first * count + second */
} Couples;

static Couple *couple_of(const Couples *couples, int first, int second) {
    return &couples->couple[first * couples->space->catalogue.count + second];
}

static const CandidateProfile *couple_after(const Couples *couples, int first, int second) {
    Couple *couple = couple_of(couples, first, second);
    if (couple->after) return couple->after;
    const Catalogue *catalogue = &couples->space->catalogue;
    couple->after = arena_one(catalogue->arena, CandidateProfile);
    *couple->after = profile_after(catalogue, &catalogue->step[first].after,
                                   &catalogue->step[second]);
    return couple->after;
}

static void couple_opens(const Couples *couples, int first, int second, const Pair *then) {
    const BarrierSpace *space = couples->space;
    Couple *couple = couple_of(couples, first, second);
    Match match = { .candidate = space->position,
                    .opening = (int)(then->opening - space->snapshot->opening) };
    score_pair(then, &match);
    bool first_opened = !couple->opens++;
    if (first_opened || match_is_better(space->snapshot, &match, &couple->best)) {
        couple->best = match;
    }
}

static bool may_be_proposed(const Couples *couples, int step) {
    Supply supply = couples->space->catalogue.step[step].supply;
    return supply == SUPPLY_NONE_NEEDED || supply == SUPPLY_HAD;
}

/* Both close it together. */
static void couples_of_one(const Couples *couples, const Standing *standing, Criterion criterion) {
    const Catalogue *catalogue = &couples->space->catalogue;
    for (int i = catalogue->first[criterion]; i < catalogue->first[criterion + 1]; i++) {
        for (int k = i + 1; k < catalogue->first[criterion + 1]; k++) {
            if (!may_be_proposed(couples, i) || !may_be_proposed(couples, k)) continue;
            Pair then = pair_after(&standing->pair, couple_after(couples, i, k), criterion);
            if (criterion_verdict(&then, criterion) == VERDICT_UNMET) continue;
            couple_opens(couples, i, k, &then);
        }
    }
}

static bool step_closes_it(const Couples *couples, const Standing *standing, int step) {
    const TakenStep *taken = &couples->space->catalogue.step[step];
    Pair then = pair_after(&standing->pair, &taken->after, taken->criterion);
    return may_be_proposed(couples, step) &&
           criterion_verdict(&then, taken->criterion) != VERDICT_UNMET;
}

/* Each closes its own. */
static void couples_of_two(const Couples *couples, const Standing *standing, Criterion first,
                           Criterion second) {
    const Catalogue *catalogue = &couples->space->catalogue;
    for (int i = catalogue->first[first]; i < catalogue->first[first + 1]; i++) {
        if (!step_closes_it(couples, standing, i)) continue;
        for (int k = catalogue->first[second]; k < catalogue->first[second + 1]; k++) {
            if (!step_closes_it(couples, standing, k)) continue;
            Pair then = standing->pair;
            then.candidate = couple_after(couples, i, k);
            then.trip = trip_judge(&then, 0);
            couple_opens(couples, i, k, &then);
        }
    }
}

static void opening_pair(BarrierSpace *space, const Standing *standing) {
    if (!standing->unmet) return;
    const Couples *couples = space->whose;
    Criterion first = (Criterion)__builtin_ctz(standing->unmet);
    unsigned rest = standing->unmet & (standing->unmet - 1);
    if (rest) couples_of_two(couples, standing, first, (Criterion)__builtin_ctz(rest));
    else couples_of_one(couples, standing, first);
}

static int pair_order(const void *left, const void *right) {
    const BarrierPair *a = left, *b = right;
    if (a->opens != b->opens) return a->opens > b->opens ? -1 : 1;
    int weeks = a->step[0].weeks + a->step[1].weeks, other = b->step[0].weeks + b->step[1].weeks;
    if (weeks != other) return weeks < other ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

static Match match_whole(const BarrierSpace *space, const Couple *couple) {
    Pair pair = { .snapshot = space->snapshot, .candidate = couple->after,
                  .opening = &space->snapshot->opening[couple->best.opening] };
    pair_begin(&pair);
    return pair_match(&pair, space->position, couple->best.opening);
}

void pairs_look(Arena *arena, BarrierSpace *space, PersonBarriers *barriers) {
    const Catalogue *catalogue = &space->catalogue;
    int count = catalogue->count, number = count * count;
    Couples couples = { space, arena_many(catalogue->arena, Couple, (size_t)number) };
    space->unmet_most = 2;
    space_limit(space);
    space->visit = opening_pair;
    space->whose = &couples;
    openings_visit(space);
    space->whose = NULL;
    size_t capacity = 0;
    for (int i = 0; i < number; i++) {
        const Couple *couple = &couples.couple[i];
        if (!couple->opens) continue;
        barriers->pair = arena_room(arena, BarrierPair, barriers->pair, barriers->pair_count,
                                    &capacity);
        barriers->pair[barriers->pair_count++] = (BarrierPair){
            .step = { catalogue->step[i / count].step, catalogue->step[i % count].step },
            .opens = couple->opens, .best = match_whole(space, couple), .place = i
        };
    }
    if (barriers->pair_count) {
        qsort(barriers->pair, barriers->pair_count, sizeof *barriers->pair, pair_order);
    }
}
