#include "matches_parts.h"

#include "candidate.h"
#include "form.h"
#include "limits.h"
#include "market_world.h"
#include "openings/opening_search.h"
#include "shown/shown.h"

enum { NEAR_SHOWN = 5 };

enum { ORDER_SCORE, ORDER_CROWDING, ORDER_COUNT };
static const char *const orders[] = { "score", "crowding" };

FORM(MatchesForm, matches_form, FIELD(page, COUNT, .value_min = 1, .value_max = 1000, .otherwise = 1),
     FIELD(order, CHOICE, .choice = orders, .choice_count = ORDER_COUNT));

/* Which of the world a visitor asks for; -1: nobody of this tenant. */
static int candidate_of(const Visit *visit, const World *world) {
    return snapshot_find_candidate(world->snapshot, visit->id[0]);
}

static MatchView *views_of(Arena *arena, const World *world, const Match *match,
                                 size_t count, MatchSide side) {
    MatchView *view = arena_many(arena, MatchView, count);
    for (size_t i = 0; i < count; i++) {
        view[i] = match_view(arena, world, match[i].candidate, match[i].opening, side);
    }
    return view;
}

/* --- how crowded it is, beside a list and as its order --- */

static Str list_address(const Visit *visit, const MatchesView *view, bool by_crowding) {
    const char *tail = view->of_candidate ? "matches" : "candidates";
    AddressQuery query = address_query(visit->arena, str_printf(visit->arena, "%.*s/%s",
                                                                STR_ARGS(view->address), tail));
    if (by_crowding) address_add(&query, "order", str_from(orders[ORDER_CROWDING]));
    return address_str(&query);
}

void matches_slice(int64_t page, size_t total, size_t *ret_first, size_t *ret_count) {
    size_t first = (size_t)(page - 1) * MATCHES_PER_PAGE;
    if (first > total) first = total;
    *ret_first = first;
    *ret_count = total - first < MATCHES_PER_PAGE ? total - first : MATCHES_PER_PAGE;
}

PagingView matches_paging(Visit *visit, const MatchesView *view, int64_t page, size_t total) {
    return page_paging(visit, list_address(visit, view, view->crowding_asked), page,
                       MATCHES_PER_PAGE, (int64_t)total);
}

MatchesView matches_view_of(Visit *visit, const CandidateRecord *person, bool crowding_asked) {
    MatchesView view = { .layout = candidate_layout(visit, person->id),
                         .name = candidate_name(visit->arena, person),
                         .address = address_of(visit->arena, "candidates", person->id, ""),
                         .of_candidate = true,
                         .crowding_asked = crowding_asked };
    view.pairs_address = address_of(visit->arena, "candidates", person->id, "/openings");
    view.steps_address = address_of(visit->arena, "candidates", person->id, "/steps");
    view.by_score_address = list_address(visit, &view, false);
    view.by_crowding_address = list_address(visit, &view, true);
    return view;
}

/* Of a person: the list in another order, when that is asked and can be had. */
static void crowding_fill(Visit *visit, MatchesView *view, const Crowding *crowding, Match *match,
                          size_t total) {
    view->by_crowding = view->crowding_asked && crowding;
    if (!view->by_crowding) return;
    crowding_order(visit->arena, crowding, match, total);
    if (total == MATCHES_MAX) view->first_only = MATCHES_MAX;
}

static void crowds_fill(const Visit *visit, const Crowding *crowding, const Match *match,
                        MatchView *view, size_t count) {
    for (size_t i = 0; crowding && i < count; i++) {
        view[i].crowd = crowd_view(visit, &crowding->opening[match[i].opening], match[i].score);
    }
}

/* --- */

/* One page of the best; the rest is ranked too, so that its number is known, up to MATCHES_MAX. */
static ShownMatches best_fill(Visit *visit, const World *world, MatchesView *view, int whose,
                              int64_t page, MatchSide side) {
    Match *match = arena_many(visit->arena, Match, MATCHES_MAX);
    size_t total = side == MATCH_OF_CANDIDATE
                       ? rank_for_candidate(world->snapshot, whose, MATCHES_MAX, match)
                       : rank_for_opening(world->snapshot, whose, MATCHES_MAX, match);
    const Crowding *crowding =
        visit_crowding_take(visit, world, view->crowding_asked, &view->crowding);
    if (view->of_candidate) crowding_fill(visit, view, crowding, match, total);
    size_t first, count;
    matches_slice(page, total, &first, &count);
    MatchView *shown = views_of(visit->arena, world, match + first, count, side);
    if (view->of_candidate) crowds_fill(visit, crowding, match + first, shown, count);
    else if (crowding) view->crowd = crowd_view(visit, &crowding->opening[whose], SCORE_NONE);
    if (crowding) crowding_give(visit->house->crowding, crowding);
    view->matches = shown;
    view->matches_count = count;
    view->paging = matches_paging(visit, view, page, total);
    bool people = side == MATCH_OF_OPENING;
    return (ShownMatches){ .kind = people              ? SHOWN_PEOPLE
                                   : view->by_crowding ? SHOWN_PAIRS
                                                       : SHOWN_OPENINGS,
                           .whose = whose, .first = first, .match = match + first,
                           .count = count };
}

static void near_fill(Visit *visit, const World *world, MatchesView *view, ShownMatches *shown) {
    Match *near = arena_many(visit->arena, Match, NEAR_SHOWN);
    int candidate = shown->whose;
    size_t count = openings_one_step_away(world->snapshot, candidate, NEAR_SHOWN, near);
    view->near = views_of(visit->arena, world, near, count, MATCH_OF_CANDIDATE);
    view->near_count = count;
    shown->near = near;
    shown->near_count = count;
    Help help = step_that_helps_most(world->snapshot, candidate);
    view->has_help = help.any;
    if (!help.any) return;
    view->help_talk = step_is_sensitive(help.step.kind);
    if (!view->help_talk) view->help = step_phrase(visit->arena, help.step);
    view->opens = help.opens;
}

static Answer best_of_candidate(Visit *visit, const World *world, const MatchesForm *form) {
    int candidate = candidate_of(visit, world);
    if (candidate < 0) return answer_not_found(visit);
    const CandidateRecord *person = snapshot_candidate(world->snapshot, candidate);
    MatchesView view = matches_view_of(visit, person, form->order == ORDER_CROWDING);
    ShownMatches shown =
        best_fill(visit, world, &view, candidate, form->page, MATCH_OF_CANDIDATE);
    if (form->page == 1) near_fill(visit, world, &view, &shown);
    audit_seen_list(visit, AUDIT_match_read, person->id, shown_of(visit->arena, world, &shown));
    return PAGE(visit, matches_page, &view);
}

static Answer best_of_opening(Visit *visit, const World *world, const MatchesForm *form) {
    int opening = snapshot_find_opening(world->snapshot, visit->id[0]);
    if (opening < 0) return answer_not_found(visit);
    const OpeningRecord *place = snapshot_opening(world->snapshot, opening);
    MatchesView view = { .layout = page_layout(visit, SECTION_openings),
                         .name = opening_name(visit->arena, place),
                         .address = address_of(visit->arena, "openings", place->id, "") };
    view.steps_address = address_of(visit->arena, "openings", place->id, "/steps");
    ShownMatches shown = best_fill(visit, world, &view, opening, form->page, MATCH_OF_OPENING);
    audit_seen_list(visit, AUDIT_opening_matches_read, place->id,
                    shown_of(visit->arena, world, &shown));
    return PAGE(visit, matches_page, &view);
}

static Answer world_answer(Visit *visit, const MatchesForm *form,
                           Answer (*make)(Visit *, const World *, const MatchesForm *)) {
    const World *world;
    Result result = visit_world_take(visit, &world);
    if (result != OK) return answer_failed(visit, result);
    Answer answer = make(visit, world, form);
    visit_world_give(visit, world);
    return answer;
}

Answer candidate_matches(Visit *visit) {
    MatchesForm form;
    if (!form_read(visit, &matches_form, &form)) return answer_invalid(visit);
    const Market *market;
    Result result = visit_market_take(visit, &market);
    if (result != OK) return answer_failed(visit, result);
    if (!market) return world_answer(visit, &form, best_of_candidate);
    Answer answer = matches_of_market(visit, market, form.page, form.order == ORDER_CROWDING);
    visit_market_give(visit, market);
    return answer;
}

Answer opening_candidates(Visit *visit) {
    MatchesForm form;
    if (!form_read(visit, &matches_form, &form)) return answer_invalid(visit);
    return world_answer(visit, &form, best_of_opening);
}

/* --- one pair --- */

static void decision_fill(const World *world, PairView *view, int candidate, int opening) {
    int64_t person = world->candidates.record[candidate].number;
    int64_t place = world->openings.record[opening].number;
    for (size_t i = 0; i < world->decided.count; i++) {
        const DecidedPair *pair = &world->decided.row[i];
        if (pair->candidate_number != person || pair->opening_number != place) continue;
        view->pinned = pair->decision == PAIR_PIN;
        view->forbidden = pair->decision == PAIR_FORBID;
    }
}

static Answer pair_answer(Visit *visit, const World *world) {
    int candidate = candidate_of(visit, world);
    int opening = snapshot_find_opening(world->snapshot, visit->id[1]);
    if (candidate < 0 || opening < 0) return answer_not_found(visit);
    const CandidateRecord *person = snapshot_candidate(world->snapshot, candidate);
    const OpeningRecord *place = snapshot_opening(world->snapshot, opening);
    PairView view = { .layout = candidate_layout(visit, person->id),
                      .candidate_name = candidate_name(visit->arena, person),
                      .candidate_address = address_of(visit->arena, "candidates", person->id, ""),
                      .opening_name = opening_name(visit->arena, place),
                      .match = match_view(visit->arena, world, candidate, opening, MATCH_OF_PAIR),
                      .may_decide = visit_may(visit, PERMISSION_plan_pair_set),
                      .candidate_id = person->id,
                      .opening_id = place->id,
                      .decide_address = S("/plan/pair") };
    if (view.may_decide) view.token = visit_token(visit);
    decision_fill(world, &view, candidate, opening);
    Match match = match_pair(world->snapshot, candidate, opening);
    ShownMatches shown = { .kind = SHOWN_PAIRS, .whose = candidate, .match = &match, .count = 1 };
    audit_seen_list(visit, AUDIT_match_read,
                    str_printf(visit->arena, "%.*s=%.*s", STR_ARGS(person->id),
                               STR_ARGS(place->id)),
                    shown_of(visit->arena, world, &shown));
    return PAGE(visit, pair_page, &view);
}

static Answer pair_of_world(Visit *visit) {
    const World *world;
    Result result = visit_world_take(visit, &world);
    if (result != OK) return answer_failed(visit, result);
    Answer answer = pair_answer(visit, world);
    visit_world_give(visit, world);
    return answer;
}

Answer candidate_pair(Visit *visit) {
    if (!form_read_empty(visit)) return answer_invalid(visit);
    const Market *market;
    World world;
    Result result = visit_market_take(visit, &market);
    if (result != OK) return answer_failed(visit, result);
    if (!market) return pair_of_world(visit);
    result = market_world_of_pair(visit, market, &world);
    Answer answer = result == OK ? pair_answer(visit, &world) : answer_failed(visit, result);
    visit_market_give(visit, market);
    return answer;
}

/* --- every opening for one person: what about that one? --- */

FORM(PairsForm, pairs_form, FIELD(words, TEXT, .length_max = OPENING_SEARCH_BYTES_MAX),
     FIELD(page, COUNT, .value_min = 1, .value_max = 100000, .otherwise = 1));

enum { PAIRS_PER_PAGE = 25 };

static PairRow pair_row(Visit *visit, const World *world, int candidate, int opening) {
    const CandidateRecord *person = snapshot_candidate(world->snapshot, candidate);
    const OpeningRecord *place = snapshot_opening(world->snapshot, opening);
    Match match = match_pair(world->snapshot, candidate, opening);
    Verdict verdict[CRITERION_COUNT];
    PairRow row = { .name = opening_name(visit->arena, place), .demo = place->demo,
                    .fits = !match.unmet_count && !match.unknown_count,
                    .asks = !match.unmet_count && match.unknown_count,
                    .has_score = match.score >= 0, .score = match.score };
    row.address = pair_address(visit->arena, person->id, place->id);
    match_verdicts(world->snapshot, candidate, opening, verdict);
    for (int i = 0; i < CRITERION_COUNT; i++) {
        if (verdict[i] != VERDICT_UNMET) continue;
        if (row.most) row.more++;
        else row.most = criterion_is_sensitive((Criterion)i) ? WORD_match_talk
                                                             : criterion_word((Criterion)i);
    }
    return row;
}

static Result pairs_fill(Visit *visit, const World *world, PairsView *view, int candidate,
                         int64_t page) {
    OpeningFound found;
    OpeningSearch search = { .words = view->words,
                             .sort = OPENING_SORT_ARRIVAL,
                             .first = (size_t)(page - 1) * PAIRS_PER_PAGE,
                             .count_max = PAIRS_PER_PAGE };
    const int64_t *taken = openings_taken(visit->arena, &world->openings, &world->placements);
    Result result = opening_search(visit->arena, &world->openings, taken, &search, &found);
    if (result != OK) return result;
    PairRow *row = arena_many(visit->arena, PairRow, found.count);
    for (size_t i = 0; i < found.count; i++) {
        row[i] = pair_row(visit, world, candidate, (int)found.position[i]);
    }
    view->rows = row;
    view->rows_count = found.count;
    view->total = (int64_t)found.total;
    return OK;
}

static Answer pairs_answer(Visit *visit, const World *world, const PairsForm *form) {
    int candidate = candidate_of(visit, world);
    if (candidate < 0) return answer_not_found(visit);
    const CandidateRecord *person = snapshot_candidate(world->snapshot, candidate);
    PairsView view = { .layout = candidate_layout(visit, person->id),
                       .candidate_name = candidate_name(visit->arena, person),
                       .candidate_address = address_of(visit->arena, "candidates", person->id, ""),
                       .matches_address = address_of(visit->arena, "candidates", person->id,
                                                       "/matches"),
                       .address = address_of(visit->arena, "candidates", person->id, "/openings"),
                       .words = form->words };
    Result result = pairs_fill(visit, world, &view, candidate, form->page);
    if (result != OK) return answer_failed(visit, result);
    AddressQuery query = address_query(visit->arena, view.address);
    address_add(&query, "words", form->words);
    view.paging = page_paging(visit, address_str(&query), form->page, PAIRS_PER_PAGE,
                              view.total);
    audit_seen(visit, AUDIT_match_read, person->id, STR_EMPTY);
    return PAGE(visit, pairs_page, &view);
}

Answer candidate_openings(Visit *visit) {
    PairsForm form;
    if (!form_read(visit, &pairs_form, &form)) return answer_invalid(visit);
    const World *world;
    Result result = visit_world_take(visit, &world);
    if (result != OK) return answer_failed(visit, result);
    Answer answer = pairs_answer(visit, world, &form);
    visit_world_give(visit, world);
    return answer;
}
