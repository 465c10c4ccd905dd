#include "demo/figures.h"

#include "candidates/candidates.h"
#include "demo/data_rows.h"
#include "demo/figures_tables.h"
#include "log.h"
#include "number.h"
#include "support/support.h"

/* --- parameters.csv --- */

typedef struct Parameter {
    Str name, value;
} Parameter;

typedef struct Parameters {
    Parameter *row; /* sorted by the bytes of their names, as the table is */
    size_t count, capacity;
} Parameters;

static Parameters parameters_read(Arena *arena) {
    Parameters all = { 0 };
    DataRows rows = data_rows("demo/parameters.csv");
    while (data_next(&rows)) {
        all.row = arena_room(arena, Parameter, all.row, all.count, &all.capacity);
        all.row[all.count++] =
            (Parameter){ data_cell(&rows, "parameter"), data_cell(&rows, "value") };
    }
    return all;
}

/* The first row whose name is not before `name`. */
static size_t parameter_from(const Parameters *all, Str name) {
    size_t from = 0, until = all->count;
    while (from < until) {
        size_t middle = from + (until - from) / 2;
        if (str_compare(all->row[middle].name, name) < 0) from = middle + 1;
        else until = middle;
    }
    return from;
}

static int64_t parameter_number(const Parameters *all, size_t at, Str name) {
    int64_t number;
    if (at == all->count || !number_read(all->row[at].value, &number)) {
        log_fatal("data: demo/parameters.csv lacks a number for %.*s", STR_ARGS(name));
    }
    return number;
}

static void numbers_load(const Parameters *all, Figures *figures) {
    static const char *const row[] = {
#define FIGURE_ROW(name, row) row,
        DEMO_FIGURES(FIGURE_ROW)
    };
    for (int i = 0; i < FIGURE_COUNT; i++) {
        Str name = str_from(row[i]);
        size_t at = parameter_from(all, name);
        if (at < all->count && !str_equal(all->row[at].name, name)) at = all->count;
        figures->number[i] = parameter_number(all, at, name);
    }
}

Value figures_value(Arena *arena, const FieldInfo *field, Str cell) {
    Phrase why;
    Value value;
    if (value_read(arena, field, cell, &value, &why) != OK) {
        log_fatal("data: demo: '%.*s' is no value of %s", STR_ARGS(cell), field->name);
    }
    return value;
}

static const Str permille_end = { "_permille", 9 };

static bool is_share_of(Str name, Str rows) {
    return str_starts(name, rows) && str_ends(name, permille_end) &&
           str_find(str_sub(name, rows.len, name.len), S(".")) == name.len - rows.len;
}

static Shares shares_read(Arena *arena, const Parameters *all, Str rows, const FieldInfo *field) {
    Share *share = NULL;
    size_t count = 0, capacity = 0;
    int64_t sum = 0;
    for (size_t at = parameter_from(all, rows); at < all->count; at++) {
        Str name = all->row[at].name;
        if (!str_starts(name, rows)) break;
        if (!is_share_of(name, rows)) continue;
        Str code = str_sub(name, rows.len, name.len - rows.len - permille_end.len);
        bool known = field && !str_equal(code, S("unknown"));
        int64_t permille = parameter_number(all, at, name);
        share = arena_room(arena, Share, share, count, &capacity);
        share[count++] = (Share){ .code = code,
                                  .permille = (int)permille,
                                  .value = figures_value(arena, field, known ? code : STR_EMPTY) };
        sum += permille;
    }
    if (sum != 1000) log_fatal("data: demo: %.*s is not whole", STR_ARGS(rows));
    return (Shares){ share, (int)count };
}

static void shares_load(Arena *arena, const Parameters *all, Figures *figures) {
    static const FieldInfo no_field = { "code", FIELD_TEXT, 0, 200, 0 };
#define SHARE_ROWS(name, rows, of) { rows, of },
    const struct {
        const char *rows;
        const FieldInfo *field;
    } list[] = { DEMO_SHARES(SHARE_ROWS) };
    for (int i = 0; i < SHARE_COUNT; i++) {
        const FieldInfo *field = list[i].field ? list[i].field : &no_field;
        figures->shares[i] = shares_read(arena, all, str_from(list[i].rows), field);
    }
}

const Figures *figures_load(Arena *arena) {
    Figures *figures = arena_one(arena, Figures);
    Parameters all = parameters_read(arena);
    numbers_load(&all, figures);
    shares_load(arena, &all, figures);
    times_load(arena, figures);
    sectors_load(arena, figures);
    classes_load_plans(arena, figures);
    areas_load(arena, figures);
    crafts_load(arena, figures);
    return figures;
}

/* --- reading --- */

const Share *figures_at(const Figures *figures, ShareName name, int64_t place) {
    const Shares *shares = &figures->shares[name];
    int i = 0;
    for (; i < shares->count - 1 && place >= shares->share[i].permille; i++) {
        place -= shares->share[i].permille;
    }
    return &shares->share[i];
}

const Share *figures_throw(const Figures *figures, ShareName name, Dice *dice) {
    return figures_at(figures, name, dice_below(dice, 1000));
}

int64_t share_number(const Share *share) {
    int64_t number = 0;
    number_read(share->code, &number);
    return number;
}

const WeekTimes *figures_times(const Figures *figures, Str name) {
    for (size_t i = 0; i < figures->times_count; i++) {
        if (str_equal(figures->times[i].name, name)) return &figures->times[i];
    }
    log_fatal("data: demo/times.csv lacks %.*s", STR_ARGS(name));
}

const Areas *figures_areas(const Figures *figures, Value municipality) {
    for (size_t i = 0; i < figures->area_count; i++) {
        const Areas *areas = &figures->areas[i];
        if (str_equal(areas->municipality.text, municipality.text)) return areas;
    }
    log_fatal("data: postcodes_demo.csv lacks %.*s", STR_ARGS(municipality.text));
}

const Craft *figures_craft(const Figures *figures, Str isco) {
    for (size_t i = 0; i < figures->craft_count; i++) {
        if (str_equal(figures->craft[i].isco, isco)) return &figures->craft[i];
    }
    log_fatal("data: demo: no occupation in group %.*s", STR_ARGS(isco));
}

const Sector *figures_sector(const Figures *figures, Str name) {
    for (size_t i = 0; i < figures->sector_count; i++) {
        if (str_equal(figures->sector[i].name, name)) return &figures->sector[i];
    }
    log_fatal("data: demo/sectors.csv lacks %.*s", STR_ARGS(name));
}
