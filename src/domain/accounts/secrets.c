#include "accounts/secrets.h"

#include <sodium.h>

enum { TOKEN_BYTES = 32, HASH_BYTES = 32, PUBLIC_ID_BYTES = 16 };

bool secrets_begin(void) {
    return sodium_init() >= 0;
}

static Str hex_of(Arena *arena, const unsigned char *bytes, size_t count) {
    char *hex = arena_get(arena, 2 * count + 1);
    sodium_bin2hex(hex, 2 * count + 1, bytes, count);
    return (Str){ hex, 2 * count };
}

Str token_new(Arena *arena) {
    unsigned char bytes[TOKEN_BYTES];
    char *token = arena_get(arena, TOKEN_CHARACTERS + 1);
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2base64(token, TOKEN_CHARACTERS + 1, bytes, sizeof bytes,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof bytes);
    return (Str){ token, TOKEN_CHARACTERS };
}

bool token_is_formed(Str token) {
    if (token.len != TOKEN_CHARACTERS) return false;
    for (size_t i = 0; i < token.len; i++) {
        char c = token.at[i];
        bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '-' || c == '_';
        if (!fits) return false;
    }
    return true;
}

Str secret_hash(Arena *arena, Str secret) {
    unsigned char hash[HASH_BYTES];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)secret.at, secret.len, NULL, 0);
    return hex_of(arena, hash, sizeof hash);
}

Str secret_proof(Arena *arena, Str secret, Str purpose) {
    crypto_auth_hmacsha512256_state state;
    unsigned char proof[crypto_auth_hmacsha512256_BYTES];
    crypto_auth_hmacsha512256_init(&state, (const unsigned char *)secret.at, secret.len);
    crypto_auth_hmacsha512256_update(&state, (const unsigned char *)purpose.at, purpose.len);
    crypto_auth_hmacsha512256_final(&state, proof);
    return hex_of(arena, proof, sizeof proof);
}

Str public_id_new(Arena *arena) {
    unsigned char bytes[PUBLIC_ID_BYTES];
    randombytes_buf(bytes, sizeof bytes);
    return hex_of(arena, bytes, sizeof bytes);
}

bool secrets_equal(Str a, Str b) {
    return a.len == b.len && sodium_memcmp(a.at, b.at, a.len) == 0;
}
