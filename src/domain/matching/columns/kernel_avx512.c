#include "matching/columns/kernel.h"

#ifdef __x86_64__
#include <immintrin.h>

enum { ROWS_AT_ONCE = 8, SPOTS_AT_ONCE = 16, HALF = 16 };

__attribute__((target("avx512f"))) uint64_t kernel_avx512(const uint64_t *required,
                                                          uint64_t lacked) {
    uint64_t clear = 0;
    __m512i word = _mm512_set1_epi64((long long)lacked);
    for (int row = 0; row < BLOCK_ROWS; row += ROWS_AT_ONCE) {
        __m512i rows = _mm512_loadu_si512(&required[row]);
        clear |= (uint64_t)_mm512_testn_epi64_mask(rows, word) << row;
    }
    return clear;
}

/* Four bytes are gathered for two: the others are shifted away. */
__attribute__((target("avx512f"))) uint64_t way_kernel_avx512(const int32_t *spot, int rows,
                                                              const int16_t *points, int least) {
    uint64_t enough = 0;
    __m512i limit = _mm512_set1_epi32(least);
    for (int row = 0; row < rows; row += SPOTS_AT_ONCE) {
        __m512i at = _mm512_loadu_si512(&spot[row]);
        __m512i both = _mm512_i32gather_epi32(at, points, (int)sizeof *points);
        __m512i earned = _mm512_srai_epi32(_mm512_slli_epi32(both, HALF), HALF);
        enough |= (uint64_t)_mm512_cmpge_epi32_mask(earned, limit) << row;
    }
    return rows < BLOCK_ROWS ? enough & ((UINT64_C(1) << rows) - 1) : enough;
}

__attribute__((target("avx512f"))) uint64_t earn_kernel_avx512(const Earning *earning, int least) {
    int rows = earning->rows;
    uint64_t enough = 0;
    __m512i limit = _mm512_set1_epi32(least);
    for (int row = 0; row < rows; row += SPOTS_AT_ONCE) {
        __m512i spot = _mm512_loadu_si512(&earning->spot[row]);
        __m512i terms = _mm512_cvtepu16_epi32(
            _mm256_loadu_si256((const __m256i *)(const void *)&earning->terms[row]));
        __m512i both =
            _mm512_add_epi32(_mm512_i32gather_epi32(spot, earning->way, sizeof(int16_t)),
                             _mm512_i32gather_epi32(terms, earning->left, sizeof(int16_t)));
        __m512i earned = _mm512_srai_epi32(_mm512_slli_epi32(both, HALF), HALF);
        enough |= (uint64_t)_mm512_cmpge_epi32_mask(earned, limit) << row;
    }
    return rows < BLOCK_ROWS ? enough & ((UINT64_C(1) << rows) - 1) : enough;
}
#endif
