/* The list of openings and the page of one, held against the records and the search. */
#include "pages.h"

#include "openings/opening_labels.h"
#include "openings/opening_search.h"
#include "phrase.h"
#include "records/labels.h"

enum { ROWS_PER_PAGE = 25, COMPONENTS = 6 };

static Str opening_path(Made *made, const World *world, int opening, const char *tail) {
    return str_printf(made->arena, "/openings/%.*s%s", STR_ARGS(world->openings.record[opening].id), tail);
}

/* --- the list --- */

static OpeningFound found_of(Made *made, const World *world, OpeningSearch search) {
    OpeningFound found;
    const int64_t *taken = openings_taken(made->arena, &world->openings, &world->placements);
    search.sort = OPENING_SORT_ARRIVAL;
    search.count_max = 1000;
    assert_int_equal(opening_search(made->arena, &world->openings, taken, &search, &found), OK);
    return found;
}

static int64_t taken_of(Made *made, int64_t number) {
    char sql[200];
    snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM placement WHERE opening_number = %lld AND state IN "
                              "('invited', 'selected', 'agreed', 'started', 'in_work')",
             (long long)number);
    return number_of(made, sql);
}

static void assert_row(Made *made, const World *world, const TableRow *row, int opening) {
    Arena *arena = made->arena;
    const OpeningRecord *record = &world->openings.record[opening];
    const Value *field = record->field;
    Str unknown = said(arena, PHRASE(WORD_unknown));
    assert_same(address_in(arena, row->html[0]), opening_path(made, world, opening, ""));
    assert_same(row->text[1], field[OPENING_employer_name].known ? field[OPENING_employer_name].text
                                                                 : unknown);
    Str where = unknown;
    if (field[OPENING_municipality].known) {
        where = code_label(S("municipalities"), field[OPENING_municipality].text, TONGUE_NL);
    }
    assert_same(row->text[2], where);
    if (field[OPENING_start_on].known) {
        Text day = text_new(arena, 60);
        day_say(&day, TONGUE_NL, (Day)field[OPENING_start_on].number);
        assert_same(row->text[3], text_str(&day));
    }
    Str places = unknown;
    if (field[OPENING_places].known) {
        places = str_printf(arena, "%lld van %lld", (long long)taken_of(made, record->number),
                            (long long)field[OPENING_places].number);
    }
    assert_same(row->text[4], places);
}

static void assert_lists(Made *made, const char *query, OpeningSearch search) {
    const World *world = world_of(made);
    OpeningFound found = found_of(made, world, search);
    Answer answer = page_got(made, USER_ROLE_jobhunter, "/openings", query);
    size_t seen = 0;
    while (true) {
        assert_int_equal(number_told(made->arena, &answer), found.total);
        Table table = table_of(made->arena, answer.body);
        for (size_t i = 0; i < table.count; i++) {
            assert_true(seen < found.total);
            assert_row(made, world, &table.row[i], (int)found.position[seen++]);
        }
        Str next = str_between(answer.body, "rel=\"next\"", ">");
        if (!next.len) break;
        assert_int_equal(table.count, ROWS_PER_PAGE);
        answer = page_at(made, USER_ROLE_jobhunter, address_in(made->arena, next));
    }
    assert_int_equal(seen, found.total);
}

static void the_list_is_that_of_the_search(void **state) {
    (void)state;
    TEST_REGION_OF(made, 12, 60);
    pair_stands(&made, 1, 1, PLACEMENT_started);
    pair_stands(&made, 2, 1, PLACEMENT_invited);
    pair_stands(&made, 3, 1, PLACEMENT_proposed);
    pair_stands(&made, 4, 2, PLACEMENT_declined_by_candidate);
    assert_int_equal(taken_of(&made, 1), 2);
    assert_lists(&made, "", (OpeningSearch){ 0 });
    assert_lists(&made, "words=leer", (OpeningSearch){ .words = S("leer") });
    assert_lists(&made, "words=WERKGEVER+01", (OpeningSearch){ .words = S("werkgever 01") });
    assert_lists(&made, "words=zzqx", (OpeningSearch){ .words = S("zzqx") });
    places_forget(&made, 29);
    assert_lists(&made, "places_unknown=on", (OpeningSearch){ .places_unknown = true });
    assert_lists(&made, "words=leer&places_unknown=on",
                 (OpeningSearch){ .words = S("leer"), .places_unknown = true });
    Answer answer = page_got(&made, USER_ROLE_jobhunter, "/openings", "places_unknown=on");
    assert_int_equal(number_told(made.arena, &answer), 29);
    assert_true(body_has(&answer, "name=\"places_unknown\" value=\"on\" checked"));
}

static void past_the_end_and_nothing_found_are_told_apart(void **state) {
    (void)state;
    TEST_REGION(made);
    Answer answer = page_got(&made, USER_ROLE_coach, "/openings", "page=77");
    assert_int_equal(number_told(made.arena, &answer), REGION_OPENINGS);
    assert_says(made.arena, &answer, PHRASE(WORD_paging_behind));
    assert_says_not(made.arena, &answer, PHRASE(WORD_openings_none));
    answer = page_got(&made, USER_ROLE_coach, "/openings", "words=zzqx");
    assert_says(made.arena, &answer, PHRASE(WORD_openings_none));
}

static void who_reads_no_matches_is_led_to_nobody(void **state) {
    (void)state;
    TEST_REGION(made);
    const World *world = world_of(&made);
    Answer answer = page_got(&made, USER_ROLE_intercedent, "/openings", "");
    assert_int_equal(table_of(made.arena, answer.body).head.count, 5);
    assert_false(body_has(&answer, "/candidates"));
    answer = page_at(&made, USER_ROLE_intercedent, opening_path(&made, world, 0, ""));
    assert_false(body_has(&answer, "/candidates"));
    Str people = opening_path(&made, world, 0, "/candidates");
    page_status(&made, USER_ROLE_intercedent, 403, people.at, "");
    page_status(&made, USER_ROLE_employer, 403, "/openings", "");
}

/* --- one opening --- */

/* Said by name above, or only for machines. */
static bool is_left_out(int field) {
    return field == OPENING_name || field == OPENING_employer || field == OPENING_host_company ||
           field == OPENING_formal_employer || field == OPENING_class || field == OPENING_programme;
}

static void assert_facts(Made *made, const Answer *answer, const OpeningRecord *record) {
    Arena *arena = made->arena;
    Str section = str_between(answer->body, "aria-labelledby=\"facts\"", "</section>");
    Str text = html_read(arena, section), list = str_between(section, "unknown-facts\">", "</ul>");
    int known = 0, unknown = 0;
    for (int i = 0; i < OPENING_FIELD_COUNT; i++) {
        Str name = said(arena, PHRASE(field_word("opening", &opening_field[i])));
        if (is_left_out(i)) continue;
        known += record->field[i].known;
        unknown += !record->field[i].known;
        Str value = said(arena, value_phrase(arena, &opening_field[i], record->field[i]));
        Str fact = str_printf(arena, "%.*s %.*s", STR_ARGS(name), STR_ARGS(value));
        bool there = record->field[i].known ? str_has(text, fact) : str_has(html_read(arena, list), name);
        if (!there) fail_msg("%.*s: no '%.*s'", STR_ARGS(record->id), STR_ARGS(fact));
    }
    assert_int_equal(times_in(section, "<dt "), known);
    assert_int_equal(times_in(list, "<li>"), unknown);
}

static void every_fact_of_an_opening_is_there(void **state) {
    (void)state;
    TEST_REGION(made);
    const World *world = world_of(&made);
    for (int opening = 0; opening < REGION_OPENINGS; opening++) {
        const OpeningRecord *record = &world->openings.record[opening];
        Answer answer = page_at(&made, USER_ROLE_intercedent, opening_path(&made, world, opening, ""));
        assert_same(heading_of(made.arena, &answer), opening_name(made.arena, record));
        assert_facts(&made, &answer, record);
    }
}

static int64_t component_of(const OpeningRecord *record, OpeningList list, size_t row, int field) {
    Value of = record_value(&opening_list_type[list], &record->list[list], row, field);
    return of.known ? of.number : -1;
}

static int rows_of_component(Made *made, const OpeningRecord *record, int64_t component, Str text) {
    static const struct {
        OpeningList list;
        int field;
    } lists[] = { { OPENING_LIST_PHASE, PHASE_component }, { OPENING_LIST_BLOCK, BLOCK_component } };
    int count = 0;
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) {
        const RecordList *rows = &record->list[lists[k].list];
        for (size_t i = 0; i < rows->count; i++) {
            if (component_of(record, lists[k].list, i, lists[k].field) != component) continue;
            Phrase row = record_row_phrase(made->arena, &opening_list_type[lists[k].list], rows, i);
            assert_true(str_has(text, said(made->arena, row)));
            count++;
        }
    }
    return count;
}

static void a_trajectory_has_its_six_components_in_order(void **state) {
    (void)state;
    TEST_REGION_OF(made, 4, 120);
    const World *world = world_of(&made);
    int trajectories = 0;
    for (int opening = 0; opening < (int)world->openings.count; opening++) {
        const OpeningRecord *record = &world->openings.record[opening];
        Answer answer = page_at(&made, USER_ROLE_coach, opening_path(&made, world, opening, ""));
        bool has_phases = record->list[OPENING_LIST_PHASE].count > 0;
        assert_int_equal(body_has(&answer, "<ol class=\"components\">"), has_phases);
        if (!has_phases) continue;
        trajectories++;
        Str rest = str_between(answer.body, "<ol class=\"components\">", "</ol>");
        for (int i = 0; i < COMPONENTS; i++) {
            rest = str_behind(rest, "<li class=\"component\">");
            Str one = str_sub(rest, 0, str_find(rest, S("<li class=\"component\">")));
            Str text = html_read(made.arena, one);
            assert_true(str_starts(text, said(made.arena, PHRASE(component_word(i)))));
            int rows = rows_of_component(&made, record, i, text);
            assert_int_equal(times_in(one, "<li>"), rows);
            bool nothing = str_has(text, said(made.arena, PHRASE(WORD_opening_component_unknown)));
            assert_int_equal(nothing, rows == 0);
        }
        assert_false(str_has(rest, S("<li class=\"component\">")));
    }
    assert_true(trajectories > 3);
}

static void what_an_opening_asks_is_told_row_by_row(void **state) {
    (void)state;
    TEST_REGION(made);
    const World *world = world_of(&made);
    int told = 0;
    for (int opening = 0; opening < REGION_OPENINGS; opening++) {
        const OpeningRecord *record = &world->openings.record[opening];
        Answer answer = page_at(&made, USER_ROLE_coach, opening_path(&made, world, opening, ""));
        Str text = text_of_main(made.arena, &answer);
        for (int list = 0; list < OPENING_LIST_COUNT; list++) {
            for (size_t row = 0; row < record->list[list].count; row++, told++) {
                Str line = said(made.arena, record_row_phrase(made.arena, &opening_list_type[list],
                                                              &record->list[list], row));
                if (!str_has(text, line)) fail_msg("%.*s: no '%.*s'", STR_ARGS(record->id), STR_ARGS(line));
            }
        }
    }
    assert_true(told > 5 * REGION_OPENINGS);
}

static void who_fits_is_counted_as_pairs_are_judged(void **state) {
    (void)state;
    TEST_REGION(made);
    pair_stands(&made, 1, 1, PLACEMENT_started);
    places_forget(&made, 2);
    const World *world = world_of(&made);
    for (int opening = 0; opening < REGION_OPENINGS; opening++) {
        int64_t fits = 0, asks = 0;
        for (int candidate = 0; candidate < REGION_PEOPLE; candidate++) {
            Match match = match_pair(world->snapshot, candidate, opening);
            fits += match_feasible(&match) && !match.unknown_count;
            asks += match_feasible(&match) && match.unknown_count;
        }
        Answer answer = page_at(&made, USER_ROLE_coach, opening_path(&made, world, opening, ""));
        assert_says(made.arena, &answer, PHRASE(WORD_opening_fits, VALUE_AMOUNT("fits", fits),
                                                VALUE_AMOUNT("asks", asks)));
        const Value places = world->openings.record[opening].field[OPENING_places];
        int64_t taken = taken_of(&made, world->openings.record[opening].number);
        if (!places.known) assert_says(made.arena, &answer, PHRASE(WORD_opening_places_unknown));
        else assert_says(made.arena, &answer, PHRASE(WORD_opening_places_taken,
                                                     VALUE_AMOUNT("taken", taken),
                                                     VALUE_AMOUNT("places", places.number)));
    }
}

SUITE("pages: openings",
      cmocka_unit_test(the_list_is_that_of_the_search),
      cmocka_unit_test(past_the_end_and_nothing_found_are_told_apart),
      cmocka_unit_test(who_reads_no_matches_is_led_to_nobody),
      cmocka_unit_test(every_fact_of_an_opening_is_there),
      cmocka_unit_test(a_trajectory_has_its_six_components_in_order),
      cmocka_unit_test(what_an_opening_asks_is_told_row_by_row),
      cmocka_unit_test(who_fits_is_counted_as_pairs_are_judged))
