/* Who looked at one person is found by an index, in a long chain too. */
#include "store.h"

/* Whoever changes the expression in one of the two places and not in the other makes this slow. */
static void an_index_answers_it(void **state) {
    (void)state;
    TEST_STORE(store);
    TEST_ARENA(arena);
    size_t count, asked = 0;
    const Sql *const *all = sql_catalogue(&count);
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(store.path, &db), SQLITE_OK);
    for (size_t i = 0; i < count; i++) {
        bool looks = !strcmp(all[i]->name, "audit_looks_select");
        if (!looks && strcmp(all[i]->name, "audit_value_erase") != 0) continue;
        sqlite3_stmt *plan = NULL;
        Str explain = str_printf(arena, "EXPLAIN QUERY PLAN %s", all[i]->text);
        Text steps = text_new(arena, 4000);
        assert_int_equal(sqlite3_prepare_v2(db, explain.at, -1, &plan, NULL), SQLITE_OK);
        while (sqlite3_step(plan) == SQLITE_ROW) {
            text_addf(&steps, "%s\n", (const char *)sqlite3_column_text(plan, 3));
        }
        sqlite3_finalize(plan);
        assert_non_null(strstr(text_str(&steps).at, "USING INDEX audit_event_about (tenant_id=? AND <expr>=?"));
        assert_null(strstr(text_str(&steps).at, "TEMP B-TREE"));
        if (looks) assert_non_null(strstr(text_str(&steps).at, "audit_event_erased (tenant_id=? AND subject=?)"));
        asked++;
    }
    sqlite3_close(db);
    assert_int_equal(asked, 2);
}

SUITE("audit: who looked, by an index", cmocka_unit_test(an_index_answers_it))
