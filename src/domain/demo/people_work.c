/* Work experience, skills, certificates and licences of one person. */
#include "demo/region.h"

enum { MONTHS_IN_YEAR = 12, SKILLS_MAX = 12 };

/* --- experience --- */

static void job_add(Person *person, Dice *dice, int number, Day *until) {
    const Region *region = person->region;
    const Share *craft_share = figures_throw(region->figures, SHARE_experience_isco, dice);
    const Craft *craft = figures_craft(region->figures, craft_share->code);
    int64_t years = share_number(figures_throw(region->figures, SHARE_experience_years, dice));
    int64_t months = years * MONTHS_IN_YEAR - dice_below(dice, MONTHS_IN_YEAR);
    Value value[EXPERIENCE_FIELD_COUNT] = { 0 };
    value[EXPERIENCE_isco] = craft_share->value;
    value[EXPERIENCE_occupation] =
        value_str(craft->occupation[dice_below(dice, (int64_t)craft->occupation_count)]);
    value[EXPERIENCE_months] = value_number(months);
    Day ended = *until - (Day)dice_below(dice, 365);
    *until = day_add_months(ended, (int)-months);
    if (dice_chance(dice, region_figure(region, FIGURE_experience_days_known_permille))) {
        value[EXPERIENCE_from_on] = value_number(*until);
        value[EXPERIENCE_until_on] = value_number(ended);
    }
    person_entry(person, LIST_EXPERIENCE, value);
    if (number == 0) person->isco = craft_share->value;
}

static void experience_fill(Person *person) {
    const Region *region = person->region;
    Dice dice = person_dice(person, S("experience"));
    int jobs = (int)share_number(figures_throw(region->figures, SHARE_experience_jobs, &dice));
    int64_t away = region_figure(region, FIGURE_experience_years_away_max) * MONTHS_IN_YEAR;
    Day until = day_add_months(region->request.today, (int)-dice_below(&dice, away));
    for (int i = 0; i < jobs; i++) job_add(person, &dice, i, &until);
}

/* --- skills --- */

static void skill_add(Person *person, Str skill) {
    Value value[SKILLS_FIELD_COUNT] = { value_str(skill) };
    const RecordType *type = &candidate_list_type[LIST_SKILLS];
    if (record_find(type, &person->record->list[LIST_SKILLS], value) >= 0) return;
    person_entry(person, LIST_SKILLS, value);
}

/* Skills of the work that was done, and of work in general. */
static void skills_fill(Person *person) {
    const Figures *figures = person->region->figures;
    const RecordList *jobs = &person->record->list[LIST_EXPERIENCE];
    const RecordType *type = &candidate_list_type[LIST_EXPERIENCE];
    Dice dice = person_dice(person, S("skills"));
    int64_t count = share_number(figures_throw(figures, SHARE_skills_count, &dice));
    for (int64_t i = 0; i < count; i++) {
        size_t job = (size_t)i % (jobs->count + 1);
        if (job == jobs->count) {
            int64_t at = dice_below(&dice, (int64_t)figures->skill_everywhere_count);
            skill_add(person, figures->skill_everywhere[at]);
            continue;
        }
        Str isco = record_value(type, jobs, job, EXPERIENCE_isco).text;
        const Craft *craft = figures_craft(figures, isco);
        if (!craft->skill_count) continue;
        skill_add(person, craft->skill[dice_below(&dice, (int64_t)craft->skill_count)]);
    }
}

/* --- certificates and licences --- */

typedef struct Paper {
    CandidateList list;
    const char *code;
    ShareName share;
} Paper;

static const Paper papers[] = {
    { LIST_CERTIFICATE, "first_aid_at_work", SHARE_certificate_first_aid_at_work },
    { LIST_CERTIFICATE, "forklift", SHARE_certificate_forklift },
    { LIST_CERTIFICATE, "haccp", SHARE_certificate_haccp },
    { LIST_CERTIFICATE, "vca_basis", SHARE_certificate_vca_basis },
    { LIST_LICENCE, "AM", SHARE_licence_AM },
    { LIST_LICENCE, "B", SHARE_licence_B },
    { LIST_LICENCE, "C", SHARE_licence_C },
};

_Static_assert((int)CERTIFICATE_certificate == (int)LICENCE_licence, "the code comes first");
_Static_assert((int)CERTIFICATE_held == (int)LICENCE_held, "then whether it is held");

static void paper_fill(Person *person, const Paper *paper) {
    const Region *region = person->region;
    Str code = str_from(paper->code);
    Dice dice = person_dice(person, code);
    Str held = figures_throw(region->figures, paper->share, &dice)->code;
    if (str_equal(held, S("unknown"))) return;
    bool has = str_equal(held, S("held"));
    Value value[RECORD_FIELDS_MAX] = { 0 };
    value[LICENCE_licence] =
        figures_value(region->arena, &candidate_list_type[paper->list].field[0], code);
    value[LICENCE_held] = value_number(has);
    if (has && paper->list == LIST_CERTIFICATE) {
        int64_t months = region_between(region, &dice, FIGURE_certificate_valid_months_min,
                                        FIGURE_certificate_valid_months_max);
        value[CERTIFICATE_valid_until] =
            value_number(day_add_months(region->request.today, (int)months));
    }
    person_entry(person, paper->list, value);
}

void person_fill_work(Person *person) {
    experience_fill(person);
    skills_fill(person);
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) paper_fill(person, &papers[i]);
}
