#include "db_engine.h"

#include <unistd.h>

#include "embedded.h"
#include "log.h"
#include "number.h"

enum { MIGRATION_BYTES_MAX = 1024 * 1024, APPLICATION_ID = 0x4F505354 }; /* "OPST" */

SQL(schema_version_read, "SELECT COALESCE(MAX(version), 0) FROM schema_version");
SQL(schema_version_add, "INSERT INTO schema_version (version, applied_at) VALUES (?1, ?2)");

/* {ID} {INT} {TEXT} {BLOB} {STRICT} in migrations, as this engine spells them. */
static const struct TypeName {
    const char *macro, *spelled;
} type_names[] = { { "{ID}", "INTEGER PRIMARY KEY" }, { "{INT}", "INTEGER" }, { "{TEXT}", "TEXT" },
                   { "{BLOB}", "BLOB" }, { "{STRICT}", "STRICT" } };

/* Name of migration `version` among the embedded files: "schema/0001_core.sql". */
static const EmbeddedFile *migration_find(int version) {
    for (size_t i = 0; i < embedded_file_count; i++) {
        Str name = str_from(embedded_files[i].name);
        int64_t number;
        if (!str_starts(name, S("schema/"))) continue;
        if (number_read(str_sub(name, 7, 4), &number) && number == version) return &embedded_files[i];
    }
    return NULL;
}

int db_schema_newest(void) {
    int version = 0;
    while (migration_find(version + 1)) version++;
    return version;
}

Result db_schema_version(Db *db, int *ret_version) {
    Query *query = db_query(db, &schema_version_read);
    int version = query_next(query) ? (int)query_integer(query, 0) : 0;
    Result result = query_end(query);
    if (result == OK) *ret_version = version;
    return result;
}

static char *migration_text(Arena *arena, Str text) {
    Text out = text_new(arena, MIGRATION_BYTES_MAX);
    Str rest = text, part;
    while (str_cut(&rest, '{', &part)) {
        text_add(&out, part);
        if (!rest.at) break;
        bool known = false;
        for (size_t i = 0; i < sizeof type_names / sizeof *type_names && !known; i++) {
            Str macro = str_from(type_names[i].macro + 1);
            known = str_starts(rest, macro);
            if (!known) continue;
            text_add(&out, str_from(type_names[i].spelled));
            rest = str_sub(rest, macro.len, rest.len);
        }
        if (!known) log_fatal("migration: unknown type at '{%.20s'", rest.at);
    }
    return out.at;
}

static Result migration_run(Db *db, int version) {
    const EmbeddedFile *file = migration_find(version);
    if (!file) return BROKEN;
    char *text = migration_text(db->arena, (Str){ file->bytes, file->len });
    int stored = 0;
    Result result = db_begin(db);
    if (result != OK) return result;
    result = db_schema_version(db, &stored);
    if (result == OK && stored >= version) { /* another process came first */
        db_rollback(db);
        return OK;
    }
    if (result == OK) result = db_execute(db, text, file->name);
    if (result == OK) {
        Query *query = db_query(db, &schema_version_add);
        query_set_integer(query, 1, version);
        query_set_text(query, 2, moment_now(db->arena));
        result = query_run(query);
    }
    if (result == OK) return db_commit(db);
    db_rollback(db);
    return result;
}

/* A copy beside the database, of everything committed, before anything is changed. */
static Result copy_before(Db *db, const char *path, int version) {
    Str copy = str_printf(db->arena, "%s.before-%d", path, version);
    unlink(copy.at);
    db_file_make(copy.at);
    sqlite3 *target = NULL;
    int code = sqlite3_open_v2(copy.at, &target, SQLITE_OPEN_READWRITE, NULL);
    sqlite3_backup *backup =
        code == SQLITE_OK ? sqlite3_backup_init(target, "main", db->engine, "main") : NULL;
    if (backup) {
        sqlite3_backup_step(backup, -1);
        code = sqlite3_backup_finish(backup); /* also what went wrong in the step */
    }
    sqlite3_close(target);
    if (backup && code == SQLITE_OK) return OK;
    log_line("database: the copy %s before the upgrade failed", copy.at);
    return BROKEN;
}

static Result engine_number(Db *db, const char *pragma, int64_t *ret_number) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db->engine, pragma, -1, &statement, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(statement);
    if (code == SQLITE_ROW) *ret_number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return (code & 0xff) == SQLITE_NOTADB ? REFUSED : db_failed(db, code, pragma);
}

Result db_whose(Db *db, bool *ret_empty) {
    int64_t application = 0, tables = 0;
    Result result = engine_number(db, "PRAGMA application_id", &application);
    *ret_empty = false;
    if (result != OK || application == APPLICATION_ID) return result;
    result = engine_number(db, "SELECT COUNT(*) FROM sqlite_master", &tables);
    if (result == OK) result = engine_number(db, "PRAGMA application_id", &application);
    if (result != OK || application == APPLICATION_ID) return result; /* marked by another just now */
    if (tables || application) return REFUSED;
    *ret_empty = true;
    return OK;
}

/* An empty file gets our mark and the table of migrations, both or neither. */
static Result mark_as_ours(Db *db) {
    bool empty;
    Result result = db_whose(db, &empty);
    if (result != OK || !empty) return result;
    Str mark = str_printf(db->arena, "PRAGMA application_id = %d", APPLICATION_ID);
    result = db_begin(db);
    if (result != OK) return result;
    result = db_execute(db, mark.at, "marking a new database");
    if (result == OK) {
        result = db_execute(db, "CREATE TABLE IF NOT EXISTS schema_version"
                                " (version INTEGER NOT NULL PRIMARY KEY, applied_at TEXT NOT NULL) STRICT",
                            "schema_version");
    }
    if (result == OK) return db_commit(db);
    db_rollback(db);
    return result;
}

Result db_migrate(Db *db, const char *path, Phrase *ret_why) {
    int newest = db_schema_newest(), version = 0;
    Result result = mark_as_ours(db);
    if (result == OK) result = db_schema_version(db, &version);
    if (result == OK && version > newest) {
        *ret_why = PHRASE(WORD_db_newer, VALUE_TEXT("file", str_from(path)),
                          VALUE_NUMBER("version", version), VALUE_NUMBER("newest", newest));
        return REFUSED;
    }
    if (result == OK && version > 0 && version < newest) result = copy_before(db, path, version);
    while (result == OK && version < newest) result = migration_run(db, ++version);
    if (result != OK && ret_why->word == WORD_none) {
        *ret_why = PHRASE(WORD_db_cannot_upgrade, VALUE_TEXT("file", str_from(path)));
    }
    return result;
}
