#include "matching/columns/kernel.h"

#ifdef __x86_64__
#include <immintrin.h>

enum { ROWS_AT_ONCE = 8 };

__attribute__((target("avx512f"))) uint64_t kernel_avx512(const uint64_t *required,
                                                          const DemandBits *lacked) {
    uint64_t clear = 0;
    __m512i word[DEMAND_WORDS];
    for (int i = 0; i < DEMAND_WORDS; i++) {
        word[i] = _mm512_set1_epi64((long long)lacked->word[i]);
    }
    for (int row = 0; row < BLOCK_ROWS; row += ROWS_AT_ONCE) {
        unsigned missing = 0;
        for (int i = 0; i < DEMAND_WORDS; i++) {
            __m512i rows = _mm512_loadu_si512(&required[i * BLOCK_ROWS + row]);
            missing |= _mm512_test_epi64_mask(rows, word[i]);
        }
        clear |= (uint64_t)(~missing & 0xFF) << row;
    }
    return clear;
}
#endif
