#include "accounts/secrets.h"
#include "accounts/sessions.h"
#include "users/users.h"

SQL(session_insert, "INSERT INTO passing_session (tenant_id, hash, id, user_number, awaits_code,"
                    " made_seconds, seen_seconds, expires_seconds, agent)"
                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8)");
SQL(sessions_trim, "DELETE FROM passing_session WHERE tenant_id = ?1 AND user_number = ?2"
                   " AND hash NOT IN (SELECT hash FROM passing_session WHERE tenant_id = ?1"
                   " AND user_number = ?2 AND hash <> ?4 ORDER BY made_seconds DESC,"
                   " seen_seconds DESC, hash LIMIT ?3) AND hash <> ?4");
SQL(session_select, "SELECT s.tenant_id, s.user_number, s.hash, s.id, s.awaits_code,"
                    " s.made_seconds, s.seen_seconds, s.expires_seconds, s.agent, t.name, u.id,"
                    " u.name, COALESCE(u.counsellor_number, 0) FROM passing_session s"
                    " JOIN tenant t ON t.id = s.tenant_id"
                    " JOIN app_user u ON u.tenant_id = s.tenant_id AND u.number = s.user_number"
                    " JOIN user_credential c ON c.tenant_id = s.tenant_id"
                    " AND c.user_number = s.user_number"
                    " WHERE s.hash = ?1 AND s.expires_seconds > ?2 AND s.seen_seconds > ?3"
                    " AND u.active = 1 AND c.active = 1");
SQL(session_roles_select, "SELECT role FROM app_user_role WHERE tenant_id = ?1"
                          " AND user_number = ?2 ORDER BY role");
SQL(sessions_select, "SELECT tenant_id, user_number, hash, id, awaits_code, made_seconds,"
                     " seen_seconds, expires_seconds, agent FROM passing_session"
                     " WHERE tenant_id = ?1 AND user_number = ?2 AND awaits_code = 0"
                     " AND expires_seconds > ?3 AND seen_seconds > ?4"
                     " ORDER BY seen_seconds DESC, id");
SQL(session_seen_update, "UPDATE passing_session SET seen_seconds = ?3"
                         " WHERE tenant_id = ?1 AND hash = ?2 AND seen_seconds < ?3");
SQL(session_delete, "DELETE FROM passing_session WHERE tenant_id = ?1 AND hash = ?2");
SQL(session_delete_id, "DELETE FROM passing_session WHERE tenant_id = ?1 AND user_number = ?2"
                       " AND id = ?3");
SQL(sessions_delete_others, "DELETE FROM passing_session WHERE tenant_id = ?1"
                            " AND user_number = ?2 AND hash <> ?3");
SQL(sessions_delete_over, "DELETE FROM passing_session WHERE expires_seconds <= ?1"
                          " OR seen_seconds <= ?2");

/* The new one stays, whatever others were made in the same second. */
static Result trim(Db *db, const SessionRequest *request, Str hash) {
    Query *query = db_query(db, &sessions_trim);
    query_set_integer(query, 1, request->tenant);
    query_set_integer(query, 2, request->number);
    query_set_integer(query, 3, SESSIONS_PER_USER_MAX - 1);
    query_set_text(query, 4, hash);
    return query_run(query);
}

Result session_make(Db *db, Arena *arena, const SessionRequest *request, Str *ret_token) {
    Str token = token_new(arena), hash = secret_hash(arena, token);
    int64_t seconds = request->awaits_code ? SESSION_CODE_SECONDS_MAX : SESSION_SECONDS_MAX;
    Query *query = db_query(db, &session_insert);
    query_set_integer(query, 1, request->tenant);
    query_set_text(query, 2, hash);
    query_set_text(query, 3, public_id_new(arena));
    query_set_integer(query, 4, request->number);
    query_set_integer(query, 5, request->awaits_code);
    query_set_integer(query, 6, request->now);
    query_set_integer(query, 7, request->now + seconds);
    query_set_text(query, 8, str_sub(request->agent, 0, SESSION_AGENT_BYTES_MAX));
    Result result = query_run(query);
    if (result == OK) result = trim(db, request, hash);
    if (result == OK) *ret_token = token;
    return result;
}

static Session session_read(Query *query, Arena *arena) {
    return (Session){ .tenant = query_integer(query, 0),
                      .number = query_integer(query, 1),
                      .hash = query_text(query, arena, 2),
                      .id = query_text(query, arena, 3),
                      .awaits_code = query_integer(query, 4) != 0,
                      .made = query_integer(query, 5),
                      .seen = query_integer(query, 6),
                      .expires = query_integer(query, 7),
                      .agent = query_text(query, arena, 8) };
}

static Result roles_load(Db *db, Arena *arena, const Session *session, unsigned *ret_roles) {
    unsigned roles = 0;
    Query *query = db_query(db, &session_roles_select);
    query_set_integer(query, 1, session->tenant);
    query_set_integer(query, 2, session->number);
    while (query_next(query)) {
        UserRole role;
        if (user_role_read(query_text(query, arena, 0), &role)) roles |= 1U << role;
    }
    Result result = query_end(query);
    if (result == OK) *ret_roles = roles;
    return result;
}

Result session_find(Db *db, Arena *arena, const SessionSearch *search, Session *ret_session,
                    SessionUser *ret_user) {
    if (!token_is_formed(search->token)) return NOT_FOUND;
    Session session = { 0 };
    SessionUser user = { 0 };
    Query *query = db_query(db, &session_select);
    query_set_text(query, 1, secret_hash(arena, search->token));
    query_set_integer(query, 2, search->now);
    query_set_integer(query, 3, search->now - search->idle_seconds_max);
    bool found = query_next(query);
    if (found) {
        session = session_read(query, arena);
        user = (SessionUser){ .tenant_name = query_text(query, arena, 9),
                              .id = query_text(query, arena, 10),
                              .name = query_text(query, arena, 11),
                              .counsellor_number = query_integer(query, 12) };
    }
    Result result = query_end(query);
    if (result == OK && !found) result = NOT_FOUND;
    if (result == OK) result = roles_load(db, arena, &session, &user.roles);
    if (result != OK) return result;
    *ret_session = session;
    *ret_user = user;
    return OK;
}

Result sessions_load(Db *db, Arena *arena, const SessionRequest *whose, SessionRows *ret_rows) {
    SessionRows rows = { 0 };
    size_t capacity = 0;
    Query *query = db_query(db, &sessions_select);
    query_set_integer(query, 1, whose->tenant);
    query_set_integer(query, 2, whose->number);
    query_set_integer(query, 3, whose->now);
    query_set_integer(query, 4, whose->now - SESSION_IDLE_SECONDS);
    while (query_next(query)) {
        rows.row = arena_room(arena, Session, rows.row, rows.count, &capacity);
        rows.row[rows.count++] = session_read(query, arena);
    }
    Result result = query_end(query);
    if (result == OK) *ret_rows = rows;
    return result;
}

Result session_touch(Db *db, int64_t tenant, Str hash, int64_t now) {
    Query *query = db_query(db, &session_seen_update);
    query_set_integer(query, 1, tenant);
    query_set_text(query, 2, hash);
    query_set_integer(query, 3, now);
    return query_run(query);
}

Result session_end(Db *db, int64_t tenant, Str hash) {
    Query *query = db_query(db, &session_delete);
    query_set_integer(query, 1, tenant);
    query_set_text(query, 2, hash);
    return query_run(query);
}

Result session_end_by_id(Db *db, int64_t tenant, int64_t number, Str id) {
    Query *query = db_query(db, &session_delete_id);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, number);
    query_set_text(query, 3, id);
    Result result = query_run(query);
    if (result != OK) return result;
    return query_changes(db) ? OK : NOT_FOUND;
}

Result sessions_end_others(Db *db, int64_t tenant, int64_t number, Str hash, int64_t *ret_ended) {
    Query *query = db_query(db, &sessions_delete_others);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, number);
    query_set_text(query, 3, hash);
    Result result = query_run(query);
    if (result == OK) *ret_ended = query_changes(db);
    return result;
}

Result sessions_forget(Db *db, int64_t now) {
    Query *query = db_query(db, &sessions_delete_over);
    query_set_integer(query, 1, now);
    query_set_integer(query, 2, now - SESSION_IDLE_SECONDS);
    return query_run(query);
}
