/* The proof on paper of thousands of plans with every rule mixed, tiny and larger, and of tiny
 * problems that have no plan, against the independent checker, which searches for nothing: every one
 * is accepted. And none that claims too little: the proof of a plan that another one beats, as it
 * stands or with a line or a number changed. */
#include "../glued_problem.h"
#include "../peers/plan_certificate.h"
#include "../problem_json.h"
#include "../random_problem.h"
#include "planning/groups/certificate.h"
#include "planning/search/search.h"
#include "test.h"

enum { TINY_PROBLEMS = 3000, LARGER_PROBLEMS = 250, GLUED_PROBLEMS = 1000, CERTIFICATE_BYTES_MAX = 1 << 26, LIES = 4 };

/* A measure is in no file. */
static ProblemSize tiny_size(void) {
    ProblemSize size = problem_tiny;
    size.measures = 0;
    return size;
}

static const ProblemSize larger = {
    .people_minimum = 12, .people = 30, .options_minimum = 3, .options = 8, .classes = 3,
    .resources = PROBLEM_TINY_RESOURCES, .floors = 3, .households = 4, .option_minimum = 4,
    .class_minimum = 7, .maximum = 9, .capacity = 40, .floor_people = 8, .household_people = 4,
    .ruled_pair_in = 20,
};

typedef struct Papers {
    int plans, without_plan, gaps, lies;
    long splits, decisions;
} Papers;

static json_t *loaded(Str text) {
    json_error_t error;
    json_t *json = json_loadb(text.at, text.len, 0, &error);
    assert_non_null(json);
    return json;
}

static bool accepted(Str problem, Str answer, Str paper, PlanCertificate *ret_certificate) {
    json_t *of = loaded(problem), *told = loaded(answer);
    bool fine = plan_certificate_check(of, told, paper.at, paper.len, ret_certificate);
    json_decref(of);
    json_decref(told);
    return fine;
}

typedef struct Proof {
    Solution solution;
    Str answer, paper;
    bool has_gap;
} Proof;

static Proof proof_of(Arena *arena, const Problem *problem) {
    Certificate certificate = { .text = text_new(arena, CERTIFICATE_BYTES_MAX) };
    text_add(&certificate.text, S("{\"certificate\":1}\n"));
    SearchLimits limits = { .certificate = &certificate };
    Proof proof;
    assert_int_equal(problem_solve(arena, problem, limits, &proof.solution), OK);
    proof.has_gap = certificate.has_gap;
    if (proof.solution.has_value) {
        text_addf(&certificate.text, "{\"end\":{\"value\":%lld}}\n",
                  (long long)proof.solution.value);
    } else {
        text_add(&certificate.text, S("{\"end\":{\"value\":null}}\n"));
    }
    proof.paper = text_str(&certificate.text);
    Text answer = text_new(arena, 1 << 18);
    solution_write_json(&answer, problem, &proof.solution);
    proof.answer = text_str(&answer);
    return proof;
}

/* --- lies --- */

/* The lines, one of them left out, twice there, or with one of its numbers changed. */
static Str changed(Arena *arena, Chance *chance, Str paper) {
    Text text = text_new(arena, CERTIFICATE_BYTES_MAX);
    Str rest = paper, line;
    int64_t lines = 0, kind = chance_between(chance, 0, 3);
    for (size_t i = 0; i < paper.len; i++) lines += paper.at[i] == '\n';
    if (lines < 3) return S("");
    int64_t at = chance_between(chance, 1, lines - 2);
    for (int64_t i = 0; str_cut(&rest, '\n', &line) && i < lines; i++) {
        size_t from = 0, end = 0;
        if (i == at && kind == 0) continue;
        if (i == at && kind >= 2) {
            from = (size_t)chance_between(chance, 0, (int64_t)line.len - 1);
            while (from < line.len && (line.at[from] < '0' || line.at[from] > '9')) from++;
            end = from;
            while (end < line.len && line.at[end] >= '0' && line.at[end] <= '9') end++;
        }
        text_add(&text, (Str){ line.at, from });
        if (end > from) {
            int64_t number = strtoll(line.at + from, NULL, 10);
            int64_t other = chance_between(chance, 0, 2);
            text_addf(&text, "%lld",
                      other ? (long long)(number + other * 2 - 3)
                            : (long long)chance_between(chance, 0, number * 2 + 4));
        }
        text_add(&text, (Str){ line.at + end, line.len - end });
        text_add_char(&text, '\n');
        if (i == at && kind == 1) text_addf(&text, "%.*s\n", STR_ARGS(line));
    }
    return text_str(&text);
}

/* A problem that allows less: its proof says less than the truth. */
static Problem narrower(Arena *arena, const Problem *problem, const Solution *solution) {
    Problem less = *problem;
    less.pair = arena_many(arena, Pair, (size_t)problem->pair_count);
    bool one = false;
    for (int32_t i = 0; i < problem->pair_count; i++) {
        less.pair[i] = problem->pair[i];
        bool taken = solution->option_of[less.pair[i].candidate] == less.pair[i].option;
        if (one || !taken || less.pair[i].rule != RULE_NONE) continue;
        less.pair[i].rule = RULE_FORBIDDEN;
        one = true;
    }
    return less;
}

/* Says of what it is worth that it is `value`. */
static Str valued(Arena *arena, Str paper, int64_t value, int64_t instead) {
    Text text = text_new(arena, CERTIFICATE_BYTES_MAX);
    Str was = str_printf(arena, "\"value\":%lld}", (long long)value);
    for (size_t i = 0; i < paper.len; i++) {
        bool here = i + was.len <= paper.len && memcmp(paper.at + i, was.at, was.len) == 0;
        if (!here) {
            text_add_char(&text, paper.at[i]);
            continue;
        }
        text_addf(&text, "\"value\":%lld}", (long long)instead);
        i += was.len - 1;
    }
    return text_str(&text);
}

static void lies_are_refused(Arena *arena, Chance *chance, const Problem *problem,
                             const Proof *truth, Papers *papers) {
    Problem less = narrower(arena, problem, &truth->solution);
    Proof lie = proof_of(arena, &less);
    bool lower = !lie.solution.has_value || lie.solution.value < truth->solution.value;
    if (lie.has_gap || !lower) return;
    Str json = problem_json(arena, problem);
    PlanCertificate told;
    if (accepted(json, lie.answer, lie.paper, &told)) fail_msg("a lie is believed");
    if (lie.solution.has_value) {
        Str claim = valued(arena, truth->paper, truth->solution.value, lie.solution.value);
        if (accepted(json, lie.answer, claim, &told)) fail_msg("a claim of less is believed");
    }
    for (int i = 0; i < LIES; i++) {
        Str other = changed(arena, chance, lie.paper);
        papers->lies++;
        if (!accepted(json, lie.answer, other, &told)) continue;
        fail_msg("a changed lie is believed");
    }
}

/* --- the truth --- */

static void paper_check(Arena *arena, Chance *chance, const Problem *problem, Papers *papers) {
    Proof proof = proof_of(arena, problem);
    Str json = problem_json(arena, problem);
    PlanCertificate told;
    papers->plans += proof.solution.has_value;
    papers->without_plan += !proof.solution.has_value;
    papers->gaps += proof.has_gap;
    if (proof.has_gap) return;
    if (!accepted(json, proof.answer, proof.paper, &told)) {
        fail_msg("not proven: %s", told.why);
    }
    papers->splits += told.splits;
    papers->decisions += told.drops;
    if (proof.solution.has_value) lies_are_refused(arena, chance, problem, &proof, papers);
}

static Papers papers_check(const ProblemSize *size, int count) {
    Chance chance = chance_begin();
    Papers papers = { 0 };
    for (int i = 0; i < count; i++) {
        TEST_ARENA(arena);
        Problem problem = problem_draw(&chance, arena, size);
        paper_check(arena, &chance, &problem, &papers);
    }
    print_message("# %d plans, %d without, %d of them unwritten; %ld splits, %ld decisions, "
                  "%d lies\n", papers.plans, papers.without_plan, papers.gaps, papers.splits,
                  papers.decisions, papers.lies);
    return papers;
}

/* Flows and programs, each in a part or a piece of its own. */
static void answers_of_several_pieces_are_proven_on_paper(void **state) {
    (void)state;
    Chance chance = chance_begin();
    Papers papers = { 0 };
    for (int i = 0; i < GLUED_PROBLEMS; i++) {
        TEST_ARENA(arena);
        Glued *glued = glued_draw(&chance, arena);
        paper_check(arena, &chance, &glued->whole, &papers);
    }
    print_message("# %d plans, %d without, %ld splits, %ld decisions, %d lies\n", papers.plans,
                  papers.without_plan, papers.splits, papers.decisions, papers.lies);
    assert_true(papers.plans > GLUED_PROBLEMS / 10 && !papers.gaps);
}

static void tiny_answers_are_proven_on_paper(void **state) {
    (void)state;
    ProblemSize size = tiny_size();
    Papers papers = papers_check(&size, TINY_PROBLEMS);
    assert_true(papers.plans > TINY_PROBLEMS / 4 && papers.lies > TINY_PROBLEMS / 8);
    assert_true(!papers.gaps);
}

static void larger_answers_are_proven_on_paper(void **state) {
    (void)state;
    Papers papers = papers_check(&larger, LARGER_PROBLEMS);
    assert_true(papers.splits > 0 && papers.decisions > 0 && !papers.gaps);
}

SUITE("answers with rules, proven on paper",
      cmocka_unit_test(answers_of_several_pieces_are_proven_on_paper),
      cmocka_unit_test(tiny_answers_are_proven_on_paper),
      cmocka_unit_test(larger_answers_are_proven_on_paper))
