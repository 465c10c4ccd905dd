/* The page that says who looked at a file, behind the real gate: who gets it, what it counts, what it never
 * shows, and that it is a look itself. */
#include "doorway.h"

#include "candidates/candidate_erasure.h"
#include "candidates/candidates.h"
#include "house.h"
#include "limits.h"
#include "routes_table.h"

typedef struct Reader {
    Doorway doorway;
    Account lead, hunter, auditor;
} Reader;

static void person_put(Reader *reader, const char *id, const char *name) {
    bool changed;
    Store *store = &reader->doorway.store;
    CandidateRecord record = { .id = str_from(id) };
    record.fact[FACT_given_name] = (Value){ .known = true, .text = str_from(name) };
    record.fact_from[FACT_given_name] = (Provenance){ .source = S("intake"), .confirmed = 20000 };
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(candidate_put(store->db, reader->doorway.arena, store->tenant, &record,
                                   &changed), OK);
    assert_int_equal(db_commit(store->db), OK);
}

static Account reader_of(Reader *reader, const char *login, UserRole role) {
    Doorway *doorway = &reader->doorway;
    return account_of(doorway->store.db, doorway->arena, doorway->store.tenant, login, 1U << role);
}

static void reader_begin(Reader *reader) {
    *reader = (Reader){ 0 };
    gate_test_now = GATE_NOW;
    store_begin(&reader->doorway.store);
    reader->doorway.arena = arena_new("reader", 512UL * 1024 * 1024);
    person_put(reader, "K-17", "Zqxwvut");
    person_put(reader, "K=1", "Anders");
    assert_int_equal(house_open(reader->doorway.store.path, &reader->doorway.house), OK);
    doorway_open(&reader->doorway, routes_all());
    reader->doorway.house->gate = reader->doorway.gate;
    reader->lead = reader_of(reader, "leider", USER_ROLE_team_lead);
    reader->hunter = reader_of(reader, "jager", USER_ROLE_jobhunter);
    reader->auditor = reader_of(reader, "controle", USER_ROLE_auditor);
}

static void reader_end(Reader *reader) {
    struct House *house = reader->doorway.house;
    if (!reader->doorway.arena) return;
    doorway_close(&reader->doorway);
    house_close(house);
    arena_end_at(&reader->doorway.arena);
    store_end(&reader->doorway.store);
}

#define TEST_READER(reader)                                                                        \
    AUTO(reader_end) Reader reader;                                                                \
    reader_begin(&reader)

static Answer seen(Reader *reader, const Account *by, const char *path, const char *query) {
    Str cookie = cookie_of(&reader->doorway, by);
    return asked(&reader->doorway, (Ask){ .path = path, .query = query, .cookie = cookie,
                                          .language = "en" });
}

static void look(Reader *reader, AuditCode code, const char *actor, const char *moment) {
    Store *store = &reader->doorway.store;
    AuditEvent event = { .code = code, .actor = str_from(actor), .subject = S("K-17"),
                         .value = S("a secret value") };
    assert_int_equal(audit_write(store->db, store->tenant, event), OK);
    Str text = str_printf(reader->doorway.arena,
                          "UPDATE audit_event SET moment = '%s' WHERE number ="
                          " (SELECT MAX(number) FROM audit_event WHERE event <> 'signed_in')",
                          moment);
    store_tamper(store->path, text.at);
}

/* How often a part stands in the page. */
static int times_in(const Answer *answer, const char *part) {
    int times = 0;
    Str rest = answer->body;
    for (size_t at; (at = str_find(rest, str_from(part))) < rest.len; times++) {
        rest = str_sub(rest, at + strlen(part), rest.len);
    }
    return times;
}

static void days_people_and_kinds_are_counted(void **state) {
    (void)state;
    TEST_READER(reader);
    look(&reader, AUDIT_candidate_read, "jager", "2026-02-01T08:02:00Z");
    look(&reader, AUDIT_candidate_read, "jager", "2026-02-01T14:40:00Z");
    look(&reader, AUDIT_candidate_needs_read, "leider", "2026-02-01T14:50:00Z");
    look(&reader, AUDIT_candidate_read, "command-line", "2026-02-01T23:30:00Z"); /* in Amsterdam the day after */
    look(&reader, AUDIT_match_read, "night-watch", "2026-02-02T10:00:00Z");
    Answer answer = seen(&reader, &reader.lead, "/candidates/K-17/looks", "");
    assert_int_equal(answer.status, 200);
    assert_int_equal(times_in(&answer, "scope=\"rowgroup\""), 2);
    assert_int_equal(times_in(&answer, "<th class=\"utrecht-table__cell\" scope=\"row\">"), 4);
    static const char *const parts[] = { "1 February 2026", "2 February 2026", "Naam van jager",
                                         "9:02 to 15:40", "0:30", "15:50", "command line",
                                         "program night-watch", "jobhunter", "team lead",
                                         "Saw: what fits at work", "Saw matches", "Zqxwvut" };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!body_has(&answer, parts[i])) fail_msg("'%s' is not there", parts[i]);
    }
    assert_false(body_has(&answer, "secret"));
    assert_true(str_find(answer.body, S("2 February")) < str_find(answer.body, S("1 February")));
}

static void looking_here_is_a_look(void **state) {
    (void)state;
    TEST_READER(reader);
    Answer answer = seen(&reader, &reader.lead, "/candidates/K-17/looks", "");
    assert_int_equal(answer.status, 200);
    assert_true(body_has(&answer, "Nothing has been written down"));
    assert_int_equal(events_of(&reader.doorway.store, "candidate_looks_read"), 1);
    answer = seen(&reader, &reader.hunter, "/candidates/K-17/looks", "");
    assert_int_equal(times_in(&answer, "Saw: who looked"), 1);
    assert_int_equal(seen(&reader, &reader.lead, "/candidates/K-17", "").status, 200);
    answer = seen(&reader, &reader.lead, "/candidates/K-17/looks.csv", "");
    assert_int_equal(answer.status, 200);
    assert_int_equal(events_of(&reader.doorway.store, "candidate_looks_exported"), 1);
    assert_true(str_starts(answer.body, S("actor,event,Moment (UTC),Who,Role,What,Opening\n"
                                          "leider,candidate_read,2")));
    assert_int_equal(times_in(&answer, "\n"), 4);
    assert_true(body_has(&answer, "\njager,candidate_looks_read,2"));
}

/* An auditor sees who looked, not at whom. */
static void who_may(void **state) {
    (void)state;
    TEST_READER(reader);
    Answer answer = seen(&reader, &reader.auditor, "/candidates/K-17/looks", "");
    assert_int_equal(answer.status, 200);
    assert_false(body_has(&answer, "Zqxwvut"));
    assert_true(body_has(&answer, "K-17"));
    assert_false(body_has(&answer, "href=\"/candidates/K-17\""));
    assert_false(body_has(&answer, "looks.csv"));
    assert_int_equal(seen(&reader, &reader.hunter, "/candidates/K-17/looks.csv", "").status, 403);
    assert_int_equal(seen(&reader, &reader.auditor, "/candidates/K-18/looks", "").status, 404);
    Account partner = reader_of(&reader, "sleutel", USER_ROLE_key_person);
    Account manager = reader_of(&reader, "beheer", USER_ROLE_administrator);
    assert_int_equal(seen(&reader, &partner, "/candidates/K-17/looks", "").status, 403);
    assert_int_equal(seen(&reader, &manager, "/candidates/K-17/looks", "").status, 403);
    assert_int_equal(events_of(&reader.doorway.store, "candidate_looks_read"), 1);
}

static void an_auditor_comes_here_by_id(void **state) {
    (void)state;
    TEST_READER(reader);
    Answer answer = seen(&reader, &reader.auditor, "/", "");
    assert_true(body_has(&answer, "action=\"/looks\""));
    answer = seen(&reader, &reader.lead, "/", "");
    assert_false(body_has(&answer, "action=\"/looks\""));
    answer = seen(&reader, &reader.auditor, "/looks", "id=+K-17+");
    assert_int_equal(answer.status, 303);
    assert_str(field_of(&answer, "Location"), "/candidates/K-17/looks");
    answer = seen(&reader, &reader.auditor, "/looks", "id=K%3D1");
    assert_str(field_of(&answer, "Location"), "/candidates/K%3D1/looks");
    answer = seen(&reader, &reader.auditor, "/looks", "id=K-18");
    assert_int_equal(answer.status, 404);
    assert_true(body_has(&answer, "K-18"));
    assert_int_equal(seen(&reader, &reader.auditor, "/looks", "").status, 404);
    assert_int_equal(seen(&reader, &reader.lead, "/looks", "id=K-17").status, 403);
    char longest[ID_BYTES_MAX + 1], query[3 * ID_BYTES_MAX + 8] = "id=";
    memset(longest, '=', ID_BYTES_MAX);
    longest[ID_BYTES_MAX] = 0;
    person_put(&reader, longest, "Lang");
    for (int i = 0; i < ID_BYTES_MAX; i++) memcpy(query + 3 + 3 * i, "%3D", 4);
    answer = seen(&reader, &reader.auditor, "/looks", query);
    assert_int_equal(answer.status, 303);
    assert_int_equal(field_of(&answer, "Location").len, 3 * ID_BYTES_MAX + strlen("/candidates//looks"));
}

static void every_page_of_a_file_leads_here(void **state) {
    (void)state;
    TEST_READER(reader);
    static const char *const paths[] = {
        "/candidates/K-17",         "/candidates/K-17/edit/availability", "/candidates/K-17/needs",
        "/candidates/K-17/matches", "/candidates/K-17/lists/language/new", "/candidates/K-17/openings",
        "/candidates/K-17/timetable", "/candidates/K-17/looks",
    };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        Answer answer = seen(&reader, &reader.lead, paths[i], "");
        assert_int_equal(answer.status, 200);
        int links = times_in(&answer, "href=\"/candidates/K-17/looks\"");
        if (links != (i ? 1 : 2)) fail_msg("%s leads here %d times", paths[i], links);
    }
    Answer answer = seen(&reader, &reader.lead, "/candidates", "");
    assert_false(body_has(&answer, "/looks"));
    answer = seen(&reader, &reader.lead, "/candidates/K=1", "");
    assert_true(body_has(&answer, "href=\"/candidates/K%3D1/looks\""));
    assert_int_equal(seen(&reader, &reader.lead, "/candidates/K=1/looks", "").status, 200);
}

static Str older_of(Reader *reader, const Answer *answer) {
    Str before = S("href=\"/candidates/K-17/looks?before=");
    size_t at = str_find(answer->body, before);
    if (at == answer->body.len) return STR_EMPTY;
    Str rest = str_sub(answer->body, at + before.len, answer->body.len);
    return str_printf(reader->doorway.arena, "before=%.*s",
                      STR_ARGS(str_sub(rest, 0, str_find(rest, S("\"")))));
}

/* A day that one page holds stands on one page; a longer one says on both that there is more. */
static void long_histories_are_paged_by_day(void **state) {
    (void)state;
    TEST_READER(reader);
    for (int i = 0; i < 250; i++) {
        look(&reader, AUDIT_candidate_read, "jager", "2026-02-01T09:00:00Z");
    }
    for (int i = 0; i < 120; i++) {
        look(&reader, AUDIT_candidate_read, "leider", "2026-02-02T09:00:00Z");
    }
    Answer answer = seen(&reader, &reader.auditor, "/candidates/K-17/looks", "");
    assert_true(body_has(&answer, "2 February 2026"));
    assert_false(body_has(&answer, "1 February 2026"));
    assert_true(body_has(&answer, "numeric-data\">120<"));
    assert_false(body_has(&answer, "next page"));
    Str older = older_of(&reader, &answer);
    answer = seen(&reader, &reader.auditor, "/candidates/K-17/looks", older.at);
    assert_true(body_has(&answer, "numeric-data\">200<"));
    assert_true(body_has(&answer, "The rest of this day is on the next page."));
    assert_false(body_has(&answer, "page before"));
    older = older_of(&reader, &answer);
    answer = seen(&reader, &reader.auditor, "/candidates/K-17/looks", older.at);
    assert_true(body_has(&answer, "numeric-data\">50<"));
    assert_true(body_has(&answer, "Goes on from the page before."));
    assert_int_equal(older_of(&reader, &answer).len, 0);
    answer = seen(&reader, &reader.auditor, "/candidates/K-17/looks", "before=1");
    assert_true(body_has(&answer, "There is nothing older than this."));
    static const char *const wrong[] = { "before=0", "before=x", "before=-1", "after=3" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(seen(&reader, &reader.lead, "/candidates/K-17/looks", wrong[i]).status, 400);
    }
}

static void who_left_keeps_a_name(void **state) {
    (void)state;
    TEST_READER(reader);
    bool changed;
    Store *store = &reader.doorway.store;
    User user;
    look(&reader, AUDIT_candidate_read, "jager", "2026-02-01T09:00:00Z");
    assert_int_equal(user_load(store->db, reader.doorway.arena, store->tenant, S("jager"), &user), OK);
    user.active = false;
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(user_put(store->db, store->tenant, &user, &changed), OK);
    assert_int_equal(db_commit(store->db), OK);
    Answer answer = seen(&reader, &reader.lead, "/candidates/K-17/looks", "");
    assert_true(body_has(&answer, "Naam van jager"));
    assert_true(body_has(&answer, ">closed<"));
}

static void nothing_of_an_erased_person_is_reached(void **state) {
    (void)state;
    TEST_READER(reader);
    Store *store = &reader.doorway.store;
    Erasure erasure;
    look(&reader, AUDIT_candidate_read, "jager", "2026-02-01T09:00:00Z");
    assert_int_equal(db_begin(store->db), OK);
    ErasureRequest request = { .tenant = store->tenant, .number = 1, .on = 20487, .actor = S("x") };
    assert_int_equal(candidate_erase(store->db, reader.doorway.arena, request, &erasure), OK);
    assert_int_equal(db_commit(store->db), OK);
    static const char *const paths[] = { "/candidates/K-17/looks", "/candidates/K-17/looks.csv",
                                         "/candidates/erased-1/looks",
                                         "/candidates/erased-1/looks.csv" };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        assert_int_equal(seen(&reader, &reader.lead, paths[i], "").status, 404);
    }
    assert_int_equal(seen(&reader, &reader.auditor, paths[0], "").status, 404);
    assert_int_equal(seen(&reader, &reader.auditor, paths[2], "").status, 404);
    person_put(&reader, "K-17", "Nieuw"); /* somebody new with the same id */
    Answer answer = seen(&reader, &reader.lead, "/candidates/K-17/looks", "");
    assert_int_equal(answer.status, 200);
    assert_false(body_has(&answer, "jager"));
    answer = seen(&reader, &reader.lead, "/candidates/K-17/looks", "before=3");
    assert_false(body_has(&answer, "jager"));
}

SUITE("candidate: who looked", cmocka_unit_test(days_people_and_kinds_are_counted),
      cmocka_unit_test(looking_here_is_a_look), cmocka_unit_test(who_may),
      cmocka_unit_test(an_auditor_comes_here_by_id),
      cmocka_unit_test(every_page_of_a_file_leads_here),
      cmocka_unit_test(long_histories_are_paged_by_day), cmocka_unit_test(who_left_keeps_a_name),
      cmocka_unit_test(nothing_of_an_erased_person_is_reached))
