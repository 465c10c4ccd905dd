/* The lists of everybody, killed at random moments and gone on with, are to the byte those that were
 * never interrupted; so are those of a disk that was full. */
#include "crash.h"

#include "lists_file.h"

enum { LISTS_PEOPLE = 700, KILLS_IN_A_ROW = 3, LATE_US_MAX = 15 * 1000 };

static const char *region, *file, *beside, *state_path, *expected;

static int prepare(void **state) {
    (void)state;
    crashes_begin();
    region = place_named("region");
    file = file_named("lists");
    beside = file_named("lists.part");
    state_path = file_named("lists.state");
    expected = file_named("expected");
    region_make(region, server_address() ? people_count() : LISTS_PEOPLE, OPENINGS);
    return 0;
}

static int tidy(void **state) {
    (void)state;
    return places_end();
}

static void nothing_left(void) {
    unlink(file);
    unlink(beside);
    unlink(state_path);
}

/* Whole, or not there. */
static bool is_whole(Arena *arena) {
    if (access(file, F_OK) != 0) return false;
    assert_true(str_equal(file_bytes(arena, file), file_bytes(arena, expected)));
    return true;
}

/* Killed at any moment, or at one after the first lists are safe. Was there something to go on
 * with? */
static bool kill_once(Crash *crash, bool late) {
    if (!late) {
        crash_once(crash);
        return access(state_path, F_OK) == 0;
    }
    int status = 0;
    pid_t process = crash_start(crash);
    while (access(state_path, F_OK) != 0 && waitpid(process, &status, WNOHANG) == 0) usleep(100);
    usleep((useconds_t)chance_between(&crashes()->chance, 0, LATE_US_MAX));
    kill(process, SIGKILL);
    waitpid(process, &status, 0);
    crash->moments++;
    crash->killed += WIFSIGNALED(status);
    place_settle(crash->path);
    return access(state_path, F_OK) == 0;
}

static void killed_and_gone_on_with(const char *form) {
    const char *words[] = { "match", "--all", "--top", "5", "--threads", "2", "--out", file,
                            form, NULL };
    TEST_ARENA(arena);
    Crash crash = { .name = "match --all", .path = region, .work = command_do, .context = words };
    nothing_left();
    crash_none(&crash);
    assert_int_equal(file_write(expected, file_bytes(arena, file)), OK);
    nothing_left();
    int goes_on = 0, in_a_row = 0;
    while (crash_goes_on_for(&crash, crashes()->moments / 2 + 1)) {
        ArenaMark mark = arena_mark(arena);
        goes_on += kill_once(&crash, crash.moments % 3 != 0);
        if (!is_whole(arena) && ++in_a_row < KILLS_IN_A_ROW) continue;
        if (!is_whole(arena)) command_done(region, words, NULL);
        else crash.kept++;
        assert_true(is_whole(arena));
        nothing_left();
        in_a_row = 0;
        arena_rewind(arena, mark);
    }
    nothing_left();
    crash_told(&crash);
    print_message("# there was something to go on with %d times\n", goes_on);
}

static void csv_goes_on(void **state) {
    (void)state;
    killed_and_gone_on_with("--lang=en");
}

static void binary_goes_on(void **state) {
    (void)state;
    killed_and_gone_on_with("--binary");
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(csv_goes_on),
                                        cmocka_unit_test(binary_goes_on) };
    tests_choose();
    return cmocka_run_group_tests_name("killed lists", tests, prepare, tidy);
}
