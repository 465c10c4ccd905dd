/* Pages about a person where openings are held as a market: they tell what they tell with the whole world read,
 * below and above the number of openings from which they do so. */
#include "pages.h"

#include "openings/openings.h"

enum { WITHOUT = INT32_MAX };

static Answer told(Made *made, int64_t market_openings, Str path) {
    made->doorway.house->market_openings = market_openings;
    return page_at(made, USER_ROLE_coach, path);
}

static MarketCounts counts_of(Made *made) {
    MarketCounts counts;
    markets_counts(made->doorway.house->markets, &counts);
    return counts;
}

static Str person_path(Made *made, const World *world, int candidate, const char *tail) {
    return str_printf(made->arena, "/candidates/%.*s/matches%s",
                      STR_ARGS(world->candidates.record[candidate].id), tail);
}

/* The matches, without how crowded they are: that takes everybody's list. */
static Str best_in(Made *made, const Answer *answer) {
    static const char *const crowds[] = { "<p class=\"crowding match__crowd\">",
                                          "<p class=\"crowding match__price\">" };
    Str html = str_between(answer->body, "aria-labelledby=\"matches-best\"", "</section>");
    size_t from = str_find(html, S("<article")), until = str_find(html, S("<nav class=\"paging"));
    html = str_sub(html, from, until > from ? until - from : html.len);
    for (size_t i = 0; i < 2; i++) {
        for (size_t at; (at = str_find(html, str_from(crowds[i]))) < html.len;) {
            size_t len = str_find(str_sub(html, at, html.len), S("</p>")) + 4;
            char *less = arena_get(made->arena, html.len);
            memcpy(less, html.at, at);
            memcpy(less + at, html.at + at + len, html.len - at - len);
            html = (Str){ less, html.len - len };
        }
    }
    return html_read(made->arena, html);
}

/* Returns how many matches there are. */
static size_t assert_same_list(Made *made, const World *world, int candidate) {
    Match match[100];
    size_t count = rank_for_candidate(world->snapshot, candidate, 100, match);
    for (size_t page = 1; page <= count / 10 + 2; page++) {
        Str path = person_path(made, world, candidate, "");
        Str query = str_printf(made->arena, "page=%zu", page);
        made->doorway.house->market_openings = WITHOUT;
        Answer without = page_got(made, USER_ROLE_coach, path.at, query.at);
        made->doorway.house->market_openings = REGION_OPENINGS;
        Answer with = page_got(made, USER_ROLE_coach, path.at, query.at);
        assert_int_equal(with.status, 200);
        if (page <= count / 10) assert_true(best_in(made, &with).len > 0);
        assert_same(best_in(made, &with), best_in(made, &without));
    }
    return count;
}

static void lists_of_a_market_are_those_of_the_world(void **state) {
    (void)state;
    TEST_REGION(made);
    const World *world = world_of(&made);
    size_t matches = 0;
    for (int i = 0; i < REGION_PEOPLE; i += 3) matches += assert_same_list(&made, world, i);
    assert_true(matches > 20);
    assert_int_equal(counts_of(&made).bases, 1);
}

static void a_pair_is_told_as_it_is_in_the_world(void **state) {
    (void)state;
    TEST_REGION(made);
    const World *world = world_of(&made);
    for (int i = 0; i < REGION_PEOPLE; i += 5) {
        Str opening = world->openings.record[i % REGION_OPENINGS].id;
        Str tail = str_printf(made.arena, "/%.*s", STR_ARGS(opening));
        Str path = person_path(&made, world, i, tail.at);
        Answer without = told(&made, WITHOUT, path), with = told(&made, 1, path);
        assert_int_equal(with.status, 200);
        assert_same(str_between(with.body, "<main", "</main>"),
                    str_between(without.body, "<main", "</main>"));
    }
    Str nobody = S("/candidates/nobody/matches"), nothing = person_path(&made, world, 0, "/nothing");
    page_status(&made, USER_ROLE_coach, 404, nobody.at, "");
    page_status(&made, USER_ROLE_coach, 404, nothing.at, "");
    assert_int_equal(told(&made, 1, person_path(&made, world, 0, "")).status, 200);
}

static void a_file_is_told_as_it_is_in_the_world(void **state) {
    (void)state;
    TEST_REGION(made);
    pair_stands(&made, 1, 3, PLACEMENT_started);
    pair_stands(&made, 6, 1, PLACEMENT_agreed);
    const World *world = world_of(&made);
    for (int i = 0; i < REGION_PEOPLE; i += 5) {
        Str path = str_printf(made.arena, "/candidates/%.*s",
                              STR_ARGS(world->candidates.record[i].id));
        Answer without = told(&made, WITHOUT, path), with = told(&made, 1, path);
        assert_same(str_between(with.body, "<main", "</main>"),
                    str_between(without.body, "<main", "</main>"));
    }
    page_status(&made, USER_ROLE_coach, 404, "/candidates/nobody", "");
    assert_true(counts_of(&made).taken > 5);
}

static void opening_change(Made *made, Str id, int hours) {
    Db *db = made->doorway.store.db;
    bool changed;
    OpeningRecord record = { .id = id };
    record.field[OPENING_hours_min] = (Value){ .known = true, .number = hours };
    record.field[OPENING_hours_max] = (Value){ .known = true, .number = hours };
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(opening_put(db, made->arena, made->doorway.store.tenant, &record, &changed),
                     OK);
    assert_int_equal(db_commit(db), OK);
}

static void a_changed_opening_is_in_the_next_list(void **state) {
    (void)state;
    TEST_REGION(made);
    (void)told(&made, 1, person_path(&made, world_of(&made), 0, ""));
    for (int i = 0; i < 4; i++) {
        opening_change(&made, world_of(&made)->openings.record[i * 7].id, 99 - i * 30);
        const World *world = world_of(&made);
        for (int k = 0; k < REGION_PEOPLE; k += 7) assert_same_list(&made, world, k);
    }
    assert_int_equal(counts_of(&made).bases, 1);
    assert_true(counts_of(&made).markets >= 4);
}

static void few_openings_have_no_market(void **state) {
    (void)state;
    TEST_REGION(made);
    const World *world = world_of(&made);
    Str path = person_path(&made, world, 0, "");
    assert_int_equal(told(&made, REGION_OPENINGS + 1, path).status, 200);
    assert_int_equal(counts_of(&made).taken, 0);
    assert_int_equal(told(&made, REGION_OPENINGS, path).status, 200);
    assert_int_equal(counts_of(&made).taken, 1);
}

SUITE("pages: openings held as a market",
      cmocka_unit_test(lists_of_a_market_are_those_of_the_world),
      cmocka_unit_test(a_pair_is_told_as_it_is_in_the_world),
      cmocka_unit_test(a_file_is_told_as_it_is_in_the_world),
      cmocka_unit_test(a_changed_opening_is_in_the_next_list),
      cmocka_unit_test(few_openings_have_no_market))
