/* problem_checker.h: what the files that check a problem share. */
#ifndef OPSTAP_PROBLEM_CHECKER_H
#define OPSTAP_PROBLEM_CHECKER_H

#include "problem.h"

enum { SUM_BITS = 62, SUM_BITS_WITH_RULES = 58 };

typedef struct Checker {
    Arena *arena;
    const Problem *problem;
    Phrase *ret_why;
} Checker;

/* All return INVALID, with the reason, or OK. */

Result check_refuse(Checker *checker, Phrase why);
Result check_number(Checker *checker, Str place, int64_t number, Word allowed);
Result check_count(Checker *checker, const char *list, int64_t count, int64_t count_max);
Result check_ids(Checker *checker, const char *list, const Str *id, int32_t count);

/* problem_check_rules.c: resources, demands, floors, pins, households. After the pairs. */
Result check_rules(Checker *checker);

/* problem_check_stages.c: groups, measures and stages. */
Result check_stages(Checker *checker);

#endif
