/* Which step opens most for whom, what keeps people out, and where people and places are that do not
 * meet: of one region, or of all. */
#include "region_steps.h"

#include "bars.h"
#include "form.h"
#include "pages.h"
#include "places/regions.h"

enum { STEPS_SHOWN = 15, CODE_BYTES_MAX = 10 };

FORM(RegionStepsForm, region_steps_form, FIELD(region, TEXT, .length_max = CODE_BYTES_MAX));

static bool region_read(Visit *visit, int *ret_region) {
    RegionStepsForm form;
    *ret_region = REGION_UNKNOWN;
    if (!form_read(visit, &region_steps_form, &form)) return false;
    if (!form.region.len || str_equal(form.region, S("all"))) return true;
    *ret_region = region_coded(form.region);
    if (*ret_region == REGION_UNKNOWN) {
        form_refuse(visit, "region", PHRASE(WORD_init_region, VALUE_TEXT("value", form.region)));
    }
    return *ret_region != REGION_UNKNOWN;
}

/* --- which region --- */

static int choices_by_name(const void *a, const void *b) {
    const RegionChoiceView *left = a, *right = b;
    return str_compare(left->name, right->name);
}

static void regions_fill(Visit *visit, int region, RegionStepsView *view) {
    RegionChoiceView *choice = arena_many(visit->arena, RegionChoiceView, REGIONS);
    const Region *all = regions_all();
    for (int i = 0; i < REGIONS; i++) {
        choice[i] = (RegionChoiceView){ all[i].code, all[i].name, i == region };
    }
    qsort(choice, REGIONS, sizeof *choice, choices_by_name);
    view->regions = choice;
    view->regions_count = REGIONS;
    view->all = region == REGION_UNKNOWN;
    view->region = view->all ? PHRASE(WORD_regions_total)
                             : PHRASE(WORD_regions_named, VALUE_TEXT("name", all[region].name));
    view->state.command = view->all ? S("opstap barriers")
                              : str_printf(visit->arena, "opstap barriers --region %.*s",
                                           STR_ARGS(all[region].code));
}

/* --- steps --- */

static void steps_fill(Visit *visit, const CountryBarriers *barriers, RegionStepsView *view) {
    GroupStepView *steps = arena_many(visit->arena, GroupStepView, barriers->step_count);
    GroupStepView *lacking = arena_many(visit->arena, GroupStepView, barriers->step_count);
    int64_t most = 0;
    for (size_t i = 0; i < barriers->step_count; i++) {
        const GroupStep *step = &barriers->step[i];
        GroupStepView row = { .step = step_phrase(visit->arena, step->step),
                              .openings = step->openings,
                              .people = step->people,
                              .weeks = step->step.weeks,
                              .unknown = step->supply == SUPPLY_UNKNOWN };
        if (supply_is_lacking(step->supply)) {
            row.openings -= country_opened_anyway(barriers, step);
            if (row.openings > 0) lacking[view->lacking_count++] = row;
            continue;
        }
        if (group_step_is_idle(barriers, i) || view->steps_count == STEPS_SHOWN) continue;
        if (!most) most = row.openings;
        row.bar = bar_length(visit->arena, row.openings, most);
        steps[view->steps_count++] = row;
    }
    view->steps = steps;
    view->lacking = lacking;
}

/* --- demands --- */

static int demands_by_people(const void *a, const void *b) {
    const DemandView *left = a, *right = b;
    if (left->people != right->people) return left->people > right->people ? -1 : 1;
    return (left->criterion > right->criterion) - (left->criterion < right->criterion);
}

static void demands_fill(Visit *visit, const CountryBarriers *barriers, RegionStepsView *view) {
    DemandView *demand = arena_many(visit->arena, DemandView, CRITERION_COUNT);
    size_t count = 0;
    for (int i = 0; i < CRITERION_COUNT; i++) {
        const CriterionBarriers *own = &barriers->criterion[i];
        if (!own->people) continue;
        demand[count++] = (DemandView){ .criterion = criterion_word((Criterion)i),
                                        .hidden = own->people == FIGURE_HIDDEN,
                                        .people = own->people,
                                        .pairs = own->pairs };
        view->any_hidden |= own->people == FIGURE_HIDDEN;
    }
    if (count) qsort(demand, count, sizeof *demand, demands_by_people);
    for (size_t i = 0; i < count; i++) {
        demand[i].bar = bar_length(visit->arena, demand[i].people, demand[0].people);
    }
    view->demands = demand;
    view->demands_count = count;
}

/* --- where --- */

static AreaRowView area_row(Phrase name, const AreaBarriers *area) {
    return (AreaRowView){ .name = name,
                          .people_hidden = area->people == FIGURE_HIDDEN,
                          .without_hidden = area->people_without == FIGURE_HIDDEN,
                          .people = area->people,
                          .without = area->people_without,
                          .openings = area->openings,
                          .unfilled = area->openings_without };
}

static void areas_fill(Visit *visit, const World *world, const CountryBarriers *barriers,
                       RegionStepsView *view) {
    AreaRowView *row = arena_many(visit->arena, AreaRowView, barriers->area_count);
    view->map = region_map(visit, world->map, barriers->area, barriers->area_count);
    for (size_t i = 0; i < barriers->area_count; i++) {
        row[i] = area_row(area_name(visit, &barriers->area[i]), &barriers->area[i]);
        view->any_hidden |= row[i].people_hidden || row[i].without_hidden;
    }
    for (size_t i = 0; i < view->map.marks_count; i++) {
        int64_t number = view->map.marks[i].number;
        if (number) row[number - 1].number = number;
        view->numbered |= number > 0;
    }
    view->areas = row;
    view->areas_count = barriers->area_count;
}

static void shown_fill(Visit *visit, const World *world, const KeptFigures *kept,
                       RegionStepsView *view) {
    const CountryBarriers *barriers = &kept->barriers;
    view->shown = true;
    view->counted_on = kept->counted_on;
    view->empty = !barriers->total.people && !barriers->total.openings;
    view->total = area_row(PHRASE(WORD_region_steps_total), &barriers->total);
    steps_fill(visit, barriers, view);
    demands_fill(visit, barriers, view);
    areas_fill(visit, world, barriers, view);
}

/* --- the page --- */

Answer region_steps(Visit *visit) {
    int region;
    if (!region_read(visit, &region)) return answer_invalid(visit);
    RegionStepsView view = { .layout = page_layout(visit, SECTION_regions),
                             .people_min = FIGURE_PEOPLE_MIN };
    regions_fill(visit, region, &view);
    Result result = figures_amount_look(visit, &view.state);
    if (result != OK) return answer_failed(visit, result);
    if (view.state.too_many) return PAGE(visit, region_steps_page, &view);
    FiguresAsked asked = { .kind = FIGURES_BARRIERS, .region = region };
    const KeptFigures *kept;
    result = figures_ask(visit, &asked, &view.state, &kept);
    if (result != OK) return answer_failed(visit, result);
    if (kept) shown_fill(visit, asked.world, kept, &view);
    Answer answer = PAGE(visit, region_steps_page, &view);
    figures_done(visit, &asked, kept);
    figures_refresh(&view.state, &answer);
    return answer;
}
