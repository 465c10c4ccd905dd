#include "crowding_view.h"

#include "figures/small_counts.h"

const Crowding *visit_crowding_take(Visit *visit, const World *world, bool asked,
                                    CrowdingView *ret_view) {
    const Crowding *crowding = NULL;
    PlanInput input = world_plan_input(world);
    *ret_view = (CrowdingView){ .made = false };
    if (!asked && crowding_list_max(&input)) return NULL;
    CrowdingPhase phase = crowding_take(visit->house->crowding, world,
                                        asked ? CROWDING_ASKED_US : CROWDING_WAIT_US, &crowding);
    ret_view->made = phase == CROWDING_MADE;
    ret_view->waits = phase == CROWDING_BEING_MADE;
    ret_view->too_large = phase == CROWDING_TOO_LARGE;
    if (!ret_view->made) return NULL;
    Phrase *limit = arena_many(visit->arena, Phrase, CROWDING_LIMITS);
    ret_view->limits_count = crowding_limits(crowding, limit);
    ret_view->limits = limit;
    return crowding;
}

CrowdView crowd_view(const Visit *visit, const Crowd *crowd, int score) {
    bool sees_people = visit_may(visit, PERMISSION_candidates_read);
    if (!sees_people && crowd->demand < FIGURE_PEOPLE_MIN) return (CrowdView){ .popular = false };
    CrowdView view = { .popular = crowd_is_popular(crowd),
                       .demand = crowd_demand_phrase(visit->arena, crowd) };
    if (!sees_people) return view;
    view.price = crowd_price_phrase(crowd);
    view.left = crowd_left_phrase(crowd, score);
    return view;
}
