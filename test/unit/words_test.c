/* The reader of PO files, the program that makes the table of words from them, and that table. */
#include "test.h"

#include <sys/wait.h>
#include <unistd.h>

#include "file.h"
#include "po.h"
#include "words_table.h"

#define HEADER                                                                                     \
    "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"                    \
    "\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\n"
enum { HEADER_LINES = 5 };

/* --- the reader --- */

static void a_po_file_is_read_in_order_of_keys(void **state) {
    (void)state;
    TEST_ARENA(arena);
    PoFile file;
    Str why = STR_EMPTY;
    Str bytes = S(HEADER "# a comment\n#~ msgid \"old\"\n\nmsgid \"b.two\"\r\nmsgstr \"\"\n\"a \\\"b\\\" \"\n"
                         "  \"c\\\\d\\te\\nf\"\n\nmsgid \"b.one\"\nmsgid_plural \"b.one\"\n"
                         "msgstr[0] \"\xC3\xA9\xC3\xA9n\"\nmsgstr[1] \"veel\"");
    assert_true(po_read(arena, bytes, &file, &why));
    assert_int_equal(file.entry_count, 2);
    assert_str(file.entry[0].key, "b.one");
    assert_str(file.entry[0].single, "\xC3\xA9\xC3\xA9n");
    assert_str(file.entry[0].plural, "veel");
    assert_int_equal(file.entry[0].line, HEADER_LINES + 9);
    assert_str(file.entry[1].key, "b.two");
    assert_str(file.entry[1].single, "a \"b\" c\\d\te\nf");
    assert_null(file.entry[1].plural.at);
}

static void a_file_with_a_header_only_has_no_words(void **state) {
    (void)state;
    TEST_ARENA(arena);
    PoFile file = { .entry_count = 9 };
    Str why = STR_EMPTY;
    assert_true(po_read(arena, S(HEADER), &file, &why));
    assert_int_equal(file.entry_count, 0);
}

typedef struct BadFile {
    const char *bytes; /* after the header, unless without_header */
    const char *why;
    bool without_header;
} BadFile;

static const BadFile bad_files[] = {
    { "", "line 1: the header is missing", true },
    { "msgid \"a\"\nmsgstr \"x\"\n", "line 1: the header is missing", true },
    { "msgid \"\"\nmsgstr \"charset=latin1\"\n", "line 1: the header must say charset=UTF-8", true },
    { "msgid \"\"\nmsgstr \"\"\n", "line 1: the header must say charset=UTF-8", true },
    { "msgid \"\"\nmsgstr \"charset=UTF-8 nplurals=3;\"\n",
      "line 1: the header must say nplurals=2; plural=(n != 1);", true },
    { "msgid \"a\xFF\"\n", "line 0: the file is not UTF-8", false },
    { HEADER, "line 6: a second header", false },
    { "msgid \"a\"\n\nmsgid \"b\"\nmsgstr \"y\"\n", "line 6: an entry without msgstr", false },
    { "msgid \"a\"\n", "line 6: an entry without msgstr", false },
    { "msgid \"a b\"\nmsgstr \"x\"\n\n\n",
      "line 6: a key has letters, digits, dots and underscores only", false },
    { "msgid \"a\"\nmsgstr \"\"\n\nmsgid \"b\"\n", "line 6: an entry with an empty text", false },
    { "msgid \"a\"\nmsgid_plural \"a\"\nmsgstr[0] \"x\"\nmsgstr[1] \"\"\n",
      "line 6: an entry with an empty text", false },
    { "msgid \"a\"\nmsgid_plural \"a\"\nmsgstr[0] \"x\"\n",
      "line 6: msgid_plural and msgstr[1] go together", false },
    { "msgid \"a\"\nmsgstr[0] \"x\"\nmsgstr[1] \"y\"\n",
      "line 6: msgid_plural and msgstr[1] go together", false },
    { "msgid \"a\"\nmsgid_plural \"a\"\nmsgid_plural \"a\"\n", "line 8: msgid_plural given twice",
      false },
    { "msgid \"a\"\nmsgstr \"x\"\nmsgstr \"y\"\n", "line 8: msgstr given twice", false },
    { "msgid \"a\"\nmsgstr \"x\"\nmsgstr[0] \"y\"\n", "line 8: msgstr given twice", false },
    { "msgid \"a\"\nmsgid_plural \"a\"\nmsgstr[0] \"x\"\nmsgstr[1] \"y\"\nmsgstr[1] \"z\"\n",
      "line 10: msgstr[1] given twice", false },
    { "msgid \"b\"\nmsgstr \"x\"\nmsgid \"a\"\nmsgstr \"x\"\nmsgid \"b\"\nmsgstr \"x\"\n",
      "line 10: this key was given before", false },
    { "msgctxt \"a\"\n", "line 6: allowed: msgid, msgid_plural, msgstr, msgstr[0], msgstr[1]", false },
    { "msgstr[2] \"a\"\n", "line 6: allowed: msgid, msgid_plural, msgstr, msgstr[0], msgstr[1]", false },
    { "msgid\n", "line 6: expected a name, a space and a text", false },
    { "msgid a\n", "line 6: expected a text in double quotes", false },
    { "msgid \"a\n", "line 6: expected a text in double quotes", false },
    { "msgid \"\n", "line 6: expected a text in double quotes", false },
    { "msgid \"a\"b\"\n", "line 6: a double quote inside a text needs a backslash", false },
    { "msgid \"a\"\nmsgstr \"x\\q\"\n", "line 7: unknown escape in a text", false },
    { "msgid \"a\"\nmsgstr \"x\\\"\n", "line 7: unknown escape in a text", false },
    { "#, c-format, fuzzy\nmsgid \"a\"\nmsgstr \"x\"\n",
      "line 7: a fuzzy entry: check the text, drop the flag", false },
    { "\"a\"\n", "line 1: a text that belongs to nothing", true },
    { "msgstr \"a\"\n", "line 1: expected msgid first", true },
    { "msgid_plural \"a\"\n", "line 1: expected msgid first", true },
};

static void bad_files_are_refused_with_their_line(void **state) {
    (void)state;
    TEST_ARENA(arena);
    for (size_t i = 0; i < sizeof bad_files / sizeof *bad_files; i++) {
        const BadFile *bad = &bad_files[i];
        PoFile file = { .entry_count = 99 };
        Str bytes = str_printf(arena, "%s%s", bad->without_header ? "" : HEADER, bad->bytes);
        Str why = STR_EMPTY;
        if (po_read(arena, bytes, &file, &why)) fail_msg("taken: %s", bad->bytes);
        assert_str(why, bad->why);
        assert_int_equal(file.entry_count, 99);
    }
}

static void what_is_too_large_is_refused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    PoFile file;
    Str why = STR_EMPTY;
    Text text = text_new(arena, PO_BYTES_MAX + 100);
    while (text.len <= PO_BYTES_MAX) text_add(&text, S("# 0123456789012345678901234567890123456789\n"));
    assert_false(po_read(arena, text_str(&text), &file, &why));
    assert_str(why, "line 0: the file is too large");

    text_clear(&text);
    text_add(&text, S(HEADER "msgid \"a\"\nmsgstr \"\"\n"));
    for (int i = 0; i < 2000; i++) text_add(&text, S("\"0123456789012345678901234567890123456789\"\n"));
    assert_false(po_read(arena, text_str(&text), &file, &why));
    assert_true(str_ends(why, S(": a text is too long")));

    text_clear(&text);
    text_add(&text, S(HEADER));
    for (int i = 0; i <= PO_ENTRIES_MAX; i++) text_addf(&text, "msgid \"k%d\"\nmsgstr \"x\"\n", i);
    assert_false(po_read(arena, text_str(&text), &file, &why));
    assert_true(str_ends(why, S(": too many entries")));

    text_clear(&text);
    text_add(&text, S(HEADER "msgid \""));
    for (int i = 0; i < 201; i++) text_add_char(&text, 'k');
    text_add(&text, S("\"\nmsgstr \"x\"\n"));
    assert_false(po_read(arena, text_str(&text), &file, &why));
}

/* --- the program of the build --- */

typedef struct Workshop {
    char folder[64];
    Arena *arena;
    int status;
    Str said;
} Workshop;

static void workshop_begin(Workshop *shop, Arena *arena) {
    *shop = (Workshop){ .folder = "/tmp/opstap-words-XXXXXX", .arena = arena };
    assert_non_null(mkdtemp(shop->folder));
}

static Str workshop_path(Workshop *shop, const char *name) {
    return str_printf(shop->arena, "%s/%s", shop->folder, name);
}

static void workshop_end(Workshop *shop) {
    static const char *const names[] = { "nl.po", "en.po", "list.h", "table.c", "said" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        unlink(workshop_path(shop, names[i]).at);
    }
    rmdir(shop->folder);
}

static Str compile(Workshop *shop, const char *dutch, const char *english) {
    Str nl = workshop_path(shop, "nl.po"), en = workshop_path(shop, "en.po");
    assert_int_equal(file_write(nl.at, str_printf(shop->arena, HEADER "%s", dutch)), OK);
    assert_int_equal(file_write(en.at, str_printf(shop->arena, HEADER "%s", english)), OK);
    Str command = str_printf(shop->arena, "cd %s && " OPSTAP_WORDS_COMPILE
                             " list.h table.c nl.po en.po 2>said", shop->folder);
    shop->status = WEXITSTATUS(system(command.at));
    assert_int_equal(file_read(shop->arena, workshop_path(shop, "said").at, 10000, &shop->said), OK);
    return shop->said;
}

#define TEST_WORKSHOP(shop)                                                                        \
    TEST_ARENA(shop_arena);                                                                        \
    AUTO(workshop_end) Workshop shop;                                                              \
    workshop_begin(&shop, shop_arena)

static void tongues_that_agree_become_a_table(void **state) {
    (void)state;
    TEST_WORKSHOP(shop);
    Str said = compile(&shop,
        "msgid \"a.b\"\nmsgid_plural \"a.b\"\nmsgstr[0] \"{x} \xC3\xA9\xC3\xA9n\"\nmsgstr[1] \"{count} {x}\"\n"
        "msgid \"a\"\nmsgstr \"\\\"7\\\\\\n\"\n",
        "msgid \"a\"\nmsgstr \"z\"\n"
        "msgid \"a.b\"\nmsgid_plural \"a.b\"\nmsgstr[0] \"one {x}\"\nmsgstr[1] \"{x} {count} {x}\"\n");
    assert_str(said, "");
    assert_int_equal(shop.status, 0);
    Str bytes;
    assert_int_equal(file_read(shop.arena, workshop_path(&shop, "list.h").at, 10000, &bytes), OK);
    assert_true(str_find(bytes, S("WORD_none,\n    WORD_a,\n    WORD_a_b,\n    WORD_COUNT")) < bytes.len);
    assert_int_equal(file_read(shop.arena, workshop_path(&shop, "table.c").at, 10000, &bytes), OK);
    assert_true(str_find(bytes, S("{ \"a\", { { \"\\\"7\\\\\\012\", 0 }, { \"z\", 0 }, } },\n")) < bytes.len);
    assert_true(str_find(bytes, S("{ \"a.b\", { { \"{x} \\303\\251\\303\\251n\", \"{count} {x}\" },"
                                  " { \"one {x}\", \"{x} {count} {x}\" }, } },\n")) < bytes.len);
}

static const struct Disagreement {
    const char *dutch, *english, *said;
} disagreements[] = {
    { "msgid \"a\"\nmsgstr \"x\"\nmsgid \"b\"\nmsgstr \"x\"\n", "msgid \"a\"\nmsgstr \"x\"\n",
      "en.po:0: key missing: b\n" },
    { "msgid \"a\"\nmsgstr \"x\"\nmsgid \"b\"\nmsgstr \"x\"\n", "msgid \"b\"\nmsgstr \"x\"\n",
      "en.po:6: before this key one is missing: a\n" },
    { "msgid \"b\"\nmsgstr \"x\"\n", "msgid \"b\"\nmsgstr \"x\"\nmsgid \"a\"\nmsgstr \"x\"\n",
      "en.po:8: key unknown to the first tongue: a\n" },
    { "msgid \"b\"\nmsgstr \"x\"\n", "msgid \"b\"\nmsgstr \"x\"\nmsgid \"c\"\nmsgstr \"x\"\n",
      "en.po:8: key unknown to the first tongue: c\n" },
    { "msgid \"a\"\nmsgstr \"{x}\"\n", "msgid \"a\"\nmsgstr \"x\"\n",
      "en.po:6: other holes than in the first tongue: a\n" },
    { "msgid \"a\"\nmsgstr \"x\"\n", "msgid \"a\"\nmsgstr \"{x}\"\n",
      "en.po:6: other holes than in the first tongue: a\n" },
    { "msgid \"a\"\nmsgstr \"{x} {y}\"\n", "msgid \"a\"\nmsgstr \"{x} {z}\"\n",
      "en.po:6: other holes than in the first tongue: a\n" },
    { "msgid \"a\"\nmsgid_plural \"a\"\nmsgstr[0] \"x\"\nmsgstr[1] \"{count}\"\n",
      "msgid \"a\"\nmsgid_plural \"a\"\nmsgstr[0] \"x\"\nmsgstr[1] \"{number}\"\n",
      "en.po:6: other holes than in the first tongue: a\n" },
    { "msgid \"a\"\nmsgid_plural \"a\"\nmsgstr[0] \"x\"\nmsgstr[1] \"y\"\n",
      "msgid \"a\"\nmsgstr \"x\"\n", "en.po:6: plural in one tongue only: a\n" },
    { "msgid \"a\"\nmsgstr \"x\"\n",
      "msgid \"a\"\nmsgid_plural \"a\"\nmsgstr[0] \"x\"\nmsgstr[1] \"y\"\n",
      "en.po:6: plural in one tongue only: a\n" },
    { "msgid \"a\"\nmsgstr \"{x\"\n", "msgid \"a\"\nmsgstr \"{x\"\n",
      "nl.po:6: a hole is {name}, a to z and _, at most 8 in a text: a\n" },
    { "msgid \"a\"\nmsgstr \"{X}\"\n", "msgid \"a\"\nmsgstr \"{X}\"\n",
      "nl.po:6: a hole is {name}, a to z and _, at most 8 in a text: a\n" },
    { "msgid \"a\"\nmsgstr \"{}\"\n", "msgid \"a\"\nmsgstr \"{}\"\n",
      "nl.po:6: a hole is {name}, a to z and _, at most 8 in a text: a\n" },
    { "msgid \"a\"\nmsgstr \"{a}{b}{c}{d}{e}{f}{g}{h}{i}\"\n",
      "msgid \"a\"\nmsgstr \"{a}{b}{c}{d}{e}{f}{g}{h}{i}\"\n",
      "nl.po:6: a hole is {name}, a to z and _, at most 8 in a text: a\n" },
    { "msgid \"a\"\nmsgstr \"x\"\n", "msgid \"a\"\n", "en.po: line 6: an entry without msgstr\n" },
};

static void tongues_that_disagree_stop_the_build(void **state) {
    (void)state;
    TEST_WORKSHOP(shop);
    for (size_t i = 0; i < sizeof disagreements / sizeof *disagreements; i++) {
        Str said = compile(&shop, disagreements[i].dutch, disagreements[i].english);
        assert_str(said, disagreements[i].said);
        assert_int_equal(shop.status, 1);
        assert_int_not_equal(access(workshop_path(&shop, "list.h").at, F_OK), 0);
        assert_int_not_equal(access(workshop_path(&shop, "table.c").at, F_OK), 0);
    }
}

/* Every pair of short names must be told apart: a sum of hashes would not do. */
static void any_two_names_of_holes_are_told_apart(void **state) {
    (void)state;
    TEST_WORKSHOP(shop);
    for (char c = 'b'; c <= 'z'; c++) {
        Str english = str_printf(shop.arena, "msgid \"a\"\nmsgstr \"{a%c} {b}\"\n", c);
        compile(&shop, "msgid \"a\"\nmsgstr \"{aa} {b}\"\n", english.at);
        assert_int_equal(shop.status, 1);
    }
}

static void a_file_that_is_not_there_and_bad_usage_are_told(void **state) {
    (void)state;
    TEST_WORKSHOP(shop);
    Str command = str_printf(shop.arena, "cd %s && " OPSTAP_WORDS_COMPILE " list.h table.c none.po"
                             " 2>said", shop.folder);
    assert_int_equal(WEXITSTATUS(system(command.at)), 1);
    assert_int_equal(file_read(shop.arena, workshop_path(&shop, "said").at, 1000, &shop.said), OK);
    assert_str(shop.said, "none.po:0: cannot be read: \n");
    command = str_printf(shop.arena, "cd %s && " OPSTAP_WORDS_COMPILE " a b 2>said", shop.folder);
    assert_int_equal(WEXITSTATUS(system(command.at)), 2);
}

/* --- the table of Opstap --- */

static void texts_are_whole(void **state) {
    (void)state;
    for (int word = 1; word < WORD_COUNT; word++) {
        assert_int_equal(word_find(word_key((Word)word)), word);
        if (word > 1) assert_true(str_compare(word_key((Word)(word - 1)), word_key((Word)word)) < 0);
        for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) {
            Str text = str_from(word_table[word].tongue[tongue].single);
            assert_true(text.len > 0 && str_is_utf8(text));
            if (str_starts(text, S("\n")) || str_ends(text, S("\n"))) {
                fail_msg("%s has a line end around it", word_table[word].key);
            }
        }
    }
}

static bool has_hole(Str text, Str name) {
    Str rest = text, part, hole;
    while (str_cut(&rest, '{', &part) && rest.at && str_cut(&rest, '}', &hole)) {
        if (str_equal(hole, name)) return true;
    }
    return false;
}

static void compare_holes(const char *key, const char *from, const char *in) {
    Str rest = str_from(from), part, hole;
    while (str_cut(&rest, '{', &part) && rest.at) {
        str_cut(&rest, '}', &hole);
        if (!rest.at) fail_msg("%s: a brace is not closed", key);
        for (size_t i = 0; i < hole.len; i++) {
            char c = hole.at[i];
            if (c != '_' && (c < 'a' || c > 'z')) fail_msg("%s: {%.*s}", key, STR_ARGS(hole));
        }
        if (!has_hole(str_from(in), hole)) fail_msg("%s: {%.*s} in one text only", key, STR_ARGS(hole));
    }
}

static void tongues_have_the_same_holes(void **state) {
    (void)state;
    for (int word = 1; word < WORD_COUNT; word++) {
        const WordRow *row = &word_table[word];
        for (int a = 0; a < TONGUE_COUNT; a++) {
            for (int b = 0; b < TONGUE_COUNT; b++) {
                compare_holes(row->key, row->tongue[a].single, row->tongue[b].single);
                assert_int_equal(row->tongue[a].plural != NULL, row->tongue[b].plural != NULL);
                if (!row->tongue[a].plural) continue;
                compare_holes(row->key, row->tongue[a].plural, row->tongue[b].plural);
                compare_holes(row->key, row->tongue[a].single, row->tongue[b].plural);
                assert_true(has_hole(str_from(row->tongue[a].plural), S("count")));
            }
        }
    }
}

static void tongues_are_known_by_name(void **state) {
    (void)state;
    Tongue tongue = TONGUE_COUNT;
    assert_true(tongue_read(S("en"), &tongue));
    assert_int_equal(tongue, TONGUE_EN);
    assert_false(tongue_read(S("EN"), &tongue));
    assert_false(tongue_read(S(""), &tongue));
    assert_int_equal(tongue, TONGUE_EN);
    assert_int_equal(word_find(S("")), WORD_none);
    assert_int_equal(word_find(S("zzz.no_such")), WORD_none);
}

SUITE("words", cmocka_unit_test(a_po_file_is_read_in_order_of_keys),
      cmocka_unit_test(a_file_with_a_header_only_has_no_words),
      cmocka_unit_test(bad_files_are_refused_with_their_line),
      cmocka_unit_test(what_is_too_large_is_refused),
      cmocka_unit_test(tongues_that_agree_become_a_table),
      cmocka_unit_test(tongues_that_disagree_stop_the_build),
      cmocka_unit_test(any_two_names_of_holes_are_told_apart),
      cmocka_unit_test(a_file_that_is_not_there_and_bad_usage_are_told),
      cmocka_unit_test(texts_are_whole),
      cmocka_unit_test(tongues_have_the_same_holes),
      cmocka_unit_test(tongues_are_known_by_name))
