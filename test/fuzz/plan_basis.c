/* What an earlier plan left, from bytes of a stranger: a basis, or an answer; then a plan from it,
 * once where rules are a flow and once where they are not. */
#include <assert.h>
#include <stdint.h>

#include "auto.h"
#include "planning/answers/difference.h"
#include "planning/search/basis_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { ARENA_BYTES = 512 * 1024 * 1024, BONUS = 3 };

#define VALUED(candidate, option, value)                                                           \
    "{\"candidate\":\"" candidate "\",\"option\":\"" option "\",\"value\":" value
#define USES(amount) ",\"demand\":{\"r1\":" amount "}}"

static const char PLAIN[] =
    "{\"candidates\":[{\"id\":\"c1\"},{\"id\":\"c2\"},{\"id\":\"c3\"}],"
    "\"options\":[{\"id\":\"A\",\"minimum\":2,\"maximum\":2},{\"id\":\"B\",\"minimum\":2}],"
    "\"pairs\":[" VALUED("c1", "A", "9") "}," VALUED("c2", "A", "8") "},"
    VALUED("c2", "B", "7") "}," VALUED("c3", "B", "6") "}," VALUED("c3", "A", "5") "}]}";

static const char RULED[] =
    "{\"candidates\":[{\"id\":\"c1\",\"groups\":[\"g1\"]},{\"id\":\"c2\",\"groups\":[\"g1\"]},"
    "{\"id\":\"c3\",\"must_place\":true}],"
    "\"options\":[{\"id\":\"A\",\"minimum\":2,\"maximum\":2},{\"id\":\"B\",\"minimum\":2}],"
    "\"classes\":[{\"id\":\"K\",\"options\":[\"A\",\"B\"],\"maximum\":3,\"must_start\":true}],"
    "\"resources\":[{\"id\":\"r1\",\"capacity\":5}],"
    "\"floors\":[{\"group\":\"g1\",\"minimum_placed\":1}],"
    "\"households\":[{\"candidates\":[\"c2\",\"c3\"],\"same_option\":true}],"
    "\"pairs\":[" VALUED("c1", "A", "9") USES("2") "," VALUED("c2", "A", "8") USES("3") ","
    VALUED("c2", "B", "7") USES("1") "," VALUED("c3", "B", "6") "}," VALUED("c3", "A", "5")
    USES("4") "]}";

static const struct {
    Str json;
    int64_t best;
} problems[] = { { { PLAIN, sizeof PLAIN - 1 }, 17 }, { { RULED, sizeof RULED - 1 }, 13 } };

static void plan_from(Arena *arena, const Problem *problem, const Basis *start, int64_t best) {
    Solution solution;
    SearchLimits limits = { .start = start };
    if (problem_solve(arena, problem, limits, &solution) != OK) return;
    assert(solution.status == PLAN_OPTIMAL && solution.value == best);
}

static void basis_try(Arena *arena, const Problem *problem, int64_t best, Str bytes) {
    const Basis *basis;
    int32_t lost;
    Phrase why = { .word = WORD_none };
    if (basis_read(arena, bytes, &basis, &why) != OK) {
        assert(why.word != WORD_none);
        return;
    }
    plan_from(arena, problem, basis_carry(arena, basis, problem, &lost), best);
    Text text = text_new(arena, 1 << 24);
    basis_write(&text, basis);
    assert(text_failed(&text) || basis_read(arena, text_str(&text), &basis, &why) == OK);
}

static void answer_try(Arena *arena, Problem *problem, int64_t best, Str bytes) {
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
    plan_from(arena, problem, start, best);
    if (problem_solve(arena, problem, (SearchLimits){ 0 }, &solution) != OK) return;
    Text text = text_new(arena, 1 << 24);
    differences_write_json(&text, differences_find(arena, problem, &solution, &answer, problem));
    old_plan_stay(problem, &plan, BONUS);
    assert(problem_solve(arena, problem, (SearchLimits){ .start = start }, &solution) == OK);
    assert(solution.value >= best);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
    Str given = { (const char *)bytes, len };
    for (size_t i = 0; i < sizeof problems / sizeof *problems; i++) {
        AUTO(arena_end_at) Arena *arena = arena_new("fuzz", ARENA_BYTES);
        Problem problem;
        Phrase why;
        if (problem_read(arena, problems[i].json, &problem, &why) != OK) abort();
        basis_try(arena, &problem, problems[i].best, given);
        answer_try(arena, &problem, problems[i].best, given);
    }
    return 0;
}
