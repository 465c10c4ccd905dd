/* Who looked at the file of a person: from the chain of events, per day, person and kind of look.
 * What was seen or changed is never shown. Each look at this page is an event too. */
#include "candidate_looks.h"

#include "auto.h"
#include "candidate.h"
#include "csv_write.h"
#include "form.h"
#include "limits.h"
#include "moment.h"
#include "pages.h"
#include "users/actors.h"
#include "users_page.h"

enum {
    LOOKS_PER_PAGE = 200,
    MINUTE_SECONDS = 60,
    DAY_SECONDS = 24 * 60 * MINUTE_SECONDS,
    LOOKS_ARENA_BYTES_MAX = 64 << 20
};

FORM(LooksForm, looks_form,
     FIELD(before, COUNT, .value_min = 1, .value_max = INT64_MAX, .otherwise = INT64_MAX));

Str looks_address(Arena *arena, Str candidate_id) {
    return address_of(arena, "candidates", candidate_id, "/looks");
}

LayoutView candidate_layout(Visit *visit, Str candidate_id) {
    LayoutView layout = page_layout(visit, SECTION_candidates);
    if (!visit_may(visit, PERMISSION_looks_read)) return layout;
    LayoutLink *link = arena_many(visit->arena, LayoutLink, layout.footer_count + 1);
    for (size_t i = 0; i < layout.footer_count; i++) link[i] = layout.footer[i];
    link[layout.footer_count++] =
        (LayoutLink){ .address = looks_address(visit->arena, candidate_id),
                      .name = WORD_looks_title };
    layout.footer = link;
    return layout;
}

typedef struct Looked {
    Visit *visit;
    Str id, name; /* of the person; the name is the id for who may not read the file */
    Actors actors;
    AuditLooks looks;
    bool went_on; /* the first day stands on the page before too */
    bool goes_on; /* the last one on the page after */
} Looked;

static Result person_find(Looked *looked) {
    Visit *visit = looked->visit;
    CandidateRecord record;
    int64_t number;
    looked->id = looked->name = visit->id[0];
    Result result = actors_load(visit->db, visit->arena, visit->who.tenant, &looked->actors);
    if (result != OK) return result;
    if (!visit_may(visit, PERMISSION_candidates_read)) {
        return candidate_number(visit->db, visit->who.tenant, looked->id, &number);
    }
    result = candidate_load(visit->db, visit->arena, visit->who.tenant, looked->id, true, &record);
    if (result == OK) looked->name = candidate_name(visit->arena, &record);
    return result;
}

static Day look_day(const AuditLook *look) {
    return (Day)(amsterdam_seconds(look->seconds) / DAY_SECONDS);
}

/* Whole days, where one page holds them: a day is counted once, not half here and half there. */
static void days_whole(Looked *looked) {
    AuditLooks *looks = &looked->looks;
    if (!looks->more || !looks->count) return;
    size_t count = looks->count;
    Day last = look_day(&looks->row[count - 1]);
    while (count && look_day(&looks->row[count - 1]) == last) count--;
    if (count) looks->count = count;
    looked->goes_on = count == 0;
}

/* The last event of the page before is read again, to know whether its day goes on here. */
static Result looks_load(Looked *looked, int64_t before) {
    Visit *visit = looked->visit;
    bool newest = before == INT64_MAX;
    AuditLooksRequest request = { .tenant = visit->who.tenant,
                                  .subject = looked->id,
                                  .before = newest ? before : before + 1,
                                  .count_max = LOOKS_PER_PAGE + !newest };
    Result result = audit_looks(visit->db, visit->arena, &request, &looked->looks);
    if (result != OK || newest) return result;
    AuditLooks *looks = &looked->looks;
    if (!looks->count || looks->row[0].number != before) return OK;
    looked->went_on = looks->count > 1 && look_day(&looks->row[1]) == look_day(&looks->row[0]);
    looks->row++;
    looks->count--;
    return OK;
}

/* --- days and rows --- */

static LookRowView row_view(const Looked *looked, const AuditLook *look) {
    Visit *visit = looked->visit;
    Actor actor = actor_of(&looked->actors, look->actor);
    LookRowView row = { .who = actor_name(visit->arena, visit->tongue, &actor),
                        .what = audit_look_word(look->code),
                        .last = time_phrase(visit->arena, look->seconds) };
    if (!actor.user) return row;
    row.roles = user_roles_said(visit->arena, visit->tongue, actor.user->roles);
    row.closed = !actor.user->active;
    return row;
}

/* The rows of one day, of which these are all looks; the newest first. */
static void rows_fill(const Looked *looked, const AuditLook *look, size_t count, LookDayView *day) {
    LookRowView *row = arena_many(looked->visit->arena, LookRowView, count);
    const AuditLook **of = arena_many(looked->visit->arena, const AuditLook *, count);
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        while (at < day->rows_count &&
               !(of[at]->code == look[i].code && str_equal(of[at]->actor, look[i].actor))) {
            at++;
        }
        if (at == day->rows_count) {
            of[day->rows_count++] = &look[i];
            row[at] = row_view(looked, &look[i]);
        }
        row[at].times++;
        row[at].first = time_phrase(looked->visit->arena, look[i].seconds);
        row[at].one_minute = of[at]->seconds / MINUTE_SECONDS == look[i].seconds / MINUTE_SECONDS;
    }
    day->rows = row;
}

static void days_fill(const Looked *looked, CandidateLooksView *view) {
    const AuditLooks *looks = &looked->looks;
    LookDayView *day = arena_many(looked->visit->arena, LookDayView, looks->count);
    for (size_t first = 0, end; first < looks->count; first = end) {
        Day which = look_day(&looks->row[first]);
        for (end = first; end < looks->count && look_day(&looks->row[end]) == which;) end++;
        LookDayView *made = &day[view->days_count++];
        *made = (LookDayView){ .day = which, .went_on = first == 0 && looked->went_on };
        made->goes_on = end == looks->count && looked->goes_on;
        rows_fill(looked, &looks->row[first], end - first, made);
    }
    view->days = day;
}

static void addresses_fill(const Looked *looked, bool newest, CandidateLooksView *view) {
    Visit *visit = looked->visit;
    const AuditLooks *looks = &looked->looks;
    Str here = looks_address(visit->arena, looked->id);
    view->shown_address = address_of(visit->arena, "candidates", looked->id, "/shown");
    if (visit_may(visit, PERMISSION_candidates_read)) {
        view->file_address = address_of(visit->arena, "candidates", looked->id, "");
    }
    if (visit_may(visit, PERMISSION_export)) {
        view->export_address = str_printf(visit->arena, "%.*s.csv", STR_ARGS(here));
    }
    if (!newest) view->newest_address = here;
    if (!looks->more || !looks->count) return;
    AddressQuery query = address_query(visit->arena, here);
    address_add_number(&query, "before", looks->row[looks->count - 1].number);
    view->older_address = address_str(&query);
}

Answer candidate_looks(Visit *visit) {
    LooksForm form;
    if (!form_read(visit, &looks_form, &form)) return answer_invalid(visit);
    Looked looked = { .visit = visit };
    Result result = person_find(&looked);
    if (result == OK) result = looks_load(&looked, form.before);
    if (result != OK) return answer_failed(visit, result);
    days_whole(&looked);
    CandidateLooksView view = { .layout = candidate_layout(visit, looked.id),
                                .person = looked.name };
    addresses_fill(&looked, form.before == INT64_MAX, &view);
    days_fill(&looked, &view);
    audit_seen(visit, AUDIT_candidate_looks_read, looked.id, STR_EMPTY);
    return PAGE(visit, candidate_looks_page, &view);
}

/* From the first page of an auditor, who has no list of people to choose from. */
FORM(LooksFindForm, looks_find_form, FIELD(id, TEXT, .length_max = ID_BYTES_MAX));

Answer looks_find(Visit *visit) {
    LooksFindForm form;
    int64_t number;
    if (!form_read(visit, &looks_find_form, &form)) return answer_invalid(visit);
    Str id = str_trim(form.id);
    Result result = candidate_number(visit->db, visit->who.tenant, id, &number);
    if (result == NOT_FOUND) {
        return answer_sorry(visit, 404, PHRASE(WORD_looks_nobody, VALUE_TEXT("id", id)));
    }
    return result == OK ? answer_redirect(visit, looks_address(visit->arena, id))
                        : answer_failed(visit, result);
}

/* --- the same as a file, event by event --- */

static void csv_head(Visit *visit, Text *text) {
    static const Word column[] = { WORD_looks_moment, WORD_looks_who, WORD_looks_roles,
                                   WORD_looks_what, WORD_looks_opening };
    text_add(text, S("actor,event"));
    for (size_t i = 0; i < sizeof column / sizeof *column; i++) {
        text_add_char(text, ',');
        csv_cell_add(text, visit->arena,
                     phrase_text(visit->arena, visit->tongue, PHRASE(column[i])));
    }
    text_add_char(text, '\n');
}

static void csv_row(const Looked *looked, Arena *scratch, Text *text, const AuditLook *look) {
    Tongue tongue = looked->visit->tongue;
    Actor actor = actor_of(&looked->actors, look->actor);
    const Str cell[] = {
        look->actor,
        str_from(audit_event_name(look->code)),
        look->moment,
        actor_name(scratch, tongue, &actor),
        actor.user ? user_roles_said(scratch, tongue, actor.user->roles) : STR_EMPTY,
        phrase_text(scratch, tongue, PHRASE(audit_look_word(look->code))),
        look->opening
    };
    for (size_t i = 0; i < sizeof cell / sizeof *cell; i++) {
        if (i) text_add_char(text, ',');
        csv_cell_add(text, scratch, cell[i]);
    }
    text_add_char(text, '\n');
}

static Result csv_rows(const Looked *looked, Text *text) {
    AUTO(arena_end_at) Arena *scratch = arena_new("looks", LOOKS_ARENA_BYTES_MAX);
    AuditLooks looks = { .more = true };
    AuditLooksRequest request = { .tenant = looked->visit->who.tenant,
                                  .subject = looked->id,
                                  .before = INT64_MAX,
                                  .count_max = AUDIT_LOOKS_MAX };
    while (looks.more && !text_failed(text)) {
        arena_rewind(scratch, (ArenaMark){ 0 });
        Result result = audit_looks(looked->visit->db, scratch, &request, &looks);
        if (result != OK) return result;
        for (size_t i = 0; i < looks.count; i++) csv_row(looked, scratch, text, &looks.row[i]);
        if (looks.count) request.before = looks.row[looks.count - 1].number;
    }
    return text_failed(text) ? BROKEN : OK;
}

Answer candidate_looks_csv(Visit *visit) {
    if (!form_read_empty(visit)) return answer_invalid(visit);
    Looked looked = { .visit = visit };
    Text text = text_new(visit->arena, EXPORT_BYTES_MAX);
    Result result = person_find(&looked);
    csv_head(visit, &text);
    if (result == OK) result = csv_rows(&looked, &text);
    if (result != OK) return answer_failed(visit, result);
    audit_seen(visit, AUDIT_candidate_looks_exported, looked.id, STR_EMPTY);
    return answer_file(visit, S("text/csv; charset=utf-8"), S("wie-keek.csv"), text_str(&text));
}
