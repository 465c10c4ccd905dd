#include "test.h"

#include "assets.h"
#include "file.h"

/* What the first page may weigh in all, packed, and what is left of it for its own HTML. */
enum { FIRST_PAGE_BYTES_MAX = 50000, PAGE_BYTES_MAX = 15000, SCRIPT_BYTES_MAX = 6000 };

static const Asset *named(const char *name) {
    for (size_t i = 0; i < asset_count; i++) {
        if (str_equal(assets[i].name, str_from(name))) return &assets[i];
    }
    fail_msg("there is no %s", name);
    return assets;
}

static void test_is_found_by_its_address(void **state) {
    (void)state;
    assert_true(asset_count >= 3);
    for (size_t i = 0; i < asset_count; i++) {
        assert_ptr_equal(asset_find(assets[i].path), &assets[i]);
        assert_true(str_ends(assets[i].path, asset_file(assets[i].name.at)));
        assert_true(str_starts(assets[i].path, S("/static/")));
        assert_int_equal(assets[i].path.len, 8 + asset_file(assets[i].name.at).len);
    }
    assert_null(asset_find(S("/static/style.css")));
    assert_null(asset_find(S("/static/")));
    assert_null(asset_find(STR_EMPTY));
}

static void test_address_holds_the_hash_of_the_bytes(void **state) {
    (void)state;
    TEST_ARENA(arena);
    const Asset *style = named("style.css");
    Str hash = str_printf(arena, "%016llx", str_hash(style->bytes));
    assert_str(style->path, str_printf(arena, "/static/style-%.*s.css", STR_ARGS(hash)).at);
    assert_str(style->tag, str_printf(arena, "\"%.*s\"", STR_ARGS(hash)).at);
    assert_str(style->packed_tag, str_printf(arena, "\"%.*s-gzip\"", STR_ARGS(hash)).at);
    assert_str(style->type, "text/css; charset=utf-8");
    assert_str(named("script.js")->type, "text/javascript; charset=utf-8");
    assert_str(named("icon.svg")->type, "image/svg+xml");
}

static void test_what_a_browser_has_is_known_by_its_tag(void **state) {
    (void)state;
    TEST_ARENA(arena);
    const Asset *style = named("style.css");
    assert_true(asset_is_held(style, style->tag));
    assert_true(asset_is_held(style, str_printf(arena, "\"other\", W/%.*s",
                                               STR_ARGS(style->packed_tag))));
    assert_false(asset_is_held(style, named("script.js")->tag));
    assert_false(asset_is_held(style, str_sub(style->tag, 1, style->tag.len)));
    assert_false(asset_is_held(style, S("*")));
    assert_false(asset_is_held(style, STR_EMPTY));
}

/* The end of a gzip file (RFC 1952): CRC-32 and length of what it holds, low byte first. */
static unsigned long read_four(Str bytes, size_t from_end) {
    unsigned long number = 0;
    for (size_t i = 0; i < 4; i++) {
        number |= (unsigned long)(unsigned char)bytes.at[bytes.len - from_end + i] << (8 * i);
    }
    return number;
}

static unsigned long crc_of(Str bytes) {
    unsigned long crc = 0xffffffffUL;
    for (size_t i = 0; i < bytes.len; i++) {
        crc ^= (unsigned char)bytes.at[i];
        for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320UL : 0);
    }
    return crc ^ 0xffffffffUL;
}

static void test_packed_holds_the_same(void **state) {
    (void)state;
    for (size_t i = 0; i < asset_count; i++) {
        assert_true(assets[i].packed.len > 18);
        assert_memory_equal(assets[i].packed.at, "\x1f\x8b\x08", 3);
        assert_int_equal(read_four(assets[i].packed, 8), crc_of(assets[i].bytes));
        assert_int_equal(read_four(assets[i].packed, 4), assets[i].bytes.len);
    }
}

static void test_first_page_stays_light(void **state) {
    (void)state;
    size_t whole = 0;
    for (size_t i = 0; i < asset_count; i++) {
        print_message("%.*s: %zu bytes, packed %zu\n", STR_ARGS(assets[i].name),
                      assets[i].bytes.len, assets[i].packed.len);
        whole += assets[i].packed.len;
    }
    print_message("together, packed: %zu bytes\n", whole);
    assert_in_range(whole, 1, FIRST_PAGE_BYTES_MAX - PAGE_BYTES_MAX);
    assert_in_range(named("script.js")->packed.len, 1, SCRIPT_BYTES_MAX);
}

static void test_styles_ask_nobody_else(void **state) {
    (void)state;
    Str style = named("style.css")->bytes;
    assert_int_equal(str_find(style, S("@import")), style.len);
    assert_int_equal(str_find(style, S("url(http")), style.len);
    assert_int_equal(str_find(style, S("url(\"http")), style.len);
    assert_int_equal(str_find(style, S("url(//")), style.len);
    assert_true(str_find(style, S(".utrecht-table")) < style.len);
    assert_true(str_find(style, S("prefers-color-scheme: dark")) < style.len);
}

/* Two names of the design system stand beside the name that follows them up, which has the rule. */
static void test_every_class_of_a_component_has_a_rule(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Str unknown, name;
    assert_int_equal(file_read(arena, OPSTAP_UNKNOWN_CLASSES, 1024 * 1024, &unknown), OK);
    while (str_cut(&unknown, '\n', &name)) {
        bool beside = str_equal(name, S("utrecht-link")) || str_equal(name, S("utrecht-data-badge"));
        if (name.len && !beside) fail_msg("no rule for the class %.*s", STR_ARGS(name));
    }
}

SUITE("assets", cmocka_unit_test(test_is_found_by_its_address),
      cmocka_unit_test(test_address_holds_the_hash_of_the_bytes),

      cmocka_unit_test(test_what_a_browser_has_is_known_by_its_tag),
      cmocka_unit_test(test_packed_holds_the_same), cmocka_unit_test(test_first_page_stays_light),
      cmocka_unit_test(test_styles_ask_nobody_else),
      cmocka_unit_test(test_every_class_of_a_component_has_a_rule))
