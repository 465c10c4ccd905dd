/* Every verb of the stores, with every call that can fail failing once: then nothing is changed, no
 * transaction stays open, and the next one begins. */
#include "sweep.h"

#include "accounts/account_admin.h"
#include "accounts/secrets.h"
#include "candidates/candidate_rows_edit.h"
#include "db_postgres.h"
#include "market/market.h"
#include "openings/openings.h"
#include "parties/parties.h"
#include "placements/placements.h"
#include "places/places.h"
#include "planning/plan_store.h"
#include "support/support.h"
#include "users/actors.h"
#include "vocabulary/vocabulary_unknown.h"

enum { PEOPLE = 12, OPENINGS = 60, DAY = 20514 };

typedef struct At {
    Db *db;
    Arena *arena;
    int64_t tenant;
} At;

static Value number(int64_t n) {
    return (Value){ .known = true, .number = n };
}

static Value text(const char *t) {
    return (Value){ .known = true, .text = str_from(t) };
}

static Result tenant_made(At at) {
    int64_t id;
    Tenant tenant = { .name = S("another"), .region = S("AM13") };
    return tenant_make(at.db, &tenant, &id);
}

static Result candidate_written(At at) {
    bool changed;
    CandidateRecord record = { .id = S("k-new") };
    Provenance from = { .source = S("intake"), .confirmed = DAY };
    record.fact[FACT_postcode] = text("3511");
    record.fact_from[FACT_postcode] = from;
    Value row[RECORD_FIELDS_MAX] = { text("nld"), number(0), number(1), number(2) };
    record_add(at.arena, &candidate_list_type[LIST_LANGUAGE], &record.list[LIST_LANGUAGE], row,
               from);
    return candidate_put(at.db, at.arena, at.tenant, &record, &changed);
}

static Result candidate_cleared(At at) {
    Result result = candidate_fact_clear(at.db, at.tenant, 1, FACT_postcode);
    return result == OK ? candidate_list_clear(at.db, at.tenant, 1, LIST_LANGUAGE) : result;
}

static Result lists_edited(At at) {
    enum { SUNDAY = 6 };
    CandidateRecord person;
    CandidateRowEdited row_edited;
    CandidateWeekEdited week_edited;
    Value skill[SKILLS_FIELD_COUNT] = { text("a skill that nobody has") };
    Provenance from = { .source = S("intake"), .confirmed = DAY };
    Str id = S("kandidaat-0001");
    CandidateRowEdit row = { .id = id, .list = LIST_SKILLS, .becomes = skill, .actor = S("test"),
                             .from = from };
    Result result = candidate_row_edit(at.db, at.arena, at.tenant, &row, &row_edited);
    if (result == OK) result = candidate_load(at.db, at.arena, at.tenant, id, true, &person);
    if (result != OK) return result;
    CandidateWeek was = candidate_week_of(&person.list[LIST_TIMETABLE]);
    CandidateWeekEdit week = { .id = id, .was = was, .becomes = was, .actor = S("test"),
                               .from = from };
    week.becomes.day[SUNDAY] ^= 1;
    return candidate_week_edit(at.db, at.arena, at.tenant, &week, &week_edited);
}

static Result accounts_kept(At at) {
    enum { COACH = 1U << USER_ROLE_coach, AUDITOR = 1U << USER_ROLE_auditor };
    AccountAdmin admin = { .db = at.db, .arena = at.arena, .tenant = at.tenant, .now = 1770000000,
                           .actor = S("test") };
    User user = { .id = S("u-anna"), .name = S("Anna"), .active = true, .roles = COACH };
    Account anna;
    Phrase why;
    Str token;
    bool changed;
    if (!secrets_begin()) return BROKEN;
    Result result = user_put(at.db, at.tenant, &user, &changed);
    if (result == OK) result = user_load(at.db, at.arena, at.tenant, user.id, &user);
    if (result == OK) result = account_make(at.db, at.tenant, user.number, S("anna"));
    if (result == OK) result = account_load(at.db, at.arena, at.tenant, user.number, &anna);
    if (result == OK) result = account_admin_link(&admin, &anna, &token);
    if (result == OK) result = account_admin_roles(&admin, &anna, COACH | AUDITOR, &why);
    if (result == OK) result = account_admin_close(&admin, &anna, &why);
    if (result == OK) result = account_admin_open(&admin, &anna);
    return result == OK ? account_admin_forget_factor(&admin, &anna) : result;
}

static Result originals_written(At at) {
    Result result = candidate_original_put(at.db, at.tenant, 1, S("vum"), S("{\"a\":1}"));
    if (result != OK) return result;
    return opening_original_put(at.db, at.tenant, 1, S("vum"), S("{\"b\":2}"));
}

static Result opening_written(At at) {
    bool changed;
    OpeningRecord opening = { .id = S("o-new") };
    opening.field[OPENING_name] = text("Lasser");
    opening.field[OPENING_places] = number(3);
    ClassRecord class = { .id = S("class-new") };
    class.field[CLASS_minimum] = number(4);
    Result result = class_put(at.db, at.arena, at.tenant, &class, &changed);
    return result == OK ? opening_put(at.db, at.arena, at.tenant, &opening, &changed) : result;
}

static Result placement_lived(At at) {
    PlacementRows rows;
    Proposal proposal = { .candidate_number = 1, .opening_number = 1, .on = DAY };
    Result result = placement_propose(at.db, at.tenant, proposal);
    if (result == OK) result = placements_load(at.db, at.arena, at.tenant, &rows);
    if (result != OK) return result;
    PlacementMove move = { .number = rows.row[0].number, .to = PLACEMENT_invited, .on = DAY };
    result = placement_move(at.db, at.tenant, move);
    proposal.candidate_number = 2;
    if (result == OK) result = placement_propose(at.db, at.tenant, proposal);
    return result == OK ? placements_withdraw(at.db, at.tenant) : result;
}

static Result places_written(At at) {
    bool changed;
    PostcodeArea area = {
        .postcode4 = 9999, .municipality = S("GM0344"), .latitude = 52090000, .longitude = 5120000
    };
    TravelTime time = { .from4 = 3511, .to4 = 3512, .minutes = 7 };
    Result result = postcode_area_put(at.db, at.tenant, &area, &changed);
    return result == OK ? travel_put(at.db, at.tenant, &time, &changed) : result;
}

static Result parties_written(At at) {
    bool changed;
    Phrase why;
    PartyRecord party = { .kind = PARTY_ORGANISATION, .id = S("org-new") };
    party.field[ORGANISATION_kind] = number(0);
    party.field[ORGANISATION_name] = text("Gemeente");
    Value meaning[OCCUPATION_FIELD_COUNT] = { text("https://example.org/a"), text("7212") };
    Result result = party_put(at.db, at.tenant, &party, &changed, &why);
    return result == OK ? occupation_put(at.db, at.tenant, meaning, &changed, &why) : result;
}

static Result vocabulary_written(At at) {
    Concept concept = { .kind = CONCEPT_OCCUPATION, .scheme = SCHEME_ESCO, .address = S("a"),
                        .isco = S("7212"), .label = { S("lasser"), S("welder") },
                        .gone_on = DAY };
    Result result = concept_put(at.db, at.tenant, &concept);
    concept.gone_on = DAY_UNKNOWN;
    if (result == OK) result = concept_put(at.db, at.tenant, &concept);
    return result == OK ? vocabulary_changed(at.db, at.tenant) : result;
}

static Result support_written(At at) {
    bool changed;
    Phrase why;
    SupportRecord record = { .kind = SUPPORT_RESOURCE, .id = S("budget") };
    record.field[RESOURCE_kind] = number(4);
    record.field[RESOURCE_name] = text("Budget");
    record.field[RESOURCE_capacity] = number(250000);
    return support_put(at.db, at.tenant, &record, &changed, &why);
}

static Result user_written(At at) {
    bool changed;
    User user = {
        .id = S("u1"), .name = S("Coach"), .active = true, .roles = 1 << USER_ROLE_coach
    };
    return user_put(at.db, at.tenant, &user, &changed);
}

static Result plan_written(At at) {
    bool new_plan;
    KeptAssignment row = { 1, 1, 500, true };
    KeptPlan plan = { .made_on = DAY,
                      .rule_version = S("1+0"),
                      .optimal = true,
                      .value = 500,
                      .bound = 500,
                      .row = &row,
                      .count = 1 };
    Result result = plan_keep(at.db, at.arena, at.tenant, &plan, &new_plan);
    if (result != OK) return result;
    return plan_pair_decide(at.db, at.tenant, (DecidedPair){ 1, 1, PAIR_FORBID });
}

static Result audit_written(At at) {
    int64_t erased;
    AuditEvent event = {
        .code = AUDIT_plan_made, .actor = S("test"), .subject = S("k1"), .value = S("a value")
    };
    Result result = audit_write(at.db, at.tenant, event);
    return result == OK ? audit_erase(at.db, at.tenant, S("k1"), &erased) : result;
}

static Result looks_read(At at) {
    Actors actors;
    AuditLooks looks;
    AuditEvent event = { .code = AUDIT_match_read, .actor = S("test"), .subject = S("k1=o1") };
    AuditLooksRequest request = { .tenant = at.tenant, .subject = S("k1"), .before = INT64_MAX,
                                  .count_max = 10 };
    Result result = audit_write(at.db, at.tenant, event);
    if (result == OK) result = audit_looks(at.db, at.arena, &request, &looks);
    return result == OK ? actors_load(at.db, at.arena, at.tenant, &actors) : result;
}

static Result all_loaded(At at) {
    CandidateRows people;
    OpeningRows openings;
    ClassRows classes;
    PlacementRows placements;
    DecidedPairs pairs;
    KeptPlan plan;
    Map *map;
    Recognitions recognitions;
    Occupations occupations;
    Vocabulary *vocabulary;
    UnknownCodes unknown;
    PartyRows parties;
    SupportRows support;
    DemandRows demands;
    UserRows users;
    const Result results[] = {
        candidates_load(at.db, at.arena, at.tenant, true, &people),
        openings_load(at.db, at.arena, at.tenant, &openings),
        classes_load(at.db, at.arena, at.tenant, &classes),
        placements_load(at.db, at.arena, at.tenant, &placements),
        plan_pairs_load(at.db, at.arena, at.tenant, &pairs),
        plan_last(at.db, at.arena, at.tenant, &plan),
        map_load(at.db, at.arena, at.tenant, &map),
        recognitions_load(at.db, at.arena, at.tenant, &recognitions),
        occupations_load(at.db, at.arena, at.tenant, &occupations),
        vocabulary_load(at.db, at.arena, at.tenant, &vocabulary),
        unknown_codes_load(at.db, at.arena, at.tenant, &unknown),
        parties_load(at.db, at.arena, at.tenant, PARTY_SUPERVISOR, &parties),
        supports_load(at.db, at.arena, at.tenant, SUPPORT_COURSE_GROUP, &support),
        demands_load(at.db, at.arena, at.tenant, &demands),
        users_load(at.db, at.arena, at.tenant, &users),
    };
    for (size_t i = 0; i < sizeof results / sizeof *results; i++) {
        if (results[i] != OK) return results[i];
    }
    return people.count == PEOPLE ? OK : BROKEN;
}

/* Taken, an opening changed, taken again and shown; a first that fails stands in nobody's way. */
static Result market_shown(At at, Markets *markets, WorldRequest request) {
    const Market *market = NULL;
    CandidateRecord person;
    int64_t opening = 1;
    World world;
    Result result = candidate_load(at.db, at.arena, at.tenant, S("kandidaat-0001"), true, &person);
    if (result == OK) result = markets_take(markets, at.db, request, &market);
    if (result == OK) {
        result = market_show(market, at.db, at.arena, (MarketShown){ &person, &opening, 1 }, &world);
        markets_give(markets, market);
    }
    return result;
}

static Result market_made(At at) {
    Rules *rules;
    Phrase why;
    Result result = rules_load(at.arena, STR_EMPTY, &rules, &why);
    if (result != OK) return result;
    WorldRequest request = { at.tenant, DAY, rules, NULL };
    Markets *markets = markets_begin((MarketsAsked){ .changes_due = 10, .changes_max = 10 });
    result = market_shown(at, markets, request);
    if (result == OK) result = opening_written(at);
    if (result == OK) result = market_shown(at, markets, request);
    markets_end(markets);
    return result;
}

typedef struct StoreVerb {
    const char *name;
    Result (*run)(At at);
} StoreVerb;

static const StoreVerb verbs[] = {
    { "tenant", tenant_made },         { "candidate", candidate_written },
    { "clearing", candidate_cleared }, { "originals", originals_written },
    { "opening", opening_written },    { "placement", placement_lived },
    { "places", places_written },      { "parties", parties_written },
    { "support", support_written },    { "user", user_written },
    { "plan", plan_written },          { "audit", audit_written },
    { "loading", all_loaded },         { "lists", lists_edited },
    { "accounts", accounts_kept },     { "looks", looks_read },
    { "vocabulary", vocabulary_written }, { "market", market_made },
};

enum { EXIT_TRANSACTION_OPEN = 77 };

/* As the engine sees it. A server takes a second BEGIN in an open transaction, and goes on in it.
 */
static bool is_outside(Db *db) {
    if (!server_address()) return sqlite3_get_autocommit(db->connection);
    const Postgres *postgres = postgres_of(db);
    return postgres->lost || PQtransactionStatus(postgres->link) == PQTRANS_IDLE;
}

static int store_do(const char *path, void *context) {
    const StoreVerb *verb = context;
    TEST_ARENA(arena);
    AUTO(db_end_at) Db *db = NULL;
    Phrase why;
    Result result = db_open(path, DB_EXISTING, &db, &why);
    if (result == OK) result = db_begin(db);
    if (result == OK) {
        result = verb->run((At){ db, arena, 1 });
        if (result == OK) result = db_commit(db);
        else db_rollback(db);
    }
    if (result == OK) return 0;
    fprintf(stderr, "%s\n", result_name(result));
    if (db && !(is_outside(db) && db_begin(db) == OK)) return EXIT_TRANSACTION_OPEN;
    if (db) db_rollback(db);
    return EXIT_BROKEN;
}

static const char *before, *work;

static int prepare(void **state) {
    (void)state;
    before = place_named("before");
    work = place_named("work");
    region_make(before, PEOPLE, OPENINGS);
    return 0;
}

static int tidy(void **state) {
    (void)state;
    return places_end();
}

static void every_verb_fails_whole(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        StoreVerb verb = verbs[i];
        Sweep sweep = { .name = verb.name, .before = before, .work = store_do, .context = &verb };
        SweepTotals totals = sweep_run(&sweep, work);
        assert_true(totals.told > 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_verb_fails_whole) };
    tests_choose();
    return cmocka_run_group_tests_name("faults in stores", tests, prepare, tidy);
}
