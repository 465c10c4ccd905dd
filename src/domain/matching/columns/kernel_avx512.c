#include "matching/columns/kernel.h"

#ifdef __x86_64__
#include <immintrin.h>

enum { ROWS_AT_ONCE = 8 };

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
#endif
