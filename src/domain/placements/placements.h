/* placements.h: a candidate in an opening, from proposed to kept or stopped.
 *
 * The state of a placement is the last of its events; events are kept, so that every figure can be
 * recomputed. Opstap proposes; every other state is a person's decision. Declines and stops carry a
 * coded reason; what went to an employer or a person and came back is never forgotten by planning:
 * a declined pair is not proposed again. */
#ifndef OPSTAP_PLACEMENTS_H
#define OPSTAP_PLACEMENTS_H

#include "db.h"
#include "records/records.h"

/* S(name): in the order of a placement's life. */
#define PLACEMENT_STATES(P)                                                                        \
    P(proposed) P(invited) P(declined_by_candidate) P(declined_by_employer) P(on_hold) P(reserve)  \
    P(selected) P(agreed) P(no_show) P(started) P(completed) P(in_work) P(kept_6_months)           \
    P(kept_12_months) P(stopped)
#define PLACEMENT_ENUM(name) PLACEMENT_##name,
typedef enum PlacementState {
    PLACEMENT_STATES(PLACEMENT_ENUM) PLACEMENT_STATE_COUNT
} PlacementState;

const char *placement_state_name(PlacementState state);
bool placement_state_read(Str name, PlacementState *ret_state);

/* May a placement go from one state to the other? From proposed and reserve to everything before
 * the start; after the start forward, or stopped. Nothing leaves completed backwards, stopped
 * never. */
bool placement_may_move(PlacementState from, PlacementState to);

/* What a state means for planning. */
typedef enum PlacementHold {
    HOLD_NOTHING, /* proposed, reserve, on hold: plan as if it was not there */
    HOLD_PAIR,    /* invited, selected, agreed: the pair stays together */
    HOLD_PLACE,   /* started, in work, kept: the person and the place are taken */
    HOLD_AWAY     /* declined, no show, stopped: not this pair again */
} PlacementHold;
PlacementHold placement_hold(PlacementState state);

/* Did somebody act on it, and has it led to nothing yet: on hold, invited, selected, agreed, started?
 * Declined and stopped are over; what was completed or led to work has its result. */
bool placement_is_under_way(PlacementState state);

typedef struct Placement {
    int64_t number;
    Str id;
    int64_t candidate_number, opening_number;
    Str candidate, opening; /* their ids */
    PlacementState state;
    int64_t reserve_rank;   /* 0: none */
    Str outcome;            /* of PLACEMENT_OUTCOME_CODES; "" while it is not known */
} Placement;

typedef struct PlacementRows {
    Placement *row;
    size_t count;
} PlacementRows;
Result placements_load(Db *db, Arena *arena, int64_t tenant, PlacementRows *ret_rows);
Result placements_of(Db *db, Arena *arena, int64_t tenant, int64_t candidate_number,
                     PlacementRows *ret_rows);

Result placements_proposed(Db *db, int64_t tenant, int64_t *ret_count); /* nobody acted on them yet */

/* Its life so far, in the order in which it was told. */
typedef struct PlacementEvent {
    PlacementState state;
    Day on;
    Str reason, next_step; /* "" when there is none */
} PlacementEvent;

typedef struct PlacementEvents {
    PlacementEvent *row;
    size_t count;
} PlacementEvents;
Result placement_events_load(Db *db, Arena *arena, int64_t tenant, int64_t number,
                             PlacementEvents *ret_events);

/* Takes back every proposal and reserve that nobody acted on, to make room for those of a new plan.
 * Inside a transaction. */
Result placements_withdraw(Db *db, int64_t tenant);

/* The file of this person was erased (candidate_erasure.h). Proposals and reserves are taken back, as
 * for a new plan. What is under way is stopped on that day: nobody can guide who is not known. What
 * has a result keeps its state, or a placement that led to work would count as one that failed. What
 * stays is a line: states with their days and the outcome. Reasons become `unknown` and next steps go:
 * they tell of the person. Inside a transaction. */
typedef struct PlacementsLeft {
    int64_t withdrawn, stopped, kept; /* kept: all that stay, the stopped ones too */
} PlacementsLeft;
Result placements_unname(Db *db, int64_t tenant, int64_t candidate_number, Day on,
                         PlacementsLeft *ret_left);

/* A new proposal, or a reserve with its rank (1 is first). Does nothing when the pair has a
 * placement already. CONFLICT: no such candidate or opening; INVALID: no day. Inside a transaction.
 */
typedef struct Proposal {
    int64_t candidate_number, opening_number;
    int64_t reserve_rank; /* 0: proposed */
    Day on;
} Proposal;
Result placement_propose(Db *db, int64_t tenant, Proposal proposal);

/* NOT_FOUND; REFUSED: the state may not follow. reason: a code of decline_reasons or stop_reasons,
 * for declines and stops, and only there (INVALID otherwise, or without a day). outcome: what was
 * reached, with `completed` only, "" when it is not known; it stays when the placement moves on.
 * reserve_rank: with `reserve` only, 0 leaves the rank that was; a rank ends when the placement is
 * no reserve any more. Inside a transaction. */
#define PLACEMENT_OUTCOME_CODES "none|practice_statement|certificate|diploma"
typedef struct PlacementMove {
    int64_t number;
    PlacementState to;
    Day on;
    Str reason, next_step, outcome;
    int64_t reserve_rank;
} PlacementMove;
Result placement_move(Db *db, int64_t tenant, PlacementMove move);

#endif
