#include "crowding.h"

Phrase crowd_demand_phrase(Arena *arena, const Crowd *crowd) {
    if (crowd->places == PLACES_UNKNOWN) {
        return PHRASE(WORD_matching_crowd_unknown, VALUE_NUMBER("count", crowd->demand));
    }
    Phrase *places = arena_one(arena, Phrase);
    *places = PHRASE(WORD_matching_crowd_places, VALUE_NUMBER("count", crowd->places));
    Word word = crowd_is_popular(crowd) ? WORD_matching_crowd_popular : WORD_matching_crowd_demand;
    return PHRASE(word, VALUE_NUMBER("count", crowd->demand), VALUE_PHRASE("places", places));
}

Phrase crowd_price_phrase(const Crowd *crowd) {
    if (crowd->price == PLACE_PRICE_UNKNOWN) return PHRASE(WORD_matching_crowd_price_unknown);
    if (!crowd->price) return PHRASE(WORD_matching_crowd_price_none);
    return PHRASE(WORD_matching_crowd_price, VALUE_NUMBER("price", crowd->price));
}

Phrase crowd_left_phrase(const Crowd *crowd, int score) {
    int left;
    if (!crowd_left(crowd, score, &left)) return PHRASE(WORD_none);
    return PHRASE(WORD_matching_crowd_left, VALUE_NUMBER("score", score),
                  VALUE_NUMBER("price", crowd->price), VALUE_NUMBER("left", left));
}

size_t crowding_limits(const Crowding *crowding, Phrase ret_limit[CROWDING_LIMITS]) {
    size_t count = 0;
    if (crowding->places_unknown) {
        ret_limit[count++] = PHRASE(WORD_matching_crowd_unpriced,
                                    VALUE_NUMBER("count", crowding->places_unknown));
    }
    if (crowding->list_max) {
        ret_limit[count++] =
            PHRASE(WORD_matching_crowd_limit, VALUE_NUMBER("count", crowding->list_max));
    }
    return count;
}
