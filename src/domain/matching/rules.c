#include "matching/rules.h"

#include "csv_table.h"
#include "embedded.h"
#include "log.h"
#include "number.h"

enum { VERSION_BYTES_MAX = 40, COLUMN_COUNT = 4 };
enum { COLUMN_KIND, COLUMN_NAME, COLUMN_VALUE, COLUMN_REASON };
static const char *const columns[COLUMN_COUNT] = { "kind", "name", "value", "reason" };

typedef struct ConstantInfo {
    const char *name;
    int minimum, maximum;
} ConstantInfo;
#define RULE_INFO(name, minimum, maximum) { #name, minimum, maximum },
static const ConstantInfo constants[RULE_CONSTANT_COUNT] = { RULE_CONSTANTS(RULE_INFO) };

/* What has been read so far. */
typedef struct Reading {
    Rules *rules;
    bool part_given[PART_COUNT], constant_given[RULE_CONSTANT_COUNT];
    Phrase *ret_why;
} Reading;

static Result refuse(Phrase *ret_why, int64_t line, Word word, Str value) {
    *ret_why = PHRASE(word, VALUE_NUMBER("line", line), VALUE_TEXT("value", value));
    return INVALID;
}

static int part_find(Str name) {
    for (int i = 0; i < PART_COUNT; i++) {
        if (str_equal(part_name((Part)i), name)) return i;
    }
    return -1;
}

static int constant_find(Str name) {
    for (int i = 0; i < RULE_CONSTANT_COUNT; i++) {
        if (str_equal(str_from(constants[i].name), name)) return i;
    }
    return -1;
}

static Result part_take(Reading *reading, const CsvRow *row) {
    int part = part_find(row->cell[COLUMN_NAME]);
    int64_t value;
    if (part < 0 || reading->part_given[part]) {
        return refuse(reading->ret_why, row->line, WORD_matching_rules_name,
                      row->cell[COLUMN_NAME]);
    }
    if (!number_read_between(row->cell[COLUMN_VALUE], 0, SCORE_MAX, &value)) {
        return refuse(reading->ret_why, row->line, WORD_matching_rules_value,
                      row->cell[COLUMN_VALUE]);
    }
    reading->part_given[part] = true;
    reading->rules->maximum[part] = (int)value;
    return OK;
}

static Result constant_take(Reading *reading, const CsvRow *row) {
    int constant = constant_find(row->cell[COLUMN_NAME]);
    int64_t value;
    if (constant < 0 || reading->constant_given[constant]) {
        return refuse(reading->ret_why, row->line, WORD_matching_rules_name,
                      row->cell[COLUMN_NAME]);
    }
    if (!number_read_between(row->cell[COLUMN_VALUE], constants[constant].minimum,
                             constants[constant].maximum, &value)) {
        return refuse(reading->ret_why, row->line, WORD_matching_rules_value,
                      row->cell[COLUMN_VALUE]);
    }
    reading->constant_given[constant] = true;
    reading->rules->constant[constant] = (int)value;
    return OK;
}

static Result row_take(Reading *reading, const CsvRow *row) {
    Str kind = row->cell[COLUMN_KIND];
    if (!row->cell[COLUMN_REASON].len) {
        return refuse(reading->ret_why, row->line, WORD_matching_rules_reason,
                      row->cell[COLUMN_NAME]);
    }
    if (str_equal(kind, S("part"))) return part_take(reading, row);
    if (str_equal(kind, S("constant"))) return constant_take(reading, row);
    if (!str_equal(kind, S("version"))) {
        return refuse(reading->ret_why, row->line, WORD_matching_rules_kind, kind);
    }
    Str version = row->cell[COLUMN_NAME];
    if (!version.len || version.len > VERSION_BYTES_MAX || reading->rules->version.len) {
        return refuse(reading->ret_why, row->line, WORD_matching_rules_version, version);
    }
    reading->rules->version = version;
    return OK;
}

static Result whole_check(const Reading *reading) {
    int64_t sum = 0;
    for (int i = 0; i < PART_COUNT; i++) {
        if (!reading->part_given[i]) {
            return refuse(reading->ret_why, 0, WORD_matching_rules_missing, part_name((Part)i));
        }
        sum += reading->rules->maximum[i];
    }
    for (int i = 0; i < RULE_CONSTANT_COUNT; i++) {
        if (reading->constant_given[i]) continue;
        return refuse(reading->ret_why, 0, WORD_matching_rules_missing,
                      str_from(constants[i].name));
    }
    if (!reading->rules->version.len) {
        return refuse(reading->ret_why, 0, WORD_matching_rules_missing, S("version"));
    }
    if (reading->rules->constant[RULE_travel_minutes_none] <=
        reading->rules->constant[RULE_travel_minutes_full]) {
        return refuse(reading->ret_why, 0, WORD_matching_rules_value, S("travel_minutes_none"));
    }
    if (sum == SCORE_MAX) return OK;
    *reading->ret_why = PHRASE(WORD_matching_rules_sum, VALUE_NUMBER("sum", sum),
                               VALUE_NUMBER("maximum", SCORE_MAX));
    return INVALID;
}

static Result weights_read(Arena *arena, Str bytes, Reading *reading) {
    CsvTable table;
    CsvError error;
    if (csv_table_read(arena, bytes, &table, &error) != OK) {
        return refuse(reading->ret_why, error.line, WORD_matching_rules_not_csv, STR_EMPTY);
    }
    for (int i = 0; i < COLUMN_COUNT; i++) {
        if (csv_column(&table, str_from(columns[i])) == i) continue;
        return refuse(reading->ret_why, 1, WORD_matching_rules_header, str_from(columns[i]));
    }
    for (size_t i = 0; i < table.row_count; i++) {
        Result result = row_take(reading, &table.row[i]);
        if (result != OK) return result;
    }
    return whole_check(reading);
}

/* Ours, and checked by a test: a fault in it is a fault of the program. */
static void steps_read(Arena *arena, Rules *rules) {
    CsvTable table;
    CsvError error;
    if (csv_table_read(arena, embedded_find(S("steps.csv")), &table, &error) != OK) {
        log_fatal("steps.csv: line %lld is not CSV", (long long)error.line);
    }
    int weeks = csv_column(&table, S("weeks"));
    rules->step = arena_many(arena, StepRow, table.row_count);
    rules->step_count = table.row_count;
    for (size_t i = 0; i < table.row_count; i++) {
        const Str *cell = table.row[i].cell;
        int64_t number;
        if (weeks < 3 || !number_read_between(cell[weeks], 0, STEP_WEEKS_NEVER, &number)) {
            log_fatal("steps.csv: line %lld", (long long)table.row[i].line);
        }
        rules->step[i] = (StepRow){ cell[0], cell[1], cell[2], (int)number };
    }
}

Result rules_load(Arena *arena, Str weights_csv, Rules **ret_rules, Phrase *ret_why) {
    Str bytes = weights_csv.len ? weights_csv : embedded_find(S("weights.csv"));
    Reading reading = { .rules = arena_one(arena, Rules), .ret_why = ret_why };
    Result result = weights_read(arena, bytes, &reading);
    if (result != OK) return result;
    steps_read(arena, reading.rules);
    unsigned long long hash = str_hash(bytes);
    reading.rules->version = str_printf(arena, "%.*s+%08llx", STR_ARGS(reading.rules->version),
                                        (hash ^ hash >> 32) & 0xffffffffULL);
    *ret_rules = reading.rules;
    return OK;
}

Str rules_version(const Rules *rules) {
    return rules->version;
}

int rules_maximum(const Rules *rules, Part part) {
    return rules->maximum[part];
}

int rules_weeks(const Rules *rules, Str step, Str from, Str to) {
    for (size_t i = 0; i < rules->step_count; i++) {
        const StepRow *row = &rules->step[i];
        if (str_equal(row->step, step) && str_equal(row->from, from) && str_equal(row->to, to)) {
            return row->weeks;
        }
    }
    return STEP_WEEKS_NEVER;
}
