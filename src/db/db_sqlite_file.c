/* SQLite behind the door: the file as a whole. Whose it is, the copy before an upgrade, its
 * soundness. */
#include "db_sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "auto.h"
#include "backup.h"
#include "fault.h"
#include "file.h"
#include "file_part.h"
#include "log.h"

/* Words of libpq (host=... password=...) are no address here, and no name for a file. */
Word sqlite_path_fault(const char *path) {
    static const char *const begins[] = { "host=", "dbname=", "user=" };
    Str whole = str_from(path);
    bool pairs = str_find(whole, S("password=")) < whole.len;
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        pairs = pairs || str_starts(whole, str_from(begins[i]));
    }
    return pairs && access(path, F_OK) != 0 ? WORD_db_address_begins : WORD_none;
}

/* A new file is for its owner only: it will hold people. A file that is there stays as it is;
 * CONFLICT when it had to be new. Whatever else is wrong, opening it says. */
static Result file_make(const char *path, DbMode mode) {
    int flags = O_CREAT | O_WRONLY | O_CLOEXEC | (mode == DB_NEW ? O_EXCL : 0);
    int handle = fault_strikes(FAULT_file_open) ? -1 : open(path, flags, S_IRUSR | S_IWUSR);
    if (handle < 0 && errno == EEXIST) return CONFLICT;
    if (handle >= 0) close(handle);
    return OK;
}

static Result file_set_up(Db *db) {
    static const char pragmas[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                  "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
                                  "PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON;"
                                  "PRAGMA cache_size = -65536;";
    sqlite3_db_config(sqlite_of(db), SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(sqlite_of(db), SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(sqlite_of(db), SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    /* The same plan whatever is bound: a statement is compiled once. */
    sqlite3_db_config(sqlite_of(db), SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
    bool struck = fault_strikes(FAULT_database_execute);
    return struck ? BROKEN : db->engine->execute(db, pragmas, "setting up");
}

/* Somebody else's file is refused before anything is set in it: WAL mode would change its bytes. */
static Result file_accept(Db *db, DbMode mode) {
    bool empty = false;
    sqlite3_busy_timeout(sqlite_of(db), DB_PATIENCE_MS);
    Result result = sqlite_whose(db, &empty);
    if (result == OK && empty && mode == DB_EXISTING) return REFUSED;
    if (result == OK && !empty && mode == DB_NEW) return CONFLICT;
    return result == OK ? file_set_up(db) : result;
}

Result sqlite_connect(Db *db, DbMode mode, Phrase *ret_why) {
    PhraseValue file = VALUE_TEXT("file", str_from(db->path));
    if (mode == DB_EXISTING && access(db->path, F_OK) != 0) {
        *ret_why = PHRASE(WORD_db_not_found, file);
        return NOT_FOUND;
    }
    if (mode != DB_EXISTING && file_make(db->path, mode) == CONFLICT) {
        *ret_why = PHRASE(WORD_db_exists, file);
        return REFUSED;
    }
    sqlite3 *engine = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    int code = sqlite3_open_v2(db->path, &engine, flags, NULL);
    db->connection = engine;
    Result result = code == SQLITE_OK ? file_accept(db, mode) : sqlite_failed(db, code, "opening");
    if (result == REFUSED) *ret_why = PHRASE(WORD_db_not_ours, file);
    else if (result == CONFLICT) *ret_why = PHRASE(WORD_db_exists, file);
    else if (result == BUSY) *ret_why = PHRASE(WORD_db_busy, file);
    else if (result != OK) *ret_why = PHRASE(WORD_db_cannot_open, file);
    return result == CONFLICT ? REFUSED : result;
}

static void logs_remove(Arena *arena, const char *path) {
    static const char *const ends[] = { "-journal", "-wal", "-shm" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        unlink(str_printf(arena, "%s%s", path, ends[i]).at);
    }
}

/* A file that is open may go; the engine ends with what it has in its hands. */
void sqlite_remove(Db *db) {
    const char *path = sqlite3_db_filename(sqlite_of(db), "main");
    logs_remove(db->arena, path);
    unlink(path);
}

/* --- whose it is --- */

static Result engine_number(Db *db, const char *pragma, int64_t *ret_number) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(sqlite_of(db), pragma, -1, &statement, NULL);
    bool struck = fault_strikes(FAULT_database_step);
    if (code == SQLITE_OK) code = struck ? SQLITE_IOERR : sqlite3_step(statement);
    if (code == SQLITE_ROW) *ret_number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return (code & 0xff) == SQLITE_NOTADB ? REFUSED : sqlite_failed(db, code, pragma);
}

Result sqlite_whose(Db *db, bool *ret_empty) {
    int64_t application = 0, tables = 0;
    Result result = engine_number(db, "PRAGMA application_id", &application);
    *ret_empty = false;
    if (result != OK || application == APPLICATION_ID) return result;
    result = engine_number(db, "SELECT COUNT(*) FROM sqlite_master", &tables);
    if (result == OK) result = engine_number(db, "PRAGMA application_id", &application);
    if (result != OK || application == APPLICATION_ID)
        return result; /* marked by another just now */
    if (tables || application) return REFUSED;
    *ret_empty = true;
    return OK;
}

/* --- the copy before an upgrade --- */

static uint32_t number_at(const char *head, size_t at) {
    uint32_t number = 0;
    for (size_t i = 0; i < 4; i++) number = number << 8 | (unsigned char)head[at + i];
    return number;
}

/* Of the file format: what it begins with, where its number of pages and its application id stand.
 * A database that was only just made has one page and no id yet; one that is half copied can still
 * begin with nothing. https://www.sqlite.org/fileformat2.html#the_database_header */
bool sqlite_is_ours(const char *head, size_t len) {
    static const char nothing[PART_HEAD_BYTES];
    enum { MAGIC_BYTES = 16, PAGES_AT = 28, APPLICATION_AT = 68, HEAD_BYTES = 100 };
    if (len < HEAD_BYTES) return false;
    if (memcmp(head, nothing, HEAD_BYTES) == 0) return true;
    if (memcmp(head, "SQLite format 3", MAGIC_BYTES) != 0) return false;
    uint32_t application = number_at(head, APPLICATION_AT);
    return application == APPLICATION_ID || (!application && number_at(head, PAGES_AT) <= 1);
}

/* An unfinished copy may be left by a process that was killed at it: the next one takes it over.
 * Who holds its lock is alone with it, also when somebody else has just given it its name. -1:
 * cannot, or a file of that name is not ours. */
static int copy_own(const char *path) {
    for (;;) {
        struct stat held, named;
        int flags = O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW;
        int handle = fault_strikes(FAULT_file_open) ? -1 : open(path, flags, S_IRUSR | S_IWUSR);
        if (handle < 0) return -1;
        bool locked = !fault_strikes(FAULT_file_lock) && flock(handle, LOCK_EX) == 0 && fstat(handle, &held) == 0;
        bool named_so = locked && stat(path, &named) == 0 && held.st_ino == named.st_ino;
        if (named_so && file_may_be_overwritten(handle, sqlite_is_ours)) return handle;
        close(handle);
        if (!locked || named_so) return -1;
    }
}

static void copy_let_go(int *handle) {
    if (*handle >= 0) close(*handle);
}

static int copy_write(Db *db, const char *path) {
    sqlite3 *target = NULL;
    bool struck = fault_strikes(FAULT_database_connect);
    int code = struck ? SQLITE_CANTOPEN
                      : sqlite3_open_v2(path, &target, SQLITE_OPEN_READWRITE, NULL);
    sqlite3_backup *backup =
        code == SQLITE_OK ? sqlite3_backup_init(target, "main", sqlite_of(db), "main") : NULL;
    if (backup) {
        sqlite3_backup_step(backup, -1);
        code = sqlite3_backup_finish(backup); /* also what went wrong in the step */
        if (fault_strikes(FAULT_file_write)) code = SQLITE_IOERR;
    } else if (code == SQLITE_OK) {
        code = SQLITE_ERROR;
    }
    sqlite3_close(target);
    return code;
}

/* Under its own name; where a copy of that name is there already, the same copy needs no second
 * one, and another stays beside it. */
static Result copy_name(Db *db, const char *part, const char *name) {
    for (int turn = 1; turn <= BACKUP_COPIES_MAX; turn++) {
        Str copy = before_name(db->arena, str_from(name), turn);
        Result result = file_rename_new(part, copy.at);
        if (result != CONFLICT) return result;
        if (!files_are_equal(part, copy.at)) continue;
        unlink(part);
        return OK;
    }
    return CONFLICT;
}

/* A copy beside the database, of everything committed, before anything is changed. Another process
 * may upgrade meanwhile: what is copied is one view of the file, and is left out when that is
 * newer; and the copy gets its name when it is whole. */
Result sqlite_keep_before(Db *db, int version) {
    Str copy = str_printf(db->arena, "%s.before-%d", db->path, version);
    Str part = str_printf(db->arena, "%s.part", copy.at);
    AUTO(copy_let_go) int owned = copy_own(part.at);
    bool emptied =
        owned >= 0 && !fault_strikes(FAULT_file_truncate) && ftruncate(owned, 0) == 0;
    Result result = emptied ? db_begin_read(db) : BROKEN;
    int now = 0, code = SQLITE_OK;
    if (owned >= 0) logs_remove(db->arena, part.at);
    if (result == OK) result = db_schema_version(db, &now);
    bool wanted = result == OK && now == version;
    if (wanted) code = copy_write(db, part.at);
    db_rollback(db);
    if (wanted && code == SQLITE_OK && copy_name(db, part.at, copy.at) == OK) return OK;
    if (owned >= 0) {
        logs_remove(db->arena, part.at);
        unlink(part.at);
    }
    if (result == OK && !wanted) return OK;
    log_line("database: the copy %s before the upgrade failed", copy.at);
    return BROKEN;
}

/* --- what was deleted --- */

/* secure_delete writes zeros over a row that goes. It does not reach what is left of rows that were
 * moved from page to page before, nor the log: only a file written anew has none of it. */
Result sqlite_scrub(Db *db, const char *const *table, size_t count) {
    (void)table;
    (void)count;
    Result result = sqlite_failed(
        db, sqlite3_exec(sqlite_of(db), "VACUUM", NULL, NULL, NULL), "writing the file anew");
    if (result != OK) return result;
    if (fault_strikes(FAULT_database_execute)) return BROKEN;
    int code = sqlite3_wal_checkpoint_v2(sqlite_of(db), NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    return sqlite_failed(db, code, "emptying the log");
}

/* --- soundness --- */

/* The first row as one text; *ret_any false when there is none. Returns the engine's code. */
static int first_row(Db *db, Arena *arena, const char *text, Str *ret_row, bool *ret_any) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(sqlite_of(db), text, -1, &statement, NULL);
    bool struck = fault_strikes(FAULT_database_step);
    if (code == SQLITE_OK) code = struck ? SQLITE_IOERR : sqlite3_step(statement);
    *ret_any = code == SQLITE_ROW;
    if (*ret_any) {
        Text row = text_new(arena, 4096);
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            if (i) text_add_char(&row, ' ');
            text_add(&row, str_from((const char *)sqlite3_column_text(statement, i)));
        }
        *ret_row = text_str(&row);
    }
    sqlite3_finalize(statement);
    return code;
}

/* A check that gives a row for every fault, and `ok` or no row when there is none. Pages so damaged
 * that the engine cannot read on are a fault that was found, not one of ours. */
static Result check_run(Db *db, Arena *arena, const char *text, const char *what, Str *ret_where) {
    bool any;
    Str row;
    int code = first_row(db, arena, text, &row, &any);
    if ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB) {
        *ret_where = str_printf(arena, "%s%s", what, sqlite3_errmsg(sqlite_of(db)));
        return INVALID;
    }
    Result result = sqlite_failed(db, code, text);
    if (result != OK || !any || str_equal(row, S("ok"))) return result;
    *ret_where = str_printf(arena, "%s%.*s", what, STR_ARGS(row));
    return INVALID;
}

Result sqlite_check(Db *db, Arena *arena, Str *ret_where) {
    Result result = check_run(db, arena, "PRAGMA integrity_check(1)", "pages: ", ret_where);
    if (result != OK) return result;
    return check_run(db, arena, "PRAGMA foreign_key_check",
                     "foreign key: table, row, parent, key = ", ret_where);
}
