/* program.h: what a sweep does for one person: the lacks that are unmet now, and after each step.
 *
 * Within the room. */
#ifndef OPSTAP_MATCHING_PROGRAM_H
#define OPSTAP_MATCHING_PROGRAM_H

#include "matching/barriers/catalogue.h"
#include "matching/sweep/sweep_chunk.h"

/* The program lives in the arena of the catalogue. Steps of the timetable are not in it. */
void program_make(const Slices *slices, const Catalogue *catalogue, Program *ret_program);

#endif
