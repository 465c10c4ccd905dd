/* sweep_lanes.h: the kernels of a sweep, in vectors of 512 bits that the compiler makes into what the
 * machine has. Included once by each file of a set of instructions, with LANES_TARGET and
 * LANES_KERNELS set: the attribute of its functions, and the name of its table. */
#include "matching/sweep/sweep_chunk.h"

typedef uint64_t Lanes __attribute__((vector_size(64), aligned(8), may_alias));
#define LANES_INLINE LANES_TARGET static inline __attribute__((always_inline))
#define LANES(chunk) (*(const Lanes *)(const void *)(chunk))
#define LANES_SET(chunk) (*(Lanes *)(void *)(chunk))

LANES_INLINE bool lanes_any(const Lanes *lanes) {
    uint64_t any = 0;
    for (int i = 0; i < CHUNK_WORDS; i++) any |= (*lanes)[i];
    return any != 0;
}

/* Rows of a lack are added to `to`. */
LANES_INLINE void lack_add(const SweepChunk *chunk, const Lack *lack, Lanes *to) {
    Lanes bits;
    if (lack->column >= 0) bits = LANES(&chunk->bits[lack->column]);
    else bits = ~(LANES(&chunk->reach[0]) | LANES(&chunk->reach[-1 - lack->column]));
    if (lack->when != LACK_ALWAYS) {
        Lanes from = LANES(&chunk->bits[lack->day]);
        if (lack->flexible) from |= LANES(&chunk->bits[COLUMN_FLEXIBLE]);
        if (lack->when == LACK_BEFORE) from = LANES(&chunk->bits[COLUMN_REGULAR]) & ~from;
        bits &= from;
    }
    *to |= bits;
}

LANES_INLINE void lacks_add(const Program *program, const SweepChunk *chunk, LacksOf lacks,
                            Lanes *to) {
    const Lack *lack = &program->lacks.lack[lacks.first];
    for (int i = 0; i < lacks.count; i++) lack_add(chunk, &lack[i], to);
}

LANES_TARGET static bool lanes_judge(const Program *program, SweepChunk *chunk) {
    Lanes rows = LANES(&chunk->rows), any = { 0 }, two = { 0 };
    for (int i = 0; i < CRITERION_COUNT; i++) {
        Lanes unmet = { 0 };
        lacks_add(program, chunk, program->of[i], &unmet);
        unmet &= rows;
        two |= any & unmet;
        any |= unmet;
        LANES_SET(&chunk->unmet[i]) = unmet;
    }
    Lanes ask = LANES(&chunk->bits[COLUMN_JUDGED]);
    lacks_add(program, chunk, program->asked, &ask);
    LANES_SET(&chunk->ask) = ask & rows;
    LANES_SET(&chunk->any) = any;
    LANES_SET(&chunk->two) = two;
    Lanes clear = rows & ~two;
    return lanes_any(&clear);
}

/* The lacks of a criterion apart, those with any of them, and with two. */
typedef struct LackLanes {
    Lanes lack[LACKS_KEPT];
    Lanes any, two;
} LackLanes;

LANES_INLINE void lacks_apart(const Program *program, const SweepChunk *chunk, LacksOf lacks,
                              LackLanes *apart) {
    apart->any = apart->two = (Lanes){ 0 };
    if (lacks.count > LACKS_KEPT) return; /* no step asks for them */
    for (int i = 0; i < lacks.count; i++) {
        Lanes bits = { 0 };
        lack_add(chunk, &program->lacks.lack[lacks.first + i], &bits);
        apart->two |= apart->any & bits;
        apart->any |= bits;
        apart->lack[i] = bits;
    }
}

/* Without one of its lacks a row is unmet by another: it has two, or one that is not this. */
LANES_TARGET static void lanes_steps(const Program *program, SweepChunk *chunk, Criterion criterion,
                                     const Chunk *alone) {
    LackLanes apart;
    Lanes rows = LANES(alone);
    lacks_apart(program, chunk, program->of[criterion], &apart);
    for (int i = program->first_step[criterion]; i < program->first_step[criterion + 1]; i++) {
        const SweepStep *step = &program->step[i];
        Lanes unmet = { 0 };
        if (step->taken >= 0) unmet = apart.two | (apart.any & ~apart.lack[step->taken]);
        lacks_add(program, chunk, step->lacks, &unmet);
        Lanes opened = rows & ~unmet;
        if (!lanes_any(&opened)) continue;
        LANES_SET(&chunk->opened[step->step]) = opened;
        chunk->opened_step[chunk->opened_count++] = step->step;
    }
}

LANES_TARGET static int lanes_count(const Chunk *rows) {
    int count = 0;
    for (int i = 0; i < CHUNK_WORDS; i++) count += __builtin_popcountll(rows->word[i]);
    return count;
}

const SweepKernels LANES_KERNELS = { lanes_judge, lanes_steps, lanes_count };
