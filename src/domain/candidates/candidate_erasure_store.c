#include "candidates/candidate_erasure.h"

#include "audit/audit.h"
#include "auto.h"
#include "candidates/candidate_spells.h"
#include "candidates/candidates.h"
#include "changes/changes.h"
#include "limits.h"
#include "placements/placements.h"
#include "shown/shown.h"

#define NEUTRAL_ID "erased-"

static const char *const kind_name[ERASURE_KIND_COUNT] = {
#define ERASURE_NAME(name) #name,
    ERASURE_KINDS(ERASURE_NAME)
};

const char *erasure_kind_name(ErasureKind kind) {
    return kind_name[kind];
}

#define LIST_TABLE(prefix, name, table, key_count, sensitive) #table,
const char *const erasure_tables[] = {
    "candidate",       "candidate_fact", "candidate_identity", "candidate_original",
    "candidate_spell", "placement",      "placement_event",    "plan_pair",
    "audit_value",     "audit_list",     "audit_list_part",    "passing_change_field", CANDIDATE_LISTS(LIST_TABLE)
};
const size_t erasure_table_count = sizeof erasure_tables / sizeof *erasure_tables;

SQL(erasure_row, "SELECT id, COALESCE(erased_on, '') FROM candidate WHERE tenant_id = ?1"
                 " AND number = ?2");
SQL(erasure_id_taken, "SELECT number FROM candidate WHERE tenant_id = ?1 AND id = ?2");
SQL(erasure_id_given, "SELECT number FROM candidate WHERE tenant_id = ?1 AND id = ?2"
                      " AND erased_on IS NOT NULL");
SQL(erasure_id_set, "UPDATE candidate SET id = ?3 WHERE tenant_id = ?1 AND number = ?2");
SQL(erasure_mark, "UPDATE candidate SET id = ?3, erased_on = ?4 WHERE tenant_id = ?1"
                  " AND number = ?2");
SQL(erasures_select, "SELECT number, id, erased_on FROM candidate WHERE tenant_id = ?1"
                     " AND erased_on IS NOT NULL ORDER BY number");
#define ERASE_ROWS(table) "DELETE FROM " table " WHERE tenant_id = ?1 AND candidate_number = ?2"
SQL(identity_erase, ERASE_ROWS("candidate_identity"));
SQL(facts_erase, ERASE_ROWS("candidate_fact"));
SQL(originals_erase, ERASE_ROWS("candidate_original"));
SQL(pairs_erase, ERASE_ROWS("plan_pair"));
SQL(plan_lines_count, "SELECT COUNT(*) FROM plan_assignment WHERE tenant_id = ?1"
                      " AND candidate_number = ?2");

static Query *person_query(Db *db, const Sql *sql, ErasureRequest request) {
    Query *query = db_query(db, sql);
    query_set_integer(query, 1, request.tenant);
    query_set_integer(query, 2, request.number);
    return query;
}

static Result row_find(Db *db, Arena *arena, ErasureRequest request, Str *ret_id,
                       Erasure *ret_erasure) {
    Query *query = person_query(db, &erasure_row, request);
    bool found = query_next(query);
    *ret_id = found ? query_text(query, arena, 0) : STR_EMPTY;
    Str on = found ? query_text(query, arena, 1) : STR_EMPTY;
    Result result = query_end(query);
    if (result != OK) return result;
    *ret_erasure = (Erasure){ .number = request.number, .on = request.on };
    if (!found) return NOT_FOUND;
    if (!on.len) return OK;
    return day_read(on, &ret_erasure->on) ? REFUSED : BROKEN;
}

/* --- the id --- */

/* "erased-12"; with another number behind it when somebody has that id already. */
static Result id_neutral(Db *db, Arena *arena, ErasureRequest request, Str *ret_id) {
    Result result = OK;
    for (int again = 0; result == OK; again++) {
        int64_t other;
        *ret_id = again ? str_printf(arena, NEUTRAL_ID "%lld-%d", (long long)request.number, again)
                        : str_printf(arena, NEUTRAL_ID "%lld", (long long)request.number);
        result = record_number(db, &erasure_id_taken, request.tenant, *ret_id, &other);
    }
    return result == NOT_FOUND ? OK : result;
}

Result candidate_id_free(Db *db, int64_t tenant, Str id) {
    if (!str_starts(id, S(NEUTRAL_ID))) return OK;
    AUTO(arena_end_at) Arena *arena = arena_new("a neutral id", STRING_BYTES_MAX);
    ErasureRequest request = { .tenant = tenant };
    Result result = record_number(db, &erasure_id_given, tenant, id, &request.number);
    if (result != OK) return result == NOT_FOUND ? OK : result;
    Str neutral;
    result = id_neutral(db, arena, request, &neutral);
    if (result != OK) return result;
    Query *query = person_query(db, &erasure_id_set, request);
    query_set_text(query, 3, neutral);
    return query_run(query);
}

static Result row_mark(Db *db, Arena *arena, ErasureRequest request, Erasure *erasure) {
    Result result = id_neutral(db, arena, request, &erasure->id);
    if (result != OK) return result;
    Query *query = person_query(db, &erasure_mark, request);
    query_set_text(query, 3, erasure->id);
    query_set_text(query, 4, day_text(arena, request.on));
    return query_run(query);
}

/* --- what goes --- */

static Result rows_erase(Db *db, const Sql *sql, ErasureRequest request, int64_t *count) {
    Result result = query_run(person_query(db, sql, request));
    if (result == OK) *count += query_changes(db);
    return result;
}

static Result file_erase(Db *db, ErasureRequest request, int64_t *count) {
    const struct {
        const Sql *sql;
        ErasureKind kind;
    } part[] = { { &identity_erase, ERASURE_identity },
                 { &facts_erase, ERASURE_facts },
                 { spell_type.remove, ERASURE_spells },
                 { &originals_erase, ERASURE_originals },
                 { &pairs_erase, ERASURE_decided_pairs } };
    Result result = OK;
    for (size_t i = 0; result == OK && i < sizeof part / sizeof *part; i++) {
        result = rows_erase(db, part[i].sql, request, &count[part[i].kind]);
    }
    for (int i = 0; result == OK && i < CANDIDATE_LIST_COUNT; i++) {
        result = rows_erase(db, candidate_list_type[i].remove, request, &count[ERASURE_lists]);
    }
    return result;
}

/* The event itself has nothing to say but the id: its empty value goes with the others. */
static Result values_erase(Db *db, ErasureRequest request, Str id, int64_t *ret_count) {
    int64_t before = 0, after = 0;
    Result result = audit_erase(db, request.tenant, id, &before);
    if (result == OK) {
        result = audit_write(db, request.tenant, (AuditEvent){ .code = AUDIT_candidate_erased,
                                                               .actor = request.actor,
                                                               .subject = id });
    }
    if (result == OK) result = audit_erase(db, request.tenant, id, &after);
    if (result == OK) *ret_count = before;
    return result;
}

static Result placements_part(Db *db, ErasureRequest request, int64_t *count) {
    PlacementsLeft left;
    Result result = placements_unname(db, request.tenant, request.number, request.on, &left);
    if (result != OK) return result;
    count[ERASURE_proposals] = left.withdrawn;
    count[ERASURE_placements_stopped] = left.stopped;
    count[ERASURE_placements] = left.kept;
    Query *query = person_query(db, &plan_lines_count, request);
    if (query_next(query)) count[ERASURE_plan_lines] = query_integer(query, 0);
    return query_end(query);
}

Result candidate_erase(Db *db, Arena *arena, ErasureRequest request, Erasure *ret_erasure) {
    if (request.on == DAY_UNKNOWN) return INVALID;
    Str id;
    Result result = row_find(db, arena, request, &id, ret_erasure);
    if (result != OK) return result;
    int64_t *count = ret_erasure->count;
    result = file_erase(db, request, count);
    if (result == OK) result = placements_part(db, request, count);
    if (result == OK) result = values_erase(db, request, id, &count[ERASURE_audit_values]);
    if (result == OK) {
        result = shown_erase(db, request.tenant, request.number, &count[ERASURE_shown_lists]);
    }
    if (result == OK) result = change_fields_forget(db, request.tenant, request.number);
    int64_t change;
    if (result == OK) {
        result = change_note(db, request.tenant, CHANGE_CANDIDATE, request.number, &change);
    }
    return result == OK ? row_mark(db, arena, request, ret_erasure) : result;
}

/* --- who was erased --- */

Result erasures_load(Db *db, Arena *arena, int64_t tenant, Erasures *ret_erasures) {
    Erasures all = { 0 };
    size_t capacity = 0;
    bool sound = true;
    Query *query = db_query(db, &erasures_select);
    query_set_integer(query, 1, tenant);
    while (sound && query_next(query)) {
        all.row = arena_room(arena, Erasure, all.row, all.count, &capacity);
        Erasure *row = &all.row[all.count++];
        *row = (Erasure){ .number = query_integer(query, 0), .id = query_text(query, arena, 1) };
        sound = day_read(query_text(query, arena, 2), &row->on);
    }
    Result result = query_end(query);
    if (result == OK && !sound) result = BROKEN;
    if (result == OK) *ret_erasures = all;
    return result;
}
