#include "demo/figures_tables.h"

#include "candidates/candidates.h"
#include "demo/data_rows.h"
#include "log.h"

#define OPENING_INFO(name) (&opening_field[OPENING_##name])
#define OPENING_ENTRY(list, at) (&opening_list_type[OPENING_LIST_##list].field[at])

static const FieldInfo weekday_field = { "weekday", FIELD_NUMBER, 1, 7, 0 };
static const FieldInfo time_field = { "time", FIELD_TIME, 0, 48, 0 };

static ValueSet set_read(Arena *arena, const FieldInfo *field, Str cell) {
    ValueSet set = { 0 };
    Str part;
    while (cell.len && str_cut(&cell, ';', &part)) {
        if (set.count == SET_MAX) log_fatal("data: demo: more than %d in a cell", SET_MAX);
        set.value[set.count++] = figures_value(arena, field, part);
    }
    return set;
}

static Value value_cell(Arena *arena, const DataRows *rows, const char *column,
                        const FieldInfo *field) {
    return figures_value(arena, field, data_cell(rows, column));
}

void times_load(Arena *arena, Figures *figures) {
    size_t capacity = 0;
    DataRows rows = data_rows("demo/times.csv");
    while (data_next(&rows)) {
        WeekTimes times = { .name = data_cell(&rows, "times") };
        ValueSet days = set_read(arena, &weekday_field, data_cell(&rows, "days"));
        if (days.count > 7) log_fatal("data: demo/times.csv: a week has seven days");
        for (int i = 0; i < days.count; i++) times.weekday[i] = (int)days.value[i].number;
        times.weekday_count = days.count;
        times.from = (int)value_cell(arena, &rows, "from", &time_field).number;
        times.until = (int)value_cell(arena, &rows, "until", &time_field).number;
        figures->times =
            arena_room(arena, WeekTimes, figures->times, figures->times_count, &capacity);
        figures->times[figures->times_count++] = times;
    }
}

static void levels_read(Arena *arena, const DataRows *rows, Value level[ASKED_COUNT]) {
    const FieldInfo *field = OPENING_ENTRY(DEMAND, DEMAND_level);
    level[ASKED_LISTENING] = value_cell(arena, rows, "listening", field);
    level[ASKED_SPEAKING] = value_cell(arena, rows, "speaking", field);
    level[ASKED_READING] = value_cell(arena, rows, "reading", field);
}

static Sector sector_read(Arena *arena, const Figures *figures, const DataRows *rows) {
    Sector sector = { .name = data_cell(rows, "sector"),
                      .permille = (int)data_number(rows, "permille") };
    sector.isco = set_read(arena, OPENING_INFO(isco), data_cell(rows, "isco"));
    sector.crebo = set_read(arena, OPENING_INFO(crebo), data_cell(rows, "crebo"));
    sector.conditions =
        set_read(arena, OPENING_ENTRY(OPENING_CONDITION, 0), data_cell(rows, "conditions"));
    if (!sector.isco.count || sector.isco.count != sector.crebo.count) {
        log_fatal("data: demo/sectors.csv: a qualification for each occupation group of %.*s",
                  STR_ARGS(sector.name));
    }
    sector.sbi = value_cell(arena, rows, "sbi", OPENING_INFO(sector_sbi));
    levels_read(arena, rows, sector.level);
    sector.licence = value_cell(arena, rows, "licence", OPENING_ENTRY(OPENING_LICENCE, 0));
    sector.certificate =
        value_cell(arena, rows, "certificate", OPENING_ENTRY(OPENING_CERTIFICATE, 0));
    sector.education = value_cell(arena, rows, "education", OPENING_INFO(education_level));
    Str rest = data_cell(rows, "times"), name;
    while (str_cut(&rest, ';', &name)) {
        if (sector.times_count == SET_MAX) log_fatal("data: demo: too many times in a sector");
        sector.times[sector.times_count++] = figures_times(figures, name);
    }
    return sector;
}

static void conditions_join(ValueSet *all, const ValueSet *more) {
    for (int i = 0; i < more->count; i++) {
        bool there = false;
        for (int k = 0; k < all->count; k++)
            there = there || all->value[k].number == more->value[i].number;
        if (there) continue;
        if (all->count == SET_MAX) log_fatal("data: demo: more than %d conditions", SET_MAX);
        all->value[all->count++] = more->value[i];
    }
}

void sectors_load(Arena *arena, Figures *figures) {
    size_t capacity = 0;
    int permille = 0;
    DataRows rows = data_rows("demo/sectors.csv");
    while (data_next(&rows)) {
        figures->sector =
            arena_room(arena, Sector, figures->sector, figures->sector_count, &capacity);
        Sector sector = sector_read(arena, figures, &rows);
        figures->sector[figures->sector_count++] = sector;
        permille += sector.permille;
        conditions_join(&figures->conditions, &sector.conditions);
    }
    if (permille != 1000) log_fatal("data: demo/sectors.csv is not whole");
}

void classes_load_plans(Arena *arena, Figures *figures) {
    size_t capacity = 0;
    DataRows rows = data_rows("demo/classes.csv");
    while (data_next(&rows)) {
        ClassPlan plan = { .id = data_cell(&rows, "class"),
                           .sector = figures_sector(figures, data_cell(&rows, "sector")),
                           .times = figures_times(figures, data_cell(&rows, "times")) };
        plan.municipalities =
            set_read(arena, OPENING_INFO(municipality), data_cell(&rows, "municipalities"));
        plan.crebo = value_cell(arena, &rows, "crebo", OPENING_INFO(crebo));
        plan.isco = value_cell(arena, &rows, "isco", OPENING_INFO(isco));
        levels_read(arena, &rows, plan.level);
        plan.with_support = value_cell(arena, &rows, "with_support",
                                       OPENING_ENTRY(DEMAND, DEMAND_level_with_support));
        plan.outcome = value_cell(arena, &rows, "outcome", OPENING_INFO(outcome));
        plan.path = value_cell(arena, &rows, "path", OPENING_INFO(learning_path));
        plan.licence = value_cell(arena, &rows, "licence", OPENING_ENTRY(OPENING_LICENCE, 0));
        plan.certificate =
            value_cell(arena, &rows, "certificate", OPENING_ENTRY(OPENING_CERTIFICATE, 0));
        plan.education = value_cell(arena, &rows, "education", OPENING_INFO(education_level));
        plan.target_group = value_cell(arena, &rows, "target_group", OPENING_ENTRY(TARGET, 0));
        figures->class_plan =
            arena_room(arena, ClassPlan, figures->class_plan, figures->class_count, &capacity);
        figures->class_plan[figures->class_count++] = plan;
    }
}

static Areas *areas_of(Arena *arena, Figures *figures, Str municipality, size_t *capacity) {
    for (size_t i = 0; i < figures->area_count; i++) {
        Areas *areas = &figures->areas[i];
        if (str_equal(areas->municipality.text, municipality)) return areas;
    }
    figures->areas = arena_room(arena, Areas, figures->areas, figures->area_count, capacity);
    Areas *areas = &figures->areas[figures->area_count++];
    *areas = (Areas){ figures_value(arena, OPENING_INFO(municipality), municipality), NULL, 0, 0 };
    return areas;
}

void areas_load(Arena *arena, Figures *figures) {
    size_t capacity = 0;
    DataRows rows = data_rows("postcodes_demo.csv");
    while (data_next(&rows)) {
        Areas *areas = areas_of(arena, figures, data_cell(&rows, "municipality"), &capacity);
        areas->postcode = arena_room(arena, Value, areas->postcode, areas->count, &areas->capacity);
        areas->postcode[areas->count++] =
            value_cell(arena, &rows, "postcode4", OPENING_INFO(postcode));
    }
}

/* --- occupations and skills --- */

static void craft_occupations(Arena *arena, Craft *craft) {
    size_t occupation_capacity = 0, label_capacity = 0;
    DataRows rows = data_rows("occupations.csv");
    while (data_next(&rows)) {
        if (!str_equal(data_cell(&rows, "isco"), craft->isco)) continue;
        size_t count = craft->occupation_count;
        craft->occupation = arena_room(arena, Str, craft->occupation, count, &occupation_capacity);
        craft->label = arena_room(arena, Str, craft->label, count, &label_capacity);
        craft->occupation[count] = data_cell(&rows, "esco_uri");
        craft->label[count] = data_cell(&rows, "label_nl");
        craft->occupation_count++;
    }
    if (!craft->occupation_count) {
        log_fatal("data: demo: no occupation in group %.*s", STR_ARGS(craft->isco));
    }
}

static void skills_find(Arena *arena, Str isco, Str **skill, size_t *count) {
    size_t capacity = 0;
    DataRows rows = data_rows("skills.csv");
    while (data_next(&rows)) {
        Str groups = data_cell(&rows, "isco_groups");
        bool fits = isco.len ? str_find(groups, isco) < groups.len : !groups.len;
        if (!fits) continue;
        *skill = arena_room(arena, Str, *skill, *count, &capacity);
        (*skill)[(*count)++] = data_cell(&rows, "code");
    }
}

static void craft_add(Arena *arena, Figures *figures, Str isco, size_t *capacity) {
    for (size_t i = 0; i < figures->craft_count; i++) {
        if (str_equal(figures->craft[i].isco, isco)) return;
    }
    Craft craft = { .isco = isco };
    craft_occupations(arena, &craft);
    skills_find(arena, isco, &craft.skill, &craft.skill_count);
    figures->craft = arena_room(arena, Craft, figures->craft, figures->craft_count, capacity);
    figures->craft[figures->craft_count++] = craft;
}

void crafts_load(Arena *arena, Figures *figures) {
    size_t capacity = 0;
    const Shares *experience = &figures->shares[SHARE_experience_isco];
    for (int i = 0; i < experience->count; i++) {
        craft_add(arena, figures, experience->share[i].code, &capacity);
    }
    for (size_t i = 0; i < figures->sector_count; i++) {
        const ValueSet *isco = &figures->sector[i].isco;
        for (int k = 0; k < isco->count; k++) {
            craft_add(arena, figures, isco->value[k].text, &capacity);
        }
    }
    skills_find(arena, STR_EMPTY, &figures->skill_everywhere, &figures->skill_everywhere_count);
}
