/* One list that was shown for a decision: who saw it, by which rules, from which input, each row with its
 * score and parts, and whether it can still be proven. Looking at it is a look at what it is about. */
#include "form.h"
#include "limits.h"
#include "market/market.h"
#include "moment.h"
#include "number.h"
#include "openings/openings.h"
#include "pages.h"
#include "shown_lists.h"
#include "users/actors.h"
#include "users_page.h"

enum { LINES_PER_PAGE = 50 };

FORM(ShownListForm, shown_list_form,
     FIELD(page, COUNT, .value_min = 1, .value_max = SHOWN_ROWS_MAX, .otherwise = 1));

/* --- rows --- */

/* A line of its person; without a line: what was said of that person is erased. */
typedef struct KeptLine {
    const ShownPart *part;
    ShownLine line;
    bool erased;
} KeptLine;

typedef struct KeptLines {
    KeptLine *line;
    size_t count, capacity;
} KeptLines;

static void line_add(Arena *arena, KeptLines *lines, KeptLine line) {
    lines->line = arena_room(arena, KeptLine, lines->line, lines->count, &lines->capacity);
    lines->line[lines->count++] = line;
}

static bool part_read(Arena *arena, const ShownPart *part, KeptLines *lines) {
    Str rest = part->lines, text;
    while (str_cut(&rest, '\n', &text) && text.len) {
        KeptLine kept = { .part = part };
        if (!shown_line_read(text, &kept.line)) return false;
        line_add(arena, lines, kept);
    }
    return true;
}

/* How many there were: of people one for each, else one of the person. */
static size_t parts_kept(const ShownList *list) {
    int64_t rows = list->rows + list->near;
    int64_t parts = list->kind == SHOWN_PEOPLE ? rows : rows > 0;
    return (size_t)(parts < SHOWN_ROWS_MAX ? parts : SHOWN_ROWS_MAX);
}

static bool lines_read(Arena *arena, const ShownList *list, KeptLines *ret_lines) {
    size_t parts = parts_kept(list);
    if (parts < list->part_count) parts = list->part_count;
    for (size_t i = 0; i < parts; i++) {
        if (i >= list->part_count || !list->part[i].salt.len) {
            line_add(arena, ret_lines, (KeptLine){ .erased = true });
        } else if (!part_read(arena, &list->part[i], ret_lines)) {
            return false;
        }
    }
    return true;
}

static Str parts_said(Visit *visit, const ShownLine *line) {
    Text text = text_new(visit->arena, STRING_BYTES_MAX);
    for (int i = 0; i < PART_COUNT; i++) {
        Word word = line->unknown_parts >> i & 1 ? WORD_shown_lists_part_unknown
                                                 : WORD_shown_lists_part;
        if (i) text_add(&text, S(", "));
        phrase_say(&text, visit->tongue,
                   PHRASE(word, VALUE_WORD("part", part_word((Part)i)),
                          VALUE_NUMBER("points", line->points[i])));
    }
    return text_str(&text);
}

/* The name for who may read it; else the id. */
static Result candidate_said(Visit *visit, Str id, Str *ret_name) {
    CandidateRecord record;
    *ret_name = id;
    if (!id.len || !visit_may(visit, PERMISSION_candidates_read)) return OK;
    Result result =
        candidate_load(visit->db, visit->arena, visit->who.tenant, id, true, &record);
    if (result == OK) *ret_name = candidate_name(visit->arena, &record);
    return result;
}

static Result opening_said(Visit *visit, Str id, Str *ret_name) {
    OpeningRecord record;
    *ret_name = id;
    if (!id.len || !visit_may(visit, PERMISSION_openings_read)) return OK;
    Result result = opening_load(visit->db, visit->arena, visit->who.tenant, id, &record);
    if (result == OK) *ret_name = opening_name(visit->arena, &record);
    return result;
}

static Result line_fill(Visit *visit, const ShownList *list, const KeptLine *kept,
                        ShownLineView *view) {
    const ShownLine *line = &kept->line;
    Str candidate, opening;
    *view = (ShownLineView){ .erased = kept->erased };
    if (kept->erased) return OK;
    Result result = shown_candidate_id(visit->db, visit->arena, visit->who.tenant,
                                       kept->part->candidate_number, &candidate);
    if (result == OK) {
        result = shown_opening_id(visit->db, visit->arena, visit->who.tenant, line->opening_number,
                                  &opening);
    }
    if (result != OK) return result;
    *view = (ShownLineView){ .place = line->place, .scored = line->score >= 0,
                             .score = line->score, .unmet = line->unmet,
                             .unknown = line->unknown };
    if (view->scored) view->parts = parts_said(visit, line);
    if (candidate.len && opening.len && visit_may(visit, PERMISSION_matches_read)) {
        view->address = pair_address(visit->arena, candidate, opening);
    }
    return list->kind == SHOWN_PEOPLE ? candidate_said(visit, candidate, &view->name)
                                      : opening_said(visit, opening, &view->name);
}

static Result lines_fill(Visit *visit, const ShownList *list, int64_t page, ShownListView *view) {
    KeptLines kept = { .count = 0 };
    if (!lines_read(visit->arena, list, &kept)) return BROKEN;
    Str here = str_printf(visit->arena, "/shown/%lld", (long long)list->number);
    view->paging = page_paging(visit, here, page, LINES_PER_PAGE, (int64_t)kept.count);
    size_t first = (size_t)(view->paging.page - 1) * LINES_PER_PAGE;
    ShownLineView *line = arena_many(visit->arena, ShownLineView, LINES_PER_PAGE);
    Result result = OK;
    for (size_t i = first; i < kept.count && i < first + LINES_PER_PAGE && result == OK; i++) {
        result = line_fill(visit, list, &kept.line[i], &line[view->lines_count++]);
    }
    view->lines = line;
    return result;
}

/* --- can it be proven? --- */

static const Word outcome_word[SHOWN_OUTCOME_COUNT] = {
    [SHOWN_equal] = WORD_shown_lists_proof_equal,
    [SHOWN_differs] = WORD_shown_lists_proof_differs,
    [SHOWN_changed] = WORD_shown_lists_proof_changed,
    [SHOWN_rules] = WORD_shown_lists_proof_rules,
    [SHOWN_unproven] = WORD_shown_lists_proof_unproven,
    [SHOWN_erased] = WORD_shown_lists_proof_erased,
    [SHOWN_broken] = WORD_shown_lists_proof_broken,
};

static void outcome_put(ShownListView *view, ShownOutcome outcome) {
    view->proof = outcome_word[outcome];
    view->proof_wrong = outcome == SHOWN_differs || outcome == SHOWN_broken;
}

/* In the world of today. One of another day is not read for a page. */
static Result proof_again(Visit *visit, const ShownList *list, ShownListView *view) {
    const World *world;
    Result result = visit_world_take(visit, &world);
    if (result != OK) return result;
    if (list->made_on == snapshot_today(world->snapshot)) {
        outcome_put(view, shown_again(visit->arena, world, list));
    } else {
        ShownOutcome outcome = shown_input_look(visit->arena, world, list);
        outcome_put(view, outcome);
        view->names_command = outcome == SHOWN_equal;
        if (view->names_command) view->proof = WORD_shown_lists_proof_same_input;
    }
    visit_world_give(visit, world);
    return OK;
}

/* What can be told without a world is told without. */
static Result proof_fill(Visit *visit, const ShownList *list, ShownListView *view) {
    ShownOutcome outcome;
    bool many = false;
    Result result = shown_prove(visit->db, visit->arena, visit->who.tenant, list, &outcome);
    if (result != OK) return result;
    if (outcome == SHOWN_equal && !list->input.len) outcome = SHOWN_unproven;
    if (outcome == SHOWN_equal &&
        !str_equal(list->rule_version, rules_version(visit->house->rules))) {
        outcome = SHOWN_rules;
    }
    outcome_put(view, outcome);
    if (outcome != SHOWN_equal) return OK;
    result = market_is_due(visit->db, visit->who.tenant, visit->house->market_openings, &many);
    if (result != OK) return result;
    if (!many) return proof_again(visit, list, view);
    view->proof = WORD_shown_lists_proof_many;
    view->names_command = true;
    return OK;
}

/* --- the page --- */

static Result head_fill(Visit *visit, const ShownList *list, ShownListView *view) {
    Actors actors;
    int64_t seconds = 0, last = 0;
    Result result = actors_load(visit->db, visit->arena, visit->who.tenant, &actors);
    if (result != OK) return result;
    Actor actor = actor_of(&actors, list->actor);
    moment_read(list->moment, &seconds);
    moment_read(list->last_moment, &last);
    view->number = list->number;
    view->what = shown_kind_word(list->kind);
    view->of_people = list->kind == SHOWN_PEOPLE;
    view->who = actor_name(visit->arena, visit->tongue, &actor);
    if (actor.user) {
        view->roles = user_roles_said(visit->arena, visit->tongue, actor.user->roles);
        view->closed = !actor.user->active;
    }
    view->moment = *moment_phrase(visit->arena, seconds);
    view->last_moment = *moment_phrase(visit->arena, last);
    view->times = list->times;
    view->several = list->times > 1;
    view->made_on = list->made_on;
    view->rule_version = list->rule_version;
    view->input = list->input;
    view->subject_address = shown_subject_address(visit, list);
    view->lists_address = S("/shown");
    if (list->subject.len) {
        view->lists_address = address_of(
            visit->arena, view->of_people ? "openings" : "candidates", list->subject, "/shown");
    }
    return view->of_people ? opening_said(visit, list->subject, &view->subject)
                           : candidate_said(visit, list->subject, &view->subject);
}

static void list_seen(Visit *visit, const ShownList *list) {
    AuditCode code = list->kind == SHOWN_PEOPLE ? AUDIT_opening_matches_read : AUDIT_match_read;
    if (list->subject.len) audit_seen(visit, code, list->subject, STR_EMPTY);
    else audit_seen(visit, AUDIT_list_read, S("shown"), STR_EMPTY);
}

Answer shown_list(Visit *visit) {
    ShownListForm form;
    ShownList list;
    int64_t number;
    if (!form_read(visit, &shown_list_form, &form)) return answer_invalid(visit);
    if (!number_read(visit->id[0], &number)) return answer_not_found(visit);
    ShownListView view = { .layout = page_layout(visit, SECTION_COUNT) };
    Result result = shown_load(visit->db, visit->arena, visit->who.tenant, number, &list);
    if (result == OK) result = head_fill(visit, &list, &view);
    if (result == OK) result = lines_fill(visit, &list, form.page, &view);
    if (result == OK) result = proof_fill(visit, &list, &view);
    if (result != OK) return answer_failed(visit, result);
    list_seen(visit, &list);
    return PAGE(visit, shown_list_page, &view);
}
