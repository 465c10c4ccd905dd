#include "demo/region.h"

enum { YEAR_DAYS = 365, WEEK_DAYS = 7 };

/* "18_26": the first and the last year of age. */
static void birth_fill(Person *person) {
    Dice dice = person_dice(person, S("age"));
    Str code = figures_throw(person->region->figures, SHARE_age, &dice)->code, youngest;
    str_cut(&code, '_', &youngest);
    Share from = { .code = youngest }, until = { .code = code };
    int64_t years = dice_between(&dice, share_number(&from), share_number(&until));
    Day today = person->region->request.today;
    Day born = day_add_months(today, (int)(-12 * years)) - (Day)dice_below(&dice, YEAR_DAYS);
    person_day(person, FACT_birth_date, born);
    bool young = day_full_years(born, today) < person->region->terms.young_age_below;
    person_fact(person, FACT_under_27, value_number(young));
}

static void home_fill(Person *person) {
    const Region *region = person->region;
    const Household *home = person->household;
    person_fact(person, FACT_household, value_str(home->id));
    person_fact(person, FACT_municipality, home->municipality);
    if (person_chance(person, S("postcode"), FIGURE_facts_missing_postcode_permille)) return;
    person_fact(person, FACT_postcode, home->postcode);
    Dice dice = person_dice(person, S("move"));
    if (!dice_chance(&dice, region_figure(region, FIGURE_move_expected_permille))) return;
    Value municipality = figures_throw(region->figures, SHARE_home_municipality, &dice)->value;
    person_fact(person, FACT_move_postcode, region_postcode(region, municipality, &dice));
    Day days = (Day)dice_between(&dice, WEEK_DAYS, region_figure(region, FIGURE_move_days_max));
    person_day(person, FACT_move_on, region->request.today + days);
}

static void contact_fill(Person *person) {
    person_throw_fact(person, FACT_preferred_channel, SHARE_contact_channel);
    bool known =
        person_chance(person, S("shareable.known"), FIGURE_facts_contact_shareable_known_permille);
    bool shareable = person_chance(person, S("shareable"), FIGURE_facts_contact_shareable_permille);
    if (known) person_fact(person, FACT_contact_shareable, value_number(shareable));
    Str code = person->household->municipality.text;
    Str controller = str_printf(person->region->arena, "gemeente-%.*s", STR_ARGS(code));
    person_fact(person, FACT_controller, value_str(controller));
}

void person_fill_identity(Person *person) {
    Arena *arena = person->region->arena;
    person_fact(person, FACT_given_name, value_str(S("Kandidaat")));
    Str number = str_printf(arena, "%04d", (int)person->number);
    person_fact(person, FACT_family_name, value_str(number));
    person_throw_fact(person, FACT_sex, SHARE_sex);
    birth_fill(person);
    home_fill(person);
    contact_fill(person);
}
