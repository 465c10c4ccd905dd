/* Wishes, work conditions, needs at work and nominations of one person. */
#include "demo/region.h"

/* --- wishes --- */

/* The unit group of a sector that openings in the region ask for. */
static Value wish_isco(const Region *region, Dice *dice) {
    const Figures *figures = region->figures;
    const Sector *sector = &figures->sector[dice_below(dice, (int64_t)figures->sector_count)];
    return sector->isco.value[dice_below(dice, sector->isco.count)];
}

static void wish_add(Person *person, Str wish, Value isco) {
    const Figures *figures = person->region->figures;
    const RecordType *type = &candidate_list_type[LIST_WISH];
    Value value[WISH_FIELD_COUNT] = { 0 };
    value[WISH_wish] = value_code(type->field[WISH_wish].codes, wish);
    value[WISH_isco] = isco;
    value[WISH_occupation] = value_str(figures_craft(figures, isco.text)->occupation[0]);
    person_entry(person, LIST_WISH, value);
}

static bool is_wished(const Person *person, Value isco) {
    const RecordList *wishes = &person->record->list[LIST_WISH];
    for (size_t row = 0; row < wishes->count; row++) {
        Value other = record_value(&candidate_list_type[LIST_WISH], wishes, row, WISH_isco);
        if (str_equal(other.text, isco.text)) return true;
    }
    return false;
}

static void wishes_fill(Person *person) {
    const Region *region = person->region;
    Dice dice = person_dice(person, S("wish"));
    int64_t count = share_number(figures_throw(region->figures, SHARE_wish_count, &dice));
    for (int64_t i = 0; i < count; i++) {
        bool own = dice_chance(&dice, region_figure(region, FIGURE_wish_from_experience_permille));
        Value isco = own && person->isco.known ? person->isco : wish_isco(region, &dice);
        Str wish = figures_throw(region->figures, SHARE_wish_kind, &dice)->code;
        if (!is_wished(person, isco)) wish_add(person, wish, isco);
    }
    if (!dice_chance(&dice, region_figure(region, FIGURE_wish_excluded_one_permille))) return;
    Value excluded = wish_isco(region, &dice);
    if (!is_wished(person, excluded)) wish_add(person, S("excluded"), excluded);
}

static void agreement_fill(Person *person) {
    const Region *region = person->region;
    Dice dice = person_dice(person, S("agreement"));
    if (!dice_chance(&dice, region_figure(region, FIGURE_wish_agreement_known_permille))) return;
    Value value[OPENING_WISH_FIELD_COUNT] = { 0 };
    value[OPENING_WISH_agreement] =
        figures_throw(region->figures, SHARE_wish_agreement, &dice)->value;
    person_entry(person, LIST_OPENING_WISH, value);
}

void person_fill_wishes(Person *person) {
    wishes_fill(person);
    agreement_fill(person);
    person_throw_fact(person, FACT_guidance_wish, SHARE_guidance_wish);
}

/* --- protected: what does not fit and what is needed, never why --- */

static void condition_add(Person *person, Value condition, Str fits) {
    const RecordType *type = &candidate_list_type[LIST_CONDITION];
    Value value[CONDITION_FIELD_COUNT] = { 0 };
    value[CONDITION_condition] = condition;
    value[CONDITION_fits] = value_code(type->field[CONDITION_fits].codes, fits);
    if (record_find(type, &person->record->list[LIST_CONDITION], value) >= 0) return;
    person_entry(person, LIST_CONDITION, value);
}

/* What does not fit; and where it was asked one by one, that the rest does. */
static void conditions_fill(Person *person) {
    const Region *region = person->region;
    const CodeList *codes = code_list(S("conditions"));
    Dice dice = person_dice(person, S("conditions"));
    if (dice_chance(&dice, region_figure(region, FIGURE_conditions_any_permille))) {
        int64_t count = share_number(figures_throw(region->figures, SHARE_conditions_count, &dice));
        int64_t limited = region_figure(region, FIGURE_conditions_limited_permille);
        for (int64_t i = 0; i < count; i++) {
            int64_t at = dice_below(&dice, (int64_t)codes->count);
            Value condition = { .known = true, .number = at, .text = codes->code[at] };
            condition_add(person, condition, dice_chance(&dice, limited) ? S("limited") : S("no"));
        }
    }
    if (!person_chance(person, S("conditions.asked"), FIGURE_conditions_asked_permille)) return;
    const ValueSet *usual = &region->figures->conditions;
    for (int i = 0; i < usual->count; i++) condition_add(person, usual->value[i], S("yes"));
}

static void needs_fill(Person *person) {
    const Region *region = person->region;
    Dice dice = person_dice(person, S("needs"));
    if (!dice_chance(&dice, region_figure(region, FIGURE_needs_any_permille))) return;
    Value value[NEED_FIELD_COUNT] = { 0 };
    value[NEED_need] = figures_throw(region->figures, SHARE_needs_need, &dice)->value;
    value[NEED_needed] = value_number(1);
    person_entry(person, LIST_NEED, value);
}

/* --- nominations: by a person, for a programme, with its legal ground --- */

static bool is_in_target_group(const Person *person, Str group) {
    const Value *fact = person->record->fact;
    if (str_equal(group, S("women"))) {
        Str sex = codes_at(fact_info[FACT_sex].field.codes, fact[FACT_sex].number);
        return fact[FACT_sex].known && str_equal(sex, S("female"));
    }
    if (str_equal(group, S("under_27"))) return fact[FACT_under_27].number == 1;
    if (str_equal(group, S("fifty_plus"))) {
        return day_full_years((Day)fact[FACT_birth_date].number, person->region->request.today) >=
               50;
    }
    return str_equal(group, person->legal_fact);
}

static void nomination_fill(Person *person) {
    const Region *region = person->region;
    Dice dice = person_dice(person, S("nomination"));
    if (!dice_chance(&dice, region_figure(region, FIGURE_nomination_any_permille))) return;
    const Share *group = figures_throw(region->figures, SHARE_opening_target, &dice);
    if (!is_in_target_group(person, group->code)) return;
    Str by = figures_throw(region->figures, SHARE_nomination_by, &dice)->code;
    Value value[NOMINATION_FIELD_COUNT] = { 0 };
    value[NOMINATION_programme] =
        value_str(str_printf(region->arena, "programma-%.*s", STR_ARGS(group->code)));
    value[NOMINATION_target_group] = group->value;
    value[NOMINATION_nominated_by] =
        value_str(str_printf(region->arena, "%.*s (demo)", STR_ARGS(by)));
    value[NOMINATION_legal_ground] = value_str(target_group_ground(group->code));
    person_entry(person, LIST_NOMINATION, value);
}

void person_fill_protected(Person *person) {
    conditions_fill(person);
    needs_fill(person);
    nomination_fill(person);
}
