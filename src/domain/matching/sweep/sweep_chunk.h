/* sweep_chunk.h: one chunk of rows for one person, and the kernels that work on it.
 *
 * Within the room. The kernels are written once, in vectors of 512 bits (sweep_lanes.h), and compiled
 * for each set of instructions. */
#ifndef OPSTAP_MATCHING_SWEEP_CHUNK_H
#define OPSTAP_MATCHING_SWEEP_CHUNK_H

#include "matching/slices/lacks.h"

/* Columns below 0: rows to which the way is unmet, by version. */
static inline int32_t column_of_way(int version) {
    return -1 - version;
}

/* Lacks stand in the program: first .. first + count - 1. */
typedef struct LacksOf {
    int first, count;
} LacksOf;

/* A step takes one lack away and may add some; or (`taken` below 0) all lacks after it are given. */
typedef struct SweepStep {
    int step; /* in the catalogue */
    int taken; /* among the lacks of its criterion */
    LacksOf lacks;
} SweepStep;

enum { LACKS_KEPT = 64 };

typedef struct Program {
    Lacks lacks;
    LacksOf of[CRITERION_COUNT];
    LacksOf asked; /* rows to be judged for this person */
    SweepStep *step; /* those of criterion i: first_step[i] .. first_step[i + 1] */
    int first_step[CRITERION_COUNT + 1];
} Program;

typedef struct SweepChunk {
    const Chunk *bits;  /* by column */
    const Chunk *reach; /* by version */
    Chunk rows;         /* that are looked at */
    Chunk any, two;     /* one or more criteria are unmet; two or more */
    Chunk ask;          /* to be judged */
    Chunk unmet[CRITERION_COUNT];
    Chunk *opened; /* per step of the catalogue */
    int *opened_step; /* those of which something is set */
    int opened_count;
} SweepChunk;

/* Sets any, two, unmet and ask by the lacks; false when all rows have two. */
typedef bool SweepJudge(const Program *program, SweepChunk *chunk);

/* Of rows with one criterion unmet, `alone`: adds what each of its steps opens. */
typedef void SweepSteps(const Program *program, SweepChunk *chunk, Criterion criterion,
                        const Chunk *alone);

/* How many rows are set. */
typedef int SweepCount(const Chunk *rows);

typedef struct SweepKernels {
    SweepJudge *judge;
    SweepSteps *steps;
    SweepCount *count;
} SweepKernels;
extern const SweepKernels sweep_scalar;
#ifdef __x86_64__
extern const SweepKernels sweep_avx2, sweep_avx512;
#endif

#endif
