/* Backups: whole databases out and in again, what is refused, and what stays as it was then. */
#include "backup.h"

#include <sys/stat.h>

#include "audit/audit.h"
#include "backup_files.h"
#include "demo/demo.h"
#include "fault.h"
#include "store.h"

SQL(test_mapping_add, "INSERT INTO occupation_mapping (tenant_id, occupation, isco, label)"
                      " VALUES (?1, ?2, ?3, ?4)");
SQL(test_candidate_add, "INSERT INTO candidate (tenant_id, number, id) VALUES (?1, ?2, ?3)");
SQL(test_original_add, "INSERT INTO candidate_original (tenant_id, candidate_number, format, bytes)"
                       " VALUES (?1, ?2, ?3, ?4)");

enum { TODAY = 20514 };

typedef struct Files {
    Str backup, again, restored;
} Files;

static Files files_of(Arena *arena, const Store *store) {
    return (Files){ .backup = str_printf(arena, "%s/backup", store->folder),
                    .again = str_printf(arena, "%s/again", store->folder),
                    .restored = str_printf(arena, "%s/restored.db", store->folder) };
}

static void files_end(const Files *files) {
    unlink(files->backup.at);
    unlink(files->again.at);
    unlink(files->restored.at);
}

/* A database, memory, and the names of files beside it that are gone afterwards. */
#define TEST_BACKUP(store, arena, files)                                                           \
    TEST_STORE(store);                                                                             \
    TEST_ARENA(arena);                                                                             \
    AUTO(files_end) Files files = files_of(arena, &store)

static void mapping_add(Store *store, Str occupation, Str label) {
    Query *query = db_query(store->db, &test_mapping_add);
    query_set_integer(query, 1, store->tenant);
    query_set_text(query, 2, occupation);
    query_set_text(query, 3, S("7223"));
    if (label.len) query_set_text(query, 4, label);
    else query_set_null(query, 4);
    assert_int_equal(query_run(query), OK);
}

static void original_add(Store *store, int64_t number, Str bytes) {
    Query *query = db_query(store->db, &test_candidate_add);
    query_set_integer(query, 1, store->tenant);
    query_set_integer(query, 2, number);
    query_set_text(query, 3, number == 1 ? S("een") : S("twee"));
    assert_int_equal(query_run(query), OK);
    query = db_query(store->db, &test_original_add);
    query_set_integer(query, 1, store->tenant);
    query_set_integer(query, 2, number);
    query_set_text(query, 3, S("vum"));
    query_set_blob(query, 4, bytes);
    assert_int_equal(query_run(query), OK);
}

static void demo_add(Store *store, Arena *arena, int people) {
    Phrase why;
    DemoRequest demo = { .seed = 3, .today = TODAY, .candidates = people, .openings = 20 };
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(demo_fill(store->db, arena, store->tenant, demo, &why), OK);
    AuditEvent event = { .code = AUDIT_demo_made,
                         .actor = S("test"),
                         .subject = S("demo"),
                         .value = S("what may be erased") };
    assert_int_equal(audit_write(store->db, store->tenant, event), OK);
    assert_int_equal(audit_write(store->db, store->tenant, event), OK);
    assert_int_equal(db_commit(store->db), OK);
}

static BackupSummary backup(Db *db, Arena *arena, Str file) {
    BackupSummary summary = { 0 };
    Phrase why;
    BackupRequest request = { .file = file.at, .made_at = S("2026-03-02T10:00:00Z") };
    assert_int_equal(backup_write(db, arena, request, &summary, &why), OK);
    return summary;
}

static Str bytes_of(Arena *arena, Str path) {
    Str bytes = STR_EMPTY;
    assert_int_equal(file_read(arena, path.at, IMPORT_BYTES_MAX, &bytes), OK);
    return bytes;
}

static Str say(Arena *arena, Phrase why) {
    return phrase_text(arena, TONGUE_EN, why);
}

static void assert_says(Arena *arena, Phrase why, const char *part) {
    Str said = say(arena, why);
    if (str_find(said, str_from(part)) < said.len) return;
    fail_msg("'%s' does not stand in '%.*s'", part, STR_ARGS(said));
}

/* --- there and back --- */

static void assert_sound(const char *path, Arena *arena, Str expected) {
    Db *db = NULL;
    Phrase why;
    Str where = STR_EMPTY;
    int64_t events = 0;
    assert_int_equal(db_open(path, DB_EXISTING, &db, &why), OK);
    assert_str(digest(db, arena), expected.at);
    assert_int_equal(db_check(db, arena, &where), OK);
    assert_int_equal(audit_check(db, arena, &where, &events), OK);
    assert_int_equal(events, 2);
    db_end(db);
}

static void what_is_restored_is_what_was_there(void **state) {
    (void)state;
    TEST_BACKUP(store, arena, files);
    demo_add(&store, arena, 120);
    Str before = digest(store.db, arena);
    BackupSummary made = backup(store.db, arena, files.backup), proven = { 0 }, restored = { 0 };
    assert_str(digest_hex(arena, made.data), before.at);
    assert_true(made.rows > 5000 && made.count > 50);
    struct stat about;
    assert_int_equal(stat(files.backup.at, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);

    Phrase why;
    BackupRequest request = { .file = files.backup.at };
    assert_int_equal(backup_verify(arena, request, &proven, &why), OK);
    assert_int_equal(proven.rows, made.rows);
    assert_memory_equal(proven.all, made.all, DIGEST_BYTES);
    assert_int_equal(backup_restore(arena, request, files.restored.at, &restored, &why), OK);
    assert_int_equal(restored.rows, made.rows);
    assert_int_equal(stat(files.restored.at, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_sound(files.restored.at, arena, before);

    Db *db = NULL; /* a backup of what was restored is the same file */
    assert_int_equal(db_open(files.restored.at, DB_EXISTING, &db, &why), OK);
    backup(db, arena, files.again);
    db_end(db);
    assert_true(str_equal(bytes_of(arena, files.backup), bytes_of(arena, files.again)));
}

static void values_of_every_kind_come_back(void **state) {
    (void)state;
    TEST_BACKUP(store, arena, files);
    char *large = arena_get(arena, 3 * BACKUP_CHUNK_BYTES_MAX);
    for (size_t i = 0; i < 3 * BACKUP_CHUNK_BYTES_MAX; i++)
        large[i] = (char)(i * 2654435761U >> 13);
    mapping_add(&store, S("null"), STR_EMPTY);
    mapping_add(&store, S("quote ' and \" and ; --"), S("caf\xc3\xa9"));
    original_add(&store, 1, (Str){ "\0\x8f\xff\0", 4 });
    original_add(&store, 2, (Str){ large, 3 * BACKUP_CHUNK_BYTES_MAX }); /* over several pieces */
    Str before = digest(store.db, arena);
    BackupSummary made = backup(store.db, arena, files.backup), restored = { 0 };
    Phrase why;
    BackupRequest request = { .file = files.backup.at };
    assert_int_equal(backup_restore(arena, request, files.restored.at, &restored, &why), OK);
    assert_memory_equal(restored.all, made.all, DIGEST_BYTES);
    Db *db = NULL;
    assert_int_equal(db_open(files.restored.at, DB_EXISTING, &db, &why), OK);
    assert_str(digest(db, arena), before.at);
    db_end(db);
}

/* From the engine of the tests to a file, from there to the engine again: three backups, the same
 * bytes. */
static void an_engine_gives_what_another_took(void **state) {
    (void)state;
    TEST_BACKUP(store, arena, files);
    demo_add(&store, arena, 60);
    char *large = arena_get(arena, 70000);
    for (size_t i = 0; i < 70000; i++) large[i] = (char)(i * 2654435761U >> 13);
    mapping_add(&store, S("quote ' and \" and \\ ; -- $1 ?1"), S("caf\xc3\xa9 \xf0\x9f\x8c\xb1"));
    original_add(&store, 1000001, (Str){ large, 70000 });
    Str before = digest(store.db, arena);
    BackupSummary summary = backup(store.db, arena, files.backup);
    char back[192];
    store_place(store.folder, back, sizeof back);
    const char *const target[] = { files.restored.at, back };
    Str source = files.backup;
    for (int i = 0; i < 2; i++) {
        Phrase why;
        Db *db = NULL;
        BackupRequest request = { .file = source.at };
        assert_int_equal(backup_restore(arena, request, target[i], &summary, &why), OK);
        assert_int_equal(db_open(target[i], DB_EXISTING, &db, &why), OK);
        assert_str(digest(db, arena), before.at);
        unlink(files.again.at);
        backup(db, arena, files.again);
        db_end(db);
        assert_sound(target[i], arena, before);
        assert_true(str_equal(bytes_of(arena, files.backup), bytes_of(arena, files.again)));
        source = files.again;
    }
    store_remove(back);
}

/* Somebody writes while the backup is made. */
static void write_meanwhile(void *context, Word what, int64_t done, int64_t total) {
    (void)what, (void)total;
    Store *other = context;
    if (done) return;
    Str where = S("written meanwhile");
    mapping_add(other, where, where);
}

static void a_backup_is_of_one_moment_while_others_write(void **state) {
    (void)state;
    TEST_BACKUP(store, arena, files);
    demo_add(&store, arena, 30);
    Store other = { .tenant = store.tenant };
    Phrase why;
    assert_int_equal(db_open(store.path, DB_EXISTING, &other.db, &why), OK);
    Str before = digest(store.db, arena);
    BackupSummary made = { 0 };
    BackupRequest request = { .file = files.backup.at,
                              .watch = { .tell = write_meanwhile, .context = &other } };
    assert_int_equal(backup_write(store.db, arena, request, &made, &why), OK);
    assert_str(digest_hex(arena, made.data), before.at);
    assert_false(str_equal(digest(store.db, arena), before));
    assert_int_equal(backup_verify(arena, (BackupRequest){ .file = files.backup.at }, &made, &why),
                     OK);
    assert_str(digest_hex(arena, made.data), before.at);
    db_end(other.db);
}

static void an_older_audit_value_that_was_erased_stays_erased(void **state) {
    (void)state;
    TEST_BACKUP(store, arena, files);
    demo_add(&store, arena, 2);
    int64_t erased = 0;
    assert_int_equal(db_begin(store.db), OK);
    assert_int_equal(audit_erase(store.db, store.tenant, S("demo"), &erased), OK);
    assert_int_equal(db_commit(store.db), OK);
    assert_int_equal(erased, 2);
    backup(store.db, arena, files.backup);
    BackupSummary restored;
    Phrase why;
    BackupRequest request = { .file = files.backup.at };
    assert_int_equal(backup_restore(arena, request, files.restored.at, &restored, &why), OK);
    assert_sound(files.restored.at, arena, digest(store.db, arena));
}

/* --- refused --- */

static void a_file_that_is_there_stays(void **state) {
    (void)state;
    TEST_BACKUP(store, arena, files);
    Phrase why;
    BackupSummary summary;
    BackupRequest request = { .file = files.backup.at };
    assert_int_equal(file_write(files.backup.at, S("mine")), OK);
    assert_int_equal(backup_write(store.db, arena, request, &summary, &why), CONFLICT);
    assert_int_equal(why.word, WORD_backup_exists);
    request.replace = true; /* a backup may go, another file may not */
    assert_int_equal(backup_write(store.db, arena, request, &summary, &why), CONFLICT);
    assert_int_equal(why.word, WORD_backup_stranger);
    assert_str(bytes_of(arena, files.backup), "mine");
    unlink(files.backup.at);
    assert_int_equal(backup_write(store.db, arena, request, &summary, &why), OK);
    assert_int_equal(backup_write(store.db, arena, request, &summary, &why), OK);
    assert_int_equal(backup_verify(arena, request, &summary, &why), OK);
    request.file = "/no such folder/backup";
    assert_int_equal(backup_write(store.db, arena, request, &summary, &why), REFUSED);
    assert_int_equal(why.word, WORD_backup_cannot_write);
    assert_int_equal(backup_verify(arena, request, &summary, &why), NOT_FOUND);
    assert_int_equal(why.word, WORD_backup_no_file);
}

static bool is_backup(const char *head, size_t len) {
    return len >= 8 && memcmp(head, "\x8fOPSTAP\n", 8) == 0;
}

/* A moment that is not known would be a head that cannot be read again. */
static void without_a_clock_there_is_no_backup(void **state) {
    (void)state;
    TEST_BACKUP(store, arena, files);
    Phrase why;
    BackupSummary summary;
    BackupRequest request = { .file = files.backup.at };
    fault_arm(FAULT_clock, 1);
    assert_int_equal(backup_write(store.db, arena, request, &summary, &why), BROKEN);
    fault_arm(FAULT_COUNT, 0);
    assert_int_not_equal(access(files.backup.at, F_OK), 0);
}

static void two_do_not_write_the_same_file(void **state) {
    (void)state;
    TEST_BACKUP(store, arena, files);
    FilePart part;
    Phrase why;
    BackupSummary summary;
    assert_int_equal(part_begin(&part, files.backup.at, false, is_backup), OK);
    BackupRequest request = { .file = files.backup.at };
    assert_int_equal(backup_write(store.db, arena, request, &summary, &why), BUSY);
    assert_int_equal(why.word, WORD_backup_busy);
    assert_int_equal(access(part.beside, F_OK), 0);
    part_end(&part);
    assert_int_not_equal(access(part.beside, F_OK), 0);
    assert_int_equal(file_write(files.backup.at, S("made by another")), OK);
    unlink(files.backup.at);
    assert_int_equal(part_begin(&part, files.backup.at, false, is_backup), OK);
    assert_int_equal(part_write(&part, S("ours")), OK);
    FILE *other = fopen(files.backup.at, "wb");
    fclose(other);
    assert_int_equal(part_keep(&part), CONFLICT); /* it came in between */
    part_end(&part);
}

static void a_target_that_is_not_empty_is_refused_untouched(void **state) {
    (void)state;
    TEST_BACKUP(store, arena, files);
    Phrase why;
    BackupSummary summary;
    BackupRequest request = { .file = files.backup.at };
    backup(store.db, arena, files.backup);
    Str before = digest(store.db, arena);
    assert_int_equal(backup_restore(arena, request, store.path, &summary, &why), REFUSED);
    assert_int_equal(why.word, WORD_db_not_empty);
    assert_str(digest(store.db, arena), before.at);

    Str log = str_printf(arena, "%s-wal", files.restored.at);
    assert_int_equal(file_write(log.at, S("of another")), OK);
    assert_int_equal(backup_restore(arena, request, files.restored.at, &summary, &why), REFUSED);
    assert_int_equal(why.word, WORD_backup_leftovers);
    unlink(log.at);
    FILE *empty = fopen(files.restored.at, "wb"); /* nothing is in it: good */
    fclose(empty);
    assert_int_equal(backup_restore(arena, request, files.restored.at, &summary, &why), OK);
    assert_int_equal(backup_restore(arena, request, files.restored.at, &summary, &why), REFUSED);
}

/* Nothing may be left of a restore that failed. */
static void assert_not_restored(Arena *arena, const Files *files, Str plain, Result expected,
                                const char *said) {
    Phrase why;
    BackupSummary summary;
    BackupRequest request = { .file = files->again.at };
    assert_int_equal(file_write(files->again.at, backup_of(arena, plain)), OK);
    assert_int_equal(backup_restore(arena, request, files->restored.at, &summary, &why), expected);
    assert_says(arena, why, said);
    static const char *const suffix[] = { "", ".part", ".part-wal", ".part-shm" };
    for (size_t i = 0; i < sizeof suffix / sizeof *suffix; i++) {
        Str name = str_printf(arena, "%s%s", files->restored.at, suffix[i]);
        assert_int_not_equal(access(name.at, F_OK), 0);
    }
}

/* Puts other bytes of the same length in the place of the first `from`. */
static Str exchanged(Arena *arena, Str plain, Str from, Str to) {
    Str copy = str_copy(arena, plain);
    size_t at = str_find(plain, from);
    assert_true(at < plain.len && from.len == to.len);
    char *bytes = arena_get(arena, plain.len);
    memcpy(bytes, copy.at, copy.len);
    memcpy(bytes + at, to.at, to.len);
    return (Str){ bytes, plain.len };
}

static void a_backup_with_sums_that_are_right_is_not_believed(void **state) {
    (void)state;
    TEST_BACKUP(store, arena, files);
    mapping_add(&store, S("hovenier"), S("green"));
    mapping_add(&store, S("metselaar"), S("brick"));
    backup(store.db, arena, files.backup);
    Str plain = plain_of(arena, bytes_of(arena, files.backup));
    struct {
        Str from, to;
        Result result;
        const char *said;
    } hostile[] = {
        { S("occupation_mapping"), S("occupation_mappinh"), INVALID,
          "table occupation_mappinh: this table is not known" },
        { S("occupation_mapping"), S("occupation_mappin\n"), INVALID,
          "a name cannot be, or stands twice" },
        { S("latitude_micro"), S("latitude_macro"), INVALID, "the columns do not belong" },
        { S("\x05label\x02"), S("\x05label\x01"), INVALID, "the columns do not belong" },
        { S("\x05label\x02"), S("\x05label\x09"), INVALID, "a length is larger than can be" },
        { S("brick"), S("brack"), INVALID, "the digest of the rows is not right" },
        { S("metselaar"), S("metselaas"), INVALID, "table occupation_mapping: the digest" },
        /* the same key twice */
        { S("\x02\x09\0\0\0metselaar\x02\x04\0\0\0"
            "7223\x02\x05\0\0\0brick"),
          S("\x02\x08\0\0\0hovenier\x02\x04\0\0\0"
            "7223\x02\x06\0\0\0bricks"),
          INVALID, "table occupation_mapping, row 2: the database refuses this row" },
        /* a number where text belongs, text where a number belongs */
        { S("\x02\x05\0\0\0green"), S("\x01\x05\0\0\0green"), INVALID,
          "row 1: a value is of the wrong kind" },
        { S("\x02\x05\0\0\0green"), S("\x02\xff\xff\xff\xffgreen"), INVALID, "row 1: " },
        { str_sub(plain, 0, 11),
          S("\xff\0\0\0"
            "2026-03"),
          REFUSED, "Use a newer program" },
        { str_sub(plain, 0, 11),
          S("\0\0\0\0"
            "2026-03"),
          INVALID, "the head is not right" },
        { S("2026-03-02T"), S("2026-03-02 "), INVALID, "the head is not right" },
    };
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        Str changed = exchanged(arena, plain, hostile[i].from, hostile[i].to);
        assert_not_restored(arena, &files, changed, hostile[i].result, hostile[i].said);
    }
    Str longer = str_printf(arena, "%s", "more");
    char *both = arena_get(arena, plain.len + longer.len);
    memcpy(both, plain.at, plain.len);
    memcpy(both + plain.len, longer.at, longer.len);
    assert_not_restored(arena, &files, (Str){ both, plain.len + longer.len }, INVALID,
                        "there is more after the end");
    assert_not_restored(arena, &files, str_sub(plain, 0, plain.len - 1), INVALID, "ends too early");
}

static void files_of_others_are_not_ours(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    static const Str others[] = {
        STR_EMPTY,       S("PK\x03\x04 a zip"),       S("SQLite format 3\0 and more"),
        S("\x8fOPSTAP"), S("\x8fOPSTAQ\n\x01\0\0\0"), S("text")
    };
    Phrase why;
    BackupSummary summary;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_int_equal(bytes_verify(arena, others[i], &summary, &why), REFUSED);
        assert_int_equal(why.word, WORD_backup_not_ours);
    }
    assert_int_equal(bytes_verify(arena, S("\x8fOPSTAP\n\x02\0\0\0"), &summary, &why), REFUSED);
    assert_int_equal(why.word, WORD_backup_newer_format);
    assert_int_equal(bytes_verify(arena, S("\x8fOPSTAP\n\x01\0\0\0"), &summary, &why), INVALID);
    BackupRequest request = { .file = store.folder };
    assert_int_equal(backup_verify(arena, request, &summary, &why), NOT_FOUND);
    if (server_address()) return; /* then the database is no file */
    request.file = store.path;
    assert_int_equal(backup_verify(arena, request, &summary, &why), REFUSED);
}

/* A piece that says it is small and unpacks to much; one that says it is huge. */
static void a_piece_is_never_larger_than_it_says(void **state) {
    (void)state;
    TEST_ARENA(arena);
    size_t len = BACKUP_CHUNK_BYTES_MAX;
    Str zeros = { arena_get(arena, len), len }, bytes = backup_of(arena, zeros);
    assert_true(bytes.len < 1000);
    Phrase why;
    BackupSummary summary;
    assert_int_equal(bytes_verify(arena, bytes, &summary, &why), INVALID);
    char *changed = arena_get(arena, bytes.len);
    memcpy(changed, bytes.at, bytes.len);
    memset(changed + 12, 0xff, 4); /* its plain length */
    assert_int_equal(bytes_verify(arena, (Str){ changed, bytes.len }, &summary, &why), INVALID);
    assert_says(arena, why, "at byte 12: a length is larger than can be");
    changed[12] = 1, changed[13] = changed[14] = changed[15] = 0;
    assert_int_equal(bytes_verify(arena, (Str){ changed, bytes.len }, &summary, &why), INVALID);
    assert_says(arena, why, "at byte 12: the checksum is not right");
}

/* --- laws --- */

static Str small_backup(Store *store, Arena *arena) {
    Files files = files_of(arena, store);
    mapping_add(store, S("hovenier"), S("green"));
    backup(store->db, arena, files.backup);
    Str bytes = bytes_of(arena, files.backup);
    files_end(&files);
    return bytes;
}

static void no_byte_can_be_changed(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Str bytes = small_backup(&store, arena);
    char *changed = arena_get(arena, bytes.len);
    static const char flips[] = { 1, (char)0x80, (char)0xff };
    BackupSummary summary;
    Phrase why;
    assert_int_equal(bytes_verify(arena, bytes, &summary, &why), OK);
    ArenaMark mark = arena_mark(arena);
    for (size_t i = 0; i < bytes.len * sizeof flips; i++) {
        memcpy(changed, bytes.at, bytes.len);
        changed[i / sizeof flips] ^= flips[i % sizeof flips];
        Result result = bytes_verify(arena, (Str){ changed, bytes.len }, &summary, &why);
        if (result != INVALID && result != REFUSED)
            fail_msg("byte %zu: %s", i / sizeof flips, result_name(result));
        assert_true(why.word != WORD_none && say(arena, why).len > 0);
        arena_rewind(arena, mark);
    }
}

static void no_byte_can_be_missing_or_too_many(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Str bytes = small_backup(&store, arena);
    BackupSummary summary;
    Phrase why;
    ArenaMark mark = arena_mark(arena);
    for (size_t len = 0; len < bytes.len; len++) {
        Result result = bytes_verify(arena, str_sub(bytes, 0, len), &summary, &why);
        if (result != INVALID && result != REFUSED)
            fail_msg("%zu bytes: %s", len, result_name(result));
        arena_rewind(arena, mark);
    }
    char *longer = arena_get(arena, bytes.len + 1);
    memcpy(longer, bytes.at, bytes.len);
    assert_int_equal(bytes_verify(arena, (Str){ longer, bytes.len + 1 }, &summary, &why), INVALID);
    assert_says(arena, why, "there is more after the end");
}

/* Whoever makes the sums anew still has the digests against him; of the head, what is a name or a
 * moment as before may differ, and is compared with the schema when it is restored. */
static void no_byte_inside_can_be_changed(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Str plain = plain_of(arena, small_backup(&store, arena));
    char *changed = arena_get(arena, plain.len);
    size_t head =
        str_find(plain, S("\x0e\x57\x51\xc0\x26\xe5\x43\xb2\xe8\xab\x2e\xb0\x60\x99\xda\xa1"));
    assert_true(head > 1000 &&
                head < plain.len); /* the hash of the first table, in which nothing is */
    BackupSummary summary;
    Phrase why;
    ArenaMark mark = arena_mark(arena);
    for (size_t i = 0; i < plain.len; i += i < head ? 7 : 1) {
        memcpy(changed, plain.at, plain.len);
        changed[i] ^= (char)(i % 2 ? 1 : 0xff);
        Str bytes = backup_of(arena, (Str){ changed, plain.len });
        Result result = bytes_verify(arena, bytes, &summary, &why);
        if (result == OK && i >= head) fail_msg("byte %zu inside: accepted", i);
        arena_rewind(arena, mark);
    }
}

SUITE("backup", cmocka_unit_test(what_is_restored_is_what_was_there),
      cmocka_unit_test(values_of_every_kind_come_back),
      cmocka_unit_test(an_engine_gives_what_another_took),
      cmocka_unit_test(a_backup_is_of_one_moment_while_others_write),
      cmocka_unit_test(an_older_audit_value_that_was_erased_stays_erased),
      cmocka_unit_test(a_file_that_is_there_stays),
      cmocka_unit_test(without_a_clock_there_is_no_backup),
      cmocka_unit_test(two_do_not_write_the_same_file),
      cmocka_unit_test(a_target_that_is_not_empty_is_refused_untouched),
      cmocka_unit_test(a_backup_with_sums_that_are_right_is_not_believed),
      cmocka_unit_test(files_of_others_are_not_ours),
      cmocka_unit_test(a_piece_is_never_larger_than_it_says),
      cmocka_unit_test(no_byte_can_be_changed),
      cmocka_unit_test(no_byte_can_be_missing_or_too_many),
      cmocka_unit_test(no_byte_inside_can_be_changed))
