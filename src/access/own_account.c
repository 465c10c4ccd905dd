/* What somebody who is signed in changes about the own account. */
#include "accounts/attempts.h"
#include "audit/audit.h"
#include "passwords.h"
#include "sign_in.h"
#include "totp.h"

/* --- is it really you --- */

typedef struct Proof {
    Db *db;
    Arena *arena;
    const OwnAccount *own;
    Account account;
    Attempt attempt;
    int64_t wait_seconds;
} Proof;

static Result proof_begin(Proof *proof) {
    const OwnAccount *own = proof->own;
    Result result = account_load(proof->db, proof->arena, own->tenant, own->number,
                                 &proof->account);
    if (result != OK) return result;
    AttemptOf of = { .account = &proof->account,
                     .client = own->from.client,
                     .device = own->from.device,
                     .now = own->from.now };
    result = attempt_of(proof->db, proof->arena, &of, &proof->attempt);
    if (result != OK) return result;
    return attempt_take(proof->db, &proof->attempt, &proof->wait_seconds);
}

/* It was not made: nobody had time for it. */
static Result proof_returned(Proof *proof, Result reason) {
    Result result = proof->wait_seconds ? OK : db_begin(proof->db);
    if (result == OK && !proof->wait_seconds) {
        result = db_keep(proof->db, attempt_give_back(proof->db, &proof->attempt));
    }
    return result == OK ? reason : result;
}

/* REFUSED: the password is not right, or it was tried too often. */
static Result proof_take(Proof *proof, Str password, Phrase *ret_why) {
    bool right = false, old = false;
    Result result = db_begin(proof->db);
    if (result == OK) result = db_keep(proof->db, proof_begin(proof));
    if (result != OK) return result;
    Str hash = proof->wait_seconds ? STR_EMPTY : proof->account.password_hash;
    result = password_verify(hash, password, &right, &old);
    if (result != OK) return proof_returned(proof, result);
    if (!right) {
        *ret_why = PHRASE(WORD_access_current_password_wrong);
        return REFUSED;
    }
    result = db_begin(proof->db);
    if (result != OK) return result;
    return db_keep(proof->db, attempts_forget(proof->db, &proof->attempt));
}

/* --- a change --- */

static Result change_tell(Db *db, const OwnAccount *own, AuditCode code) {
    return audit_write(db, own->tenant,
                       (AuditEvent){ .code = code, .actor = own->id, .subject = own->id });
}

Result password_change(Db *db, Arena *arena, const PasswordChange *change, Phrase *ret_why) {
    const OwnAccount *own = &change->own;
    Proof proof = { .db = db, .arena = arena, .own = own };
    Str hash;
    *ret_why = PHRASE(WORD_none);
    Result result = proof_take(&proof, change->current, ret_why);
    if (result == OK) {
        result = password_check(change->wanted, proof.account.login, proof.account.name, ret_why);
    }
    if (result == OK) result = password_hash(arena, change->wanted, &hash);
    if (result == OK) result = db_begin(db);
    if (result != OK) return result;
    result = account_password_renew(db, own->tenant, own->number, hash, own->session);
    if (result == OK) result = change_tell(db, own, AUDIT_password_changed);
    return db_keep(db, result);
}

/* REFUSED: the code is not of this secret, or was used. */
static Result factor_set(Db *db, const FactorChange *change, const Account *account) {
    const OwnAccount *own = &change->own;
    Str secret = change->secret.len ? change->secret : account->totp_secret;
    int64_t step = 0;
    Result result = totp_verify(secret, change->code, own->from.now, &step);
    if (result == OK && change->secret.len) {
        result = account_totp_set(db, own->tenant, own->number, secret);
    }
    if (result == OK) result = account_totp_step_use(db, own->tenant, own->number, step);
    if (result == OK && !change->secret.len) {
        result = account_totp_set(db, own->tenant, own->number, STR_EMPTY);
    }
    return result == CONFLICT || result == INVALID ? REFUSED : result;
}

Result factor_change(Db *db, Arena *arena, const FactorChange *change,
                     Str ret_code[RECOVERY_CODES], Phrase *ret_why) {
    const OwnAccount *own = &change->own;
    Proof proof = { .db = db, .arena = arena, .own = own };
    *ret_why = PHRASE(WORD_none);
    Result result = proof_take(&proof, change->password, ret_why);
    if (result == OK) result = db_begin(db);
    if (result != OK) return result;
    result = factor_set(db, change, &proof.account);
    if (result == REFUSED) *ret_why = PHRASE(WORD_access_code_refused);
    if (result == OK && change->secret.len) {
        result = recovery_codes_make(db, arena, own->tenant, own->number, ret_code);
    }
    int64_t ended;
    if (result == OK) {
        result = sessions_end_others(db, own->tenant, own->number, own->session, &ended);
    }
    if (result == OK) result = change_tell(db, own, AUDIT_totp_changed);
    return db_keep(db, result);
}
