/* What could not be restored is not backed up: other tables than the migrations make, texts that
 * are not UTF-8. */
#include "backup.h"

#include "backup_files.h"
#include "store.h"

static Str backup_path(Arena *arena, const Store *store) {
    return str_printf(arena, "%s/backup", store->folder);
}

static Result backup(Db *db, Arena *arena, Str file, Phrase *ret_why) {
    BackupSummary summary;
    BackupRequest request = { .file = file.at, .made_at = S("2026-03-02T10:00:00Z") };
    return backup_write(db, arena, request, &summary, ret_why);
}

/* After somebody else changed the schema: refused with these words, and no file is left. */
static void assert_unfit(const char *change, Word word, const char *said) {
    TEST_STORE(store);
    TEST_ARENA(arena);
    store.altered = true;
    store_tamper(store.path, change);
    Phrase why;
    Str file = backup_path(arena, &store);
    assert_int_equal(backup(store.db, arena, file, &why), REFUSED);
    assert_int_equal(why.word, word);
    Str text = phrase_text(arena, TONGUE_EN, why);
    if (!str_starts(text, str_from(said))) fail_msg("%.*s", STR_ARGS(text));
    assert_int_not_equal(access(file.at, F_OK), 0);
    assert_int_not_equal(access(str_printf(arena, "%s.part", file.at).at, F_OK), 0);

    backup_folder_set(store.folder); /* and no upgrade goes on without it */
    assert_int_equal(backup_keep_before(store.db, S("region"), db_schema_newest()), BROKEN);
    backup_folder_set(NULL);
}

static void other_tables_than_ours_are_refused(void **state) {
    (void)state;
    assert_unfit("CREATE TABLE extra (x INTEGER)", WORD_backup_table_strange,
                 "The table extra was not made by Opstap.");
    assert_unfit("ALTER TABLE candidate ADD COLUMN extra TEXT", WORD_backup_table_altered,
                 "The table candidate has other columns than Opstap made.");
    assert_unfit("DROP TABLE occupation_mapping", WORD_backup_table_missing,
                 "The table occupation_mapping is missing.");
}

#define MAPPING(tenant, occupation, label)                                                         \
    "INSERT INTO occupation_mapping (tenant_id, occupation, isco, label) VALUES (" tenant          \
    ", " occupation ", '7223', " label ");"

static void a_text_that_is_not_utf8_is_refused(void **state) {
    (void)state;
    if (server_address()) return; /* a server holds none */
    TEST_ARENA(arena);
    static const char *const rows[] = { MAPPING("1", "'a'", "'b'")
                                            MAPPING("1", "'b'", "CAST(x'62ff' AS TEXT)"),
                                        MAPPING("1", "'a'", "'b'")
                                            MAPPING("1", "'b'", "CAST(x'620062' AS TEXT)") };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TEST_STORE(store);
        store_tamper(store.path, rows[i]);
        Phrase why;
        Str file = backup_path(arena, &store);
        assert_int_equal(backup(store.db, arena, file, &why), INVALID);
        Str text = phrase_text(arena, TONGUE_EN, why);
        assert_true(str_starts(text, S("In the table occupation_mapping, row 2, a text is not "
                                       "UTF-8.")));
        assert_int_not_equal(access(file.at, F_OK), 0);
        Str hex; /* it can still be looked at */
        assert_int_equal(db_digest(store.db, arena, &hex), OK);
    }
}

/* Whoever makes the sums anew does not make it a backup. */
static void verify_finds_a_text_that_is_not_utf8(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    store_tamper(store.path, MAPPING("1", "'a'", "'stone'") MAPPING("1", "'b'", "'brick'"));
    Phrase why;
    Str file = backup_path(arena, &store), bytes;
    assert_int_equal(backup(store.db, arena, file, &why), OK);
    assert_int_equal(file_read(arena, file.at, IMPORT_BYTES_MAX, &bytes), OK);
    Str plain = plain_of(arena, bytes);
    size_t at = str_find(plain, S("brick"));
    assert_true(at < plain.len);
    static const char wrong[] = { (char)0xff, 0, (char)0x80 };
    for (size_t i = 0; i < sizeof wrong; i++) {
        char *changed = arena_get(arena, plain.len);
        memcpy(changed, plain.at, plain.len);
        changed[at + i] = wrong[i];
        BackupSummary summary;
        Str again = backup_of(arena, (Str){ changed, plain.len });
        assert_int_equal(bytes_verify(arena, again, &summary, &why), INVALID);
        Str text = phrase_text(arena, TONGUE_EN, why), part = S("row 2: a text is not UTF-8");
        if (str_find(text, part) == text.len) fail_msg("%.*s", STR_ARGS(text));
    }
    unlink(file.at);
}

SUITE("backup fit", cmocka_unit_test(other_tables_than_ours_are_refused),
      cmocka_unit_test(a_text_that_is_not_utf8_is_refused),
      cmocka_unit_test(verify_finds_a_text_that_is_not_utf8))
