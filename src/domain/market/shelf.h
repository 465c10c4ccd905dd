/* shelf.h: what a market is made from: the base of all openings, and what changed since.
 *
 * Within the room. One at a time works on a shelf; the lock of Markets says who. */
#ifndef OPSTAP_MARKET_SHELF_H
#define OPSTAP_MARKET_SHELF_H

#include <stdatomic.h>

#include "changes/changes.h"
#include "market/market.h"

/* One moment of the database in memory; lives as long as a shelf or a market is made of it. */
typedef struct Ground {
    Arena *arena;
    PartsBase *base;
    const Vocabulary *vocabulary;
    WorldRequest request;
    ChangeMark at;
    atomic_int users;
} Ground;
void ground_give(Ground *ground); /* by one of its users */

typedef struct Shelf {
    Ground *ground;
    Arena *records;
    PartsChange *change; /* since the ground: by number, none twice */
    size_t count, capacity;
    size_t changes_max;
    size_t told;  /* how many changes were read, the same opening again and again too */
    int64_t upto; /* the last change that is in it */
} Shelf;

/* Both inside a transaction. */
Result shelf_make(Db *db, WorldRequest request, ChangeMark at, Shelf **ret_shelf);
/* CONFLICT: it cannot be brought up to there; another must be made. */
Result shelf_update(Shelf *shelf, Db *db, ChangeMark upto);
void shelf_end(Shelf *shelf);

struct Market {
    const Parts *parts;
    Arena *arena;
    Ground *ground;
    Day today;
    int64_t from, upto; /* it is what the database holds from this change up to that */
    int readers;
    bool old; /* another took its place */
    Market *next;
};
Market *shelf_market(Shelf *shelf, Day today); /* as it is now; today: not before the ground's */
void market_end(Market *market);

#endif
