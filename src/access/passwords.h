/* passwords.h: passwords as argon2id, and what may be one.
 *
 * Rules after ASVS 5.0 (6.2): at least 8 characters, 15 are advised, at most 128 bytes, anything
 * may be in it, nothing must be; refused are the most used passwords (passwords_common.c) and what
 * follows from the login or the name. Nothing expires by itself.
 *
 * Hashing takes 32 MiB and some 50 ms on purpose. At most PASSWORD_HASHING_MAX run at a time in the
 * process and PASSWORD_WAITING_MAX wait for one of them; who comes then is BUSY. So sign-ins hold
 * at most the sum of these of the workers, and `serve` has more of them than that.
 *
 * Nothing here writes a password into a log, an event or an answer. */
#ifndef OPSTAP_PASSWORDS_H
#define OPSTAP_PASSWORDS_H

#include "phrase.h"
#include "result.h"

enum { PASSWORD_HASH_CHARACTERS_MAX = 128 };

/* Once per process: makes what an unknown account is verified against, so that the first of them
 * takes no longer than others. BROKEN: no random bytes or no memory; logged. */
Result passwords_begin(void);

/* INVALID with *ret_why: too short, too long, no text, much used, or too much like login or name
 * (either may be empty). *ret_why may hold Strs of limits, none of the password. */
Result password_check(Str password, Str login, Str name, Phrase *ret_why);

bool password_is_short(Str password); /* allowed, and shorter than what is advised */

/* "$argon2id$v=19$m=...". BUSY: too many at once. BROKEN: no memory for it. */
Result password_hash(Arena *arena, Str password, Str *ret_hash);

/* Sets *ret_right, and *ret_old when the hash was made with less work than we ask now. An empty
 * hash (an account without a password, or no account at all) and a password that is too long take
 * the same time and are never right. BUSY as above. */
Result password_verify(Str hash, Str password, bool *ret_right, bool *ret_old);

/* Is it one of the most used ones (in lower case)? */
bool password_is_common(Str password);

typedef struct PasswordCounts {
    int64_t hashed, refused_busy;
    int running_most;
} PasswordCounts;
PasswordCounts password_counts(void);

#endif
