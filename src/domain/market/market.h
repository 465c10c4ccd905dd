/* market.h: the openings of tenants that have many, ready to be ranked, for many readers in many
 * threads.
 *
 *     const Market *market;
 *     Result result = markets_take(markets, db, request, &market);
 *     ... market_rank(market, person, k, match), market_show(...) ...
 *     markets_give(markets, market);
 *
 * A market is the openings of one tenant at one state of the database, and never changes. All
 * openings are read once, into a base (matching/parts/parts.h); what changed since (changes.h) is
 * read when somebody asks, in milliseconds, and a market with it takes the place of the one before.
 * Who reads the old one goes on with it, and it ends with its last reader.
 *
 * What is taken is exactly what the transaction of who asks sees: no later and no earlier state, so
 * records read in that transaction belong to it. BUSY: others have gone on to a later state; begin
 * a new transaction and ask again. When so many openings have changed since the base was
 * made, a new one is made in a thread beside it, and nobody waits for that. Who asks waits only
 * where there is no base for that state: for the first one, when a class, the map or the meaning of
 * occupations and skills changed, or when more than MARKET_CHANGES_MAX openings did.
 *
 * BROKEN: among others when a row of the database cannot be; the log names it (openings.h).
 *
 * Memory: a base takes some 1.5 KB an opening (500,000: 0.7 GB), twice that while a new one is
 * made; limit MARKET_BYTES_MAX for one. Beside it 4 KB for each opening that changed since. */
#ifndef OPSTAP_MARKET_H
#define OPSTAP_MARKET_H

#include "matching/parts/parts.h"
#include "world/world.h"

typedef struct Markets Markets;
typedef struct Market Market;

typedef struct MarketsAsked {
    const char *database; /* what db_open takes, for the thread that makes new bases; must outlive
                             it. NULL: none is made beside, who asks makes it */
    size_t changes_due, changes_max; /* MARKET_CHANGES_DUE, MARKET_CHANGES_MAX */
} MarketsAsked;
Markets *markets_begin(MarketsAsked asked);
void markets_end(Markets *markets); /* nobody reads any more; waits for what is being made */

/* Inside a transaction. The vocabulary of the request is not read. */
Result markets_take(Markets *markets, Db *db, WorldRequest request, const Market **ret_market);
void markets_give(Markets *markets, const Market *market);

/* True when a tenant has so many openings that they are worth a market; from: MARKET_OPENINGS_MIN.
 * As quick as counting up to there. */
Result market_is_due(Db *db, int64_t tenant, int64_t from, bool *ret_due);

size_t market_openings(const Market *market);

/* The best for somebody, as rank_for_candidate among all of them. */
size_t market_rank(const Market *market, const CandidateRecord *candidate, size_t k,
                   PartsMatch *ret_match);

/* Some of them with their records, to be explained: a world of one person (position 0) and these
 * openings (in order of number), in which each pair is what it is among all. In the transaction in
 * which the market was taken; it must outlive the world. NOT_FOUND: one of them is not there. */
typedef struct MarketShown {
    const CandidateRecord *candidate;
    int64_t *number; /* of the openings; are put in order */
    size_t count;
} MarketShown;
Result market_show(const Market *market, Db *db, Arena *arena, MarketShown shown,
                   World *ret_world);

/* For figures: how many bases and markets were made, and how long the last ones took. */
typedef struct MarketCounts {
    int64_t bases, markets, taken, last_base_us, last_market_us;
} MarketCounts;
void markets_counts(Markets *markets, MarketCounts *ret_counts);

#endif
