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
 * here. A price is negative only for who must be placed. After those of the people come others, all
 * 0 or more: one is paid by all that starts, times its crowd (part.h); one for each hub, paid by
 * its blocks for each person they take; and one for each group, paid to them for each of its
 * people, so that enough are taken. Their limits times these prices stand in the sum too.
 *
 * Exactness: prices are whole numbers in 2^-shift of a value; gains are summed in 128 bits; nothing
 * is rounded in this file but the average of an undecided minimum inside a class, and that upwards.
 * So whoever finds the prices, and however roughly, the bound holds.
 *
 * A block with choices inside is counted exactly where that is little work (counted.h). Where it is
 * not, an undecided option with a minimum of its own counts by its concave envelope: its first
 * people at their average gain. That is a relaxation; decided choices count exactly. */
#ifndef OPSTAP_BOUND_H
#define OPSTAP_BOUND_H

#include "counted.h"
#include "items.h"

/* Sums of gains. The widest problem has 2^31 pairs of at most 2^62 each. */
typedef __int128 Wide;

#define WIDE_UNBOUNDED ((Wide)1 << 100)
#define WIDE_NEVER (-((Wide)1 << 100)) /* the gain of what cannot be */

enum { SHIFT_MAX = 20, TABLE_NONE = -1, TABLE_CHOICES_MAX = 6 };

/* Scratch and the last answer. */
typedef struct Bound {
    const Part *part;
    int shift;             /* prices and gains are in 2^-shift of a value */
    int64_t price_max;     /* prices stay within -price_max..price_max */
    int64_t *value;        /* per pair, shifted */
    int64_t *charge;       /* per person: their price, less what is paid for them */
    int64_t *hub_charge;   /* per hub, and those it stands in */
    int64_t *group_pay;    /* per group, and those it stands in */
    int64_t crowd_charge;  /* per crowd */
    Counted *counted;      /* NULL: no such blocks */
    int32_t *take;         /* per option of a block: scratch */
    int32_t *load;         /* per person: blocks that took them */
    int64_t crowd;         /* of the blocks that started */
    Wide *open_gain;       /* per block: the gain when it starts, unless it is closed */
    int64_t *least_gain;   /* per block: of the people it takes when it starts */
    int64_t *people;       /* per block: how many those are */
    bool *started;         /* per block */
    int8_t *inner_started; /* per choice inside a class: it was used */
    Item *item;
    int32_t *order;          /* per option, over its pairs: as they were best first the last time */
    int8_t *decided;         /* per choice */
    int8_t *undecided;       /* per choice; stays so */
    int32_t *choice_first;   /* per block, and the end */
    int32_t *table_first;    /* per block, in Cut.table; TABLE_NONE */
    int32_t table_count;
} Bound;

/* The same bound as a straight line in the choices: it costs one addition per decided choice to
 * know it anywhere in the search. `open` and `closed` say how much is lost, at most 0, by deciding
 * so. Several decisions in one block lose together what `table` says, which is filled in as it is
 * asked for, or else what the strictest of them loses. */
typedef struct Cut {
    Wide base;
    int64_t *open, *closed; /* per choice */
    int64_t *price;         /* price_count() */
    int64_t *gains, *table; /* of counted blocks: gains as in counted.h; losses, or CUT_UNKNOWN */
    int64_t used_at;        /* when it last helped, for who keeps cuts */
    int32_t certified;      /* number of its prices in the certificate; CUT_UNCERTIFIED */
} Cut;

enum { CUT_UNCERTIFIED = -1 };

#define CUT_UNKNOWN INT64_MAX

/* Prices: one per person, then those of the crowd, of the hubs and of the groups. */
static inline int32_t price_of_crowd(const Part *part) {
    return part->person_count;
}

static inline int32_t price_of_hub(const Part *part, int32_t hub) {
    return part->person_count + 1 + hub;
}

static inline int32_t price_of_group(const Part *part, int32_t group) {
    return price_of_hub(part, part->hub_count) + group;
}

static inline int32_t price_count(const Part *part) {
    return price_of_group(part, part->group_count);
}

/* Cut off: another price, no wrong bound. */
static inline int64_t price_fit(const Bound *bound, Wide price) {
    if (price > bound->price_max) return bound->price_max;
    return price < -bound->price_max ? -bound->price_max : (int64_t)price;
}

Bound *bound_new(Arena *arena, const Part *part);

/* The same in whole values and for prices up to 2^60, where a block with choices inside is never
 * counted: for prices that show that there is no plan at all. */
Bound *bound_new_wide(Arena *arena, const Part *part);
Wide bound_target(const Bound *bound, int64_t value); /* a bound below it: no plan is above value */
int64_t bound_value(const Bound *bound, Wide wide);   /* rounded down to a value; cut off at 2^62 */

/* The bound over all plans that agree with `state`. */
Wide bound_at(Bound *bound, const int64_t *price, const int8_t *state);

/* Room for a cut; how many bytes that takes; and *cut made from prices. */
size_t cut_bytes(const Bound *bound);
Cut cut_new(Arena *arena, const Bound *bound);
void bound_cut(Bound *bound, const int64_t *price, Cut *cut);

/* What a block of a cut loses at a state. */
int64_t cut_loss(Bound *bound, Cut *cut, const int8_t *state, int32_t block);

/* A cut at a state. */
Wide cut_at(Bound *bound, Cut *cut, const int8_t *state);

/* After bound_at gave `wide` with these prices and this state: unmarks in `kept` each pair that no
 * plan of at least `target` uses. Returns how many were unmarked. */
int32_t bound_drop_pairs(Bound *bound, const int64_t *price, const int8_t *state, Wide wide,
                         Wide target, bool *kept);

#endif
