/* The plan of the region: asked for, waited for, and held against a plan that the test makes
 * itself. */
#include "pages.h"

#include "clock.h"
#include "limits.h"
#include "phrase.h"

/* As plans are made; what is in it is read from a world of the test. */
typedef struct Own {
    const World *world;
    PlanInput input;
    Plan plan;
    KeptPlan before;
} Own;

static Own *plan_own(Made *made) {
    Phrase why;
    Own *own = arena_one(made->arena, Own);
    own->world = world_of(made);
    own->input = world_plan_input(own->world);
    assert_int_equal(plan_last(made->doorway.store.db, made->arena, made->doorway.store.tenant,
                               &own->before), OK);
    assert_int_equal(plan_make(made->arena, &own->input, &own->plan, &why), OK);
    assert_int_equal(own->plan.status, PLAN_OPTIMAL);
    return own;
}

enum { PAUSE_US = 10000, WAIT_SECONDS_MAX = 60, ASKED_TIMES = 40 };

/* The page once the plan that was asked for is there. */
static Answer plan_asked_with(Made *made, useconds_t pause_us) {
    Answer answer = page_sent(made, USER_ROLE_team_lead, "/plan/make", "");
    assert_int_equal(answer.status, 303);
    assert_str(field_of(&answer, "Location"), "/plan");
    answer = page_got(made, USER_ROLE_team_lead, "/plan", "");
    double began, now;
    assert_int_equal(clock_steady_seconds(&began), OK);
    while (field_of(&answer, "Refresh").len) {
        assert_false(body_has(&answer, "kandidaat-")); /* who waits sees nobody */
        assert_int_equal(clock_steady_seconds(&now), OK);
        if (now > began + WAIT_SECONDS_MAX) fail_msg("no plan came");
        if (pause_us) usleep(pause_us);
        answer = page_got(made, USER_ROLE_team_lead, "/plan", "");
    }
    return answer;
}

static Answer plan_asked(Made *made) {
    return plan_asked_with(made, PAUSE_US);
}

static Str path_of(Made *made, const char *section, Str id) {
    return str_printf(made->arena, "/%s/%.*s", section, STR_ARGS(id));
}

/* --- one person in it --- */

static Str member_of(Made *made, const Own *own, Str html, int candidate) {
    Str id = own->world->candidates.record[candidate].id;
    Str begin = str_printf(made->arena, "href=\"%.*s\"", STR_ARGS(path_of(made, "candidates", id)));
    while ((html = str_behind(html, "<li class=\"plan-member")).len) {
        size_t next = str_find(html, S("<li class=\"plan-member "));
        Str one = str_sub(html, 0, next);
        if (str_has(str_sub(one, 0, str_find(one, S("</a>"))), begin)) return one;
    }
    fail_msg("%.*s is not there", STR_ARGS(id));
    return STR_EMPTY;
}

static void assert_member(Made *made, const Own *own, Str html, int candidate) {
    const PlanPerson *person = &own->plan.person[candidate];
    Str one = member_of(made, own, html, candidate), text = html_read(made->arena, one);
    Str opening = world_opening_name(made->arena, own->world, person->opening);
    assert_true(str_has(text, html_read(made->arena, opening)));
    Str reason = said(made->arena, plan_placed_reason(made->arena, &own->plan, candidate));
    assert_true(str_has(text, reason));
    Str asks = said(made->arena, PHRASE(WORD_plan_page_provisional));
    Str pinned = said(made->arena, PHRASE(WORD_plan_page_pinned));
    assert_int_equal(str_has(text, asks), person->state == PERSON_PROVISIONAL);
    assert_int_equal(str_has(text, pinned), person->pinned);
}

/* --- the whole --- */

static void assert_head(Made *made, const Own *own, const Answer *answer) {
    const Plan *plan = &own->plan;
    int64_t starts = 0;
    for (size_t i = 0; i < plan->group_count; i++) starts += plan->group[i].starts;
    assert_says(made->arena, answer,
                PHRASE(WORD_plan_page_headline, VALUE_AMOUNT("can", plan->firm + plan->provisional),
                       VALUE_AMOUNT("people", (int64_t)plan->person_count - plan->started)));
    assert_says(made->arena, answer,
                PHRASE(WORD_plan_page_headline_groups, VALUE_AMOUNT("starts", starts),
                       VALUE_AMOUNT("all", (int64_t)plan->group_count)));
    assert_says(made->arena, answer,
                PHRASE(WORD_plan_page_firm_provisional, VALUE_AMOUNT("firm", plan->firm),
                       VALUE_AMOUNT("provisional", plan->provisional)));
    assert_says(made->arena, answer, PHRASE(WORD_plan_page_proven));
    assert_says(made->arena, answer, PHRASE(WORD_plan_page_left, VALUE_AMOUNT("count", plan->left)));
}

static Str section_named(Made *made, Str html, Str name) {
    while ((html = str_behind(html, "<section class=\"plan-group")).len) {
        Str one = str_sub(html, 0, str_find(html, S("</section>")));
        Str heading = str_behind(str_between(one, "<h3", "</h3>"), ">");
        if (str_equal(html_read(made->arena, heading), html_read(made->arena, name))) return one;
    }
    fail_msg("no group %.*s", STR_ARGS(name));
    return STR_EMPTY;
}

static void assert_group(Made *made, const Own *own, Str html, const PlanGroup *group) {
    Str one = section_named(made, html, group->name), text = html_read(made->arena, one);
    int placed = group->firm + group->provisional;
    Phrase told = group->starts
                      ? PHRASE(WORD_plan_page_group_starts, VALUE_AMOUNT("placed", placed),
                               VALUE_AMOUNT("minimum", group->minimum),
                               VALUE_AMOUNT("maximum", group->maximum))
                      : PHRASE(WORD_plan_page_group_closed, VALUE_AMOUNT("able", group->able),
                               VALUE_AMOUNT("minimum", group->minimum));
    assert_true(str_has(text, said(made->arena, told)));
    assert_true(group->starts ? placed >= group->minimum && placed <= group->maximum : placed == 0);
    assert_int_equal(times_in(one, "<li class=\"plan-member "), placed);
    Str rest = one;
    for (int i = 0; i < placed; i++) {
        assert_member(made, own, one, group->member[i]);
        Str id = own->world->candidates.record[group->member[i]].id;
        rest = str_behind(rest, "<li class=\"plan-member"); /* in that order */
        assert_same(address_in(made->arena, rest), path_of(made, "candidates", id));
    }
    int reserves = group->starts ? group->reserve_count : 0;
    assert_int_equal(times_in(one, "plan-reserve\""), reserves);
}

/* People who are left, by step; each counted once. */
static void assert_left(Made *made, const Own *own, const Answer *answer) {
    LeftGroup *group;
    size_t count = plan_left_groups(made->arena, TONGUE_NL, &own->plan, &group);
    Str section = str_behind(answer->body, "aria-labelledby=\"left\"");
    Table table = table_of(made->arena, str_sub(section, 0, str_find(section, S("</section>"))));
    int64_t people = 0;
    assert_int_equal(table.count, count);
    for (size_t i = 0; i < count; i++) {
        assert_same(table.row[i].text[0], digits_of(made->arena, group[i].count));
        assert_same(table.row[i].text[2], digits_of(made->arena, group[i].opens));
        bool talk = group[i].any_step ? group[i].kind == STEP_CONDITION || group[i].kind == STEP_NEED
                                      : group[i].blocks == CRITERION_conditions;
        if (talk) assert_same(table.row[i].text[1], said(made->arena, PHRASE(WORD_match_talk_where)));
        else if (group[i].any_step) assert_same(table.row[i].text[1], html_read(made->arena, group[i].step));
        people += group[i].count;
    }
    assert_int_equal(people, own->plan.left);
}

/* Everything of the page to print, which leaves nobody out. */
static void assert_printed(Made *made, const Own *own) {
    Answer answer = page_got(made, USER_ROLE_coach, "/plan/print", "");
    const Plan *plan = &own->plan;
    assert_head(made, own, &answer);
    for (size_t i = 0; i < plan->group_count; i++) assert_group(made, own, answer.body, &plan->group[i]);
    int placed = 0;
    for (int i = 0; i < (int)plan->person_count; i++) {
        if (plan->person[i].opening < 0 || plan->person[i].state == PERSON_STARTED) continue;
        assert_member(made, own, answer.body, i);
        placed++;
    }
    assert_int_equal(times_in(answer.body, "<li class=\"plan-member "), placed);
    assert_int_equal(placed, plan->firm + plan->provisional);
    assert_left(made, own, &answer);
    assert_false(body_has(&answer, "name=\"token\" value=\"\""));
}

static void before_there_is_one_it_is_said_who_makes_it(void **state) {
    (void)state;
    TEST_REGION(made);
    Answer answer = page_got(&made, USER_ROLE_team_lead, "/plan", "");
    assert_says(made.arena, &answer, PHRASE(WORD_plan_page_none_yet));
    assert_true(body_has(&answer, "action=\"/plan/make\""));
    assert_says(made.arena, &answer, PHRASE(WORD_plan_page_pairs_none));
    answer = page_got(&made, USER_ROLE_coach, "/plan", "");
    assert_says(made.arena, &answer, PHRASE(WORD_plan_page_none_yet));
    assert_false(body_has(&answer, "action=\"/plan/make\""));
    answer = page_got(&made, USER_ROLE_coach, "/plan/print", "");
    assert_says(made.arena, &answer, PHRASE(WORD_plan_page_none_yet));
    assert_int_equal(page_sent(&made, USER_ROLE_coach, "/plan/make", "").status, 403);
    assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM plan"), 0);
}

static void a_plan_is_the_one_that_anybody_would_make(void **state) {
    (void)state;
    TEST_REGION_OF(made, 150, 90);
    Own *own = plan_own(&made);
    const Plan *plan = &own->plan;
    assert_true(plan->group_count && plan->firm && plan->provisional && plan->left);
    Answer answer = plan_asked(&made);
    assert_head(&made, own, &answer);
    assert_says_not(made.arena, &answer, PHRASE(WORD_plan_page_stale));
    assert_printed(&made, own);
    assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM plan"), 1);
    assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM placement WHERE state = 'proposed'"),
                     own->plan.firm + own->plan.provisional);
    assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM audit_event WHERE event = 'plan_made' AND "
                                      "actor = 'team_lead'"), 1);
    answer = page_got(&made, USER_ROLE_coach, "/", "");
    assert_says(made.arena, &answer, PHRASE(WORD_start_proposed,
                                            VALUE_NUMBER("count", own->plan.firm + own->plan.provisional)));
}

/* The page on a screen names the first of many, and says how many more there are. */
static void the_screen_leaves_out_no_number(void **state) {
    (void)state;
    TEST_REGION_OF(made, 150, 90);
    Own *own = plan_own(&made);
    Answer answer = plan_asked(&made);
    int64_t more = 0;
    for (Str rest = answer.body; (rest = str_behind(rest, "href=\"/plan/print\">")).len;) {
        Str text = html_read(made.arena, str_sub(rest, 0, str_find(rest, S("<"))));
        long long count = 0;
        bool people = str_has(text, S(" mens"));
        if (sscanf(str_zero_ended(made.arena, text), "En nog %lld", &count) == 1 && people) more += count;
    }
    int shown = times_in(answer.body, "<li class=\"plan-member ");
    assert_int_equal(shown + more, own->plan.firm + own->plan.provisional);
    assert_true(more > 0);
}

/* --- against the plan before it --- */

/* Somebody who is placed outside any group, and a place elsewhere where that person fits as well.
 */
static bool move_find(const Own *own, int *ret_candidate, int *ret_opening) {
    for (int i = 0; i < (int)own->plan.person_count; i++) {
        if (own->plan.person[i].opening < 0) continue;
        for (int k = 0; k < (int)own->world->openings.count; k++) {
            const Value *field = own->world->openings.record[k].field;
            Match match = match_pair(own->world->snapshot, i, k);
            bool alone = !field[OPENING_class].known && !(field[OPENING_places_minimum].known &&
                                                          field[OPENING_places_minimum].number > 1);
            if (k == own->plan.person[i].opening || match.unmet_count || !alone) continue;
            *ret_candidate = i;
            *ret_opening = k;
            return true;
        }
    }
    return false;
}

static Answer pin_sent(Made *made, const Own *own, int candidate, int opening, const char *decision) {
    Text body = text_new(made->arena, 2000);
    field_add(&body, "candidate", own->world->candidates.record[candidate].id);
    field_add(&body, "opening", own->world->openings.record[opening].id);
    field_add(&body, "from", S("plan"));
    text_addf(&body, "&decision=%s", decision);
    Answer answer = page_sent(made, USER_ROLE_team_lead, "/plan/pair",
                              str_zero_ended(made->arena, text_str(&body)));
    assert_int_equal(answer.status, 303);
    assert_str(field_of(&answer, "Location"), "/plan#pairs");
    return page_got(made, USER_ROLE_team_lead, "/plan", "");
}

static void assert_changes(Made *made, const Own *own, const Answer *answer) {
    PlanChange *change;
    size_t count = plan_changes(made->arena, &own->plan, &own->before, &change);
    Str list = str_behind(answer->body, "aria-labelledby=\"changes\"");
    list = str_sub(list, 0, str_find(list, S("</section>")));
    assert_int_equal(times_in(list, "<li>"), count);
    for (size_t i = 0; i < count; i++) {
        int before = change[i].opening_before, now = change[i].opening_now;
        Str nowhere = said(made->arena, PHRASE(WORD_plan_page_nowhere));
        Str line = str_printf(
            made->arena, "%.*s : %.*s wordt %.*s. %.*s",
            STR_ARGS(world_candidate_name(made->arena, own->world, change[i].candidate)),
            STR_ARGS(before < 0 ? nowhere : world_opening_name(made->arena, own->world, before)),
            STR_ARGS(now < 0 ? nowhere : world_opening_name(made->arena, own->world, now)),
            STR_ARGS(said(made->arena, plan_change_cause(change[i].cause))));
        Str text = html_read(made->arena, list);
        if (str_has(text, line)) continue;
        fail_msg("'%.*s': no '%.*s'", STR_ARGS(text), STR_ARGS(line));
    }
}

static void a_pinned_pair_moves_and_the_plan_says_who_else(void **state) {
    (void)state;
    TEST_REGION_OF(made, 80, 40);
    int candidate = -1, opening = -1;
    Own *first = plan_own(&made);
    plan_asked(&made);
    assert_true(move_find(first, &candidate, &opening));
    Answer answer = pin_sent(&made, first, candidate, opening, "pin");
    assert_says(made.arena, &answer, PHRASE(WORD_plan_page_stale));
    Str pairs = str_behind(answer.body, "<ul class=\"plan-pairs\">");
    Str name = world_candidate_name(made.arena, first->world, candidate);
    assert_true(str_has(html_read(made.arena, str_sub(pairs, 0, str_find(pairs, S("</ul>")))), name));
    Own *own = plan_own(&made);
    assert_int_equal(own->plan.person[candidate].opening, opening);
    answer = plan_asked(&made);
    assert_head(&made, own, &answer);
    assert_changes(&made, own, &answer);
    assert_says_not(made.arena, &answer, PHRASE(WORD_plan_page_stale));
    assert_printed(&made, own);
    Str decided = said(made.arena, plan_change_cause(CHANGE_DECIDED));
    assert_true(str_has(text_of_main(made.arena, &answer), decided));
    answer = pin_sent(&made, own, candidate, opening, "free");
    assert_says(made.arena, &answer, PHRASE(WORD_plan_page_pairs_none));
}

static void the_same_again_is_no_change(void **state) {
    (void)state;
    TEST_REGION(made);
    plan_asked(&made);
    Answer answer = plan_asked(&made);
    assert_says(made.arena, &answer, PHRASE(WORD_plan_page_changes_none));
    assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM plan"), 1);
}

/* Looked at without a pause, so that plans are made while a page is read. */
static void a_plan_is_new_when_it_is_there(void **state) {
    (void)state;
    TEST_REGION(made);
    const Own *own = plan_own(&made);
    for (int i = 0; i < ASKED_TIMES; i++) {
        pin_sent(&made, own, 0, 0, i % 2 ? "free" : "forbid");
        ArenaMark mark = arena_mark(made.arena);
        Answer answer = plan_asked_with(&made, 0);
        assert_says_not(made.arena, &answer, PHRASE(WORD_plan_page_stale));
        assert_says_not(made.arena, &answer, PHRASE(WORD_plan_page_none_yet));
        arena_rewind(made.arena, mark);
    }
}

/* --- pins that cannot be --- */

static bool asks_language(const Own *own, int candidate, int opening) {
    Verdict verdict[CRITERION_COUNT];
    match_verdicts(own->world->snapshot, candidate, opening, verdict);
    return verdict[CRITERION_language] == VERDICT_UNMET;
}

/* An opening for one, of whose language somebody falls short. */
static int misfit_find(const Own *own, int candidate) {
    for (int k = 0; k < (int)own->world->openings.count; k++) {
        const Value *field = own->world->openings.record[k].field;
        bool alone = !field[OPENING_class].known && !field[OPENING_places_minimum].known;
        if (alone && asks_language(own, candidate, k)) return k;
    }
    fail_msg("%d fits everywhere", candidate);
    return -1;
}

/* An opening of a group that would not start with one more. */
static int closed_find(const Own *own) {
    for (int k = 0; k < (int)own->world->openings.count; k++) {
        Value class = own->world->openings.record[k].field[OPENING_class];
        for (size_t i = 0; i < own->plan.group_count; i++) {
            const PlanGroup *group = &own->plan.group[i];
            bool here = group->opening == k || (class.known && str_equal(class.text, group->id));
            if (here && !group->starts && group->missing > 1) return k;
        }
    }
    fail_msg("every group may start");
    return -1;
}

static void a_pin_that_does_not_fit_says_so(void **state) {
    (void)state;
    TEST_REGION_OF(made, 40, 80);
    int candidate = 0, opening = misfit_find(plan_own(&made), candidate);
    pin_sent(&made, plan_own(&made), candidate, opening, "pin");
    Own *own = plan_own(&made);
    assert_int_equal(own->plan.person[candidate].opening, opening);
    Answer answer = plan_asked(&made);
    assert_head(&made, own, &answer);
    answer = page_got(&made, USER_ROLE_coach, "/plan/print", "");
    Str text = html_read(made.arena, member_of(&made, own, answer.body, candidate));
    Phrase reason = PHRASE(WORD_plan_reason_pinned,
                           VALUE_WORD("criterion", criterion_word(CRITERION_language)));
    if (!str_has(text, said(made.arena, reason))) fail_msg("'%.*s'", STR_ARGS(text));
    assert_false(str_has(text, said(made.arena, PHRASE(WORD_plan_reason_none))));
}

static void a_pin_that_a_closed_group_breaks_is_told(void **state) {
    (void)state;
    TEST_REGION_OF(made, 30, 80);
    int candidate = 0, opening = closed_find(plan_own(&made));
    Answer answer = plan_asked(&made);
    assert_says_not(made.arena, &answer, PHRASE(WORD_plan_pins_broken, VALUE_NUMBER("count", 1)));
    pin_sent(&made, plan_own(&made), candidate, opening, "pin");
    Own *own = plan_own(&made);
    assert_int_equal(own->plan.pins_broken, 1);
    answer = plan_asked(&made);
    assert_says(made.arena, &answer, PHRASE(WORD_plan_pins_broken, VALUE_NUMBER("count", 1)));
    assert_printed(&made, own);
}

/* --- what another run of the program made --- */

static void a_plan_of_before_is_told_and_can_be_made_again(void **state) {
    (void)state;
    TEST_REGION(made);
    bool is_new;
    Own *own = plan_own(&made);
    Db *db = made.doorway.store.db;
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(plan_save(db, made.arena, made.doorway.store.tenant, &own->plan, &is_new), OK);
    assert_int_equal(db_commit(db), OK);
    Answer answer = page_got(&made, USER_ROLE_coach, "/plan", "");
    assert_says(made.arena, &answer,
                PHRASE(WORD_plan_page_kept, VALUE_DAY("day", REGION_TODAY),
                       VALUE_AMOUNT("count", own->plan.firm + own->plan.provisional)));
    assert_int_equal(times_in(answer.body, "plan-member"), 0);
}

static void no_plan_tells_what_can_reveal_health(void **state) {
    (void)state;
    TEST_REGION_OF(made, 80, 40);
    conditions_put(&made, 60); /* of the others it is to be asked */
    Own *own = plan_own(&made);
    Answer answer = plan_asked(&made);
    assert_closed(&made, &answer);
    assert_says(made.arena, &answer, PHRASE(WORD_match_talk_where));
    answer = page_got(&made, USER_ROLE_coach, "/plan/print", "");
    assert_closed(&made, &answer);
    assert_printed(&made, own);
}

/* A plan that was made before stays in memory; somebody who was erased since is not shown from
 * there. */
static void who_was_erased_is_in_no_plan(void **state) {
    (void)state;
    TEST_REGION_OF(made, 80, 40);
    Own *own = plan_own(&made);
    plan_asked(&made);
    int candidate = 0;
    while (own->plan.person[candidate].opening < 0) candidate++;
    Str name = world_candidate_name(made.arena, own->world, candidate);
    Answer answer = page_got(&made, USER_ROLE_coach, "/plan/print", "");
    assert_true(str_has(text_of_main(made.arena, &answer), name));
    person_erase(&made, own->world->candidates.record[candidate].number);
    static const char *const pages[] = { "/plan", "/plan/print" };
    for (size_t i = 0; i < 2; i++) {
        answer = page_got(&made, USER_ROLE_coach, pages[i], "");
        assert_false(str_has(text_of_main(made.arena, &answer), name));
        assert_false(body_has(&answer, "plan-member"));
    }
    own = plan_own(&made);
    answer = plan_asked(&made);
    assert_head(&made, own, &answer);
    assert_printed(&made, own);
    assert_false(str_has(text_of_main(made.arena, &answer), name));
}

SUITE("pages: the plan of the region",
      cmocka_unit_test(before_there_is_one_it_is_said_who_makes_it),
      cmocka_unit_test(a_plan_is_the_one_that_anybody_would_make),
      cmocka_unit_test(the_screen_leaves_out_no_number),
      cmocka_unit_test(a_pinned_pair_moves_and_the_plan_says_who_else),
      cmocka_unit_test(the_same_again_is_no_change),
      cmocka_unit_test(a_plan_is_new_when_it_is_there),
      cmocka_unit_test(a_pin_that_does_not_fit_says_so),
      cmocka_unit_test(a_pin_that_a_closed_group_breaks_is_told),
      cmocka_unit_test(a_plan_of_before_is_told_and_can_be_made_again),
      cmocka_unit_test(no_plan_tells_what_can_reveal_health),
      cmocka_unit_test(who_was_erased_is_in_no_plan))
