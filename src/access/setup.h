/* setup.h: links with which somebody sets a password once: the first user, a new one, one who
 * forgot it.
 *
 * A link is a token (secrets.h) in an address of ours, good once and for SETUP_LINK_SECONDS; a new
 * one for the same user puts the old one out of use. Opening it changes nothing, setting the
 * password uses it up. It takes no second factor away. */
#ifndef OPSTAP_SETUP_H
#define OPSTAP_SETUP_H

#include "accounts.h"

typedef struct SetupFirst {
    Str login, token;
} SetupFirst;

/* Inside a transaction of the caller. */
Result setup_link_make(Db *db, Arena *arena, const Account *account, int64_t now, Str *ret_token);

/* "/setup/TOKEN": what goes behind the address of the site. */
Str setup_path(Arena *arena, Str token);

/* NOT_FOUND: no such link, used, over, or of an account that is closed. */
Result setup_link_find(Db *db, Arena *arena, Str token, int64_t now, Account *ret_account);

/* Sets the password with a link and uses it up; ends all sessions of the user. Outside a
 * transaction. NOT_FOUND as above; INVALID with *ret_why: not a password (passwords.h). */
typedef struct SetupUse {
    Str token, password;
    int64_t now;
} SetupUse;
Result setup_link_use(Db *db, Arena *arena, const SetupUse *use, Phrase *ret_why);

/* Where nobody can sign in yet: makes a first user, administrator and team lead of this tenant, and
 * a link. REFUSED: the database has an account with a password, so nobody needs this. Outside a
 * transaction. A second call gives a new link for the same user. */
Result setup_first_user(Db *db, Arena *arena, int64_t tenant, int64_t now, SetupFirst *ret_first);

#endif
