#include "gate_parts.h"

#include <sodium.h>

#include "accounts/secrets.h"

enum { PROOF_BYTES = 32, TOKEN_HEX = 4 * PROOF_BYTES };

bool visit_may(const Visit *visit, Permission permission) {
    return roles_may(visit->who.roles, permission);
}

/* --- transactions --- */

static Result begun(Visit *visit, Result result) {
    visit->state->within = result == OK;
    return result;
}

Result visit_begin(Visit *visit) {
    return begun(visit, db_begin(visit->db));
}

Result visit_begin_read(Visit *visit) {
    return begun(visit, db_begin_read(visit->db));
}

Result visit_commit(Visit *visit) {
    if (!visit->state->within) return BROKEN;
    visit->state->within = false;
    return db_commit(visit->db);
}

void visit_rollback(Visit *visit) {
    if (visit->state->within) db_rollback(visit->db);
    visit->state->within = false;
}

/* --- events --- */

Result audit_done(Visit *visit, AuditCode code, Str subject, Str value) {
    return audit_write(visit->db, visit->who.tenant,
                       (AuditEvent){ .code = code, .actor = visit->who.id, .subject = subject,
                                     .value = value });
}

void audit_seen(Visit *visit, AuditCode code, Str subject, Str value) {
    VisitState *state = visit->state;
    if (state->seen_count == VISIT_SEEN_MAX) {
        state->seen_too_many = true;
        return;
    }
    state->seen[state->seen_count++] = (AuditEvent){ .code = code,
                                                     .actor = visit->who.id,
                                                     .subject = str_copy(visit->arena, subject),
                                                     .value = str_copy(visit->arena, value) };
}

void audit_seen_list(Visit *visit, AuditCode code, Str subject, const struct ShownList *list) {
    size_t place = visit->state->seen_count;
    audit_seen(visit, code, subject, STR_EMPTY);
    if (visit->state->seen_count > place) visit->state->seen_list[place] = list;
}

/* --- the form token --- */

/* What a token of a form proves: that a page of ours was made for who holds this secret. */
static void proof_of(Arena *arena, Str secret, unsigned char ret_proof[PROOF_BYTES]) {
    Str hex = secret_proof(arena, secret, S("form token"));
    sodium_hex2bin(ret_proof, PROOF_BYTES, hex.at, hex.len, NULL, NULL, NULL);
}

/* A random mask and the proof under it: the same proof never looks the same, so that nothing is
 * learned from how well a page packs. */
static Str masked(Arena *arena, Str secret) {
    unsigned char both[2 * PROOF_BYTES];
    char *hex = arena_get(arena, TOKEN_HEX + 1);
    proof_of(arena, secret, both + PROOF_BYTES);
    randombytes_buf(both, PROOF_BYTES);
    for (int i = 0; i < PROOF_BYTES; i++) both[PROOF_BYTES + i] ^= both[i];
    sodium_bin2hex(hex, TOKEN_HEX + 1, both, sizeof both);
    return (Str){ hex, TOKEN_HEX };
}

Str visit_token(Visit *visit) {
    VisitState *state = visit->state;
    if (state->token.len) return state->token;
    if (!visit->who.signed_in && !state->visitor.len) {
        state->visitor = token_new(visit->arena);
        state->visitor_is_new = true;
    }
    Str secret = visit->who.signed_in ? state->session_token : state->visitor;
    return state->token = masked(visit->arena, secret);
}

static bool token_is_of(Arena *arena, Str token, Str secret) {
    unsigned char both[2 * PROOF_BYTES], proof[PROOF_BYTES];
    size_t len = 0;
    if (!secret.len || token.len != TOKEN_HEX) return false;
    if (sodium_hex2bin(both, sizeof both, token.at, token.len, NULL, &len, NULL)) return false;
    if (len != sizeof both) return false;
    proof_of(arena, secret, proof);
    for (int i = 0; i < PROOF_BYTES; i++) both[PROOF_BYTES + i] ^= both[i];
    return sodium_memcmp(both + PROOF_BYTES, proof, PROOF_BYTES) == 0;
}

bool token_fits(Visit *visit, Str token, bool stranger_too) {
    VisitState *state = visit->state;
    if (visit->who.signed_in && token_is_of(visit->arena, token, state->session_token)) return true;
    return stranger_too && token_is_of(visit->arena, token, state->visitor);
}
