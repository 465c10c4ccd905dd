#include "vum_codes.h"

#include <pthread.h>

#include "embedded.h"
#include "log.h"
#include "number.h"
#include "openings/openings_fields.h"

enum { GRADE_MAX = 8, LEVELS_MAX = 64, CELLS_MAX = 7 };

static struct {
    int low, high;
} grade_levels[GRADE_MAX + 1]; /* low -1: no range */
static int64_t level_grade[LEVEL_C2 + 1];

typedef struct EducationRow {
    Str code;
    int64_t rank, exchange_code;
} EducationRow;
static EducationRow education[LEVELS_MAX];
static size_t education_count;

/* Up to CELLS_MAX cells from the front; those cells of our own tables hold no quotes. */
static int cells_read(Str line, Str *cell) {
    int count = 0;
    while (count < CELLS_MAX && str_cut(&line, ',', &cell[count])) count++;
    return count;
}

/* Lines below the header of a table of ours; a table that is not in the program is a fault. */
static Str table_rows(Str name) {
    Str rest = embedded_find(name), header;
    if (!rest.at) log_fatal("%.*s is not in the program", STR_ARGS(name));
    str_cut(&rest, '\n', &header);
    return rest;
}

static void grades_load(void) {
    Str rest = table_rows(S("vum_language.csv")), line, cell[CELLS_MAX];
    for (int i = 0; i <= GRADE_MAX; i++) grade_levels[i].low = grade_levels[i].high = -1;
    while (str_cut(&rest, '\n', &line)) {
        int64_t grade;
        if (cells_read(line, cell) < 4) continue;
        if (str_equal(cell[0], S("in"))) {
            if (!number_read_between(cell[1], 0, GRADE_MAX, &grade)) continue;
            grade_levels[grade].low = codes_find(LEVEL_CODES, cell[2]);
            grade_levels[grade].high = codes_find(LEVEL_CODES, cell[3]);
        } else {
            int level = codes_find(LEVEL_CODES, cell[1]);
            if (level >= 0 && number_read_between(cell[2], 0, GRADE_MAX, &grade)) {
                level_grade[level] = grade;
            }
        }
    }
}

static void education_load(void) {
    enum { CODE, LABEL_NL, LABEL_EN, RANK, NLQF, VUM_LEVEL };
    Str rest = table_rows(S("education_levels.csv")), line, cell[CELLS_MAX];
    while (str_cut(&rest, '\n', &line) && education_count < LEVELS_MAX) {
        /* labels may hold a comma within quotes: the cells after them are counted from the quote */
        Str bare = line;
        size_t quoted = str_find(line, S("\","));
        if (quoted < line.len) bare = str_sub(line, quoted + 1, line.len);
        int shift = quoted < line.len ? LABEL_EN : CODE;
        int count = cells_read(bare, cell);
        EducationRow row = { .code = str_sub(line, 0, str_find(line, S(","))) };
        if (count <= VUM_LEVEL - shift || !number_read(cell[RANK - shift], &row.rank)) continue;
        if (!number_read(cell[VUM_LEVEL - shift], &row.exchange_code)) row.exchange_code = 0;
        education[education_count++] = row;
    }
}

static void tables_load(void) {
    grades_load();
    education_load();
}

static void tables_ready(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, tables_load);
}

bool vum_grade_levels(int64_t grade, int *ret_low, int *ret_high) {
    tables_ready();
    if (grade < 0 || grade > GRADE_MAX || grade_levels[grade].low < 0) return false;
    *ret_low = grade_levels[grade].low;
    *ret_high = grade_levels[grade].high;
    return true;
}

int64_t vum_level_grade(int64_t level) {
    tables_ready();
    return level >= LEVEL_A0 && level <= LEVEL_C2 ? level_grade[level] : 0;
}

Value vum_education_level(int64_t code) {
    enum { OTHER = 9 };
    tables_ready();
    const EducationRow *lowest = NULL;
    for (size_t i = 0; i < education_count && code != OTHER; i++) {
        if (education[i].exchange_code != code) continue;
        if (!lowest || education[i].rank < lowest->rank) lowest = &education[i];
    }
    if (!lowest) return VALUE_UNKNOWN;
    int position = code_list_find(code_list(S("education_levels")), lowest->code);
    return (Value){ .known = true, .number = position, .text = lowest->code };
}

static const EducationRow *education_find(Str level) {
    tables_ready();
    for (size_t i = 0; i < education_count; i++) {
        if (str_equal(education[i].code, level)) return &education[i];
    }
    return NULL;
}

int64_t vum_education_code(Str level) {
    const EducationRow *row = education_find(level);
    return row ? row->exchange_code : 0;
}

int64_t vum_education_rank(Str level) {
    const EducationRow *row = education_find(level);
    return row ? row->rank : -1;
}

/* Position = the code of the exchange; "" has none. */
#define VEHICLES "|car|moped|bicycle|motorcycle|public_transport||||other"
#define MODES "walk|bicycle|moped|motorcycle|car|public_transport|other"
#define AGREEMENTS "|regular_job|learning_job|volunteer_place|work_experience_place"

int vum_vehicle_mode(int64_t vehicle) {
    Str mode = codes_at(VEHICLES, vehicle);
    return mode.len ? codes_find(MODES, mode) : -1;
}

int64_t vum_mode_vehicle(int64_t mode) {
    int vehicle = codes_find(VEHICLES, codes_at(MODES, mode));
    return vehicle > 0 ? vehicle : 0;
}

int vum_agreement_kind(Str agreement) {
    int64_t position;
    if (!number_read_between(agreement, 1, 4, &position)) return -1;
    return codes_find(OPENING_KIND_CODES, codes_at(AGREEMENTS, position));
}

Str vum_kind_agreement(int64_t kind) {
    static const char text[] = "01020304";
    int position = codes_find(AGREEMENTS, codes_at(OPENING_KIND_CODES, kind));
    return position > 0 ? (Str){ text + (position - 1) * 2, 2 } : STR_EMPTY;
}

bool vum_is_competentnl(Str address) {
    return str_starts(address, S("https://linkeddata.competentnl.nl/"));
}
