/* Which step opens what, against an oracle: every step of the catalogue is taken in a copy of the
 * person's record, and that copy is compared with all openings again; with columns and without. */
#include "../taken_steps.h"
#include "matching/columns/columns.h"

enum { ROUNDS = 4, PEOPLE = 40, OPENINGS = 110, STEPS_MAX = 256, PAIRS_TRIED = 40, LISTED_MOST = 64 };

/* --- all steps --- */

typedef struct Universe {
    struct {
        Step step;
        Supply supply;
    } at[STEPS_MAX];
    size_t count;
} Universe;

static void universe_add(Universe *universe, StepKind kind, Str detail, int to) {
    assert_true(universe->count < STEPS_MAX);
    universe->at[universe->count++].step =
        (Step){ .kind = kind, .detail = detail, .skill = SKILL_COUNT, .to = to };
}

static void universe_list(Universe *universe, StepKind kind, const char *name, size_t most) {
    const CodeList *list = code_list(str_from(name));
    for (size_t i = 0; i < list->count && i < most; i++) {
        universe_add(universe, kind, list->code[i], 0);
    }
}

static void universe_languages(Universe *universe) {
    static const char *const languages[] = { "nld", "eng", "ara" };
    for (int i = 0; i < 3; i++) {
        for (int skill = 0; skill <= SKILL_COUNT; skill++) {
            for (int level = LEVEL_A1; level <= LEVEL_B2; level++) {
                universe_add(universe, STEP_LANGUAGE, str_from(languages[i]), level);
                universe->at[universe->count - 1].step.skill = skill;
            }
        }
    }
}

static void universe_childcare(Universe *universe, const CandidateRecord *person, bool known) {
    Value childcare = person->fact[FACT_childcare];
    if (!childcare.known || childcare.number < 2) return;
    for (int had = 0; had <= known; had++) {
        universe_add(universe, STEP_CHILDCARE, STR_EMPTY, 0);
        universe->at[universe->count - 1].supply = had     ? SUPPLY_HAD
                                                   : known ? SUPPLY_MISSING
                                                           : SUPPLY_UNKNOWN;
    }
}

/* An impossible range of hours says nothing: there is nothing to raise. */
static bool hours_are_told(const CandidateRecord *person) {
    Value least = person->fact[FACT_hours_min], most = person->fact[FACT_hours_max];
    return most.known && (!least.known || least.number <= most.number);
}

static void universe_fill(Universe *universe, const CandidateRecord *person, bool childcare_known) {
    universe->count = 0;
    memset(universe->at, 0, sizeof universe->at);
    universe_languages(universe);
    universe_list(universe, STEP_LICENCE, "licences", LISTED_MOST);
    universe_list(universe, STEP_CERTIFICATE, "certificates", LISTED_MOST);
    for (int i = 0; i < WEEKDAYS * DAY_THIRDS + 2; i++) {
        universe_add(universe, STEP_TIMETABLE, STR_EMPTY, 1 << i);
    }
    static const int sets[] = { 0x1249, 0x1249 << 1, 0x1249 << 2, 0x3F << 15 };
    for (int i = 0; i < 4; i++) universe_add(universe, STEP_TIMETABLE, STR_EMPTY, sets[i]);
    universe_add(universe, STEP_LITERACY, STR_EMPTY, 1);
    universe_add(universe, STEP_TRAVEL_PASS, STR_EMPTY, 0);
    universe_add(universe, STEP_BICYCLE, STR_EMPTY, 0);
    universe_add(universe, STEP_MOPED, STR_EMPTY, 0);
    universe_add(universe, STEP_EVENINGS, STR_EMPTY, 0);
    Value minutes = person->fact[FACT_travel_minutes_max];
    if (minutes.known) universe_add(universe, STEP_MINUTES, STR_EMPTY, (int)minutes.number + 15);
    for (int hours = 16; hours <= 40 && hours_are_told(person); hours += 4) {
        universe_add(universe, STEP_HOURS, STR_EMPTY, hours);
    }
    universe_childcare(universe, person, childcare_known);
}

/* --- worlds --- */

/* Few demands, so that many openings are one step away; what is certain and what is not. */
static World world_eased(Arena *arena, Dice *dice, int percent) {
    World world = dice_world(arena, dice, PEOPLE, OPENINGS);
    for (size_t i = 0; i < world.openings.count; i++) {
        OpeningRecord *opening = &world.openings.record[i];
        for (int k = 0; k < OPENING_LIST_COUNT; k++) {
            if (dice_chance(dice, percent)) opening->list[k].count = 0;
        }
        for (int k = 0; k < OPENING_FIELD_COUNT; k++) {
            bool kept = k == OPENING_postcode || k == OPENING_hours_min || k == OPENING_hours_max;
            if (!kept && dice_chance(dice, percent)) opening->field[k] = UNKNOWN;
        }
        opening->number = dice_between(dice, 1, OPENINGS);
    }
    for (size_t i = 0; i < world.candidates.count; i++) {
        CandidateRecord *person = &world.candidates.record[i];
        if (dice_chance(dice, 60)) person->fact[FACT_travel_kilometres_max] = UNKNOWN;
        if (dice_chance(dice, 60)) person->list[LIST_CONDITION].count = 0;
        if (dice_chance(dice, 60)) person->list[LIST_WISH].count = 0;
        if (dice_chance(dice, 70)) person->fact[FACT_available_from] = NUMBER(TODAY - 5);
        if (dice_chance(dice, 40)) person->fact[FACT_childcare] = NUMBER(3);
        if (dice_chance(dice, 60)) person->fact[FACT_childcare_from] = UNKNOWN;
    }
    world_snapshot(&world);
    return world;
}

/* Every opening asks two things that nobody has: of two kinds, or two parts of the week. */
static World world_of_twos(Arena *arena, Dice *dice, bool times) {
    World world = world_eased(arena, dice, 80);
    Provenance from = { .source = S("test"), .confirmed = TODAY };
    for (size_t i = 0; i < world.openings.count; i++) {
        OpeningRecord *opening = &world.openings.record[i];
        if (times) {
            opening->list[OPENING_LIST_BLOCK].count = 0;
            opening_add(arena, opening, OPENING_LIST_BLOCK, NUMBER(1), NUMBER(18), NUMBER(22));
            opening_add(arena, opening, OPENING_LIST_BLOCK, NUMBER(2), NUMBER(18), NUMBER(22));
            continue;
        }
        opening->list[OPENING_LIST_OPENING_LICENCE].count = 0;
        opening_add(arena, opening, OPENING_LIST_OPENING_LICENCE, TEXT("B"));
        opening->list[OPENING_LIST_DEMAND].count = 0;
        opening_add(arena, opening, OPENING_LIST_DEMAND, TEXT("nld"), NUMBER(SKILL_SPEAKING),
                    NUMBER(0), NUMBER(dice_between(dice, LEVEL_A2, LEVEL_B2)));
    }
    for (size_t i = 0; i < world.candidates.count; i++) {
        CandidateRecord *person = &world.candidates.record[i];
        Value licence[LICENCE_FIELD_COUNT] = { TEXT("B"), NUMBER(0) };
        Value speaking[LANGUAGE_FIELD_COUNT] = { TEXT("nld"), NUMBER(SKILL_SPEAKING),
                                                 NUMBER(LEVEL_A1) };
        person->list[LIST_LICENCE].count = 0;
        record_put(arena, &candidate_list_type[LIST_LICENCE], &person->list[LIST_LICENCE], licence,
                   from);
        record_put(arena, &candidate_list_type[LIST_LANGUAGE], &person->list[LIST_LANGUAGE],
                   speaking, from);
        person->fact[FACT_childcare] = UNKNOWN;
        person_add(arena, person, LIST_TIMETABLE, NUMBER(1), NUMBER(16), NUMBER(24), NUMBER(0));
        person_add(arena, person, LIST_TIMETABLE, NUMBER(2), NUMBER(16), NUMBER(24), NUMBER(0));
    }
    world_snapshot(&world);
    return world;
}

static ChildcareSupply childcare_somewhere(Dice *dice) {
    ChildcareSupply supply = { .known = dice_chance(dice, 60) };
    for (int day = 0; day < WEEKDAYS; day++) {
        if (dice_chance(dice, 70)) supply.week.day[day] = times_bits(15, 34);
    }
    return supply;
}

/* --- the oracle --- */

typedef struct Opened {
    int opens;
    Match best;
} Opened;

static bool is_before(const World *world, const Match *a, const Match *b) {
    int64_t first = world->openings.record[a->opening].number;
    int64_t second = world->openings.record[b->opening].number;
    if (a->score != b->score) return a->score > b->score;
    return first != second ? first < second : a->opening < b->opening;
}

static void opened_by(Arena *arena, const World *world, int candidate, CandidateRows rows,
                      Opened *ret_opened) {
    Snapshot *after = snapshot_make(arena, &rows, &world->openings, &world->classes, world->map,
                                    world->rules, TODAY);
    for (size_t i = 0; i < rows.count; i++) {
        Opened opened = { 0 };
        for (int k = 0; k < OPENINGS; k++) {
            Match before = match_pair(world->snapshot, candidate, k);
            if (match_feasible(&before)) continue;
            Match then = match_pair(after, (int)i, k);
            if (!match_feasible(&then)) continue;
            if (!opened.opens++ || is_before(world, &then, &opened.best)) opened.best = then;
        }
        ret_opened[i] = opened;
    }
}

static CandidateRecord taken_by(Arena *arena, const World *world, int candidate, Step step,
                                const Week *childcare) {
    return step_take(arena, &world->candidates.record[candidate], step,
                     (TakenWith){ snapshot_candidate_week(world->snapshot, candidate), childcare });
}

static void universe_take(Arena *arena, const World *world, int candidate, const Universe *universe,
                          const ChildcareSupply *supply, Opened *ret_opened) {
    CandidateRows rows = { arena_many(arena, CandidateRecord, universe->count), universe->count };
    for (size_t i = 0; i < universe->count; i++) {
        const Week *childcare = universe->at[i].supply == SUPPLY_HAD ? &supply->week : NULL;
        rows.record[i] = taken_by(arena, world, candidate, universe->at[i].step, childcare);
    }
    opened_by(arena, world, candidate, rows, ret_opened);
}

static bool same_step(Step a, Step b) {
    return a.kind == b.kind && a.skill == b.skill && a.to == b.to && str_equal(a.detail, b.detail);
}

static const BarrierStep *step_found(const PersonBarriers *found, Step step, Supply supply) {
    for (size_t i = 0; i < found->step_count; i++) {
        Step own = found->step[i].step;
        if (own.kind == STEP_LITERACY || own.kind == STEP_CHILDCARE) own.to = step.to;
        if (same_step(own, step) && found->step[i].supply == supply) return &found->step[i];
    }
    return NULL;
}

/* A level that nobody asks is no step: it opens what the highest that is asked opens. */
static bool lower_opens(const PersonBarriers *found, Step step, int opens) {
    if (step.kind != STEP_LANGUAGE) return false;
    for (step.to--; step.to > LEVEL_A0; step.to--) {
        const BarrierStep *lower = step_found(found, step, SUPPLY_NONE_NEEDED);
        if (lower) return lower->opens == opens;
    }
    return false;
}

/* Nor is a set of parts of the week of which one at most is taken. */
static bool part_opens(const PersonBarriers *found, Step step, int opens) {
    if (step.kind != STEP_TIMETABLE) return false;
    for (size_t i = 0; i < found->step_count; i++) {
        const Step *own = &found->step[i].step;
        bool within = own->kind == STEP_TIMETABLE && !(own->to & ~step.to) && own->to != step.to;
        if (within && found->step[i].opens == opens) return true;
    }
    return false;
}

static void best_compare(const Match *expected, const Match *found) {
    assert_int_equal(found->opening, expected->opening);
    assert_int_equal(found->score, expected->score);
    assert_memory_equal(found->part_points, expected->part_points, sizeof found->part_points);
}

static size_t steps_compare(int candidate, const Universe *universe,
                            const Opened *opened, const PersonBarriers *found) {
    size_t seen = 0;
    for (size_t i = 0; i < universe->count; i++) {
        Step step = universe->at[i].step;
        const BarrierStep *own = step_found(found, step, universe->at[i].supply);
        if (!own && opened[i].opens && lower_opens(found, step, opened[i].opens)) continue;
        if (!own && opened[i].opens && part_opens(found, step, opened[i].opens)) continue;
        if ((own ? own->opens : 0) != opened[i].opens) {
            fail_msg("person %d, step %d %.*s skill %d to %d supply %d: %d openings, found %d",
                     candidate, step.kind, STR_ARGS(step.detail), step.skill, step.to,
                     universe->at[i].supply, opened[i].opens, own ? own->opens : 0);
        }
        if (!own) continue;
        best_compare(&opened[i].best, &own->best);
        seen++;
    }
    return seen;
}

/* --- what is feasible, what is sure, what one answer settles --- */

static void answers_compare(Arena *arena, const World *world, int candidate,
                            const PersonBarriers *found) {
    int feasible = 0, sure = 0, settles[CRITERION_COUNT] = { 0 };
    for (int k = 0; k < OPENINGS; k++) {
        ArenaMark mark = arena_mark(arena);
        Explanation explanation = match_explain(arena, world->snapshot, candidate, k);
        feasible += match_feasible(&explanation.match);
        sure += match_feasible(&explanation.match) && !explanation.match.unknown_count;
        const Entry *first = NULL;
        bool one = match_feasible(&explanation.match);
        for (size_t i = 0; i < explanation.entry_count; i++) {
            const Entry *entry = &explanation.entry[i];
            if (entry->verdict != VERDICT_UNKNOWN) continue;
            if (!first) first = entry;
            Str a = first->demand, b = entry->demand, safety = S(".safety");
            if (str_ends(a, safety)) a.len -= safety.len;
            if (str_ends(b, safety)) b.len -= safety.len;
            one = one && entry->criterion == first->criterion &&
                  entry->question.word == first->question.word && str_equal(a, b);
        }
        if (one && first) settles[first->criterion]++;
        arena_rewind(arena, mark);
    }
    assert_int_equal(found->feasible, feasible);
    assert_int_equal(found->sure, sure);
    for (size_t i = 0; i < found->answer_count; i++) {
        settles[found->answer[i].criterion] -= found->answer[i].settles;
    }
    for (int i = 0; i < CRITERION_COUNT; i++) assert_int_equal(settles[i], 0);
}

/* --- pairs of steps --- */

static Opened pair_opened(Arena *arena, const World *world, int candidate, const Step *step,
                          const ChildcareSupply *supply) {
    CandidateRecord first = taken_by(arena, world, candidate, step[0], &supply->week);
    Snapshot *one = snapshot_make(arena, &(CandidateRows){ &first, 1 }, &world->openings,
                                  &world->classes, world->map, world->rules, TODAY);
    CandidateRecord both =
        step_take(arena, &first, step[1],
                  (TakenWith){ snapshot_candidate_week(one, 0), &supply->week });
    Opened opened;
    opened_by(arena, world, candidate, (CandidateRows){ &both, 1 }, &opened);
    return opened;
}

static size_t pairs_compare(Arena *arena, const World *world, int candidate,
                            const ChildcareSupply *supply, const PersonBarriers *found) {
    for (size_t i = 0; i < found->pair_count && i < PAIRS_TRIED; i++) {
        ArenaMark mark = arena_mark(arena);
        const BarrierPair *pair = &found->pair[i];
        Opened opened = pair_opened(arena, world, candidate, pair->step, supply);
        assert_int_equal(pair->opens, opened.opens);
        best_compare(&opened.best, &pair->best);
        arena_rewind(arena, mark);
    }
    return found->pair_count;
}

/* Two steps that nobody names open nothing. */
static void pairs_miss_none(Arena *arena, const World *world, int candidate,
                            const Universe *universe, Dice *dice, const ChildcareSupply *supply,
                            const PersonBarriers *found) {
    for (int tried = 0; tried < PAIRS_TRIED; tried++) {
        size_t a = (size_t)dice_between(dice, 0, (int64_t)universe->count - 1);
        size_t b = (size_t)dice_between(dice, 0, (int64_t)universe->count - 1);
        Step step[2] = { universe->at[a < b ? a : b].step, universe->at[a < b ? b : a].step };
        bool skip = a == b;
        for (int i = 0; i < 2; i++) {
            skip = skip || step[i].kind == STEP_CHILDCARE || step[i].kind == STEP_EVENINGS ||
                   step[i].kind == STEP_LANGUAGE;
        }
        for (size_t i = 0; i < found->pair_count && !skip; i++) {
            const Step *own = found->pair[i].step;
            skip = (own[0].kind == step[0].kind && own[1].kind == step[1].kind) ||
                   (own[0].kind == step[1].kind && own[1].kind == step[0].kind);
        }
        if (skip) continue;
        ArenaMark mark = arena_mark(arena);
        assert_int_equal(pair_opened(arena, world, candidate, step, supply).opens, 0);
        arena_rewind(arena, mark);
    }
}

/* --- the law --- */

typedef struct Seen {
    size_t steps, pairs;
    size_t of_kind[STEP_KIND_COUNT];
} Seen;

static void person_check(Arena *arena, const World *world, BarrierSpace *space, int candidate,
                         const ChildcareSupply *supply, Dice *dice, Seen *seen) {
    Universe universe;
    universe_fill(&universe, &world->candidates.record[candidate], supply->known);
    Opened *opened = arena_many(arena, Opened, universe.count);
    universe_take(arena, world, candidate, &universe, supply, opened);
    PersonBarriers found = person_barriers(arena, space, candidate);
    size_t steps = steps_compare(candidate, &universe, opened, &found);
    assert_int_equal(steps, found.step_count);
    answers_compare(arena, world, candidate, &found);
    seen->steps += steps;
    seen->pairs += pairs_compare(arena, world, candidate, supply, &found);
    bool any = false;
    for (size_t i = 0; i < found.step_count; i++) {
        seen->of_kind[found.step[i].step.kind]++;
        any = any || found.step[i].supply == SUPPLY_NONE_NEEDED || found.step[i].supply == SUPPLY_HAD;
        if (i) assert_true(found.step[i].opens <= found.step[i - 1].opens);
    }
    if (!any) pairs_miss_none(arena, world, candidate, &universe, dice, supply, &found);
    else assert_int_equal(found.pair_count, 0);
}

static void rounds_check(Arena *arena, World *world, Dice *dice, bool columns, Seen *seen) {
    ChildcareSupply supply = childcare_somewhere(dice);
    if (columns) world->snapshot->columns = columns_make(arena, world->snapshot);
    AUTO(arena_end_at) Arena *kept = arena_new("barriers", (size_t)64 << 20);
    BarrierSpace *space = barrier_space_new(kept, world->snapshot, &supply);
    for (int i = 0; i < (int)world->candidates.count; i++) {
        ArenaMark mark = arena_mark(arena);
        person_check(arena, world, space, i, &supply, dice, seen);
        arena_rewind(arena, mark);
    }
}

static void pairs_open_what_no_step_opens(void **state) {
    (void)state;
    Dice dice = { dice_seed() };
    Seen seen = { 0 };
    for (int round = 0; round < 4; round++) {
        TEST_ARENA(arena);
        World world = world_of_twos(arena, &dice, round / 2);
        world.candidates.count = PEOPLE / 4;
        world_snapshot(&world);
        rounds_check(arena, &world, &dice, round % 2, &seen);
    }
    print_message("# %zu pairs opened something\n", seen.pairs);
    assert_true(seen.pairs > 0);
}

static void steps_open_what_a_new_comparison_finds(void **state) {
    (void)state;
    Dice dice = { dice_seed() };
    Seen seen = { 0 };
    for (int round = 0; round < ROUNDS; round++) {
        TEST_ARENA(arena);
        World world = world_eased(arena, &dice, 70);
        rounds_check(arena, &world, &dice, round % 2, &seen);
    }
    print_message("# %zu steps opened something, %zu pairs\n", seen.steps, seen.pairs);
    static const StepKind kinds[] = { STEP_LANGUAGE, STEP_TRAVEL_PASS, STEP_BICYCLE, STEP_MINUTES,
                                      STEP_TIMETABLE, STEP_CHILDCARE, STEP_HOURS,
                                      STEP_LICENCE, STEP_CERTIFICATE };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        print_message("# kind %d: %zu\n", kinds[i], seen.of_kind[kinds[i]]);
        assert_true(seen.of_kind[kinds[i]] > 0);
    }
}

/* --- an opening that asks less --- */

static void demand_lower(Arena *arena, OpeningRecord *opening, Str language, int skill) {
    RecordList *list = &opening->list[OPENING_LIST_DEMAND], lowered = { 0 };
    const RecordType *type = &opening_list_type[OPENING_LIST_DEMAND];
    for (size_t i = 0; i < list->count; i++) {
        Value value[RECORD_FIELDS_MAX];
        memcpy(value, &list->value[i * (size_t)type->field_count],
               sizeof *value * (size_t)type->field_count);
        bool safety = value[DEMAND_purpose].known && value[DEMAND_purpose].number == 1;
        Value *level = &value[DEMAND_level], *supported = &value[DEMAND_level_with_support];
        bool own = !safety && str_equal(value[DEMAND_language].text, language) &&
                   (skill == SKILL_COUNT || value[DEMAND_skill].number == skill);
        if (own && supported->known && (!level->known || supported->number < level->number)) {
            *level = *supported;
        }
        if (own && level->known) *supported = UNKNOWN;
        if (own && level->known && level->number > 0) level->number--;
        record_add(arena, type, &lowered, value, taken_from());
    }
    *list = lowered;
}

static void part_drop(Arena *arena, OpeningRecord *opening, int part) {
    static const int bounds[] = { 0, 24, 36, 48 };
    RecordList *list = &opening->list[OPENING_LIST_BLOCK], left = { 0 };
    const RecordType *type = &opening_list_type[OPENING_LIST_BLOCK];
    for (size_t i = 0; i < list->count; i++) {
        Value value[RECORD_FIELDS_MAX];
        memcpy(value, &list->value[i * (size_t)type->field_count],
               sizeof *value * (size_t)type->field_count);
        bool own = value[BLOCK_weekday].number - 1 == part / 3;
        for (int from = (int)value[BLOCK_from_time].number,
                 until = (int)value[BLOCK_until_time].number; from < until; from++) {
            if (own && from >= bounds[part % 3] && from < bounds[part % 3 + 1]) continue;
            value[BLOCK_from_time] = NUMBER(from);
            value[BLOCK_until_time] = NUMBER(from + 1);
            record_add(arena, type, &left, value, taken_from());
        }
    }
    *list = left;
}

static void relaxed_take(Arena *arena, OpeningRecord *opening, const Relaxed *relaxed) {
    Str skill = relaxed->demand, language;
    RecordList *list = opening->list;
    const RecordType *type = opening_list_type;
    switch (relaxed->kind) {
    case RELAXED_LEVEL:
        str_cut(&skill, '.', &language);
        demand_lower(arena, opening, language, codes_find(SKILL_CODES, skill));
        break;
    case RELAXED_LANGUAGE: demand_lower(arena, opening, relaxed->demand, SKILL_COUNT); break;
    case RELAXED_SHUTTLE: opening->field[OPENING_shuttle] = NUMBER(1); break;
    case RELAXED_MODE: break;
    case RELAXED_PART: part_drop(arena, opening, __builtin_ctz((unsigned)relaxed->from)); break;
    case RELAXED_TIMES:
        opening->field[OPENING_irregular_hours] = opening->field[OPENING_office_hours] = UNKNOWN;
        break;
    case RELAXED_HOURS: opening->field[OPENING_hours_min] = NUMBER(relaxed->to); break;
    case RELAXED_START: opening->field[OPENING_start_flexible] = NUMBER(1); break;
    case RELAXED_PERMIT: opening->field[OPENING_work_permit_possible] = NUMBER(1); break;
    case RELAXED_EDUCATION: opening->field[OPENING_education_level].text = relaxed->demand; break;
    case RELAXED_WORK_LEVEL: opening->field[OPENING_work_level] = NUMBER(relaxed->to); break;
    case RELAXED_LICENCE:
        rows_drop(arena, &type[OPENING_LIST_OPENING_LICENCE], &list[OPENING_LIST_OPENING_LICENCE],
                  relaxed->demand);
        break;
    case RELAXED_CERTIFICATE:
        rows_drop(arena, &type[OPENING_LIST_OPENING_CERTIFICATE],
                  &list[OPENING_LIST_OPENING_CERTIFICATE], relaxed->demand);
        break;
    case RELAXED_CONDITION:
        rows_drop(arena, &type[OPENING_LIST_OPENING_CONDITION],
                  &list[OPENING_LIST_OPENING_CONDITION], relaxed->demand);
        break;
    case RELAXED_GUIDANCE: {
        const CodeList *guidance = code_list(S("guidance"));
        opening->field[OPENING_guidance_offered] = TEXT_OF(guidance->code[guidance->count - 1]);
        break;
    }
    case RELAXED_KIND_COUNT: fail_msg("not a demand"); break;
    }
}

/* How many come in, by a new snapshot of the opening that asks less. */
static int people_let_in(Arena *arena, World *world, int opening, const Relaxed *relaxed) {
    OpeningRecord less = opening_copy(arena, &world->openings.record[opening]);
    relaxed_take(arena, &less, relaxed);
    Snapshot *after = snapshot_make(arena, &world->candidates, &(OpeningRows){ &less, 1 },
                                    &world->classes, world->map, world->rules, TODAY);
    int people = 0;
    for (int i = 0; i < (int)world->candidates.count; i++) {
        Match before = match_pair(world->snapshot, i, opening), then = match_pair(after, i, 0);
        people += !match_feasible(&before) && match_feasible(&then);
    }
    return people;
}

/* Windows of blocks and parts of the day of a way follow from what is changed: left out here. */
static void world_plain(World *world) {
    for (size_t i = 0; i < world->openings.count; i++) {
        OpeningRecord *opening = &world->openings.record[i];
        const RecordType *type = &opening_list_type[OPENING_LIST_BLOCK];
        RecordList *list = &opening->list[OPENING_LIST_BLOCK];
        opening->list[OPENING_LIST_PHASE].count = 0;
        opening->field[OPENING_public_transport_from] = UNKNOWN;
        opening->field[OPENING_public_transport_until] = UNKNOWN;
        for (size_t row = 0; row < list->count; row++) {
            Value *value = &list->value[row * (size_t)type->field_count];
            bool whole = value[BLOCK_weekday].known && value[BLOCK_from_time].known &&
                         value[BLOCK_until_time].known &&
                         value[BLOCK_from_time].number < value[BLOCK_until_time].number;
            if (whole) continue;
            value[BLOCK_weekday] = NUMBER(1);
            value[BLOCK_from_time] = NUMBER(16);
            value[BLOCK_until_time] = NUMBER(26);
        }
    }
    world_snapshot(world);
}

static void an_opening_that_asks_less_lets_in_as_many(void **state) {
    (void)state;
    Dice dice = { dice_seed() };
    size_t of_kind[RELAXED_KIND_COUNT] = { 0 };
    for (int round = 0; round < ROUNDS; round++) {
        TEST_ARENA(arena);
        World world = world_eased(arena, &dice, 70);
        world_plain(&world);
        for (int i = 0; i < OPENINGS; i++) {
            ArenaMark mark = arena_mark(arena);
            OpeningBarriers found = opening_barriers(arena, world.snapshot, i);
            int feasible = 0;
            for (int k = 0; k < PEOPLE; k++) {
                Match match = match_pair(world.snapshot, k, i);
                feasible += match_feasible(&match);
            }
            assert_int_equal(found.feasible, feasible);
            for (size_t k = 0; k < found.relaxed_count; k++) {
                const Relaxed *relaxed = &found.relaxed[k];
                of_kind[relaxed->kind]++;
                if (relaxed->kind == RELAXED_MODE) continue;
                int people = people_let_in(arena, &world, i, relaxed);
                if (relaxed->people != people) {
                    fail_msg("opening %d, kind %d %.*s: %d people, found %d", i, relaxed->kind,
                             STR_ARGS(relaxed->demand), people, relaxed->people);
                }
            }
            arena_rewind(arena, mark);
        }
    }
    for (int i = 0; i < RELAXED_KIND_COUNT; i++) print_message("# %d: %zu\n", i, of_kind[i]);
    assert_true(of_kind[RELAXED_LEVEL] > 0);
}

/* --- sums --- */

static const GroupStep *group_of(const CountryBarriers *country, const BarrierStep *step) {
    for (size_t i = 0; i < country->step_count; i++) {
        const GroupStep *group = &country->step[i];
        if (step_equal(group->step, step->step) && group->supply == step->supply) return group;
    }
    return NULL;
}

static void country_compare(const CountryBarriers *a, const CountryBarriers *b) {
    assert_int_equal(a->area_count, b->area_count);
    assert_int_equal(a->step_count, b->step_count);
    assert_memory_equal(a->criterion, b->criterion, sizeof a->criterion);
    for (size_t i = 0; i < a->area_count; i++) {
        assert_true(str_equal(a->area[i].municipality, b->area[i].municipality));
        assert_int_equal(a->area[i].people_without, b->area[i].people_without);
        assert_int_equal(a->area[i].openings_without, b->area[i].openings_without);
    }
    for (size_t i = 0; i < a->step_count; i++) {
        assert_true(step_equal(a->step[i].step, b->step[i].step));
        assert_int_equal(a->step[i].openings, b->step[i].openings);
        assert_int_equal(a->step[i].pairs, b->step[i].pairs);
    }
}

/* Of each person the same steps open as much as when that person is asked alone. */
static void sums_are_those_of_people(void **state) {
    (void)state;
    Dice dice = { dice_seed() };
    for (int round = 0; round < 4; round++) {
        TEST_ARENA(arena);
        World world = world_eased(arena, &dice, 70);
        ChildcareSupply supply = childcare_somewhere(&dice);
        if (round % 2) world.snapshot->columns = columns_make(arena, world.snapshot);
        CountryRequest request = { .snapshot = world.snapshot, .childcare = &supply,
                                   .region = -1, .threads = 1 };
        CountryBarriers country = country_barriers(arena, &request);
        request.threads = 3;
        CountryBarriers again = country_barriers(arena, &request);
        country_compare(&country, &again);
        BarrierSpace *space = barrier_space_new(arena, world.snapshot, &supply);
        int64_t pairs = 0, without = 0;
        for (int i = 0; i < PEOPLE; i++) {
            PersonBarriers person = person_barriers(arena, space, i);
            without += !person.feasible;
            for (size_t k = 0; k < person.step_count; k++) {
                const GroupStep *group = group_of(&country, &person.step[k]);
                if (!group) fail_msg("person %d: a step that nobody in the country takes", i);
                else assert_true(group->openings >= person.step[k].opens);
                pairs += person.step[k].opens;
            }
        }
        for (size_t i = 0; i < country.step_count; i++) pairs -= country.step[i].pairs;
        assert_int_equal(pairs, 0);
        assert_int_equal(country.total.people, PEOPLE);
        assert_int_equal(country.total.people_without, without);
        int64_t people = 0;
        for (int region = 0; region < 35; region++) {
            request.region = region;
            people += country_barriers(arena, &request).total.people;
        }
        for (size_t i = 0; i < country.area_count; i++) {
            people += country.area[i].region < 0 ? country.area[i].people : 0;
        }
        assert_int_equal(people, PEOPLE);
    }
}

SUITE("matching barriers property", cmocka_unit_test(pairs_open_what_no_step_opens),
      cmocka_unit_test(an_opening_that_asks_less_lets_in_as_many),
      cmocka_unit_test(sums_are_those_of_people),
      cmocka_unit_test(steps_open_what_a_new_comparison_finds))
