/* Finding an occupation or a skill in the lists while a row is being filled, as whole answers. */
#include "pages.h"

#include "vocabulary/vocabulary.h"

#define PERSON "k-1"
#define SKILL_ROW "/candidates/" PERSON "/lists/skills/new"
#define WISH_ROW "/candidates/" PERSON "/lists/wish/new"

static void concept_add(Made *made, const Concept *concept) {
    assert_int_equal(concept_put(made->doorway.store.db, made->doorway.store.tenant, concept), OK);
}

/* Somebody of whom nothing is known, and two skills of a list that have one other label. */
static void person_begin(Made *made) {
    made_begin(made, 0, 0);
    bool changed;
    Db *db = made->doorway.store.db;
    CandidateRecord record = { .id = S(PERSON) };
    Concept saw = { .kind = CONCEPT_SKILL, .scheme = SCHEME_ESCO, .address = S("esco:saw"),
                    .label = { S("zagen van <hout>"), S("sawing wood") },
                    .alternatives = { S("houtbewerken") }, .gone_on = DAY_UNKNOWN };
    Concept plane = saw;
    plane.address = S("esco:plane");
    plane.label[TONGUE_NL] = S("schaven van hout");
    assert_int_equal(db_begin(db), OK);
    concept_add(made, &saw);
    concept_add(made, &plane);
    for (int i = 0; i < 25; i++) {
        plane.address = str_printf(made->arena, "esco:%d", i);
        plane.label[TONGUE_NL] = str_printf(made->arena, "veelvoud %d", i);
        plane.alternatives[TONGUE_NL] = STR_EMPTY;
        concept_add(made, &plane);
    }
    assert_int_equal(candidate_put(db, made->arena, made->doorway.store.tenant, &record, &changed), OK);
    assert_int_equal(db_commit(db), OK);
    cookie_as(made, USER_ROLE_coach);
}

#define TEST_PERSON(made)                                                                          \
    AUTO(made_end) Made made;                                                                      \
    person_begin(&made)

static Answer sent(Made *made, const char *path, const char *fields) {
    Text body = text_new(made->arena, 16 * 1024);
    field_add(&body, "was", STR_EMPTY);
    text_add(&body, str_from(fields));
    return page_sent(made, USER_ROLE_coach, path, str_zero_ended(made->arena, text_str(&body)));
}

static Str main_text(Made *made, const char *path, const char *fields) {
    Answer answer = sent(made, path, fields);
    assert_int_equal(answer.status, 200);
    return text_of_main(made->arena, &answer);
}

#define assert_has(text, part)                                                                    \
    do {                                                                                           \
        Str text_ = (text);                                                                        \
        if (!str_has(text_, S(part))) fail_msg("'%s' is not in: %.*s", part, STR_ARGS(text_));      \
    } while (0)

static void a_few_letters_find_and_nothing_is_kept(void **state) {
    (void)state;
    TEST_PERSON(made);
    Str before = digest(made.doorway.store.db, made.arena);
    Str text = main_text(&made, SKILL_ROW, "&skill=zag&find=1&verified=1");
    assert_has(text, "1 gevonden. Kies deze, of sla op wat u typte.");
    assert_has(text, "zagen van <hout> sawing wood");
    Answer answer = sent(&made, SKILL_ROW, "&skill=zag&find=1&verified=1");
    assert_str(value_in(made.arena, &answer, "skill"), "zag"); /* what was typed stays */
    assert_true(str_has(answer.body, S("name=\"verified\" value=\"1\" checked")));
    assert_has(main_text(&made, SKILL_ROW, "&skill=SAWING&find=1"), "gevonden");
    assert_has(main_text(&made, SKILL_ROW, "&skill=veel&find=1"), "25 gevonden. Hier staan er 20.");
    text = main_text(&made, SKILL_ROW, "&skill=qqq&find=1");
    assert_has(text, "'qqq' staat in geen lijst");
    assert_has(text, "Er is niets gevonden.");
    assert_has(main_text(&made, SKILL_ROW, "&skill=&find=1"), "Typ eerst een paar letters");
    assert_has(main_text(&made, SKILL_ROW, "&skill=houtbewerken&find=1"),
                "'houtbewerken' kan meer dan één ding betekenen");
    assert_same(digest(made.doorway.store.db, made.arena), before);
}

static void what_is_chosen_stands_in_the_field_and_is_kept_when_saved(void **state) {
    (void)state;
    TEST_PERSON(made);
    Answer answer = sent(&made, SKILL_ROW, "&skill=zag&choose=zagen+van+%3Chout%3E");
    assert_int_equal(answer.status, 200);
    assert_str(value_in(made.arena, &answer, "skill"), "zagen van <hout>");
    assert_has(text_of_main(made.arena, &answer), "betekent: zagen van <hout>.");
    answer = sent(&made, SKILL_ROW, "&skill=zagen+van+%3Chout%3E");
    assert_int_equal(answer.status, 303);
    RecordList rows = record_of(&made, S(PERSON)).list[LIST_SKILLS];
    assert_int_equal(rows.count, 1);
    assert_str(rows.value[0].text, "zagen van <hout>");
}

static void an_address_is_shown_by_its_label(void **state) {
    (void)state;
    TEST_PERSON(made);
    Db *db = made.doorway.store.db;
    Concept concept = { .kind = CONCEPT_SKILL, .scheme = SCHEME_ESCO, .address = S("https://x/glue"),
                        .label = { S("lijmen"), S("gluing") }, .gone_on = DAY_UNKNOWN };
    assert_int_equal(db_begin(db), OK);
    concept_add(&made, &concept);
    assert_int_equal(vocabulary_changed(db, made.doorway.store.tenant), OK);
    assert_int_equal(db_commit(db), OK);
    Answer answer = sent(&made, SKILL_ROW, "&skill=https%3A%2F%2Fx%2Fglue");
    assert_int_equal(answer.status, 303);
    answer = page_got(&made, USER_ROLE_coach, "/candidates/" PERSON, "");
    Str text = text_of_main(made.arena, &answer);
    assert_has(text, "lijmen");
    assert_false(str_has(text, S("https://x/glue")));
    RecordList rows = record_of(&made, S(PERSON)).list[LIST_SKILLS];
    assert_str(rows.value[0].text, "https://x/glue"); /* kept as it came */
}

static void an_occupation_comes_with_its_group(void **state) {
    (void)state;
    TEST_PERSON(made);
    Str text = main_text(&made, WISH_ROW, "&wish=wanted&occupation=kapp&find=1");
    assert_has(text, "Zoeken in de lijst van beroepen");
    assert_has(text, "kapper");
    assert_has(text, "5141");
}

static void other_lists_have_nothing_to_find(void **state) {
    (void)state;
    TEST_PERSON(made);
    Answer page = page_got(&made, USER_ROLE_coach, "/candidates/" PERSON "/lists/language/new", "");
    assert_false(str_has(page.body, S("find-term")));
    Answer answer = sent(&made, "/candidates/" PERSON "/lists/language/new", "&language=nld&find=1");
    assert_int_equal(answer.status, 400);
    page = page_got(&made, USER_ROLE_coach, SKILL_ROW, "");
    assert_true(str_has(page.body, S("Zoeken in de lijst van vaardigheden")));
}

SUITE("pages, terms", cmocka_unit_test(a_few_letters_find_and_nothing_is_kept),
      cmocka_unit_test(what_is_chosen_stands_in_the_field_and_is_kept_when_saved),
      cmocka_unit_test(an_address_is_shown_by_its_label),
      cmocka_unit_test(an_occupation_comes_with_its_group),
      cmocka_unit_test(other_lists_have_nothing_to_find))
