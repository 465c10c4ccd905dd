/* Education and regulated professions of one person. */
#include "demo/region.h"

enum { MONTHS_IN_YEAR = 12 };

/* The level below: where a valuation comes out when it does not follow the level abroad. */
static Value level_below(Value level) {
    const CodeList *levels = code_list(S("education_levels"));
    if (level.number == 0) return level;
    int64_t position = level.number - 1;
    return (Value){ .known = true, .number = position, .text = levels->code[position] };
}

static void valuation_fill(const Person *person, Dice *dice, Value *education) {
    const Region *region = person->region;
    Str stage = figures_throw(region->figures, SHARE_education_valuation, dice)->code;
    if (str_equal(stage, S("none"))) return;
    Day today = region->request.today;
    int64_t least = region_figure(region, FIGURE_education_valuation_days_min);
    int64_t days = region_between(region, dice, FIGURE_education_valuation_days_min,
                                  FIGURE_education_valuation_days_max);
    education[EDUCATION_valuation_requested_on] = value_number(today - days);
    if (!str_equal(stage, S("received"))) return;
    Value level = education[EDUCATION_level];
    bool lower = dice_chance(dice, region_figure(region, FIGURE_education_valued_lower_permille));
    education[EDUCATION_valuation_level] = lower ? level_below(level) : level;
    education[EDUCATION_valuation_on] = value_number(today - dice_between(dice, 0, days - least));
}

/* What was learned, and when: known of some. */
static void school_details_fill(const Person *person, Dice *dice, Value *education) {
    const Region *region = person->region;
    const Share *field = figures_throw(region->figures, SHARE_education_field, dice);
    if (!str_equal(field->code, S("unknown"))) education[EDUCATION_field] = value_str(field->code);
    int64_t ago = region_between(region, dice, FIGURE_education_years_ago_min,
                                 FIGURE_education_years_ago_max);
    int64_t years =
        region_between(region, dice, FIGURE_education_years_min, FIGURE_education_years_max);
    if (!dice_chance(dice, region_figure(region, FIGURE_education_days_known_permille))) return;
    Day until = day_add_months(region->request.today, (int)(-MONTHS_IN_YEAR * ago));
    education[EDUCATION_from_on] =
        value_number(day_add_months(until, (int)(-MONTHS_IN_YEAR * years)));
    education[EDUCATION_until_on] = value_number(until);
}

static void school_add(Person *person, Dice *dice, Value level) {
    const Region *region = person->region;
    const Figures *figures = region->figures;
    Value value[EDUCATION_FIELD_COUNT] = { 0 };
    value[EDUCATION_level] = level;
    const Share *obtained = figures_throw(figures, SHARE_education_obtained, dice);
    value[EDUCATION_obtained] = obtained->value;
    const Share *status = figures_throw(figures, SHARE_education_status, dice);
    value[EDUCATION_status] = status->value;
    if (status->value.known) {
        value[EDUCATION_diploma] = value_number(str_equal(status->code, S("completed")));
    }
    if (str_equal(obtained->code, S("abroad"))) valuation_fill(person, dice, value);
    if (!str_equal(status->code, S("running"))) school_details_fill(person, dice, value);
    person_entry(person, LIST_EDUCATION, value);
    Value valued = value[EDUCATION_valuation_level];
    person_fact(person, FACT_education_level, valued.known ? valued : level);
    bool work_level =
        dice_chance(dice, region_figure(region, FIGURE_education_work_level_known_permille));
    if (!work_level) return;
    int64_t thought = 1 + level.number * 6 / (int64_t)code_list(S("education_levels"))->count;
    person_fact(person, FACT_work_level, value_number(thought));
}

static void profession_add(Person *person, Dice *dice) {
    static const struct {
        const char *register_name, *profession;
    } regulated[] = { { "big", "verpleegkundige" },
                      { "big", "arts" },
                      { "big", "tandarts" },
                      { "big", "apotheker" },
                      { "teacher", "leraar basisonderwijs" },
                      { "teacher", "leraar voortgezet onderwijs" } };
    const RecordType *type = &candidate_list_type[LIST_PROFESSION];
    size_t which = (size_t)dice_below(dice, sizeof regulated / sizeof *regulated);
    Value value[PROFESSION_FIELD_COUNT] = { 0 };
    value[PROFESSION_register_name] = value_code(type->field[PROFESSION_register_name].codes,
                                                 str_from(regulated[which].register_name));
    value[PROFESSION_profession] = value_str(str_from(regulated[which].profession));
    value[PROFESSION_stage] =
        figures_throw(person->region->figures, SHARE_education_profession_stage, dice)->value;
    int64_t supervised =
        region_figure(person->region, FIGURE_education_may_work_supervised_permille);
    value[PROFESSION_may_work_supervised] = value_number(dice_chance(dice, supervised));
    person_entry(person, LIST_PROFESSION, value);
}

void person_fill_education(Person *person) {
    if (person_chance(person, S("education.missing"), FIGURE_education_missing_permille)) return;
    Dice dice = person_dice(person, S("education"));
    Value level = figures_throw(person->region->figures, SHARE_education_level, &dice)->value;
    school_add(person, &dice, level);
    Str bachelor = S("3112");
    if (str_compare(level.text, bachelor) < 0) return;
    dice = person_dice(person, S("profession"));
    int64_t regulated =
        region_figure(person->region, FIGURE_education_regulated_profession_permille);
    if (dice_chance(&dice, regulated)) profession_add(person, &dice);
}
