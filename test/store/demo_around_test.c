/* What stands around the people and openings of a demo, as it is kept. */
#include "store.h"

#include "demo/demo.h"

enum { OPENINGS = 120 };

static DemoRequest request(void) {
    return (DemoRequest){
        .seed = 4, .today = day_of((Date){ 2026, 11, 24 }), .candidates = 40, .openings = OPENINGS
    };
}

static void fill(Store *store, Arena *arena) {
    Phrase why = { 0 };
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(demo_fill(store->db, arena, store->tenant, request(), &why), OK);
    assert_int_equal(db_commit(store->db), OK);
}

#define TEST_DEMO(store, arena)                                                                    \
    TEST_STORE(store);                                                                             \
    TEST_ARENA(arena);                                                                             \
    fill(&store, arena)

static PartyRows parties(Store *store, Arena *arena, PartyKind kind) {
    PartyRows rows = { 0 };
    assert_int_equal(parties_load(store->db, arena, store->tenant, kind, &rows), OK);
    return rows;
}

static SupportRows supports(Store *store, Arena *arena, SupportKind kind) {
    SupportRows rows = { 0 };
    assert_int_equal(supports_load(store->db, arena, store->tenant, kind, &rows), OK);
    return rows;
}

static bool is_demo_name(Str name) {
    return str_ends(name, S(" (demo)"));
}

static const PartyRecord *party_named(const PartyRows *rows, Str id) {
    for (size_t i = 0; i < rows->count; i++) {
        if (str_equal(rows->record[i].id, id)) return &rows->record[i];
    }
    return NULL;
}

static void all_parties_are_there_and_marked(void **state) {
    (void)state;
    TEST_DEMO(store, arena);
    PartyRows organisations = parties(&store, arena, PARTY_ORGANISATION);
    PartyRows places = parties(&store, arena, PARTY_WORKPLACE);
    PartyRows supervisors = parties(&store, arena, PARTY_SUPERVISOR);
    PartyRows counsellors = parties(&store, arena, PARTY_COUNSELLOR);
    size_t kinds[9] = { 0 };
    for (size_t i = 0; i < organisations.count; i++) {
        const PartyRecord *party = &organisations.record[i];
        assert_true(party->demo);
        assert_true(is_demo_name(party->field[ORGANISATION_name].text));
        kinds[party->field[ORGANISATION_kind].number]++;
    }
    assert_int_equal(kinds[codes_find(ORGANISATION_KIND_CODES, S("employer"))], 90);
    assert_int_equal(kinds[codes_find(ORGANISATION_KIND_CODES, S("agency"))], 5);
    assert_int_equal(kinds[codes_find(ORGANISATION_KIND_CODES, S("school"))], 10);
    assert_true(kinds[codes_find(ORGANISATION_KIND_CODES, S("municipality"))] > 5);
    assert_true(places.count > 90 && supervisors.count > 90);
    assert_int_equal(counsellors.count, 22);
    for (size_t i = 0; i < supervisors.count; i++) {
        const Value *field = supervisors.record[i].field;
        assert_in_range(field[SUPERVISOR_places].number, 1, 4);
        assert_non_null(party_named(&places, field[SUPERVISOR_workplace].text));
        assert_true(is_demo_name(field[SUPERVISOR_name].text));
    }
}

static void openings_name_what_is_there(void **state) {
    (void)state;
    TEST_DEMO(store, arena);
    PartyRows organisations = parties(&store, arena, PARTY_ORGANISATION);
    PartyRows places = parties(&store, arena, PARTY_WORKPLACE);
    SupportRows programmes = supports(&store, arena, SUPPORT_PROGRAMME);
    OpeningRows openings;
    assert_int_equal(openings_load(store.db, arena, store.tenant, &openings), OK);
    static const int names[] = { OPENING_employer, OPENING_host_company, OPENING_formal_employer };
    size_t phases = 0, programme = 0;
    for (size_t i = 0; i < openings.count; i++) {
        const OpeningRecord *opening = &openings.record[i];
        for (int k = 0; k < 3; k++) {
            Value id = opening->field[names[k]];
            if (id.known && !party_named(&organisations, id.text)) fail_msg("%s", id.text.at);
        }
        programme += opening->field[OPENING_programme].known;
        const RecordType *type = &opening_list_type[OPENING_LIST_PHASE];
        const RecordList *list = &opening->list[OPENING_LIST_PHASE];
        for (size_t row = 0; row < list->count; row++) {
            Value work = record_value(type, list, row, PHASE_workplace);
            Value lessons = record_value(type, list, row, PHASE_lesson_place);
            const PartyRecord *at = work.known ? party_named(&places, work.text) : NULL;
            if (work.known && !at) fail_msg("%s", work.text.at);
            if (at) {
                assert_true(
                    str_equal(at->field[WORKPLACE_postcode].text,
                              record_value(type, list, row, PHASE_workplace_postcode).text));
                assert_true(str_equal(at->field[WORKPLACE_organisation].text,
                                      opening->field[OPENING_employer].text));
                phases++;
            }
            assert_non_null(party_named(&places, lessons.text));
        }
    }
    assert_true(phases > 20 && programme > 0);
    assert_true(programmes.count > 0 && programmes.count <= programme);
    for (size_t i = 0; i < programmes.count; i++) {
        assert_true(programmes.record[i].demo);
        assert_true(programmes.record[i].field[PROGRAMME_legal_ground].known);
    }
}

static void recognitions_belong_to_openings_that_teach(void **state) {
    (void)state;
    TEST_DEMO(store, arena);
    Recognitions all;
    OpeningRows openings;
    assert_int_equal(recognitions_load(store.db, arena, store.tenant, &all), OK);
    assert_int_equal(openings_load(store.db, arena, store.tenant, &openings), OK);
    assert_true(all.count > 10);
    size_t yes = 0, other = 0;
    for (size_t i = 0; i < openings.count; i++) {
        const Value *field = openings.record[i].field;
        if (!field[OPENING_crebo].known) continue;
        Recognised is = recognised(&all, field[OPENING_employer].text, field[OPENING_crebo].number,
                                   field[OPENING_postcode], request().today);
        if (is == RECOGNISED_YES) yes++;
        else other++;
    }
    assert_true(yes > other && other > 0); /* most are; not all */
}

static void courses_childcare_and_capacities_are_there(void **state) {
    (void)state;
    TEST_DEMO(store, arena);
    SupportRows groups = supports(&store, arena, SUPPORT_COURSE_GROUP);
    SupportRows options = supports(&store, arena, SUPPORT_CHILDCARE);
    SupportRows resources = supports(&store, arena, SUPPORT_RESOURCE);
    assert_int_equal(groups.count, 30);
    assert_int_equal(options.count, 18);
    for (size_t i = 0; i < groups.count; i++) {
        const Value *field = groups.record[i].field;
        assert_true(groups.record[i].demo && is_demo_name(field[COURSE_GROUP_name].text));
        assert_true(field[COURSE_GROUP_organisation_number].known);
        assert_int_equal(field[COURSE_GROUP_level_to].number,
                         field[COURSE_GROUP_level_from].number + 1);
        assert_true(field[COURSE_GROUP_starts_on].number < field[COURSE_GROUP_ends_on].number);
        assert_in_range(groups.record[i].block.count, 2, 4);
        assert_in_range(field[COURSE_GROUP_seats].number, 8, 16);
    }
    for (size_t i = 0; i < options.count; i++) {
        const Value *field = options.record[i].field;
        assert_true(options.record[i].demo && options.record[i].block.count == 5);
        bool waits = field[CHILDCARE_waiting_weeks].number > 0;
        assert_int_equal(waits, field[CHILDCARE_seats].number == 0);
    }
    DemandRows demands;
    assert_int_equal(demands_load(store.db, arena, store.tenant, &demands), OK);
    assert_true(demands.count > 5);
    assert_int_equal(resources.count, parties(&store, arena, PARTY_SUPERVISOR).count +
                                          parties(&store, arena, PARTY_COUNSELLOR).count +
                                          groups.count);
    for (size_t i = 0; i < resources.count; i++) {
        assert_true(resources.record[i].demo);
        assert_true(resources.record[i].field[RESOURCE_subject_number].known);
    }
}

static void twice_is_the_same(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    Str first = STR_EMPTY, second = STR_EMPTY;
    fill(&store, arena);
    assert_int_equal(db_digest(store.db, arena, &first), OK);
    fill(&store, arena);
    assert_int_equal(db_digest(store.db, arena, &second), OK);
    assert_true(str_equal(first, second));
}

SUITE("demo around", cmocka_unit_test(all_parties_are_there_and_marked),
      cmocka_unit_test(openings_name_what_is_there),
      cmocka_unit_test(recognitions_belong_to_openings_that_teach),
      cmocka_unit_test(courses_childcare_and_capacities_are_there),
      cmocka_unit_test(twice_is_the_same))
