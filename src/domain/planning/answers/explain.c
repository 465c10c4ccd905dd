#include "explain_asking.h"

#include "auto.h"
#include "clock.h"

static const size_t ARENA_BYTES_MAX = (size_t)64 << 30;
static const double TELL_EVERY_SECONDS = 0.1;

/* A sum that no plan can reach: a bound that was never lowered. */
static const int64_t VALUE_UNKNOWN = INT64_C(1) << 61;

bool asking_goes_on(Asking *asking) {
    const ExplainWishes *wishes = &asking->wishes;
    double now;
    if (asking->stopped || (!asking->until && !wishes->progress)) return !asking->stopped;
    if (clock_steady_seconds(&now) != OK) {
        asking->stopped = asking->clock_broken = true;
        return false;
    }
    if (asking->until > 0 && now >= asking->until) asking->stopped = true;
    if (wishes->progress && now - asking->told >= TELL_EVERY_SECONDS) {
        asking->told = now;
        if (!wishes->progress(wishes->context, asking->done, asking->total)) {
            asking->stopped = asking->given_up = true;
        }
    }
    return !asking->stopped;
}

bool asking_next(Asking *asking, int32_t *asked) {
    if (*asked >= EXPLAIN_ASKED_MAX || !asking_goes_on(asking)) return false;
    ++*asked;
    ++asking->done;
    return true;
}

static bool search_progress(void *context, SearchProgress progress) {
    (void)progress;
    return asking_goes_on(context);
}

static Reply reply_of(const Solution *solution) {
    Reply reply = { .answered = true,
                    .impossible = solution->status == PLAN_INFEASIBLE,
                    .option_of = solution->option_of };
    if (reply.impossible) return reply;
    reply.proven = solution->status == PLAN_OPTIMAL;
    reply.value.has_least = solution->has_value;
    reply.value.least = solution->value;
    reply.value.has_most = solution->has_bound && solution->bound < VALUE_UNKNOWN;
    reply.value.most = solution->bound;
    return reply;
}

SearchLimits asking_limits(Asking *asking) {
    SearchLimits limits = { .context = asking };
    if (asking->until > 0 || asking->wishes.progress) limits.progress = search_progress;
    return limits;
}

Reply asking_ask(Arena *arena, Asking *asking, const Problem *changed, const Basis *start) {
    Phrase why;
    Solution solution;
    ArenaMark mark = arena_mark(arena);
    bool can = asking->nodes_left > 0 && asking_goes_on(asking) &&
               problem_check(arena, changed, &why) == OK;
    arena_rewind(arena, mark);
    if (!can) return (Reply){ 0 };
    SearchLimits limits = asking_limits(asking);
    bool less = asking->nodes_left < asking->wishes.nodes;
    limits.nodes_max = less ? asking->nodes_left : asking->wishes.nodes;
    limits.start = start;
    if (problem_solve(arena, changed, limits, &solution) != OK) {
        asking->stopped = asking->clock_broken = true;
        return (Reply){ 0 };
    }
    asking->nodes_left -= solution.nodes;
    return reply_of(&solution);
}

/* For what comes now: nodes, and of the time that is left a part, where that has a limit. */
static void asking_share(Asking *asking, double part, double end) {
    double now;
    bool many = asking->wishes.nodes > INT64_MAX / EXPLAIN_NODES_TIMES;
    asking->nodes_left = many ? INT64_MAX : asking->wishes.nodes * EXPLAIN_NODES_TIMES;
    if (!asking->wishes.seconds_max || asking->clock_broken) return;
    if (clock_steady_seconds(&now) != OK) {
        asking->stopped = asking->clock_broken = true;
        return;
    }
    asking->until = part >= 1 ? end : now + (end - now) * part;
    asking->stopped = asking->given_up || now >= end;
}

static bool envy_goes_on(void *context) {
    return asking_goes_on(context);
}

Result explain_plan(Arena *arena, const Problem *problem, const Solution *solution,
                    ExplainWishes wishes, PlanExplanation *ret_explanation) {
    Asking asking = { .wishes = wishes };
    PlanExplanation explanation = { 0 };
    if (!wishes.nodes) asking.wishes.nodes = EXPLAIN_NODES;
    if (clock_steady_seconds(&asking.began) != OK) return BROKEN;
    double end = asking.began + wishes.seconds_max;
    AUTO(arena_end_at) Arena *excerpts = arena_new("planning, excerpts", ARENA_BYTES_MAX);
    Standing *standing = standing_new(arena, problem, solution->option_of);
    asking.excerpts = excerpts_new(excerpts, problem, standing, wishes.start);
    asking_share(&asking, 1, end);
    envy_find(arena, standing, envy_goes_on, &asking, &explanation.envy);
    asking_share(&asking, 0.25, end);
    closed_explain(arena, &asking, standing, solution, &explanation);
    asking_share(&asking, 0.34, end);
    full_explain(arena, &asking, standing, solution, &explanation);
    asking_share(&asking, 1, end);
    explanation.within = (Within){ .tolerance = wishes.tolerance };
    if (solution->status == PLAN_OPTIMAL) {
        within_explain(arena, &asking, standing, &explanation.within);
    }
    if (asking.clock_broken) return BROKEN;
    *ret_explanation = explanation;
    return OK;
}
