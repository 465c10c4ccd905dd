/* profile.h: people and openings encoded for judging: numbers, bits and slots instead of text.
 *
 * Within the room. A slot is a position in one of the snapshot's tables (languages asked,
 * occupations named, skills asked, places, stops): only what an opening asks gets one, so what
 * nobody asks costs nothing. A number that is not known is NUMBER_UNKNOWN, a day DAY_UNKNOWN, a yes
 * or no ANSWER_UNKNOWN.
 *
 * profile_candidate.c reads, of the group IDENTITY, birth_date and sex and nothing else;
 * judge_person.c is the only place that looks at them. */
#ifndef OPSTAP_MATCHING_PROFILE_H
#define OPSTAP_MATCHING_PROFILE_H

#include "matching/matching.h"
#include "matching/rules.h"
#include "matching/encode/week.h"

enum { NUMBER_UNKNOWN = -1, SLOT_NONE = -1, SLOT_DUTCH = 0 };
typedef enum Answer { ANSWER_UNKNOWN = -1, ANSWER_NO = 0, ANSWER_YES = 1 } Answer;
enum { LICENCES_MAX = 32, CERTIFICATES_MAX = 64, CONDITIONS_MAX = 64, GUIDANCE_MAX = 8 };
enum { MODE_AT_WORK = 0x80 };
enum { LITERACY_NONE, LITERACY_LEARNING, LITERACY_YES }; /* order of the codes of latin_literacy */

/* An ISCO-08 code: four digits of four bits, left to right; 15 where it is shorter. */
typedef struct Isco {
    uint16_t digits;
    uint8_t length; /* 0: unknown */
} Isco;

/* What an occupation, a wish or a job is: any of the three may be missing. */
typedef struct Work {
    Isco isco;
    int32_t occupation; /* slot; SLOT_NONE: none given, or one that no opening names */
    bool named;         /* an occupation was given by address */
    int32_t division;   /* first two digits of SBI; NUMBER_UNKNOWN */
} Work;

typedef struct LevelRange {
    int8_t low, high; /* NUMBER_UNKNOWN: no level known */
    int8_t expected;
    Day expected_on;
} LevelRange;

typedef struct Wish {
    enum {
        WISH_WANTED,
        WISH_TO_LEARN,
        WISH_TO_EXPLORE,
        WISH_EXCLUDED
    } kind; /* order of the codes */
    Work work;
} Wish;

typedef struct Experience {
    Work work;
    int32_t months;
} Experience;

typedef struct Absence {
    Day from, until;
    bool school_holiday;
} Absence;

/* One of the fixed starts of an opening. */
typedef struct FixedStart {
    Day on, enrol_by; /* DAY_UNKNOWN: no last day */
} FixedStart;

/* A school holiday of a region (data/school_holidays.csv). */
typedef struct Holiday {
    int region; /* order of HOLIDAY_REGION_CODES */
    Day from, until;
} Holiday;

typedef struct Nomination {
    Str programme;
    int target_group; /* position in the list, SLOT_NONE when unknown */
} Nomination;

typedef struct CandidateProfile {
    const CandidateRecord *record; /* NULL when rows are forgotten */
    int64_t number; /* of the record: ties go to the lower */

    LevelRange *level;   /* language slot * SKILL_COUNT + skill; Dutch has slot 0 */
    int32_t level_count; /* up to the last that is known: read by candidate_level */
    int8_t literacy;

    int16_t home, home_later; /* place slots; SLOT_NONE */
    Day move_on;
    uint8_t modes;       /* bit Mode: can go to work by it */
    uint8_t modes_not;   /* said not to */
    uint8_t modes_maybe; /* not known, but possible */
    uint8_t modes_at_work, modes_not_at_work;
    int32_t minutes_max, kilometres_max;

    CanPeriods can;
    Absence *absence;
    size_t absence_count;
    int8_t irregular_hours, office_hours; /* Answer */
    int8_t childcare;                     /* order of the codes; NUMBER_UNKNOWN */
    Day childcare_from;

    int32_t hours_min, hours_max;
    Day available_from, available_until;

    int8_t right_to_work; /* order of the codes; NUMBER_UNKNOWN */
    Day right_from, right_until;

    int32_t education_low, education_high; /* ranks; low NUMBER_UNKNOWN: nothing certain */
    bool education_known;                  /* anything at all was said */
    bool valuation_missing;                /* high rests on a diploma that is not valued */
    int32_t work_level, work_level_proven; /* stated; and what the certain education amounts to */

    uint32_t licences, licences_not;
    uint64_t certificates, certificates_not;
    Day *certificate_until; /* per certificate; NULL when none ends */
    uint64_t conditions_fit, conditions_limited, conditions_not;
    uint8_t needs; /* bits in the order of the codes of NEED */

    int8_t legal_fact, income_source; /* order of the codes; target_group only */
    int8_t without_benefit, under_27;
    Day birth_date;
    int8_t sex;
    Nomination *nomination;
    size_t nomination_count;

    Wish *wish;
    size_t wish_count;
    Experience *experience;
    size_t experience_count;
    int32_t *skill; /* slots, lowest first */
    int32_t skill_count;
    bool skills_known;
    int8_t guidance_wish; /* rank; NUMBER_UNKNOWN */
} CandidateProfile;

static inline LevelRange candidate_level(const CandidateProfile *candidate, int32_t at) {
    if (at < candidate->level_count) return candidate->level[at];
    return (LevelRange){ NUMBER_UNKNOWN, NUMBER_UNKNOWN, NUMBER_UNKNOWN, DAY_UNKNOWN };
}

static inline bool candidate_has_skill(const CandidateProfile *candidate, int32_t slot) {
    int32_t first = 0, count = candidate->skill_count;
    while (count > 1) {
        int32_t half = count / 2;
        if (candidate->skill[first + half] <= slot) first += half;
        count -= half;
    }
    return count && candidate->skill[first] == slot;
}

typedef struct LanguageDemand {
    int16_t slot;
    int8_t skill;
    int8_t level, level_supported; /* asked; enough with the opening's support. NUMBER_UNKNOWN */
    bool safety, latin_script;
} LanguageDemand;

typedef struct TargetDemand {
    int target_group; /* position in the list, SLOT_NONE when unknown */
    int32_t age_min, age_max;
    int8_t sex;
    bool legal_ground; /* the row or the list names one */
} TargetDemand;

typedef struct OpeningProfile {
    const OpeningRecord *record; /* NULL when rows are forgotten */
    int64_t number;
    const ClassRecord *class_record; /* NULL when none */
    int demand_count[CRITERION_COUNT];

    LanguageDemand *language;
    int32_t *stop; /* places to be, as stops (place and part of the day) */
    int stop_count;
    bool stop_missing; /* a place is unknown */
    uint8_t *mode;     /* modes that are asked: Mode, with MODE_AT_WORK for the work itself */
    int mode_count;
    bool public_transport, shuttle;

    NeedPeriods need;
    int8_t irregular_hours, office_hours;

    int32_t hours_min, hours_max;
    Day start_on, until_on, enrol_by;
    FixedStart *start; /* several, by day; NULL when there is at most one: start_on, enrol_by */
    int start_count;
    int32_t length_days; /* NUMBER_UNKNOWN */
    int8_t start_flexible;
    int32_t conduct_weeks; /* NUMBER_UNKNOWN: no conduct certificate asked */

    int8_t work_permit_possible;
    int32_t education_rank, work_level;
    Str education_level; /* its code */
    uint8_t *licence, *certificate, *condition; /* positions in their lists */
    TargetDemand *target;
    int target_count;
    Str programme;

    Work work;
    int32_t experience_months;
    int32_t *skill; /* slots; what each weighs stands in the snapshot */
    int skill_count;
    int8_t guidance_offered; /* rank */
    int8_t outcome;          /* order of the codes */
    int32_t outcome_level;   /* mbo level of the qualification; NUMBER_UNKNOWN */
} OpeningProfile;

/* --- slots --- */

typedef struct Slots {
    Str *key;
    size_t count, capacity;
    int32_t *table; /* open addressing: slot + 1 */
    size_t table_size;
} Slots;

int slots_find(const Slots *slots, Str key); /* SLOT_NONE when absent */
int slots_add(Arena *arena, Slots *slots, Str key); /* a new key is copied */
void slots_expect(Arena *arena, Slots *slots, size_t count); /* of empty slots: makes room */
Slots slots_fork(Arena *arena, const Slots *slots); /* what is added does not touch the first */

/* A place to be at a time of the day: travel is by stop. */
typedef struct Stop {
    int16_t place;
    DayPart part;
} Stop;

/* The way from a home to a stop; the same for everybody who lives in that area. */
typedef struct Way {
    int32_t metres;              /* METRES_UNKNOWN */
    int16_t minutes[MODE_COUNT]; /* MINUTES_UNKNOWN */
    bool rough;                  /* one end is the centre of a municipality */
} Way;

struct Columns;
struct People;

struct Snapshot {
    const struct Columns *columns; /* NULL: few openings, each is looked at */
    const struct People *people;   /* NULL: few people, the same */
    const Rules *rules;
    const Map *map;
    const Vocabulary *vocabulary;
    Day today;
    CandidateRows candidates;
    OpeningRows openings;
    CandidateProfile *candidate;
    OpeningProfile *opening;
    size_t candidate_capacity, opening_capacity;
    ClassRows classes;
    Slots candidate_ids, opening_ids, class_ids;

    Slots languages, occupations, skills; /* the last two by vocabulary_key */
    int64_t *skill_asked;  /* per skill slot: openings that ask it */
    int32_t *skill_weight; /* per skill slot: how rare it is */
    Slots place_keys, stop_keys;
    Place *place;
    Stop *stop;
    size_t place_capacity, stop_capacity;
    Way *way; /* home * stop_count + stop; NULL when there are too many */

    /* from data/, in the order of the coded lists */
    const CodeList *language_list, *licence_list, *certificate_list, *condition_list;
    const CodeList *education_list, *target_list, *guidance_list;
    bool *language_latin;
    int8_t guidance_rank[GUIDANCE_MAX];
    int32_t *education_rank, *education_work_level;
    uint32_t licence_covers[LICENCES_MAX]; /* with itself */
    bool *target_ground;                   /* the list names a legal ground */
    int64_t age_young_below, age_old_from; /* data/rules, today; DATED_RULE_UNKNOWN */
    int32_t start_qualification_rank;      /* NUMBER_UNKNOWN */
    Holiday *holiday;
    size_t holiday_count;
    Slots isco_addresses;
    Isco *isco_of_address; /* per slot of isco_addresses */
    Slots crebos;
    int32_t *crebo_level; /* per slot of crebos */
};

/* Loads what comes from data/, and what occupations of other systems mean. */
void snapshot_load_lists(Arena *arena, Snapshot *snapshot, const Occupations *occupations);

/* Begun with the rules, the map, the lists and the classes of another, that must outlive it, and
 * without its rows. */
Snapshot *snapshot_begin_beside(Arena *arena, const Snapshot *model);

/* The same with these rows: their records stay where they are. */
Snapshot *snapshot_beside(Arena *arena, const Snapshot *model, const CandidateRows *candidates,
                          const OpeningRows *openings);

/* The same openings and people on a later day. */
void snapshot_move_on(Snapshot *snapshot, Day today);

/* A copy to which people can be added while others read the one that it is of: what is added does
 * not touch that. */
Snapshot snapshot_fork(Arena *arena, const Snapshot *snapshot);

/* Openings first: they give the slots. */
void opening_encode(Arena *arena, Snapshot *snapshot, const OpeningRecord *record,
                    OpeningProfile *ret_profile);

/* What a skill weighs that so many of all openings ask: square root of openings per opening that
 * asks it, the damped inverse document frequency, in whole hundredths; 1 at least. */
int32_t skill_weight_of(int64_t openings, int64_t asked);

void candidate_encode(Arena *arena, Snapshot *snapshot, const CandidateRecord *record,
                      CandidateProfile *ret_profile);

/* Gives the homes of a person their slots, so that candidate_encode adds none: for who encodes into
 * an arena that does not live as long as the snapshot. */
void candidate_add_homes(Arena *arena, Snapshot *snapshot, const CandidateRecord *record);

int16_t snapshot_place(Arena *arena, Snapshot *snapshot, Value postcode, Value municipality);
int32_t snapshot_stop(Arena *arena, Snapshot *snapshot, int16_t place, DayPart part);
Way snapshot_way(const Snapshot *snapshot, int16_t home, int32_t stop);

Isco isco_read(Str text);
int isco_common_digits(Isco a, Isco b); /* 0..4 */
typedef struct WorkValues {
    Value isco, occupation, sector;
} WorkValues;
Work work_encode(Arena *arena, const Snapshot *snapshot, WorkValues given);

/* --- values --- */

static inline int32_t value_number_or(Value value, int32_t otherwise) {
    return value.known ? (int32_t)value.number : otherwise;
}
static inline Day value_day(Value value) {
    return value.known ? (Day)value.number : DAY_UNKNOWN;
}
static inline int8_t value_answer(Value value) {
    return (int8_t)(value.known ? (value.number != 0 ? ANSWER_YES : ANSWER_NO) : ANSWER_UNKNOWN);
}
static inline int8_t value_code(Value value) {
    return (int8_t)(value.known ? value.number : NUMBER_UNKNOWN);
}

/* Weekly times that pass midnight become two rows. Returns how many were written: 0..2. */
int week_row_read(Value weekday, Value from_time, Value until_time, WeekRow row, WeekRow *ret_row);

#endif
