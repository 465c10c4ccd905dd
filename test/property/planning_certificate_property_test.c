/* The proof on paper of thousands of plans whose rules are a flow, tiny and larger, against the
 * independent checker, which searches for nothing: each is written and accepted, and none that
 * claims less than the plan is worth. */
#include "../peers/plan_certificate.h"
#include "../problem_json.h"
#include "../random_problem.h"
#include "planning/groups/certificate.h"
#include "planning/search/search.h"
#include "test.h"

enum { TINY_PROBLEMS = 3000, LARGER_PROBLEMS = 300, CERTIFICATE_BYTES_MAX = 1 << 24 };

static const ProblemSize larger = {
    .people_minimum = 15, .people = 40, .options_minimum = 5, .options = 9, .classes = 3,
    .resources = PROBLEM_TINY_RESOURCES, .floors = 3, .option_minimum = 5, .class_minimum = 9,
    .maximum = 9, .capacity = 30, .floor_people = 8, .ruled_pair_in = 20, .flow = true,
};

typedef struct Papers {
    int plans;
    long splits, drops;
} Papers;

static json_t *loaded(const char *at, size_t bytes) {
    json_error_t error;
    json_t *json = json_loadb(at, bytes, 0, &error);
    assert_non_null(json);
    return json;
}

static bool accepted(Str problem, Str answer, Str paper, PlanCertificate *ret_certificate) {
    json_t *of = loaded(problem.at, problem.len), *told = loaded(answer.at, answer.len);
    bool fine = plan_certificate_check(of, told, paper.at, paper.len, ret_certificate);
    json_decref(of);
    json_decref(told);
    return fine;
}

/* The same, but each part says it is worth one less. */
static Str lowered(Arena *arena, Str paper) {
    Text text = text_new(arena, CERTIFICATE_BYTES_MAX);
    Str rest = paper, line;
    const Str head = S("{\"part_end\":{\"value\":");
    while (str_cut(&rest, '\n', &line) || line.len) {
        if (line.len > head.len && memcmp(line.at, head.at, head.len) == 0) {
            long long value = strtoll(line.at + head.len, NULL, 10);
            text_addf(&text, "{\"part_end\":{\"value\":%lld}}\n", value - 1);
        } else {
            text_add(&text, line);
            text_add_char(&text, '\n');
        }
        if (!rest.at) break;
    }
    return text_str(&text);
}

static void paper_check(Arena *arena, const Problem *problem, int number, Papers *papers) {
    if (!problem_is_flow(problem)) return;
    Certificate certificate = { .text = text_new(arena, CERTIFICATE_BYTES_MAX) };
    text_add(&certificate.text, S("{\"certificate\":1}\n"));
    SearchLimits limits = { .certificate = &certificate };
    Solution solution;
    assert_int_equal(problem_solve(arena, problem, limits, &solution), OK);
    if (solution.status != PLAN_OPTIMAL) return;
    papers->plans++;
    if (certificate.has_gap) fail_msg("problem %d has no proof", number);
    text_addf(&certificate.text, "{\"end\":{\"value\":%lld}}\n", (long long)solution.value);
    Str json = problem_json(arena, problem);
    Text answer = text_new(arena, 1 << 16);
    solution_write_json(&answer, problem, &solution);
    PlanCertificate told;
    if (!accepted(json, text_str(&answer), text_str(&certificate.text), &told)) {
        fail_msg("problem %d is not proven: %s", number, told.why);
    }
    papers->splits += told.splits;
    papers->drops += told.drops;
    Str less = lowered(arena, text_str(&certificate.text));
    if (told.parts && accepted(json, text_str(&answer), less, &told)) {
        fail_msg("problem %d: worth less is accepted", number);
    }
}

static Papers papers_check(const ProblemSize *size, int count) {
    Chance chance = chance_begin();
    Papers papers = { 0 };
    for (int i = 0; i < count; i++) {
        TEST_ARENA(arena);
        Problem problem = problem_draw(&chance, arena, size);
        paper_check(arena, &problem, i, &papers);
    }
    print_message("# %d plans, with %ld splits and %ld drops\n", papers.plans, papers.splits,
                  papers.drops);
    return papers;
}

static void tiny_plans_are_proven_on_paper(void **state) {
    (void)state;
    Papers papers = papers_check(&problem_tiny_flow, TINY_PROBLEMS);
    assert_true(papers.plans > TINY_PROBLEMS / 4);
}

static void larger_plans_are_proven_on_paper(void **state) {
    (void)state;
    Papers papers = papers_check(&larger, LARGER_PROBLEMS);
    assert_true(papers.plans > LARGER_PROBLEMS / 10);
    assert_true(papers.splits > 0 && papers.drops > 0);
}

SUITE("plans proven on paper", cmocka_unit_test(tiny_plans_are_proven_on_paper),
      cmocka_unit_test(larger_plans_are_proven_on_paper))
