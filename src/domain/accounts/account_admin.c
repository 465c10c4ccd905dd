#include "accounts/account_admin.h"

#include "accounts/secrets.h"
#include "accounts/sessions.h"
#include "accounts/setup_links.h"
#include "audit/audit.h"
#include "users/users.h"

static Result event(const AccountAdmin *admin, AuditCode code, Str subject, Str value) {
    return audit_write(admin->db, admin->tenant,
                       (AuditEvent){ .code = code, .actor = admin->actor, .subject = subject,
                                     .value = value });
}

Word account_state_word(const Account *account) {
    if (!account->active) return WORD_user_state_closed;
    if (!account->password_hash.len) return WORD_user_state_no_password;
    return account->totp_secret.len ? WORD_user_state_two_factors : WORD_user_state_password;
}

const User *account_user(const UserRows *users, const Account *account) {
    const User *user = users->row;
    while (user->number != account->number) user++;
    return user;
}

/* --- a new one --- */

Result account_admin_check(const AccountAdmin *admin, const AccountNew *asked, Str *ret_login,
                           Phrase *ret_why) {
    Account taken;
    if (!login_read(admin->arena, asked->login, ret_login)) {
        *ret_why = PHRASE(WORD_user_login_refused, VALUE_TEXT("value", asked->login),
                          VALUE_NUMBER("maximum", LOGIN_BYTES_MAX));
        return INVALID;
    }
    if (!asked->roles) {
        *ret_why = PHRASE(WORD_user_roles_none);
        return INVALID;
    }
    Result result = account_find(admin->db, admin->arena, *ret_login, &taken);
    if (result == NOT_FOUND) return OK;
    if (result != OK) return result;
    *ret_why = PHRASE(WORD_user_taken, VALUE_TEXT("login", *ret_login));
    return CONFLICT;
}

static Result user_make(const AccountAdmin *admin, const AccountNew *asked, Str login,
                        User *ret_user, Phrase *ret_why) {
    bool changed;
    User user = { .id = public_id_new(admin->arena), .active = true, .roles = asked->roles,
                  .name = asked->name.len ? asked->name : login };
    Result result = user_put(admin->db, admin->tenant, &user, &changed);
    if (result == INVALID) *ret_why = PHRASE(WORD_user_name_refused);
    if (result != OK) return result;
    return user_load(admin->db, admin->arena, admin->tenant, user.id, ret_user);
}

Result account_admin_add(const AccountAdmin *admin, const AccountNew *asked, Account *ret_account,
                         Phrase *ret_why) {
    Str login = STR_EMPTY;
    User user;
    Result result = account_admin_check(admin, asked, &login, ret_why);
    if (result == OK) result = user_make(admin, asked, login, &user, ret_why);
    if (result != OK) return result;
    result = account_make(admin->db, admin->tenant, user.number, login);
    if (result == CONFLICT) *ret_why = PHRASE(WORD_user_taken, VALUE_TEXT("login", login));
    if (result != OK) return result;
    result = account_load(admin->db, admin->arena, admin->tenant, user.number, ret_account);
    return result == OK ? event(admin, AUDIT_account_made, user.id, STR_EMPTY) : result;
}

/* --- one that is there --- */

/* Whoever takes an administrator away, or the role, leaves another who can come in. Asked inside
 * the transaction that does it, so two who do so at once do not both. */
static Result another_remains(const AccountAdmin *admin, const User *user, Phrase *ret_why) {
    int64_t others = 0;
    if (!(user->roles >> USER_ROLE_administrator & 1U)) return OK;
    Result result = administrators_count(admin->db, admin->tenant, user->number, &others);
    if (result != OK || others) return result;
    *ret_why = PHRASE(WORD_user_last_administrator);
    return REFUSED;
}

static Result admin_user_load(const AccountAdmin *admin, const Account *account, User *ret_user) {
    return user_load(admin->db, admin->arena, admin->tenant, account->id, ret_user);
}

Result account_admin_link(const AccountAdmin *admin, const Account *account, Str *ret_token) {
    Result result = setup_link_make(admin->db, admin->arena, account, admin->now, ret_token);
    return result == OK ? event(admin, AUDIT_link_made, account->id, STR_EMPTY) : result;
}

Result account_admin_roles(const AccountAdmin *admin, const Account *account, unsigned roles,
                           Phrase *ret_why) {
    User user;
    bool changed;
    if (!roles) {
        *ret_why = PHRASE(WORD_user_roles_none);
        return INVALID;
    }
    Result result = admin_user_load(admin, account, &user);
    bool stays = roles >> USER_ROLE_administrator & 1U;
    if (result == OK && !stays) result = another_remains(admin, &user, ret_why);
    if (result != OK) return result;
    user.roles = roles;
    result = user_put(admin->db, admin->tenant, &user, &changed);
    if (result != OK || !changed) return result;
    return event(admin, AUDIT_account_changed, user.id, user_roles_text(admin->arena, roles));
}

Result account_admin_close(const AccountAdmin *admin, const Account *account, Phrase *ret_why) {
    User user;
    Result result = admin_user_load(admin, account, &user);
    if (result == OK) result = another_remains(admin, &user, ret_why);
    if (result == OK) result = account_close(admin->db, admin->tenant, account->number);
    return result == OK ? event(admin, AUDIT_account_changed, account->id, S("closed")) : result;
}

Result account_admin_open(const AccountAdmin *admin, const Account *account) {
    Result result = account_active_set(admin->db, admin->tenant, account->number, true);
    return result == OK ? event(admin, AUDIT_account_changed, account->id, S("opened")) : result;
}

Result account_admin_forget_factor(const AccountAdmin *admin, const Account *account) {
    int64_t ended;
    Result result = account_totp_set(admin->db, admin->tenant, account->number, STR_EMPTY);
    if (result == OK) {
        result = sessions_end_others(admin->db, admin->tenant, account->number, STR_EMPTY, &ended);
    }
    return result == OK ? event(admin, AUDIT_totp_changed, account->id, STR_EMPTY) : result;
}
