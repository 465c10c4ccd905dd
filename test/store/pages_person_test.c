/* The file of a person and the page of what fits at work, held against the record itself. */
#include "pages.h"

#include "candidates/candidate_labels.h"
#include "candidates/candidate_week.h"
#include "phrase.h"
#include "records/labels.h"

static Answer file_as(Made *made, UserRole role, Str id, const char *tail) {
    Str path = str_printf(made->arena, "/candidates/%.*s%s", STR_ARGS(id), tail);
    return page_got(made, role, path.at, "");
}

static Str section_of(Made *made, const Answer *answer, const char *kind, int which) {
    Str begin = str_printf(made->arena, "aria-labelledby=\"%s-%d\">", kind, which);
    return str_between(answer->body, begin.at, "</section>");
}

/* "Maximale uren per week 32 uur per week zelf gezegd, ...": name, value and where it is from. */
static void assert_fact(Made *made, Str section, const CandidateRecord *record, int fact) {
    Arena *arena = made->arena;
    Str name = said(arena, PHRASE(fact_word((Fact)fact)));
    Phrase value = value_phrase(arena, &fact_info[fact].field, record->fact[fact]);
    Phrase from = provenance_phrase(arena, record->fact_from[fact], REGION_TODAY);
    Str row = str_printf(arena, "%.*s %.*s %.*s", STR_ARGS(name), STR_ARGS(said(arena, value)),
                         STR_ARGS(said(arena, from)));
    if (str_has(html_read(arena, section), row)) return;
    fail_msg("%.*s: no '%.*s'", STR_ARGS(record->id), STR_ARGS(row));
}

static void assert_group(Made *made, const Answer *answer, const CandidateRecord *record, int group) {
    Str section = section_of(made, answer, "group", group);
    int known = 0, unknown = 0;
    for (int i = 0; i < FACT_COUNT; i++) {
        if ((int)fact_info[i].group != group) continue;
        unknown += !record->fact[i].known;
        if (!record->fact[i].known) continue;
        known++;
        assert_fact(made, section, record, i);
    }
    assert_int_equal(times_in(section, "<dt "), known);
    if (!known || !unknown) return;
    Str told = said(made->arena, PHRASE(WORD_candidate_unknown, VALUE_NUMBER("count", unknown)));
    assert_true(str_has(html_read(made->arena, section), told));
}

static void assert_list(Made *made, Str section, const CandidateRecord *record, int list) {
    Arena *arena = made->arena;
    const RecordList *rows = &record->list[list];
    assert_int_equal(times_in(section, "<span class=\"facts__value\">"), rows->count);
    for (size_t i = 0; i < rows->count; i++) {
        Phrase row = record_row_phrase(arena, &candidate_list_type[list], rows, i);
        Phrase from = provenance_phrase(arena, rows->from[i], REGION_TODAY);
        Str line = str_printf(arena, "%.*s %.*s", STR_ARGS(said(arena, row)),
                              STR_ARGS(said(arena, from)));
        if (!str_has(html_read(arena, section), line)) fail_msg("no '%.*s'", STR_ARGS(line));
    }
}

static void every_fact_is_there_with_its_age_and_source(void **state) {
    (void)state;
    TEST_REGION(made);
    const World *world = world_of(&made);
    int facts = 0;
    for (size_t i = 0; i < world->candidates.count; i++) {
        CandidateRecord record = record_of(&made, world->candidates.record[i].id);
        Answer answer = file_as(&made, USER_ROLE_coach, record.id, "");
        assert_same(heading_of(made.arena, &answer), candidate_name(made.arena, &record));
        for (int group = 0; group < GROUP_COUNT; group++) assert_group(&made, &answer, &record, group);
        for (int list = 0; list < CANDIDATE_LIST_COUNT; list++) {
            if (candidate_list_type[list].sensitive || list == LIST_TIMETABLE) continue;
            assert_list(&made, section_of(&made, &answer, "list", list), &record, list);
        }
        for (int fact = 0; fact < FACT_COUNT; fact++) facts += record.fact[fact].known;
    }
    assert_true(facts > 20 * REGION_PEOPLE);
}

static void what_can_reveal_health_is_not_in_the_file(void **state) {
    (void)state;
    TEST_REGION(made);
    const World *world = world_of(&made);
    int rows = 0;
    for (size_t i = 0; i < world->candidates.count; i++) {
        CandidateRecord record = record_of(&made, world->candidates.record[i].id);
        Answer answer = file_as(&made, USER_ROLE_coach, record.id, "");
        Answer needs = file_as(&made, USER_ROLE_coach, record.id, "/needs");
        Str text = text_of_main(made.arena, &answer);
        for (int list = 0; list < CANDIDATE_LIST_COUNT; list++) {
            const RecordType *type = &candidate_list_type[list];
            if (!type->sensitive) continue;
            assert_list(&made, section_of(&made, &needs, "list", list), &record, list);
            for (size_t k = 0; k < record.list[list].count; k++, rows++) {
                Phrase row = record_row_phrase(made.arena, type, &record.list[list], k);
                assert_false(str_has(text, said(made.arena, row)));
            }
            assert_int_equal(section_of(&made, &answer, "list", list).len, 0);
        }
    }
    assert_true(rows > 10);
}

static void what_is_to_be_asked_is_counted_as_everywhere(void **state) {
    (void)state;
    TEST_REGION(made);
    const World *world = world_of(&made);
    for (size_t i = 0; i < world->candidates.count; i++) {
        CandidateRecord record = record_of(&made, world->candidates.record[i].id);
        Completeness complete = candidate_completeness(&record);
        Answer answer = file_as(&made, USER_ROLE_coach, record.id, "");
        assert_says(made.arena, &answer, PHRASE(WORD_candidate_complete,
                                                VALUE_NUMBER("known", complete.known),
                                                VALUE_NUMBER("asked", complete.asked)));
        Str missing = str_between(answer.body, "summary__missing\">", "</ul>");
        assert_int_equal(times_in(missing, "<li>"), complete.asked - complete.known);
        for (int fact = 0; fact < FACT_COUNT; fact++) {
            Str line = str_printf(made.arena, "<li>%.*s</li>",
                                  STR_ARGS(said(made.arena, PHRASE(fact_word((Fact)fact)))));
            bool asks = fact_is_asked((Fact)fact) && !record.fact[fact].known;
            assert_int_equal(times_in(missing, line.at), asks);
        }
        Phrase *oldest = arena_one(made.arena, Phrase);
        *oldest = confirmed_phrase(complete.oldest, REGION_TODAY);
        assert_says(made.arena, &answer, PHRASE(WORD_candidate_oldest, VALUE_PHRASE("when", oldest)));
    }
}

/* Half hours that the picture colours as free. */
static int free_shown(Str picture) {
    int half_hours = 0, span = 0;
    while ((picture = str_behind(picture, "<td colspan=\"")).len) {
        Str tag = str_sub(picture, 0, str_find(picture, S(">")));
        for (span = 0; *tag.at >= '0' && *tag.at <= '9'; tag = str_sub(tag, 1, tag.len)) {
            span = span * 10 + *tag.at - '0';
        }
        if (str_has(tag, S("week__free"))) half_hours += span;
    }
    return half_hours;
}

/* True: the week of this person is plain, so it can be counted from its blocks. */
static bool week_is_plain(const RecordList *rows) {
    for (size_t i = 0; i < rows->count; i++) {
        if (!candidate_week_is_plain(rows, i)) return false;
    }
    return true;
}

static void assert_week(Made *made, const Answer *answer, const RecordList *rows) {
    CandidateWeek week = candidate_week_of(rows);
    int half_hours = 0;
    for (int day = 0; day < CANDIDATE_WEEK_DAYS; day++) half_hours += __builtin_popcountll(week.day[day]);
    Str hours = str_printf(made->arena, half_hours % 2 ? "%d\xC2\xBD" : "%d", half_hours / 2);
    assert_says(made->arena, answer, PHRASE(WORD_week_total, VALUE_TEXT("hours", hours)));
    assert_int_equal(free_shown(between(answer, "<table class=\"week week--days\">", "</table>")),
                     half_hours);
    Provenance oldest = rows->from[0];
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->from[i].confirmed < oldest.confirmed) oldest = rows->from[i];
    }
    assert_says(made->arena, answer, provenance_phrase(made->arena, oldest, REGION_TODAY));
}

static void the_week_is_that_of_its_blocks(void **state) {
    (void)state;
    TEST_REGION(made);
    const World *world = world_of(&made);
    int plain = 0, none = 0;
    for (size_t i = 0; i < world->candidates.count; i++) {
        const CandidateRecord *record = &world->candidates.record[i];
        const RecordList *rows = &record->list[LIST_TIMETABLE];
        Answer answer = file_as(&made, USER_ROLE_coach, record->id, "");
        if (!rows->count) {
            assert_false(body_has(&answer, "week--days"));
            none += str_has(text_of_main(made.arena, &answer), said(made.arena, PHRASE(WORD_week_none)));
        } else if (week_is_plain(rows)) {
            assert_week(&made, &answer, rows);
            plain++;
        }
    }
    assert_true(plain > 5 && none > 0);
}

static void each_look_is_an_event_of_its_own(void **state) {
    (void)state;
    TEST_REGION(made);
    Store *store = &made.doorway.store;
    file_as(&made, USER_ROLE_coach, S("kandidaat-0003"), "");
    assert_int_equal(events_of(store, "candidate_read"), 1);
    assert_int_equal(events_of(store, "candidate_needs_read"), 0);
    file_as(&made, USER_ROLE_coach, S("kandidaat-0003"), "/needs");
    assert_int_equal(events_of(store, "candidate_read"), 1);
    assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM audit_event WHERE actor = 'coach' AND "
                                      "event = 'candidate_needs_read' AND subject = 'kandidaat-0003'"),
                     1);
    page_status(&made, USER_ROLE_jobhunter, 403, "/candidates/kandidaat-0003/needs", "");
    page_status(&made, USER_ROLE_administrator, 403, "/candidates/kandidaat-0003", "");
    assert_int_equal(events_of(store, "candidate_needs_read"), 1);
    assert_int_equal(events_of(store, "candidate_read"), 1);
}

static void who_may_not_write_is_offered_nothing_to_write(void **state) {
    (void)state;
    TEST_REGION(made);
    Answer answer = file_as(&made, USER_ROLE_jobhunter, S("kandidaat-0003"), "");
    assert_false(body_has(&answer, "/edit/"));
    assert_false(body_has(&answer, "/lists/"));
    assert_false(body_has(&answer, "/timetable"));
    assert_false(body_has(&answer, "/needs"));
    answer = file_as(&made, USER_ROLE_coach, S("kandidaat-0003"), "");
    assert_true(body_has(&answer, "/candidates/kandidaat-0003/edit/"));
    assert_true(body_has(&answer, "/candidates/kandidaat-0003/lists/"));
    assert_true(body_has(&answer, "/candidates/kandidaat-0003/needs"));
}

static void where_somebody_stands_is_said_with_the_next_step(void **state) {
    (void)state;
    TEST_REGION(made);
    const World *world = world_of(&made);
    Answer answer = file_as(&made, USER_ROLE_coach, world->candidates.record[4].id, "");
    assert_says(made.arena, &answer, PHRASE(WORD_candidates_standing_none));
    pair_stands(&made, world->candidates.record[4].number, world->openings.record[2].number,
                PLACEMENT_proposed);
    pair_stands(&made, world->candidates.record[4].number, world->openings.record[3].number,
                PLACEMENT_invited);
    answer = file_as(&made, USER_ROLE_coach, world->candidates.record[4].id, "");
    Str summary = str_between(answer.body, "<section class=\"summary\"", "</section>");
    Str text = html_read(made.arena, str_behind(summary, ">"));
    assert_true(str_has(text, said(made.arena, PHRASE(WORD_candidates_standing_under_way))));
    assert_true(str_has(text, html_read(made.arena, world_opening_name(made.arena, world, 3))));
    assert_true(str_has(text, S("Bellen over de afspraak")));
    Str address = str_printf(made.arena, "href=\"/openings/%.*s\"",
                             STR_ARGS(world->openings.record[3].id));
    assert_true(str_has(summary, address));
    assert_false(str_has(text, html_read(made.arena, world_opening_name(made.arena, world, 2))));
}

static void who_was_erased_is_nowhere(void **state) {
    (void)state;
    TEST_REGION(made);
    static const char *const pages[] = { "", "/needs", "/timetable", "/edit/home", "/lists/language/new",
                                         "/matches", "/openings", "/looks" };
    const World *world = world_of(&made);
    Str id = world->openings.record[0].id;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        file_as(&made, USER_ROLE_team_lead, S("kandidaat-0003"), pages[i]);
    }
    page_got(&made, USER_ROLE_team_lead, "/candidates", ""); /* all of it is in memory now */
    person_erase(&made, 3);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        Str path = str_printf(made.arena, "/candidates/kandidaat-0003%s", pages[i]);
        page_status(&made, USER_ROLE_team_lead, 404, path.at, "");
    }
    Str pair = str_printf(made.arena, "/candidates/kandidaat-0003/matches/%.*s", STR_ARGS(id));
    page_status(&made, USER_ROLE_team_lead, 404, pair.at, "");
    Answer answer = page_sent(&made, USER_ROLE_team_lead, "/candidates/kandidaat-0003/edit/home",
                              "&version=1&postcode=3511");
    assert_int_equal(answer.status, 404);
    answer = page_got(&made, USER_ROLE_team_lead, "/candidates", "words=0003");
    assert_int_equal(number_told(made.arena, &answer), 0);
    answer = page_got(&made, USER_ROLE_team_lead, "/candidates.csv", "");
    assert_false(body_has(&answer, "kandidaat-0003"));
    assert_false(body_has(&answer, "erased"));
    answer = page_got(&made, USER_ROLE_team_lead, "/", "");
    assert_says(made.arena, &answer, PHRASE(WORD_start_people, VALUE_NUMBER("count", REGION_PEOPLE - 1)));
    for (size_t i = 0; i < world->openings.count; i++) {
        Str path = str_printf(made.arena, "/openings/%.*s/candidates",
                              STR_ARGS(world->openings.record[i].id));
        answer = page_got(&made, USER_ROLE_team_lead, path.at, "");
        assert_false(body_has(&answer, "kandidaat-0003"));
    }
}

static void who_is_made_up_is_marked(void **state) {
    (void)state;
    TEST_REGION(made);
    Answer answer = file_as(&made, USER_ROLE_coach, S("kandidaat-0003"), "");
    assert_says(made.arena, &answer, PHRASE(WORD_demo_mark));
}

SUITE("pages: the file of a person",
      cmocka_unit_test(every_fact_is_there_with_its_age_and_source),
      cmocka_unit_test(what_can_reveal_health_is_not_in_the_file),
      cmocka_unit_test(what_is_to_be_asked_is_counted_as_everywhere),
      cmocka_unit_test(the_week_is_that_of_its_blocks),
      cmocka_unit_test(each_look_is_an_event_of_its_own),
      cmocka_unit_test(who_may_not_write_is_offered_nothing_to_write),
      cmocka_unit_test(where_somebody_stands_is_said_with_the_next_step),
      cmocka_unit_test(who_was_erased_is_nowhere),
      cmocka_unit_test(who_is_made_up_is_marked))
