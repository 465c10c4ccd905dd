#include "auto.h"
#include "candidates/candidate_register.h"
#include "limits.h"

#include <string.h>

#define OF_RANGE " WHERE tenant_id = ?1 AND candidate_number BETWEEN ?2 AND ?3"

SQL(register_heads, "SELECT number, id, demo FROM candidate WHERE tenant_id = ?1"
                    " AND number BETWEEN ?2 AND ?3 AND erased_on IS NULL ORDER BY number");
#define FACT_QUOTED(name) ", '" #name "'"
SQL(register_facts, "SELECT candidate_number, fact, value, confirmed_on FROM candidate_fact"
                    OF_RANGE " AND fact IN ('municipality'" FACTS_ASKED(FACT_QUOTED) ")"
                    " ORDER BY candidate_number");
SQL(register_identity, "SELECT candidate_number, fact, value, confirmed_on FROM candidate_identity"
                       OF_RANGE " AND fact IN ('given_name', 'family_name', 'birth_date',"
                       " 'controller')"
                       " ORDER BY candidate_number");
SQL(register_speaking, "SELECT candidate_number, level_low, level_high FROM candidate_language"
                       OF_RANGE " AND language = 'nld' AND skill = 'speaking'"
                       " ORDER BY candidate_number, entry");
SQL(register_wishes, "SELECT candidate_number, isco, occupation FROM candidate_wish" OF_RANGE
                     " AND wish = 'wanted' ORDER BY candidate_number, entry");
SQL(register_placements, "SELECT candidate_number, state FROM placement" OF_RANGE
                         " ORDER BY candidate_number, number");

#define LIST_AGE_SQL(prefix, table)                                                                \
    SQL(prefix##_age, "SELECT candidate_number, MIN(confirmed_on) FROM " #table OF_RANGE           \
                      " GROUP BY candidate_number ORDER BY candidate_number");
LISTS_ASKED(LIST_AGE_SQL)
#define LIST_AGE(prefix, table) &prefix##_age,
static const Sql *const list_age[] = { LISTS_ASKED(LIST_AGE) };

typedef struct Reading {
    Db *db;
    Arena *arena;
    int64_t tenant, first, last;
    FreshPeople people;
    size_t capacity;
    Arena *scratch;
    const Occupations *occupations;
} Reading;

static Query *range_query(const Reading *reading, const Sql *sql) {
    Query *query = db_query(reading->db, sql);
    query_set_integer(query, 1, reading->tenant);
    query_set_integer(query, 2, reading->first);
    query_set_integer(query, 3, reading->last);
    return query;
}

/* Rows come in order of number: the search goes on where the last one ended. */
static FreshPerson *numbered(Reading *reading, size_t *at, int64_t number) {
    FreshPeople *people = &reading->people;
    while (*at < people->count && people->row[*at].person.number < number) (*at)++;
    bool found = *at < people->count && people->row[*at].person.number == number;
    return found ? &people->row[*at] : NULL;
}

static Result heads_read(Reading *reading) {
    FreshPeople *people = &reading->people;
    Query *query = range_query(reading, &register_heads);
    while (query_next(query)) {
        people->row = arena_room(reading->arena, FreshPerson, people->row, people->count,
                                 &reading->capacity);
        FreshPerson *fresh = &people->row[people->count++];
        *fresh = (FreshPerson){ .id = query_text(query, reading->arena, 1) };
        fresh->person = (RegisterPerson){ .number = query_integer(query, 0),
                                          .demo = query_integer(query, 2) != 0,
                                          .birth_date = DAY_UNKNOWN,
                                          .oldest = DAY_UNKNOWN,
                                          .speaking_low = -1,
                                          .speaking_high = -1,
                                          .standing = STANDING_NONE };
    }
    return query_end(query);
}

/* A fact, or a list, that counts: known, and confirmed on this day. */
static Result known_count(Reading *reading, FreshPerson *fresh, Query *query, int column) {
    fresh->person.facts_known++;
    Str text = query_text(query, reading->scratch, column);
    Day day = DAY_UNKNOWN;
    if (text.len && !day_read(text, &day)) return BROKEN;
    Day oldest = fresh->person.oldest;
    if (day != DAY_UNKNOWN && (oldest == DAY_UNKNOWN || day < oldest)) fresh->person.oldest = day;
    return OK;
}

static void postcode_set(FreshPerson *fresh, Str value) {
    size_t most = sizeof fresh->person.postcode;
    memcpy(fresh->person.postcode, value.at, value.len < most ? value.len : most);
}

/* What the list shows of a fact. */
static Result fact_show(Reading *reading, FreshPerson *fresh, int fact, Str value) {
    switch (fact) {
    case FACT_given_name: fresh->given = str_copy(reading->arena, value); break;
    case FACT_family_name: fresh->family = str_copy(reading->arena, value); break;
    case FACT_controller: fresh->organisation = str_copy(reading->arena, value); break;
    case FACT_municipality: fresh->municipality = str_copy(reading->arena, value); break;
    case FACT_postcode: postcode_set(fresh, value); break;
    case FACT_birth_date: return day_read(value, &fresh->person.birth_date) ? OK : BROKEN;
    default: break;
    }
    return OK;
}

typedef Result RowTake(Reading *reading, FreshPerson *fresh, Query *query);

static Result fact_take(Reading *reading, FreshPerson *fresh, Query *query) {
    int fact = fact_find(query_text(query, reading->scratch, 1));
    Str value = query_text(query, reading->scratch, 2);
    if (fact < 0 || !value.len) return OK;
    Result result = fact_show(reading, fresh, fact, value);
    if (result != OK || !fact_is_asked((Fact)fact)) return result;
    return known_count(reading, fresh, query, 3);
}

static Result list_take(Reading *reading, FreshPerson *fresh, Query *query) {
    return known_count(reading, fresh, query, 1);
}

static int8_t level_of(Str text) {
    return text.len ? (int8_t)codes_find(LEVEL_CODES, text) : -1;
}

static Result speaking_take(Reading *reading, FreshPerson *fresh, Query *query) {
    if (fresh->person.speaking_low >= 0 || fresh->person.speaking_high >= 0) return OK;
    fresh->person.speaking_low = level_of(query_text(query, reading->scratch, 1));
    fresh->person.speaking_high = level_of(query_text(query, reading->scratch, 2));
    return OK;
}

static Result wish_take(Reading *reading, FreshPerson *fresh, Query *query) {
    Str isco = query_text(query, reading->scratch, 1);
    Str address = query_text(query, reading->scratch, 2);
    Str wanted = isco.len ? isco : address;
    if (!fresh->wanted.len && wanted.len) fresh->wanted = str_copy(reading->arena, wanted);
    const Occupation *occupation =
        isco.len || !address.len ? NULL : occupation_find(reading->occupations, address);
    if (occupation) isco = occupation->isco;
    if (isco.len) fresh->person.wanted_majors |= (uint16_t)(1u << (isco.at[0] - '0'));
    return OK;
}

static Result placement_take(Reading *reading, FreshPerson *fresh, Query *query) {
    PlacementState state;
    if (!placement_state_read(query_text(query, reading->scratch, 1), &state)) return OK;
    CandidateStanding standing = placement_standing(state);
    RegisterPerson *person = &fresh->person;
    bool further = standing == person->standing && state > person->placement;
    if (standing < person->standing || further) {
        person->standing = (uint8_t)standing;
        person->placement = (uint8_t)state;
    }
    return OK;
}

static Result rows_take(Reading *reading, const Sql *sql, size_t begin, RowTake *take) {
    Query *query = range_query(reading, sql);
    Result result = OK;
    size_t at = begin;
    while (result == OK && query_next(query)) {
        ArenaMark mark = arena_mark(reading->scratch);
        FreshPerson *fresh = numbered(reading, &at, query_integer(query, 0));
        if (fresh) result = take(reading, fresh, query);
        arena_rewind(reading->scratch, mark);
    }
    Result ended = query_end(query);
    return result == OK ? ended : result;
}

static Result range_read(Reading *reading) {
    const struct {
        const Sql *sql;
        RowTake *take;
    } part[] = { { &register_facts, fact_take },       { &register_identity, fact_take },
                 { &register_speaking, speaking_take }, { &register_wishes, wish_take },
                 { &register_placements, placement_take } };
    size_t begin = reading->people.count;
    Result result = heads_read(reading);
    if (begin == reading->people.count) return result;
    for (size_t i = 0; i < sizeof part / sizeof *part && result == OK; i++) {
        result = rows_take(reading, part[i].sql, begin, part[i].take);
    }
    for (size_t i = 0; i < sizeof list_age / sizeof *list_age && result == OK; i++) {
        result = rows_take(reading, list_age[i], begin, list_take);
    }
    return result;
}

Result register_read(Db *db, RegisterAsk ask, FreshPeople *ret_people) {
    AUTO(arena_end_at) Arena *scratch = arena_new("one row", 64 * STRING_BYTES_MAX);
    Reading reading = { .db = db, .arena = ask.arena, .tenant = ask.tenant, .first = 1,
                        .last = INT64_MAX, .scratch = scratch, .occupations = ask.occupations };
    Result result = OK;
    if (!ask.numbers) result = range_read(&reading);
    for (size_t i = 0; ask.numbers && i < ask.numbers->count && result == OK; i++) {
        reading.first = reading.last = ask.numbers->number[i];
        result = range_read(&reading);
    }
    if (result == OK) *ret_people = reading.people;
    return result;
}
