#include "matching/encode/profile.h"

enum { MORNING_FROM = 12, DAY_FROM = 20, EVENING_FROM = 32, NIGHT_FROM = 44 }; /* half hours */

static Value field_of(const OpeningRecord *record, int field) {
    return record->field[field];
}

static Value cell_of(const OpeningRecord *record, OpeningList list, size_t row, int field) {
    return record_value(&opening_list_type[list], &record->list[list], row, field);
}

/* --- language --- */

static void demands_encode(Arena *arena, Snapshot *snapshot, OpeningProfile *profile) {
    const OpeningRecord *record = profile->record;
    size_t count = record->list[OPENING_LIST_DEMAND].count;
    profile->language = arena_many(arena, LanguageDemand, count);
    for (size_t i = 0; i < count; i++) {
        Value language = cell_of(record, OPENING_LIST_DEMAND, i, DEMAND_language);
        Value skill = cell_of(record, OPENING_LIST_DEMAND, i, DEMAND_skill);
        if (!language.known || !skill.known) continue;
        Value purpose = cell_of(record, OPENING_LIST_DEMAND, i, DEMAND_purpose);
        bool safety = purpose.known && purpose.number == 1;
        int listed = code_list_find(snapshot->language_list, language.text);
        LanguageDemand demand = {
            .slot = (int16_t)slots_add(arena, &snapshot->languages, language.text),
            .skill = (int8_t)skill.number,
            .level = value_code(cell_of(record, OPENING_LIST_DEMAND, i, DEMAND_level)),
            .level_supported = NUMBER_UNKNOWN,
            .safety = safety,
            .latin_script = listed >= 0 && snapshot->language_latin[listed]
        };
        Value supported = cell_of(record, OPENING_LIST_DEMAND, i, DEMAND_level_with_support);
        if (!safety) demand.level_supported = value_code(supported);
        profile->language[profile->demand_count[CRITERION_language]++] = demand;
    }
}

/* --- times --- */

int week_row_read(Value weekday, Value from_time, Value until_time, WeekRow row, WeekRow *ret_row) {
    if (!weekday.known || !from_time.known || !until_time.known) return 0;
    row.weekday = (int)weekday.number - 1;
    row.from_time = (int)from_time.number;
    row.until_time = (int)until_time.number;
    if (row.weekday < 0 || row.weekday >= WEEKDAYS || row.from_time == row.until_time) return 0;
    if (row.from_time < row.until_time) {
        ret_row[0] = row;
        return 1;
    }
    ret_row[0] = row;
    ret_row[0].until_time = HALF_HOURS;
    ret_row[1] = row;
    ret_row[1].from_time = 0;
    ret_row[1].weekday = (row.weekday + 1) % WEEKDAYS;
    return row.until_time ? 2 : 1;
}

/* A block of a component without dates of its own lies in the phases of that component, one after
 * the other from the start, as far as their lengths are known. */
static void block_window(const OpeningProfile *profile, Value component, WeekRow *row) {
    const OpeningRecord *record = profile->record;
    Day from = profile->start_on;
    bool found = false;
    if (profile->start_count > 1) return; /* another window for each start */
    if (!component.known || from == DAY_UNKNOWN || profile->start_flexible == ANSWER_YES) return;
    for (size_t i = 0; i < record->list[OPENING_LIST_PHASE].count; i++) {
        Value weeks = cell_of(record, OPENING_LIST_PHASE, i, PHASE_weeks);
        Value phase = cell_of(record, OPENING_LIST_PHASE, i, PHASE_component);
        if (phase.known && phase.number == component.number) {
            if (!found) row->from = from;
            row->until = weeks.known ? from + (Day)weeks.number * 7 - 1 : DAY_MAX;
            found = true;
        }
        if (!weeks.known) return;
        from += (Day)weeks.number * 7;
    }
}

typedef struct Hours {
    int earliest, latest; /* half hours; -1 without blocks */
} Hours;

static Hours blocks_encode(Arena *arena, OpeningProfile *profile) {
    const OpeningRecord *record = profile->record;
    size_t count = record->list[OPENING_LIST_BLOCK].count, rows = 0;
    WeekRow *row = arena_many(arena, WeekRow, count * 2);
    Hours hours = { NUMBER_UNKNOWN, NUMBER_UNKNOWN };
    for (size_t i = 0; i < count; i++) {
        Value from = cell_of(record, OPENING_LIST_BLOCK, i, BLOCK_from_time);
        Value until = cell_of(record, OPENING_LIST_BLOCK, i, BLOCK_until_time);
        WeekRow block = {
            .parity =
                (int)value_number_or(cell_of(record, OPENING_LIST_BLOCK, i, BLOCK_week_parity), 0),
            .from = value_day(cell_of(record, OPENING_LIST_BLOCK, i, BLOCK_valid_from)),
            .until = value_day(cell_of(record, OPENING_LIST_BLOCK, i, BLOCK_valid_until))
        };
        bool dated = block.from != DAY_UNKNOWN || block.until != DAY_UNKNOWN;
        if (block.from == DAY_UNKNOWN) block.from = DAY_MIN;
        if (block.until == DAY_UNKNOWN) block.until = DAY_MAX;
        if (!dated) {
            block_window(profile, cell_of(record, OPENING_LIST_BLOCK, i, BLOCK_component), &block);
        }
        int made = week_row_read(cell_of(record, OPENING_LIST_BLOCK, i, BLOCK_weekday), from, until,
                                 block, &row[rows]);
        rows += (size_t)made;
        if (!made) continue;
        int end = made == 2 ? HALF_HOURS : (int)until.number;
        if (hours.earliest < 0 || (int)from.number < hours.earliest)
            hours.earliest = (int)from.number;
        if (end > hours.latest) hours.latest = end;
    }
    profile->need = week_needs(arena, row, rows);
    return hours;
}

/* --- travel --- */

static DayPart part_of_day(int half_hour) {
    if (half_hour < 0) return DAYPART_ANY;
    if (half_hour < MORNING_FROM || half_hour >= NIGHT_FROM) return DAYPART_NIGHT;
    if (half_hour < DAY_FROM) return DAYPART_MORNING;
    return half_hour < EVENING_FROM ? DAYPART_DAY : DAYPART_EVENING;
}

static void stop_add(Arena *arena, Snapshot *snapshot, OpeningProfile *profile, int16_t place,
                     DayPart part) {
    if (place == SLOT_NONE) return;
    int32_t stop = snapshot_stop(arena, snapshot, place, part);
    for (int i = 0; i < profile->stop_count; i++) {
        if (profile->stop[i] == stop) return;
    }
    profile->stop[profile->stop_count++] = stop;
}

static void stops_encode(Arena *arena, Snapshot *snapshot, OpeningProfile *profile, Hours hours) {
    const OpeningRecord *record = profile->record;
    size_t phases = record->list[OPENING_LIST_PHASE].count;
    DayPart part = part_of_day(hours.earliest);
    profile->stop = arena_many(arena, int32_t, phases * 2 + 1);
    int16_t place = snapshot_place(arena, snapshot, field_of(record, OPENING_postcode),
                                   field_of(record, OPENING_municipality));
    stop_add(arena, snapshot, profile, place, part);
    for (size_t i = 0; i < phases; i++) {
        Value workplace = cell_of(record, OPENING_LIST_PHASE, i, PHASE_workplace_postcode);
        Value lesson = cell_of(record, OPENING_LIST_PHASE, i, PHASE_lesson_postcode);
        place = snapshot_place(arena, snapshot, workplace, VALUE_UNKNOWN);
        stop_add(arena, snapshot, profile, place, part);
        place = snapshot_place(arena, snapshot, lesson, VALUE_UNKNOWN);
        stop_add(arena, snapshot, profile, place, part);
    }
    profile->stop_missing = profile->stop_count == 0;
    int32_t first =
        value_number_or(field_of(record, OPENING_public_transport_from), NUMBER_UNKNOWN);
    int32_t last =
        value_number_or(field_of(record, OPENING_public_transport_until), NUMBER_UNKNOWN);
    bool too_early = first >= 0 && hours.earliest >= 0 && hours.earliest < first;
    bool too_late = last >= 0 && hours.latest >= 0 && hours.latest > last;
    profile->public_transport = !too_early && !too_late;
    profile->shuttle = value_answer(field_of(record, OPENING_shuttle)) == ANSWER_YES;
}

static void modes_encode(Arena *arena, OpeningProfile *profile) {
    const OpeningRecord *record = profile->record;
    size_t count = record->list[OPENING_LIST_OPENING_MODE].count;
    profile->mode = arena_many(arena, uint8_t, count * 2);
    for (size_t i = 0; i < count; i++) {
        Value mode = cell_of(record, OPENING_LIST_OPENING_MODE, i, OPENING_MODE_mode);
        Value to_work = cell_of(record, OPENING_LIST_OPENING_MODE, i, OPENING_MODE_to_work);
        Value at_work = cell_of(record, OPENING_LIST_OPENING_MODE, i, OPENING_MODE_at_work);
        if (!mode.known || mode.number >= MODE_COUNT) continue; /* "other" cannot be compared */
        uint8_t code = (uint8_t)mode.number;
        if (to_work.known && to_work.number) profile->mode[profile->mode_count++] = code;
        if (at_work.known && at_work.number) {
            profile->mode[profile->mode_count++] = code | MODE_AT_WORK;
        }
    }
    profile->demand_count[CRITERION_travel] = 1 + profile->mode_count;
}

/* --- papers, conditions, target groups --- */

typedef struct Listed {
    const CodeList *list;
    OpeningList rows;
    Criterion criterion;
    int maximum;
} Listed;

static uint8_t *listed_encode(Arena *arena, OpeningProfile *profile, Listed listed) {
    size_t count = profile->record->list[listed.rows].count;
    uint8_t *position = arena_many(arena, uint8_t, count);
    for (size_t i = 0; i < count; i++) {
        Value code = cell_of(profile->record, listed.rows, i, 0);
        int at = code.known ? code_list_find(listed.list, code.text) : -1;
        if (at < 0 || at >= listed.maximum) continue;
        position[profile->demand_count[listed.criterion]++] = (uint8_t)at;
    }
    return position;
}

static void papers_encode(Arena *arena, const Snapshot *snapshot, OpeningProfile *profile) {
    const OpeningRecord *record = profile->record;
    profile->licence = listed_encode(arena, profile,
                                     (Listed){ snapshot->licence_list, OPENING_LIST_OPENING_LICENCE,
                                               CRITERION_licence, LICENCES_MAX });
    profile->certificate =
        listed_encode(arena, profile,
                      (Listed){ snapshot->certificate_list, OPENING_LIST_OPENING_CERTIFICATE,
                                CRITERION_certificate, CERTIFICATES_MAX });
    profile->condition =
        listed_encode(arena, profile,
                      (Listed){ snapshot->condition_list, OPENING_LIST_OPENING_CONDITION,
                                CRITERION_conditions, CONDITIONS_MAX });
    Value level = field_of(record, OPENING_education_level);
    int at = level.known ? code_list_find(snapshot->education_list, level.text) : -1;
    profile->education_rank = at < 0 ? NUMBER_UNKNOWN : snapshot->education_rank[at];
    profile->education_level = at < 0 ? STR_EMPTY : snapshot->education_list->code[at];
    profile->work_level = value_number_or(field_of(record, OPENING_work_level), NUMBER_UNKNOWN);
    profile->demand_count[CRITERION_education] =
        (profile->education_rank >= 0) + (profile->work_level >= 0);
}

static void targets_encode(Arena *arena, const Snapshot *snapshot, OpeningProfile *profile) {
    const OpeningRecord *record = profile->record;
    size_t count = record->list[OPENING_LIST_TARGET].count;
    profile->target = arena_many(arena, TargetDemand, count);
    for (size_t i = 0; i < count; i++) {
        Value group = cell_of(record, OPENING_LIST_TARGET, i, TARGET_target_group);
        Value ground = cell_of(record, OPENING_LIST_TARGET, i, TARGET_legal_ground);
        int at = group.known ? code_list_find(snapshot->target_list, group.text) : SLOT_NONE;
        profile->target[profile->target_count++] = (TargetDemand){
            .target_group = at,
            .age_min = value_number_or(cell_of(record, OPENING_LIST_TARGET, i, TARGET_age_min),
                                       NUMBER_UNKNOWN),
            .age_max = value_number_or(cell_of(record, OPENING_LIST_TARGET, i, TARGET_age_max),
                                       NUMBER_UNKNOWN),
            .sex = value_code(cell_of(record, OPENING_LIST_TARGET, i, TARGET_sex)),
            .legal_ground =
                (ground.known && ground.text.len) || (at >= 0 && snapshot->target_ground[at])
        };
    }
    profile->demand_count[CRITERION_target_group] = profile->target_count > 0;
    Value programme = field_of(record, OPENING_programme);
    profile->programme = programme.known ? str_copy(arena, programme.text) : STR_EMPTY;
}

/* --- what the score reads --- */

/* Two ways of saying one skill ask it once. */
static bool asks_skill(const OpeningProfile *profile, int slot) {
    for (int i = 0; i < profile->skill_count; i++) {
        if (profile->skill[i] == slot) return true;
    }
    return false;
}

static void skills_encode(Arena *arena, Snapshot *snapshot, OpeningProfile *profile) {
    const OpeningRecord *record = profile->record;
    size_t count = record->list[OPENING_LIST_OPENING_SKILL].count;
    profile->skill = arena_many(arena, int32_t, count);
    for (size_t i = 0; i < count; i++) {
        Value skill = cell_of(record, OPENING_LIST_OPENING_SKILL, i, OPENING_SKILL_skill);
        if (!skill.known) continue;
        Str key = vocabulary_key(arena, snapshot->vocabulary, CONCEPT_SKILL, skill.text);
        int slot = slots_add(arena, &snapshot->skills, key);
        if (!asks_skill(profile, slot)) profile->skill[profile->skill_count++] = slot;
    }
}

static int32_t outcome_level(const Snapshot *snapshot, Value crebo) {
    char digits[24];
    if (!crebo.known) return NUMBER_UNKNOWN;
    int length = snprintf(digits, sizeof digits, "%lld", (long long)crebo.number);
    int slot = slots_find(&snapshot->crebos, (Str){ digits, (size_t)length });
    return slot == SLOT_NONE ? NUMBER_UNKNOWN : snapshot->crebo_level[slot];
}

static void work_fields_encode(Arena *arena, Snapshot *snapshot, OpeningProfile *profile) {
    const OpeningRecord *record = profile->record;
    Value occupation = field_of(record, OPENING_occupation);
    if (occupation.known) {
        slots_add(arena, &snapshot->occupations,
                  vocabulary_key(arena, snapshot->vocabulary, CONCEPT_OCCUPATION, occupation.text));
    }
    WorkValues work = { field_of(record, OPENING_isco), occupation,
                        field_of(record, OPENING_sector_sbi) };
    profile->work = work_encode(arena, snapshot, work);
    profile->experience_months =
        value_number_or(field_of(record, OPENING_experience_months), NUMBER_UNKNOWN);
    Value guidance = field_of(record, OPENING_guidance_offered);
    int at = guidance.known ? code_list_find(snapshot->guidance_list, guidance.text) : -1;
    profile->guidance_offered = at < 0 ? NUMBER_UNKNOWN : snapshot->guidance_rank[at];
    profile->outcome = value_code(field_of(record, OPENING_outcome));
    profile->outcome_level = outcome_level(snapshot, field_of(record, OPENING_crebo));
}

/* --- dates and hours --- */

static Value class_field_of(const OpeningProfile *profile, int field) {
    return profile->class_record ? profile->class_record->field[field] : VALUE_UNKNOWN;
}

static int32_t length_in_days(const OpeningRecord *record) {
    Value weeks = field_of(record, OPENING_duration_weeks);
    if (weeks.known && weeks.number > 0) return (int32_t)weeks.number * 7;
    Value months = field_of(record, OPENING_contract_months);
    if (months.known && months.number > 0) return (int32_t)(months.number * 365 / 12);
    return NUMBER_UNKNOWN;
}

static int start_order(const void *a, const void *b) {
    const FixedStart *left = a, *right = b;
    if (left->on != right->on) return left->on < right->on ? -1 : 1;
    return (left->enrol_by > right->enrol_by) - (left->enrol_by < right->enrol_by);
}

/* The list of starts, with the one of the opening or its class among them. */
static void starts_encode(Arena *arena, OpeningProfile *profile) {
    size_t listed = profile->record->list[OPENING_LIST_START].count;
    if (!listed) return;
    FixedStart *start = arena_many(arena, FixedStart, listed + 1);
    int count = 0;
    for (size_t i = 0; i < listed; i++) {
        Day on = value_day(cell_of(profile->record, OPENING_LIST_START, i, START_start_on));
        Day by = value_day(cell_of(profile->record, OPENING_LIST_START, i, START_enrol_by));
        if (on != DAY_UNKNOWN) start[count++] = (FixedStart){ on, by };
    }
    bool known = profile->start_on == DAY_UNKNOWN;
    for (int i = 0; i < count; i++) known = known || start[i].on == profile->start_on;
    if (!known) start[count++] = (FixedStart){ profile->start_on, profile->enrol_by };
    if (!count) return;
    qsort(start, (size_t)count, sizeof *start, start_order);
    profile->start = start;
    profile->start_count = count;
    if (profile->start_on != DAY_UNKNOWN) return;
    profile->start_on = start[0].on;
    profile->enrol_by = start[0].enrol_by;
}

static void dates_encode(Arena *arena, OpeningProfile *profile) {
    const OpeningRecord *record = profile->record;
    profile->start_on = value_day(field_of(record, OPENING_start_on));
    if (profile->start_on == DAY_UNKNOWN) {
        profile->start_on = value_day(class_field_of(profile, CLASS_start_on));
    }
    profile->enrol_by = value_day(field_of(record, OPENING_enrol_by));
    if (profile->enrol_by == DAY_UNKNOWN) {
        profile->enrol_by = value_day(class_field_of(profile, CLASS_enrol_by));
    }
    starts_encode(arena, profile);
    profile->until_on = value_day(field_of(record, OPENING_until_on));
    profile->length_days = length_in_days(record);
    profile->start_flexible = value_answer(field_of(record, OPENING_start_flexible));
    bool conduct = value_answer(field_of(record, OPENING_conduct_certificate)) == ANSWER_YES;
    profile->conduct_weeks =
        conduct ? value_number_or(field_of(record, OPENING_conduct_weeks), NUMBER_UNKNOWN)
                : NUMBER_UNKNOWN;
    profile->hours_min = value_number_or(field_of(record, OPENING_hours_min), NUMBER_UNKNOWN);
    profile->hours_max = value_number_or(field_of(record, OPENING_hours_max), NUMBER_UNKNOWN);
    if (profile->hours_max >= 0 && profile->hours_min > profile->hours_max) {
        profile->hours_min = profile->hours_max = NUMBER_UNKNOWN; /* cannot be: nothing is known */
    }
    profile->irregular_hours = value_answer(field_of(record, OPENING_irregular_hours));
    profile->office_hours = value_answer(field_of(record, OPENING_office_hours));
    profile->work_permit_possible = value_answer(field_of(record, OPENING_work_permit_possible));
}

void opening_encode(Arena *arena, Snapshot *snapshot, const OpeningRecord *record,
                    OpeningProfile *ret_profile) {
    OpeningProfile profile = { .record = record, .number = record->number };
    Value class_id = field_of(record, OPENING_class);
    int slot = class_id.known ? slots_find(&snapshot->class_ids, class_id.text) : SLOT_NONE;
    if (slot != SLOT_NONE) profile.class_record = &snapshot->classes.record[slot];
    dates_encode(arena, &profile);
    demands_encode(arena, snapshot, &profile);
    Hours hours = blocks_encode(arena, &profile);
    stops_encode(arena, snapshot, &profile, hours);
    modes_encode(arena, &profile);
    papers_encode(arena, snapshot, &profile);
    targets_encode(arena, snapshot, &profile);
    skills_encode(arena, snapshot, &profile);
    work_fields_encode(arena, snapshot, &profile);
    static const Criterion always[] = { CRITERION_timetable, CRITERION_hours, CRITERION_start,
                                        CRITERION_right_to_work, CRITERION_excluded_occupation };
    for (size_t i = 0; i < sizeof always / sizeof *always; i++) profile.demand_count[always[i]] = 1;
    *ret_profile = profile;
}
