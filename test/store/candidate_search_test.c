/* Finding people: what is found is what a slow reading of the rule finds, whatever changed in between
 * and whoever changed it. */
#include "../chance.h"
#include "store.h"

#include <pthread.h>

#include "candidates/candidate_edit.h"
#include "candidates/candidate_erasure.h"
#include "candidates/candidate_search.h"
#include "names/names.h"
#include "openings/openings.h"

enum { PEOPLE = 400, QUERIES = 3000, QUERIES_AGAIN = 500, TODAY = 20514 };

static const char *const given[] = { "Mohammed", "Muhammad", "Mohamad", "Youssef", "Yusuf", "Joesoef", "Fatma",
    "Fatima", "Anna-Maria", "Ann", "Zoë", "Oleksandr", "Abdul Karim", "Abdelkarim", "Said", "Rachid", "Jan",
    "Øystein", "Тарас", "Ali", "0012", "El Mahdi" };
static const char *const family[] = { "de Vries", "El Hassan", "Alhassan", "Hussein", "O'Neil", "Şahin", "Shevchenko",
    "Sjevtsjenko", "van den Berg", "Nguyễn", "Al-Khalaf", "Jansen", "Meijer", "Meyer", "Haddad", "" };
static const char *const postcode[] = { "3511AB", "3511", "3401CD", "1393", "" };
static const char *const towns[] = { "GM0344", "GM0353", "" };
#define ONE_OF(chance, list)                                                                       \
    str_from((list)[chance_between((chance), 0, (int64_t)(sizeof(list) / sizeof *(list)) - 1)])

typedef struct Place {
    Store store;
    CandidateRegisters *registers;
} Place;

static void place_end(Place *place) {
    candidate_registers_end(place->registers);
    store_end(&place->store);
}

#define TEST_PLACE(place)                                                                          \
    AUTO(place_end) Place place = { .registers = candidate_registers_begin() };                    \
    store_begin(&place.store)

static void fact_set(CandidateRecord *record, Fact fact, Str text, Day day) {
    if (!text.len) return;
    Phrase why;
    AUTO(arena_end_at) Arena *arena = arena_new("fact", 1024 * 1024);
    assert_int_equal(value_read(arena, &fact_info[fact].field, text, &record->fact[fact], &why), OK);
    record->fact_from[fact] = (Provenance){ S("csv"), false, day, false };
}

static CandidateRecord person(Chance *chance, Arena *arena, int number) {
    Day day = (Day)chance_between(chance, TODAY - 900, TODAY);
    CandidateRecord record = { .id = str_printf(arena, "K-%04d.%x", number, number * 7919 % 4096) };
    fact_set(&record, FACT_given_name, ONE_OF(chance, given), day);
    fact_set(&record, FACT_family_name, ONE_OF(chance, family), day);
    fact_set(&record, FACT_postcode, ONE_OF(chance, postcode), day);
    fact_set(&record, FACT_municipality, ONE_OF(chance, towns), day);
    fact_set(&record, FACT_controller, chance_between(chance, 0, 1) ? S("gemeente-a") : S(""), day);
    if (chance_between(chance, 0, 2)) fact_set(&record, FACT_hours_max, S("32"), day - 30);
    if (chance_between(chance, 0, 2)) fact_set(&record, FACT_birth_date, S("1990-02-03"), DAY_UNKNOWN);
    Provenance from = { S("csv"), false, (Day)chance_between(chance, TODAY - 900, TODAY), false };
    if (chance_between(chance, 0, 2)) {
        Value row[LANGUAGE_FIELD_COUNT] = { { true, 0, S("nld") }, { true, SKILL_SPEAKING, { 0 } } };
        row[LANGUAGE_level_low] = (Value){ true, chance_between(chance, 0, 4), { 0 } };
        row[LANGUAGE_level_high] = (Value){ true, 5, { 0 } };
        candidate_list_add(arena, &record, LIST_LANGUAGE, row, from);
    }
    for (int64_t i = chance_between(chance, 0, 2); i > 0; i--) {
        Value row[WISH_FIELD_COUNT] = { { true, 0, { 0 } } };
        row[WISH_isco] = (Value){ true, 0, chance_between(chance, 0, 1) ? S("7223") : S("51") };
        candidate_list_add(arena, &record, LIST_WISH, row, from);
    }
    return record;
}

static void put(Store *store, Arena *arena, const CandidateRecord *record) {
    bool changed;
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(candidate_put(store->db, arena, store->tenant, record, &changed), OK);
    assert_int_equal(db_commit(store->db), OK);
}

static void people_put(Place *place, Chance *chance, Arena *arena, int first, int count) {
    bool changed;
    Store *store = &place->store;
    assert_int_equal(db_begin(store->db), OK);
    for (int i = first; i < first + count; i++) {
        CandidateRecord record = person(chance, arena, i);
        assert_int_equal(candidate_put(store->db, arena, store->tenant, &record, &changed), OK);
    }
    assert_int_equal(db_commit(store->db), OK);
}

static CandidateFound find(Place *place, Arena *arena, CandidateSearch search) {
    CandidateFound found;
    search.tenant = place->store.tenant;
    assert_int_equal(candidate_search(place->registers, place->store.db, arena, &search, &found), OK);
    return found;
}

static bool has(const CandidateFound *found, int64_t number) {
    for (size_t i = 0; i < found->count; i++) {
        if (found->row[i].number == number) return true;
    }
    return false;
}

/* --- the oracle: the rule of candidate_search.h, person by person, from the records --- */

static Str fact_text(const CandidateRecord *record, Fact fact) {
    return record->fact[fact].known ? record->fact[fact].text : STR_EMPTY;
}

static bool word_in_name(Arena *arena, Str word, Str folded) {
    Str rest = folded, part;
    NameKey key = name_key(arena, word);
    if (name_key_found(key, name_key(arena, folded))) return true;
    while (str_cut(&rest, ' ', &part)) {
        if (str_starts(part, word) || name_words_alike(key, name_key(arena, part))) return true;
        NameKey whole = name_key(arena, part); /* what follows an article begins a word as well */
        for (size_t i = 1; i < whole.count; i++) {
            if (!(whole.sign[i] & NAME_BEGINS)) continue;
            NameKey after = { whole.sign + i, whole.count - i };
            if (name_words_alike(key, after)) return true;
        }
    }
    return false;
}

static bool names_in(Arena *arena, const Str *word, size_t count, Str folded, bool only) {
    if (!count) return true;
    bool here = (name_is_article(word[0]) && !only) || word_in_name(arena, word[0], folded);
    if (here && names_in(arena, word + 1, count - 1, folded, only)) return true;
    if (count < 2) return false;
    Str both = str_printf(arena, "%.*s%.*s", STR_ARGS(word[0]), STR_ARGS(word[1]));
    return name_key_found(name_key(arena, both), name_key(arena, folded)) &&
           names_in(arena, word + 2, count - 2, folded, only);
}

/* For words without digits: those of names only. */
static bool oracle_words(Arena *arena, const CandidateRecord *record, Str words) {
    Str word[16], rest = name_fold(arena, words);
    size_t count = 0;
    while (rest.len && count < 16 && str_cut(&rest, ' ', &word[count])) count++;
    Str name = str_printf(arena, "%.*s %.*s", STR_ARGS(fact_text(record, FACT_family_name)),
                          STR_ARGS(fact_text(record, FACT_given_name)));
    return names_in(arena, word, count, name_fold(arena, name), count == 1);
}

static bool oracle_filters(const CandidateRecord *record, const CandidateSearch *search) {
    Completeness complete = candidate_completeness(record);
    if (search->municipality.len && !str_equal(fact_text(record, FACT_municipality), search->municipality))
        return false;
    if (search->organisation.len && !str_equal(fact_text(record, FACT_controller), search->organisation))
        return false;
    const RecordList *languages = &record->list[LIST_LANGUAGE];
    if (search->speaks && (!languages->count || languages->value[LANGUAGE_level_low].number < search->speaking_min))
        return false;
    if (search->facts_below && complete.known >= search->facts_below) return false;
    if (search->confirmed_before &&
        (complete.oldest == DAY_UNKNOWN || complete.oldest >= search->confirmed_before)) return false;
    unsigned majors = 0;
    const RecordList *wishes = &record->list[LIST_WISH];
    for (size_t i = 0; i < wishes->count; i++) {
        majors |= 1u << (wishes->value[i * WISH_FIELD_COUNT + WISH_isco].text.at[0] - '0');
    }
    return !search->wanted_majors || (majors & search->wanted_majors);
}

static CandidateSearch search_at_random(Chance *chance, Arena *arena) {
    Str a = ONE_OF(chance, given), b = ONE_OF(chance, family);
    int64_t cut = chance_between(chance, 1, 12);
    CandidateSearch search = { .count_max = PEOPLE * 2, .sort = CANDIDATE_SORT_ARRIVAL };
    int64_t form = chance_between(chance, 0, 4);
    if (a.at[0] == '0') a = S("Ali");
    if (form == 1) search.words = str_sub(a, 0, (size_t)cut);
    if (form == 2) search.words = str_printf(arena, "%.*s %.*s", STR_ARGS(b), STR_ARGS(a));
    if (form == 3) search.words = str_printf(arena, "%.*s%.*s", STR_ARGS(a), STR_ARGS(b));
    if (form == 4) search.words = str_printf(arena, "el %.*s", STR_ARGS(str_sub(b, 0, (size_t)cut)));
    if (!chance_between(chance, 0, 4)) search.municipality = ONE_OF(chance, towns);
    if (!chance_between(chance, 0, 4)) search.organisation = S("gemeente-a");
    if (!chance_between(chance, 0, 4)) search.speaks = true;
    search.speaking_min = (int)chance_between(chance, 0, 5);
    if (!chance_between(chance, 0, 4)) search.facts_below = (int)chance_between(chance, 1, 6);
    if (!chance_between(chance, 0, 4)) search.confirmed_before = (Day)chance_between(chance, TODAY - 900, TODAY);
    if (!chance_between(chance, 0, 4)) search.wanted_majors = 1u << (chance_between(chance, 0, 1) ? 7 : 5);
    return search;
}

static void what_is_found_is_what_the_rule_says(void **state) {
    (void)state;
    TEST_PLACE(place);
    TEST_ARENA(arena);
    Chance chance = chance_begin();
    people_put(&place, &chance, arena, 0, PEOPLE);
    CandidateRows rows;
    assert_int_equal(candidates_load(place.store.db, arena, place.store.tenant, true, &rows), OK);
    for (int i = 0, count = store_is_repeat() ? QUERIES_AGAIN : QUERIES; i < count; i++) {
        AUTO(arena_end_at) Arena *scratch = arena_new("query", 64 * 1024 * 1024);
        CandidateSearch search = search_at_random(&chance, scratch);
        CandidateFound found = find(&place, scratch, search);
        size_t at = 0;
        for (size_t k = 0; k < rows.count; k++) {
            const CandidateRecord *record = &rows.record[k];
            ArenaMark mark = arena_mark(scratch);
            bool expected = oracle_filters(record, &search) && oracle_words(scratch, record, search.words);
            arena_rewind(scratch, mark);
            bool there = at < found.count && found.row[at].number == record->number;
            if (expected != there) {
                fail_msg("'%.*s', number %lld: expected %d", STR_ARGS(search.words), (long long)record->number,
                         expected);
            }
            if (!there) continue;
            Completeness complete = candidate_completeness(record);
            assert_int_equal(found.row[at].facts_known, complete.known);
            assert_int_equal(found.row[at].facts_asked, complete.asked);
            assert_int_equal(found.row[at].oldest, complete.oldest);
            at++;
        }
        assert_int_equal(at, found.total);
        assert_int_equal(found.everybody, rows.count);
    }
}

static void people_are_found_by_their_own_name(void **state) {
    (void)state;
    TEST_PLACE(place);
    TEST_ARENA(arena);
    Chance chance = chance_begin();
    people_put(&place, &chance, arena, 0, PEOPLE);
    CandidateFound all = find(&place, arena, (CandidateSearch){ .count_max = PEOPLE });
    assert_int_equal(all.count, PEOPLE);
    for (size_t i = 0; i < all.count; i++) {
        const CandidateRow *row = &all.row[i];
        Str ways[4] = { str_printf(arena, "%.*s %.*s", STR_ARGS(row->given_name), STR_ARGS(row->family_name)),
                        str_printf(arena, "%.*s, %.*s", STR_ARGS(row->family_name), STR_ARGS(row->given_name)),
                        row->id, row->postcode };
        for (int k = 0; k < 4; k++) {
            CandidateSearch search = { .words = ways[k], .count_max = PEOPLE };
            CandidateFound found = find(&place, arena, search);
            if (!has(&found, row->number)) fail_msg("'%.*s'", STR_ARGS(ways[k]));
        }
    }
}

/* Small pages put together are the whole, in every order, forth and back. */
static void pages_together_are_the_list(void **state) {
    (void)state;
    TEST_PLACE(place);
    TEST_ARENA(arena);
    Chance chance = chance_begin();
    people_put(&place, &chance, arena, 0, 97);
    for (int sort = 0; sort < CANDIDATE_SORT_COUNT; sort++) {
        for (int down = 0; down < 2; down++) {
            CandidateSearch search = { .words = S("m"), .sort = (CandidateSort)sort, .descending = down,
                                       .count_max = 1000 };
            if (sort % 2) search.words = STR_EMPTY;
            CandidateFound whole = find(&place, arena, search);
            assert_int_equal(whole.count, whole.total);
            size_t at = 0;
            for (search.count_max = 7; at < whole.count; search.first += 7) {
                CandidateFound page = find(&place, arena, search);
                assert_int_equal(page.total, whole.total);
                for (size_t i = 0; i < page.count; i++) {
                    assert_int_equal(page.row[i].number, whole.row[at++].number);
                }
                assert_true(page.count > 0);
            }
            assert_int_equal(find(&place, arena, search).count, 0);
            for (size_t i = 1; i < whole.count && sort == CANDIDATE_SORT_OLDEST; i++) {
                Day a = whole.row[i - 1].oldest, b = whole.row[i].oldest;
                assert_true(b == DAY_UNKNOWN || (a != DAY_UNKNOWN && (down ? a >= b : a <= b)));
            }
        }
    }
}

static size_t count(Place *place, Arena *arena, const char *words) {
    CandidateSearch search = { .words = str_from(words), .count_max = 0 };
    return find(place, arena, search).total;
}

static void changes_are_seen_at_once(void **state) {
    (void)state;
    TEST_PLACE(place);
    TEST_ARENA(arena);
    Chance chance = chance_begin();
    Phrase why;
    people_put(&place, &chance, arena, 0, 20);
    size_t before = count(&place, arena, "");
    CandidateRecord record = { .id = S("new") };
    fact_set(&record, FACT_family_name, S("Zwaluwstaart"), TODAY);
    Db *other = NULL; /* as another process would */
    assert_int_equal(db_open(place.store.path, DB_EXISTING, &other, &why), OK);
    Store there = place.store;
    there.db = other;
    put(&there, arena, &record);
    assert_int_equal(count(&place, arena, "zwaluw"), 1);
    fact_set(&record, FACT_family_name, S("Kolibrie"), TODAY + 1);
    put(&there, arena, &record);
    assert_int_equal(count(&place, arena, "zwaluw"), 0);
    assert_int_equal(count(&place, arena, "kolibrie"), 1);
    assert_int_equal(count(&place, arena, ""), before + 1);
    int64_t number;
    Erasure erasure;
    assert_int_equal(candidate_number(other, there.tenant, S("new"), &number), OK);
    assert_int_equal(db_begin(other), OK);
    assert_int_equal(candidate_erase(other, arena, (ErasureRequest){ there.tenant, number, TODAY, S("test") },
                                     &erasure), OK);
    assert_int_equal(count(&place, arena, "kolibrie"), 1); /* not committed yet */
    assert_int_equal(db_commit(other), OK);
    assert_int_equal(count(&place, arena, "kolibrie"), 0);
    assert_int_equal(count(&place, arena, ""), before);
    db_end(other);
}

/* Who changes people sees the change; when it is taken back nobody does. */
static void what_is_taken_back_was_never_there(void **state) {
    (void)state;
    TEST_PLACE(place);
    TEST_ARENA(arena);
    bool changed;
    Store *store = &place.store;
    CandidateRecord record = { .id = S("new") };
    fact_set(&record, FACT_family_name, S("Zwaluwstaart"), TODAY);
    assert_int_equal(count(&place, arena, ""), 0);
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(candidate_put(store->db, arena, store->tenant, &record, &changed), OK);
    assert_int_equal(count(&place, arena, "zwaluw"), 1);
    db_rollback(store->db);
    assert_int_equal(count(&place, arena, "zwaluw"), 0);
    fact_set(&record, FACT_family_name, S("Kolibrie"), TODAY);
    put(store, arena, &record);
    assert_int_equal(count(&place, arena, "zwaluw"), 0);
    assert_int_equal(count(&place, arena, "kolibrie"), 1);
}

static void placements_show_where_somebody_stands(void **state) {
    (void)state;
    TEST_PLACE(place);
    TEST_ARENA(arena);
    Store *store = &place.store;
    bool changed;
    CandidateRecord record = { .id = S("a") };
    OpeningRecord opening = { .id = S("o") };
    put(store, arena, &record);
    assert_int_equal(find(&place, arena, (CandidateSearch){ .count_max = 1 }).row[0].standing, STANDING_NONE);
    assert_int_equal(db_begin(store->db), OK);
    assert_int_equal(opening_put(store->db, arena, store->tenant, &opening, &changed), OK);
    assert_int_equal(placement_propose(store->db, store->tenant, (Proposal){ 1, 1, 0, TODAY }), OK);
    assert_int_equal(db_commit(store->db), OK);
    assert_int_equal(find(&place, arena, (CandidateSearch){ .standings = 1u << STANDING_PROPOSED }).total, 1);
    assert_int_equal(db_begin(store->db), OK);
    PlacementMove move = { .number = 1, .to = PLACEMENT_invited, .on = TODAY };
    assert_int_equal(placement_move(store->db, store->tenant, move), OK);
    assert_int_equal(db_commit(store->db), OK);
    CandidateFound found = find(&place, arena, (CandidateSearch){ .count_max = 1 });
    assert_int_equal(found.row[0].standing, STANDING_UNDER_WAY);
    assert_int_equal(found.row[0].placement, PLACEMENT_invited);
    assert_int_equal(find(&place, arena, (CandidateSearch){ .standings = 1u << STANDING_PROPOSED }).total, 0);
}

/* Many read while one changes: whoever asks sees all that was kept before. */
typedef struct Reader {
    Place *place;
    pthread_t thread;
    int searches;
    bool backwards; /* saw fewer people than before */
} Reader;

static void *reads(void *context) {
    enum { SEARCHES = 150 };
    Reader *reader = context;
    Db *db = NULL;
    Phrase why;
    if (db_open(reader->place->store.path, DB_EXISTING, &db, &why) != OK) return NULL;
    size_t before = 0;
    for (int i = 0; i < SEARCHES; i++) {
        AUTO(arena_end_at) Arena *arena = arena_new("reader", 64 * 1024 * 1024);
        CandidateFound found;
        CandidateSearch search = { .tenant = reader->place->store.tenant, .words = S("m"), .count_max = 10 };
        if (candidate_search(reader->place->registers, db, arena, &search, &found) != OK) break;
        reader->searches++;
        reader->backwards = reader->backwards || found.everybody < before;
        before = found.everybody;
    }
    db_end(db);
    return NULL;
}

static void many_read_while_one_changes(void **state) {
    (void)state;
    TEST_PLACE(place);
    TEST_ARENA(arena);
    Chance chance = chance_begin();
    Reader reader[4] = { { 0 } };
    people_put(&place, &chance, arena, 0, 50);
    for (int i = 0; i < 4; i++) {
        reader[i].place = &place;
        assert_int_equal(pthread_create(&reader[i].thread, NULL, reads, &reader[i]), 0);
    }
    for (int i = 0; i < 40; i++) {
        people_put(&place, &chance, arena, 50 + i, 1);
        assert_int_equal(count(&place, arena, ""), 51 + i);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(reader[i].thread, NULL);
        assert_int_equal(reader[i].searches, 150);
        assert_false(reader[i].backwards);
    }
}

/* --- who may be the same --- */

static SimilarCandidates similar(Place *place, Arena *arena, CandidateLikeness likeness) {
    SimilarCandidates found;
    likeness.tenant = place->store.tenant;
    assert_int_equal(candidate_similar(place->registers, place->store.db, arena, &likeness, &found), OK);
    return found;
}

static void who_may_be_the_same_is_told_with_reasons(void **state) {
    (void)state;
    TEST_PLACE(place);
    TEST_ARENA(arena);
    CandidateRecord record = { .id = S("A-1") };
    fact_set(&record, FACT_given_name, S("Mohammed"), TODAY);
    fact_set(&record, FACT_family_name, S("El Khalaf"), TODAY);
    fact_set(&record, FACT_birth_date, S("1990-02-03"), TODAY);
    fact_set(&record, FACT_postcode, S("3511AB"), TODAY);
    put(&place.store, arena, &record);
    CandidateLikeness likeness = { .given_name = S("Muhamad"), .family_name = S("Al Khalaf"),
                                   .birth_date = DAY_UNKNOWN };
    SimilarCandidates found = similar(&place, arena, likeness);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.row[0].reason_count, 1);
    assert_str(phrase_text(arena, TONGUE_EN, found.row[0].reason[0]), "The name sounds almost the same.");
    static const char *const birth[][2] = { { "1990-02-03", "The same birth date." },
                                            { "1990-03-02", "The birth date is very much alike: " },
                                            { "1909-02-03", "The birth date is very much alike: " },
                                            { "1991-02-03", "The birth date is very much alike: " } };
    for (int i = 0; i < 4; i++) {
        assert_true(day_read(str_from(birth[i][0]), &likeness.birth_date));
        found = similar(&place, arena, likeness);
        assert_int_equal(found.row[0].reason_count, 2);
        Str told = phrase_text(arena, TONGUE_EN, found.row[0].reason[1]);
        if (!str_starts(told, str_from(birth[i][1]))) fail_msg("%.*s", STR_ARGS(told));
    }
    likeness = (CandidateLikeness){ .given_name = S("Anna"), .family_name = S("Jansen"),
                                    .birth_date = likeness.birth_date, .postcode = S("3511 ab") };
    found = similar(&place, arena, likeness);
    assert_int_equal(found.count, 1);
    likeness.postcode = S("3511");
    assert_int_equal(similar(&place, arena, likeness).count, 0); /* an area holds thousands */
    likeness.id = S("A-1");
    assert_int_equal(similar(&place, arena, likeness).count, 1);
    likeness.not_number = 1;
    assert_int_equal(similar(&place, arena, likeness).count, 0);
    likeness = (CandidateLikeness){ .given_name = S("Mohammed"), .birth_date = DAY_UNKNOWN };
    assert_int_equal(similar(&place, arena, likeness).count, 0); /* one part of several is no name */
}

/* --- the file --- */

static void summaries_add_up(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Chance chance = chance_begin();
    for (int i = 0; i < 500; i++) {
        AUTO(arena_end_at) Arena *scratch = arena_new("record", 16 * 1024 * 1024);
        CandidateRecord record = person(&chance, scratch, i);
        CandidateSummary summary = candidate_summary(&record);
        int asked = 0, known = 0;
        for (int k = 0; k < GROUP_COUNT; k++) {
            asked += summary.section[k].asked;
            known += summary.section[k].known;
            assert_true(summary.section[k].known <= summary.held[k]);
        }
        assert_int_equal(asked, FACTS_ASKED_COUNT);
        assert_int_equal(known, summary.all.known);
        assert_int_equal(summary.fact_missing_count + summary.list_missing_count, asked - known);
    }
}

SUITE("candidate_search", cmocka_unit_test(what_is_found_is_what_the_rule_says),
      cmocka_unit_test(people_are_found_by_their_own_name), cmocka_unit_test(pages_together_are_the_list),
      cmocka_unit_test(changes_are_seen_at_once), cmocka_unit_test(what_is_taken_back_was_never_there),
      cmocka_unit_test(many_read_while_one_changes), cmocka_unit_test(placements_show_where_somebody_stands),
      cmocka_unit_test(who_may_be_the_same_is_told_with_reasons), cmocka_unit_test(summaries_add_up))
