/* match_peers.h: lists by other programs over the same tables (match_sheet.h): how long they take,
 * and whether they are those of a full comparison. */
#ifndef OPSTAP_PEERS_MATCH_PEERS_H
#define OPSTAP_PEERS_MATCH_PEERS_H

#include "match_sheet.h"

enum { PEER_LIST = 10, PEER_PLANS_MAX = 8 };

/* One way of asking it. */
typedef struct PeerPlan {
    Str name;
    double *seconds; /* person * repeats + run; 0: it was not asked, for it took too long */
    int equal, lists;
} PeerPlan;

typedef struct PeerLists {
    Str name;
    bool present; /* false: it is not installed here */
    double load, fill; /* seconds: the openings, indexed; the tables of all people */
    PeerPlan plan[PEER_PLANS_MAX];
    int plan_count;
} PeerLists;

typedef struct PeerQuestion {
    const char *folder; /* of the tables */
    int people, repeats;
    const Str *expected; /* per person, "number:score number:score ..." */
} PeerQuestion;

PeerLists duckdb_lists(Arena *arena, const PeerQuestion *question);
PeerLists postgres_lists(Arena *arena, const PeerQuestion *question);

/* The plan of that name, made when it is new. */
PeerPlan *peer_plan(Arena *arena, PeerLists *lists, const PeerQuestion *question, Str name);
typedef struct PeerAnswer {
    int person, run;
    double seconds;
    Str list;
} PeerAnswer;
void peer_take(PeerPlan *plan, const PeerQuestion *question, PeerAnswer answer);

/* Of all runs of a plan; and when for each person the plan is taken that is best for that person. */
double peer_plan_median(Arena *arena, const PeerPlan *plan, const PeerQuestion *question);
double peer_best_median(Arena *arena, const PeerLists *lists, const PeerQuestion *question);

/* The text of a list, as peers give it. */
Str peer_list_text(Arena *arena, const Snapshot *snapshot, const Match *match, size_t count);

#endif
