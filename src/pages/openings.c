/* The list of openings. */
#include "openings.h"


#include "form.h"
#include "openings/opening_search.h"
#include "pages.h"

enum { ROWS_PER_PAGE = 25 };

FORM(OpeningsForm, openings_form, FIELD(words, TEXT, .length_max = OPENING_SEARCH_BYTES_MAX),
     FIELD(places_unknown, FLAG), FIELD(page, COUNT, .value_min = 1, .value_max = 100000, .otherwise = 1));

static Str text_of(Value value) {
    return value.known ? value.text : STR_EMPTY;
}

static OpeningRowView row_view(Visit *visit, const OpeningRecord *record, int64_t taken) {
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
        .taken = taken
    };
}

static Result rows_fill(Visit *visit, const World *world, const OpeningsForm *form,
                        OpeningsView *view) {
    OpeningFound found;
    OpeningSearch search = { .words = form->words,
                             .places_unknown = form->places_unknown,
                             .sort = OPENING_SORT_ARRIVAL,
                             .first = (size_t)(form->page - 1) * ROWS_PER_PAGE,
                             .count_max = ROWS_PER_PAGE };
    const int64_t *taken = openings_taken(visit->arena, &world->openings, &world->placements);
    Result result = opening_search(visit->arena, &world->openings, taken, &search, &found);
    if (result != OK) return result;
    OpeningRowView *row = arena_many(visit->arena, OpeningRowView, found.count);
    for (size_t i = 0; i < found.count; i++) {
        size_t at = found.position[i];
        row[i] = row_view(visit, &world->openings.record[at], taken[at]);
    }
    view->rows = row;
    view->rows_count = found.count;
    view->total = (int64_t)found.total;
    return OK;
}

Answer openings_list(Visit *visit) {
    OpeningsForm form;
    if (!form_read(visit, &openings_form, &form)) return answer_invalid(visit);
    const World *world;
    Result result = visit_world_take(visit, &world);
    if (result != OK) return answer_failed(visit, result);
    OpeningsView view = { .layout = page_layout(visit, SECTION_openings),
                          .words = form.words,
                          .places_unknown = form.places_unknown,
                          .reads_matches = visit_may(visit, PERMISSION_matches_read),
                          .empty_house = !world->openings.count };
    result = rows_fill(visit, world, &form, &view);
    AddressQuery query = address_query(visit->arena, S("/openings"));
    address_add(&query, "words", form.words);
    if (form.places_unknown) address_add(&query, "places_unknown", S("on"));
    view.paging = page_paging(visit, address_str(&query), form.page, ROWS_PER_PAGE, view.total);
    Answer answer =
        result == OK ? PAGE(visit, openings_page, &view) : answer_failed(visit, result);
    visit_world_give(visit, world);
    return answer;
}
