/* shown.h: every list that was shown for a decision, kept so that it can be made again and proven
 * equal: who saw it, when, by which rules, from which input, with all scores and parts.
 *
 * A list is that of a person (the openings that fit, and those one step away), that of an opening
 * (the people who fit), or separate pairs of a person, chosen in another way: one that was asked for,
 * or openings in the order of score less price. Of these the order is not made again. It is written with the event that tells of the look, in the
 * same transaction (read_log.h). The value of that event is the head of the list: kind, day,
 * version of the rules, a hash of all that decided (print.h), and a salted hash for each person in
 * it. What the list says of a person stands beside the chain (audit_list_part) with its salt, and
 * can be erased there; who is erased is gone from every list, and the rest still verifies.
 *
 * The same list, shown to the same person again within SHOWN_AGAIN_SECONDS with nothing changed, is
 * one entry that counts. Each look stays an event of its own.
 *
 * Kept for SHOWN_DAYS_KEPT; each new list takes away up to SHOWN_REMOVED_AT_ONCE that are older, with
 * the values of their events. Of a longer list the first SHOWN_ROWS_MAX rows are kept. */
#ifndef OPSTAP_SHOWN_H
#define OPSTAP_SHOWN_H

#include "audit/audit.h"
#include "world/world.h"

#define SHOWN_KIND_CODES "openings|people|pairs"
typedef enum ShownKind { SHOWN_OPENINGS, SHOWN_PEOPLE, SHOWN_PAIRS, SHOWN_KIND_COUNT } ShownKind;

/* What a list says of one person: a line for each opening. */
typedef struct ShownPart {
    int64_t candidate_number;
    Str salt;  /* "" until it is written */
    Str lines; /* "" when it was erased */
} ShownPart;

/* A line of a part, read: "3 17 640 0 2 300:120:..:0 12" as place (0: one step away), number of the
 * opening, score, unmet, unknown, points of the parts, and the parts that are unknown as bits. */
typedef struct ShownLine {
    int64_t place, opening_number, score, unmet, unknown;
    int64_t points[PART_COUNT];
    int64_t unknown_parts;
} ShownLine;
bool shown_line_read(Str line, ShownLine *ret_line);

typedef struct ShownList {
    int64_t number; /* 0 until it is written */
    int64_t event_number;
    ShownKind kind;
    int64_t subject_number; /* of the candidate; of the opening for SHOWN_PEOPLE */
    Str subject;            /* its id today, when it was loaded; "" when it is gone */
    Str actor, moment, last_moment;
    int64_t times;
    Day made_on;       /* the day that it was made for */
    Str rule_version;
    Str input;         /* in hex; "" when it was erased */
    int64_t first;     /* position of its first row, from 0 */
    int64_t rows, near; /* how many were shown; near: one step away */
    ShownPart *part;
    size_t part_count;
} ShownList;

/* What was on the page: positions in the world. Without the prints of the world (world_print) the list
 * is kept without its input. All that is kept is copied into the arena. near: only for SHOWN_OPENINGS. */
typedef struct ShownMatches {
    ShownKind kind;
    int whose;
    size_t first;
    const Match *match, *near;
    size_t count, near_count;
} ShownMatches;
ShownList *shown_of(Arena *arena, const World *world, const ShownMatches *matches);

/* --- the store --- */

/* Writes `event` with the list as its value, or the event alone with the count of the list that is
 * the same. Inside a transaction. */
Result shown_write(Db *db, int64_t tenant, AuditEvent event, const ShownList *list);

/* NOT_FOUND. With its parts. */
Result shown_load(Db *db, Arena *arena, int64_t tenant, int64_t number, ShownList *ret_list);

typedef struct ShownLists {
    ShownList *row; /* newest first; without parts */
    size_t count;
    bool more;
} ShownLists;
typedef struct ShownRequest {
    int64_t tenant;
    int64_t before; /* the number of a list; INT64_MAX: from the newest on */
    int64_t count_max;
    int64_t candidate_number; /* only those that say something of this person; 0: of anybody */
    int64_t opening_number;   /* only those of people for this opening; 0: all */
    Str from, until;          /* shown at or after, and before, these moments; "": whenever */
} ShownRequest;
Result shown_find(Db *db, Arena *arena, const ShownRequest *request, ShownLists *ret_lists);

/* The ids of today; "" for who or what is gone. */
Result shown_opening_id(Db *db, Arena *arena, int64_t tenant, int64_t number, Str *ret_id);
Result shown_candidate_id(Db *db, Arena *arena, int64_t tenant, int64_t number, Str *ret_id);

/* What lists say of a person goes, and the input of lists about that person. For
 * candidate_erase. */
Result shown_erase(Db *db, int64_t tenant, int64_t candidate_number, int64_t *ret_erased);

/* --- checking --- */

/* V(name): what came out. */
#define SHOWN_OUTCOMES(V)                                                                          \
    V(equal)    /* made again from the same input: the same, row for row */                        \
    V(differs)  /* made again from the same input, and not the same: a defect, or the log was      \
                   changed */                                                                      \
    V(changed)  /* the input is another by now, so it cannot be made again here; a backup of that  \
                   day has it */                                                                   \
    V(rules)    /* it was made by other rules than these */                                        \
    V(unproven) /* kept without its input: of a tenant with very many openings */                  \
    V(erased)   /* of who was in it something was erased */                                        \
    V(broken)   /* what is kept does not fit the chain */
#define SHOWN_OUTCOME_ENUM(name) SHOWN_##name,
typedef enum ShownOutcome { SHOWN_OUTCOMES(SHOWN_OUTCOME_ENUM) SHOWN_OUTCOME_COUNT } ShownOutcome;
const char *shown_outcome_name(ShownOutcome outcome);

/* Do head and parts fit the chain? *ret_outcome: SHOWN_equal, SHOWN_erased or SHOWN_broken. */
Result shown_prove(Db *db, Arena *arena, int64_t tenant, const ShownList *list,
                   ShownOutcome *ret_outcome);

/* Can it be made again? In a world of today, which has its prints, whatever the day of the list:
 * SHOWN_equal (yes), SHOWN_changed, SHOWN_rules or SHOWN_unproven. */
ShownOutcome shown_input_look(Arena *arena, const World *world, const ShownList *list);

/* Makes it again in a world of its day, which has its prints: also SHOWN_differs. */
ShownOutcome shown_again(Arena *arena, const World *world, const ShownList *list);

#endif
