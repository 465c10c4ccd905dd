/* figures.h: what made-up people and openings are drawn from.
 *
 * Everything comes from tables: data/demo/parameters.csv (figures and shares, each with its source
 * or the word assumption), data/demo/sectors.csv, classes.csv and times.csv (what work asks and
 * when), and from the tables of facts: demo postcodes, occupations, qualifications and skills.
 * This room has no figure of its own in code.
 *
 * Figures are loaded once per region, in an arena, and never change. A fault in a table of ours
 * ends the program with one line in the log. */
#ifndef OPSTAP_DEMO_FIGURES_H
#define OPSTAP_DEMO_FIGURES_H

#include "demo/dice.h"
#include "demo/figures_list.h"
#include "openings/openings.h"

#define FIGURE_ENUM(name, row) FIGURE_##name,
typedef enum Figure { DEMO_FIGURES(FIGURE_ENUM) FIGURE_COUNT } Figure;

#define SHARE_ENUM(name, rows, field) SHARE_##name,
typedef enum ShareName { DEMO_SHARES(SHARE_ENUM) SHARE_COUNT } ShareName;

/* One code of a division, and how many of a thousand have it. */
typedef struct Share {
    Str code;
    Value value; /* unknown for the code "unknown", and in a division without a field */
    int permille;
} Share;

typedef struct Shares {
    const Share *share;
    int count;
} Shares;

/* A set of values in one cell, divided by semicolons. */
enum { SET_MAX = 40 };
typedef struct ValueSet {
    Value value[SET_MAX];
    int count;
} ValueSet;

/* Days and hours in a week; times in half hours. */
typedef struct WeekTimes {
    Str name;
    int weekday[7], weekday_count;
    int from, until;
} WeekTimes;

enum { ASKED_LISTENING, ASKED_SPEAKING, ASKED_READING, ASKED_COUNT };

/* What work in a sector asks for. */
typedef struct Sector {
    Str name;
    int permille;
    ValueSet isco, crebo, conditions; /* the qualification of each occupation group, in its order */
    Value sbi, level[ASKED_COUNT], licence, certificate, education;
    const WeekTimes *times[SET_MAX];
    int times_count;
} Sector;

/* A group that learns and works together, as its makers thought it up. */
typedef struct ClassPlan {
    Str id;
    const Sector *sector;
    const WeekTimes *times;
    ValueSet municipalities;
    Value crebo, isco, level[ASKED_COUNT], with_support, outcome, path;
    Value licence, certificate, education, target_group;
} ClassPlan;

/* The postcode areas of a municipality. */
typedef struct Areas {
    Value municipality;
    Value *postcode;
    size_t count, capacity;
} Areas;

/* What belongs to an occupation group: names of occupations, and skills that it uses. */
typedef struct Craft {
    Str isco;
    Str *occupation, *label, *skill;
    size_t occupation_count, skill_count;
} Craft;

typedef struct Figures {
    int64_t number[FIGURE_COUNT];
    Shares shares[SHARE_COUNT];
    WeekTimes *times;
    Sector *sector;
    ValueSet conditions; /* that any sector has */
    ClassPlan *class_plan;
    Areas *areas;
    Craft *craft;
    Str *skill_everywhere; /* skills that every occupation uses */
    size_t times_count, sector_count, class_count, area_count, craft_count, skill_everywhere_count;
} Figures;

const Figures *figures_load(Arena *arena);

static inline int64_t figure(const Figures *figures, Figure name) {
    return figures->number[name];
}

/* Throws the dice over a division. figures_at: the code at a place of the thousand, 0 .. 999. */
const Share *figures_throw(const Figures *figures, ShareName name, Dice *dice);
const Share *figures_at(const Figures *figures, ShareName name, int64_t place);

/* The number that a code is ("13"); 0 when it is none. */
int64_t share_number(const Share *share);

const WeekTimes *figures_times(const Figures *figures, Str name);
const Areas *figures_areas(const Figures *figures, Value municipality);
const Craft *figures_craft(const Figures *figures, Str isco);
const Sector *figures_sector(const Figures *figures, Str name);

/* Reads a cell as a value of that field; "" is unknown. */
Value figures_value(Arena *arena, const FieldInfo *field, Str cell);

#endif
