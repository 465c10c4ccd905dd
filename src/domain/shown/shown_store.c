#include "auto.h"
#include "clock.h"
#include "limits.h"
#include "shown/shown_lines.h"

enum { WRITE_BYTES_MAX = 4 * 1024 * 1024, DAY_SECONDS = 24 * 60 * 60 };

#define LIST_COLUMNS                                                                               \
    "l.number, event_number, kind, subject_number, actor, made_on, rule_version,"                  \
    " COALESCE(input, ''), first_place, rows_shown, near_shown, moment, last_moment, times,"        \
    " CASE kind WHEN 'people' THEN (SELECT id FROM opening o WHERE o.tenant_id = l.tenant_id"      \
    " AND o.number = l.subject_number) ELSE (SELECT id FROM candidate c"                           \
    " WHERE c.tenant_id = l.tenant_id AND c.number = l.subject_number"                              \
    " AND c.erased_on IS NULL) END"
SQL(shown_last, "SELECT COALESCE(MAX(number), 0) FROM audit_list WHERE tenant_id = ?1");
SQL(shown_same, "SELECT number, rule_version, COALESCE(input, ''), first_place, rows_shown,"
                " last_moment FROM audit_list WHERE tenant_id = ?1 AND actor = ?2 AND kind = ?3"
                " AND subject_number = ?4 ORDER BY number DESC LIMIT 1");
SQL(shown_count, "UPDATE audit_list SET times = times + 1, last_moment = ?3"
                 " WHERE tenant_id = ?1 AND number = ?2");
SQL(shown_add, "INSERT INTO audit_list (tenant_id, number, event_number, kind, subject_number,"
               " actor, made_on, rule_version, input, first_place, rows_shown, near_shown, moment,"
               " last_moment) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13)");
SQL(shown_part_add, "INSERT INTO audit_list_part (tenant_id, list_number, place, candidate_number,"
                    " salt, lines) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
SQL(shown_select, "SELECT " LIST_COLUMNS " FROM audit_list l WHERE l.tenant_id = ?1"
                  " AND l.number = ?2");
#define IN_PERIOD " AND l.last_moment >= ?4 AND l.moment < ?5"
#define NEWEST_FIRST " ORDER BY l.number DESC LIMIT ?3"
#define SAYS_OF_PERSON                                                                             \
    " FROM audit_list_part p JOIN audit_list l ON l.tenant_id = p.tenant_id"                       \
    " AND l.number = p.list_number WHERE p.tenant_id = ?1 AND p.candidate_number = ?6"             \
    " AND p.list_number < ?2" IN_PERIOD
#define NEWEST_OF_PERSON " ORDER BY p.list_number DESC LIMIT ?3"
SQL(shown_page, "SELECT " LIST_COLUMNS " FROM audit_list l WHERE l.tenant_id = ?1"
                " AND l.number < ?2" IN_PERIOD NEWEST_FIRST);
SQL(shown_page_person, "SELECT " LIST_COLUMNS SAYS_OF_PERSON NEWEST_OF_PERSON);
SQL(shown_page_opening, "SELECT " LIST_COLUMNS " FROM audit_list l WHERE l.tenant_id = ?1"
                        " AND l.number < ?2" IN_PERIOD " AND l.kind = 'people'"
                        " AND l.subject_number = ?6" NEWEST_FIRST);
SQL(shown_page_both, "SELECT " LIST_COLUMNS SAYS_OF_PERSON " AND l.kind = 'people'"
                     " AND l.subject_number = ?7" NEWEST_OF_PERSON);
SQL(shown_opening, "SELECT id FROM opening WHERE tenant_id = ?1 AND number = ?2");
SQL(shown_candidate, "SELECT id FROM candidate WHERE tenant_id = ?1 AND number = ?2"
                     " AND erased_on IS NULL");
SQL(shown_parts, "SELECT place, candidate_number, salt, lines FROM audit_list_part"
                 " WHERE tenant_id = ?1 AND list_number = ?2 ORDER BY place");
SQL(shown_parts_erase, "DELETE FROM audit_list_part WHERE tenant_id = ?1"
                       " AND candidate_number = ?2");
SQL(shown_input_erase, "UPDATE audit_list SET input = NULL WHERE tenant_id = ?1"
                       " AND subject_number = ?2 AND kind <> 'people'");
SQL(shown_old, "SELECT number, event_number FROM audit_list WHERE tenant_id = ?1 AND moment < ?2"
               " ORDER BY moment, number LIMIT ?3");
SQL(shown_parts_remove, "DELETE FROM audit_list_part WHERE tenant_id = ?1 AND list_number = ?2");
SQL(shown_remove, "DELETE FROM audit_list WHERE tenant_id = ?1 AND number = ?2");

static Query *tenant_query(Db *db, const Sql *sql, int64_t tenant, int64_t number) {
    Query *query = db_query(db, sql);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, number);
    return query;
}

/* --- the same list again --- */

static bool is_recent(Str moment, Str now) {
    int64_t then, seconds;
    return moment_read(moment, &then) && moment_read(now, &seconds) &&
           seconds - then <= SHOWN_AGAIN_SECONDS;
}

/* 0: there is none. */
static Result same_find(Db *db, Arena *arena, int64_t tenant, const ShownList *list,
                        int64_t *ret_number) {
    Query *query = db_query(db, &shown_same);
    query_set_integer(query, 1, tenant);
    query_set_text(query, 2, list->actor);
    query_set_text(query, 3, codes_at(SHOWN_KIND_CODES, list->kind));
    query_set_integer(query, 4, list->subject_number);
    *ret_number = 0;
    if (list->input.len && query_next(query) &&
        str_equal(query_text(query, arena, 1), list->rule_version) &&
        str_equal(query_text(query, arena, 2), list->input) &&
        query_integer(query, 3) == list->first && query_integer(query, 4) == list->rows &&
        is_recent(query_text(query, arena, 5), list->moment)) {
        *ret_number = query_integer(query, 0);
    }
    return query_end(query);
}

static Result same_count(Db *db, int64_t tenant, int64_t number, Str moment) {
    Query *query = tenant_query(db, &shown_count, tenant, number);
    query_set_text(query, 3, moment);
    return query_run(query);
}

/* --- what is older than its term --- */

typedef struct OldList {
    int64_t number, event_number;
} OldList;

static Result old_find(Db *db, Arena *arena, int64_t tenant, OldList *ret_old, size_t *ret_count) {
    int64_t now;
    if (clock_utc_seconds(&now) != OK) return BROKEN;
    Day last = (Day)(now / DAY_SECONDS) - SHOWN_DAYS_KEPT;
    Query *query = db_query(db, &shown_old);
    query_set_integer(query, 1, tenant);
    query_set_text(query, 2, day_text(arena, last));
    query_set_integer(query, 3, SHOWN_REMOVED_AT_ONCE);
    *ret_count = 0;
    while (query_next(query)) {
        ret_old[(*ret_count)++] = (OldList){ query_integer(query, 0), query_integer(query, 1) };
    }
    return query_end(query);
}

static Result old_remove(Db *db, Arena *arena, int64_t tenant) {
    OldList old[SHOWN_REMOVED_AT_ONCE];
    size_t count;
    Result result = old_find(db, arena, tenant, old, &count);
    for (size_t i = 0; i < count && result == OK; i++) {
        result = query_run(tenant_query(db, &shown_parts_remove, tenant, old[i].number));
        if (result == OK) {
            result = query_run(tenant_query(db, &shown_remove, tenant, old[i].number));
        }
        if (result == OK) result = audit_value_forget(db, tenant, old[i].event_number);
    }
    return result;
}

/* --- writing --- */

static Result parts_write(Db *db, int64_t tenant, const ShownList *list) {
    Result result = OK;
    for (size_t i = 0; i < list->part_count && result == OK; i++) {
        Query *query = tenant_query(db, &shown_part_add, tenant, list->number);
        query_set_integer(query, 3, (int64_t)i);
        query_set_integer(query, 4, list->part[i].candidate_number);
        query_set_text(query, 5, list->part[i].salt);
        query_set_text(query, 6, list->part[i].lines);
        result = query_run(query);
    }
    return result;
}

static Result list_write(Db *db, Arena *arena, int64_t tenant, const ShownList *list) {
    Query *query = tenant_query(db, &shown_add, tenant, list->number);
    query_set_integer(query, 3, list->event_number);
    query_set_text(query, 4, codes_at(SHOWN_KIND_CODES, list->kind));
    query_set_integer(query, 5, list->subject_number);
    query_set_text(query, 6, list->actor);
    query_set_text(query, 7, day_text(arena, list->made_on));
    query_set_text(query, 8, list->rule_version);
    query_set_text(query, 9, list->input);
    query_set_integer(query, 10, list->first);
    query_set_integer(query, 11, list->rows);
    query_set_integer(query, 12, list->near);
    query_set_text(query, 13, list->moment);
    Result result = query_run(query);
    return result == OK ? parts_write(db, tenant, list) : result;
}

static Result number_next(Db *db, int64_t tenant, int64_t *ret_number) {
    Query *query = db_query(db, &shown_last);
    query_set_integer(query, 1, tenant);
    if (query_next(query)) *ret_number = query_integer(query, 0) + 1;
    return query_end(query);
}

static Result new_write(Db *db, Arena *arena, int64_t tenant, AuditEvent event, ShownList *list) {
    ShownPart *part = arena_many(arena, ShownPart, list->part_count);
    for (size_t i = 0; i < list->part_count; i++) {
        part[i] = list->part[i];
        part[i].salt = audit_salt(arena);
    }
    list->part = part;
    event.value = shown_head(arena, list);
    Result result = audit_write_at(db, tenant, event, &list->event_number);
    if (result == OK) result = number_next(db, tenant, &list->number);
    if (result == OK) result = list_write(db, arena, tenant, list);
    return result == OK ? old_remove(db, arena, tenant) : result;
}

Result shown_write(Db *db, int64_t tenant, AuditEvent event, const ShownList *given) {
    AUTO(arena_end_at) Arena *arena = arena_new("a shown list", WRITE_BYTES_MAX);
    ShownList list = *given;
    list.actor = event.actor;
    list.moment = moment_now(arena);
    if (!list.moment.len) return BROKEN;
    int64_t same;
    Result result = same_find(db, arena, tenant, &list, &same);
    if (result == OK && same) result = same_count(db, tenant, same, list.moment);
    if (result != OK) return result;
    return same ? audit_write(db, tenant, event) : new_write(db, arena, tenant, event, &list);
}

/* --- reading --- */

static bool list_read(Query *query, Arena *arena, ShownList *ret_list) {
    int kind = codes_find(SHOWN_KIND_CODES, query_text(query, arena, 2));
    *ret_list = (ShownList){ .number = query_integer(query, 0),
                             .event_number = query_integer(query, 1),
                             .kind = (ShownKind)kind,
                             .subject_number = query_integer(query, 3),
                             .actor = query_text(query, arena, 4),
                             .rule_version = query_text(query, arena, 6),
                             .input = query_text(query, arena, 7),
                             .first = query_integer(query, 8),
                             .rows = query_integer(query, 9),
                             .near = query_integer(query, 10),
                             .moment = query_text(query, arena, 11),
                             .last_moment = query_text(query, arena, 12),
                             .times = query_integer(query, 13),
                             .subject = query_text(query, arena, 14) };
    return kind >= 0 && day_read(query_text(query, arena, 5), &ret_list->made_on);
}

static Result parts_load(Db *db, Arena *arena, int64_t tenant, ShownList *list) {
    size_t capacity = 0;
    Query *query = tenant_query(db, &shown_parts, tenant, list->number);
    while (query_next(query)) {
        size_t place = (size_t)query_integer(query, 0);
        if (place >= SHOWN_ROWS_MAX) continue; /* then no hash fits either */
        while (list->part_count <= place) {
            list->part = arena_room(arena, ShownPart, list->part, list->part_count, &capacity);
            list->part[list->part_count++] = (ShownPart){ .salt = STR_EMPTY };
        }
        list->part[place] = (ShownPart){ .candidate_number = query_integer(query, 1),
                                         .salt = query_text(query, arena, 2),
                                         .lines = query_text(query, arena, 3) };
    }
    return query_end(query);
}

Result shown_load(Db *db, Arena *arena, int64_t tenant, int64_t number, ShownList *ret_list) {
    Query *query = tenant_query(db, &shown_select, tenant, number);
    bool any = query_next(query), sound = any && list_read(query, arena, ret_list);
    Result result = query_end(query);
    if (result != OK) return result;
    if (!any) return NOT_FOUND;
    return sound ? parts_load(db, arena, tenant, ret_list) : BROKEN;
}

static Query *find_query(Db *db, const ShownRequest *request) {
    int64_t person = request->candidate_number, opening = request->opening_number;
    const Sql *sql = person && opening ? &shown_page_both
                     : person          ? &shown_page_person
                     : opening         ? &shown_page_opening
                                       : &shown_page;
    Query *query = tenant_query(db, sql, request->tenant, request->before);
    query_set_integer(query, 3, request->count_max + 1);
    query_set_text(query, 4, request->from);
    query_set_text(query, 5, request->until.len ? request->until : S("9999"));
    if (person || opening) query_set_integer(query, 6, person ? person : opening);
    if (person && opening) query_set_integer(query, 7, opening);
    return query;
}

Result shown_find(Db *db, Arena *arena, const ShownRequest *request, ShownLists *ret_lists) {
    ShownLists lists = { .row = arena_many(arena, ShownList, (size_t)request->count_max) };
    bool sound = true;
    Query *query = find_query(db, request);
    while (sound && !lists.more && query_next(query)) {
        lists.more = (int64_t)lists.count == request->count_max;
        if (!lists.more) sound = list_read(query, arena, &lists.row[lists.count++]);
    }
    Result result = query_end(query);
    if (result != OK) return result;
    if (!sound) return BROKEN;
    *ret_lists = lists;
    return OK;
}

static Result id_find(Query *query, Arena *arena, Str *ret_id) {
    *ret_id = query_next(query) ? query_text(query, arena, 0) : STR_EMPTY;
    return query_end(query);
}

Result shown_opening_id(Db *db, Arena *arena, int64_t tenant, int64_t number, Str *ret_id) {
    return id_find(tenant_query(db, &shown_opening, tenant, number), arena, ret_id);
}

Result shown_candidate_id(Db *db, Arena *arena, int64_t tenant, int64_t number, Str *ret_id) {
    return id_find(tenant_query(db, &shown_candidate, tenant, number), arena, ret_id);
}

Result shown_erase(Db *db, int64_t tenant, int64_t candidate_number, int64_t *ret_erased) {
    Result result = query_run(tenant_query(db, &shown_parts_erase, tenant, candidate_number));
    if (result != OK) return result;
    *ret_erased = query_changes(db);
    return query_run(tenant_query(db, &shown_input_erase, tenant, candidate_number));
}
