/* replay: runs every file of a corpus through one fuzz target, without libFuzzer, and speaks TAP.
 *
 * So a plain compiler replays what was once found. The name of a file stands in the output before
 * the file is tried: when the target crashes, the last name is the culprit. The target is
 * LLVMFuzzerTestOneInput of the file that this is linked with; REPLAY_CORPUS is its folder. */
#include <dirent.h>
#include <stdint.h>

#include "file.h"
#include "log.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { INPUT_BYTES_MAX = 80 * 1024 * 1024 };

static int is_input(const struct dirent *entry) {
    return entry->d_name[0] != '.';
}

int main(void) {
    printf("1..1\n");
    struct dirent **entry;
    int count = scandir(REPLAY_CORPUS, &entry, is_input, alphasort);
    AUTO(arena_end_at) Arena *arena = arena_new("replay", (size_t)256 * 1024 * 1024);
    for (int i = 0; i < count; i++) {
        ArenaMark mark = arena_mark(arena);
        Str path = str_printf(arena, "%s/%s", REPLAY_CORPUS, entry[i]->d_name), bytes;
        printf("# %s\n", entry[i]->d_name);
        fflush(stdout);
        if (file_read(arena, path.at, INPUT_BYTES_MAX, &bytes) != OK) {
            log_fatal("cannot read %s", path.at);
        }
        LLVMFuzzerTestOneInput((const uint8_t *)bytes.at, bytes.len);
        arena_rewind(arena, mark);
        free(entry[i]);
    }
    if (count >= 0) free(entry);
    printf("%s 1 - %d inputs\n", count > 0 ? "ok" : "not ok", count);
    return count > 0 ? 0 : 1;
}
