/* Openings outside a class: learning jobs, work experience places, start jobs, regular jobs and
 * volunteer places. */
#include "demo/places_of_work.h"

enum { WEEK = 7 };

static bool is_kind(const Share *kind, const char *code) {
    return str_equal(kind->code, str_from(code));
}

static bool is_unpaid(const Share *kind) {
    return is_kind(kind, "volunteer_place") || is_kind(kind, "work_experience_place");
}

static bool is_learning(const Share *kind) {
    return is_kind(kind, "learning_job") || is_kind(kind, "work_experience_place");
}

/* --- what it asks --- */

/* Employers differ: some ask a level less or more than usual; places to learn ask a level less. */
static void language_fill(Work *work, const Share *kind) {
    static const int skill[ASKED_COUNT] = { SKILL_LISTENING, SKILL_SPEAKING, SKILL_READING };
    const Region *region = work->region;
    Dice dice = work_dice(work, S("language"));
    int64_t thrown = dice_below(&dice, 1000), shift = 0;
    int64_t lower = region_figure(region, FIGURE_opening_level_lower_permille);
    int64_t higher = region_figure(region, FIGURE_opening_level_higher_permille);
    if (thrown < lower) shift = -1;
    else if (thrown < lower + higher) shift = 1;
    if (is_unpaid(kind)) shift--;
    bool support =
        dice_chance(&dice, region_figure(region, FIGURE_opening_language_support_permille));
    for (int i = 0; i < ASKED_COUNT; i++) {
        int64_t usual = work->sector->level[i].number, level = usual + shift;
        if (level < LEVEL_A1)
            level = usual > LEVEL_A1 ? LEVEL_A1 : usual; /* never nothing at all */
        if (level > LEVEL_B2) level = LEVEL_B2;
        work_demand(work, skill[i], S("entry"), level,
                    support && level > LEVEL_A1 ? level - 1 : level);
    }
    bool safety =
        dice_chance(&dice, region_figure(region, FIGURE_opening_safety_language_permille));
    if (safety && work->sector->certificate.known) {
        work_demand(work, SKILL_LISTENING, S("safety"), work->sector->level[ASKED_LISTENING].number,
                    LEVEL_C2);
    }
}

static void papers_fill(Work *work, const Share *kind) {
    const Sector *sector = work->sector;
    if (is_unpaid(kind)) return;
    if (work_chance(work, S("certificate"), FIGURE_opening_certificate_asked_permille)) {
        work_paper(work, OPENING_LIST_OPENING_CERTIFICATE, sector->certificate);
    }
    if (work_chance(work, S("licence"), FIGURE_opening_licence_asked_permille)) {
        work_paper(work, OPENING_LIST_OPENING_LICENCE, sector->licence);
    }
    if (work_chance(work, S("education"), FIGURE_opening_education_asked_permille)) {
        work_field(work, OPENING_education_level, sector->education);
    }
    if (!is_kind(kind, "regular_job")) return;
    if (!work_chance(work, S("experience"), FIGURE_opening_experience_asked_permille)) return;
    work_field(work, OPENING_experience_months,
               work_throw(work, S("months"), SHARE_opening_experience_months)->value);
}

/* --- what it gives --- */

static void learning_fill(Work *work, const Share *kind) {
    const Region *region = work->region;
    if (!is_learning(kind)) {
        work_code(work, OPENING_outcome, S("none"));
        return;
    }
    bool job = is_kind(kind, "learning_job");
    work_code(work, OPENING_outcome, job ? S("diploma") : S("practice_statement"));
    work_code(work, OPENING_learning_path, job ? S("bbl") : S("third_path"));
    Dice dice = work_dice(work, S("school"));
    int64_t school = dice_between(&dice, 1, region_figure(region, FIGURE_organisations_schools));
    work_field(work, OPENING_issuing_school,
               value_str(str_printf(region->arena, "Mbo-school %d (demo)", (int)school)));
    bool test =
        dice_chance(&dice, region_figure(region, FIGURE_opening_school_entry_test_permille));
    work_field(work, OPENING_school_entry_test, value_number(job && test));
}

static void contract_fill(Work *work, const Share *kind) {
    const Region *region = work->region;
    Dice dice = work_dice(work, S("contract"));
    if (is_unpaid(kind)) {
        const Share *form = figures_throw(region->figures, SHARE_opening_unpaid_contract, &dice);
        bool volunteer = is_kind(kind, "volunteer_place");
        work_field(work, OPENING_contract_form,
                   volunteer ? value_code(opening_field[OPENING_contract_form].codes, S("none"))
                             : form->value);
        return;
    }
    const Share *form = figures_throw(region->figures, SHARE_opening_contract, &dice);
    work_field(work, OPENING_contract_form, form->value);
    int64_t wage =
        region_between(region, &dice, FIGURE_opening_wage_cents_min, FIGURE_opening_wage_cents_max);
    work_field(work, OPENING_wage_cents_per_hour, value_number(wage));
    if (is_kind(form, "agency") || is_kind(form, "secondment")) {
        int64_t agency =
            dice_between(&dice, 1, region_figure(region, FIGURE_organisations_agencies));
        work_field(work, OPENING_formal_employer,
                   value_str(str_printf(region->arena, "uitzendbureau-%02d", (int)agency)));
        work_field(work, OPENING_host_company, value_str(work->employer->id));
    }
    if (is_kind(form, "permanent")) return;
    int64_t months = region_between(region, &dice, FIGURE_opening_contract_months_min,
                                    FIGURE_opening_contract_months_max);
    work_field(work, OPENING_contract_months, value_number(months));
}

/* A course that begins again about half a year later. */
static void second_start_fill(Work *work) {
    const Region *region = work->region;
    if (!work_chance(work, S("second_start"), FIGURE_opening_second_start_permille)) return;
    Day start =
        work->start + (Day)(WEEK * region_figure(region, FIGURE_opening_second_start_weeks));
    Value value[START_FIELD_COUNT] = { 0 };
    value[START_start_on] = value_number(start);
    value[START_enrol_by] =
        value_number(start - region_figure(region, FIGURE_opening_enrol_days_before));
    work_entry(work, OPENING_LIST_START, value);
}

static void start_fill(Work *work, const Share *kind) {
    const Region *region = work->region;
    Dice dice = work_dice(work, S("start"));
    bool flexible =
        dice_chance(&dice, region_figure(region, FIGURE_opening_start_flexible_permille));
    int64_t days = dice_between(&dice, 0, region_figure(region, FIGURE_opening_start_days_max));
    int64_t months = region_between(region, &dice, FIGURE_opening_contract_months_min,
                                    FIGURE_opening_contract_months_max);
    work->start = region->request.today + (Day)(flexible ? 0 : days);
    work_field(work, OPENING_start_flexible, value_number(flexible));
    work_day(work, OPENING_start_on, work->start);
    if (!flexible) {
        Day before = (Day)region_figure(region, FIGURE_opening_enrol_days_before);
        Day today = region->request.today;
        Day enrol = work->start - before > today ? work->start - before : today;
        work_day(work, OPENING_enrol_by, enrol);
    }
    if (!is_learning(kind)) return;
    bool again = !flexible && is_kind(kind, "learning_job");
    if (again) second_start_fill(work);
    Day until = day_add_months(work->start, (int)months);
    work_field(work, OPENING_duration_weeks, value_number((until - work->start) / WEEK));
    bool once = !work->record->list[OPENING_LIST_START].count;
    if (!flexible && once) work_day(work, OPENING_until_on, until);
}

/* --- a whole opening --- */

static const Sector *sector_thrown(const Work *work, Dice *dice) {
    const Figures *figures = work->region->figures;
    int64_t place = dice_below(dice, 1000);
    size_t i = 0;
    for (; i + 1 < figures->sector_count && place >= figures->sector[i].permille; i++) {
        place -= figures->sector[i].permille;
    }
    return &figures->sector[i];
}

static void counts_fill(Work *work, const Share *kind) {
    if (!is_unpaid(kind)) return;
    const char *codes = opening_list_type[OPENING_LIST_COUNTS].field[COUNTS_counts_for].codes;
    Value value = value_code(codes, S("z_participation"));
    work_entry(work, OPENING_LIST_COUNTS, &value);
    if (is_kind(kind, "volunteer_place")) return;
    value = value_code(codes, S("labour_market_module"));
    work_entry(work, OPENING_LIST_COUNTS, &value);
}

void single_work_make(const Region *region, const Employers *employers, OpeningRecord *record,
                      int number) {
    Work work;
    work_begin(&work, region, record, number);
    Dice dice = work_dice(&work, S("sector"));
    const Sector *sector = sector_thrown(&work, &dice);
    work_employer(&work, employer_of(employers, sector, dice_below(&dice, employers->count)));
    const Share *kind = work_throw(&work, S("kind"), SHARE_opening_kind);
    work_entry(&work, OPENING_LIST_KIND, &kind->value);
    int64_t craft = dice_below(&dice, sector->isco.count);
    Value isco = sector->isco.value[craft], crebo = sector->crebo.value[craft];
    work_occupation(&work, isco, is_learning(kind) ? crebo : VALUE_UNKNOWN, STR_EMPTY);
    work.times = sector->times[dice_below(&dice, sector->times_count)];
    if (is_kind(kind, "volunteer_place")) {
        work.times = figures_times(region->figures, S("afternoons_three"));
    }
    start_fill(&work, kind);
    work_times(&work);
    language_fill(&work, kind);
    papers_fill(&work, kind);
    learning_fill(&work, kind);
    contract_fill(&work, kind);
    work_skills(&work, isco);
    counts_fill(&work, kind);
    work_common(&work);
    work_field(&work, OPENING_places, work_throw(&work, S("places"), SHARE_opening_places)->value);
    work_field(&work, OPENING_places_assumed, value_number(0));
    if (!work_chance(&work, S("target"), FIGURE_opening_target_group_permille)) return;
    work_target(&work, work_throw(&work, S("group"), SHARE_opening_target)->value);
}
