/* backup_chunks.h: the outside of a backup: bytes in pieces, each packed and summed by itself.
 *
 *     magic, format version; then per piece: plain length, packed length, sum, packed bytes;
 *     then two lengths of 0 and the sum of all bytes before it; then nothing.
 *
 * The sum of a piece covers its place in the row of pieces and its lengths; no byte is unpacked
 * before its sum was found right, and no more than BACKUP_CHUNK_BYTES_MAX at a time. Inside knows
 * nothing of rows. */
#ifndef OPSTAP_BACKUP_CHUNKS_H
#define OPSTAP_BACKUP_CHUNKS_H

#include <sodium.h>
#include <zstd.h>

#include "db.h"
#include "file_part.h"

#define BACKUP_MAGIC "\x8fOPSTAP\n"
enum { BACKUP_FORMAT = 1, BACKUP_MAGIC_BYTES = 8, CHUNK_HASH_BYTES = 32, CHUNK_HEAD_BYTES = 8 };

/* Why a file that a backup is to be written or restored into cannot be begun or named; `exists` for
 * one that is there already. */
Phrase backup_file_why(Arena *arena, Result result, const FilePart *part, Word exists);

/* --- writing; the first failure stays --- */

typedef struct ChunkWriter {
    FilePart *part;
    ZSTD_CCtx *packer;
    Arena *arena;
    char *plain, *packed;
    size_t plain_len, room; /* room: plain bytes that fit */
    uint64_t number;
    crypto_generichash_state whole;
    Result result;
} ChunkWriter;

void chunks_begin(ChunkWriter *writer, Arena *arena, FilePart *part);
void chunks_add(ChunkWriter *writer, Str bytes);
Result chunks_finish(ChunkWriter *writer);  /* the last piece and the sum of all */
void chunk_writer_end(ChunkWriter *writer); /* for AUTO() */

/* --- reading; the first fault stays --- */

typedef struct ChunkReader {
    FILE *file;
    Arena *arena;
    ZSTD_DCtx *unpacker;
    char *plain, *packed;
    size_t room; /* plain bytes that fit; small files take little memory */
    size_t plain_len, plain_at;
    uint64_t number;
    int64_t offset, chunk_offset; /* in the file: read so far; where the present piece begins */
    crypto_generichash_state whole;
    Word fault; /* WORD_none: none yet */
    Result
        result; /* REFUSED: not ours, or newer; INVALID: damaged; BROKEN: reading failed, logged */
    int64_t format; /* when that is newer */
} ChunkReader;

/* Reads magic and version. */
void chunks_open(ChunkReader *reader, Arena *arena, FILE *file);
void chunk_reader_end(ChunkReader *reader); /* for AUTO(); the file stays open */

/* Adds the next `len` plain bytes to the text. False when there is a fault. */
bool chunks_take(ChunkReader *reader, Text *text, size_t len);
/* After the last plain byte: is that where the file ends, and is the sum of all right? */
bool chunks_close(ChunkReader *reader);
/* What is wrong, if nothing was before. Always false. */
bool chunks_fault(ChunkReader *reader, Result result, Word fault);

#endif
