#include "backup_tables.h"

#include "auto.h"
#include "db_engine.h"

static const DbTable *table_find(const DbTables *tables, Str name) {
    for (size_t i = 0; i < tables->count; i++) {
        if (str_equal(tables->table[i].name, name)) return &tables->table[i];
    }
    return NULL;
}

static bool columns_are_alike(const DbTable *a, const DbTable *b) {
    if (a->column_count != b->column_count) return false;
    for (size_t i = 0; i < a->column_count; i++) {
        if (!str_equal(a->column[i].name, b->column[i].name)) return false;
        if (a->column[i].type != b->column[i].type) return false;
    }
    return true;
}

static Result refused(Arena *arena, Word word, const DbTable *table, Phrase *ret_why) {
    *ret_why = PHRASE(word, VALUE_TEXT("table", str_copy(arena, table->name)));
    return REFUSED;
}

static Result tables_compare(Arena *arena, const DbTables *tables, const DbTables *known,
                             Phrase *ret_why) {
    for (size_t i = 0; i < tables->count; i++) {
        const DbTable *table = &tables->table[i], *like = table_find(known, table->name);
        if (!like) return refused(arena, WORD_backup_table_strange, table, ret_why);
        if (!columns_are_alike(table, like)) {
            return refused(arena, WORD_backup_table_altered, table, ret_why);
        }
    }
    for (size_t i = 0; i < known->count; i++) {
        if (table_find(tables, known->table[i].name)) continue;
        return refused(arena, WORD_backup_table_missing, &known->table[i], ret_why);
    }
    return OK;
}

/* "": SQLite makes one that has no name, and takes it away when it is closed. */
Result backup_tables_check(Arena *arena, const DbTables *tables, int version, Phrase *ret_why) {
    AUTO(db_end_at) Db *fresh = NULL;
    const DbTables *known = NULL;
    Phrase why;
    Result result = db_open_empty("", &fresh, &why);
    if (result == OK) result = db_begin(fresh);
    if (result == OK) result = db_mark(fresh);
    if (result == OK) result = db_migrate_within(fresh, version);
    if (result == OK) result = db_tables(fresh, &known);
    return result == OK ? tables_compare(arena, tables, known, ret_why) : result;
}
