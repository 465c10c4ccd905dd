/* PostgreSQL behind the door: the database as a whole. Opening and making it, whose it is, its
 * soundness. */
#include "db_postgres.h"

#include <assert.h>
#include <string.h>
#include <time.h>

#include "auto.h"
#include "clock.h"
#include "log.h"
#include "number.h"

enum { SERVER_VERSION_MIN = 150000 }; /* the first that knows datlocprovider */

/* --- opening --- */

/* Without a name of a database: the one in the address. What stands before the address, the address
 * may change: seconds, and milliseconds for tcp_user_timeout, after which a network that is silent
 * is lost. */
static PGconn *link_open(const char *address, const char *name) {
    const char *const key[] = { "connect_timeout", "keepalives_idle", "keepalives_interval",
                                "keepalives_count", "tcp_user_timeout", "dbname",
                                "client_encoding", "fallback_application_name", "dbname", NULL };
    const char *const value[] = { "10",   "30",     "10", "3", "60000", address,
                                  "UTF8", "opstap", name, NULL };
    if (fault_strikes(FAULT_server_refused)) return PQconnectdb("host=/dev/null");
    return PQconnectdbParams(key, value, 1);
}

static void link_end(PGconn **link) {
    PQfinish(*link);
}

static void answer_end(PGresult **answer) {
    PQclear(*answer);
}

static void link_log(PGconn *link, const char *what) {
    Str line = str_from(PQerrorMessage(link)), first = line;
    str_cut(&line, '\n', &first);
    log_line("database: %s: %.*s", what, STR_ARGS(first));
}

static Str database_named(Db *db) {
    PQconninfoOption *option = postgres_options(db->path);
    Str name = STR_EMPTY;
    for (PQconninfoOption *at = option; at && at->keyword; at++) {
        if (strcmp(at->keyword, "dbname") == 0 && at->val)
            name = str_copy(db->arena, str_from(at->val));
    }
    PQconninfoFree(option);
    return name;
}

static bool name_is_known(PGconn *link, const char *name) {
    const char *const value[] = { name };
    AUTO(answer_end)
    PGresult *answer =
        postgres_refused(link) ?: PQexecParams(link, "SELECT 1 FROM pg_database WHERE datname = $1",
                                               1, NULL, value, NULL, NULL, 0);
    return PQntuples(answer) == 1;
}

/* Rows come in the order of their bytes in every database of ours, as in SQLite: no locale decides.
 * Another may make it at the same time; then it is there, but not by us. */
static Result name_make(Db *db, PGconn *link, const char *name) {
    char *quoted = PQescapeIdentifier(link, name, strlen(name));
    Str text = str_printf(db->arena, "CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8'"
                                     " LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER libc",
                          quoted ? quoted : "");
    PQfreemem(quoted);
    AUTO(answer_end) PGresult *answer = postgres_refused(link) ?: PQexec(link, text.at);
    postgres_of(db)->made = PQresultStatus(answer) == PGRES_COMMAND_OK;
    if (postgres_of(db)->made || name_is_known(link, name)) return OK;
    link_log(link, "making the database");
    return BROKEN;
}

static Result server_check(PGconn *link, Phrase *ret_why) {
    int version = PQserverVersion(link);
    if (version >= SERVER_VERSION_MIN) return OK;
    *ret_why = PHRASE(WORD_db_server_old, VALUE_NUMBER("version", version / 10000),
                      VALUE_NUMBER("wanted", SERVER_VERSION_MIN / 10000));
    return REFUSED;
}

/* The way in failed: is there such a database? NOT_FOUND: no, and it was not to be made. OK: there
 * is one now, perhaps made by another a moment ago; the way in is worth another try. */
static Result name_look(Db *db, DbMode mode, Phrase *ret_why) {
    Str name = database_named(db);
    AUTO(link_end) PGconn *other = link_open(db->path, "postgres");
    if (!name.len || PQstatus(other) != CONNECTION_OK) {
        link_log(postgres_of(db)->link, "opening");
        return BROKEN;
    }
    Result result = server_check(other, ret_why);
    const char *known = str_zero_ended(db->arena, name);
    if (result != OK || name_is_known(other, known)) return result;
    return mode == DB_EXISTING ? NOT_FOUND : name_make(db, other, known);
}

static Result link_up(Db *db, DbMode mode, Phrase *ret_why) {
    Postgres *postgres = postgres_of(db);
    postgres->link = link_open(db->path, NULL);
    if (PQstatus(postgres->link) != CONNECTION_OK) {
        Result result = name_look(db, mode, ret_why);
        if (result != OK) return result;
        PQfinish(postgres->link);
        postgres->link = link_open(db->path, NULL);
    }
    if (PQstatus(postgres->link) != CONNECTION_OK) {
        link_log(postgres->link, "opening");
        return BROKEN;
    }
    Result result = server_check(postgres->link, ret_why);
    return result == OK ? postgres_set_up(db) : result;
}

/* One row of texts, in the arena of the Db. */
static Result row_ask(Db *db, const char *text, int columns, Str *ret_cell) {
    PGconn *link = postgres_of(db)->link;
    AUTO(answer_end) PGresult *answer = postgres_refused(link) ?: PQexec(link, text);
    Result result = postgres_failed(db, answer, "looking around");
    if (result != OK) return result;
    for (int i = 0; i < columns; i++) {
        ret_cell[i] = PQntuples(answer) ? str_copy(db->arena, str_from(PQgetvalue(answer, 0, i)))
                                        : STR_EMPTY;
    }
    return OK;
}

static Result order_check(Db *db, bool *ret_by_bytes) {
    Str found[3];
    Result result = row_ask(db, "SELECT pg_encoding_to_char(encoding), datcollate, datlocprovider"
                                " FROM pg_database WHERE datname = current_database()", 3, found);
    if (result != OK) return result;
    bool c = str_equal(found[1], S("C")) || str_equal(found[1], S("POSIX"));
    *ret_by_bytes = str_equal(found[0], S("UTF8")) && c && str_equal(found[2], S("c"));
    if (!*ret_by_bytes) {
        log_line("database: encoding %.*s, collation %.*s; wanted UTF8 and C", STR_ARGS(found[0]),
                 STR_ARGS(found[1]));
    }
    return OK;
}

Result postgres_connect(Db *db, DbMode mode, Phrase *ret_why) {
    PhraseValue file = VALUE_TEXT("file", postgres_shown(db->path));
    Postgres *postgres = arena_one(db->arena, Postgres);
    postgres->patience_ms = DB_PATIENCE_MS;
    postgres->address = str_zero_ended(db->arena, str_from(db->path));
    db->connection = postgres;
    bool empty = false, by_bytes = false;
    Result result = link_up(db, mode, ret_why);
    if (ret_why->word != WORD_none) return result;
    if (result == NOT_FOUND) {
        *ret_why = PHRASE(WORD_db_not_found, file);
        return NOT_FOUND;
    }
    if (result == OK) result = postgres_whose(db, &empty);
    if (result == OK && !empty && mode == DB_NEW) {
        *ret_why = PHRASE(WORD_db_exists, file);
        return REFUSED;
    }
    if (result == OK && empty && mode == DB_EXISTING) result = REFUSED;
    if (result == REFUSED) {
        *ret_why = PHRASE(WORD_db_not_ours, file);
        return REFUSED;
    }
    if (result == OK) result = order_check(db, &by_bytes);
    if (result != OK) {
        *ret_why = PHRASE(WORD_db_cannot_open, file);
        return result;
    }
    if (by_bytes) return OK;
    *ret_why = PHRASE(WORD_db_order, file);
    return REFUSED;
}

/* The tables; and the database, where it is ours. One that an administrator made is empty again. */
void postgres_remove(Db *db) {
    static const char tables[] =
        "SELECT 'DROP TABLE ' || string_agg(format('%I', relname), ', ') FROM pg_class"
        " WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
        " AND " POSTGRES_NOT_OF_EXTENSION("pg_class.oid");
    Postgres *postgres = postgres_of(db);
    Str drop[1];
    postgres_stream_end(db);
    if (!postgres_is_there(db)) return;
    if (row_ask(db, tables, 1, drop) == OK && drop[0].len) {
        postgres_execute(db, drop[0].at, "removing the tables");
    }
    if (!postgres->made) return;
    Str name = str_copy(db->arena, str_from(PQdb(postgres->link)));
    PQfinish(postgres->link);
    postgres->link = link_open(postgres->address, "postgres");
    char *quoted = PQescapeIdentifier(postgres->link, name.at, name.len);
    Str text = str_printf(db->arena, "DROP DATABASE %s", quoted ? quoted : "");
    PQfreemem(quoted);
    postgres_execute(db, text.at, "removing the database");
}

/* Ours says so in a comment on its table of versions; what belongs to an extension is nobody's. */
Result postgres_whose(Db *db, bool *ret_empty) {
    static const char ask[] =
        "SELECT COALESCE((SELECT obj_description(c.oid, 'pg_class') FROM pg_class c"
        " WHERE c.relname = 'schema_version' AND c.relnamespace = current_schema()::regnamespace), "
        "''),"
        " (SELECT COUNT(*) FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace"
        " AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND " POSTGRES_NOT_OF_EXTENSION("c.oid") ")";
    Str found[2];
    Result result = row_ask(db, ask, 2, found);
    if (result != OK) return result;
    bool ours = str_equal(found[0], S("Opstap"));
    *ret_empty = str_equal(found[1], S("0"));
    return ours || *ret_empty ? OK : REFUSED;
}

/* --- what was deleted --- */

/* Rows that somebody may still see outlive even VACUUM FULL, and a table that is not ours is passed
 * over: the server tells both while it works. A detail begins with the number of dead rows kept. */
static void kept_count(void *context, const PGresult *notice) {
    int64_t *kept = context, dead = 0;
    const char *severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
    Str detail = str_from(PQresultErrorField(notice, PG_DIAG_MESSAGE_DETAIL)), number = STR_EMPTY;
    str_cut(&detail, ' ', &number);
    if (number.len && number_read(number, &dead)) *kept += dead;
    if (severity && strcmp(severity, "WARNING") == 0) *kept += 1;
}

static Str tables_named(Db *db, const char *what, const char *const *table, size_t count) {
    Text text = text_new(db->arena, 64 * 1024);
    text_add(&text, str_from(what));
    for (size_t i = 0; i < count; i++) text_addf(&text, "%s\"%s\"", i ? ", " : " ", table[i]);
    assert(!text_failed(&text));
    return text_str(&text);
}

/* Twice: writing a table anew counts itself among those who may still see a row, as old as the
 * oldest transaction in any database of the server; the plain way does not, and takes the rows out
 * first, but leaves their bytes. */
static Result tables_write_anew(Db *db, const char *out, const char *anew, int64_t *ret_kept) {
    *ret_kept = 0;
    Result result = postgres_execute(db, out, "taking rows out");
    if (result != OK) return result;
    PGconn *link = postgres_of(db)->link;
    PQnoticeReceiver before = PQsetNoticeReceiver(link, kept_count, ret_kept);
    result = postgres_execute(db, anew, "writing tables anew");
    PQsetNoticeReceiver(link, before, NULL);
    return result;
}

/* Who only comes in to another database holds rows for a moment too: tried again for as long as a
 * lock is waited for, counted from the end of the first time, however long that took. */
Result postgres_scrub(Db *db, const char *const *table, size_t count) {
    static const struct timespec pause = { .tv_nsec = 50 * 1000 * 1000 };
    if (!postgres_is_free(db, "scrub") || !postgres_is_there(db)) return BROKEN;
    Str out = tables_named(db, "VACUUM", table, count);
    Str anew = tables_named(db, "VACUUM (FULL, VERBOSE)", table, count);
    int64_t kept, first_end = 0, now = 0;
    Result result = tables_write_anew(db, out.at, anew.at, &kept);
    if (result == OK && kept) result = clock_steady_us(&first_end);
    while (result == OK && kept && now - first_end < postgres_of(db)->patience_ms * INT64_C(1000)) {
        nanosleep(&pause, NULL);
        result = tables_write_anew(db, out.at, anew.at, &kept);
        if (result == OK) result = clock_steady_us(&now);
    }
    return result == OK && kept ? BUSY : result;
}

/* --- soundness --- */

/* Per foreign key a name and a statement that counts the rows without their parent. */
static const char orphans_ask[] =
    "SELECT t.relname || ', ' || p.relname, format('SELECT COUNT(*) FROM %I c WHERE %s AND NOT "
    "EXISTS"
    " (SELECT 1 FROM %I p WHERE %s)', t.relname,"
    " string_agg(format('c.%I IS NOT NULL', tc.attname), ' AND '), p.relname,"
    " string_agg(format('p.%I = c.%I', pc.attname, tc.attname), ' AND '))"
    " FROM pg_constraint f JOIN pg_class t ON t.oid = f.conrelid JOIN pg_class p ON p.oid = "
    "f.confrelid"
    " CROSS JOIN LATERAL unnest(f.conkey, f.confkey) AS k (child, parent)"
    " JOIN pg_attribute tc ON tc.attrelid = t.oid AND tc.attnum = k.child"
    " JOIN pg_attribute pc ON pc.attrelid = p.oid AND pc.attnum = k.parent"
    " WHERE f.contype = 'f' AND t.relnamespace = current_schema()::regnamespace"
    " GROUP BY f.oid, t.relname, p.relname ORDER BY t.relname, p.relname, f.oid";

static const char unsound_ask[] =
    "SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid"
    " WHERE t.relnamespace = current_schema()::regnamespace AND NOT (i.indisvalid AND i.indisready)"
    " UNION ALL SELECT f.conname FROM pg_constraint f JOIN pg_class t ON t.oid = f.conrelid"
    " WHERE t.relnamespace = current_schema()::regnamespace AND NOT f.convalidated";

static Result fault_found(Db *db, Arena *arena, Result result, const PGresult *answer,
                          Str *ret_where) {
    if (result != INVALID) return result;
    const char *message = PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY);
    *ret_where =
        str_printf(arena, "pages: %s", message ? message : PQerrorMessage(postgres_of(db)->link));
    return INVALID;
}

static Result orphans_count(Db *db, Arena *arena, const char *name, const char *text,
                            Str *ret_where) {
    PGconn *link = postgres_of(db)->link;
    AUTO(answer_end) PGresult *answer = postgres_refused(link) ?: PQexec(link, text);
    Result result = postgres_failed(db, answer, name);
    if (result != OK) return fault_found(db, arena, result, answer, ret_where);
    if (strcmp(PQgetvalue(answer, 0, 0), "0") == 0) return OK;
    *ret_where = str_printf(arena, "foreign key: table, parent, rows = %s, %s", name,
                            PQgetvalue(answer, 0, 0));
    return INVALID;
}

static Result orphans_check(Db *db, Arena *arena, Str *ret_where) {
    PGconn *link = postgres_of(db)->link;
    AUTO(answer_end) PGresult *answer = postgres_refused(link) ?: PQexec(link, orphans_ask);
    Result result = postgres_failed(db, answer, "foreign keys");
    for (int i = 0; result == OK && i < PQntuples(answer); i++) {
        result =
            orphans_count(db, arena, PQgetvalue(answer, i, 0), PQgetvalue(answer, i, 1), ret_where);
    }
    return result;
}

/* Reading every row reads every page of the tables; the server checks their sums where it keeps
 * them. */
Result postgres_check(Db *db, Arena *arena, Str *ret_where) {
    Str unsound[1], digest;
    if (!postgres_is_free(db, "check")) return BROKEN;
    if (db->transaction == DB_OUTSIDE && !postgres_is_there(db)) return BROKEN;
    Result result = row_ask(db, unsound_ask, 1, unsound);
    if (result == OK && unsound[0].len) {
        *ret_where = str_printf(arena, "schema: not valid: %.*s", STR_ARGS(unsound[0]));
        return INVALID;
    }
    if (result == OK) result = orphans_check(db, arena, ret_where);
    if (result != OK) return result;
    result = db_digest(db, arena, &digest);
    if (result == INVALID) *ret_where = S("pages: a row cannot be read; the log says which table");
    return result;
}
