/* Small changes of a plan that are good plans themselves. */
#include "within_seen.h"

enum { TRIED_MAX = 50 * 1000 * 1000, TRIED_AT_ONCE = 65536 };

typedef struct Trades {
    Asking *asking;
    Standing *standing;
    Seen *seen;
    int64_t least; /* a good plan is worth this */
    int64_t tried;
    int32_t *up; /* per candidate: another of the same group, or themselves */
    bool costs;  /* something costs or brings in something when it starts */
} Trades;

static int32_t group_top(Trades *trades, int32_t candidate) {
    while (trades->up[candidate] != candidate) {
        trades->up[candidate] = trades->up[trades->up[candidate]];
        candidate = trades->up[candidate];
    }
    return candidate;
}

static void group_join(Trades *trades, int32_t one, int32_t other) {
    int32_t a = group_top(trades, one), b = group_top(trades, other);
    if (a < b) trades->up[b] = a;
    else trades->up[a] = b;
}

static bool trying_goes_on(Trades *trades) {
    if (trades->tried >= TRIED_MAX) return false;
    return ++trades->tried % TRIED_AT_ONCE != 0 || asking_goes_on(trades->asking);
}

static bool is_good(Trades *trades, const Change *change, int count) {
    int64_t value;
    return standing_with(trades->standing, change, count, &value) && value >= trades->least;
}

/* --- one person --- */

/* What starts or stops may make up for a loss; else no rule need be looked at. */
static bool loses_too_much(const Trades *trades, int64_t loss) {
    return !trades->costs && trades->standing->value - loss < trades->least;
}

static bool person_moves(Trades *trades, int32_t candidate, int32_t pair) {
    const Problem *problem = trades->standing->problem;
    int32_t option = pair == PLAN_UNPLACED ? PLAN_UNPLACED : problem->pair[pair].option;
    int64_t worth = pair == PLAN_UNPLACED ? 0 : problem->pair[pair].value;
    if (!trying_goes_on(trades)) return false;
    if (!seen_tells(&trades->seen[candidate], option)) return true;
    if (loses_too_much(trades, standing_worth(trades->standing, candidate) - worth)) return true;
    Change change = { candidate, pair };
    if (is_good(trades, &change, 1)) seen_note(&trades->seen[candidate], option);
    return true;
}

static bool people_move(Trades *trades) {
    const Standing *standing = trades->standing;
    for (int32_t i = 0; i < standing->problem->candidate_count; i++) {
        if (!person_moves(trades, i, PLAN_UNPLACED)) return false;
        for (int32_t k = standing->candidate_first[i]; k < standing->candidate_first[i + 1]; k++) {
            if (!person_moves(trades, i, standing->by_candidate[k])) return false;
        }
    }
    return true;
}

/* --- two people --- */

/* `comer` takes their pair with the option where `goer` is, who takes what the comer had. */
static void people_trade(Trades *trades, int32_t goer, int32_t comer, int32_t pair) {
    Standing *standing = trades->standing;
    const Problem *problem = standing->problem;
    int32_t to = standing_option(standing, comer), back = PLAN_UNPLACED;
    if (to != PLAN_UNPLACED) {
        back = standing_pair(standing, goer, to);
        if (back == PLAN_UNPLACED) return;
    }
    int64_t now = standing_worth(standing, goer) + standing_worth(standing, comer);
    int64_t then = problem->pair[pair].value;
    if (back != PLAN_UNPLACED) then += problem->pair[back].value;
    if (standing->value - now + then < trades->least) return; /* nothing starts or stops */
    int32_t from = problem->pair[pair].option;
    bool joined = group_top(trades, goer) == group_top(trades, comer);
    bool tells = seen_tells(&trades->seen[goer], to) || seen_tells(&trades->seen[comer], from);
    if (joined && !tells) return;
    Change change[2] = { { goer, back }, { comer, pair } };
    if (!is_good(trades, change, 2)) return;
    group_join(trades, goer, comer);
    seen_note(&trades->seen[goer], to);
    seen_note(&trades->seen[comer], from);
}

/* Everybody in the option with everybody who could come; of two options the first looks. */
static bool option_trades(Trades *trades, int32_t option, int32_t *member) {
    const Standing *standing = trades->standing;
    const Problem *problem = standing->problem;
    int32_t members = 0;
    for (int32_t i = standing->option_first[option]; i < standing->option_first[option + 1]; i++) {
        int32_t candidate = problem->pair[standing->by_option[i]].candidate;
        if (standing_option(standing, candidate) == option) member[members++] = candidate;
    }
    for (int32_t i = standing->option_first[option]; i < standing->option_first[option + 1]; i++) {
        int32_t pair = standing->by_option[i], comer = problem->pair[pair].candidate;
        int32_t now = standing_option(standing, comer);
        bool here = now == option, later = now != PLAN_UNPLACED && now < option;
        if (here || later || !standing_allows(standing, pair)) continue;
        for (int32_t k = 0; k < members; k++) {
            if (!trying_goes_on(trades)) return false;
            people_trade(trades, member[k], comer, pair);
        }
    }
    return true;
}

static bool options_trade(Arena *arena, Trades *trades) {
    const Problem *problem = trades->standing->problem;
    int32_t *member = arena_many(arena, int32_t, (size_t)problem->candidate_count);
    for (int32_t i = 0; i < problem->option_count; i++) {
        if (!option_trades(trades, i, member)) return false;
    }
    return true;
}

/* --- groups --- */

static void groups_tell(Arena *arena, Trades *trades, Within *ret_within) {
    int32_t people = trades->standing->problem->candidate_count, at = 0;
    int32_t *size = arena_many(arena, int32_t, (size_t)people);
    int32_t *next = arena_many(arena, int32_t, (size_t)people);
    ret_within->traded = arena_many(arena, int32_t, (size_t)people);
    ret_within->group = arena_many(arena, int32_t, (size_t)people + 1);
    for (int32_t i = 0; i < people; i++) size[group_top(trades, i)]++;
    for (int32_t i = 0; i < people; i++) {
        if (size[i] < 2) continue;
        next[i] = at;
        ret_within->group[ret_within->group_count++] = at;
        at += size[i];
    }
    ret_within->group[ret_within->group_count] = at;
    for (int32_t i = 0; i < people; i++) {
        int32_t top = group_top(trades, i);
        if (size[top] > 1) ret_within->traded[next[top]++] = i;
    }
}

static bool has_costs(const Problem *problem) {
    for (int32_t i = 0; i < problem->option_count; i++) {
        if (problem->option[i].opening_cost) return true;
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        if (problem->option_class[i].opening_cost) return true;
    }
    return false;
}

void trades_find(Arena *arena, Asking *asking, Standing *standing, Seen *seen, Within *ret_within) {
    int32_t people = standing->problem->candidate_count;
    Trades trades = { .asking = asking,
                      .standing = standing,
                      .seen = seen,
                      .least = standing->value - ret_within->tolerance,
                      .up = arena_many(arena, int32_t, (size_t)people),
                      .costs = has_costs(standing->problem) };
    for (int32_t i = 0; i < people; i++) trades.up[i] = i;
    ret_within->traded_all = people_move(&trades) && options_trade(arena, &trades);
    groups_tell(arena, &trades, ret_within);
}
