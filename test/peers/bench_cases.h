/* bench_cases.h: plans by Opstap and by others (peer_run.h), with what each should reach. */
#ifndef OPSTAP_BENCH_CASES_H
#define OPSTAP_BENCH_CASES_H

#include "bench_table.h"
#include "planning/search/search.h"

enum { BENCH_REPEATS = 5 };

typedef struct BenchList {
    Str *line;
    size_t count, room;
} BenchList;

typedef struct Bench {
    Arena *arena;
    const char *shared; /* the folder of public instances, with expected.tsv */
    const char *only;   /* a part of the name; NULL: all */
    double seconds_max; /* for each run of anybody */
    bool peers, markdown;
    BenchList missed;   /* targets */
    BenchList wrong;    /* two proven values differ, a plan breaks a rule, and such */
} Bench;

typedef struct BenchCase {
    const char *name;
    bool shared;
    double seconds;   /* to be proven in; 0: no target */
    double gap;       /* a part of the value, to be reached within `seconds` instead of a proof */
    double ratio;     /* so many times faster than the fastest of the others */
    bool aim;         /* a proof is aimed at, in whatever time there is */
    bool alone;       /* not for the others: too large, or asked of them in another row */
} BenchCase;

void bench_cases(Bench *bench, const char *title, const BenchCase *list, int count);

/* One file, without targets. */
void bench_file(Bench *bench, BenchTable *table, const char *path);
BenchTable bench_cases_table(Bench *bench);

/* "NAME: WHAT" for the lists at the end. */
void bench_missed(Bench *bench, const char *name, Str what);
void bench_wrong(Bench *bench, const char *name, const char *what);
bool bench_wanted(const Bench *bench, const char *name);

/* On standard error: what is being done. */
void bench_say(const char *name, const char *who);

/* The time in the middle; sorts the list. */
double bench_median(double *seconds, int count);

#endif
