/* Which lists were shown for a decision: about a person, or of people for an opening; an auditor also
 * sees all of them. Looking them up is an event too. */
#include "shown_lists.h"

#include "form.h"
#include "limits.h"
#include "moment.h"
#include "openings/openings.h"
#include "pages.h"
#include "users/actors.h"

enum { LISTS_PER_PAGE = 50, HOUR_SECONDS = 60 * 60, DAY_SECONDS = 24 * HOUR_SECONDS };

#define PERIOD_AND_PAGE                                                                            \
    FIELD(from, DAY), FIELD(until, DAY),                                                           \
        FIELD(before, COUNT, .value_min = 1, .value_max = INT64_MAX, .otherwise = INT64_MAX)
FORM(ShownListsForm, shown_lists_form,
     FIELD(candidate, TEXT, .length_max = ID_BYTES_MAX),
     FIELD(opening, TEXT, .length_max = ID_BYTES_MAX), PERIOD_AND_PAGE);
FORM(ShownOfForm, shown_of_form, PERIOD_AND_PAGE);

Word shown_kind_word(ShownKind kind) {
    static const Word word[SHOWN_KIND_COUNT] = { WORD_shown_lists_openings, WORD_shown_lists_people,
                                                 WORD_shown_lists_pairs };
    return word[kind];
}

Str shown_subject_address(Visit *visit, const ShownList *list) {
    bool people = list->kind == SHOWN_PEOPLE;
    Permission needed = people ? PERMISSION_openings_read : PERMISSION_candidates_read;
    if (!list->subject.len || !visit_may(visit, needed)) return STR_EMPTY;
    return address_of(visit->arena, people ? "openings" : "candidates", list->subject, "");
}

/* --- what was asked --- */

/* Of the first second of a day in Amsterdam, as moments are kept. */
static Str midnight_moment(Arena *arena, Day day) {
    if (day == DAY_UNKNOWN) return STR_EMPTY;
    int64_t local = (int64_t)day * DAY_SECONDS, seconds = local - 2 * HOUR_SECONDS;
    while (amsterdam_seconds(seconds) < local) seconds += HOUR_SECONDS;
    Day utc_day = (Day)(seconds / DAY_SECONDS);
    int hour = (int)(seconds % DAY_SECONDS / HOUR_SECONDS);
    return str_printf(arena, "%.*sT%02d:00:00Z", STR_ARGS(day_text(arena, utc_day)), hour);
}

typedef struct Looked {
    Visit *visit;
    Str here;
    bool fixed; /* by the address, whose page then is not there for what is not there */
    Str candidate, opening;
    Day from, until;
    ShownListsView *view;
    ShownRequest request;
} Looked;

static void found_or_refuse(Looked *looked, Result *result, const char *field, Phrase why) {
    if (*result != NOT_FOUND || looked->fixed) return;
    form_refuse(looked->visit, field, why);
    *result = OK;
}

static Result person_name(Looked *looked) {
    Visit *visit = looked->visit;
    CandidateRecord record;
    if (!visit_may(visit, PERMISSION_candidates_read)) return OK;
    Result result = candidate_load(visit->db, visit->arena, visit->who.tenant,
                                   looked->candidate, true, &record);
    if (result != OK) return result;
    looked->view->person = candidate_name(visit->arena, &record);
    looked->view->person_address = address_of(visit->arena, "candidates", record.id, "");
    return OK;
}

static Result place_name(Looked *looked) {
    Visit *visit = looked->visit;
    OpeningRecord record;
    if (!visit_may(visit, PERMISSION_openings_read)) return OK;
    Result result = opening_load(visit->db, visit->arena, visit->who.tenant, looked->opening,
                                 &record);
    if (result != OK) return result;
    looked->view->place = opening_name(visit->arena, &record);
    looked->view->place_address = address_of(visit->arena, "openings", record.id, "");
    return OK;
}

static void about_fill(const Looked *looked, ShownListsView *view) {
    if (looked->request.candidate_number) {
        view->about = view->person.len ? view->person : looked->candidate;
    } else if (looked->request.opening_number) {
        view->about = view->place.len ? view->place : looked->opening;
    }
}

static Result subjects_find(Looked *looked) {
    Visit *visit = looked->visit;
    Str candidate = looked->candidate, opening = looked->opening;
    Result result = OK;
    if (candidate.len) {
        result = candidate_number(visit->db, visit->who.tenant, candidate,
                                  &looked->request.candidate_number);
        if (result == OK) result = person_name(looked);
        found_or_refuse(looked, &result, "candidate",
                        PHRASE(WORD_looks_nobody, VALUE_TEXT("id", candidate)));
    }
    if (opening.len && result == OK) {
        result = opening_number(visit->db, visit->who.tenant, opening,
                                &looked->request.opening_number);
        if (result == OK) result = place_name(looked);
        found_or_refuse(looked, &result, "opening",
                        PHRASE(WORD_shown_lists_no_opening, VALUE_TEXT("id", opening)));
    }
    return result;
}

static void period_read(Looked *looked) {
    Arena *arena = looked->visit->arena;
    Day from = looked->from, until = looked->until;
    looked->request.from = midnight_moment(arena, from);
    if (until == DAY_UNKNOWN) return;
    looked->request.until = midnight_moment(arena, until + 1);
    if (from == DAY_UNKNOWN || from <= until) return;
    form_refuse(looked->visit, "until", PHRASE(WORD_shown_lists_period));
}

static void asked_fill(const Looked *looked, ShownAskedView *asked) {
    Visit *visit = looked->visit;
    *asked = (ShownAskedView){ .address = looked->here,
                               .fixed = looked->fixed,
                               .candidate = form_typed(visit, "candidate"),
                               .opening = form_typed(visit, "opening"),
                               .from = form_typed(visit, "from"),
                               .until = form_typed(visit, "until"),
                               .why_candidate = form_why(visit, "candidate"),
                               .why_opening = form_why(visit, "opening"),
                               .why_from = form_why(visit, "from"),
                               .why_until = form_why(visit, "until") };
}

/* --- the lists --- */

static ShownRowView row_view(Visit *visit, const Actors *actors, const ShownList *list) {
    Actor actor = actor_of(actors, list->actor);
    int64_t seconds = 0;
    moment_read(list->moment, &seconds);
    return (ShownRowView){ .number = list->number,
                           .moment = *moment_phrase(visit->arena, seconds),
                           .who = actor_name(visit->arena, visit->tongue, &actor),
                           .what = shown_kind_word(list->kind),
                           .subject = list->subject,
                           .subject_address = shown_subject_address(visit, list),
                           .rows = list->rows + list->near,
                           .times = list->times,
                           .rule_version = list->rule_version };
}

static void addresses_fill(Looked *looked, const ShownLists *lists) {
    Arena *arena = looked->visit->arena;
    AddressQuery query = address_query(arena, looked->here);
    if (!looked->fixed) {
        address_add(&query, "candidate", looked->candidate);
        address_add(&query, "opening", looked->opening);
    }
    if (looked->from != DAY_UNKNOWN) address_add(&query, "from", day_text(arena, looked->from));
    if (looked->until != DAY_UNKNOWN) address_add(&query, "until", day_text(arena, looked->until));
    if (looked->request.before != INT64_MAX) {
        looked->view->newest_address = str_copy(arena, address_str(&query));
    }
    if (!lists->more || !lists->count) return;
    address_add_number(&query, "before", lists->row[lists->count - 1].number);
    looked->view->older_address = address_str(&query);
}

static Result lists_fill(Looked *looked) {
    Visit *visit = looked->visit;
    Actors actors;
    ShownLists lists;
    Result result = actors_load(visit->db, visit->arena, visit->who.tenant, &actors);
    if (result == OK) result = shown_find(visit->db, visit->arena, &looked->request, &lists);
    if (result != OK) return result;
    ShownRowView *row = arena_many(visit->arena, ShownRowView, lists.count);
    for (size_t i = 0; i < lists.count; i++) row[i] = row_view(visit, &actors, &lists.row[i]);
    looked->view->rows = row;
    looked->view->rows_count = lists.count;
    addresses_fill(looked, &lists);
    if (looked->candidate.len) {
        audit_seen(visit, AUDIT_candidate_looks_read, looked->candidate, STR_EMPTY);
    } else {
        audit_seen(visit, AUDIT_list_read, S("shown"), STR_EMPTY);
    }
    return OK;
}

/* well: the form could be read. */
static Answer lists_answer(Looked *looked, bool well, int64_t before) {
    Visit *visit = looked->visit;
    ShownListsView *view = looked->view;
    Result result = OK;
    if (form_is_foreign(visit) || form_why(visit, "before").word) return answer_invalid(visit);
    looked->request = (ShownRequest){ .tenant = visit->who.tenant, .before = before,
                                      .count_max = LISTS_PER_PAGE };
    if (well) {
        period_read(looked);
        result = subjects_find(looked);
    }
    view->refused = !form_is_well(visit);
    view->may_all = visit_may(visit, PERMISSION_audit_read);
    view->chosen =
        view->may_all || looked->request.candidate_number || looked->request.opening_number;
    if (result == OK && view->chosen && !view->refused) result = lists_fill(looked);
    if (result != OK) return answer_failed(visit, result);
    about_fill(looked, view);
    asked_fill(looked, &view->asked);
    return PAGE_STATUS(visit, view->refused ? 422 : 200, shown_lists_page, view);
}

Answer shown_lists(Visit *visit) {
    ShownListsForm form;
    bool well = form_read(visit, &shown_lists_form, &form);
    ShownListsView view = { .layout = page_layout(visit, SECTION_COUNT) };
    Looked looked = { .visit = visit, .here = S("/shown"), .candidate = form.candidate,
                      .opening = form.opening, .from = form.from, .until = form.until,
                      .view = &view };
    return lists_answer(&looked, well, form.before);
}

static Answer shown_lists_of(Visit *visit, Looked looked, Section section) {
    ShownOfForm form;
    bool well = form_read(visit, &shown_of_form, &form);
    ShownListsView view = { .layout = page_layout(visit, section) };
    looked.visit = visit;
    looked.fixed = true;
    looked.from = form.from;
    looked.until = form.until;
    looked.view = &view;
    return lists_answer(&looked, well, form.before);
}

Answer candidate_shown(Visit *visit) {
    Looked looked = { .here = address_of(visit->arena, "candidates", visit->id[0], "/shown"),
                      .candidate = visit->id[0] };
    return shown_lists_of(visit, looked, SECTION_candidates);
}

Answer opening_shown_lists(Visit *visit) {
    Looked looked = { .here = address_of(visit->arena, "openings", visit->id[0], "/shown"),
                      .opening = visit->id[0] };
    return shown_lists_of(visit, looked, SECTION_openings);
}
