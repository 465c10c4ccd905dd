/* Every page that a role can reach by links from the first one: what it is offered is there and is for that
 * role, each page stands on its own feet, and nothing that people wrote is ever markup. */
#include "pages.h"

#include "http_read.h"
#include "limits.h"
#include "phrase.h"
#include "routes.h"

enum { PEOPLE = 5, OPENINGS = 8, PAGES_MAX = 3000, IDS_MAX = 3000 };

#define HOSTILE "\"><script>alert(1)</script>'&amp;{name}"
#define HOSTILE_RAW "<script>alert"

typedef struct Crawl {
    Made *made;
    UserRole role;
    Str cookie;
    const char *tongue;
    Arena *kept; /* for addresses; what a page takes is given back after it */
    Str *address;
    size_t count, done;
    Str from; /* the page that is read */
} Crawl;

/* --- what people wrote --- */

static void hostile_put(Made *made) {
    bool changed;
    Db *db = made->doorway.store.db;
    const Value text = { .known = true, .text = S(HOSTILE) };
    CandidateRecord person = { .id = S("2024/0012\\?a=b&c#d%~2F\t\x01") };
    OpeningRecord opening = { .id = S("..") };
    for (int i = 0; i < FACT_COUNT; i++) {
        if (fact_info[i].field.kind != FIELD_TEXT || fact_info[i].field.maximum < 100) continue;
        person.fact[i] = text;
        person.fact_from[i] = (Provenance){ S("intake"), false, REGION_TODAY, false };
    }
    for (int i = 0; i < OPENING_FIELD_COUNT; i++) {
        if (opening_field[i].kind == FIELD_TEXT && opening_field[i].maximum >= 100) {
            opening.field[i] = text;
        }
    }
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(candidate_put(db, made->arena, made->doorway.store.tenant, &person, &changed), OK);
    assert_int_equal(opening_put(db, made->arena, made->doorway.store.tenant, &opening, &changed), OK);
    assert_int_equal(db_commit(db), OK);
}

/* --- addresses --- */

static void address_add_once(Crawl *crawl, Str address) {
    address = str_sub(address, 0, str_find(address, S("#")));
    if (!str_starts(address, S("/")) || str_starts(address, S("/static/"))) return;
    for (size_t i = 0; i < crawl->count; i++) {
        if (str_equal(crawl->address[i], address)) return;
    }
    assert_true(crawl->count < PAGES_MAX);
    crawl->address[crawl->count++] = str_copy(crawl->kept, address);
}

/* As the door reads it. */
static Answer crawl_ask(const Crawl *crawl, Str address) {
    Arena *arena = crawl->made->arena;
    Str path = STR_EMPTY, query = STR_EMPTY;
    if (http_target_read(arena, address, &path, &query)) return (Answer){ .status = 400 };
    return asked(&crawl->made->doorway, (Ask){ .path = str_zero_ended(arena, path),
                                               .query = str_zero_ended(arena, query),
                                               .language = crawl->tongue, .cookie = crawl->cookie });
}

/* --- one page --- */

static void wrong(const Crawl *crawl, const char *what, Str which) {
    fail_msg("%s %.*s: %s: %.*s", user_role_name(crawl->role), STR_ARGS(crawl->from), what,
             STR_ARGS(which));
}

static size_t ids_of(Str html, Str *id) {
    size_t count = 0;
    while ((html = str_behind(html, " id=\"")).len) {
        assert_true(count < IDS_MAX);
        id[count++] = str_sub(html, 0, str_find(html, S("\"")));
    }
    return count;
}

static bool is_among(const Str *id, size_t count, Str sought) {
    for (size_t i = 0; i < count; i++) {
        if (str_equal(id[i], sought)) return true;
    }
    return false;
}

/* Labels, descriptions and headings that a page names are on it. */
static void names_check(const Crawl *crawl, Str html, const char *attribute, const Str *id,
                        size_t count) {
    while ((html = str_behind(html, attribute)).len) {
        Str names = str_sub(html, 0, str_find(html, S("\""))), name;
        while (names.at && str_cut(&names, ' ', &name)) {
            if (name.len && !is_among(id, count, name)) wrong(crawl, attribute, name);
        }
    }
}

static void ids_check(const Crawl *crawl, Str html) {
    Str *id = arena_many(crawl->made->arena, Str, IDS_MAX);
    size_t count = ids_of(html, id);
    for (size_t i = 0; i < count; i++) {
        if (is_among(id, i, id[i])) wrong(crawl, "twice the id", id[i]);
    }
    names_check(crawl, html, " for=\"", id, count);
    names_check(crawl, html, " aria-labelledby=\"", id, count);
    names_check(crawl, html, " aria-describedby=\"", id, count);
    names_check(crawl, html, " href=\"#", id, count);
}

/* A form goes to what is there, and is for who sees it. */
static void forms_check(const Crawl *crawl, Str html) {
    while ((html = str_behind(html, "<form ")).len) {
        Str tag = str_sub(html, 0, str_find(html, S(">")));
        HttpMethod method = str_has(tag, S("method=\"post\"")) ? HTTP_POST : HTTP_GET;
        Str action = address_in(crawl->made->arena, str_printf(crawl->made->arena, "href=\"%.*s\"",
                                    STR_ARGS(str_between(tag, "action=\"", "\""))));
        RouteFound found = route_find(routes_all(), method, action);
        if (!found.route) wrong(crawl, "a form leads nowhere", action);
        bool may = found.route->permission == PERMISSION_anyone ||
                   permission_roles(found.route->permission) >> crawl->role & 1U;
        if (!may) wrong(crawl, "a form that may not be sent", action);
        if (method == HTTP_GET) continue;
        Str whole = str_sub(html, 0, str_find(html, S("</form>")));
        if (!str_between(whole, "name=\"token\" value=\"", "\"").len) wrong(crawl, "no token", action);
    }
}

static void words_check(const Crawl *crawl, const Answer *answer) {
    Str lang = between(answer, "<html class=\"utrecht-root\" lang=\"", "\"");
    if (!str_equal(lang, str_from(crawl->tongue))) wrong(crawl, "the language", lang);
    Str html = answer->body;
    while ((html = str_behind(html, "{")).len) { /* a hole that nobody filled */
        Str hole = str_sub(html, 0, 20);
        if (!str_starts(hole, S("name}"))) wrong(crawl, "a hole", hole);
    }
    if (heading_of(crawl->made->arena, answer).len == 0) wrong(crawl, "no heading", STR_EMPTY);
    if (body_has(answer, HOSTILE_RAW)) wrong(crawl, "markup", S(HOSTILE_RAW));
    if (body_has(answer, "javascript:")) wrong(crawl, "an address", S("javascript:"));
}

static void links_follow(Crawl *crawl, Str html) {
    while ((html = str_behind(html, "<a ")).len) {
        Str tag = str_sub(html, 0, str_find(html, S(">")));
        Str address = address_in(crawl->made->arena, tag);
        if (!address.len || str_equal(address, S("#"))) wrong(crawl, "an empty link", tag);
        address_add_once(crawl, address);
    }
}

static void page_check(Crawl *crawl, const Answer *answer) {
    if (!str_starts(answer->type, S("text/html"))) return;
    words_check(crawl, answer);
    ids_check(crawl, answer->body);
    forms_check(crawl, answer->body);
    links_follow(crawl, answer->body);
}

/* How many pages there are for this role. */
static size_t crawl_all(Made *made, UserRole role, const char *tongue) {
    Crawl crawl = { .made = made, .role = role, .cookie = cookie_as(made, role), .tongue = tongue,
                    .kept = made->arena, .address = arena_many(made->arena, Str, PAGES_MAX) };
    address_add_once(&crawl, S("/"));
    while (crawl.done < crawl.count) {
        crawl.from = crawl.address[crawl.done++];
        AUTO(arena_end_at) Arena *page = arena_new("a page", 256UL * 1024 * 1024);
        made->arena = made->doorway.arena = page;
        Answer answer = crawl_ask(&crawl, crawl.from);
        if (answer.status != 200) wrong(&crawl, "it answers", digits_of(page, answer.status));
        page_check(&crawl, &answer);
        made->arena = made->doorway.arena = crawl.kept;
    }
    return crawl.count;
}

/* --- ids of other systems --- */

static void an_id_of_any_bytes_is_one_part_of_a_path(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const char *const ids[] = { "k-1", "2024/0012", ".", "..", "...", "a\\b", "~", "~2F", "~~7E",
                                       "%2F", "a b?c#d", "\xC3\xA9\xE2\x82\xAC", "\x01\x7F", "/", "~ZZ~2" };
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        Text target = text_new(arena, 1000);
        Str path, query;
        text_add_char(&target, '/');
        path_part_add(&target, str_from(ids[i]));
        assert_int_equal(http_target_read(arena, text_str(&target), &path, &query), 0);
        assert_int_equal(times_in(path, "/"), 1);
        assert_str(path_part_read(arena, str_sub(path, 1, path.len)), ids[i]);
    }
    assert_str(path_part_read(arena, S("~FF~2f~")), "~FF~2f~");
}

static Str id_longest(Arena *arena, const char *letter) {
    Text id = text_new(arena, ID_BYTES_MAX);
    while (text_str(&id).len + strlen(letter) <= ID_BYTES_MAX) text_add(&id, str_from(letter));
    return text_str(&id);
}

/* Every byte escaped: the longest address that there is, also to be sent on to. */
static void the_longest_ids_have_an_address(void **state) {
    (void)state;
    TEST_EMPTY_HOUSE(made);
    bool changed;
    Db *db = made.doorway.store.db;
    CandidateRecord person = { .id = id_longest(made.arena, "\xE2\x82\xAC") };
    OpeningRecord opening = { .id = id_longest(made.arena, "/") };
    person.fact[FACT_hours_max] = (Value){ .known = true, .number = 8 };
    person.fact_from[FACT_hours_max] = (Provenance){ S("csv"), false, REGION_TODAY, false };
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(candidate_put(db, made.arena, made.doorway.store.tenant, &person, &changed), OK);
    assert_int_equal(opening_put(db, made.arena, made.doorway.store.tenant, &opening, &changed), OK);
    assert_int_equal(db_commit(db), OK);
    Text body = text_new(made.arena, 4000);
    field_add(&body, "candidate", person.id);
    field_add(&body, "opening", opening.id);
    text_add(&body, S("&decision=pin"));
    Answer answer = page_sent(&made, USER_ROLE_team_lead, "/plan/pair",
                              str_zero_ended(made.arena, text_str(&body)));
    assert_int_equal(answer.status, 303);
    Crawl crawl = { .made = &made, .cookie = cookie_as(&made, USER_ROLE_team_lead), .tongue = "nl" };
    assert_int_equal(crawl_ask(&crawl, field_of(&answer, "Location")).status, 200);
    assert_int_equal(number_of(&made, "SELECT COUNT(*) FROM plan_pair"), 1);
}

/* --- */

static void plan_wait(Made *made) {
    enum { PAUSE_US = 10000, PAUSES = 6000 };
    assert_int_equal(page_sent(made, USER_ROLE_team_lead, "/plan/make", "").status, 303);
    for (int i = 0; i < PAUSES; i++) {
        Answer answer = page_got(made, USER_ROLE_team_lead, "/plan", "");
        if (!field_of(&answer, "Refresh").len) return;
        usleep(PAUSE_US);
    }
    fail_msg("no plan");
}

static void links_begin(Made *made) {
    made_begin(made, PEOPLE, OPENINGS);
    hostile_put(made);
    pair_stands(made, 1, 1, PLACEMENT_invited);
    plan_wait(made);
}

#define TEST_LINKS(made)                                                                           \
    AUTO(made_end) Made made;                                                                      \
    links_begin(&made)

static void what_each_role_is_offered_is_there_and_is_for_it(void **state) {
    (void)state;
    TEST_LINKS(made);
    size_t pages[USER_ROLE_COUNT];
    for (int role = 0; role < USER_ROLE_COUNT; role++) {
        pages[role] = crawl_all(&made, (UserRole)role, "nl");
    }
    assert_true(pages[USER_ROLE_team_lead] > 150);
    assert_true(pages[USER_ROLE_jobhunter] < pages[USER_ROLE_coach]); /* reads, and writes nothing */
    assert_true(pages[USER_ROLE_employer] < 10);
}

static void the_same_holds_in_english(void **state) {
    (void)state;
    TEST_LINKS(made);
    crawl_all(&made, USER_ROLE_team_lead, "en");
    crawl_all(&made, USER_ROLE_administrator, "en");
}

static void an_empty_house_has_no_dead_ends(void **state) {
    (void)state;
    TEST_EMPTY_HOUSE(made);
    for (int role = 0; role < USER_ROLE_COUNT; role++) crawl_all(&made, (UserRole)role, "nl");
}

SUITE("pages: what links lead to",
      cmocka_unit_test(what_each_role_is_offered_is_there_and_is_for_it),
      cmocka_unit_test(the_same_holds_in_english),
      cmocka_unit_test(an_empty_house_has_no_dead_ends),
      cmocka_unit_test(an_id_of_any_bytes_is_one_part_of_a_path),
      cmocka_unit_test(the_longest_ids_have_an_address))
