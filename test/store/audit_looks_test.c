/* Who looked at one person: all of it, nothing of anybody else, page by page, and nothing from before an
 * erasure. */
#include "store.h"

#include "audit/audit.h"
#include "limits.h"

typedef struct Looker {
    Store *store;
    Arena *arena;
    AuditLooks looks;
} Looker;

static void event(Looker *looker, AuditCode code, const char *subject) {
    AuditEvent event = { .code = code, .actor = S("u-1"), .subject = str_from(subject),
                         .value = S("secret") };
    assert_int_equal(audit_write(looker->store->db, looker->store->tenant, event), OK);
}

static Result look_page(Looker *looker, int64_t tenant, const char *subject, int64_t before,
                        int64_t count_max) {
    AuditLooksRequest request = { .tenant = tenant, .subject = str_from(subject),
                                  .before = before, .count_max = count_max };
    looker->looks = (AuditLooks){ 0 };
    return audit_looks(looker->store->db, looker->arena, &request, &looker->looks);
}

/* "event:opening event ..." of all looks at one subject, newest first. */
static Str looks_of(Looker *looker, const char *subject) {
    Text text = text_new(looker->arena, 4000);
    Result result = look_page(looker, looker->store->tenant, subject, INT64_MAX, 100);
    assert_int_equal(result, OK);
    assert_false(looker->looks.more);
    for (size_t i = 0; i < looker->looks.count; i++) {
        const AuditLook *look = &looker->looks.row[i];
        text_addf(&text, "%s%s", i ? " " : "", audit_event_name(look->code));
        if (look->opening.len) text_addf(&text, ":%.*s", STR_ARGS(look->opening));
    }
    return text_str(&text);
}

#define TEST_LOOKER(looker)                                                                        \
    TEST_STORE(looker##_store);                                                                    \
    TEST_ARENA(looker##_arena);                                                                    \
    Looker looker = { .store = &looker##_store, .arena = looker##_arena }

static void all_about_one_person_and_nothing_else(void **state) {
    (void)state;
    TEST_LOOKER(looker);
    assert_str(looks_of(&looker, "K-17"), "");
    event(&looker, AUDIT_candidate_made, "K-17");
    event(&looker, AUDIT_candidate_read, "K-17");
    event(&looker, AUDIT_candidate_read, "K-170");
    event(&looker, AUDIT_candidate_read, "K-1");
    event(&looker, AUDIT_match_read, "K-17=O-3");
    event(&looker, AUDIT_match_read, "K-170=O-3");
    event(&looker, AUDIT_opening_matches_read, "K-17"); /* an opening with the id of a person */
    event(&looker, AUDIT_account_changed, "K-17");      /* a user with that id */
    event(&looker, AUDIT_list_read, "candidates");
    event(&looker, AUDIT_plan_pair_set, "K-17=O=4");
    event(&looker, AUDIT_match_read, "=K-17");
    event(&looker, AUDIT_match_read, "O-3=K-17");
    event(&looker, AUDIT_candidate_needs_read, "K-17");
    event(&looker, AUDIT_candidate_changed, "K-17");
    event(&looker, AUDIT_match_read, "K-17");
    event(&looker, AUDIT_candidate_looks_read, "K-17");
    event(&looker, AUDIT_candidate_looks_exported, "K-17");
    assert_str(looks_of(&looker, "K-17"),
               "candidate_looks_exported candidate_looks_read match_read candidate_changed"
               " candidate_needs_read plan_pair_set:O=4 match_read:O-3 candidate_read candidate_made");
    assert_str(looks_of(&looker, "K-170"), "match_read:O-3 candidate_read");
    assert_str(looks_of(&looker, "candidates"), ""); /* also when somebody is called so */
    assert_str(looks_of(&looker, "O-3"), "match_read:K-17");
    assert_str(looks_of(&looker, "'; --"), "");
}

static void an_id_may_hold_the_sign_of_a_pair(void **state) {
    (void)state;
    TEST_LOOKER(looker);
    event(&looker, AUDIT_candidate_read, "K");
    event(&looker, AUDIT_candidate_read, "K=1");
    event(&looker, AUDIT_match_read, "K=1=O");
    event(&looker, AUDIT_candidate_read, "=");
    event(&looker, AUDIT_candidate_read, "==");
    event(&looker, AUDIT_match_read, "===");
    assert_str(looks_of(&looker, "K=1"), "match_read:O candidate_read");
    assert_str(looks_of(&looker, "K"), "match_read:1=O candidate_read"); /* one of the two */
    assert_str(looks_of(&looker, "="), "match_read:= candidate_read");
    assert_str(looks_of(&looker, "=="), "match_read candidate_read");
    int64_t erased = 0;
    assert_int_equal(audit_erase(looker.store->db, looker.store->tenant, S("K=1"), &erased), OK);
    assert_int_equal(erased, 2);
    assert_int_equal(audit_erase(looker.store->db, looker.store->tenant, S("K"), &erased), OK);
    assert_int_equal(erased, 1);
    assert_int_equal(audit_erase(looker.store->db, looker.store->tenant, S("="), &erased), OK);
    assert_int_equal(erased, 3);
}

static void pages_follow_each_other_without_a_gap(void **state) {
    (void)state;
    TEST_LOOKER(looker);
    enum { EVENTS = 47, PAGE = 10 };
    for (int i = 0; i < EVENTS; i++) {
        event(&looker, AUDIT_candidate_read, "K-1");
        event(&looker, AUDIT_match_read, i % 2 ? "K-2" : "K-1=O-1");
    }
    int64_t before = INT64_MAX;
    size_t seen = 0;
    bool more = true;
    for (int pages = 0; more; pages++) {
        assert_int_equal(look_page(&looker, looker.store->tenant, "K-1", before, PAGE), OK);
        assert_true(pages < 100);
        for (size_t i = 0; i < looker.looks.count; i++) {
            const AuditLook *look = &looker.looks.row[i];
            assert_true(look->number < before);
            assert_str(look->actor, "u-1");
            assert_int_equal(look->moment.len, 20);
            assert_true(look->seconds > 1700000000);
            before = look->number;
        }
        seen += looker.looks.count;
        more = looker.looks.more;
        if (more) assert_int_equal(looker.looks.count, PAGE);
    }
    assert_int_equal(seen, EVENTS + (EVENTS + 1) / 2);
    assert_int_equal(look_page(&looker, looker.store->tenant, "K-1", 1, PAGE), OK);
    assert_int_equal(looker.looks.count, 0);
    int64_t all = (int64_t)seen;
    assert_int_equal(look_page(&looker, looker.store->tenant, "K-1", INT64_MAX, all), OK);
    assert_false(looker.looks.more); /* exactly as many as there are */
}

static void another_tenant_has_other_people(void **state) {
    (void)state;
    TEST_LOOKER(looker);
    Tenant other = { .name = S("other") };
    int64_t number;
    assert_int_equal(db_begin(looker.store->db), OK);
    assert_int_equal(tenant_make(looker.store->db, &other, &number), OK);
    assert_int_equal(db_commit(looker.store->db), OK);
    event(&looker, AUDIT_candidate_read, "K-1");
    assert_int_equal(look_page(&looker, number, "K-1", INT64_MAX, 10), OK);
    assert_int_equal(looker.looks.count, 0);
}

/* Somebody new may come with the id of somebody who was erased. */
static void what_came_before_an_erasure_is_about_somebody_else(void **state) {
    (void)state;
    TEST_LOOKER(looker);
    event(&looker, AUDIT_candidate_read, "K-1");
    event(&looker, AUDIT_match_read, "K-1=O-1");
    event(&looker, AUDIT_candidate_erased, "K-1");
    event(&looker, AUDIT_candidate_erased, "K-2");
    assert_str(looks_of(&looker, "K-1"), "");
    event(&looker, AUDIT_candidate_made, "K-1");
    event(&looker, AUDIT_match_read, "K-1=O-2");
    assert_str(looks_of(&looker, "K-1"), "match_read:O-2 candidate_made");
    assert_int_equal(look_page(&looker, looker.store->tenant, "K-1", 3, 10), OK);
    assert_int_equal(looker.looks.count, 0); /* nor by a page that is asked for by its address */
    event(&looker, AUDIT_candidate_erased, "K-1");
    assert_str(looks_of(&looker, "K-1"), "");
}

static void what_cannot_be_asked_is_invalid(void **state) {
    (void)state;
    TEST_LOOKER(looker);
    int64_t tenant = looker.store->tenant;
    assert_int_equal(look_page(&looker, tenant, "", INT64_MAX, 10), INVALID);
    assert_int_equal(look_page(&looker, tenant, "K-1", INT64_MAX, 0), INVALID);
    assert_int_equal(look_page(&looker, tenant, "K-1", INT64_MAX, AUDIT_LOOKS_MAX + 1), INVALID);
    assert_int_equal(look_page(&looker, tenant, "K-1", INT64_MAX, AUDIT_LOOKS_MAX), OK);
    event(&looker, AUDIT_candidate_read, "K-1");
    store_tamper(looker.store->path, "UPDATE audit_event SET moment = 'yesterday'");
    assert_int_equal(look_page(&looker, tenant, "K-1", INT64_MAX, 10), BROKEN);
}

SUITE("audit: who looked", cmocka_unit_test(all_about_one_person_and_nothing_else),
      cmocka_unit_test(an_id_may_hold_the_sign_of_a_pair),
      cmocka_unit_test(pages_follow_each_other_without_a_gap),
      cmocka_unit_test(another_tenant_has_other_people),
      cmocka_unit_test(what_came_before_an_erasure_is_about_somebody_else),
      cmocka_unit_test(what_cannot_be_asked_is_invalid))
