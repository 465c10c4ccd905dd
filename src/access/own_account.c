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
    bool code_follows; /* the try counts until that is right too */
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
    if (proof->code_follows) return OK;
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

/* --- the second factor --- */

/* The account as it is now: hashing took its time. CONFLICT: it has no factor, or has one. */
static Result factor_begin(Proof *proof, bool has) {
    const OwnAccount *own = proof->own;
    Result result = account_load(proof->db, proof->arena, own->tenant, own->number,
                                 &proof->account);
    if (result != OK) return result;
    return (proof->account.totp_secret.len > 0) == has ? OK : CONFLICT;
}

static Result factor_end(Proof *proof, AuditCode code, bool others_end) {
    const OwnAccount *own = proof->own;
    int64_t ended;
    Result result = OK;
    if (others_end) {
        result = sessions_end_others(proof->db, own->tenant, own->number, own->session, &ended);
    }
    return result == OK ? change_tell(proof->db, own, code) : result;
}

static Result factor_comes(Proof *proof, const FactorChange *change,
                           Str ret_code[RECOVERY_CODES]) {
    const OwnAccount *own = proof->own;
    int64_t step = 0;
    Result result = factor_begin(proof, false);
    if (result != OK) return result;
    result = totp_verify(change->secret, change->code, own->from.now, &step);
    if (result != OK) return result == INVALID ? REFUSED : result;
    result = account_totp_set(proof->db, own->tenant, own->number, change->secret);
    if (result == OK) result = account_totp_step_use(proof->db, own->tenant, own->number, step);
    if (result == OK) {
        result = recovery_codes_make(proof->db, proof->arena, own->tenant, own->number, ret_code);
    }
    return result == OK ? factor_end(proof, AUDIT_totp_changed, true) : result;
}

static Result code_take(Proof *proof, Str code) {
    Result result = factor_begin(proof, true);
    if (result == OK) {
        result = factor_code_use(proof->db, proof->arena, &proof->account, code,
                                 proof->own->from.now);
    }
    return result == OK ? attempts_forget(proof->db, &proof->attempt) : result;
}

static Result factor_goes(Proof *proof, const FactorChange *change) {
    const OwnAccount *own = proof->own;
    Result result = code_take(proof, change->code);
    if (result == OK) {
        result = account_totp_set(proof->db, own->tenant, own->number, STR_EMPTY);
    }
    return result == OK ? factor_end(proof, AUDIT_totp_changed, true) : result;
}

static Result factor_proof(Proof *proof, const FactorChange *change, Phrase *ret_why) {
    *ret_why = PHRASE(WORD_none);
    Result result = proof_take(proof, change->password, ret_why);
    return result == OK ? db_begin(proof->db) : result;
}

static Result factor_keep(Proof *proof, Result result, Phrase *ret_why) {
    if (result == REFUSED) *ret_why = PHRASE(WORD_access_code_refused);
    return db_keep(proof->db, result);
}

Result factor_change(Db *db, Arena *arena, const FactorChange *change,
                     Str ret_code[RECOVERY_CODES], Phrase *ret_why) {
    bool comes = change->secret.len > 0;
    Proof proof = { .db = db, .arena = arena, .own = &change->own, .code_follows = !comes };
    Result result = factor_proof(&proof, change, ret_why);
    if (result != OK) return result;
    result = comes ? factor_comes(&proof, change, ret_code) : factor_goes(&proof, change);
    return factor_keep(&proof, result, ret_why);
}

Result recovery_codes_renew(Db *db, Arena *arena, const FactorChange *change,
                            Str ret_code[RECOVERY_CODES], Phrase *ret_why) {
    const OwnAccount *own = &change->own;
    Proof proof = { .db = db, .arena = arena, .own = own, .code_follows = true };
    Result result = factor_proof(&proof, change, ret_why);
    if (result != OK) return result;
    result = code_take(&proof, change->code);
    if (result == OK) result = recovery_codes_make(db, arena, own->tenant, own->number, ret_code);
    if (result == OK) result = factor_end(&proof, AUDIT_recovery_codes_made, false);
    return factor_keep(&proof, result, ret_why);
}
