/* many_people.h: a database full of made-up people for what is measured: those of the demo region,
 * under names put together from lists. The same count gives the same people. */
#ifndef OPSTAP_MANY_PEOPLE_H
#define OPSTAP_MANY_PEOPLE_H

#include "db.h"

enum { MANY_PEOPLE = 200000, MANY_PEOPLE_TODAY = 20514 };

/* Makes the file, which must not be there, with one tenant. Ends the process when it cannot. */
void many_people_make(const char *path, int count, Db **ret_db, int64_t *ret_tenant);

uint64_t many_people_mixed(uint64_t number); /* bits that look drawn by lot */
/* The first letters of one of the names, drawn by lot. */
Str many_people_typed(Arena *arena, uint64_t round, int letters);

#endif
