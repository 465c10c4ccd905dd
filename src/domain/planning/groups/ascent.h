/* ascent.h: looks for prices that make the bound low.
 *
 * Deflected subgradient steps of Polyak's length: prices rise for people whom several blocks take
 * and fall for people whom none takes. The length asks how low the bound can come; that is guessed,
 * and the guess moves nearer each time it proves too bold, so a poor plan does not spoil the steps.
 * Floating point chooses the steps, never the bound: prices are rounded to whole numbers and
 * bound.h values them exactly. Only + - * / and roots are used, without contraction, so every
 * machine takes the same steps.
 *
 * Sources: M. Held, P. Wolfe, H. Crowder, "Validation of subgradient optimization", Mathematical
 * Programming 6 (1974) 62-88; P. Camerini, L. Fratta, F. Maffioli, "On improving relaxation methods
 * by modified gradient techniques", Mathematical Programming Study 3 (1975) 26-34 (deflection);
 * J.-L. Goffin, K. Kiwiel, "Convergence of a simple subgradient level method", Mathematical
 * Programming 85 (1999) 207-211 (the moving guess); F. Barahona, R. Anbil, "The volume algorithm",
 * Mathematical Programming 87 (2000) 385-399 (averages of what started as a guess of what should
 * start). */
#ifndef OPSTAP_ASCENT_H
#define OPSTAP_ASCENT_H

#include "bound.h"

typedef struct Ascent {
    Bound *bound;
    int64_t *price;      /* where we are */
    int64_t *best_price; /* where the bound was lowest since the start */
    Wide best;           /* that bound */
    double *direction;   /* per price */
    double *pace, *slope; /* per price */
    double *share;       /* per choice: how often it started lately, 0..1 */
    Wide hope;           /* the steps aim this far below the best bound */
    Wide hoped_from;     /* the best bound when the hope was set */
    int32_t waited;      /* steps since then; after `patience` the hope shrinks */
    int32_t patience;
    bool is_done; /* the hope has become too small to matter */
} Ascent;

typedef struct AscentRun {
    const int8_t *state;
    Wide target; /* stop below it: nothing better is left under this state */
    Wide aim;    /* never hope for a bound below this */
    int32_t steps;
} AscentRun;

Ascent ascent_new(Arena *arena, Bound *bound);

/* Begins anew from these prices, hoping for a bound `hope` lower (at least 1). */
void ascent_start(Ascent *ascent, const int64_t *price, Wide hope, int32_t patience);

/* Goes on until done; several runs are one ascent, as long as the state only gets more decided. */
void ascent_run(Ascent *ascent, AscentRun run);

#endif
