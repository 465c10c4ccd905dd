#define LANES_TARGET
#define LANES_KERNELS sweep_scalar
#include "matching/sweep/sweep_lanes.h"
