/* People of a demo region erased at random: what is said of all others stays the same to the byte, and
 * what counted placements still adds up. */
#include "../chance.h"
#include "erasure.h"
#include "import.h"

enum { PEOPLE = 40, OPENINGS = 24, PLACEMENTS = 30, ROUNDS = 12, DUMP_BYTES_MAX = 64 * 1024 * 1024 };

/* Placements at random: proposed, and moved as far as chance has it. */
static void placements_fill(Store *store, Chance *chance) {
    assert_int_equal(db_begin(store->db), OK);
    for (int i = 0; i < PLACEMENTS; i++) {
        Proposal proposal = { chance_between(chance, 1, PEOPLE), chance_between(chance, 1, OPENINGS),
                              chance_between(chance, 0, 1), TODAY - 9 };
        assert_int_equal(placement_propose(store->db, store->tenant, proposal), OK);
    }
    TEST_ARENA(arena);
    PlacementRows rows;
    assert_int_equal(placements_load(store->db, arena, store->tenant, &rows), OK);
    for (size_t i = 0; i < rows.count; i++) {
        PlacementState now = rows.row[i].state;
        for (int64_t left = chance_between(chance, 0, 12); left > 0; left--) {
            PlacementState to = (PlacementState)chance_between(chance, 0, PLACEMENT_STATE_COUNT - 1);
            if (!placement_may_move(now, to)) continue;
            placement_to(store, rows.row[i].number, now = to);
        }
    }
    assert_int_equal(db_commit(store->db), OK);
}

/* How many placements each state has once this person is erased. */
static void states_expect(const PlacementRows *rows, int64_t person, int *ret_count) {
    memset(ret_count, 0, PLACEMENT_STATE_COUNT * sizeof *ret_count);
    for (size_t i = 0; i < rows->count; i++) {
        PlacementState state = rows->row[i].state;
        bool own = rows->row[i].candidate_number == person;
        if (own && (state == PLACEMENT_proposed || state == PLACEMENT_reserve)) continue;
        bool stops = own && (state == PLACEMENT_on_hold || state == PLACEMENT_invited ||
                             state == PLACEMENT_selected || state == PLACEMENT_agreed ||
                             state == PLACEMENT_started);
        ret_count[stops ? PLACEMENT_stopped : state]++;
    }
}

static void assert_states(Store *store, Arena *arena, const int *expected) {
    int found[PLACEMENT_STATE_COUNT];
    PlacementRows rows;
    assert_int_equal(placements_load(store->db, arena, store->tenant, &rows), OK);
    states_expect(&rows, 0, found);
    assert_memory_equal(found, expected, sizeof found);
}

/* --- everybody else --- */

static bool is_placement_of(const PlacementRows *rows, int64_t placement, int64_t person) {
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->row[i].number == placement) return rows->row[i].candidate_number == person;
    }
    return false;
}

/* Does this row of any table belong to the person? */
static bool row_is_of(const DbTable *table, Query *query, const PlacementRows *rows, int64_t person) {
    for (size_t i = 0; i < table->column_count; i++) {
        Str name = table->column[i].name;
        int64_t number = query_integer(query, (int)i);
        if (str_equal(name, S("candidate_number"))) return number == person;
        if (str_equal(name, S("placement_number"))) return is_placement_of(rows, number, person);
        if (str_equal(table->name, S("candidate")) && str_equal(name, S("number"))) {
            return number == person;
        }
    }
    return false;
}

/* Every row of every table that is not of the person, but the audit chain. `rows`: placements as they
 * were, which say whose an event is. */
static Str others_dump(Store *store, Arena *arena, const PlacementRows *rows, int64_t person) {
    const DbTables *all;
    Text text = text_new(arena, DUMP_BYTES_MAX);
    assert_int_equal(db_tables(store->db, &all), OK);
    for (size_t t = 0; t < all->count; t++) {
        const DbTable *table = &all->table[t];
        if (str_starts(table->name, S("audit_"))) continue;
        text_addf(&text, "== %.*s\n", STR_ARGS(table->name));
        Query *query = db_query(store->db, &table->rows);
        while (query_next(query)) {
            if (row_is_of(table, query, rows, person)) continue;
            for (size_t i = 0; i < table->column_count; i++) {
                text_add(&text, query_text(query, arena, (int)i));
                text_add_char(&text, '|');
            }
            text_add_char(&text, '\n');
        }
        assert_int_equal(query_end(query), OK);
    }
    assert_false(text_failed(&text));
    return text_str(&text);
}

/* The export of everybody without the line of this id. */
static Str export_without(Store *store, Arena *arena, const char *kind, Str id) {
    ExportRequest request = { .db = store->db, .arena = arena, .tenant = store->tenant,
                              .identity = true, .sensitive = true };
    Str whole = STR_EMPTY, line, begin = str_printf(arena, "%.*s,", STR_ARGS(id));
    assert_int_equal(export_bytes(&request, str_from(kind), &whole), OK);
    assert_true(whole.len > 1000);
    Text text = text_new(arena, DUMP_BYTES_MAX);
    while (str_cut(&whole, '\n', &line)) {
        if (str_starts(line, begin)) continue;
        text_add(&text, line);
        text_add_char(&text, '\n');
    }
    assert_false(text_failed(&text));
    return text_str(&text);
}

static void erase_and_compare(Store *store, int64_t person) {
    static const char *const kinds[] = { "candidates", "candidate-facts", "timetables" };
    enum { KINDS = sizeof kinds / sizeof *kinds };
    TEST_ARENA(arena);
    Str exported[KINDS], id = person_id(arena, (int)person);
    int expected[PLACEMENT_STATE_COUNT];
    PlacementRows rows;
    assert_int_equal(placements_load(store->db, arena, store->tenant, &rows), OK);
    states_expect(&rows, person, expected);
    for (size_t i = 0; i < KINDS; i++) exported[i] = export_without(store, arena, kinds[i], id);
    Str others = others_dump(store, arena, &rows, person), before = digest_of(store, arena);
    erase(store, arena, person);
    Str after = digest_of(store, arena);
    assert_false(str_equal(before, after));
    assert_states(store, arena, expected);
    assert_true(str_equal(others_dump(store, arena, &rows, person), others));
    for (size_t i = 0; i < KINDS; i++) {
        assert_true(str_equal(export_without(store, arena, kinds[i], S("nobody")), exported[i]));
    }
    assert_int_equal(db_scrub(store->db, erasure_tables, erasure_table_count), OK);
    assert_sound(store, arena);
    assert_true(str_equal(digest_of(store, arena), after)); /* once, and not by anything after it */
}

static void others_stay_as_they_are(void **state) {
    (void)state;
    Chance chance = chance_begin();
    TEST_STORE(store);
    TEST_ARENA(arena);
    region_fill(&store, arena, PEOPLE, OPENINGS);
    placements_fill(&store, &chance);
    bool erased[PEOPLE + 1] = { 0 };
    for (int i = 0; i < ROUNDS; i++) {
        int64_t person = chance_between(&chance, 1, PEOPLE);
        Erasure refused;
        if (erased[person]) assert_int_equal(erase_try(&store, arena, person, &refused), REFUSED);
        else erase_and_compare(&store, person);
        erased[person] = true;
    }
    Erasures all;
    int64_t count = 0;
    for (int i = 1; i <= PEOPLE; i++) count += erased[i];
    assert_int_equal(erasures_load(store.db, arena, store.tenant, &all), OK);
    assert_int_equal(all.count, count);
    assert_int_equal(asked(&store, "SELECT COUNT(*) FROM audit_event WHERE tenant_id = ?1"
                                   " AND event = 'candidate_erased'", 0), count);
}

SUITE("erasure of people at random", cmocka_unit_test(others_stay_as_they_are))
