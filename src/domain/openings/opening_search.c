#include "openings/opening_search.h"

#include <stdlib.h>

#include "auto.h"
#include "names/names.h"

/* --- places --- */

int64_t *openings_taken(Arena *arena, const OpeningRows *openings, const PlacementRows *placements) {
    int64_t *taken = arena_many(arena, int64_t, openings->count);
    for (size_t i = 0; i < placements->count; i++) {
        PlacementHold hold = placement_hold(placements->row[i].state);
        if (hold != HOLD_PAIR && hold != HOLD_PLACE) continue;
        int opening = opening_numbered(openings, placements->row[i].opening_number);
        if (opening >= 0) taken[opening]++;
    }
    return taken;
}

int64_t opening_places_left(const OpeningRecord *record, int64_t taken) {
    Value places = record->field[OPENING_places];
    if (!places.known) return PLACES_UNKNOWN;
    return places.number > taken ? places.number - taken : 0;
}

/* --- words --- */

static Str text_of(const OpeningRecord *record, int field) {
    return record->field[field].known ? record->field[field].text : STR_EMPTY;
}

/* All that words are looked for in, folded. */
static Str folded_of(Arena *arena, const OpeningRecord *record) {
    Text text = text_new(arena, 16 * 1024);
    text_addf(&text, "%.*s %.*s", STR_ARGS(text_of(record, OPENING_name)),
              STR_ARGS(text_of(record, OPENING_employer_name)));
    const Str *labels = code_labels(S("isco_groups"), text_of(record, OPENING_isco));
    for (int i = 0; labels && i < TONGUE_COUNT; i++) text_addf(&text, " %.*s", STR_ARGS(labels[i]));
    text_addf(&text, " %.*s", STR_ARGS(text_of(record, OPENING_postcode)));
    return name_fold(arena, text_str(&text));
}

static bool words_found(Arena *arena, const OpeningRecord *record, Str words) {
    if (!words.len) return true;
    Str rest = words, word, folded = folded_of(arena, record), id = name_fold(arena, record->id);
    int read = 0;
    while (rest.len && read++ < OPENING_WORDS_MAX && str_cut(&rest, ' ', &word)) {
        if (!name_folded_found(word, folded) && !name_folded_found(word, id)) return false;
    }
    return true;
}

/* --- filters --- */

static bool sector_fits(const OpeningRecord *record, int sector) {
    Value code = record->field[OPENING_sector_sbi];
    if (!sector) return true;
    if (!code.known) return false;
    int64_t rest = code.number;
    while (rest > sector) rest /= 10;
    return rest == sector;
}

static bool language_fits(const OpeningRecord *record, const OpeningSearch *search) {
    const RecordList *list = &record->list[OPENING_LIST_DEMAND];
    bool known = false;
    if (!search->asks_at_most) return true;
    for (size_t row = 0; row < list->count; row++) {
        const Value *value = list->value + row * DEMAND_FIELD_COUNT;
        if (!str_equal(value[DEMAND_language].text, S("nld"))) continue;
        if (!value[DEMAND_level].known || value[DEMAND_level].number > search->language_max) {
            return false;
        }
        known = true;
    }
    return known;
}

static bool kind_fits(const OpeningRecord *record, unsigned kinds) {
    const RecordList *list = &record->list[OPENING_LIST_KIND];
    for (size_t row = 0; row < list->count && kinds; row++) {
        Value kind = list->value[row * KIND_FIELD_COUNT + KIND_kind];
        if (kind.known && (kinds >> kind.number & 1)) return true;
    }
    return !kinds;
}

static bool passes(const OpeningRecord *record, int64_t left, const OpeningSearch *search) {
    Str municipality = text_of(record, OPENING_municipality);
    if (search->municipality.len && !str_equal(municipality, search->municipality)) return false;
    if (search->has_places && left <= 0) return false;
    if (search->places_unknown && left != PLACES_UNKNOWN) return false;
    return sector_fits(record, search->sector) && kind_fits(record, search->kinds) &&
           language_fits(record, search);
}

/* --- order --- */

typedef struct Hit {
    size_t position;
    int64_t number, key; /* of the order; KEY_NONE: comes last */
    Str name;            /* folded; of OPENING_SORT_NAME only */
} Hit;
#define KEY_NONE INT64_MAX

static Hit hit_of(Arena *arena, const OpeningRecord *record, int64_t left, OpeningSort sort) {
    Hit hit = { .number = record->number };
    if (sort == OPENING_SORT_NAME) {
        hit.name = name_fold(arena, text_of(record, OPENING_name));
        hit.key = hit.name.len ? 0 : KEY_NONE;
    } else if (sort == OPENING_SORT_START) {
        Value start = record->field[OPENING_start_on];
        hit.key = start.known ? start.number : KEY_NONE;
    } else if (sort == OPENING_SORT_PLACES_LEFT) {
        hit.key = left == PLACES_UNKNOWN ? KEY_NONE : -left;
    }
    return hit;
}

static int hits_compare(const void *a, const void *b, void *descending) {
    const Hit *one = a, *two = b;
    int way = *(const bool *)descending ? -1 : 1;
    if ((one->key == KEY_NONE) != (two->key == KEY_NONE)) return one->key == KEY_NONE ? 1 : -1;
    if (one->key != two->key) return one->key < two->key ? -way : way;
    int names = str_compare(one->name, two->name);
    if (names) return names < 0 ? -way : way;
    return one->number < two->number ? -way : one->number > two->number ? way : 0;
}

Result opening_search(Arena *arena, const OpeningRows *openings, const int64_t *taken,
                      const OpeningSearch *search, OpeningFound *ret_found) {
    AUTO(arena_end_at) Arena *scratch = arena_new("openings found", 1024UL * 1024 * 1024);
    bool level = search->language_max >= LEVEL_A0 && search->language_max <= LEVEL_C2;
    if (search->sort >= OPENING_SORT_COUNT || !level) return INVALID;
    Str words = name_fold(scratch, str_sub(search->words, 0, OPENING_SEARCH_BYTES_MAX));
    Hit *hit = arena_many(scratch, Hit, openings->count);
    OpeningFound found = { 0 };
    for (size_t i = 0; i < openings->count; i++) {
        const OpeningRecord *record = &openings->record[i];
        int64_t left = opening_places_left(record, taken[i]);
        if (!passes(record, left, search)) continue;
        ArenaMark mark = arena_mark(scratch);
        bool here = words_found(scratch, record, words);
        arena_rewind(scratch, mark);
        if (!here) continue;
        hit[found.total] = hit_of(scratch, record, left, search->sort);
        hit[found.total++].position = i;
    }
    bool descending = search->descending;
    if (found.total) qsort_r(hit, found.total, sizeof *hit, hits_compare, &descending);
    size_t left = found.total > search->first ? found.total - search->first : 0;
    found.count = left < search->count_max ? left : search->count_max;
    found.position = arena_many(arena, size_t, found.count);
    for (size_t i = 0; i < found.count; i++) found.position[i] = hit[search->first + i].position;
    *ret_found = found;
    return OK;
}
