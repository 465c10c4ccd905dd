/* Figures per group: who is counted where, what is worked out, and what is never shown. */
#include "../random_records.h"

#include "figures/group_report.h"

enum { TODAY = 20487, PEOPLE_MANY = 60 }; /* 2026-02-03 */

typedef struct Made {
    World world;
    Prospect *prospect;
    bool *left_out;
} Made;

static Value number(int64_t given) {
    return (Value){ .known = true, .number = given };
}

/* People of whom nothing is known, who find what `feasible` says. */
static Made made_of(Arena *arena, size_t people, int32_t feasible) {
    Made made = { .world = { .map = map_builtin(arena) } };
    Rules *rules = NULL;
    Phrase why;
    assert_int_equal(rules_load(arena, STR_EMPTY, &rules, &why), OK);
    made.world.rules = rules;
    made.world.candidates = (CandidateRows){ arena_many(arena, CandidateRecord, people), people };
    made.prospect = arena_many(arena, Prospect, people);
    made.left_out = arena_many(arena, bool, people);
    for (size_t i = 0; i < people; i++) {
        made.world.candidates.record[i].number = (int64_t)i + 1;
        made.prospect[i] = (Prospect){ feasible, feasible ? 500 : PROSPECT_SCORE_NONE, false };
    }
    return made;
}

static GroupReport report_of(Arena *arena, Made *made) {
    World *world = &made->world;
    world->snapshot = snapshot_make(arena, &world->candidates, &world->openings, NULL, world->map,
                                    world->rules, TODAY);
    return group_report(arena, world, made->prospect, made->left_out);
}

static const GroupFigures *group_named(const GroupReport *report, Division which, const char *code) {
    const GroupDivision *division = &report->division[which];
    for (size_t i = 0; i < division->group_count; i++) {
        if (str_equal(division->group[i].code, str_from(code))) return &division->group[i].figures;
    }
    fail_msg("no group %s", code);
    return &report->whole;
}

static void who_is_unknown_is_a_group(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made made = made_of(arena, PEOPLE_MANY, 4);
    GroupReport report = report_of(arena, &made);
    assert_int_equal(report.whole.people, PEOPLE_MANY);
    assert_false(report.any_hidden);
    for (int i = 0; i < DIVISION_COUNT; i++) {
        const GroupDivision *division = &report.division[i];
        int64_t people = 0;
        for (size_t k = 0; k < division->group_count; k++) people += division->group[k].figures.people;
        assert_int_equal(people, PEOPLE_MANY);
        const GroupFigures *unknown = group_named(&report, (Division)i, "unknown");
        assert_int_equal(unknown->people, PEOPLE_MANY);
        assert_memory_equal(unknown, &report.whole, sizeof *unknown);
    }
}

static void ages_are_of_the_day(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made made = made_of(arena, PEOPLE_MANY, 4);
    Day birthday;
    assert_true(day_read(S("1999-02-03"), &birthday)); /* 27 today */
    for (size_t i = 0; i < PEOPLE_MANY; i++) {
        Day born = i < 20 ? birthday : birthday + 1;
        if (i >= 40) born = TODAY + 1; /* cannot be: unknown */
        made.world.candidates.record[i].fact[FACT_birth_date] = number(born);
    }
    GroupReport report = report_of(arena, &made);
    assert_int_equal(group_named(&report, DIVISION_AGE, "27-39")->people, 20);
    assert_int_equal(group_named(&report, DIVISION_AGE, "0-26")->people, 20);
    assert_int_equal(group_named(&report, DIVISION_AGE, "unknown")->people, 20);
    assert_int_equal(group_named(&report, DIVISION_AGE, "55-")->people, 0);
}

/* 20 women: 10 find 1 opening (score 400), 10 find 3 (score 601); 40 men: 20 find none, of whom 10
 * are one step away. */
static Made made_of_two(Arena *arena) {
    Made made = made_of(arena, PEOPLE_MANY, 2);
    for (size_t i = 0; i < PEOPLE_MANY; i++) {
        made.world.candidates.record[i].fact[FACT_sex] = number(i >= 20);
        if (i < 10) made.prospect[i] = (Prospect){ 1, 400, false };
        else if (i < 20) made.prospect[i] = (Prospect){ 3, 601, false };
        else if (i < 40) made.prospect[i] = (Prospect){ 0, PROSPECT_SCORE_NONE, i < 30 };
    }
    return made;
}

static void figures_are_those_of_the_group(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made made = made_of_two(arena);
    GroupReport report = report_of(arena, &made);
    const GroupFigures *women = group_named(&report, DIVISION_SEX, "female");
    const GroupFigures *men = group_named(&report, DIVISION_SEX, "male");
    assert_false(report.any_hidden);
    assert_int_equal(women->reached, 20);
    assert_int_equal(women->openings_median, 1); /* of 1 and 3 in the middle */
    assert_int_equal(women->score_mean, 501);    /* 500.5 */
    assert_int_equal(men->reached, 20);
    assert_int_equal(men->one_step, 10);
    assert_int_equal(men->openings_median, 0);
    assert_int_equal(men->score_mean, 500);
    assert_int_equal(group_reached_per_cent(men), 50);
    assert_int_equal(group_one_step_per_cent(men), 25);
    assert_int_equal(group_reached_per_cent(&report.whole), 67);
    int64_t difference;
    assert_true(group_difference(50, 67, &difference));
    assert_int_equal(difference, -17);
    assert_false(group_difference(FIGURE_HIDDEN, 67, &difference));
    assert_false(group_difference(SCORE_MEAN_NONE, 67, &difference));
}

static void who_has_started_is_not_counted(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made made = made_of_two(arena);
    for (size_t i = 20; i < 30; i++) made.left_out[i] = true;
    GroupReport report = report_of(arena, &made);
    assert_int_equal(report.whole.people, PEOPLE_MANY - 10);
    assert_int_equal(group_named(&report, DIVISION_SEX, "male")->people, 30);
    assert_int_equal(group_named(&report, DIVISION_SEX, "male")->one_step, 0);
}

static void of_a_few_nothing_is_told(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made made = made_of_two(arena);
    made.prospect[20] = made.prospect[59]; /* of the men, 9 are one step away */
    GroupReport report = report_of(arena, &made);
    const GroupFigures *men = group_named(&report, DIVISION_SEX, "male");
    assert_int_equal(report.whole.one_step, FIGURE_HIDDEN);
    assert_int_equal(men->one_step, FIGURE_HIDDEN);
    assert_int_equal(men->reached, 21);
    assert_int_equal(group_one_step_per_cent(men), FIGURE_HIDDEN);
    assert_true(report.any_hidden);
    Made few = made_of(arena, FIGURE_PEOPLE_MIN - 1, 4);
    report = report_of(arena, &few);
    assert_int_equal(report.whole.people, FIGURE_HIDDEN);
    assert_int_equal(report.whole.openings_median, FIGURE_HIDDEN);
    assert_int_equal(report.whole.score_mean, FIGURE_HIDDEN);
    assert_int_equal(group_named(&report, DIVISION_AGE, "unknown")->people, FIGURE_HIDDEN);
    Made nobody = made_of(arena, 0, 0);
    report = report_of(arena, &nobody);
    assert_int_equal(report.whole.people, 0);
    assert_int_equal(report.whole.score_mean, SCORE_MEAN_NONE);
    assert_int_equal(group_reached_per_cent(&report.whole), FIGURE_HIDDEN);
    assert_false(report.any_hidden);
}

SUITE("group report", cmocka_unit_test(who_is_unknown_is_a_group),
      cmocka_unit_test(ages_are_of_the_day), cmocka_unit_test(figures_are_those_of_the_group),
      cmocka_unit_test(who_has_started_is_not_counted),
      cmocka_unit_test(of_a_few_nothing_is_told))
