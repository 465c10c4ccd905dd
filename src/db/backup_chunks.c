#include "backup_chunks.h"

#include <errno.h>

#include "db_rows.h"
#include "fault.h"
#include "limits.h"
#include "log.h"

enum {
    PACK_LEVEL = 3,
    FIRST_ROOM_BYTES = 16 * 1024,
    PACKED_BYTES_MAX = ZSTD_COMPRESSBOUND(BACKUP_CHUNK_BYTES_MAX)
};

static void hash_add(crypto_generichash_state *state, const char *bytes, size_t len) {
    if (len) crypto_generichash_update(state, (const unsigned char *)bytes, len);
}

static void number_put(char *at, uint64_t number, int bytes) {
    for (int i = 0; i < bytes; i++) at[i] = (char)(unsigned char)(number >> (8 * i));
}

static void chunk_hash(uint64_t number, const char *head, Str packed,
                       unsigned char ret_hash[CHUNK_HASH_BYTES]) {
    crypto_generichash_state state;
    char place[8];
    number_put(place, number, sizeof place);
    crypto_generichash_init(&state, NULL, 0, CHUNK_HASH_BYTES);
    hash_add(&state, place, sizeof place);
    hash_add(&state, head, CHUNK_HEAD_BYTES);
    hash_add(&state, packed.at, packed.len);
    crypto_generichash_final(&state, ret_hash, CHUNK_HASH_BYTES);
}

Phrase backup_file_why(Arena *arena, Result result, const FilePart *part, Word exists) {
    Word word = part->stranger         ? WORD_backup_stranger
                : result == CONFLICT ? exists
                : result == BUSY     ? WORD_backup_busy
                                     : WORD_backup_cannot_write;
    Str file = str_from(part->stranger ? part->stranger : part->path);
    return PHRASE(word, VALUE_TEXT("file", str_copy(arena, file)));
}

/* --- writing --- */

static void file_add(ChunkWriter *writer, const char *bytes, size_t len) {
    hash_add(&writer->whole, bytes, len);
    if (writer->result == OK) writer->result = part_write(writer->part, (Str){ bytes, len });
}

static void writer_room(ChunkWriter *writer, size_t plain) {
    char *larger = arena_get(writer->arena, plain);
    if (writer->plain_len) memcpy(larger, writer->plain, writer->plain_len);
    writer->room = plain;
    writer->plain = larger;
    writer->packed = arena_get(writer->arena, ZSTD_COMPRESSBOUND(plain));
}

void chunks_begin(ChunkWriter *writer, Arena *arena, FilePart *part) {
    *writer = (ChunkWriter){ .part = part, .packer = ZSTD_createCCtx() };
    if (!writer->packer) log_fatal("no memory left to pack a backup");
    writer->arena = arena;
    writer_room(writer, FIRST_ROOM_BYTES);
    crypto_generichash_init(&writer->whole, NULL, 0, CHUNK_HASH_BYTES);
    char version[4];
    number_put(version, BACKUP_FORMAT, sizeof version);
    file_add(writer, BACKUP_MAGIC, BACKUP_MAGIC_BYTES);
    file_add(writer, version, sizeof version);
}

static void chunk_flush(ChunkWriter *writer) {
    if (!writer->plain_len || writer->result != OK) return;
    size_t packed =
        ZSTD_compressCCtx(writer->packer, writer->packed, ZSTD_COMPRESSBOUND(writer->room),
                          writer->plain, writer->plain_len, PACK_LEVEL);
    if (ZSTD_isError(packed)) {
        log_line("backup: packing failed: %s", ZSTD_getErrorName(packed));
        writer->result = BROKEN;
        return;
    }
    char head[CHUNK_HEAD_BYTES];
    unsigned char hash[CHUNK_HASH_BYTES];
    number_put(head, writer->plain_len, 4);
    number_put(head + 4, packed, 4);
    chunk_hash(writer->number++, head, (Str){ writer->packed, packed }, hash);
    file_add(writer, head, sizeof head);
    file_add(writer, (const char *)hash, sizeof hash);
    file_add(writer, writer->packed, packed);
    writer->plain_len = 0;
}

void chunks_add(ChunkWriter *writer, Str bytes) {
    while (bytes.len) {
        if (writer->plain_len + bytes.len > writer->room && writer->room < BACKUP_CHUNK_BYTES_MAX) {
            writer_room(writer, BACKUP_CHUNK_BYTES_MAX);
        }
        Str now = str_sub(bytes, 0, BACKUP_CHUNK_BYTES_MAX - writer->plain_len);
        memcpy(writer->plain + writer->plain_len, now.at, now.len);
        writer->plain_len += now.len;
        bytes = str_sub(bytes, now.len, bytes.len);
        if (writer->plain_len == BACKUP_CHUNK_BYTES_MAX) chunk_flush(writer);
        if (writer->result != OK) return;
    }
}

Result chunks_finish(ChunkWriter *writer) {
    static const char nothing[CHUNK_HEAD_BYTES];
    unsigned char hash[CHUNK_HASH_BYTES];
    chunk_flush(writer);
    file_add(writer, nothing, sizeof nothing);
    crypto_generichash_state whole = writer->whole;
    crypto_generichash_final(&whole, hash, sizeof hash);
    file_add(writer, (const char *)hash, sizeof hash);
    return writer->result;
}

void chunk_writer_end(ChunkWriter *writer) {
    ZSTD_freeCCtx(writer->packer);
}

/* --- reading --- */

bool chunks_fault(ChunkReader *reader, Result result, Word fault) {
    if (reader->result == OK) {
        reader->result = result;
        reader->fault = fault;
    }
    return false;
}

static bool file_get(ChunkReader *reader, char *ret_bytes, size_t len) {
    bool struck = fault_strikes(FAULT_file_read);
    size_t got = struck ? 0 : fread(ret_bytes, 1, len, reader->file);
    reader->offset += (int64_t)got;
    if (got == len) return true;
    if (!struck && !ferror(reader->file))
        return chunks_fault(reader, INVALID, WORD_backup_fault_cut);
    log_line("reading a backup failed: %s", strerror(errno));
    return chunks_fault(reader, BROKEN, WORD_none);
}

static void room_make(ChunkReader *reader, size_t plain) {
    reader->room = plain;
    reader->plain = arena_get(reader->arena, plain);
    reader->packed = arena_get(reader->arena, ZSTD_COMPRESSBOUND(plain));
}

void chunks_open(ChunkReader *reader, Arena *arena, FILE *file) {
    *reader = (ChunkReader){ .file = file, .arena = arena, .unpacker = ZSTD_createDCtx() };
    if (!reader->unpacker) log_fatal("no memory left to unpack a backup");
    room_make(reader, FIRST_ROOM_BYTES);
    crypto_generichash_init(&reader->whole, NULL, 0, CHUNK_HASH_BYTES);
    char magic[BACKUP_MAGIC_BYTES], version[4];
    bool struck = fault_strikes(FAULT_file_read);
    size_t got = struck ? 0 : fread(magic, 1, sizeof magic, file);
    reader->offset = (int64_t)got;
    if (struck || ferror(file)) {
        log_line("reading a backup failed: %s", strerror(errno));
        chunks_fault(reader, BROKEN, WORD_none);
        return;
    }
    if (got != sizeof magic || memcmp(magic, BACKUP_MAGIC, sizeof magic) != 0) {
        chunks_fault(reader, REFUSED, WORD_backup_not_ours);
        return;
    }
    if (!file_get(reader, version, sizeof version)) return;
    reader->format = (int64_t)bytes_number(version, sizeof version);
    if (reader->format != BACKUP_FORMAT) chunks_fault(reader, REFUSED, WORD_backup_newer_format);
    hash_add(&reader->whole, magic, sizeof magic);
    hash_add(&reader->whole, version, sizeof version);
    reader->chunk_offset = reader->offset;
}

void chunk_reader_end(ChunkReader *reader) {
    ZSTD_freeDCtx(reader->unpacker);
}

static bool chunk_unpack(ChunkReader *reader, size_t plain, size_t packed) {
    size_t got =
        ZSTD_decompressDCtx(reader->unpacker, reader->plain, plain, reader->packed, packed);
    if (ZSTD_isError(got) || got != plain) {
        return chunks_fault(reader, INVALID, WORD_backup_fault_unpack);
    }
    reader->plain_len = plain;
    reader->plain_at = 0;
    return true;
}

static bool chunk_get(ChunkReader *reader, const char *head, const char *hash, size_t plain,
                      size_t packed) {
    unsigned char right[CHUNK_HASH_BYTES];
    if (plain > reader->room || packed > ZSTD_COMPRESSBOUND(reader->room)) {
        room_make(reader, BACKUP_CHUNK_BYTES_MAX);
    }
    if (!file_get(reader, reader->packed, packed)) return false;
    chunk_hash(reader->number++, head, (Str){ reader->packed, packed }, right);
    if (memcmp(hash, right, sizeof right) != 0) {
        return chunks_fault(reader, INVALID, WORD_backup_fault_sum);
    }
    hash_add(&reader->whole, head, CHUNK_HEAD_BYTES);
    hash_add(&reader->whole, hash, CHUNK_HASH_BYTES);
    hash_add(&reader->whole, reader->packed, packed);
    return chunk_unpack(reader, plain, packed);
}

/* The next piece. False with no fault: there was none, this is the end; *ret_hash is the sum of
 * all. */
static bool chunk_next(ChunkReader *reader, char ret_hash[CHUNK_HASH_BYTES]) {
    char head[CHUNK_HEAD_BYTES];
    reader->chunk_offset = reader->offset;
    reader->plain_len = reader->plain_at = 0;
    if (!file_get(reader, head, sizeof head)) return false;
    size_t plain = (size_t)bytes_number(head, 4), packed = (size_t)bytes_number(head + 4, 4);
    if (plain > BACKUP_CHUNK_BYTES_MAX || packed > PACKED_BYTES_MAX || !plain != !packed) {
        return chunks_fault(reader, INVALID, WORD_backup_fault_length);
    }
    if (!file_get(reader, ret_hash, CHUNK_HASH_BYTES)) return false;
    if (plain) return chunk_get(reader, head, ret_hash, plain, packed);
    hash_add(&reader->whole, head, sizeof head);
    return false;
}

bool chunks_take(ChunkReader *reader, Text *text, size_t len) {
    char hash[CHUNK_HASH_BYTES];
    while (len && reader->result == OK) {
        size_t now = reader->plain_len - reader->plain_at;
        if (now > len) now = len;
        text_add(text, (Str){ reader->plain + reader->plain_at, now });
        reader->plain_at += now;
        len -= now;
        if (text_failed(text)) return chunks_fault(reader, INVALID, WORD_backup_fault_length);
        if (len && !chunk_next(reader, hash)) {
            return chunks_fault(reader, INVALID, WORD_backup_fault_cut);
        }
    }
    return reader->result == OK;
}

bool chunks_close(ChunkReader *reader) {
    char hash[CHUNK_HASH_BYTES], more;
    unsigned char right[CHUNK_HASH_BYTES];
    if (reader->result != OK) return false;
    bool rest = reader->plain_at < reader->plain_len || chunk_next(reader, hash);
    if (rest) return chunks_fault(reader, INVALID, WORD_backup_fault_after_end);
    if (reader->result != OK) return false;
    crypto_generichash_final(&reader->whole, right, sizeof right);
    if (memcmp(hash, right, sizeof right) != 0) {
        return chunks_fault(reader, INVALID, WORD_backup_fault_sum);
    }
    reader->chunk_offset = reader->offset;
    bool struck = fault_strikes(FAULT_file_read);
    if (!struck && fread(&more, 1, 1, reader->file) == 1) {
        return chunks_fault(reader, INVALID, WORD_backup_fault_after_end);
    }
    if (!struck && !ferror(reader->file)) return true;
    log_line("reading a backup failed: %s", strerror(errno));
    return chunks_fault(reader, BROKEN, WORD_none);
}
