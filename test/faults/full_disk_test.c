/* Commands that find the disk full say so, and leave what was. */
#include "crash.h"

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>

enum { SIZES = 8, DISK_BYTES = 64 << 20 };

static const char *empty, *region, *people;
static char disk[96]; /* a small file system, once it is made */

static int prepare(void **state) {
    (void)state;
    setenv("OPSTAP_PROGRESS", "off", 1);
    empty = place_named("empty");
    region = place_named("region");
    people = file_named("people.csv");
    region_make(region, people_count(), OPENINGS);
    DONE(empty, "init", "--tenant", "test", "--region", "AM13");
    command_done(region, (const char *[]){ "export", "candidates", "--identity", NULL }, people);
    return 0;
}

static int tidy(void **state) {
    (void)state;
    if (disk[0]) umount(disk);
    return places_end();
}

/* A file system of our own, that nobody else sees and that ends with us. */
static bool disk_made(void) {
    static bool made;
    if (made) return true;
    if (unshare(CLONE_NEWNS) && unshare(CLONE_NEWUSER | CLONE_NEWNS)) return false;
    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL);
    snprintf(disk, sizeof disk, "%s/disk", places_folder());
    assert_int_equal(mkdir(disk, 0700), 0);
    made = mount("tmpfs", disk, "tmpfs", 0, "size=64m") == 0;
    return made;
}

#define NEED_DISK()                                                                                \
    if (!disk_made()) {                                                                            \
        print_message("# no file system of our own can be made here\n");                           \
        skip();                                                                                    \
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

typedef struct Fitting {
    int full, fitted;
} Fitting;

/* Refused with a message, or done. */
static void fitting_add(Fitting *fitting, const Sweep *sweep, const Child *child) {
    if (child->status && (child->status != EXIT_BROKEN || !child->said[0])) {
        fail_msg("%s: status %d: %s", sweep->name, child->status, child->said);
    }
    fitting->full += child->status != 0;
    fitting->fitted += child->status == 0;
}

static void fitting_told(const Fitting *fitting, const Sweep *sweep) {
    print_message("# %s: the disk was full %d times, and large enough %d times\n", sweep->name,
                  fitting->full, fitting->fitted);
    assert_true(fitting->full > 0 && fitting->fitted > 0);
}

static void fill_up(const char *before_path, const char **words) {
    enum { MORE_BYTES = 512 * 1024 };
    NEED_DISK();
    TEST_ARENA(arena);
    char path[128];
    Fitting fitting = { 0 };
    snprintf(path, sizeof path, "%s/work.db", disk);
    Sweep sweep = { .name = words[0], .before = before_path, .work = command_do, .context = words };
    disk_resize(DISK_BYTES);
    place_copy(before_path, path);
    int64_t size = file_size(path);
    Str before = place_state(arena, path);
    assert_int_equal(child_run(&sweep, path, FAULT_COUNT, 0).status, 0);
    Str after = place_state(arena, path);
    int64_t growth = 2 * (file_size(path) - size) + MORE_BYTES; /* the log has it all once more */
    for (int i = 0; i <= SIZES; i++) {
        ArenaMark mark = arena_mark(arena);
        place_copy(before_path, path);
        disk_resize(size + 4096 + i * growth / SIZES);
        Child child = child_run(&sweep, path, FAULT_COUNT, 0);
        disk_resize(DISK_BYTES);
        if (!str_equal(place_state(arena, path), child.status ? before : after)) {
            fail_msg("%s: status %d with %d/%d of the room: %s", words[0], child.status, i, SIZES,
                     child.said);
        }
        fitting_add(&fitting, &sweep, &child);
        arena_rewind(arena, mark);
    }
    place_remove(path);
    fitting_told(&fitting, &sweep);
}

static void a_full_disk_refuses_an_import(void **state) {
    (void)state;
    fill_up(empty, (const char *[]){ "import", "candidates", people, NULL });
}

static void a_full_disk_refuses_a_plan(void **state) {
    (void)state;
    fill_up(region, (const char *[]){ "plan", NULL });
}

/* The database stands elsewhere. Nothing under the name, and nothing beside it. */
static void a_full_disk_refuses_a_backup(void **state) {
    (void)state;
    NEED_DISK();
    char file[128], beside[160];
    Fitting fitting = { 0 };
    snprintf(file, sizeof file, "%s/backup", disk);
    snprintf(beside, sizeof beside, "%s.part", file);
    const char *words[] = { "backup", file, NULL };
    Sweep sweep = { .name = "backup", .before = region, .work = command_do, .context = words };
    disk_resize(DISK_BYTES);
    assert_int_equal(child_run(&sweep, region, FAULT_COUNT, 0).status, 0);
    int64_t growth = file_size(file) + 16 * 1024;
    for (int i = 0; i <= SIZES; i++) {
        unlink(file);
        disk_resize(4096 + i * growth / SIZES);
        Child child = child_run(&sweep, region, FAULT_COUNT, 0);
        assert_int_equal(backup_is_whole(file, NULL), child.status == 0);
        assert_int_not_equal(access(beside, F_OK), 0);
        fitting_add(&fitting, &sweep, &child);
    }
    unlink(file);
    fitting_told(&fitting, &sweep);
}

/* Nothing under the name; and with more room the same command goes on, to the same bytes. */
static void a_full_disk_interrupts_lists(void **state) {
    (void)state;
    NEED_DISK();
    TEST_ARENA(arena);
    char file[128];
    Fitting fitting = { 0 };
    snprintf(file, sizeof file, "%s/lists", disk);
    const char *words[] = { "match", "--all", "--top", "20", "--threads", "2", "--out", file, NULL };
    Sweep sweep = { .name = "match --all", .before = region, .work = command_do, .context = words };
    disk_resize(DISK_BYTES);
    assert_int_equal(child_run(&sweep, region, FAULT_COUNT, 0).status, 0);
    Str expected = file_bytes(arena, file);
    int64_t growth = (int64_t)expected.len + 16 * 1024;
    for (int i = 0; i <= SIZES; i++) {
        ArenaMark mark = arena_mark(arena);
        unlink(file);
        disk_resize(4096 + i * growth / SIZES);
        Child child = child_run(&sweep, region, FAULT_COUNT, 0);
        assert_int_equal(access(file, F_OK) == 0, child.status == 0);
        fitting_add(&fitting, &sweep, &child);
        disk_resize(DISK_BYTES);
        if (child.status) assert_int_equal(child_run(&sweep, region, FAULT_COUNT, 0).status, 0);
        assert_true(str_equal(file_bytes(arena, file), expected));
        arena_rewind(arena, mark);
    }
    unlink(file);
    fitting_told(&fitting, &sweep);
}

/* The disk of a server is its own business: what it says then is one of the answers that the sweeps
 * give in its place. */
int main(void) {
    const struct CMUnitTest files[] = { cmocka_unit_test(a_full_disk_refuses_a_backup),
                                        cmocka_unit_test(a_full_disk_interrupts_lists),
                                        cmocka_unit_test(a_full_disk_refuses_an_import),
                                        cmocka_unit_test(a_full_disk_refuses_a_plan) };
    const struct CMUnitTest servers[] = { cmocka_unit_test(a_full_disk_refuses_a_backup) };
    tests_choose();
    if (server_address()) return cmocka_run_group_tests_name("full disk", servers, prepare, tidy);
    return cmocka_run_group_tests_name("full disk", files, prepare, tidy);
}
