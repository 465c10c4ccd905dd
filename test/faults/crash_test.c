/* Commands that are killed at a random moment, or find the disk full: what they leave opens, is sound,
 * and is as before or as after, never between; and the command can be done again. OPSTAP_SEED repeats
 * the moments, OPSTAP_MOMENTS gives their number. */
#include "words_run.h"

#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include "../chance.h"

#ifdef __SANITIZE_ADDRESS__
enum { MOMENTS_USUAL = 2 };
#else
enum { MOMENTS_USUAL = 25 };
#endif
enum { PEOPLE = 300, OPENINGS = 100 };

static int moments = MOMENTS_USUAL; /* OPSTAP_MOMENTS: more */
static char folder[64], empty[96], region[96], work[96], people[96];
static char disk[96]; /* a small file system, once it is made */
static Chance chance;

static int64_t microseconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int prepare(void **state) {
    (void)state;
    chance = chance_begin();
    const char *more = getenv("OPSTAP_MOMENTS");
    if (more) moments = (int)strtol(more, NULL, 10);
    setenv("OPSTAP_PROGRESS", "off", 1);
    sweep_folder(folder, sizeof folder);
    snprintf(empty, sizeof empty, "%s/empty.db", folder);
    snprintf(region, sizeof region, "%s/region.db", folder);
    snprintf(people, sizeof people, "%s/people.csv", folder);
    snprintf(work, sizeof work, "%s/work.db", folder);
    region_make(region, PEOPLE, OPENINGS);
    DONE(empty, "init", "--tenant", "test", "--region", "AM13");
    command_done(region, (const char *[]){ "export", "candidates", "--identity", NULL }, people);
    return 0;
}

static int tidy(void **state) {
    (void)state;
    if (disk[0]) umount(disk);
    return sweep_tidy(folder);
}

/* True when it was killed before it ended. */
static bool killed_after(int64_t microseconds, const char **words) {
    fflush(NULL);
    pid_t process = fork();
    assert_true(process >= 0);
    if (process == 0) {
        int out = open("/dev/null", O_WRONLY);
        dup2(out, STDOUT_FILENO);
        exit(command_do(work, words));
    }
    usleep((useconds_t)microseconds);
    kill(process, SIGKILL);
    int status;
    assert_int_equal(waitpid(process, &status, 0), process);
    return WIFSIGNALED(status);
}

static void crash(const char *before_path, const char **words) {
    TEST_ARENA(arena);
    database_copy(before_path, work);
    Str before = database_state(arena, work);
    int64_t began = microseconds_now();
    command_done(work, words, NULL);
    int64_t whole = microseconds_now() - began + 1;
    Str after = database_state(arena, work);
    int killed = 0, kept = 0;
    for (int i = 0; i < moments; i++) {
        ArenaMark mark = arena_mark(arena);
        database_copy(before_path, work);
        int64_t moment = chance_between(&chance, 0, whole - 1);
        killed += killed_after(moment, words);
        Str left = database_state(arena, work);
        if (!str_equal(left, before) && !str_equal(left, after)) {
            fail_msg("%s %s, killed after %lld us: neither as before nor as after", words[0],
                     words[1] ? words[1] : "", (long long)moment);
        }
        kept += str_equal(left, after);
        if (i % 10 == 0) {
            command_done(work, words, NULL);
            assert_true(str_equal(database_state(arena, work), after));
        }
        arena_rewind(arena, mark);
    }
    print_message("# %s: %d of %d were killed at work, %d had kept it; %lld us as a whole\n",
                  words[0], killed, moments, kept, (long long)whole);
    assert_true(killed > 0);
}

/* --- a full disk --- */

/* A file system of our own, that nobody else sees and that ends with us. */
static bool disk_made(void) {
    static bool made;
    if (made) return true;
    if (unshare(CLONE_NEWNS) && unshare(CLONE_NEWUSER | CLONE_NEWNS)) return false;
    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL);
    snprintf(disk, sizeof disk, "%s/disk", folder);
    assert_int_equal(mkdir(disk, 0700), 0);
    made = mount("tmpfs", disk, "tmpfs", 0, "size=64m") == 0;
    return made;
}

static void disk_resize(int64_t bytes) {
    char size[64];
    snprintf(size, sizeof size, "size=%lld", (long long)bytes);
    assert_int_equal(mount("tmpfs", disk, "tmpfs", MS_REMOUNT, size), 0);
}

static int64_t file_size(const char *path) {
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    return about.st_size;
}

static void fill_up(const char *before_path, const char **words) {
    enum { SIZES = 12, MORE_BYTES = 512 * 1024 };
    if (!disk_made()) {
        print_message("# no file system of our own can be made here\n");
        skip();
    }
    TEST_ARENA(arena);
    char path[128];
    snprintf(path, sizeof path, "%s/work.db", disk);
    Sweep sweep = { .name = words[0], .before = before_path, .work = command_do, .context = words };
    disk_resize(64 << 20);
    database_copy(before_path, path);
    int64_t size = file_size(path);
    Str before = database_state(arena, path);
    assert_int_equal(child_run(&sweep, path, FAULT_COUNT, 0).status, 0);
    Str after = database_state(arena, path);
    int64_t growth = 2 * (file_size(path) - size) + MORE_BYTES; /* the log has it all once more */
    int full = 0, fitted = 0;
    for (int i = 0; i <= SIZES; i++) {
        ArenaMark mark = arena_mark(arena);
        database_copy(before_path, path);
        disk_resize(size + 4096 + i * growth / SIZES);
        Child child = child_run(&sweep, path, FAULT_COUNT, 0);
        disk_resize(64 << 20);
        Str left = database_state(arena, path);
        if (!str_equal(left, child.status ? before : after)) {
            fail_msg("%s: status %d with %d/%d of the room: %s", words[0], child.status, i, SIZES,
                     child.said);
        }
        if (child.status && (child.status != EXIT_BROKEN || !child.said[0])) {
            fail_msg("%s: status %d with %d/%d of the room: %s", words[0], child.status, i, SIZES,
                     child.said);
        }
        full += child.status != 0;
        fitted += child.status == 0;
        arena_rewind(arena, mark);
    }
    database_remove(path);
    print_message("# %s: the disk was full %d times, and large enough %d times\n", words[0], full,
                  fitted);
    assert_true(full > 0 && fitted > 0);
}

static void a_full_disk_refuses_an_import(void **state) {
    (void)state;
    fill_up(empty, (const char *[]){ "import", "candidates", people, NULL });
}

static void a_full_disk_refuses_a_plan(void **state) {
    (void)state;
    fill_up(region, (const char *[]){ "plan", NULL });
}

/* --- all of them --- */

static void an_import_is_whole_or_not_there(void **state) {
    (void)state;
    crash(empty, (const char *[]){ "import", "candidates", people, NULL });
}

static void a_plan_is_whole_or_not_there(void **state) {
    (void)state;
    crash(region, (const char *[]){ "plan", NULL });
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(an_import_is_whole_or_not_there),
                                        cmocka_unit_test(a_plan_is_whole_or_not_there),
                                        cmocka_unit_test(a_full_disk_refuses_an_import),
                                        cmocka_unit_test(a_full_disk_refuses_a_plan) };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("crashes", tests, prepare, tidy);
}
