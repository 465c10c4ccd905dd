/* ascent.h: looks for prices that make the bound low.
 *
 * Deflected subgradient steps of Polyak's length: prices rise for people whom several blocks take and
 * fall for people whom none takes. Floating point chooses the steps, never the bound: prices are
 * rounded to whole numbers and bound.h values them exactly. Only + - * / are used, without contraction,
 * so every machine takes the same steps.
 *
 * Sources: M. Held, P. Wolfe, H. Crowder, "Validation of subgradient optimization", Mathematical
 * Programming 6 (1974) 62-88; P. Camerini, L. Fratta, F. Maffioli, "On improving relaxation methods by
 * modified gradient techniques", Mathematical Programming Study 3 (1975) 26-34 (deflection); F.
 * Barahona, R. Anbil, "The volume algorithm", Mathematical Programming 87 (2000) 385-399 (averages of
 * what started as a guess of what should start). */
#ifndef OPSTAP_ASCENT_H
#define OPSTAP_ASCENT_H

#include "bound.h"

typedef struct Ascent {
    Bound *bound;
    int64_t *price;      /* where we are */
    int64_t *best_price; /* where the bound was lowest */
    Wide best;           /* that bound */
    double *direction;   /* per person */
    double *share;       /* per choice: how often it started lately, 0..1 */
} Ascent;

typedef struct AscentRun {
    const int8_t *state;
    const int64_t *price; /* to start from */
    Wide target;          /* stop below it: nothing better is left under this state */
    Wide aim;             /* where the steps think the lowest bound is */
    int32_t steps;
    double stride;        /* of Polyak's step, at the start */
    int32_t patience;     /* steps without gain before the stride shrinks */
} AscentRun;

Ascent ascent_new(Arena *arena, Bound *bound);

/* Leaves the best prices and their bound in *ascent. */
void ascent_run(Ascent *ascent, AscentRun run);

#endif
