/* Classes: people who start together, with their places at several employers. What a class asks
 * stands in data/demo/classes.csv; how large it is, when it starts and at whose places, the dice
 * say. */
#include "demo/places_of_work.h"

#include "demo/data_rows.h"

enum { WEEK = 7 };

/* Sizes of the classes of a region: every class has the least maximum, and the places that are left
 * go one by one to classes with room. */
typedef struct ClassSize {
    int minimum, maximum, employers;
} ClassSize;

static int class_count(const Region *region) {
    int64_t usual = region_figure(region, FIGURE_openings_count);
    int64_t classes = region_figure(region, FIGURE_classes_count);
    return (int)(region->request.openings * classes / usual);
}

static void maxima_share_out(const Region *region, ClassSize *size, int count) {
    int64_t least = region_figure(region, FIGURE_class_maximum_min);
    int64_t most = region_figure(region, FIGURE_class_maximum_max);
    int64_t places = region_figure(region, FIGURE_classes_places) * count /
                     region_figure(region, FIGURE_classes_count);
    Dice dice = dice_of(dice_root(region->request.seed, S("class"), 0), S("maximum"));
    for (int i = 0; i < count; i++) size[i].maximum = (int)least;
    for (int64_t left = places - least * count; left > 0;) {
        int i = (int)dice_below(&dice, count);
        if (size[i].maximum >= most) continue;
        size[i].maximum++;
        left--;
    }
}

static ClassSize *sizes_make(const Region *region, int count) {
    ClassSize *size = arena_many(region->arena, ClassSize, (size_t)count);
    maxima_share_out(region, size, count);
    for (int i = 0; i < count; i++) {
        Dice dice = dice_of(dice_root(region->request.seed, S("class"), i + 1), S("size"));
        int64_t minimum =
            region_between(region, &dice, FIGURE_class_minimum_min, FIGURE_class_minimum_max);
        size[i].minimum = (int)(minimum < size[i].maximum ? minimum : size[i].maximum);
        size[i].employers = (int)region_between(region, &dice, FIGURE_class_employers_min,
                                                FIGURE_class_employers_max);
    }
    return size;
}

size_t classes_opening_count(const Region *region) {
    int count = class_count(region);
    const ClassSize *size = sizes_make(region, count);
    size_t openings = 0;
    for (int i = 0; i < count; i++) openings += (size_t)size[i].employers;
    return openings;
}

/* --- one class --- */

typedef struct Group {
    const Region *region;
    const ClassPlan *plan;
    const ClassRecord *record;
    Dice dice;
    int64_t pre_phase_weeks, working_weeks;
    Value lesson_postcode;
    Day start, until;
    ClassSize size;
} Group;

static Str qualification_name(Value crebo) {
    DataRows rows = data_rows("qualifications.csv");
    while (data_next(&rows)) {
        if (data_number(&rows, "crebo") == crebo.number) return data_cell(&rows, "name");
    }
    return STR_EMPTY;
}

/* Starts are spread evenly over the half year, each on the Monday of its week. */
static Day class_start(const Region *region, int number, int count) {
    int64_t first = region_figure(region, FIGURE_class_start_days_min);
    int64_t last = region_figure(region, FIGURE_class_start_days_max);
    Dice dice = dice_of(dice_root(region->request.seed, S("class"), number), S("start"));
    int64_t step = (last - first) / count;
    int64_t part =
        (number * 7) % count; /* so that neighbours in the list start at different times */
    Day day =
        region->request.today + (Day)(first + part * step + dice_below(&dice, step > 0 ? step : 1));
    return day + (WEEK - day_weekday(day)) % WEEK;
}

static void class_record_make(Group *group, ClassRecord *record, int number) {
    const Region *region = group->region;
    Str name = qualification_name(group->plan->crebo);
    record->id = str_printf(region->arena, "klas-%02d", number);
    record->demo = true;
    record->field[CLASS_name] =
        value_str(str_printf(region->arena, "Leer-werktraject %.*s (demo)", STR_ARGS(name)));
    record->field[CLASS_minimum] = value_number(group->size.minimum);
    record->field[CLASS_maximum] = value_number(group->size.maximum);
    record->field[CLASS_start_on] = value_number(group->start);
    record->field[CLASS_enrol_by] =
        value_number(group->start - region_figure(region, FIGURE_class_enrol_days_before));
    group->record = record;
}

static Group group_make(const Region *region, ClassRecord *record, ClassSize size, int number,
                        int count) {
    const Figures *figures = region->figures;
    const ClassPlan *plan = &figures->class_plan[(size_t)(number - 1) % figures->class_count];
    Group group = { .region = region, .plan = plan, .size = size };
    group.dice = dice_of(dice_root(region->request.seed, S("class"), number), S("phases"));
    group.start = class_start(region, number, count);
    group.pre_phase_weeks = region_between(region, &group.dice, FIGURE_class_pre_phase_weeks_min,
                                           FIGURE_class_pre_phase_weeks_max);
    group.working_weeks =
        region_between(region, &group.dice, FIGURE_class_learning_working_weeks_min,
                       FIGURE_class_learning_working_weeks_max);
    int64_t weeks = group.pre_phase_weeks + group.working_weeks;
    group.until = group.start + (Day)(WEEK * weeks) - 1;
    group.lesson_postcode = region_postcode(region, plan->municipalities.value[0], &group.dice);
    class_record_make(&group, record, number);
    return group;
}

/* --- its openings --- */

static void phase_add(Work *work, Value *value, const char *component, int64_t weeks,
                      const char *income) {
    const RecordType *type = &opening_list_type[OPENING_LIST_PHASE];
    value[PHASE_component] = value_code(type->field[PHASE_component].codes, str_from(component));
    value[PHASE_weeks] = value_number(weeks);
    value[PHASE_income] = value_code(type->field[PHASE_income].codes, str_from(income));
    work_entry(work, OPENING_LIST_PHASE, value);
}

static void phases_fill(Work *work, const Group *group) {
    const Region *region = work->region;
    bool paid =
        !str_equal(codes_at(opening_field[OPENING_outcome].codes, group->plan->outcome.number),
                   S("practice_statement"));
    const char *income = paid ? "wage" : "benefit";
    Value at_lessons[PHASE_FIELD_COUNT] = { 0 }, at_work[PHASE_FIELD_COUNT] = { 0 };
    Value lesson_place = value_str(lesson_place_id(work->region->arena, group->record->id));
    at_lessons[PHASE_lesson_place] = at_work[PHASE_lesson_place] = lesson_place;
    at_work[PHASE_workplace] = value_str(workplace_id(work->region->arena, work->record->id));
    at_lessons[PHASE_lesson_postcode] = group->lesson_postcode;
    at_work[PHASE_lesson_postcode] = group->lesson_postcode;
    at_work[PHASE_workplace_postcode] = work->record->field[OPENING_postcode];
    phase_add(work, at_lessons, "recruitment_selection",
              region_figure(region, FIGURE_class_recruitment_selection_weeks), "benefit");
    phase_add(work, at_lessons, "pre_phase", group->pre_phase_weeks, "benefit");
    phase_add(work, at_work, "learning_working", group->working_weeks, income);
    phase_add(work, at_lessons, "language_support", group->working_weeks, income);
    phase_add(work, at_work, "guidance", group->working_weeks, income);
    phase_add(work, at_work, "matching_placement",
              region_figure(region, FIGURE_class_matching_placement_weeks), "benefit");
}

static void units_fill(Work *work, const Group *group) {
    const RecordType *type = &opening_list_type[OPENING_LIST_UNIT];
    Str outcome = codes_at(opening_field[OPENING_outcome].codes, group->plan->outcome.number);
    if (str_equal(outcome, S("diploma"))) return;
    bool statement = str_equal(outcome, S("practice_statement"));
    for (int i = 1; i <= 2; i++) {
        Arena *arena = work->region->arena;
        Value value[UNIT_FIELD_COUNT] = { 0 };
        value[UNIT_unit] =
            value_str(str_printf(arena, "%d-demo-%d", (int)group->plan->crebo.number, i));
        value[UNIT_unit_kind] = value_code(type->field[UNIT_unit_kind].codes,
                                           statement ? S("work_process") : S("certificate_unit"));
        value[UNIT_name] =
            value_str(str_printf(arena, "%s %d (demo)", statement ? "Werkproces" : "Onderdeel", i));
        work_entry(work, OPENING_LIST_UNIT, value);
    }
}

static void demands_fill(Work *work, const ClassPlan *plan) {
    static const int skill[ASKED_COUNT] = { SKILL_LISTENING, SKILL_SPEAKING, SKILL_READING };
    for (int i = 0; i < ASKED_COUNT; i++) {
        work_demand(work, skill[i], S("entry"), plan->level[i].number, plan->with_support.number);
    }
    work_paper(work, OPENING_LIST_OPENING_LICENCE, plan->licence);
    work_paper(work, OPENING_LIST_OPENING_CERTIFICATE, plan->certificate);
    work_field(work, OPENING_education_level, plan->education);
    work_target(work, plan->target_group);
}

static void counts_fill(Work *work) {
    const char *codes = opening_list_type[OPENING_LIST_COUNTS].field[COUNTS_counts_for].codes;
    Value value = value_code(codes, S("labour_market_module"));
    work_entry(work, OPENING_LIST_COUNTS, &value);
}

static void learning_fill(Work *work, const Group *group) {
    const Region *region = work->region;
    Dice dice = group->dice;
    int64_t school = dice_between(&dice, 1, region_figure(region, FIGURE_organisations_schools));
    Str name = str_printf(region->arena, "Mbo-school %d (demo)", (int)school);
    work_field(work, OPENING_issuing_school, value_str(name));
    work_field(work, OPENING_outcome, group->plan->outcome);
    work_field(work, OPENING_learning_path, group->plan->path);
    work_field(work, OPENING_duration_weeks,
               value_number(group->pre_phase_weeks + group->working_weeks));
    work_day(work, OPENING_start_on, group->start);
    work_field(work, OPENING_start_flexible, value_number(0));
    work_day(work, OPENING_until_on, group->until);
    work_field(work, OPENING_enrol_by, group->record->field[CLASS_enrol_by]);
    work_code(work, OPENING_contract_form, S("fixed"));
}

static void class_opening_make(const Group *group, const Employer *employer, OpeningRecord *record,
                               int number, int places) {
    static const Str kind = { "trajectory", 10 };
    const Region *region = group->region;
    const ClassPlan *plan = group->plan;
    Work work;
    work_begin(&work, region, record, number);
    work_employer(&work, employer);
    Dice dice = work_dice(&work, S("workplace"));
    Value municipality = plan->municipalities.value[dice_below(&dice, plan->municipalities.count)];
    work_field(&work, OPENING_municipality, municipality);
    work_field(&work, OPENING_postcode, region_postcode(region, municipality, &dice));
    const char *codes = opening_list_type[OPENING_LIST_KIND].field[KIND_kind].codes;
    Value trajectory = value_code(codes, kind);
    work_entry(&work, OPENING_LIST_KIND, &trajectory);
    work_occupation(&work, plan->isco, plan->crebo, S("leer-werktraject "));
    work_field(&work, OPENING_class, value_str(group->record->id));
    work_field(&work, OPENING_places, value_number(places));
    work_field(&work, OPENING_places_assumed, value_number(0));
    work.times = plan->times;
    work.start = group->start;
    work.until = group->until;
    learning_fill(&work, group);
    work_times(&work);
    demands_fill(&work, plan);
    work_skills(&work, plan->isco);
    phases_fill(&work, group);
    units_fill(&work, group);
    counts_fill(&work);
    work_common(&work);
}

size_t classes_make(const Region *region, const Employers *employers, OpeningRecord *record,
                    ClassRows *ret_classes) {
    int count = class_count(region);
    const ClassSize *size = sizes_make(region, count);
    ClassRecord *classes = arena_many(region->arena, ClassRecord, (size_t)count);
    size_t made = 0;
    for (int i = 0; i < count; i++) {
        Group group = group_make(region, &classes[i], size[i], i + 1, count);
        for (int k = 0; k < size[i].employers; k++) {
            int places =
                size[i].maximum / size[i].employers + (k < size[i].maximum % size[i].employers);
            const Employer *employer = employer_of(employers, group.plan->sector, i + k);
            class_opening_make(&group, employer, &record[made], (int)made + 1, places);
            made++;
        }
    }
    *ret_classes = (ClassRows){ classes, (size_t)count };
    return made;
}

void region_openings(const Region *region, OpeningRows *ret_openings, ClassRows *ret_classes) {
    size_t count = (size_t)region->request.openings;
    Employers employers = employers_make(region);
    OpeningRecord *record = arena_many(region->arena, OpeningRecord, count);
    size_t made = classes_make(region, &employers, record, ret_classes);
    for (; made < count; made++) {
        single_work_make(region, &employers, &record[made], (int)made + 1);
    }
    *ret_openings = (OpeningRows){ record, count };
}
