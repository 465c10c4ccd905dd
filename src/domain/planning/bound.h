/* bound.h: how much a plan can be worth at most, exactly.
 *
 * Give every person a price. Let each block take the people it likes best at value minus price,
 * without asking whether somebody else takes them too: it starts when that pays. Then
 *
 *     sum of prices + sum over blocks of what they gain
 *
 * is at least the value of every plan, whatever the prices (Lagrangian relaxation of "one place per
 * person"; A. Geoffrion, "Lagrangean relaxation for integer programming", Mathematical Programming
 * Study 2 (1974) 82-114). At the best prices it equals the linear relaxation in which a person can
 * be in an option no further than the option is open, which is within a few hundredths of a percent
 * here. A price is negative only where everybody must be placed. One price more, after those of the
 * people, is paid by every block that starts, times its crowd (part.h): started crowds are limited
 * too.
 *
 * Exactness: prices are whole numbers in 2^-shift of a value; gains are summed in 128 bits; nothing
 * is rounded in this file but the average of an undecided minimum inside a class, and that upwards.
 * So whoever finds the prices, and however roughly, the bound holds.
 *
 * An undecided option with a minimum of its own inside a class counts by its concave envelope: its
 * first people at their average gain. That is a relaxation; decided choices count exactly. */
#ifndef OPSTAP_BOUND_H
#define OPSTAP_BOUND_H

#include "part.h"

/* Sums of gains. The widest problem has 2^31 pairs of at most 2^62 each. */
typedef __int128 Wide;

#define WIDE_UNBOUNDED ((Wide)1 << 100)
#define WIDE_NEVER (-((Wide)1 << 100)) /* the gain of what cannot be */
#define PRICE_MAX (INT64_C(1) << 61)   /* prices stay within -PRICE_MAX..PRICE_MAX */

enum { SHIFT_MAX = 20 };

typedef struct Item {
    int64_t gain;
    int32_t pair;
} Item;

/* Scratch and the last answer. */
typedef struct Bound {
    const Part *part;
    int shift;             /* prices and gains are in 2^-shift of a value */
    int64_t *value;        /* per pair, shifted */
    int32_t *load;         /* per person: blocks that took them */
    int64_t crowd;         /* of the blocks that started */
    Wide *open_gain;       /* per block: the gain when it starts, also where it did not */
    int64_t *least_gain;   /* per block: of the people it takes when it starts */
    int64_t *people;       /* per block: how many those are */
    bool *started;         /* per block */
    int8_t *inner_started; /* per choice inside a class: it was used */
    Item *item;
    int8_t *decided; /* per choice */
} Bound;

/* The same bound as a straight line in the choices: it costs one addition per decided choice to
 * know it anywhere in the search. `open` and `closed` say how much is lost, at most 0, by deciding
 * so. */
typedef struct Cut {
    Wide base;
    int64_t *open, *closed; /* per choice */
    int64_t *price;         /* price_count() */
    int64_t used_at;        /* when it last helped, for who keeps cuts */
} Cut;

/* Prices: one per person, then that of the crowd, which is never negative. */
int32_t price_count(const Part *part);

Bound *bound_new(Arena *arena, const Part *part);
Wide bound_target(const Bound *bound, int64_t value); /* a bound below it: no plan is above value */
int64_t bound_value(const Bound *bound, Wide wide);   /* rounded down to a value; cut off at 2^62 */

/* The bound over all plans that agree with `state`. */
Wide bound_at(Bound *bound, const int64_t *price, const int8_t *state);

/* Makes *cut, whose room exists, from prices. */
void bound_cut(Bound *bound, const int64_t *price, Cut *cut);

/* A cut at a state. A class with choices inside counts the loss of its strictest decision only. */
Wide cut_at(const Part *part, const Cut *cut, const int8_t *state);

/* After bound_at gave `wide` with these prices: unmarks in `kept` each pair that no plan of at
 * least `target` under this state uses. Returns how many were unmarked. */
int32_t bound_drop_pairs(Bound *bound, const int64_t *price, Wide wide, Wide target, bool *kept);

#endif
