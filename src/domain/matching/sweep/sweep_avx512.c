#ifdef __x86_64__
#define LANES_TARGET __attribute__((target("avx512f,popcnt")))
#define LANES_KERNELS sweep_avx512
#include "matching/sweep/sweep_lanes.h"
#endif
