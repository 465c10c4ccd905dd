/* What opens places in a region: counted once for many, held against the domain, never about a few
 * people, and not for too many. */
#include "pages.h"

#include <pthread.h>

#include "figures/region_figures.h"
#include "support/childcare_supply.h"

enum { LONG_US = 60 * 1000 * 1000, PEOPLE = 120, OPENINGS = 20, READERS = 4, TURNS = 20 };
static const char address[] = "/regions/steps";

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

/* By the domain alone, of the same world, hidden as they may be shown. */
static CountryBarriers counted(Made *made, const World *world, int region) {
    ChildcareSupply childcare;
    assert_int_equal(childcare_supply_load(made->doorway.store.db, made->arena,
                                           made->doorway.store.tenant, &childcare), OK);
    CountryRequest request = { .snapshot = world->snapshot, .childcare = &childcare, .region = region,
                               .left_out = people_started(made->arena, world), .threads = 2 };
    CountryBarriers barriers = country_barriers(made->arena, &request);
    country_barriers_hide(made->arena, &barriers);
    return barriers;
}

/* --- counted once, for many --- */

static void assert_same_barriers(const CountryBarriers *found, const CountryBarriers *expected) {
    assert_int_equal(found->total.people, expected->total.people);
    assert_int_equal(found->total.people_without, expected->total.people_without);
    assert_int_equal(found->area_count, expected->area_count);
    assert_int_equal(found->step_count, expected->step_count);
    for (size_t i = 0; i < expected->step_count; i++) {
        assert_true(step_equal(found->step[i].step, expected->step[i].step));
        assert_int_equal(found->step[i].openings, expected->step[i].openings);
        assert_int_equal(found->step[i].people, expected->step[i].people);
    }
    assert_memory_equal(found->criterion, expected->criterion, sizeof expected->criterion);
}

static void counted_once_until_something_changes(void **state) {
    (void)state;
    TEST_REGION_OF(made, PEOPLE, OPENINGS);
    struct House *house = made.doorway.house;
    const World *world = world_taken(&made, made.doorway.store.db);
    const KeptFigures *first, *again, *then, *second;
    FiguresAsked asked = { .world = world, .region = REGION_UNKNOWN, .today = REGION_TODAY };
    CountryBarriers expected = counted(&made, world, REGION_UNKNOWN);
    assert_int_equal(childcare_supply_load(made.doorway.store.db, made.arena,
                                           made.doorway.store.tenant, &asked.childcare), OK);
    assert_int_equal(figures_take(house->figures, &asked, LONG_US, &first), FIGURES_MADE);
    assert_int_equal(figures_take(house->figures, &asked, 0, &again), FIGURES_MADE);
    assert_ptr_equal(first, again);
    assert_same_barriers(&first->barriers, &expected);
    places_forget(&made, 3);
    asked.world = world_taken(&made, made.doorway.store.db);
    FiguresPhase phase = figures_take(house->figures, &asked, 0, &then);
    if (phase == FIGURES_OLDER) assert_ptr_equal(then, first);
    else assert_int_equal(phase, FIGURES_MADE);
    assert_int_equal(figures_take(house->figures, &asked, LONG_US, &second), FIGURES_MADE);
    assert_ptr_not_equal(second, first);
    assert_same_barriers(&first->barriers, &expected); /* who reads it goes on reading it */
    const KeptFigures *kept[] = { first, again, then, second };
    for (int i = 0; i < 4; i++) figures_give(house->figures, kept[i]);
    worlds_give(house->worlds, world);
    worlds_give(house->worlds, asked.world);
}

typedef struct Reader {
    Made *made;
    pthread_t thread;
    Db *db;
    int64_t seen;
} Reader;

static void *reader_run(void *context) {
    Reader *reader = context;
    struct House *house = reader->made->doorway.house;
    for (int i = 0; i < TURNS; i++) {
        const KeptFigures *kept = NULL;
        FiguresAsked asked = { .world = world_taken(reader->made, reader->db),
                                .region = i % 4 - 1, .today = REGION_TODAY };
        FiguresPhase phase =
            figures_take(house->figures, &asked, i % 3 ? 1000 : 0, &kept);
        assert_int_equal(phase == FIGURES_BEING_MADE, !kept);
        worlds_give(house->worlds, asked.world);
        if (!kept) continue;
        for (size_t k = 0; k < kept->barriers.step_count; k++) {
            reader->seen += (int64_t)kept->barriers.step[k].step.detail.len;
        }
        figures_give(house->figures, kept);
    }
    return NULL;
}

/* The house closes while some of it is being counted. */
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
}

/* --- on the page --- */

/* Waits until it is there, as a visitor does whose page comes again. */
static Answer page_counted(Made *made, const char *query) {
    Answer answer;
    do answer = page_got(made, USER_ROLE_auditor, address, query);
    while (str_has(html_read(made->arena, answer.body),
                   said(made->arena, PHRASE(WORD_region_steps_being_made))) ||
           str_has(html_read(made->arena, answer.body),
                   said(made->arena, PHRASE(WORD_region_steps_older))));
    return answer;
}

/* The first behind that heading. */
static Table table_named(Made *made, const Answer *answer, const char *heading) {
    return table_of(made->arena, str_behind(answer->body, heading));
}

static Str count_said(Made *made, int64_t count) {
    return count == FIGURE_HIDDEN ? said(made->arena, PHRASE(WORD_region_steps_hidden))
                                  : digits_of(made->arena, count);
}

static void assert_areas(Made *made, const Answer *answer, const CountryBarriers *barriers) {
    Table table = table_named(made, answer, " id=\"where\"");
    assert_int_equal(table.count, barriers->area_count + 1);
    for (size_t i = 0; i < table.count; i++) {
        const AreaBarriers *area = i < barriers->area_count ? &barriers->area[i] : &barriers->total;
        const Str *cell = table.row[i].text;
        assert_same(cell[1], count_said(made, area->people));
        assert_same(cell[2], count_said(made, area->people_without));
        assert_same(cell[3], digits_of(made->arena, area->openings));
        assert_same(cell[4], digits_of(made->arena, area->openings_without));
    }
}

static void assert_steps(Made *made, const Answer *answer, const CountryBarriers *barriers) {
    enum { SHOWN = 15 };
    size_t at = 0;
    Table table = table_named(made, answer, " id=\"steps\"");
    for (size_t i = 0; i < barriers->step_count && at < SHOWN; i++) {
        const GroupStep *step = &barriers->step[i];
        if (supply_is_lacking(step->supply) || group_step_is_idle(barriers, i)) continue;
        assert_true(at < table.count);
        const Str *cell = table.row[at++].text;
        assert_true(str_has(cell[0], said(made->arena, step_phrase(made->arena, step->step))));
        assert_same(cell[1], digits_of(made->arena, step->openings));
        assert_same(cell[2], digits_of(made->arena, step->people));
        assert_same(cell[3], digits_of(made->arena, step->step.weeks));
    }
    assert_true(at > 0 && at == table.count);
}

static void it_says_what_the_domain_counts(void **state) {
    (void)state;
    TEST_REGION_OF(made, PEOPLE, OPENINGS);
    pair_stands(&made, 1, 1, PLACEMENT_started);
    const World *world = world_of(&made);
    const struct {
        const char *query;
        int region;
    } asked[] = { { "", REGION_UNKNOWN }, { "region=all", REGION_UNKNOWN },
                  { "region=AM13", region_coded(S("AM13")) } };
    for (int i = 0; i < 3; i++) {
        CountryBarriers barriers = counted(&made, world, asked[i].region);
        Answer answer = page_counted(&made, asked[i].query);
        assert_int_equal(barriers.total.people, PEOPLE - 1); /* who started looks for nothing */
        assert_areas(&made, &answer, &barriers);
        assert_steps(&made, &answer, &barriers);
    }
}

static void of_a_few_people_nothing_is_told(void **state) {
    (void)state;
    TEST_REGION_OF(made, FIGURE_PEOPLE_MIN - 1, OPENINGS);
    Answer answer = page_counted(&made, "region=AM13");
    Table table = table_named(&made, &answer, " id=\"where\"");
    Str hidden = said(made.arena, PHRASE(WORD_region_steps_hidden));
    for (size_t i = 0; i < table.count; i++) {
        for (int column = 1; column <= 2; column++) {
            Str cell = table.row[i].text[column];
            assert_true(str_equal(cell, hidden) || str_equal(cell, S("0")));
        }
    }
    assert_int_equal(times_in(str_between(answer.body, "<svg class=\"area-map\"", "</svg>"),
                              "class=\"area-map__people\""), 0);
    assert_says(made.arena, &answer, PHRASE(WORD_region_steps_steps_none));
    assert_says(made.arena, &answer,
                PHRASE(WORD_regions_hidden, VALUE_AMOUNT("min", FIGURE_PEOPLE_MIN)));
}

static void for_too_many_it_names_the_command_and_reads_nothing(void **state) {
    (void)state;
    TEST_REGION(made);
    struct House *house = made.doorway.house;
    WorldCounts counts;
    house->figure_pairs_max = REGION_PEOPLE * REGION_OPENINGS - 1;
    Answer answer = page_got(&made, USER_ROLE_auditor, address, "region=AM13");
    assert_says(made.arena, &answer,
                PHRASE(WORD_region_steps_too_many, VALUE_AMOUNT("people", REGION_PEOPLE),
                       VALUE_AMOUNT("openings", REGION_OPENINGS)));
    assert_true(body_has(&answer, "<code>opstap barriers --region AM13</code>"));
    answer = page_got(&made, USER_ROLE_auditor, address, "");
    assert_true(body_has(&answer, "<code>opstap barriers</code>"));
    worlds_counts(house->worlds, &counts);
    assert_int_equal(counts.made, 0);
    house->figure_pairs_max++;
    answer = page_counted(&made, "");
    assert_false(body_has(&answer, "<code>"));
}

static void it_names_nobody_and_is_for_whom_it_concerns(void **state) {
    (void)state;
    TEST_REGION(made);
    Answer answer = page_counted(&made, "region=AM13");
    assert_false(body_has(&answer, "kandidaat-"));
    assert_false(body_has(&answer, "/candidates"));
    page_status(&made, USER_ROLE_employer, 403, address, "");
    page_status(&made, USER_ROLE_auditor, 400, address, "region=AM99");
    page_status(&made, USER_ROLE_auditor, 400, address, "town=Zeist");
    TEST_EMPTY_HOUSE(empty);
    answer = page_counted(&empty, "");
    assert_says(empty.arena, &answer, PHRASE(WORD_region_steps_empty));
}

SUITE("pages: what opens places in a region",
      cmocka_unit_test(counted_once_until_something_changes),
      cmocka_unit_test(many_ask_while_it_changes),
      cmocka_unit_test(it_says_what_the_domain_counts),
      cmocka_unit_test(of_a_few_people_nothing_is_told),
      cmocka_unit_test(for_too_many_it_names_the_command_and_reads_nothing),
      cmocka_unit_test(it_names_nobody_and_is_for_whom_it_concerns))
