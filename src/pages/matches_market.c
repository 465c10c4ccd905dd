/* Pages about a person where there are so many openings that they are held as a market: only what is shown
 * is read. */
#include "matches_parts.h"
#include "shown/shown.h"

/* The world of what is shown, best first in ret_match. */
static Result best_read(Visit *visit, const Market *market, const CandidateRecord *person,
                        PartsMatch *match, size_t count, World *ret_world) {
    MarketShown shown = { person, arena_many(visit->arena, int64_t, count), count };
    for (size_t i = 0; i < count; i++) shown.number[i] = match[i].number;
    return market_show(market, visit->db, visit->arena, shown, ret_world);
}

static Answer best_show(Visit *visit, const Market *market, const CandidateRecord *person,
                        int64_t page, bool crowding_asked) {
    MatchesView view = matches_view_of(visit, person, crowding_asked);
    view.crowding.too_large = crowding_asked; /* it takes everybody's list */
    PartsMatch *match = arena_many(visit->arena, PartsMatch, MATCHES_MAX);
    World world;
    size_t total = market_rank(market, person, MATCHES_MAX, match), first, count;
    matches_slice(page, total, &first, &count);
    Result result = best_read(visit, market, person, match + first, count, &world);
    if (result != OK) return answer_failed(visit, result);
    MatchView *shown = arena_many(visit->arena, MatchView, count);
    Match *kept = arena_many(visit->arena, Match, count);
    for (size_t i = 0; i < count; i++) {
        int opening = snapshot_find_opening(world.snapshot, match[first + i].id);
        shown[i] = match_view(visit->arena, &world, 0, opening, MATCH_OF_CANDIDATE);
        kept[i] = match[first + i].match;
        kept[i].opening = opening;
    }
    ShownMatches matches = { .first = first, .match = kept, .count = count };
    view.matches = shown;
    view.matches_count = count;
    view.paging = matches_paging(visit, &view, page, total);
    audit_seen_list(visit, AUDIT_match_read, person->id,
                    shown_of(visit->arena, &world, &matches));
    return PAGE(visit, matches_page, &view);
}

Answer matches_of_market(Visit *visit, const Market *market, int64_t page, bool crowding_asked) {
    CandidateRecord person;
    Result result = candidate_load(visit->db, visit->arena, visit->who.tenant, visit->id[0], true,
                                   &person);
    if (result != OK) return answer_failed(visit, result);
    return best_show(visit, market, &person, page, crowding_asked);
}
