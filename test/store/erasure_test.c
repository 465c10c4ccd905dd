/* What is left of a person whose file was erased, in every table and in the bytes of the files. */
#include "erasure.h"

#include <pthread.h>
#include <time.h>

#include "file.h"

static const Provenance told = { { "test", 4 }, true, TODAY - 100, false };
static const char family_name[] = "Zqxwvut-Onvindbaar";

enum { PEOPLE = 12, OPENINGS = 16, WHO = 5 };

static Value text(const char *given) {
    return (Value){ .known = true, .text = str_from(given) };
}

/* Number WHO gets something in every table there is. */
static void person_everywhere(Store *store, Arena *arena) {
    Value benefit[SPELL_FIELD_COUNT] = { { .known = true }, { .known = true, .number = TODAY - 400 } };
    benefit[SPELL_note] = text(family_name);
    RecordList spells = { 0 };
    record_add(arena, &spell_type, &spells, benefit, (Provenance){ 0 });
    CandidateRecord record = { .id = person_id(arena, WHO) };
    record.fact[FACT_family_name] = text(family_name);
    record.fact_from[FACT_family_name] = told;
    bool changed;
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(candidate_put(store->db, arena, store->tenant, &record, &changed), OK);
    assert_true(changed);
    assert_int_equal(candidate_spells_put(store->db, store->tenant, WHO, &spells), OK);
    assert_int_equal(candidate_original_put(store->db, store->tenant, WHO, S("vum-jobseekers-3"),
                                            S("{\"naam\":\"Zqxwvut-Onvindbaar\"}")), OK);
    DecidedPair pair = { WHO, 1, PAIR_FORBID };
    assert_int_equal(plan_pair_decide(store->db, store->tenant, pair), OK);
    KeptAssignment row[] = { { WHO, 2, 800, false }, { WHO + 1, 3, 700, true } };
    KeptPlan plan = { .made_on = TODAY - 9, .rule_version = S("r1"), .optimal = true, .value = 1500,
                      .bound = 1500, .row = row, .count = 2 };
    assert_int_equal(plan_keep(store->db, arena, store->tenant, &plan, &changed), OK);
    assert_int_equal(db_commit(store->db), OK);
    event_write(store, record.id, S("sprak met Zqxwvut-Onvindbaar"));
    event_write(store, S("kandidaat-0005=opening-001"), str_from(family_name));
    event_write(store, S("kandidaat-00051"), S("a value of somebody else"));
    event_write(store, person_id(arena, WHO + 1), S("another value of somebody else"));
}

#define TEST_REGION(store, arena)                                                                  \
    TEST_STORE(store);                                                                             \
    TEST_ARENA(arena);                                                                             \
    region_fill(&store, arena, PEOPLE, OPENINGS);                                                  \
    person_everywhere(&store, arena)

/* Every table with a column candidate_number, whoever adds one later. */
static void no_table_holds_the_person(void **state) {
    (void)state;
    TEST_REGION(store, arena);
    placement_in(&store, WHO, 3, PLACEMENT_stopped);
    const DbTables *all;
    assert_int_equal(db_tables(store.db, &all), OK);
    erase(&store, arena, WHO);
    int looked = 0;
    for (size_t i = 0; i < all->count; i++) {
        if (!has_column(&all->table[i], "candidate_number")) continue;
        Str name = all->table[i].name;
        bool stays = str_equal(name, S("placement")) || str_equal(name, S("plan_assignment"));
        Str ask = str_printf(arena, "SELECT COUNT(*) FROM %.*s WHERE tenant_id = ?1"
                                    " AND candidate_number = ?2", STR_ARGS(name));
        int64_t rows = asked(&store, ask.at, WHO);
        if (rows != stays) fail_msg("%.*s: %lld rows", STR_ARGS(name), (long long)rows);
        looked++;
    }
    assert_int_equal(looked, 3 + 1 + CANDIDATE_LIST_COUNT + 3 + 1 + 1); /* ..., changes, shown lists */
    assert_sound(&store, arena);
}

/* What is written anew afterwards: every table that lost a row or a value. */
static void every_table_that_loses_something_is_written_anew(void **state) {
    (void)state;
    TEST_REGION(store, arena);
    const DbTables *all;
    assert_int_equal(db_tables(store.db, &all), OK);
    size_t found = 0;
    for (size_t i = 0; i < all->count; i++) {
        Str name = all->table[i].name;
        bool listed = false;
        for (size_t k = 0; k < erasure_table_count; k++) {
            listed = listed || str_equal(name, str_from(erasure_tables[k]));
        }
        bool of_a_person = has_column(&all->table[i], "candidate_number");
        bool stays = str_equal(name, S("plan_assignment"));
        if (of_a_person && !stays && !listed) fail_msg("%.*s", STR_ARGS(name));
        found += listed;
    }
    assert_int_equal(found, erasure_table_count); /* no name that is no table */
}

static void what_is_told_is_what_was_there(void **state) {
    (void)state;
    TEST_REGION(store, arena);
    placement_in(&store, WHO, 3, PLACEMENT_stopped);
    placement_in(&store, WHO, 4, PLACEMENT_started);
    placement_in(&store, WHO, 5, PLACEMENT_proposed);
    placement_in(&store, WHO, 6, PLACEMENT_reserve);
    int64_t facts = asked(&store, "SELECT COUNT(*) FROM candidate_fact WHERE tenant_id = ?1"
                                  " AND candidate_number = ?2", WHO);
    int64_t identity = asked(&store, "SELECT COUNT(*) FROM candidate_identity WHERE tenant_id = ?1"
                                     " AND candidate_number = ?2", WHO);
    int64_t languages = asked(&store, "SELECT COUNT(*) FROM candidate_language WHERE tenant_id = ?1"
                                      " AND candidate_number = ?2", WHO);
    Erasure erasure = erase(&store, arena, WHO);
    assert_int_equal(erasure.number, WHO);
    assert_int_equal(erasure.on, TODAY);
    assert_str(erasure.id, "erased-5");
    assert_true(facts > 5 && identity > 2 && languages > 0);
    assert_int_equal(erasure.count[ERASURE_facts], facts);
    assert_int_equal(erasure.count[ERASURE_identity], identity);
    assert_true(erasure.count[ERASURE_lists] > languages);
    assert_int_equal(erasure.count[ERASURE_spells], 1);
    assert_int_equal(erasure.count[ERASURE_originals], 1);
    assert_int_equal(erasure.count[ERASURE_decided_pairs], 1);
    assert_int_equal(erasure.count[ERASURE_audit_values], 2);
    assert_int_equal(erasure.count[ERASURE_proposals], 2);
    assert_int_equal(erasure.count[ERASURE_placements_stopped], 1);
    assert_int_equal(erasure.count[ERASURE_placements], 2);
    assert_int_equal(erasure.count[ERASURE_plan_lines], 1);
}

static const struct Life {
    const char *state, *left; /* NULL: taken back */
} lives[] = {
    { "proposed", NULL },
    { "reserve", NULL },
    { "on_hold", "stopped" },
    { "invited", "stopped" },
    { "selected", "stopped" },
    { "agreed", "stopped" },
    { "started", "stopped" },
    { "declined_by_candidate", "declined_by_candidate" },
    { "declined_by_employer", "declined_by_employer" },
    { "no_show", "no_show" },
    { "completed", "completed" },
    { "in_work", "in_work" },
    { "kept_6_months", "kept_6_months" },
    { "kept_12_months", "kept_12_months" },
    { "stopped", "stopped" },
};

static void placements_stay_as_lines(void **state) {
    (void)state;
    TEST_REGION(store, arena);
    size_t count = sizeof lives / sizeof *lives, left = 0;
    assert_int_equal(count, PLACEMENT_STATE_COUNT);
    for (size_t i = 0; i < count; i++) {
        PlacementState to;
        assert_true(placement_state_read(str_from(lives[i].state), &to));
        placement_in(&store, WHO, (int64_t)i + 1, to);
    }
    int64_t others = placement_in(&store, WHO + 1, 1, PLACEMENT_stopped);
    erase(&store, arena, WHO);
    PlacementRows rows;
    assert_int_equal(placements_load(store.db, arena, store.tenant, &rows), OK);
    for (size_t i = 0; i < count; i++) {
        if (!lives[i].left) continue;
        const Placement *row = &rows.row[left++];
        assert_int_equal(row->opening_number, i + 1);
        assert_str(row->candidate, "erased-5");
        assert_str(str_from(placement_state_name(row->state)), lives[i].left);
        PlacementEvents events;
        assert_int_equal(placement_events_load(store.db, arena, store.tenant, row->number, &events), OK);
        assert_int_equal(events.row[0].on, TODAY - 9);
        bool stopped = strcmp(lives[i].state, lives[i].left) != 0;
        const PlacementEvent *last = &events.row[events.count - 1];
        assert_int_equal(last->state, row->state);
        assert_int_equal(last->on, stopped ? TODAY : TODAY - 5);
        for (size_t k = 0; k < events.count; k++) {
            assert_str(events.row[k].next_step, "");
            bool reason = reason_for(events.row[k].state).len > 0;
            assert_str(events.row[k].reason, reason ? "unknown" : "");
        }
    }
    assert_int_equal(rows.count, left + 1);
    PlacementEvents events;
    assert_int_equal(placement_events_load(store.db, arena, store.tenant, others, &events), OK);
    assert_str(events.row[events.count - 1].reason, "debts_housing");
    assert_str(events.row[events.count - 1].next_step, "belt Zqxwvut op dinsdag");
}

#define VALUES_OF "SELECT COUNT(*) FROM audit_value v JOIN audit_event e ON e.tenant_id ="           \
                  " v.tenant_id AND e.number = v.number WHERE v.tenant_id = ?1 AND e.subject"

static void the_chain_holds_and_tells_of_it(void **state) {
    (void)state;
    TEST_REGION(store, arena);
    int64_t events = asked(&store, "SELECT COUNT(*) FROM audit_event WHERE tenant_id = ?1", 0);
    erase(&store, arena, WHO);
    assert_sound(&store, arena);
    assert_int_equal(asked(&store, VALUES_OF " = 'kandidaat-0005'", 0), 0);
    assert_int_equal(asked(&store, VALUES_OF " = 'kandidaat-0005=opening-001'", 0), 0);
    assert_int_equal(asked(&store, VALUES_OF " = 'kandidaat-00051'", 0), 1);
    assert_int_equal(asked(&store, VALUES_OF " = 'kandidaat-0006'", 0), 1);
    assert_int_equal(asked(&store, "SELECT COUNT(*) FROM audit_event WHERE tenant_id = ?1", 0),
                     events + 1);
    assert_int_equal(asked(&store, "SELECT number FROM audit_event WHERE tenant_id = ?1 AND event ="
                                   " 'candidate_erased' AND subject = 'kandidaat-0005'", 0),
                     events + 1);
}

static void nobody_finds_an_erased_person(void **state) {
    (void)state;
    TEST_REGION(store, arena);
    erase(&store, arena, WHO);
    CandidateRows rows;
    CandidateRecord record;
    int64_t number;
    Str bytes;
    assert_int_equal(candidates_load(store.db, arena, store.tenant, true, &rows), OK);
    assert_int_equal(rows.count, PEOPLE - 1);
    for (size_t i = 0; i < rows.count; i++) assert_int_not_equal(rows.record[i].number, WHO);
    const Str ids[] = { S("kandidaat-0005"), S("erased-5") };
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(candidate_number(store.db, store.tenant, ids[i], &number), NOT_FOUND);
        assert_int_equal(candidate_load(store.db, arena, store.tenant, ids[i], true, &record), NOT_FOUND);
    }
    assert_int_equal(candidate_original_load(store.db, arena, store.tenant, WHO,
                                             S("vum-jobseekers-3"), &bytes), NOT_FOUND);
    Erasures erased;
    assert_int_equal(erasures_load(store.db, arena, store.tenant, &erased), OK);
    assert_int_equal(erased.count, 1);
    assert_int_equal(erased.row[0].number, WHO);
    assert_int_equal(erased.row[0].on, TODAY);
    assert_str(erased.row[0].id, "erased-5");
    KeptPlan plan;
    assert_int_equal(plan_last(store.db, arena, store.tenant, &plan), OK);
    assert_int_equal(plan.count, 2);
    assert_int_equal(plan.row[0].score + plan.row[1].score, plan.value);
}

static int64_t person_again(Store *store, Arena *arena, Str id) {
    CandidateRecord record = { .id = id };
    bool changed;
    int64_t number;
    record.fact[FACT_given_name] = text("Nieuw");
    record.fact_from[FACT_given_name] = told;
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(candidate_put(store->db, arena, store->tenant, &record, &changed), OK);
    assert_int_equal(db_commit(store->db), OK);
    assert_int_equal(candidate_number(store->db, store->tenant, id, &number), OK);
    return number;
}

static void the_same_id_is_somebody_new(void **state) {
    (void)state;
    TEST_REGION(store, arena);
    placement_in(&store, WHO, 3, PLACEMENT_in_work);
    erase(&store, arena, WHO);
    assert_int_equal(person_again(&store, arena, person_id(arena, WHO)), PEOPLE + 1);
    CandidateRecord record;
    assert_int_equal(candidate_load(store.db, arena, store.tenant, person_id(arena, WHO), true, &record), OK);
    for (int i = 0; i < FACT_COUNT; i++) assert_int_equal(record.fact[i].known, i == FACT_given_name);
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) assert_int_equal(record.list[i].count, 0);
    PlacementRows rows;
    assert_int_equal(placements_load(store.db, arena, store.tenant, &rows), OK);
    assert_int_equal(rows.row[0].candidate_number, WHO);
    /* And erased again: another number, another id. */
    Erasure erasure = erase(&store, arena, PEOPLE + 1);
    assert_str(erasure.id, "erased-13");
    /* The last number is not given twice. */
    assert_int_equal(person_again(&store, arena, S("somebody")), PEOPLE + 2);
    assert_sound(&store, arena);
}

/* Ids are whatever others give, also what looks like ours. */
static void an_id_that_looks_erased_is_refused_to_nobody(void **state) {
    (void)state;
    TEST_REGION(store, arena);
    assert_int_equal(person_again(&store, arena, S("erased-5")), PEOPLE + 1);
    assert_str(erase(&store, arena, WHO).id, "erased-5-1"); /* it was taken */
    assert_str(erase(&store, arena, WHO + 1).id, "erased-6");
    assert_int_equal(person_again(&store, arena, S("erased-6")), PEOPLE + 2); /* it gives way */
    assert_int_equal(person_again(&store, arena, S("erased-6")), PEOPLE + 2);
    Erasures erased;
    assert_int_equal(erasures_load(store.db, arena, store.tenant, &erased), OK);
    assert_str(erased.row[0].id, "erased-5-1");
    assert_str(erased.row[1].id, "erased-6-1");
    assert_str(erase(&store, arena, PEOPLE + 1).id, "erased-13");
    assert_sound(&store, arena);
}

static void what_cannot_be_erased_changes_nothing(void **state) {
    (void)state;
    TEST_REGION(store, arena);
    Tenant other = { .name = S("other") };
    Erasure erasure;
    int64_t number;
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(tenant_make(store.db, &other, &number), OK);
    assert_int_equal(db_commit(store.db), OK);
    Str before = digest_of(&store, arena);
    Store elsewhere = store;
    elsewhere.tenant = number;
    assert_int_equal(erase_try(&elsewhere, arena, WHO, &erasure), NOT_FOUND);
    assert_int_equal(erase_try(&store, arena, 0, &erasure), NOT_FOUND);
    assert_int_equal(erase_try(&store, arena, PEOPLE + 1, &erasure), NOT_FOUND);
    ErasureRequest undated = { store.tenant, WHO, DAY_UNKNOWN, S("test") };
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(candidate_erase(store.db, arena, undated, &erasure), INVALID);
    db_rollback(store.db);
    assert_true(str_equal(digest_of(&store, arena), before));
    int64_t events = asked(&store, "SELECT COUNT(*) FROM audit_event WHERE tenant_id = ?1", 0);
    erase(&store, arena, WHO);
    Str after = digest_of(&store, arena);
    assert_false(str_equal(after, before));
    assert_int_equal(erase_try(&store, arena, WHO, &erasure), REFUSED);
    assert_int_equal(erasure.on, TODAY);
    assert_true(str_equal(digest_of(&store, arena), after));
    assert_int_equal(asked(&store, "SELECT COUNT(*) FROM audit_event WHERE tenant_id = ?1", 0),
                     events + 1);
}

static void looking_what_it_would_do_changes_nothing(void **state) {
    (void)state;
    TEST_REGION(store, arena);
    placement_in(&store, WHO, 3, PLACEMENT_invited);
    Str before = digest_of(&store, arena);
    ErasureRequest request = { store.tenant, WHO, TODAY, S("test") };
    Erasure would;
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(candidate_erase(store.db, arena, request, &would), OK);
    db_rollback(store.db);
    assert_true(str_equal(digest_of(&store, arena), before));
    assert_int_equal(asked(&store, VALUES_OF " = 'kandidaat-0005'", 0), 1);
    Erasure done = erase(&store, arena, WHO);
    assert_memory_equal(done.count, would.count, sizeof done.count);
    assert_str(would.id, "erased-5");
}

/* --- bytes --- */

/* How many files of the database hold the name: the file and its log, or the tables, their long values
 * and their indexes on the server. */
static int64_t files_with_name(Store *store, Arena *arena) {
    if (server_address()) {
        return server_run(store->path,
                          "CHECKPOINT; SELECT COUNT(*) FROM pg_class WHERE relkind IN ('r', 't', 'i')"
                          " AND relnamespace IN ('public'::regnamespace, 'pg_toast'::regnamespace)"
                          " AND position('Zqxwvut'::bytea"
                          " IN pg_read_binary_file(pg_relation_filepath(oid))) > 0");
    }
    static const char *const suffix[] = { "", "-wal" };
    int64_t found = 0;
    for (size_t i = 0; i < 2; i++) {
        Str bytes = STR_EMPTY;
        Result result = file_read(arena, str_printf(arena, "%s%s", store->path, suffix[i]).at,
                                  (size_t)256 << 20, &bytes);
        assert_true(result == OK || i == 1);
        found += result == OK && str_find(bytes, S("Zqxwvut")) < bytes.len;
    }
    return found;
}

static void no_byte_of_the_name_is_left(void **state) {
    (void)state;
    TEST_REGION(store, arena);
    placement_in(&store, WHO, 3, PLACEMENT_invited);
    assert_true(files_with_name(&store, arena) > 0);
    erase(&store, arena, WHO);
    print_message("# files with the name before scrubbing: %lld\n",
                  (long long)files_with_name(&store, arena));
    assert_int_equal(db_scrub(store.db, erasure_tables, erasure_table_count), OK);
    assert_int_equal(files_with_name(&store, arena), 0);
    assert_sound(&store, arena);
    assert_int_equal(db_scrub(store.db, erasure_tables, erasure_table_count), OK);
}

/* Whoever looked before it was erased still sees the person: that is said, and nothing is promised. */
static void somebody_who_looks_keeps_traces(void **state) {
    (void)state;
    TEST_REGION(store, arena);
    Db *reader = NULL;
    Phrase why;
    CandidateRows rows;
    assert_int_equal(db_open(store.path, DB_EXISTING, &reader, &why), OK);
    assert_int_equal(db_begin_read(reader), OK);
    assert_int_equal(candidates_load(reader, arena, store.tenant, true, &rows), OK);
    db_set_patience(store.db, 50);
    erase(&store, arena, WHO);
    assert_int_equal(db_scrub(store.db, erasure_tables, erasure_table_count), BUSY);
    assert_int_equal(candidates_load(reader, arena, store.tenant, true, &rows), OK);
    assert_int_equal(rows.count, PEOPLE); /* one view */
    db_end(reader);
    /* A server takes a moment to notice that somebody is gone. */
    Result result = BUSY;
    for (int i = 0; i < 100 && result == BUSY; i++) {
        result = db_scrub(store.db, erasure_tables, erasure_table_count);
    }
    assert_int_equal(result, OK);
    assert_int_equal(files_with_name(&store, arena), 0);
}

/* The same without a lock on any table of the person: only the view is held. */
static void somebody_who_may_look_keeps_traces(void **state) {
    (void)state;
    TEST_REGION(store, arena);
    Db *reader = NULL;
    Phrase why;
    int version;
    assert_int_equal(db_open(store.path, DB_EXISTING, &reader, &why), OK);
    assert_int_equal(db_begin_read(reader), OK);
    assert_int_equal(db_schema_version(reader, &version), OK);
    db_set_patience(store.db, 50);
    erase(&store, arena, WHO);
    assert_int_equal(db_scrub(store.db, erasure_tables, erasure_table_count), BUSY);
    assert_true(files_with_name(&store, arena) > 0);
    db_end(reader);
}

static void *soon_gone(void *reader) {
    static const struct timespec look = { .tv_nsec = 300 * 1000 * 1000 };
    nanosleep(&look, NULL);
    db_end(reader);
    return NULL;
}

static void who_only_looks_for_a_moment_is_waited_for(void **state) {
    (void)state;
    TEST_REGION(store, arena);
    Db *reader = NULL;
    Phrase why;
    int version;
    pthread_t thread;
    assert_int_equal(db_open(store.path, DB_EXISTING, &reader, &why), OK);
    assert_int_equal(db_begin_read(reader), OK);
    assert_int_equal(db_schema_version(reader, &version), OK);
    erase(&store, arena, WHO);
    assert_int_equal(pthread_create(&thread, NULL, soon_gone, reader), 0);
    assert_int_equal(db_scrub(store.db, erasure_tables, erasure_table_count), OK);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(files_with_name(&store, arena), 0);
}

static void scrubbing_is_for_outside_transactions(void **state) {
    (void)state;
    TEST_STORE(store);
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(db_scrub(store.db, erasure_tables, erasure_table_count), BROKEN);
    db_rollback(store.db);
    assert_int_equal(db_scrub(store.db, erasure_tables, erasure_table_count), OK);
}

SUITE("erasure", cmocka_unit_test(no_table_holds_the_person),
      cmocka_unit_test(every_table_that_loses_something_is_written_anew),
      cmocka_unit_test(what_is_told_is_what_was_there),
      cmocka_unit_test(placements_stay_as_lines),
      cmocka_unit_test(the_chain_holds_and_tells_of_it),
      cmocka_unit_test(nobody_finds_an_erased_person),
      cmocka_unit_test(the_same_id_is_somebody_new),
      cmocka_unit_test(an_id_that_looks_erased_is_refused_to_nobody),
      cmocka_unit_test(what_cannot_be_erased_changes_nothing),
      cmocka_unit_test(looking_what_it_would_do_changes_nothing),
      cmocka_unit_test(no_byte_of_the_name_is_left),
      cmocka_unit_test(somebody_who_looks_keeps_traces),
      cmocka_unit_test(somebody_who_may_look_keeps_traces),
      cmocka_unit_test(who_only_looks_for_a_moment_is_waited_for),
      cmocka_unit_test(scrubbing_is_for_outside_transactions))
