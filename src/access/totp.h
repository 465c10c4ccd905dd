/* totp.h: a second factor: six digits that change every thirty seconds (RFC 6238, SHA-1, as every
 * authenticator on a telephone makes them), by liboath.
 *
 * A code is taken from one step before now until one after, for clocks differ; and once, which the
 * caller keeps (accounts.h account_totp_step_use). */
#ifndef OPSTAP_TOTP_H
#define OPSTAP_TOTP_H

#include <stdint.h>

#include "result.h"
#include "text.h"

enum { TOTP_STEP_SECONDS = 30, TOTP_DIGITS = 6, TOTP_SECRET_CHARACTERS = 32 };

Str totp_secret_new(Arena *arena);         /* 160 random bits in base32 */
bool totp_secret_is_formed(Str secret);    /* as totp_secret_new makes them */

/* REFUSED: not one of the three codes of this moment. Blanks in the code do not count. */
Result totp_verify(Str secret, Str code, int64_t now, int64_t *ret_step);

/* The code at a moment: for tests, and for who types it off. */
Result totp_code(Arena *arena, Str secret, int64_t now, Str *ret_code);

/* "otpauth://totp/Opstap%3Aanna?secret=...&issuer=Opstap": what an authenticator reads from a
 * picture. Never in a log. */
Str totp_address(Arena *arena, Str issuer, Str login, Str secret);

/* A picture of it as SVG: safe markup that goes into a page as it is; black on white with the empty
 * edge that readers need, whatever the colours of the page; `label` for who does not see it, as
 * plain text. "" when the text is too long for one. */
Str qr_svg(Arena *arena, Str text, Str label);

#endif
