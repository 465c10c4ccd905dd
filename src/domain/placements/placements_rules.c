#include "placements/placements.h"

static const char *const state_names[PLACEMENT_STATE_COUNT] = {
#define PLACEMENT_NAME(name) #name,
    PLACEMENT_STATES(PLACEMENT_NAME)
};

const char *placement_state_name(PlacementState state) {
    return state_names[state];
}

bool placement_state_read(Str name, PlacementState *ret_state) {
    for (int i = 0; i < PLACEMENT_STATE_COUNT; i++) {
        if (!str_equal(name, str_from(state_names[i]))) continue;
        *ret_state = (PlacementState)i;
        return true;
    }
    return false;
}

#define STATE_BIT(name) (1U << PLACEMENT_##name)
#define BEFORE_START                                                                               \
    (STATE_BIT(invited) | STATE_BIT(declined_by_candidate) | STATE_BIT(declined_by_employer) |     \
     STATE_BIT(on_hold) | STATE_BIT(reserve) | STATE_BIT(selected) | STATE_BIT(agreed) |           \
     STATE_BIT(stopped))

static const unsigned may_follow[PLACEMENT_STATE_COUNT] = {
    [PLACEMENT_proposed] = BEFORE_START,
    [PLACEMENT_invited] = BEFORE_START | STATE_BIT(no_show),
    [PLACEMENT_declined_by_candidate] = STATE_BIT(invited),
    [PLACEMENT_declined_by_employer] = STATE_BIT(invited),
    [PLACEMENT_on_hold] = BEFORE_START | STATE_BIT(proposed),
    [PLACEMENT_reserve] = BEFORE_START | STATE_BIT(proposed),
    [PLACEMENT_selected] = BEFORE_START | STATE_BIT(no_show),
    [PLACEMENT_agreed] = STATE_BIT(started) | STATE_BIT(no_show) | STATE_BIT(stopped) |
                         STATE_BIT(declined_by_candidate) | STATE_BIT(declined_by_employer),
    [PLACEMENT_no_show] = STATE_BIT(invited) | STATE_BIT(stopped),
    [PLACEMENT_started] = STATE_BIT(completed) | STATE_BIT(in_work) | STATE_BIT(stopped),
    [PLACEMENT_completed] = STATE_BIT(in_work) | STATE_BIT(stopped),
    [PLACEMENT_in_work] = STATE_BIT(kept_6_months) | STATE_BIT(stopped),
    [PLACEMENT_kept_6_months] = STATE_BIT(kept_12_months) | STATE_BIT(stopped),
    [PLACEMENT_kept_12_months] = STATE_BIT(stopped),
    [PLACEMENT_stopped] = 0,
};

bool placement_may_move(PlacementState from, PlacementState to) {
    return from != to && (may_follow[from] >> to & 1U);
}

bool placement_is_under_way(PlacementState state) {
    return (STATE_BIT(on_hold) | STATE_BIT(invited) | STATE_BIT(selected) | STATE_BIT(agreed) |
            STATE_BIT(started)) >> state & 1U;
}

PlacementHold placement_hold(PlacementState state) {
    static const PlacementHold hold[PLACEMENT_STATE_COUNT] = {
        [PLACEMENT_invited] = HOLD_PAIR,     [PLACEMENT_selected] = HOLD_PAIR,
        [PLACEMENT_agreed] = HOLD_PAIR,      [PLACEMENT_started] = HOLD_PLACE,
        [PLACEMENT_completed] = HOLD_PLACE,  [PLACEMENT_in_work] = HOLD_PLACE,
        [PLACEMENT_kept_6_months] = HOLD_PLACE, [PLACEMENT_kept_12_months] = HOLD_PLACE,
        [PLACEMENT_declined_by_candidate] = HOLD_AWAY,
        [PLACEMENT_declined_by_employer] = HOLD_AWAY,
        [PLACEMENT_no_show] = HOLD_AWAY,     [PLACEMENT_stopped] = HOLD_AWAY,
    };
    return hold[state];
}
