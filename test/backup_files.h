/* backup_files.h: backups in memory, taken apart and put together again with sums that are
 * right. */
#ifndef OPSTAP_TEST_BACKUP_FILES_H
#define OPSTAP_TEST_BACKUP_FILES_H

#include <stdio.h>
#include <stdlib.h>

#include "backup_read.h"
#include "file.h"
#include "limits.h"

/* What backup_read says of these bytes. */
static inline Result bytes_verify(Arena *arena, Str bytes, BackupSummary *ret_summary,
                                  Phrase *ret_why) {
    AUTO(file_end)
    FILE *file = bytes.len ? fmemopen((void *)(uintptr_t)bytes.at, bytes.len, "rb")
                           : fopen("/dev/null", "rb");
    BackupReading reading = { .file = file, .request = { .file = "a backup" } };
    *ret_why = PHRASE(WORD_none);
    return backup_read(arena, reading, ret_summary, ret_why);
}

/* All that is inside, without pieces and sums. */
static inline Str plain_of(Arena *arena, Str bytes) {
    AUTO(file_end) FILE *file = fmemopen((void *)(uintptr_t)bytes.at, bytes.len, "rb");
    ChunkReader reader;
    Text plain = text_new(arena, ROW_BYTES_MAX);
    chunks_open(&reader, arena, file);
    while (chunks_take(&reader, &plain, 1)) continue;
    chunk_reader_end(&reader);
    return text_str(&plain);
}

/* A backup with this inside. */
static inline Str backup_of(Arena *arena, Str plain) {
    char *at = NULL;
    size_t len = 0;
    FilePart part = { .file = open_memstream(&at, &len) };
    ChunkWriter writer;
    chunks_begin(&writer, arena, &part);
    chunks_add(&writer, plain);
    chunks_finish(&writer);
    chunk_writer_end(&writer);
    fclose(part.file);
    Str bytes = str_copy(arena, (Str){ at, len });
    free(at);
    return bytes;
}

#endif
