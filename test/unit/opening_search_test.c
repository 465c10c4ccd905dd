/* The list of openings: words, filters, order and pages, over openings at random. */
#include "../random_records.h"

#include "names/names.h"
#include "openings/opening_search.h"

enum { OPENINGS = 200, QUERIES = 2000 };

typedef struct Region {
    OpeningRows openings;
    int64_t *taken;
} Region;

static Region region(Chance *chance, Arena *arena) {
    static const char *const name[] = { "Lasser", "Medewerker zorg", "Kok in opleiding", "Électricien", "Chauffeur" };
    Region made = { { arena_many(arena, OpeningRecord, OPENINGS), OPENINGS }, NULL };
    PlacementRows placements = { arena_many(arena, Placement, OPENINGS), OPENINGS };
    for (int i = 0; i < OPENINGS; i++) {
        OpeningRecord *record = &made.openings.record[i];
        *record = chance_opening(chance, arena, str_printf(arena, "O-%d", i), 6);
        record->number = 10 + 3 * i;
        record->field[OPENING_places] = (Value){ chance_between(chance, 0, 4) != 0, chance_between(chance, 0, 2), { 0 } };
        if (record->field[OPENING_name].known) {
            record->field[OPENING_name].text = str_from(name[chance_between(chance, 0, 4)]);
        }
        placements.row[i] = (Placement){ .opening_number = 10 + 3 * chance_between(chance, 0, OPENINGS),
                                         .state = (PlacementState)chance_between(chance, 0, PLACEMENT_STATE_COUNT - 1) };
    }
    made.taken = openings_taken(arena, &made.openings, &placements);
    for (int i = 0; i < OPENINGS; i++) { /* counted the slow way */
        int64_t taken = 0;
        for (int k = 0; k < OPENINGS; k++) {
            PlacementHold hold = placement_hold(placements.row[k].state);
            bool here = placements.row[k].opening_number == made.openings.record[i].number;
            taken += here && (hold == HOLD_PAIR || hold == HOLD_PLACE);
        }
        assert_int_equal(made.taken[i], taken);
    }
    return made;
}

static OpeningFound found_of(Arena *arena, const Region *region, OpeningSearch search) {
    OpeningFound found;
    assert_int_equal(opening_search(arena, &region->openings, region->taken, &search, &found), OK);
    return found;
}

static bool expected(const Region *region, size_t i, const OpeningSearch *search) {
    const OpeningRecord *record = &region->openings.record[i];
    const Value *field = record->field;
    int64_t left = field[OPENING_places].known ? field[OPENING_places].number - region->taken[i] : -1;
    if (search->has_places && left <= 0) return false;
    if (search->places_unknown && record->field[OPENING_places].known) return false;
    if (search->municipality.len && !(field[OPENING_municipality].known &&
                                      str_equal(field[OPENING_municipality].text, search->municipality))) return false;
    char sbi[32], begin[32];
    snprintf(sbi, sizeof sbi, "%lld", (long long)field[OPENING_sector_sbi].number);
    snprintf(begin, sizeof begin, "%d", search->sector);
    if (search->sector && !(field[OPENING_sector_sbi].known && str_starts(str_from(sbi), str_from(begin)))) return false;
    unsigned kinds = 0;
    for (size_t k = 0; k < record->list[OPENING_LIST_KIND].count; k++) {
        kinds |= 1u << record->list[OPENING_LIST_KIND].value[k].number;
    }
    if (search->kinds && !(kinds & search->kinds)) return false;
    bool asked = false, more = false;
    for (size_t k = 0; k < record->list[OPENING_LIST_DEMAND].count; k++) {
        const Value *row = record->list[OPENING_LIST_DEMAND].value + k * DEMAND_FIELD_COUNT;
        if (!row[DEMAND_language].known || !str_equal(row[DEMAND_language].text, S("nld"))) continue;
        asked = true;
        more = more || !row[DEMAND_level].known || row[DEMAND_level].number > search->language_max;
    }
    return !search->asks_at_most || (asked && !more);
}

static void filters_keep_what_is_known_to_hold(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Chance chance = chance_begin();
    Region made = region(&chance, arena);
    for (int i = 0; i < QUERIES; i++) {
        OpeningSearch search = { .sort = OPENING_SORT_ARRIVAL, .count_max = OPENINGS };
        if (chance_between(&chance, 0, 1)) search.has_places = true;
        if (chance_between(&chance, 0, 3) == 0) search.places_unknown = true;
        if (chance_between(&chance, 0, 2) == 0) search.sector = (int)chance_between(&chance, 1, 99);
        if (chance_between(&chance, 0, 2) == 0) search.kinds = (unsigned)chance_between(&chance, 1, 63);
        if (chance_between(&chance, 0, 2) == 0) search.asks_at_most = true;
        search.language_max = (int)chance_between(&chance, 0, 6);
        const OpeningRecord *any = &made.openings.record[chance_between(&chance, 0, OPENINGS - 1)];
        if (chance_between(&chance, 0, 3) == 0) search.municipality = any->field[OPENING_municipality].text;
        OpeningFound found = found_of(arena, &made, search);
        size_t at = 0;
        for (size_t k = 0; k < OPENINGS; k++) {
            bool there = at < found.count && found.position[at] == k;
            if (there != expected(&made, k, &search)) fail_msg("opening %zu: found %d", k, there);
            at += there;
        }
        assert_int_equal(at, found.total);
    }
}

static void words_are_found_in_names_ids_and_occupations(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Value name = { true, 0, S("Électricien (leerbaan)") }, employer = { true, 0, S("Werkgever 012") };
    Value isco = { true, 0, S("7223") }, postcode = { true, 0, S("3511AB") };
    OpeningRecord record = { .number = 1, .id = S("O-17") };
    record.field[OPENING_name] = name;
    record.field[OPENING_employer_name] = employer;
    record.field[OPENING_isco] = isco;
    record.field[OPENING_postcode] = postcode;
    int64_t taken = 0;
    Region made = { { &record, 1 }, &taken };
    static const char *const here[] = { "", "elec", "LEERB electr", "werkgever 012", "o-17", "17", "3511", "3511ab" };
    static const char *const away[] = { "lectricien", "elec kok", "511", "O-18" };
    for (size_t i = 0; i < sizeof here / sizeof *here; i++) {
        OpeningSearch search = { .words = str_from(here[i]) };
        if (found_of(arena, &made, search).total != 1) fail_msg("%s", here[i]);
    }
    for (size_t i = 0; i < sizeof away / sizeof *away; i++) {
        OpeningSearch search = { .words = str_from(away[i]) };
        if (found_of(arena, &made, search).total != 0) fail_msg("%s", away[i]);
    }
    const Str *labels = code_labels(S("isco_groups"), S("7223"));
    assert_non_null(labels);
    assert_int_equal(found_of(arena, &made, (OpeningSearch){ .words = labels[TONGUE_NL] }).total, 1);
}

static void pages_together_are_the_list_in_order(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Chance chance = chance_begin();
    Region made = region(&chance, arena);
    for (int i = 0; i < 2 * OPENING_SORT_COUNT; i++) {
        OpeningSearch search = { .sort = (OpeningSort)(i / 2), .descending = i % 2, .count_max = OPENINGS };
        OpeningFound whole = found_of(arena, &made, search);
        assert_int_equal(whole.count, OPENINGS);
        size_t at = 0;
        for (search.count_max = 9; at < whole.count; search.first += 9) {
            OpeningFound page = found_of(arena, &made, search);
            for (size_t k = 0; k < page.count; k++) assert_int_equal(page.position[k], whole.position[at++]);
        }
        bool unknown = false; /* who has nothing to be ordered by comes last, both ways */
        for (size_t k = 0; k < whole.count; k++) {
            const Value *field = made.openings.record[whole.position[k]].field;
            bool known = search.sort == OPENING_SORT_NAME    ? field[OPENING_name].known
                         : search.sort == OPENING_SORT_START ? field[OPENING_start_on].known
                         : search.sort == OPENING_SORT_PLACES_LEFT ? field[OPENING_places].known : true;
            assert_false(known && unknown);
            unknown = unknown || !known;
        }
    }
    OpeningFound found;
    OpeningSearch wrong = { .sort = OPENING_SORT_COUNT };
    assert_int_equal(opening_search(arena, &made.openings, made.taken, &wrong, &found), INVALID);
}

SUITE("opening_search", cmocka_unit_test(filters_keep_what_is_known_to_hold),
      cmocka_unit_test(words_are_found_in_names_ids_and_occupations),
      cmocka_unit_test(pages_together_are_the_list_in_order))
