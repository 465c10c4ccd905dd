/* matches_parts.h: what the pages about pairs share, with a world and with a market.
 *
 * Within these pages. */
#ifndef OPSTAP_MATCHES_PARTS_H
#define OPSTAP_MATCHES_PARTS_H

#include "house.h"
#include "matches.h"
#include "pages.h"

enum { MATCHES_PER_PAGE = 10, MATCHES_MAX = 1000 };

/* The page about this person, still without matches. */
MatchesView matches_view_of(Visit *visit, const CandidateRecord *person, bool crowding_asked);

/* Which of `total` stand on a page, and the way to the others. */
void matches_slice(int64_t page, size_t total, size_t *ret_first, size_t *ret_count);
PagingView matches_paging(Visit *visit, const MatchesView *view, int64_t page, size_t total);

/* With a market (matches_market.c). */
Answer matches_of_market(Visit *visit, const Market *market, int64_t page, bool crowding_asked);

#endif
