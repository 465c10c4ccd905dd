#include "nest.h"

Nest nest_new(Arena *arena, int32_t element_count, int32_t set_count) {
    Nest nest = { .innermost = arena_many(arena, int32_t, (size_t)element_count),
                  .outermost = arena_many(arena, int32_t, (size_t)element_count),
                  .parent = arena_many(arena, int32_t, (size_t)set_count),
                  .depth = arena_many(arena, int32_t, (size_t)set_count),
                  .size = arena_many(arena, int32_t, (size_t)set_count),
                  .seen = arena_many(arena, int32_t, (size_t)set_count) };
    for (int32_t i = 0; i < element_count; i++) nest.innermost[i] = nest.outermost[i] = NEST_NONE;
    for (int32_t i = 0; i < set_count; i++) nest.parent[i] = NEST_NONE;
    return nest;
}

bool nest_add(Nest *nest, int32_t set, const int32_t *element, int32_t count) {
    nest->size[set] = count;
    nest->depth[set] = 1;
    for (int32_t i = 0; i < count; i++) {
        int32_t inside = nest->outermost[element[i]];
        if (inside != NEST_NONE) nest->seen[inside] = 0;
    }
    for (int32_t i = 0; i < count; i++) {
        int32_t inside = nest->outermost[element[i]];
        if (inside != NEST_NONE) nest->seen[inside]++;
    }
    for (int32_t i = 0; i < count; i++) {
        int32_t inside = nest->outermost[element[i]];
        if (inside == NEST_NONE) continue;
        if (nest->seen[inside] != nest->size[inside]) return false;
        if (nest->depth[inside] >= nest->depth[set]) nest->depth[set] = nest->depth[inside] + 1;
    }
    if (nest->depth[set] > NEST_DEPTH_MAX) return false;
    for (int32_t i = 0; i < count; i++) {
        int32_t inside = nest->outermost[element[i]];
        if (inside != NEST_NONE) nest->parent[inside] = set;
        else nest->innermost[element[i]] = set;
        nest->outermost[element[i]] = set;
    }
    return true;
}
