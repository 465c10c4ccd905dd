#include "demo/region.h"

int64_t region_between(const Region *region, Dice *dice, Figure least, Figure most) {
    return dice_between(dice, region_figure(region, least), region_figure(region, most));
}

Value region_postcode(const Region *region, Value municipality, Dice *dice) {
    const Areas *areas = figures_areas(region->figures, municipality);
    return areas->postcode[dice_below(dice, (int64_t)areas->count)];
}

Dice person_dice(const Person *person, Str question) {
    return dice_of(person->root, question);
}

bool person_chance(const Person *person, Str question, Figure permille) {
    Dice dice = person_dice(person, question);
    return dice_chance(&dice, region_figure(person->region, permille));
}

const Share *person_throw(const Person *person, Str question, ShareName name) {
    Dice dice = person_dice(person, question);
    return figures_throw(person->region->figures, name, &dice);
}

bool person_has_children(const Person *person) {
    return person->household->children > 0;
}

/* Most facts were confirmed at the last contact, some only at the intake, long ago. */
Provenance person_provenance(const Person *person, Str question) {
    Dice dice = dice_of(person->root ^ UINT64_C(0x5DEECE66D), question);
    bool verified =
        dice_chance(&dice, region_figure(person->region, FIGURE_facts_verified_permille));
    bool intake =
        dice_chance(&dice, region_figure(person->region, FIGURE_facts_from_intake_permille));
    return (Provenance){ .source = S("demo"),
                         .verified = verified,
                         .confirmed = intake ? person->intake : person->contact };
}

void person_fact(Person *person, Fact fact, Value value) {
    if (!value.known) return;
    person->record->fact[fact] = value;
    person->record->fact_from[fact] =
        person_provenance(person, str_from(fact_info[fact].field.name));
}

void person_day(Person *person, Fact fact, Day day) {
    person_fact(person, fact, value_number(day));
}

void person_throw_fact(Person *person, Fact fact, ShareName name) {
    person_fact(person, fact,
                person_throw(person, str_from(fact_info[fact].field.name), name)->value);
}

void person_entry(Person *person, CandidateList list, const Value *value) {
    Provenance from = person_provenance(person, str_from(candidate_list_type[list].name));
    candidate_list_add(person->region->arena, person->record, list, value, from);
}

/* --- who lives with whom --- */

static Household household_make(const Region *region, int64_t number) {
    const Figures *figures = region->figures;
    uint64_t root = dice_root(region->request.seed, S("household"), number);
    Dice dice = dice_of(root, S("kind"));
    Str kind = figures_throw(figures, SHARE_household_kind, &dice)->code;
    Household home = { .id = str_printf(region->arena, "huishouden-%04d", (int)number),
                       .adults = 1 };
    bool couple = str_starts(kind, S("couple"));
    if (str_equal(kind, S("single_parent"))) home.kind = HOME_SINGLE_PARENT;
    else if (str_equal(kind, S("couple"))) home.kind = HOME_COUPLE;
    else if (couple) home.kind = HOME_COUPLE_CHILDREN;
    if (home.kind == HOME_SINGLE_PARENT || home.kind == HOME_COUPLE_CHILDREN) {
        dice = dice_of(root, S("children"));
        home.children = (int)share_number(figures_throw(figures, SHARE_children, &dice));
    }
    dice = dice_of(root, S("adults"));
    int64_t both = region_figure(region, FIGURE_household_both_adults_candidate_permille);
    if (couple && dice_chance(&dice, both)) home.adults = 2;
    dice = dice_of(root, S("home"));
    home.municipality = figures_throw(figures, SHARE_home_municipality, &dice)->value;
    home.postcode = region_postcode(region, home.municipality, &dice);
    return home;
}

Household *households_make(const Region *region) {
    int people = region->request.candidates;
    Household *of_person = arena_many(region->arena, Household, (size_t)people);
    int64_t number = 1;
    for (int i = 0; i < people; number++) {
        Household home = household_make(region, number);
        for (int adult = 0; adult < home.adults && i < people; adult++) of_person[i++] = home;
    }
    return of_person;
}

/* --- a whole file --- */

static void person_begin(Person *person) {
    const Region *region = person->region;
    Dice dice = person_dice(person, S("contact"));
    Day today = region->request.today;
    person->stale = dice_chance(&dice, region_figure(region, FIGURE_facts_stale_permille));
    int64_t intake_days =
        region_between(region, &dice, FIGURE_facts_stale_days_min, FIGURE_facts_stale_days_max);
    int64_t fresh_days = dice_between(&dice, 0, region_figure(region, FIGURE_facts_fresh_days_max));
    int64_t stale_days =
        dice_between(&dice, region_figure(region, FIGURE_facts_stale_days_min), intake_days);
    person->intake = today - (Day)intake_days;
    person->contact = today - (Day)(person->stale ? stale_days : fresh_days);
}

static void person_make(const Region *region, const Household *household, int64_t number,
                        CandidateRecord *record) {
    Person person = { .region = region,
                      .record = record,
                      .household = household,
                      .number = number,
                      .root = dice_root(region->request.seed, S("candidate"), number),
                      .since_months = -1 };
    record->id = str_printf(region->arena, "kandidaat-%04d", (int)number);
    record->demo = true;
    person_begin(&person);
    person_fill_identity(&person);
    person_fill_right_to_work(&person);
    person_fill_integration(&person);
    person_fill_income(&person);
    person_fill_language(&person);
    person_fill_exams(&person);
    person_fill_education(&person);
    person_fill_work(&person);
    person_fill_wishes(&person);
    person_fill_travel(&person);
    person_fill_availability(&person);
    person_fill_protected(&person);
}

static void people_make(const Region *region, CandidateRows *ret_rows) {
    size_t count = (size_t)region->request.candidates;
    const Household *household = households_make(region);
    CandidateRecord *record = arena_many(region->arena, CandidateRecord, count);
    for (size_t i = 0; i < count; i++) {
        person_make(region, &household[i], (int64_t)i + 1, &record[i]);
    }
    *ret_rows = (CandidateRows){ record, count };
}

Region region_of(Arena *arena, DemoRequest request) {
    Region region = { .arena = arena,
                      .figures = figures_load(arena),
                      .terms = terms_near(request.today),
                      .request = request };
    if (!request.candidates) {
        region.request.candidates = (int)region_figure(&region, FIGURE_people_count);
    }
    if (!request.openings) {
        region.request.openings = (int)region_figure(&region, FIGURE_openings_count);
    }
    return region;
}

void demo_make(Arena *arena, DemoRequest request, CandidateRows *ret_candidates,
               OpeningRows *ret_openings, ClassRows *ret_classes) {
    Region region = region_of(arena, request);
    people_make(&region, ret_candidates);
    region_openings(&region, ret_openings, ret_classes);
}
