/* All people of a region or a country: sums, by thread, that are added up. */
#include "matching/barriers/country_sums.h"
#include "matching/barriers/people_each.h"

#include "auto.h"

static const size_t sums_bytes_max = (size_t)8 << 30;

static void person_add(void *sums, int candidate) {
    country_person_add(sums, candidate);
}

CountryBarriers country_barriers(Arena *arena, const CountryRequest *request) {
    int threads = people_threads(request->threads);
    AUTO(arena_end_at) Arena *scratch = arena_new("barriers of a country", sums_bytes_max);
    Areas areas = areas_of(scratch, request->snapshot);
    const Slices *slices = NULL;
    if (!request->judged) slices = slices_make(scratch, request->snapshot);
    Arena *own[PEOPLE_THREADS_MAX];
    void *sums[PEOPLE_THREADS_MAX];
    for (int i = 0; i < threads; i++) {
        own[i] = arena_new("barriers of a country, one thread", sums_bytes_max);
        sums[i] = country_sums_new(own[i], request, &areas, slices);
    }
    people_each(&(PeopleEach){ .snapshot = request->snapshot, .threads = threads, .own = sums,
                               .look = person_add, .progress = request->progress,
                               .ends = request->ends });
    for (int i = 1; i < threads; i++) {
        country_sums_add(sums[0], sums[i]);
        arena_end(own[i]);
    }
    CountryBarriers barriers = country_sums_tell(arena, sums[0]);
    arena_end(own[0]);
    return barriers;
}
