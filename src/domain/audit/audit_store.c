#include <sodium.h>

#include "audit/audit.h"
#include "auto.h"
#include "limits.h"

enum { HASH_BYTES = crypto_generichash_BYTES, HEX_BYTES = 2 * HASH_BYTES + 1, SALT_BYTES = 16 };

static const char *const event_name[AUDIT_CODE_COUNT] = {
#define AUDIT_NAME(name, meaning) #name,
    AUDIT_EVENTS(AUDIT_NAME)
};

const char *audit_event_name(AuditCode code) {
    return event_name[code];
}

Word audit_look_word(AuditCode code) {
#define LOOK_WORD(name) [AUDIT_##name] = WORD_look_##name,
    static const Word word[AUDIT_CODE_COUNT] = { AUDIT_LOOKS(LOOK_WORD) AUDIT_PAIR_LOOKS(LOOK_WORD) };
    return word[code];
}

SQL(audit_last, "SELECT number, hash FROM audit_event WHERE tenant_id = ?1"
                " ORDER BY number DESC LIMIT 1");
SQL(audit_backup_last, "SELECT MAX(moment) FROM audit_event WHERE event = 'backup_read'");
SQL(audit_add, "INSERT INTO audit_event (tenant_id, number, moment, event, actor, subject, value_hash,"
               " hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
SQL(audit_value_add, "INSERT INTO audit_value (tenant_id, number, salt, value)"
                     " VALUES (?1, ?2, ?3, ?4)");
/* What stands before the first "=": the expression of an index, to the letter. The two engines have
 * no other way to say it that both take. */
#define HEAD_OF(text)                                                                              \
    "substr(" text ", 1, length(" text ") - length(ltrim(" text ", replace(" text ", '=', ''))))"
#define HEAD_FITS HEAD_OF("subject") " = " HEAD_OF("CAST(?2 AS TEXT)")
#define PAIR_BEGINS                                                                                \
    "substr(subject, 1, length(CAST(?2 AS TEXT)) + 1) = CAST(?2 AS TEXT) || '='"
SQL(audit_value_erase, "DELETE FROM audit_value WHERE tenant_id = ?1 AND number IN"
                       " (SELECT number FROM audit_event WHERE tenant_id = ?1 AND " HEAD_FITS
                       " AND (subject = ?2 OR " PAIR_BEGINS "))");
#define LOOK_IN(name) ", '" #name "'"
SQL(audit_looks_select, "SELECT number, moment, event, actor, subject FROM audit_event"
                        " WHERE tenant_id = ?1 AND " HEAD_FITS " AND number < ?3 AND number >"
                        " (SELECT COALESCE(MAX(number), 0) FROM audit_event WHERE tenant_id = ?1"
                        " AND subject = ?2 AND event = 'candidate_erased')"
                        " AND (subject = ?2 AND event IN (''"
                        AUDIT_LOOKS(LOOK_IN) AUDIT_PAIR_LOOKS(LOOK_IN) ") OR " PAIR_BEGINS
                        " AND event IN (''" AUDIT_PAIR_LOOKS(LOOK_IN) "))"
                        " ORDER BY number DESC LIMIT ?4");
SQL(audit_value_select, "SELECT v.salt, v.value, e.value_hash FROM audit_value v JOIN audit_event e"
                        " ON e.tenant_id = v.tenant_id AND e.number = v.number"
                        " WHERE v.tenant_id = ?1 AND v.number = ?2");
SQL(audit_value_remove, "DELETE FROM audit_value WHERE tenant_id = ?1 AND number = ?2");
SQL(audit_walk, "SELECT e.tenant_id, e.number, e.moment, e.event, e.actor, e.subject, e.value_hash,"
                " e.hash, v.salt, v.value FROM audit_event e LEFT JOIN audit_value v"
                " ON v.tenant_id = e.tenant_id AND v.number = e.number"
                " ORDER BY e.tenant_id, e.number");
SQL(audit_value_lost, "SELECT COUNT(*) FROM audit_value v LEFT JOIN audit_event e"
                      " ON v.tenant_id = e.tenant_id AND v.number = e.number"
                      " WHERE e.number IS NULL");

typedef struct Link {
    int64_t tenant, number;
    Str moment, event, actor, subject, value_hash, hash;
} Link;

/* Every part with its length before it, so that no two rows give the same bytes. */
static void hash_part(crypto_generichash_state *state, Str part) {
    unsigned char length[8];
    for (int i = 0; i < 8; i++) length[i] = (unsigned char)((uint64_t)part.len >> (8 * i));
    crypto_generichash_update(state, length, sizeof length);
    crypto_generichash_update(state, (const unsigned char *)part.at, part.len);
}

static Str hash_hex(Arena *arena, const Str *part, size_t count) {
    crypto_generichash_state state;
    unsigned char hash[HASH_BYTES];
    char hex[HEX_BYTES];
    crypto_generichash_init(&state, NULL, 0, HASH_BYTES);
    for (size_t i = 0; i < count; i++) hash_part(&state, part[i]);
    crypto_generichash_final(&state, hash, sizeof hash);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    return str_copy(arena, str_from(hex));
}

static Str link_hash(Arena *arena, const Link *link, Str before) {
    const Str part[] = { str_printf(arena, "%lld", (long long)link->tenant),
                         str_printf(arena, "%lld", (long long)link->number),
                         link->moment, link->event, link->actor, link->subject, link->value_hash,
                         before };
    return hash_hex(arena, part, sizeof part / sizeof *part);
}

Str audit_salted(Arena *arena, Str salt, Str text) {
    return hash_hex(arena, (Str[]){ salt, text }, 2);
}

Str audit_salt(Arena *arena) {
    unsigned char salt[SALT_BYTES];
    char hex[2 * SALT_BYTES + 1];
    randombytes_buf(salt, sizeof salt);
    sodium_bin2hex(hex, sizeof hex, salt, sizeof salt);
    return str_copy(arena, str_from(hex));
}

static Result last_link(Db *db, Arena *arena, int64_t tenant, Link *ret_link) {
    Query *query = db_query(db, &audit_last);
    query_set_integer(query, 1, tenant);
    *ret_link = (Link){ .tenant = tenant, .hash = STR_EMPTY };
    if (query_next(query)) {
        ret_link->number = query_integer(query, 0);
        ret_link->hash = query_text(query, arena, 1);
    }
    return query_end(query);
}

static Result link_add(Db *db, const Link *link) {
    Query *query = db_query(db, &audit_add);
    query_set_integer(query, 1, link->tenant);
    query_set_integer(query, 2, link->number);
    query_set_text(query, 3, link->moment);
    query_set_text(query, 4, link->event);
    query_set_text(query, 5, link->actor);
    query_set_text(query, 6, link->subject);
    query_set_text(query, 7, link->value_hash);
    query_set_text(query, 8, link->hash);
    return query_run(query);
}

Result audit_write_at(Db *db, int64_t tenant, AuditEvent event, int64_t *ret_number) {
    if (sodium_init() < 0) return BROKEN;
    AUTO(arena_end_at) Arena *arena = arena_new("audit", 4 * STRING_BYTES_MAX);
    Str moment = moment_now(arena);
    if (!moment.len) return BROKEN;
    Link before;
    Result result = last_link(db, arena, tenant, &before);
    if (result != OK) return result;
    Str salt = audit_salt(arena);
    Link link = { .tenant = tenant, .number = before.number + 1, .moment = moment,
                  .event = str_from(event_name[event.code]), .actor = event.actor,
                  .subject = event.subject,
                  .value_hash = hash_hex(arena, (Str[]){ salt, event.value }, 2) };
    link.hash = link_hash(arena, &link, before.hash);
    result = link_add(db, &link);
    if (result != OK) return result;
    Query *query = db_query(db, &audit_value_add);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, link.number);
    query_set_text(query, 3, salt);
    query_set_text(query, 4, event.value);
    *ret_number = link.number;
    return query_run(query);
}

Result audit_write(Db *db, int64_t tenant, AuditEvent event) {
    int64_t number;
    return audit_write_at(db, tenant, event, &number);
}

Result audit_value(Db *db, Arena *arena, int64_t tenant, int64_t number, Str *ret_value) {
    Query *query = db_query(db, &audit_value_select);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, number);
    bool any = query_next(query);
    Str salt = any ? query_text(query, arena, 0) : STR_EMPTY;
    Str value = any ? query_text(query, arena, 1) : STR_EMPTY;
    Str hash = any ? query_text(query, arena, 2) : STR_EMPTY;
    Result result = query_end(query);
    if (result != OK) return result;
    if (!any) return NOT_FOUND;
    if (!str_equal(hash, audit_salted(arena, salt, value))) return INVALID;
    *ret_value = value;
    return OK;
}

Result audit_value_forget(Db *db, int64_t tenant, int64_t number) {
    Query *query = db_query(db, &audit_value_remove);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, number);
    return query_run(query);
}

Result audit_erase(Db *db, int64_t tenant, Str subject, int64_t *ret_erased) {
    Query *query = db_query(db, &audit_value_erase);
    query_set_integer(query, 1, tenant);
    query_set_text(query, 2, subject);
    Result result = query_run(query);
    if (result == OK) *ret_erased = query_changes(db);
    return result;
}

static bool look_read(Query *query, Arena *arena, Str subject, AuditLook *ret_look) {
    Str event = query_text(query, arena, 2), about = query_text(query, arena, 4);
    *ret_look = (AuditLook){ .number = query_integer(query, 0),
                             .moment = query_text(query, arena, 1),
                             .code = AUDIT_CODE_COUNT,
                             .actor = query_text(query, arena, 3) };
    if (about.len > subject.len) ret_look->opening = str_sub(about, subject.len + 1, about.len);
    for (int i = 0; i < AUDIT_CODE_COUNT; i++) {
        if (str_equal(event, str_from(event_name[i]))) ret_look->code = (AuditCode)i;
    }
    return ret_look->code != AUDIT_CODE_COUNT &&
           moment_read(ret_look->moment, &ret_look->seconds);
}

Result audit_looks(Db *db, Arena *arena, const AuditLooksRequest *request, AuditLooks *ret_looks) {
    if (!request->subject.len || request->count_max < 1) return INVALID;
    if (request->count_max > AUDIT_LOOKS_MAX) return INVALID;
    AuditLooks looks = { .row = arena_many(arena, AuditLook, (size_t)request->count_max) };
    bool sound = true;
    Query *query = db_query(db, &audit_looks_select);
    query_set_integer(query, 1, request->tenant);
    query_set_text(query, 2, request->subject);
    query_set_integer(query, 3, request->before);
    query_set_integer(query, 4, request->count_max + 1);
    while (sound && !looks.more && query_next(query)) {
        looks.more = (int64_t)looks.count == request->count_max;
        if (!looks.more) sound = look_read(query, arena, request->subject, &looks.row[looks.count]);
        looks.count += !looks.more;
    }
    Result result = query_end(query);
    if (result != OK) return result;
    if (!sound) return BROKEN;
    *ret_looks = looks;
    return OK;
}

static Link link_read(Query *query, Arena *arena) {
    return (Link){ .tenant = query_integer(query, 0), .number = query_integer(query, 1),
                   .moment = query_text(query, arena, 2), .event = query_text(query, arena, 3),
                   .actor = query_text(query, arena, 4), .subject = query_text(query, arena, 5),
                   .value_hash = query_text(query, arena, 6), .hash = query_text(query, arena, 7) };
}

/* What is wrong with this link after that one; NULL when it holds. */
static const char *link_fault(Query *query, Arena *arena, const Link *link, const Link *before) {
    if (link->number != before->number + 1) return "a number is missing before it";
    if (!str_equal(link->hash, link_hash(arena, link, before->hash))) return "its hash does not fit";
    if (query_is_null(query, 8)) return NULL; /* erased */
    const Str value[] = { query_text(query, arena, 8), query_text(query, arena, 9) };
    return str_equal(link->value_hash, hash_hex(arena, value, 2)) ? NULL : "its value was changed";
}

static Result values_lost(Db *db, Arena *arena, Str *ret_where) {
    Query *query = db_query(db, &audit_value_lost);
    int64_t lost = query_next(query) ? query_integer(query, 0) : 0;
    Result result = query_end(query);
    if (result != OK || !lost) return result;
    *ret_where = str_printf(arena, "audit: %lld values without their event", (long long)lost);
    return INVALID;
}

Result audit_check(Db *db, Arena *arena, Str *ret_where, int64_t *ret_events) {
    Query *query = db_query(db, &audit_walk);
    AUTO(arena_end_at) Arena *scratch = arena_new("audit check", 64 * STRING_BYTES_MAX);
    Link before = { 0 };
    char last_hash[HEX_BYTES] = "";
    int64_t events = 0;
    const char *fault = NULL;
    while (!fault && query_next(query)) {
        arena_rewind(scratch, (ArenaMark){ 0 });
        Link link = link_read(query, scratch);
        if (link.tenant != before.tenant) before = (Link){ .tenant = link.tenant };
        else before.hash = str_from(last_hash);
        fault = link_fault(query, scratch, &link, &before);
        if (fault) {
            *ret_where = str_printf(arena, "audit: tenant %lld, event %lld: %s",
                                    (long long)link.tenant, (long long)link.number, fault);
        }
        snprintf(last_hash, sizeof last_hash, "%.*s", STR_ARGS(link.hash));
        before.number = link.number;
        events++;
    }
    Result result = query_end(query);
    if (result == OK && fault) return INVALID;
    if (result == OK) result = values_lost(db, arena, ret_where);
    if (result == OK) *ret_events = events;
    return result;
}

Result audit_last_backup(Db *db, Arena *arena, int64_t *ret_seconds) {
    int64_t seconds = 0;
    Query *query = db_query(db, &audit_backup_last);
    bool any = query_next(query) && !query_is_null(query, 0);
    bool sound = any && moment_read(query_text(query, arena, 0), &seconds);
    Result result = query_end(query);
    if (result != OK) return result;
    if (!sound) return any ? BROKEN : NOT_FOUND;
    *ret_seconds = seconds;
    return OK;
}
