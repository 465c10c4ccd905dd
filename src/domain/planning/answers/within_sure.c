/* What of all good plans is proven. A person is settled when it is known whether some good plan has
 * them without a place, and in another option than the first; who has no place yet, in any. */
#include "auto.h"
#include "planning/rules/program_solver.h"
#include "within_seen.h"

enum { ASKED_MAX = 4000 };
static const size_t ARENA_BYTES_MAX = (size_t)64 << 30;

typedef struct Sure {
    Arena *arena;
    Asking *asking;
    Standing *standing;
    Seen *seen;
    int64_t tolerance;
    bool *out;          /* per pair: in no good plan */
    Problem less;       /* without those */
    Excerpts *excerpts; /* of that */
    bool answered;      /* the last question */
} Sure;

/* Nothing is left to be known of them. */
static bool is_known(const Seen *seen) {
    if (seen_settled(seen)) return true;
    if (seen->option == PLAN_UNPLACED) return seen->only_first;
    return seen->always_placed && (seen->other || seen->only_first);
}

static bool all_known(const Sure *sure) {
    for (int32_t i = 0; i < sure->standing->problem->candidate_count; i++) {
        if (!is_known(&sure->seen[i])) return false;
    }
    return true;
}

/* --- by prices --- */

static void columns_note(Sure *sure, const Program *program, const State *state,
                         const bool *placed) {
    const Problem *problem = sure->standing->problem;
    for (int32_t i = 0; i < problem->pair_count; i++) sure->out[i] = true;
    for (int32_t i = 0; i < program->column_count; i++) {
        const Column *column = &program->column[i];
        for (int32_t k = column->pair_first; k < column->pair_end; k++) {
            int32_t pair = program->pair[k];
            if (state->column[i] != DECIDED_OUT) sure->out[pair] = false;
            if (!placed[column->unit]) continue;
            sure->seen[problem->pair[pair].candidate].always_placed = true;
        }
    }
}

/* Where no pair is left but that with the first option, it is the only one. */
static void pairs_note(Sure *sure) {
    const Standing *standing = sure->standing;
    for (int32_t i = 0; i < standing->problem->candidate_count; i++) {
        Seen *seen = &sure->seen[i];
        bool other = false;
        for (int32_t k = standing->candidate_first[i]; k < standing->candidate_first[i + 1]; k++) {
            int32_t pair = standing->by_candidate[k];
            other |= !sure->out[pair] && standing->problem->pair[pair].option != seen->option;
        }
        if (!other) seen->only_first = true;
    }
}

static void sure_by_prices(Sure *sure) {
    const Problem *problem = sure->standing->problem;
    AUTO(arena_end_at) Arena *scratch = arena_new("planning, what is certain", ARENA_BYTES_MAX);
    Watch watch = { .limits = asking_limits(sure->asking), .began = sure->asking->began };
    const Program *program = program_new(scratch, problem);
    bool *placed = arena_many(scratch, bool, (size_t)program->unit_count);
    const State *state =
        program_certain(scratch, program, &watch, sure->standing->value - sure->tolerance, placed);
    if (watch.clock_broken) sure->asking->stopped = sure->asking->clock_broken = true;
    if (state) columns_note(sure, program, state, placed);
    pairs_note(sure);
}

/* --- by questions --- */

static void less_make(Sure *sure) {
    const Problem *problem = sure->standing->problem;
    Problem *less = &sure->less;
    *less = *problem;
    less->pair = arena_many(sure->arena, Pair, (size_t)problem->pair_count);
    for (int32_t i = 0; i < problem->pair_count; i++) {
        less->pair[i] = problem->pair[i];
        if (sure->out[i] && less->pair[i].rule == RULE_NONE) less->pair[i].rule = RULE_FORBIDDEN;
    }
}

/* True: proven that no good plan is left. A good plan that is found is noted. */
static bool nothing_good(Sure *sure, const Excerpt *here) {
    ArenaMark mark = arena_mark(sure->arena);
    int64_t least = here->value - sure->tolerance;
    Reply reply = asking_ask(sure->arena, sure->asking, &here->problem, here->start);
    sure->asking->done++;
    bool good = reply.value.has_least && reply.value.least >= least;
    for (int32_t i = 0; good && i < here->problem.candidate_count; i++) {
        int32_t option = reply.option_of[i];
        if (option != PLAN_UNPLACED) option = here->option[option];
        seen_note(&sure->seen[here->candidate[i]], option);
    }
    bool none = reply.impossible || (reply.value.has_most && reply.value.most < least);
    sure->answered = good || none;
    arena_rewind(sure->arena, mark);
    return none;
}

static bool placed_in_none(Sure *sure, int32_t candidate) {
    Excerpts *excerpts = sure->excerpts;
    Excerpt *here = excerpt_take(excerpts, excerpts->of[candidate]);
    bool *must_place = &here->problem.must_place[excerpts->candidate_here[candidate]];
    bool before = *must_place;
    *must_place = true;
    bool none = nothing_good(sure, here);
    *must_place = before;
    return none;
}

/* Of the pairs of a candidate that with `option`, or all when it is PLAN_UNPLACED. */
static bool good_in_none_without(Sure *sure, int32_t candidate, int32_t option) {
    const Standing *standing = sure->standing;
    Excerpts *excerpts = sure->excerpts;
    Excerpt *here = excerpt_take(excerpts, excerpts->of[candidate]);
    int32_t first = standing->candidate_first[candidate];
    int32_t count = standing->candidate_first[candidate + 1] - first;
    ArenaMark mark = arena_mark(sure->arena);
    PairRule *before = arena_many(sure->arena, PairRule, (size_t)count);
    for (int32_t k = 0; k < count; k++) {
        int32_t whole = standing->by_candidate[first + k], at = excerpts->pair_here[whole];
        if (at == EXCERPT_WITHOUT) continue;
        Pair *pair = &here->problem.pair[at];
        before[k] = pair->rule;
        bool leaves = option == PLAN_UNPLACED || standing->problem->pair[whole].option == option;
        if (leaves) pair->rule = RULE_FORBIDDEN;
    }
    bool none = nothing_good(sure, here);
    for (int32_t k = 0; k < count; k++) {
        int32_t at = excerpts->pair_here[standing->by_candidate[first + k]];
        if (at != EXCERPT_WITHOUT) here->problem.pair[at].rule = before[k];
    }
    arena_rewind(sure->arena, mark);
    return none;
}

/* The next question about somebody of whom not all is known. */
static void person_ask(Sure *sure, int32_t candidate) {
    Seen *seen = &sure->seen[candidate];
    if (seen->option == PLAN_UNPLACED) {
        seen->only_first = placed_in_none(sure, candidate);
    } else if (!seen->other && !seen->only_first) {
        bool none = good_in_none_without(sure, candidate, seen->option);
        if (none) seen->only_first = seen->always_placed = true;
    } else {
        seen->always_placed = good_in_none_without(sure, candidate, PLAN_UNPLACED);
    }
}

/* Two questions at most settle somebody whose questions have an answer. */
static void sure_by_questions(Sure *sure) {
    int32_t people = sure->standing->problem->candidate_count, asked = 0;
    less_make(sure);
    AUTO(arena_end_at) Arena *excerpts = arena_new("planning, excerpts", ARENA_BYTES_MAX);
    sure->excerpts =
        excerpts_new(excerpts, &sure->less, sure->standing, sure->asking->wishes.start);
    for (int32_t i = 0; i < people; i++) {
        for (int turn = 0; turn < 2 && !is_known(&sure->seen[i]); turn++) {
            if (asked++ == ASKED_MAX || !asking_goes_on(sure->asking)) return;
            sure->asking->total++;
            person_ask(sure, i);
            if (!sure->answered) break;
        }
    }
}

void sure_find(Arena *arena, Asking *asking, Standing *standing, int64_t tolerance, Seen *seen) {
    Sure sure = { .arena = arena, .asking = asking, .standing = standing, .seen = seen };
    sure.tolerance = tolerance;
    if (all_known(&sure) || !asking_goes_on(asking)) return;
    sure.out = arena_many(arena, bool, (size_t)standing->problem->pair_count);
    sure_by_prices(&sure);
    if (!all_known(&sure)) sure_by_questions(&sure);
}
