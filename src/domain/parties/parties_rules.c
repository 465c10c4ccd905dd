#include <pthread.h>

#include "number.h"
#include "parties/parties_index.h"
#include "records/own_table.h"

static const FieldInfo organisation_field[] = { ORGANISATION_FIELDS(FIELD_INFO) };
static const FieldInfo workplace_field[] = { WORKPLACE_FIELDS(FIELD_INFO) };
static const FieldInfo supervisor_field[] = { SUPERVISOR_FIELDS(FIELD_INFO) };
static const FieldInfo counsellor_field[] = { COUNSELLOR_FIELDS(FIELD_INFO) };
const FieldInfo recognition_field[RECOGNITION_FIELD_COUNT] = { RECOGNITION_FIELDS(FIELD_INFO) };
const FieldInfo occupation_field[OCCUPATION_FIELD_COUNT] = { OCCUPATION_FIELDS(FIELD_INFO) };

_Static_assert((int)ORGANISATION_FIELD_COUNT <= (int)PARTY_FIELDS_MAX, "room in PartyRecord");

const PartyType party_type[PARTY_KIND_COUNT] = {
    [PARTY_ORGANISATION] = { .name = "organisation",
                             .field = organisation_field,
                             .field_count = ORGANISATION_FIELD_COUNT,
                             .required =
                                 (const int[]){ ORGANISATION_kind, ORGANISATION_name, -1 } },
    [PARTY_WORKPLACE] = { .name = "workplace",
                          .field = workplace_field,
                          .field_count = WORKPLACE_FIELD_COUNT,
                          .belongs = true,
                          .to = PARTY_ORGANISATION,
                          .required = (const int[]){ WORKPLACE_organisation, WORKPLACE_kind,
                                                     WORKPLACE_name, -1 } },
    [PARTY_SUPERVISOR] = { .name = "supervisor",
                           .field = supervisor_field,
                           .field_count = SUPERVISOR_FIELD_COUNT,
                           .belongs = true,
                           .to = PARTY_WORKPLACE,
                           .required = (const int[]){ SUPERVISOR_workplace, SUPERVISOR_name,
                                                      SUPERVISOR_places, -1 } },
    [PARTY_COUNSELLOR] = { .name = "counsellor",
                           .field = counsellor_field,
                           .field_count = COUNSELLOR_FIELD_COUNT,
                           .belongs = true,
                           .to = PARTY_ORGANISATION,
                           .required =
                               (const int[]){ COUNSELLOR_organisation, COUNSELLOR_role,
                                              COUNSELLOR_name, COUNSELLOR_capacity_points, -1 } },
};

int64_t supervisor_places(const PartyRows *supervisors, int64_t workplace_number) {
    int64_t places = 0;
    for (size_t i = 0; i < supervisors->count; i++) {
        const PartyRecord *supervisor = &supervisors->record[i];
        if (supervisor->belongs_number != workplace_number) continue;
        places += supervisor->field[SUPERVISOR_places].number;
    }
    return places;
}

/* --- recognitions --- */

static bool is_within(const Value *value, Day day) {
    Value from = value[RECOGNITION_valid_from], until = value[RECOGNITION_valid_until];
    return from.known && from.number <= day && (!until.known || day <= until.number);
}

bool recognition_is_plausible(const Value *value) {
    Value from = value[RECOGNITION_valid_from], until = value[RECOGNITION_valid_until];
    return !from.known || !until.known || from.number <= until.number;
}

bool recognition_valid(const Recognition *recognition, Day day) {
    return day != DAY_UNKNOWN && is_within(recognition->field, day);
}

static bool location_fits(Str a, Str b) {
    return str_starts(a, b) || str_starts(b, a);
}

/* What one row says about a qualification at a place on a day: NO when it is about something
 * else. */
static Recognised row_says(const Value *row, int64_t crebo, Value postcode, Day day) {
    if (row[RECOGNITION_crebo].number != crebo) return RECOGNISED_NO;
    if (postcode.known && !location_fits(postcode.text, row[RECOGNITION_postcode].text)) {
        return RECOGNISED_NO;
    }
    if (day == DAY_UNKNOWN) return RECOGNISED_UNKNOWN;
    if (!is_within(row, day)) return RECOGNISED_NO;
    return postcode.known ? RECOGNISED_YES : RECOGNISED_UNKNOWN;
}

Recognised recognised(const Recognitions *all, Str company, int64_t crebo, Value postcode,
                      Day day) {
    uint32_t first;
    if (!index_find(all->index, company, &first)) return RECOGNISED_UNKNOWN;
    Recognised answer = RECOGNISED_NO;
    int64_t organisation = all->row[first].organisation_number;
    for (size_t i = first; i < all->count && all->row[i].organisation_number == organisation; i++) {
        Recognised says = row_says(all->row[i].field, crebo, postcode, day);
        if (says == RECOGNISED_YES) return RECOGNISED_YES;
        if (says == RECOGNISED_UNKNOWN) answer = RECOGNISED_UNKNOWN;
    }
    return answer;
}

/* --- occupations --- */

/* Which groups there are, by number of digits and number. Made once, then only read. */
enum { ISCO_DIGITS_MAX = 4, ISCO_GROUPS = 10000 };
static bool isco_group[ISCO_DIGITS_MAX + 1][ISCO_GROUPS];

static bool isco_place(Str code, int64_t *ret_number) {
    return code.len >= 1 && code.len <= ISCO_DIGITS_MAX &&
           number_read_between(code, 0, ISCO_GROUPS - 1, ret_number);
}

static void isco_groups_read(void) {
    OwnTable table = own_table_open("isco_groups.csv");
    int64_t number;
    while (own_table_next(&table)) {
        Str code = own_table_text(&table, "code");
        if (isco_place(code, &number)) isco_group[code.len][number] = true;
    }
}

bool isco_exists(Str code) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    int64_t number;
    pthread_once(&once, isco_groups_read);
    return isco_place(code, &number) && isco_group[code.len][number];
}

Occupations occupations_builtin(Arena *arena) {
    Occupations all = { 0 };
    size_t capacity = 0;
    OwnTable table = own_table_open("occupations.csv");
    while (own_table_next(&table)) {
        all.row = arena_room(arena, Occupation, all.row, all.count, &capacity);
        all.row[all.count++] = (Occupation){ .address = own_table_text(&table, "esco_uri"),
                                             .isco = own_table_text(&table, "isco"),
                                             .label = own_table_text(&table, "label_nl") };
    }
    all.own_first = all.count;
    all.index = index_new(arena, all.count);
    for (size_t i = 0; i < all.count; i++) index_put(all.index, all.row[i].address, (uint32_t)i);
    return all;
}

const Occupation *occupation_find(const Occupations *all, Str address) {
    uint32_t row;
    return index_find(all->index, address, &row) ? &all->row[row] : NULL;
}
