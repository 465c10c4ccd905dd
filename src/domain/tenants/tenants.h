/* tenants.h: one tenant is one customer: a municipality, an organisation, or a region that works
 * together. All data of a tenant carries its id. */
#ifndef OPSTAP_TENANTS_H
#define OPSTAP_TENANTS_H

#include "db.h"

typedef struct Tenant {
    int64_t id;
    Str name;   /* [a-z0-9-], at most 60 */
    Str region; /* labour-market region, "AM13"; "" when it is none */
    bool demo;
} Tenant;

/* Inside a transaction. CONFLICT: the name is taken. INVALID: not a name. */
Result tenant_make(Db *db, const Tenant *tenant, int64_t *ret_id);

typedef struct TenantRows {
    Tenant *row;
    size_t count;
} TenantRows;
Result tenants_load(Db *db, Arena *arena, TenantRows *ret_rows); /* by id */

/* By name; "" takes the only one. NOT_FOUND: none of that name, or none at all; REFUSED: several,
 * so a name is needed. */
Result tenant_find(Db *db, Arena *arena, Str name, Tenant *ret_tenant);

#endif
