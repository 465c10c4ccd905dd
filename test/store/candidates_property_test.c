/* Laws of what is kept of people, openings and classes, on records at random. */
#include "../random_records.h"
#include "store.h"


#include "limits.h"

enum { PEOPLE = 200, OPENINGS = 120, CLASSES = 60 };

static void put_all(Store *store, Arena *arena, const CandidateRecord *record, size_t count, bool is_new) {
    assert_int_equal(db_begin(store->db), OK);
    for (size_t i = 0; i < count; i++) {
        bool changed = !is_new;
        assert_int_equal(candidate_put(store->db, arena, store->tenant, &record[i], &changed), OK);
        assert_int_equal(changed, is_new);
    }
    assert_int_equal(db_commit(store->db), OK);
}

static CandidateRecord *people(Chance *chance, Arena *arena, int count) {
    CandidateRecord *record = arena_many(arena, CandidateRecord, count);
    for (int i = 0; i < count; i++) {
        Str id = str_printf(arena, "k%d %s", i, i % 7 ? "" : "'; --\"\xC3\xA9");
        record[i] = chance_candidate(chance, arena, id, (int)chance_between(chance, 0, 10));
    }
    return record;
}

static bool provenance_same(Provenance a, Provenance b) {
    return str_equal(a.source, b.source) && a.verified == b.verified && a.confirmed == b.confirmed;
}

static void assert_person(const CandidateRecord *given, const CandidateRecord *back, bool identity) {
    assert_true(str_equal(given->id, back->id));
    assert_int_equal(given->demo, back->demo);
    for (int i = 0; i < FACT_COUNT; i++) {
        bool hidden = !identity && fact_info[i].group == GROUP_IDENTITY && i != FACT_birth_date &&
                      i != FACT_sex;
        if (hidden) {
            assert_false(back->fact[i].known);
            continue;
        }
        if (!value_equal(fact_info[i].field.kind, given->fact[i], back->fact[i])) {
            fail_msg("%.*s: fact %s changed", STR_ARGS(given->id), fact_info[i].field.name);
        }
        if (given->fact[i].known) {
            assert_true(provenance_same(given->fact_from[i], back->fact_from[i]));
            if (fact_info[i].field.kind == FIELD_LISTED) {
                assert_int_equal(given->fact[i].number, back->fact[i].number);
            }
        }
    }
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        const RecordType *type = &candidate_list_type[i];
        if (!record_lists_equal(type, &given->list[i], &back->list[i])) fail_msg("list %s", type->name);
    }
}

static void people_come_back_as_given(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Chance chance = chance_begin();
    CandidateRecord *record = people(&chance, arena, PEOPLE);
    put_all(&store, arena, record, PEOPLE, true);
    for (int identity = 0; identity < 2; identity++) {
        CandidateRows rows;
        assert_int_equal(candidates_load(store.db, arena, store.tenant, identity, &rows), OK);
        assert_int_equal(rows.count, PEOPLE);
        for (int i = 0; i < PEOPLE; i++) {
            assert_int_equal(rows.record[i].number, i + 1); /* in order of arrival */
            assert_person(&record[i], &rows.record[i], identity);
        }
    }
    for (int i = 0; i < PEOPLE; i += 17) {
        CandidateRecord one;
        assert_int_equal(candidate_load(store.db, arena, store.tenant, record[i].id, true, &one), OK);
        assert_person(&record[i], &one, true);
    }
}

static void the_same_people_again_change_nothing(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Chance chance = chance_begin();
    CandidateRecord *record = people(&chance, arena, PEOPLE);
    put_all(&store, arena, record, PEOPLE, true);
    Str before = digest(store.db, arena);
    put_all(&store, arena, record, PEOPLE, false);
    assert_true(str_equal(before, digest(store.db, arena)));
    CandidateRows rows; /* and what was read goes back without a change */
    assert_int_equal(candidates_load(store.db, arena, store.tenant, true, &rows), OK);
    put_all(&store, arena, rows.record, rows.count, false);
    assert_true(str_equal(before, digest(store.db, arena)));
    for (int i = 0; i < PEOPLE; i++) { /* nor does a day that is only assumed */
        for (int k = 0; k < FACT_COUNT; k++) {
            record[i].fact_from[k] = (Provenance){ S("csv"), false, 21500, true };
        }
        for (int k = 0; k < CANDIDATE_LIST_COUNT; k++) {
            for (size_t row = 0; row < record[i].list[k].count; row++) {
                record[i].list[k].from[row] = (Provenance){ S("csv"), false, 21500, true };
            }
        }
    }
    put_all(&store, arena, record, PEOPLE, false);
    assert_true(str_equal(before, digest(store.db, arena)));
}

static void put_three(Store *store, Arena *arena, const CandidateRecord *record, const int *order) {
    bool changed;
    assert_int_equal(db_begin(store->db), OK);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(candidate_put(store->db, arena, store->tenant, &record[order[i]], &changed), OK);
    }
    assert_int_equal(db_commit(store->db), OK);
}

/* What a record does not know stays; so records that know different things may come in any order. */
static void what_is_said_apart_may_come_in_any_order(void **state) {
    (void)state;
    Chance chance = chance_begin();
    for (int round = 0; round < 12; round++) {
        TEST_STORE(one);
        TEST_STORE(two);
        TEST_ARENA(arena);
        CandidateRecord whole = chance_candidate(&chance, arena, S("k1"), 9);
        CandidateRecord part[3] = { { .id = S("k1") }, { .id = S("k1") }, { .id = S("k1") } };
        for (int i = 0; i < FACT_COUNT; i++) {
            CandidateRecord *into = &part[chance_between(&chance, 0, 2)];
            into->fact[i] = whole.fact[i];
            into->fact_from[i] = whole.fact_from[i];
        }
        for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
            part[chance_between(&chance, 0, 2)].list[i] = whole.list[i];
        }
        static const int forth[] = { 0, 1, 2 }, back_and_forth[] = { 2, 1, 0 };
        put_three(&one, arena, part, forth);
        put_three(&two, arena, part, back_and_forth);
        assert_true(str_equal(digest(one.db, arena), digest(two.db, arena)));
        CandidateRecord back;
        assert_int_equal(candidate_load(one.db, arena, one.tenant, S("k1"), true, &back), OK);
        whole.demo = false;
        assert_person(&whole, &back, true);
    }
}

/* Different sources, each with its own day: the latest word wins, in whatever order it came. */
static void the_latest_word_wins_in_any_order(void **state) {
    (void)state;
    Chance chance = chance_begin();
    static const char *const source[] = { "vum", "intake", "csv" };
    for (int round = 0; round < 12; round++) {
        TEST_STORE(one);
        TEST_STORE(two);
        TEST_ARENA(arena);
        CandidateRecord word[3];
        for (int i = 0; i < 3; i++) {
            word[i] = chance_candidate(&chance, arena, S("k1"), 8);
            word[i].demo = false;
            Provenance from = { str_from(source[i]), i == 1, 20000 + i, false };
            for (int k = 0; k < FACT_COUNT; k++) word[i].fact_from[k] = from;
            for (int k = 0; k < CANDIDATE_LIST_COUNT; k++) {
                for (size_t row = 0; row < word[i].list[k].count; row++) word[i].list[k].from[row] = from;
            }
        }
        static const int orders[][3] = { { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
        static const int forth[] = { 0, 1, 2 };
        const int *order = orders[round % 5];
        put_three(&one, arena, word, forth);
        put_three(&two, arena, word, order);
        if (!str_equal(digest(one.db, arena), digest(two.db, arena))) {
            fail_msg("order %d%d%d", order[0], order[1], order[2]);
        }
    }
}

static void what_cannot_be_read_again_is_not_written(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    static const Provenance from = { { "csv", 3 }, false, 20000, false };
    Str before = digest(store.db, arena);
    CandidateRecord bad[7];
    for (size_t i = 0; i < 7; i++) {
        bad[i] = (CandidateRecord){ .id = S("k1") };
        bad[i].fact[FACT_hours_max] = (Value){ .known = true, .number = 32 };
        for (int k = 0; k < FACT_COUNT; k++) bad[i].fact_from[k] = from;
    }
    bad[0].fact[FACT_hours_max].number = 100;
    bad[1].fact[FACT_postcode] = (Value){ .known = true, .text = S("3511 AB") };
    bad[2].fact[FACT_given_name] = (Value){ .known = true, .text = S("") };
    bad[3].fact_from[FACT_hours_max].source = S("");
    bad[4].id = STR_EMPTY;
    Value row[LANGUAGE_FIELD_COUNT] = { { true, 0, S("nld") }, { true, 9, { 0 } } };
    candidate_list_add(arena, &bad[5], LIST_LANGUAGE, row, from);
    row[LANGUAGE_skill].number = 1;
    candidate_list_add(arena, &bad[6], LIST_LANGUAGE, row, (Provenance){ 0 });
    for (size_t i = 0; i < 7; i++) {
        bool changed = true;
        assert_int_equal(candidate_put(store.db, arena, store.tenant, &bad[i], &changed), INVALID);
        assert_true(str_equal(before, digest(store.db, arena)));
    }
    OpeningRecord opening = { .id = S("o1") };
    opening.field[OPENING_places] = (Value){ .known = true, .number = 1001 };
    bool changed;
    assert_int_equal(opening_put(store.db, arena, store.tenant, &opening, &changed), INVALID);
    ClassRecord class = { .id = S("c1") };
    class.field[CLASS_minimum] = (Value){ .known = true, .number = -1 };
    assert_int_equal(class_put(store.db, arena, store.tenant, &class, &changed), INVALID);
    assert_true(str_equal(before, digest(store.db, arena)));
}

static void tamper(Store *store, const char *text) {
    store_tamper(store->path, text);
}

static void a_code_that_left_its_list_closes_nothing(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    CandidateRecord given = { .id = S("k1") };
    const CodeList *towns = code_list(S("municipalities"));
    given.fact[FACT_municipality] = (Value){ .known = true, .text = towns->code[0] };
    given.fact_from[FACT_municipality] = (Provenance){ S("csv"), false, 20000, false };
    put_all(&store, arena, &given, 1, true);
    tamper(&store, "UPDATE candidate_fact SET value = 'GM9999' WHERE fact = 'municipality';"
                   "INSERT INTO candidate_fact SELECT tenant_id, candidate_number, 'of_a_later_version',"
                   " 'x', source, verified, confirmed_on FROM candidate_fact");
    CandidateRecord back;
    assert_int_equal(candidate_load(store.db, arena, store.tenant, S("k1"), true, &back), OK);
    assert_str(back.fact[FACT_municipality].text, "GM9999");
    assert_int_equal(back.fact[FACT_municipality].number, -1);
    put_all(&store, arena, &back, 1, false);
    tamper(&store, "INSERT INTO candidate_fact VALUES (1, 1, 'hours_max', '9999', 'csv', 0, NULL)");
    assert_int_equal(candidate_load(store.db, arena, store.tenant, S("k1"), true, &back), BROKEN);
}

static void facts_and_lists_become_unknown_again(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Chance chance = chance_begin();
    CandidateRecord given = chance_candidate(&chance, arena, S("k1"), 10), back;
    while (!given.list[LIST_LANGUAGE].count) given = chance_candidate(&chance, arena, S("k1"), 10);
    put_all(&store, arena, &given, 1, true);
    for (int i = 0; i < FACT_COUNT; i++) {
        assert_int_equal(candidate_fact_clear(store.db, store.tenant, 1, (Fact)i), OK);
        given.fact[i] = VALUE_UNKNOWN;
    }
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        assert_int_equal(candidate_list_clear(store.db, store.tenant, 1, (CandidateList)i), OK);
        given.list[i] = (RecordList){ 0 };
    }
    assert_int_equal(candidate_load(store.db, arena, store.tenant, S("k1"), true, &back), OK);
    assert_person(&given, &back, true);
    Completeness nothing = candidate_completeness(&back);
    assert_int_equal(nothing.known, 0);
    assert_true(nothing.asked > 10);
    assert_int_equal(nothing.oldest, DAY_UNKNOWN);
}

static void tenants_do_not_see_each_other(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Chance chance = chance_begin();
    Tenant other = { .name = S("other") };
    int64_t other_id = 0, number = 0;
    assert_int_equal(tenant_make(store.db, &other, &other_id), OK);
    CandidateRecord *record = people(&chance, arena, 6);
    put_all(&store, arena, record, 3, true);
    Store second = { .db = store.db, .tenant = other_id };
    put_all(&second, arena, record + 2, 4, true);
    CandidateRows rows;
    assert_int_equal(candidates_load(store.db, arena, store.tenant, true, &rows), OK);
    assert_int_equal(rows.count, 3);
    assert_int_equal(candidates_load(store.db, arena, other_id, true, &rows), OK);
    assert_int_equal(rows.count, 4);
    assert_person(&record[2], &rows.record[0], true);
    assert_int_equal(candidate_number(store.db, store.tenant, record[5].id, &number), NOT_FOUND);
    assert_int_equal(candidate_number(store.db, other_id, record[5].id, &number), OK);
    assert_int_equal(number, 4);
    Str bytes;
    assert_int_equal(candidate_original_put(store.db, other_id, 4, S("vum"), S("{}\0")), OK);
    assert_int_equal(candidate_original_load(store.db, arena, store.tenant, 4, S("vum"), &bytes), NOT_FOUND);
    assert_int_equal(candidate_original_load(store.db, arena, other_id, 4, S("vum"), &bytes), OK);
    assert_int_equal(bytes.len, 3);
}

static void assert_opening(const OpeningRecord *given, const OpeningRecord *back) {
    assert_true(str_equal(given->id, back->id));
    assert_int_equal(given->demo, back->demo);
    for (int i = 0; i < OPENING_FIELD_COUNT; i++) {
        if (!value_equal(opening_field[i].kind, given->field[i], back->field[i])) {
            fail_msg("%.*s: %s changed", STR_ARGS(given->id), opening_field[i].name);
        }
    }
    for (int i = 0; i < OPENING_LIST_COUNT; i++) {
        const RecordType *type = &opening_list_type[i];
        if (!record_lists_equal(type, &given->list[i], &back->list[i])) fail_msg("list %s", type->name);
    }
}

static void openings_come_back_as_given(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Chance chance = chance_begin();
    OpeningRecord *record = arena_many(arena, OpeningRecord, OPENINGS);
    Str before = STR_EMPTY;
    for (int i = 0; i < OPENINGS; i++) {
        record[i] = chance_opening(&chance, arena, str_printf(arena, "o%d", i), i % 11);
    }
    for (int round = 0; round < 2; round++) {
        assert_int_equal(db_begin(store.db), OK);
        for (int i = 0; i < OPENINGS; i++) {
            bool changed = round;
            assert_int_equal(opening_put(store.db, arena, store.tenant, &record[i], &changed), OK);
            assert_int_equal(changed, !round);
        }
        assert_int_equal(db_commit(store.db), OK);
        if (round) assert_true(str_equal(before, digest(store.db, arena)));
        before = digest(store.db, arena);
    }
    OpeningRows rows;
    assert_int_equal(openings_load(store.db, arena, store.tenant, &rows), OK);
    assert_int_equal(rows.count, OPENINGS);
    for (int i = 0; i < OPENINGS; i++) {
        OpeningRecord one;
        assert_int_equal(rows.record[i].number, i + 1);
        assert_opening(&record[i], &rows.record[i]);
        assert_int_equal(opening_load(store.db, arena, store.tenant, record[i].id, &one), OK);
        assert_opening(&record[i], &one);
    }
}

static void what_an_opening_does_not_say_stays(void **state) {
    (void)state;
    Chance chance = chance_begin();
    for (int round = 0; round < 20; round++) {
        TEST_STORE(store);
        TEST_ARENA(arena);
        OpeningRecord first = chance_opening(&chance, arena, S("o1"), 5), back;
        OpeningRecord second = chance_opening(&chance, arena, S("o1"), 5);
        bool changed;
        assert_int_equal(db_begin(store.db), OK);
        assert_int_equal(opening_put(store.db, arena, store.tenant, &first, &changed), OK);
        assert_int_equal(opening_put(store.db, arena, store.tenant, &second, &changed), OK);
        assert_int_equal(db_commit(store.db), OK);
        for (int i = 0; i < OPENING_FIELD_COUNT; i++) {
            if (second.field[i].known) first.field[i] = second.field[i];
        }
        for (int i = 0; i < OPENING_LIST_COUNT; i++) {
            if (second.list[i].count) first.list[i] = second.list[i];
        }
        assert_int_equal(opening_load(store.db, arena, store.tenant, S("o1"), &back), OK);
        assert_opening(&first, &back);
    }
}

static void classes_come_back_as_given(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Chance chance = chance_begin();
    ClassRecord *record = arena_many(arena, ClassRecord, CLASSES);
    assert_int_equal(db_begin(store.db), OK);
    for (int i = 0; i < CLASSES; i++) {
        record[i] = chance_class(&chance, arena, str_printf(arena, "c%d", i));
        bool changed = false;
        assert_int_equal(class_put(store.db, arena, store.tenant, &record[i], &changed), OK);
        assert_true(changed);
        assert_int_equal(class_put(store.db, arena, store.tenant, &record[i], &changed), OK);
        assert_false(changed);
    }
    assert_int_equal(db_commit(store.db), OK);
    ClassRows rows;
    assert_int_equal(classes_load(store.db, arena, store.tenant, &rows), OK);
    assert_int_equal(rows.count, CLASSES);
    for (int i = 0; i < CLASSES; i++) {
        assert_true(str_equal(record[i].id, rows.record[i].id));
        assert_int_equal(record[i].demo, rows.record[i].demo);
        for (int k = 0; k < CLASS_FIELD_COUNT; k++) {
            assert_true(value_equal(class_field[k].kind, record[i].field[k], rows.record[i].field[k]));
        }
    }
}

static int64_t processor_milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A labour-market region: figures are printed, and far more than they should be is a failure. */
static void a_region_is_kept_and_read_in_reasonable_time(void **state) {
    (void)state;
    enum { REGION_PEOPLE = 1200, PUT_MILLISECONDS_MAX = 15000, LOAD_MILLISECONDS_MAX = 5000 };
    TEST_STORE(store);
    TEST_ARENA(arena);
    Chance chance = { 7 };
    CandidateRecord *record = arena_many(arena, CandidateRecord, REGION_PEOPLE);
    for (int i = 0; i < REGION_PEOPLE; i++) {
        record[i] = chance_candidate(&chance, arena, str_printf(arena, "k%d", i), 6);
    }
    int64_t begin = processor_milliseconds();
    put_all(&store, arena, record, REGION_PEOPLE, true);
    int64_t put = processor_milliseconds();
    CandidateRows rows;
    size_t bytes = arena_used_bytes(arena);
    assert_int_equal(candidates_load(store.db, arena, store.tenant, false, &rows), OK);
    bytes = arena_used_bytes(arena) - bytes;
    int64_t loaded = processor_milliseconds();
    put_all(&store, arena, record, REGION_PEOPLE, false);
    int64_t again = processor_milliseconds();
    print_message("# %d people, of the processor: put %lld ms, load %lld ms in %zu KiB,"
                  " the same put again %lld ms\n", REGION_PEOPLE, (long long)(put - begin),
                  (long long)(loaded - put), bytes / 1024, (long long)(again - loaded));
    assert_int_equal(rows.count, REGION_PEOPLE);
    assert_true(put - begin < PUT_MILLISECONDS_MAX);
    assert_true(loaded - put < LOAD_MILLISECONDS_MAX);
}

SUITE("candidates property", cmocka_unit_test(people_come_back_as_given),
      cmocka_unit_test(the_same_people_again_change_nothing),
      cmocka_unit_test(what_is_said_apart_may_come_in_any_order),
      cmocka_unit_test(the_latest_word_wins_in_any_order),
      cmocka_unit_test(what_cannot_be_read_again_is_not_written),
      cmocka_unit_test(a_code_that_left_its_list_closes_nothing),
      cmocka_unit_test(facts_and_lists_become_unknown_again),
      cmocka_unit_test(tenants_do_not_see_each_other), cmocka_unit_test(openings_come_back_as_given),
      cmocka_unit_test(what_an_opening_does_not_say_stays), cmocka_unit_test(classes_come_back_as_given),
      cmocka_unit_test(a_region_is_kept_and_read_in_reasonable_time))
