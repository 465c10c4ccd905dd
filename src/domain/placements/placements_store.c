#include "auto.h"
#include "changes/changes.h"
#include "placements/placements.h"

#define PLACEMENTS                                                                                 \
    "SELECT p.number, p.id, p.candidate_number, p.opening_number, c.id, o.id,"                     \
    " p.state, COALESCE(p.reserve_rank, 0), COALESCE(p.outcome, '') FROM placement p"              \
    " JOIN candidate c ON c.tenant_id = p.tenant_id"                                               \
    " AND c.number = p.candidate_number"                                                           \
    " JOIN opening o ON o.tenant_id = p.tenant_id AND o.number = p.opening_number"                 \
    " WHERE p.tenant_id = ?1"
SQL(placements_select, PLACEMENTS " ORDER BY p.number");
SQL(placements_select_of, PLACEMENTS " AND p.candidate_number = ?2 ORDER BY p.number");
SQL(placements_counted, "SELECT COUNT(*) FROM placement WHERE tenant_id = ?1"
                        " AND state = 'proposed'");
SQL(events_withdraw, "DELETE FROM placement_event WHERE tenant_id = ?1 AND placement_number IN"
                     " (SELECT number FROM placement WHERE tenant_id = ?1"
                     " AND state IN ('proposed', 'reserve'))");
SQL(placements_withdrawn, "DELETE FROM placement WHERE tenant_id = ?1"
                          " AND state IN ('proposed', 'reserve')");
SQL(placement_next, "SELECT COALESCE(MAX(number), 0) + 1 FROM placement WHERE tenant_id = ?1");
SQL(placement_add, "INSERT INTO placement (tenant_id, number, id, candidate_number, opening_number,"
                   " state, reserve_rank) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                   " ON CONFLICT (tenant_id, candidate_number, opening_number) DO NOTHING");
SQL(placement_state, "SELECT state, candidate_number FROM placement WHERE tenant_id = ?1 AND number = ?2");
SQL(placement_set, "UPDATE placement SET state = CAST(?3 AS TEXT), reserve_rank = CASE"
                   " WHEN CAST(?3 AS TEXT) = 'reserve'"
                   " THEN COALESCE(CAST(?4 AS BIGINT), reserve_rank) END,"
                   " outcome = COALESCE(CAST(?5 AS TEXT), outcome)"
                   " WHERE tenant_id = ?1 AND number = ?2");
SQL(events_select, "SELECT state, on_day, COALESCE(reason, ''), COALESCE(next_step, '')"
                   " FROM placement_event WHERE tenant_id = ?1 AND placement_number = ?2"
                   " ORDER BY entry");
SQL(event_add, "INSERT INTO placement_event (tenant_id, placement_number, entry, state, on_day,"
               " reason, next_step) SELECT CAST(?1 AS BIGINT), CAST(?2 AS BIGINT),"
               " COALESCE(MAX(entry), 0) + 1, CAST(?3 AS TEXT), CAST(?4 AS TEXT), CAST(?5 AS TEXT),"
               " CAST(?6 AS TEXT) FROM placement_event WHERE tenant_id = ?1"
               " AND placement_number = ?2");

static Result rows_load(Query *query, Arena *arena, PlacementRows *ret_rows) {
    PlacementRows rows = { 0 };
    size_t capacity = 0;
    while (query_next(query)) {
        PlacementState state;
        if (!placement_state_read(query_text(query, arena, 6), &state)) continue;
        rows.row = arena_room(arena, Placement, rows.row, rows.count, &capacity);
        rows.row[rows.count++] = (Placement){ .number = query_integer(query, 0),
                                              .id = query_text(query, arena, 1),
                                              .candidate_number = query_integer(query, 2),
                                              .opening_number = query_integer(query, 3),
                                              .candidate = query_text(query, arena, 4),
                                              .opening = query_text(query, arena, 5),
                                              .state = state,
                                              .reserve_rank = query_integer(query, 7),
                                              .outcome = query_text(query, arena, 8) };
    }
    Result result = query_end(query);
    if (result == OK) *ret_rows = rows;
    return result;
}

Result placements_load(Db *db, Arena *arena, int64_t tenant, PlacementRows *ret_rows) {
    Query *query = db_query(db, &placements_select);
    query_set_integer(query, 1, tenant);
    return rows_load(query, arena, ret_rows);
}

Result placements_of(Db *db, Arena *arena, int64_t tenant, int64_t candidate_number,
                     PlacementRows *ret_rows) {
    Query *query = db_query(db, &placements_select_of);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, candidate_number);
    return rows_load(query, arena, ret_rows);
}

Result placements_proposed(Db *db, int64_t tenant, int64_t *ret_count) {
    Query *query = db_query(db, &placements_counted);
    query_set_integer(query, 1, tenant);
    int64_t count = query_next(query) ? query_integer(query, 0) : 0;
    Result result = query_end(query);
    if (result == OK) *ret_count = count;
    return result;
}

Result placement_events_load(Db *db, Arena *arena, int64_t tenant, int64_t number,
                             PlacementEvents *ret_events) {
    PlacementEvents events = { 0 };
    size_t capacity = 0;
    bool sound = true;
    Query *query = db_query(db, &events_select);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, number);
    while (sound && query_next(query)) {
        events.row = arena_room(arena, PlacementEvent, events.row, events.count, &capacity);
        PlacementEvent *event = &events.row[events.count++];
        sound = placement_state_read(query_text(query, arena, 0), &event->state) &&
                day_read(query_text(query, arena, 1), &event->on);
        event->reason = query_text(query, arena, 2);
        event->next_step = query_text(query, arena, 3);
    }
    Result result = query_end(query);
    if (result == OK && !sound) result = BROKEN;
    if (result == OK) *ret_events = events;
    return result;
}

Result placements_withdraw(Db *db, int64_t tenant) {
    Result result = change_note_proposed(db, tenant);
    if (result != OK) return result;
    Query *query = db_query(db, &events_withdraw);
    query_set_integer(query, 1, tenant);
    result = query_run(query);
    if (result != OK) return result;
    query = db_query(db, &placements_withdrawn);
    query_set_integer(query, 1, tenant);
    return query_run(query);
}

static Result event_write(Db *db, int64_t tenant, PlacementMove move) {
    AUTO(arena_end_at) Arena *arena = arena_new("placement event", 64 * 1024);
    Query *query = db_query(db, &event_add);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, move.number);
    query_set_text(query, 3, str_from(placement_state_name(move.to)));
    query_set_text(query, 4, day_text(arena, move.on));
    if (move.reason.len) query_set_text(query, 5, move.reason);
    else query_set_null(query, 5);
    if (move.next_step.len) query_set_text(query, 6, move.next_step);
    else query_set_null(query, 6);
    return query_run(query);
}

Result placement_propose(Db *db, int64_t tenant, Proposal proposal) {
    if (proposal.on == DAY_UNKNOWN || proposal.reserve_rank < 0) return INVALID;
    Query *query = db_query(db, &placement_next);
    query_set_integer(query, 1, tenant);
    int64_t number = query_next(query) ? query_integer(query, 0) : 0;
    Result result = query_end(query);
    if (result != OK) return result;
    char id[32];
    snprintf(id, sizeof id, "%lld-%lld", (long long)proposal.candidate_number,
             (long long)proposal.opening_number);
    PlacementState state = proposal.reserve_rank ? PLACEMENT_reserve : PLACEMENT_proposed;
    query = db_query(db, &placement_add);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, number);
    query_set_text(query, 3, str_from(id));
    query_set_integer(query, 4, proposal.candidate_number);
    query_set_integer(query, 5, proposal.opening_number);
    query_set_text(query, 6, str_from(placement_state_name(state)));
    if (proposal.reserve_rank) query_set_integer(query, 7, proposal.reserve_rank);
    else query_set_null(query, 7);
    result = query_run(query);
    if (result != OK || query_changes(db) == 0) return result;
    int64_t change;
    result = change_note(db, tenant, CHANGE_PLACEMENT, proposal.candidate_number, &change);
    if (result != OK) return result;
    return event_write(db, tenant,
                       (PlacementMove){ .number = number, .to = state, .on = proposal.on });
}

static bool reason_fits(PlacementState to, Str reason) {
    bool declined = to == PLACEMENT_declined_by_candidate || to == PLACEMENT_declined_by_employer;
    if (declined) return code_list_find(code_list(S("decline_reasons")), reason) >= 0;
    if (to == PLACEMENT_stopped) return code_list_find(code_list(S("stop_reasons")), reason) >= 0;
    return !reason.len;
}

static bool move_fits(PlacementMove move) {
    if (!reason_fits(move.to, move.reason) || move.on == DAY_UNKNOWN) return false;
    bool outcome = !move.outcome.len || (move.to == PLACEMENT_completed &&
                                         codes_find(PLACEMENT_OUTCOME_CODES, move.outcome) >= 0);
    bool rank = !move.reserve_rank || (move.to == PLACEMENT_reserve && move.reserve_rank > 0);
    return outcome && rank;
}

static Result placement_write(Db *db, int64_t tenant, PlacementMove move) {
    Query *query = db_query(db, &placement_set);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, move.number);
    query_set_text(query, 3, str_from(placement_state_name(move.to)));
    if (move.reserve_rank) query_set_integer(query, 4, move.reserve_rank);
    else query_set_null(query, 4);
    if (move.outcome.len) query_set_text(query, 5, move.outcome);
    else query_set_null(query, 5);
    return query_run(query);
}

Result placement_move(Db *db, int64_t tenant, PlacementMove move) {
    AUTO(arena_end_at) Arena *arena = arena_new("placement", 64 * 1024);
    if (!move_fits(move)) return INVALID;
    Query *query = db_query(db, &placement_state);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, move.number);
    bool found = query_next(query);
    Str name = found ? query_text(query, arena, 0) : STR_EMPTY;
    int64_t candidate = found ? query_integer(query, 1) : 0, change;
    Result result = query_end(query);
    if (result != OK) return result;
    PlacementState from;
    if (!found || !placement_state_read(name, &from)) return NOT_FOUND;
    if (!placement_may_move(from, move.to)) return REFUSED;
    result = placement_write(db, tenant, move);
    if (result == OK) result = change_note(db, tenant, CHANGE_PLACEMENT, candidate, &change);
    return result == OK ? event_write(db, tenant, move) : result;
}
