/* world.h: everything of one tenant in memory, ready to be matched and planned.
 *
 * A world is one moment of the database: loaded in one read-only view, never changed afterwards, so
 * threads may read it together. Positions of people and openings are those of its snapshot. It
 * stays where it was loaded, for its snapshot points into it. worlds.h holds the last one of each
 * tenant for many readers. */
#ifndef OPSTAP_WORLD_H
#define OPSTAP_WORLD_H

#include "matching/print.h"
#include "planning/plan.h"

typedef struct World {
    int64_t tenant;
    int64_t number; /* later ones of the same Worlds have higher ones; 0: read by itself */
    CandidateRows candidates;
    OpeningRows openings;
    ClassRows classes;
    DecidedPairs decided;
    PlacementRows placements;
    Map *map;
    const Rules *rules;
    Occupations occupations;
    const Vocabulary *vocabulary;
    Snapshot *snapshot;
    struct WorldPrints {
        bool made; /* by world_print */
        Print ground, openings, candidates;
    } prints;
} World;

typedef struct WorldRequest {
    int64_t tenant;
    Day today;
    const Rules *rules; /* rules_load; must live as long as the world */
    const Vocabulary *vocabulary; /* the same; NULL: it is loaded too */
} WorldRequest;

/* Inside a transaction, so that it is one moment. All of it lives in the arena given. */
Result world_read(Db *db, Arena *arena, WorldRequest request, World *ret_world);

/* All openings, and nobody: for the lists of everybody (matching/pairs/pairs.h), with room for more
 * openings than a world holds. Records are forgotten. */
typedef struct WorldOpenings {
    Map *map;
    Snapshot *snapshot;
} WorldOpenings;
Result world_read_openings(Db *db, Arena *arena, WorldRequest request, WorldOpenings *ret_openings);

/* Works out the prints (print.h), for lists that are kept: some microseconds for each record. */
void world_print(World *world);

PlanInput world_plan_input(const World *world);

/* The names by which people and openings are shown: "Kandidaat 0001", "Lasser, Werkgever 3"; the id
 * when there is none. */
Str candidate_name(Arena *arena, const CandidateRecord *record);
Str opening_name(Arena *arena, const OpeningRecord *record);
Str world_candidate_name(Arena *arena, const World *world, int candidate);
Str world_opening_name(Arena *arena, const World *world, int opening);

#endif
