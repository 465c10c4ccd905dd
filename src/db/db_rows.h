/* db_rows.h: a row as bytes, the same for every engine: for digests and backups.
 *
 * Cell after cell, without a mark between rows: one byte that says what follows; a whole number as
 * 8 bytes, the lowest first, two's complement; the length of a text or of bytes as 4 bytes, the
 * lowest first, then the bytes. What may stand in a cell follows from the type of its column: that,
 * or nothing. */
#ifndef OPSTAP_DB_ROWS_H
#define OPSTAP_DB_ROWS_H

#include "db_engine.h"

enum { ROW_NULL, ROW_INTEGER, ROW_TEXT, ROW_BLOB };

/* What a cell of this type that is not empty begins with. */
int row_mark(DbType type);

void bytes_add_number(Text *text, uint64_t number, int bytes); /* the lowest first */
uint64_t bytes_number(const char *at, int bytes);

/* Are all texts of the row that the query stands on UTF-8, without U+0000? */
bool row_is_sound(Query *query, const DbTable *table);

/* Adds the row that the query stands on. The text fails when it passes its maximum. */
void row_add(Text *text, Query *query, const DbTable *table);

#endif
