#include "matching/columns/columns.h"
#include "matching/people/people.h"
#include "number.h"

/* Ways are worked out once per home and stop when there are at most this many: 40 MB, more than a
 * region has. Beyond it each pair works out its own. */
enum { WAYS_MAX = 2 * 1024 * 1024, SKILL_SCALE = 10000, CODE_BYTES_MAX = 200 };

/* From here on columns are worth the time to make them. */
enum { OPENINGS_IN_COLUMNS = 1000, PEOPLE_IN_COLUMNS = 1000 };

/* --- occupations --- */

Isco isco_read(Str text) {
    Isco isco = { 0xFFFF, 0 };
    if (text.len < 1 || text.len > 4) return (Isco){ 0xFFFF, 0 };
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9') return (Isco){ 0xFFFF, 0 };
        unsigned shift = 12 - 4 * (unsigned)i;
        unsigned digit = (unsigned)(text.at[i] - '0');
        isco.digits = (uint16_t)((isco.digits & ~(0xFU << shift)) | digit << shift);
    }
    isco.length = (uint8_t)text.len;
    return isco;
}

int isco_common_digits(Isco a, Isco b) {
    int shorter = a.length < b.length ? a.length : b.length;
    unsigned differs = (unsigned)(a.digits ^ b.digits);
    int equal = differs ? (__builtin_clz(differs) - 16) / 4 : 4;
    return equal < shorter ? equal : shorter;
}

static int32_t division_of(Value sector) {
    if (!sector.known) return NUMBER_UNKNOWN;
    int64_t code = sector.number;
    while (code > 99) code /= 10;
    return (int32_t)code;
}

Work work_encode(Arena *arena, const Snapshot *snapshot, WorkValues given) {
    Work work = { .isco = { 0xFFFF, 0 },
                  .occupation = SLOT_NONE,
                  .division = division_of(given.sector) };
    if (given.isco.known) work.isco = isco_read(given.isco.text);
    if (!given.occupation.known || !given.occupation.text.len) return work;
    work.named = true;
    Str occupation = given.occupation.text;
    ArenaMark mark = arena_mark(arena);
    Str key = vocabulary_key(arena, snapshot->vocabulary, CONCEPT_OCCUPATION, occupation);
    work.occupation = slots_find(&snapshot->occupations, key);
    arena_rewind(arena, mark);
    if (work.isco.length) return work;
    int slot = slots_find(&snapshot->isco_addresses, occupation);
    if (slot != SLOT_NONE) work.isco = snapshot->isco_of_address[slot];
    const Term *term;
    TermFound found = vocabulary_find(snapshot->vocabulary, CONCEPT_OCCUPATION, occupation, &term);
    if (slot == SLOT_NONE && found == TERM_KNOWN) work.isco = isco_read(term->isco);
    return work;
}

/* --- places and ways --- */

int16_t snapshot_place(Arena *arena, Snapshot *snapshot, Value postcode, Value municipality) {
    Str area = postcode.known ? str_sub(postcode.text, 0, 4) : STR_EMPTY;
    Str town = municipality.known ? municipality.text : STR_EMPTY;
    if (!area.len && !town.len) return SLOT_NONE;
    char key[CODE_BYTES_MAX];
    int length = snprintf(key, sizeof key, "%.*s %.*s", STR_ARGS(area), STR_ARGS(town));
    Str found = { key, (size_t)length < sizeof key ? (size_t)length : sizeof key - 1 };
    int slot = slots_find(&snapshot->place_keys, found);
    if (slot != SLOT_NONE) return (int16_t)slot;
    if (snapshot->place_keys.count >= INT16_MAX) return SLOT_NONE;
    slot = slots_add(arena, &snapshot->place_keys, found);
    snapshot->place =
        arena_room(arena, Place, snapshot->place, (size_t)slot, &snapshot->place_capacity);
    snapshot->place[slot] = map_place(snapshot->map, postcode, municipality);
    return (int16_t)slot;
}

int32_t snapshot_stop(Arena *arena, Snapshot *snapshot, int16_t place, DayPart part) {
    char key[32];
    int length = snprintf(key, sizeof key, "%d %d", place, (int)part);
    int slot = slots_find(&snapshot->stop_keys, (Str){ key, (size_t)length });
    if (slot != SLOT_NONE) return slot;
    slot = slots_add(arena, &snapshot->stop_keys, (Str){ key, (size_t)length });
    snapshot->stop =
        arena_room(arena, Stop, snapshot->stop, (size_t)slot, &snapshot->stop_capacity);
    snapshot->stop[slot] = (Stop){ place, part };
    return slot;
}

static Way way_measure(const Snapshot *snapshot, int16_t home, int32_t stop) {
    Place from = snapshot->place[home];
    Place to = snapshot->place[snapshot->stop[stop].place];
    int32_t minutes[MODE_COUNT];
    Way way = { .metres =
                    map_minutes_all(snapshot->map, from, to, snapshot->stop[stop].part, minutes),
                .rough =
                    from.precision == PLACE_MUNICIPALITY || to.precision == PLACE_MUNICIPALITY };
    for (int mode = 0; mode < MODE_COUNT; mode++) {
        way.minutes[mode] = (int16_t)(minutes[mode] > INT16_MAX ? INT16_MAX : minutes[mode]);
    }
    return way;
}

Way snapshot_way(const Snapshot *snapshot, int16_t home, int32_t stop) {
    if (!snapshot->way) return way_measure(snapshot, home, stop);
    return snapshot->way[(size_t)home * snapshot->stop_keys.count + (size_t)stop];
}

static void home_measure(Snapshot *snapshot, int16_t home, bool *done) {
    if (home == SLOT_NONE || done[home]) return;
    done[home] = true;
    size_t stops = snapshot->stop_keys.count;
    for (size_t stop = 0; stop < stops; stop++) {
        snapshot->way[(size_t)home * stops + stop] = way_measure(snapshot, home, (int32_t)stop);
    }
}

static void ways_measure(Arena *arena, Snapshot *snapshot) {
    size_t ways = snapshot->place_keys.count * snapshot->stop_keys.count;
    if (ways == 0 || ways > WAYS_MAX) return;
    snapshot->way = arena_many(arena, Way, ways);
    bool *done = arena_many(arena, bool, snapshot->place_keys.count);
    for (size_t i = 0; i < snapshot->candidates.count; i++) {
        home_measure(snapshot, snapshot->candidate[i].home, done);
        home_measure(snapshot, snapshot->candidate[i].home_later, done);
    }
}

/* --- skills: the rarer among openings, the heavier --- */

int32_t skill_weight_of(int64_t openings, int64_t asked) {
    int32_t weight = asked > 0 ? (int32_t)number_root(openings * SKILL_SCALE / asked) : 0;
    return weight < 1 ? 1 : weight;
}

static void skills_weigh(Arena *arena, Snapshot *snapshot) {
    int64_t openings = (int64_t)snapshot->openings.count;
    snapshot->skill_asked = arena_many(arena, int64_t, snapshot->skills.count);
    snapshot->skill_weight = arena_many(arena, int32_t, snapshot->skills.count);
    for (size_t i = 0; i < snapshot->openings.count; i++) {
        const OpeningProfile *opening = &snapshot->opening[i];
        for (int k = 0; k < opening->skill_count; k++) snapshot->skill_asked[opening->skill[k]]++;
    }
    for (size_t slot = 0; slot < snapshot->skills.count; slot++) {
        snapshot->skill_weight[slot] = skill_weight_of(openings, snapshot->skill_asked[slot]);
    }
}

/* --- the whole --- */

static OpeningProfile *opening_take(Arena *arena, Snapshot *snapshot, const OpeningRecord *record) {
    size_t at = snapshot->openings.count++;
    snapshot->opening =
        arena_room(arena, OpeningProfile, snapshot->opening, at, &snapshot->opening_capacity);
    slots_add(arena, &snapshot->opening_ids, record->id);
    opening_encode(arena, snapshot, record, &snapshot->opening[at]);
    return &snapshot->opening[at];
}

void snapshot_expect_openings(Arena *arena, Snapshot *snapshot, size_t count) {
    snapshot->opening = arena_many(arena, OpeningProfile, count);
    snapshot->opening_capacity = count;
}

void snapshot_add_opening(Arena *arena, Snapshot *snapshot, const OpeningRecord *record) {
    opening_take(arena, snapshot, record)->record = NULL;
}

void snapshot_openings_end(Arena *arena, Snapshot *snapshot) {
    skills_weigh(arena, snapshot);
}

static void openings_take(Arena *arena, Snapshot *snapshot, const OpeningRows *rows) {
    snapshot->opening = arena_many(arena, OpeningProfile, rows->count);
    snapshot->opening_capacity = rows->count;
    snapshot->openings.record = rows->record;
    for (size_t i = 0; i < rows->count; i++) opening_take(arena, snapshot, &rows->record[i]);
    snapshot_openings_end(arena, snapshot);
}

static CandidateProfile *candidate_take(Arena *arena, Snapshot *snapshot,
                                        const CandidateRecord *record) {
    size_t at = snapshot->candidates.count++;
    snapshot->candidate = arena_room(arena, CandidateProfile, snapshot->candidate, at,
                                     &snapshot->candidate_capacity);
    slots_add(arena, &snapshot->candidate_ids, record->id);
    candidate_encode(arena, snapshot, record, &snapshot->candidate[at]);
    return &snapshot->candidate[at];
}

void snapshot_add_candidate(Arena *arena, Snapshot *snapshot, const CandidateRecord *record) {
    candidate_take(arena, snapshot, record)->record = NULL;
}

static void candidates_take(Arena *arena, Snapshot *snapshot, const CandidateRows *rows) {
    snapshot->candidate = arena_many(arena, CandidateProfile, rows->count);
    snapshot->candidate_capacity = rows->count;
    snapshot->candidates.record = rows->record;
    for (size_t i = 0; i < rows->count; i++) candidate_take(arena, snapshot, &rows->record[i]);
}

static void people_finish(Arena *arena, Snapshot *snapshot) {
    if (snapshot->candidates.count < PEOPLE_IN_COLUMNS) return;
    const Demands *demands = snapshot->columns ? &snapshot->columns->demands : NULL;
    snapshot->people = people_make(arena, snapshot, demands);
}

void snapshot_candidates_end(Arena *arena, Snapshot *snapshot) {
    ways_measure(arena, snapshot);
    people_finish(arena, snapshot);
}

static void rows_expect(Arena *arena, Snapshot *snapshot, size_t openings, size_t candidates) {
    if (openings) {
        snapshot->opening = arena_many(arena, OpeningProfile, openings);
        snapshot->opening_capacity = openings;
        slots_expect(arena, &snapshot->opening_ids, openings);
    }
    if (candidates) {
        snapshot->candidate = arena_many(arena, CandidateProfile, candidates);
        snapshot->candidate_capacity = candidates;
        slots_expect(arena, &snapshot->candidate_ids, candidates);
    }
}

Snapshot *snapshot_begin(Arena *arena, SnapshotInput input) {
    Snapshot *snapshot = arena_one(arena, Snapshot);
    rows_expect(arena, snapshot, input.openings_expected, input.candidates_expected);
    snapshot->rules = input.rules;
    snapshot->map = input.map;
    snapshot->vocabulary = input.vocabulary ? input.vocabulary : vocabulary_builtin(arena);
    snapshot->today = input.today;
    if (input.classes) snapshot->classes = *input.classes;
    snapshot_load_lists(arena, snapshot, input.occupations);
    slots_add(arena, &snapshot->languages, S("nld")); /* SLOT_DUTCH: outcomes ask for it */
    for (size_t i = 0; i < snapshot->classes.count; i++) {
        slots_add(arena, &snapshot->class_ids, snapshot->classes.record[i].id);
    }
    return snapshot;
}

Snapshot *snapshot_begin_beside(Arena *arena, const Snapshot *model) {
    Snapshot *snapshot = arena_one(arena, Snapshot);
    *snapshot = *model;
    snapshot->columns = NULL;
    snapshot->people = NULL;
    snapshot->candidates = (CandidateRows){ 0 };
    snapshot->openings = (OpeningRows){ 0 };
    snapshot->candidate = NULL;
    snapshot->opening = NULL;
    snapshot->candidate_ids = snapshot->opening_ids = (Slots){ 0 };
    snapshot->languages = snapshot->occupations = snapshot->skills = (Slots){ 0 };
    snapshot->place_keys = snapshot->stop_keys = (Slots){ 0 };
    snapshot->candidate_capacity = snapshot->opening_capacity = 0;
    snapshot->place_capacity = snapshot->stop_capacity = 0;
    snapshot->skill_asked = NULL;
    snapshot->skill_weight = NULL;
    snapshot->place = NULL;
    snapshot->stop = NULL;
    snapshot->way = NULL;
    slots_add(arena, &snapshot->languages, S("nld"));
    return snapshot;
}

Snapshot snapshot_fork(Arena *arena, const Snapshot *snapshot) {
    Snapshot fork = *snapshot;
    fork.place_keys = slots_fork(arena, &snapshot->place_keys);
    fork.place_capacity = fork.place_keys.count;
    return fork;
}

static void rows_take(Arena *arena, Snapshot *snapshot, const CandidateRows *candidates,
                      const OpeningRows *openings) {
    openings_take(arena, snapshot, openings);
    candidates_take(arena, snapshot, candidates);
    ways_measure(arena, snapshot);
}

Snapshot *snapshot_beside(Arena *arena, const Snapshot *model, const CandidateRows *candidates,
                          const OpeningRows *openings) {
    Snapshot *snapshot = snapshot_begin_beside(arena, model);
    rows_take(arena, snapshot, candidates, openings);
    return snapshot;
}

Snapshot *snapshot_of(Arena *arena, SnapshotInput input) {
    Snapshot *snapshot = snapshot_begin(arena, input);
    rows_take(arena, snapshot, input.candidates, input.openings);
    if (snapshot->openings.count >= OPENINGS_IN_COLUMNS) {
        snapshot->columns = columns_make(arena, snapshot);
    }
    people_finish(arena, snapshot);
    return snapshot;
}

size_t snapshot_candidate_count(const Snapshot *snapshot) {
    return snapshot->candidates.count;
}

size_t snapshot_opening_count(const Snapshot *snapshot) {
    return snapshot->openings.count;
}

const CandidateRecord *snapshot_candidate(const Snapshot *snapshot, int candidate) {
    return snapshot->candidate[candidate].record;
}

const CanPeriods *snapshot_candidate_week(const Snapshot *snapshot, int candidate) {
    return &snapshot->candidate[candidate].can;
}

const OpeningRecord *snapshot_opening(const Snapshot *snapshot, int opening) {
    return snapshot->opening[opening].record;
}

Str snapshot_opening_id(const Snapshot *snapshot, int opening) {
    return snapshot->opening_ids.key[opening];
}

int snapshot_find_candidate(const Snapshot *snapshot, Str id) {
    return slots_find(&snapshot->candidate_ids, id);
}

int snapshot_find_opening(const Snapshot *snapshot, Str id) {
    return slots_find(&snapshot->opening_ids, id);
}

const Rules *snapshot_rules(const Snapshot *snapshot) {
    return snapshot->rules;
}

Day snapshot_today(const Snapshot *snapshot) {
    return snapshot->today;
}
