#include "tenants/tenants.h"

enum { NAME_BYTES_MAX = 60 };

SQL(tenant_next, "SELECT COALESCE(MAX(id), 0) + 1 FROM tenant");
SQL(tenant_add, "INSERT INTO tenant (id, name, region, demo) VALUES (?1, ?2, ?3, ?4)");
SQL(tenants_select, "SELECT id, name, COALESCE(region, ''), demo FROM tenant ORDER BY id");

static bool name_fits(Str name) {
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) return false;
    }
    return name.len > 0 && name.len <= NAME_BYTES_MAX;
}

Result tenant_make(Db *db, const Tenant *tenant, int64_t *ret_id) {
    if (!name_fits(tenant->name)) return INVALID;
    Query *query = db_query(db, &tenant_next);
    int64_t id = query_next(query) ? query_integer(query, 0) : 0;
    Result result = query_end(query);
    if (result != OK) return result;
    query = db_query(db, &tenant_add);
    query_set_integer(query, 1, id);
    query_set_text(query, 2, tenant->name);
    if (tenant->region.len) query_set_text(query, 3, tenant->region);
    else query_set_null(query, 3);
    query_set_integer(query, 4, tenant->demo);
    result = query_run(query);
    if (result == OK) *ret_id = id;
    return result;
}

Result tenants_load(Db *db, Arena *arena, TenantRows *ret_rows) {
    TenantRows rows = { 0 };
    size_t capacity = 0;
    Query *query = db_query(db, &tenants_select);
    while (query_next(query)) {
        rows.row = arena_room(arena, Tenant, rows.row, rows.count, &capacity);
        rows.row[rows.count++] = (Tenant){ .id = query_integer(query, 0),
                                           .name = query_text(query, arena, 1),
                                           .region = query_text(query, arena, 2),
                                           .demo = query_integer(query, 3) != 0 };
    }
    Result result = query_end(query);
    if (result == OK) *ret_rows = rows;
    return result;
}

Result tenant_find(Db *db, Arena *arena, Str name, Tenant *ret_tenant) {
    TenantRows rows;
    const Tenant *found = NULL;
    Result result = tenants_load(db, arena, &rows);
    if (result != OK) return result;
    for (size_t i = 0; i < rows.count; i++) {
        if (name.len && !str_equal(name, rows.row[i].name)) continue;
        if (found) return REFUSED;
        found = &rows.row[i];
    }
    if (!found) return NOT_FOUND;
    *ret_tenant = *found;
    return OK;
}
