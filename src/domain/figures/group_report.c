#include "figures/group_report.h"

#include "candidates/candidate_labels.h"
#include "figures/region_figures.h"
#include "records/labels.h"

/* --- who is in which group --- */

typedef struct AgeClass {
    const char *code;
    Word name;
    int below; /* years */
} AgeClass;

enum { AGE_MAX = 150 };

/* Below 27: Participatiewet, art. 41. */
static const AgeClass age_class[] = { { "0-26", WORD_groups_age_below_27, 27 },
                                      { "27-39", WORD_groups_age_27_39, 40 },
                                      { "40-54", WORD_groups_age_40_54, 55 },
                                      { "55-", WORD_groups_age_from_55, AGE_MAX } };
enum { AGE_CLASSES = sizeof age_class / sizeof *age_class };

static const Fact division_fact[DIVISION_COUNT] = { FACT_sex, FACT_birth_date,
                                                    FACT_integration_route, FACT_household_norm };

static void group_add(GroupDivision *division, Str code, Word name) {
    division->group[division->group_count++] = (GroupRow){ .code = code, .name = name };
}

static void ages_begin(GroupDivision *division) {
    division->code = S("age");
    division->name = WORD_groups_age;
    for (int i = 0; i < AGE_CLASSES; i++) {
        group_add(division, str_from(age_class[i].code), age_class[i].name);
    }
}

static void codes_begin(GroupDivision *division, Fact fact) {
    const FieldInfo *field = &fact_info[fact].field;
    division->code = str_from(field->name);
    division->name = fact_word(fact);
    for (int64_t i = 0; codes_at(field->codes, i).len; i++) {
        group_add(division, codes_at(field->codes, i), code_word(field, i));
    }
}

static void divisions_begin(GroupReport *report) {
    for (int i = 0; i < DIVISION_COUNT; i++) {
        GroupDivision *division = &report->division[i];
        if (i == DIVISION_AGE) ages_begin(division);
        else codes_begin(division, division_fact[i]);
        group_add(division, S("unknown"), WORD_unknown);
    }
}

static size_t group_of(const GroupDivision *division, Division which, Value value, Day today) {
    size_t unknown = division->group_count - 1;
    if (!value.known) return unknown;
    if (which != DIVISION_AGE) {
        return value.number >= 0 && value.number < (int64_t)unknown ? (size_t)value.number : unknown;
    }
    int age = day_full_years((Day)value.number, today);
    for (size_t i = 0; age >= 0 && i < AGE_CLASSES; i++) {
        if (age < age_class[i].below) return i;
    }
    return unknown;
}

/* --- figures of some people --- */

typedef struct Counted {
    const Prospect *prospect;
    const bool *left_out;
    size_t people;
    const uint8_t *group; /* per candidate; NULL: all */
    size_t at;
    int32_t *room; /* for as many */
} Counted;

static int openings_order(const void *left, const void *right) {
    int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;
    return (a > b) - (a < b);
}

static GroupFigures figures_of(const Counted *counted) {
    GroupFigures figures = { 0 };
    int64_t score = 0;
    for (size_t i = 0; i < counted->people; i++) {
        const Prospect *own = &counted->prospect[i];
        if (counted->left_out[i] || (counted->group && counted->group[i] != counted->at)) continue;
        counted->room[figures.people++] = own->feasible;
        figures.reached += own->feasible > 0;
        figures.one_step += own->one_step;
        if (own->feasible) score += own->score;
    }
    size_t people = (size_t)figures.people;
    if (people) {
        qsort(counted->room, people, sizeof *counted->room, openings_order);
        figures.openings_median = counted->room[(people - 1) / 2];
    }
    int64_t reached = figures.reached;
    figures.score_mean = reached ? (score + reached / 2) / reached : SCORE_MEAN_NONE;
    return figures;
}

/* What is worked out of hidden counts is hidden with them. */
static void figures_hide(GroupFigures *figures, GroupShown shown) {
    if (shown < GROUP_SHOWS_ALL) figures->one_step = FIGURE_HIDDEN;
    if (shown < GROUP_SHOWS_REACHED) {
        figures->reached = figures->openings_median = figures->score_mean = FIGURE_HIDDEN;
    }
    if (shown < GROUP_SHOWS_PEOPLE) figures->people = FIGURE_HIDDEN;
}

static GroupCounts counts_of(const GroupFigures *figures) {
    return (GroupCounts){ figures->people, figures->reached, figures->one_step };
}

static bool division_hide(GroupDivision *division) {
    GroupCounts count[GROUPS_MAX];
    GroupShown shown[GROUPS_MAX];
    bool any = false;
    for (size_t i = 0; i < division->group_count; i++) {
        count[i] = counts_of(&division->group[i].figures);
    }
    groups_shown(count, division->group_count, shown);
    for (size_t i = 0; i < division->group_count; i++) {
        figures_hide(&division->group[i].figures, shown[i]);
        any |= shown[i] < GROUP_SHOWS_ALL;
    }
    return any;
}

GroupReport group_report(Arena *arena, const World *world, const Prospect *prospect,
                         const bool *left_out) {
    GroupReport report = { 0 };
    size_t people = world->candidates.count;
    uint8_t *group = arena_many(arena, uint8_t, people);
    Counted counted = { prospect, left_out, people, NULL, 0, arena_many(arena, int32_t, people) };
    divisions_begin(&report);
    report.whole = figures_of(&counted);
    for (int which = 0; which < DIVISION_COUNT; which++) {
        GroupDivision *division = &report.division[which];
        for (size_t i = 0; i < people; i++) {
            Value value = world->candidates.record[i].fact[division_fact[which]];
            group[i] = (uint8_t)group_of(division, (Division)which, value,
                                         snapshot_today(world->snapshot));
        }
        counted.group = group;
        for (counted.at = 0; counted.at < division->group_count; counted.at++) {
            division->group[counted.at].figures = figures_of(&counted);
        }
        report.any_hidden |= division_hide(division);
    }
    GroupShown shown = whole_shown(counts_of(&report.whole));
    figures_hide(&report.whole, shown);
    report.any_hidden |= shown < GROUP_SHOWS_ALL;
    return report;
}

GroupReport group_report_make(Arena *arena, const GroupReportRequest *request) {
    const World *world = request->world;
    const bool *left_out = people_started(arena, world);
    CountryRequest asked = { .snapshot = world->snapshot, .childcare = request->childcare,
                             .left_out = left_out, .threads = request->threads,
                             .progress = request->progress, .ends = request->ends };
    return group_report(arena, world, people_prospects(arena, &asked), left_out);
}

/* --- as they are read --- */

static int64_t per_cent(int64_t part, int64_t of) {
    if (part == FIGURE_HIDDEN || of <= 0) return FIGURE_HIDDEN;
    return (part * 200 + of) / (of * 2);
}

int64_t group_reached_per_cent(const GroupFigures *figures) {
    return per_cent(figures->reached, figures->people);
}

int64_t group_one_step_per_cent(const GroupFigures *figures) {
    return per_cent(figures->one_step, figures->people);
}

bool group_difference(int64_t value, int64_t whole, int64_t *ret_difference) {
    if (value < 0 || whole < 0) return false;
    *ret_difference = value - whole;
    return true;
}
