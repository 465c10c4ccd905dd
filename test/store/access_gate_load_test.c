/* The gate: nothing is shown that the log does not hold, many readers share one writer, and too many
 * requests wait. */
#include "gate_pages.h"

#include <pthread.h>

/* --- the read log --- */

static void what_is_shown_is_written(void **state) {
    (void)state;
    TEST_DOORWAY(doorway);
    Account anna = account_made(&doorway, "anna", MANAGER);
    Str cookie = cookie_of(&doorway, &anna);
    for (int i = 0; i < 3; i++) {
        Answer answer = asked(&doorway, (Ask){ .path = "/people/anna", .cookie = cookie });
        assert_int_equal(answer.status, 200);
        assert_int_equal(events_of(&doorway.store, "candidate_read"), i + 1);
    }
    assert_int_equal(asked(&doorway, (Ask){ .path = "/people/x", .cookie = cookie }).status, 404);
    assert_int_equal(events_of(&doorway.store, "candidate_read"), 3);
}

static void what_cannot_be_written_is_not_shown(void **state) {
    (void)state;
    TEST_DOORWAY(doorway);
    Account anna = account_made(&doorway, "anna", MANAGER);
    Str cookie = cookie_of(&doorway, &anna);
    static const char *const path[] = { "/too-much", "/no-log" };
    for (size_t i = 0; i < 2; i++) {
        Answer answer = asked(&doorway, (Ask){ .path = path[i], .cookie = cookie });
        assert_int_equal(answer.status, 503);
        assert_false(body_has(&answer, "secret"));
    }
    assert_int_equal(events_of(&doorway.store, "candidate_read"), 0);
    assert_int_equal(asked(&doorway, (Ask){ .path = "/people/anna", .cookie = cookie }).status, 200);
}

/* --- many at once --- */

enum { READERS = 6, READS = 25 };

typedef struct Reader {
    Doorway *doorway;
    Str cookie;
    int good;
} Reader;

static void *reader_run(void *context) {
    Reader *reader = context;
    Doorway own = { .gate = reader->doorway->gate,
                    .arena = arena_new("reader", 512UL * 1024 * 1024) };
    own.worker = gate_worker_begin(own.gate);
    for (int i = 0; i < READS && own.worker; i++) {
        Answer answer = asked(&own, (Ask){ .path = "/people/anna", .cookie = reader->cookie });
        reader->good += answer.status == 200;
    }
    gate_worker_end(own.worker);
    arena_end(own.arena);
    return NULL;
}

static void readers_share_one_writer(void **state) {
    (void)state;
    TEST_DOORWAY(doorway);
    Account anna = account_made(&doorway, "anna", MANAGER);
    Str cookie = cookie_of(&doorway, &anna);
    pthread_t thread[READERS];
    Reader reader[READERS];
    for (int i = 0; i < READERS; i++) {
        reader[i] = (Reader){ .doorway = &doorway, .cookie = cookie };
        assert_int_equal(pthread_create(&thread[i], NULL, reader_run, &reader[i]), 0);
    }
    int good = 0;
    for (int i = 0; i < READERS; i++) {
        pthread_join(thread[i], NULL);
        good += reader[i].good;
    }
    GateCounts counts;
    gate_counts(doorway.gate, &counts);
    Str where = STR_EMPTY;
    int64_t events = 0;
    assert_int_equal(good, READERS * READS);
    assert_int_equal(events_of(&doorway.store, "candidate_read"), READERS * READS);
    assert_int_equal(audit_check(doorway.store.db, doorway.arena, &where, &events), OK);
    assert_int_equal(counts.events_written, READERS * READS);
    assert_int_equal(counts.event_failures, 0);
    print_message("# %d events in %d groups\n", READERS * READS, (int)counts.event_groups);
    assert_true(counts.event_groups < READERS * READS);
}

/* --- how much --- */

static void too_many_requests_wait(void **state) {
    (void)state;
    TEST_DOORWAY(doorway);
    doorway_close(&doorway);
    GateOptions options = { .database = doorway.store.path, .routes = routes, .today = 20487,
                            .now = gate_test_clock };
    assert_int_equal(gate_begin(&options, &doorway.gate), OK);
    doorway.worker = gate_worker_begin(doorway.gate);
    Account anna = account_made(&doorway, "anna", MANAGER);
    Ask ask = { .path = "/", .cookie = cookie_of(&doorway, &anna) };
    for (int i = 0; i < GATE_SESSION_BURST; i++) {
        assert_int_equal(asked(&doorway, ask).status, 200);
    }
    Answer answer = asked(&doorway, ask);
    assert_int_equal(answer.status, 429);
    assert_str(field_of(&answer, "Retry-After"), "1");
    ask.cookie = cookie_of(&doorway, &anna); /* another session is not hit */
    assert_int_equal(asked(&doorway, ask).status, 200);
    ask.cookie = STR_EMPTY; /* another address neither */
    for (int i = 0; i < GATE_ADDRESS_BURST - GATE_SESSION_BURST; i++) asked(&doorway, ask);
    assert_int_equal(asked(&doorway, ask).status, 429);
    ask.client = "192.0.2.9";
    assert_int_equal(asked(&doorway, ask).status, 303);
    gate_test_now += 1;
    ask.client = NULL;
    assert_int_equal(asked(&doorway, ask).status, 303);
}

static void strangers_post_seldom(void **state) {
    (void)state;
    TEST_DOORWAY(doorway);
    Ask ask = { .method = HTTP_POST, .path = "/sign-in", .body = "login=anna" };
    for (int i = 0; i < GATE_SIGN_INS_BURST; i++) {
        assert_int_equal(asked(&doorway, ask).status, 403);
    }
    assert_int_equal(asked(&doorway, ask).status, 429);
    ask.client = "2001:db8::7";
    assert_int_equal(asked(&doorway, ask).status, 403);
}

SUITE("access: the gate under load", cmocka_unit_test(what_is_shown_is_written),
      cmocka_unit_test(what_cannot_be_written_is_not_shown),
      cmocka_unit_test(readers_share_one_writer), cmocka_unit_test(too_many_requests_wait),
      cmocka_unit_test(strangers_post_seldom))
