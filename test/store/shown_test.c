/* Lists that were shown for a decision: written with their event, found again, proven, made again;
 * counted when they are the same, gone when their term has ended or a person was erased. */
#include "erasure.h"

#include "limits.h"
#include "shown/shown.h"

enum { PEOPLE = 20, OPENINGS = 12, SHOWN_ROWS = 6 };

typedef struct Desk {
    Store *store;
    Arena *arena;
    World world;
} Desk;

static void world_load(Desk *desk, Day today) {
    Rules *rules = NULL;
    Phrase why;
    assert_int_equal(rules_load(desk->arena, STR_EMPTY, &rules, &why), OK);
    WorldRequest request = { .tenant = desk->store->tenant, .today = today, .rules = rules };
    assert_int_equal(db_begin_read(desk->store->db), OK);
    assert_int_equal(world_read(desk->store->db, desk->arena, request, &desk->world), OK);
    db_rollback(desk->store->db);
    world_print(&desk->world);
}

#define TEST_DESK(desk)                                                                            \
    TEST_STORE(desk##_store);                                                                      \
    TEST_ARENA(desk##_arena);                                                                      \
    Desk desk = { .store = &desk##_store, .arena = desk##_arena };                                 \
    region_fill(&desk##_store, desk##_arena, PEOPLE, OPENINGS);                                    \
    world_load(&desk, TODAY)

static const ShownList *list_of(Desk *desk, ShownKind kind, int whose) {
    static Match match[SHOWN_ROWS], near[SHOWN_ROWS];
    const Snapshot *snapshot = desk->world.snapshot;
    ShownMatches shown = { .kind = kind, .whose = whose, .match = match, .near = near };
    if (kind == SHOWN_PEOPLE) {
        shown.count = rank_for_opening(snapshot, whose, SHOWN_ROWS, match);
    } else if (kind == SHOWN_OPENINGS) {
        shown.count = rank_for_candidate(snapshot, whose, SHOWN_ROWS, match);
        shown.near_count = openings_one_step_away(snapshot, whose, SHOWN_ROWS, near);
    } else {
        match[0] = match_pair(snapshot, whose, 3);
        shown.count = 1;
    }
    return shown_of(desk->arena, &desk->world, &shown);
}

static Str subject_of(const Desk *desk, const ShownList *list) {
    if (list->kind == SHOWN_PEOPLE) {
        return desk->world.openings.record[list->subject_number - 1].id;
    }
    return desk->world.candidates.record[list->subject_number - 1].id;
}

static void show(Desk *desk, const char *actor, const ShownList *list) {
    AuditEvent event = { .code = list->kind == SHOWN_PEOPLE ? AUDIT_opening_matches_read
                                                            : AUDIT_match_read,
                         .actor = str_from(actor), .subject = subject_of(desk, list) };
    assert_int_equal(db_begin(desk->store->db), OK);
    assert_int_equal(shown_write(desk->store->db, desk->store->tenant, event, list), OK);
    assert_int_equal(db_commit(desk->store->db), OK);
}

static ShownList loaded(Desk *desk, int64_t number) {
    ShownList list;
    assert_int_equal(
        shown_load(desk->store->db, desk->arena, desk->store->tenant, number, &list), OK);
    return list;
}

static ShownOutcome proven(Desk *desk, const ShownList *list) {
    ShownOutcome outcome = SHOWN_OUTCOME_COUNT;
    assert_int_equal(
        shown_prove(desk->store->db, desk->arena, desk->store->tenant, list, &outcome), OK);
    return outcome;
}

/* From outside: through a door of its own, which knows no statement yet. */
static void change(Desk *desk, const char *text) {
    Sql sql = { "change", text, false };
    Phrase why;
    Db *db = NULL;
    assert_int_equal(db_open(desk->store->path, DB_EXISTING, &db, &why), OK);
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(query_run(db_query(db, &sql)), OK);
    assert_int_equal(db_commit(db), OK);
    db_end(db);
}

static void assert_chain_holds(Desk *desk) {
    Str where = STR_EMPTY;
    int64_t events;
    assert_int_equal(audit_check(desk->store->db, desk->arena, &where, &events), OK);
}

/* --- what is kept --- */

static void every_kind_is_kept_proven_and_made_again(void **state) {
    (void)state;
    TEST_DESK(desk);
    int64_t number = 0, rows = 0;
    for (int whose = 0; whose < OPENINGS; whose++) {
        for (int kind = 0; kind < SHOWN_KIND_COUNT; kind++) {
            const ShownList *given = list_of(&desk, (ShownKind)kind, whose);
            show(&desk, "u-1", given);
            ShownList list = loaded(&desk, ++number);
            assert_int_equal(list.kind, kind);
            assert_int_equal(list.times, 1);
            assert_true(str_equal(list.subject, subject_of(&desk, given)));
            assert_int_equal(list.part_count, given->part_count);
            assert_int_equal(proven(&desk, &list), SHOWN_equal);
            assert_int_equal(shown_again(desk.arena, &desk.world, &list), SHOWN_equal);
            rows += list.rows + list.near;
        }
    }
    assert_true(rows > number);
    world_load(&desk, TODAY); /* read again: the same input */
    for (int64_t i = 1; i <= number; i++) {
        ShownList list = loaded(&desk, i);
        assert_int_equal(shown_again(desk.arena, &desk.world, &list), SHOWN_equal);
    }
    assert_chain_holds(&desk);
}

static void lines_are_read_as_they_were_written(void **state) {
    (void)state;
    TEST_DESK(desk);
    const ShownList *list = list_of(&desk, SHOWN_OPENINGS, 2);
    Match match[SHOWN_ROWS];
    size_t count = rank_for_candidate(desk.world.snapshot, 2, SHOWN_ROWS, match);
    Str rest = list->part[0].lines, text;
    for (size_t i = 0; i < count; i++) {
        ShownLine line;
        assert_true(str_cut(&rest, '\n', &text) && shown_line_read(text, &line));
        assert_int_equal(line.place, i + 1);
        assert_int_equal(line.score, match[i].score);
        assert_int_equal(line.unknown, match[i].unknown_count);
        for (int part = 0; part < PART_COUNT; part++) {
            assert_int_equal(line.points[part], match[i].part_points[part]);
            assert_int_equal(line.unknown_parts >> part & 1, match[i].part_unknown[part]);
        }
    }
    static const char *const strange[] = { "", "1", "1 2 3 4 5", "1 2 3 4 5 1:2:3 0",
                                           "1 2 3 4 5 1:2:3:4:5:6:7", "1 2 3 4 5 a:2:3:4:5:6:7 0" };
    for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) {
        ShownLine line;
        assert_false(shown_line_read(str_from(strange[i]), &line));
    }
}

/* --- the same again --- */

static void the_same_again_is_counted(void **state) {
    (void)state;
    TEST_DESK(desk);
    const ShownList *list = list_of(&desk, SHOWN_OPENINGS, 1);
    show(&desk, "u-1", list);
    show(&desk, "u-1", list);
    show(&desk, "u-1", list);
    assert_int_equal(loaded(&desk, 1).times, 3);
    show(&desk, "u-2", list); /* somebody else */
    assert_int_equal(loaded(&desk, 2).times, 1);
    ShownList next_page = *list;
    next_page.first = SHOWN_ROWS;
    show(&desk, "u-1", &next_page);
    assert_int_equal(loaded(&desk, 3).first, SHOWN_ROWS);
    show(&desk, "u-1", &next_page);
    assert_int_equal(loaded(&desk, 3).times, 2);
    change(&desk, "UPDATE audit_list SET last_moment = '2020-01-01T00:00:00Z'");
    show(&desk, "u-1", &next_page); /* long ago */
    assert_int_equal(loaded(&desk, 4).times, 1);
    /* each look is an event, counted or not: the demo has one, the tenant none */
    assert_int_equal(asked(desk.store, "SELECT COUNT(*) FROM audit_event WHERE tenant_id = ?1"
                                       " AND event = 'match_read'", 0), 7);
    assert_chain_holds(&desk);
}

static void page_by_page_newest_first(void **state) {
    (void)state;
    TEST_DESK(desk);
    for (int i = 0; i < 7; i++) show(&desk, "u-1", list_of(&desk, SHOWN_PEOPLE, i));
    ShownRequest request = { desk.store->tenant, INT64_MAX, 3 };
    ShownLists lists;
    int64_t expected = 7;
    do {
        assert_int_equal(shown_find(desk.store->db, desk.arena, &request, &lists), OK);
        for (size_t i = 0; i < lists.count; i++) {
            assert_int_equal(lists.row[i].number, expected--);
            request.before = lists.row[i].number;
        }
        assert_int_equal(lists.more, expected > 0);
    } while (lists.more);
    request = (ShownRequest){ desk.store->tenant + 1, INT64_MAX, 3 };
    assert_int_equal(shown_find(desk.store->db, desk.arena, &request, &lists), OK);
    assert_int_equal(lists.count, 0);
    ShownList list;
    assert_int_equal(
        shown_load(desk.store->db, desk.arena, desk.store->tenant + 1, 1, &list), NOT_FOUND);
}

/* --- what does not come out the same --- */

static void a_changed_input_is_told_from_another_list(void **state) {
    (void)state;
    TEST_DESK(desk);
    show(&desk, "u-1", list_of(&desk, SHOWN_OPENINGS, 1));
    ShownList other = *list_of(&desk, SHOWN_OPENINGS, 2);
    ShownPart part = other.part[0];
    part.lines = S("1 1 999 0 0 999:0:0:0:0:0:0 0\n");
    other.part = &part;
    show(&desk, "u-1", &other); /* the chain holds, and it was not so */
    ShownList list = loaded(&desk, 2);
    assert_int_equal(proven(&desk, &list), SHOWN_equal);
    assert_int_equal(shown_again(desk.arena, &desk.world, &list), SHOWN_differs);
    list = loaded(&desk, 1);
    list.rule_version = S("9.9+00000000");
    assert_int_equal(shown_again(desk.arena, &desk.world, &list), SHOWN_rules);
    list = loaded(&desk, 1);
    world_load(&desk, TODAY + 1); /* another day: the input is there, the list needs its own day */
    assert_int_equal(shown_input_look(desk.arena, &desk.world, &list), SHOWN_equal);
    assert_int_equal(shown_again(desk.arena, &desk.world, &list), SHOWN_changed);
    change(&desk, "UPDATE opening SET hours_min = 39, hours_max = 40 WHERE number = 5");
    world_load(&desk, TODAY);
    assert_int_equal(shown_input_look(desk.arena, &desk.world, &list), SHOWN_changed);
}

static void names_and_contact_are_no_input(void **state) {
    (void)state;
    TEST_DESK(desk);
    show(&desk, "u-1", list_of(&desk, SHOWN_PEOPLE, 1));
    change(&desk, "UPDATE candidate_identity SET value = 'x' WHERE fact = 'family_name'");
    world_load(&desk, TODAY);
    ShownList list = loaded(&desk, 1);
    assert_int_equal(shown_again(desk.arena, &desk.world, &list), SHOWN_equal);
}

static void what_was_changed_from_outside_does_not_fit_the_chain(void **state) {
    (void)state;
    static const char *const changes[] = {
        "UPDATE audit_list_part SET lines = '1 1 999 0 0 999:0:0:0:0:0:0 0'",
        "UPDATE audit_list SET made_on = '2020-01-01'",
        "UPDATE audit_list SET input = 'x'",
        "UPDATE audit_list SET rows_shown = rows_shown + 1",
        "UPDATE audit_value SET value = 'list 2' WHERE number IN"
        " (SELECT event_number FROM audit_list)"
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        TEST_DESK(desk);
        show(&desk, "u-1", list_of(&desk, SHOWN_OPENINGS, 1));
        change(&desk, changes[i]);
        ShownList list = loaded(&desk, 1);
        assert_int_equal(proven(&desk, &list), SHOWN_broken);
    }
}

/* --- what goes --- */

static void an_old_list_goes_with_its_value(void **state) {
    (void)state;
    TEST_DESK(desk);
    for (int i = 0; i < SHOWN_REMOVED_AT_ONCE + 3; i++) {
        show(&desk, "u-1", list_of(&desk, SHOWN_PEOPLE, i % OPENINGS));
        change(&desk, "UPDATE audit_list SET last_moment = '2020-01-01T00:00:00Z'");
    }
    change(&desk, "UPDATE audit_list SET moment = '2020-01-01T00:00:00Z' WHERE number > 1");
    show(&desk, "u-2", list_of(&desk, SHOWN_OPENINGS, 1));
    /* the newest stays, number 1 too; of the others as many went as go at once */
    assert_int_equal(asked(desk.store, "SELECT COUNT(*) FROM audit_list WHERE tenant_id = ?1", 0),
                     4);
    assert_int_equal(asked(desk.store, "SELECT COUNT(*) FROM audit_list_part WHERE tenant_id = ?1"
                                       " AND list_number NOT IN (SELECT number FROM audit_list)",
                           0), 0);
    ShownList list = loaded(&desk, 1);
    assert_int_equal(proven(&desk, &list), SHOWN_equal);
    assert_chain_holds(&desk);
}

static void who_is_erased_is_gone_from_every_list(void **state) {
    (void)state;
    TEST_DESK(desk);
    int64_t opening = 0;
    while (list_of(&desk, SHOWN_PEOPLE, (int)opening)->part_count < 3) opening++;
    const ShownList *people = list_of(&desk, SHOWN_PEOPLE, (int)opening);
    show(&desk, "u-1", people);
    int64_t gone = people->part[1].candidate_number;
    show(&desk, "u-1", list_of(&desk, SHOWN_OPENINGS, (int)gone - 1));
    Erasure erasure = erase(desk.store, desk.arena, gone);
    assert_int_equal(erasure.count[ERASURE_shown_lists], 2);
    ShownList list = loaded(&desk, 1);
    assert_int_equal(list.part[1].lines.len, 0);
    assert_true(list.part[0].lines.len > 0 && list.part[2].lines.len > 0);
    assert_int_equal(proven(&desk, &list), SHOWN_erased);
    list = loaded(&desk, 2);
    assert_int_equal(list.part_count, 0);
    assert_int_equal(list.input.len, 0);
    assert_int_equal(proven(&desk, &list), SHOWN_erased);
    assert_chain_holds(&desk);
}

SUITE("lists that were shown", cmocka_unit_test(every_kind_is_kept_proven_and_made_again),
      cmocka_unit_test(lines_are_read_as_they_were_written),
      cmocka_unit_test(the_same_again_is_counted), cmocka_unit_test(page_by_page_newest_first),
      cmocka_unit_test(a_changed_input_is_told_from_another_list),
      cmocka_unit_test(names_and_contact_are_no_input),
      cmocka_unit_test(what_was_changed_from_outside_does_not_fit_the_chain),
      cmocka_unit_test(an_old_list_goes_with_its_value),
      cmocka_unit_test(who_is_erased_is_gone_from_every_list))
