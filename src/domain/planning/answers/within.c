#include "planning/form/divisor.h"
#include "within_seen.h"

enum { ROUNDS_MAX = 1000 };

void seen_note(Seen *seen, int32_t option) {
    if (option == PLAN_UNPLACED) seen->without = true;
    else if (seen->option == PLAN_UNPLACED) seen->option = option;
    else if (seen->option != option) seen->other = true;
}

bool seen_settled(const Seen *seen) {
    return seen->without && seen->option != PLAN_UNPLACED;
}

bool seen_tells(const Seen *seen, int32_t option) {
    if (seen_settled(seen)) return false;
    if (option == PLAN_UNPLACED) return !seen->without;
    if (seen->option == PLAN_UNPLACED) return true;
    return !seen->other && option != seen->option;
}

/* --- the plan that shows most --- */

typedef struct Rounds {
    Arena *arena;
    Asking *asking;
    Standing *standing;
    Seen *seen;
    int64_t unsettled;
    int64_t without_tells; /* people whom a plan would show something of that has nobody placed */
    Problem changed;       /* made anew each round */
} Rounds;

static int64_t divisor_of_all(const Problem *problem) {
    int64_t all = 0;
    for (int32_t i = 0; i < problem->pair_count && all != 1; i++) {
        all = common_divisor(all, problem->pair[i].value);
    }
    for (int32_t i = 0; i < problem->option_count && all != 1; i++) {
        all = common_divisor(all, problem->option[i].opening_cost);
    }
    for (int32_t i = 0; i < problem->class_count && all != 1; i++) {
        all = common_divisor(all, problem->option_class[i].opening_cost);
    }
    return all ? all : 1;
}

static void rounds_count(Rounds *rounds) {
    rounds->unsettled = rounds->without_tells = 0;
    for (int32_t i = 0; i < rounds->standing->problem->candidate_count; i++) {
        rounds->unsettled += !seen_settled(&rounds->seen[i]);
        rounds->without_tells += seen_tells(&rounds->seen[i], PLAN_UNPLACED);
    }
}

/* What a pair adds to the people of whom something new is shown, on top of without_tells. */
static int64_t pair_tells(const Rounds *rounds, const Pair *pair) {
    const Seen *seen = &rounds->seen[pair->candidate];
    return (int64_t)seen_tells(seen, pair->option) - (int64_t)seen_tells(seen, PLAN_UNPLACED);
}

static void changed_copy(Rounds *rounds) {
    const Problem *problem = rounds->standing->problem;
    Problem *changed = &rounds->changed;
    *changed = *problem;
    changed->pair = arena_many(rounds->arena, Pair, (size_t)problem->pair_count);
    changed->option = arena_many(rounds->arena, Option, (size_t)problem->option_count);
    changed->option_class = arena_many(rounds->arena, OptionClass, (size_t)problem->class_count);
    for (int32_t i = 0; i < problem->pair_count; i++) {
        changed->pair[i] = problem->pair[i];
        changed->pair[i].stay_bonus = 0;
    }
    for (int32_t i = 0; i < problem->option_count; i++) changed->option[i] = problem->option[i];
    for (int32_t i = 0; i < problem->class_count; i++) {
        changed->option_class[i] = problem->option_class[i];
    }
}

static int64_t times(int64_t number, int64_t factor) {
    __int128 product = (__int128)number * factor;
    bool fits = product <= PLAN_VALUE_MAX && product >= -PLAN_VALUE_MAX;
    return fits ? (int64_t)product : INT64_MAX / 2;
}

/* The value first, and among what is worth as much the most shown. The people
 * shown stay below half of the factor, so no number of them makes up for one step of value. */
static int64_t changed_by_weight(Rounds *rounds) {
    const Problem *problem = rounds->standing->problem;
    Problem *changed = &rounds->changed;
    int64_t step = divisor_of_all(problem), factor = 2 * rounds->unsettled + 1;
    for (int32_t i = 0; i < problem->pair_count; i++) {
        changed->pair[i].value =
            times(problem->pair[i].value / step, factor) + pair_tells(rounds, &problem->pair[i]);
    }
    for (int32_t i = 0; i < problem->option_count; i++) {
        changed->option[i].opening_cost = times(problem->option[i].opening_cost / step, factor);
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        changed->option_class[i].opening_cost =
            times(problem->option_class[i].opening_cost / step, factor);
    }
    __int128 base = (__int128)(rounds->standing->value / step) * factor;
    return base > INT64_MAX || base < INT64_MIN ? 0 : (int64_t)base;
}

typedef enum Shown { SHOWN_SOME, SHOWN_NOTHING_LEFT, SHOWN_UNKNOWN } Shown;

static Shown round_take(Rounds *rounds, const Reply *reply, int64_t base) {
    if (!reply->answered) return SHOWN_UNKNOWN;
    /* Below 0: a plan that is not a good one. */
    __int128 least = (__int128)reply->value.least - base + rounds->without_tells;
    __int128 most = (__int128)reply->value.most - base + rounds->without_tells;
    if (reply->value.has_least && least > 0) {
        for (int32_t i = 0; i < rounds->standing->problem->candidate_count; i++) {
            seen_note(&rounds->seen[i], reply->option_of[i]);
        }
        return SHOWN_SOME;
    }
    return reply->value.has_most && most <= 0 ? SHOWN_NOTHING_LEFT : SHOWN_UNKNOWN;
}

static Shown round_ask(Rounds *rounds) {
    ArenaMark mark = arena_mark(rounds->arena);
    rounds_count(rounds);
    changed_copy(rounds);
    int64_t base = changed_by_weight(rounds);
    Reply reply =
        asking_ask(rounds->arena, rounds->asking, &rounds->changed, rounds->asking->wishes.start);
    Shown shown = round_take(rounds, &reply, base);
    arena_rewind(rounds->arena, mark);
    return shown;
}

/* Once nothing more can be shown, all that was not shown is proven not to be. */
static void rounds_run(Rounds *rounds) {
    Shown shown = SHOWN_SOME;
    for (int i = 0; i < ROUNDS_MAX && shown == SHOWN_SOME; i++) {
        rounds->asking->total++;
        shown = round_ask(rounds);
        rounds->asking->done++;
    }
    for (int32_t i = 0; i < rounds->standing->problem->candidate_count; i++) {
        Seen *seen = &rounds->seen[i];
        if (shown != SHOWN_NOTHING_LEFT) continue;
        seen->only_first = !seen->other;
        seen->always_placed = !seen->without;
    }
}

/* --- what is told --- */

static Alike alike_of(const Seen *seen) {
    if (seen_settled(seen)) return ALIKE_SOMETIMES;
    if (seen->option == PLAN_UNPLACED) return seen->only_first ? ALIKE_NEVER : ALIKE_UNKNOWN;
    if (!seen->always_placed || !(seen->other || seen->only_first)) return ALIKE_UNKNOWN;
    return seen->other ? ALIKE_PLACED : ALIKE_SAME;
}

void within_explain(Arena *arena, Asking *asking, Standing *standing, Within *ret_within) {
    int32_t people = standing->problem->candidate_count;
    Rounds rounds = { .arena = arena, .asking = asking, .standing = standing };
    ret_within->known = true;
    ret_within->alike = arena_many(arena, Alike, (size_t)people);
    ret_within->option = arena_many(arena, int32_t, (size_t)people);
    rounds.seen = arena_many(arena, Seen, (size_t)people);
    for (int32_t i = 0; i < people; i++) {
        rounds.seen[i].option = PLAN_UNPLACED;
        seen_note(&rounds.seen[i], standing_option(standing, i));
    }
    trades_find(arena, asking, standing, rounds.seen, ret_within);
    if (!ret_within->tolerance) rounds_run(&rounds);
    sure_find(arena, asking, standing, ret_within->tolerance, rounds.seen);
    ret_within->exact = true;
    for (int32_t i = 0; i < people; i++) {
        ret_within->alike[i] = alike_of(&rounds.seen[i]);
        ret_within->option[i] = rounds.seen[i].option;
        ret_within->exact = ret_within->exact && ret_within->alike[i] != ALIKE_UNKNOWN;
    }
}
