/* opening_taken.h: how many places of an opening are taken: agreed, started, or on hold. */
#ifndef OPSTAP_OPENING_TAKEN_H
#define OPSTAP_OPENING_TAKEN_H

#include "world/world.h"

int64_t opening_taken(const World *world, int64_t number);

#endif
