/* sign_in.h: coming in, going out, and changing what one proves oneself with.
 *
 * An unknown name, a wrong password, a closed account and a source that must wait (attempts.h) give
 * the same result, the same phrase and take the same time: each hashes once and writes twice. A
 * password is in no event and no log; events say who and what: signed_in, sign_in_refused,
 * signed_out, password_changed, totp_changed, recovery_codes_made, session_ended.
 *
 * These verbs begin their own transactions, because hashing a password takes long and holds
 * nothing: call them outside one (a ROUTE_OWN). Results: OK; REFUSED with *ret_why, the same for
 * all reasons; INVALID with *ret_why, for a new password that may not be one; BUSY: too many hash
 * at once; BROKEN. */
#ifndef OPSTAP_SIGN_IN_H
#define OPSTAP_SIGN_IN_H

#include "accounts/accounts.h"
#include "accounts/sessions.h"

/* From where it comes, as the gate knows it. */
typedef struct SignInFrom {
    Str client; /* address */
    Str agent;  /* session_agent */
    Str device; /* token of the known-device cookie; "": none */
    int64_t now;
} SignInFrom;

typedef struct SignedIn {
    Str token;  /* of the new session, for its cookie */
    Str device; /* of the known-device cookie, when it is new; "": leave it as it is */
    bool code_needed; /* the session awaits the code of the second factor */
    int64_t tenant;
    Str id; /* of the user */
} SignedIn;

typedef struct SignInRequest {
    SignInFrom from;
    Str login, password; /* as typed */
    int64_t tenant_before; /* of a session of this browser, which ends: its tenant and hash */
    Str session_before;    /* "": none */
} SignInRequest;
Result sign_in(Db *db, Arena *arena, const SignInRequest *request, SignedIn *ret_signed_in,
               Phrase *ret_why);

/* The second step: six digits, or a recovery code. NOT_FOUND: no session awaits one (any more). */
typedef struct SignInCode {
    SignInFrom from;
    Str session; /* token of the session that awaits the code */
    Str code;    /* as typed */
} SignInCode;
Result sign_in_code(Db *db, Arena *arena, const SignInCode *request, SignedIn *ret_signed_in,
                    Phrase *ret_why);

/* Of this process, for figures. A right password that still awaits its code is neither. */
typedef struct SignInCounts {
    int64_t came_in, refused;
} SignInCounts;
SignInCounts sign_in_counts(void);

/* Who does it: somebody who is signed in. */
typedef struct OwnAccount {
    SignInFrom from;
    int64_t tenant, number;
    Str id;      /* of the user */
    Str session; /* hash of the session in use, which stays */
} OwnAccount;

Result sign_out(Db *db, const OwnAccount *own);
Result session_close(Db *db, const OwnAccount *own, Str id); /* NOT_FOUND: not one's own */
Result sessions_close_others(Db *db, const OwnAccount *own, int64_t *ret_ended);

/* All other sessions end, and what else account_ways_in_end names. REFUSED: the current password is
 * not right. */
typedef struct PasswordChange {
    OwnAccount own;
    Str current, wanted;
} PasswordChange;
Result password_change(Db *db, Arena *arena, const PasswordChange *change, Phrase *ret_why);

/* A second factor comes (with a code that shows that the telephone has it) or goes (secret ""; the
 * code is one of the present factor, or a recovery code). Both with the password. All other
 * sessions end. CONFLICT: there is one already, or none any more. A factor goes before another
 * comes, so a password alone never puts one in the place of another. */
typedef struct FactorChange {
    OwnAccount own;
    Str password, secret, code;
} FactorChange;
Result factor_change(Db *db, Arena *arena, const FactorChange *change,
                     Str ret_code[RECOVERY_CODES], Phrase *ret_why);

/* New recovery codes in place of those before, for what a factor goes with; secret is "". */
Result recovery_codes_renew(Db *db, Arena *arena, const FactorChange *change,
                            Str ret_code[RECOVERY_CODES], Phrase *ret_why);

/* A code of the second factor of this account, or one of its recovery codes, is used up. In a
 * transaction of the caller. REFUSED: it is neither, or was used before. */
Result factor_code_use(Db *db, Arena *arena, const Account *account, Str code, int64_t now);

#endif
