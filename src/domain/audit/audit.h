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
    E(candidate_looks_read, "who looked at a person's file was shown")                             \
    E(candidate_looks_exported, "who looked at a person's file left the house as a file")          \
    E(match_read, "matches of a person, or one pair, were shown")                                  \
    E(opening_matches_read, "the people who fit an opening were shown")                            \
    E(lists_exported, "the best openings of many people left the house as a file")                 \
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

const char *audit_event_name(AuditCode code);

/* The events whose subject is one person. Of an event of the second list it may also be a pair that
 * begins with that person. */
#define AUDIT_LOOKS(L)                                                                             \
    L(candidate_read)                                                                              \
    L(candidate_needs_read)                                                                        \
    L(candidate_looks_read) L(candidate_looks_exported) L(candidate_made) L(candidate_changed)
#define AUDIT_PAIR_LOOKS(L) L(match_read) L(plan_pair_set)

typedef struct AuditEvent {
    AuditCode code;
    Str actor;   /* "command-line", later a user's id */
    Str subject; /* an outside id, or a kind of import; never a name */
    Str value;   /* what may be personal: kept aside, erasable; "" for none */
} AuditEvent;

Result audit_write(Db *db, int64_t tenant, AuditEvent event);
/* The same, for who keeps something beside the chain that belongs to the event. */
Result audit_write_at(Db *db, int64_t tenant, AuditEvent event, int64_t *ret_number);

/* A new salt, and the hash of a text with it, in hex: for what stands beside the chain and goes with
 * its salt. */
Str audit_salt(Arena *arena);
Str audit_salted(Arena *arena, Str salt, Str text);

/* The value of one event, as the chain says it was: NOT_FOUND when it was erased, INVALID when it
 * does not fit the chain. And erasing it alone, when its term has ended. */
Result audit_value(Db *db, Arena *arena, int64_t tenant, int64_t number, Str *ret_value);
Result audit_value_forget(Db *db, int64_t tenant, int64_t number);

/* Erases the values of all events about a subject, and about a pair that begins with it
 * ("K-17=O-3"); the chain stays whole, and with it the subject: an id. Inside a transaction. */
Result audit_erase(Db *db, int64_t tenant, Str subject, int64_t *ret_erased);

/* One event about one person. What was seen or changed is not in it: values are read by nobody. */
typedef struct AuditLook {
    int64_t number;  /* of the event: grows with each event of the tenant */
    Str moment;      /* "2026-11-24T08:02:11Z" */
    int64_t seconds; /* the same, UTC, since 1970 */
    AuditCode code;  /* of AUDIT_LOOKS or AUDIT_PAIR_LOOKS */
    Str actor;
    Str opening; /* the other half of a pair; "" for none */
} AuditLook;

typedef struct AuditLooks {
    AuditLook *row; /* newest first */
    size_t count;
    bool more; /* there are older ones, before the last of these */
} AuditLooks;

typedef struct AuditLooksRequest {
    int64_t tenant;
    Str subject;       /* the id of a person */
    int64_t before;    /* the number of an event; INT64_MAX: from the newest on */
    int64_t count_max; /* 1 .. AUDIT_LOOKS_MAX */
} AuditLooksRequest;

Word audit_look_word(AuditCode code); /* what was done: "opened the file"; WORD_none for another */

/* The events about one person, page by page; none is OK. What came before the last erasure of a
 * person with this id is about somebody else, and is left out. What showed many people at once (a
 * list, a plan, an export, an import) names none of them and is not here.
 *
 * An id may hold "=" itself: "K=1" is a person of that name, or person K with opening 1. As
 * audit_erase does, this takes an event to be about either; only events of AUDIT_PAIR_LOOKS leave
 * that open. It stays quick as long as not many ids have the same text before their first "=".
 *
 * INVALID: no subject, or a count outside its limits. BROKEN: also a moment that is none. */
Result audit_looks(Db *db, Arena *arena, const AuditLooksRequest *request, AuditLooks *ret_looks);

/* When the last backup was begun, UTC seconds since 1970; NOT_FOUND: never. */
Result audit_last_backup(Db *db, Arena *arena, int64_t *ret_seconds);

/* OK: every link of every tenant holds. INVALID: *ret_where names the first broken link. */
Result audit_check(Db *db, Arena *arena, Str *ret_where, int64_t *ret_events);

#endif
