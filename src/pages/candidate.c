/* One person: every fact with its source and its age, and how complete it all is. */
#include "candidate.h"

#include "candidate_edit_page.h"

#include "candidates/candidate_labels.h"
#include "form.h"
#include "pages.h"
#include "records/labels.h"

/* What can reveal health is shown on purpose only: not in the file as a whole. */
static bool is_shown(const RecordType *type) {
    return !type->sensitive;
}

FORM(CandidateForm, candidate_form, FIELD(saved, COUNT, .value_max = FACT_COUNT, .otherwise = -1));

static FactsView group_view(Visit *visit, const CandidateRecord *record, FactGroup group) {
    FactView *fact = arena_many(visit->arena, FactView, FACT_COUNT);
    FactsView view = {
        .name = PHRASE(fact_group_word(group)), .facts = fact, .has_names = true
    };
    view.anchor = str_printf(visit->arena, "group-%d", (int)group);
    if (visit_may(visit, PERMISSION_candidates_write)) {
        view.edit_address = group_edit_address(visit->arena, record->id, group);
    }
    for (int i = 0; i < FACT_COUNT; i++) {
        if (fact_info[i].group != group) continue;
        if (!record->fact[i].known) {
            view.unknown++;
            continue;
        }
        fact[view.facts_count++] = (FactView){
            .name = PHRASE(fact_word((Fact)i)),
            .value = value_phrase(visit->arena, &fact_info[i].field, record->fact[i]),
            .from = provenance_phrase(visit->arena, record->fact_from[i], visit->today)
        };
    }
    return view;
}

static FactsView list_view(Visit *visit, const CandidateRecord *record, int list) {
    const RecordType *type = &candidate_list_type[list];
    const RecordList *rows = &record->list[list];
    FactView *fact = arena_many(visit->arena, FactView, rows->count);
    for (size_t i = 0; i < rows->count; i++) {
        fact[i] = (FactView){ .value = record_row_phrase(visit->arena, type, rows, i) };
        if (rows->from) fact[i].from = provenance_phrase(visit->arena, rows->from[i], visit->today);
    }
    return (FactsView){ .name = PHRASE(list_word(type)),
                        .anchor = str_printf(visit->arena, "list-%d", list),
                        .facts = fact,
                        .facts_count = rows->count };
}

/* Each group of facts, then the lists that belong to it. */
static void sections_fill(Visit *visit, const CandidateRecord *record, CandidateView *view) {
    FactsView *section = arena_many(visit->arena, FactsView, GROUP_COUNT + CANDIDATE_LIST_COUNT);
    for (int i = 0; i < GROUP_COUNT; i++) {
        FactsView made = group_view(visit, record, (FactGroup)i);
        if (made.facts_count || made.unknown) section[view->sections_count++] = made;
        for (int k = 0; k < CANDIDATE_LIST_COUNT; k++) {
            if ((int)list_group((CandidateList)k) != i) continue;
            if (!is_shown(&candidate_list_type[k])) continue;
            section[view->sections_count++] = list_view(visit, record, k);
        }
    }
    view->sections = section;
}

static Answer candidate_answer(Visit *visit, const World *world, int64_t saved) {
    int candidate = snapshot_find_candidate(world->snapshot, visit->id[0]);
    if (candidate < 0) return answer_not_found(visit);
    const CandidateRecord *record = &world->candidates.record[candidate];
    Completeness complete = candidate_completeness(record);
    CandidateView view = { .layout = page_layout(visit, SECTION_candidates),
                           .name = candidate_name(visit->arena, record),
                           .matches_address = address_of(visit->arena, "candidates", record->id,
                                                         "/matches"),
                           .demo = record->demo,
                           .reads_matches = visit_may(visit, PERMISSION_matches_read),
                           .saved = saved >= 0,
                           .saved_count = saved,
                           .known = complete.known,
                           .asked = complete.asked,
                           .confirmed = confirmed_phrase(complete.oldest, visit->today) };
    sections_fill(visit, record, &view);
    audit_seen(visit, AUDIT_candidate_read, record->id, STR_EMPTY);
    return PAGE(visit, candidate_page, &view);
}

Answer candidate_show(Visit *visit) {
    CandidateForm form;
    if (!form_read(visit, &candidate_form, &form)) return answer_invalid(visit);
    const World *world;
    Result result = visit_world_take(visit, &world);
    if (result != OK) return answer_failed(visit, result);
    Answer answer = candidate_answer(visit, world, form.saved);
    visit_world_give(visit, world);
    return answer;
}
