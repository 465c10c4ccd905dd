#include "csv_table.h"
#include "limits.h"
#include "test.h"

static CsvTable table_of(Arena *arena, Str bytes) {
    CsvTable table = { 0 };
    CsvError error = { 0 };
    if (csv_table_read(arena, bytes, &table, &error) != OK) {
        fail_msg("refused: fault %d, line %d", (int)error.fault, (int)error.line);
    }
    return table;
}

static CsvError error_of(Arena *arena, Str bytes) {
    CsvTable table = { .row_count = 77 };
    CsvError error = { 0 };
    assert_int_equal(csv_table_read(arena, bytes, &table, &error), INVALID);
    assert_int_equal(table.row_count, 77); /* left alone */
    return error;
}

static void assert_fault(Arena *arena, Str bytes, CsvFault fault, int64_t line, int64_t column) {
    CsvError error = error_of(arena, bytes);
    if (error.fault != fault || error.line != line || error.column != column) {
        fail_msg("'%.*s': expected fault %d at line %d, column %d; found %d at %d, %d",
                 STR_ARGS(bytes), (int)fault, (int)line, (int)column, (int)error.fault,
                 (int)error.line, (int)error.column);
    }
}

static void a_plain_table_is_read(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CsvTable table = table_of(arena, S("id,name\nc1,Kandidaat 0001\nc2,\n"));
    assert_int_equal(table.separator, ',');
    assert_int_equal(table.column_count, 2);
    assert_str(table.column[1], "name");
    assert_int_equal(table.row_count, 2);
    assert_str(table.row[0].cell[0], "c1");
    assert_str(table.row[0].cell[1], "Kandidaat 0001");
    assert_str(table.row[1].cell[1], "");
    assert_int_equal(table.row[0].line, 2);
    assert_int_equal(table.row[1].line, 3);
    assert_int_equal(csv_column(&table, S("name")), 1);
    assert_int_equal(csv_column(&table, S("Name")), -1);
}

static void the_last_line_needs_no_end(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CsvTable table = table_of(arena, S("a,b\n1,2\n3,4"));
    assert_int_equal(table.row_count, 2);
    assert_str(table.row[1].cell[1], "4");
}

static void a_header_alone_is_a_table_without_rows(void **state) {
    (void)state;
    TEST_ARENA(arena);
    assert_int_equal(table_of(arena, S("a,b")).row_count, 0);
    assert_int_equal(table_of(arena, S("a\r\n")).row_count, 0);
}

static void semicolons_are_seen_in_the_header(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CsvTable table = table_of(arena, S("id;\"a,b,c\";name\nc1;x,y;z\n"));
    assert_int_equal(table.separator, ';');
    assert_int_equal(table.column_count, 3);
    assert_str(table.column[1], "a,b,c");
    assert_str(table.row[0].cell[1], "x,y");
    table = table_of(arena, S("id\na;b;c\n")); /* rows have no say */
    assert_int_equal(table.separator, ',');
    assert_str(table.row[0].cell[0], "a;b;c");
}

static void line_ends_of_every_system_are_taken(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const Str file[] = { { "a,b\n1,2\n3,4\n", 12 }, { "a,b\r\n1,2\r\n3,4\r\n", 15 },
                                { "a,b\r1,2\r3,4\r", 12 }, { "\r\n\na,b\n\n1,2\n\n\n3,4\n\n", 19 } };
    for (size_t i = 0; i < sizeof file / sizeof *file; i++) {
        CsvTable table = table_of(arena, file[i]);
        assert_int_equal(table.row_count, 2);
        assert_str(table.row[0].cell[1], "2");
        assert_str(table.row[1].cell[0], "3");
        if (i < 3) assert_int_equal(table.row[1].line, 3);
    }
    assert_int_equal(table_of(arena, file[3]).row[1].line, 8);
}

static void a_byte_order_mark_is_skipped(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CsvTable table = table_of(arena, S("\xEF\xBB\xBFid,name\n1,\xC3\xA9\xC3\xA9n\n"));
    assert_str(table.column[0], "id");
    assert_str(table.row[0].cell[1], "\xC3\xA9\xC3\xA9n");
}

static void quotes_hold_marks_and_lines(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CsvTable table = table_of(arena, S("a,b\n\"x,\"\"y\"\"\nz\",\" s \"\n\"\",last\n"));
    assert_int_equal(table.row_count, 2);
    assert_str(table.row[0].cell[0], "x,\"y\"\nz");
    assert_str(table.row[0].cell[1], " s ");
    assert_int_equal(table.row[0].line, 2);
    assert_int_equal(table.row[1].line, 4); /* as an editor counts */
    assert_str(table.row[1].cell[0], "");
}

static void spaces_belong_to_the_cell_and_not_to_the_header(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CsvTable table = table_of(arena, S(" a , b\n 1 ,\t2\n"));
    assert_str(table.column[0], "a");
    assert_str(table.row[0].cell[0], " 1 ");
    assert_str(table.row[0].cell[1], "\t2");
}

static void what_is_not_utf8_is_refused_with_its_place(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const Str wrong[] = {
        { "a\nok\n\xE9t\xE9\n", 9 },           /* Latin-1 */
        { "a\nok\n\xC0\x80\n", 8 },            /* overlong */
        { "a\nok\n\xED\xA0\x80\n", 9 },        /* a surrogate */
        { "a\nok\n\xC3", 6 },                  /* cut off */
        { "a\nok\n\xC3\xA9\x80\x80\x80", 10 }, /* continuation without a start */
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CsvError error = error_of(arena, wrong[i]);
        assert_int_equal(error.fault, CSV_FAULT_NOT_UTF8);
        assert_int_equal(error.line, 3);
        assert_int_equal(error.offset, i == 4 ? 7 : 5);
    }
    assert_int_equal(error_of(arena, S("\xFF\xFEi\0d\0")).fault, CSV_FAULT_NOT_UTF8); /* UTF-16 */
}

static void a_zero_character_is_refused_with_its_place(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CsvError error = error_of(arena, S("id\nab\0c\n"));
    assert_int_equal(error.fault, CSV_FAULT_ZERO);
    assert_int_equal(error.offset, 5);
    assert_int_equal(error.line, 2);
}

static void faults_name_their_place(void **state) {
    (void)state;
    TEST_ARENA(arena);
    assert_fault(arena, S(""), CSV_FAULT_EMPTY, 0, 0);
    assert_fault(arena, S("\n\r\n\n"), CSV_FAULT_EMPTY, 0, 0);
    assert_fault(arena, S("a,b\n1,2\n\"3,4\n5,6\n"), CSV_FAULT_UNCLOSED, 3, 1);
    assert_fault(arena, S("a,b\n1,\"2\n3"), CSV_FAULT_UNCLOSED, 2, 2);
    assert_fault(arena, S("a,b\n1,2\n3,x\"4\"\n"), CSV_FAULT_QUOTE, 3, 2);
    assert_fault(arena, S("a,b\n1,\"2\"x\n"), CSV_FAULT_QUOTE, 2, 2);
    assert_fault(arena, S("a,b\n1,\"\n2\"x\n"), CSV_FAULT_QUOTE, 3, 2);
    assert_fault(arena, S("a,,b\n"), CSV_FAULT_COLUMN_UNNAMED, 1, 2);
    assert_fault(arena, S("a,b, a\n1,2,3\n"), CSV_FAULT_COLUMN_TWICE, 1, 3);
    assert_str(error_of(arena, S("a,b, a\n")).name, "a");
}

static void a_ragged_row_is_refused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    CsvError error = error_of(arena, S("a,b\n1,2\n1,2,3\n"));
    assert_int_equal(error.fault, CSV_FAULT_RAGGED);
    assert_int_equal(error.line, 3);
    assert_int_equal(error.count, 3);
    assert_int_equal(error.expected, 2);
    error = error_of(arena, S("a,b\n\"1\n1\"\n"));
    assert_int_equal(error.line, 2);
    assert_int_equal(error.count, 1);
}

static void the_first_fault_counts(void **state) {
    (void)state;
    TEST_ARENA(arena);
    assert_fault(arena, S("a,b\n1\n\"2\n"), CSV_FAULT_RAGGED, 2, 0);
}

static Str repeated(Arena *arena, Str head, Str part, size_t times) {
    Text text = text_new(arena, (size_t)256 * 1024 * 1024);
    text_add(&text, head);
    for (size_t i = 0; i < times; i++) text_add(&text, part);
    return text_str(&text);
}

static void columns_have_a_limit(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Text text = text_new(arena, 1 << 20);
    for (int i = 0; i < CSV_COLUMNS_MAX; i++) text_addf(&text, "%sc%d", i ? "," : "", i);
    assert_int_equal(table_of(arena, text_str(&text)).column_count, CSV_COLUMNS_MAX);
    text_add(&text, S(",one_more\n"));
    CsvError error = error_of(arena, text_str(&text));
    assert_int_equal(error.fault, CSV_FAULT_TOO_MANY_COLUMNS);
    assert_int_equal(error.expected, CSV_COLUMNS_MAX);
    error = error_of(arena, repeated(arena, STR_EMPTY, S(","), 8 * 1024 * 1024));
    assert_int_equal(error.fault, CSV_FAULT_TOO_MANY_COLUMNS);
}

static void rows_and_cells_have_a_limit(void **state) {
    (void)state;
    TEST_ARENA(arena);
    ArenaMark mark = arena_mark(arena);
    Str most = repeated(arena, S("a\n"), S("1\n"), RECORDS_MAX);
    assert_int_equal(table_of(arena, most).row_count, RECORDS_MAX);
    arena_rewind(arena, mark);
    CsvError error = error_of(arena, repeated(arena, S("a\n"), S("1\n"), RECORDS_MAX + 1));
    assert_int_equal(error.fault, CSV_FAULT_TOO_MANY_ROWS);
    assert_int_equal(error.line, RECORDS_MAX + 2);
    arena_rewind(arena, mark);
    Str wide = repeated(arena, S("a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t\n"),
                        S(",,,,,,,,,,,,,,,,,,,\n"), 900 * 1000);
    assert_int_equal(error_of(arena, wide).fault, CSV_FAULT_TOO_MANY_CELLS);
}

static void one_cell_has_a_limit(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Str most = repeated(arena, S("a\n"), S("x"), STRING_BYTES_MAX);
    assert_int_equal(table_of(arena, most).row[0].cell[0].len, STRING_BYTES_MAX);
    assert_fault(arena, repeated(arena, S("a\n"), S("x"), STRING_BYTES_MAX + 1),
                 CSV_FAULT_CELL_TOO_LONG, 2, 1);
}

static void a_cell_of_100_megabytes_is_refused_early(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Str cell = repeated(arena, S("a,b\n1,\""), S("0123456789"), 10 * 1024 * 1024);
    assert_fault(arena, cell, CSV_FAULT_CELL_TOO_LONG, 2, 2);
}

SUITE("csv table", cmocka_unit_test(a_plain_table_is_read),
      cmocka_unit_test(the_last_line_needs_no_end),
      cmocka_unit_test(a_header_alone_is_a_table_without_rows),
      cmocka_unit_test(semicolons_are_seen_in_the_header),
      cmocka_unit_test(line_ends_of_every_system_are_taken),
      cmocka_unit_test(a_byte_order_mark_is_skipped), cmocka_unit_test(quotes_hold_marks_and_lines),
      cmocka_unit_test(spaces_belong_to_the_cell_and_not_to_the_header),
      cmocka_unit_test(what_is_not_utf8_is_refused_with_its_place),
      cmocka_unit_test(a_zero_character_is_refused_with_its_place),
      cmocka_unit_test(faults_name_their_place), cmocka_unit_test(a_ragged_row_is_refused),
      cmocka_unit_test(the_first_fault_counts), cmocka_unit_test(columns_have_a_limit),
      cmocka_unit_test(rows_and_cells_have_a_limit), cmocka_unit_test(one_cell_has_a_limit),
      cmocka_unit_test(a_cell_of_100_megabytes_is_refused_early))
