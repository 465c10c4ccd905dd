/* divisor.h: what all values are multiples of, so how far apart two plans are at least. */
#ifndef OPSTAP_DIVISOR_H
#define OPSTAP_DIVISOR_H

#include <stdint.h>

/* The greatest that divides both, whatever their sign; 0 and n: the size of n (Euclid). */
static inline int64_t common_divisor(int64_t a, int64_t b) {
    a = a < 0 ? -a : a;
    b = b < 0 ? -b : b;
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

#endif
