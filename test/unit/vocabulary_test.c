#include "test.h"

#include "vocabulary/vocabulary.h"

#define ESCO "http://data.europa.eu/esco/"
#define OCCUPATION(in, url, group, ...)                                                            \
    { .kind = CONCEPT_OCCUPATION, .scheme = (in), .address = S(url), .isco = S(group),             \
      .gone_on = DAY_UNKNOWN, ##__VA_ARGS__ }
#define SKILL(in, url, ...)                                                                        \
    { .kind = CONCEPT_SKILL, .scheme = (in), .address = S(url), .gone_on = DAY_UNKNOWN,            \
      ##__VA_ARGS__ }
#define DUTCH(text) .label[TONGUE_NL] = S(text)
#define ENGLISH(text) .label[TONGUE_EN] = S(text)
#define ALSO(text) .alternatives[TONGUE_NL] = S(text)

#define MAKE(arena, ...)                                                                           \
    vocabulary_make((arena), (Concepts){ (Concept[]){ __VA_ARGS__ },                               \
                                         sizeof((Concept[]){ __VA_ARGS__ }) / sizeof(Concept) })

static void assert_means(const Vocabulary *made, ConceptKind kind, const char *text,
                         const char *address) {
    const Term *term;
    TermFound found = vocabulary_find(made, kind, str_from(text), &term);
    if (found != TERM_KNOWN) fail_msg("'%s' means nothing (%d)", text, (int)found);
    assert_str(term->address, address);
}

static TermFound how(const Vocabulary *made, ConceptKind kind, const char *text) {
    return vocabulary_find(made, kind, str_from(text), NULL);
}

static void a_typed_label_means_what_has_it(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Vocabulary *made = MAKE(arena,
        SKILL(SCHEME_ESCO, ESCO "skill/1", DUTCH("lassen"), ENGLISH("weld"), ALSO("TIG-lassen\nMIG")),
        SKILL(SCHEME_ESCO, ESCO "skill/2", DUTCH("solderen"), ALSO("lassen")),
        OCCUPATION(SCHEME_ESCO, ESCO "occupation/1", "7212", DUTCH("lassen")));
    assert_means(made, CONCEPT_SKILL, " LASSEN", ESCO "skill/1"); /* a label before another label */
    assert_means(made, CONCEPT_SKILL, "tig-Lassen", ESCO "skill/1");
    assert_means(made, CONCEPT_SKILL, "Weld", ESCO "skill/1");
    assert_means(made, CONCEPT_SKILL, ESCO "skill/2", ESCO "skill/2");
    assert_means(made, CONCEPT_OCCUPATION, "lassen", ESCO "occupation/1");
    assert_int_equal(how(made, CONCEPT_SKILL, "las"), TERM_UNKNOWN);
    assert_int_equal(how(made, CONCEPT_SKILL, ""), TERM_UNKNOWN);
    assert_int_equal(how(made, CONCEPT_OCCUPATION, ESCO "skill/2"), TERM_UNKNOWN);
}

static void what_two_have_alike_means_neither(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Vocabulary *made = MAKE(arena, SKILL(SCHEME_ESCO, "a", DUTCH("een"), ALSO("samen\nweg")),
                            SKILL(SCHEME_ESCO, "b", DUTCH("twee"), ALSO("Samen\nover"), ENGLISH("weg")),
                            SKILL(SCHEME_ESCO, "c", DUTCH("drie"), ENGLISH("over")));
    assert_int_equal(how(made, CONCEPT_SKILL, "samen"), TERM_AMBIGUOUS);
    assert_means(made, CONCEPT_SKILL, "over", "c"); /* a label, if English, before another label */
    assert_means(made, CONCEPT_SKILL, "weg", "b");
    assert_str(vocabulary_key(arena, made, CONCEPT_SKILL, S("SAMEN")), "samen");
}

static void dutch_comes_before_english(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Vocabulary *made = MAKE(arena, SKILL(SCHEME_ESCO, "a", DUTCH("x"), ENGLISH("trainer")),
                            SKILL(SCHEME_ESCO, "b", DUTCH("trainer"), ENGLISH("y")));
    assert_means(made, CONCEPT_SKILL, "trainer", "b");
}

static void lists_are_tied_by_address_by_what_they_say_and_by_label(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Vocabulary *made = MAKE(arena,
        OCCUPATION(SCHEME_OWN, ESCO "occupation/1", "7213"),
        OCCUPATION(SCHEME_ESCO, ESCO "occupation/1", "7212", DUTCH("lasser")),
        OCCUPATION(SCHEME_ESCO, ESCO "occupation/2", "5120", DUTCH("kok")),
        OCCUPATION(SCHEME_COMPETENTNL, "nl/1", "", DUTCH("Vaklasser"), .same_as = S(ESCO "occupation/1")),
        OCCUPATION(SCHEME_COMPETENTNL, "nl/2", "", DUTCH("Kok")),
        OCCUPATION(SCHEME_COMPETENTNL, "nl/3", "", DUTCH("keukenkok"), .near_to = S(ESCO "occupation/2")),
        OCCUPATION(SCHEME_COMPETENTNL, "nl/4", "2611", DUTCH("Lasser")));
    assert_means(made, CONCEPT_OCCUPATION, "nl/1", ESCO "occupation/1");
    assert_means(made, CONCEPT_OCCUPATION, "vaklasser", ESCO "occupation/1");
    assert_means(made, CONCEPT_OCCUPATION, "nl/2", ESCO "occupation/2");
    assert_means(made, CONCEPT_OCCUPATION, "nl/3", "nl/3"); /* near is not the same */
    assert_means(made, CONCEPT_OCCUPATION, "nl/4", "nl/4"); /* another group: another occupation */
    const Term *term;
    vocabulary_find(made, CONCEPT_OCCUPATION, S("nl/1"), &term);
    assert_str(term->isco, "7213"); /* the tenant's own decides */
    assert_str(term_label(term, TONGUE_EN), "lasser");
    vocabulary_find(made, CONCEPT_OCCUPATION, S("nl/3"), &term);
    assert_str(term->isco, "5120");
    assert_int_equal(how(made, CONCEPT_OCCUPATION, "lasser"), TERM_AMBIGUOUS);
}

static void what_is_gone_is_understood_but_comes_last(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Vocabulary *made = MAKE(arena,
        SKILL(SCHEME_ESCO, "old", DUTCH("typen"), ALSO("faxen"), .gone_on = 20000),
        SKILL(SCHEME_ESCO, "new", DUTCH("toetsen"), ALSO("typen")));
    assert_means(made, CONCEPT_SKILL, "typen", "new");
    const Term *term;
    assert_int_equal(vocabulary_find(made, CONCEPT_SKILL, S("faxen"), &term), TERM_KNOWN);
    assert_true(term->gone);
    const Term *found[4];
    TermSearch search = { CONCEPT_SKILL, S("faxen"), 4 };
    assert_int_equal(vocabulary_search(made, search, found), 0);
    search.words = S("typ");
    assert_int_equal(vocabulary_search(made, search, found), 1);
    assert_str(found[0]->address, "new");
}

static void a_few_letters_find_the_best_first(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Vocabulary *made = MAKE(arena,
        SKILL(SCHEME_ESCO, "1", DUTCH("zinken platen"), ENGLISH("caf\xC3\xA9 work")),
        SKILL(SCHEME_ESCO, "2", DUTCH("koffie"), ALSO("werk in een caf\xC3\xA9")),
        SKILL(SCHEME_ESCO, "3", DUTCH("Caf\xC3\xA9 openen")), SKILL(SCHEME_ESCO, "4", DUTCH("cafe beheren")),
        OCCUPATION(SCHEME_ESCO, "5", "5131", DUTCH("cafebaas")));
    const Term *found[3];
    assert_int_equal(vocabulary_search(made, (TermSearch){ CONCEPT_SKILL, S("CAF"), 3 }, found), 4);
    assert_str(found[0]->address, "3");
    assert_str(found[1]->address, "4");
    assert_str(found[2]->address, "2");
    assert_int_equal(vocabulary_search(made, (TermSearch){ CONCEPT_SKILL, S("een werk"), 3 }, found), 1);
    assert_int_equal(vocabulary_search(made, (TermSearch){ CONCEPT_SKILL, S(" "), 3 }, found), 0);
    assert_int_equal(vocabulary_search(made, (TermSearch){ CONCEPT_SKILL, S("affe"), 3 }, found), 0);
}

static void keys_are_equal_for_what_means_the_same(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Vocabulary *made = vocabulary_builtin(arena);
    Str code = vocabulary_key(arena, made, CONCEPT_SKILL, S("skill.answer_telephone"));
    assert_str(vocabulary_key(arena, made, CONCEPT_SKILL, S("De telefoon  beantwoorden")),
               str_zero_ended(arena, code));
    assert_str(vocabulary_key(arena, made, CONCEPT_OCCUPATION, S("Kapper")),
               ESCO "occupation/099c6bb0-22d3-4c5d-8bf5-70910af381ef");
    assert_str(vocabulary_key(arena, made, CONCEPT_SKILL, S("Nergens  Bekend")), "nergens bekend");
    assert_str(vocabulary_key(arena, made, CONCEPT_SKILL, S("https://example.org/A")),
               "https://example.org/A");
}

static void merging_takes_what_is_said_and_no_more(void **state) {
    (void)state;
    Concept stored = SKILL(SCHEME_ESCO, "a", DUTCH("lassen"), ALSO("TIG"));
    Concept same = stored;
    assert_false(concept_merge(&same, &stored));
    Concept english = SKILL(SCHEME_ESCO, "a", ENGLISH("weld"));
    assert_true(concept_merge(&english, &stored));
    assert_str(stored.label[TONGUE_NL], "lassen");
    assert_str(stored.alternatives[TONGUE_NL], "TIG");
    assert_str(stored.label[TONGUE_EN], "weld");
    Concept bare = SKILL(SCHEME_ESCO, "a", DUTCH("lassen"), ALSO(""));
    assert_true(concept_merge(&bare, &stored));
    assert_str(stored.alternatives[TONGUE_NL], "");
    stored.gone_on = 20000;
    assert_true(concept_merge(&bare, &stored));
    assert_int_equal(stored.gone_on, DAY_UNKNOWN);
}

SUITE("vocabulary", cmocka_unit_test(a_typed_label_means_what_has_it),
      cmocka_unit_test(what_two_have_alike_means_neither),
      cmocka_unit_test(dutch_comes_before_english),
      cmocka_unit_test(lists_are_tied_by_address_by_what_they_say_and_by_label),
      cmocka_unit_test(what_is_gone_is_understood_but_comes_last),
      cmocka_unit_test(a_few_letters_find_the_best_first),
      cmocka_unit_test(keys_are_equal_for_what_means_the_same),
      cmocka_unit_test(merging_takes_what_is_said_and_no_more))
