#include "auto.h"
#include "limits.h"
#include "users/users.h"

SQL(users_select, "SELECT number, id, name, COALESCE(counsellor_number, 0), active FROM app_user"
                  " WHERE tenant_id = ?1 ORDER BY number");
SQL(user_roles_select, "SELECT user_number, role FROM app_user_role WHERE tenant_id = ?1"
                       " ORDER BY user_number");
SQL(user_next, "SELECT COALESCE(MAX(number), 0) + 1 FROM app_user WHERE tenant_id = ?1");
SQL(user_upsert, "INSERT INTO app_user (tenant_id, number, id, name, counsellor_number, active)"
                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (tenant_id, number) DO UPDATE SET"
                 " name = excluded.name, counsellor_number = excluded.counsellor_number,"
                 " active = excluded.active");
SQL(user_roles_remove, "DELETE FROM app_user_role WHERE tenant_id = ?1 AND user_number = ?2");
SQL(user_role_add, "INSERT INTO app_user_role (tenant_id, user_number, role) VALUES (?1, ?2, ?3)");

static const char *const role_names[USER_ROLE_COUNT] = {
#define USER_ROLE_NAME(name) #name,
    USER_ROLES(USER_ROLE_NAME)
};

const char *user_role_name(UserRole role) {
    return role_names[role];
}

bool user_role_read(Str name, UserRole *ret_role) {
    for (int i = 0; i < USER_ROLE_COUNT; i++) {
        if (!str_equal(name, str_from(role_names[i]))) continue;
        *ret_role = (UserRole)i;
        return true;
    }
    return false;
}

Str user_roles_text(Arena *arena, unsigned roles) {
    enum { ROLES_BYTES_MAX = 500 };
    Text text = text_new(arena, ROLES_BYTES_MAX);
    for (int role = 0; role < USER_ROLE_COUNT; role++) {
        if (!(roles >> role & 1U)) continue;
        text_addf(&text, "%s%s", text.len ? "," : "", role_names[role]);
    }
    return text_str(&text);
}

static Result roles_load(Db *db, Arena *arena, int64_t tenant, UserRows *rows) {
    size_t at = 0;
    Query *query = db_query(db, &user_roles_select);
    query_set_integer(query, 1, tenant);
    while (query_next(query)) {
        UserRole role;
        int64_t number = query_integer(query, 0);
        while (at < rows->count && rows->row[at].number < number) at++;
        if (at == rows->count || rows->row[at].number != number) continue;
        if (!user_role_read(query_text(query, arena, 1), &role)) continue; /* of a later version */
        rows->row[at].roles |= 1U << role;
    }
    return query_end(query);
}

Result users_load(Db *db, Arena *arena, int64_t tenant, UserRows *ret_rows) {
    UserRows rows = { 0 };
    size_t capacity = 0;
    Query *query = db_query(db, &users_select);
    query_set_integer(query, 1, tenant);
    while (query_next(query)) {
        rows.row = arena_room(arena, User, rows.row, rows.count, &capacity);
        rows.row[rows.count++] = (User){ .number = query_integer(query, 0),
                                         .id = query_text(query, arena, 1),
                                         .name = query_text(query, arena, 2),
                                         .counsellor_number = query_integer(query, 3),
                                         .active = query_integer(query, 4) != 0 };
    }
    Result result = query_end(query);
    if (result == OK) result = roles_load(db, arena, tenant, &rows);
    if (result == OK) *ret_rows = rows;
    return result;
}

Result user_load(Db *db, Arena *arena, int64_t tenant, Str id, User *ret_user) {
    UserRows rows;
    Result result = users_load(db, arena, tenant, &rows);
    for (size_t i = 0; result == OK && i < rows.count; i++) {
        if (!str_equal(rows.row[i].id, id)) continue;
        *ret_user = rows.row[i];
        return OK;
    }
    return result == OK ? NOT_FOUND : result;
}

/* --- writing --- */

static bool users_equal(const User *a, const User *b) {
    return str_equal(a->name, b->name) && a->counsellor_number == b->counsellor_number &&
           a->active == b->active && a->roles == b->roles;
}

static bool user_fits(const User *user) {
    static const FieldInfo name = { .name = "name", .kind = FIELD_TEXT, .maximum = 200 };
    Value value = { .known = true, .text = user->name };
    return record_id_check(user->id) == OK && user->name.len && value_fits(&name, value) &&
           user->counsellor_number >= 0 && user->roles < 1U << USER_ROLE_COUNT;
}

static Result number_next(Db *db, int64_t tenant, int64_t *ret_number) {
    Query *query = db_query(db, &user_next);
    query_set_integer(query, 1, tenant);
    int64_t number = query_next(query) ? query_integer(query, 0) : 0;
    Result result = query_end(query);
    if (result == OK) *ret_number = number;
    return result;
}

static Result user_write(Db *db, int64_t tenant, const User *user) {
    Query *query = db_query(db, &user_upsert);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, user->number);
    query_set_text(query, 3, user->id);
    query_set_text(query, 4, user->name);
    if (user->counsellor_number) query_set_integer(query, 5, user->counsellor_number);
    else query_set_null(query, 5);
    query_set_integer(query, 6, user->active);
    return query_run(query);
}

static Result roles_write(Db *db, int64_t tenant, const User *user) {
    Query *query = db_query(db, &user_roles_remove);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, user->number);
    Result result = query_run(query);
    for (int role = 0; role < USER_ROLE_COUNT && result == OK; role++) {
        if (!(user->roles >> role & 1U)) continue;
        query = db_query(db, &user_role_add);
        query_set_integer(query, 1, tenant);
        query_set_integer(query, 2, user->number);
        query_set_text(query, 3, str_from(role_names[role]));
        result = query_run(query);
    }
    return result;
}

Result user_put(Db *db, int64_t tenant, const User *user, bool *ret_changed) {
    AUTO(arena_end_at) Arena *scratch = arena_new("users", 64 * STRING_BYTES_MAX);
    User stored = { 0 }, given = *user;
    if (!user_fits(user)) return INVALID;
    Result result = user_load(db, scratch, tenant, user->id, &stored);
    if (result == OK && users_equal(user, &stored)) {
        *ret_changed = false;
        return OK;
    }
    given.number = stored.number;
    if (result == NOT_FOUND) result = number_next(db, tenant, &given.number);
    if (result == OK) result = user_write(db, tenant, &given);
    if (result == OK) result = roles_write(db, tenant, &given);
    if (result == OK) *ret_changed = true;
    return result;
}
