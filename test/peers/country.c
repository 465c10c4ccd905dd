#include "country.h"

#include "draw.h"
#include "places/places_map.h"
#include "records/own_table.h"

enum { AREAS_MADE = 4000, SKILLS_MADE = 3000, SKILLS_OF_ISCO = 24, SHIFTS = 40 };

struct Country {
    uint64_t seed;
    Map *map;
    PostcodeArea *place; /* of each area */
    int32_t area[AREAS_MADE]; /* in the order in which they are drawn: those of large towns first */
    Str *isco;
    int64_t isco_count;
};

static void areas_make(Country *country, Draw *draw) {
    const CodeList *towns = code_list(S("municipalities"));
    for (int i = 0; i < AREAS_MADE; i++) {
        Value town = { .known = true, .text = towns->code[draw_skewed(draw, (int64_t)towns->count)] };
        Place centre = map_place(country->map, VALUE_UNKNOWN, town);
        int64_t up = 0, across = 0;
        for (int k = 0; k < 3; k++) {
            up += draw_between(draw, -15000, 15000);
            across += draw_between(draw, -24000, 24000);
        }
        country->area[i] = POSTCODE4_MIN + i * 2;
        country->place[i] = (PostcodeArea){ .postcode4 = country->area[i],
                                            .municipality = town.text,
                                            .latitude = centre.latitude + (int32_t)up,
                                            .longitude = centre.longitude + (int32_t)across };
        map_add_area(country->map, &country->place[i]);
    }
    map_finish(country->map);
}

static void iscos_read(Arena *arena, Country *country) {
    country->isco = arena_many(arena, Str, 1000);
    OwnTable table = own_table_open("isco_groups.csv");
    while (own_table_next(&table)) {
        Str code = own_table_text(&table, "code");
        if (code.len == 4 && country->isco_count < 1000) {
            country->isco[country->isco_count++] = str_copy(arena, code);
        }
    }
}

Country *country_make(Arena *arena, uint64_t seed) {
    Country *country = arena_one(arena, Country);
    Draw draw = { seed };
    country->seed = seed;
    country->map = map_begin(arena);
    country->place = arena_many(arena, PostcodeArea, AREAS_MADE);
    areas_make(country, &draw);
    iscos_read(arena, country);
    return country;
}

size_t country_areas(const Country *country, const PostcodeArea **ret_area) {
    *ret_area = country->place;
    return AREAS_MADE;
}

Map *country_map(const Country *country) {
    return country->map;
}

/* --- values --- */

static Value number(int64_t value) {
    return (Value){ .known = true, .number = value };
}

static Value text(Str value) {
    return (Value){ .known = true, .text = value };
}

static Value listed(const char *list, const char *code) {
    const CodeList *codes = code_list(str_from(list));
    int at = code_list_find(codes, str_from(code));
    return (Value){ .known = at >= 0, .number = at, .text = str_from(code) };
}

static Value listed_at(Draw *draw, const char *list) {
    const CodeList *codes = code_list(str_from(list));
    int64_t at = draw_skewed(draw, (int64_t)codes->count);
    return (Value){ .known = true, .number = at, .text = codes->code[at] };
}

static Value postcode(const Country *country, Arena *arena, Draw *draw) {
    return text(str_printf(arena, "%d", country->area[draw_skewed(draw, AREAS_MADE)]));
}

/* A trajectory prepares for work at the level of major groups 4 to 9 more often than not. */
static Str isco_draw(const Country *country, Draw *draw) {
    int64_t at = draw_between(draw, 0, country->isco_count - 1);
    if (draw_chance(draw, 50)) at = country->isco_count - 1 - draw_skewed(draw, country->isco_count);
    return country->isco[at];
}

static Str occupation_of(Arena *arena, Draw *draw, Str isco) {
    return str_printf(arena, "https://example.org/occupation/%.*s/%d", STR_ARGS(isco),
                      (int)draw_between(draw, 0, 5));
}

static int64_t division_of(Str isco) {
    return (isco.at[0] - '0') * 10 + (isco.at[1] - '0') + 1;
}

/* Work of one kind asks some of the same skills; a few are asked everywhere. */
static Value skill_draw(Arena *arena, Draw *draw, Str isco) {
    int64_t first = (isco.at[0] - '0') * 300 + (isco.at[1] - '0') * 30 + (isco.at[2] - '0') * 3;
    int64_t at = draw_chance(draw, 25) ? draw_skewed(draw, 60)
                                       : (first + draw_skewed(draw, SKILLS_OF_ISCO)) % SKILLS_MADE;
    return text(str_printf(arena, "https://example.org/skill/%d", (int)at));
}

static void row_add(Arena *arena, const RecordType *type, RecordList *list, Value *value) {
    Provenance from = { .source = S("made"), .confirmed = COUNTRY_TODAY - 10 };
    record_put(arena, type, list, value, from);
}
#define OPENING_ROW(which, ...)                                                                     \
    row_add(arena, &opening_list_type[which], &record.list[which],                                 \
            (Value[RECORD_FIELDS_MAX]){ __VA_ARGS__ })
#define CANDIDATE_ROW(which, ...)                                                                  \
    row_add(arena, &candidate_list_type[which], &record.list[which],                               \
            (Value[RECORD_FIELDS_MAX]){ __VA_ARGS__ })

/* --- an opening --- */

typedef struct Shift {
    int first_day, last_day, from, until; /* half hours */
} Shift;

static Shift shift_draw(Draw *draw) {
    static const int begins[] = { 12, 14, 15, 16, 16, 16, 17, 17, 18, 18, 26, 30, 34, 44 };
    Draw kind = { (uint64_t)draw_skewed(draw, SHIFTS) * 7919 };
    int begin = DRAW_FROM(&kind, begins), length = (int)draw_between(&kind, 6, 16);
    int first = draw_chance(&kind, 75) ? 1 : (int)draw_between(&kind, 1, 4);
    int last = first + (int)draw_between(&kind, 1, 4);
    return (Shift){ first, last > 7 ? 7 : last, begin, (begin + length) % 48 };
}

static void languages_ask(Arena *arena, Draw *draw, OpeningRecord *opening) {
    static const int levels[] = { 1, 2, 2, 2, 3, 3, 3, 4, 4, 5 };
    OpeningRecord record = *opening;
    Value dutch = listed("languages", "nld");
    int speaking = DRAW_FROM(draw, levels);
    Value with_support = draw_chance(draw, 30) ? number(speaking - 1) : VALUE_UNKNOWN;
    if (draw_chance(draw, 80)) {
        OPENING_ROW(OPENING_LIST_DEMAND, dutch, number(SKILL_SPEAKING), number(0), number(speaking),
                    with_support);
    }
    if (draw_chance(draw, 55)) {
        OPENING_ROW(OPENING_LIST_DEMAND, dutch, number(SKILL_READING), number(0),
                    number(speaking > 1 ? speaking - 1 : 1));
    }
    if (draw_chance(draw, 30)) {
        OPENING_ROW(OPENING_LIST_DEMAND, dutch, number(SKILL_LISTENING), number(1), number(2));
    }
    if (draw_chance(draw, 8)) {
        OPENING_ROW(OPENING_LIST_DEMAND, listed("languages", "eng"), number(SKILL_SPEAKING),
                    number(0), number(3));
    }
    *opening = record;
}

static void papers_ask(Arena *arena, Draw *draw, OpeningRecord *opening) {
    OpeningRecord record = *opening;
    if (draw_chance(draw, 14)) {
        OPENING_ROW(OPENING_LIST_OPENING_LICENCE, listed("licences", "B"));
    }
    if (draw_chance(draw, 9)) {
        OPENING_ROW(OPENING_LIST_OPENING_CERTIFICATE, listed_at(draw, "certificates"));
    }
    for (int i = 0; i < 2; i++) {
        if (draw_chance(draw, 20)) {
            OPENING_ROW(OPENING_LIST_OPENING_CONDITION, listed_at(draw, "conditions"));
        }
    }
    if (draw_chance(draw, 5)) {
        OPENING_ROW(OPENING_LIST_OPENING_MODE, number(MODE_CAR), number(1), number(0));
    }
    if (draw_chance(draw, 6)) {
        OPENING_ROW(OPENING_LIST_TARGET, listed_at(draw, "target_groups"));
    }
    *opening = record;
}

static void times_ask(Arena *arena, Draw *draw, OpeningRecord *opening) {
    static const int hours[] = { 12, 16, 20, 24, 24, 28, 32, 32, 32, 36, 40, 40 };
    OpeningRecord record = *opening;
    int most = DRAW_FROM(draw, hours);
    record.field[OPENING_hours_max] = number(most);
    record.field[OPENING_hours_min] = number(most - 4 * draw_between(draw, 0, 3));
    if (draw_chance(draw, 70)) {
        record.field[OPENING_start_on] = number(COUNTRY_TODAY + draw_between(draw, -5, 180));
    }
    if (draw_chance(draw, 45)) record.field[OPENING_start_flexible] = number(draw_chance(draw, 80));
    if (draw_chance(draw, 70)) record.field[OPENING_duration_weeks] = number(draw_between(draw, 8, 60));
    Shift shift = shift_draw(draw);
    bool blocks = draw_chance(draw, 50);
    for (int day = shift.first_day; blocks && day <= shift.last_day; day++) {
        OPENING_ROW(OPENING_LIST_BLOCK, number(day), number(shift.from), number(shift.until));
    }
    if (!blocks && draw_chance(draw, 20)) record.field[OPENING_irregular_hours] = number(1);
    *opening = record;
}

OpeningRecord country_opening(const Country *country, Arena *arena, int64_t at) {
    static const char *const educations[] = { "none", "primary", "vmbo", "mbo_1", "mbo_2", "mbo_2" };
    Draw draw = { country->seed ^ (uint64_t)at * UINT64_C(0xD1B54A32D192ED03) };
    OpeningRecord record = { .number = at, .id = str_printf(arena, "o%08lld", (long long)at) };
    Str isco = isco_draw(country, &draw);
    record.field[OPENING_postcode] = postcode(country, arena, &draw);
    if (draw_chance(&draw, 95)) record.field[OPENING_isco] = text(isco);
    if (draw_chance(&draw, 40)) {
        record.field[OPENING_occupation] = text(occupation_of(arena, &draw, isco));
    }
    if (draw_chance(&draw, 70)) record.field[OPENING_sector_sbi] = number(division_of(isco));
    if (draw_chance(&draw, 25)) {
        record.field[OPENING_experience_months] = number(6 * draw_between(&draw, 0, 4));
    }
    if (draw_chance(&draw, 40)) {
        record.field[OPENING_education_level] =
            listed("education_levels", DRAW_FROM(&draw, educations));
    }
    if (draw_chance(&draw, 30)) record.field[OPENING_work_level] = number(draw_skewed(&draw, 4) + 1);
    if (draw_chance(&draw, 60)) record.field[OPENING_outcome] = number(draw_between(&draw, 0, 2));
    if (draw_chance(&draw, 60)) record.field[OPENING_guidance_offered] = listed_at(&draw, "guidance");
    if (draw_chance(&draw, 5)) record.field[OPENING_shuttle] = number(1);
    if (draw_chance(&draw, 30)) {
        record.field[OPENING_work_permit_possible] = number(draw_chance(&draw, 50));
    }
    for (int64_t i = draw_between(&draw, 0, 8); i; i--) {
        OPENING_ROW(OPENING_LIST_OPENING_SKILL, skill_draw(arena, &draw, isco));
    }
    languages_ask(arena, &draw, &record);
    papers_ask(arena, &draw, &record);
    times_ask(arena, &draw, &record);
    return record;
}

/* --- a person --- */

static void languages_have(Arena *arena, Draw *draw, CandidateRecord *person) {
    static const int levels[] = { 0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4 };
    CandidateRecord record = *person;
    Value dutch = listed("languages", "nld");
    int speaking = DRAW_FROM(draw, levels);
    for (int skill = 0; skill < SKILL_COUNT; skill++) {
        if (!draw_chance(draw, 85)) continue;
        int64_t level = speaking + draw_between(draw, -1, 0);
        Value low = number(level < 0 ? 0 : level);
        Value high = draw_chance(draw, 20) ? number(low.number + 1) : VALUE_UNKNOWN;
        bool course = draw_chance(draw, 30);
        CANDIDATE_ROW(LIST_LANGUAGE, dutch, number(skill), low, high,
                      course ? number(low.number + 1) : VALUE_UNKNOWN,
                      course ? number(COUNTRY_TODAY + draw_between(draw, 20, 200)) : VALUE_UNKNOWN);
    }
    if (draw_chance(draw, 35)) {
        CANDIDATE_ROW(LIST_LANGUAGE, listed("languages", "eng"), number(SKILL_SPEAKING),
                      number(draw_between(draw, 1, 4)));
    }
    record.fact[FACT_latin_literacy] = draw_chance(draw, 85) ? number(2) : number(0);
    *person = record;
}

static void travel_have(Arena *arena, Draw *draw, CandidateRecord *person) {
    static const int minutes[] = { 20, 30, 30, 45, 45, 45, 60, 60, 75, 90 };
    CandidateRecord record = *person;
    if (draw_chance(draw, 90)) record.fact[FACT_travel_minutes_max] = number(DRAW_FROM(draw, minutes));
    if (draw_chance(draw, 10)) {
        record.fact[FACT_travel_kilometres_max] = number(draw_between(draw, 5, 40));
    }
    if (draw_chance(draw, 85)) record.fact[FACT_can_cycle] = number(draw_chance(draw, 70));
    if (draw_chance(draw, 75)) {
        CANDIDATE_ROW(LIST_TRANSPORT, number(MODE_PUBLIC_TRANSPORT), number(draw_chance(draw, 80)));
        if (draw_chance(draw, 25)) CANDIDATE_ROW(LIST_TRANSPORT, number(MODE_CAR), number(1));
    }
    *person = record;
}

static void times_have(Arena *arena, Draw *draw, CandidateRecord *person) {
    CandidateRecord record = *person;
    int64_t most = 4 * draw_between(draw, 3, 10);
    record.fact[FACT_hours_max] = number(most);
    if (draw_chance(draw, 70)) record.fact[FACT_hours_min] = number(most - 4 * draw_between(draw, 0, 3));
    if (draw_chance(draw, 90)) {
        record.fact[FACT_available_from] = number(COUNTRY_TODAY + draw_between(draw, -60, 90));
    }
    record.fact[FACT_childcare] = number(draw_skewed(draw, 4));
    int school = draw_chance(draw, 50) ? (int)draw_between(draw, 1, 2) : 0; /* lessons: mornings, afternoons */
    bool told = draw_chance(draw, 60);
    for (int day = 1; told && day <= 5; day++) {
        if (draw_chance(draw, 12)) continue;
        CANDIDATE_ROW(LIST_TIMETABLE, number(day), number(school == 1 && day <= 3 ? 25 : 14),
                      number(school == 2 && day <= 3 ? 25 : 46), number(1));
    }
    if (told && draw_chance(draw, 40)) {
        CANDIDATE_ROW(LIST_TIMETABLE, number(6), number(14), number(40), number(1));
    }
    *person = record;
}

static void work_have(const Country *country, Arena *arena, Draw *draw, CandidateRecord *person) {
    CandidateRecord record = *person;
    Str isco = isco_draw(country, draw);
    for (int64_t i = draw_chance(draw, 85) ? draw_between(draw, 1, 3) : 0; i; i--) {
        Str wished = draw_chance(draw, 50) ? isco : isco_draw(country, draw);
        Value occupation =
            draw_chance(draw, 30) ? text(occupation_of(arena, draw, wished)) : VALUE_UNKNOWN;
        Value row[RECORD_FIELDS_MAX] = { 0 };
        row[WISH_wish] = number(draw_skewed(draw, 4));
        row[WISH_isco] = text(str_sub(wished, 0, draw_chance(draw, 75) ? 4 : 3));
        row[WISH_occupation] = occupation;
        if (draw_chance(draw, 20)) row[WISH_sector_sbi] = number(division_of(wished));
        row_add(arena, &candidate_list_type[LIST_WISH], &record.list[LIST_WISH], row);
    }
    for (int64_t i = draw_between(draw, 0, 2); i; i--) {
        Value row[RECORD_FIELDS_MAX] = { 0 };
        row[EXPERIENCE_isco] = text(draw_chance(draw, 60) ? isco : isco_draw(country, draw));
        if (draw_chance(draw, 80)) row[EXPERIENCE_months] = number(draw_between(draw, 2, 120));
        row_add(arena, &candidate_list_type[LIST_EXPERIENCE], &record.list[LIST_EXPERIENCE], row);
    }
    for (int64_t i = draw_between(draw, 0, 12); i; i--) {
        CANDIDATE_ROW(LIST_SKILLS, skill_draw(arena, draw, isco));
    }
    *person = record;
}

static void papers_have(Arena *arena, Draw *draw, CandidateRecord *person) {
    static const char *const educations[] = { "none", "primary", "vmbo", "vmbo", "mbo_2", "hbo" };
    CandidateRecord record = *person;
    if (draw_chance(draw, 75)) {
        record.fact[FACT_education_level] =
            listed("education_levels", DRAW_FROM(draw, educations));
    }
    if (draw_chance(draw, 70)) {
        CANDIDATE_ROW(LIST_LICENCE, listed("licences", "B"), number(draw_chance(draw, 30)));
    }
    if (draw_chance(draw, 20)) {
        CANDIDATE_ROW(LIST_CERTIFICATE, listed_at(draw, "certificates"), number(draw_chance(draw, 70)));
    }
    for (int i = 0; i < 4; i++) {
        CANDIDATE_ROW(LIST_CONDITION, listed_at(draw, "conditions"),
                      number(draw_chance(draw, 20) ? 0 : 2));
    }
    if (draw_chance(draw, 50)) record.fact[FACT_guidance_wish] = listed_at(draw, "guidance");
    if (draw_chance(draw, 60)) record.fact[FACT_legal_fact] = number(draw_skewed(draw, 5));
    if (draw_chance(draw, 70)) record.fact[FACT_income_source] = number(draw_skewed(draw, 2));
    record.fact[FACT_right_to_work] = number(draw_chance(draw, 90) ? 0 : 2);
    *person = record;
}

CandidateRecord country_candidate(const Country *country, Arena *arena, int64_t at) {
    Draw draw = { ~country->seed ^ (uint64_t)at * UINT64_C(0x9FB21C651E98DF25) };
    CandidateRecord record = { .number = at, .id = str_printf(arena, "k%08lld", (long long)at) };
    if (draw_chance(&draw, 97)) record.fact[FACT_postcode] = postcode(country, arena, &draw);
    languages_have(arena, &draw, &record);
    travel_have(arena, &draw, &record);
    times_have(arena, &draw, &record);
    work_have(country, arena, &draw, &record);
    papers_have(arena, &draw, &record);
    return record;
}
