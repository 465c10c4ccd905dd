/* setup_links.h: links with which somebody sets a password once, as rows: a token (secrets.h) of
 * which the hash is kept, good once and for SETUP_LINK_SECONDS. A new one for the same user puts the old
 * one out of use. access/setup.h says what is done with them.
 *
 * Inside a transaction of the caller. now: UTC seconds since 1970. */
#ifndef OPSTAP_SETUP_LINKS_H
#define OPSTAP_SETUP_LINKS_H

#include "accounts/accounts.h"

Result setup_link_make(Db *db, Arena *arena, const Account *account, int64_t now, Str *ret_token);

/* NOT_FOUND: no such link, used, over, or of an account that is closed. */
Result setup_link_find(Db *db, Arena *arena, Str token, int64_t now, Account *ret_account);

/* Uses it up. NOT_FOUND: somebody was faster. */
Result setup_link_spend(Db *db, Arena *arena, Str token, int64_t now);

Result setup_links_forget(Db *db, int64_t tenant, int64_t number); /* of a user */

/* Accounts with a password, of all tenants. */
Result accounts_ready_count(Db *db, int64_t *ret_count);

#endif
