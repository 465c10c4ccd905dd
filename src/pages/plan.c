/* The plan of the region: who can start, which groups, who is left and what would help. */
#include "changes/changes.h"
#include "form.h"
#include "limits.h"
#include "pages.h"
#include "plan_view.h"

enum { SHOWN_MAX = 12 };

static void job_fill(Visit *visit, PlanView *view) {
    PlanJobState state = plan_job_look(visit->house->plans, visit->who.tenant);
    view->waiting = state.phase == PLAN_JOB_WAITING;
    view->running = state.phase == PLAN_JOB_RUNNING;
    view->failed = state.phase == PLAN_JOB_FAILED;
    view->working = view->waiting || view->running;
    view->running_has_value = state.has_value;
    view->value = state.value;
    view->bound = state.bound;
    view->seconds = state.seconds;
    view->why = state.why;
}

/* The plan that the database has, where none was made since this program began. */
static Result kept_fill(Visit *visit, PlanView *view) {
    KeptPlan kept;
    Result result = plan_last(visit->db, visit->arena, visit->who.tenant, &kept);
    if (result != OK) return result;
    view->has_kept = kept.number > 0;
    view->kept_on = kept.made_on;
    view->kept_people = (int64_t)kept.count;
    return OK;
}

static Result made_fill(Visit *visit, const MadePlan *made, size_t shown_max, PlanView *view) {
    if (!made) return kept_fill(visit, view);
    int64_t change;
    Result result = change_now(visit->db, visit->who.tenant, &change);
    if (result != OK) return result;
    /* What this page reads may be of before the plan was kept: then the plan is the newer one. */
    view->stale = change > made->change || made->today != visit->today;
    plan_view_fill(visit, made, shown_max, view);
    return OK;
}

/* Somebody waits for a plan: how far it is, and nothing else, looked at again every few seconds. */
static Answer waiting_answer(Visit *visit, const PlanView *view) {
    Answer answer = PAGE(visit, plan_page, view);
    http_answer_field(&answer, S("Refresh"), S("2"));
    return answer;
}

/* A plan in memory names people as they were; who was erased since is not shown from there. */
static bool somebody_is_gone(const CandidateRows *then, const CandidateRows *now) {
    size_t at = 0;
    for (size_t i = 0; i < then->count; i++) {
        int64_t number = then->record[i].number;
        while (at < now->count && now->record[at].number < number) at++;
        if (at == now->count || now->record[at].number != number) return true;
    }
    return false;
}

static Answer plan_answer(Visit *visit, PlanView *view, const MadePlan *made, bool prints) {
    const World *world;
    Result result = visit_world_take(visit, &world);
    if (result != OK) return answer_failed(visit, result);
    if (made && somebody_is_gone(&made->world->candidates, &world->candidates)) made = NULL;
    result = made_fill(visit, made, prints ? SIZE_MAX : SHOWN_MAX, view);
    if (result == OK) plan_pairs_fill(visit, world, view);
    if (result == OK) audit_seen(visit, AUDIT_list_read, S("plan"), STR_EMPTY);
    Answer answer = result != OK ? answer_failed(visit, result)
                    : prints     ? PAGE(visit, plan_print_page, view)
                                 : PAGE(visit, plan_page, view);
    visit_world_give(visit, world);
    return answer;
}

static Answer plan_with(Visit *visit, bool prints) {
    if (!form_read_empty(visit)) return answer_invalid(visit);
    PlanView view = { .layout = page_layout(visit, SECTION_plan),
                      .token = visit_token(visit),
                      .may_make = visit_may(visit, PERMISSION_plan_make),
                      .may_decide = visit_may(visit, PERMISSION_plan_pair_set) };
    if (!prints) job_fill(visit, &view);
    if (view.working) return waiting_answer(visit, &view);
    /* Only now: a plan that was finished since is the one to show. */
    const MadePlan *made = plan_made_take(visit->house->plans, visit->who.tenant);
    Answer answer = plan_answer(visit, &view, made, prints);
    if (made) plan_made_give(visit->house->plans, made);
    return answer;
}

Answer plan_show(Visit *visit) {
    return plan_with(visit, false);
}

Answer plan_print(Visit *visit) {
    return plan_with(visit, true);
}

Answer plan_make_ask(Visit *visit) {
    if (!form_read_empty(visit)) return answer_invalid(visit);
    PlanAsked asked = { .tenant = visit->who.tenant, .tenant_name = visit->who.tenant_name,
                        .today = visit->today, .actor = visit->who.id };
    Result result = plan_job_ask(visit->house->plans, &asked);
    return result == OK ? answer_redirect(visit, S("/plan")) : answer_failed(visit, result);
}

/* --- pairs --- */

static const char *const decisions[] = { "free", "pin", "forbid" };

FORM(PairDecideForm, pair_decide_form, FIELD(candidate, ID, .needed = true),
     FIELD(opening, ID, .needed = true),
     FIELD(decision, CHOICE, .choice = decisions, .choice_count = 3, .needed = true),
     FIELD(from, TEXT, .length_max = 20));

static Result pair_set(Visit *visit, const PairDecideForm *form) {
    static const PairDecision kinds[] = { PAIR_FREE, PAIR_PIN, PAIR_FORBID };
    DecidedPair pair = { .decision = kinds[form->decision] };
    int64_t tenant = visit->who.tenant;
    Result result = candidate_number(visit->db, tenant, form->candidate, &pair.candidate_number);
    if (result == OK) {
        result = opening_number(visit->db, tenant, form->opening, &pair.opening_number);
    }
    if (result == OK) result = plan_pair_decide(visit->db, tenant, pair);
    if (result != OK) return result;
    Str subject = str_printf(visit->arena, "%.*s=%.*s", STR_ARGS(form->candidate),
                             STR_ARGS(form->opening));
    result = audit_done(visit, AUDIT_plan_pair_set, subject, str_from(decisions[form->decision]));
    return result == OK ? visit_commit(visit) : result;
}

Answer plan_pair_set(Visit *visit) {
    PairDecideForm form;
    if (!form_read(visit, &pair_decide_form, &form)) return answer_invalid(visit);
    Result result = pair_set(visit, &form);
    if (result != OK) return answer_failed(visit, result);
    bool from_plan = str_equal(form.from, S("plan"));
    return answer_redirect(visit, from_plan ? S("/plan#pairs")
                                            : pair_address(visit->arena, form.candidate,
                                                           form.opening));
}
