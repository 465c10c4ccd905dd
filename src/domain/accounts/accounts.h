/* accounts.h: with what a user proves to be that user: a login, a password, perhaps a second
 * factor.
 *
 * An account belongs to one user (users.h) and is not that user: it can be absent (somebody whom
 * the audit log names but who never signs in) and it can be closed. A login is unique over the
 * whole database, so that nobody needs to name a tenant to sign in. What is stored of a password is
 * its argon2id hash, of a recovery code its hash; the TOTP secret is stored as it is, for codes are
 * made from it (doc/security.md says what that means for backups).
 *
 * Rows are written in a transaction of the caller. */
#ifndef OPSTAP_ACCOUNTS_H
#define OPSTAP_ACCOUNTS_H

#include "db.h"
#include "limits.h"

typedef struct Account {
    int64_t tenant, number; /* of the user */
    Str login;
    Str password_hash; /* "": none yet */
    Str password_changed_at;
    Str totp_secret; /* base32; "": no second factor */
    int64_t totp_step;
    bool active;      /* the account and the user are */
    Str id, name;     /* of the user */
    int64_t recovery_codes; /* not used yet */
} Account;

typedef struct AccountRows {
    Account *row;
    size_t count;
} AccountRows;

/* A login as it is kept: without blanks around it, A-Z in lower case. False: empty, longer than
 * LOGIN_BYTES_MAX, or with anything but a-z 0-9 . _ - + @ in it. */
bool login_read(Arena *arena, Str text, Str *ret_login);

/* CONFLICT: the login is taken, or the user has an account, or there is no such user. */
Result account_make(Db *db, int64_t tenant, int64_t number, Str login);

Result account_find(Db *db, Arena *arena, Str login, Account *ret_account); /* NOT_FOUND */
Result account_load(Db *db, Arena *arena, int64_t tenant, int64_t number, Account *ret_account);
Result accounts_load(Db *db, Arena *arena, int64_t tenant, AccountRows *ret_rows); /* by login */

/* NOT_FOUND: no such account. account_password_set: the row alone, for an account that had none. */
Result account_password_set(Db *db, int64_t tenant, int64_t number, Str hash);
Result account_hash_renew(Db *db, int64_t tenant, int64_t number, Str hash); /* the same password */

/* A new password. Whoever knew the one before may have used it, so nothing that came of it stays:
 * account_ways_in_end. */
Result account_password_renew(Db *db, int64_t tenant, int64_t number, Str hash, Str session_kept);

/* All there is to come in with besides a password and a second factor: sessions (but the one with
 * this hash; "": all of them), known devices, a link that sets a password. */
Result account_ways_in_end(Db *db, int64_t tenant, int64_t number, Str session_kept);

Result account_active_set(Db *db, int64_t tenant, int64_t number, bool active);
Result account_close(Db *db, int64_t tenant, int64_t number); /* and end its ways in */
/* Administrators of a tenant, but this user, who can come in: active, and with a password. */
Result administrators_count(Db *db, int64_t tenant, int64_t but, int64_t *ret_count);
Result account_totp_set(Db *db, int64_t tenant, int64_t number, Str secret); /* "": none any more;
                                                                    its recovery codes go too */

/* A code is good once: CONFLICT when this step, or a later one, was used before. */
Result account_totp_step_use(Db *db, int64_t tenant, int64_t number, int64_t step);

/* Ten new codes ("XXXX-XXXX-XXXX-XXXX", 80 random bits each) in place of those before; shown
 * once. */
Result recovery_codes_make(Db *db, Arena *arena, int64_t tenant, int64_t number,
                           Str ret_code[RECOVERY_CODES]);
/* Blanks, dashes and case do not count. NOT_FOUND: no such code, or used. */
Result recovery_code_use(Db *db, Arena *arena, int64_t tenant, int64_t number, Str code);

#endif
