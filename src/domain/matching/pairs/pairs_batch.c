#include "matching/pairs/pairs_batch.h"

#include <assert.h>

/* People with long lists make a batch full before it has its number. One of them is 30 MB at most. */
static const size_t FULL_BYTES = (size_t)256 << 20, PART_BYTES_MAX = (size_t)1 << 30;

/* Strips of about 7 km, walked to and fro, and fields of them. */
enum { STRIP_LATITUDE = 60000, FIELD_LONGITUDE = 100000, FIELDS = 4096 }; /* microdegrees */

void pairs_batch_begin(Batch *batch, size_t people, size_t k) {
    arena_end(batch->arena);
    *batch = (Batch){ .capacity = people, .k = k };
    batch->arena = arena_new("some people and their lists", PART_BYTES_MAX);
    batch->person = arena_many(batch->arena, CandidateProfile, people);
    batch->list = arena_many(batch->arena, PersonList, people);
    batch->match = arena_many(batch->arena, Match, people * k);
    batch->order = arena_many(batch->arena, int32_t, people);
}

void pairs_batch_add(Batch *batch, Snapshot *snapshot, const CandidateRecord *record) {
    size_t homes = snapshot->place_keys.count, at = batch->count++;
    candidate_encode(batch->arena, snapshot, record, &batch->person[at]);
    batch->person[at].record = NULL;
    batch->list[at] = (PersonList){ .id = str_copy(batch->arena, record->id),
                                   .number = record->number,
                                   .match = batch->match + at * batch->k };
    assert(snapshot->place_keys.count == homes);
    (void)homes;
}

bool pairs_batch_full(const Batch *batch) {
    return batch->count == batch->capacity || arena_used_bytes(batch->arena) > FULL_BYTES;
}

/* --- order --- */

typedef struct Placed {
    int64_t where;
    int32_t home, what, at;
} Placed;

static int64_t where_of(const Snapshot *snapshot, int16_t home) {
    if (home == SLOT_NONE || snapshot->place[home].precision == PLACE_UNKNOWN) return -1;
    Place place = snapshot->place[home];
    int64_t strip = (place.latitude - PLACE_LATITUDE_MIN) / STRIP_LATITUDE;
    int64_t field = (place.longitude - PLACE_LONGITUDE_MIN) / FIELD_LONGITUDE;
    return strip * FIELDS + (strip % 2 ? FIELDS - field : field);
}

static int32_t what_of(const CandidateProfile *person) {
    return person->wish_count ? person->wish[0].work.isco.digits : 0;
}

static int placed_order(const void *left, const void *right) {
    const Placed *a = left, *b = right;
    if (a->where != b->where) return a->where < b->where ? -1 : 1;
    if (a->home != b->home) return a->home < b->home ? -1 : 1;
    if (a->what != b->what) return a->what < b->what ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

void pairs_batch_order(Batch *batch, const Snapshot *snapshot) {
    Placed *placed = arena_many(batch->arena, Placed, batch->count);
    for (size_t i = 0; i < batch->count; i++) {
        const CandidateProfile *person = &batch->person[i];
        placed[i] = (Placed){ where_of(snapshot, person->home), person->home, what_of(person),
                              (int32_t)i };
    }
    qsort(placed, batch->count, sizeof *placed, placed_order);
    for (size_t i = 0; i < batch->count; i++) batch->order[i] = placed[i].at;
}
