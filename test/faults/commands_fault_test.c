/* Every command, with every call that can fail failing once. */
#include "backup.h"
#include "old_place.h"
#include "words_run.h"

static const char *bare, *empty, *people, *full, *old, *work;

/* What `import --template KIND` prints, into a file. */
static void template_write(const char *kind) {
    command_done("", (const char *[]){ "import", "--template", kind, NULL }, file_named(kind));
}

static const char *const kinds[] = { "candidates",   "openings", "occupations", "postcodes",
                                     "recognitions", "travel",   "timetables",  "candidate-facts" };

static int prepare(void **state) {
    (void)state;
    setenv("OPSTAP_PROGRESS", "off", 1); /* it runs beside the work, and would be counted */
    setenv("OPSTAP_BACKUP_DIR", places_folder(), 1);
    backup_folder_set(places_folder());
    bare = place_named("bare");
    empty = place_named("empty");
    people = place_named("people");
    full = place_named("full");
    old = place_named("old");
    work = place_named("work");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) template_write(kinds[i]);
    Db *db;
    Phrase why;
    assert_int_equal(db_open(bare, DB_CREATE, &db, &why), OK);
    db_end(db);
    DONE(empty, "init", "--tenant", "test", "--region", "AM13");
    place_copy(empty, people);
    DONE(people, "import", "candidates", file_named("candidates"));
    DONE(people, "import", "openings", file_named("openings"));
    place_copy(people, full);
    for (size_t i = 2; i < sizeof kinds / sizeof *kinds; i++) {
        DONE(full, "import", kinds[i], file_named(kinds[i]));
    }
    DONE(full, "plan");
    old_make(old, full);
    return 0;
}

static int tidy(void **state) {
    (void)state;
    return places_end();
}

static void swept(const char *before, const char *halfway, const char **words) {
    char name[256];
    snprintf(name, sizeof name, "%s %s", words[0], words[1] ? words[1] : "");
    Sweep sweep = {
        .name = name, .before = before, .halfway = halfway, .work = command_do, .context = words
    };
    sweep_run(&sweep, work);
}

#define SWEPT(before, ...) swept(before, NULL, (const char *[]){ __VA_ARGS__, NULL })

static void making_a_database(void **state) {
    (void)state;
    /* It may end between a database and its first tenant: doing it again then makes the tenant. */
    swept(NULL, bare, (const char *[]){ "init", "--tenant", "test", "--region", "AM13", NULL });
    SWEPT(bare, "init", "--tenant", "test", "--region", "AM13");
    SWEPT(empty, "init", "--tenant", "second");
}

/* With sanitizers, where a usual run looks for leaks and tries few faults, not every kind of file. */
static size_t kinds_swept(void) {
#ifdef __SANITIZE_ADDRESS__
    if (!getenv("OPSTAP_SWEEP_STRIDE")) return 3;
#endif
    return sizeof kinds / sizeof *kinds;
}

static void importing(void **state) {
    (void)state;
    for (size_t i = 0; i < kinds_swept(); i++) {
        SWEPT(i < 2 ? empty : people, "import", kinds[i], file_named(kinds[i]));
    }
}

static void exporting(void **state) {
    (void)state;
    for (size_t i = 0; i < kinds_swept(); i++) {
        SWEPT(full, "export", kinds[i]);
    }
    SWEPT(full, "export", "vum-jobseekers");
}

static void listing(void **state) {
    (void)state;
    SWEPT(full, "list", "candidates");
    SWEPT(full, "list", "openings", "--json");
    SWEPT(full, "list", "classes");
    SWEPT(full, "list", "placements", "--json");
}

static void matching(void **state) {
    (void)state;
    SWEPT(full, "match");
    SWEPT(full, "match", "--candidate", "k-0001", "--json");
    SWEPT(full, "match", "--opening", "o-0001");
}

static const char *lists;

static void lists_forget(const char *path, void *context) {
    static const char *const ends[] = { "", ".part", ".state", ".state.part" };
    (void)path;
    (void)context;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char name[160];
        snprintf(name, sizeof name, "%s%s", lists, ends[i]);
        unlink(name);
    }
}

/* Whole, or not there. */
static void lists_look(void) {
    TEST_ARENA(arena);
    if (access(lists, F_OK) != 0) return;
    assert_true(str_equal(file_bytes(arena, lists), file_bytes(arena, file_named("lists.whole"))));
}

static void matching_everybody(void **state) {
    (void)state;
    TEST_ARENA(arena);
    const char *words[] = { "match", "--all", "--top", "3", "--threads", "1", "--out",
                            lists = file_named("lists"), NULL };
    place_copy(full, work);
    command_done(work, words, NULL);
    assert_int_equal(file_write(file_named("lists.whole"), file_bytes(arena, lists)), OK);
    Sweep sweep = { .name = "match --all", .before = full, .ready = lists_forget,
                    .work = command_do, .context = words, .goes_on = true, .look = lists_look };
    sweep_run(&sweep, work);
}

static void planning(void **state) {
    (void)state;
    SWEPT(people, "plan");
    SWEPT(full, "plan", "--json", "--forbid", "k-0001=o-0001");
    SWEPT(full, "plan", "--dry-run");
}

static void erasing(void **state) {
    (void)state;
    SWEPT(full, "erase", "candidate", "k-0001", "--yes");
}

static const char *backup;

static void backup_look(void) {
    assert_true(backup_is_whole(backup, NULL));
}

/* Whatever fails, there is a whole backup under the name, or the one from before. */
static void backing_up(void **state) {
    (void)state;
    const char *file = backup = file_named("backup");
    DONE(people, "backup", file);
    Sweep sweep = {
        .name = "backup", .before = full, .work = command_do,
        .context = (const char *[]){ "backup", file, "--replace", NULL }, .varies = true,
        .look = backup_look
    };
    sweep_run(&sweep, work);
    DONE(full, "verify", file);
    SWEPT(full, "verify", file);
    SWEPT(NULL, "restore", file);
}

/* Whatever fails, it can be upgraded afterwards, and is what it would have been: opening it to see
 * does that. */
static void upgrading(void **state) {
    (void)state;
    Sweep sweep = { .name = "upgrade", .before = old, .fresh = true, .work = upgrade_do };
    SweepTotals totals = sweep_run(&sweep, work);
    assert_true(totals.told > 0);
}

static void checking(void **state) {
    (void)state;
    SWEPT(full, "check");
    SWEPT(full, "check", "--digest");
    SWEPT(full, "version");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(making_a_database), cmocka_unit_test(importing),
        cmocka_unit_test(exporting),         cmocka_unit_test(listing),
        cmocka_unit_test(matching),          cmocka_unit_test(matching_everybody),
        cmocka_unit_test(planning),
        cmocka_unit_test(erasing),           cmocka_unit_test(backing_up),
        cmocka_unit_test(upgrading),
        cmocka_unit_test(checking),
    };
    tests_choose();
    return cmocka_run_group_tests_name("faults in commands", tests, prepare, tidy);
}
