#include "test.h"

#include "embedded.h"

static void embedded_files_are_found_by_name(void **state) {
    (void)state;
    for (size_t i = 0; i < embedded_file_count; i++) {
        Str name = str_from(embedded_files[i].name);
        if (i) assert_true(str_compare(str_from(embedded_files[i - 1].name), name) < 0);
        Str bytes = embedded_find(name);
        assert_ptr_equal(bytes.at, embedded_files[i].bytes);
        assert_int_equal(bytes.len, embedded_files[i].len);
        assert_true(str_is_utf8(bytes));
    }
    assert_null(embedded_find(S("")).at);
    assert_null(embedded_find(S("regions.csv ")).at);
    assert_null(embedded_find(S("zzz")).at);
}

SUITE("tables", cmocka_unit_test(embedded_files_are_found_by_name))
