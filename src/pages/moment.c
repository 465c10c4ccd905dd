#include "moment.h"

enum { DAY_SECONDS = 86400, HOUR_SECONDS = 3600, MINUTE_SECONDS = 60 };

Phrase time_phrase(Arena *arena, int64_t utc_seconds) {
    int64_t seconds = amsterdam_seconds(utc_seconds);
    int64_t minutes = seconds % HOUR_SECONDS / MINUTE_SECONDS;
    return PHRASE(WORD_label_time, VALUE_NUMBER("hour", seconds % DAY_SECONDS / HOUR_SECONDS),
                  VALUE_TEXT("minutes", str_printf(arena, "%02lld", (long long)minutes)));
}

const Phrase *moment_phrase(Arena *arena, int64_t utc_seconds) {
    Phrase *phrase = arena_many(arena, Phrase, 2);
    phrase[0] = time_phrase(arena, utc_seconds);
    phrase[1] = PHRASE(WORD_label_moment,
                       VALUE_DAY("day", (Day)(amsterdam_seconds(utc_seconds) / DAY_SECONDS)),
                       VALUE_PHRASE("time", &phrase[0]));
    return &phrase[1];
}
