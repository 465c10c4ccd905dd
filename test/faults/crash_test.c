/* Commands that are killed at a random moment: what they leave opens, is sound, and is as before or
 * as after, never between; and the command can be done again. */
#include "crash.h"
#include "old_place.h"

static const char *empty, *region, *old, *work, *people, *backup;

static int prepare(void **state) {
    (void)state;
    crashes_begin();
    empty = place_named("empty");
    region = place_named("region");
    old = place_named("old");
    work = place_named("work");
    people = file_named("people.csv");
    backup = file_named("backup");
    backup_folder_set(places_folder());
    region_make(region, people_count(), OPENINGS);
    old_make(old, region);
    DONE(empty, "init", "--tenant", "test", "--region", "AM13");
    command_done(region, (const char *[]){ "export", "candidates", "--identity", NULL }, people);
    return 0;
}

static int tidy(void **state) {
    (void)state;
    return places_end();
}

/* All but the chain, which grows with every command. */
static Str rows_of(Arena *arena, const char *path) {
    int64_t events;
    return place_digest(arena, path, &events);
}

static void crash(const char *before_path, const char **words) {
    TEST_ARENA(arena);
    Crash crash = { .name = words[0], .path = work, .work = command_do, .context = words };
    place_copy(before_path, work);
    Str before = place_state(arena, work);
    crash_none(&crash);
    Str after = place_state(arena, work);
    for (int i = 0; crash_goes_on(&crash); i++) {
        ArenaMark mark = arena_mark(arena);
        place_copy(before_path, work);
        int64_t moment = crash_once(&crash);
        Str left = place_state(arena, work);
        bool kept = str_equal(left, after);
        if (!kept && !str_equal(left, before)) {
            fail_msg("%s, killed after %lld us: neither as before nor as after", words[0],
                     (long long)moment);
        }
        crash.kept += kept;
        if (i % 10 == 0 && (before_path || !kept)) {
            command_done(work, words, NULL);
            assert_true(str_starts(after, rows_of(arena, work)));
        }
        arena_rewind(arena, mark);
    }
    crash_told(&crash);
}

static void an_import_is_whole_or_not_there(void **state) {
    (void)state;
    crash(empty, (const char *[]){ "import", "candidates", people, NULL });
}

static void a_plan_is_whole_or_not_there(void **state) {
    (void)state;
    crash(region, (const char *[]){ "plan", NULL });
}

static void a_restored_database_is_whole_or_not_there(void **state) {
    (void)state;
    DONE(region, "backup", backup, "--replace");
    crash(NULL, (const char *[]){ "restore", backup, NULL });
}

/* Under the name there is nothing, or the whole of it; beside it at most what the next one takes
 * over. Every second time there is a backup from before, that may go. */
static void a_backup_is_whole_or_not_there(void **state) {
    (void)state;
    TEST_ARENA(arena);
    char beside[160];
    const char *words[] = { "backup", backup, "--replace", NULL };
    Crash crash = { .name = "backup", .path = work, .work = command_do, .context = words };
    snprintf(beside, sizeof beside, "%s.part", backup);
    place_copy(region, work);
    Str before = rows_of(arena, work);
    crash_none(&crash);
    for (int i = 0; crash_goes_on(&crash); i++) {
        ArenaMark mark = arena_mark(arena);
        bool there = i % 2;
        if (there) DONE(work, "backup", backup, "--replace");
        else unlink(backup);
        crash_once(&crash);
        bool whole = backup_is_whole(backup, NULL);
        assert_true(whole || !there);
        crash.kept += whole && !there;
        assert_true(str_equal(rows_of(arena, work), before));
        if (i % 10 == 0) {
            DONE(work, "backup", backup, "--replace");
            assert_true(backup_is_whole(backup, NULL));
            assert_int_not_equal(access(beside, F_OK), 0);
        }
        arena_rewind(arena, mark);
    }
    crash_told(&crash);
}

/* --- upgrades --- */

/* What was kept of the version before: a copy of the file beside it, or a backup. */
static void kept_before_name(char *ret_path, size_t bytes) {
    if (!server_address()) snprintf(ret_path, bytes, "%s.before-1", work);
    else snprintf(ret_path, bytes, "%s/opstap-%s.before-1", places_folder(), server_name(work));
}

/* It is there whole, or not at all, and then nothing was upgraded yet. */
static void assert_kept_before(const char *copy, int64_t version_left) {
    int version = 1;
    bool whole = server_address() ? backup_is_whole(copy, &version) : access(copy, F_OK) == 0;
    if (whole && !server_address()) version = (int)version_of(copy);
    assert_int_equal(version, 1);
    assert_true(whole || version_left == 1);
}

static void an_upgrade_is_done_or_can_be_done(void **state) {
    (void)state;
    TEST_ARENA(arena);
    char copy[PLACE_BYTES + 16];
    Crash crash = { .name = "upgrade", .path = work, .work = upgrade_do };
    kept_before_name(copy, sizeof copy);
    place_copy(old, work);
    assert_int_equal(version_of(work), 1);
    crash_none(&crash);
    assert_int_equal(version_of(work), db_schema_newest());
    Str after = place_state(arena, work);
    for (int i = 0; crash_goes_on(&crash); i++) {
        ArenaMark mark = arena_mark(arena);
        place_copy(old, work);
        unlink(copy);
        crash_once(&crash);
        int64_t version = version_of(work);
        assert_true(version >= 1 && version <= db_schema_newest());
        assert_kept_before(copy, version);
        crash.kept += version == db_schema_newest();
        assert_true(str_equal(place_state(arena, work), after)); /* opening it upgrades it */
        assert_kept_before(copy, db_schema_newest());
        arena_rewind(arena, mark);
    }
    crash_told(&crash);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_import_is_whole_or_not_there),
        cmocka_unit_test(a_plan_is_whole_or_not_there),
        cmocka_unit_test(a_backup_is_whole_or_not_there),
        cmocka_unit_test(a_restored_database_is_whole_or_not_there),
        cmocka_unit_test(an_upgrade_is_done_or_can_be_done),
    };
    tests_choose();
    return cmocka_run_group_tests_name("crashes", tests, prepare, tidy);
}
