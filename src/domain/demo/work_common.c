/* What an opening has besides work, times and demands: the way there, guidance, how fresh it is. */
#include "demo/places_of_work.h"

#include "demo/data_rows.h"
#include "log.h"

Str target_group_ground(Str group) {
    DataRows rows = data_rows("codes/target_groups.csv");
    while (data_next(&rows)) {
        if (str_equal(data_cell(&rows, "code"), group)) return data_cell(&rows, "legal_ground");
    }
    log_fatal("data: codes/target_groups.csv lacks %.*s", STR_ARGS(group));
}

static void conditions_fill(Work *work) {
    const ValueSet *conditions = &work->sector->conditions;
    Dice dice = work_dice(work, S("conditions"));
    int64_t permille = region_figure(work->region, FIGURE_opening_condition_permille);
    for (int i = 0; i < conditions->count; i++) {
        if (!dice_chance(&dice, permille)) continue;
        work_entry(work, OPENING_LIST_OPENING_CONDITION, &conditions->value[i]);
    }
}

static void way_fill(Work *work) {
    const WeekTimes *day = figures_times(work->region->figures, S("window_day"));
    bool shuttle = work_chance(work, S("shuttle"), FIGURE_opening_shuttle_permille);
    work_field(work, OPENING_shuttle, value_number(shuttle));
    if (!work_chance(work, S("public_transport"), FIGURE_opening_bad_public_transport_permille)) {
        return;
    }
    work_field(work, OPENING_public_transport_from, value_number(day->from));
    work_field(work, OPENING_public_transport_until, value_number(day->until + 2));
}

static void car_fill(Work *work) {
    if (!work_chance(work, S("car"), FIGURE_opening_car_at_work_permille)) return;
    const RecordType *type = &opening_list_type[OPENING_LIST_OPENING_MODE];
    Value value[OPENING_MODE_FIELD_COUNT] = { 0 };
    value[OPENING_MODE_mode] = value_code(type->field[OPENING_MODE_mode].codes, S("car"));
    value[OPENING_MODE_to_work] = value_number(0);
    value[OPENING_MODE_at_work] = value_number(1);
    work_entry(work, OPENING_LIST_OPENING_MODE, value);
}

static void conduct_fill(Work *work) {
    bool conduct = work_chance(work, S("conduct"), FIGURE_opening_conduct_certificate_permille);
    work_field(work, OPENING_conduct_certificate, value_number(conduct));
    if (!conduct) return;
    work_field(work, OPENING_conduct_weeks,
               value_number(region_figure(work->region, FIGURE_opening_conduct_weeks)));
}

static void confirmed_fill(Work *work) {
    const Region *region = work->region;
    Dice dice = work_dice(work, S("confirmed"));
    bool stale = dice_chance(&dice, region_figure(region, FIGURE_opening_stale_permille));
    int64_t fresh = region_figure(region, FIGURE_opening_confirmed_days_max);
    int64_t days =
        stale ? dice_between(&dice, fresh, region_figure(region, FIGURE_opening_stale_days_max))
              : dice_between(&dice, 0, fresh);
    work_day(work, OPENING_confirmed_on, region->request.today - (Day)days);
}

void work_common(Work *work) {
    conditions_fill(work);
    way_fill(work);
    car_fill(work);
    conduct_fill(work);
    confirmed_fill(work);
    work_field(work, OPENING_guidance_offered,
               work_throw(work, S("guidance"), SHARE_opening_guidance)->value);
    work_field(work, OPENING_work_permit_possible,
               work_throw(work, S("permit"), SHARE_opening_work_permit_possible)->value);
}
