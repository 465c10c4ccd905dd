/* What is left of the placements of a person whose file was erased. */
#include "auto.h"
#include "changes/changes.h"
#include "limits.h"
#include "placements/placements.h"

#define PROPOSED " AND state IN ('proposed', 'reserve')"
SQL(person_events_withdraw,
    "DELETE FROM placement_event WHERE tenant_id = ?1 AND placement_number IN"
    " (SELECT number FROM placement WHERE tenant_id = ?1 AND candidate_number = ?2" PROPOSED ")");
SQL(person_placements_withdraw, "DELETE FROM placement WHERE tenant_id = ?1"
                                " AND candidate_number = ?2" PROPOSED);
SQL(person_placements_select, "SELECT number, state FROM placement WHERE tenant_id = ?1"
                              " AND candidate_number = ?2 ORDER BY number");
SQL(person_events_unname,
    "UPDATE placement_event SET next_step = NULL,"
    " reason = CASE WHEN reason IS NULL THEN NULL ELSE 'unknown' END"
    " WHERE tenant_id = ?1 AND placement_number IN"
    " (SELECT number FROM placement WHERE tenant_id = ?1 AND candidate_number = ?2)");

typedef struct UnderWay {
    int64_t *number;
    size_t count;
} UnderWay;

static Result person_run(Db *db, const Sql *sql, int64_t tenant, int64_t candidate_number) {
    Query *query = db_query(db, sql);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, candidate_number);
    return query_run(query);
}

static Result under_way_load(Query *query, Arena *arena, UnderWay *ret_under_way,
                             int64_t *ret_all) {
    UnderWay under_way = { 0 };
    size_t capacity = 0;
    int64_t all = 0;
    for (; query_next(query); all++) {
        PlacementState state;
        if (!placement_state_read(query_text(query, arena, 1), &state)) continue;
        if (!placement_is_under_way(state)) continue;
        under_way.number = arena_room(arena, int64_t, under_way.number, under_way.count, &capacity);
        under_way.number[under_way.count++] = query_integer(query, 0);
    }
    *ret_under_way = under_way;
    *ret_all = all;
    return query_end(query);
}

Result placements_unname(Db *db, int64_t tenant, int64_t candidate_number, Day on,
                         PlacementsLeft *ret_left) {
    AUTO(arena_end_at) Arena *arena = arena_new("placements of one person", 16 * STRING_BYTES_MAX);
    PlacementsLeft left = { 0 };
    UnderWay under_way = { 0 };
    int64_t change;
    Result result = change_note(db, tenant, CHANGE_PLACEMENT, candidate_number, &change);
    if (result != OK) return result;
    result = person_run(db, &person_events_withdraw, tenant, candidate_number);
    if (result == OK) {
        result = person_run(db, &person_placements_withdraw, tenant, candidate_number);
    }
    if (result != OK) return result;
    left.withdrawn = query_changes(db);
    Query *query = db_query(db, &person_placements_select);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, candidate_number);
    result = under_way_load(query, arena, &under_way, &left.kept);
    for (size_t i = 0; i < under_way.count && result == OK; i++) {
        result = placement_move(db, tenant, (PlacementMove){ .number = under_way.number[i],
                                                             .to = PLACEMENT_stopped, .on = on,
                                                             .reason = S("unknown") });
    }
    left.stopped = (int64_t)under_way.count;
    if (result == OK) result = person_run(db, &person_events_unname, tenant, candidate_number);
    if (result == OK) *ret_left = left;
    return result;
}
