/* The list of people and the same as a file, held against the search that anybody can ask. */
#include "pages.h"

#include "candidates/candidate_edit.h"
#include "limits.h"
#include "phrase.h"
#include "records/labels.h"

enum { ROWS_PER_PAGE = 25 };

static CandidateFound found_of(Made *made, CandidateSearch search) {
    CandidateFound found;
    search.tenant = made->doorway.store.tenant;
    search.count_max = RECORDS_MAX;
    assert_int_equal(candidate_search(made->registers, made->doorway.store.db, made->arena, &search,
                                      &found), OK);
    return found;
}

static Table list_of(Made *made, const Answer *answer) {
    return table_of(made->arena, str_behind(answer->body, "<div id=\"results\">"));
}

static void assert_person(Made *made, const TableRow *row, const CandidateRow *expected) {
    Str address = str_printf(made->arena, "/candidates/%.*s", STR_ARGS(expected->id));
    assert_same(address_in(made->arena, row->html[0]), address);
    assert_true(str_starts(row->text[0], expected->given_name));
}

/* Every page of the list, one after the other by its links, is the search from first to last. */
static void assert_lists(Made *made, const char *query, CandidateSearch search) {
    CandidateFound found = found_of(made, search);
    Answer answer = page_got(made, USER_ROLE_coach, "/candidates", query);
    size_t seen = 0;
    while (true) {
        int64_t told = number_told(made->arena, &answer);
        if (told != (int64_t)found.total) fail_msg("%s: %lld of %zu", query, (long long)told, found.total);
        Table table = list_of(made, &answer);
        for (size_t i = 0; i < table.count; i++) {
            assert_true(seen < found.count);
            assert_person(made, &table.row[i], &found.row[seen++]);
        }
        Str next = str_between(answer.body, "rel=\"next\"", ">");
        if (!next.len) break;
        assert_int_equal(table.count, ROWS_PER_PAGE);
        answer = page_at(made, USER_ROLE_coach, address_in(made->arena, next));
    }
    assert_int_equal(seen, found.total);
}

typedef struct Sought {
    const char *query;
    CandidateSearch search;
} Sought;

static void each_filter_and_order_is_that_of_the_search(void **state) {
    (void)state;
    TEST_REGION(made);
    CandidateFound everybody = found_of(&made, (CandidateSearch){ 0 });
    assert_int_equal(everybody.total, REGION_PEOPLE);
    const Sought sought[] = {
        { "", { 0 } },
        { "sort=name", { .sort = CANDIDATE_SORT_NAME } },
        { "sort=name&descending=on", { .sort = CANDIDATE_SORT_NAME, .descending = true } },
        { "sort=completeness", { .sort = CANDIDATE_SORT_COMPLETENESS } },
        { "sort=oldest&descending=1", { .sort = CANDIDATE_SORT_OLDEST, .descending = true } },
        { "sort=arrival", { .sort = CANDIDATE_SORT_ARRIVAL } },
        { "level=A2", { .speaks = true, .speaking_min = LEVEL_A2 } },
        { "level=B1&sort=arrival",
          { .speaks = true, .speaking_min = LEVEL_B1, .sort = CANDIDATE_SORT_ARRIVAL } },
        { "level=A0", { .speaks = true, .speaking_min = LEVEL_A0 } },
        { "incomplete=on", { .facts_below = FACTS_ASKED_COUNT } },
        { "age=3", { .confirmed_before = day_add_months(REGION_TODAY, -3) } },
        { "age=12", { .confirmed_before = day_add_months(REGION_TODAY, -12) } },
        { "standing=none", { .standings = 1U << STANDING_NONE } },
        { "standing=placed&standing=proposed",
          { .standings = 1U << STANDING_PLACED | 1U << STANDING_PROPOSED } },
        { "major=5&major=9", { .wanted_majors = 1U << 5 | 1U << 9 } },
        { "municipality=GM0344", { .municipality = { "GM0344", 6 } } },
        { "words=kandidaat", { .words = { "kandidaat", 9 } } },
        { "words=0012", { .words = { "0012", 4 } } },
        { "words=zzqx", { .words = { "zzqx", 4 } } },
        { "words=&level=&age=&municipality=&sort=", { 0 } },
        { "level=A1&incomplete=on&age=3&major=9&sort=oldest",
          { .speaks = true, .speaking_min = LEVEL_A1, .facts_below = FACTS_ASKED_COUNT,
            .confirmed_before = day_add_months(REGION_TODAY, -3), .wanted_majors = 1U << 9,
            .sort = CANDIDATE_SORT_OLDEST } },
    };
    size_t some = 0;
    for (size_t i = 0; i < sizeof sought / sizeof *sought; i++) {
        assert_lists(&made, sought[i].query, sought[i].search);
        size_t total = found_of(&made, sought[i].search).total;
        some += total > 0 && total < REGION_PEOPLE;
    }
    assert_true(some >= 8); /* filters that keep some and not others */
}

static void standings_are_those_of_placements(void **state) {
    (void)state;
    TEST_REGION(made);
    page_got(&made, USER_ROLE_coach, "/candidates", ""); /* the house knows them all */
    pair_stands(&made, 4, 1, PLACEMENT_proposed);
    pair_stands(&made, 7, 1, PLACEMENT_started);
    pair_stands(&made, 7, 2, PLACEMENT_proposed);
    pair_stands(&made, 9, 3, PLACEMENT_declined_by_candidate);
    static const struct {
        const char *query;
        int64_t total;
        Word word;
    } told[] = { { "standing=proposed", 1, WORD_candidates_standing_proposed },
                 { "standing=placed", 1, WORD_candidates_standing_placed },
                 { "standing=ended", 1, WORD_candidates_standing_ended },
                 { "standing=placed&standing=ended", 2, WORD_candidates_standing_placed },
                 { "standing=none", REGION_PEOPLE - 3, WORD_candidates_standing_none } };
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        Answer answer = page_got(&made, USER_ROLE_coach, "/candidates", told[i].query);
        assert_int_equal(number_told(made.arena, &answer), told[i].total);
        Table table = list_of(&made, &answer);
        bool said_it = false;
        for (size_t k = 0; k < table.row[0].count; k++) {
            said_it |= str_equal(table.row[0].text[k], said(made.arena, PHRASE(told[i].word)));
        }
        assert_true(said_it);
    }
}

static void pages_have_a_first_and_a_last(void **state) {
    (void)state;
    TEST_REGION(made);
    Answer answer = page_got(&made, USER_ROLE_coach, "/candidates", "sort=arrival&page=1");
    assert_false(body_has(&answer, "rel=\"prev\""));
    Str next = address_in(made.arena, str_between(answer.body, "rel=\"next\"", ">"));
    assert_str(next, "/candidates?sort=arrival&page=2");
    answer = page_at(&made, USER_ROLE_coach, next);
    assert_int_equal(list_of(&made, &answer).count, REGION_PEOPLE - ROWS_PER_PAGE);
    assert_false(body_has(&answer, "rel=\"next\""));
    assert_says(made.arena, &answer, PHRASE(WORD_paging_where, VALUE_NUMBER("page", 2),
                                            VALUE_NUMBER("pages", 2)));
    answer = page_got(&made, USER_ROLE_coach, "/candidates", "page=100000&sort=arrival");
    assert_int_equal(number_told(made.arena, &answer), REGION_PEOPLE);
    assert_int_equal(list_of(&made, &answer).count, 0);
    assert_says(made.arena, &answer, PHRASE(WORD_paging_behind));
    assert_says_not(made.arena, &answer, PHRASE(WORD_candidates_none));
    Str back = address_in(made.arena, str_between(answer.body, "rel=\"prev\"", ">"));
    assert_str(back, "/candidates?sort=arrival&page=2");
    answer = page_got(&made, USER_ROLE_coach, "/candidates", "words=zzqx&page=3");
    assert_int_equal(number_told(made.arena, &answer), 0);
}

static void nobody_found_and_nobody_there_are_two_things(void **state) {
    (void)state;
    TEST_EMPTY_HOUSE(made);
    Answer answer = page_got(&made, USER_ROLE_coach, "/candidates", "");
    assert_says(made.arena, &answer, PHRASE(WORD_candidates_empty));
    region_fill(&made.doorway, 3, 0);
    answer = page_got(&made, USER_ROLE_coach, "/candidates", "words=zzqx");
    assert_says(made.arena, &answer, PHRASE(WORD_candidates_none));
    answer = page_got(&made, USER_ROLE_coach, "/candidates", "");
    assert_int_equal(number_told(made.arena, &answer), 3);
}

/* --- columns --- */

static Str cell_expected(Made *made, const CandidateRow *row, const char *column) {
    static const Str levels[] = { { "A0", 2 }, { "A1", 2 }, { "A2", 2 }, { "B1", 2 },
                                  { "B2", 2 }, { "C1", 2 }, { "C2", 2 } };
    Str unknown = said(made->arena, PHRASE(WORD_unknown)), text = STR_EMPTY;
    if (!strcmp(column, "postcode")) text = row->postcode;
    if (!strcmp(column, "municipality") && row->municipality.len) {
        text = code_label(S("municipalities"), row->municipality, TONGUE_NL);
    }
    if (!strcmp(column, "wanted") && row->wanted_label) text = row->wanted_label[TONGUE_NL];
    if (!strcmp(column, "speaking") && row->speaking_low >= 0) {
        Str low = levels[row->speaking_low], high = levels[row->speaking_high];
        text = str_equal(low, high) ? low : str_printf(made->arena, "%.*s-%.*s", STR_ARGS(low),
                                                       STR_ARGS(high));
    }
    if (!strcmp(column, "confirmed")) return said(made->arena, confirmed_phrase(row->oldest, REGION_TODAY));
    if (!strcmp(column, "standing")) return said(made->arena, PHRASE(WORD_candidates_standing_none));
    if (!strcmp(column, "complete")) {
        text = str_printf(made->arena, "%d van %d", row->facts_known, row->facts_asked);
    }
    return text.len ? html_read(made->arena, text) : unknown;
}

static const char *const columns[] = { "postcode", "municipality", "wanted", "speaking", "complete",
                                      "confirmed", "standing" };
enum { COLUMNS = sizeof columns / sizeof *columns };

static void columns_are_those_that_were_chosen(void **state) {
    (void)state;
    TEST_REGION(made);
    CandidateFound found = found_of(&made, (CandidateSearch){ .sort = CANDIDATE_SORT_ARRIVAL });
    for (unsigned set = 0; set < 1U << COLUMNS; set += 9) {
        Text query = text_new(made.arena, 400);
        text_add(&query, S("sort=arrival&columns_chosen=on"));
        for (int i = 0; i < COLUMNS; i++) {
            if (set >> i & 1) text_addf(&query, "&column=%s", columns[i]);
        }
        Answer answer = page_got(&made, USER_ROLE_coach, "/candidates",
                                 str_zero_ended(made.arena, text_str(&query)));
        Table table = list_of(&made, &answer);
        size_t wide = 2 + (size_t)__builtin_popcount(set); /* the name and the matches */
        assert_int_equal(table.head.count, wide);
        for (size_t row = 0; row < table.count; row++) {
            size_t at = 1;
            assert_int_equal(table.row[row].count, wide);
            for (int i = 0; i < COLUMNS; i++) {
                if (!(set >> i & 1)) continue;
                assert_same(table.row[row].text[at++], cell_expected(&made, &found.row[row], columns[i]));
            }
        }
        Str next = address_in(made.arena, str_between(answer.body, "rel=\"next\"", ">"));
        assert_true(str_starts(next, str_printf(made.arena, "/candidates?%s&page=2",
                                                str_zero_ended(made.arena, text_str(&query)))));
    }
}

static void the_form_holds_what_was_asked(void **state) {
    (void)state;
    TEST_REGION(made);
    Answer answer = page_got(&made, USER_ROLE_coach, "/candidates",
                             "words=%22%3Cb%3E%26&level=B1&age=6&sort=oldest&descending=on");
    assert_str(value_in(made.arena, &answer, "words"), "\"<b>&");
    assert_str(value_in(made.arena, &answer, "level"), "B1");
    assert_str(value_in(made.arena, &answer, "age"), "6");
    assert_str(value_in(made.arena, &answer, "sort"), "oldest");
    assert_false(body_has(&answer, "<b>"));
    assert_true(body_has(&answer, "name=\"descending\" value=\"on\" checked"));
    assert_false(body_has(&answer, "name=\"incomplete\" value=\"on\" checked"));
}

/* --- names in other ways --- */

static Str person_made(Made *made, const char *given, const char *family) {
    CandidateMade file;
    Doorway *doorway = &made->doorway;
    CandidateEdit edit[] = {
        EDIT_FACT(FACT_given_name, ((Value){ .known = true, .text = str_from(given) })),
        EDIT_FACT(FACT_family_name, ((Value){ .known = true, .text = str_from(family) })),
    };
    CandidateEdits edits = { .actor = S("test"), .from = { S("intake"), false, REGION_TODAY, false },
                             .edit = edit, .count = 2 };
    assert_int_equal(db_begin(doorway->store.db), OK);
    assert_int_equal(candidate_make(doorway->store.db, doorway->arena, doorway->store.tenant, &edits,
                                    &file), OK);
    assert_int_equal(db_commit(doorway->store.db), OK);
    return file.id;
}

static void a_name_is_found_as_others_write_it(void **state) {
    (void)state;
    TEST_REGION(made);
    static const char *const words[] = { "Muhammad", "mohamed+joesoef", "youssef+moham", "JOUSSEF",
                                         "Mohammed" };
    Str id = person_made(&made, "Mohammed", "Youssef");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        Str query = str_printf(made.arena, "words=%s", words[i]);
        Answer answer = page_got(&made, USER_ROLE_coach, "/candidates", query.at);
        Table table = list_of(&made, &answer);
        if (table.count != 1) fail_msg("%s finds %zu", words[i], table.count);
        assert_same(address_in(made.arena, table.row[0].html[0]),
                    str_printf(made.arena, "/candidates/%.*s", STR_ARGS(id)));
        assert_str(table.row[0].text[0], "Mohammed Youssef");
    }
}

static void a_name_is_shown_as_text(void **state) {
    (void)state;
    TEST_REGION(made);
    person_made(&made, "<script>alert(1)</script>", "O'Neill & \"Zn\"");
    Answer answer = page_got(&made, USER_ROLE_coach, "/candidates", "words=o%27neill");
    assert_false(body_has(&answer, "<script>alert"));
    assert_str(list_of(&made, &answer).row[0].text[0], "<script>alert(1)</script> O'Neill & \"Zn\"");
}

/* --- as a file --- */

/* Cells of a line, unquoted, divided by a tab; *rest goes behind it. */
static Str csv_line(Arena *arena, Str *rest) {
    Text text = text_new(arena, rest->len + 1);
    bool quoted = false;
    size_t i = 0;
    for (; i < rest->len && (quoted || rest->at[i] != '\n'); i++) {
        char c = rest->at[i];
        bool doubled = quoted && c == '"' && i + 1 < rest->len && rest->at[i + 1] == '"';
        if (doubled) text_add_char(&text, rest->at[i++]);
        else if (c == '"') quoted = !quoted;
        else if (c == ',' && !quoted) text_add_char(&text, '\t');
        else text_add_char(&text, c);
    }
    *rest = str_sub(*rest, i + 1, rest->len);
    return text_str(&text);
}

static Str cell_at(Str line, int column) {
    Str rest = line, cell = STR_EMPTY;
    for (int i = 0; i <= column; i++) str_cut(&rest, '\t', &cell);
    return cell;
}

static void the_file_is_the_list_from_first_to_last(void **state) {
    (void)state;
    TEST_REGION(made);
    person_made(&made, "Lijst, \"twee\"", "Jansen");
    const char *query = "incomplete=on&sort=name&columns_chosen=on&column=postcode&column=municipality"
                        "&column=wanted&column=speaking&column=complete&column=confirmed";
    CandidateFound found = found_of(&made, (CandidateSearch){ .facts_below = FACTS_ASKED_COUNT,
                                                              .sort = CANDIDATE_SORT_NAME });
    Answer page = page_got(&made, USER_ROLE_team_lead, "/candidates", query);
    Str link = address_in(made.arena, str_behind(str_between(page.body, "role=\"status\">", "</p>"),
                                                 "</a>"));
    assert_str(link, str_printf(made.arena, "/candidates.csv?%s", query).at);
    Answer answer = page_at(&made, USER_ROLE_team_lead, link);
    assert_str(answer.type, "text/csv; charset=utf-8");
    assert_str(field_of(&answer, "Content-Disposition"), "attachment; filename=\"kandidaten.csv\"");
    Str rest = answer.body, head = csv_line(made.arena, &rest);
    assert_str(head, "id\tNaam\tPostcode\tGemeente\tWil werken als\tSpreekt Nederlands\tFeiten bekend\t"
                     "Oudste feit");
    Str unknown = said(made.arena, PHRASE(WORD_unknown));
    for (size_t i = 0; i < found.count; i++) {
        Str line = csv_line(made.arena, &rest);
        assert_same(cell_at(line, 0), found.row[i].id);
        for (int k = 0; k < 4; k++) {
            Str expected = cell_expected(&made, &found.row[i], columns[k]);
            if (str_equal(expected, unknown)) expected = STR_EMPTY;
            assert_same(html_read(made.arena, cell_at(line, k + 2)), expected);
        }
        assert_same(cell_at(line, 6), str_printf(made.arena, "%d/%d", found.row[i].facts_known,
                                                 found.row[i].facts_asked));
        assert_same(cell_at(line, 7), day_text(made.arena, found.row[i].oldest));
    }
    assert_int_equal(rest.len, 0);
    assert_true(str_has(answer.body, S("\"Lijst, \"\"twee\"\" Jansen\"")));
}

static void the_file_is_for_one_role_and_each_is_an_event(void **state) {
    (void)state;
    TEST_REGION(made);
    for (int role = 0; role < USER_ROLE_COUNT; role++) {
        if (role == USER_ROLE_team_lead) continue;
        page_status(&made, (UserRole)role, 403, "/candidates.csv", "");
    }
    assert_int_equal(events_of(&made.doorway.store, "export_read"), 0);
    page_got(&made, USER_ROLE_team_lead, "/candidates.csv", "words=kandidaat");
    assert_int_equal(events_of(&made.doorway.store, "export_read"), 1);
    assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM audit_event WHERE event = 'export_read' "
                                      "AND actor = 'team_lead' AND subject = 'candidates'"), 1);
    Answer answer = page_got(&made, USER_ROLE_coach, "/candidates", "");
    assert_false(body_has(&answer, "candidates.csv"));
    assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM audit_event WHERE event = 'list_read' "
                                      "AND actor = 'coach' AND subject = 'candidates'"), 1);
}

/* A cell that a spreadsheet would take for a formula is text. */
static void no_name_is_a_formula_in_the_file(void **state) {
    (void)state;
    TEST_EMPTY_HOUSE(made);
    static const char *const names[] = { "=1+1", "+31", "-2", "@SUM(A1)" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) person_made(&made, names[i], "Jansen");
    Answer answer = page_got(&made, USER_ROLE_team_lead, "/candidates.csv", "sort=arrival");
    Str rest = answer.body;
    csv_line(made.arena, &rest);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Str name = cell_at(csv_line(made.arena, &rest), 1);
        assert_true(str_has(name, str_from(names[i])));
        assert_false(str_starts(name, str_from(names[i])));
    }
}

SUITE("pages: the list of people",
      cmocka_unit_test(each_filter_and_order_is_that_of_the_search),
      cmocka_unit_test(standings_are_those_of_placements),
      cmocka_unit_test(pages_have_a_first_and_a_last),
      cmocka_unit_test(nobody_found_and_nobody_there_are_two_things),
      cmocka_unit_test(columns_are_those_that_were_chosen),
      cmocka_unit_test(the_form_holds_what_was_asked),
      cmocka_unit_test(a_name_is_found_as_others_write_it),
      cmocka_unit_test(a_name_is_shown_as_text),
      cmocka_unit_test(the_file_is_the_list_from_first_to_last),
      cmocka_unit_test(the_file_is_for_one_role_and_each_is_an_event),
      cmocka_unit_test(no_name_is_a_formula_in_the_file))
