/* Laws of writing back to the national exchange, on random profiles:
 *
 * 1. Mapping a profile and writing the outcome over it changes nothing.
 * 2. When what is known of one person is written over the profile of another, the profile maps to
 * the first
 *    person; and it keeps the fields of its own that we know nothing of.
 * 3. The same from an empty profile.
 *
 * Law 2 and 3 hold for values that the exchange has words for, so the profiles are drawn from
 * those. */
#include <inttypes.h>
#include <stdlib.h>

#include "test.h"
#include "vum_codes.h"
#include "vum_fields.h"
#include "vum_json.h"
#include "vum_write.h"

enum { TODAY = 20700, ROUNDS = 4000 };

/* xorshift64 (G. Marsaglia, 2003). The seed is printed; OPSTAP_SEED sets it. */
static uint64_t state_now;

static int below(int count) {
    state_now ^= state_now << 13;
    state_now ^= state_now >> 7;
    state_now ^= state_now << 17;
    return (int)(state_now % (uint64_t)count);
}

static bool sometimes(void) { return below(2) == 0; }

static void seed_set(void) {
    const char *given = getenv("OPSTAP_SEED");
    int64_t seed = 20261124;
    if (given) assert_true(sscanf(given, "%" SCNd64, &seed) == 1);
    print_message("# OPSTAP_SEED=%lld\n", (long long)seed);
    state_now = (uint64_t)seed | 1;
    for (int i = 0; i < 10; i++) below(2);
}

/* --- random profiles --- */

static void number_maybe(json_t *object, const char *name, int from, int count) {
    if (sometimes()) json_object_set_new(object, name, json_integer(from + below(count)));
}

static void text_maybe(json_t *object, const char *name, const char *front, int count) {
    char room[96];
    if (!sometimes()) return;
    snprintf(room, sizeof room, "%s%d", front, below(count));
    json_object_set_new(object, name, json_string(room));
}

/* Two dates in order. */
static void period_maybe(json_t *object, const char *from, const char *until) {
    char room[16];
    int first = 2005 + below(10);
    snprintf(room, sizeof room, "%d-0%d-1%d", first, 1 + below(9), below(10));
    if (sometimes()) json_object_set_new(object, from, json_string(room));
    snprintf(room, sizeof room, "%d-0%d-1%d", first + 1 + below(5), 1 + below(9), below(10));
    if (sometimes()) json_object_set_new(object, until, json_string(room));
}

typedef json_t *EntryMaker(void);

static void list_maybe(json_t *object, const char *name, EntryMaker *make) {
    if (below(3) == 0) return;
    json_t *list = json_array();
    for (int count = below(5); count > 0; count--) json_array_append_new(list, make());
    json_object_set_new(object, name, list);
}

static json_t *language_make(void) {
    static const char *const tongue[] = { "nld", "eng", "ara" };
    static const int grade[] = { 0, 1, 2, 3, 4, 8 };
    json_t *entry = json_object();
    if (below(4)) json_object_set_new(entry, "codeTaal", json_string(tongue[below(3)]));
    static const char *const skill[] = {
        "codeNiveauTaalbeheersingLezen", "codeNiveauTaalbeheersingLuisteren",
        "codeNiveauTaalbeheersingMondeling", "codeNiveauTaalbeheersingSchriftelijk"
    };
    for (int i = 0; i < 4; i++) {
        if (sometimes()) json_object_set_new(entry, skill[i], json_integer(grade[below(6)]));
    }
    return entry;
}

static json_t *vehicle_make(void) {
    static const int code[] = { 1, 2, 3, 4, 5, 9 };
    json_t *entry = json_object();
    if (below(4)) json_object_set_new(entry, "codeVervoermiddel", json_integer(code[below(6)]));
    number_maybe(entry, "indicatieBeschikbaarVoorWoonWerkverkeer", 0, 3);
    number_maybe(entry, "indicatieBeschikbaarVoorUitvoeringWerk", 0, 3);
    return entry;
}

static json_t *licence_make(void) {
    static const char *const code[] = { "A", "AM", "B", "B+", "CE", "T" };
    return json_pack("{s:s}", "codeSoortRijbewijs", code[below(6)]);
}

#define COMPETENTNL "https://linkeddata.competentnl.nl/uwv/id/"

static json_t *skill_make(void) {
    json_t *entry = json_object();
    text_maybe(entry, "codeCompetentie", COMPETENTNL "skill/", 6);
    return entry;
}

static json_t *wish_make(void) {
    json_t *entry = json_object();
    text_maybe(entry, "codeBeroepsnaam", COMPETENTNL "occupation/", 6);
    return entry;
}

static json_t *sector_make(void) {
    json_t *entry = json_object();
    number_maybe(entry, "codeSbi", 0, 6);
    return entry;
}

static json_t *agreement_make(void) {
    json_t *entry = json_object();
    text_maybe(entry, "codeTypeOvereenkomst", "0", 1);
    if (json_object_size(entry)) {
        char room[3] = { '0', (char)('1' + below(4)), 0 };
        json_object_set_new(entry, "codeTypeOvereenkomst", json_string(room));
    }
    if (sometimes()) {
        json_object_set_new(entry, "codeTypeArbeidscontract", json_string(sometimes() ? "O" : "B"));
    }
    return entry;
}

static json_t *education_make(void) {
    json_t *entry = json_object();
    number_maybe(entry, "codeNiveauOpleiding", 1, 6);
    number_maybe(entry, "codeStatusOpleiding", 0, 4);
    number_maybe(entry, "indicatieDiploma", 0, 3);
    text_maybe(entry, "codeOpleidingsnaam", "", 1000);
    text_maybe(entry, "toelichtingOpleiding", "school ", 9);
    period_maybe(entry, "datumAanvangVolgenOpleiding", "datumEindeVolgenOpleiding");
    return entry;
}

static json_t *experience_make(void) {
    json_t *entry = json_object();
    if (sometimes()) json_object_set_new(entry, "beroep", wish_make());
    text_maybe(entry, "naamOrganisatie", "bedrijf ", 9);
    period_maybe(entry, "datumAanvangWerkzaamheden", "datumEindeWerkzaamheden");
    return entry;
}

static json_t *email_make(void) { return json_string(sometimes() ? "a@example.org" : "b@example.org"); }
static json_t *phone_make(void) { return json_string(sometimes() ? "030-1" : "0612345678"); }

static json_t *profile_make(void) {
    json_t *profile = json_object(), *hours = json_object(), *home = json_object(),
           *dates = json_object(), *needs = json_object(), *skills = json_object();
    char postcode[8];
    snprintf(postcode, sizeof postcode, "%dA%c", 1000 + below(9000), 'A' + below(26));
    json_object_set_new(profile, "idWerkzoekende", json_string("w"));
    text_maybe(profile, "persoonlijkePresentatie", "ik ", 9);
    number_maybe(profile, "indicatieLdrRegistratie", 1, 2);
    number_maybe(profile, "indicatieBeschikbaarheidContactgegevens", 1, 2);
    json_object_set_new(home, "bemiddelingspostcode", json_string(postcode));
    number_maybe(home, "maximaleReistijd", 5, 100);
    number_maybe(home, "maximaleReisafstand", 1, 99);
    number_maybe(hours, "aantalWerkurenPerWeekMinimaal", 0, 20);
    number_maybe(hours, "aantalWerkurenPerWeekMaximaal", 20, 20);
    number_maybe(hours, "indicatieKantoortijden", 0, 3);
    number_maybe(dates, "indicatieOnregelmatigWerkOfPloegendienst", 0, 3);
    period_maybe(dates, "datumAanvangBeschikbaarVoorWerk", "datumEindeBeschikbaarVoorWerk");
    number_maybe(needs, "indicatieBegeleiding", 0, 3);
    number_maybe(needs, "indicatieWerkvariatie", 0, 3);
    number_maybe(skills, "codeWerkEnDenkniveauWerkzoekende", 0, 8);
    list_maybe(skills, "taalbeheersing", language_make);
    list_maybe(skills, "rijbewijs", licence_make);
    list_maybe(skills, "competentiebeheersing", skill_make);
    list_maybe(skills, "opleiding", education_make);
    list_maybe(skills, "werkervaring", experience_make);
    list_maybe(profile, "vervoermiddel", vehicle_make);
    list_maybe(profile, "bemiddelingsberoep", wish_make);
    list_maybe(profile, "sector", sector_make);
    list_maybe(profile, "contractvorm", agreement_make);
    list_maybe(profile, "emailadres", email_make);
    list_maybe(profile, "telefoonnummer", phone_make);
    json_object_set_new(profile, "mobiliteit", home);
    json_object_set_new(profile, "werktijden", hours);
    json_object_set_new(profile, "flexibiliteit", dates);
    json_object_set_new(profile, "eisAanWerk", needs);
    json_object_set_new(profile, "arbeidsmarktkwalificatie", skills);
    return profile;
}

/* --- what two records say, compared --- */

static CandidateRecord person_of(Arena *arena, const json_t *profile) {
    VumReading reading = { .arena = arena, .today = TODAY };
    CandidateRecord person;
    vum_jobseeker_map(&reading, profile, &person);
    return person;
}

/* Position of an equal row, -1 when there is none. Of a language the lowest level counts: out goes
 * its grade, and that is a narrower range than several entries together can make. */
static int row_find(CandidateList list, const RecordList *rows, const Value *row) {
    const RecordType *type = &candidate_list_type[list];
    for (size_t i = 0; i < rows->count; i++) {
        bool same = true;
        for (int k = 0; k < type->field_count && same; k++) {
            if (list == LIST_LANGUAGE && k == LANGUAGE_level_high) continue;
            same = value_equal(type->field[k].kind, record_value(type, rows, i, k), row[k]);
        }
        if (same) return (int)i;
    }
    return -1;
}

static bool rows_within(CandidateList list, const RecordList *some, const RecordList *all) {
    size_t fields = (size_t)candidate_list_type[list].field_count;
    for (size_t i = 0; i < some->count; i++) {
        if (row_find(list, all, some->value + i * fields) < 0) return false;
    }
    return true;
}

static void assert_says_the_same(Arena *arena, const CandidateRecord *found,
                                 const CandidateRecord *expected, const json_t *profile) {
    Str shown = vum_json_text(arena, profile);
    for (int i = 0; i < FACT_COUNT; i++) {
        if (value_equal(fact_info[i].field.kind, found->fact[i], expected->fact[i])) continue;
        /* of several addresses only the first is ours: when it goes, the next is the first */
        bool contact = i == FACT_email || i == FACT_phone;
        if (contact && !expected->fact[i].known) continue;
        fail_msg("%s differs: %.*s", fact_info[i].field.name, STR_ARGS(shown));
    }
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        CandidateList list = (CandidateList)i;
        if (rows_within(list, &found->list[i], &expected->list[i]) &&
            rows_within(list, &expected->list[i], &found->list[i])) continue;
        fail_msg("%s: expected %.*s, found %.*s", candidate_list_type[i].name,
                 STR_ARGS(record_list_text(arena, &candidate_list_type[i], &expected->list[i])),
                 STR_ARGS(record_list_text(arena, &candidate_list_type[i], &found->list[i])));
    }
}

/* --- the laws --- */

static void what_did_not_change_changes_nothing(void **state) {
    (void)state;
    seed_set();
    for (int round = 0; round < ROUNDS; round++) {
        TEST_ARENA(arena);
        AUTO(vum_json_end) json_t *profile = profile_make();
        AUTO(vum_json_end) json_t *copy = json_deep_copy(profile);
        VumReading reading = { .arena = arena, .today = TODAY };
        VumFault fault;
        assert_true(vum_record_check(arena, VUM_JOBSEEKER, profile, &fault));
        CandidateRecord person = person_of(arena, profile);
        vum_jobseeker_write(&reading, &person, &person, copy);
        assert_true(json_equal(copy, profile));
    }
}

static void what_we_know_nothing_of_stays(const json_t *found, const json_t *original) {
    static const char *const sealed[] = { "persoonlijkePresentatie", "indicatieLdrRegistratie" };
    for (size_t i = 0; i < 2; i++) {
        json_t *a = json_object_get(found, sealed[i]), *b = json_object_get(original, sealed[i]);
        assert_true(a == b || json_equal(a, b));
    }
}

static void one_person_written_over_another(void **state) {
    (void)state;
    seed_set();
    for (int round = 0; round < ROUNDS; round++) {
        TEST_ARENA(arena);
        AUTO(vum_json_end) json_t *mine = profile_make();
        AUTO(vum_json_end) json_t *theirs = profile_make();
        AUTO(vum_json_end) json_t *copy = json_deep_copy(theirs);
        VumReading reading = { .arena = arena, .today = TODAY };
        VumFault fault;
        CandidateRecord now = person_of(arena, mine), before = person_of(arena, theirs);
        vum_jobseeker_write(&reading, &before, &now, copy);
        assert_true(vum_record_check(arena, VUM_JOBSEEKER, copy, &fault));
        CandidateRecord again = person_of(arena, copy);
        assert_says_the_same(arena, &again, &now, copy);
        what_we_know_nothing_of_stays(copy, theirs);
    }
}

static void one_person_written_from_nothing(void **state) {
    (void)state;
    seed_set();
    for (int round = 0; round < ROUNDS; round++) {
        TEST_ARENA(arena);
        AUTO(vum_json_end) json_t *mine = profile_make();
        AUTO(vum_json_end) json_t *fresh = json_pack("{s:s}", "idWerkzoekende", "w");
        VumReading reading = { .arena = arena, .today = TODAY };
        VumFault fault;
        CandidateRecord now = person_of(arena, mine), nothing = { 0 };
        vum_jobseeker_write(&reading, &nothing, &now, fresh);
        assert_true(vum_record_check(arena, VUM_JOBSEEKER, fresh, &fault));
        CandidateRecord again = person_of(arena, fresh);
        assert_says_the_same(arena, &again, &now, fresh);
        assert_null(json_object_get(fresh, "persoonlijkePresentatie"));
        assert_null(json_object_get(fresh, "indicatieLdrRegistratie"));
    }
}

SUITE("exchange vum laws", cmocka_unit_test(what_did_not_change_changes_nothing),
      cmocka_unit_test(one_person_written_over_another),
      cmocka_unit_test(one_person_written_from_nothing))
