/* Who may sign in. Nobody changes the own roles or access here. */
#include "users_page.h"

#include "accounts/account_admin.h"
#include "accounts/setup_links.h"
#include "form.h"
#include "page.h"
#include "pages.h"
#include "setup.h"
#include "users/users.h"

enum { NAME_BYTES_MAX = 200, ROLES_TEXT_BYTES_MAX = 500 };

#define ROLE_NAME(name) #name,
static const char *const role_names[] = { USER_ROLES(ROLE_NAME) };
#define ROLE_WORD(name) WORD_user_role_##name,
static const Word role_words[] = { USER_ROLES(ROLE_WORD) };

enum { DEED_roles, DEED_link, DEED_close, DEED_open, DEED_forget_factor, DEED_COUNT };
static const char *const deed_names[DEED_COUNT] = { "roles", "link", "close", "open",
                                                    "forget_factor" };

FORM(UserAddForm, user_add_form, FIELD(login, TEXT, .length_max = LOGIN_BYTES_MAX),
     FIELD(name, TEXT, .length_max = NAME_BYTES_MAX),
     FIELD(roles, CHOICES, .choice = role_names, .choice_count = USER_ROLE_COUNT));
FORM(UserShowForm, user_show_form, FIELD(saved, FLAG));
FORM(UserDeedForm, user_deed_form,
     FIELD(deed, CHOICE, .needed = true, .choice = deed_names, .choice_count = DEED_COUNT),
     FIELD(roles, CHOICES, .choice = role_names, .choice_count = USER_ROLE_COUNT));

static AccountAdmin admin_of(Visit *visit) {
    return (AccountAdmin){ .db = visit->db, .arena = visit->arena, .tenant = visit->who.tenant,
                           .now = visit->now, .actor = visit->who.id };
}

static ChoiceBoxes roles_view(Visit *visit, uint64_t chosen) {
    ChoiceView *role = arena_many(visit->arena, ChoiceView, USER_ROLE_COUNT);
    for (int i = 0; i < USER_ROLE_COUNT; i++) {
        role[i] = (ChoiceView){ .value = str_from(role_names[i]), .name = PHRASE(role_words[i]),
                                .chosen = chosen >> i & 1U };
    }
    return (ChoiceBoxes){ S("roles"), WORD_users_roles, role, USER_ROLE_COUNT };
}

Str user_roles_said(Arena *arena, Tongue tongue, unsigned roles) {
    Text text = text_new(arena, ROLES_TEXT_BYTES_MAX);
    for (int i = 0; i < USER_ROLE_COUNT; i++) {
        if (!(roles >> i & 1U)) continue;
        if (text.len) text_add(&text, S(", "));
        text_add(&text, phrase_text(arena, tongue, PHRASE(role_words[i])));
    }
    return text_str(&text);
}

static Str user_address(Visit *visit, Str login) {
    return address_of(visit->arena, "users", login, "");
}

/* --- all of them --- */

static Result rows_fill(Visit *visit, UsersView *view) {
    AccountRows accounts;
    UserRows users;
    Result result = accounts_load(visit->db, visit->arena, visit->who.tenant, &accounts);
    if (result == OK) result = users_load(visit->db, visit->arena, visit->who.tenant, &users);
    if (result != OK) return result;
    UserRowView *row = arena_many(visit->arena, UserRowView, accounts.count);
    for (size_t i = 0; i < accounts.count; i++) {
        const Account *account = &accounts.row[i];
        row[i] = (UserRowView){ .address = user_address(visit, account->login),
                                .name = account->name,
                                .login = account->login,
                                .roles = user_roles_said(visit->arena, visit->tongue,
                                                         account_user(&users, account)->roles),
                                .state = account_state_word(account) };
    }
    view->rows = row;
    view->rows_count = accounts.count;
    return OK;
}

static Answer users_answer(Visit *visit, int status, const UserAddForm *form, Phrase why) {
    UsersView view = { .layout = page_layout(visit, SECTION_users),
                       .token = visit_token(visit),
                       .login = form->login,
                       .name = form->name,
                       .roles = roles_view(visit, form->roles),
                       .why = why };
    Result result = rows_fill(visit, &view);
    if (result != OK) return answer_failed(visit, result);
    return PAGE_STATUS(visit, status, users_page, &view);
}

Answer users_list(Visit *visit) {
    UserAddForm form = { .login = STR_EMPTY, .name = STR_EMPTY };
    if (!form_read_empty(visit)) return answer_invalid(visit);
    return users_answer(visit, 200, &form, PHRASE(WORD_none));
}

/* --- one of them --- */

/* What can be done with it besides other roles. */
static void deeds_fill(Visit *visit, const Account *account, UserView *view) {
    UserDeedView *deed = arena_many(visit->arena, UserDeedView, DEED_COUNT);
    const UserDeedView open = { .name = S("open"),
                                .title = WORD_users_close_title,
                                .help = WORD_users_open_help,
                                .action = WORD_users_open };
    const UserDeedView link = { .name = S("link"),
                                .title = WORD_users_link_title,
                                .help = WORD_users_link_help,
                                .action = WORD_users_link_make };
    const UserDeedView forget = { .name = S("forget_factor"),
                                  .title = WORD_users_factor_title,
                                  .help = WORD_users_factor_help,
                                  .action = WORD_users_factor_forget };
    const UserDeedView close = { .name = S("close"),
                                 .title = WORD_users_close_title,
                                 .help = WORD_users_close_help,
                                 .action = WORD_users_close,
                                 .sure = PHRASE(WORD_users_close_sure,
                                                VALUE_TEXT("name", view->name)) };
    view->deeds = deed;
    if (!account->active) {
        deed[view->deeds_count++] = open;
        return;
    }
    deed[view->deeds_count++] = link;
    if (account->totp_secret.len) deed[view->deeds_count++] = forget;
    deed[view->deeds_count++] = close;
}

typedef struct UserShown {
    Account account;
    uint64_t roles;
    Str token; /* of a link that was just made */
    bool saved;
    Phrase why;
} UserShown;

static Str link_of(Visit *visit, Str token) {
    if (!token.len) return STR_EMPTY;
    Str path = setup_path(visit->arena, token);
    return str_printf(visit->arena, "%s://%.*s%.*s", visit->request->secure ? "https" : "http",
                      STR_ARGS(visit->request->host), STR_ARGS(path));
}

static Answer user_answer(Visit *visit, int status, const UserShown *shown) {
    const Account *account = &shown->account;
    UserView view = { .layout = page_layout(visit, SECTION_users),
                      .token = visit_token(visit),
                      .address = user_address(visit, account->login),
                      .name = account->name,
                      .login = account->login,
                      .state = account_state_word(account),
                      .roles = roles_view(visit, shown->roles),
                      .why = shown->why,
                      .link = link_of(visit, shown->token),
                      .link_hours = SETUP_LINK_SECONDS / (60 * 60),
                      .saved = shown->saved,
                      .own = account->number == visit->who.number };
    deeds_fill(visit, account, &view);
    return PAGE_STATUS(visit, status, user_page, &view);
}

/* NOT_FOUND: nobody of this tenant signs in with that. */
static Result shown_load(Visit *visit, Str login, UserShown *ret_shown) {
    User user;
    *ret_shown = (UserShown){ .token = STR_EMPTY, .why = PHRASE(WORD_none) };
    Result result = account_find(visit->db, visit->arena, login, &ret_shown->account);
    if (result == OK && ret_shown->account.tenant != visit->who.tenant) result = NOT_FOUND;
    if (result != OK) return result;
    result = user_load(visit->db, visit->arena, visit->who.tenant, ret_shown->account.id, &user);
    ret_shown->roles = user.roles;
    return result;
}

Answer user_show(Visit *visit) {
    UserShowForm form;
    UserShown shown;
    if (!form_read(visit, &user_show_form, &form)) return answer_invalid(visit);
    Result result = shown_load(visit, visit->id[0], &shown);
    if (result != OK) return answer_failed(visit, result);
    shown.saved = form.saved;
    return user_answer(visit, 200, &shown);
}

Answer user_add(Visit *visit) {
    UserAddForm form;
    UserShown shown = { .token = STR_EMPTY, .why = PHRASE(WORD_none) };
    Phrase why = PHRASE(WORD_none);
    if (!form_read(visit, &user_add_form, &form)) return answer_invalid(visit);
    AccountAdmin admin = admin_of(visit);
    AccountNew asked = { .login = form.login, .name = form.name, .roles = (unsigned)form.roles };
    Result result = account_admin_add(&admin, &asked, &shown.account, &why);
    if (result == INVALID || result == CONFLICT) return users_answer(visit, 422, &form, why);
    if (result == OK) result = account_admin_link(&admin, &shown.account, &shown.token);
    if (result == OK) result = visit_commit(visit);
    if (result != OK) return answer_failed(visit, result);
    shown.roles = form.roles;
    return user_answer(visit, 200, &shown);
}

static Result deed_do(const AccountAdmin *admin, const UserDeedForm *form, UserShown *shown) {
    switch (form->deed) {
    case DEED_roles:
        return account_admin_roles(admin, &shown->account, (unsigned)form->roles, &shown->why);
    case DEED_link: return account_admin_link(admin, &shown->account, &shown->token);
    case DEED_close: return account_admin_close(admin, &shown->account, &shown->why);
    case DEED_open: return account_admin_open(admin, &shown->account);
    default: return account_admin_forget_factor(admin, &shown->account);
    }
}

Answer user_do(Visit *visit) {
    UserDeedForm form;
    UserShown shown;
    Result result = shown_load(visit, visit->id[0], &shown);
    if (result != OK) return answer_failed(visit, result);
    if (!form_read(visit, &user_deed_form, &form)) return answer_invalid(visit);
    if (shown.account.number == visit->who.number) return answer_failed(visit, REFUSED);
    AccountAdmin admin = admin_of(visit);
    result = deed_do(&admin, &form, &shown);
    if (shown.why.word != WORD_none) return user_answer(visit, 422, &shown);
    if (result == OK) result = visit_commit(visit);
    if (result != OK) return answer_failed(visit, result);
    if (shown.token.len) return user_answer(visit, 200, &shown);
    AddressQuery query = address_query(visit->arena, user_address(visit, shown.account.login));
    address_add(&query, "saved", S("1"));
    return answer_redirect(visit, address_str(&query));
}
