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

static void openings_count(const World *world, Counting *counting) {
    int64_t openings = (int64_t)world->openings.count, unknown = 0;
    for (size_t i = 0; i < world->openings.count; i++) {
        unknown += !world->openings.record[i].field[OPENING_places].known;
    }
    task_add(counting, (StartTask){ openings,
                                    PHRASE(WORD_start_openings, VALUE_NUMBER("count", openings)),
                                    S("/openings"), WORD_start_openings_action });
    task_add(counting,
             (StartTask){ unknown,
                          PHRASE(WORD_start_places_unknown, VALUE_NUMBER("count", unknown)),
                          S("/openings?places_unknown=on"), WORD_start_openings_action });
}

static void proposals_count(const World *world, Counting *counting) {
    int64_t proposed = 0;
    for (size_t i = 0; i < world->placements.count; i++) {
        proposed += world->placements.row[i].state == PLACEMENT_proposed;
    }
    task_add(counting, (StartTask){ proposed,
                                    PHRASE(WORD_start_proposed, VALUE_NUMBER("count", proposed)),
                                    S("/plan"), WORD_start_proposed_action });
}

Answer start_show(Visit *visit) {
    if (!form_read_empty(visit)) return answer_invalid(visit);
    const World *world;
    Result result = visit_world_take(visit, &world);
    if (result != OK) return answer_failed(visit, result);
    Counting counting = { .count = 0 };
    StartView view = { .layout = page_layout(visit, SECTION_start),
                       .name = visit->who.name,
                       .reads_candidates = visit_may(visit, PERMISSION_candidates_read),
                       .reads_figures = visit_may(visit, PERMISSION_figures_read),
                       .audits = visit_may(visit, PERMISSION_audit_read),
                       .empty_house = !world->candidates.count && !world->openings.count };
    if (view.reads_candidates) result = candidates_count(visit, &counting);
    if (visit_may(visit, PERMISSION_openings_read)) openings_count(world, &counting);
    if (visit_may(visit, PERMISSION_plan_read)) proposals_count(world, &counting);
    view.tasks = counting.task;
    view.tasks_count = counting.count;
    Answer answer =
        result == OK ? PAGE(visit, start_page, &view) : answer_failed(visit, result);
    visit_world_give(visit, world);
    return answer;
}
