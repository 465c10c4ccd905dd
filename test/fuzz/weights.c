/* A file of weights from bytes of a stranger: refused with a reason that can be said, or rules that keep
 * their promises. */
#include <assert.h>
#include <stdint.h>

#include "auto.h"
#include "matching/matching.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { ARENA_BYTES = 256 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
    AUTO(arena_end_at) Arena *arena = arena_new("fuzz", ARENA_BYTES);
    Str given = { (const char *)bytes, len };
    Rules *rules = NULL, *again = NULL;
    Phrase why = { 0 };
    if (!len) return 0; /* the weights that are built in */
    if (rules_load(arena, given, &rules, &why) != OK) {
        assert(!rules && phrase_text(arena, TONGUE_EN, why).len > 0);
        return 0;
    }
    int sum = 0;
    for (int part = 0; part < PART_COUNT; part++) {
        assert(rules_maximum(rules, (Part)part) >= 0);
        sum += rules_maximum(rules, (Part)part);
    }
    assert(sum == SCORE_MAX);
    assert(rules_load(arena, given, &again, &why) == OK);
    assert(rules_version(rules).len > 9);
    assert(str_equal(rules_version(again), rules_version(rules)));
    return 0;
}
