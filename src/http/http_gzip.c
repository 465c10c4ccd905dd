/* Packing of long texts, for when no proxy before us does it. */
#include <zlib.h>

#include "http_chars.h"
#include "http_read.h"
#include "http_write.h"

/* A weight of nothing: "q=0", "q=0.000". */
static bool weight_is_zero(Str parameters) {
    Str weight = str_trim(parameters);
    if (weight.len < 3 || char_lower(weight.at[0]) != 'q' || weight.at[1] != '=') return false;
    for (size_t i = 2; i < weight.len; i++) {
        if (weight.at[i] != '0' && weight.at[i] != '.') return false;
    }
    return true;
}

bool http_takes_gzip(const HttpRequest *request) {
    bool takes = false;
    for (size_t i = 0; i < request->field_count; i++) {
        if (!str_equal(request->field[i].name, S("accept-encoding"))) continue;
        Str rest = request->field[i].value, item, coding = STR_EMPTY;
        while (str_cut(&rest, ',', &item)) {
            str_cut(&item, ';', &coding);
            if (str_equal_any_case(str_trim(coding), S("gzip"))) takes = !weight_is_zero(item);
        }
    }
    return takes;
}

static bool type_is_text(Str type) {
    static const Str packed[] = { S("text/"), S("application/json"), S("application/javascript"),
                                  S("application/manifest+json"), S("image/svg+xml") };
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++) {
        if (str_starts(type, packed[i])) return true;
    }
    return false;
}

static HttpField *field_of(HttpAnswer *answer, Str name) {
    for (size_t i = 0; i < answer->field_count; i++) {
        if (str_equal_any_case(answer->field[i].name, name)) return &answer->field[i];
    }
    return NULL;
}

static void *gzip_get(void *arena, unsigned count, unsigned bytes) {
    return arena_get_many(arena, bytes, count);
}

static void gzip_give(void *arena, void *memory) {
    (void)arena, (void)memory; /* with its arena */
}

/* What it becomes; the same text when packing makes it no shorter. */
static Str packed(Arena *arena, Str text) {
    enum { LEVEL = 5, WINDOW_BITS_GZIP = 15 + 16, MEMORY_LEVEL = 8 };
    z_stream stream = { .zalloc = gzip_get, .zfree = gzip_give, .opaque = arena };
    if (text.len > UINT32_MAX || deflateInit2(&stream, LEVEL, Z_DEFLATED, WINDOW_BITS_GZIP,
                                            MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK) {
        return text;
    }
    Bytef *out = arena_get(arena, text.len);
    stream.next_in = (z_const Bytef *)(uintptr_t)text.at;
    stream.avail_in = stream.avail_out = (uInt)text.len;
    stream.next_out = out;
    bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    size_t len = text.len - stream.avail_out;
    deflateEnd(&stream);
    return whole ? (Str){ (const char *)out, len } : text;
}

static bool list_has(Str list, Str name) {
    Str item;
    while (str_cut(&list, ',', &item)) {
        if (str_equal_any_case(str_trim(item), name)) return true;
    }
    return false;
}

/* A cache must know that who takes other codings gets other bytes. */
static void vary_say(Arena *arena, HttpAnswer *answer) {
    Str name = S("Accept-Encoding");
    HttpField *vary = field_of(answer, S("vary"));
    if (!vary) http_answer_field(answer, S("Vary"), name);
    else if (!list_has(vary->value, name) && !list_has(vary->value, S("*"))) {
        vary->value = str_printf(arena, "%.*s, %.*s", STR_ARGS(vary->value), STR_ARGS(name));
    }
}

void http_answer_pack(Arena *arena, const HttpRequest *request, HttpAnswer *answer) {
    if (!type_is_text(answer->type)) return;
    vary_say(arena, answer);
    if (answer->body.len < HTTP_GZIP_BYTES_MIN || !http_takes_gzip(request)) return;
    if (field_of(answer, S("content-encoding")) || answer->status == 206) return;
    Str body = packed(arena, answer->body);
    if (body.len == answer->body.len) return;
    answer->body = body;
    http_answer_field(answer, S("Content-Encoding"), S("gzip"));
    HttpField *etag = field_of(answer, S("etag"));
    if (etag && !str_starts(etag->value, S("W/"))) {
        etag->value = str_printf(arena, "W/%.*s", STR_ARGS(etag->value));
    }
}
