/* Explained matches, held against the same verbs that anybody can ask: rank, explain, barriers. */
#include "pages.h"

#include "openings/opening_search.h"
#include "phrase.h"

enum { MATCHES_MAX = 1000, SHOWN_MAX = 100, PER_PAGE = 10, NEAR_SHOWN = 5, PAIRS_PER_PAGE = 25 };

/* One match as it stands on a page. */
typedef struct Shown {
    Str html, address, state;
} Shown;

static size_t shown_in(Made *made, Str html, Shown *shown) {
    size_t count = 0;
    while ((html = str_behind(html, "<article class=\"match match--")).len) {
        Str whole = str_sub(html, 0, str_find(html, S("</article>")));
        assert_true(count < SHOWN_MAX);
        shown[count++] = (Shown){ whole, address_in(made->arena, str_behind(whole, "match__name")),
                                  str_sub(whole, 0, str_find(whole, S("\""))) };
    }
    return count;
}

static Str address_for(Made *made, const char *section, Str id) {
    return str_printf(made->arena, "/%s/%.*s", section, STR_ARGS(id));
}

static Str candidate_path(Made *made, const World *world, int candidate, const char *tail) {
    return str_printf(made->arena, "/candidates/%.*s%s",
                      STR_ARGS(world->candidates.record[candidate].id), tail);
}

/* The parts as they are told add up to the score as it is told. */
static void assert_score(Made *made, const World *world, Str html, const Match *match) {
    Arena *arena = made->arena;
    Phrase line = PHRASE(WORD_match_score_line, VALUE_AMOUNT("score", match->score),
                         VALUE_AMOUNT("maximum", SCORE_MAX));
    assert_true(str_has(html_read(arena, html), said(arena, line)));
    Table table = table_of(arena, html);
    int64_t sum = 0, maximum = 0;
    assert_int_equal(table.count, PART_COUNT);
    for (int i = 0; i < PART_COUNT; i++) {
        long long points = -1, most = -1;
        Str told = table.row[i].text[1];
        assert_int_equal(sscanf(str_zero_ended(arena, told), "%lld van %lld", &points, &most), 2);
        assert_int_equal(points, match->part_points[i]);
        assert_int_equal(most, rules_maximum(world->rules, (Part)i));
        assert_true(table.row[i].text[2].len > 0); /* with a reason */
        sum += points;
        maximum += most;
    }
    assert_int_equal(sum, match->score);
    assert_int_equal(maximum, SCORE_MAX);
}

static void assert_ranked(Made *made, const World *world, const Shown *shown, const Match *match,
                          bool of_candidate) {
    Str id = of_candidate ? world->openings.record[match->opening].id
                          : world->candidates.record[match->candidate].id;
    assert_same(shown->address, address_for(made, of_candidate ? "openings" : "candidates", id));
    assert_str(shown->state, match->unknown_count ? "asks" : "fits");
    assert_int_equal(match->unmet_count, 0);
    assert_score(made, world, shown->html, match);
}

/* From the first page to the last, by its links. */
static size_t list_walked(Made *made, const World *world, Str path, const Match *match, size_t total,
                          bool of_candidate) {
    size_t seen = 0;
    while (true) {
        Answer answer = page_at(made, USER_ROLE_jobhunter, path);
        Shown shown[SHOWN_MAX];
        Str best = str_between(answer.body, "aria-labelledby=\"matches-best\"", "</section>");
        size_t count = shown_in(made, best, shown);
        for (size_t i = 0; i < count; i++) {
            assert_true(seen < total);
            assert_ranked(made, world, &shown[i], &match[seen++], of_candidate);
        }
        Str next = str_between(answer.body, "rel=\"next\"", ">");
        if (!next.len) break;
        assert_int_equal(count, PER_PAGE);
        path = address_in(made->arena, next);
    }
    assert_int_equal(seen, total);
    return seen;
}

static void a_persons_list_is_the_ranking(void **state) {
    (void)state;
    TEST_REGION(made);
    const World *world = world_of(&made);
    Match *match = arena_many(made.arena, Match, MATCHES_MAX);
    size_t all = 0, longest = 0;
    for (int candidate = 0; candidate < REGION_PEOPLE; candidate += 2) {
        size_t total = rank_for_candidate(world->snapshot, candidate, MATCHES_MAX, match);
        all += list_walked(&made, world, candidate_path(&made, world, candidate, "/matches"), match,
                           total, true);
        if (total > longest) longest = total;
    }
    assert_true(all > 0 && longest > 0);
}

static void an_openings_list_is_the_ranking(void **state) {
    (void)state;
    TEST_REGION_OF(made, 200, 24);
    const World *world = world_of(&made);
    Match *match = arena_many(made.arena, Match, MATCHES_MAX);
    size_t all = 0, longest = 0;
    for (int opening = 0; opening < 24; opening++) {
        size_t total = rank_for_opening(world->snapshot, opening, MATCHES_MAX, match);
        Str path = str_printf(made.arena, "/openings/%.*s/candidates",
                              STR_ARGS(world->openings.record[opening].id));
        all += list_walked(&made, world, path, match, total, false);
        if (total > longest) longest = total;
    }
    assert_true(all > 20 && longest > PER_PAGE);
}

static void past_the_last_page_is_told(void **state) {
    (void)state;
    TEST_REGION(made);
    Answer answer = page_got(&made, USER_ROLE_coach, "/candidates/kandidaat-0001/matches", "page=1000");
    assert_says(made.arena, &answer, PHRASE(WORD_paging_behind));
    assert_says_not(made.arena, &answer, PHRASE(WORD_matches_none_candidate));
    answer = page_got(&made, USER_ROLE_coach, "/candidates/kandidaat-0001/openings", "page=9");
    assert_says(made.arena, &answer, PHRASE(WORD_paging_behind));
}

/* --- one step away --- */

static void what_is_one_step_away_is_told_with_its_step(void **state) {
    (void)state;
    TEST_REGION(made);
    const World *world = world_of(&made);
    int seen = 0;
    for (int candidate = 0; candidate < REGION_PEOPLE; candidate++) {
        Match near[NEAR_SHOWN];
        Shown shown[SHOWN_MAX];
        size_t count = openings_one_step_away(world->snapshot, candidate, NEAR_SHOWN, near);
        Answer answer = page_at(&made, USER_ROLE_coach, candidate_path(&made, world, candidate, "/matches"));
        Str section = str_between(answer.body, "aria-labelledby=\"matches-near\"", "</section>");
        assert_int_equal(shown_in(&made, section, shown), count);
        for (size_t i = 0; i < count; i++, seen++) {
            Str id = world->openings.record[near[i].opening].id;
            assert_same(shown[i].address, address_for(&made, "openings", id));
            assert_str(shown[i].state, "blocked");
            Str blocks = str_between(shown[i].html, "match__lines--blocks\">", "</ul>");
            assert_int_equal(times_in(blocks, "<li>"), 1);
            assert_false(str_has(shown[i].html, S("match__score")));
        }
    }
    assert_true(seen > 20);
}

static void the_step_that_helps_most_is_told_with_how_much(void **state) {
    (void)state;
    TEST_REGION(made);
    const World *world = world_of(&made);
    int told = 0;
    for (int candidate = 0; candidate < REGION_PEOPLE; candidate++) {
        Help help = step_that_helps_most(world->snapshot, candidate);
        Answer answer = page_at(&made, USER_ROLE_coach, candidate_path(&made, world, candidate, "/matches"));
        assert_int_equal(body_has(&answer, "match__help"), help.any);
        if (!help.any || help.step.kind == STEP_CONDITION || help.step.kind == STEP_NEED) continue;
        Phrase *step = arena_one(made.arena, Phrase);
        *step = step_phrase(made.arena, help.step);
        assert_says(made.arena, &answer, PHRASE(WORD_matches_help, VALUE_PHRASE("step", step),
                                                VALUE_NUMBER("count", help.opens)));
        told++;
    }
    assert_true(told > 10);
}

/* --- one pair --- */

static bool lines_have(Made *made, Str html, const Entry *entry, Phrase next) {
    Arena *arena = made->arena;
    Phrase has = PHRASE(WORD_match_asks_has, VALUE_PHRASE("asked", &entry->asked),
                        VALUE_PHRASE("has", &entry->has));
    Phrase step = PHRASE(WORD_match_next_step, VALUE_PHRASE("step", &next));
    Str begin = str_printf(arena, "%.*s : ", STR_ARGS(said(arena, PHRASE(criterion_word(entry->criterion)))));
    while ((html = str_behind(html, "<li>")).len) {
        Str line = html_read(arena, str_sub(html, 0, str_find(html, S("</li>"))));
        bool asked = entry->verdict == VERDICT_UNKNOWN ? str_has(line, said(arena, next))
                                                       : str_has(line, said(arena, has));
        bool stepped = entry->verdict != VERDICT_UNMET || !next.word || str_has(line, said(arena, step));
        if (str_starts(line, begin) && asked && stepped) return true;
    }
    return false;
}

static void assert_pair(Made *made, const World *world, int candidate, int opening, int *ret_blocked) {
    Explanation told = match_explain(made->arena, world->snapshot, candidate, opening);
    Str path = str_printf(made->arena, "%.*s/%.*s",
                          STR_ARGS(candidate_path(made, world, candidate, "/matches")),
                          STR_ARGS(world->openings.record[opening].id));
    Answer answer = page_at(made, USER_ROLE_coach, path);
    Shown shown[SHOWN_MAX];
    assert_int_equal(shown_in(made, answer.body, shown), 1);
    Str blocks = str_between(shown[0].html, "match__lines--blocks\">", "</ul>");
    Str questions = str_between(shown[0].html, "match__lines--questions\">", "</ul>");
    assert_int_equal(times_in(blocks, "<li>"), told.match.unmet_count);
    assert_int_equal(times_in(questions, "<li>"), told.match.unknown_count);
    assert_str(shown[0].state, told.match.unmet_count     ? "blocked"
                               : told.match.unknown_count ? "asks"
                                                          : "fits");
    for (size_t i = 0; i < told.entry_count; i++) {
        const Entry *entry = &told.entry[i];
        if (entry->verdict == VERDICT_UNMET) assert_true(lines_have(made, blocks, entry, entry->step));
        if (entry->verdict != VERDICT_UNKNOWN || !entry->question.word) continue;
        assert_true(lines_have(made, questions, entry, entry->question));
    }
    if (told.match.unmet_count) assert_false(str_has(shown[0].html, S("match__score")));
    else assert_score(made, world, shown[0].html, &told.match);
    *ret_blocked += told.match.unmet_count > 1;
}

static void a_pair_tells_all_that_is_in_the_way_with_its_step(void **state) {
    (void)state;
    TEST_REGION(made);
    const World *world = world_of(&made);
    int blocked = 0;
    for (int candidate = 0; candidate < REGION_PEOPLE; candidate += 4) {
        for (int opening = 0; opening < REGION_OPENINGS; opening++) {
            assert_pair(&made, world, candidate, opening, &blocked);
        }
    }
    assert_true(blocked > 30);
    assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM audit_event WHERE event = 'match_read' AND "
                                      "subject LIKE 'kandidaat-0001=%'"), REGION_OPENINGS);
}

/* --- what can reveal health --- */

static void no_list_tells_what_can_reveal_health(void **state) {
    (void)state;
    TEST_REGION(made);
    conditions_put(&made, REGION_PEOPLE);
    const World *world = world_of(&made);
    int closed = 0, helps = 0;
    for (int candidate = 0; candidate < REGION_PEOPLE; candidate++) {
        Help help = step_that_helps_most(world->snapshot, candidate);
        helps += help.any && help.step.kind == STEP_CONDITION;
        Answer answer = page_at(&made, USER_ROLE_coach, candidate_path(&made, world, candidate, "/matches"));
        assert_closed(&made, &answer);
        closed += str_has(text_of_main(made.arena, &answer), said(made.arena, PHRASE(WORD_match_talk_where)));
        answer = page_at(&made, USER_ROLE_coach, candidate_path(&made, world, candidate, "/openings"));
        assert_closed(&made, &answer);
    }
    assert_true(closed > 0);
    assert_true(helps > 0);
    for (int opening = 0; opening < REGION_OPENINGS; opening++) {
        Str path = str_printf(made.arena, "/openings/%.*s/candidates",
                              STR_ARGS(world->openings.record[opening].id));
        Answer answer = page_at(&made, USER_ROLE_coach, path);
        assert_closed(&made, &answer);
    }
}

/* --- every opening for one person --- */

static Str answer_expected(Made *made, const World *world, int candidate, int opening) {
    Match match = match_pair(world->snapshot, candidate, opening);
    Verdict verdict[CRITERION_COUNT];
    match_verdicts(world->snapshot, candidate, opening, verdict);
    if (!match.unmet_count) {
        return said(made->arena, PHRASE(match.unknown_count ? WORD_match_answer_asks
                                                            : WORD_match_answer_fits));
    }
    int first = 0;
    while (verdict[first] != VERDICT_UNMET) first++;
    Word named = first == CRITERION_conditions ? WORD_match_talk : criterion_word((Criterion)first);
    return said(made->arena, PHRASE(WORD_pairs_blocked, VALUE_WORD("criterion", named)));
}

static void every_opening_has_its_answer(void **state) {
    (void)state;
    TEST_REGION(made);
    const World *world = world_of(&made);
    for (int candidate = 0; candidate < REGION_PEOPLE; candidate += 8) {
        Str path = candidate_path(&made, world, candidate, "/openings");
        int seen = 0;
        while (path.len) {
            Answer answer = page_at(&made, USER_ROLE_coach, path);
            assert_int_equal(number_told(made.arena, &answer), REGION_OPENINGS);
            Table table = table_of(made.arena, answer.body);
            for (size_t i = 0; i < table.count; i++, seen++) {
                const TableRow *row = &table.row[i];
                Str pair = str_printf(made.arena, "%.*s/%.*s",
                                      STR_ARGS(candidate_path(&made, world, candidate, "/matches")),
                                      STR_ARGS(world->openings.record[seen].id));
                Match match = match_pair(world->snapshot, candidate, seen);
                assert_same(address_in(made.arena, row->html[0]), pair);
                assert_true(str_starts(row->text[1], answer_expected(&made, world, candidate, seen)));
                assert_same(row->text[2], match.score < 0 ? S("-") : digits_of(made.arena, match.score));
            }
            Str next = str_between(answer.body, "rel=\"next\"", ">");
            path = next.len ? address_in(made.arena, next) : STR_EMPTY;
        }
        assert_int_equal(seen, REGION_OPENINGS);
    }
}

static void openings_are_found_by_words(void **state) {
    (void)state;
    TEST_REGION(made);
    const World *world = world_of(&made);
    const int64_t *taken = openings_taken(made.arena, &world->openings, &world->placements);
    static const char *const words[] = { "lasser", "leer", "werkgever+03", "zzqx", "LEER+VERPLEEG" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        Text plain = text_new(made.arena, 100);
        for (const char *at = words[i]; *at; at++) text_add_char(&plain, *at == '+' ? ' ' : *at);
        OpeningSearch search = { .words = text_str(&plain), .sort = OPENING_SORT_ARRIVAL, .count_max = 1000 };
        OpeningFound found;
        assert_int_equal(opening_search(made.arena, &world->openings, taken, &search, &found), OK);
        Str query = str_printf(made.arena, "words=%s", words[i]);
        Answer answer = page_got(&made, USER_ROLE_coach, "/candidates/kandidaat-0001/openings", query.at);
        assert_int_equal(number_told(made.arena, &answer), found.total);
        Table table = table_of(made.arena, answer.body);
        for (size_t k = 0; k < table.count; k++) {
            Str name = opening_name(made.arena, &world->openings.record[found.position[k]]);
            assert_true(str_starts(table.row[k].text[0], name));
        }
        assert_same(value_in(made.arena, &answer, "words"), text_str(&plain));
    }
}

/* --- who decides --- */

static Answer decided(Made *made, UserRole role, const char *decision) {
    Str body = str_printf(made->arena, "&candidate=kandidaat-0002&opening=%.*s&decision=%s",
                          STR_ARGS(world_of(made)->openings.record[1].id), decision);
    return page_sent(made, role, "/plan/pair", body.at);
}

static void a_decision_about_a_pair_is_kept_and_told(void **state) {
    (void)state;
    TEST_REGION(made);
    Str id = world_of(&made)->openings.record[1].id;
    Str path = str_printf(made.arena, "/candidates/kandidaat-0002/matches/%.*s", STR_ARGS(id));
    static const struct {
        const char *decision;
        Word told;
        int64_t pins, forbids;
    } step[] = { { "pin", WORD_pair_is_pinned, 1, 0 }, { "forbid", WORD_pair_is_forbidden, 0, 1 },
                 { "free", WORD_pair_is_free, 0, 0 } };
    for (size_t i = 0; i < sizeof step / sizeof *step; i++) {
        Answer answer = decided(&made, USER_ROLE_jobhunter, step[i].decision);
        assert_int_equal(answer.status, 303);
        assert_same(field_of(&answer, "Location"), path);
        answer = page_at(&made, USER_ROLE_jobhunter, path);
        assert_says(made.arena, &answer, PHRASE(step[i].told));
        for (size_t k = 0; k < 3; k++) { /* the other two are offered */
            Str button = str_printf(made.arena, "name=\"decision\" value=\"%s\"", step[k].decision);
            assert_int_equal(body_has(&answer, button.at), i != k);
        }
        assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM plan_pair WHERE decision = 'pin'"),
                         step[i].pins);
        assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM plan_pair WHERE decision = 'forbid'"),
                         step[i].forbids);
    }
    assert_int_equal(events_of(&made.doorway.store, "plan_pair_set"), 3);
    assert_int_equal(decided(&made, USER_ROLE_coach, "pin").status, 403);
    assert_int_equal(decided(&made, USER_ROLE_jobhunter, "perhaps").status, 400);
    Answer answer = page_at(&made, USER_ROLE_coach, path);
    assert_false(body_has(&answer, "name=\"decision\""));
    assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM plan_pair"), 0);
}

SUITE("pages: explained matches",
      cmocka_unit_test(a_persons_list_is_the_ranking),
      cmocka_unit_test(an_openings_list_is_the_ranking),
      cmocka_unit_test(past_the_last_page_is_told),
      cmocka_unit_test(what_is_one_step_away_is_told_with_its_step),
      cmocka_unit_test(the_step_that_helps_most_is_told_with_how_much),
      cmocka_unit_test(a_pair_tells_all_that_is_in_the_way_with_its_step),
      cmocka_unit_test(no_list_tells_what_can_reveal_health),
      cmocka_unit_test(every_opening_has_its_answer),
      cmocka_unit_test(openings_are_found_by_words),
      cmocka_unit_test(a_decision_about_a_pair_is_kept_and_told))
