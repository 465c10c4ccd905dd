/* The figures per region: held against the rows of the database, and never about a few people. */
#include "pages.h"

#include "figures/region_figures.h"
#include "phrase.h"

static Table figures_table(Made *made, const char *query) {
    Answer answer = page_got(made, USER_ROLE_auditor, "/regions", query);
    Table table = table_of(made->arena, answer.body);
    assert_int_equal(table.count, REGION_FIGURES + 1);
    return table;
}

/* "1.234 en 2 waarvan het aantal onbekend is": 1234. */
static int64_t number_at(const TableRow *row, int column) {
    int64_t number = 0;
    Str text = row->text[column];
    for (size_t i = 0; i < text.len && text.at[i] != ' '; i++) {
        if (text.at[i] != '.') number = number * 10 + text.at[i] - '0';
    }
    return number;
}

static const TableRow *row_named(Made *made, const Table *table, Str name) {
    for (size_t i = 0; i < table->count; i++) {
        if (str_equal(table->row[i].text[0], html_read(made->arena, name))) return &table->row[i];
    }
    fail_msg("no region %.*s", STR_ARGS(name));
    return table->row;
}

/* What is left of the places that one can still come in to. */
static int64_t places_counted(Made *made, const char *more) {
    char sql[700];
    snprintf(sql, sizeof sql,
             "SELECT COALESCE(SUM(CASE WHEN places > taken THEN places - taken ELSE 0 END), 0) FROM "
             "(SELECT o.places AS places, (SELECT COUNT(*) FROM placement AS p WHERE "
             "p.opening_number = o.number AND p.state IN ('invited', 'selected', 'agreed', 'started', "
             "'in_work', 'kept_6_months', 'kept_12_months')) AS taken FROM opening AS o WHERE "
             "(o.enrol_by IS NULL OR o.enrol_by >= '2026-02-03') AND "
             "(o.until_on IS NULL OR o.until_on >= '2026-02-03') AND o.places IS NOT NULL %s) AS open_ones",
             more);
    return number_of(made, sql);
}

static void rows_add_up_to_what_the_database_holds(void **state) {
    (void)state;
    TEST_REGION(made);
    pair_stands(&made, 1, 1, PLACEMENT_started);
    pair_stands(&made, 2, 2, PLACEMENT_invited);
    pair_stands(&made, 3, 3, PLACEMENT_proposed);
    places_forget(&made, 0);
    Table table = figures_table(&made, "");
    const TableRow *total = &table.row[table.count - 1];
    int64_t places = 0, people = 0;
    for (size_t i = 0; i + 1 < table.count; i++) {
        people += number_at(&table.row[i], 1);
        places += number_at(&table.row[i], 2);
    }
    assert_int_equal(people, REGION_PEOPLE - 1); /* who started looks for nothing */
    assert_int_equal(number_at(total, 1), people);
    assert_int_equal(places, places_counted(&made, ""));
    assert_int_equal(number_at(total, 2), places);
    assert_true(places > 0);
}

static void each_region_has_its_own(void **state) {
    (void)state;
    TEST_REGION(made);
    RegionFigures figures = region_figures(made.arena, world_of(&made), REGION_TODAY);
    Table table = figures_table(&made, "");
    for (int i = 0; i < REGIONS; i++) {
        const RegionFigure *figure = &figures.region[i];
        const TableRow *row = row_named(&made, &table, regions_all()[i].name);
        assert_same(row->text[1], digits_of(made.arena, figure->people));
        assert_int_equal(number_at(row, 2), figure->places);
        int64_t per_hundred = region_places_per_hundred(figure);
        if (per_hundred != FIGURE_HIDDEN) assert_int_equal(number_at(row, 3), per_hundred);
        else assert_same(row->text[3], said(made.arena, PHRASE(WORD_regions_no_ratio)));
        if (i) assert_true(str_compare(table.row[i - 1].text[0], table.row[i].text[0]) < 0);
    }
}

static void openings_without_a_number_are_counted_apart(void **state) {
    (void)state;
    TEST_REGION(made);
    int64_t before = number_at(&figures_table(&made, "").row[REGION_FIGURES], 2);
    int64_t of_three = places_counted(&made, "AND o.number <= 3");
    places_forget(&made, 3);
    Table table = figures_table(&made, "");
    const TableRow *total = &table.row[REGION_FIGURES];
    assert_int_equal(number_at(total, 2), before - of_three);
    int64_t open = number_of(&made, "SELECT COUNT(*) FROM opening WHERE places IS NULL AND (enrol_by IS NULL "
                                    "OR enrol_by >= '2026-02-03') AND (until_on IS NULL OR "
                                    "until_on >= '2026-02-03')");
    Phrase told = PHRASE(WORD_regions_places_unknown, VALUE_NUMBER("count", open));
    assert_true(open > 0 && str_has(total->text[2], said(made.arena, told)));
}

static void of_a_few_people_nothing_is_told(void **state) {
    (void)state;
    TEST_REGION_OF(made, FIGURE_PEOPLE_MIN - 1, 10);
    Str few = said(made.arena, PHRASE(WORD_regions_few));
    Answer answer = page_got(&made, USER_ROLE_auditor, "/regions", "");
    Table table = table_of(made.arena, answer.body);
    const TableRow *region = row_named(&made, &table, S("Midden-Utrecht"));
    assert_same(region->text[1], few);
    assert_same(table.row[REGION_FIGURES].text[1], few);
    assert_same(region->text[3], said(made.arena, PHRASE(WORD_regions_no_ratio)));
    assert_says(made.arena, &answer, PHRASE(WORD_regions_hidden, VALUE_AMOUNT("min", FIGURE_PEOPLE_MIN)));
    Str tiles = str_between(answer.body, "<svg class=\"tiles\"", "</ul>");
    assert_false(str_has(tiles, S(">9<")));
    region_fill(&made.doorway, FIGURE_PEOPLE_MIN, 10); /* one more */
    table = figures_table(&made, "");
    assert_int_equal(number_at(&table.row[REGION_FIGURES], 1), FIGURE_PEOPLE_MIN);
}

static void the_tiles_are_coloured_by_what_is_chosen(void **state) {
    (void)state;
    TEST_REGION(made);
    static const char *const colours[] = { "people", "places", "places-per-hundred" };
    RegionFigures figures = region_figures(made.arena, world_of(&made), REGION_TODAY);
    for (int colour = 0; colour < 3; colour++) {
        Str query = str_printf(made.arena, "colour=%s", colours[colour]);
        Answer answer = page_got(&made, USER_ROLE_auditor, "/regions", query.at);
        Str current = str_between(answer.body, "<nav class=\"tabs\"", "</nav>");
        assert_int_equal(times_in(current, "aria-current=\"true\""), 1);
        Str rest = str_behind(answer.body, "<svg class=\"tiles\"");
        for (int i = 0; i < REGIONS; i++) {
            const RegionFigure *figure = &figures.region[i];
            const int64_t values[] = { figure->people, figure->places, region_places_per_hundred(figure) };
            rest = str_behind(rest, "<g class=\"tile ");
            Str tile = str_sub(rest, 0, str_find(rest, S("</g>")));
            assert_same(html_read(made.arena, str_between(tile, "<title>", "</title>")),
                        html_read(made.arena, regions_all()[i].name));
            Str shown = str_behind(str_between(tile, "tile__value\"", "</text>"), ">");
            bool hidden = values[colour] == FIGURE_HIDDEN;
            assert_same(shown, hidden ? S("?") : digits_of(made.arena, values[colour]));
            assert_int_equal(str_starts(tile, S("tile--0")), values[colour] <= 0);
        }
    }
}

static void figures_name_nobody_and_are_for_whom_it_concerns(void **state) {
    (void)state;
    TEST_REGION(made);
    Answer answer = page_got(&made, USER_ROLE_auditor, "/regions", "");
    assert_false(body_has(&answer, "kandidaat-"));
    assert_false(body_has(&answer, "/candidates"));
    page_status(&made, USER_ROLE_employer, 403, "/regions", "");
    TEST_EMPTY_HOUSE(empty);
    answer = page_got(&empty, USER_ROLE_auditor, "/regions", "");
    assert_says(empty.arena, &answer, PHRASE(WORD_regions_empty));
    assert_int_equal(number_at(&table_of(empty.arena, answer.body).row[REGION_FIGURES], 1), 0);
}

SUITE("pages: the figures per region",
      cmocka_unit_test(rows_add_up_to_what_the_database_holds),
      cmocka_unit_test(each_region_has_its_own),
      cmocka_unit_test(openings_without_a_number_are_counted_apart),
      cmocka_unit_test(of_a_few_people_nothing_is_told),
      cmocka_unit_test(the_tiles_are_coloured_by_what_is_chosen),
      cmocka_unit_test(figures_name_nobody_and_are_for_whom_it_concerns))
