/* matching_records.h: people and openings for the suites of matching: by hand, and at random. */
#ifndef OPSTAP_TEST_MATCHING_RECORDS_H
#define OPSTAP_TEST_MATCHING_RECORDS_H

#include "matching/matching.h"
#include "test.h"

#define NUMBER(value) ((Value){ .known = true, .number = (value) })
#define TEXT(value) ((Value){ .known = true, .text = S(value) })
#define TEXT_OF(str) ((Value){ .known = true, .text = (str) })
#define UNKNOWN VALUE_UNKNOWN

/* Adds a row: field values in order. person_add(arena, &person, LIST_LICENCE, TEXT("B"),
 * NUMBER(1)). */
#define person_add(arena, record, list, ...)                                                       \
    candidate_list_add((arena), (record), (list), (Value[RECORD_FIELDS_MAX]){ __VA_ARGS__ },       \
                       (Provenance){ .source = S("test"), .confirmed = 20000 })
#define opening_add(arena, record, which, ...)                                                     \
    record_add((arena), &opening_list_type[which], &(record)->list[which],                         \
               (Value[RECORD_FIELDS_MAX]){ __VA_ARGS__ },                                          \
               (Provenance){ .confirmed = DAY_UNKNOWN })

enum { TODAY = 20500 }; /* 2026-02-16, a Monday */

static inline Rules *test_rules(Arena *arena) {
    Rules *rules = NULL;
    Phrase why = PHRASE(WORD_none);
    if (rules_load(arena, STR_EMPTY, &rules, &why) != OK) {
        fail_msg("the weights are refused: %.*s", STR_ARGS(phrase_text(arena, TONGUE_EN, why)));
    }
    return rules;
}

/* People and openings, and the snapshot of them. */
typedef struct World {
    Arena *arena;
    CandidateRows candidates;
    OpeningRows openings;
    ClassRows classes;
    Map *map;
    Rules *rules;
    Snapshot *snapshot;
} World;

static inline Snapshot *world_snapshot(World *world) {
    if (!world->map) world->map = map_builtin(world->arena);
    if (!world->rules) world->rules = test_rules(world->arena);
    world->snapshot = snapshot_make(world->arena, &world->candidates, &world->openings,
                                    &world->classes, world->map, world->rules, TODAY);
    return world->snapshot;
}

static inline World world_of(Arena *arena, CandidateRecord *person, OpeningRecord *opening) {
    World world = { .arena = arena, .candidates = { person, 1 }, .openings = { opening, 1 } };
    world_snapshot(&world);
    return world;
}

static inline Verdict verdict_on(World *world, Criterion criterion) {
    Verdict verdict[CRITERION_COUNT];
    world_snapshot(world);
    match_verdicts(world->snapshot, 0, 0, verdict);
    return verdict[criterion];
}

/* Somebody who can do anything, and a place that asks nothing: tests change one thing at a time. */
static inline CandidateRecord person_free(void) {
    CandidateRecord person = { .number = 1, .id = S("k1") };
    person.fact[FACT_postcode] = TEXT("3511");
    person.fact[FACT_travel_minutes_max] = NUMBER(60);
    person.fact[FACT_can_cycle] = NUMBER(1);
    person.fact[FACT_hours_min] = NUMBER(8);
    person.fact[FACT_hours_max] = NUMBER(40);
    person.fact[FACT_available_from] = NUMBER(TODAY - 10);
    person.fact[FACT_right_to_work] = NUMBER(0);
    person.fact[FACT_childcare] = NUMBER(0);
    return person;
}

static inline OpeningRecord opening_open(void) {
    OpeningRecord opening = { .number = 1, .id = S("o1") };
    opening.field[OPENING_postcode] = TEXT("3512");
    opening.field[OPENING_start_on] = NUMBER(TODAY + 28);
    opening.field[OPENING_duration_weeks] = NUMBER(20);
    opening.field[OPENING_hours_min] = NUMBER(16);
    opening.field[OPENING_hours_max] = NUMBER(24);
    return opening;
}

/* The explanation of the one pair of a world, and an entry of it by name. */
static inline Explanation world_explain(World *world) {
    world_snapshot(world);
    return match_explain(world->arena, world->snapshot, 0, 0);
}

static inline const Entry *entry_named(Arena *arena, const Explanation *explanation,
                                       const char *name) {
    for (size_t i = 0; i < explanation->entry_count; i++) {
        const Entry *entry = &explanation->entry[i];
        if (str_equal(entry_name(arena, entry), str_from(name))) return entry;
    }
    fail_msg("no entry %s", name);
    return &explanation->entry[0];
}

static inline void assert_said(Arena *arena, Phrase phrase, const char *expected) {
    assert_str(phrase_text(arena, TONGUE_EN, phrase), expected);
}

/* --- at random: splitmix64 (Steele, Lea, Flood 2014), the seed printed by the suite --- */

typedef struct Dice {
    uint64_t state;
} Dice;

static inline uint64_t dice_next(Dice *dice) {
    uint64_t z = dice->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static inline int64_t dice_between(Dice *dice, int64_t low, int64_t high) {
    return low + (int64_t)(dice_next(dice) % (uint64_t)(high - low + 1));
}

static inline bool dice_chance(Dice *dice, int percent) {
    return dice_between(dice, 0, 99) < percent;
}

static inline uint64_t dice_seed(void) {
    const char *given = getenv("OPSTAP_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : 20260216;
    print_message("# seed %llu\n", (unsigned long long)seed);
    return seed;
}

/* A value that this field may have, mostly; short lists so that people and openings meet. */
static inline Value dice_value(Arena *arena, Dice *dice, const FieldInfo *field) {
    static const char *const languages[] = { "nld", "nld", "nld", "eng", "ara" };
    static const char *const postcodes[] = { "3511", "3401", "3402", "1393", "3581AB", "9999" };
    static const char *const iscos[] = {
        "7223", "7212", "9111", "9112", "5322", "72", "5", "4120"
    };
    static const char *const skills[] = { "skill.clean_rooms", "skill.bake_bread",
                                          "skill.cook_meal", "skill.assemble_parts" };
    static const char *const texts[] = { "https://example.org/a", "https://example.org/b", "a",
                                         "b" };
#define DICE_PICK(list)                                                                            \
    str_from((list)[dice_between(dice, 0, (int64_t)(sizeof(list) / sizeof *(list)) - 1)])
    switch (field->kind) {
    case FIELD_TEXT:
        return TEXT_OF(str_equal(str_from(field->name), S("skill")) ? DICE_PICK(skills)
                                                                    : DICE_PICK(texts));
    case FIELD_ID: return TEXT_OF(DICE_PICK(texts));
    case FIELD_NUMBER: {
        int64_t most = field->maximum > 60 && !str_equal(str_from(field->name), S("crebo"))
                           ? (field->minimum > 60 ? field->maximum : 60)
                           : field->maximum;
        if (str_equal(str_from(field->name), S("crebo"))) return NUMBER(25180);
        return NUMBER(dice_between(dice, field->minimum, most));
    }
    case FIELD_DAY: return NUMBER(TODAY + dice_between(dice, -60, 300));
    case FIELD_YES: return NUMBER(dice_between(dice, 0, 1));
    case FIELD_CODE: {
        int count = 0;
        while (codes_at(field->codes, count).len) count++;
        return NUMBER(dice_between(dice, 0, count - 1));
    }
    case FIELD_LEVEL: return NUMBER(dice_between(dice, LEVEL_A0, LEVEL_B2));
    case FIELD_TIME: return NUMBER(dice_between(dice, 14, 40));
    case FIELD_LISTED: {
        if (str_equal(str_from(field->codes), S("languages"))) return TEXT_OF(DICE_PICK(languages));
        const CodeList *list = code_list(str_from(field->codes));
        int64_t last = (int64_t)list->count - 1;
        if (str_equal(str_from(field->codes), S("municipalities"))) last = 3;
        if (last > 12) last = 12;
        return TEXT_OF(list->code[dice_between(dice, 0, last)]);
    }
    case FIELD_POSTCODE: return TEXT_OF(DICE_PICK(postcodes));
    case FIELD_ISCO: return TEXT_OF(DICE_PICK(iscos));
    }
    (void)arena;
    return UNKNOWN;
}

static inline void dice_list(Arena *arena, Dice *dice, const RecordType *type, RecordList *list,
                             int most) {
    int64_t rows = dice_between(dice, 0, most);
    for (int64_t i = 0; i < rows; i++) {
        Value value[RECORD_FIELDS_MAX] = { 0 };
        for (int k = 0; k < type->field_count; k++) {
            bool key = k < type->key_count;
            if (key || dice_chance(dice, 75)) value[k] = dice_value(arena, dice, &type->field[k]);
        }
        record_put(arena, type, list, value,
                   (Provenance){ .source = S("test"), .confirmed = TODAY });
    }
}

static inline CandidateRecord dice_person(Arena *arena, Dice *dice, int number) {
    CandidateRecord person = { .number = number, .id = str_printf(arena, "k%d", number) };
    for (int i = 0; i < FACT_COUNT; i++) {
        if (dice_chance(dice, 70)) person.fact[i] = dice_value(arena, dice, &fact_info[i].field);
    }
    /* not everybody is kept out by what cannot be changed */
    if (dice_chance(dice, 80)) person.fact[FACT_right_to_work] = NUMBER(0);
    if (dice_chance(dice, 70)) person.fact[FACT_right_to_work_from] = UNKNOWN;
    if (dice_chance(dice, 70)) person.fact[FACT_right_to_work_until] = UNKNOWN;
    if (dice_chance(dice, 70)) person.fact[FACT_available_until] = UNKNOWN;
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        dice_list(arena, dice, &candidate_list_type[i], &person.list[i],
                  i == LIST_LANGUAGE ? 8 : 4);
    }
    return person;
}

static inline OpeningRecord dice_opening(Arena *arena, Dice *dice, int number) {
    OpeningRecord opening = { .number = number, .id = str_printf(arena, "o%d", number) };
    for (int i = 0; i < OPENING_FIELD_COUNT; i++) {
        if (dice_chance(dice, 50)) opening.field[i] = dice_value(arena, dice, &opening_field[i]);
    }
    opening.field[OPENING_enrol_by] = UNKNOWN;
    for (int i = 0; i < OPENING_LIST_COUNT; i++) {
        bool hard = i != OPENING_LIST_KIND && i != OPENING_LIST_OPENING_SKILL;
        if (hard && dice_chance(dice, 50)) continue;
        dice_list(arena, dice, &opening_list_type[i], &opening.list[i], hard ? 2 : 4);
    }
    return opening;
}

static inline World dice_world(Arena *arena, Dice *dice, int people, int openings) {
    World world = { .arena = arena };
    world.candidates.record = arena_many(arena, CandidateRecord, (size_t)people);
    world.candidates.count = (size_t)people;
    world.openings.record = arena_many(arena, OpeningRecord, (size_t)openings);
    world.openings.count = (size_t)openings;
    for (int i = 0; i < people; i++) world.candidates.record[i] = dice_person(arena, dice, i + 1);
    for (int i = 0; i < openings; i++) world.openings.record[i] = dice_opening(arena, dice, i + 1);
    world_snapshot(&world);
    return world;
}

/* --- changing records --- */

static inline RecordList list_copy(Arena *arena, const RecordType *type, const RecordList *list) {
    RecordList copy = { 0 };
    for (size_t row = 0; row < list->count; row++) {
        record_add(arena, type, &copy, &list->value[row * (size_t)type->field_count],
                   list->from[row]);
    }
    return copy;
}

static inline CandidateRecord person_copy(Arena *arena, const CandidateRecord *person) {
    CandidateRecord copy = *person;
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        copy.list[i] = list_copy(arena, &candidate_list_type[i], &person->list[i]);
    }
    return copy;
}

static inline OpeningRecord opening_copy(Arena *arena, const OpeningRecord *opening) {
    OpeningRecord copy = *opening;
    for (int i = 0; i < OPENING_LIST_COUNT; i++) {
        copy.list[i] = list_copy(arena, &opening_list_type[i], &opening->list[i]);
    }
    return copy;
}

/* The rows of a list without those whose first field is this code. */
static inline void rows_drop(Arena *arena, const RecordType *type, RecordList *list, Str code) {
    RecordList kept = { 0 };
    for (size_t row = 0; row < list->count; row++) {
        const Value *value = &list->value[row * (size_t)type->field_count];
        bool coded = type->field[0].kind == FIELD_CODE;
        Str text = coded ? codes_at(type->field[0].codes, value->number) : value->text;
        if (!str_equal(text, code)) record_add(arena, type, &kept, value, list->from[row]);
    }
    *list = kept;
}

static inline void demand_drop(Arena *arena, OpeningRecord *opening, Str demand) {
    RecordList *list = &opening->list[OPENING_LIST_DEMAND], kept = { 0 };
    const RecordType *type = &opening_list_type[OPENING_LIST_DEMAND];
    for (size_t row = 0; row < list->count; row++) {
        const Value *value = &list->value[row * (size_t)type->field_count];
        bool safety = value[DEMAND_purpose].known && value[DEMAND_purpose].number == 1;
        Str name = str_printf(arena, "%.*s.%.*s%s", STR_ARGS(value[DEMAND_language].text),
                              STR_ARGS(codes_at(SKILL_CODES, value[DEMAND_skill].number)),
                              safety ? ".safety" : "");
        if (!str_equal(name, demand)) record_add(arena, type, &kept, value, list->from[row]);
    }
    *list = kept;
}

static inline void travel_drop(Arena *arena, OpeningRecord *opening, Str demand) {
    if (demand.len) {
        Str rest = demand, mode;
        str_cut(&rest, '.', &mode);
        rows_drop(arena, &opening_list_type[OPENING_LIST_OPENING_MODE],
                  &opening->list[OPENING_LIST_OPENING_MODE], mode);
        return;
    }
    opening->field[OPENING_postcode] = opening->field[OPENING_municipality] = UNKNOWN;
    opening->list[OPENING_LIST_PHASE] = (RecordList){ 0 };
}

static inline void start_drop(CandidateRecord *person, OpeningRecord *opening) {
    opening->field[OPENING_start_on] = opening->field[OPENING_until_on] = UNKNOWN;
    opening->list[OPENING_LIST_START].count = 0;
    opening->field[OPENING_enrol_by] = opening->field[OPENING_class] = UNKNOWN;
    opening->field[OPENING_conduct_certificate] = UNKNOWN;
    person->fact[FACT_available_until] = UNKNOWN;
}

/* Takes the demand that an entry names away: from the opening; where the opening asks nothing of
 * its own (right to work, the last day of a person), the fact of the person. */
static inline void entry_drop(Arena *arena, CandidateRecord *person, OpeningRecord *opening,
                              const Entry *entry) {
    RecordList *list = opening->list;
    const RecordType *type = opening_list_type;
    switch (entry->criterion) {
    case CRITERION_language: demand_drop(arena, opening, entry->demand); break;
    case CRITERION_travel: travel_drop(arena, opening, entry->demand); break;
    case CRITERION_timetable:
        list[OPENING_LIST_BLOCK] = (RecordList){ 0 };
        opening->field[OPENING_irregular_hours] = opening->field[OPENING_office_hours] = UNKNOWN;
        break;
    case CRITERION_hours:
        opening->field[OPENING_hours_min] = opening->field[OPENING_hours_max] = UNKNOWN;
        break;
    case CRITERION_start: start_drop(person, opening); break;
    case CRITERION_right_to_work: person->fact[FACT_right_to_work] = UNKNOWN; break;
    case CRITERION_education:
        opening->field[entry->demand.len ? OPENING_work_level : OPENING_education_level] = UNKNOWN;
        break;
    case CRITERION_licence:
        rows_drop(arena, &type[OPENING_LIST_OPENING_LICENCE], &list[OPENING_LIST_OPENING_LICENCE],
                  entry->demand);
        break;
    case CRITERION_certificate:
        rows_drop(arena, &type[OPENING_LIST_OPENING_CERTIFICATE],
                  &list[OPENING_LIST_OPENING_CERTIFICATE], entry->demand);
        break;
    case CRITERION_conditions:
        rows_drop(arena, &type[OPENING_LIST_OPENING_CONDITION],
                  &list[OPENING_LIST_OPENING_CONDITION], entry->demand);
        if (str_equal(entry->demand, S("guidance")))
            opening->field[OPENING_guidance_offered] = UNKNOWN;
        break;
    case CRITERION_target_group: list[OPENING_LIST_TARGET] = (RecordList){ 0 }; break;
    case CRITERION_excluded_occupation:
        opening->field[OPENING_isco] = opening->field[OPENING_occupation] = UNKNOWN;
        opening->field[OPENING_sector_sbi] = UNKNOWN;
        break;
    case CRITERION_COUNT: fail_msg("no criterion"); break;
    }
}

#endif
