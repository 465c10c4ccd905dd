/* plan_checker PROBLEM.json ANSWER.json: says whether the answer is true (see plan_check.h). */
#include "file.h"
#include "plan_check.h"

int main(int count, char **argument) {
    AUTO(arena_end_at) Arena *arena = arena_new("plan_checker", (size_t)1 << 30);
    Str problem, answer;
    if (count != 3 || file_read(arena, argument[1], 1 << 28, &problem) != OK ||
        file_read(arena, argument[2], 1 << 28, &answer) != OK) {
        fprintf(stderr, "usage: plan_checker PROBLEM.json ANSWER.json\n");
        return 2;
    }
    PlanCheck check;
    bool fine = plan_check(problem.at, problem.len, answer.at, answer.len, &check);
    static const char *const bounds[] = {
        [BOUND_TRUE] = "bound recomputed",
        [BOUND_FALSE] = "bound refuted",
        [BOUND_UNPROVEN] = "bound neither proven nor refuted",
        [BOUND_UNASKED] = "bound not recomputed",
    };
    printf("%s: %s, value %lld, %s%s%s\n", fine ? "true" : "WRONG", check.status, check.value,
           bounds[check.bound], fine ? "" : ": ", fine ? "" : check.why);
    return fine ? 0 : 1;
}
