/* Right to work, civic integration and income. Right to work is an outcome; the legal fact of stay
 * stands beside it where a law needs it. */
#include "demo/region.h"

/* --- right to work --- */

static ShareName right_share(Str legal_fact) {
    if (str_equal(legal_fact, S("status_holder"))) return SHARE_right_to_work_status_holder;
    if (str_equal(legal_fact, S("reunited_family_member"))) {
        return SHARE_right_to_work_reunited_family_member;
    }
    if (str_equal(legal_fact, S("family_migrant"))) return SHARE_right_to_work_family_migrant;
    if (str_equal(legal_fact, S("displaced_person"))) return SHARE_right_to_work_displaced_person;
    if (str_equal(legal_fact, S("asylum_seeker"))) return SHARE_right_to_work_asylum_seeker;
    return SHARE_right_to_work_legal_fact_unknown;
}

static void right_until_fill(Person *person) {
    const Region *region = person->region;
    Dice dice = person_dice(person, S("right_to_work_until"));
    bool displaced = str_equal(person->legal_fact, S("displaced_person"));
    if (!dice_chance(&dice, region_figure(region, FIGURE_right_to_work_until_known_permille))) {
        return;
    }
    int64_t months =
        displaced ? region_between(region, &dice, FIGURE_right_to_work_displaced_until_months_min,
                                   FIGURE_right_to_work_displaced_until_months_max)
                  : region_between(region, &dice, FIGURE_right_to_work_until_months_min,
                                   FIGURE_right_to_work_until_months_max);
    person_day(person, FACT_right_to_work_until,
               day_add_months(region->request.today, (int)months));
}

static void right_from_fill(Person *person) {
    const Region *region = person->region;
    Dice dice = person_dice(person, S("right_to_work_from"));
    if (!dice_chance(&dice, region_figure(region, FIGURE_right_to_work_from_known_permille))) {
        return;
    }
    int64_t months = region_between(region, &dice, FIGURE_right_to_work_from_months_ago_min,
                                    FIGURE_right_to_work_from_months_ago_max);
    person_day(person, FACT_right_to_work_from,
               day_add_months(region->request.today, (int)-months));
}

void person_fill_right_to_work(Person *person) {
    const Region *region = person->region;
    const Share *legal = person_throw(person, S("legal_fact"), SHARE_legal_fact);
    person->legal_fact = legal->code;
    person_fact(person, FACT_legal_fact, legal->value);
    person_throw_fact(person, FACT_right_to_work, right_share(legal->code));
    if (!person->record->fact[FACT_right_to_work].known) return;
    right_from_fill(person);
    right_until_fill(person);
    Dice dice = person_dice(person, S("client_manager"));
    int64_t manager =
        dice_between(&dice, 1, region_figure(region, FIGURE_organisations_client_managers));
    Str name = str_printf(region->arena, "Klantmanager %02d (demo)", (int)manager);
    person_fact(person, FACT_right_to_work_checked_by, value_str(name));
    person_day(person, FACT_right_to_work_checked_on, person->contact);
}

/* --- civic integration --- */

static bool has_duty(const Person *person) {
    return str_equal(person->regime, S("2021")) || str_equal(person->regime, S("2013"));
}

static ShareName regime_share(Str legal_fact) {
    if (str_equal(legal_fact, S("status_holder"))) return SHARE_regime_status_holder;
    if (str_equal(legal_fact, S("reunited_family_member"))) {
        return SHARE_regime_reunited_family_member;
    }
    if (str_equal(legal_fact, S("family_migrant"))) return SHARE_regime_family_migrant;
    return SHARE_regime_other;
}

static void term_fill(Person *person) {
    const Region *region = person->region;
    Day today = region->request.today;
    Dice dice = person_dice(person, S("integration_term"));
    bool old = str_equal(person->regime, S("2013"));
    int64_t most = region_figure(region, FIGURE_integration_months_since_start_max);
    person->since_months =
        old ? region_between(region, &dice, FIGURE_integration_months_since_start_2013_min,
                             FIGURE_integration_months_since_start_2013_max)
            : dice_between(&dice, 0, most);
    Day from = day_add_months(today, (int)-person->since_months) - (Day)dice_below(&dice, 28);
    int64_t term = old ? region->terms.term_2013_months : region->terms.term_months;
    Day until = day_add_months(from, (int)term);
    person_day(person, FACT_integration_from, from);
    person_day(person, FACT_integration_until, until);
    bool extended = dice_chance(&dice, region_figure(region, FIGURE_integration_extended_permille));
    if (extended || until < today) {
        Day later = until > today ? until : today;
        int64_t months = region_between(region, &dice, FIGURE_integration_extension_months_min,
                                        FIGURE_integration_extension_months_max);
        person_day(person, FACT_integration_extended_until, day_add_months(later, (int)months));
    }
    if (old ||
        dice_chance(&dice, region_figure(region, FIGURE_integration_plan_missing_permille))) {
        return;
    }
    person_day(person, FACT_integration_plan_on, from - 1);
}

static void modules_fill(Person *person) {
    person_throw_fact(person, FACT_participation_statement, SHARE_participation_statement);
    person_throw_fact(person, FACT_society_exam, SHARE_society_exam);
    bool has_module = !person->route.len ||
                      dated_rule_names(person->region->terms.module_routes, person->route);
    if (!has_module) return;
    person_throw_fact(person, FACT_labour_market_module, SHARE_labour_market_module);
}

static void hours_fill(Person *person) {
    Dice dice = person_dice(person, S("integration_hours"));
    const Region *region = person->region;
    int64_t language = person->since_months *
                       region_between(region, &dice, FIGURE_integration_language_hours_month_min,
                                      FIGURE_integration_language_hours_month_max);
    int64_t participation =
        person->since_months * region_between(region, &dice,
                                              FIGURE_integration_participation_hours_month_min,
                                              FIGURE_integration_participation_hours_month_max);
    if (str_equal(person->route, S("z"))) {
        person_fact(person, FACT_hours_z_language, value_number(language));
        bool only_holders = region->terms.participation_status_holders_only;
        if (!only_holders || !str_equal(person->legal_fact, S("family_migrant"))) {
            person_fact(person, FACT_hours_z_participation, value_number(participation));
        }
    } else if (str_equal(person->route, S("b1"))) {
        person_fact(person, FACT_hours_towards_lowering, value_number(language));
    }
}

void person_fill_integration(Person *person) {
    const Share *regime =
        person_throw(person, S("integration_regime"), regime_share(person->legal_fact));
    person->regime = regime->code;
    person->route = STR_EMPTY;
    person_fact(person, FACT_integration_regime, regime->value);
    if (!has_duty(person)) return;
    if (str_equal(person->regime, S("2021"))) {
        const Share *route = person_throw(person, S("integration_route"), SHARE_route);
        person->route = route->code;
        person_fact(person, FACT_integration_route, route->value);
    }
    term_fill(person);
    modules_fill(person);
    hours_fill(person);
}

/* A part of the exam of 2013 only; the act of 2021 has a module instead. */
static void labour_market_exam_fill(Person *person) {
    if (!str_equal(person->regime, S("2013"))) return;
    if (!person_chance(person, S("exam_labour_market"), FIGURE_integration_exam_known_permille)) {
        return;
    }
    bool passed = person_chance(person, S("exam_labour_market_passed"),
                                FIGURE_integration_labour_market_exam_passed_permille);
    person_fact(person, FACT_exam_labour_market_passed, value_number(passed));
}

/* Exam parts: of some it is known. Who is at the level of the exam has passed, once there was time.
 */
void person_fill_exams(Person *person) {
    static const Fact exam[SKILL_COUNT] = { FACT_exam_listening_passed, FACT_exam_speaking_passed,
                                            FACT_exam_reading_passed, FACT_exam_writing_passed };
    const Region *region = person->region;
    const RecordType *type = &candidate_list_type[LIST_LANGUAGE];
    const RecordList *levels = &person->record->list[LIST_LANGUAGE];
    if (!has_duty(person) || str_equal(person->route, S("z"))) return;
    labour_market_exam_fill(person);
    bool old = str_equal(person->regime, S("2013"));
    int64_t needed = old ? region->terms.exam_2013_level : region->terms.exam_level;
    bool time = person->since_months >= region_figure(region, FIGURE_integration_exam_months_min);
    for (size_t row = 0; row < levels->count; row++) {
        if (!str_equal(record_value(type, levels, row, LANGUAGE_language).text, S("nld"))) continue;
        Fact fact = exam[record_value(type, levels, row, LANGUAGE_skill).number];
        Str name = str_from(fact_info[fact].field.name);
        if (!person_chance(person, name, FIGURE_integration_exam_known_permille)) continue;
        bool there = record_value(type, levels, row, LANGUAGE_level_low).number >= needed;
        person_fact(person, fact, value_number(time && there));
    }
}

/* --- income: for the conversation, never scored --- */

static ShareName income_share(Str legal_fact) {
    if (str_equal(legal_fact, S("displaced_person"))) return SHARE_income_displaced_person;
    if (str_equal(legal_fact, S("asylum_seeker"))) return SHARE_income_asylum_seeker;
    return SHARE_income_duty;
}

static void administration_fill(Person *person) {
    int64_t months = person->region->terms.administration_months;
    if (person->since_months < 0 || person->since_months >= months) return;
    Day from = (Day)person->record->fact[FACT_integration_from].number;
    person_day(person, FACT_income_administration_until, day_add_months(from, (int)months));
}

void person_fill_income(Person *person) {
    static const char *const norm[] = { "single", "single_parent", "couple", "couple" };
    person_throw_fact(person, FACT_income_source, income_share(person->legal_fact));
    person_fact(person, FACT_household_norm,
                value_code(fact_info[FACT_household_norm].field.codes,
                           str_from(norm[person->household->kind])));
    Value source = person->record->fact[FACT_income_source];
    if (!source.known) return;
    Str code = codes_at(fact_info[FACT_income_source].field.codes, source.number);
    bool without =
        str_equal(code, S("partner")) || str_equal(code, S("none")) || str_equal(code, S("work"));
    person_fact(person, FACT_without_benefit, value_number(without));
    if (str_equal(code, S("participation_benefit"))) administration_fill(person);
}
