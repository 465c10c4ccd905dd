/* crowding_view.h: how crowded openings are, as pages tell it.
 *
 * Who guides people sees every count. Who may not read files sees how many people have an opening
 * first from FIGURE_PEOPLE_MIN on (small_counts.h), and no price: that can be about one person.
 *
 * A page never waits long for it: CROWDING_WAIT_US, or CROWDING_ASKED_US where a visitor asked for a
 * list that needs it; then it does without. With so many people that only parts of lists count, it is
 * found only for who asks for such a list. */
#ifndef OPSTAP_CROWDING_VIEW_H
#define OPSTAP_CROWDING_VIEW_H

#include "house.h"

enum { CROWDING_WAIT_US = 250 * 1000, CROWDING_ASKED_US = 1000 * 1000 };

/* Of one opening; a phrase that is not there is WORD_none. */
typedef struct CrowdView {
    bool popular;
    Phrase demand, price, left; /* left: of a score, beside a match */
} CrowdView;

typedef struct CrowdingView {
    bool made, waits, too_large;
    const Phrase *limits; /* what it does not know */
    size_t limits_count;
} CrowdingView;

/* NULL: it is not there, and the view says why. What is taken is given back with crowding_give. */
const Crowding *visit_crowding_take(Visit *visit, const World *world, bool asked,
                                    CrowdingView *ret_view);

enum { SCORE_NONE = -1 };
CrowdView crowd_view(const Visit *visit, const Crowd *crowd, int score);

#endif
