/* A database that was damaged: what cannot be is refused, and the log names table, opening and column.
 * Openings are read one by one, as all are. */
#include "store.h"

#include <fcntl.h>

#include "openings/openings.h"

enum { OPENINGS = 600 }; /* more than are read at once */

static void openings_fill(const Store *store) {
    TEST_ARENA(arena);
    assert_int_equal(db_begin(store->db), OK);
    for (int i = 1; i <= OPENINGS; i++) {
        bool changed;
        OpeningRecord record = { .id = str_printf(arena, "o-%d", i) };
        record.field[OPENING_hours_max] = (Value){ .known = true, .number = i % 40 };
        Value language[RECORD_FIELDS_MAX] = { { .known = true, .text = S("nld") }, { .known = true, .number = 1 },
                             { .known = true, .number = 0 }, { .known = true, .number = i % 5 },
                             VALUE_UNKNOWN };
        record_add(arena, &opening_list_type[OPENING_LIST_DEMAND], &record.list[OPENING_LIST_DEMAND],
                   language, (Provenance){ 0 });
        assert_int_equal(opening_put(store->db, arena, store->tenant, &record, &changed), OK);
    }
    assert_int_equal(db_commit(store->db), OK);
}

/* --- reading one by one --- */

typedef struct Counted {
    int64_t last, openings, rows;
} Counted;

static Result opening_count(void *context, const OpeningRecord *record) {
    Counted *counted = context;
    assert_true(record->number > counted->last);
    counted->last = record->number;
    counted->openings++;
    counted->rows += (int64_t)record->list[OPENING_LIST_DEMAND].count;
    return OK;
}

static Result opening_stop(void *context, const OpeningRecord *record) {
    (void)opening_count(context, record);
    return record->number < 10 ? OK : CONFLICT;
}

static void each_opening_is_given_once(void **state) {
    (void)state;
    TEST_STORE(store);
    Counted counted = { 0 };
    assert_int_equal(openings_each(store.db, store.tenant, opening_count, &counted), OK);
    assert_int_equal(counted.openings, 0);
    openings_fill(&store);
    store_tamper(store.path, "DELETE FROM opening_language WHERE opening_number = 7;"
                             "DELETE FROM opening WHERE number = 7");
    assert_int_equal(openings_each(store.db, store.tenant, opening_count, &counted), OK);
    assert_int_equal(counted.openings, OPENINGS - 1);
    assert_int_equal(counted.rows, OPENINGS - 1);
    counted = (Counted){ 0 };
    assert_int_equal(openings_each(store.db, store.tenant, opening_stop, &counted), CONFLICT);
    assert_int_equal(counted.last, 10);
}

/* --- damage --- */

/* What is logged while all are read. */
static Str refusal(const Store *store, Arena *arena) {
    char file[128];
    snprintf(file, sizeof file, "%s/log", store->folder);
    int kept = dup(STDERR_FILENO), to = open(file, O_CREAT | O_RDWR | O_TRUNC, 0600);
    assert_true(kept >= 0 && to >= 0);
    Counted counted = { 0 };
    dup2(to, STDERR_FILENO);
    Result each = openings_each(store->db, store->tenant, opening_count, &counted);
    dup2(kept, STDERR_FILENO);
    char *said = arena_get(arena, 4096);
    ssize_t len = pread(to, said, 4095, 0);
    close(kept);
    close(to);
    unlink(file);
    OpeningRows rows;
    assert_int_equal(each, BROKEN);
    assert_int_equal(openings_load(store->db, arena, store->tenant, &rows), BROKEN);
    assert_true(len > 0);
    return (Str){ said, (size_t)len };
}

#define TABLE_LOOSE(table)                                                                         \
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '')"       \
    " WHERE name = '" table "'; PRAGMA writable_schema = RESET;"

static void what_cannot_be_is_refused_by_name(void **state) {
    (void)state;
    static const struct {
        const char *damage, *table, *opening, *what;
    } damages[] = {
        { "UPDATE opening_language SET level = 'B7' WHERE opening_number = 590", "opening_language",
          "'o-590' (number 590)", "'level'" },
        { "UPDATE opening SET outcome = 'medal' WHERE number = 3", "opening", "'o-3' (number 3)",
          "'outcome'" },
        { "UPDATE opening SET hours_max = 100000 WHERE number = 4", "opening", "'o-4' (number 4)",
          "'hours_max'" },
        { "DELETE FROM opening WHERE number = 600", "opening_language", "(number 600)",
          "there is no such opening" },
        { "UPDATE opening_language SET opening_number = 5000 WHERE opening_number = 12",
          "opening_language", "(number 5000)", "there is no such opening" },
        { TABLE_LOOSE("opening") "UPDATE opening SET hours_max = 'many' WHERE number = 9", "opening",
          "'o-9' (number 9)", "'hours_max'" },
        { TABLE_LOOSE("opening") "UPDATE opening SET number = 'none' WHERE number = 600", "opening",
          "'o-600'", "its number" },
    };
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        TEST_ARENA(arena);
        TEST_STORE(store);
        openings_fill(&store);
        store_foreign(store.path, damages[i].damage);
        Str said = refusal(&store, arena);
        const char *parts[] = { damages[i].table, damages[i].opening, damages[i].what };
        for (size_t k = 0; k < 3; k++) {
            if (memmem(said.at, said.len, parts[k], strlen(parts[k]))) continue;
            fail_msg("%zu: no %s in: %.*s", i, parts[k], STR_ARGS(said));
        }
    }
}

SUITE("openings of a damaged database", cmocka_unit_test(each_opening_is_given_once),
      cmocka_unit_test(what_cannot_be_is_refused_by_name))
