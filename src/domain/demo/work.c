/* What every opening has, of a class or alone. */
#include "demo/places_of_work.h"

#include "log.h"

Dice work_dice(const Work *work, Str question) {
    return dice_of(work->root, question);
}

bool work_chance(const Work *work, Str question, Figure permille) {
    Dice dice = work_dice(work, question);
    return dice_chance(&dice, region_figure(work->region, permille));
}

const Share *work_throw(const Work *work, Str question, ShareName name) {
    Dice dice = work_dice(work, question);
    return figures_throw(work->region->figures, name, &dice);
}

void work_entry(Work *work, OpeningList list, const Value *value) {
    record_add(work->region->arena, &opening_list_type[list], &work->record->list[list], value,
               (Provenance){ 0 });
}

void work_field(Work *work, int field, Value value) {
    work->record->field[field] = value;
}

void work_day(Work *work, int field, Day day) {
    if (day != DAY_UNKNOWN) work_field(work, field, value_number(day));
}

void work_code(Work *work, int field, Str code) {
    work_field(work, field, value_code(opening_field[field].codes, code));
}

Str workplace_id(Arena *arena, Str of) {
    return str_printf(arena, "werkplek-%.*s", STR_ARGS(of));
}

Str lesson_place_id(Arena *arena, Str of) {
    return str_printf(arena, "leslocatie-%.*s", STR_ARGS(of));
}

/* --- employers --- */

Employers employers_make(const Region *region) {
    const Figures *figures = region->figures;
    Employers all = { .count = (int)region_figure(region, FIGURE_organisations_employers) };
    all.employer = arena_many(region->arena, Employer, (size_t)all.count);
    for (int i = 0; i < all.count; i++) {
        Dice dice = dice_of(dice_root(region->request.seed, S("employer"), i), S("place"));
        Employer *employer = &all.employer[i];
        employer->sector = &figures->sector[(size_t)i % figures->sector_count];
        employer->municipality = figures_throw(figures, SHARE_opening_municipality, &dice)->value;
        employer->postcode = region_postcode(region, employer->municipality, &dice);
        employer->id = str_printf(region->arena, "werkgever-%03d", i + 1);
        employer->name = str_printf(region->arena, "Werkgever %03d (demo)", i + 1);
    }
    return all;
}

const Employer *employer_of(const Employers *employers, const Sector *sector, int64_t nth) {
    int count = 0;
    for (int i = 0; i < employers->count; i++) count += employers->employer[i].sector == sector;
    if (!count) log_fatal("data: demo: no employer in %.*s", STR_ARGS(sector->name));
    nth %= count;
    for (int i = 0; i < employers->count; i++) {
        if (employers->employer[i].sector == sector && nth-- == 0) return &employers->employer[i];
    }
    return &employers->employer[0];
}

/* --- parts of an opening --- */

void work_begin(Work *work, const Region *region, OpeningRecord *record, int number) {
    *work = (Work){ .region = region,
                    .record = record,
                    .number = number,
                    .until = DAY_UNKNOWN,
                    .root = dice_root(region->request.seed, S("opening"), number) };
    record->id = str_printf(region->arena, "opening-%03d", number);
    record->demo = true;
    work_field(work, OPENING_source, value_str(S("demo")));
}

void work_employer(Work *work, const Employer *employer) {
    work->employer = employer;
    work->sector = employer->sector;
    work_field(work, OPENING_employer, value_str(employer->id));
    work_field(work, OPENING_employer_name, value_str(employer->name));
    work_field(work, OPENING_postcode, employer->postcode);
    work_field(work, OPENING_municipality, employer->municipality);
    work_field(work, OPENING_sector_sbi, employer->sector->sbi);
}

void work_occupation(Work *work, Value isco, Value crebo, Str before) {
    const Craft *craft = figures_craft(work->region->figures, isco.text);
    Dice dice = work_dice(work, S("occupation"));
    int64_t at = dice_below(&dice, (int64_t)craft->occupation_count);
    Str name =
        str_printf(work->region->arena, "%.*s%.*s", STR_ARGS(before), STR_ARGS(craft->label[at]));
    work_field(work, OPENING_isco, isco);
    work_field(work, OPENING_occupation, value_str(craft->occupation[at]));
    work_field(work, OPENING_name, value_str(name));
    work_field(work, OPENING_crebo, crebo);
}

enum { HALF_HOUR_MINUTES = 30, HOUR_MINUTES = 60 };

/* A long day has a break, which is no working time. Rounded up to whole hours. */
static int64_t hours_a_week(const Terms *terms, const WeekTimes *times) {
    int64_t minutes = (int64_t)(times->until - times->from) * HALF_HOUR_MINUTES;
    if (minutes > terms->break_after_minutes) minutes -= terms->break_minutes;
    return (minutes * times->weekday_count + HOUR_MINUTES - 1) / HOUR_MINUTES;
}

/* Also the weeks of a class: its blocks have a first and a last day. */
static void block_add(Work *work, int weekday) {
    const RecordType *type = &opening_list_type[OPENING_LIST_BLOCK];
    Value value[BLOCK_FIELD_COUNT] = { 0 };
    value[BLOCK_weekday] = value_number(weekday);
    value[BLOCK_from_time] = value_number(work->times->from);
    value[BLOCK_until_time] = value_number(work->times->until);
    bool dated = work->record->field[OPENING_class].known;
    if (dated) value[BLOCK_valid_from] = value_number(work->start);
    if (dated && work->until != DAY_UNKNOWN) value[BLOCK_valid_until] = value_number(work->until);
    value[BLOCK_week_parity] = value_code(type->field[BLOCK_week_parity].codes, S("every"));
    value[BLOCK_component] = value_code(type->field[BLOCK_component].codes, S("learning_working"));
    work_entry(work, OPENING_LIST_BLOCK, value);
}

void work_times(Work *work) {
    const WeekTimes *times = work->times;
    const WeekTimes *day = figures_times(work->region->figures, S("window_day"));
    int64_t hours = hours_a_week(&work->region->terms, times);
    int64_t flexible = region_figure(work->region, FIGURE_opening_hours_flexible);
    work_field(work, OPENING_hours_min, value_number(hours > flexible ? hours - flexible : hours));
    work_field(work, OPENING_hours_max, value_number(hours));
    bool weekend = false;
    for (int i = 0; i < times->weekday_count; i++) weekend = weekend || times->weekday[i] > 5;
    bool office = !weekend && times->from >= day->from && times->until <= day->until;
    work_field(work, OPENING_office_hours, value_number(office));
    work_field(work, OPENING_irregular_hours, value_number(!office));
    if (work_chance(work, S("times"), FIGURE_opening_timetable_unknown_permille)) return;
    for (int i = 0; i < times->weekday_count; i++) block_add(work, times->weekday[i]);
}

void work_demand(Work *work, int skill, Str purpose, int64_t level, int64_t with_support) {
    if (level <= LEVEL_A0) return;
    const RecordType *type = &opening_list_type[OPENING_LIST_DEMAND];
    Arena *arena = work->region->arena;
    Value value[DEMAND_FIELD_COUNT] = { 0 };
    value[DEMAND_language] = figures_value(arena, &type->field[DEMAND_language], S("nld"));
    value[DEMAND_skill] = value_number(skill);
    value[DEMAND_purpose] = value_code(type->field[DEMAND_purpose].codes, purpose);
    value[DEMAND_level] = value_number(level);
    if (with_support < level) {
        value[DEMAND_level_with_support] = value_number(with_support);
        value[DEMAND_support] =
            work_throw(work, S("support"), SHARE_opening_language_support_kind)->value;
    }
    work_entry(work, OPENING_LIST_DEMAND, value);
}

void work_paper(Work *work, OpeningList list, Value code) {
    if (code.known) work_entry(work, list, &code);
}

void work_target(Work *work, Value group) {
    if (!group.known) return;
    const RecordType *type = &opening_list_type[OPENING_LIST_TARGET];
    Value value[TARGET_FIELD_COUNT] = { 0 };
    value[TARGET_target_group] = group;
    value[TARGET_legal_ground] = value_str(target_group_ground(group.text));
    if (str_equal(group.text, S("women"))) {
        value[TARGET_sex] = value_code(type->field[TARGET_sex].codes, S("female"));
    } else if (str_equal(group.text, S("under_27"))) {
        value[TARGET_age_max] = value_number(work->region->terms.young_age_below - 1);
    } else if (str_equal(group.text, S("fifty_plus"))) {
        value[TARGET_age_min] = value_number(work->region->terms.old_age_from);
    }
    work_entry(work, OPENING_LIST_TARGET, value);
    Str programme = str_printf(work->region->arena, "programma-%.*s", STR_ARGS(group.text));
    work_field(work, OPENING_programme, value_str(programme));
}

void work_skills(Work *work, Value isco) {
    const Figures *figures = work->region->figures;
    const Craft *craft = figures_craft(figures, isco.text);
    Dice dice = work_dice(work, S("skills"));
    int64_t count = share_number(figures_throw(figures, SHARE_opening_skills, &dice));
    for (int64_t i = 0; i < count; i++) {
        bool own = craft->skill_count && i + 1 < count; /* the last one is a skill of all work */
        int64_t of = (int64_t)(own ? craft->skill_count : figures->skill_everywhere_count);
        int64_t at = dice_below(&dice, of);
        Value value[OPENING_SKILL_FIELD_COUNT] = { value_str(own ? craft->skill[at]
                                                                 : figures->skill_everywhere[at]) };
        const RecordType *type = &opening_list_type[OPENING_LIST_OPENING_SKILL];
        const RecordList *list = &work->record->list[OPENING_LIST_OPENING_SKILL];
        if (record_find(type, list, value) < 0) work_entry(work, OPENING_LIST_OPENING_SKILL, value);
    }
}
