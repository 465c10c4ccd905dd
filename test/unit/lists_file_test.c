/* Lists in files: CSV and binary say the same, and a file that was interrupted at any batch goes on
 * to the same bytes, or says why it does not. */
#include "lists_file.h"

#include <unistd.h>

#include "../lists_reader.h"
#include "../matching_records.h"
#include "csv_table.h"
#include "fault.h"
#include "file.h"
#include "number.h"

enum { PEOPLE = 40, OPENINGS = 30, TOP = 4, FIRST = 3, BATCHES = 4, FILE_BYTES = 1 << 20 };

static char folder[64], path[96], beside[112], state_path[112];

/* One labour market for all tests. */
static Arena *market_arena;
static World market;

static int prepare(void **state) {
    (void)state;
    Dice dice = { 11 };
    snprintf(folder, sizeof folder, "%s/opstap-lists-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    if (!mkdtemp(folder)) return -1;
    snprintf(path, sizeof path, "%s/lists", folder);
    snprintf(beside, sizeof beside, "%s.part", path);
    snprintf(state_path, sizeof state_path, "%s.state", path);
    market_arena = arena_new("a market", (size_t)256 << 20);
    market = dice_world(market_arena, &dice, PEOPLE, OPENINGS);
    for (int i = 0; i < OPENINGS; i += 2) {
        OpeningRecord *opening = &market.openings.record[i];
        *opening = (OpeningRecord){ .number = i + 1, .id = opening->id };
    }
    market.candidates.record[7].id = S("=1+1,\"x\"");
    world_snapshot(&market);
    return 0;
}

static int nothing_there(void **state) {
    (void)state;
    unlink(path);
    unlink(beside);
    unlink(state_path);
    return 0;
}

static int tidy(void **state) {
    nothing_there(state);
    arena_end(market_arena);
    return rmdir(folder);
}

static ListsAsked asked_for(ListsFormat format) {
    ListsAsked asked = { .path = path, .format = format, .top = TOP };
    for (int i = 0; i < LISTS_MADE_COUNT; i++) asked.made[i] = S("1");
    asked.made[LISTS_OF_region] = STR_EMPTY;
    return asked;
}

/* --- writing --- */

typedef struct Writing {
    ListsFile *file;
    int batches_left; /* then the machine stops */
} Writing;

static Result batch_take(void *context, const PairsPart *part) {
    Writing *writing = context;
    if (writing->batches_left-- == 0) return BUSY;
    return lists_take(writing->file, part);
}

static Result people_write(Writing *writing) {
    AUTO(pairs_end_at) Pairs *pairs = pairs_begin((PairsAsked){
        .snapshot = market.snapshot, .k = TOP, .threads = 2, .people_first = FIRST,
        .take = batch_take, .context = writing });
    Result result = lists_open(writing->file, market.snapshot);
    for (size_t i = 0; result == OK && i < PEOPLE; i++) {
        const CandidateRecord *person = &market.candidates.record[i];
        if (person->number > lists_counts(writing->file).last || !lists_goes_on(writing->file)) {
            result = pairs_add(pairs, person);
        }
    }
    return result == OK ? pairs_finish(pairs) : result;
}

/* What comes after `batches` batches, in a process that then stops without a word. */
static Result lists_write(const ListsAsked *asked, int batches, Phrase *ret_why) {
    TEST_ARENA(arena);
    AUTO(lists_end_at) ListsFile *file = NULL;
    Result result = lists_begin(arena, asked, &file, ret_why);
    if (result != OK) {
        ret_why->value_count = 0; /* they lived in the arena */
        return result;
    }
    Writing writing = { file, batches };
    result = people_write(&writing);
    return result == OK ? lists_keep(file) : result;
}

static Str whole(Arena *arena, const ListsAsked *asked) {
    Phrase why;
    Str bytes = STR_EMPTY;
    nothing_there(NULL);
    assert_int_equal(lists_write(asked, PEOPLE, &why), OK);
    assert_int_equal(file_read(arena, path, FILE_BYTES, &bytes), OK);
    assert_int_not_equal(access(state_path, F_OK), 0);
    assert_int_not_equal(access(beside, F_OK), 0);
    nothing_there(NULL);
    return bytes;
}

/* --- the forms --- */

static void both_forms_say_what_lists_are(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CsvTable table;
    CsvError error;
    ListsAsked asked = asked_for(LISTS_CSV);
    assert_int_equal(csv_table_read(arena, whole(arena, &asked), &table, &error), OK);
    asked.format = LISTS_BINARY;
    ReadLists lists = lists_read(arena, whole(arena, &asked));
    assert_int_equal(lists.person_count, PEOPLE);
    assert_int_equal(lists.opening_count, OPENINGS);
    assert_int_equal(lists.today, TODAY);
    assert_true(str_equal(lists.rules, rules_version(market.rules)));
    size_t row = 0, nothing = 0;
    for (int i = 0; i < PEOPLE; i++) {
        Match match[TOP];
        size_t count = rank_for_candidate(market.snapshot, i, TOP, match);
        const ReadPerson *person = &lists.person[i];
        assert_true(str_equal(person->id, market.candidates.record[i].id));
        assert_int_equal(person->count, count);
        if (i == 7) assert_str(table.row[row].cell[0], "'=1+1,\"x\"");
        if (!count) {
            assert_str(table.row[row].cell[1], "0");
            assert_str(table.row[row++].cell[2], "");
            nothing++;
        }
        for (size_t m = 0; m < count; m++, row++) {
            const Str *cell = table.row[row].cell;
            const ReadRow *read = &person->row[m];
            assert_int_equal(read->opening, match[m].opening);
            assert_int_equal(read->score, match[m].score);
            assert_int_equal(read->unknown_count, match[m].unknown_count);
            assert_str(cell[1], str_printf(arena, "%zu", m + 1).at);
            assert_true(str_equal(cell[2], lists.opening[read->opening]));
            assert_str(cell[3], str_printf(arena, "%d", match[m].score).at);
            assert_str(cell[4], str_printf(arena, "%d", match[m].unknown_count).at);
            for (int part = 0; part < PART_COUNT; part++) {
                bool unknown = match[m].part_unknown[part];
                assert_int_equal(read->points[part], match[m].part_points[part]);
                assert_int_equal(read->unknown_parts >> part & 1, unknown);
                Str said = str_printf(arena, "%d", match[m].part_points[part]);
                assert_str(cell[5 + part], unknown ? "" : said.at);
            }
        }
    }
    assert_int_equal(table.row_count, row);
    assert_true(nothing > 0 && lists.match_count > PEOPLE);
}

/* --- interruptions --- */

static void it_goes_on_after_any_batch(void **state) {
    (void)state;
    for (int format = 0; format < LISTS_FORMATS; format++) {
        TEST_ARENA(arena);
        Phrase why;
        ListsAsked asked = asked_for((ListsFormat)format);
        Str expected = whole(arena, &asked), found = STR_EMPTY;
        for (int batches = 1; batches < BATCHES; batches++) {
            int runs = 1;
            while (lists_write(&asked, batches, &why) != OK && runs++ < PEOPLE) {
                assert_int_not_equal(access(path, F_OK), 0);
                assert_int_equal(access(beside, F_OK), 0);
            }
            assert_int_equal(file_read(arena, path, FILE_BYTES, &found), OK);
            assert_true(str_equal(found, expected));
            assert_true(runs > 1);
            nothing_there(NULL);
        }
    }
}

static void nothing_written_leaves_nothing(void **state) {
    (void)state;
    Phrase why;
    ListsAsked asked = asked_for(LISTS_CSV);
    assert_int_equal(lists_write(&asked, 0, &why), BUSY);
    assert_int_not_equal(access(beside, F_OK), 0);
    assert_int_not_equal(access(state_path, F_OK), 0);
}

static void made_of_something_else_it_does_not_go_on(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Phrase why;
    ListsAsked asked = asked_for(LISTS_CSV);
    Str expected = whole(arena, &asked), found;
    assert_int_equal(lists_write(&asked, 2, &why), BUSY);
    for (int i = 0; i < LISTS_MADE_COUNT; i++) {
        ListsAsked other = asked;
        other.made[i] = S("2");
        assert_int_equal(lists_write(&other, PEOPLE, &why), CONFLICT);
        assert_int_equal(why.word, WORD_lists_left_differs);
    }
    assert_int_equal(lists_write(&asked, PEOPLE, &why), OK); /* it was not touched */
    assert_int_equal(file_read(arena, path, FILE_BYTES, &found), OK);
    assert_true(str_equal(found, expected));
}

static void again_begins_anew(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Phrase why;
    ListsAsked asked = asked_for(LISTS_CSV), other = asked;
    Str expected = whole(arena, &asked), found;
    other.made[LISTS_OF_data] = S("2");
    assert_int_equal(lists_write(&other, 2, &why), BUSY);
    asked.again = true;
    assert_int_equal(lists_write(&asked, PEOPLE, &why), OK);
    assert_int_equal(file_read(arena, path, FILE_BYTES, &found), OK);
    assert_true(str_equal(found, expected));
}

static void what_was_changed_meanwhile_is_told(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Phrase why;
    Str left, kept;
    ListsAsked asked = asked_for(LISTS_BINARY);
    assert_int_equal(lists_write(&asked, 2, &why), BUSY);
    assert_int_equal(file_read(arena, beside, FILE_BYTES, &left), OK);
    assert_int_equal(file_read(arena, state_path, FILE_BYTES, &kept), OK);
    char *changed = arena_many(arena, char, left.len);
    memcpy(changed, left.at, left.len);
    changed[left.len / 2] ^= 1;
    assert_int_equal(file_write(beside, (Str){ changed, left.len }), OK);
    assert_int_equal(lists_write(&asked, PEOPLE, &why), INVALID);
    assert_int_equal(why.word, WORD_lists_left_damaged);
    assert_int_equal(file_write(beside, str_sub(left, 0, left.len / 2)), OK);
    assert_int_equal(lists_write(&asked, PEOPLE, &why), INVALID);
    assert_int_equal(file_write(beside, left), OK);
    for (size_t len = 0; len < kept.len; len += kept.len / 7) {
        assert_int_equal(file_write(state_path, str_sub(kept, 0, len)), OK);
        assert_int_equal(lists_write(&asked, PEOPLE, &why), INVALID);
    }
    assert_int_equal(file_write(state_path, kept), OK);
    assert_int_equal(lists_write(&asked, PEOPLE, &why), OK);
}

static void without_what_was_left_it_begins_anew(void **state) {
    (void)state;
    Phrase why;
    ListsAsked asked = asked_for(LISTS_CSV);
    assert_int_equal(lists_write(&asked, 2, &why), BUSY);
    unlink(beside);
    assert_int_equal(lists_write(&asked, PEOPLE, &why), OK);
    assert_int_not_equal(access(state_path, F_OK), 0);
}

static void a_file_that_is_there_stays(void **state) {
    (void)state;
    Phrase why;
    ListsAsked asked = asked_for(LISTS_CSV);
    assert_int_equal(lists_write(&asked, PEOPLE, &why), OK);
    assert_int_equal(lists_write(&asked, PEOPLE, &why), CONFLICT);
    assert_int_equal(why.word, WORD_backup_exists);
    asked.replace = true;
    assert_int_equal(lists_write(&asked, PEOPLE, &why), OK);
    assert_int_equal(file_write(path, S("a letter")), OK);
    assert_int_equal(lists_write(&asked, PEOPLE, &why), CONFLICT);
    assert_int_equal(why.word, WORD_backup_stranger);
    unlink(path);
    assert_int_equal(file_write(state_path, S("a letter")), OK);
    asked.again = true;
    assert_int_equal(lists_write(&asked, PEOPLE, &why), CONFLICT);
    assert_int_equal(why.word, WORD_backup_stranger);
    assert_int_not_equal(access(beside, F_OK), 0);
}

int main(void) {
#define LISTS_TEST(name) cmocka_unit_test_setup_teardown(name, nothing_there, nothing_there)
    const struct CMUnitTest tests[] = { LISTS_TEST(both_forms_say_what_lists_are),
                                        LISTS_TEST(it_goes_on_after_any_batch),
                                        LISTS_TEST(nothing_written_leaves_nothing),
                                        LISTS_TEST(made_of_something_else_it_does_not_go_on),
                                        LISTS_TEST(again_begins_anew),
                                        LISTS_TEST(what_was_changed_meanwhile_is_told),
                                        LISTS_TEST(without_what_was_left_it_begins_anew),
                                        LISTS_TEST(a_file_that_is_there_stays) };
    tests_choose();
    return cmocka_run_group_tests_name("lists in files", tests, prepare, tidy);
}
