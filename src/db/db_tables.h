/* db_tables.h: every table of a database, for what goes through all of them: the digest, a backup.
 *
 * The list is the same for every engine: parents before children (a table stands behind the tables
 * that it refers to), and by the bytes of the name where that leaves a choice; columns in the order
 * of the migrations. schema_version is in it. A row is written down as it is read: value for value
 * by the type of the column, in the order of the primary key (by bytes), which no locale changes.
 */
#ifndef OPSTAP_DB_TABLES_H
#define OPSTAP_DB_TABLES_H

#include "db.h"

typedef enum DbType { DB_INTEGER, DB_TEXT, DB_BLOB } DbType;

typedef struct DbColumn {
    Str name;
    DbType type;
    int key; /* its place in the primary key, from 1; 0: not in it */
} DbColumn;

typedef struct DbTable {
    Str name;
    const DbColumn *column;
    size_t column_count;
    /* Statements for db_query. `rows` gives every row, column by column, in the order of the key,
     * and fetches them as they are asked for: on some engines no other statement of the Db may run
     * until query_end. `insert` has parameter i + 1 for column i. `counted` gives the number of
     * rows. */
    Sql rows, insert, counted;
    /* Its rows go by themselves (sessions, links), its name begins with "passing_": `rows` and
     * `counted` give none of them, so that a restore brings no ended session and no used link
     * back. */
    bool is_passing;
} DbTable;

typedef struct DbTables {
    const DbTable *table;
    size_t count;
} DbTables;

/* The list lives as long as the Db. */
Result db_tables(Db *db, const DbTables **ret_tables);

#endif
