#include "matching/columns/columns.h"

#include "auto.h"
#include "log.h"

enum { SCRATCH_BYTES = 4096, DIVISIONS = 100, BUCKET_ROWS_WANTED = 40, REGIONS_MAX = 256 };

/* --- rows in order --- */

typedef struct Row {
    Isco isco;
    int32_t group, region;
    int32_t cell;   /* of its first place */
    uint32_t place; /* cell_order of it */
    int64_t number;
    int32_t opening;
} Row;

static int by_place(const void *left, const void *right) {
    const Row *a = left, *b = right;
    if (a->place != b->place) return a->place < b->place ? -1 : 1;
    return (a->opening > b->opening) - (a->opening < b->opening);
}

static int by_bucket(const void *left, const void *right) {
    const Row *a = left, *b = right;
    if (a->region != b->region) return a->region < b->region ? -1 : 1;
    if (a->group != b->group) return a->group < b->group ? -1 : 1;
    return by_place(left, right);
}

static int32_t cell_of_stop(const Columns *columns, const OpeningProfile *opening, int stop) {
    int16_t place = columns->snapshot->stop[opening->stop[stop]].place;
    return columns->cells.cell_of_place[place];
}

static void cells_fill(Arena *arena, Columns *columns) {
    const Snapshot *snapshot = columns->snapshot;
    cells_begin(arena, snapshot, &columns->cells);
    for (size_t i = 0; i < snapshot->openings.count; i++) {
        const OpeningProfile *opening = &snapshot->opening[i];
        for (int k = 0; k < opening->stop_count; k++) {
            int16_t place = snapshot->stop[opening->stop[k]].place;
            cell_add(arena, snapshot, &columns->cells, place);
        }
    }
}

static size_t rows_collect(const Columns *columns, Row *row) {
    const Snapshot *snapshot = columns->snapshot;
    size_t count = 0;
    for (size_t i = 0; i < snapshot->openings.count; i++) {
        const OpeningProfile *opening = &snapshot->opening[i];
        if (opening_is_closed(snapshot, opening)) continue;
        int32_t cell = opening->stop_count ? cell_of_stop(columns, opening, 0) : CELL_ROUGH;
        row[count++] = (Row){ .isco = opening->work.isco,
                              .cell = cell,
                              .place = cell_order(&columns->cells, cell),
                              .number = opening->number,
                              .opening = (int32_t)i };
    }
    return count;
}

static int isco_order(const void *left, const void *right) {
    const Isco *a = left, *b = right;
    return (a->digits > b->digits) - (a->digits < b->digits);
}

static void groups_find(Arena *arena, Columns *columns, const Row *row, size_t count) {
    static const size_t digits_all = 65536;
    AUTO(arena_end_at) Arena *scratch = arena_new("occupations", digits_all + SCRATCH_BYTES);
    bool *known = arena_many(scratch, bool, digits_all);
    size_t capacity = 0;
    for (size_t i = 0; i < count; i++) {
        if (known[row[i].isco.digits]) continue;
        known[row[i].isco.digits] = true;
        columns->group =
            arena_room(arena, Isco, columns->group, (size_t)columns->group_count, &capacity);
        columns->group[columns->group_count++] = row[i].isco;
    }
    if (count) qsort(columns->group, (size_t)columns->group_count, sizeof(Isco), isco_order);
}

/* Those without a place of their own make the first region. */
static void regions_give(Columns *columns, Arena *scratch, Row *row, size_t count) {
    size_t wanted = count / BUCKET_ROWS_WANTED / (size_t)(columns->group_count + 1) + 1;
    if (wanted > REGIONS_MAX) wanted = REGIONS_MAX;
    int32_t *openings = arena_many(scratch, int32_t, columns->cells.count);
    int32_t *part = arena_many(scratch, int32_t, columns->cells.count);
    for (size_t i = 0; i < count; i++) openings[row[i].cell]++;
    int32_t parts = cells_divide(&columns->cells, openings, (int64_t)wanted, part);
    for (size_t i = 0; i < count; i++) {
        row[i].region = row[i].cell < CELL_FIRST_PLACED ? 0 : part[row[i].cell] + 1;
    }
    columns->region_count = parts + 1;
    columns->region_stride =
        (columns->region_count + REGIONS_TOGETHER - 1) / REGIONS_TOGETHER * REGIONS_TOGETHER;
}

/* --- buckets --- */

static int32_t facet_of(Arena *arena, Facets *facets, const Text *key, int32_t opening) {
    if (text_failed(key)) log_fatal("matching: an opening has too many rows to compare");
    return facet_add(arena, facets, text_str(key), opening);
}

/* Of the skills that an opening asks, as many as fit in a row, or none of them. */
static void skills_fill(RowFacts *facts, const OpeningProfile *opening) {
    bool fits = opening->skill_count <= SKILLS_IN_ROW;
    for (int i = 0; fits && i < opening->skill_count; i++) {
        fits = opening->skill[i] <= UINT16_MAX;
        facts->skill[i] = (uint16_t)opening->skill[i];
    }
    facts->skill_count = (uint8_t)(fits ? opening->skill_count : SKILLS_MORE);
}

static uint16_t terms_of(Arena *arena, Columns *columns, Terms terms) {
    Str key = { (const char *)&terms, sizeof terms };
    int found = slots_find(&columns->terms_keys, key);
    if (found == SLOT_NONE && columns->terms_count == TERMS_OTHER) {
        columns->terms_more = true;
        return TERMS_OTHER;
    }
    if (found == SLOT_NONE) {
        found = slots_add(arena, &columns->terms_keys, key);
        columns->terms[columns->terms_count++] = terms;
        int32_t language = terms.language + 1, offer = terms.offer + 1;
        if (language > columns->terms_languages) columns->terms_languages = language;
        if (offer > columns->terms_offers) columns->terms_offers = offer;
    }
    return (uint16_t)found;
}

static void facts_fill(Arena *arena, Columns *columns, size_t at, int32_t opening) {
    const OpeningProfile *profile = &columns->snapshot->opening[opening];
    RowFacts *facts = &columns->facts[at];
    Text *key = &columns->demands.key;
    DemandBits bits = demands_required(&columns->demands, profile);
    columns->required[at] = bits.word[0];
    memcpy(facts->required, bits.word, sizeof facts->required);
    facts->opening = opening;
    skills_fill(facts, profile);
    key_of_work(key, profile);
    facts->work = facet_of(arena, &columns->work, key, opening);
    key_of_language(key, profile);
    int32_t language = facet_of(arena, &columns->language, key, opening);
    key_of_offer(key, profile);
    int32_t offer = facet_of(arena, &columns->offer, key, opening);
    if (language >= LANGUAGES_MAX || offer >= OFFERS_MAX) {
        log_fatal("matching: openings differ in more ways than can be compared");
    }
    facts->language = (uint32_t)language & (LANGUAGES_MAX - 1);
    facts->offer = (uint32_t)offer & (OFFERS_MAX - 1);
    columns->terms_of[at] = terms_of(arena, columns, (Terms){ language, offer });
}

static void row_fill(Arena *arena, Columns *columns, size_t at, int32_t opening) {
    const OpeningProfile *profile = &columns->snapshot->opening[opening];
    Text *key = &columns->demands.key;
    columns->opening[at] = opening;
    columns->number[at] = profile->number;
    facts_fill(arena, columns, at, opening);
    key_of_spot(key, columns->snapshot, profile);
    columns->spot[at] = facet_of(arena, &columns->spots.facets, key, opening);
}

static void rows_group(const Columns *columns, Row *row, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const Isco *found = bsearch(&row[i].isco, columns->group, (size_t)columns->group_count,
                                    sizeof(Isco), isco_order);
        row[i].group = (int32_t)(found - columns->group);
    }
    qsort(row, count, sizeof *row, by_bucket);
}

static void buckets_count(Arena *arena, Columns *columns, const Row *row, size_t count) {
    columns->bucket = arena_many(arena, Bucket, (size_t)bucket_count(columns));
    columns->shut = arena_many(arena, int16_t, (size_t)bucket_count(columns));
    for (size_t i = 0; i < count; i++) {
        columns->bucket[bucket_of(columns, row[i].region, row[i].group)].count++;
    }
    size_t rows = 0;
    for (int32_t region = 0; region < columns->region_stride; region++) {
        for (int32_t group = 0; group < columns->group_count; group++) {
            int32_t at = bucket_of(columns, region, group);
            Bucket *bucket = &columns->bucket[at];
            bucket->first = (int32_t)rows;
            bucket->number_least = INT64_MAX;
            columns->shut[at] = bucket->count ? 0 : BUCKET_SHUT;
            rows += (size_t)(bucket->count + ROWS_TOGETHER - 1) / ROWS_TOGETHER * ROWS_TOGETHER;
        }
    }
    columns->row_count = rows + BLOCK_ROWS;
}

/* From the first whole line on. */
static RowFacts *lines_of_cache(RowFacts *facts) {
    uintptr_t at = (uintptr_t)facts, line = sizeof *facts;
    return (RowFacts *)((char *)facts + (line - at % line) % line);
}

static void columns_room(Arena *arena, Columns *columns) {
    size_t rows = columns->row_count;
    columns->opening = arena_many(arena, int32_t, rows);
    columns->number = arena_many(arena, int64_t, rows);
    columns->spot = arena_many(arena, int32_t, rows);
    columns->terms_of = arena_many(arena, uint16_t, rows);
    columns->terms = arena_many(arena, Terms, TERMS_MAX);
    columns->required = arena_many(arena, uint64_t, rows);
    columns->facts = lines_of_cache(arena_many(arena, RowFacts, rows + 1));
    for (size_t i = 0; i < rows; i++) columns->opening[i] = SLOT_NONE;
}

static void buckets_fill(Arena *arena, Columns *columns, const Row *row, size_t count) {
    size_t in_bucket = 0;
    for (size_t i = 0; i < count; i++) {
        bool same = i && row[i].group == row[i - 1].group && row[i].region == row[i - 1].region;
        in_bucket = same ? in_bucket + 1 : 0;
        Bucket *bucket = &columns->bucket[bucket_of(columns, row[i].region, row[i].group)];
        row_fill(arena, columns, (size_t)bucket->first + in_bucket, row[i].opening);
        if (row[i].number < bucket->number_least) bucket->number_least = row[i].number;
    }
}

static void work_fill(Arena *arena, Columns *columns) {
    size_t count = columns->work.keys.count;
    columns->work_offered = arena_many(arena, WorkOffered, count);
    for (size_t i = 0; i < count; i++) {
        const OpeningProfile *opening = &columns->snapshot->opening[columns->work.first[i]];
        columns->work_offered[i] = (WorkOffered){ opening->work, opening->experience_months };
    }
}

/* --- what belongs to what --- */

/* Spots were numbered as rows came, region by region; the first place of a spot lies in one. */
static void spots_fill(Arena *arena, Columns *columns) {
    size_t count = columns->spots.facets.keys.count;
    columns->spots.shuttle = arena_many(arena, bool, count);
    columns->spot_first = arena_many(arena, int32_t, (size_t)columns->region_count + 1);
    for (size_t i = 0; i < count; i++) {
        int32_t first = columns->spots.facets.first[i];
        columns->spots.shuttle[i] = columns->snapshot->opening[first].shuttle;
    }
    for (int32_t region = 0; region < columns->region_count; region++) {
        int32_t end = columns->spot_first[region];
        for (int32_t group = 0; group < columns->group_count; group++) {
            const Bucket *bucket = &columns->bucket[bucket_of(columns, region, group)];
            for (int32_t at = bucket->first; at < bucket->first + bucket->count; at++) {
                if (columns->spot[at] >= end) end = columns->spot[at] + 1;
            }
        }
        columns->spot_first[region + 1] = end;
    }
}

static void groups_list(Arena *arena, Columns *columns, Arena *scratch) {
    size_t rows = columns->row_count, occupations = 0, divisions = 0;
    Keyed *by_occupation = arena_many(scratch, Keyed, rows);
    Keyed *by_division = arena_many(scratch, Keyed, rows);
    for (int32_t i = 0; i < bucket_count(columns); i++) {
        const Bucket *bucket = &columns->bucket[i];
        int32_t group = i / columns->region_stride;
        for (int32_t at = bucket->first; at < bucket->first + bucket->count; at++) {
            const Work *work = &columns->snapshot->opening[columns->opening[at]].work;
            if (work->occupation != SLOT_NONE) {
                by_occupation[occupations++] = (Keyed){ work->occupation, group };
            }
            if (work->division != NUMBER_UNKNOWN) {
                by_division[divisions++] = (Keyed){ work->division, group };
            }
        }
    }
    int32_t slots = (int32_t)columns->snapshot->occupations.count;
    columns->by_occupation = lists_make(arena, by_occupation, occupations, slots);
    columns->by_division = lists_make(arena, by_division, divisions, DIVISIONS);
}

Columns *columns_make(Arena *arena, const Snapshot *snapshot) {
    Columns *columns = arena_one(arena, Columns);
    columns->snapshot = snapshot;
    demands_make(arena, snapshot, &columns->demands);
    cells_fill(arena, columns);
    size_t most = snapshot->openings.count;
    AUTO(arena_end_at) Arena *scratch = arena_new("openings in order", (size_t)8 << 30);
    Row *row = arena_many(scratch, Row, most);
    size_t count = rows_collect(columns, row);
    groups_find(arena, columns, row, count);
    regions_give(columns, scratch, row, count);
    rows_group(columns, row, count);
    buckets_count(arena, columns, row, count);
    columns_room(arena, columns);
    buckets_fill(arena, columns, row, count);
    work_fill(arena, columns);
    spots_fill(arena, columns);
    groups_list(arena, columns, scratch);
    columns_index_skills(arena, columns);
    return columns;
}
