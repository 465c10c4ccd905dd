#include "db_tables.h"

#include "db_engine.h"
#include "log.h"

enum { STATEMENT_BYTES_MAX = 64 * 1024 };

/* Tables while they are gathered and put in order. */
typedef struct Gathering {
    Db *db;
    DbTable *table;
    size_t count, capacity;
    DbColumn *column; /* of the last table */
    size_t *parents; /* of each table: how many it still waits for */
    struct Reference {
        size_t child, parent;
    } *reference;
    size_t reference_count, reference_capacity;
} Gathering;

static DbType type_of(Str declared) {
    if (str_equal(declared, S("TEXT")) || str_equal(declared, S("text"))) return DB_TEXT;
    if (str_equal(declared, S("BLOB")) || str_equal(declared, S("bytea"))) return DB_BLOB;
    return DB_INTEGER;
}

/* Rows come table by table. The columns of one table grow at the end of its list. */
static void column_take(Gathering *all, Query *query, size_t *capacity) {
    Arena *arena = all->db->arena;
    Str name = query_text(query, arena, 0);
    if (!all->count || !str_equal(all->table[all->count - 1].name, name)) {
        all->table = arena_room(arena, DbTable, all->table, all->count, &all->capacity);
        all->table[all->count++] =
            (DbTable){ .name = name, .is_passing = str_starts(name, S("passing_")) };
        all->column = NULL;
        *capacity = 0;
    }
    DbTable *table = &all->table[all->count - 1];
    all->column = arena_room(arena, DbColumn, all->column, table->column_count, capacity);
    all->column[table->column_count++] = (DbColumn){ .name = query_text(query, arena, 1),
                                                     .type = type_of(query_text(query, arena, 2)),
                                                     .key = (int)query_integer(query, 3) };
    table->column = all->column;
}

static Result columns_gather(Gathering *all) {
    Query *query = db_query(all->db, &all->db->engine->columns);
    size_t capacity = 0;
    while (query_next(query)) column_take(all, query, &capacity);
    return query_end(query);
}

static size_t table_find(const Gathering *all, Str name) {
    for (size_t i = 0; i < all->count; i++) {
        if (str_equal(all->table[i].name, name)) return i;
    }
    return all->count;
}

static Result references_gather(Gathering *all) {
    Arena *arena = all->db->arena;
    Query *query = db_query(all->db, &all->db->engine->references);
    while (query_next(query)) {
        size_t child = table_find(all, query_text(query, arena, 0));
        size_t parent = table_find(all, query_text(query, arena, 1));
        if (child == all->count || parent == all->count || child == parent) continue;
        all->reference = arena_room(arena, struct Reference, all->reference, all->reference_count,
                                    &all->reference_capacity);
        all->reference[all->reference_count++] = (struct Reference){ child, parent };
        all->parents[child]++;
    }
    return query_end(query);
}

/* Again and again the first table, by name, that waits for no other. */
static void tables_order(Gathering *all, DbTable *ret_table) {
    bool *taken = arena_many(all->db->arena, bool, all->count);
    for (size_t place = 0; place < all->count; place++) {
        size_t next = 0;
        while (next < all->count && (taken[next] || all->parents[next])) next++;
        if (next == all->count) log_fatal("database: tables refer to each other in a ring");
        taken[next] = true;
        ret_table[place] = all->table[next];
        for (size_t i = 0; i < all->reference_count; i++) {
            if (all->reference[i].parent == next) all->parents[all->reference[i].child]--;
        }
    }
}

/* --- the statements of a table --- */

static void names_add(Text *text, const DbTable *table) {
    for (size_t i = 0; i < table->column_count; i++) {
        text_addf(text, "%s\"%.*s\"", i ? ", " : "", STR_ARGS(table->column[i].name));
    }
}

static void key_add(Text *text, const DbTable *table) {
    const char *before = " ORDER BY ";
    for (int place = 1; place <= (int)table->column_count; place++) {
        for (size_t i = 0; i < table->column_count; i++) {
            if (table->column[i].key != place) continue;
            text_addf(text, "%s\"%.*s\"", before, STR_ARGS(table->column[i].name));
            before = ", ";
        }
    }
}

static Sql statement(Arena *arena, Text *text, const char *name, bool streams) {
    if (text_failed(text)) log_fatal("database: too many columns");
    return (Sql){ name, str_zero_ended(arena, text_str(text)), streams };
}

static void statements_make(Arena *arena, DbTable *table) {
    Text text = text_new(arena, STATEMENT_BYTES_MAX);
    const char *none = table->is_passing ? " WHERE 0 = 1" : "";
    text_add(&text, S("SELECT "));
    names_add(&text, table);
    text_addf(&text, " FROM \"%.*s\"%s", STR_ARGS(table->name), none);
    key_add(&text, table);
    table->rows = statement(arena, &text, "table_rows", true);
    text_clear(&text);
    text_addf(&text, "INSERT INTO \"%.*s\" (", STR_ARGS(table->name));
    names_add(&text, table);
    text_add(&text, S(") VALUES ("));
    for (size_t i = 0; i < table->column_count; i++)
        text_addf(&text, "%s?%zu", i ? ", " : "", i + 1);
    text_add(&text, S(")"));
    table->insert = statement(arena, &text, "table_insert", false);
    text_clear(&text);
    text_addf(&text, "SELECT COUNT(*) FROM \"%.*s\"%s", STR_ARGS(table->name), none);
    table->counted = statement(arena, &text, "table_counted", false);
}

Result db_tables(Db *db, const DbTables **ret_tables) {
    if (!db->tables) {
        Gathering all = { .db = db };
        Result result = columns_gather(&all);
        if (result == OK) {
            all.parents = arena_many(db->arena, size_t, all.count);
            result = references_gather(&all);
        }
        if (result != OK) return result;
        DbTable *table = arena_many(db->arena, DbTable, all.count);
        tables_order(&all, table);
        for (size_t i = 0; i < all.count; i++) statements_make(db->arena, &table[i]);
        db->tables = arena_one(db->arena, DbTables);
        *db->tables = (DbTables){ .table = table, .count = all.count };
    }
    *ret_tables = db->tables;
    return OK;
}
