#include "market/shelf.h"

#include "auto.h"
#include "limits.h"
#include "log.h"
#include "memory.h"

/* --- the ground --- */

void ground_give(Ground *ground) {
    if (atomic_fetch_sub(&ground->users, 1) > 1) return;
    arena_end(ground->arena);
    memory_give(ground);
}

typedef struct Taking {
    Arena *arena;
    Snapshot *snapshot;
} Taking;

static Result opening_take(void *context, const OpeningRecord *record) {
    Taking *taking = context;
    if (snapshot_find_opening(taking->snapshot, record->id) >= 0) {
        log_line("database: table opening, opening '%.*s' (number %lld): its id stands twice",
                 STR_ARGS(record->id), (long long)record->number);
        return BROKEN;
    }
    snapshot_add_opening(taking->arena, taking->snapshot, record);
    return OK;
}

static Result base_read(Db *db, Ground *ground) {
    Arena *arena = ground->arena;
    int64_t tenant = ground->request.tenant;
    ClassRows *classes = arena_one(arena, ClassRows);
    Occupations occupations;
    Vocabulary *vocabulary = NULL;
    Map *map = NULL;
    Result result = classes_load(db, arena, tenant, classes);
    if (result == OK) result = occupations_load(db, arena, tenant, &occupations);
    if (result == OK) result = vocabulary_load(db, arena, tenant, &vocabulary);
    if (result == OK) result = map_load(db, arena, tenant, &map);
    if (result != OK) return result;
    ground->vocabulary = vocabulary;
    SnapshotInput input = { .classes = classes,
                            .map = map,
                            .rules = ground->request.rules,
                            .today = ground->request.today,
                            .occupations = &occupations,
                            .vocabulary = vocabulary };
    Taking taking = { arena, snapshot_begin(arena, input) };
    size_t count = 0;
    result = openings_total(db, tenant, INT64_MAX, &count);
    if (result != OK) return result;
    snapshot_expect_openings(arena, taking.snapshot, count);
    result = openings_each(db, tenant, opening_take, &taking);
    if (result != OK) return result;
    snapshot_openings_end(arena, taking.snapshot);
    ground->base = parts_base_make(arena, taking.snapshot);
    return OK;
}

static Result ground_make(Db *db, WorldRequest request, ChangeMark at, Ground **ret_ground) {
    Ground *ground = memory_get(sizeof *ground);
    *ground = (Ground){ .request = request, .at = at };
    atomic_init(&ground->users, 1);
    ground->arena = arena_new("the openings of a tenant", MARKET_BYTES_MAX);
    Result result = base_read(db, ground);
    if (result == OK) *ret_ground = ground;
    else ground_give(ground);
    return result;
}

/* Whether nothing changed since that a recent part cannot say. */
static Result ground_holds(Db *db, const Ground *ground, bool *ret_holds) {
    static const ChangeKind kinds[] = { CHANGE_OCCUPATION, CHANGE_CLASS, CHANGE_MAP };
    AUTO(arena_end_at) Arena *scratch = arena_new("changes", MARKET_BYTES_MAX);
    Result result = OK;
    *ret_holds = true;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && result == OK; i++) {
        ChangedNumbers changed = { 0 };
        ChangeSince since = { kinds[i], ground->at.last };
        result = changes_since(db, scratch, ground->request.tenant, since, &changed);
        if (changed.count) *ret_holds = false;
    }
    return result;
}

/* --- the shelf --- */

Result shelf_make(Db *db, WorldRequest request, ChangeMark at, Shelf **ret_shelf) {
    Ground *ground = NULL;
    Result result = ground_make(db, request, at, &ground);
    if (result != OK) return result;
    Shelf *shelf = memory_get(sizeof *shelf);
    *shelf = (Shelf){ .ground = ground, .upto = at.last };
    shelf->records = arena_new("openings that changed", MARKET_BYTES_MAX);
    *ret_shelf = shelf;
    return OK;
}

void shelf_end(Shelf *shelf) {
    if (!shelf) return;
    arena_end(shelf->records);
    ground_give(shelf->ground);
    memory_give(shelf);
}

static PartsChange *change_place(Shelf *shelf, int64_t number) {
    size_t low = 0, high = shelf->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (shelf->change[middle].number < number) low = middle + 1;
        else high = middle;
    }
    if (low < shelf->count && shelf->change[low].number == number) return &shelf->change[low];
    shelf->change =
        arena_room(shelf->records, PartsChange, shelf->change, shelf->count, &shelf->capacity);
    PartsChange *place = &shelf->change[low];
    memmove(place + 1, place, (shelf->count - low) * sizeof *place);
    shelf->count++;
    *place = (PartsChange){ .number = number };
    return place;
}

static Result change_take(Shelf *shelf, Db *db, int64_t number) {
    OpeningRecord *record = arena_one(shelf->records, OpeningRecord);
    Result result = opening_at(db, shelf->records, shelf->ground->request.tenant, number, record);
    if (result != OK && result != NOT_FOUND) return result;
    change_place(shelf, number)->record = result == OK ? record : NULL;
    shelf->told++;
    return OK;
}

Result shelf_update(Shelf *shelf, Db *db, ChangeMark upto) {
    AUTO(arena_end_at) Arena *scratch = arena_new("changes", MARKET_BYTES_MAX);
    const Ground *ground = shelf->ground;
    ChangedNumbers changed = { 0 };
    bool holds = ground->at.epoch == upto.epoch && shelf->upto <= upto.last;
    Result result = holds ? ground_holds(db, ground, &holds) : OK;
    if (result == OK && !holds) return CONFLICT;
    ChangeSince since = { CHANGE_OPENING, shelf->upto };
    if (result == OK) {
        result = changes_since(db, scratch, ground->request.tenant, since, &changed);
    }
    if (result == OK && shelf->told + changed.count > shelf->changes_max) return CONFLICT;
    for (size_t i = 0; i < changed.count && result == OK; i++) {
        result = change_take(shelf, db, changed.number[i]);
    }
    if (result == OK) shelf->upto = upto.last;
    return result;
}

/* --- a market --- */

Market *shelf_market(Shelf *shelf, Day today) {
    Market *market = memory_get(sizeof *market);
    *market = (Market){
        .ground = shelf->ground, .today = today, .from = shelf->upto, .upto = shelf->upto
    };
    atomic_fetch_add(&shelf->ground->users, 1);
    market->arena = arena_new("openings that changed, ranked", MARKET_BYTES_MAX);
    market->parts = parts_make(market->arena, shelf->ground->base,
                               (PartsChanges){ shelf->change, shelf->count, today });
    return market;
}

void market_end(Market *market) {
    arena_end(market->arena);
    ground_give(market->ground);
    memory_give(market);
}
