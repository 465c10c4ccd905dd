/* regions.h: the map of the regions and its table. */
#ifndef OPSTAP_REGIONS_PAGE_H
#define OPSTAP_REGIONS_PAGE_H

#include "layout.h"
#include "page.h"

typedef struct RegionNameLine {
    Str text;
    int64_t y;
} RegionNameLine;

enum { REGION_NAME_LINES_MAX = 3 };

typedef struct RegionTileView {
    Str name;
    int64_t x, y, level; /* level 0: none, or not shown; 1 to 5 from few to many */
    bool hidden;
    int64_t value;
    const RegionNameLine *lines;
    size_t lines_count;
} RegionTileView;

/* One of the levels that occur, with the smallest and the largest value that has it. */
typedef struct RegionLevelView {
    int64_t level, from, until;
    bool one; /* both are the same */
} RegionLevelView;

/* What the tiles can be coloured by. */
typedef struct RegionColourView {
    Str address;
    Word name;
    bool current;
} RegionColourView;

typedef struct RegionRowView {
    Phrase name;
    Str code; /* empty: no region */
    bool people_hidden, has_places_per_hundred;
    int64_t people, places, places_unknown, places_per_hundred;
} RegionRowView;

typedef struct RegionsView {
    LayoutView layout;
    Day today;
    int64_t people_min, width, height, tile_width, tile_height;
    bool colours_people; /* else places, or places for each hundred people */
    bool empty_house, any_hidden, any_level;
    Word coloured_by;
    const RegionColourView *colours;
    size_t colours_count;
    const RegionTileView *tiles;
    size_t tiles_count;
    const RegionLevelView *levels;
    size_t levels_count;
    const RegionRowView *rows;
    size_t rows_count;
    RegionRowView total;
} RegionsView;

#endif
