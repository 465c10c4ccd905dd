#include "house.h"

#include "limits.h"
#include "log.h"
#include "memory.h"

Result house_open(const char *database, House **ret_house) {
    enum { RULES_BYTES_MAX = 16 * 1024 * 1024 };
    Arena *arena = arena_new("the house", RULES_BYTES_MAX);
    House *house = arena_one(arena, House);
    Rules *rules = NULL;
    Phrase why;
    house->arena = arena;
    house->database = str_zero_ended(arena, str_from(database));
    if (rules_load(arena, STR_EMPTY, &rules, &why) != OK) log_fatal("the rules built in are wrong");
    house->rules = rules;
    house->worlds = worlds_begin();
    house->registers = candidate_registers_begin();
    Result result = plan_jobs_begin(database, house->worlds, rules, &house->plans);
    if (result == OK) {
        result = crowding_jobs_begin(house->worlds, &house->crowding);
        *ret_house = house;
        if (result == OK) return OK;
        plan_jobs_end(house->plans);
    }
    candidate_registers_end(house->registers);
    worlds_end(house->worlds);
    arena_end(arena);
    return result;
}

Str house_folder(const House *house, Arena *arena) {
    Str path = str_from(house->database);
    if (str_find(path, S("://")) < path.len) return STR_EMPTY;
    size_t slash = path.len;
    while (slash && path.at[slash - 1] != '/') slash--;
    if (!slash) return S(".");
    return str_from(str_zero_ended(arena, str_sub(path, 0, slash)));
}

void house_close(House *house) {
    crowding_jobs_end(house->crowding);
    plan_jobs_end(house->plans);
    candidate_registers_end(house->registers);
    worlds_end(house->worlds);
    arena_end(house->arena);
}

Result visit_world_take(Visit *visit, const World **ret_world) {
    WorldRequest request = {
        .tenant = visit->who.tenant, .today = visit->today, .rules = visit->house->rules
    };
    return worlds_take(visit->house->worlds, visit->db, request, ret_world);
}

void visit_world_give(Visit *visit, const World *world) {
    worlds_give(visit->house->worlds, world);
}
