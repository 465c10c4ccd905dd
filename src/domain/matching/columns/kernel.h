/* kernel.h: one person's bits against those of 64 openings at once, in each instruction set.
 *
 * Within the room. Answers a bit per row: set when (required[row] & lacked) is 0. Every set of
 * instructions gives the same bits. */
#ifndef OPSTAP_MATCHING_KERNEL_H
#define OPSTAP_MATCHING_KERNEL_H

#include "matching/columns/demands.h"

enum { BLOCK_ROWS = 64 };

typedef uint64_t Kernel(const uint64_t *required, uint64_t lacked); /* BLOCK_ROWS words */
Kernel kernel_scalar;
#ifdef __x86_64__
Kernel kernel_avx2, kernel_avx512;
#endif

typedef enum Simd { SIMD_SCALAR, SIMD_AVX2, SIMD_AVX512, SIMD_COUNT } Simd;
Str simd_name(Simd simd); /* "scalar", "avx2", "avx512" */
bool simd_is_here(Simd simd);
Kernel *kernel_of(Simd simd);

/* The one that matching_use named, else the widest that this machine has. */
Simd simd_used(void);

#endif
