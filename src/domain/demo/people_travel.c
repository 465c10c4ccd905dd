/* How far and in what way one person can travel. */
#include "demo/region.h"

typedef struct ModeShare {
    const char *mode;
    ShareName share;
} ModeShare;

static const ModeShare modes[] = {
    { "walk", SHARE_transport_walk },
    { "bicycle", SHARE_transport_bicycle },
    { "moped", SHARE_transport_moped },
    { "car", SHARE_transport_car },
    { "public_transport", SHARE_transport_public_transport },
};

static void mode_fill(Person *person, const ModeShare *mode) {
    const Region *region = person->region;
    const RecordType *type = &candidate_list_type[LIST_TRANSPORT];
    Str code = str_from(mode->mode);
    Dice dice = person_dice(person, code);
    Value to_work = figures_throw(region->figures, mode->share, &dice)->value;
    if (!to_work.known) return;
    Value value[TRANSPORT_FIELD_COUNT] = { 0 };
    value[TRANSPORT_mode] = value_code(type->field[TRANSPORT_mode].codes, code);
    value[TRANSPORT_to_work] = to_work;
    if (dice_chance(&dice, region_figure(region, FIGURE_transport_at_work_known_permille))) {
        value[TRANSPORT_at_work] = to_work;
    }
    person_entry(person, LIST_TRANSPORT, value);
}

void person_fill_travel(Person *person) {
    const Region *region = person->region;
    if (person_chance(person, S("travel.missing"), FIGURE_facts_missing_travel_permille)) return;
    bool can_cycle = !person_chance(person, S("can_cycle"), FIGURE_travel_cannot_cycle_permille);
    person_fact(person, FACT_can_cycle, value_number(can_cycle));
    person_throw_fact(person, FACT_travel_minutes_max, SHARE_travel_minutes_max);
    if (person_chance(person, S("kilometres"), FIGURE_travel_kilometres_known_permille)) {
        Dice dice = person_dice(person, S("travel_kilometres_max"));
        int64_t kilometres = region_between(region, &dice, FIGURE_travel_kilometres_max_min,
                                            FIGURE_travel_kilometres_max_max);
        person_fact(person, FACT_travel_kilometres_max, value_number(kilometres));
    }
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        bool bicycle = modes[i].share == SHARE_transport_bicycle;
        if (can_cycle || !bicycle) mode_fill(person, &modes[i]);
    }
}
