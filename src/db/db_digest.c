/* The digest of a whole database: the same for the same rows, whatever the engine. */
#include "db_digest.h"

#include <sodium.h>

#include "auto.h"
#include "db_rows.h"
#include "limits.h"
#include "log.h"

enum { ROWS_BETWEEN_TELLING = 1024 };

void watch_begin(DbWatch *watch, Word what, int64_t total) {
    watch->what = what;
    watch->done = 0;
    watch->total = total;
    if (watch->tell) watch->tell(watch->context, what, 0, total);
}

void watch_row(DbWatch *watch) {
    watch->done++;
    if (watch->tell && watch->done % ROWS_BETWEEN_TELLING == 0) {
        watch->tell(watch->context, watch->what, watch->done, watch->total);
    }
}

static void hash_add(crypto_generichash_state *state, Str bytes) {
    if (bytes.len) crypto_generichash_update(state, (const unsigned char *)bytes.at, bytes.len);
}

static void hash_number(crypto_generichash_state *state, uint64_t number) {
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++) bytes[i] = (unsigned char)(number >> (8 * i));
    crypto_generichash_update(state, bytes, sizeof bytes);
}

Result table_digest(const RowsWalk *walk, const DbTable *table, TableDigest *ret_digest) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, DIGEST_BYTES);
    TableDigest digest = { .name = table->name };
    Query *query = db_query(walk->db, &table->rows);
    bool too_long = false;
    while (query_next(query)) {
        if (walk->ret_unsound && !row_is_sound(query, table)) {
            *walk->ret_unsound = digest.rows + 1;
            break;
        }
        text_clear(walk->room);
        row_add(walk->room, query, table);
        too_long = text_failed(walk->room);
        if (too_long) break;
        hash_add(&state, text_str(walk->room));
        if (walk->take) walk->take(walk->context, text_str(walk->room));
        digest.rows++;
        watch_row(walk->watch);
    }
    Result result = query_end(query);
    if (result != OK) return result;
    if (walk->ret_unsound && *walk->ret_unsound) return INVALID;
    if (too_long) {
        log_line("database: a row of %.*s is too long", STR_ARGS(table->name));
        return BROKEN;
    }
    crypto_generichash_final(&state, digest.hash, sizeof digest.hash);
    *ret_digest = digest;
    return OK;
}

static bool is_digested(Str name, DigestWhat what) {
    return what == DIGEST_ALL ||
           (!str_starts(name, S("audit_")) && !str_starts(name, S("passing_")) &&
            !str_equal(name, S("schema_version")));
}

/* The tables by the bytes of their names, each once. */
static const TableDigest *table_after(const TableDigest *table, size_t count,
                                      const TableDigest *before) {
    const TableDigest *next = NULL;
    for (size_t i = 0; i < count; i++) {
        if (before && str_compare(table[i].name, before->name) <= 0) continue;
        if (!next || str_compare(table[i].name, next->name) < 0) next = &table[i];
    }
    return next;
}

void tables_digest(const TableDigest *table, size_t count, DigestWhat what,
                   unsigned char ret_hash[DIGEST_BYTES]) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, DIGEST_BYTES);
    const TableDigest *next = table_after(table, count, NULL);
    for (; next; next = table_after(table, count, next)) {
        if (!is_digested(next->name, what)) continue;
        hash_number(&state, next->name.len);
        hash_add(&state, next->name);
        hash_number(&state, (uint64_t)next->rows);
        crypto_generichash_update(&state, next->hash, DIGEST_BYTES);
    }
    crypto_generichash_final(&state, ret_hash, DIGEST_BYTES);
}

Str digest_hex(Arena *arena, const unsigned char hash[DIGEST_BYTES]) {
    char hex[2 * DIGEST_BYTES + 1];
    sodium_bin2hex(hex, sizeof hex, hash, DIGEST_BYTES);
    return str_copy(arena, str_from(hex));
}

Result db_digest(Db *db, Arena *arena, Str *ret_hex) {
    const DbTables *tables = NULL;
    Result result = db_tables(db, &tables);
    if (result != OK) return result;
    AUTO(arena_end_at) Arena *scratch = arena_new("digest", ROW_ROOM_BYTES_MAX);
    Text room = text_new(scratch, ROW_BYTES_MAX);
    TableDigest *digest = arena_many(scratch, TableDigest, tables->count);
    DbWatch nobody = { 0 };
    RowsWalk walk = { .db = db, .room = &room, .watch = &nobody };
    size_t count = 0;
    for (size_t i = 0; i < tables->count && result == OK; i++) {
        if (!is_digested(tables->table[i].name, DIGEST_DATA)) continue;
        result = table_digest(&walk, &tables->table[i], &digest[count++]);
    }
    if (result != OK) return result;
    unsigned char hash[DIGEST_BYTES];
    tables_digest(digest, count, DIGEST_DATA, hash);
    *ret_hex = digest_hex(arena, hash);
    return OK;
}
