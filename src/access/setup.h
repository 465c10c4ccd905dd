/* setup.h: links with which somebody sets a password once: the first user, a new one, one who
 * forgot it.
 *
 * A link (accounts/setup_links.h) stands in an address of ours. Opening it changes nothing, setting
 * the password uses it up. It takes no second factor away. */
#ifndef OPSTAP_SETUP_H
#define OPSTAP_SETUP_H

#include "accounts/setup_links.h"

typedef struct SetupFirst {
    Str login, token;
} SetupFirst;

/* "/setup/TOKEN": what goes behind the address of the site. */
Str setup_path(Arena *arena, Str token);

/* Sets the password with a link and uses it up; ends all sessions of the user. Outside a
 * transaction. NOT_FOUND as setup_link_find; INVALID with *ret_why: not a password (passwords.h). */
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
