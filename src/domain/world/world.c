#include "world/world.h"

static Result rows_read(Db *db, Arena *arena, int64_t tenant, World *world) {
    Result result = candidates_load(db, arena, tenant, true, &world->candidates);
    if (result == OK) result = openings_load(db, arena, tenant, &world->openings);
    if (result == OK) result = classes_load(db, arena, tenant, &world->classes);
    if (result == OK) result = plan_pairs_load(db, arena, tenant, &world->decided);
    if (result == OK) result = placements_load(db, arena, tenant, &world->placements);
    if (result == OK) result = occupations_load(db, arena, tenant, &world->occupations);
    if (result == OK) result = map_load(db, arena, tenant, &world->map);
    return result;
}

Result world_read(Db *db, Arena *arena, WorldRequest request, World *ret_world) {
    *ret_world = (World){ .tenant = request.tenant, .rules = request.rules, .vocabulary = request.vocabulary };
    Result result = rows_read(db, arena, request.tenant, ret_world);
    Vocabulary *loaded = NULL;
    if (result == OK && !request.vocabulary) {
        result = vocabulary_load(db, arena, request.tenant, &loaded);
        ret_world->vocabulary = loaded;
    }
    if (result != OK) return result;
    ret_world->snapshot = snapshot_make(arena, &ret_world->candidates, &ret_world->openings,
                                        &ret_world->classes, ret_world->map, ret_world->rules,
                                        request.today, &ret_world->occupations,
                                        ret_world->vocabulary);
    return OK;
}

typedef struct Encoding {
    Arena *arena;
    Snapshot *snapshot;
} Encoding;

static Result opening_encode_one(void *context, const OpeningRecord *record) {
    Encoding *encoding = context;
    snapshot_add_opening(encoding->arena, encoding->snapshot, record);
    return OK;
}

static Result meanings_read(Db *db, Arena *arena, WorldRequest request, SnapshotInput *input) {
    Occupations *occupations = arena_one(arena, Occupations);
    ClassRows *classes = arena_one(arena, ClassRows);
    Vocabulary *loaded = NULL;
    input->classes = classes;
    input->occupations = occupations;
    input->vocabulary = request.vocabulary;
    Result result = classes_load(db, arena, request.tenant, classes);
    if (result == OK) result = occupations_load(db, arena, request.tenant, occupations);
    if (result != OK || input->vocabulary) return result;
    result = vocabulary_load(db, arena, request.tenant, &loaded);
    input->vocabulary = loaded;
    return result;
}

Result world_read_openings(Db *db, Arena *arena, WorldRequest request,
                           WorldOpenings *ret_openings) {
    SnapshotInput input = { .rules = request.rules, .today = request.today };
    Result result = meanings_read(db, arena, request, &input);
    Map *map = NULL;
    if (result == OK) result = map_load(db, arena, request.tenant, &map);
    if (result != OK) return result;
    input.map = map;
    Encoding encoding = { arena, snapshot_begin(arena, input) };
    size_t count;
    result = openings_total(db, request.tenant, INT64_MAX, &count);
    if (result != OK) return result;
    snapshot_expect_openings(arena, encoding.snapshot, count);
    result = openings_each(db, request.tenant, opening_encode_one, &encoding);
    if (result != OK) return result;
    snapshot_openings_end(arena, encoding.snapshot);
    *ret_openings = (WorldOpenings){ map, encoding.snapshot };
    return OK;
}

void world_print(World *world) {
    const Snapshot *snapshot = world->snapshot;
    world->prints = (struct WorldPrints){ .made = true,
                                          .ground = print_ground(snapshot),
                                          .openings = print_openings(snapshot),
                                          .candidates = print_candidates(snapshot) };
}

PlanInput world_plan_input(const World *world) {
    return (PlanInput){ .snapshot = world->snapshot, .candidates = &world->candidates,
                        .openings = &world->openings, .classes = &world->classes,
                        .decided = &world->decided, .placements = &world->placements };
}

Str candidate_name(Arena *arena, const CandidateRecord *record) {
    Value given = record->fact[FACT_given_name], family = record->fact[FACT_family_name];
    if (!given.known && !family.known) return record->id;
    return str_printf(arena, "%.*s%s%.*s", STR_ARGS(given.text),
                      given.known && family.known ? " " : "", STR_ARGS(family.text));
}

Str opening_name(Arena *arena, const OpeningRecord *record) {
    Value name = record->field[OPENING_name], employer = record->field[OPENING_employer_name];
    if (!name.known) return record->id;
    if (!employer.known) return name.text;
    return str_printf(arena, "%.*s, %.*s", STR_ARGS(name.text), STR_ARGS(employer.text));
}

Str world_candidate_name(Arena *arena, const World *world, int candidate) {
    return candidate_name(arena, &world->candidates.record[candidate]);
}

Str world_opening_name(Arena *arena, const World *world, int opening) {
    return opening_name(arena, &world->openings.record[opening]);
}
