/* The distance between two places, the same on every machine.
 *
 * Haversine: with p the latitudes and l the longitudes,
 *     h = sin^2((p2 - p1) / 2) + cos p1 cos p2 sin^2((l2 - l1) / 2),  distance = 2 R asin(sqrt h)
 * (R. W. Sinnott, "Virtues of the haversine", Sky and Telescope 68, 1984). It loses nothing for
 * places that lie close together.
 *
 * Sine and arc sine are their Taylor series, summed in a fixed order. Rest of the sine after the
 * term in x^17, at x = pi/2: below (pi/2)^19 / 19! = 5e-14. Arc sine only for x <= 1/2 (above it
 * by the half angle), its terms fall faster than 4^-n, so 24 of them leave less than 1e-15. On
 * the radius of the earth both are far below a millimetre; the answer is rounded to metres. The
 * compiler may not fuse or reorder (-ffp-contract=off, no -ffast-math), doubles are doubles, and
 * IEEE 754 fixes the last bit of + - * / and the square root: so the bits are the same
 * everywhere. */
#include <float.h>
#include <math.h>

#include "places/places.h"

_Static_assert(FLT_EVAL_METHOD == 0, "doubles must be computed as doubles");

static const double earth_radius_metres = 6371008.8; /* IUGG mean radius */
static const double half_pi = 1.57079632679489661923;
static const double quarter_microdegrees = 90e6;
static const double radians_per_microdegree = 1.57079632679489661923 / 90e6;

/* Sine of 0..90 degrees: x (1 - x^2/(2*3) (1 - x^2/(4*5) (1 - ...))), innermost first. */
static double sine_of(double microdegrees) {
    static const double factor[] = { -1.0 / (2 * 3),   -1.0 / (4 * 5),   -1.0 / (6 * 7),
                                     -1.0 / (8 * 9),   -1.0 / (10 * 11), -1.0 / (12 * 13),
                                     -1.0 / (14 * 15), -1.0 / (16 * 17) };
    double x = microdegrees * radians_per_microdegree;
    double square = x * x, sum = 1.0;
    for (int i = (int)(sizeof factor / sizeof *factor) - 1; i >= 0; i--) {
        sum = 1.0 + square * factor[i] * sum;
    }
    return x * sum;
}

/* Arc sine by its series, for 0 <= x <= 1/2; stops when terms no longer count. */
static double arc_sine_series(double x) {
    double square = x * x, power = x, sum = x;
    for (int n = 1; n <= 24 && power > 1e-18; n++) {
        power = power * square * (double)(2 * n - 1) / (double)(2 * n);
        sum = sum + power / (double)(2 * n + 1);
    }
    return sum;
}

static double arc_sine(double x) {
    if (x >= 1.0) return half_pi;
    if (x <= 0.5) return arc_sine_series(x);
    return half_pi - 2.0 * arc_sine_series(sqrt((1.0 - x) / 2.0));
}

static double between(int32_t a, int32_t b) {
    return a > b ? (double)a - (double)b : (double)b - (double)a;
}

/* Cosine of a latitude: the sine of what is left to the pole. */
static double cosine_of(int32_t latitude) {
    return sine_of(quarter_microdegrees - between(latitude, 0));
}

int32_t map_metres(Place from, Place to) {
    if (from.precision == PLACE_UNKNOWN || to.precision == PLACE_UNKNOWN) return METRES_UNKNOWN;
    double up = sine_of(between(from.latitude, to.latitude) * 0.5);
    double across = sine_of(between(from.longitude, to.longitude) * 0.5);
    double h = up * up + cosine_of(from.latitude) * cosine_of(to.latitude) * (across * across);
    return (int32_t)(2.0 * earth_radius_metres * arc_sine(sqrt(h)) + 0.5);
}
