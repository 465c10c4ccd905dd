/* kernel.h: 64 openings at once, in each instruction set.
 *
 * Within the room. Answers a bit per row. Every set of instructions gives the same bits. */
#ifndef OPSTAP_MATCHING_KERNEL_H
#define OPSTAP_MATCHING_KERNEL_H

#include "matching/columns/demands.h"

/* Rows of a bucket begin at a multiple of those that stand together; a block may end beyond them. */
enum { BLOCK_ROWS = 64, ROWS_TOGETHER = 16 };

/* Set when (required[row] & lacked) is 0. */
typedef uint64_t Kernel(const uint64_t *required, uint64_t lacked);
Kernel kernel_scalar;

/* Of so many rows: set when points[spot[row]] is `least` or more. Spots of all rows of a block, and
 * two bytes behind the last of the points, may be read. */
typedef uint64_t WayKernel(const int32_t *spot, int rows, const int16_t *points, int least);
WayKernel way_kernel_scalar;

/* Of so many rows: set when way[spot[row]] + left[terms[row]] is `least` or more. The same may be
 * read beyond. */
typedef struct Earning {
    const int32_t *spot;
    const uint16_t *terms;
    const int16_t *way, *left; /* points */
    int rows;
} Earning;
typedef uint64_t EarnKernel(const Earning *earning, int least);
EarnKernel earn_kernel_scalar;

#ifdef __x86_64__
Kernel kernel_avx2, kernel_avx512;
WayKernel way_kernel_avx2, way_kernel_avx512;
EarnKernel earn_kernel_avx2, earn_kernel_avx512;
#endif

typedef enum Simd { SIMD_SCALAR, SIMD_AVX2, SIMD_AVX512, SIMD_COUNT } Simd;
Str simd_name(Simd simd); /* "scalar", "avx2", "avx512" */
bool simd_is_here(Simd simd);
Kernel *kernel_of(Simd simd);
WayKernel *way_kernel_of(Simd simd);
EarnKernel *earn_kernel_of(Simd simd);

/* The one that matching_use named, else the widest that this machine has. */
Simd simd_used(void);

#endif
