/* Soundness and digest of a whole database. These ask the engine about its own tables, so their
 * statements are not in the catalogue of literals. */
#include <sodium.h>

#include "db_engine.h"

/* The first row as one text; *ret_any false when there is none. Returns the engine's code. */
static int first_row(Db *db, Arena *arena, const char *text, Str *ret_row, bool *ret_any) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db->engine, text, -1, &statement, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(statement);
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

/* A check that gives a row for every fault, and `sound` or no row when there is none. Pages so damaged
 * that the engine cannot read on are a fault that was found, not one of ours. */
static Result check_run(Db *db, Arena *arena, const char *text, const char *what, Str *ret_where) {
    bool any;
    Str row;
    int code = first_row(db, arena, text, &row, &any);
    if ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB) {
        *ret_where = str_printf(arena, "%s%s", what, sqlite3_errmsg(db->engine));
        return INVALID;
    }
    Result result = db_failed(db, code, text);
    if (result != OK || !any || str_equal(row, S("ok"))) return result;
    *ret_where = str_printf(arena, "%s%.*s", what, STR_ARGS(row));
    return INVALID;
}

Result db_check(Db *db, Arena *arena, Str *ret_where) {
    Result result = check_run(db, arena, "PRAGMA integrity_check(1)", "pages: ", ret_where);
    if (result != OK) return result;
    return check_run(db, arena, "PRAGMA foreign_key_check",
                     "foreign key: table, row, parent, key = ", ret_where);
}

static void digest_number(crypto_generichash_state *state, uint64_t number) {
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++) bytes[i] = (unsigned char)(number >> (8 * i));
    crypto_generichash_update(state, bytes, sizeof bytes);
}

static void digest_cell(crypto_generichash_state *state, sqlite3_stmt *statement, int column) {
    int type = sqlite3_column_type(statement, column);
    digest_number(state, type == SQLITE_INTEGER ? 1 : type == SQLITE_NULL ? 0 : 2);
    if (type == SQLITE_NULL) return;
    if (type == SQLITE_INTEGER) {
        digest_number(state, (uint64_t)sqlite3_column_int64(statement, column));
        return;
    }
    const void *bytes = sqlite3_column_blob(statement, column);
    int len = sqlite3_column_bytes(statement, column);
    digest_number(state, (uint64_t)len);
    if (len) crypto_generichash_update(state, bytes, (unsigned long long)len);
}

static Result digest_rows(Db *db, Arena *arena, Str table, Str order,
                          crypto_generichash_state *state) {
    Str text = str_printf(arena, "SELECT * FROM %.*s ORDER BY %.*s", STR_ARGS(table), STR_ARGS(order));
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db->engine, text.at, -1, &statement, NULL);
    uint64_t rows = 0;
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(statement);
        if (code != SQLITE_ROW) break;
        rows++;
        for (int i = 0; i < sqlite3_column_count(statement); i++) digest_cell(state, statement, i);
    }
    digest_number(state, rows);
    sqlite3_finalize(statement);
    return db_failed(db, code, "digest");
}

/* Rows in the order of the primary key; columns in the order of the migration. */
static Result digest_table(Db *db, Arena *arena, Str table, crypto_generichash_state *state) {
    Str order_text = str_printf(arena,
        "SELECT COALESCE(group_concat(name), '1') FROM (SELECT name FROM pragma_table_info('%.*s')"
        " WHERE pk > 0 ORDER BY pk)", STR_ARGS(table));
    Str order = STR_EMPTY;
    bool any;
    int code = first_row(db, arena, order_text.at, &order, &any);
    digest_number(state, table.len);
    crypto_generichash_update(state, (const unsigned char *)table.at, table.len);
    Result result = db_failed(db, code, "digest");
    return result == OK ? digest_rows(db, arena, table, order, state) : result;
}

Result db_digest(Db *db, Arena *arena, Str *ret_hex) {
    static const char tables[] =
        "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 6) <> 'audit_'"
        " AND substr(name, 1, 7) <> 'sqlite_' AND name <> 'schema_version' ORDER BY name";
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, crypto_generichash_BYTES);
    sqlite3_stmt *statement = NULL;
    Result result = db_failed(db, sqlite3_prepare_v2(db->engine, tables, -1, &statement, NULL),
                              "digest");
    while (result == OK) {
        int code = sqlite3_step(statement);
        result = db_failed(db, code, "digest");
        if (code != SQLITE_ROW) break;
        Str table = str_copy(arena, str_from((const char *)sqlite3_column_text(statement, 0)));
        result = digest_table(db, arena, table, &state);
    }
    sqlite3_finalize(statement);
    if (result != OK) return result;
    unsigned char hash[crypto_generichash_BYTES];
    char hex[2 * sizeof hash + 1];
    crypto_generichash_final(&state, hash, sizeof hash);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    *ret_hex = str_copy(arena, str_from(hex));
    return OK;
}
