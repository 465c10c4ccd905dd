#include "changed_by.h"

#include "users/users.h"

enum { DAY_SECONDS = 86400, HOUR_SECONDS = 3600, MINUTE_SECONDS = 60 };

static Phrase time_phrase(Arena *arena, int64_t seconds) {
    int64_t minutes = seconds % HOUR_SECONDS / MINUTE_SECONDS;
    return PHRASE(WORD_label_time, VALUE_NUMBER("hour", seconds % DAY_SECONDS / HOUR_SECONDS),
                  VALUE_TEXT("minutes", str_printf(arena, "%02lld", (long long)minutes)));
}

Result changed_by_phrase(Visit *visit, ChangedBy changed, Phrase *ret_phrase) {
    User user = { .name = STR_EMPTY };
    int64_t seconds;
    if (changed.actor.len) {
        Result result = user_load(visit->db, visit->arena, visit->who.tenant, changed.actor, &user);
        if (result != OK && result != NOT_FOUND) return result;
    }
    if (!moment_read(changed.moment, &seconds)) {
        *ret_phrase = PHRASE(WORD_changed_by_unknown);
        return OK;
    }
    seconds = amsterdam_seconds(seconds);
    Phrase *time = arena_one(visit->arena, Phrase);
    *time = time_phrase(visit->arena, seconds);
    Day day = (Day)(seconds / DAY_SECONDS);
    *ret_phrase = user.name.len
                      ? PHRASE(WORD_changed_by_said, VALUE_WORD("what", changed.what),
                               VALUE_TEXT("name", user.name), VALUE_DAY("day", day),
                               VALUE_PHRASE("time", time))
                      : PHRASE(WORD_changed_by_nameless, VALUE_WORD("what", changed.what),
                               VALUE_DAY("day", day), VALUE_PHRASE("time", time));
    return OK;
}
