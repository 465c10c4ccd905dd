/* A section of a file changed by hand, and a new file, as whole answers. */
#include "pages.h"

#include "candidates/candidate_labels.h"
#include "phrase.h"
#include "records/labels.h"

#define PERSON "kandidaat-0003"
#define EDIT "/candidates/" PERSON "/edit/"

/* A form as the page filled it; `fact` as somebody typed it. */
typedef struct Typed {
    Fact fact;
    const char *text;
} Typed;

static Str text_typed(Arena *arena, const Answer *page, int fact, const Typed *typed, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if ((int)typed[i].fact == fact) return str_from(typed[i].text);
    }
    return value_in(arena, page, fact_info[fact].field.name);
}

/* more: what else is sent, "&confirmed=1". */
static const char *form_filled(Made *made, const Answer *page, FactGroup group, const Typed *typed,
                               size_t count, const char *more) {
    Text body = text_new(made->arena, 64 * 1024);
    field_add(&body, "version", value_in(made->arena, page, "version"));
    for (int i = 0; i < FACT_COUNT; i++) {
        const char *name = fact_info[i].field.name;
        if (fact_info[i].group != group) continue;
        Str was = str_printf(made->arena, "was_%s", name);
        field_add(&body, name, text_typed(made->arena, page, i, typed, count));
        field_add(&body, was.at, value_in(made->arena, page, was.at));
    }
    text_add(&body, str_from(more));
    return str_zero_ended(made->arena, text_str(&body));
}

static Answer hours_page(Made *made, UserRole role) {
    return page_got(made, role, EDIT "availability", "");
}

static Answer hours_sent(Made *made, UserRole role, const Answer *page, const Typed *typed,
                         size_t count, const char *more) {
    return page_sent(made, role, EDIT "availability",
                     form_filled(made, page, GROUP_AVAILABILITY, typed, count, more));
}

#define TYPED(...) (const Typed[]){ __VA_ARGS__ }, sizeof(Typed[]){ __VA_ARGS__ } / sizeof(Typed)

/* Every test begins with the same hours. */
static void hours_given(Made *made) {
    bool changed;
    Db *db = made->doorway.store.db;
    CandidateRecord record = { .id = S(PERSON) };
    record.fact[FACT_hours_min] = (Value){ .known = true, .number = 16 };
    record.fact[FACT_hours_max] = (Value){ .known = true, .number = 24 };
    record.fact_from[FACT_hours_min] = (Provenance){ S("csv"), false, REGION_TODAY - 1, false };
    record.fact_from[FACT_hours_max] = record.fact_from[FACT_hours_min];
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(candidate_put(db, made->arena, made->doorway.store.tenant, &record, &changed), OK);
    assert_int_equal(db_commit(db), OK);
}

static int64_t changes_valued(Made *made, const char *value) {
    char sql[300];
    snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM audit_event AS e JOIN audit_value AS v "
                              "ON v.tenant_id = e.tenant_id AND v.number = e.number "
                              "WHERE e.event = 'candidate_changed' AND e.subject = '" PERSON "' "
                              "AND v.value = '%s'", value);
    return number_of(made, sql);
}

static bool same_fact(const CandidateRecord *a, const CandidateRecord *b, int fact) {
    return value_equal(fact_info[fact].field.kind, a->fact[fact], b->fact[fact]) &&
           str_equal(a->fact_from[fact].source, b->fact_from[fact].source) &&
           a->fact_from[fact].confirmed == b->fact_from[fact].confirmed &&
           a->fact_from[fact].verified == b->fact_from[fact].verified;
}

static void assert_only_changed(const CandidateRecord *before, const CandidateRecord *after,
                                unsigned changed_count, const Fact *changed) {
    for (int i = 0; i < FACT_COUNT; i++) {
        bool may = false;
        for (unsigned k = 0; k < changed_count; k++) may |= (int)changed[k] == i;
        if (same_fact(before, after, i) == may) fail_msg("%s", fact_info[i].field.name);
    }
}

static void only_what_was_changed_is_saved(void **state) {
    (void)state;
    TEST_REGION(made);
    hours_given(&made);
    CandidateRecord before = record_of(&made, S(PERSON));
    Answer page = hours_page(&made, USER_ROLE_coach);
    Answer answer = hours_sent(&made, USER_ROLE_coach, &page, TYPED({ FACT_hours_max, "20" }),
                               "&verified=1");
    assert_int_equal(answer.status, 303);
    assert_str(field_of(&answer, "Location"), "/candidates/" PERSON "?saved=1");
    CandidateRecord after = record_of(&made, S(PERSON));
    assert_only_changed(&before, &after, 1, (Fact[]){ FACT_hours_max });
    assert_int_equal(after.fact[FACT_hours_max].number, 20);
    assert_str(after.fact_from[FACT_hours_max].source, "intake");
    assert_int_equal(after.fact_from[FACT_hours_max].confirmed, REGION_TODAY);
    assert_true(after.fact_from[FACT_hours_max].verified);
    assert_int_equal(events_of(&made.doorway.store, "candidate_changed"), 1);
    assert_int_equal(changes_valued(&made, "hours_max"), 1);
    answer = page_at(&made, USER_ROLE_coach, field_of(&answer, "Location"));
    assert_says(made.arena, &answer, PHRASE(WORD_edit_saved, VALUE_NUMBER("count", 1)));
}

static void nothing_changed_is_nothing_saved(void **state) {
    (void)state;
    TEST_REGION(made);
    hours_given(&made);
    Answer page = hours_page(&made, USER_ROLE_coach);
    Str before = digest(made.doorway.store.db, made.arena);
    Answer answer = hours_sent(&made, USER_ROLE_coach, &page, NULL, 0, "");
    assert_int_equal(answer.status, 303);
    assert_str(field_of(&answer, "Location"), "/candidates/" PERSON "?saved=0");
    assert_same(digest(made.doorway.store.db, made.arena), before);
    assert_int_equal(events_of(&made.doorway.store, "candidate_changed"), 0);
    answer = page_at(&made, USER_ROLE_coach, field_of(&answer, "Location"));
    assert_says(made.arena, &answer, PHRASE(WORD_edit_saved_nothing));
}

static void what_was_asked_again_gets_the_day(void **state) {
    (void)state;
    TEST_REGION(made);
    hours_given(&made);
    Answer page = hours_page(&made, USER_ROLE_coach);
    CandidateRecord before = record_of(&made, S(PERSON));
    Answer answer = hours_sent(&made, USER_ROLE_coach, &page, NULL, 0, "&confirmed=1");
    assert_int_equal(answer.status, 303);
    CandidateRecord after = record_of(&made, S(PERSON));
    for (int i = 0; i < FACT_COUNT; i++) {
        bool asked = fact_info[i].group == GROUP_AVAILABILITY && before.fact[i].known;
        assert_true(value_equal(fact_info[i].field.kind, before.fact[i], after.fact[i]));
        if (asked) assert_int_equal(after.fact_from[i].confirmed, REGION_TODAY);
        else assert_true(same_fact(&before, &after, i));
    }
}

static void an_emptied_field_is_unknown(void **state) {
    (void)state;
    TEST_REGION(made);
    hours_given(&made);
    Answer page = hours_page(&made, USER_ROLE_coach);
    Answer answer = hours_sent(&made, USER_ROLE_coach, &page, TYPED({ FACT_hours_min, "" }), "");
    assert_int_equal(answer.status, 303);
    assert_false(record_of(&made, S(PERSON)).fact[FACT_hours_min].known);
    assert_int_equal(record_of(&made, S(PERSON)).fact[FACT_hours_max].number, 24);
}

static void each_section_shows_what_the_record_holds(void **state) {
    (void)state;
    TEST_REGION(made);
    static const char *const groups[] = { "identity", "home", "right", "integration", "income", "language",
                                          "education", "travel", "availability", "childcare",
                                          "guidance" };
    CandidateRecord record = record_of(&made, S(PERSON));
    int shown = 0;
    for (int group = 0; group < (int)(sizeof groups / sizeof *groups); group++) {
        Str path = str_printf(made.arena, EDIT "%s", groups[group]);
        Answer page = page_got(&made, USER_ROLE_coach, path.at, "");
        assert_same(heading_of(made.arena, &page),
                    said(made.arena, PHRASE(fact_group_word((FactGroup)group))));
        for (int i = 0; i < FACT_COUNT; i++) {
            if ((int)fact_info[i].group != group) continue;
            Str held = value_text(made.arena, &fact_info[i].field, record.fact[i]);
            assert_same(value_in(made.arena, &page, fact_info[i].field.name), held);
            shown++;
        }
        Answer answer = page_sent(&made, USER_ROLE_coach, path.at,
                                  form_filled(&made, &page, (FactGroup)group, NULL, 0, ""));
        assert_str(field_of(&answer, "Location"), "/candidates/" PERSON "?saved=0");
    }
    assert_int_equal(shown, FACT_COUNT);
}

/* --- somebody else was first --- */

static void the_same_field_is_shown_twice_and_nothing_is_written(void **state) {
    (void)state;
    TEST_REGION(made);
    Arena *arena = made.arena;
    hours_given(&made);
    cookie_as(&made, USER_ROLE_client_manager);
    Answer mine = hours_page(&made, USER_ROLE_coach);
    Answer theirs = hours_page(&made, USER_ROLE_client_manager);
    hours_sent(&made, USER_ROLE_client_manager, &theirs, TYPED({ FACT_hours_max, "32" }), "");
    Str before = digest(made.doorway.store.db, arena);
    Answer answer = hours_sent(&made, USER_ROLE_coach, &mine,
                               TYPED({ FACT_hours_max, "20" }, { FACT_hours_min, "8" }), "");
    assert_int_equal(answer.status, 409);
    assert_same(digest(made.doorway.store.db, arena), before);
    assert_says(arena, &answer, PHRASE(WORD_edit_conflict));
    assert_str(value_in(arena, &answer, "hours_max"), "20");
    assert_str(value_in(arena, &answer, "was_hours_max"), "32");
    assert_str(value_in(arena, &answer, "hours_min"), "8");
    Str told = html_read(arena, str_between(answer.body, "id=\"hours_max-theirs\">", "</p>"));
    assert_true(str_has(told, S("32")));
    assert_true(str_has(told, S("Naam van client_manager")));
    assert_false(body_has(&answer, "hours_min-theirs"));
    answer = hours_sent(&made, USER_ROLE_coach, &answer, NULL, 0, "");
    assert_int_equal(answer.status, 303);
    CandidateRecord after = record_of(&made, S(PERSON));
    assert_int_equal(after.fact[FACT_hours_max].number, 20);
    assert_int_equal(after.fact[FACT_hours_min].number, 8);
}

static void other_fields_of_two_people_both_stand(void **state) {
    (void)state;
    TEST_REGION(made);
    hours_given(&made);
    Answer mine = hours_page(&made, USER_ROLE_coach);
    Answer theirs = hours_page(&made, USER_ROLE_client_manager);
    hours_sent(&made, USER_ROLE_client_manager, &theirs, TYPED({ FACT_hours_max, "32" }), "");
    Answer answer = hours_sent(&made, USER_ROLE_coach, &mine, TYPED({ FACT_hours_min, "8" }), "");
    assert_int_equal(answer.status, 303);
    CandidateRecord after = record_of(&made, S(PERSON));
    assert_int_equal(after.fact[FACT_hours_max].number, 32);
    assert_int_equal(after.fact[FACT_hours_min].number, 8);
}

/* --- what is refused --- */

static void what_is_refused_is_kept_in_the_form_and_not_written(void **state) {
    (void)state;
    TEST_REGION(made);
    Arena *arena = made.arena;
    hours_given(&made);
    cookie_as(&made, USER_ROLE_coach);
    Str before = digest(made.doorway.store.db, arena);
    static const struct {
        Typed typed[2];
        const char *at; /* where it is told */
    } wrong[] = {
        { { { FACT_hours_min, "8" }, { FACT_hours_max, "veel" } }, "hours_max" },
        { { { FACT_hours_min, "8" }, { FACT_hours_max, "168" } }, "hours_max" },
        { { { FACT_hours_min, "8" }, { FACT_hours_max, "-1" } }, "hours_max" },
        { { { FACT_hours_min, "30" }, { FACT_hours_max, "20" } }, "hours_max" },
        { { { FACT_hours_min, "8" }, { FACT_available_from, "morgen" } }, "available_from" },
        { { { FACT_available_from, "2026-05-01" }, { FACT_available_until, "2026-04-01" } },
          "available_until" },
        { { { FACT_hours_min, "8" }, { FACT_irregular_hours, "misschien" } }, "irregular_hours" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Answer page = hours_page(&made, USER_ROLE_coach);
        Answer answer = hours_sent(&made, USER_ROLE_coach, &page, wrong[i].typed, 2, "&confirmed=1");
        if (answer.status != 422) fail_msg("%s: %d", wrong[i].typed[1].text, answer.status);
        assert_says(arena, &answer, PHRASE(WORD_edit_wrong));
        Str told = str_printf(arena, "id=\"%s-why\">", wrong[i].at);
        assert_true(between(&answer, told.at, "</p>").len > 0);
        assert_int_equal(times_in(answer.body, "-why\">"), 1);
        for (int k = 0; k < 2; k++) {
            const char *name = fact_info[wrong[i].typed[k].fact].field.name;
            assert_str(value_in(arena, &answer, name), wrong[i].typed[k].text);
        }
        assert_true(body_has(&answer, "name=\"confirmed\" value=\"1\" checked"));
        assert_same(digest(made.doorway.store.db, arena), before);
    }
    assert_int_equal(events_of(&made.doorway.store, "candidate_changed"), 0);
}

static void what_was_typed_comes_back_as_text(void **state) {
    (void)state;
    TEST_REGION(made);
    const char *typed = "\"><script>alert(1)</script>&amp;";
    Answer page = hours_page(&made, USER_ROLE_coach);
    Answer answer = hours_sent(&made, USER_ROLE_coach, &page,
                               TYPED({ FACT_hours_max, typed }, { FACT_irregular_hours, typed }), "");
    assert_int_equal(answer.status, 422);
    assert_false(body_has(&answer, "<script>alert"));
    assert_str(value_in(made.arena, &answer, "hours_max"), typed);
    assert_str(value_in(made.arena, &answer, "irregular_hours"), typed);
}

static void what_is_allowed_is_said_where_it_is_wrong(void **state) {
    (void)state;
    TEST_REGION(made);
    Answer page = hours_page(&made, USER_ROLE_coach);
    Answer answer = hours_sent(&made, USER_ROLE_coach, &page, TYPED({ FACT_hours_max, "168" }), "");
    Str told = html_read(made.arena, between(&answer, "id=\"hours_max-why\">", "</p>"));
    Str allowed = field_allowed(made.arena, &fact_info[FACT_hours_max].field);
    if (!str_has(told, allowed)) fail_msg("'%.*s': no '%.*s'", STR_ARGS(told), STR_ARGS(allowed));
}

static void a_form_of_another_section_or_nobody_changes_nothing(void **state) {
    (void)state;
    TEST_REGION(made);
    Answer answer = page_sent(&made, USER_ROLE_coach, EDIT "home",
                              "&version=1&hours_max=8&was_hours_max=");
    assert_str(field_of(&answer, "Location"), "/candidates/" PERSON "?saved=0");
    assert_int_equal(page_sent(&made, USER_ROLE_coach, EDIT "home", "&hours_max=8").status, 400);
    assert_int_equal(page_sent(&made, USER_ROLE_coach, EDIT "home", "&version=1&shoes=42").status, 400);
    assert_int_equal(page_sent(&made, USER_ROLE_coach, EDIT "work", "&version=1").status, 404);
    assert_int_equal(page_sent(&made, USER_ROLE_coach, "/candidates/niemand/edit/home", "&version=1").status,
                     404);
    assert_int_equal(page_sent(&made, USER_ROLE_jobhunter, EDIT "home", "&version=1").status, 403);
    assert_int_equal(events_of(&made.doorway.store, "candidate_changed"), 0);
    assert_false(record_of(&made, S(PERSON)).fact[FACT_hours_max].number == 8);
}

/* --- a new file --- */

static void a_new_file_is_made_when_nobody_is_alike(void **state) {
    (void)state;
    TEST_REGION(made);
    Answer answer = page_sent(&made, USER_ROLE_coach, "/candidates/new",
                              "&given_name=Qwxz&family_name=Zzyqx&birth_date=&postcode=3511");
    assert_int_equal(answer.status, 303);
    assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM candidate"), REGION_PEOPLE + 1);
    Str id = str_behind(str_between(field_of(&answer, "Location"), "/candidates", "?"), "/");
    CandidateRecord record = record_of(&made, id);
    assert_str(record.fact[FACT_family_name].text, "Zzyqx");
    assert_str(record.fact[FACT_postcode].text, "3511");
    assert_false(record.fact[FACT_birth_date].known);
    assert_int_equal(record.fact_from[FACT_postcode].confirmed, REGION_TODAY);
    assert_int_equal(events_of(&made.doorway.store, "candidate_made"), 1);
    answer = page_at(&made, USER_ROLE_coach, field_of(&answer, "Location"));
    assert_says(made.arena, &answer, PHRASE(WORD_edit_saved, VALUE_NUMBER("count", 3)));
}

static void who_is_alike_is_looked_at_first(void **state) {
    (void)state;
    TEST_REGION(made);
    Arena *arena = made.arena;
    const char *first = "&given_name=Mohammed&family_name=Youssef&birth_date=1990-02-03&postcode=3511";
    Answer answer = page_sent(&made, USER_ROLE_coach, "/candidates/new", first);
    Str address = str_sub(field_of(&answer, "Location"), 0,
                          str_find(field_of(&answer, "Location"), S("?")));
    const char *again = "&given_name=Muhammad&family_name=Joesoef&birth_date=1990-02-03&postcode=3511";
    answer = page_sent(&made, USER_ROLE_coach, "/candidates/new", again);
    assert_int_equal(answer.status, 200);
    assert_says(arena, &answer, PHRASE(WORD_new_candidate_look));
    assert_true(body_has(&answer, str_printf(arena, "href=\"%.*s\"", STR_ARGS(address)).at));
    assert_says(arena, &answer, PHRASE(WORD_candidate_similar_name_alike));
    assert_says(arena, &answer, PHRASE(WORD_candidate_similar_birth_same));
    assert_str(value_in(arena, &answer, "given_name"), "Muhammad");
    assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM candidate"), REGION_PEOPLE + 1);
    assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM audit_event WHERE event = 'list_read' "
                                      "AND subject = 'similar'"), 1);
    Text body = text_new(arena, 4000);
    text_add(&body, str_from(again));
    field_add(&body, "looked", value_in(arena, &answer, "looked"));
    Text other = text_new(arena, 4000); /* another name asks for another look */
    text_add(&other, S("&given_name=Mohammed&family_name=Youssef&birth_date=1990-02-03&postcode=3511"));
    field_add(&other, "looked", value_in(arena, &answer, "looked"));
    Answer looked = page_sent(&made, USER_ROLE_coach, "/candidates/new",
                              str_zero_ended(arena, text_str(&other)));
    assert_int_equal(looked.status, 200);
    answer = page_sent(&made, USER_ROLE_coach, "/candidates/new",
                       str_zero_ended(arena, text_str(&body)));
    assert_int_equal(answer.status, 303);
    assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM candidate"), REGION_PEOPLE + 2);
}

static void a_new_file_without_what_is_needed_is_not_made(void **state) {
    (void)state;
    TEST_REGION(made);
    static const struct {
        const char *fields, *told;
    } wrong[] = {
        { "&given_name=&family_name=++&birth_date=&postcode=3511", "name-why" },
        { "&given_name=Qwxz&birth_date=31-12-1990", "birth-why" },
        { "&given_name=Qwxz&birth_date=1990-02-30", "birth-why" },
        { "&given_name=Qwxz&postcode=utrecht", "postcode-why" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Answer answer = page_sent(&made, USER_ROLE_coach, "/candidates/new", wrong[i].fields);
        assert_int_equal(answer.status, 422);
        Str told = str_printf(made.arena, "id=\"%s\"", wrong[i].told);
        assert_true(body_has(&answer, told.at));
    }
    Answer answer = page_sent(&made, USER_ROLE_coach, "/candidates/new", wrong[3].fields);
    assert_str(value_in(made.arena, &answer, "postcode"), "utrecht");
    assert_str(value_in(made.arena, &answer, "given_name"), "Qwxz");
    assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM candidate"), REGION_PEOPLE);
    assert_int_equal(events_of(&made.doorway.store, "candidate_made"), 0);
}

SUITE("pages: a file changed by hand",
      cmocka_unit_test(only_what_was_changed_is_saved),
      cmocka_unit_test(nothing_changed_is_nothing_saved),
      cmocka_unit_test(what_was_asked_again_gets_the_day),
      cmocka_unit_test(an_emptied_field_is_unknown),
      cmocka_unit_test(each_section_shows_what_the_record_holds),
      cmocka_unit_test(the_same_field_is_shown_twice_and_nothing_is_written),
      cmocka_unit_test(other_fields_of_two_people_both_stand),
      cmocka_unit_test(what_is_refused_is_kept_in_the_form_and_not_written),
      cmocka_unit_test(what_was_typed_comes_back_as_text),
      cmocka_unit_test(what_is_allowed_is_said_where_it_is_wrong),
      cmocka_unit_test(a_form_of_another_section_or_nobody_changes_nothing),
      cmocka_unit_test(a_new_file_is_made_when_nobody_is_alike),
      cmocka_unit_test(who_is_alike_is_looked_at_first),
      cmocka_unit_test(a_new_file_without_what_is_needed_is_not_made))
