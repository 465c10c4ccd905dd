/* Public instances with proven optima, through the independent checker. They are not part of the
 * project: OPSTAP_SHARED, else ../shared beside the source, else skipped. */
#include "test.h"

#include <unistd.h>

#include "../peers/plan_check.h"
#include "file.h"
#include "number.h"
#include "phrase.h"
#include "planning/groups/certificate.h"
#include "planning/search/search.h"

enum { FILE_BYTES_MAX = 16 * 1024 * 1024 };

/* Under a sanitizer, where they take a minute, the largest say little that smaller ones do not. */
#ifdef __SANITIZE_ADDRESS__
enum { LARGEST_TOO = 0 };
#else
enum { LARGEST_TOO = 1 };
#endif

static const char *shared_folder(void) {
    const char *shared = getenv("OPSTAP_SHARED");
    return shared ? shared : OPSTAP_SOURCE_ROOT "/../shared";
}

/* Before anything is held: a skipped test does not come back. */
static void skip_without_instances(void) {
    char path[4096];
    snprintf(path, sizeof path, "%s/bench/expected.tsv", shared_folder());
    if (access(path, R_OK) == 0) return;
    print_message("# no %s: set OPSTAP_SHARED\n", path);
    skip();
}

static Str bench_file(Arena *arena, const char *name) {
    Str path = str_printf(arena, "%s/bench/%s", shared_folder(), name), bytes = STR_EMPTY;
    assert_int_equal(file_read(arena, path.at, FILE_BYTES_MAX, &bytes), OK);
    return bytes;
}

static int64_t expected_value(Arena *arena, const char *name) {
    Str rest = bench_file(arena, "expected.tsv"), line, field;
    while (str_cut(&rest, '\n', &line)) {
        int64_t value;
        if (!str_cut(&line, '\t', &field) || !str_equal(field, str_from(name))) continue;
        assert_true(number_read(str_trim(line), &value));
        return value;
    }
    fail_msg("%s is not in expected.tsv", name);
    return 0;
}

typedef bool Check(const char *problem, size_t problem_bytes, const char *answer,
                   size_t answer_bytes, PlanCheck *ret_check);

/* Value and proof, rules and bound, by the checker. A bound that the other solver does not finish
 * is no pass; one it is not asked for (plan_check_rules) is told. */
static void check_instance_by(Check *check_by, const char *name, double seconds_max) {
    skip_without_instances();
    TEST_ARENA(arena);
    Str json = bench_file(arena, str_printf(arena, "%s.json", name).at);
    Problem problem;
    Phrase why = { 0 };
    Solution solution;
    assert_int_equal(problem_read(arena, json, &problem, &why), OK);
    SearchLimits limits = { .seconds_max = seconds_max };
    assert_int_equal(problem_solve(arena, &problem, limits, &solution), OK);
    Text answer = text_new(arena, FILE_BYTES_MAX);
    solution_write_json(&answer, &problem, &solution);
    PlanCheck check;
    if (!check_by(json.at, json.len, answer.at, answer.len, &check)) fail_msg("%s", check.why);
    print_message("# %s: %s %lld in %.3f s, %lld nodes; bound %s\n", name, check.status,
                  check.value, solution.seconds, (long long)solution.nodes,
                  check.bound == BOUND_TRUE ? "recomputed" : "not recomputed");
    assert_true(check.bound == BOUND_TRUE || check.bound == BOUND_UNASKED);
    assert_string_equal(check.status, "optimal");
    assert_int_equal(check.value, expected_value(arena, name));
}

static void check_instance(const char *name, double seconds_max) {
    check_instance_by(plan_check, name, seconds_max);
}

/* The proof on paper. */
static void check_certificate(const char *name) {
    skip_without_instances();
    TEST_ARENA(arena);
    Str json = bench_file(arena, str_printf(arena, "%s.json", name).at);
    Problem problem;
    Phrase why = { 0 };
    Solution solution;
    assert_int_equal(problem_read(arena, json, &problem, &why), OK);
    Certificate certificate = { .text = text_new(arena, FILE_BYTES_MAX) };
    text_add(&certificate.text, S("{\"certificate\":1}\n"));
    SearchLimits limits = { .certificate = &certificate };
    assert_int_equal(problem_solve(arena, &problem, limits, &solution), OK);
    assert_false(certificate.has_gap);
    text_addf(&certificate.text, "{\"end\":{\"value\":%lld}}\n", (long long)solution.value);
    Text answer = text_new(arena, FILE_BYTES_MAX);
    solution_write_json(&answer, &problem, &solution);
    PlanCheck check;
    if (!plan_check_certificate(json.at, answer.at, certificate.text.at, certificate.text.len,
                                &check))
        fail_msg("%s: %s", name, check.why);
    print_message("# %s: proven on paper with %ld leaves\n", name, check.certificate.leaves);
}

static void flows_are_proven_on_paper(void **state) {
    (void)state;
    check_certificate("assign100");
    check_certificate("classes-300-30");
    check_certificate("cohort-300-30");
    check_certificate("cohort-300-30-plain");
    check_certificate("cohort-1000-100");
    check_certificate("cohort-1000-100-plain");
}

static void rules_are_proven_on_paper(void **state) {
    (void)state;
    check_certificate("gap1-1");
    check_certificate("gap2-1");
    check_certificate("a05100");
    check_certificate("b05100");
    check_certificate("e05100");
    if (LARGEST_TOO) check_certificate("hias-fy16-1d");
    if (LARGEST_TOO) check_certificate("hias-fy16-3d");
}

static void assign100(void **state) {
    (void)state;
    check_instance("assign100", 10);
}

static void classes_300_30(void **state) {
    (void)state;
    check_instance("classes-300-30", 10);
}

static void cohort_300_30_plain(void **state) {
    (void)state;
    check_instance("cohort-300-30-plain", 10);
}

static void cohort_1000_100_plain(void **state) {
    (void)state;
    check_instance("cohort-1000-100-plain", 60);
}

static void resources(void **state) {
    (void)state;
    static const char *const names[] = { "gap1-1", "gap2-1", "a05100", "b05100", "cohort-300-30" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) check_instance(names[i], 120);
}

/* The other solver takes half a minute for the bound of each of these. */
static void resources_without_the_other_solver(void **state) {
    (void)state;
    check_instance_by(plan_check_rules, "e05100", 120);
    check_instance_by(plan_check_rules, "cohort-1000-100", 120);
}

static void refugees_of_2016(void **state) {
    (void)state;
    check_instance_by(plan_check_rules, "hias-fy16-1d", 300);
    if (LARGEST_TOO) check_instance_by(plan_check_rules, "hias-fy16-3d", 300);
}

SUITE("planning bench", cmocka_unit_test(flows_are_proven_on_paper),
      cmocka_unit_test(rules_are_proven_on_paper),
      cmocka_unit_test(assign100), cmocka_unit_test(classes_300_30),
      cmocka_unit_test(cohort_300_30_plain), cmocka_unit_test(cohort_1000_100_plain),
      cmocka_unit_test(resources),
      cmocka_unit_test(resources_without_the_other_solver), cmocka_unit_test(refugees_of_2016))
