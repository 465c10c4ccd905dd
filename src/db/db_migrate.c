#include "db_engine.h"

#include "embedded.h"
#include "log.h"
#include "number.h"

enum { MIGRATION_BYTES_MAX = 1024 * 1024, TYPE_NAMES = 5 };

SQL(schema_version_read, "SELECT COALESCE(MAX(version), 0) FROM schema_version");
SQL(schema_version_touch, "UPDATE schema_version SET applied_at = applied_at");
SQL(schema_version_add, "INSERT INTO schema_version (version, applied_at) VALUES (?1, ?2)");

/* Name of migration `version` among the embedded files: "schema/0001_core.sql". */
static const EmbeddedFile *migration_find(int version) {
    for (size_t i = 0; i < embedded_file_count; i++) {
        Str name = str_from(embedded_files[i].name);
        int64_t number;
        if (!str_starts(name, S("schema/"))) continue;
        if (number_read(str_sub(name, 7, 4), &number) && number == version)
            return &embedded_files[i];
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

static char *migration_text(Db *db, Str text) {
    Text out = text_new(db->arena, MIGRATION_BYTES_MAX);
    Str rest = text, part;
    while (str_cut(&rest, '{', &part)) {
        text_add(&out, part);
        if (!rest.at) break;
        bool known = false;
        for (size_t i = 0; i < TYPE_NAMES && !known; i++) {
            Str macro = str_from(db->engine->type_name[i].macro + 1);
            known = str_starts(rest, macro);
            if (!known) continue;
            text_add(&out, str_from(db->engine->type_name[i].spelled));
            rest = str_sub(rest, macro.len, rest.len);
        }
        if (!known) log_fatal("migration: unknown type at '{%.20s'", rest.at);
    }
    return out.at;
}

static Result migration_apply(Db *db, int version) {
    const EmbeddedFile *file = migration_find(version);
    if (!file) return BROKEN;
    db->tables = NULL; /* listed anew when somebody asks */
    char *text = migration_text(db, (Str){ file->bytes, file->len });
    Result result = db_execute(db, text, file->name);
    if (result != OK) return result;
    Str moment = moment_now(db->arena);
    if (!moment.len) return BROKEN;
    Query *query = db_query(db, &schema_version_add);
    query_set_integer(query, 1, version);
    query_set_text(query, 2, moment);
    return query_run(query);
}

Result db_migrate_within(Db *db, int version) {
    int stored = 0;
    Result result = db_schema_version(db, &stored); /* another process may have come first */
    while (result == OK && stored < version) result = migration_apply(db, ++stored);
    return result;
}

static Result migration_run(Db *db, int version) {
    Result result = db_begin(db);
    if (result != OK) return result;
    result = db_migrate_within(db, version);
    return db_keep(db, result);
}

Result db_mark(Db *db) {
    return db_execute(db, db->engine->mark, "marking a new database");
}

/* It is ours already: well, unless it had to be new. */
static Result taken(Db *db, Phrase *ret_why) {
    if (!db->must_be_new) return OK;
    *ret_why = PHRASE(WORD_db_exists, VALUE_TEXT("file", db->engine->shown(db->path)));
    return REFUSED;
}

/* An empty database gets our mark and the table of migrations, both or neither. */
static Result mark_as_ours(Db *db, Phrase *ret_why) {
    bool empty;
    Result result = db->engine->whose(db, &empty);
    if (result != OK) return result;
    if (!empty) return taken(db, ret_why);
    result = db_begin(db);
    if (result != OK) return result;
    result = db->engine->whose(db, &empty); /* nobody else marks it while we have the lock */
    if (result == OK) result = empty ? db_mark(db) : taken(db, ret_why);
    return db_keep(db, result);
}

Result db_migrate(Db *db, Phrase *ret_why) {
    int newest = db_schema_newest(), version = 0;
    PhraseValue file = VALUE_TEXT("file", db->engine->shown(db->path));
    Result result = mark_as_ours(db, ret_why);
    if (result == OK) result = db_schema_version(db, &version);
    if (result == OK && version > newest) {
        *ret_why = PHRASE(WORD_db_newer, file, VALUE_NUMBER("version", version),
                          VALUE_NUMBER("newest", newest));
        return REFUSED;
    }
    if (result == OK && version > 0 && version < newest) {
        result = db->engine->keep_before(db, version);
    }
    /* A new database becomes whole at once: nobody sees it half made, and thinks it old. */
    if (result == OK && version == 0 && newest > 0) result = migration_run(db, version = newest);
    while (result == OK && version < newest) result = migration_run(db, ++version);
    if (result != OK && ret_why->word == WORD_none) {
        *ret_why = PHRASE(result == BUSY ? WORD_db_busy : WORD_db_cannot_upgrade, file);
    }
    return result;
}

Result db_try_write(Db *db) {
    return query_run(db_query(db, &schema_version_touch));
}
