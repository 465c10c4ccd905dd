/* account_admin.h: accounts as an administrator keeps them, from the command line or a page: each verb
 * is the change and its event in the chain.
 *
 * Inside a transaction of the caller, who keeps it when all is OK. *ret_why says what was wrong. */
#ifndef OPSTAP_ACCOUNT_ADMIN_H
#define OPSTAP_ACCOUNT_ADMIN_H

#include "accounts/accounts.h"
#include "users/users.h"

typedef struct AccountAdmin {
    Db *db;
    Arena *arena;
    int64_t tenant, now; /* UTC seconds since 1970 */
    Str actor;           /* as the chain names it */
} AccountAdmin;

typedef struct AccountNew {
    Str login, name; /* name "": the login */
    unsigned roles;  /* as in User; at least one */
} AccountNew;

Word account_state_word(const Account *account);

/* Of all users of the tenant: an account is of one of them. */
const User *account_user(const UserRows *users, const Account *account);

/* Would it be added? As account_admin_add says; writes nothing, and needs no transaction. */
Result account_admin_check(const AccountAdmin *admin, const AccountNew *asked, Str *ret_login,
                           Phrase *ret_why);

/* Without a password. CONFLICT: the login is taken. INVALID: no login, no role, or no name. */
Result account_admin_add(const AccountAdmin *admin, const AccountNew *asked, Account *ret_account,
                         Phrase *ret_why);

/* A link with which the user sets a password once; those before it are out of use. */
Result account_admin_link(const AccountAdmin *admin, const Account *account, Str *ret_token);

/* INVALID: none. REFUSED: no other administrator could come in. Nothing is written when nothing
 * changes. */
Result account_admin_roles(const AccountAdmin *admin, const Account *account, unsigned roles,
                           Phrase *ret_why);

/* Closing ends every way in at once. REFUSED: no other administrator could come in. */
Result account_admin_close(const AccountAdmin *admin, const Account *account, Phrase *ret_why);
Result account_admin_open(const AccountAdmin *admin, const Account *account);

/* For who lost the telephone and the recovery codes; ends all sessions. */
Result account_admin_forget_factor(const AccountAdmin *admin, const Account *account);

#endif
