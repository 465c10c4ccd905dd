/* user: who may sign in. Passwords come from a terminal without echo, or as one line of standard
 * input; never from the command line, which others on the machine can read. */
#include <termios.h>
#include <unistd.h>

#include "accounts/account_admin.h"
#include "audit/audit.h"
#include "clock.h"
#include "command.h"
#include "json_text.h"
#include "passwords.h"
#include "accounts/secrets.h"
#include "setup.h"
#include "sign_in.h"
#include "users/users.h"

enum { LINE_BYTES_MAX = PASSWORD_BYTES_MAX + 64, ROLES_BYTES_MAX = 500 };

/* --- a password --- */

/* A line of standard input, without its end. A longer one is cut, and too long then. */
static Str line_read(Arena *arena) {
    char *line = arena_get(arena, LINE_BYTES_MAX);
    if (!fgets(line, LINE_BYTES_MAX, stdin)) return STR_EMPTY;
    size_t len = strlen(line);
    while (len && (line[len - 1] == '\n' || line[len - 1] == '\r')) len--;
    return (Str){ line, len };
}

static Str secret_asked(Command *command, Word word) {
    struct termios shown, hidden;
    Str prompt = phrase_text(command->arena, command->tongue, PHRASE(word));
    fprintf(stderr, "%.*s ", STR_ARGS(prompt));
    bool hides = tcgetattr(STDIN_FILENO, &shown) == 0;
    if (hides) {
        hidden = shown;
        hidden.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    Str line = line_read(command->arena);
    if (hides) tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    fputc('\n', stderr);
    return line;
}

/* Asked twice of a person, for nobody sees what is typed. */
static Result secret_read(Command *command, Str *ret_secret, Phrase *ret_why) {
    if (!isatty(STDIN_FILENO)) {
        *ret_secret = line_read(command->arena);
        return OK;
    }
    Str once = secret_asked(command, WORD_user_password_ask);
    Str again = secret_asked(command, WORD_user_password_again);
    if (!secrets_equal(once, again)) {
        *ret_why = PHRASE(WORD_user_password_differs);
        return INVALID;
    }
    *ret_secret = once;
    return OK;
}

static Result hash_asked(Command *command, Str login, Str name, Str *ret_hash, Phrase *ret_why) {
    Str password = STR_EMPTY;
    Result result = passwords_begin();
    if (result == OK) result = secret_read(command, &password, ret_why);
    if (result == OK) result = password_check(password, login, name, ret_why);
    return result == OK ? password_hash(command->arena, password, ret_hash) : result;
}

/* --- what all of them share --- */

typedef struct UserWork {
    Command *command;
    Str login;
    Account account; /* NOT for add */
    Phrase why;
    Str token;    /* of a link that was made */
    unsigned roles;
    Str password_hash;
} UserWork;

static AccountAdmin admin_of(const UserWork *work, int64_t now) {
    Command *command = work->command;
    return (AccountAdmin){ .db = command->db, .arena = command->arena,
                           .tenant = command->tenant.id, .now = now, .actor = S("command-line") };
}

static int done(UserWork *work, Result (*change)(UserWork *work), Word said) {
    Command *command = work->command;
    Result result = db_begin(command->db);
    if (result != OK) return command_failed(command, result, PHRASE(WORD_none));
    result = db_keep(command->db, change(work));
    if (result != OK) return command_failed(command, result, work->why);
    say(command, PHRASE(said, VALUE_TEXT("login", work->login)));
    if (work->token.len) {
        Str path = setup_path(command->arena, work->token);
        say(command, PHRASE(WORD_user_link, VALUE_TEXT("path", path),
                            VALUE_NUMBER("hours", SETUP_LINK_SECONDS / (60 * 60))));
    }
    return EXIT_OK;
}

static Result link_give(UserWork *work) {
    int64_t now = 0;
    Result result = clock_utc_seconds(&now);
    if (result != OK) return result;
    AccountAdmin admin = admin_of(work, now);
    return account_admin_link(&admin, &work->account, &work->token);
}

/* "coach,team_lead". INVALID names what is no role, and those there are. */
static Result roles_given(UserWork *work, const char *given) {
    Str rest = str_from(given), name;
    UserRole role;
    while (str_cut(&rest, ',', &name)) {
        if (!user_role_read(str_trim(name), &role)) {
            Text roles = text_new(work->command->arena, ROLES_BYTES_MAX);
            for (int i = 0; i < USER_ROLE_COUNT; i++) {
                text_addf(&roles, "%s%s", i ? ", " : "", user_role_name((UserRole)i));
            }
            work->why = PHRASE(WORD_user_role_unknown, VALUE_TEXT("value", name),
                               VALUE_TEXT("allowed", text_str(&roles)));
            return INVALID;
        }
        work->roles |= 1U << role;
    }
    return OK;
}

/* --- add --- */

static AccountNew new_of(const UserWork *work) {
    return (AccountNew){ .login = work->login, .roles = work->roles,
                         .name = str_from(work->command->option[OPTION_name]) };
}

static Result user_make(UserWork *work) {
    Command *command = work->command;
    AccountAdmin admin = admin_of(work, 0);
    AccountNew asked = new_of(work);
    Result result = account_admin_add(&admin, &asked, &work->account, &work->why);
    if (result != OK) return result;
    if (command->option[OPTION_link]) return link_give(work);
    return account_password_set(command->db, command->tenant.id, work->account.number,
                                work->password_hash);
}

/* A name that is taken is said before a password is asked. */
static Result add_check(UserWork *work) {
    const char *roles = work->command->option[OPTION_roles];
    if (!roles) {
        work->why = PHRASE(WORD_user_roles_needed);
        return INVALID;
    }
    Result result = roles_given(work, roles);
    if (result != OK) return result;
    AccountAdmin admin = admin_of(work, 0);
    AccountNew asked = new_of(work);
    return account_admin_check(&admin, &asked, &work->login, &work->why);
}

static int user_add(UserWork *work) {
    Command *command = work->command;
    Result result = add_check(work);
    if (result == OK && !command->option[OPTION_link]) {
        result = hash_asked(command, work->login, str_from(command->option[OPTION_name]),
                            &work->password_hash, &work->why);
    }
    if (result != OK) return command_failed(command, result, work->why);
    return done(work, user_make, WORD_user_added);
}

/* --- one that is there --- */

static Result password_keep(UserWork *work) {
    Command *command = work->command;
    int64_t tenant = command->tenant.id;
    Result result = account_password_renew(command->db, tenant, work->account.number,
                                           work->password_hash, STR_EMPTY);
    if (result != OK) return result;
    return audit_write(command->db, tenant,
                       (AuditEvent){ .code = AUDIT_password_changed, .actor = S("command-line"),
                                     .subject = work->account.id, .value = STR_EMPTY });
}

static int user_password(UserWork *work) {
    Command *command = work->command;
    Result result = hash_asked(command, work->login, work->account.name, &work->password_hash,
                               &work->why);
    if (result != OK) return command_failed(command, result, work->why);
    return done(work, password_keep, WORD_user_password_set);
}

static int user_link(UserWork *work) {
    return done(work, link_give, WORD_user_link_made);
}

static Result closed(UserWork *work) {
    AccountAdmin admin = admin_of(work, 0);
    return account_admin_close(&admin, &work->account, &work->why);
}

static int user_close(UserWork *work) {
    return done(work, closed, WORD_user_closed);
}

static Result opened(UserWork *work) {
    AccountAdmin admin = admin_of(work, 0);
    return account_admin_open(&admin, &work->account);
}

static int user_open(UserWork *work) {
    return done(work, opened, WORD_user_opened);
}

static Result roles_keep(UserWork *work) {
    AccountAdmin admin = admin_of(work, 0);
    return account_admin_roles(&admin, &work->account, work->roles, &work->why);
}

static int user_roles(UserWork *work) {
    const char *given = work->command->option[OPTION_roles];
    if (!given) {
        return command_failed(work->command, INVALID, PHRASE(WORD_user_roles_needed));
    }
    Result result = roles_given(work, given);
    if (result != OK) return command_failed(work->command, result, work->why);
    return done(work, roles_keep, WORD_user_roles_set);
}

static Result factor_gone(UserWork *work) {
    AccountAdmin admin = admin_of(work, 0);
    return account_admin_forget_factor(&admin, &work->account);
}

static int user_forget_factor(UserWork *work) {
    return done(work, factor_gone, WORD_user_factor_gone);
}

/* --- list --- */

static void row_say(Command *command, const Account *account, const User *user) {
    printf("%-30.*s %-30.*s %-40.*s %.*s\n", STR_ARGS(account->login), STR_ARGS(account->name),
           STR_ARGS(user_roles_text(command->arena, user->roles)),
           STR_ARGS(phrase_text(command->arena, command->tongue,
                                PHRASE(account_state_word(account)))));
}

static json_t *row_json(Command *command, const Account *account, const User *user) {
    return json_pack("{s:o, s:o, s:o, s:o, s:b, s:b, s:b}", "login", json_str(account->login),
                     "id", json_str(account->id), "name", json_str(account->name), "roles",
                     json_str(user_roles_text(command->arena, user->roles)), "active", account->active,
                     "password", account->password_hash.len > 0, "two_factors",
                     account->totp_secret.len > 0);
}

static int user_list(UserWork *work) {
    Command *command = work->command;
    AccountRows accounts;
    UserRows users;
    bool json = command->option[OPTION_json] != NULL;
    json_t *root = json_array();
    Result result = accounts_load(command->db, command->arena, command->tenant.id, &accounts);
    if (result == OK) {
        result = users_load(command->db, command->arena, command->tenant.id, &users);
    }
    for (size_t i = 0; result == OK && i < accounts.count; i++) {
        const User *user = account_user(&users, &accounts.row[i]);
        if (json) json_array_append_new(root, row_json(command, &accounts.row[i], user));
        else row_say(command, &accounts.row[i], user);
    }
    if (result != OK || !json) json_decref(root);
    if (result != OK) return command_failed(command, result, PHRASE(WORD_none));
    if (json) json_print(root);
    else if (!accounts.count) say(command, PHRASE(WORD_user_none));
    return EXIT_OK;
}

/* --- the verb --- */

static const struct {
    const char *name;
    int arguments;
    bool is_there; /* the login is of an account of this tenant */
    int (*run)(UserWork *work);
} deeds[] = {
    { "add", 2, false, user_add },       { "list", 1, false, user_list },
    { "password", 2, true, user_password }, { "link", 2, true, user_link },
    { "roles", 2, true, user_roles },    { "close", 2, true, user_close },
    { "open", 2, true, user_open },      { "forget-factor", 2, true, user_forget_factor },
};

static int deed_run(UserWork *work, size_t deed) {
    Command *command = work->command;
    if (deeds[deed].arguments == 1) return deeds[deed].run(work);
    Str given = str_from(command->argument[1]);
    if (!login_read(command->arena, given, &work->login)) {
        return command_failed(command, INVALID,
                              PHRASE(WORD_user_login_refused, VALUE_TEXT("value", given),
                                     VALUE_NUMBER("maximum", LOGIN_BYTES_MAX)));
    }
    if (!deeds[deed].is_there) return deeds[deed].run(work);
    Result result = account_find(command->db, command->arena, work->login, &work->account);
    if (result == OK && work->account.tenant != command->tenant.id) result = NOT_FOUND;
    if (result != OK) {
        PhraseValue login = VALUE_TEXT("login", work->login);
        return command_failed(command, result, result == NOT_FOUND
                                                   ? PHRASE(WORD_user_unknown, login)
                                                   : PHRASE(WORD_none));
    }
    return deeds[deed].run(work);
}

int verb_user(Command *command) {
    UserWork work = { .command = command, .why = PHRASE(WORD_none), .login = STR_EMPTY,
                      .token = STR_EMPTY };
    if (!secrets_begin()) return command_failed(command, BROKEN, PHRASE(WORD_none));
    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
        if (strcmp(deeds[i].name, command->argument[0]) != 0) continue;
        if (deeds[i].arguments == command->argument_count) return deed_run(&work, i);
    }
    complain(command, PHRASE(WORD_user_deed,
                             VALUE_TEXT("allowed",
                                        S("add LOGIN, list, password LOGIN, link LOGIN, roles "
                                          "LOGIN, close LOGIN, open LOGIN, "
                                          "forget-factor LOGIN"))));
    return EXIT_USAGE;
}
