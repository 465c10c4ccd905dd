/* A statement on its way to PostgreSQL, from bytes of a stranger. What comes out differs from what
 * went in by marks of parameters only; and where SQLite can read the statement too, it finds the
 * same parameters. */
#include <assert.h>
#include <sqlite3.h>
#include <stdint.h>
#include <string.h>

#include "auto.h"
#include "db_rewrite.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { ARENA_BYTES = 64 * 1024 * 1024, READ_BYTES_MAX = 4096 };

static void statement_end(sqlite3_stmt **statement) {
    sqlite3_finalize(*statement);
}

static void engine_end(sqlite3 **engine) {
    sqlite3_close(*engine);
}

/* Names in brackets and parameters with names are SQLite's alone. */
static bool is_for_both(Str text) {
    for (size_t i = 0; i < text.len; i++) {
        if (strchr("[`:@#", text.at[i])) return false;
    }
    return text.len < READ_BYTES_MAX;
}

static void same_to_sqlite(Str text, int parameters) {
    AUTO(engine_end) sqlite3 *engine = NULL;
    AUTO(statement_end) sqlite3_stmt *statement = NULL;
    const char *rest = NULL;
    assert(sqlite3_open(":memory:", &engine) == SQLITE_OK);
    sqlite3_db_config(engine, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(engine, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_limit(engine, SQLITE_LIMIT_EXPR_DEPTH, 100);
    if (sqlite3_prepare_v2(engine, text.at, (int)text.len, &statement, &rest) != SQLITE_OK) return;
    if (!statement || (size_t)(rest - text.at) != text.len) return;
    assert(sqlite3_bind_parameter_count(statement) == parameters);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
    AUTO(arena_end_at) Arena *arena = arena_new("fuzz", ARENA_BYTES);
    Str text = str_copy(arena, (Str){ (const char *)bytes, len }), out = STR_EMPTY, again;
    int parameters = -1, none;
    if (statement_rewrite(arena, text, &out, &parameters) != OK) {
        assert(parameters == -1 && !out.len);
        return 0;
    }
    assert(out.len == len && parameters >= 0 && parameters <= PARAMETERS_MAX);
    bool changed = false;
    for (size_t i = 0; i < len; i++) {
        if (out.at[i] == text.at[i]) continue;
        assert(text.at[i] == '?' && out.at[i] == '$' && i + 1 < len);
        assert(text.at[i + 1] >= '1' && text.at[i + 1] <= '9');
        changed = true;
    }
    assert(changed == (parameters > 0));
    assert((statement_rewrite(arena, out, &again, &none) == OK) == !changed);
    if (is_for_both(text)) same_to_sqlite(text, parameters);
    return 0;
}
