/* One person: every fact with its source and its age, and how complete it all is. */
#include "candidate.h"

#include "candidate_edit_page.h"

#include "candidates/candidate_labels.h"
#include "candidates/candidate_search.h"
#include "candidates.h"
#include "find_term.h"
#include "form.h"
#include "market_world.h"
#include "pages.h"
#include "records/labels.h"

/* What can reveal health is shown on purpose only: not in the file as a whole. The timetable has a
 * place of its own. */
static bool is_section(CandidateList list) {
    return !candidate_list_type[list].sensitive && list != LIST_TIMETABLE;
}

FORM(CandidateForm, candidate_form, FIELD(saved, COUNT, .value_max = FACT_COUNT, .otherwise = -1),
     FIELD(removed, FLAG));

static bool provenance_same(Provenance a, Provenance b) {
    return str_equal(a.source, b.source) && a.verified == b.verified && a.confirmed == b.confirmed;
}

/* Most facts of a section come from one conversation: that is said once. */
static void from_share(Visit *visit, const Provenance *from, FactView *fact, FactsView *view) {
    size_t most = 0, of = 0;
    for (size_t i = 0; i < view->facts_count; i++) {
        size_t same = 0;
        for (size_t k = 0; k < view->facts_count; k++) same += provenance_same(from[i], from[k]);
        if (same <= most) continue;
        most = same;
        of = i;
    }
    if (most < 2) return;
    Phrase *shared = arena_one(visit->arena, Phrase);
    *shared = provenance_phrase(visit->arena, from[of], visit->today);
    view->from = PHRASE(most == view->facts_count ? WORD_candidate_from_all
                                                  : WORD_candidate_from_most,
                        VALUE_PHRASE("from", shared));
    for (size_t i = 0; i < view->facts_count; i++) {
        fact[i].from_shared = provenance_same(from[i], from[of]);
    }
}

static FactsView group_view(Visit *visit, const CandidateRecord *record, FactGroup group) {
    FactView *fact = arena_many(visit->arena, FactView, FACT_COUNT);
    FactsView view = {
        .name = PHRASE(fact_group_word(group)), .facts = fact, .has_names = true
    };
    view.anchor = str_printf(visit->arena, "group-%d", (int)group);
    if (visit_may(visit, PERMISSION_candidates_write)) {
        view.edit_address = group_edit_address(visit->arena, record->id, group);
    }
    Provenance *from = arena_many(visit->arena, Provenance, FACT_COUNT);
    for (int i = 0; i < FACT_COUNT; i++) {
        if (fact_info[i].group != group) continue;
        if (!record->fact[i].known) {
            view.unknown++;
            continue;
        }
        from[view.facts_count] = record->fact_from[i];
        fact[view.facts_count++] = (FactView){
            .name = PHRASE(fact_word((Fact)i)),
            .value = value_phrase(visit->arena, &fact_info[i].field, record->fact[i]),
            .from = provenance_phrase(visit->arena, record->fact_from[i], visit->today)
        };
    }
    from_share(visit, from, fact, &view);
    return view;
}

FactsView list_facts_view(Visit *visit, const CandidateRecord *record, CandidateList list) {
    const RecordType *type = &candidate_list_type[list];
    const RecordList *rows = &record->list[list];
    FactView *fact = arena_many(visit->arena, FactView, rows->count);
    FactsView view = { .name = PHRASE(list_word(type)),
                       .anchor = str_printf(visit->arena, "list-%d", (int)list),
                       .facts = fact,
                       .facts_count = rows->count };
    bool writes = visit_may(visit, PERMISSION_candidates_write);
    if (writes) view.add_address = row_edit_address(visit->arena, record, list, rows->count);
    for (size_t i = 0; i < rows->count; i++) {
        fact[i] = (FactView){ .value = record_row_phrase(visit->arena, type, rows, i) };
        if (rows->from) fact[i].from = provenance_phrase(visit->arena, rows->from[i], visit->today);
        if (writes) fact[i].edit_address = row_edit_address(visit->arena, record, list, i);
    }
    if (rows->from) from_share(visit, rows->from, fact, &view);
    return view;
}

static void section_add(CandidateView *view, FactsView *section, FactsView *empty, FactsView made) {
    if (made.facts_count) section[view->sections_count++] = made;
    else empty[view->empties_count++] = made;
}

/* Each group of facts, then the lists that belong to it. */
static void sections_fill(Visit *visit, const CandidateRecord *record, CandidateView *view) {
    FactsView *section = arena_many(visit->arena, FactsView, GROUP_COUNT + CANDIDATE_LIST_COUNT);
    FactsView *empty = arena_many(visit->arena, FactsView, GROUP_COUNT + CANDIDATE_LIST_COUNT);
    for (int i = 0; i < GROUP_COUNT; i++) {
        FactsView made = group_view(visit, record, (FactGroup)i);
        if (made.facts_count || made.unknown) section_add(view, section, empty, made);
        for (int k = 0; k < CANDIDATE_LIST_COUNT; k++) {
            CandidateList list = (CandidateList)k;
            if ((int)list_group(list) != i || !is_section(list)) continue;
            section_add(view, section, empty, list_facts_view(visit, record, list));
        }
    }
    view->sections = section;
    view->empties = empty;
}

/* --- what stands on top --- */

/* The placement of a person that is furthest, NULL when there is none. */
static const Placement *placement_of(const World *world, const CandidateRecord *record) {
    const Placement *best = NULL;
    for (size_t i = 0; i < world->placements.count; i++) {
        const Placement *one = &world->placements.row[i];
        if (one->candidate_number != record->number) continue;
        if (best && placement_standing(best->state) <= placement_standing(one->state)) continue;
        best = one;
    }
    return best;
}

static Result standing_fill(Visit *visit, const World *world, const CandidateRecord *record,
                            CandidateView *view) {
    const Placement *placement = placement_of(world, record);
    view->standing = standing_word(placement ? placement_standing(placement->state)
                                             : STANDING_NONE);
    if (!placement) return OK;
    int opening = snapshot_find_opening(world->snapshot, placement->opening);
    if (opening >= 0) view->opening = world_opening_name(visit->arena, world, opening);
    if (visit_may(visit, PERMISSION_openings_read)) {
        view->opening_address = address_of(visit->arena, "openings", placement->opening, "");
    }
    PlacementEvents events;
    Result result = placement_events_load(visit->db, visit->arena, visit->who.tenant,
                                          placement->number, &events);
    if (result != OK || !events.count) return result;
    view->next_step = events.row[events.count - 1].next_step;
    view->next_since = events.row[events.count - 1].on;
    return OK;
}

static void missing_fill(Visit *visit, const CandidateRecord *record, CandidateView *view) {
    CandidateSummary summary = candidate_summary(record);
    Phrase *missing = arena_many(visit->arena, Phrase, FACTS_ASKED_COUNT);
    for (int i = 0; i < summary.fact_missing_count; i++) {
        missing[view->missing_count++] = PHRASE(fact_word(summary.fact_missing[i]));
    }
    for (int i = 0; i < summary.list_missing_count; i++) {
        missing[view->missing_count++] =
            PHRASE(list_word(&candidate_list_type[summary.list_missing[i]]));
    }
    view->missing = missing;
    view->known = summary.all.known;
    view->asked = summary.all.asked;
    view->confirmed = confirmed_phrase(summary.all.oldest, visit->today);
}

/* The week as matching reads it, and of its blocks the one that was confirmed longest ago. */
static void week_fill(Visit *visit, const World *world, int candidate, CandidateView *view) {
    const CandidateRecord *record = &world->candidates.record[candidate];
    const RecordList *rows = &record->list[LIST_TIMETABLE];
    WeekPictureView *picture = arena_many(visit->arena, WeekPictureView, PARITIES);
    view->pictures = picture;
    view->pictures_count = week_pictures(visit, snapshot_candidate_week(world->snapshot, candidate),
                                         picture);
    view->exceptions = timetable_exceptions(visit, record);
    view->exceptions.help = PHRASE(WORD_none);
    view->needs_address = needs_address(visit->arena, record->id);
    view->timetable_address = timetable_address(visit->arena, record->id);
    const Provenance *oldest = NULL;
    for (size_t i = 0; i < rows->count; i++) {
        if (!oldest || rows->from[i].confirmed < oldest->confirmed) oldest = &rows->from[i];
    }
    if (oldest) view->week_from = provenance_phrase(visit->arena, *oldest, visit->today);
}

static Answer candidate_answer(Visit *visit, const World *world, const CandidateForm *form) {
    int candidate = snapshot_find_candidate(world->snapshot, visit->id[0]);
    if (candidate < 0) return answer_not_found(visit);
    const CandidateRecord *record = &world->candidates.record[candidate];
    CandidateView view = { .layout = candidate_layout(visit, record->id),
                           .name = candidate_name(visit->arena, record),
                           .matches_address = address_of(visit->arena, "candidates", record->id,
                                                         "/matches"),
                           .demo = record->demo,
                           .reads_matches = visit_may(visit, PERMISSION_matches_read),
                           .writes = visit_may(visit, PERMISSION_candidates_write),
                           .saved = form->saved >= 0,
                           .saved_count = form->saved,
                           .removed = form->removed };
    if (visit_may(visit, PERMISSION_looks_read)) {
        view.looks_address = looks_address(visit->arena, record->id);
    }
    Result result = standing_fill(visit, world, record, &view);
    if (result != OK) return answer_failed(visit, result);
    missing_fill(visit, record, &view);
    week_fill(visit, world, candidate, &view);
    CandidateRecord *shown = arena_one(visit->arena, CandidateRecord);
    *shown = *record;
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        shown->list[i] = find_term_rows(visit, world->vocabulary, &candidate_list_type[i],
                                        &record->list[i]);
    }
    sections_fill(visit, shown, &view);
    audit_seen(visit, AUDIT_candidate_read, record->id, STR_EMPTY);
    return PAGE(visit, candidate_page, &view);
}

static Answer world_answer(Visit *visit, const CandidateForm *form) {
    const World *world;
    Result result = visit_world_take(visit, &world);
    if (result != OK) return answer_failed(visit, result);
    Answer answer = candidate_answer(visit, world, form);
    visit_world_give(visit, world);
    return answer;
}

Answer candidate_show(Visit *visit) {
    CandidateForm form;
    if (!form_read(visit, &candidate_form, &form)) return answer_invalid(visit);
    const Market *market;
    World world;
    Result result = visit_market_take(visit, &market);
    if (result != OK) return answer_failed(visit, result);
    if (!market) return world_answer(visit, &form);
    result = market_world_of_person(visit, market, &world);
    Answer answer = result == OK ? candidate_answer(visit, &world, &form)
                                 : answer_failed(visit, result);
    visit_market_give(visit, market);
    return answer;
}
