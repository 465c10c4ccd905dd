#include "matching/columns/facets.h"

int32_t facet_add(Arena *arena, Facets *facets, Str key, int32_t opening) {
    int found = slots_find(&facets->keys, key);
    if (found != SLOT_NONE) return found;
    size_t count = facets->keys.count;
    facets->first = arena_room(arena, int32_t, facets->first, count, &facets->capacity);
    facets->first[count] = opening;
    return slots_add(arena, &facets->keys, key);
}

static void key_add(Text *key, int64_t number) {
    text_add(key, (Str){ (const char *)&number, sizeof number });
}

static void key_add_text(Text *key, Str text) {
    key_add(key, (int64_t)text.len);
    text_add(key, text);
}

void key_of_work(Text *key, const OpeningProfile *opening) {
    const Work *work = &opening->work;
    text_clear(key);
    key_add(key, work->isco.digits);
    key_add(key, work->isco.length);
    key_add(key, work->occupation);
    key_add(key, work->named);
    key_add(key, work->division);
    key_add(key, opening->experience_months);
}

void key_of_language(Text *key, const OpeningProfile *opening) {
    text_clear(key);
    for (int i = 0; i < opening->demand_count[CRITERION_language]; i++) {
        const LanguageDemand *demand = &opening->language[i];
        key_add(key, demand->slot);
        key_add(key, demand->skill);
        key_add(key, demand->level);
        key_add(key, demand->level_supported);
        key_add(key, demand->latin_script);
    }
}

void key_of_spot(Text *key, const Snapshot *snapshot, const OpeningProfile *opening) {
    text_clear(key);
    key_add(key, opening->shuttle);
    for (int i = 0; i < opening->stop_count; i++) {
        key_add(key, snapshot->stop[opening->stop[i]].place);
    }
}

void key_of_offer(Text *key, const OpeningProfile *opening) {
    text_clear(key);
    key_add(key, opening->guidance_offered);
    key_add(key, opening->outcome);
    key_add(key, opening->outcome_level);
}

void key_of_targets(Text *key, const OpeningProfile *opening) {
    text_clear(key);
    key_add_text(key, opening->programme);
    for (int i = 0; i < opening->target_count; i++) {
        const TargetDemand *target = &opening->target[i];
        key_add(key, target->target_group);
        key_add(key, target->age_min);
        key_add(key, target->age_max);
        key_add(key, target->sex);
        key_add(key, target->legal_ground);
    }
}

void key_of_needs(Text *key, const OpeningProfile *opening) {
    text_clear(key);
    for (size_t i = 0; i < opening->need.count; i++) {
        const NeedPeriod *period = &opening->need.period[i];
        key_add(key, period->from);
        key_add(key, period->until);
        for (int parity = 0; parity < PARITIES; parity++) {
            for (int day = 0; day < WEEKDAYS; day++) {
                key_add(key, (int64_t)period->must[parity].day[day]);
            }
        }
    }
}
