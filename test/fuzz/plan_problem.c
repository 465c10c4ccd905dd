/* A plan as a plain problem, from bytes of a stranger: read, and when it is small, solved, proven
 * on paper and explained. */
#include <assert.h>
#include <stdint.h>

#include "auto.h"
#include "planning/answers/explain.h"
#include "planning/groups/certificate.h"
#include "planning/search/stages.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { ARENA_BYTES = 512 * 1024 * 1024, SMALL = 40, NODES = 20 };

static void plan_small(Arena *arena, const Problem *problem) {
    Solution solution;
    if (problem->candidate_count > SMALL || problem->option_count > SMALL) return;
    const Problem *last;
    Certificate certificate = { .text = text_new(arena, 1 << 24) };
    SearchLimits limits = { .nodes_max = NODES };
    if (!problem->stage_count) limits.certificate = &certificate;
    if (problem_solve_stages(arena, problem, limits, &solution, &last) != OK) return;
    if (solution.status == PLAN_STOPPED) return;
    PlanExplanation explanation;
    ExplainWishes wishes = { .nodes = NODES, .tolerance = 1 };
    if (solution.has_value && !problem->stage_count &&
        explain_plan(arena, problem, &solution, wishes, &explanation) == OK) {
        solution.explanation = &explanation;
    }
    Text text = text_new(arena, 1024 * 1024);
    solution_write_json(&text, problem, &solution);
    assert(!text_failed(&text));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
    AUTO(arena_end_at) Arena *arena = arena_new("fuzz", ARENA_BYTES);
    Problem problem;
    Phrase why = { .word = WORD_none };
    Result result = problem_read(arena, (Str){ (const char *)bytes, len }, &problem, &why);
    if (result == OK) {
        assert(problem_check(arena, &problem, &why) == OK);
        plan_small(arena, &problem);
    } else {
        assert(why.word != WORD_none); /* a refusal says why */
        phrase_text(arena, TONGUE_NL, why);
    }
    return 0;
}
