/* Programmes, course groups of language schools, childcare, and what of all that runs out. */
#include "demo/around.h"

enum { WEEK = 7, WEEKDAYS = 5 };

void around_resource(Around *around, Capacity capacity) {
    DemoAround *made = around->made;
    Arena *arena = around->region->arena;
    made->resource = arena_room(arena, DemoResource, made->resource, made->resource_count,
                                &around->resource_capacity);
    DemoResource *resource = &made->resource[made->resource_count++];
    *resource = (DemoResource){ .subject = capacity.subject, .opening = capacity.opening };
    resource->record =
        (SupportRecord){ .kind = SUPPORT_RESOURCE,
                         .id = str_printf(arena, "capaciteit-%.*s", STR_ARGS(capacity.subject)),
                         .demo = true };
    Value *field = resource->record.field;
    field[RESOURCE_kind] = value_code(RESOURCE_KIND_CODES, str_from(capacity.kind));
    field[RESOURCE_name] = capacity.name;
    field[RESOURCE_capacity] = capacity.capacity;
}

static SupportRecord *support_add(Around *around, SupportKind kind, Str id) {
    SupportRows *rows = &around->made->support;
    rows->record = arena_room(around->region->arena, SupportRecord, rows->record, rows->count,
                              &around->support_capacity);
    SupportRecord *record = &rows->record[rows->count++];
    *record = (SupportRecord){ .kind = kind, .id = id, .demo = true };
    return record;
}

/* --- programmes: those that openings name --- */

static bool support_is_there(const Around *around, Str id) {
    const SupportRows *rows = &around->made->support;
    for (size_t i = 0; i < rows->count; i++) {
        if (str_equal(rows->record[i].id, id)) return true;
    }
    return false;
}

static void programmes_add(Around *around, const OpeningRows *openings) {
    const RecordType *type = &opening_list_type[OPENING_LIST_TARGET];
    for (size_t i = 0; i < openings->count; i++) {
        const OpeningRecord *opening = &openings->record[i];
        Value id = opening->field[OPENING_programme];
        if (!id.known || support_is_there(around, id.text)) continue;
        SupportRecord *programme = support_add(around, SUPPORT_PROGRAMME, id.text);
        Str name = str_printf(around->region->arena, "%.*s (demo)", STR_ARGS(id.text));
        programme->field[PROGRAMME_name] = value_str(name);
        const RecordList *targets = &opening->list[OPENING_LIST_TARGET];
        if (!targets->count) continue;
        programme->field[PROGRAMME_legal_ground] =
            record_value(type, targets, 0, TARGET_legal_ground);
    }
}

/* --- course groups --- */

static Value place_thrown(const Region *region, Dice *dice) {
    Value municipality = figures_throw(region->figures, SHARE_home_municipality, dice)->value;
    return region_postcode(region, municipality, dice);
}

static void block_add(const Region *region, SupportRecord *record, int weekday,
                      const WeekTimes *times) {
    Value value[COURSE_BLOCK_FIELD_COUNT] = { 0 }; /* the longer of both kinds of block */
    value[COURSE_BLOCK_weekday] = value_number(weekday);
    value[COURSE_BLOCK_from_time] = value_number(times->from);
    value[COURSE_BLOCK_until_time] = value_number(times->until);
    record_add(region->arena, support_type[record->kind].block, &record->block, value,
               (Provenance){ 0 });
}

static void lessons_fill(const Region *region, Dice *dice, SupportRecord *record) {
    Str part = figures_throw(region->figures, SHARE_lessons_part_of_day, dice)->code;
    Str name = str_printf(region->arena, "lesson_%.*s", STR_ARGS(part));
    const WeekTimes *times = figures_times(region->figures, name);
    int64_t lessons = region_between(region, dice, FIGURE_course_group_lessons_min,
                                     FIGURE_course_group_lessons_max);
    int64_t first = dice_below(dice, WEEKDAYS);
    for (int weekday = 1; weekday <= WEEKDAYS; weekday++) {
        int64_t place = (weekday - 1 + WEEKDAYS - first) % WEEKDAYS;
        if (place < lessons) block_add(region, record, weekday, times);
    }
}

static void course_group_fill(const Region *region, Dice *dice, Value *field) {
    Value from = figures_throw(region->figures, SHARE_course_group_level_from, dice)->value;
    Day start =
        region->request.today +
        (Day)dice_between(dice, 0, region_figure(region, FIGURE_course_group_start_days_max));
    int64_t weeks =
        region_between(region, dice, FIGURE_course_group_weeks_min, FIGURE_course_group_weeks_max);
    field[COURSE_GROUP_language] = figures_value(
        region->arena, &support_type[SUPPORT_COURSE_GROUP].field[COURSE_GROUP_language], S("nld"));
    field[COURSE_GROUP_level_from] = from;
    field[COURSE_GROUP_level_to] = value_number(from.number + 1);
    field[COURSE_GROUP_seats] = value_number(
        region_between(region, dice, FIGURE_course_group_seats_min, FIGURE_course_group_seats_max));
    field[COURSE_GROUP_starts_on] = value_number(start);
    field[COURSE_GROUP_ends_on] = value_number(start + WEEK * weeks - 1);
    field[COURSE_GROUP_postcode] = place_thrown(region, dice);
}

static void course_groups_add(Around *around) {
    const Region *region = around->region;
    for (int i = 1; i <= (int)region_figure(region, FIGURE_course_group_count); i++) {
        Dice dice = dice_of(dice_root(region->request.seed, S("course_group"), i), S("group"));
        Str id = str_printf(region->arena, "taalgroep-%02d", i);
        SupportRecord *group = support_add(around, SUPPORT_COURSE_GROUP, id);
        course_group_fill(region, &dice, group->field);
        Str name = str_printf(region->arena, "Taalgroep %02d (demo)", i);
        group->field[COURSE_GROUP_name] = value_str(name);
        lessons_fill(region, &dice, group);
        around_resource(around, (Capacity){ "course_group", id, value_str(name),
                                            group->field[COURSE_GROUP_seats], STR_EMPTY });
    }
}

/* --- childcare --- */

static void childcare_add(Around *around) {
    const Region *region = around->region;
    const WeekTimes *times = figures_times(region->figures, S("window_childcare"));
    for (int i = 1; i <= (int)region_figure(region, FIGURE_childcare_option_count); i++) {
        Dice dice = dice_of(dice_root(region->request.seed, S("childcare_option"), i), S("option"));
        Str id = str_printf(region->arena, "kinderopvang-%02d", i);
        SupportRecord *option = support_add(around, SUPPORT_CHILDCARE, id);
        int64_t seats =
            dice_between(&dice, 0, region_figure(region, FIGURE_childcare_option_seats_max));
        Value *field = option->field;
        field[CHILDCARE_name] = value_str(str_printf(region->arena, "Kinderopvang %02d (demo)", i));
        field[CHILDCARE_postcode] = place_thrown(region, &dice);
        field[CHILDCARE_kind] =
            figures_throw(region->figures, SHARE_childcare_option_kind, &dice)->value;
        field[CHILDCARE_seats] = value_number(seats);
        field[CHILDCARE_confirmed_on] = value_number(region->request.today);
        int64_t weeks = dice_between(
            &dice, 1, region_figure(region, FIGURE_childcare_option_waiting_weeks_max));
        field[CHILDCARE_waiting_weeks] = value_number(seats ? 0 : weeks);
        for (int weekday = 1; weekday <= WEEKDAYS; weekday++) {
            block_add(region, option, weekday, times);
        }
    }
}

/* Course groups of the language schools, in turn. */
static void schools_give(Around *around) {
    const Region *region = around->region;
    DemoAround *made = around->made;
    int schools = (int)region_figure(region, FIGURE_organisations_language_schools), group = 0;
    made->course_group_of = arena_many(region->arena, Str, made->support.count);
    for (size_t i = 0; i < made->support.count; i++) {
        if (made->support.record[i].kind != SUPPORT_COURSE_GROUP) continue;
        made->course_group_of[i] =
            str_printf(region->arena, "taalschool-%d", group++ % schools + 1);
    }
}

void around_support(Around *around, const OpeningRows *openings) {
    programmes_add(around, openings);
    course_groups_add(around);
    childcare_add(around);
    schools_give(around);
}

void demo_make_around(Arena *arena, DemoRequest request, const OpeningRows *openings,
                      DemoAround *ret_around) {
    Region region = region_of(arena, request);
    DemoAround made = { 0 };
    Around around = { .region = &region, .made = &made };
    around_parties(&around, openings);
    around_support(&around, openings);
    *ret_around = made;
}
