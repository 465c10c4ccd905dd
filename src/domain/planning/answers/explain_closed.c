/* What does not start: how many are missing, and what it costs to let it start all the same. */
#include "explain_asking.h"

/* Candidates that have an allowed pair, and those of them without a place. */
typedef struct Wanting {
    int64_t *people, *without_place;
} Wanting;

static Wanting wanting_new(Arena *arena, int32_t count) {
    return (Wanting){ arena_many(arena, int64_t, (size_t)count),
                      arena_many(arena, int64_t, (size_t)count) };
}

static void wanting_count(Arena *arena, const Standing *standing, Wanting option, Wanting class) {
    const Problem *problem = standing->problem;
    int32_t *class_by = arena_many(arena, int32_t, (size_t)problem->class_count);
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        bool without = standing->pair_of[i] == PLAN_UNPLACED;
        for (int32_t k = standing->candidate_first[i]; k < standing->candidate_first[i + 1]; k++) {
            int32_t pair = standing->by_candidate[k];
            if (!standing_allows(standing, pair)) continue;
            int32_t at = problem->pair[pair].option, of = problem->option[at].class_index;
            option.people[at]++;
            option.without_place[at] += without;
            if (of == PLAN_NO_CLASS || class_by[of] == i + 1) continue;
            class_by[of] = i + 1;
            class.people[of]++;
            class.without_place[of] += without;
        }
    }
}

static const Closed *closed_told(const Solution *solution, bool is_class, int32_t at) {
    return is_class ? &solution->class_closed[at] : &solution->option_closed[at];
}

/* What the engine told with the plan: starting it costs at least so much. */
static Between cost_told(const Solution *solution, bool is_class, int32_t at) {
    const Closed *closed = closed_told(solution, is_class, at);
    bool sure = closed->has_price && (closed->price > 0 || solution->status == PLAN_OPTIMAL);
    return (Between){ .has_least = sure, .least = sure ? closed->price : 0 };
}

static void closed_add(PlanExplanation *explanation, const Solution *solution, ClosedAnswer answer,
                       int64_t minimum, int64_t maximum) {
    int64_t missing = minimum - answer.without_place;
    answer.missing = missing < 0 ? 0 : missing;
    answer.impossible = minimum > maximum || answer.people < minimum ||
                        closed_told(solution, answer.is_class, answer.at)->never;
    if (!answer.impossible) answer.cost = cost_told(solution, answer.is_class, answer.at);
    explanation->closed[explanation->closed_count++] = answer;
}

static void closed_gather(Arena *arena, const Standing *standing, const Solution *solution,
                          PlanExplanation *explanation) {
    const Problem *problem = standing->problem;
    Wanting option = wanting_new(arena, problem->option_count);
    Wanting class = wanting_new(arena, problem->class_count);
    wanting_count(arena, standing, option, class);
    explanation->closed = arena_many(arena, ClosedAnswer,
                                     (size_t)problem->option_count + (size_t)problem->class_count);
    for (int32_t i = 0; i < problem->option_count; i++) {
        const Option *of = &problem->option[i];
        if (!of->minimum || standing->in_option[i]) continue;
        ClosedAnswer answer = { .at = i,
                                .people = option.people[i],
                                .without_place = option.without_place[i] };
        closed_add(explanation, solution, answer, of->minimum, of->maximum);
    }
    for (int32_t i = 0; i < problem->class_count; i++) {
        const OptionClass *of = &problem->option_class[i];
        if (!of->minimum || standing->in_class[i]) continue;
        ClosedAnswer answer = { .is_class = true,
                                .at = i,
                                .people = class.people[i],
                                .without_place = class.without_place[i] };
        closed_add(explanation, solution, answer, of->minimum, of->maximum);
    }
}

static void closed_ask(Arena *arena, Asking *asking, ClosedAnswer *answer) {
    Excerpts *excerpts = asking->excerpts;
    int32_t at = answer->at;
    Excerpt *here =
        excerpt_take(excerpts, answer->is_class ? excerpts->class_of[at] : excerpts->option_of[at]);
    bool *must_start = answer->is_class
                           ? &here->problem.option_class[excerpts->class_here[at]].must_start
                           : &here->problem.option[excerpts->option_here[at]].must_start;
    ArenaMark mark = arena_mark(arena);
    *must_start = true;
    Reply reply = asking_ask(arena, asking, &here->problem, here->start);
    *must_start = false;
    arena_rewind(arena, mark);
    answer->asked = reply.answered;
    answer->impossible = reply.impossible;
    if (!reply.answered) return;
    if (reply.impossible) answer->cost = (Between){ 0 };
    Between *cost = &answer->cost;
    if (reply.value.has_most) {
        int64_t least = here->value - reply.value.most;
        if (!cost->has_least || least > cost->least) cost->least = least;
        cost->has_least = true;
    }
    cost->has_most = reply.value.has_least;
    cost->most = here->value - reply.value.least;
}

void closed_explain(Arena *arena, Asking *asking, Standing *standing, const Solution *solution,
                    PlanExplanation *explanation) {
    closed_gather(arena, standing, solution, explanation);
    int32_t asked = 0;
    asking->total += explanation->closed_count;
    for (int32_t i = 0; i < explanation->closed_count; i++) {
        ClosedAnswer *answer = &explanation->closed[i];
        if (answer->impossible) {
            asking->done++;
            continue;
        }
        if (asking_next(asking, &asked)) closed_ask(arena, asking, answer);
        explanation->closed_unasked += !answer->asked;
    }
}
