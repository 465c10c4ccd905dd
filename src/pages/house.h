/* house.h: what all pages of one server share: the rules, the worlds, the plans that are made, how
 * crowded openings are, figures that are counted. */
#ifndef OPSTAP_HOUSE_H
#define OPSTAP_HOUSE_H

#include "candidates/candidate_search.h"
#include "crowding_jobs.h"
#include "figure_jobs.h"
#include "gate.h"
#include "market/market.h"
#include "plan_jobs.h"
#include "world/worlds.h"

typedef struct House {
    Arena *arena;
    const Rules *rules;
    Worlds *worlds;
    Markets *markets;
    int64_t market_openings; /* from how many on a tenant has a market: MARKET_OPENINGS_MIN */
    PlanJobs *plans;
    CrowdingJobs *crowding;
    FigureJobs *figures;
    int64_t figure_pairs_max; /* with more, no page counts: FIGURE_PAGE_PAIRS_MAX */
    CandidateRegisters *registers; /* people, to be found */
    const char *database;   /* as given to house_open */
    Str metrics_token;      /* "": figures for this machine only */
    const HttpServer *server; /* for figures, as the gate */
    const Gate *gate;
} House;

/* The folder that the database stands in; "" when that is not on this machine. */
Str house_folder(const House *house, Arena *arena);


/* database: what db_open takes. BROKEN: logged. */
Result house_open(const char *database, House **ret_house);
void house_close(House *house); /* after the server has stopped */

/* The page that says sorry. */
SorryPage page_sorry;

/* The world of the visitor's tenant, as new as the transaction of the visit, until visit_world_give.
 * A page that returns without giving it back keeps it for good. */
Result visit_world_take(Visit *visit, const World **ret_world);
void visit_world_give(Visit *visit, const World *world);

/* The openings of the visitor's tenant where it has many (market.h), exactly those of the transaction
 * of the visit, until visit_market_give. *ret_market is NULL where it has few. Ask first: where
 * others have gone on, the transaction is begun anew. */
Result visit_market_take(Visit *visit, const Market **ret_market);
void visit_market_give(Visit *visit, const Market *market);

#endif
