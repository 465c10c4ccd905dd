/* What a snapshot takes from data/: the coded lists and the tables that stand behind them. They are
 * ours and tested, so a fault in them is a fault of the program. */
#include "matching/encode/profile.h"

#include "csv_table.h"
#include "dated_rules/dated_rules.h"
#include "embedded.h"
#include "log.h"
#include "number.h"

static CsvTable table_of(Arena *arena, const char *name) {
    CsvTable table;
    CsvError error;
    if (csv_table_read(arena, embedded_find(str_from(name)), &table, &error) != OK) {
        log_fatal("%s: line %lld is not CSV", name, (long long)error.line);
    }
    return table;
}

static int column_of(const CsvTable *table, const char *file, const char *name) {
    int column = csv_column(table, str_from(name));
    if (column < 0) log_fatal("%s: no column %s", file, name);
    return column;
}

static const CodeList *list_of(const char *name, size_t maximum) {
    const CodeList *list = code_list(str_from(name));
    if (!list || list->count > maximum) log_fatal("coded list %s: absent or too long", name);
    return list;
}

/* The numbers in a column, in the order of the rows; NUMBER_UNKNOWN where the cell is empty. */
static int32_t *numbers_of(Arena *arena, const char *file, const char *column_name) {
    CsvTable table = table_of(arena, file);
    int column = column_of(&table, file, column_name);
    int32_t *number = arena_many(arena, int32_t, table.row_count);
    for (size_t i = 0; i < table.row_count; i++) {
        int64_t value;
        bool given = number_read(table.row[i].cell[column], &value);
        number[i] = given ? (int32_t)value : NUMBER_UNKNOWN;
    }
    return number;
}

static void languages_load(Arena *arena, Snapshot *snapshot) {
    snapshot->language_list = list_of("languages", SIZE_MAX);
    CsvTable table = table_of(arena, "codes/languages.csv");
    int latin = column_of(&table, "languages.csv", "latin_script");
    snapshot->language_latin = arena_many(arena, bool, table.row_count);
    for (size_t i = 0; i < table.row_count; i++) {
        snapshot->language_latin[i] = str_equal(table.row[i].cell[latin], S("yes"));
    }
}

static void licences_load(Arena *arena, Snapshot *snapshot) {
    snapshot->licence_list = list_of("licences", LICENCES_MAX);
    CsvTable table = table_of(arena, "codes/licences.csv");
    int covers = column_of(&table, "licences.csv", "covers");
    for (size_t i = 0; i < table.row_count; i++) {
        snapshot->licence_covers[i] = UINT32_C(1) << i;
        Str rest = table.row[i].cell[covers], part;
        while (str_cut(&rest, ';', &part)) {
            int at = code_list_find(snapshot->licence_list, part);
            if (at >= 0) snapshot->licence_covers[i] |= UINT32_C(1) << at;
        }
    }
}

static void targets_load(Arena *arena, Snapshot *snapshot) {
    snapshot->target_list = list_of("target_groups", SIZE_MAX);
    CsvTable table = table_of(arena, "codes/target_groups.csv");
    int ground = column_of(&table, "target_groups.csv", "legal_ground");
    snapshot->target_ground = arena_many(arena, bool, table.row_count);
    for (size_t i = 0; i < table.row_count; i++) {
        snapshot->target_ground[i] = table.row[i].cell[ground].len > 0;
    }
}

/* Those of the tenant come after those built in, and win. */
static void addresses_load(Arena *arena, Snapshot *snapshot, const Occupations *given) {
    Occupations all = given ? *given : occupations_builtin(arena);
    snapshot->isco_of_address = arena_many(arena, Isco, all.count);
    for (size_t i = 0; i < all.count; i++) {
        int slot = slots_add(arena, &snapshot->isco_addresses, all.row[i].address);
        snapshot->isco_of_address[slot] = isco_read(all.row[i].isco);
    }
}

static void qualifications_load(Arena *arena, Snapshot *snapshot) {
    CsvTable table = table_of(arena, "qualifications.csv");
    int crebo = column_of(&table, "qualifications.csv", "crebo");
    int level = column_of(&table, "qualifications.csv", "level");
    snapshot->crebo_level = arena_many(arena, int32_t, table.row_count);
    for (size_t i = 0; i < table.row_count; i++) {
        int slot = slots_add(arena, &snapshot->crebos, table.row[i].cell[crebo]);
        int64_t value;
        bool given = number_read_between(table.row[i].cell[level], 1, 4, &value);
        snapshot->crebo_level[slot] = given ? (int32_t)value : NUMBER_UNKNOWN;
    }
}

/* After the levels of education. */
static void rules_of_groups_load(Snapshot *snapshot) {
    static const char file[] = "rules/target_groups.csv";
    DatedRule rule;
    snapshot->age_young_below = dated_rule_number(file, "under_27_age_below", snapshot->today);
    snapshot->age_old_from = dated_rule_number(file, "fifty_plus_age_from", snapshot->today);
    snapshot->start_qualification_rank = NUMBER_UNKNOWN;
    if (!dated_rule_on(file, "start_qualification_level", snapshot->today, &rule)) return;
    int level = code_list_find(snapshot->education_list, rule.value);
    if (level < 0) log_fatal("data: %s: no level %.*s", file, STR_ARGS(rule.value));
    snapshot->start_qualification_rank = snapshot->education_rank[level];
}

static void holidays_load(Arena *arena, Snapshot *snapshot) {
    static const char name[] = "school_holidays.csv";
    CsvTable table = table_of(arena, name);
    int region = column_of(&table, name, "region");
    int from = column_of(&table, name, "from"), until = column_of(&table, name, "until");
    snapshot->holiday = arena_many(arena, Holiday, table.row_count);
    for (size_t i = 0; i < table.row_count; i++) {
        const Str *cell = table.row[i].cell;
        Holiday *holiday = &snapshot->holiday[snapshot->holiday_count++];
        holiday->region = codes_find(HOLIDAY_REGION_CODES, cell[region]);
        bool days = day_read(cell[from], &holiday->from) && day_read(cell[until], &holiday->until);
        if (!days || holiday->region < 0) log_fatal("data: %s: row %zu", name, i + 1);
    }
}

void snapshot_move_on(Snapshot *snapshot, Day today) {
    snapshot->today = today;
    rules_of_groups_load(snapshot);
}

void snapshot_load_lists(Arena *arena, Snapshot *snapshot, const Occupations *occupations) {
    languages_load(arena, snapshot);
    licences_load(arena, snapshot);
    targets_load(arena, snapshot);
    holidays_load(arena, snapshot);
    addresses_load(arena, snapshot, occupations);
    qualifications_load(arena, snapshot);
    snapshot->certificate_list = list_of("certificates", CERTIFICATES_MAX);
    snapshot->condition_list = list_of("conditions", CONDITIONS_MAX);
    snapshot->education_list = list_of("education_levels", SIZE_MAX);
    snapshot->education_rank = numbers_of(arena, "education_levels.csv", "rank");
    rules_of_groups_load(snapshot);
    snapshot->education_work_level = numbers_of(arena, "education_levels.csv", "vum_work_level");
    snapshot->guidance_list = list_of("guidance", GUIDANCE_MAX);
    int32_t *rank = numbers_of(arena, "codes/guidance.csv", "rank");
    for (size_t i = 0; i < snapshot->guidance_list->count; i++) {
        snapshot->guidance_rank[i] = (int8_t)rank[i];
    }
}
