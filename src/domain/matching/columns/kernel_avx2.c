#include "matching/columns/kernel.h"

#ifdef __x86_64__
#include <immintrin.h>

enum { ROWS_AT_ONCE = 4, SPOTS_AT_ONCE = 8, HALF = 16 };

__attribute__((target("avx2"))) uint64_t kernel_avx2(const uint64_t *required, uint64_t lacked) {
    uint64_t clear = 0;
    __m256i word = _mm256_set1_epi64x((long long)lacked);
    for (int row = 0; row < BLOCK_ROWS; row += ROWS_AT_ONCE) {
        __m256i rows = _mm256_loadu_si256((const __m256i *)(const void *)&required[row]);
        __m256i missing = _mm256_and_si256(rows, word);
        __m256i none = _mm256_cmpeq_epi64(missing, _mm256_setzero_si256());
        clear |= (uint64_t)(unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(none)) << row;
    }
    return clear;
}

/* Four bytes are gathered for two: the others are shifted away. */
__attribute__((target("avx2"))) uint64_t way_kernel_avx2(const int32_t *spot, int rows,
                                                         const int16_t *points, int least) {
    uint64_t enough = 0;
    __m256i limit = _mm256_set1_epi32(least - 1);
    for (int row = 0; row < rows; row += SPOTS_AT_ONCE) {
        __m256i at = _mm256_loadu_si256((const __m256i *)(const void *)&spot[row]);
        __m256i both =
            _mm256_i32gather_epi32((const int *)(const void *)points, at, (int)sizeof *points);
        __m256i earned = _mm256_srai_epi32(_mm256_slli_epi32(both, HALF), HALF);
        __m256i more = _mm256_cmpgt_epi32(earned, limit);
        enough |= (uint64_t)(unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(more)) << row;
    }
    return rows < BLOCK_ROWS ? enough & ((UINT64_C(1) << rows) - 1) : enough;
}

__attribute__((target("avx2"))) uint64_t earn_kernel_avx2(const Earning *earning, int least) {
    const int *way = (const int *)(const void *)earning->way;
    const int *left = (const int *)(const void *)earning->left;
    int rows = earning->rows;
    uint64_t enough = 0;
    __m256i limit = _mm256_set1_epi32(least - 1);
    for (int row = 0; row < rows; row += SPOTS_AT_ONCE) {
        __m256i spot = _mm256_loadu_si256((const __m256i *)(const void *)&earning->spot[row]);
        __m256i terms = _mm256_cvtepu16_epi32(
            _mm_loadu_si128((const __m128i *)(const void *)&earning->terms[row]));
        __m256i both = _mm256_add_epi32(_mm256_i32gather_epi32(way, spot, sizeof(int16_t)),
                                        _mm256_i32gather_epi32(left, terms, sizeof(int16_t)));
        __m256i earned = _mm256_srai_epi32(_mm256_slli_epi32(both, HALF), HALF);
        __m256i more = _mm256_cmpgt_epi32(earned, limit);
        enough |= (uint64_t)(unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(more)) << row;
    }
    return rows < BLOCK_ROWS ? enough & ((UINT64_C(1) << rows) - 1) : enough;
}
#endif
