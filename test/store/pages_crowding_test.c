/* How crowded openings are: found once for a world, by one thread for many, told on pages, and not to
 * who may not know. */
#include "pages.h"

#include <pthread.h>

#include "figures/small_counts.h"
#include "planning/prices/crowding.h"

enum { MATCHES_MAX = 1000, PER_PAGE = 10, READERS = 4, TURNS = 20, LONG_US = 60 * 1000 * 1000 };

static Crowding crowding_of(Made *made, const World *world) {
    Crowding crowding;
    PlanInput input = world_plan_input(world);
    assert_int_equal(crowding_make(made->arena, &input, 0, &crowding), OK);
    return crowding;
}

/* --- found once, for many --- */

static const World *world_taken(Made *made, Db *db) {
    const World *world = NULL;
    struct House *house = made->doorway.house;
    WorldRequest request = { .tenant = made->doorway.store.tenant, .today = REGION_TODAY,
                             .rules = house->rules };
    assert_int_equal(db_begin_read(db), OK);
    assert_int_equal(worlds_take(house->worlds, db, request, &world), OK);
    db_rollback(db);
    return world;
}

static const Crowding *crowding_waited(Made *made, const World *world) {
    const Crowding *crowding = NULL;
    CrowdingJobs *jobs = made->doorway.house->crowding;
    while (crowding_take(jobs, world, LONG_US, &crowding) == CROWDING_BEING_MADE) continue;
    assert_non_null(crowding);
    return crowding;
}

static void assert_same_crowding(const Crowding *found, const Crowding *expected) {
    assert_int_equal(found->opening_count, expected->opening_count);
    assert_int_equal(found->pairs, expected->pairs);
    for (size_t i = 0; i < expected->opening_count; i++) {
        assert_int_equal(found->opening[i].places, expected->opening[i].places);
        assert_int_equal(found->opening[i].demand, expected->opening[i].demand);
        assert_int_equal(found->opening[i].price, expected->opening[i].price);
    }
}

static void found_once_until_something_changes(void **state) {
    (void)state;
    TEST_REGION(made);
    Db *db = made.doorway.store.db;
    struct House *house = made.doorway.house;
    const World *world = world_taken(&made, db);
    const Crowding *first = crowding_waited(&made, world), *again = crowding_waited(&made, world);
    Crowding expected = crowding_of(&made, world);
    assert_ptr_equal(first, again);
    assert_same_crowding(first, &expected);
    places_forget(&made, 5);
    const World *changed = world_taken(&made, db);
    const Crowding *second = crowding_waited(&made, changed);
    Crowding expected_now = crowding_of(&made, changed);
    assert_ptr_not_equal(second, first);
    assert_same_crowding(second, &expected_now);
    assert_same_crowding(first, &expected); /* who reads it goes on reading it */
    const Crowding *old = NULL;
    assert_int_equal(crowding_take(house->crowding, world, 0, &old), CROWDING_MADE);
    assert_ptr_equal(old, first);
    crowding_give(house->crowding, old);
    crowding_give(house->crowding, first);
    crowding_give(house->crowding, again);
    crowding_give(house->crowding, second);
    worlds_give(house->worlds, world);
    worlds_give(house->worlds, changed);
}

typedef struct Reader {
    Made *made;
    pthread_t thread;
    Db *db;
    int64_t seen; /* prices above 0 */
} Reader;

static void *reader_run(void *context) {
    Reader *reader = context;
    struct House *house = reader->made->doorway.house;
    for (int i = 0; i < TURNS; i++) {
        const World *world = world_taken(reader->made, reader->db);
        const Crowding *crowding = NULL;
        if (crowding_take(house->crowding, world, i % 3 ? 1000 : 0, &crowding) == CROWDING_MADE) {
            for (size_t k = 0; k < crowding->opening_count; k++) {
                reader->seen += crowding->opening[k].price > 0;
            }
            crowding_give(house->crowding, crowding);
        }
        worlds_give(house->worlds, world);
    }
    return NULL;
}

static void many_ask_while_it_changes(void **state) {
    (void)state;
    TEST_REGION(made);
    Reader reader[READERS];
    Phrase why;
    for (int i = 0; i < READERS; i++) {
        reader[i] = (Reader){ .made = &made };
        assert_int_equal(db_open(made.doorway.store.path, DB_EXISTING, &reader[i].db, &why), OK);
        assert_int_equal(pthread_create(&reader[i].thread, NULL, reader_run, &reader[i]), 0);
    }
    for (int i = 1; i <= 5; i++) places_forget(&made, i);
    for (int i = 0; i < READERS; i++) {
        pthread_join(reader[i].thread, NULL);
        db_end(reader[i].db);
    }
    Db *db = made.doorway.store.db;
    const World *world = world_taken(&made, db);
    const Crowding *crowding = crowding_waited(&made, world);
    assert_true(crowding->places_unknown > 0);
    crowding_give(made.doorway.house->crowding, crowding);
    worlds_give(made.doorway.house->worlds, world);
}

/* The house closes while somebody's is not made yet. */
static void what_is_not_made_yet_is_given_up(void **state) {
    (void)state;
    TEST_REGION(made);
    const World *world = world_taken(&made, made.doorway.store.db);
    const Crowding *crowding = NULL;
    if (crowding_take(made.doorway.house->crowding, world, 0, &crowding) == CROWDING_MADE) {
        crowding_give(made.doorway.house->crowding, crowding);
    }
    worlds_give(made.doorway.house->worlds, world);
}

/* --- on pages --- */

/* Waits until it is there, as a visitor does who opens the page again. */
static Answer page_with_crowding(Made *made, UserRole role, const char *path, const char *query) {
    Answer answer;
    do answer = page_got(made, role, path, query);
    while (str_has(html_read(made->arena, answer.body),
                   said(made->arena, PHRASE(WORD_crowding_waits))));
    return answer;
}

static void assert_list(Made *made, const World *world, const Crowding *crowding, Str html,
                        const Match *match, size_t count) {
    for (size_t i = 0; i < count; i++) {
        Str article = str_behind(html, "<article class=\"match match--");
        html = article;
        article = str_sub(article, 0, str_find(article, S("</article>")));
        Str id = world->openings.record[match[i].opening].id;
        assert_true(str_has(article, str_printf(made->arena, "\"/openings/%.*s\"", STR_ARGS(id))));
        const Crowd *crowd = &crowding->opening[match[i].opening];
        Str text = html_read(made->arena, article);
        assert_true(str_has(text, said(made->arena, crowd_demand_phrase(made->arena, crowd))));
        assert_true(str_has(text, said(made->arena, crowd_price_phrase(crowd))));
        Phrase left = crowd_left_phrase(crowd, match[i].score);
        if (left.word) assert_true(str_has(text, said(made->arena, left)));
        assert_true(str_has(text, said(made->arena, PHRASE(WORD_match_score_line,
                                                           VALUE_AMOUNT("score", match[i].score),
                                                           VALUE_AMOUNT("maximum", SCORE_MAX)))));
    }
}

/* What prices do not know is said wherever prices are. */
static void assert_limits(Made *made, const Answer *answer, const Crowding *crowding) {
    Phrase limit[CROWDING_LIMITS];
    size_t count = crowding_limits(crowding, limit);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) assert_says(made->arena, answer, limit[i]);
}

static void a_list_by_score_and_a_list_by_what_is_left(void **state) {
    (void)state;
    TEST_REGION_OF(made, 120, 16);
    places_forget(&made, 4);
    const World *world = world_of(&made);
    Crowding crowding = crowding_of(&made, world);
    size_t moved = 0;
    for (int i = 0; i < 120; i += 15) {
        Match match[MATCHES_MAX], by_left[MATCHES_MAX];
        size_t count = rank_for_candidate(world->snapshot, i, MATCHES_MAX, match);
        size_t shown = count < PER_PAGE ? count : PER_PAGE;
        memcpy(by_left, match, sizeof match);
        crowding_order(made.arena, &crowding, by_left, count);
        for (size_t k = 0; k < shown; k++) moved += match[k].opening != by_left[k].opening;
        Str path = str_printf(made.arena, "/candidates/%.*s/matches",
                              STR_ARGS(world->candidates.record[i].id));
        Answer answer = page_with_crowding(&made, USER_ROLE_coach, path.at, "");
        assert_list(&made, world, &crowding, answer.body, match, shown);
        assert_says_not(made.arena, &answer, PHRASE(WORD_matching_crowd_what));
        assert_limits(&made, &answer, &crowding);
        answer = page_with_crowding(&made, USER_ROLE_coach, path.at, "order=crowding");
        assert_list(&made, world, &crowding, answer.body, by_left, shown);
        assert_says(made.arena, &answer, PHRASE(WORD_matching_crowd_what));
        assert_limits(&made, &answer, &crowding);
        if (count > PER_PAGE) {
            assert_true(body_has(&answer, "order=crowding&amp;page=2"));
            answer = page_with_crowding(&made, USER_ROLE_coach, path.at, "order=crowding&page=2");
            size_t rest = count - PER_PAGE < PER_PAGE ? count - PER_PAGE : PER_PAGE;
            assert_list(&made, world, &crowding, answer.body, by_left + PER_PAGE, rest);
        }
        page_status(&made, USER_ROLE_coach, 400, path.at, "order=luck");
    }
    assert_true(moved > 0);
}

static void few_people_are_no_business_of_who_may_not_see_them(void **state) {
    (void)state;
    TEST_REGION_OF(made, 90, 12);
    const World *world = world_of(&made);
    Crowding crowding = crowding_of(&made, world);
    int few = 0, many = 0;
    for (size_t i = 0; i < crowding.opening_count; i++) {
        const Crowd *crowd = &crowding.opening[i];
        Str path = str_printf(made.arena, "/openings/%.*s",
                              STR_ARGS(world->openings.record[i].id));
        Str demand = said(made.arena, crowd_demand_phrase(made.arena, crowd));
        Str price = said(made.arena, crowd_price_phrase(crowd));
        Answer answer = page_with_crowding(&made, USER_ROLE_coach, path.at, "");
        Str text = html_read(made.arena, answer.body);
        assert_true(str_has(text, demand) && str_has(text, price));
        answer = page_with_crowding(&made, USER_ROLE_key_person, path.at, "");
        text = html_read(made.arena, answer.body);
        bool is_few = crowd->demand < FIGURE_PEOPLE_MIN;
        assert_int_equal(str_has(text, demand), !is_few);
        assert_false(str_has(text, price));
        few += is_few;
        many += !is_few;
        answer = page_with_crowding(&made, USER_ROLE_coach,
                                    str_printf(made.arena, "%.*s/candidates", STR_ARGS(path)).at,
                                    "");
        assert_true(str_has(html_read(made.arena, answer.body), demand));
    }
    assert_true(few > 0 && many > 0);
}

SUITE("how crowded openings are, on pages",
      cmocka_unit_test(found_once_until_something_changes),
      cmocka_unit_test(many_ask_while_it_changes),
      cmocka_unit_test(what_is_not_made_yet_is_given_up),
      cmocka_unit_test(a_list_by_score_and_a_list_by_what_is_left),
      cmocka_unit_test(few_people_are_no_business_of_who_may_not_see_them))
