#include "db_rows.h"

int row_mark(DbType type) {
    return type == DB_INTEGER ? ROW_INTEGER : type == DB_TEXT ? ROW_TEXT : ROW_BLOB;
}

void bytes_add_number(Text *text, uint64_t number, int bytes) {
    char low_first[8];
    for (int i = 0; i < bytes; i++) low_first[i] = (char)(unsigned char)(number >> (8 * i));
    text_add(text, (Str){ low_first, (size_t)bytes });
}

uint64_t bytes_number(const char *at, int bytes) {
    uint64_t number = 0;
    for (int i = bytes - 1; i >= 0; i--) number = number << 8 | (unsigned char)at[i];
    return number;
}

static void cell_add(Text *text, Query *query, int column, DbType type) {
    if (query_is_null(query, column)) {
        text_add_char(text, ROW_NULL);
        return;
    }
    text_add_char(text, (char)row_mark(type));
    if (type == DB_INTEGER) {
        bytes_add_number(text, (uint64_t)query_integer(query, column), 8);
        return;
    }
    Str bytes = query->db->engine->bytes(query, column);
    bytes_add_number(text, bytes.len, 4);
    text_add(text, bytes);
}

bool row_is_sound(Query *query, const DbTable *table) {
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->column[i].type != DB_TEXT || query_is_null(query, (int)i)) continue;
        if (!str_is_utf8(query->db->engine->bytes(query, (int)i))) return false;
    }
    return true;
}

void row_add(Text *text, Query *query, const DbTable *table) {
    for (size_t i = 0; i < table->column_count; i++) {
        cell_add(text, query, (int)i, table->column[i].type);
    }
}
