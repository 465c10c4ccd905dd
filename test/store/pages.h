/* pages.h: a made-up region behind the real pages, ways to ask, and ways to read what comes back.
 *
 * What a page says is held against the domain, asked by the test itself: a world of its own, people
 * found with registers of its own, or SQL. Texts are compared as a reader sees them: without tags,
 * with one blank between words. */
#ifndef OPSTAP_TEST_PAGES_H
#define OPSTAP_TEST_PAGES_H

#include "doorway.h"

#include "candidates/candidate_erasure.h"
#include "candidates/candidate_search.h"
#include "changes/changes.h"
#include "demo/demo.h"
#include "house.h"
#include "routes_table.h"

enum { REGION_PEOPLE = 40, REGION_OPENINGS = 30, ALL_ROLES = (1 << USER_ROLE_COUNT) - 1 };
static const Day REGION_TODAY = 20487;

typedef struct Made {
    Doorway doorway;
    Arena *arena; /* of the doorway */
    CandidateRegisters *registers; /* not those of the house */
    Str cookie[USER_ROLE_COUNT];   /* one for each role that was asked for */
} Made;

/* --- the region --- */

static inline void region_fill(Doorway *doorway, int people, int openings) {
    Phrase why;
    DemoRequest request = {
        .seed = 1, .today = REGION_TODAY, .candidates = people, .openings = openings
    };
    assert_int_equal(db_begin(doorway->store.db), OK);
    assert_int_equal(demo_fill(doorway->store.db, doorway->arena, doorway->store.tenant, request,
                               &why), OK);
    assert_int_equal(db_commit(doorway->store.db), OK);
}

/* A doorway to the real pages; what is put in the database before is found there. */
static inline void house_doorway_open(Doorway *doorway) {
    assert_int_equal(house_open(doorway->store.path, &doorway->house), OK);
    doorway->sorry = page_sorry;
    doorway_open(doorway, routes_all());
    doorway->house->gate = doorway->gate;
}

static inline void house_doorway_end(Doorway *doorway) {
    struct House *house = doorway->house;
    if (!doorway->arena) return;
    doorway_close(doorway);
    house_close(house);
    arena_end_at(&doorway->arena);
    store_end(&doorway->store);
}

static inline void house_doorway_begin(Doorway *doorway, int people, int openings) {
    *doorway = (Doorway){ 0 };
    gate_test_now = GATE_NOW;
    store_begin(&doorway->store);
    doorway->arena = arena_new("region", 2048UL * 1024 * 1024);
    if (people || openings) region_fill(doorway, people, openings);
    house_doorway_open(doorway);
}

static inline void made_begin(Made *made, int people, int openings) {
    *made = (Made){ 0 };
    house_doorway_begin(&made->doorway, people, openings);
    made->arena = made->doorway.arena;
    made->registers = candidate_registers_begin();
}

static inline void made_end(Made *made) {
    if (!made->arena) return;
    candidate_registers_end(made->registers);
    house_doorway_end(&made->doorway);
}

#define TEST_REGION_OF(made, people, openings)                                                     \
    AUTO(made_end) Made made;                                                                      \
    made_begin(&made, people, openings)
#define TEST_REGION(made) TEST_REGION_OF(made, REGION_PEOPLE, REGION_OPENINGS)
#define TEST_EMPTY_HOUSE(made) TEST_REGION_OF(made, 0, 0)

/* All of the tenant as it is now, read apart from the pages. */
static inline const World *world_of(Made *made) {
    World *world = arena_one(made->arena, World);
    WorldRequest request = { .tenant = made->doorway.store.tenant, .today = REGION_TODAY,
                             .rules = made->doorway.house->rules };
    assert_int_equal(db_begin_read(made->doorway.store.db), OK);
    assert_int_equal(world_read(made->doorway.store.db, made->arena, request, world), OK);
    db_rollback(made->doorway.store.db);
    return world;
}

/* With names and contact. */
static inline CandidateRecord record_of(Made *made, Str id) {
    CandidateRecord record;
    assert_int_equal(candidate_load(made->doorway.store.db, made->arena, made->doorway.store.tenant,
                                    id, true, &record), OK);
    return record;
}

static inline int64_t number_of(const Made *made, const char *sql) {
    return store_number(made->doorway.store.path, sql);
}

/* Those before the start lead to `state` at once; a start is agreed before. */
static inline void pair_stands(Made *made, int64_t candidate, int64_t opening, PlacementState state) {
    Db *db = made->doorway.store.db;
    int64_t tenant = made->doorway.store.tenant;
    PlacementRows rows;
    Proposal proposal = { candidate, opening, 0, REGION_TODAY };
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(placement_propose(db, tenant, proposal), OK);
    assert_int_equal(placements_load(db, made->arena, tenant, &rows), OK);
    PlacementMove move = { .number = rows.row[rows.count - 1].number, .to = PLACEMENT_agreed,
                           .on = REGION_TODAY };
    if (state == PLACEMENT_started) assert_int_equal(placement_move(db, tenant, move), OK);
    move.to = state;
    if (state == PLACEMENT_declined_by_candidate) move.reason = S("unknown");
    if (state == PLACEMENT_invited) move.next_step = S("Bellen over de afspraak");
    if (state != PLACEMENT_proposed) assert_int_equal(placement_move(db, tenant, move), OK);
    assert_int_equal(db_commit(db), OK);
}

static inline void person_erase(Made *made, int64_t number) {
    Db *db = made->doorway.store.db;
    Erasure erasure;
    ErasureRequest request = { .tenant = made->doorway.store.tenant, .number = number,
                               .on = REGION_TODAY, .actor = S("test") };
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(candidate_erase(db, made->arena, request, &erasure), OK);
    assert_int_equal(db_commit(db), OK);
}

/* Of the openings up to this number nobody knows how many places they have. */
static inline void places_forget(Made *made, int64_t last) {
    Db *db = made->doorway.store.db;
    char sql[120];
    int64_t change;
    snprintf(sql, sizeof sql, "UPDATE opening SET places = NULL WHERE number <= %lld", (long long)last);
    store_tamper(made->doorway.store.path, sql);
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(change_note(db, made->doorway.store.tenant, CHANGE_OPENING, last, &change), OK);
    assert_int_equal(db_commit(db), OK);
}

/* --- asking --- */

static inline Str cookie_as(Made *made, UserRole role) {
    Doorway *doorway = &made->doorway;
    if (!made->cookie[role].len) {
        Account account = account_of(doorway->store.db, doorway->arena, doorway->store.tenant,
                                     user_role_name(role), 1U << role);
        made->cookie[role] = cookie_of(doorway, &account);
    }
    return made->cookie[role];
}

static inline Answer page_status(Made *made, UserRole role, int status, const char *path,
                                 const char *query) {
    Answer answer = asked(&made->doorway, (Ask){ .path = path, .query = query,
                                                 .cookie = cookie_as(made, role) });
    if (answer.status != status) {
        fail_msg("%s?%s: %d instead of %d", path, query, answer.status, status);
    }
    return answer;
}

static inline Answer page_got(Made *made, UserRole role, const char *path, const char *query) {
    return page_status(made, role, 200, path, query);
}

/* An address as pages write it, with its query or without: "/candidates?age=6&sort=oldest". */
static inline Answer page_at(Made *made, UserRole role, Str address) {
    Str query = address, path = STR_EMPTY;
    str_cut(&query, '?', &path);
    return page_got(made, role, str_zero_ended(made->arena, path),
                    query.at ? str_zero_ended(made->arena, query) : "");
}

/* --- reading --- */

/* What stands between two pieces of a text; "" when the first is not there. */
static inline Str str_between(Str text, const char *before, const char *after) {
    size_t at = str_find(text, str_from(before));
    if (at == text.len) return STR_EMPTY;
    Str rest = str_sub(text, at + strlen(before), text.len);
    return str_sub(rest, 0, str_find(rest, str_from(after)));
}

static inline Str between(const Answer *answer, const char *before, const char *after) {
    return str_between(answer->body, before, after);
}

/* What is behind the first of these; "" when there is none. */
static inline Str str_behind(Str text, const char *before) {
    size_t at = str_find(text, str_from(before));
    return at == text.len ? STR_EMPTY : str_sub(text, at + strlen(before), text.len);
}

static inline bool str_has(Str text, Str part) {
    return !part.len || str_find(text, part) < text.len;
}

static inline int times_in(Str text, const char *part) {
    int times = 0;
    size_t at;
    while ((at = str_find(text, str_from(part))) < text.len) {
        text = str_sub(text, at + strlen(part), text.len);
        times++;
    }
    return times;
}

static inline bool entity_read(Str at, char *ret_char, size_t *ret_bytes) {
    static const struct {
        Str entity;
        char means;
    } entities[] = { { { "&amp;", 5 }, '&' }, { { "&lt;", 4 }, '<' }, { { "&gt;", 4 }, '>' },
                     { { "&#34;", 5 }, '"' }, { { "&#39;", 5 }, '\'' } };
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        if (!str_starts(at, entities[i].entity)) continue;
        *ret_char = entities[i].means;
        *ret_bytes = entities[i].entity.len;
        return true;
    }
    return false;
}

/* Without tags, unescaped, blanks as one. */
static inline Str html_read(Arena *arena, Str html) {
    Text text = text_new(arena, html.len + 1);
    bool blank = false;
    for (size_t i = 0; i < html.len;) {
        char c = html.at[i];
        size_t bytes = 1;
        if (c == '<') {
            i += str_find(str_sub(html, i, html.len), S(">")) + 1;
            blank = true; /* cells and lines have nothing between them */
            continue;
        }
        if (c == '&') entity_read(str_sub(html, i, html.len), &c, &bytes);
        i += bytes;
        if (bytes == 1 && (c == ' ' || c == '\n' || c == '\t')) {
            blank = true;
            continue;
        }
        if (blank && text_str(&text).len) text_add_char(&text, ' ');
        blank = false;
        text_add_char(&text, c);
    }
    return text_str(&text);
}

static inline Str main_of(const Answer *answer) {
    return between(answer, "<main ", "</main>");
}

static inline Str text_of_main(Arena *arena, const Answer *answer) {
    return html_read(arena, str_behind(main_of(answer), ">"));
}

/* Of the one heading of a page. */
static inline Str heading_of(Arena *arena, const Answer *answer) {
    assert_int_equal(times_in(answer->body, "<h1"), 1);
    return html_read(arena, str_behind(between(answer, "<h1", "</h1>"), ">"));
}

/* Where a result is told: "12 kandidaten". */
static inline int64_t number_told(Arena *arena, const Answer *answer) {
    Str told = html_read(arena, str_behind(str_behind(answer->body, "role=\"status\""), ">"));
    int64_t number = 0;
    size_t at = 0;
    while (at < told.len && ((told.at[at] >= '0' && told.at[at] <= '9') || told.at[at] == '.')) {
        if (told.at[at] != '.') number = number * 10 + told.at[at] - '0';
        at++;
    }
    if (!at) fail_msg("no number begins '%.*s'", (int)(told.len < 60 ? told.len : 60), told.at);
    return number;
}

/* --- tables --- */

enum { TABLE_ROWS_MAX = 400, TABLE_COLUMNS_MAX = 12 };

typedef struct TableRow {
    Str html[TABLE_COLUMNS_MAX], text[TABLE_COLUMNS_MAX];
    size_t count;
} TableRow;

typedef struct Table {
    TableRow head, *row;
    size_t count;
} Table;

static inline bool cell_next(Str *rest, Str *ret_cell) {
    size_t head = str_find(*rest, S("<th ")), data = str_find(*rest, S("<td "));
    size_t at = head < data ? head : data;
    if (at == rest->len) return false;
    *rest = str_behind(str_sub(*rest, at, rest->len), ">");
    *ret_cell = str_sub(*rest, 0, str_find(*rest, head < data ? S("</th>") : S("</td>")));
    *rest = str_sub(*rest, ret_cell->len, rest->len);
    return true;
}

static inline TableRow table_row(Arena *arena, Str html) {
    TableRow row = { .count = 0 };
    Str cell;
    while (cell_next(&html, &cell)) {
        assert_true(row.count < TABLE_COLUMNS_MAX);
        row.html[row.count] = cell;
        row.text[row.count++] = html_read(arena, cell);
    }
    return row;
}

/* The first table in a piece of a page; without rows when there is none. */
static inline Table table_of(Arena *arena, Str html) {
    Table table = { .row = arena_many(arena, TableRow, TABLE_ROWS_MAX) };
    Str whole = str_between(html, "<table", "</table>");
    table.head = table_row(arena, str_between(whole, "<thead", "</thead>"));
    for (Str rest = str_behind(str_between(whole, "<tbody", "</tbody>"), "<tr"); rest.len;
         rest = str_behind(rest, "<tr")) {
        assert_true(table.count < TABLE_ROWS_MAX);
        table.row[table.count++] = table_row(arena, str_sub(rest, 0, str_find(rest, S("</tr>"))));
    }
    return table;
}

static inline Str address_in(Arena *arena, Str html) {
    return html_read(arena, str_between(html, "href=\"", "\""));
}

/* --- forms --- */

/* What a field of a form holds: the value of an input, or what is chosen of a list. */
static inline Str value_in(Arena *arena, const Answer *answer, const char *name) {
    Str named = str_printf(arena, " name=\"%s\"", name);
    Str rest = str_behind(main_of(answer), named.at);
    if (!rest.at) fail_msg("no field %s", name);
    Str whole = main_of(answer), before = str_sub(whole, 0, whole.len - rest.len - named.len);
    size_t tag = before.len;
    while (tag && before.at[tag - 1] != '<') tag--;
    if (!str_starts(str_sub(before, tag, 6), S("select"))) {
        return html_read(arena, str_between(str_sub(rest, 0, str_find(rest, S(">"))), "value=\"",
                                            "\""));
    }
    Str options = str_sub(rest, 0, str_find(rest, S("</select>")));
    size_t chosen = str_find(options, S("\" selected"));
    if (chosen == options.len) return STR_EMPTY;
    size_t from = chosen;
    while (from && options.at[from - 1] != '"') from--;
    return html_read(arena, str_sub(options, from, chosen - from));
}

/* The same fields, for a form that is sent. */
static inline void field_add(Text *body, const char *name, Str value) {
    text_addf(body, "&%s=", name);
    text_add_escaped(body, value, "");
}

static inline Str token_as(Made *made, UserRole role) {
    Answer answer = page_got(made, role, "/account", "");
    return between(&answer, "name=\"token\" value=\"", "\"");
}

/* fields: "&hours_max=20", behind the token. */
static inline Answer page_sent(Made *made, UserRole role, const char *path, const char *fields) {
    Str token = token_as(made, role);
    Text body = text_new(made->arena, token.len + strlen(fields) + 10);
    text_add(&body, S("token="));
    text_add(&body, token);
    text_add(&body, str_from(fields));
    return asked(&made->doorway, (Ask){ .method = HTTP_POST, .path = path,
                                        .body = str_zero_ended(made->arena, text_str(&body)),
                                        .cookie = cookie_as(made, role) });
}

/* --- words --- */

static inline Str said(Arena *arena, Phrase phrase) {
    return html_read(arena, phrase_text(arena, TONGUE_NL, phrase));
}

static inline void assert_says(Arena *arena, const Answer *answer, Phrase phrase) {
    Str text = text_of_main(arena, answer), sought = said(arena, phrase);
    if (str_has(text, sought)) return;
    fail_msg("'%.*s' does not say '%.*s'", STR_ARGS(text), STR_ARGS(sought));
}

static inline void assert_says_not(Arena *arena, const Answer *answer, Phrase phrase) {
    Str text = text_of_main(arena, answer), sought = said(arena, phrase);
    if (str_has(text, sought)) fail_msg("it says '%.*s'", STR_ARGS(sought));
}

static inline void assert_same(Str found, Str expected) {
    if (str_equal(found, expected)) return;
    fail_msg("expected '%.*s', found '%.*s'", STR_ARGS(expected), STR_ARGS(found));
}

static inline Str digits_of(Arena *arena, int64_t number) {
    Text text = text_new(arena, 40);
    number_say(&text, TONGUE_NL, number);
    return text_str(&text);
}

/* --- what can reveal health --- */

/* Nobody can do anything of what an opening may ask. */
static inline void conditions_put(Made *made, int people) {
    Db *db = made->doorway.store.db;
    const CodeList *list = code_list(S("conditions"));
    for (int number = 1; number <= people; number++) {
        bool changed;
        CandidateRecord record = { .id = str_printf(made->arena, "kandidaat-%04d", number) };
        for (size_t i = 0; i < list->count; i++) {
            Value row[CONDITION_FIELD_COUNT] = { { .known = true, .text = list->code[i] },
                                                 { .known = true, .number = 0 } };
            candidate_list_add(made->arena, &record, LIST_CONDITION, row,
                               (Provenance){ S("intake"), false, REGION_TODAY, false });
        }
        assert_int_equal(db_begin(db), OK);
        assert_int_equal(candidate_put(db, made->arena, made->doorway.store.tenant, &record, &changed), OK);
        assert_int_equal(db_commit(db), OK);
    }
}

/* No condition is named. */
static inline void assert_closed(Made *made, const Answer *answer) {
    const CodeList *list = code_list(S("conditions"));
    Str text = text_of_main(made->arena, answer);
    for (size_t i = 0; i < list->count; i++) {
        Str label = code_label(S("conditions"), list->code[i], TONGUE_NL);
        if (str_has(text, label)) fail_msg("'%.*s' in '%.*s'", STR_ARGS(label), STR_ARGS(text));
    }
}

#endif
