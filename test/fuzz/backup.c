/* A backup from a stranger: the file itself, or, when the first byte is no 0, what is inside one
 * whose sums are all right. Never into a database. */
#include <assert.h>
#include <stdint.h>

#include "backup_files.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { ARENA_BYTES = 1024 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
    if (!len) return 0;
    AUTO(arena_end_at) Arena *arena = arena_new("fuzz", ARENA_BYTES);
    Str rest = { (const char *)bytes + 1, len - 1 };
    Str file = bytes[0] ? backup_of(arena, rest) : rest;
    BackupSummary summary = { 0 };
    Phrase why;
    Result result = bytes_verify(arena, file, &summary, &why);
    if (result != OK) {
        assert(result == REFUSED || result == INVALID);
        assert(why.word != WORD_none); /* a refusal says why */
        assert(str_is_utf8(phrase_text(arena, TONGUE_NL, why)));
        return 0;
    }
    int64_t rows = 0;
    for (size_t i = 0; i < summary.count; i++) {
        assert(backup_name_is_sound(summary.table[i].name));
        rows += summary.table[i].rows;
    }
    assert(rows == summary.rows);
    if (bytes[0]) assert(str_equal(plain_of(arena, file), rest));
    return 0;
}
