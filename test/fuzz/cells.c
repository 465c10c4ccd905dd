/* A list in a cell, from bytes of a stranger. The first byte chooses the type of its rows. What is taken
 * must go out and come in again as the same. */
#include <assert.h>

#include "auto.h"
#include "candidates/candidates.h"
#include "limits.h"
#include "openings/openings.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { ARENA_BYTES = 512 * 1024 * 1024, TYPES = CANDIDATE_LIST_COUNT + OPENING_LIST_COUNT };

static const RecordType *type_at(int number) {
    if (number < CANDIDATE_LIST_COUNT) return &candidate_list_type[number];
    return &opening_list_type[number - CANDIDATE_LIST_COUNT];
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
    if (!len) return 0;
    AUTO(arena_end_at) Arena *arena = arena_new("fuzz", ARENA_BYTES);
    const RecordType *type = type_at((uint8_t)(bytes[0] - 'A') % TYPES);
    const Provenance from = { S("fuzz"), false, 20000, false };
    RecordList list = { 0 }, again = { 0 };
    Phrase why = { .word = WORD_none };
    Str cell = { (const char *)bytes + 1, len - 1 };
    if (record_list_read(arena, type, cell, from, &list, &why) != OK) {
        assert(why.word != WORD_none && !list.count); /* a refusal says why, in whole characters */
        for (int i = 0; i < TONGUE_COUNT; i++) {
            assert(str_is_utf8(phrase_text(arena, (Tongue)i, why)));
        }
        return 0;
    }
    assert(list.count <= ENTRIES_MAX && record_check(type, &list) == OK);
    Str text = record_list_text(arena, type, &list);
    assert(record_list_read(arena, type, text, from, &again, &why) == OK);
    assert(record_lists_equal(type, &list, &again));
    assert(str_equal(text, record_list_text(arena, type, &again)));
    return 0;
}
