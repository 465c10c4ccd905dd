/* What fits a person at work and what is needed there: shown on purpose only, apart from the file.
 * Each look is an event of its own. */
#include "candidate.h"

#include "form.h"
#include "pages.h"

FORM(NeedsForm, needs_form, FIELD(saved, COUNT, .value_max = FACT_COUNT, .otherwise = -1),
     FIELD(removed, FLAG));

Str needs_address(Arena *arena, Str candidate_id) {
    return address_of(arena, "candidates", candidate_id, "/needs");
}

Answer candidate_needs(Visit *visit) {
    NeedsForm form;
    CandidateRecord record;
    if (!form_read(visit, &needs_form, &form)) return answer_invalid(visit);
    Result result = candidate_load(visit->db, visit->arena, visit->who.tenant, visit->id[0], true,
                                   &record);
    if (result != OK) return answer_failed(visit, result);
    FactsView *section = arena_many(visit->arena, FactsView, CANDIDATE_LIST_COUNT);
    CandidateNeedsView view = { .layout = candidate_layout(visit, record.id),
                                .person = candidate_name(visit->arena, &record),
                                .file_address = address_of(visit->arena, "candidates", record.id,
                                                           ""),
                                .saved = form.saved >= 0,
                                .saved_count = form.saved,
                                .removed = form.removed,
                                .sections = section };
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        if (!candidate_list_type[i].sensitive) continue;
        section[view.sections_count++] = list_facts_view(visit, &record, (CandidateList)i);
    }
    audit_seen(visit, AUDIT_candidate_needs_read, record.id, STR_EMPTY);
    return PAGE(visit, candidate_needs_page, &view);
}
