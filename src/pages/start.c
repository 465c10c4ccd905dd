#include "start.h"

#include "form.h"
#include "pages.h"

enum { TASKS_MAX = 8, STALE_MONTHS = 6 }; /* as age=6 in the list */

typedef struct Counting {
    StartTask task[TASKS_MAX];
    size_t count;
} Counting;

static void task_add(Counting *counting, StartTask task) {
    if (counting->count < TASKS_MAX && task.count > 0) counting->task[counting->count++] = task;
}

/* What the list counts that the link leads to. */
static Result people_count(Visit *visit, CandidateSearch search, int64_t *ret_count) {
    CandidateFound found;
    search.tenant = visit->who.tenant;
    Result result =
        candidate_search(visit->house->registers, visit->db, visit->arena, &search, &found);
    if (result == OK) *ret_count = (int64_t)found.total;
    return result;
}

static Result candidates_count(Visit *visit, Counting *counting) {
    int64_t people = 0, incomplete = 0, stale = 0;
    CandidateSearch incomplete_search = { .facts_below = FACTS_ASKED_COUNT };
    CandidateSearch stale_search = {
        .confirmed_before = day_add_months(visit->today, -STALE_MONTHS)
    };
    Result result = people_count(visit, (CandidateSearch){ 0 }, &people);
    if (result == OK) result = people_count(visit, incomplete_search, &incomplete);
    if (result == OK) result = people_count(visit, stale_search, &stale);
    if (result != OK) return result;
    task_add(counting, (StartTask){ people,
                                    PHRASE(WORD_start_people, VALUE_NUMBER("count", people)),
                                    S("/candidates"), WORD_start_people_action });
    task_add(counting,
             (StartTask){ incomplete,
                          PHRASE(WORD_start_incomplete, VALUE_NUMBER("count", incomplete)),
                          S("/candidates?incomplete=on&sort=completeness"),
                          WORD_start_incomplete_action });
    task_add(counting, (StartTask){ stale,
                                    PHRASE(WORD_start_stale, VALUE_NUMBER("count", stale),
                                           VALUE_NUMBER("months", STALE_MONTHS)),
                                    S("/candidates?age=6&sort=oldest"),
                                    WORD_start_stale_action });
    return OK;
}

static void openings_count(const OpeningTotals *totals, Counting *counting) {
    task_add(counting, (StartTask){ totals->openings,
                                    PHRASE(WORD_start_openings,
                                           VALUE_NUMBER("count", totals->openings)),
                                    S("/openings"), WORD_start_openings_action });
    task_add(counting, (StartTask){ totals->places_unknown,
                                    PHRASE(WORD_start_places_unknown,
                                           VALUE_NUMBER("count", totals->places_unknown)),
                                    S("/openings?places_unknown=on"),
                                    WORD_start_openings_action });
}

static Result proposals_count(Visit *visit, Counting *counting) {
    int64_t proposed = 0;
    Result result = placements_proposed(visit->db, visit->who.tenant, &proposed);
    task_add(counting, (StartTask){ proposed,
                                    PHRASE(WORD_start_proposed, VALUE_NUMBER("count", proposed)),
                                    S("/plan"), WORD_start_proposed_action });
    return result;
}

static Result house_is_empty(Visit *visit, const OpeningTotals *totals, bool *ret_empty) {
    int64_t people = 0;
    Result result = OK;
    if (!totals->openings) result = people_count(visit, (CandidateSearch){ 0 }, &people);
    *ret_empty = !totals->openings && !people;
    return result;
}

static Result tasks_count(Visit *visit, const OpeningTotals *totals, StartView *view) {
    Counting *counting = arena_one(visit->arena, Counting);
    Result result = OK;
    if (view->reads_candidates) result = candidates_count(visit, counting);
    if (visit_may(visit, PERMISSION_openings_read)) openings_count(totals, counting);
    if (result == OK && visit_may(visit, PERMISSION_plan_read)) {
        result = proposals_count(visit, counting);
    }
    view->tasks = counting->task;
    view->tasks_count = counting->count;
    return result;
}

Answer start_show(Visit *visit) {
    if (!form_read_empty(visit)) return answer_invalid(visit);
    OpeningTotals totals;
    StartView view = { .layout = page_layout(visit, SECTION_start),
                       .name = visit->who.name,
                       .reads_candidates = visit_may(visit, PERMISSION_candidates_read),
                       .reads_figures = visit_may(visit, PERMISSION_figures_read),
                       .audits = visit_may(visit, PERMISSION_audit_read) };
    Result result = openings_totals(visit->db, visit->who.tenant, &totals);
    if (result == OK) result = house_is_empty(visit, &totals, &view.empty_house);
    if (result == OK) result = tasks_count(visit, &totals, &view);
    return result == OK ? PAGE(visit, start_page, &view) : answer_failed(visit, result);
}
