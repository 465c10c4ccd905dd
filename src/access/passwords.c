#include "passwords.h"

#include <pthread.h>
#include <sodium.h>

#include "auto.h"
#include "limits.h"
#include "log.h"

/* Above what OWASP asks at least for argon2id (19 MiB, 2 passes). */
enum { PASSES = 3 };
#define MEMORY_BYTES ((size_t)32 * 1024 * 1024)

static struct Places {
    pthread_mutex_t lock;
    pthread_cond_t freed;
    int running, waiting;
    PasswordCounts counts;
} places = { .lock = PTHREAD_MUTEX_INITIALIZER, .freed = PTHREAD_COND_INITIALIZER };

static Result place_take(void) {
    Result result = OK;
    pthread_mutex_lock(&places.lock);
    if (places.running >= PASSWORD_HASHING_MAX && places.waiting >= PASSWORD_WAITING_MAX) {
        places.counts.refused_busy++;
        result = BUSY;
    } else {
        places.waiting++;
        while (places.running >= PASSWORD_HASHING_MAX) {
            pthread_cond_wait(&places.freed, &places.lock);
        }
        places.waiting--;
        places.running++;
        places.counts.hashed++;
        if (places.running > places.counts.running_most) {
            places.counts.running_most = places.running;
        }
    }
    pthread_mutex_unlock(&places.lock);
    return result;
}

static void place_give(void) {
    pthread_mutex_lock(&places.lock);
    places.running--;
    pthread_cond_signal(&places.freed);
    pthread_mutex_unlock(&places.lock);
}

PasswordCounts password_counts(void) {
    pthread_mutex_lock(&places.lock);
    PasswordCounts counts = places.counts;
    pthread_mutex_unlock(&places.lock);
    return counts;
}

Result password_hash(Arena *arena, Str password, Str *ret_hash) {
    _Static_assert((int)PASSWORD_HASH_CHARACTERS_MAX >= (int)crypto_pwhash_argon2id_STRBYTES,
                   "a hash fits");
    char hash[crypto_pwhash_argon2id_STRBYTES];
    Result result = place_take();
    if (result != OK) return result;
    int failed = crypto_pwhash_argon2id_str(hash, password.at, password.len, PASSES, MEMORY_BYTES);
    place_give();
    if (failed) {
        log_line("passwords: there is no memory to hash one");
        return BROKEN;
    }
    *ret_hash = str_copy(arena, str_from(hash));
    return OK;
}

/* --- verifying --- */

/* What is verified against where there is no hash: made once, of random bytes that nobody knows. */
static char nobody[crypto_pwhash_argon2id_STRBYTES];
static bool nobody_made;

static void nobody_make(void) {
    unsigned char secret[32];
    randombytes_buf(secret, sizeof secret);
    nobody_made = crypto_pwhash_argon2id_str(nobody, (const char *)secret, sizeof secret, PASSES,
                                             MEMORY_BYTES) == 0;
}

static const char *nobody_hash(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, nobody_make);
    return nobody_made ? nobody : NULL;
}

Result passwords_begin(void) {
    if (sodium_init() >= 0 && nobody_hash()) return OK;
    log_line("passwords: no random bytes, or no memory to hash with");
    return BROKEN;
}

Result password_verify(Str hash, Str password, bool *ret_right, bool *ret_old) {
    char copy[crypto_pwhash_argon2id_STRBYTES] = "";
    const char *against = copy;
    bool known = hash.len > 0 && hash.len < sizeof copy && password.len <= PASSWORD_BYTES_MAX;
    password = str_sub(password, 0, PASSWORD_BYTES_MAX);
    if (known) memcpy(copy, hash.at, hash.len);
    Result result = place_take();
    if (result != OK) return result;
    if (!known) against = nobody_hash();
    bool right = false;
    if (against) {
        right = crypto_pwhash_argon2id_str_verify(against, password.at, password.len) == 0;
    }
    place_give();
    if (!against) {
        log_line("passwords: there is no memory to hash one");
        return BROKEN;
    }
    *ret_right = right && known;
    *ret_old = *ret_right && crypto_pwhash_argon2id_str_needs_rehash(copy, PASSES, MEMORY_BYTES);
    return OK;
}

/* --- what may be one --- */

static size_t characters_of(Str text) {
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) count += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return count;
}

/* Is `part` (at least 4 bytes) in it, and little else? Case of A-Z does not count. */
static bool is_mostly(Str password, Str part) {
    enum { PART_BYTES_MIN = 4, REST_BYTES_MIN = 5 };
    if (part.len < PART_BYTES_MIN || part.len > password.len) return false;
    if (password.len - part.len >= REST_BYTES_MIN) return false;
    for (size_t from = 0; from + part.len <= password.len; from++) {
        size_t alike = 0;
        while (alike < part.len &&
               char_lower(password.at[from + alike]) == char_lower(part.at[alike])) {
            alike++;
        }
        if (alike == part.len) return true;
    }
    return false;
}

/* The whole, and each of its words: "anna.devries@stad.nl", "Anna de Vries". */
static bool is_like(Str password, Str whole) {
    if (is_mostly(password, whole)) return true;
    size_t from = 0;
    for (size_t i = 0; i <= whole.len; i++) {
        bool ends = i == whole.len || strchr(" .@-_", whole.at[i]);
        if (!ends) continue;
        if (is_mostly(password, str_sub(whole, from, i - from))) return true;
        from = i + 1;
    }
    return false;
}

Result password_check(Str password, Str login, Str name, Phrase *ret_why) {
    *ret_why = PHRASE(WORD_none);
    if (!str_is_utf8(password) && password.len) {
        *ret_why = PHRASE(WORD_access_password_no_text);
    } else if (characters_of(password) < PASSWORD_BYTES_MIN) {
        *ret_why = PHRASE(WORD_access_password_short, VALUE_NUMBER("minimum", PASSWORD_BYTES_MIN),
                          VALUE_NUMBER("advised", PASSWORD_BYTES_ADVISED));
    } else if (password.len > PASSWORD_BYTES_MAX) {
        *ret_why = PHRASE(WORD_access_password_long, VALUE_NUMBER("maximum", PASSWORD_BYTES_MAX));
    } else if (password_is_common(password)) {
        *ret_why = PHRASE(WORD_access_password_common);
    } else if (is_like(password, login) || is_like(password, name)) {
        *ret_why = PHRASE(WORD_access_password_like_name);
    }
    return ret_why->word == WORD_none ? OK : INVALID;
}

bool password_is_short(Str password) {
    return characters_of(password) < PASSWORD_BYTES_ADVISED;
}
