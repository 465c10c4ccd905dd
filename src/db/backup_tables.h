/* backup_tables.h: is this a schema that a backup can be restored into? A restore goes into a new
 * database, with the tables that the migrations make and no others; so a backup of other tables
 * would be sound, and useless. */
#ifndef OPSTAP_BACKUP_TABLES_H
#define OPSTAP_BACKUP_TABLES_H

#include "db_tables.h"

/* Compares with what the migrations up to `version` make, in a database of its own that is gone
 * afterwards. REFUSED: a table is strange, altered or missing; *ret_why names it, its Strs live in
 * the arena. */
Result backup_tables_check(Arena *arena, const DbTables *tables, int version, Phrase *ret_why);

#endif
