/* The first page, by role; and what a visitor gets where there is no page, or none for that visitor. */
#include "pages.h"

#include "limits.h"
#include "phrase.h"

/* What each role sees on the first page, said here once more: by hand, not from the permissions. */
static const struct {
    UserRole role;
    bool people, openings, plan, figures, users;
} sees[] = {
    { USER_ROLE_client_manager, true, true, true, true, false },
    { USER_ROLE_jobhunter, true, true, true, true, false },
    { USER_ROLE_coach, true, true, true, true, false },
    { USER_ROLE_job_coach, true, true, true, true, false },
    { USER_ROLE_key_person, false, true, false, true, false },
    { USER_ROLE_intercedent, false, true, false, true, false },
    { USER_ROLE_team_lead, true, true, true, true, false },
    { USER_ROLE_employer, false, false, false, false, false },
    { USER_ROLE_administrator, false, false, false, true, true },
    { USER_ROLE_auditor, false, false, false, true, false },
};

static bool leads_to(const Answer *answer, const char *path) {
    char href[80], with_query[80];
    snprintf(href, sizeof href, "href=\"%s\"", path);
    snprintf(with_query, sizeof with_query, "href=\"%s?", path);
    return body_has(answer, href) || body_has(answer, with_query);
}

static void each_role_sees_what_is_its_work(void **state) {
    (void)state;
    TEST_REGION(made);
    assert_int_equal(sizeof sees / sizeof *sees, USER_ROLE_COUNT);
    for (size_t i = 0; i < sizeof sees / sizeof *sees; i++) {
        Answer answer = page_got(&made, sees[i].role, "/", "");
        assert_int_equal(leads_to(&answer, "/candidates"), sees[i].people);
        assert_int_equal(body_has(&answer, "name=\"words\""), sees[i].people);
        assert_int_equal(leads_to(&answer, "/openings"), sees[i].openings);
        assert_int_equal(leads_to(&answer, "/plan"), sees[i].plan);
        assert_int_equal(leads_to(&answer, "/regions"), sees[i].figures);
        assert_int_equal(leads_to(&answer, "/users"), sees[i].users);
        assert_false(body_has(&answer, "kandidaat-")); /* nobody by id or name */
        assert_false(body_has(&answer, "Kandidaat 0"));
    }
}

typedef struct Task {
    int64_t count;
    Str what, address;
} Task;

static size_t tasks_of(Made *made, const Answer *answer, Task *task) {
    size_t count = 0;
    for (Str rest = str_behind(answer->body, "<li class=\"task\">"); rest.len;
         rest = str_behind(rest, "<li class=\"task\">")) {
        Str whole = str_sub(rest, 0, str_find(rest, S("</li>")));
        Str number = str_between(whole, "aria-hidden=\"true\">", "<");
        task[count++] = (Task){ strtoll(str_zero_ended(made->arena, number), NULL, 10),
                                html_read(made->arena, str_between(whole, "task__what\">", "</p>")),
                                address_in(made->arena, whole) };
        assert_true(count < 10);
    }
    return count;
}

/* The same number stands in the sentence, and on the page behind the link. */
static void a_count_is_that_of_the_list_behind_its_link(void **state) {
    (void)state;
    TEST_REGION(made);
    Task task[10];
    places_forget(&made, 3);
    Answer answer = page_got(&made, USER_ROLE_client_manager, "/", "");
    size_t count = tasks_of(&made, &answer, task), lists = 0;
    assert_true(count >= 5);
    for (size_t i = 0; i < count; i++) {
        assert_true(task[i].count > 0);
        assert_true(str_starts(task[i].what, digits_of(made.arena, task[i].count)));
        if (str_equal(task[i].address, S("/plan"))) continue;
        Answer list = page_at(&made, USER_ROLE_client_manager, task[i].address);
        int64_t told = number_told(made.arena, &list);
        if (told != task[i].count) {
            fail_msg("%.*s: %lld there", STR_ARGS(task[i].what), (long long)told);
        }
        lists++;
    }
    assert_int_equal(lists, 5);
}

static int64_t count_to(const Task *task, size_t count, const char *address) {
    for (size_t i = 0; i < count; i++) {
        if (str_equal(task[i].address, str_from(address))) return task[i].count;
    }
    return 0;
}

static void counts_are_those_of_the_database(void **state) {
    (void)state;
    TEST_REGION(made);
    Task task[10];
    pair_stands(&made, 1, 1, PLACEMENT_proposed);
    pair_stands(&made, 2, 1, PLACEMENT_proposed);
    pair_stands(&made, 3, 1, PLACEMENT_invited);
    Answer answer = page_got(&made, USER_ROLE_client_manager, "/", "");
    size_t count = tasks_of(&made, &answer, task);
    assert_int_equal(count_to(task, count, "/candidates"),
                     number_of(&made, "SELECT COUNT(*) FROM candidate"));
    assert_int_equal(count_to(task, count, "/openings"),
                     number_of(&made, "SELECT COUNT(*) FROM opening"));
    assert_int_equal(count_to(task, count, "/plan"), 2);
    assert_int_equal(count_to(task, count, "/openings?places_unknown=on"), 0);
    places_forget(&made, 3);
    answer = page_got(&made, USER_ROLE_client_manager, "/", "");
    count = tasks_of(&made, &answer, task);
    assert_int_equal(count_to(task, count, "/openings?places_unknown=on"), 3);
}

static void an_empty_house_says_how_to_begin(void **state) {
    (void)state;
    TEST_EMPTY_HOUSE(made);
    Answer answer = page_got(&made, USER_ROLE_client_manager, "/", "");
    assert_says(made.arena, &answer, PHRASE(WORD_start_empty));
    assert_false(body_has(&answer, "class=\"task\""));
}

/* --- where there is no page --- */

static void assert_sorry(Made *made, const Answer *answer, int status, Phrase what) {
    assert_int_equal(answer->status, status);
    assert_same(heading_of(made->arena, answer), said(made->arena, PHRASE(WORD_sorry_title)));
    assert_says(made->arena, answer, what);
    assert_true(body_has(answer, "0123456789abcdef")); /* the request */
    assert_true(body_has(answer, "<html class=\"utrecht-root\" lang=\"nl\">"));
    assert_str(field_of(answer, "Cache-Control"), "no-store");
}

static void what_is_not_there_is_told(void **state) {
    (void)state;
    TEST_REGION(made);
    static const char *const paths[] = {
        "/nergens", "/candidates/niemand", "/candidates/niemand/matches", "/openings/niets",
        "/candidates/kandidaat-0001/matches/niets", "/candidates/kandidaat-0001/edit/niets",
        "/candidates/kandidaat-0001/lists/niets/new", "/candidates/kandidaat-0001/lists/language/0",
        "/candidates/kandidaat-0001/lists/language/99", "/candidates/kandidaat-0001/lists/language/x",
    };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        Answer answer = page_status(&made, USER_ROLE_team_lead, 404, paths[i], "");
        assert_sorry(&made, &answer, 404, PHRASE(WORD_access_sorry_not_found));
    }
    assert_int_equal(events_of(&made.doorway.store, "candidate_read"), 0);
}

static void what_is_not_for_a_visitor_is_told_and_kept(void **state) {
    (void)state;
    TEST_REGION(made);
    Answer answer = page_status(&made, USER_ROLE_auditor, 403, "/candidates", "");
    assert_sorry(&made, &answer, 403, PHRASE(WORD_access_sorry_refused));
    assert_false(body_has(&answer, "Kandidaat 0"));
    assert_int_equal(events_of(&made.doorway.store, "access_refused"), 1);
    answer = page_status(&made, USER_ROLE_coach, 403, "/candidates.csv", "");
    assert_sorry(&made, &answer, 403, PHRASE(WORD_access_sorry_refused));
}

static void another_way_of_asking_is_told_with_the_right_one(void **state) {
    (void)state;
    TEST_REGION(made);
    Answer answer = page_sent(&made, USER_ROLE_coach, "/candidates", "");
    assert_sorry(&made, &answer, 405, PHRASE(WORD_access_sorry_method));
    assert_str(field_of(&answer, "Allow"), "GET, HEAD");
    answer = page_status(&made, USER_ROLE_team_lead, 405, "/plan/make", "");
    assert_str(field_of(&answer, "Allow"), "POST");
}

/* --- forms that no page of ours sends --- */

typedef struct Wrong {
    const char *path, *query;
    const char *name, *allowed[3]; /* what the sentence holds */
} Wrong;

static void a_wrong_address_names_the_place_and_what_may_stand_there(void **state) {
    (void)state;
    TEST_REGION(made);
    static const Wrong wrong[] = {
        { "/candidates", "sort=newest", "sort", { "closest", "completeness", "arrival" } },
        { "/candidates", "level=D1", "level", { "A0", "B1", "C2" } },
        { "/candidates", "standing=gone", "standing", { "placed", "under_way", "none" } },
        { "/candidates", "column=shoes", "column", { "postcode", "wanted", "standing" } },
        { "/candidates", "page=0", "page", { "1", "100000" } },
        { "/candidates", "page=100001", "page", { "1", "100000" } },
        { "/candidates", "page=99999999999999999999", "page", { "1", "100000" } },
        { "/candidates", "major=10", "major", { "0", "9" } },
        { "/candidates", "incomplete=no", "incomplete", { "on" } },
        { "/candidates", "shoes=42", "shoes", { "words", "sort", "page" } },
        { "/candidates", "sort=name&sort=oldest", "sort", { "\xC3\xA9\xC3\xA9n keer" } },
        { "/candidates.csv", "sort=newest", "sort", { "closest" } },
        { "/candidates/kandidaat-0001/matches", "page=1001", "page", { "1", "1000" } },
        { "/openings", "page=x", "page", { "1" } },
        { "/regions", "colour=red", "colour", { "people", "places", "places-per-hundred" } },
        { "/", "page=2", "page", { "adres" } },
        { "/plan", "page=2", "page", { "adres" } },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Answer answer = page_status(&made, USER_ROLE_team_lead, 400, wrong[i].path, wrong[i].query);
        Str text = text_of_main(made.arena, &answer);
        Str name = str_printf(made.arena, "\"%s\"", wrong[i].name);
        if (!str_has(text, name)) fail_msg("%s?%s: '%.*s'", wrong[i].path, wrong[i].query, STR_ARGS(text));
        for (size_t k = 0; k < 3 && wrong[i].allowed[k]; k++) {
            if (str_has(text, str_from(wrong[i].allowed[k]))) continue;
            fail_msg("%s?%s says nothing of %s: '%.*s'", wrong[i].path, wrong[i].query,
                     wrong[i].allowed[k], STR_ARGS(text));
        }
    }
    assert_int_equal(events_of(&made.doorway.store, "list_read"), 0);
    assert_int_equal(events_of(&made.doorway.store, "export_read"), 0);
}

static void what_is_no_form_at_all_is_told(void **state) {
    (void)state;
    TEST_REGION(made);
    Text many = text_new(made.arena, 10 * HTTP_FORM_PAIRS_MAX);
    for (int i = 0; i <= HTTP_FORM_PAIRS_MAX; i++) text_addf(&many, "%sa=1", i ? "&" : "");
    const char *const queries[] = { "sort", "=1", "words=%zz", "words=%00", "words=%ff", many.at };
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        Answer answer = page_status(&made, USER_ROLE_coach, 400, "/candidates", queries[i]);
        assert_sorry(&made, &answer, 400, PHRASE(WORD_access_sorry_invalid));
    }
    Answer answer = page_status(&made, USER_ROLE_coach, 400, "/candidates", "%3Cb%3E=1");
    assert_false(body_has(&answer, "<b>"));
}

static void a_form_past_its_limits_changes_nothing(void **state) {
    (void)state;
    TEST_REGION(made);
    Arena *arena = made.arena;
    cookie_as(&made, USER_ROLE_coach);
    Str before = digest(made.doorway.store.db, arena);
    Text pairs = text_new(arena, 100 * 1000), value = text_new(arena, 100 * 1000);
    for (int i = 0; i <= FORM_TIMES_MAX; i++) text_addf(&pairs, "&half_hour=%d", i % 336);
    Answer answer = page_sent(&made, USER_ROLE_coach, "/candidates/kandidaat-0001/timetable", pairs.at);
    assert_int_equal(answer.status, 400);
    text_add(&value, S("&family_name="));
    for (int i = 0; i < HTTP_FORM_VALUE_BYTES_MAX; i++) text_add_char(&value, 'x');
    answer = page_sent(&made, USER_ROLE_coach, "/candidates/new", value.at);
    assert_int_equal(answer.status, 422);
    text_add_char(&value, 'x');
    answer = page_sent(&made, USER_ROLE_coach, "/candidates/new", value.at);
    assert_int_equal(answer.status, 403); /* it cannot be read, so it has no token either */
    assert_same(digest(made.doorway.store.db, arena), before);
}

/* --- around every page --- */

static void each_page_is_guarded_and_kept_by_nobody(void **state) {
    (void)state;
    TEST_REGION(made);
    static const char *const pages[] = {
        "/", "/candidates", "/candidates.csv", "/candidates/kandidaat-0001", "/openings", "/plan",
        "/candidates/kandidaat-0001/needs", "/candidates/kandidaat-0001/matches", "/regions",
        "/account", "/help", "/nergens",
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        Answer answer = asked(&made.doorway, (Ask){ .path = pages[i],
                                                    .cookie = cookie_as(&made, USER_ROLE_team_lead) });
        Str policy = field_of(&answer, "Content-Security-Policy");
        assert_true(str_starts(policy, S("default-src 'none'; ")));
        assert_true(str_has(policy, S("frame-ancestors 'none'")));
        assert_false(str_has(policy, S("unsafe")));
        assert_str(field_of(&answer, "X-Content-Type-Options"), "nosniff");
        assert_str(field_of(&answer, "Referrer-Policy"), "same-origin");
        assert_str(field_of(&answer, "Cross-Origin-Resource-Policy"), "same-origin");
        assert_str(field_of(&answer, "Cache-Control"), "no-store");
    }
}

/* A HEAD is a look as well: the answer is made, and told. */
static void who_asks_for_the_head_alone_looked(void **state) {
    (void)state;
    TEST_REGION(made);
    Ask ask = { .path = "/candidates/kandidaat-0001", .cookie = cookie_as(&made, USER_ROLE_coach) };
    Answer whole = asked(&made.doorway, ask);
    ask.method = HTTP_HEAD;
    Answer head = asked(&made.doorway, ask);
    assert_int_equal(head.status, 200);
    assert_true(str_equal(head.type, whole.type));
    assert_str(field_of(&head, "Cache-Control"), "no-store");
    assert_int_equal(events_of(&made.doorway.store, "candidate_read"), 2);
    ask.cookie = cookie_as(&made, USER_ROLE_auditor);
    assert_int_equal(asked(&made.doorway, ask).status, 403);
}

static void a_static_file_is_kept_and_is_of_nobody(void **state) {
    (void)state;
    TEST_EMPTY_HOUSE(made);
    Answer page = page_got(&made, USER_ROLE_coach, "/", "");
    Str file = between(&page, "<link rel=\"stylesheet\" href=\"", "\"");
    Ask ask = { .path = str_zero_ended(made.arena, file), .cookie = cookie_as(&made, USER_ROLE_coach) };
    Answer answer = asked(&made.doorway, ask);
    assert_int_equal(answer.status, 200);
    assert_str(field_of(&answer, "Cache-Control"), "public, max-age=31536000, immutable");
    assert_int_equal(field_of(&answer, "Set-Cookie").len, 0);
    ask.cookie = STR_EMPTY;
    Answer stranger = asked(&made.doorway, ask);
    assert_true(str_equal(stranger.body, answer.body));
    assert_int_equal(field_of(&stranger, "Set-Cookie").len, 0);
    assert_str(field_of(&answer, "X-Content-Type-Options"), "nosniff");
}

static void the_language_is_a_cookie_of_this_browser(void **state) {
    (void)state;
    TEST_EMPTY_HOUSE(made);
    Answer answer = page_sent(&made, USER_ROLE_coach, "/language", "&language=en&back=/help");
    assert_int_equal(answer.status, 303);
    assert_str(field_of(&answer, "Location"), "/help");
    Str cookies = str_printf(made.arena, "%.*s; opstap-tongue=%.*s",
                             STR_ARGS(cookie_as(&made, USER_ROLE_coach)),
                             STR_ARGS(cookie_given(&answer, "opstap-tongue")));
    static const struct {
        const char *path;
        int status;
        Word word;
    } pages[] = { { "/help", 200, WORD_help_title }, { "/nergens", 404, WORD_access_sorry_not_found },
                  { "/users", 403, WORD_access_sorry_refused } };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        answer = asked(&made.doorway, (Ask){ .path = pages[i].path, .cookie = cookies });
        assert_int_equal(answer.status, pages[i].status);
        assert_true(body_has(&answer, "lang=\"en\">"));
        Str told = html_read(made.arena, phrase_text(made.arena, TONGUE_EN, PHRASE(pages[i].word)));
        assert_true(str_has(text_of_main(made.arena, &answer), told));
    }
    answer = page_sent(&made, USER_ROLE_coach, "/language", "&language=xx");
    assert_int_equal(answer.status, 400);
    answer = page_sent(&made, USER_ROLE_coach, "/language", "&language=en&back=//evil.test");
    assert_str(field_of(&answer, "Location"), "/");
}

static void help_and_privacy_are_for_anyone(void **state) {
    (void)state;
    TEST_EMPTY_HOUSE(made);
    Answer answer = asked(&made.doorway, (Ask){ .path = "/help" });
    assert_int_equal(answer.status, 200);
    assert_same(heading_of(made.arena, &answer), said(made.arena, PHRASE(WORD_help_title)));
    answer = asked(&made.doorway, (Ask){ .path = "/privacy" });
    assert_int_equal(answer.status, 200);
    assert_same(heading_of(made.arena, &answer), said(made.arena, PHRASE(WORD_privacy_title)));
}

SUITE("pages: the first page, and where there is none",
      cmocka_unit_test(each_role_sees_what_is_its_work),
      cmocka_unit_test(a_count_is_that_of_the_list_behind_its_link),
      cmocka_unit_test(counts_are_those_of_the_database),
      cmocka_unit_test(an_empty_house_says_how_to_begin),
      cmocka_unit_test(what_is_not_there_is_told),
      cmocka_unit_test(what_is_not_for_a_visitor_is_told_and_kept),
      cmocka_unit_test(another_way_of_asking_is_told_with_the_right_one),
      cmocka_unit_test(a_wrong_address_names_the_place_and_what_may_stand_there),
      cmocka_unit_test(what_is_no_form_at_all_is_told),
      cmocka_unit_test(a_form_past_its_limits_changes_nothing),
      cmocka_unit_test(each_page_is_guarded_and_kept_by_nobody),
      cmocka_unit_test(who_asks_for_the_head_alone_looked),
      cmocka_unit_test(a_static_file_is_kept_and_is_of_nobody),
      cmocka_unit_test(the_language_is_a_cookie_of_this_browser),
      cmocka_unit_test(help_and_privacy_are_for_anyone))
