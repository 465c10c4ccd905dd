/* One opening: what it is, its six components, what it asks, how many could start. */
#include "find_term.h"
#include "form.h"
#include "openings/opening_labels.h"
#include "records/labels.h"
#include "openings.h"
#include "openings/opening_search.h"
#include "pages.h"

/* Facts that say nothing to a reader: the name stands above, ids are for machines. */
static bool is_for_machines(int field) {
    const int hidden[] = { OPENING_name, OPENING_employer, OPENING_host_company,
                           OPENING_formal_employer, OPENING_class, OPENING_programme };
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        if (hidden[i] == field) return true;
    }
    return false;
}

static void facts_fill(Arena *arena, const OpeningRecord *record, OpeningView *view) {
    OpeningFact *fact = arena_many(arena, OpeningFact, OPENING_FIELD_COUNT);
    Phrase *unknown = arena_many(arena, Phrase, OPENING_FIELD_COUNT);
    for (int i = 0; i < OPENING_FIELD_COUNT; i++) {
        if (is_for_machines(i)) continue;
        Phrase name = PHRASE(field_word("opening", &opening_field[i]));
        if (!record->field[i].known) {
            unknown[view->unknown_count++] = name;
            continue;
        }
        fact[view->facts_count++] = (OpeningFact){
            name, value_phrase(arena, &opening_field[i], record->field[i])
        };
    }
    view->facts = fact;
    view->unknown = unknown;
}

/* Rows of a list that belong to a component. */
static void component_rows_add(Arena *arena, const OpeningRecord *record, int component,
                               OpeningPart *part, Phrase *row) {
    static const struct {
        OpeningList list;
        int field;
    } lists[] = { { OPENING_LIST_PHASE, PHASE_component }, { OPENING_LIST_BLOCK, BLOCK_component } };
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) {
        const RecordType *type = &opening_list_type[lists[k].list];
        const RecordList *list = &record->list[lists[k].list];
        for (size_t i = 0; i < list->count; i++) {
            Value of = record_value(type, list, i, lists[k].field);
            if (!of.known || of.number != component) continue;
            row[part->rows_count++] = record_row_phrase(arena, type, list, i);
        }
    }
    part->rows = row;
}

static void components_fill(Arena *arena, const OpeningRecord *record, OpeningView *view) {
    size_t rows_max =
        record->list[OPENING_LIST_PHASE].count + record->list[OPENING_LIST_BLOCK].count;
    int count = 0;
    while (component_word(count)) count++;
    OpeningPart *part = arena_many(arena, OpeningPart, (size_t)count);
    for (int i = 0; i < count; i++) {
        part[i] = (OpeningPart){ .name = PHRASE(component_word(i)) };
        component_rows_add(arena, record, i, &part[i], arena_many(arena, Phrase, rows_max));
    }
    view->components = part;
    view->components_count = (size_t)count;
}

/* It stands under its component already. */
static bool is_of_component(const RecordList *blocks, size_t row) {
    const RecordType *type = &opening_list_type[OPENING_LIST_BLOCK];
    return record_value(type, blocks, row, BLOCK_component).known;
}

static void demands_fill(Arena *arena, const OpeningRecord *record, OpeningView *view) {
    OpeningPart *part = arena_many(arena, OpeningPart, OPENING_LIST_COUNT);
    for (int i = 0; i < OPENING_LIST_COUNT; i++) {
        const RecordList *list = &record->list[i];
        if (!list->count || i == OPENING_LIST_PHASE) continue;
        OpeningPart made = { .name = PHRASE(list_word(&opening_list_type[i])) };
        Phrase *row = arena_many(arena, Phrase, list->count);
        for (size_t k = 0; k < list->count; k++) {
            if (view->is_trajectory && i == OPENING_LIST_BLOCK && is_of_component(list, k)) continue;
            row[made.rows_count++] = record_row_phrase(arena, &opening_list_type[i], list, k);
        }
        made.rows = row;
        if (made.rows_count) part[view->demands_count++] = made;
    }
    view->demands = part;
}

static void people_fill(Arena *arena, const World *world, int opening, OpeningView *view) {
    const OpeningRecord *record = &world->openings.record[opening];
    view->has_places = record->field[OPENING_places].known;
    view->places = record->field[OPENING_places].number;
    view->taken = openings_taken(arena, &world->openings, &world->placements)[opening];
    for (int i = 0; view->reads_matches && i < (int)world->candidates.count; i++) {
        Match match = match_pair(world->snapshot, i, opening);
        view->fits += !match.unmet_count && !match.unknown_count;
        view->asks += !match.unmet_count && match.unknown_count;
    }
}

static void crowd_fill(Visit *visit, const World *world, int opening, OpeningView *view) {
    const Crowding *crowding = visit_crowding_take(visit, world, false, &view->crowding);
    if (!crowding) return;
    view->crowd = crowd_view(visit, &crowding->opening[opening], SCORE_NONE);
    crowding_give(visit->house->crowding, crowding);
}

/* With what people call occupations and skills. */
static const OpeningRecord *opening_shown(Visit *visit, const World *world,
                                          const OpeningRecord *record) {
    OpeningRecord *shown = arena_one(visit->arena, OpeningRecord);
    *shown = *record;
    for (int i = 0; i < OPENING_FIELD_COUNT; i++) {
        shown->field[i] =
            find_term_value(visit, world->vocabulary, &opening_field[i], record->field[i]);
    }
    for (int i = 0; i < OPENING_LIST_COUNT; i++) {
        shown->list[i] = find_term_rows(visit, world->vocabulary, &opening_list_type[i],
                                        &record->list[i]);
    }
    return shown;
}

static Answer opening_answer(Visit *visit, const World *world) {
    int opening = snapshot_find_opening(world->snapshot, visit->id[0]);
    if (opening < 0) return answer_not_found(visit);
    const OpeningRecord *record = opening_shown(visit, world, &world->openings.record[opening]);
    OpeningView view = { .layout = page_layout(visit, SECTION_openings),
                         .name = opening_name(visit->arena, record),
                         .people_address = address_of(visit->arena, "openings", record->id,
                                                      "/candidates"),
                         .steps_address = address_of(visit->arena, "openings", record->id, "/steps"),
                         .demo = record->demo,
                         .reads_matches = visit_may(visit, PERMISSION_matches_read),
                         .is_trajectory = record->list[OPENING_LIST_PHASE].count > 0 };
    if (visit_may(visit, PERMISSION_looks_read)) {
        view.shown_address = address_of(visit->arena, "openings", record->id, "/shown");
    }
    facts_fill(visit->arena, record, &view);
    components_fill(visit->arena, record, &view);
    demands_fill(visit->arena, record, &view);
    people_fill(visit->arena, world, opening, &view);
    crowd_fill(visit, world, opening, &view);
    return PAGE(visit, opening_page, &view);
}

Answer opening_show(Visit *visit) {
    if (!form_read_empty(visit)) return answer_invalid(visit);
    const World *world;
    Result result = visit_world_take(visit, &world);
    if (result != OK) return answer_failed(visit, result);
    Answer answer = opening_answer(visit, world);
    visit_world_give(visit, world);
    return answer;
}
