#include <pthread.h>

#include "clock.h"
#include "log.h"
#include "market/shelf.h"
#include "memory.h"

/* One tenant. */
typedef struct Stall {
    int64_t tenant;
    Market *first; /* the newest; after it older ones that are still read */
    Shelf *shelf;
    size_t due; /* with so many changes a new base is made beside; later when that failed */
    bool busy; /* somebody works on the shelf, without the lock */
    struct Stall *next;
} Stall;

/* The thread that makes a base, for one tenant at a time. */
typedef struct Beside {
    pthread_t thread;
    bool begun, runs;
    Stall *stall;
    WorldRequest request;
} Beside;

struct Markets {
    pthread_mutex_t lock;
    pthread_cond_t done; /* a shelf is nobody's any more */
    MarketsAsked asked;
    Stall *stall;
    Beside beside;
    bool ends;
    MarketCounts counts;
};

Markets *markets_begin(MarketsAsked asked) {
    Markets *markets = memory_get(sizeof *markets);
    *markets = (Markets){ .asked = asked };
    pthread_mutex_init(&markets->lock, NULL);
    pthread_cond_init(&markets->done, NULL);
    return markets;
}

static void chain_end(Market *market) {
    for (Market *next; market; market = next) {
        next = market->next;
        market_end(market);
    }
}

void markets_end(Markets *markets) {
    pthread_mutex_lock(&markets->lock);
    markets->ends = true;
    pthread_mutex_unlock(&markets->lock);
    if (markets->beside.begun) pthread_join(markets->beside.thread, NULL);
    for (Stall *stall = markets->stall, *next; stall; stall = next) {
        next = stall->next;
        chain_end(stall->first);
        shelf_end(stall->shelf);
        memory_give(stall);
    }
    pthread_cond_destroy(&markets->done);
    pthread_mutex_destroy(&markets->lock);
    memory_give(markets);
}

static int64_t microseconds_now(void) {
    int64_t us = 0;
    return clock_steady_us(&us) == OK ? us : 0;
}

/* --- with the lock --- */

static Stall *stall_of(Markets *markets, int64_t tenant) {
    Stall *stall = markets->stall;
    while (stall && stall->tenant != tenant) stall = stall->next;
    if (stall) return stall;
    stall = memory_get(sizeof *stall);
    *stall = (Stall){ .tenant = tenant, .due = markets->asked.changes_due,
                      .next = markets->stall };
    markets->stall = stall;
    return stall;
}

static bool is_of(const Ground *ground, WorldRequest request, ChangeMark mark) {
    return ground->at.epoch == mark.epoch && ground->request.today <= request.today &&
           ground->request.rules == request.rules;
}

static Market *market_find(const Stall *stall, WorldRequest request, ChangeMark mark) {
    for (Market *market = stall->first; market; market = market->next) {
        bool then = market->from <= mark.last && mark.last <= market->upto &&
                    market->today == request.today;
        if (then && is_of(market->ground, request, mark)) return market;
    }
    return NULL;
}

/* Others have seen more, or another day has begun: nobody goes back. */
static bool is_passed(const Stall *stall, WorldRequest request, ChangeMark mark) {
    const Market *first = stall->first;
    if (!first || first->ground->at.epoch != mark.epoch) return false;
    return request.today < first->today || mark.last < first->from;
}

/* Those that nobody reads are taken out, to be ended without the lock. */
static Market *old_take(Stall *stall) {
    Market *taken = NULL;
    for (Market **at = &stall->first; *at;) {
        Market *market = *at;
        if (!market->old || market->readers) {
            at = &market->next;
            continue;
        }
        *at = market->next;
        market->next = taken;
        taken = market;
    }
    return taken;
}

static void market_install(Markets *markets, Stall *stall, Market *made) {
    for (Market *market = stall->first; market; market = market->next) market->old = true;
    made->next = stall->first;
    stall->first = made;
    markets->counts.markets++;
}

/* What is put in a stall, and what comes out of it. */
typedef struct Renewal {
    Shelf *shelf; /* NULL: the same */
    Market *market; /* NULL: the same, that holds up to the mark */
    ChangeMark mark;
    int64_t base_us, market_us;
    Market *old;
} Renewal;

static void renewal_install(Markets *markets, Stall *stall, Renewal *renewal) {
    Shelf *before = stall->shelf;
    if (renewal->shelf) {
        stall->shelf = renewal->shelf;
        renewal->shelf = before;
        stall->due = markets->asked.changes_due;
        markets->counts.bases++;
        markets->counts.last_base_us = renewal->base_us;
    }
    if (renewal->market) {
        market_install(markets, stall, renewal->market);
        markets->counts.last_market_us = renewal->market_us;
    } else if (stall->first->upto < renewal->mark.last) {
        stall->first->upto = renewal->mark.last;
    }
    renewal->old = old_take(stall);
}

/* --- without the lock --- */

static void renewal_end(Renewal *renewal) {
    chain_end(renewal->old);
    shelf_end(renewal->shelf);
}

static Result shelf_fresh(const Markets *markets, Db *db, WorldRequest request, ChangeMark mark,
                          Renewal *renewal) {
    int64_t began = microseconds_now();
    Result result = shelf_make(db, request, mark, &renewal->shelf);
    if (result == OK) renewal->shelf->changes_max = markets->asked.changes_max;
    renewal->base_us = microseconds_now() - began;
    return result;
}

/* CONFLICT: the shelf cannot be brought up to there. */
static Result shelf_renew(const Stall *stall, Db *db, Day today, Renewal *renewal) {
    int64_t began = microseconds_now();
    size_t told = stall->shelf->told;
    Result result = shelf_update(stall->shelf, db, renewal->mark);
    bool same = stall->shelf->told == told && stall->first->today == today;
    if (result != OK || same) return result;
    renewal->market = shelf_market(stall->shelf, today);
    renewal->market_us = microseconds_now() - began;
    return OK;
}

/* Nobody else changes the stall meanwhile. */
static Result renewal_make(const Markets *markets, const Stall *stall, Db *db,
                           WorldRequest request, Renewal *renewal) {
    ChangeMark mark = renewal->mark;
    Result result = CONFLICT;
    if (stall->shelf && is_of(stall->shelf->ground, request, mark)) {
        result = shelf_renew(stall, db, request.today, renewal);
    }
    if (result != CONFLICT) return result;
    result = shelf_fresh(markets, db, request, mark, renewal);
    if (result == OK) renewal->market = shelf_market(renewal->shelf, request.today);
    return result;
}

/* --- a base beside --- */

static Result mark_read(Db *db, int64_t tenant, ChangeMark *ret_mark) {
    Result result = db_begin_read(db);
    return result == OK ? change_mark(db, tenant, ret_mark) : result;
}

/* Nobody works on the shelf while this looks at it: it has the lock. */
static bool beside_fits(const Stall *stall, const Renewal *renewal) {
    const Ground *now = stall->shelf->ground, *made = renewal->shelf->ground;
    return is_of(now, made->request, made->at) && now->at.last <= made->at.last;
}

/* Brought up to what everybody has seen by now, and put in place. CONFLICT: it is not wanted any
 * more. BUSY: others saw more meanwhile. */
static Result beside_install(Markets *markets, Db *db, Renewal *renewal) {
    Stall *stall = markets->beside.stall;
    ChangeMark mark = { 0 };
    Result result = mark_read(db, stall->tenant, &mark);
    if (result == OK) result = shelf_update(renewal->shelf, db, mark);
    db_rollback(db);
    if (result != OK) return result;
    Day today = markets->beside.request.today;
    renewal->market = shelf_market(renewal->shelf, today);
    pthread_mutex_lock(&markets->lock);
    while (stall->busy) pthread_cond_wait(&markets->done, &markets->lock);
    if (!beside_fits(stall, renewal) || today < stall->first->today) result = CONFLICT;
    else if (mark.last < stall->first->upto) result = BUSY;
    else renewal_install(markets, stall, renewal);
    pthread_mutex_unlock(&markets->lock);
    if (result != OK) market_end(renewal->market);
    renewal->market = NULL;
    return result;
}

static Result beside_make(Markets *markets, Db *db) {
    WorldRequest request = markets->beside.request;
    Renewal renewal = { 0 };
    ChangeMark mark = { 0 };
    Result result = mark_read(db, request.tenant, &mark);
    if (result == OK) result = shelf_fresh(markets, db, request, mark, &renewal);
    db_rollback(db);
    if (result != OK) return result;
    do result = beside_install(markets, db, &renewal);
    while (result == BUSY);
    renewal_end(&renewal);
    return result == CONFLICT ? OK : result;
}

static void *beside_run(void *context) {
    Markets *markets = context;
    Phrase why;
    Db *db = NULL;
    Result result = db_open(markets->asked.database, DB_EXISTING, &db, &why);
    if (result == OK) result = beside_make(markets, db);
    if (result != OK) log_line("a new base of openings could not be made; the old one stays");
    if (db) db_end(db);
    pthread_mutex_lock(&markets->lock);
    markets->beside.runs = false;
    pthread_mutex_unlock(&markets->lock);
    return NULL;
}

/* With the lock. */
static void beside_begin(Markets *markets, Stall *stall) {
    Beside *beside = &markets->beside;
    bool due = stall->shelf->told >= stall->due;
    if (!due || !markets->asked.database || beside->runs || markets->ends) return;
    if (beside->begun) pthread_join(beside->thread, NULL); /* it has let go of the lock */
    stall->due = stall->shelf->told + markets->asked.changes_due;
    beside->stall = stall;
    beside->request = stall->shelf->ground->request;
    beside->request.today = stall->first->today;
    beside->runs = beside->begun =
        pthread_create(&beside->thread, NULL, beside_run, markets) == 0;
    if (!beside->begun) log_line("no thread can be had for a new base of openings");
}

/* --- taking and giving --- */

/* With the lock, which it lets go of while it works. */
static Result stall_renew(Markets *markets, Stall *stall, Db *db, WorldRequest request,
                          ChangeMark mark) {
    Renewal renewal = { .mark = mark };
    stall->busy = true;
    pthread_mutex_unlock(&markets->lock);
    Result result = renewal_make(markets, stall, db, request, &renewal);
    pthread_mutex_lock(&markets->lock);
    stall->busy = false;
    if (result == OK) {
        renewal_install(markets, stall, &renewal);
        beside_begin(markets, stall);
    }
    pthread_cond_broadcast(&markets->done);
    pthread_mutex_unlock(&markets->lock);
    renewal_end(&renewal);
    pthread_mutex_lock(&markets->lock);
    return result;
}

Result markets_take(Markets *markets, Db *db, WorldRequest request, const Market **ret_market) {
    ChangeMark mark = { 0 };
    Result result = change_mark(db, request.tenant, &mark);
    if (result != OK) return result;
    pthread_mutex_lock(&markets->lock);
    Stall *stall = stall_of(markets, request.tenant);
    Market *market = market_find(stall, request, mark);
    while (!market && result == OK) {
        if (is_passed(stall, request, mark)) result = BUSY;
        else if (stall->busy) pthread_cond_wait(&markets->done, &markets->lock);
        else result = stall_renew(markets, stall, db, request, mark);
        market = market_find(stall, request, mark);
    }
    if (market) {
        market->readers++;
        markets->counts.taken++;
        *ret_market = market;
    }
    pthread_mutex_unlock(&markets->lock);
    return market ? OK : result;
}

void markets_give(Markets *markets, const Market *given) {
    pthread_mutex_lock(&markets->lock);
    Stall *stall = stall_of(markets, given->ground->request.tenant);
    for (Market *market = stall->first; market; market = market->next) {
        if (market == given) market->readers--;
    }
    Market *old = old_take(stall);
    pthread_mutex_unlock(&markets->lock);
    chain_end(old);
}

void markets_counts(Markets *markets, MarketCounts *ret_counts) {
    pthread_mutex_lock(&markets->lock);
    *ret_counts = markets->counts;
    pthread_mutex_unlock(&markets->lock);
}
