/* twins.h: choices that are alike.
 *
 * Two choices are alike when exchanging them changes nothing: the same minimum, maximum and cost,
 * in the same limits, and the same people with the same values. Of each plan there are mirror
 * images then, of which one will do: that in which of choices that are alike the first ones start.
 * So what starts first is decided first (cuts.h), and the tree visits no mirror image.
 *
 * What the tree does not visit stands in no certificate: who writes one does without. */
#ifndef OPSTAP_TWINS_H
#define OPSTAP_TWINS_H

#include "part.h"

/* Per choice the one before and the one after it that are alike; CHOICE_NONE. */
typedef struct Twins {
    int32_t *before, *after;
} Twins;

/* Among what is undecided at a state. NULL: nothing is alike. */
const Twins *twins_find(Arena *arena, const Part *part, const int8_t *state);

#endif
