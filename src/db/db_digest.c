/* The digest of a whole database: the same for the same rows, whatever the engine. */
#include <sodium.h>

#include "db_engine.h"

static void digest_number(crypto_generichash_state *state, uint64_t number) {
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++) bytes[i] = (unsigned char)(number >> (8 * i));
    crypto_generichash_update(state, bytes, sizeof bytes);
}

static void digest_bytes(crypto_generichash_state *state, Str bytes) {
    digest_number(state, bytes.len);
    if (bytes.len) crypto_generichash_update(state, (const unsigned char *)bytes.at, bytes.len);
}

static void digest_cell(crypto_generichash_state *state, Query *query, int column, DbType type) {
    bool null = query_is_null(query, column);
    digest_number(state, null ? 0 : type == DB_INTEGER ? 1 : 2);
    if (null) return;
    if (type == DB_INTEGER) digest_number(state, (uint64_t)query_integer(query, column));
    else digest_bytes(state, query->db->engine->bytes(query, column));
}

/* Rows in the order of the primary key; columns in the order of the migration. */
static Result digest_table(Db *db, const DbTable *table, crypto_generichash_state *state) {
    digest_bytes(state, table->name);
    Query *query = db_query(db, &table->rows);
    uint64_t rows = 0;
    for (; query_next(query); rows++) {
        for (size_t i = 0; i < table->column_count; i++) {
            digest_cell(state, query, (int)i, table->column[i].type);
        }
    }
    digest_number(state, rows);
    return query_end(query);
}

static bool is_digested(const DbTable *table) {
    return !str_starts(table->name, S("audit_")) && !str_equal(table->name, S("schema_version"));
}

/* The tables by the bytes of their names, each once. */
static const DbTable *table_after(const DbTables *tables, const DbTable *before) {
    const DbTable *next = NULL;
    for (size_t i = 0; i < tables->count; i++) {
        const DbTable *table = &tables->table[i];
        if (before && str_compare(table->name, before->name) <= 0) continue;
        if (!next || str_compare(table->name, next->name) < 0) next = table;
    }
    return next;
}

Result db_digest(Db *db, Arena *arena, Str *ret_hex) {
    const DbTables *tables = NULL;
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, crypto_generichash_BYTES);
    Result result = db_tables(db, &tables);
    if (result != OK) return result;
    const DbTable *table = table_after(tables, NULL);
    for (; result == OK && table; table = table_after(tables, table)) {
        if (is_digested(table)) result = digest_table(db, table, &state);
    }
    if (result != OK) return result;
    unsigned char hash[crypto_generichash_BYTES];
    char hex[2 * sizeof hash + 1];
    crypto_generichash_final(&state, hash, sizeof hash);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    *ret_hex = str_copy(arena, str_from(hex));
    return OK;
}
