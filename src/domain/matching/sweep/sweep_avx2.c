#ifdef __x86_64__
#define LANES_TARGET __attribute__((target("avx2,popcnt")))
#define LANES_KERNELS sweep_avx2
#include "matching/sweep/sweep_lanes.h"
#endif
