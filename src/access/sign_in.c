#include "sign_in.h"

#include "accounts/attempts.h"
#include "audit/audit.h"
#include "passwords.h"
#include "accounts/secrets.h"
#include "totp.h"

static _Atomic int64_t came_in, was_refused;

SignInCounts sign_in_counts(void) {
    return (SignInCounts){ .came_in = came_in, .refused = was_refused };
}

/* One attempt, from what was typed to what becomes of it. */
typedef struct Trial {
    Db *db;
    Arena *arena;
    const SignInFrom *from;
    bool is_known; /* somebody has this login */
    Account account;
    Attempt attempt;
    int64_t wait_seconds;
} Trial;

/* Runs `work` in a transaction of its own. */
static Result within(Db *db, Result (*work)(void *context), void *context) {
    Result result = db_begin(db);
    if (result != OK) return result;
    result = work(context);
    return db_keep(db, result);
}

static Result event(Db *db, const Account *account, AuditCode code, Str value) {
    return audit_write(db, account->tenant,
                       (AuditEvent){ .code = code, .actor = account->id, .subject = account->id,
                                     .value = value });
}

static Result refused(Word word, Phrase *ret_why) {
    *ret_why = PHRASE(word);
    was_refused++;
    return REFUSED;
}

/* --- counting before trying --- */

static Result attempt_count(Trial *trial, Str login, Str device) {
    AttemptOf of = { .account = trial->is_known ? &trial->account : NULL,
                     .login = login,
                     .client = trial->from->client,
                     .device = device,
                     .now = trial->from->now };
    Result result = attempt_of(trial->db, trial->arena, &of, &trial->attempt);
    if (result != OK) return result;
    return attempt_take(trial->db, &trial->attempt, &trial->wait_seconds);
}

/* The refusal of an unknown name leaves no event, for no tenant would have it: it writes something
 * all the same, to take as long. */
static Result refusal_keep(Trial *trial, Str value) {
    if (trial->is_known) return event(trial->db, &trial->account, AUDIT_sign_in_refused, value);
    return sessions_forget(trial->db, trial->from->now);
}

static Result attempt_returned(void *context) {
    Trial *trial = context;
    return trial->wait_seconds ? OK : attempt_give_back(trial->db, &trial->attempt);
}

/* --- coming in --- */

typedef struct Coming {
    Trial *trial;
    Str session_before; /* hash; "": none */
    int64_t tenant_before;
    Str hash_renewed; /* "": the hash is as we make them now */
    bool code_needed;
    SignedIn *signed_in;
} Coming;

static Result session_begin(Coming *coming, bool awaits_code) {
    Trial *trial = coming->trial;
    const Account *account = &trial->account;
    SessionRequest request = { .tenant = account->tenant,
                               .number = account->number,
                               .now = trial->from->now,
                               .awaits_code = awaits_code,
                               .agent = trial->from->agent };
    Result result = OK;
    if (coming->session_before.len) {
        result = session_end(trial->db, coming->tenant_before, coming->session_before);
    }
    if (result != OK) return result;
    *coming->signed_in = (SignedIn){ .code_needed = awaits_code,
                                     .tenant = account->tenant,
                                     .id = account->id };
    return session_make(trial->db, trial->arena, &request, &coming->signed_in->token);
}

static Result come_in(Coming *coming) {
    Trial *trial = coming->trial;
    Result result = session_begin(coming, false);
    if (result == OK) result = attempts_forget(trial->db, &trial->attempt);
    if (result == OK && !trial->attempt.known_device) {
        result = device_learn(trial->db, trial->arena, &trial->attempt, &coming->signed_in->device);
    }
    if (result == OK) result = sessions_forget(trial->db, trial->from->now);
    if (result != OK) return result;
    return event(trial->db, &trial->account, AUDIT_signed_in, STR_EMPTY);
}

static Result password_was_right(void *context) {
    Coming *coming = context;
    Trial *trial = coming->trial;
    const Account *account = &trial->account;
    Result result = OK;
    if (coming->hash_renewed.len) {
        result = account_hash_renew(trial->db, account->tenant, account->number,
                                    coming->hash_renewed);
    }
    if (result != OK) return result;
    if (!account->totp_secret.len) return come_in(coming);
    result = attempt_give_back(trial->db, &trial->attempt); /* neither failed nor in */
    return result == OK ? session_begin(coming, true) : result;
}

static Result password_was_wrong(void *context) {
    Trial *trial = context;
    return refusal_keep(trial, trial->wait_seconds ? S("had to wait") : S("password"));
}

typedef struct Beginning {
    Trial *trial;
    const SignInRequest *request;
} Beginning;

static Result attempt_begin(void *context) {
    const Beginning *beginning = context;
    Trial *trial = beginning->trial;
    Str login = beginning->request->login, plain;
    Result result = NOT_FOUND;
    if (login_read(trial->arena, login, &plain)) {
        login = plain;
        result = account_find(trial->db, trial->arena, plain, &trial->account);
    }
    if (result != OK && result != NOT_FOUND) return result;
    trial->is_known = result == OK;
    return attempt_count(trial, login, trial->from->device);
}

/* The same work whatever comes of it. */
static Result password_try(Trial *trial, Str password, bool *ret_right, Str *ret_renewed) {
    bool right = false, old = false, in = trial->is_known && !trial->wait_seconds;
    Str hash = in && trial->account.active ? trial->account.password_hash : STR_EMPTY;
    *ret_renewed = STR_EMPTY;
    Result result = password_verify(hash, password, &right, &old);
    if (result != OK) return result;
    if (right && old && password_hash(trial->arena, password, ret_renewed) != OK) {
        *ret_renewed = STR_EMPTY; /* next time, then */
    }
    *ret_right = right;
    return OK;
}

Result sign_in(Db *db, Arena *arena, const SignInRequest *request, SignedIn *ret_signed_in,
               Phrase *ret_why) {
    Trial trial = { .db = db, .arena = arena, .from = &request->from };
    SignedIn signed_in = { 0 };
    Coming coming = { .trial = &trial,
                      .session_before = request->session_before,
                      .tenant_before = request->tenant_before,
                      .signed_in = &signed_in };
    bool right = false;
    *ret_why = PHRASE(WORD_none);
    Result result = within(db, attempt_begin, &(Beginning){ &trial, request });
    if (result != OK) return result;
    result = password_try(&trial, request->password, &right, &coming.hash_renewed);
    if (result != OK) {
        Result kept = within(db, attempt_returned, &trial);
        return kept == OK ? result : kept;
    }
    if (!right) {
        result = within(db, password_was_wrong, &trial);
        return result == OK ? refused(WORD_access_sign_in_refused, ret_why) : result;
    }
    result = within(db, password_was_right, &coming);
    if (result != OK) return result;
    *ret_signed_in = signed_in;
    if (!signed_in.code_needed) came_in++;
    return OK;
}

/* --- the second factor --- */

typedef struct CodeTrial {
    Trial trial;
    const SignInCode *request;
    Session session;
    SignedIn signed_in;
    bool right;
} CodeTrial;

Result factor_code_use(Db *db, Arena *arena, const Account *account, Str code, int64_t now) {
    int64_t step = 0;
    Result result = totp_verify(account->totp_secret, code, now, &step);
    if (result == OK) {
        result = account_totp_step_use(db, account->tenant, account->number, step);
    } else if (result == REFUSED) {
        result = recovery_code_use(db, arena, account->tenant, account->number, code);
    }
    return result == CONFLICT || result == NOT_FOUND ? REFUSED : result;
}

static Result session_awaiting(CodeTrial *code) {
    Trial *trial = &code->trial;
    SessionUser user;
    SessionSearch search = { .token = code->request->session,
                             .now = trial->from->now,
                             .idle_seconds_max = SESSION_CODE_SECONDS_MAX };
    Result result = session_find(trial->db, trial->arena, &search, &code->session, &user);
    if (result == OK && !code->session.awaits_code) result = NOT_FOUND;
    if (result != OK) return result;
    trial->is_known = true;
    return account_load(trial->db, trial->arena, code->session.tenant, code->session.number,
                        &trial->account);
}

static Result code_try(void *context) {
    CodeTrial *code = context;
    Trial *trial = &code->trial;
    Result result = session_awaiting(code);
    if (result == OK) result = attempt_count(trial, trial->account.login, trial->from->device);
    if (result != OK) return result;
    result = trial->wait_seconds ? REFUSED
                                 : factor_code_use(trial->db, trial->arena, &trial->account,
                                                   code->request->code, trial->from->now);
    if (result == REFUSED) return refusal_keep(trial, S("code"));
    if (result != OK) return result;
    code->right = true;
    Coming coming = { .trial = trial,
                      .session_before = code->session.hash,
                      .tenant_before = code->session.tenant,
                      .signed_in = &code->signed_in };
    return come_in(&coming);
}

Result sign_in_code(Db *db, Arena *arena, const SignInCode *request, SignedIn *ret_signed_in,
                    Phrase *ret_why) {
    CodeTrial code = { .trial = { .db = db, .arena = arena, .from = &request->from },
                       .request = request };
    *ret_why = PHRASE(WORD_none);
    Result result = within(db, code_try, &code);
    if (result != OK) return result;
    if (!code.right) return refused(WORD_access_code_refused, ret_why);
    *ret_signed_in = code.signed_in;
    came_in++;
    return OK;
}

/* --- going out --- */

typedef struct Ending {
    Db *db;
    const OwnAccount *own;
    Str id;
    int64_t ended;
} Ending;

static Result own_event(Db *db, const OwnAccount *own, AuditCode code, Str value) {
    return audit_write(db, own->tenant,
                       (AuditEvent){ .code = code, .actor = own->id, .subject = own->id,
                                     .value = value });
}

static Result out(void *context) {
    const Ending *ending = context;
    Result result = session_end(ending->db, ending->own->tenant, ending->own->session);
    if (result != OK) return result;
    return own_event(ending->db, ending->own, AUDIT_signed_out, STR_EMPTY);
}

Result sign_out(Db *db, const OwnAccount *own) {
    return within(db, out, &(Ending){ .db = db, .own = own });
}

static Result one_closed(void *context) {
    const Ending *ending = context;
    const OwnAccount *own = ending->own;
    Result result = session_end_by_id(ending->db, own->tenant, own->number, ending->id);
    if (result != OK) return result;
    return own_event(ending->db, own, AUDIT_session_ended, STR_EMPTY);
}

Result session_close(Db *db, const OwnAccount *own, Str id) {
    return within(db, one_closed, &(Ending){ .db = db, .own = own, .id = id });
}

static Result others_closed(void *context) {
    Ending *ending = context;
    const OwnAccount *own = ending->own;
    Result result = sessions_end_others(ending->db, own->tenant, own->number, own->session,
                                        &ending->ended);
    if (result != OK || !ending->ended) return result;
    return own_event(ending->db, own, AUDIT_session_ended, S("all others"));
}

Result sessions_close_others(Db *db, const OwnAccount *own, int64_t *ret_ended) {
    Ending ending = { .db = db, .own = own };
    Result result = within(db, others_closed, &ending);
    if (result == OK) *ret_ended = ending.ended;
    return result;
}
