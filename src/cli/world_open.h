/* world_open.h: the world of the tenant of a command. */
#ifndef OPSTAP_WORLD_OPEN_H
#define OPSTAP_WORLD_OPEN_H

#include <jansson.h>

#include "command.h"
#include "world/world.h"

/* The weights of --weights, or those built in. The same. */
int rules_open(Command *command, Rules **ret_rules);

/* Loads it in one read-only view. Exit status EXIT_OK, or another after complaining. */
int world_open(Command *command, World *ret_world);

/* How many pairs got each verdict, per criterion (match.c); for people, for programs. */
void world_verdicts_print(Command *command, const World *world);
json_t *world_verdicts_json(const World *world);

#endif
