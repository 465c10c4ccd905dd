#include "csv_table.h"

#include <csv.h>

#include "auto.h"
#include "limits.h"
#include "log.h"
#include "memory.h"

/* One call of libcsv gets at most this much, so that a cell without end is seen early. */
enum { PIECE_BYTES_MAX = 64 * 1024, BUFFER_STEP_BYTES = 4096 };

typedef struct Reader {
    Arena *arena;
    CsvTable table;
    CsvError error;
    char *bytes; /* all cells, one after the other */
    size_t bytes_used, row_capacity;
    Str *header; /* until its width is known */
    size_t header_capacity;
    Str *cell; /* of the row that is being read */
    size_t column, cells;
    int64_t line, row_line; /* of the piece, of the first cell of the row */
} Reader;

static void reader_fail(Reader *reader, CsvFault fault, int64_t expected) {
    if (reader->error.fault != CSV_FAULT_NONE) return;
    reader->error = (CsvError){ .fault = fault, .line = reader->row_line,
                                .column = (int64_t)reader->column + 1, .expected = expected,
                                .count = (int64_t)reader->column };
}

/* --- bytes --- */

static int64_t line_of(Str bytes, size_t offset) {
    int64_t line = 1;
    for (size_t i = 0; i < offset; i++) {
        bool ends = bytes.at[i] == '\n' ||
                    (bytes.at[i] == '\r' && !(i + 1 < bytes.len && bytes.at[i + 1] == '\n'));
        if (ends) line++;
    }
    return line;
}

/* The first character that is not one. */
static size_t utf8_fault_offset(Str bytes) {
    size_t at = 0;
    while (at < bytes.len) {
        unsigned char lead = (unsigned char)bytes.at[at];
        size_t len = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        Str character = str_sub(bytes, at, len);
        if (character.len < len || !str_is_utf8(character)) break;
        at += len;
    }
    return at;
}

static bool bytes_sound(Str bytes, CsvError *error) {
    if (str_is_utf8(bytes)) return true;
    size_t offset = utf8_fault_offset(bytes);
    *error = (CsvError){ .fault = bytes.at[offset] ? CSV_FAULT_NOT_UTF8 : CSV_FAULT_ZERO,
                         .offset = offset, .line = line_of(bytes, offset) };
    return false;
}

/* Of the header line, outside quotes. */
static char separator_of(Str bytes) {
    size_t commas = 0, semicolons = 0;
    bool quoted = false, begun = false;
    for (size_t i = 0; i < bytes.len; i++) {
        char c = bytes.at[i];
        if (c == '"') quoted = !quoted;
        bool ends = c == '\n' || c == '\r';
        if (ends && begun && !quoted) break;
        begun = begun || !ends;
        if (quoted) continue;
        commas += c == ',';
        semicolons += c == ';';
    }
    return semicolons > commas ? ';' : ',';
}

/* --- cells and rows --- */

static Str cell_keep(Reader *reader, const char *at, size_t len) {
    char *kept = reader->bytes + reader->bytes_used;
    if (len) memcpy(kept, at, len);
    reader->bytes_used += len;
    return (Str){ kept, len };
}

static void take_cell(void *at, size_t len, void *given) {
    Reader *reader = given;
    if (reader->error.fault != CSV_FAULT_NONE) return;
    bool is_header = !reader->table.column;
    if (len > STRING_BYTES_MAX) {
        reader_fail(reader, CSV_FAULT_CELL_TOO_LONG, STRING_BYTES_MAX);
    } else if (is_header && reader->column == CSV_COLUMNS_MAX) {
        reader_fail(reader, CSV_FAULT_TOO_MANY_COLUMNS, CSV_COLUMNS_MAX);
    } else if (++reader->cells > CSV_CELLS_MAX) {
        reader_fail(reader, CSV_FAULT_TOO_MANY_CELLS, CSV_CELLS_MAX);
    } else if (is_header) {
        reader->header = arena_room(reader->arena, Str, reader->header, reader->column,
                                    &reader->header_capacity);
        reader->header[reader->column++] = cell_keep(reader, at, len);
    } else if (reader->column < reader->table.column_count) {
        if (!reader->cell) {
            reader->cell = arena_many(reader->arena, Str, reader->table.column_count);
        }
        reader->cell[reader->column++] = cell_keep(reader, at, len);
    } else {
        reader->column++; /* too wide: counted, for the message */
    }
}

static void take_header(Reader *reader) {
    CsvTable *table = &reader->table;
    for (size_t i = 0; i < reader->column; i++) {
        Str name = reader->header[i] = str_trim(reader->header[i]);
        CsvFault fault = name.len ? CSV_FAULT_NONE : CSV_FAULT_COLUMN_UNNAMED;
        for (size_t k = 0; k < i && fault == CSV_FAULT_NONE; k++) {
            if (str_equal(reader->header[k], name)) fault = CSV_FAULT_COLUMN_TWICE;
        }
        if (fault == CSV_FAULT_NONE) continue;
        reader_fail(reader, fault, 0);
        reader->error.column = (int64_t)i + 1;
        reader->error.name = name;
        return;
    }
    table->column = reader->header;
    table->column_count = reader->column;
}

static void take_row(int end, void *given) {
    (void)end;
    Reader *reader = given;
    CsvTable *table = &reader->table;
    if (reader->error.fault != CSV_FAULT_NONE) return;
    if (!table->column) {
        take_header(reader);
    } else if (reader->column != table->column_count) {
        reader_fail(reader, CSV_FAULT_RAGGED, (int64_t)table->column_count);
        reader->error.column = 0;
    } else if (table->row_count == RECORDS_MAX) {
        reader_fail(reader, CSV_FAULT_TOO_MANY_ROWS, RECORDS_MAX);
    } else {
        table->row = arena_room(reader->arena, CsvRow, table->row, table->row_count,
                                &reader->row_capacity);
        table->row[table->row_count++] = (CsvRow){ reader->row_line, reader->cell };
    }
    reader->cell = NULL;
    reader->column = 0;
    reader->row_line = 0;
}

/* --- the file --- */

/* Up to and including the end of the line that stands first in `rest`. */
static Str piece_next(Str rest) {
    for (size_t i = 0; i < rest.len && i < PIECE_BYTES_MAX; i++) {
        if (rest.at[i] == '\n') return str_sub(rest, 0, i + 1);
        if (rest.at[i] != '\r') continue;
        bool pair = i + 1 < rest.len && rest.at[i + 1] == '\n';
        return str_sub(rest, 0, i + 1 + pair);
    }
    return str_sub(rest, 0, PIECE_BYTES_MAX);
}

static bool piece_is_line(Str piece) {
    char last = piece.at[piece.len - 1];
    return last == '\n' || last == '\r';
}

static void parser_failed(Reader *reader, struct csv_parser *parser, CsvFault fault) {
    if (csv_error(parser) == CSV_ENOMEM) log_fatal("no memory left: a cell of a CSV file");
    reader_fail(reader, fault, 0);
}

static void parse(Reader *reader, struct csv_parser *parser, Str bytes) {
    reader->line = 1;
    while (bytes.len && reader->error.fault == CSV_FAULT_NONE) {
        Str piece = piece_next(bytes);
        if (!reader->row_line) reader->row_line = reader->line;
        size_t taken = csv_parse(parser, piece.at, piece.len, take_cell, take_row, reader);
        if (taken != piece.len) {
            parser_failed(reader, parser, CSV_FAULT_QUOTE);
            reader->error.line = reader->line;
        }
        if (csv_get_buffer_size(parser) > STRING_BYTES_MAX + PIECE_BYTES_MAX) {
            reader_fail(reader, CSV_FAULT_CELL_TOO_LONG, STRING_BYTES_MAX);
        }
        bool between_rows = !reader->column && !parser->pstate;
        if (between_rows) reader->row_line = 0;
        if (piece_is_line(piece)) reader->line++;
        bytes = str_sub(bytes, piece.len, bytes.len);
    }
    if (reader->error.fault != CSV_FAULT_NONE) return;
    if (!reader->row_line) reader->row_line = reader->line;
    if (csv_fini(parser, take_cell, take_row, reader)) {
        parser_failed(reader, parser, CSV_FAULT_UNCLOSED);
    }
}

static int never_space(unsigned char c) {
    (void)c;
    return 0;
}

static void parser_end(struct csv_parser *parser) {
    csv_free(parser);
}

Result csv_table_read(Arena *arena, Str bytes, CsvTable *ret_table, CsvError *ret_error) {
    Reader reader = { .arena = arena };
    if (!bytes_sound(bytes, ret_error)) return INVALID;
    if (str_starts(bytes, S("\xEF\xBB\xBF"))) bytes = str_sub(bytes, 3, bytes.len);
    AUTO(parser_end) struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI)) log_fatal("libcsv does not start");
    reader.table.separator = separator_of(bytes);
    csv_set_delim(&parser, (unsigned char)reader.table.separator);
    csv_set_space_func(&parser, never_space);
    csv_set_realloc_func(&parser, memory_resize);
    csv_set_free_func(&parser, memory_give);
    csv_set_blk_size(&parser, BUFFER_STEP_BYTES);
    reader.bytes = arena_get(arena, bytes.len);
    parse(&reader, &parser, bytes);
    if (reader.error.fault == CSV_FAULT_NONE && !reader.table.column) {
        reader.error = (CsvError){ .fault = CSV_FAULT_EMPTY };
    }
    *ret_error = reader.error;
    if (reader.error.fault != CSV_FAULT_NONE) return INVALID;
    *ret_table = reader.table;
    return OK;
}

int csv_column(const CsvTable *table, Str name) {
    for (size_t i = 0; i < table->column_count; i++) {
        if (str_equal(table->column[i], name)) return (int)i;
    }
    return -1;
}
