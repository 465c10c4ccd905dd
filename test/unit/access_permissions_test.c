/* The table of permissions: whole, with reasons, shown in the documents, and nobody has all. */
#include "test.h"

#include "file.h"
#include "permissions.h"

static unsigned only(UserRole role) {
    return 1U << role;
}

static void every_line_is_whole(void **state) {
    (void)state;
    for (int i = 1; i < PERMISSION_COUNT; i++) {
        Permission permission = (Permission)i;
        assert_true(strlen(permission_name(permission)) > 3);
        assert_true(strlen(permission_reason(permission)) > 20);
        assert_true(permission_roles(permission) != 0);
        assert_true(permission_roles(permission) < 1U << USER_ROLE_COUNT);
        for (int other = 0; other < i; other++) {
            assert_string_not_equal(permission_name(permission), permission_name((Permission)other));
        }
    }
}

static void who_may_what(void **state) {
    (void)state;
    assert_true(roles_may(0, PERMISSION_anyone));
    for (int i = 1; i < PERMISSION_COUNT; i++) assert_false(roles_may(0, (Permission)i));
    assert_true(roles_may(only(USER_ROLE_client_manager), PERMISSION_candidates_write));
    assert_false(roles_may(only(USER_ROLE_jobhunter), PERMISSION_candidates_write));
    assert_false(roles_may(only(USER_ROLE_administrator), PERMISSION_candidates_read));
    assert_false(roles_may(only(USER_ROLE_employer), PERMISSION_candidates_read));
    assert_false(roles_may(only(USER_ROLE_auditor), PERMISSION_candidates_read));
    assert_true(roles_may(only(USER_ROLE_auditor), PERMISSION_audit_read));
    assert_false(roles_may(only(USER_ROLE_team_lead), PERMISSION_audit_read));
    assert_false(roles_may(only(USER_ROLE_client_manager), PERMISSION_plan_make));
    assert_true(roles_may(only(USER_ROLE_client_manager) | only(USER_ROLE_team_lead),
                          PERMISSION_plan_make));
    for (int role = 0; role < USER_ROLE_COUNT; role++) {
        assert_true(roles_may(only((UserRole)role), PERMISSION_own_account));
        int allowed = 0;
        for (int i = 1; i < PERMISSION_COUNT; i++) {
            allowed += roles_may(only((UserRole)role), (Permission)i);
        }
        assert_true(allowed < PERMISSION_COUNT - 1); /* one role that may all would be a master key */
    }
}

/* Whoever may look at a person may see who else did; and who watches them, but nobody besides. */
static void who_looked_is_for_who_may_look(void **state) {
    (void)state;
    for (int role = 0; role < USER_ROLE_COUNT; role++) {
        bool reads = roles_may(only((UserRole)role), PERMISSION_candidates_read);
        bool audits = roles_may(only((UserRole)role), PERMISSION_audit_read);
        assert_int_equal(roles_may(only((UserRole)role), PERMISSION_looks_read), reads || audits);
    }
}

/* Who writes about people may read them; who makes plans may read them. */
static void writing_asks_reading(void **state) {
    (void)state;
    static const Permission pairs[][2] = {
        { PERMISSION_candidates_write, PERMISSION_candidates_read },
        { PERMISSION_openings_write, PERMISSION_openings_read },
        { PERMISSION_plan_make, PERMISSION_plan_read },
        { PERMISSION_plan_pair_set, PERMISSION_plan_read },
        { PERMISSION_matches_read, PERMISSION_candidates_read },
        { PERMISSION_export, PERMISSION_candidates_read },
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_int_equal(permission_roles(pairs[i][0]) & ~permission_roles(pairs[i][1]), 0);
    }
}

/* The page of the room shows the table, row for row. */
static void document_shows_the_table(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Str page = STR_EMPTY;
    assert_int_equal(file_read(arena, OPSTAP_SOURCE_ROOT "/doc/rooms/access.md", 1 << 20, &page), OK);
    for (int i = 1; i < PERMISSION_COUNT; i++) {
        Text row = text_new(arena, 2000);
        text_addf(&row, "| `%s` |", permission_name((Permission)i));
        for (int role = 0; role < USER_ROLE_COUNT; role++) {
            bool may = permission_roles((Permission)i) >> role & 1U;
            text_add(&row, may ? S(" x |") : S(" |"));
        }
        text_addf(&row, " %s |", permission_reason((Permission)i));
        if (str_find(page, text_str(&row)) == page.len) fail_msg("not in access.md:\n%s", row.at);
    }
}

SUITE("access: permissions", cmocka_unit_test(every_line_is_whole), cmocka_unit_test(who_may_what),
      cmocka_unit_test(who_looked_is_for_who_may_look),
      cmocka_unit_test(writing_asks_reading), cmocka_unit_test(document_shows_the_table))
