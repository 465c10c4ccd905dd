/* A file that is there whole or not at all, and that can be gone on with after an interruption. */
#include "file_part.h"

#include <sys/stat.h>
#include <unistd.h>

#include "fault.h"
#include "file.h"
#include "test.h"

static char folder[64], path[96], beside[112];

static int prepare(void **state) {
    (void)state;
    snprintf(folder, sizeof folder, "%s/opstap-part-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    if (!mkdtemp(folder)) return -1;
    snprintf(path, sizeof path, "%s/lists", folder);
    snprintf(beside, sizeof beside, "%s.part", path);
    return 0;
}

static int tidy(void **state) {
    (void)state;
    unlink(path);
    unlink(beside);
    return rmdir(folder);
}

static int nothing_there(void **state) {
    (void)state;
    unlink(path);
    unlink(beside);
    return 0;
}

static bool is_list(const char *head, size_t len) {
    return len >= 4 && memcmp(head, "list", 4) == 0;
}

static void assert_file(const char *name, const char *expected) {
    TEST_ARENA(arena);
    Str bytes = STR_EMPTY;
    assert_int_equal(file_read(arena, name, 1 << 20, &bytes), OK);
    assert_str(bytes, expected);
}

/* What somebody writes, and then the machine stops. */
static void left_write(const char *synced, const char *more) {
    FilePart part;
    assert_int_equal(part_begin(&part, path, false, is_list), OK);
    part.resumable = true;
    assert_int_equal(part_write(&part, str_from(synced)), OK);
    assert_int_equal(part_sync(&part), OK);
    assert_int_equal(part_write(&part, str_from(more)), OK);
    part_end(&part);
}

typedef struct Seen {
    char bytes[64];
    size_t len;
} Seen;

static void bytes_seen(void *context, Str bytes) {
    Seen *seen = context;
    assert_true(seen->len + bytes.len < sizeof seen->bytes);
    memcpy(seen->bytes + seen->len, bytes.at, bytes.len);
    seen->len += bytes.len;
}

static Result resume(FilePart *part, int64_t bytes, Seen *seen) {
    *seen = (Seen){ .len = 0 };
    PartLeft left = { .is_ours = is_list, .bytes = bytes, .seen = bytes_seen, .context = seen };
    return part_resume(part, path, &left);
}

static void what_was_left_goes_on_where_it_was(void **state) {
    (void)state;
    FilePart part;
    Seen seen;
    left_write("list: one", ", tw");
    assert_int_not_equal(access(path, F_OK), 0);
    assert_file(beside, "list: one, tw");
    assert_int_equal(resume(&part, 9, &seen), OK);
    assert_string_equal(seen.bytes, "list: one");
    assert_int_equal(part_write(&part, S(", two")), OK);
    assert_int_equal(part_keep(&part), OK);
    assert_file(path, "list: one, two");
    assert_int_not_equal(access(beside, F_OK), 0);
}

static void without_the_wish_nothing_is_left(void **state) {
    (void)state;
    FilePart part;
    Seen seen;
    assert_int_equal(part_begin(&part, path, false, is_list), OK);
    assert_int_equal(part_write(&part, S("list")), OK);
    part_end(&part);
    assert_int_not_equal(access(beside, F_OK), 0);
    assert_int_equal(resume(&part, 4, &seen), NOT_FOUND);
    assert_int_not_equal(access(beside, F_OK), 0);
}

static void less_than_was_told_is_not_touched(void **state) {
    (void)state;
    FilePart part;
    Seen seen;
    left_write("list: one", "");
    assert_int_equal(resume(&part, 10, &seen), INVALID);
    part_end(&part);
    assert_file(beside, "list: one");
}

static void a_strangers_file_is_not_gone_on_with(void **state) {
    (void)state;
    FilePart part;
    Seen seen;
    assert_int_equal(file_write(beside, S("a letter")), OK);
    assert_int_equal(resume(&part, 4, &seen), CONFLICT);
    assert_string_equal(part.stranger, beside);
    assert_file(beside, "a letter");
}

static void a_file_that_is_there_is_in_the_way(void **state) {
    (void)state;
    FilePart part;
    Seen seen;
    left_write("list: one", "");
    assert_int_equal(file_write(path, S("list of before")), OK);
    assert_int_equal(resume(&part, 9, &seen), CONFLICT);
    assert_null(part.stranger);
    PartLeft left = { .replace = true, .is_ours = is_list, .bytes = 9, .seen = bytes_seen,
                      .context = &seen };
    seen.len = 0;
    assert_int_equal(part_resume(&part, path, &left), OK);
    assert_int_equal(part_keep(&part), OK);
    assert_file(path, "list: one");
}

static void two_do_not_go_on_with_the_same(void **state) {
    (void)state;
    FilePart first, second;
    Seen seen;
    left_write("list: one", "");
    assert_int_equal(resume(&first, 9, &seen), OK);
    assert_int_equal(resume(&second, 9, &seen), BUSY);
    part_end(&second);
    assert_int_equal(part_begin(&second, path, false, is_list), BUSY);
    assert_int_equal(part_keep(&first), OK);
    assert_file(path, "list: one");
}

static void what_fails_leaves_it_for_another_time(void **state) {
    (void)state;
    static const struct {
        Fault fault;
        Result result;
    } failing[] = { { FAULT_file_open, REFUSED }, { FAULT_file_read, CONFLICT },
                    { FAULT_file_lock, BUSY },    { FAULT_file_truncate, BROKEN } };
    left_write("list: one", ", tw");
    for (size_t i = 0; i < sizeof failing / sizeof *failing; i++) {
        FilePart part;
        Seen seen;
        fault_arm(failing[i].fault, 1);
        assert_int_equal(resume(&part, 9, &seen), failing[i].result);
        fault_arm(FAULT_COUNT, 0);
        part_end(&part);
        assert_file(beside, "list: one, tw");
    }
    FilePart part;
    Seen seen;
    fault_arm(FAULT_file_read, 2); /* the first looks whether it is ours */
    assert_int_equal(resume(&part, 9, &seen), BROKEN);
    fault_arm(FAULT_file_sync, 1);
    assert_int_equal(resume(&part, 9, &seen), OK);
    assert_int_equal(part_sync(&part), BROKEN);
    fault_arm(FAULT_COUNT, 0);
    part.resumable = true;
    part_end(&part);
    assert_file(beside, "list: one");
}

int main(void) {
#define PART_TEST(name) cmocka_unit_test_setup_teardown(name, nothing_there, nothing_there)
    const struct CMUnitTest tests[] = { PART_TEST(what_was_left_goes_on_where_it_was),
                                        PART_TEST(without_the_wish_nothing_is_left),
                                        PART_TEST(less_than_was_told_is_not_touched),
                                        PART_TEST(a_strangers_file_is_not_gone_on_with),
                                        PART_TEST(a_file_that_is_there_is_in_the_way),
                                        PART_TEST(two_do_not_go_on_with_the_same),
                                        PART_TEST(what_fails_leaves_it_for_another_time) };
    tests_choose();
    return cmocka_run_group_tests_name("a file in parts", tests, prepare, tidy);
}
