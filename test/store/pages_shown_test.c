/* Lists that were shown for a decision, looked up: what stands in one is what was kept, only for who may
 * know who looked, and looking is an event. */
#include "pages.h"

#include "shown/shown.h"

enum { PER_PAGE = 50 };
static const char person_matches[] = "/candidates/kandidaat-0001/matches";
static const char place_people[] = "/openings/opening-001/candidates";
static const char of_person[] = "candidate=kandidaat-0001", of_place[] = "opening=opening-001";

/* List 1: of a person, 2: of the people for a place, 3: one pair. */
static void lists_show(Made *made) {
    page_got(made, USER_ROLE_client_manager, person_matches, "");
    page_got(made, USER_ROLE_client_manager, place_people, "");
    page_got(made, USER_ROLE_client_manager, "/candidates/kandidaat-0001/matches/opening-001", "");
}

static ShownList kept(Made *made, int64_t number) {
    ShownList list;
    assert_int_equal(shown_load(made->doorway.store.db, made->arena, made->doorway.store.tenant,
                                number, &list), OK);
    return list;
}

static Str list_address(Made *made, int64_t number) {
    return str_printf(made->arena, "/shown/%lld", (long long)number);
}

static Table lists_table(Made *made, UserRole role, const char *query) {
    Answer answer = page_got(made, role, "/shown", query);
    return table_of(made->arena, str_behind(answer.body, "<main "));
}

/* --- which --- */

static void lists_of_a_person_and_of_a_place_are_found(void **state) {
    (void)state;
    TEST_REGION(made);
    lists_show(&made);
    ShownList people = kept(&made, 2);
    bool in_it = false;
    int64_t number = record_of(&made, S("kandidaat-0001")).number;
    for (size_t i = 0; i < people.part_count; i++) in_it |= people.part[i].candidate_number == number;
    Table table = lists_table(&made, USER_ROLE_team_lead, of_person);
    assert_int_equal(table.count, 2 + in_it);
    for (size_t i = 0; i < table.count; i++) {
        const TableRow *row = &table.row[i];
        Str address = address_in(made.arena, row->html[0]);
        ShownList list = kept(&made, address.at[address.len - 1] - '0');
        assert_same(row->text[1], S("Naam van client_manager"));
        assert_true(str_has(row->text[2], list.subject));
        assert_same(row->text[3], digits_of(made.arena, list.rows + list.near));
        assert_same(row->text[4], S("1"));
        assert_same(row->text[5], list.rule_version);
    }
    table = lists_table(&made, USER_ROLE_coach, of_place);
    assert_int_equal(table.count, 1);
    assert_same(address_in(made.arena, table.row[0].html[0]), S("/shown/2"));
    table = lists_table(&made, USER_ROLE_coach, "candidate=kandidaat-0001&opening=opening-001");
    assert_int_equal(table.count, in_it);
    static const char *const pages[] = { "/candidates/kandidaat-0001/shown", "/openings/opening-001/shown" };
    for (int i = 0; i < 2; i++) {
        Answer answer = page_got(&made, USER_ROLE_coach, pages[i], "from=2020-01-01");
        assert_int_equal(table_of(made.arena, str_behind(answer.body, "<main ")).count, i ? 1 : 2 + in_it);
        assert_false(body_has(&answer, "name=\"candidate\""));
        page_status(&made, USER_ROLE_coach, 400, pages[i], of_person);
        page_status(&made, USER_ROLE_coach, 422, pages[i], "from=morgen");
    }
    page_got(&made, USER_ROLE_client_manager, person_matches, ""); /* again: one that counts */
    assert_same(lists_table(&made, USER_ROLE_coach, of_person).row[1 + in_it].text[4], S("2"));
}

static void they_are_found_by_day(void **state) {
    (void)state;
    TEST_REGION(made);
    lists_show(&made);
    store_tamper(made.doorway.store.path, "UPDATE audit_list SET moment = '2026-01-31T23:30:00Z',"
                                          " last_moment = '2026-01-31T23:30:00Z' WHERE number = 1");
    static const struct {
        const char *period;
        bool found;
    } periods[] = { { "&from=2026-02-01&until=2026-02-01", true }, /* in Amsterdam */
                    { "&until=2026-02-01", true },
                    { "&from=2026-01-31&until=2026-01-31", false },
                    { "&until=2026-01-31", false },
                    { "&from=2026-02-01", true } };
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
        Str query = str_printf(made.arena, "%s%s", of_person, periods[i].period);
        Answer answer = page_got(&made, USER_ROLE_coach, "/shown", str_zero_ended(made.arena, query));
        assert_int_equal(body_has(&answer, "href=\"/shown/1\""), periods[i].found);
        assert_int_equal(body_has(&answer, "href=\"/shown/3\""), !str_has(query, S("until")));
    }
}

static void many_come_page_by_page(void **state) {
    (void)state;
    TEST_REGION(made);
    char path[100];
    for (int i = 1; i <= REGION_PEOPLE; i++) {
        snprintf(path, sizeof path, "/candidates/kandidaat-%04d/matches", i);
        page_got(&made, USER_ROLE_coach, path, "");
    }
    for (int i = 1; i <= 20; i++) {
        snprintf(path, sizeof path, "/openings/opening-%03d/candidates", i);
        page_got(&made, USER_ROLE_coach, path, "");
    }
    Answer answer = page_got(&made, USER_ROLE_auditor, "/shown", "");
    Table table = table_of(made.arena, str_behind(answer.body, "<main "));
    assert_int_equal(table.count, PER_PAGE);
    assert_same(address_in(made.arena, table.row[0].html[0]), S("/shown/60"));
    Str older = str_between(str_behind(answer.body, "rel=\"next\""), " href=\"", "\"");
    answer = page_at(&made, USER_ROLE_auditor, older);
    table = table_of(made.arena, str_behind(answer.body, "<main "));
    assert_int_equal(table.count, REGION_PEOPLE + 20 - PER_PAGE);
    assert_same(address_in(made.arena, table.row[table.count - 1].html[0]), S("/shown/1"));
    assert_false(body_has(&answer, "rel=\"next\""));
    assert_true(body_has(&answer, "--prev\" href=\"/shown\""));
}

/* --- what stood in one --- */

static void assert_line(Made *made, const TableRow *row, const ShownLine *line) {
    int64_t sum = 0;
    assert_same(row->text[2], line->score < 0 ? said(made->arena, PHRASE(WORD_groups_score_none))
                                              : digits_of(made->arena, line->score));
    assert_same(row->text[1], line->place ? digits_of(made->arena, line->place)
                                          : said(made->arena, PHRASE(WORD_shown_lists_near)));
    assert_same(row->text[3], digits_of(made->arena, line->unmet));
    assert_same(row->text[4], digits_of(made->arena, line->unknown));
    for (int i = 0; i < PART_COUNT && line->score >= 0; i++) {
        Word word = line->unknown_parts >> i & 1 ? WORD_shown_lists_part_unknown
                                                 : WORD_shown_lists_part;
        assert_true(str_has(row->text[5], said(made->arena, PHRASE(word,
                                              VALUE_WORD("part", part_word((Part)i)),
                                              VALUE_NUMBER("points", line->points[i])))));
        sum += line->points[i];
    }
    if (line->score >= 0) assert_int_equal(sum, line->score);
}

static void what_stood_in_a_list_is_what_was_kept(void **state) {
    (void)state;
    TEST_REGION(made);
    lists_show(&made);
    for (int64_t number = 1; number <= 3; number++) {
        ShownList list = kept(&made, number);
        Answer answer = page_at(&made, USER_ROLE_jobhunter, list_address(&made, number));
        Table table = table_of(made.arena, str_behind(answer.body, " id=\"rows\""));
        size_t at = 0;
        for (size_t i = 0; i < list.part_count; i++) {
            Str rest = list.part[i].lines, text;
            while (str_cut(&rest, '\n', &text) && text.len) {
                ShownLine line;
                assert_true(at < table.count && shown_line_read(text, &line));
                assert_line(&made, &table.row[at++], &line);
            }
        }
        assert_true(at > 0 && at == table.count);
        assert_true(body_has(&answer, str_zero_ended(made.arena, list.input)));
        assert_true(body_has(&answer, str_zero_ended(made.arena, list.rule_version)));
        assert_says(made.arena, &answer, PHRASE(WORD_shown_lists_proof_equal));
    }
}

/* --- whether it can be proven --- */

static void assert_proof(Made *made, int64_t number, Word word) {
    Answer answer = page_at(made, USER_ROLE_auditor, list_address(made, number));
    assert_says(made->arena, &answer, PHRASE(word));
}

/* Of the list of people; the others stay, each in its place. */
static void one_of_the_people_is_erased(Made *made) {
    ShownList list = kept(made, 2);
    size_t last = list.part_count - 1, rows = (size_t)list.rows;
    assert_true(last > 0);
    if (list.part[last].candidate_number) person_erase(made, list.part[last].candidate_number);
    Answer answer = page_at(made, USER_ROLE_team_lead, S("/shown/2"));
    Table table = table_of(made->arena, str_behind(answer.body, " id=\"rows\""));
    assert_int_equal(table.count, rows);
    assert_same(table.row[last].text[0], said(made->arena, PHRASE(WORD_shown_lists_gone)));
    assert_same(table.row[0].text[1], S("1"));
}

static void it_says_whether_it_can_still_be_proven(void **state) {
    (void)state;
    TEST_REGION(made);
    lists_show(&made);
    made.doorway.house->market_openings = 1;
    assert_proof(&made, 1, WORD_shown_lists_proof_many);
    made.doorway.house->market_openings = MARKET_OPENINGS_MIN;
    assert_proof(&made, 1, WORD_shown_lists_proof_equal);
    places_forget(&made, 1);
    assert_proof(&made, 1, WORD_shown_lists_proof_changed);
    person_erase(&made, 1);
    assert_proof(&made, 1, WORD_shown_lists_proof_erased);
    Answer answer = page_at(&made, USER_ROLE_team_lead, S("/shown/1"));
    assert_says(made.arena, &answer, PHRASE(WORD_shown_lists_gone));
    assert_false(body_has(&answer, "kandidaat-0001"));
    Table table = table_of(made.arena, str_behind(answer.body, " id=\"rows\""));
    assert_int_equal(table.count, 1);
    assert_same(table.row[0].text[0], said(made.arena, PHRASE(WORD_shown_lists_gone)));
    one_of_the_people_is_erased(&made);
    store_tamper(made.doorway.store.path, "UPDATE audit_list SET rows_shown = 1 WHERE number = 2");
    assert_proof(&made, 2, WORD_shown_lists_proof_broken);
    assert_true(body_has(&answer, "<main "));
}

static void what_was_made_another_day_or_by_other_rules(void **state) {
    (void)state;
    TEST_REGION(made);
    lists_show(&made);
    ShownList list = kept(&made, 1);
    list.made_on = REGION_TODAY;
    list.rule_version = S("2020.1");
    AuditEvent event = { .code = AUDIT_match_read, .actor = S("u"), .subject = list.subject };
    Db *db = made.doorway.store.db;
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(shown_write(db, made.doorway.store.tenant, event, &list), OK);
    list.input = STR_EMPTY;
    assert_int_equal(shown_write(db, made.doorway.store.tenant, event, &list), OK);
    assert_int_equal(db_commit(db), OK);
    assert_proof(&made, 4, WORD_shown_lists_proof_rules);
    assert_proof(&made, 5, WORD_shown_lists_proof_unproven);
}

/* --- for whom --- */

static void only_who_may_know_who_looked(void **state) {
    (void)state;
    TEST_REGION(made);
    lists_show(&made);
    static const UserRole others[] = { USER_ROLE_key_person, USER_ROLE_intercedent,
                                       USER_ROLE_employer, USER_ROLE_administrator };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        page_status(&made, others[i], 403, "/shown", of_person);
        page_status(&made, others[i], 403, "/shown/1", "");
        page_status(&made, others[i], 403, "/candidates/kandidaat-0001/shown", "");
        page_status(&made, others[i], 403, "/openings/opening-001/shown", "");
    }
    assert_int_equal(asked(&made.doorway, (Ask){ .path = "/shown/1" }).status, 303);
    Answer answer = page_got(&made, USER_ROLE_key_person, "/openings/opening-001", "");
    assert_false(body_has(&answer, "/shown"));
    answer = page_got(&made, USER_ROLE_coach, "/openings/opening-001", "");
    assert_true(body_has(&answer, "href=\"/openings/opening-001/shown\""));
    answer = page_got(&made, USER_ROLE_auditor, "/candidates/kandidaat-0001/looks", "");
    assert_true(body_has(&answer, "href=\"/candidates/kandidaat-0001/shown\""));
    answer = page_got(&made, USER_ROLE_auditor, "/", "");
    assert_true(body_has(&answer, "href=\"/shown\""));
}

/* Who works with people looks at one of them; an auditor at all lists, and reads no file. */
static void an_auditor_sees_all_lists_and_no_names(void **state) {
    (void)state;
    TEST_REGION(made);
    lists_show(&made);
    Answer answer = page_got(&made, USER_ROLE_team_lead, "/shown", "");
    assert_says(made.arena, &answer, PHRASE(WORD_shown_lists_choose));
    assert_int_equal(times_in(main_of(&answer), "<table"), 0);
    assert_int_equal(lists_table(&made, USER_ROLE_auditor, "").count, 3);
    CandidateRecord person = record_of(&made, S("kandidaat-0001"));
    const char *name = str_zero_ended(made.arena, candidate_name(made.arena, &person));
    for (int64_t number = 1; number <= 3; number++) {
        answer = page_at(&made, USER_ROLE_auditor, list_address(&made, number));
        assert_int_equal(times_in(main_of(&answer), "href=\"/candidates"), 0);
        assert_int_equal(times_in(main_of(&answer), "href=\"/openings"), 0);
        assert_false(body_has(&answer, name));
    }
    answer = page_at(&made, USER_ROLE_team_lead, S("/shown/1"));
    assert_true(body_has(&answer, name));
    assert_true(body_has(&answer, "href=\"/candidates/kandidaat-0001\""));
}

static void looking_is_an_event(void **state) {
    (void)state;
    TEST_REGION(made);
    lists_show(&made);
    Store *store = &made.doorway.store;
    int64_t before = events_of(store, "match_read");
    page_at(&made, USER_ROLE_auditor, S("/shown/1"));
    assert_int_equal(events_of(store, "match_read"), before + 1);
    before = events_of(store, "opening_matches_read");
    page_at(&made, USER_ROLE_auditor, S("/shown/2"));
    assert_int_equal(events_of(store, "opening_matches_read"), before + 1);
    page_got(&made, USER_ROLE_coach, "/shown", of_person);
    assert_int_equal(events_of(store, "candidate_looks_read"), 1);
    before = events_of(store, "list_read");
    page_got(&made, USER_ROLE_auditor, "/shown", "");
    assert_int_equal(events_of(store, "list_read"), before + 1);
    assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM audit_list"), 3);
}

static void what_is_wrong_is_said_and_what_was_typed_stays(void **state) {
    (void)state;
    TEST_REGION(made);
    Answer answer = page_status(&made, USER_ROLE_coach, 422, "/shown",
                                "candidate=K%3C9&opening=O-9&from=2026-02-02&until=2026-02-01");
    assert_same(value_in(made.arena, &answer, "candidate"), S("K<9"));
    assert_same(value_in(made.arena, &answer, "until"), S("2026-02-01"));
    assert_says(made.arena, &answer, PHRASE(WORD_looks_nobody, VALUE_TEXT("id", S("K<9"))));
    assert_says(made.arena, &answer, PHRASE(WORD_shown_lists_no_opening, VALUE_TEXT("id", S("O-9"))));
    assert_says(made.arena, &answer, PHRASE(WORD_shown_lists_period));
    answer = page_status(&made, USER_ROLE_coach, 422, "/shown", "from=vandaag");
    assert_same(value_in(made.arena, &answer, "from"), S("vandaag"));
    page_status(&made, USER_ROLE_coach, 400, "/shown", "who=me");
    page_status(&made, USER_ROLE_coach, 400, "/shown", "before=0");
    page_status(&made, USER_ROLE_coach, 404, "/shown/1", "");
    page_status(&made, USER_ROLE_coach, 404, "/shown/one", "");
    page_status(&made, USER_ROLE_coach, 404, "/candidates/K-9/shown", "");
    page_status(&made, USER_ROLE_coach, 404, "/openings/O-9/shown", "");
    answer = page_got(&made, USER_ROLE_coach, "/shown", of_person);
    assert_says(made.arena, &answer, PHRASE(WORD_shown_lists_none));
}

SUITE("pages: lists that were shown",
      cmocka_unit_test(lists_of_a_person_and_of_a_place_are_found),
      cmocka_unit_test(they_are_found_by_day),
      cmocka_unit_test(many_come_page_by_page),
      cmocka_unit_test(what_stood_in_a_list_is_what_was_kept),
      cmocka_unit_test(it_says_whether_it_can_still_be_proven),
      cmocka_unit_test(what_was_made_another_day_or_by_other_rules),
      cmocka_unit_test(only_who_may_know_who_looked),
      cmocka_unit_test(an_auditor_sees_all_lists_and_no_names),
      cmocka_unit_test(looking_is_an_event),
      cmocka_unit_test(what_is_wrong_is_said_and_what_was_typed_stays))
