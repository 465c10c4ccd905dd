/* What an earlier plan left, from bytes of a stranger: a basis, or an answer; then a plan from it.
 */
#include <assert.h>
#include <stdint.h>

#include "auto.h"
#include "planning/answers/difference.h"
#include "planning/search/basis_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { ARENA_BYTES = 512 * 1024 * 1024 };

static const char NEW[] =
    "{\"candidates\":[{\"id\":\"c1\"},{\"id\":\"c2\"},{\"id\":\"c3\"}],"
    "\"options\":[{\"id\":\"A\",\"minimum\":2,\"maximum\":2},{\"id\":\"B\",\"minimum\":2}],"
    "\"pairs\":[{\"candidate\":\"c1\",\"option\":\"A\",\"value\":9},"
    "{\"candidate\":\"c2\",\"option\":\"A\",\"value\":8},{\"candidate\":\"c2\",\"option\":\"B\",\"value\":7},"
    "{\"candidate\":\"c3\",\"option\":\"B\",\"value\":6},{\"candidate\":\"c3\",\"option\":\"A\",\"value\":5}]}";
enum { BEST = 17 };

static void plan_from(Arena *arena, const Problem *problem, const Basis *start) {
    Solution solution;
    SearchLimits limits = { .start = start };
    if (problem_solve(arena, problem, limits, &solution) != OK) return;
    assert(solution.status == PLAN_OPTIMAL && solution.value == BEST);
}

static void basis_try(Arena *arena, const Problem *problem, Str bytes) {
    const Basis *basis;
    int32_t lost;
    Phrase why = { .word = WORD_none };
    if (basis_read(arena, bytes, &basis, &why) != OK) {
        assert(why.word != WORD_none);
        return;
    }
    plan_from(arena, problem, basis_carry(arena, basis, problem, &lost));
    Text text = text_new(arena, 1 << 24);
    basis_write(&text, basis);
    assert(text_failed(&text) || basis_read(arena, text_str(&text), &basis, &why) == OK);
}

static void answer_try(Arena *arena, const Problem *problem, Str bytes) {
    OldAnswer answer;
    Solution solution;
    Phrase why = { .word = WORD_none };
    if (old_answer_read(arena, bytes, &answer, &why) != OK) {
        assert(why.word != WORD_none);
        return;
    }
    OldPlan plan = old_plan(arena, problem, &answer);
    Basis *start = basis_new(arena, problem);
    start->pair_of = plan.pair_of;
    plan_fit(arena, problem, start->pair_of);
    plan_from(arena, problem, start);
    if (problem_solve(arena, problem, (SearchLimits){ 0 }, &solution) != OK) return;
    Text text = text_new(arena, 1 << 24);
    differences_write_json(&text, differences_find(arena, problem, &solution, &answer, problem));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
    AUTO(arena_end_at) Arena *arena = arena_new("fuzz", ARENA_BYTES);
    Problem problem;
    Phrase why;
    Str given = { (const char *)bytes, len };
    if (problem_read(arena, (Str){ NEW, sizeof NEW - 1 }, &problem, &why) != OK) abort();
    basis_try(arena, &problem, given);
    answer_try(arena, &problem, given);
    return 0;
}
