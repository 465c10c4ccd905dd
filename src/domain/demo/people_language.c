/* Language levels, education and professions of one person. */
#include "demo/region.h"

enum { PERMILLE = 1000 };

/* --- language --- */

typedef struct SkillShare {
    int skill;
    ShareName share;
} SkillShare;

static const SkillShare dutch_skills[] = {
    { SKILL_LISTENING, SHARE_language_nld_listening },
    { SKILL_SPEAKING, SHARE_language_nld_speaking },
    { SKILL_READING, SHARE_language_nld_reading },
    { SKILL_WRITING, SHARE_language_nld_writing },
};

/* Stays within 0 .. 999 by turning back at the ends, so that an even spread stays even. */
static int64_t reflected(int64_t place) {
    if (place < 0) place = -1 - place;
    if (place >= PERMILLE) place = 2 * PERMILLE - 1 - place;
    return place;
}

/* Where somebody stands among all who learn Dutch. The route says something about that. */
static int64_t dutch_rank(const Person *person) {
    const Region *region = person->region;
    Dice dice = person_dice(person, S("dutch"));
    int64_t place = dice_below(&dice, PERMILLE);
    int64_t best = region_figure(region, FIGURE_language_route_z_best_permille);
    int64_t worst = region_figure(region, FIGURE_language_route_education_worst_permille);
    if (str_equal(person->route, S("z"))) return place * best / PERMILLE;
    if (str_equal(person->route, S("education"))) {
        return worst + place * (PERMILLE - worst) / PERMILLE;
    }
    return place;
}

/* A level by its place among the known ones; that it is unknown has nothing to do with the level.
 */
static Value level_at(const Figures *figures, ShareName name, int64_t place) {
    const Shares *shares = &figures->shares[name];
    int known = 0, i = 0, last = 0;
    for (; i < shares->count; i++) {
        if (shares->share[i].value.known) known += shares->share[i].permille;
    }
    int64_t at = place * known / PERMILLE;
    for (i = 0; i < shares->count; i++) {
        if (!shares->share[i].value.known) continue;
        last = i;
        if (at < shares->share[i].permille) break;
        at -= shares->share[i].permille;
    }
    return shares->share[last].value;
}

static bool level_is_unknown(const Figures *figures, ShareName name, Dice *dice) {
    const Shares *shares = &figures->shares[name];
    for (int i = 0; i < shares->count; i++) {
        const Share *share = &shares->share[i];
        if (!share->value.known) return dice_chance(dice, share->permille);
    }
    return false;
}

typedef struct Level {
    Str language;
    int skill;
    Value low, high;
} Level;

static void level_add(Person *person, Dice *dice, Level level) {
    const Region *region = person->region;
    const FieldInfo *field = candidate_list_type[LIST_LANGUAGE].field;
    Value value[LANGUAGE_FIELD_COUNT] = { 0 };
    value[LANGUAGE_language] =
        figures_value(region->arena, &field[LANGUAGE_language], level.language);
    value[LANGUAGE_skill] = value_number(level.skill);
    value[LANGUAGE_level_low] = level.low;
    value[LANGUAGE_level_high] = level.high;
    bool learning = str_equal(level.language, S("nld")) && person->since_months >= 0;
    int64_t expected = region_figure(region, FIGURE_language_expected_level_known_permille);
    if (learning && level.high.number < LEVEL_B2 && dice_chance(dice, expected)) {
        int64_t weeks = region_between(region, dice, FIGURE_language_expected_weeks_min,
                                       FIGURE_language_expected_weeks_max);
        value[LANGUAGE_expected_level] = value_number(level.high.number + 1);
        value[LANGUAGE_expected_on] = value_number(region->request.today + 7 * weeks);
        value[LANGUAGE_course] = value_str(S("Taalschool (demo)"));
    }
    Provenance from = person_provenance(person, level.language);
    from.verified = dice_chance(dice, region_figure(region, FIGURE_language_verified_permille));
    candidate_list_add(region->arena, person->record, LIST_LANGUAGE, value, from);
}

static void dutch_fill(Person *person) {
    const Region *region = person->region;
    int64_t spread = region_figure(region, FIGURE_language_skill_spread_permille);
    person->language_rank = dutch_rank(person);
    for (size_t i = 0; i < sizeof dutch_skills / sizeof *dutch_skills; i++) {
        const FieldInfo *skill = &candidate_list_type[LIST_LANGUAGE].field[LANGUAGE_skill];
        Dice dice = person_dice(person, codes_at(skill->codes, dutch_skills[i].skill));
        int64_t place = reflected(person->language_rank + dice_between(&dice, -spread, spread));
        if (level_is_unknown(region->figures, dutch_skills[i].share, &dice)) continue;
        Value low = level_at(region->figures, dutch_skills[i].share, place), high = low;
        bool range = dice_chance(&dice, region_figure(region, FIGURE_language_as_range_permille));
        if (range && high.number < LEVEL_C2) high.number++;
        level_add(person, &dice, (Level){ S("nld"), dutch_skills[i].skill, low, high });
    }
}

static void other_languages_fill(Person *person) {
    const Region *region = person->region;
    Dice dice = person_dice(person, S("mother_tongue"));
    const Share *mother = figures_throw(region->figures, SHARE_language_mother, &dice);
    person_fact(person, FACT_preferred_language, mother->value);
    Value fluent = value_number(LEVEL_C2);
    level_add(person, &dice, (Level){ mother->code, SKILL_LISTENING, fluent, fluent });
    level_add(person, &dice, (Level){ mother->code, SKILL_SPEAKING, fluent, fluent });
    if (dice_chance(&dice, region_figure(region, FIGURE_language_interpreter_permille))) {
        person_fact(person, FACT_interpreter_language, mother->value);
    }
    if (str_equal(mother->code, S("eng"))) return;
    dice = person_dice(person, S("english"));
    Value english = figures_throw(region->figures, SHARE_language_eng_speaking, &dice)->value;
    if (!english.known) return;
    level_add(person, &dice, (Level){ S("eng"), SKILL_SPEAKING, english, english });
    level_add(person, &dice, (Level){ S("eng"), SKILL_LISTENING, english, english });
}

void person_fill_language(Person *person) {
    dutch_fill(person);
    other_languages_fill(person);
    person_throw_fact(person, FACT_latin_literacy, SHARE_latin_literacy);
}
