/* How far the openings reach each group: what the page and its file say is what the domain counts and
 * lets be shown, and never about a few people. */
#include "pages.h"

#include "figures/region_figures.h"
#include "support/childcare_supply.h"

enum { LONG_US = 60 * 1000 * 1000, PEOPLE = 120, OPENINGS = 20, COLUMNS = 6 };
static const char address[] = "/regions/groups", file_address[] = "/regions/groups.csv";

/* By the domain alone. */
static GroupReport report_of(Made *made) {
    ChildcareSupply childcare;
    assert_int_equal(childcare_supply_load(made->doorway.store.db, made->arena,
                                           made->doorway.store.tenant, &childcare), OK);
    GroupReportRequest request = { .world = world_of(made), .childcare = &childcare, .threads = 2 };
    return group_report_make(made->arena, &request);
}

/* Waits until it is there, as a visitor does whose page comes again. */
static Answer page_counted(Made *made) {
    Answer answer;
    Str waits = said(made->arena, PHRASE(WORD_region_steps_being_made));
    Str older = said(made->arena, PHRASE(WORD_region_steps_older));
    do answer = page_got(made, USER_ROLE_auditor, address, "");
    while (str_has(html_read(made->arena, answer.body), waits) ||
           str_has(html_read(made->arena, answer.body), older));
    return answer;
}

/* --- counted beside what opens places --- */

/* How far it is only grows. */
static void groups_await(struct House *house, const FiguresAsked *asked,
                         const KeptFigures **ret_groups) {
    int before = 0;
    while (figures_take(house->figures, asked, 100, ret_groups) != FIGURES_MADE) {
        int now = figures_per_cent(house->figures, asked);
        assert_true(now >= before && now <= 100);
        before = now;
    }
}

static void kinds_of_figures_are_kept_apart(void **state) {
    (void)state;
    TEST_REGION_OF(made, PEOPLE, OPENINGS);
    struct House *house = made.doorway.house;
    GroupReport expected = report_of(&made);
    const KeptFigures *groups, *barriers, *again;
    FiguresAsked asked = { .kind = FIGURES_BARRIERS, .region = REGION_UNKNOWN,
                           .today = REGION_TODAY };
    WorldRequest request = { .tenant = made.doorway.store.tenant, .today = REGION_TODAY,
                             .rules = house->rules };
    assert_int_equal(childcare_supply_load(made.doorway.store.db, made.arena, request.tenant,
                                           &asked.childcare), OK);
    assert_int_equal(db_begin_read(made.doorway.store.db), OK);
    assert_int_equal(worlds_take(house->worlds, made.doorway.store.db, request, &asked.world), OK);
    db_rollback(made.doorway.store.db);
    assert_int_equal(figures_take(house->figures, &asked, LONG_US, &barriers), FIGURES_MADE);
    asked.kind = FIGURES_GROUPS;
    assert_int_equal(figures_per_cent(house->figures, &asked), 0); /* nobody asked for it yet */
    groups_await(house, &asked, &groups);
    assert_int_equal(figures_per_cent(house->figures, &asked), 100);
    assert_int_equal(figures_take(house->figures, &asked, 0, &again), FIGURES_MADE);
    assert_ptr_not_equal(groups, barriers);
    assert_ptr_equal(groups, again);
    assert_memory_equal(&groups->groups, &expected, sizeof expected);
    assert_int_equal(groups->counted_on, REGION_TODAY);
    assert_same(groups->rule_version, rules_version(house->rules));
    assert_int_equal(barriers->groups.whole.people, 0);
    assert_true(barriers->barriers.total.people > 0);
    const KeptFigures *kept[] = { groups, barriers, again };
    for (int i = 0; i < 3; i++) figures_give(house->figures, kept[i]);
    worlds_give(house->worlds, asked.world);
}

/* --- on the page --- */

static Str shown_of(Made *made, int64_t value, bool share) {
    if (value == SCORE_MEAN_NONE) return said(made->arena, PHRASE(WORD_groups_score_none));
    if (value < 0) return said(made->arena, PHRASE(WORD_groups_hidden));
    Str digits = digits_of(made->arena, value);
    return share ? str_printf(made->arena, "%.*s %%", STR_ARGS(digits)) : digits;
}

/* "62 % (+3)" as it should be. */
static Str beside(Made *made, int64_t value, int64_t whole, bool share) {
    Str alone = shown_of(made, value, share);
    if (value < 0 || whole < 0) return alone;
    int64_t difference = value - whole;
    const char *sign = difference > 0 ? "+" : difference < 0 ? "\xE2\x88\x92" : "";
    return str_printf(made->arena, "%.*s (%s%lld)", STR_ARGS(alone), sign,
                      (long long)(difference < 0 ? -difference : difference));
}

static void assert_group(Made *made, const TableRow *row, const GroupRow *group,
                         const GroupFigures *whole) {
    const GroupFigures *own = &group->figures;
    assert_same(row->text[0], said(made->arena, PHRASE(group->name)));
    if (!own->people) {
        assert_same(row->text[1], said(made->arena, PHRASE(WORD_groups_nobody_here)));
        return;
    }
    assert_int_equal(row->count, COLUMNS);
    assert_same(row->text[1], shown_of(made, own->people, false));
    assert_same(row->text[2], beside(made, group_reached_per_cent(own), group_reached_per_cent(whole), true));
    assert_same(row->text[3], beside(made, own->openings_median, whole->openings_median, false));
    assert_same(row->text[4], beside(made, own->score_mean, whole->score_mean, false));
    assert_same(row->text[5], beside(made, group_one_step_per_cent(own), group_one_step_per_cent(whole), true));
    assert_int_equal(times_in(row->html[2], "<svg "), group_reached_per_cent(own) >= 0);
    assert_int_equal(times_in(row->html[5], "<svg "), group_one_step_per_cent(own) >= 0);
}

static void it_says_what_the_domain_counts(void **state) {
    (void)state;
    TEST_REGION_OF(made, PEOPLE, OPENINGS);
    pair_stands(&made, 1, 1, PLACEMENT_started);
    GroupReport report = report_of(&made);
    Answer answer = page_counted(&made);
    assert_int_equal(report.whole.people, PEOPLE - 1); /* who started looks for nothing */
    assert_says(made.arena, &answer,
                PHRASE(WORD_groups_counted, VALUE_DAY("day", REGION_TODAY),
                       VALUE_TEXT("version", rules_version(made.doorway.house->rules))));
    Str whole = str_between(answer.body, "<ul class=\"figures\">", "</ul>");
    assert_true(str_has(html_read(made.arena, whole), digits_of(made.arena, PEOPLE - 1)));
    for (int i = 0; i < DIVISION_COUNT; i++) {
        const GroupDivision *division = &report.division[i];
        Str id = str_printf(made.arena, " id=\"%.*s\"", STR_ARGS(division->code));
        Table table = table_of(made.arena, str_behind(answer.body, str_zero_ended(made.arena, id)));
        assert_int_equal(table.count, division->group_count);
        for (size_t k = 0; k < table.count; k++) {
            assert_group(&made, &table.row[k], &division->group[k], &report.whole);
        }
    }
    assert_true(report.any_hidden); /* so that the test is about something */
    assert_says(made.arena, &answer, PHRASE(WORD_groups_meaning_hidden_more));
}

static void of_a_few_people_nothing_is_told(void **state) {
    (void)state;
    TEST_REGION_OF(made, FIGURE_PEOPLE_MIN - 1, OPENINGS);
    Answer answer = page_counted(&made);
    Str main = main_of(&answer), rest = main;
    assert_int_equal(times_in(main, "class=\"bar__firm\""), 0);
    Str hidden = said(made.arena, PHRASE(WORD_groups_hidden));
    Str nobody = said(made.arena, PHRASE(WORD_groups_nobody_here));
    while ((rest = str_behind(rest, "<tr ")).len) {
        TableRow row = table_row(made.arena, str_sub(rest, 0, str_find(rest, S("</tr>"))));
        for (size_t i = 1; i < row.count && !str_has(rest, S("scope=\"col\"")); i++) {
            assert_true(!row.text[i].len || str_equal(row.text[i], hidden) ||
                        str_equal(row.text[i], nobody));
        }
    }
    assert_says(made.arena, &answer,
                PHRASE(WORD_groups_meaning_hidden, VALUE_NUMBER("min", FIGURE_PEOPLE_MIN)));
}

/* --- as a file --- */

static Str csv_figure(Made *made, int64_t value, bool nobody) {
    if (value >= 0) return str_printf(made->arena, "%lld", (long long)value);
    return value == FIGURE_HIDDEN && !nobody ? said(made->arena, PHRASE(WORD_groups_hidden))
                                             : STR_EMPTY;
}

static Str csv_line(Made *made, const GroupDivision *division, const GroupRow *row) {
    const GroupFigures *own = &row->figures;
    Str division_name = said(made->arena, PHRASE(division->name));
    Str name = said(made->arena, PHRASE(row->name));
    const int64_t figure[] = { own->people, own->reached, group_reached_per_cent(own),
                               own->openings_median, own->score_mean, own->one_step,
                               group_one_step_per_cent(own) };
    Text text = text_new(made->arena, 1000);
    text_addf(&text, "2026-02-03,%.*s,%.*s,%.*s,%.*s,%.*s",
              STR_ARGS(rules_version(made->doorway.house->rules)), STR_ARGS(division->code),
              STR_ARGS(row->code), STR_ARGS(division_name), STR_ARGS(name));
    for (size_t i = 0; i < 7; i++) {
        text_addf(&text, ",%.*s", STR_ARGS(csv_figure(made, figure[i], !own->people)));
    }
    text_add(&text, S("\n"));
    return text_str(&text);
}

static void the_file_says_the_same(void **state) {
    (void)state;
    TEST_REGION_OF(made, PEOPLE, OPENINGS);
    GroupReport report = report_of(&made);
    page_counted(&made);
    Answer answer = page_got(&made, USER_ROLE_administrator, file_address, "");
    size_t groups = 0;
    assert_same(answer.type, S("text/csv; charset=utf-8"));
    assert_true(str_starts(answer.body, S("day,rule_version,division,group,")));
    for (int i = 0; i < DIVISION_COUNT; i++) {
        const GroupDivision *division = &report.division[i];
        groups += division->group_count;
        for (size_t k = 0; k < division->group_count; k++) {
            Str line = csv_line(&made, division, &division->group[k]);
            if (!str_has(answer.body, line)) fail_msg("it has no line %.*s", STR_ARGS(line));
        }
    }
    assert_int_equal(times_in(answer.body, "\n"), groups + 2);
}

/* --- for whom, and when not --- */

static void for_too_many_it_names_the_command_and_reads_nothing(void **state) {
    (void)state;
    TEST_REGION(made);
    struct House *house = made.doorway.house;
    WorldCounts counts;
    house->figure_pairs_max = REGION_PEOPLE * REGION_OPENINGS - 1;
    Answer answer = page_got(&made, USER_ROLE_auditor, address, "");
    assert_says(made.arena, &answer,
                PHRASE(WORD_region_steps_too_many, VALUE_AMOUNT("people", REGION_PEOPLE),
                       VALUE_AMOUNT("openings", REGION_OPENINGS)));
    assert_true(body_has(&answer, "<code>opstap report groups</code>"));
    page_status(&made, USER_ROLE_auditor, 303, file_address, "");
    worlds_counts(house->worlds, &counts);
    assert_int_equal(counts.made, 0);
}

static void it_names_nobody_and_is_for_whom_it_concerns(void **state) {
    (void)state;
    TEST_REGION(made);
    Answer answer = page_counted(&made);
    assert_false(body_has(&answer, "kandidaat-"));
    assert_false(body_has(&answer, "/candidates/"));
    answer = page_got(&made, USER_ROLE_auditor, "/regions", "");
    assert_true(body_has(&answer, "href=\"/regions/groups\""));
    static const char *const both[] = { address, file_address };
    for (int i = 0; i < 2; i++) {
        page_status(&made, USER_ROLE_employer, 403, both[i], "");
        page_status(&made, USER_ROLE_auditor, 400, both[i], "region=AM13");
        assert_int_equal(asked(&made.doorway, (Ask){ .path = both[i] }).status, 303);
    }
    TEST_EMPTY_HOUSE(empty);
    answer = page_counted(&empty);
    assert_says(empty.arena, &answer, PHRASE(WORD_groups_empty));
    assert_int_equal(times_in(main_of(&answer), "<table"), 0);
}

SUITE("pages: how far the openings reach each group",
      cmocka_unit_test(kinds_of_figures_are_kept_apart),
      cmocka_unit_test(it_says_what_the_domain_counts),
      cmocka_unit_test(of_a_few_people_nothing_is_told),
      cmocka_unit_test(the_file_says_the_same),
      cmocka_unit_test(for_too_many_it_names_the_command_and_reads_nothing),
      cmocka_unit_test(it_names_nobody_and_is_for_whom_it_concerns))
