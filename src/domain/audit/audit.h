/* audit.h: who did what when, in a chain that shows where it was changed.
 *
 * Each event's hash covers its own row and the hash before it (BLAKE2b-256), so a changed, removed
 * or inserted row breaks the chain there. The chain holds ids, codes and a salted hash of the value;
 * the value itself stands in a side table and can be erased without breaking the chain.
 *
 * What the chain alone cannot show: that events were cut off at its end, and that somebody who can write
 * to the file made it anew from some event on. Against these, note the last hash elsewhere.
 *
 * One writer per tenant: audit_write runs inside the caller's transaction, which holds the write lock, so
 * the change and its event are kept together or not at all. */
#ifndef OPSTAP_AUDIT_H
#define OPSTAP_AUDIT_H

#include "db.h"

/* One line per kind of event: name in the chain, what it means. */
#define AUDIT_EVENTS(E)                                                                            \
    E(tenant_made, "a tenant was made")                                                            \
    E(demo_made, "a demo region was filled")                                                       \
    E(import_applied, "a file was imported")                                                       \
    E(import_refused, "a file was refused, nothing changed")                                       \
    E(export_read, "records were exported")                                                        \
    E(list_read, "a list was shown")                                                               \
    E(candidate_read, "a person's file was shown")                                                 \
    E(candidate_needs_read, "what fits a person at work and what is needed was shown, on purpose") \
    E(match_read, "matches of a candidate or an opening were shown")                               \
    E(backup_read, "a backup of everything was begun")                                             \
    E(plan_made, "a plan was made and kept")                                                       \
    E(plan_pair_set, "a pair was pinned, forbidden or freed")                                      \
    E(account_made, "somebody was given a login")                                                  \
    E(account_changed, "an account was opened or closed, or its roles were changed")                \
    E(link_made, "a link was made with which a password is set once")                               \
    E(signed_in, "somebody signed in")                                                             \
    E(sign_in_refused, "an attempt to sign in was refused")                                        \
    E(signed_out, "somebody signed out")                                                           \
    E(session_ended, "a session was ended by its owner")                                           \
    E(password_changed, "a password was set")                                                      \
    E(totp_changed, "a second factor was set or taken away")                                       \
    E(recovery_codes_made, "somebody made new recovery codes")                                     \
    E(access_refused, "somebody asked for what the own roles do not allow")                        \
    E(candidate_made, "the file of a person was made by hand")                                     \
    E(candidate_changed, "the file of a person was changed by hand")                               \
    E(candidate_erased, "the file of a person was erased")                                         \
    E(values_erased, "the values of events about one subject were erased")

#define AUDIT_ENUM(name, meaning) AUDIT_##name,
typedef enum AuditCode { AUDIT_EVENTS(AUDIT_ENUM) AUDIT_CODE_COUNT } AuditCode;

typedef struct AuditEvent {
    AuditCode code;
    Str actor;   /* "command-line", later a user's id */
    Str subject; /* an outside id, or a kind of import; never a name */
    Str value;   /* what may be personal: kept aside, erasable; "" for none */
} AuditEvent;

Result audit_write(Db *db, int64_t tenant, AuditEvent event);

/* Erases the values of all events about a subject, and about a pair that begins with it
 * ("K-17=O-3"); the chain stays whole, and with it the subject: an id. Inside a transaction. */
Result audit_erase(Db *db, int64_t tenant, Str subject, int64_t *ret_erased);

/* When the last backup was begun, UTC seconds since 1970; NOT_FOUND: never. */
Result audit_last_backup(Db *db, Arena *arena, int64_t *ret_seconds);

/* OK: every link of every tenant holds. INVALID: *ret_where names the first broken link. */
Result audit_check(Db *db, Arena *arena, Str *ret_where, int64_t *ret_events);

#endif
