/* Soundness and digest of a whole database. These ask the engine about its own tables, so their
 * statements are not in the catalogue of literals. */
#include <sodium.h>

#include "db_engine.h"

static Result first_row(Db *db, Arena *arena, const char *text, Str *ret_row, bool *ret_any) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db->engine, text, -1, &statement, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(statement);
    *ret_any = code == SQLITE_ROW;
    if (*ret_any) {
        Text row = text_new(arena, 4096);
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            if (i) text_add_char(&row, ' ');
            const char *cell = (const char *)sqlite3_column_text(statement, i);
            text_add(&row, str_from(cell));
        }
        *ret_row = text_str(&row);
    }
    sqlite3_finalize(statement);
    return db_failed(db, code, text);
}

Result db_check(Db *db, Arena *arena, Str *ret_where) {
    bool any;
    Str row;
    Result result = first_row(db, arena, "PRAGMA integrity_check(1)", &row, &any);
    if (result != OK) return result;
    if (any && !str_equal(row, S("ok"))) {
        *ret_where = row;
        return INVALID;
    }
    result = first_row(db, arena, "PRAGMA foreign_key_check", &row, &any);
    if (result != OK) return result;
    if (!any) return OK;
    *ret_where = str_printf(arena, "foreign key: table, row, parent, key = %.*s", STR_ARGS(row));
    return INVALID;
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

/* Rows in the order of the primary key; columns in the order of the migration. */
static Result digest_table(Db *db, Arena *arena, Str table, crypto_generichash_state *state) {
    Str order_text = str_printf(arena,
        "SELECT COALESCE(group_concat(name), '1') FROM (SELECT name FROM pragma_table_info('%.*s')"
        " WHERE pk > 0 ORDER BY pk)", STR_ARGS(table));
    Str order;
    bool any;
    Result result = first_row(db, arena, order_text.at, &order, &any);
    if (result != OK) return result;
    Str text = str_printf(arena, "SELECT * FROM %.*s ORDER BY %.*s", STR_ARGS(table), STR_ARGS(order));
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db->engine, text.at, -1, &statement, NULL);
    crypto_generichash_update(state, (const unsigned char *)table.at, table.len);
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

Result db_digest(Db *db, Arena *arena, Str *ret_hex) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, crypto_generichash_BYTES);
    Str names = STR_EMPTY, name;
    bool any;
    Result result = first_row(db, arena,
        "SELECT group_concat(name) FROM (SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND name NOT LIKE 'audit_%' AND name <> 'schema_version' AND name NOT LIKE 'sqlite_%'"
        " ORDER BY name)", &names, &any);
    while (result == OK && str_cut(&names, ',', &name)) {
        if (name.len) result = digest_table(db, arena, str_copy(arena, name), &state);
    }
    if (result != OK) return result;
    unsigned char hash[crypto_generichash_BYTES];
    char hex[2 * sizeof hash + 1];
    crypto_generichash_final(&state, hash, sizeof hash);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    hex[sizeof hex - 1] = 0;
    *ret_hex = str_copy(arena, str_from(hex));
    return OK;
}
