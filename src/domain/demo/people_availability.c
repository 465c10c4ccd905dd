/* When one person can work: hours, days, the week, children and absences.
 *
 * A week is painted in half hours, free or not; each free run on a day becomes an entry of the
 * timetable, and what is not free has none. Lessons stand apart, with the last day of their term.
 * Of some people only the lessons are known: then nobody knows about the other hours. */
#include "demo/region.h"

enum { HALF_HOURS = 48, WEEKDAYS = 5, WEEK = 7 };

/* --- hours and days --- */

static void hours_fill(Person *person) {
    if (person_chance(person, S("hours.missing"), FIGURE_facts_missing_hours_permille)) return;
    Dice dice = person_dice(person, S("hours"));
    const Region *region = person->region;
    Value most = figures_throw(region->figures, SHARE_hours_max, &dice)->value;
    int64_t below = region_figure(region, FIGURE_hours_minimum_below_maximum);
    person_fact(person, FACT_hours_max, most);
    person_fact(person, FACT_hours_min,
                value_number(most.number > below ? most.number - below : 0));
}

/* A share names the last week ("13"); the week before which nobody of it begins is the share
 * before. */
static void available_fill(Person *person) {
    const Region *region = person->region;
    const Shares *shares = &region->figures->shares[SHARE_available_from_weeks];
    Dice dice = person_dice(person, S("available_from"));
    const Share *share = figures_throw(region->figures, SHARE_available_from_weeks, &dice);
    if (str_equal(share->code, S("unknown"))) return;
    int64_t last = share_number(share), first = 0;
    for (int i = 0; i < shares->count; i++) {
        int64_t other = share_number(&shares->share[i]);
        if (other < last && other >= first) first = other + 1;
    }
    int64_t weeks = last ? dice_between(&dice, first, last) : 0;
    Day from = region->request.today + (Day)(WEEK * weeks);
    person_day(person, FACT_available_from, from);
    if (!dice_chance(&dice, region_figure(region, FIGURE_available_until_known_permille))) return;
    int64_t months = region_between(region, &dice, FIGURE_available_until_months_min,
                                    FIGURE_available_until_months_max);
    person_day(person, FACT_available_until, day_add_months(from, (int)months));
}

static void childcare_fill(Person *person) {
    const Region *region = person->region;
    const FieldInfo *field = &fact_info[FACT_childcare].field;
    if (!person_has_children(person)) {
        person_fact(person, FACT_childcare, value_code(field->codes, S("not_needed")));
        return;
    }
    Dice dice = person_dice(person, S("childcare"));
    const Share *share = figures_throw(region->figures, SHARE_childcare_with_children, &dice);
    person_fact(person, FACT_childcare, share->value);
    if (str_equal(share->code, S("in_place"))) {
        person_throw_fact(person, FACT_childcare_kind, SHARE_childcare_kind);
    }
    if (!str_equal(share->code, S("waiting"))) return;
    int64_t weeks = region_between(region, &dice, FIGURE_childcare_waiting_weeks_min,
                                   FIGURE_childcare_waiting_weeks_max);
    person_day(person, FACT_childcare_from, region->request.today + (Day)(WEEK * weeks));
}

/* --- the week --- */

typedef struct Block {
    int weekday, from, until;
    bool available;
    Value last; /* day on which it ends; unknown without an end */
} Block;

static void block_add(Person *person, Block block) {
    Value value[TIMETABLE_FIELD_COUNT] = { 0 };
    value[TIMETABLE_weekday] = value_number(block.weekday);
    value[TIMETABLE_from_time] = value_number(block.from);
    value[TIMETABLE_until_time] = value_number(block.until);
    value[TIMETABLE_available] = value_number(block.available);
    value[TIMETABLE_valid_until] = block.last;
    person_entry(person, LIST_TIMETABLE, value);
}

static void day_add(Person *person, int weekday, const bool *is_free) {
    for (int from = 0, until = 1; from < HALF_HOURS; from = until, until++) {
        while (until < HALF_HOURS && is_free[until] == is_free[from]) until++;
        if (is_free[from]) block_add(person, (Block){ weekday, from, until, true, VALUE_UNKNOWN });
    }
}

static void hours_paint(bool *is_free, int from, int until) {
    for (int i = from; i < until; i++) is_free[i] = true;
}

/* The hours of a weekday that somebody has: children without childcare leave school hours. */
static const WeekTimes *weekday_window(const Person *person) {
    const Figures *figures = person->region->figures;
    Value childcare = person->record->fact[FACT_childcare];
    Str state = childcare.known ? codes_at(fact_info[FACT_childcare].field.codes, childcare.number)
                                : S("unknown");
    if (str_equal(state, S("not_needed"))) return figures_times(figures, S("window_day"));
    if (str_equal(state, S("in_place"))) return figures_times(figures, S("window_childcare"));
    return figures_times(figures, S("window_parent"));
}

static void week_fill(Person *person) {
    const Figures *figures = person->region->figures;
    const WeekTimes *window = weekday_window(person);
    const WeekTimes *early = figures_times(figures, S("window_early"));
    const WeekTimes *evening = figures_times(figures, S("window_evening"));
    const WeekTimes *weekend = figures_times(figures, S("window_weekend"));
    bool night = person_chance(person, S("night"), FIGURE_availability_night_permille);
    bool day[HALF_HOURS] = { false }, free_day[HALF_HOURS] = { false };
    if (person_chance(person, S("early"), FIGURE_availability_early_permille)) {
        hours_paint(day, early->from, early->until);
    }
    if (person_chance(person, S("evening"), FIGURE_availability_evening_permille)) {
        hours_paint(day, evening->from, evening->until);
    }
    if (person_chance(person, S("weekend"), FIGURE_availability_weekend_permille)) {
        hours_paint(free_day, weekend->from, weekend->until);
    }
    hours_paint(day, window->from, window->until);
    if (night) {
        hours_paint(day, 0, early->until);
        hours_paint(day, evening->from, HALF_HOURS);
    }
    for (int weekday = 1; weekday <= WEEK; weekday++) {
        day_add(person, weekday, weekday <= WEEKDAYS ? day : free_day);
    }
}

/* --- lessons --- */

static int64_t half_days(const Person *person, Dice *dice) {
    const Figures *figures = person->region->figures;
    ShareName name;
    if (str_equal(person->route, S("z"))) name = SHARE_lessons_z;
    else if (str_equal(person->route, S("education"))) name = SHARE_lessons_education;
    else if (str_equal(person->regime, S("2021"))) name = SHARE_lessons_b1;
    else if (str_equal(person->regime, S("2013"))) name = SHARE_lessons_2013;
    else if (str_equal(person->regime, S("voluntary"))) name = SHARE_lessons_voluntary;
    else return 0;
    return share_number(figures_throw(figures, name, dice));
}

/* The order in which a school fills the days of a week. */
static void weekdays_shuffle(Dice *dice, int *weekday) {
    for (int i = 0; i < WEEKDAYS; i++) weekday[i] = i + 1;
    for (int i = WEEKDAYS - 1; i > 0; i--) {
        int other = (int)dice_below(dice, i + 1), kept = weekday[i];
        weekday[i] = weekday[other];
        weekday[other] = kept;
    }
}

static void lessons_fill(Person *person) {
    const Region *region = person->region;
    Dice dice = person_dice(person, S("lessons"));
    int64_t count = half_days(person, &dice);
    Str part = figures_throw(region->figures, SHARE_lessons_part_of_day, &dice)->code;
    Str name = str_printf(region->arena, "lesson_%.*s", STR_ARGS(part));
    const WeekTimes *first =
        figures_times(region->figures, count > WEEKDAYS ? S("lesson_morning") : name);
    const WeekTimes *second = figures_times(region->figures, S("lesson_afternoon"));
    int64_t weeks =
        region_between(region, &dice, FIGURE_lessons_term_weeks_min, FIGURE_lessons_term_weeks_max);
    Value last = value_number(region->request.today + WEEK * weeks);
    int weekday[WEEKDAYS];
    weekdays_shuffle(&dice, weekday);
    for (int64_t i = 0; i < count; i++) {
        const WeekTimes *times = i < WEEKDAYS ? first : second;
        block_add(person, (Block){ weekday[i % WEEKDAYS], times->from, times->until, false, last });
    }
}

/* --- absences --- */

static void absence_add(Person *person, Day from, int64_t weeks, Str kind) {
    const RecordType *type = &candidate_list_type[LIST_ABSENCE];
    Value value[ABSENCE_FIELD_COUNT] = { 0 };
    value[ABSENCE_from_on] = value_number(from);
    value[ABSENCE_until_on] = value_number(from + WEEK * weeks - 1);
    value[ABSENCE_kind] = value_code(type->field[ABSENCE_kind].codes, kind);
    person_entry(person, LIST_ABSENCE, value);
}

/* The next summer holiday that has not ended. */
static Day summer_from(const Region *region) {
    Day today = region->request.today;
    Date date = { .year = day_date(today).year,
                  .month = (int)region_figure(region, FIGURE_absence_summer_month),
                  .day = (int)region_figure(region, FIGURE_absence_summer_day) };
    int64_t days = WEEK * region_figure(region, FIGURE_absence_summer_weeks);
    if (day_of(date) + days <= today) date.year++;
    return day_of(date);
}

static void absences_fill(Person *person) {
    const Region *region = person->region;
    bool parent = person_has_children(person);
    if (parent && person_chance(person, S("summer"), FIGURE_absence_school_holidays_permille)) {
        absence_add(person, summer_from(region), region_figure(region, FIGURE_absence_summer_weeks),
                    S("school_holiday"));
    }
    Dice dice = person_dice(person, S("course_break"));
    if (!dice_chance(&dice, region_figure(region, FIGURE_absence_course_break_permille))) return;
    int64_t within = WEEK * region_figure(region, FIGURE_absence_course_break_within_weeks);
    Day from = region->request.today + (Day)dice_below(&dice, within);
    absence_add(person, from, region_figure(region, FIGURE_absence_course_break_weeks),
                S("course_break"));
}

/* What somebody says of hours in general, without a timetable. */
static void kinds_of_hours_fill(Person *person) {
    if (person_chance(person, S("irregular.unknown"),
                      FIGURE_availability_irregular_unknown_permille)) {
        return;
    }
    person_fact(person, FACT_irregular_hours,
                value_number(person_chance(person, S("irregular"),
                                           FIGURE_availability_irregular_hours_permille)));
    person_fact(person, FACT_office_hours,
                value_number(
                    person_chance(person, S("office"), FIGURE_availability_office_hours_permille)));
}

void person_fill_availability(Person *person) {
    hours_fill(person);
    available_fill(person);
    childcare_fill(person);
    kinds_of_hours_fill(person);
    absences_fill(person);
    lessons_fill(person);
    if (person_chance(person, S("timetable"), FIGURE_availability_timetable_unknown_permille)) {
        return;
    }
    week_fill(person);
}
