#include "matching/encode/profile.h"

#include "auto.h"

enum { SCRATCH_BYTES_MAX = 256 * 1024 * 1024 }; /* what a list of one person may take */

static Value fact_of(const CandidateProfile *profile, Fact fact) {
    return profile->record->fact[fact];
}

static const RecordList *list_of(const CandidateProfile *profile, CandidateList list) {
    return &profile->record->list[list];
}

static Value cell_of(const CandidateProfile *profile, CandidateList list, size_t row, int field) {
    return record_value(&candidate_list_type[list], list_of(profile, list), row, field);
}

/* --- language --- */

/* One bound given: it is the level. Bounds in the wrong order say nothing. */
static LevelRange range_of(Value low, Value high, Value expected, Value expected_on) {
    LevelRange range = { .low = value_code(low),
                         .high = value_code(high),
                         .expected = value_code(expected),
                         .expected_on = value_day(expected_on) };
    if (range.high == NUMBER_UNKNOWN) range.high = range.low;
    if (range.low == NUMBER_UNKNOWN && range.high != NUMBER_UNKNOWN) range.low = LEVEL_A0;
    if (range.low > range.high) range.low = range.high = NUMBER_UNKNOWN;
    return range;
}

/* Where a row of the list stands among the levels; SLOT_NONE: nobody asks it. */
static int32_t level_at(const Snapshot *snapshot, const CandidateProfile *profile, size_t row) {
    Value language = cell_of(profile, LIST_LANGUAGE, row, LANGUAGE_language);
    Value skill = cell_of(profile, LIST_LANGUAGE, row, LANGUAGE_skill);
    int slot = language.known ? slots_find(&snapshot->languages, language.text) : SLOT_NONE;
    if (slot == SLOT_NONE || !skill.known) return SLOT_NONE;
    return slot * SKILL_COUNT + (int32_t)skill.number;
}

static void languages_encode(Arena *arena, const Snapshot *snapshot, CandidateProfile *profile) {
    size_t rows = list_of(profile, LIST_LANGUAGE)->count;
    for (size_t i = 0; i < rows; i++) {
        int32_t at = level_at(snapshot, profile, i);
        if (at >= profile->level_count) profile->level_count = at + 1;
    }
    profile->level = arena_many(arena, LevelRange, (size_t)profile->level_count);
    for (int32_t i = 0; i < profile->level_count; i++) {
        profile->level[i] =
            (LevelRange){ NUMBER_UNKNOWN, NUMBER_UNKNOWN, NUMBER_UNKNOWN, DAY_UNKNOWN };
    }
    for (size_t i = 0; i < rows; i++) {
        int32_t at = level_at(snapshot, profile, i);
        if (at == SLOT_NONE) continue;
        profile->level[at] = range_of(cell_of(profile, LIST_LANGUAGE, i, LANGUAGE_level_low),
                                      cell_of(profile, LIST_LANGUAGE, i, LANGUAGE_level_high),
                                      cell_of(profile, LIST_LANGUAGE, i, LANGUAGE_expected_level),
                                      cell_of(profile, LIST_LANGUAGE, i, LANGUAGE_expected_on));
    }
    profile->literacy = value_code(fact_of(profile, FACT_latin_literacy));
}

/* --- travel --- */

static uint8_t mode_bit(int64_t mode) {
    return (uint8_t)(1U << mode);
}

/* A list of ways to travel is taken as complete; without one, every way is possible but not known.
 * Walking a short way is judge_travel.c's business. */
static void modes_encode(CandidateProfile *profile) {
    bool listed = false;
    for (size_t i = 0; i < list_of(profile, LIST_TRANSPORT)->count; i++) {
        Value mode = cell_of(profile, LIST_TRANSPORT, i, TRANSPORT_mode);
        Value to_work = cell_of(profile, LIST_TRANSPORT, i, TRANSPORT_to_work);
        Value at_work = cell_of(profile, LIST_TRANSPORT, i, TRANSPORT_at_work);
        if (!mode.known) continue;
        if (to_work.known) listed = true;
        if (mode.number >= MODE_COUNT) continue;
        uint8_t bit = mode_bit(mode.number);
        if (!to_work.known) profile->modes_maybe |= bit;
        else if (to_work.number) profile->modes |= bit;
        else profile->modes_not |= bit;
        if (at_work.known && at_work.number) profile->modes_at_work |= bit;
        if (at_work.known && !at_work.number) profile->modes_not_at_work |= bit;
    }
    if (!listed) profile->modes_maybe = (1U << MODE_COUNT) - 1;
    int8_t cycles = value_answer(fact_of(profile, FACT_can_cycle));
    if (cycles == ANSWER_YES) profile->modes |= mode_bit(MODE_BICYCLE);
    if (cycles == ANSWER_NO) profile->modes_not |= mode_bit(MODE_BICYCLE);
    profile->modes &= (uint8_t)~profile->modes_not;
    profile->modes_maybe &= (uint8_t) ~(profile->modes_not | profile->modes);
}

void candidate_add_homes(Arena *arena, Snapshot *snapshot, const CandidateRecord *record) {
    const Value *fact = record->fact;
    snapshot_place(arena, snapshot, fact[FACT_postcode], fact[FACT_municipality]);
    if (!fact[FACT_move_postcode].known) return;
    snapshot_place(arena, snapshot, fact[FACT_move_postcode], VALUE_UNKNOWN);
}

static void travel_encode(Arena *arena, Snapshot *snapshot, CandidateProfile *profile) {
    profile->home = snapshot_place(arena, snapshot, fact_of(profile, FACT_postcode),
                                   fact_of(profile, FACT_municipality));
    Value later = fact_of(profile, FACT_move_postcode);
    profile->move_on = later.known ? value_day(fact_of(profile, FACT_move_on)) : DAY_UNKNOWN;
    profile->home_later =
        later.known ? snapshot_place(arena, snapshot, later, VALUE_UNKNOWN) : (int16_t)SLOT_NONE;
    profile->minutes_max =
        value_number_or(fact_of(profile, FACT_travel_minutes_max), NUMBER_UNKNOWN);
    profile->kilometres_max =
        value_number_or(fact_of(profile, FACT_travel_kilometres_max), NUMBER_UNKNOWN);
    modes_encode(profile);
}

/* --- time --- */

static void timetable_encode(Arena *arena, CandidateProfile *profile) {
    size_t count = list_of(profile, LIST_TIMETABLE)->count, rows = 0;
    AUTO(arena_end_at) Arena *scratch = arena_new("a timetable", SCRATCH_BYTES_MAX);
    WeekRow *row = arena_many(scratch, WeekRow, count * 2);
    for (size_t i = 0; i < count; i++) {
        Value available = cell_of(profile, LIST_TIMETABLE, i, TIMETABLE_available);
        if (!available.known) continue;
        WeekRow block = {
            .parity =
                (int)value_number_or(cell_of(profile, LIST_TIMETABLE, i, TIMETABLE_week_parity), 0),
            .available = available.number != 0,
            .from = value_day(cell_of(profile, LIST_TIMETABLE, i, TIMETABLE_valid_from)),
            .until = value_day(cell_of(profile, LIST_TIMETABLE, i, TIMETABLE_valid_until))
        };
        if (block.from == DAY_UNKNOWN) block.from = DAY_MIN;
        if (block.until == DAY_UNKNOWN) block.until = DAY_MAX;
        rows += (size_t)week_row_read(cell_of(profile, LIST_TIMETABLE, i, TIMETABLE_weekday),
                                      cell_of(profile, LIST_TIMETABLE, i, TIMETABLE_from_time),
                                      cell_of(profile, LIST_TIMETABLE, i, TIMETABLE_until_time),
                                      block, &row[rows]);
    }
    CanPeriods cans = week_cans(scratch, row, rows);
    if (!cans.count) return;
    profile->can = (CanPeriods){ arena_many(arena, CanPeriod, cans.count), cans.count };
    memcpy(profile->can.period, cans.period, cans.count * sizeof *cans.period);
}

static void holidays_add(const Snapshot *snapshot, CandidateProfile *profile, int64_t region) {
    for (size_t i = 0; i < snapshot->holiday_count; i++) {
        const Holiday *holiday = &snapshot->holiday[i];
        if (holiday->region != region) continue;
        profile->absence[profile->absence_count++] =
            (Absence){ holiday->from, holiday->until, true };
    }
}

/* In a break of a course a person has more time, not less: no absence. A school holiday without
 * days of its own stands for all holidays of its region that are known. */
static void absences_encode(Arena *arena, const Snapshot *snapshot, CandidateProfile *profile) {
    enum { SCHOOL_HOLIDAY, COURSE_BREAK };
    size_t count = list_of(profile, LIST_ABSENCE)->count;
    if (!count) return;
    profile->absence = arena_many(arena, Absence, count * (1 + snapshot->holiday_count));
    for (size_t i = 0; i < count; i++) {
        Value kind = cell_of(profile, LIST_ABSENCE, i, ABSENCE_kind);
        Day from = value_day(cell_of(profile, LIST_ABSENCE, i, ABSENCE_from_on));
        Day until = value_day(cell_of(profile, LIST_ABSENCE, i, ABSENCE_until_on));
        Value region = cell_of(profile, LIST_ABSENCE, i, ABSENCE_holiday_region);
        bool holidays = from == DAY_UNKNOWN && until == DAY_UNKNOWN && region.known;
        if (holidays && kind.known && kind.number == SCHOOL_HOLIDAY) {
            holidays_add(snapshot, profile, region.number);
        }
        if (until == DAY_UNKNOWN) until = from;
        if (from == DAY_UNKNOWN || from > until) continue;
        if (kind.known && kind.number == COURSE_BREAK) continue;
        profile->absence[profile->absence_count++] =
            (Absence){ from, until, kind.known && kind.number == SCHOOL_HOLIDAY };
    }
}

static void availability_encode(Arena *arena, const Snapshot *snapshot, CandidateProfile *profile) {
    timetable_encode(arena, profile);
    absences_encode(arena, snapshot, profile);
    profile->irregular_hours = value_answer(fact_of(profile, FACT_irregular_hours));
    profile->office_hours = value_answer(fact_of(profile, FACT_office_hours));
    profile->childcare = value_code(fact_of(profile, FACT_childcare));
    profile->childcare_from = value_day(fact_of(profile, FACT_childcare_from));
    profile->hours_min = value_number_or(fact_of(profile, FACT_hours_min), NUMBER_UNKNOWN);
    profile->hours_max = value_number_or(fact_of(profile, FACT_hours_max), NUMBER_UNKNOWN);
    if (profile->hours_max >= 0 && profile->hours_min > profile->hours_max) {
        profile->hours_min = profile->hours_max = NUMBER_UNKNOWN; /* cannot be: nothing is known */
    }
    profile->available_from = value_day(fact_of(profile, FACT_available_from));
    profile->available_until = value_day(fact_of(profile, FACT_available_until));
    profile->right_to_work = value_code(fact_of(profile, FACT_right_to_work));
    profile->right_from = value_day(fact_of(profile, FACT_right_to_work_from));
    profile->right_until = value_day(fact_of(profile, FACT_right_to_work_until));
}

/* --- education --- */

typedef struct Diploma {
    int rank, work_level;
    bool certain, valuation_missing;
} Diploma;

static int list_number(const Snapshot *snapshot, const int32_t *number, Value code) {
    int at = code.known ? code_list_find(snapshot->education_list, code.text) : -1;
    return at < 0 ? NUMBER_UNKNOWN : number[at];
}

/* A valued diploma counts by its valuation, wherever it was obtained. One from abroad without a
 * valuation, or of which nobody knows where it was obtained, could be worth its level at most. */
static Diploma diploma_of(const Snapshot *snapshot, const CandidateProfile *profile, size_t row) {
    enum { OBTAINED_HERE, STATUS_COMPLETED = 0, STATUS_BROKEN_OFF };
    Value level = cell_of(profile, LIST_EDUCATION, row, EDUCATION_level);
    Value valued = cell_of(profile, LIST_EDUCATION, row, EDUCATION_valuation_level);
    Value obtained = cell_of(profile, LIST_EDUCATION, row, EDUCATION_obtained);
    Value status = cell_of(profile, LIST_EDUCATION, row, EDUCATION_status);
    Value paper = cell_of(profile, LIST_EDUCATION, row, EDUCATION_diploma);
    bool here = obtained.known && obtained.number == OBTAINED_HERE;
    Value counted = valued.known ? valued : level;
    Diploma diploma = { .rank = list_number(snapshot, snapshot->education_rank, counted),
                        .work_level =
                            list_number(snapshot, snapshot->education_work_level, counted) };
    bool completed = (status.known && status.number == STATUS_COMPLETED) ||
                     (!status.known && paper.known && paper.number);
    diploma.certain = valued.known || (here && completed);
    diploma.valuation_missing = !valued.known && !here;
    bool no_paper = paper.known && !paper.number;
    bool broken_off = status.known && status.number == STATUS_BROKEN_OFF;
    if (!valued.known && (broken_off || no_paper)) diploma.rank = NUMBER_UNKNOWN;
    return diploma;
}

static int larger(int a, int b) {
    return a > b ? a : b;
}

static void education_encode(const Snapshot *snapshot, CandidateProfile *profile) {
    Value stated = fact_of(profile, FACT_education_level);
    profile->education_low = list_number(snapshot, snapshot->education_rank, stated);
    profile->work_level_proven = list_number(snapshot, snapshot->education_work_level, stated);
    profile->education_high = profile->education_low;
    profile->education_known = profile->education_low >= 0;
    profile->work_level = value_number_or(fact_of(profile, FACT_work_level), NUMBER_UNKNOWN);
    for (size_t i = 0; i < list_of(profile, LIST_EDUCATION)->count; i++) {
        Diploma diploma = diploma_of(snapshot, profile, i);
        Value level = cell_of(profile, LIST_EDUCATION, i, EDUCATION_level);
        if (level.known) profile->education_known = true;
        if (diploma.rank < 0) continue;
        profile->education_known = true;
        if (diploma.certain) {
            profile->education_low = larger(profile->education_low, diploma.rank);
            profile->work_level_proven = larger(profile->work_level_proven, diploma.work_level);
        } else if (diploma.rank > profile->education_high) {
            profile->valuation_missing = diploma.valuation_missing;
        }
        profile->education_high = larger(profile->education_high, diploma.rank);
    }
}

/* --- papers and conditions --- */

static void licences_encode(const Snapshot *snapshot, CandidateProfile *profile) {
    for (size_t i = 0; i < list_of(profile, LIST_LICENCE)->count; i++) {
        Value licence = cell_of(profile, LIST_LICENCE, i, LICENCE_licence);
        Value held = cell_of(profile, LIST_LICENCE, i, LICENCE_held);
        int at = licence.known ? code_list_find(snapshot->licence_list, licence.text) : -1;
        if (at < 0 || at >= LICENCES_MAX || !held.known) continue;
        if (held.number) profile->licences |= snapshot->licence_covers[at];
        else profile->licences_not |= UINT32_C(1) << at;
    }
    profile->licences_not &= ~profile->licences;
}

static void certificates_encode(Arena *arena, const Snapshot *snapshot, CandidateProfile *profile) {
    for (size_t i = 0; i < list_of(profile, LIST_CERTIFICATE)->count; i++) {
        Value certificate = cell_of(profile, LIST_CERTIFICATE, i, CERTIFICATE_certificate);
        Value held = cell_of(profile, LIST_CERTIFICATE, i, CERTIFICATE_held);
        Value until = cell_of(profile, LIST_CERTIFICATE, i, CERTIFICATE_valid_until);
        int at =
            certificate.known ? code_list_find(snapshot->certificate_list, certificate.text) : -1;
        if (at < 0 || at >= CERTIFICATES_MAX || !held.known) continue;
        if (held.number) profile->certificates |= UINT64_C(1) << at;
        else profile->certificates_not |= UINT64_C(1) << at;
        if (!until.known) continue;
        if (!profile->certificate_until) {
            profile->certificate_until = arena_many(arena, Day, CERTIFICATES_MAX);
            for (int k = 0; k < CERTIFICATES_MAX; k++) profile->certificate_until[k] = DAY_MAX;
        }
        profile->certificate_until[at] = value_day(until);
    }
}

static void conditions_encode(const Snapshot *snapshot, CandidateProfile *profile) {
    enum { FITS_NO, FITS_LIMITED };
    for (size_t i = 0; i < list_of(profile, LIST_CONDITION)->count; i++) {
        Value condition = cell_of(profile, LIST_CONDITION, i, CONDITION_condition);
        Value fits = cell_of(profile, LIST_CONDITION, i, CONDITION_fits);
        int at = condition.known ? code_list_find(snapshot->condition_list, condition.text) : -1;
        if (at < 0 || at >= CONDITIONS_MAX || !fits.known) continue;
        uint64_t bit = UINT64_C(1) << at;
        if (fits.number == FITS_NO) profile->conditions_not |= bit;
        else if (fits.number == FITS_LIMITED) profile->conditions_limited |= bit;
        else profile->conditions_fit |= bit;
    }
    for (size_t i = 0; i < list_of(profile, LIST_NEED)->count; i++) {
        Value need = cell_of(profile, LIST_NEED, i, NEED_need);
        Value needed = cell_of(profile, LIST_NEED, i, NEED_needed);
        if (need.known && needed.known && needed.number) {
            profile->needs |= (uint8_t)(1U << need.number);
        }
    }
}

/* --- target groups: the only reader of birth date and sex --- */

static void target_facts_encode(Arena *arena, const Snapshot *snapshot, CandidateProfile *profile) {
    profile->legal_fact = value_code(fact_of(profile, FACT_legal_fact));
    profile->income_source = value_code(fact_of(profile, FACT_income_source));
    profile->without_benefit = value_answer(fact_of(profile, FACT_without_benefit));
    profile->under_27 = value_answer(fact_of(profile, FACT_under_27));
    profile->birth_date = value_day(fact_of(profile, FACT_birth_date));
    profile->sex = value_code(fact_of(profile, FACT_sex));
    size_t count = list_of(profile, LIST_NOMINATION)->count;
    profile->nomination = arena_many(arena, Nomination, count);
    for (size_t i = 0; i < count; i++) {
        Value programme = cell_of(profile, LIST_NOMINATION, i, NOMINATION_programme);
        Value group = cell_of(profile, LIST_NOMINATION, i, NOMINATION_target_group);
        profile->nomination[profile->nomination_count++] =
            (Nomination){ programme.known ? str_copy(arena, programme.text) : STR_EMPTY,
                          group.known ? code_list_find(snapshot->target_list, group.text)
                                      : SLOT_NONE };
    }
}

/* --- wishes, experience, skills --- */

static void wishes_encode(Arena *arena, Snapshot *snapshot, CandidateProfile *profile) {
    size_t count = list_of(profile, LIST_WISH)->count;
    profile->wish = arena_many(arena, Wish, count);
    for (size_t i = 0; i < count; i++) {
        Value wish = cell_of(profile, LIST_WISH, i, WISH_wish);
        if (!wish.known) continue;
        Work work = work_encode(arena, snapshot,
                                (WorkValues){ cell_of(profile, LIST_WISH, i, WISH_isco),
                                              cell_of(profile, LIST_WISH, i, WISH_occupation),
                                              cell_of(profile, LIST_WISH, i, WISH_sector_sbi) });
        Wish made = { .work = work };
        made.kind = (typeof(made.kind))wish.number;
        profile->wish[profile->wish_count++] = made;
    }
}

static void experience_encode(Arena *arena, Snapshot *snapshot, CandidateProfile *profile) {
    size_t count = list_of(profile, LIST_EXPERIENCE)->count;
    profile->experience = arena_many(arena, Experience, count);
    for (size_t i = 0; i < count; i++) {
        profile->experience[profile->experience_count++] = (Experience){
            .work = work_encode(
                arena, snapshot,
                (WorkValues){ cell_of(profile, LIST_EXPERIENCE, i, EXPERIENCE_isco),
                              cell_of(profile, LIST_EXPERIENCE, i, EXPERIENCE_occupation),
                              VALUE_UNKNOWN }),
            .months = value_number_or(cell_of(profile, LIST_EXPERIENCE, i, EXPERIENCE_months),
                                      NUMBER_UNKNOWN)
        };
    }
}

/* Two ways of saying one skill have it once. */
static void skill_add(CandidateProfile *profile, int32_t slot) {
    int32_t at = profile->skill_count;
    if (candidate_has_skill(profile, slot)) return;
    for (; at && profile->skill[at - 1] > slot; at--) profile->skill[at] = profile->skill[at - 1];
    profile->skill[at] = slot;
    profile->skill_count++;
}

static void skills_encode(Arena *arena, const Snapshot *snapshot, CandidateProfile *profile) {
    size_t rows = list_of(profile, LIST_SKILLS)->count;
    profile->skill = arena_many(arena, int32_t, rows);
    for (size_t i = 0; i < rows; i++) {
        Value skill = cell_of(profile, LIST_SKILLS, i, SKILLS_skill);
        if (!skill.known) continue;
        profile->skills_known = true;
        ArenaMark mark = arena_mark(arena);
        Str key = vocabulary_key(arena, snapshot->vocabulary, CONCEPT_SKILL, skill.text);
        int slot = slots_find(&snapshot->skills, key);
        arena_rewind(arena, mark);
        if (slot != SLOT_NONE) skill_add(profile, slot);
    }
    Value guidance = fact_of(profile, FACT_guidance_wish);
    int at = guidance.known ? code_list_find(snapshot->guidance_list, guidance.text) : -1;
    profile->guidance_wish = at < 0 ? NUMBER_UNKNOWN : snapshot->guidance_rank[at];
}

void candidate_encode(Arena *arena, Snapshot *snapshot, const CandidateRecord *record,
                      CandidateProfile *ret_profile) {
    CandidateProfile profile = { .record = record, .number = record->number };
    languages_encode(arena, snapshot, &profile);
    travel_encode(arena, snapshot, &profile);
    availability_encode(arena, snapshot, &profile);
    education_encode(snapshot, &profile);
    licences_encode(snapshot, &profile);
    certificates_encode(arena, snapshot, &profile);
    conditions_encode(snapshot, &profile);
    target_facts_encode(arena, snapshot, &profile);
    wishes_encode(arena, snapshot, &profile);
    experience_encode(arena, snapshot, &profile);
    skills_encode(arena, snapshot, &profile);
    *ret_profile = profile;
}
