/* world.h: everything of one tenant in memory, ready to be matched and planned. */
#ifndef OPSTAP_WORLD_H
#define OPSTAP_WORLD_H

#include <jansson.h>

#include "command.h"
#include "planning/plan.h"

typedef struct World {
    CandidateRows candidates;
    OpeningRows openings;
    ClassRows classes;
    DecidedPairs decided;
    PlacementRows placements;
    Map *map;
    Rules *rules;
    Occupations occupations;
    Snapshot *snapshot;
} World;

/* Loads it in one read-only view. The snapshot keeps pointers into *ret_world, so that stays where
 * it is. Exit status EXIT_OK, or another after complaining. */
int world_load(Command *command, World *ret_world);

PlanInput world_plan_input(const World *world);

/* The names by which people and openings are shown: "Kandidaat 0001 (kandidaat-0001)". */
Str world_candidate_name(Command *command, const World *world, int candidate);
Str world_opening_name(Command *command, const World *world, int opening);

/* How many pairs got each verdict, per criterion (match.c); for people, for programs. */
void world_verdicts_print(Command *command, const World *world);
json_t *world_verdicts_json(const World *world);

#endif
