#include "match_edges.h"

#include "draw.h"

enum { DAYS_YEAR = 365, DAYS_FOUR_YEARS = 1461, EDGE_TRIES = 2 };

typedef struct Edge {
    const Market *market;
    const OpeningRecord *opening;
    CandidateRecord *person;
    Draw draw;
} Edge;

static Value number(int64_t value) {
    return (Value){ .known = true, .number = value };
}

static bool often(Edge *edge) {
    return draw_chance(&edge->draw, 60);
}

/* As asked, or one less or more. */
static Value about(Edge *edge, int64_t value) {
    value += draw_between(&edge->draw, -1, 1);
    return number(value < 0 ? 0 : value);
}

static void row_add(Edge *edge, CandidateList list, Value *value) {
    Provenance from = { .source = S("made"), .confirmed = COUNTRY_TODAY };
    record_put(edge->market->arena, &candidate_list_type[list], &edge->person->list[list], value,
               from);
}
#define ROW(edge, list, ...) row_add((edge), (list), (Value[RECORD_FIELDS_MAX]){ __VA_ARGS__ })

static Value asked(const Edge *edge, OpeningList list, size_t row, int field) {
    return record_value(&opening_list_type[list], &edge->opening->list[list], row, field);
}

static Day start_of(const Edge *edge) {
    Value start = edge->opening->field[OPENING_start_on];
    return start.known ? (Day)start.number : COUNTRY_TODAY;
}

/* --- days and hours --- */

static void days_set(Edge *edge) {
    Value *fact = edge->person->fact;
    Day start = start_of(edge);
    if (often(edge)) fact[FACT_available_from] = about(edge, start);
    if (draw_chance(&edge->draw, 30)) fact[FACT_available_until] = about(edge, start);
    if (draw_chance(&edge->draw, 30)) {
        fact[FACT_available_until] = about(edge, start + 26 * WEEKDAYS - 1);
    }
    fact[FACT_right_to_work] = number(draw_between(&edge->draw, 0, 3));
    if (draw_chance(&edge->draw, 70)) fact[FACT_right_to_work] = number(0);
    if (draw_chance(&edge->draw, 30)) fact[FACT_right_to_work_from] = about(edge, start);
    if (draw_chance(&edge->draw, 30)) fact[FACT_right_to_work_until] = about(edge, start);
    if (draw_chance(&edge->draw, 20)) fact[FACT_childcare_from] = about(edge, start);
}

static void hours_set(Edge *edge) {
    Value *fact = edge->person->fact;
    Value least = edge->opening->field[OPENING_hours_min];
    Value most = edge->opening->field[OPENING_hours_max];
    if (often(edge) && least.known) fact[FACT_hours_max] = about(edge, least.number);
    if (often(edge) && most.known) fact[FACT_hours_min] = about(edge, most.number);
    if (draw_chance(&edge->draw, 20)) fact[FACT_hours_min] = number(0);
    if (draw_chance(&edge->draw, 20)) fact[FACT_hours_max] = number(99);
}

/* Just the hours that are asked, half an hour more or less at an end. */
static void times_set(Edge *edge) {
    size_t count = edge->opening->list[OPENING_LIST_BLOCK].count;
    if (!count || !often(edge)) return;
    edge->person->list[LIST_TIMETABLE].count = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t from = asked(edge, OPENING_LIST_BLOCK, i, BLOCK_from_time).number;
        int64_t until = asked(edge, OPENING_LIST_BLOCK, i, BLOCK_until_time).number;
        if (draw_chance(&edge->draw, 5)) from = (from + 1) % HALF_HOURS;
        if (draw_chance(&edge->draw, 5)) until = (until + HALF_HOURS - 1) % HALF_HOURS;
        ROW(edge, LIST_TIMETABLE, asked(edge, OPENING_LIST_BLOCK, i, BLOCK_weekday), number(from),
            number(until), number(!draw_chance(&edge->draw, 3)));
    }
}

/* --- levels and papers --- */

static void languages_set(Edge *edge) {
    size_t count = edge->opening->list[OPENING_LIST_DEMAND].count;
    if (!often(edge)) return;
    edge->person->list[LIST_LANGUAGE].count = 0;
    for (size_t i = 0; i < count; i++) {
        Value level = asked(edge, OPENING_LIST_DEMAND, i, DEMAND_level);
        Value low = draw_chance(&edge->draw, 80) ? about(edge, level.number) : VALUE_UNKNOWN;
        Value high = draw_chance(&edge->draw, 30) ? about(edge, level.number) : VALUE_UNKNOWN;
        bool course = draw_chance(&edge->draw, 40);
        ROW(edge, LIST_LANGUAGE, asked(edge, OPENING_LIST_DEMAND, i, DEMAND_language),
            asked(edge, OPENING_LIST_DEMAND, i, DEMAND_skill), low, high,
            course ? about(edge, level.number) : VALUE_UNKNOWN,
            course ? about(edge, start_of(edge)) : VALUE_UNKNOWN);
    }
    edge->person->fact[FACT_latin_literacy] = number(draw_between(&edge->draw, 0, 2));
}

static void papers_set(Edge *edge) {
    Value *fact = edge->person->fact;
    const Value *field = edge->opening->field;
    if (often(edge)) fact[FACT_education_level] = field[OPENING_education_level];
    if (often(edge) && field[OPENING_work_level].known) {
        fact[FACT_work_level] = about(edge, field[OPENING_work_level].number);
    }
    for (size_t i = 0; i < edge->opening->list[OPENING_LIST_OPENING_CERTIFICATE].count; i++) {
        ROW(edge, LIST_CERTIFICATE, asked(edge, OPENING_LIST_OPENING_CERTIFICATE, i, 0), number(1),
            about(edge, start_of(edge)));
    }
    for (size_t i = 0; i < edge->opening->list[OPENING_LIST_OPENING_CONDITION].count; i++) {
        ROW(edge, LIST_CONDITION, asked(edge, OPENING_LIST_OPENING_CONDITION, i, 0),
            number(draw_between(&edge->draw, 0, 2)));
    }
    for (size_t i = 0; i < edge->opening->list[OPENING_LIST_OPENING_LICENCE].count; i++) {
        ROW(edge, LIST_LICENCE, asked(edge, OPENING_LIST_OPENING_LICENCE, i, 0),
            number(draw_between(&edge->draw, 0, 1)));
    }
    for (int need = 0; need < 3; need++) {
        if (draw_chance(&edge->draw, 10)) ROW(edge, LIST_NEED, number(need), number(1));
    }
}

/* The day on which somebody is so old is the start, or a day before or after it. */
static void ages_set(Edge *edge) {
    static const int ages[] = { 18, 27, 50 };
    if (often(edge)) {
        Day born = day_add_months(start_of(edge), -12 * DRAW_FROM(&edge->draw, ages));
        edge->person->fact[FACT_birth_date] = number(born + draw_between(&edge->draw, -1, 1));
    }
    if (draw_chance(&edge->draw, 30)) {
        edge->person->fact[FACT_sex] = number(draw_between(&edge->draw, 0, 2));
    }
    size_t targets = edge->opening->list[OPENING_LIST_TARGET].count;
    for (size_t i = 0; i < targets && draw_chance(&edge->draw, 40); i++) {
        ROW(edge, LIST_NOMINATION, VALUE_UNKNOWN,
            asked(edge, OPENING_LIST_TARGET, i, TARGET_target_group));
    }
}

/* --- the way: as long as the person wants it to be at most --- */

static void way_set(Edge *edge) {
    const Market *market = edge->market;
    CandidateRecord *person = edge->person;
    CandidateProfile profile;
    if (draw_chance(&edge->draw, 20)) {
        person->fact[FACT_postcode] = edge->opening->field[OPENING_postcode];
    }
    if (draw_chance(&edge->draw, 20)) {
        person->fact[FACT_move_postcode] = edge->opening->field[OPENING_postcode];
        person->fact[FACT_move_on] = about(edge, start_of(edge));
    }
    candidate_encode(market->arena, market->snapshot, person, &profile);
    int16_t place = snapshot_place(market->arena, market->snapshot,
                                   edge->opening->field[OPENING_postcode], VALUE_UNKNOWN);
    if (profile.home == SLOT_NONE || place == SLOT_NONE) return;
    Place home = market->snapshot->place[profile.home], there = market->snapshot->place[place];
    Mode mode = (Mode)draw_between(&edge->draw, 0, MODE_COUNT - 1);
    int32_t minutes = map_minutes(market->snapshot->map, home, there, mode, DAYPART_ANY);
    int32_t metres = map_metres(home, there);
    if (minutes != MINUTES_UNKNOWN && minutes < 999 && often(edge)) {
        person->fact[FACT_travel_minutes_max] = about(edge, minutes);
        ROW(edge, LIST_TRANSPORT, number(mode), number(1), number(1));
    }
    if (metres != METRES_UNKNOWN && metres < 900000 && often(edge)) {
        person->fact[FACT_travel_kilometres_max] = about(edge, metres / 1000);
    }
}

/* --- work and skills --- */

static void work_set(Edge *edge) {
    Value isco = edge->opening->field[OPENING_isco];
    Value months = edge->opening->field[OPENING_experience_months];
    if (!often(edge) || !isco.known) return;
    for (int i = 0; i < EDGE_TRIES; i++) {
        Value near = isco;
        near.text = str_sub(isco.text, 0, (size_t)draw_between(&edge->draw, 1, 4));
        Value row[RECORD_FIELDS_MAX] = { 0 };
        row[WISH_wish] = number(draw_chance(&edge->draw, 10) ? 3 : draw_between(&edge->draw, 0, 2));
        row[WISH_isco] = near;
        if (often(edge)) row[WISH_occupation] = edge->opening->field[OPENING_occupation];
        if (often(edge)) row[WISH_sector_sbi] = edge->opening->field[OPENING_sector_sbi];
        row_add(edge, LIST_WISH, row);
        Value done[RECORD_FIELDS_MAX] = { 0 };
        done[EXPERIENCE_isco] = near;
        done[EXPERIENCE_months] = about(edge, months.known ? months.number : 0);
        row_add(edge, LIST_EXPERIENCE, done);
    }
    for (size_t i = 0; i < edge->opening->list[OPENING_LIST_OPENING_SKILL].count; i++) {
        if (!often(edge)) continue;
        ROW(edge, LIST_SKILLS, asked(edge, OPENING_LIST_OPENING_SKILL, i, OPENING_SKILL_skill));
    }
    if (often(edge)) {
        edge->person->fact[FACT_guidance_wish] = edge->opening->field[OPENING_guidance_offered];
    }
}

CandidateRecord edge_person(const Market *market, int64_t openings, int64_t number_) {
    Edge edge = { .market = market, .draw = { (uint64_t)number_ * UINT64_C(0xA24BAED4963EE407) } };
    OpeningRecord opening =
        country_opening(market->country, market->arena, draw_between(&edge.draw, 1, openings));
    CandidateRecord person = country_candidate(market->country, market->arena, number_);
    edge.opening = &opening;
    edge.person = &person;
    days_set(&edge);
    hours_set(&edge);
    times_set(&edge);
    languages_set(&edge);
    papers_set(&edge);
    ages_set(&edge);
    way_set(&edge);
    work_set(&edge);
    return person;
}
