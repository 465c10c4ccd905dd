/* The list of openings. */
#include "openings.h"


#include "form.h"
#include "opening_taken.h"
#include "pages.h"

enum { ROWS_PER_PAGE = 25 };

FORM(OpeningsForm, openings_form, FIELD(words, TEXT, .length_max = 80),
     FIELD(page, COUNT, .value_min = 1, .value_max = 100000, .otherwise = 1));

static bool is_taken(PlacementState state) {
    return state == PLACEMENT_agreed || state == PLACEMENT_started || state == PLACEMENT_on_hold;
}

int64_t opening_taken(const World *world, int64_t number) {
    int64_t taken = 0;
    for (size_t i = 0; i < world->placements.count; i++) {
        const Placement *row = &world->placements.row[i];
        taken += row->opening_number == number && is_taken(row->state);
    }
    return taken;
}

static Str text_of(Value value) {
    return value.known ? value.text : STR_EMPTY;
}

static OpeningRowView row_view(Visit *visit, const World *world, int opening) {
    const OpeningRecord *record = &world->openings.record[opening];
    const Value *field = record->field;
    bool placed = field[OPENING_municipality].known;
    return (OpeningRowView){
        .name = field[OPENING_name].known ? field[OPENING_name].text : record->id,
        .address = address_of(visit->arena, "openings", record->id, ""),
        .people_address = address_of(visit->arena, "openings", record->id, "/candidates"),
        .employer = text_of(field[OPENING_employer_name]),
        .municipality = placed ? code_labels(S("municipalities"), field[OPENING_municipality].text)
                               : NULL,
        .demo = record->demo,
        .start_on = field[OPENING_start_on].known ? (Day)field[OPENING_start_on].number
                                                  : DAY_UNKNOWN,
        .start_flexible = field[OPENING_start_flexible].known &&
                          field[OPENING_start_flexible].number,
        .has_places = field[OPENING_places].known,
        .places = field[OPENING_places].number,
        .taken = opening_taken(world, record->number)
    };
}

static void rows_fill(Visit *visit, const World *world, const OpeningsForm *form,
                      OpeningsView *view) {
    OpeningRowView *row = arena_many(visit->arena, OpeningRowView, ROWS_PER_PAGE);
    int64_t first = (form->page - 1) * ROWS_PER_PAGE;
    for (int i = 0; i < (int)world->openings.count; i++) {
        Str name = world_opening_name(visit->arena, world, i);
        if (!words_found(name, form->words)) continue;
        int64_t at = view->total++;
        if (at < first || at >= first + ROWS_PER_PAGE) continue;
        row[view->rows_count++] = row_view(visit, world, i);
    }
    view->rows = row;
}

Answer openings_list(Visit *visit) {
    OpeningsForm form;
    if (!form_read(visit, &openings_form, &form)) return answer_invalid(visit);
    const World *world;
    Result result = visit_world_take(visit, &world);
    if (result != OK) return answer_failed(visit, result);
    OpeningsView view = { .layout = page_layout(visit, SECTION_openings),
                          .words = form.words,
                          .reads_matches = visit_may(visit, PERMISSION_matches_read),
                          .empty_house = !world->openings.count };
    rows_fill(visit, world, &form, &view);
    AddressQuery query = address_query(visit->arena, S("/openings"));
    address_add(&query, "words", form.words);
    view.paging = page_paging(visit, address_str(&query), form.page, ROWS_PER_PAGE, view.total);
    Answer answer = PAGE(visit, openings_page, &view);
    visit_world_give(visit, world);
    return answer;
}
