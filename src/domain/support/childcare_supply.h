/* childcare_supply.h: when a place for children can be had, of all childcare that is known.
 *
 * An option with seats counts for the half hours of its blocks. Without seats it does not count; of
 * one whose seats nobody knows, nothing is sure, so it does not count either. Not known: no option
 * says how many seats it has. */
#ifndef OPSTAP_CHILDCARE_SUPPLY_H
#define OPSTAP_CHILDCARE_SUPPLY_H

#include "db.h"
#include "matching/barriers/barriers.h"

/* Inside a transaction or not. BUSY, BROKEN: the database. */
Result childcare_supply_load(Db *db, Arena *arena, int64_t tenant, ChildcareSupply *ret_supply);

#endif
