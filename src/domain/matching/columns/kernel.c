#include "matching/columns/kernel.h"

uint64_t kernel_scalar(const uint64_t *required, uint64_t lacked) {
    uint64_t clear = 0;
    for (int row = 0; row < BLOCK_ROWS; row++) {
        clear |= (uint64_t)((required[row] & lacked) == 0) << row;
    }
    return clear;
}

uint64_t way_kernel_scalar(const int32_t *spot, int rows, const int16_t *points, int least) {
    uint64_t enough = 0;
    for (int row = 0; row < rows; row++) {
        enough |= (uint64_t)(points[spot[row]] >= least) << row;
    }
    return enough;
}

uint64_t earn_kernel_scalar(const Earning *earning, int least) {
    uint64_t enough = 0;
    for (int row = 0; row < earning->rows; row++) {
        int points = earning->way[earning->spot[row]] + earning->left[earning->terms[row]];
        enough |= (uint64_t)(points >= least) << row;
    }
    return enough;
}

static const char *const names[SIMD_COUNT] = { "scalar", "avx2", "avx512" };

Str simd_name(Simd simd) {
    return str_from(names[simd]);
}

#ifdef __x86_64__
bool simd_is_here(Simd simd) {
    __builtin_cpu_init();
    if (simd == SIMD_AVX2) return __builtin_cpu_supports("avx2");
    if (simd == SIMD_AVX512) return __builtin_cpu_supports("avx512f");
    return simd == SIMD_SCALAR;
}

Kernel *kernel_of(Simd simd) {
    static Kernel *const kernels[SIMD_COUNT] = { kernel_scalar, kernel_avx2, kernel_avx512 };
    return kernels[simd];
}

WayKernel *way_kernel_of(Simd simd) {
    static WayKernel *const kernels[SIMD_COUNT] = { way_kernel_scalar, way_kernel_avx2,
                                                    way_kernel_avx512 };
    return kernels[simd];
}

EarnKernel *earn_kernel_of(Simd simd) {
    static EarnKernel *const kernels[SIMD_COUNT] = { earn_kernel_scalar, earn_kernel_avx2,
                                                     earn_kernel_avx512 };
    return kernels[simd];
}
#else
bool simd_is_here(Simd simd) {
    return simd == SIMD_SCALAR;
}

Kernel *kernel_of(Simd simd) {
    (void)simd;
    return kernel_scalar;
}

WayKernel *way_kernel_of(Simd simd) {
    (void)simd;
    return way_kernel_scalar;
}

EarnKernel *earn_kernel_of(Simd simd) {
    (void)simd;
    return earn_kernel_scalar;
}
#endif

static Simd named = SIMD_COUNT; /* set once, at the start */

Result matching_use(Str instructions) {
    for (int i = 0; i < SIMD_COUNT; i++) {
        if (!str_equal(instructions, str_from(names[i]))) continue;
        if (!simd_is_here((Simd)i)) return NOT_FOUND;
        named = (Simd)i;
        return OK;
    }
    return INVALID;
}

Simd simd_used(void) {
    if (named != SIMD_COUNT) return named;
    Simd widest = SIMD_SCALAR;
    for (int i = 0; i < SIMD_COUNT; i++) {
        if (simd_is_here((Simd)i)) widest = (Simd)i;
    }
    return widest;
}
