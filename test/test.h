/* test.h: what every suite includes. A suite is a list of cmocka tests and main() by SUITE(). */
#ifndef OPSTAP_TEST_H
#define OPSTAP_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "arena.h"
#include "auto.h"
#include "result.h"
#include "text.h"

/* OPSTAP_TEST: only tests of that name; may hold * and ?. */
static inline void tests_choose(void) {
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (getenv("OPSTAP_TEST")) cmocka_set_test_filter(getenv("OPSTAP_TEST"));
}

#define SUITE(name, ...)                                                                           \
    int main(void) {                                                                               \
        const struct CMUnitTest tests[] = { __VA_ARGS__ };                                         \
        tests_choose();                                                                            \
        return cmocka_run_group_tests_name(name, tests, NULL, NULL);                               \
    }

/* An arena for one test, ended at the end of its scope. */
#define TEST_ARENA(arena)                                                                          \
    AUTO(arena_end_at) Arena *arena = arena_new(__func__, (size_t)512 * 1024 * 1024)

/* What a test begins with; over whatever has that name. */
static inline Result file_write(const char *path, Str bytes) {
    FILE *file = fopen(path, "wb");
    if (!file) return BROKEN;
    bool written = fwrite(bytes.at, 1, bytes.len, file) == bytes.len;
    return fclose(file) == 0 && written ? OK : BROKEN;
}

static inline void assert_str(Str found, const char *expected) {
    if (str_equal(found, str_from(expected))) return;
    fail_msg("expected '%s', found '%.*s'", expected, STR_ARGS(found));
}

#endif
