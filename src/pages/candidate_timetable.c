/* The week of a person, drawn as a grid of half hours or laid in blocks.
 *
 * The form says what the week was when it was filled. A day that somebody else changed as well is
 * shown beside what was drawn; other days of others stand. */
#include "candidate_timetable.h"

#include "candidate_edit_page.h"

#include "candidates/candidate_rows_edit.h"
#include "changed_by.h"
#include "form.h"
#include "limits.h"
#include "pages.h"
#include "records/labels.h"
#include "week_picture.h"

enum {
    CELLS = CANDIDATE_WEEK_DAYS * CANDIDATE_WEEK_HALF_HOURS
};

static const char *const can_names[] = { "yes", "no" };
FORM(TimetableForm, timetable_form, FIELD(was, TEXT, .needed = true, .length_max = 100),
     FIELD(half_hour, COUNTS, .value_max = CELLS - 1, .count_max = CELLS),
     FIELD(day, COUNTS, .value_max = CANDIDATE_WEEK_DAYS - 1, .count_max = CANDIDATE_WEEK_DAYS),
     FIELD(from, COUNT, .value_max = CANDIDATE_WEEK_HALF_HOURS, .otherwise = -1),
     FIELD(until, COUNT, .value_max = CANDIDATE_WEEK_HALF_HOURS, .otherwise = -1),
     FIELD(can, CHOICE, .choice = can_names, .choice_count = 2), FIELD(lay, FLAG),
     FIELD(verified, FLAG), FIELD(confirmed, FLAG));
FORM(TimetableShowForm, timetable_show_form, FIELD(night, FLAG));

typedef struct Drawn {
    Visit *visit;
    CandidateRecord record;
    TimetableForm form;
    CandidateWeek was, week;
    bool night, laid, unsaved;
    Phrase wrong, changed;
    const CandidateWeekEdited *conflict;
} Drawn;

/* --- showing --- */

static void days_fill(const Drawn *drawn, CandidateTimetableView *view) {
    TimetableDayView *day = arena_many(drawn->visit->arena, TimetableDayView, CANDIDATE_WEEK_DAYS);
    for (int i = 0; i < CANDIDATE_WEEK_DAYS; i++) {
        day[i] = (TimetableDayView){ .number = i, .name = week_day_word(i),
                                     .short_name = week_day_short_word(i) };
        for (size_t k = 0; k < drawn->form.day.count && !drawn->laid; k++) {
            day[i].chosen = day[i].chosen || drawn->form.day.at[k] == i;
        }
    }
    view->days = day;
    view->days_count = CANDIDATE_WEEK_DAYS;
}

static const TimetableTimeView *times_of(Arena *arena, int first, int64_t chosen) {
    TimetableTimeView *time = arena_many(arena, TimetableTimeView, CANDIDATE_WEEK_HALF_HOURS);
    for (int i = 0; i < CANDIDATE_WEEK_HALF_HOURS; i++) {
        time[i] = (TimetableTimeView){ first + i, half_hour_phrase(arena, first + i),
                                       first + i == chosen };
    }
    return time;
}

static void times_fill(const Drawn *drawn, CandidateTimetableView *view) {
    Arena *arena = drawn->visit->arena;
    bool keeps = drawn->wrong.word != WORD_none;
    view->from_times = times_of(arena, 0, keeps ? drawn->form.from : -1);
    view->until_times = times_of(arena, 1, keeps ? drawn->form.until : -1);
    view->from_times_count = view->until_times_count = CANDIDATE_WEEK_HALF_HOURS;
    view->cannot = keeps && drawn->form.can;
}

/* The half hours that are shown: the day, and whatever is in the week besides. */
static void window_find(const Drawn *drawn, int *ret_from, int *ret_until) {
    int from = drawn->night ? 0 : WEEK_SHOWN_FROM;
    int until = drawn->night ? CANDIDATE_WEEK_HALF_HOURS : WEEK_SHOWN_UNTIL;
    for (int i = 0; i < CELLS; i++) {
        int day = i / CANDIDATE_WEEK_HALF_HOURS, at = i % CANDIDATE_WEEK_HALF_HOURS;
        if (!((drawn->week.day[day] | drawn->was.day[day]) >> at & 1)) continue;
        if (at < from) from = at;
        if (at >= until) until = at + 1;
    }
    *ret_from = from;
    *ret_until = until;
}

static Phrase cell_phrase(int day, const Phrase *time) {
    return PHRASE(WORD_timetable_cell, VALUE_WORD("day", week_day_word(day)),
                  VALUE_PHRASE("time", time));
}

static void rows_fill(const Drawn *drawn, CandidateTimetableView *view) {
    Arena *arena = drawn->visit->arena;
    int from, until;
    window_find(drawn, &from, &until);
    TimetableRowView *row = arena_many(arena, TimetableRowView, CANDIDATE_WEEK_HALF_HOURS);
    for (int at = from; at < until; at++) {
        TimetableCellView *cell = arena_many(arena, TimetableCellView, CANDIDATE_WEEK_DAYS);
        TimetableRowView *made = &row[view->rows_count++];
        *made = (TimetableRowView){ half_hour_phrase(arena, at), cell, CANDIDATE_WEEK_DAYS };
        for (int day = 0; day < CANDIDATE_WEEK_DAYS; day++) {
            cell[day] = (TimetableCellView){ day * CANDIDATE_WEEK_HALF_HOURS + at,
                                             cell_phrase(day, &made->time),
                                             drawn->week.day[day] >> at & 1 };
        }
    }
    view->rows = row;
    bool whole = view->rows_count == CANDIDATE_WEEK_HALF_HOURS;
    if (!whole && !drawn->unsaved) {
        view->night_address = str_printf(arena, "%.*s?night=1", STR_ARGS(view->address));
    }
}

/* "9.00 uur - 12.00 uur, 13.00 uur - 15.00 uur" of one day; nothing. */
static Phrase day_phrase(Arena *arena, const CandidateWeek *week, int day) {
    int at = 0, from, until;
    Phrase *times = arena_one(arena, Phrase);
    *times = PHRASE(WORD_timetable_nothing);
    for (bool any = false; candidate_week_next(week, day, &at, &from, &until); any = true) {
        Phrase *parts = arena_many(arena, Phrase, 2);
        parts[0] = *times;
        parts[1] = stretch_phrase(arena, WORD_timetable_stretch, from, until);
        *times = any ? PHRASE(WORD_timetable_and, VALUE_PHRASE("before", &parts[0]),
                              VALUE_PHRASE("last", &parts[1]))
                     : parts[1];
    }
    return PHRASE(WORD_timetable_theirs, VALUE_WORD("day", week_day_word(day)),
                  VALUE_PHRASE("times", times));
}

static void theirs_fill(const Drawn *drawn, CandidateTimetableView *view) {
    Phrase *theirs = arena_many(drawn->visit->arena, Phrase, CANDIDATE_WEEK_DAYS);
    for (int day = 0; day < CANDIDATE_WEEK_DAYS && drawn->conflict; day++) {
        if (!(drawn->conflict->days_both >> day & 1)) continue;
        theirs[view->theirs_count++] =
            day_phrase(drawn->visit->arena, &drawn->conflict->now, day);
    }
    view->theirs = theirs;
}

FactsView timetable_exceptions(Visit *visit, const CandidateRecord *record) {
    Arena *arena = visit->arena;
    const RecordType *type = &candidate_list_type[LIST_TIMETABLE];
    const RecordList *rows = &record->list[LIST_TIMETABLE];
    FactView *fact = arena_many(arena, FactView, rows->count);
    FactsView view = { .name = PHRASE(WORD_timetable_exceptions), .anchor = S("exceptions"),
                       .help = PHRASE(WORD_timetable_exceptions_help), .facts = fact };
    bool writes = visit_may(visit, PERMISSION_candidates_write);
    if (writes) view.add_address = row_edit_address(arena, record, LIST_TIMETABLE, rows->count);
    for (size_t i = 0; i < rows->count; i++) {
        if (candidate_week_is_plain(rows, i)) continue;
        FactView *made = &fact[view.facts_count++];
        *made = (FactView){ .value = record_row_phrase(arena, type, rows, i),
                            .from = provenance_phrase(arena, rows->from[i], visit->today) };
        if (writes) made->edit_address = row_edit_address(arena, record, LIST_TIMETABLE, i);
    }
    return view;
}

Str timetable_address(Arena *arena, Str candidate_id) {
    return address_of(arena, "candidates", candidate_id, "/timetable");
}

static Answer drawn_answer(const Drawn *drawn, int status) {
    Visit *visit = drawn->visit;
    Str id = drawn->record.id;
    CandidateTimetableView view = { .layout = candidate_layout(visit, id),
                                    .person = candidate_name(visit->arena, &drawn->record),
                                    .address = timetable_address(visit->arena, id),
                                    .file_address = address_of(visit->arena, "candidates", id, ""),
                                    .token = visit_token(visit),
                                    .was = candidate_week_text(visit->arena, &drawn->was),
                                    .wrong = drawn->wrong,
                                    .conflict = drawn->conflict != NULL,
                                    .changed = drawn->changed,
                                    .laid = drawn->laid,
                                    .unsaved = drawn->unsaved,
                                    .verified = drawn->form.verified,
                                    .confirmed = drawn->form.confirmed,
                                    .exceptions = timetable_exceptions(visit, &drawn->record) };
    days_fill(drawn, &view);
    times_fill(drawn, &view);
    rows_fill(drawn, &view);
    theirs_fill(drawn, &view);
    audit_seen(visit, AUDIT_candidate_read, id, STR_EMPTY);
    return PAGE_STATUS(visit, status, candidate_timetable_page, &view);
}

/* --- reading and writing --- */

static Result drawn_load(Drawn *drawn) {
    Visit *visit = drawn->visit;
    return candidate_load(visit->db, visit->arena, visit->who.tenant, visit->id[0], true,
                          &drawn->record);
}

Answer candidate_timetable_show(Visit *visit) {
    TimetableShowForm form;
    if (!form_read(visit, &timetable_show_form, &form)) return answer_invalid(visit);
    Drawn *drawn = arena_one(visit->arena, Drawn);
    drawn->visit = visit;
    drawn->night = form.night;
    Result result = drawn_load(drawn);
    if (result != OK) return answer_failed(visit, result);
    drawn->was = drawn->week = candidate_week_of(&drawn->record.list[LIST_TIMETABLE]);
    return drawn_answer(drawn, 200);
}

/* A block that was begun is laid, whichever button was pressed. False: it is no block. */
static bool block_lay(Drawn *drawn) {
    const TimetableForm *form = &drawn->form;
    bool begun = form->day.count || form->from >= 0 || form->until >= 0 || form->lay;
    if (!begun) return true;
    if (!form->day.count || form->from < 0 || form->until <= form->from) return false;
    for (size_t i = 0; i < form->day.count; i++) {
        candidate_week_set(&drawn->week, (int)form->day.at[i], (int)form->from, (int)form->until,
                           form->can == 0);
    }
    return true;
}

/* What only others changed is taken over; days that both changed stay as they were drawn. */
static Answer conflict_answer(Drawn *drawn, const CandidateWeekEdited *edited) {
    ChangedBy by = { WORD_changed_by_week, edited->last.moment, edited->last.actor };
    Result result = changed_by_phrase(drawn->visit, by, &drawn->changed);
    if (result != OK) return answer_failed(drawn->visit, result);
    drawn->conflict = edited;
    for (int day = 0; day < CANDIDATE_WEEK_DAYS; day++) {
        bool mine = drawn->week.day[day] != drawn->was.day[day];
        if (!mine) drawn->week.day[day] = edited->now.day[day];
    }
    drawn->was = edited->now;
    return drawn_answer(drawn, 409);
}

static Answer week_write(Drawn *drawn) {
    Visit *visit = drawn->visit;
    CandidateWeekEdited edited;
    CandidateWeekEdit edit = { .id = drawn->record.id, .was = drawn->was, .becomes = drawn->week,
                               .confirmed = drawn->form.confirmed, .actor = visit->who.id,
                               .from = { S("intake"), drawn->form.verified, visit->today } };
    Result result = candidate_week_edit(visit->db, visit->arena, visit->who.tenant, &edit, &edited);
    if (result == CONFLICT) return conflict_answer(drawn, &edited);
    if (result == INVALID) {
        drawn->wrong = PHRASE(WORD_timetable_full, VALUE_NUMBER("maximum", ENTRIES_MAX));
        return drawn_answer(drawn, 422);
    }
    if (result == OK) result = visit_commit(visit);
    if (result != OK) return answer_failed(visit, result);
    AddressQuery query =
        address_query(visit->arena, address_of(visit->arena, "candidates", edit.id, ""));
    address_add_number(&query, "saved", edited.changed);
    return answer_redirect(visit, address_str(&query));
}

Answer candidate_timetable_do(Visit *visit) {
    Drawn *drawn = arena_one(visit->arena, Drawn);
    drawn->visit = visit;
    drawn->unsaved = true;
    Result result = drawn_load(drawn);
    if (result != OK) return answer_failed(visit, result);
    bool well = form_read(visit, &timetable_form, &drawn->form);
    if (!well || !candidate_week_read(drawn->form.was, &drawn->was)) return answer_invalid(visit);
    for (size_t i = 0; i < drawn->form.half_hour.count; i++) {
        int cell = (int)drawn->form.half_hour.at[i], at = cell % CANDIDATE_WEEK_HALF_HOURS;
        candidate_week_set(&drawn->week, cell / CANDIDATE_WEEK_HALF_HOURS, at, at + 1, true);
    }
    if (!block_lay(drawn)) {
        drawn->wrong = PHRASE(WORD_timetable_block_wrong);
        return drawn_answer(drawn, 422);
    }
    drawn->laid = drawn->form.lay;
    return drawn->form.lay ? drawn_answer(drawn, 200) : week_write(drawn);
}
