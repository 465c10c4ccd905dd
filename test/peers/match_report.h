/* match_report.h: the tables of bench_match, filled row by row. */
#ifndef OPSTAP_PEERS_MATCH_REPORT_H
#define OPSTAP_PEERS_MATCH_REPORT_H

#include "bench_table.h"
#include "match_limit.h"
#include "match_ours.h"

enum { SIZES_MAX = 16, COMPARED = 25, COMPARED_QUICK = 8 };

typedef struct Options {
    bool quick, markdown, no_peers;
    int64_t people, oracle, size[SIZES_MAX];
    int sizes;
} Options;

typedef enum MeasuredBy { BY_OPSTAP, BY_FULL, BY_DUCKDB, BY_POSTGRES, BY_COUNT } MeasuredBy;

/* At one size, people as they come; 0: not measured. */
typedef struct Measured {
    size_t openings;
    double median[BY_COUNT], late, snapshot; /* seconds */
} Measured;

typedef struct Bench {
    Options options;
    Limit limit;
    BenchTable ours, peers, oracle, machine, vectors;
    Measured measured[SIZES_MAX]; /* the last is the one that is being measured */
    int measured_count, different;
} Bench;

void report_begin(Bench *bench, Arena *arena);
void report_print(Bench *bench, Arena *arena);
void report_targets(Bench *bench, Arena *arena); /* where they are measured: at 500,000 */
void report_growth(Bench *bench, Arena *arena);

/* Begins a size. */
void report_size(Bench *bench, size_t openings);

/* What each measures, its rows, and a line of what has no table. Lists that differ are counted in
 * `different`. */
void report_limit(Bench *bench);
OursFigures report_ours(Bench *bench, Arena *arena, const Market *market);
void report_machine(Bench *bench, const Market *market, const OursFigures *figures);
void report_peers(Bench *bench, Arena *arena, const Market *market, double ours);
void report_vectors(Bench *bench, Arena *arena, const Market *market, double ours);
void report_oracle(Bench *bench, Market *market, const char *which, int questions);
void report_store(Bench *bench, const Market *market);
void report_vum(Bench *bench, const Market *market);

#endif
