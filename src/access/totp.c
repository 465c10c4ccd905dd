#include "totp.h"

#include <liboath/oath.h>
#include <pthread.h>
#include <qrencode.h>
#include <sodium.h>

#include "limits.h"
#include "log.h"

enum { SECRET_BYTES = 20, STEPS_AROUND = 1, QR_EDGE = 4, QR_BYTES_MAX = 256 * 1024 };

_Static_assert(TOTP_SECRET_CHARACTERS == SECRET_BYTES * 8 / 5, "five bits a character");

static const char base32_signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

Str totp_secret_new(Arena *arena) {
    unsigned char bytes[SECRET_BYTES];
    char *secret = arena_get(arena, TOTP_SECRET_CHARACTERS);
    randombytes_buf(bytes, sizeof bytes);
    for (int i = 0; i < TOTP_SECRET_CHARACTERS; i++) {
        int bit = i * 5, byte = bit / 8;
        unsigned next = byte + 1 < SECRET_BYTES ? bytes[byte + 1] : 0;
        unsigned pair = (unsigned)bytes[byte] << 8 | next;
        secret[i] = base32_signs[pair >> (11 - bit % 8) & 31];
    }
    sodium_memzero(bytes, sizeof bytes);
    return (Str){ secret, TOTP_SECRET_CHARACTERS };
}

static bool secret_read(Str secret, unsigned char ret_bytes[SECRET_BYTES]) {
    if (secret.len != TOTP_SECRET_CHARACTERS) return false;
    memset(ret_bytes, 0, SECRET_BYTES);
    for (int i = 0; i < TOTP_SECRET_CHARACTERS; i++) {
        const char *sign = secret.at[i] ? strchr(base32_signs, secret.at[i]) : NULL;
        if (!sign) return false;
        unsigned value = (unsigned)(sign - base32_signs);
        for (int k = 0; k < 5; k++) {
            int bit = i * 5 + k;
            ret_bytes[bit / 8] |= (unsigned char)((value >> (4 - k) & 1U) << (7 - bit % 8));
        }
    }
    return true;
}

bool totp_secret_is_formed(Str secret) {
    unsigned char bytes[SECRET_BYTES];
    bool is = secret_read(secret, bytes);
    sodium_memzero(bytes, sizeof bytes);
    return is;
}

static bool library_begin(void) {
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static bool begun = false;
    pthread_mutex_lock(&lock);
    if (!begun) begun = oath_init() == OATH_OK;
    bool is = begun;
    pthread_mutex_unlock(&lock);
    return is;
}

static Result code_at(Str secret, int64_t step, char ret_code[TOTP_DIGITS + 1]) {
    unsigned char bytes[SECRET_BYTES];
    if (step < 0 || !secret_read(secret, bytes)) return INVALID;
    int failed = library_begin()
                     ? oath_hotp_generate((const char *)bytes, SECRET_BYTES, (uint64_t)step,
                                          TOTP_DIGITS, false, OATH_HOTP_DYNAMIC_TRUNCATION,
                                          ret_code)
                     : OATH_CRYPTO_ERROR;
    sodium_memzero(bytes, sizeof bytes);
    if (!failed) return OK;
    log_line("totp: the library gives no code (%d)", failed);
    return BROKEN;
}

Result totp_code(Arena *arena, Str secret, int64_t now, Str *ret_code) {
    char code[TOTP_DIGITS + 1];
    Result result = code_at(secret, now / TOTP_STEP_SECONDS, code);
    if (result == OK) *ret_code = str_copy(arena, str_from(code));
    return result;
}

static bool code_read(Str typed, char ret_code[TOTP_DIGITS]) {
    size_t count = 0;
    for (size_t i = 0; i < typed.len; i++) {
        if (typed.at[i] == ' ') continue;
        if (typed.at[i] < '0' || typed.at[i] > '9' || count == TOTP_DIGITS) return false;
        ret_code[count++] = typed.at[i];
    }
    return count == TOTP_DIGITS;
}

Result totp_verify(Str secret, Str code, int64_t now, int64_t *ret_step) {
    char typed[TOTP_DIGITS], right[TOTP_DIGITS + 1];
    if (!code_read(code, typed)) return REFUSED;
    int64_t step = now / TOTP_STEP_SECONDS, found = -1;
    for (int64_t at = step - STEPS_AROUND; at <= step + STEPS_AROUND; at++) {
        Result result = code_at(secret, at, right);
        if (result != OK) return result;
        if (sodium_memcmp(right, typed, TOTP_DIGITS) == 0) found = at; /* all three are looked at */
    }
    if (found < 0) return REFUSED;
    *ret_step = found;
    return OK;
}

/* --- the address and its picture --- */

Str totp_address(Arena *arena, Str issuer, Str login, Str secret) {
    Text text = text_new(arena, 2000);
    text_add(&text, S("otpauth://totp/"));
    text_add_escaped(&text, issuer, "");
    text_add(&text, S("%3A"));
    text_add_escaped(&text, login, "");
    text_add(&text, S("?secret="));
    text_add_escaped(&text, secret, "");
    text_add(&text, S("&issuer="));
    text_add_escaped(&text, issuer, "");
    return text_str(&text);
}

static void label_add(Text *text, Str label) {
    for (size_t i = 0; i < label.len; i++) {
        switch (label.at[i]) {
        case '&': text_add(text, S("&amp;")); break;
        case '<': text_add(text, S("&lt;")); break;
        case '>': text_add(text, S("&gt;")); break;
        case '"': text_add(text, S("&quot;")); break;
        default: text_add_char(text, label.at[i]);
        }
    }
}

/* Row by row, black squares beside each other as one bar. */
static void modules_add(Text *text, const QRcode *code) {
    for (int y = 0; y < code->width; y++) {
        const unsigned char *row = code->data + (size_t)y * (size_t)code->width;
        for (int x = 0; x < code->width; x++) {
            int from = x;
            while (x < code->width && row[x] & 1) x++;
            int wide = x - from;
            if (wide) text_addf(text, "M%d %dh%dv1h-%dz", from + QR_EDGE, y + QR_EDGE, wide, wide);
        }
    }
}

Str qr_svg(Arena *arena, Str text, Str label) {
    QRcode *code = QRcode_encodeString8bit(str_zero_ended(arena, text), 0, QR_ECLEVEL_M);
    if (!code) return STR_EMPTY;
    int side = code->width + 2 * QR_EDGE;
    Text svg = text_new(arena, QR_BYTES_MAX);
    text_addf(&svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"240\""
                    " height=\"240\" role=\"img\" aria-label=\"", side, side);
    label_add(&svg, label);
    text_addf(&svg, "\"><path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path fill=\"#000\" d=\"", side,
              side);
    modules_add(&svg, code);
    text_add(&svg, S("\"/></svg>"));
    QRcode_free(code);
    return text_failed(&svg) ? STR_EMPTY : text_str(&svg);
}
