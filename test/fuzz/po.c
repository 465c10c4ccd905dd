/* A PO file from bytes of a stranger: refused with a reason, or entries that keep their promises. */
#include "po.h"

#include <assert.h>

#include "auto.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { ARENA_BYTES = 256 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
    AUTO(arena_end_at) Arena *arena = arena_new("fuzz", ARENA_BYTES);
    PoFile file = { 0 };
    Str why = STR_EMPTY;
    if (!po_read(arena, (Str){ (const char *)bytes, len }, &file, &why)) {
        assert(str_starts(why, S("line ")));
        assert(file.entry_count == 0);
        return 0;
    }
    for (size_t i = 0; i < file.entry_count; i++) {
        const PoEntry *entry = &file.entry[i];
        assert(entry->key.len && entry->single.len && str_is_utf8(entry->key));
        assert(!entry->plural.at || entry->plural.len);
        assert(entry->line > 0);
        assert(i == 0 || str_compare(file.entry[i - 1].key, entry->key) < 0);
    }
    return 0;
}
