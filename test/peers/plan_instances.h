/* plan_instances.h: problems for the bench of plans, made from a seed.
 *
 * People live in towns and want groups near them; a value falls with the way and differs by person
 * and by pair. Whole numbers only: the same name gives the same problem on every machine.
 *
 *     300x30-8-16           300 people, 30 groups of 8 to 16
 *     ...-guides            each five groups share a guide, who can have three full groups
 *     ...-changed           the same with 1 % of the pairs changed: values, new ones, gone ones
 *     flat-...              people and groups anywhere on a square, not in towns
 *     country-apart         35 regions of different size; nobody looks across a border
 *     country-joined        the same; who lives near a border has pairs on both sides
 *     flow-20000x1500       no minimums */
#ifndef OPSTAP_PLAN_INSTANCES_H
#define OPSTAP_PLAN_INSTANCES_H

#include <stdio.h>

#include "planning/form/problem.h"

/* The name of instance number `at`, without its -changed; NULL behind the last. */
const char *plan_instance_name(int at);

/* NOT_FOUND: no instance of that name. */
Result plan_instance_make(Arena *arena, const char *name, Problem *ret_problem);

/* 1 % of the pairs changed: half get another value, a quarter go, a quarter are new. */
Problem plan_instance_changed(Arena *arena, const Problem *problem);

/* The JSON that problem_read reads; ids must be plain letters and digits. It knows what this
 * generator makes: minimums, maximums and resources. */
void plan_instance_write(FILE *file, const Problem *problem);

#endif
