/* secrets.h: random tokens, their hashes, and comparing without telling how much was right.
 *
 * A token is 256 random bits, written as 43 characters of base64url; who has it is believed, so it
 * goes to one browser or one letter and is kept here as its hash only. The hash is BLAKE2b-256
 * without a key, in hex: nothing of 256 random bits can be guessed from it, so it needs neither
 * salt nor time. Random bytes come from the kernel (libsodium). */
#ifndef OPSTAP_SECRETS_H
#define OPSTAP_SECRETS_H

#include <stdbool.h>

#include "str.h"

enum { TOKEN_CHARACTERS = 43, SECRET_HASH_CHARACTERS = 64, PUBLIC_ID_CHARACTERS = 32 };

/* Once per process, before anything else of this room; may be called again. False: no random
 * bytes. */
bool secrets_begin(void);

Str token_new(Arena *arena);
bool token_is_formed(Str token); /* so many of those characters, and only those */

Str secret_hash(Arena *arena, Str secret); /* of a token, a recovery code, an address */

/* A code that only who knows `secret` could make for `purpose`: HMAC-SHA-512-256 in hex. */
Str secret_proof(Arena *arena, Str secret, Str purpose);

Str public_id_new(Arena *arena); /* 128 random bits in hex: names a thing to the outside, opens
                                    nothing */

bool secrets_equal(Str a, Str b); /* in a time that depends on the lengths alone */

#endif
