/* The regions as tiles of one size, coloured by what the reader chooses, and the table that says the
 * same. */
#include "regions.h"

#include "figures/region_figures.h"
#include "form.h"
#include "pages.h"

/* Of a tile, in the units of the picture; its own middle is at 0 from left to right. */
enum { TILE_WIDTH = 88, TILE_HEIGHT = 80 };
enum { NAME_Y = 46, LINE_HEIGHT = 13, LINE_BYTES_MAX = 14, LEVELS = 5 };

typedef enum Colour { COLOUR_PEOPLE, COLOUR_PLACES, COLOUR_PLACES_PER_HUNDRED, COLOUR_COUNT } Colour;

static const char *const colour_name[COLOUR_COUNT] = { "people", "places", "places-per-hundred" };
static const Word colour_word[COLOUR_COUNT] = { WORD_regions_people, WORD_regions_places,
                                                WORD_regions_places_per_hundred };

FORM(RegionsForm, regions_form,
     FIELD(colour, CHOICE, .choice = colour_name, .choice_count = COLOUR_COUNT));

static int64_t value_of(const RegionFigure *figure, Colour colour) {
    if (colour == COLOUR_PEOPLE) return figure->people;
    return colour == COLOUR_PLACES ? figure->places : region_places_per_hundred(figure);
}

/* --- levels --- */

/* By rank among the regions that have any, from the top: five parts as equal as can be, equal
 * values alike. */
static int64_t level_of(const RegionFigures *figures, Colour colour, int64_t value) {
    int64_t larger = 0, any = 0;
    if (value <= 0) return 0;
    for (size_t i = 0; i < REGIONS; i++) {
        int64_t other = value_of(&figures->region[i], colour);
        any += other > 0;
        larger += other > value;
    }
    return LEVELS - larger * LEVELS / any;
}

static void level_widen(RegionLevelView *level, const RegionTileView *tile) {
    bool first = !level->level;
    if (first || tile->value < level->from) level->from = tile->value;
    if (first || tile->value > level->until) level->until = tile->value;
    level->level = tile->level;
    level->one = level->from == level->until;
}

static void levels_fill(Arena *arena, RegionsView *view) {
    RegionLevelView level[LEVELS + 1] = { 0 };
    RegionLevelView *shown = arena_many(arena, RegionLevelView, LEVELS);
    for (size_t i = 0; i < view->tiles_count; i++) {
        if (view->tiles[i].level) level_widen(&level[view->tiles[i].level], &view->tiles[i]);
    }
    for (int i = 1; i <= LEVELS; i++) {
        if (level[i].level) shown[view->levels_count++] = level[i];
    }
    view->levels = shown;
    view->any_level = view->levels_count > 0;
}

/* --- tiles --- */

/* Where a line of at most LINE_BYTES_MAX ends: after a blank, a hyphen or a slash; the names of
 * regions are short. */
static size_t line_end(Str name) {
    size_t end = name.len;
    if (name.len <= LINE_BYTES_MAX) return end;
    for (size_t i = 0; i < name.len && i < LINE_BYTES_MAX; i++) {
        if (name.at[i] == ' ' || name.at[i] == '-' || name.at[i] == '/') end = i + 1;
    }
    return end;
}

static void name_break(Arena *arena, RegionTileView *tile) {
    RegionNameLine *line = arena_many(arena, RegionNameLine, REGION_NAME_LINES_MAX);
    Str rest = tile->name;
    while (rest.len && tile->lines_count < REGION_NAME_LINES_MAX) {
        bool last = tile->lines_count == REGION_NAME_LINES_MAX - 1;
        size_t end = last ? rest.len : line_end(rest);
        int64_t y = NAME_Y + (int64_t)tile->lines_count * LINE_HEIGHT;
        line[tile->lines_count++] = (RegionNameLine){ str_trim(str_sub(rest, 0, end)), y };
        rest = str_sub(rest, end, rest.len - end);
    }
    tile->lines = line;
}

static void tiles_fill(Arena *arena, const RegionFigures *figures, Colour colour,
                       RegionsView *view) {
    const Region *region = regions_all();
    RegionTileView *tile = arena_many(arena, RegionTileView, REGIONS);
    for (size_t i = 0; i < REGIONS; i++) {
        int64_t value = value_of(&figures->region[i], colour);
        tile[i] = (RegionTileView){ .name = region[i].name,
                                    .x = (int64_t)region[i].tile_column * TILE_WIDTH,
                                    .y = (int64_t)region[i].tile_row * TILE_HEIGHT,
                                    .level = level_of(figures, colour, value),
                                    .hidden = value == FIGURE_HIDDEN,
                                    .value = value };
        name_break(arena, &tile[i]);
    }
    view->tiles = tile;
    view->tiles_count = REGIONS;
    view->tile_width = TILE_WIDTH;
    view->tile_height = TILE_HEIGHT;
    view->width = (int64_t)REGION_TILE_COLUMNS * TILE_WIDTH;
    view->height = (int64_t)REGION_TILE_ROWS * TILE_HEIGHT;
}

/* --- the table --- */

static RegionRowView row_view(Phrase name, const RegionFigure *figure) {
    int64_t per_hundred = region_places_per_hundred(figure);
    return (RegionRowView){ .name = name,
                            .people_hidden = figure->people == FIGURE_HIDDEN,
                            .people = figure->people,
                            .places = figure->places,
                            .places_unknown = figure->places_unknown,
                            .has_places_per_hundred = per_hundred != FIGURE_HIDDEN,
                            .places_per_hundred = per_hundred };
}

static int rows_by_name(const void *a, const void *b) {
    const int *left = a, *right = b;
    return str_compare(regions_all()[*left].name, regions_all()[*right].name);
}

static void rows_fill(Arena *arena, const RegionFigures *figures, RegionsView *view) {
    int order[REGIONS];
    RegionRowView *row = arena_many(arena, RegionRowView, REGION_FIGURES);
    for (int i = 0; i < REGIONS; i++) order[i] = i;
    qsort(order, REGIONS, sizeof *order, rows_by_name);
    for (size_t i = 0; i < REGIONS; i++) {
        Phrase name = PHRASE(WORD_regions_named, VALUE_TEXT("name", regions_all()[order[i]].name));
        row[i] = row_view(name, &figures->region[order[i]]);
        row[i].code = regions_all()[order[i]].code;
    }
    row[REGIONS] = row_view(PHRASE(WORD_regions_unknown), &figures->region[REGIONS]);
    for (size_t i = 0; i < REGION_FIGURES; i++) view->any_hidden |= row[i].people_hidden;
    view->rows = row;
    view->rows_count = REGION_FIGURES;
    view->total = row_view(PHRASE(WORD_regions_total), &figures->total);
}

static void colours_fill(Arena *arena, Colour colour, RegionsView *view) {
    RegionColourView *link = arena_many(arena, RegionColourView, COLOUR_COUNT);
    for (int i = 0; i < COLOUR_COUNT; i++) {
        AddressQuery query = address_query(arena, S("/regions"));
        if (i) address_add(&query, "colour", str_from(colour_name[i]));
        link[i] = (RegionColourView){ address_str(&query), colour_word[i], i == (int)colour };
    }
    view->colours = link;
    view->colours_count = COLOUR_COUNT;
}

Answer regions_show(Visit *visit) {
    RegionsForm form;
    if (!form_read(visit, &regions_form, &form)) return answer_invalid(visit);
    const World *world;
    Result result = visit_world_take(visit, &world);
    if (result != OK) return answer_failed(visit, result);
    Colour colour = (Colour)form.colour;
    RegionFigures figures = region_figures(visit->arena, world, visit->today);
    RegionsView view = { .layout = page_layout(visit, SECTION_regions),
                         .today = visit->today,
                         .people_min = FIGURE_PEOPLE_MIN,
                         .colours_people = colour == COLOUR_PEOPLE,
                         .coloured_by = colour_word[colour],
                         .empty_house = !world->candidates.count && !world->openings.count };
    visit_world_give(visit, world);
    colours_fill(visit->arena, colour, &view);
    tiles_fill(visit->arena, &figures, colour, &view);
    levels_fill(visit->arena, &view);
    rows_fill(visit->arena, &figures, &view);
    return PAGE(visit, regions_page, &view);
}
