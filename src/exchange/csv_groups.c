/* Rows of one id that stand apart in a file, taken together. */
#include "csv_read.h"
#include "seen.h"

enum { SCRATCH_BYTES_MAX = 256 * 1024 * 1024 };

typedef struct Groups {
    CsvGroup *group;
    size_t count;
    const CsvRow **lost; /* without a valid id */
    size_t lost_count;
} Groups;

/* The id of the reader's row, "" when it has none; says nothing. */
static Str row_id(CsvReader *reader, int column) {
    Value id;
    Phrase why;
    const FieldInfo *field = &reader->layout->column[column].field;
    if (csv_cell_is_unknown(reader, column)) return STR_EMPTY;
    if (value_read(reader->scratch, field, csv_cell(reader, column), &id, &why) != OK) {
        return STR_EMPTY;
    }
    return id.known ? id.text : STR_EMPTY;
}

/* First the size of each group, then one block of rows that the groups share. */
static Groups groups_make(CsvReader *reader, Arena *arena, int column) {
    size_t rows = reader->table.row_count;
    Groups groups = { .group = arena_many(arena, CsvGroup, rows),
                      .lost = arena_many(arena, const CsvRow *, rows) };
    int64_t *group_of = arena_many(arena, int64_t, rows);
    Seen *seen = seen_new(arena, rows);
    reader->scratch = arena;
    for (size_t i = 0; i < rows; i++) {
        reader->row = &reader->table.row[i];
        Str id = row_id(reader, column);
        int64_t known = id.len ? seen_put(seen, id, (int64_t)groups.count) : -1;
        group_of[i] = id.len && known < 0 ? (int64_t)groups.count : known;
        if (group_of[i] < 0) groups.lost[groups.lost_count++] = reader->row;
        else groups.group[group_of[i]].count++;
        if (id.len && known < 0) groups.group[groups.count++].id = id;
    }
    const CsvRow **row = arena_many(arena, const CsvRow *, rows);
    bool *good = arena_many(arena, bool, rows);
    for (size_t i = 0, used = 0; i < groups.count; i++) {
        groups.group[i].row = row + used;
        groups.group[i].good = good + used;
        used += groups.group[i].count;
        groups.group[i].count = 0;
    }
    for (size_t i = 0; i < rows; i++) {
        if (group_of[i] < 0) continue;
        CsvGroup *group = &groups.group[group_of[i]];
        group->row[group->count++] = &reader->table.row[i];
    }
    return groups;
}

static void group_refuse_rest(CsvReader *reader, const CsvGroupTake *take, const CsvGroup *group) {
    size_t refused = group->count;
    for (size_t i = 0; i < group->count; i++) {
        if (!group->good[i] && refused == group->count) refused = i;
    }
    if (refused == group->count) return;
    for (size_t i = 0; i < group->count; i++) {
        if (!group->good[i]) continue;
        reader->row = group->row[i];
        reader->report->row_refused = false;
        group->good[i] = false;
        csv_refuse(reader, take->column, PHRASE(WORD_csv_group_refused, VALUE_TEXT("id", group->id),
                                                VALUE_NUMBER("line", group->row[refused]->line)));
    }
}

static Result group_take(CsvReader *reader, const CsvGroupTake *take, const CsvGroup *group) {
    ImportReport *report = reader->report;
    bool changed = false;
    for (size_t i = 0; i < group->count; i++) {
        reader->row = group->row[i];
        import_row_begin(report);
        take->row(reader, take->context, group, i);
        group->good[i] = !report->row_refused;
        import_tell(reader->request, report->rows, (int64_t)reader->table.row_count);
    }
    if (take->all_or_none) group_refuse_rest(reader, take, group);
    Result result = take->end(reader, take->context, group, &changed);
    for (size_t i = 0; i < group->count && result == OK; i++) {
        report->row_refused = !group->good[i];
        import_row_end(report, changed);
    }
    return result;
}

Result csv_each_group(CsvReader *reader, Arena *arena, const CsvGroupTake *take) {
    AUTO(arena_end_at) Arena *scratch = arena_new("rows of one id", SCRATCH_BYTES_MAX);
    Groups groups = groups_make(reader, arena, take->column);
    arena_get(scratch, 1); /* so that the first block stays */
    ArenaMark mark = arena_mark(scratch);
    reader->scratch = scratch;
    for (size_t i = 0; i < groups.lost_count; i++) {
        reader->row = groups.lost[i];
        import_row_begin(reader->report);
        csv_value(reader, take->column);
        import_row_end(reader->report, false);
        arena_rewind(scratch, mark);
    }
    Result result = OK;
    for (size_t i = 0; i < groups.count && result == OK; i++) {
        result = group_take(reader, take, &groups.group[i]);
        arena_rewind(scratch, mark);
    }
    reader->scratch = NULL;
    return result;
}
