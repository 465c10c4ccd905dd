/* users.h: the people who work with Opstap, and what they are to it.
 *
 * A user has a name, roles (a set) and, when this user guides people, the counsellor that he or she
 * is. A user that leaves becomes inactive and is never removed: the audit log names users.
 * Passwords, sessions and what a role may do are not kept here.
 *
 * A row is written by id, in a transaction of the caller. Numbers are given in order of arrival.
 * What a verb loads belongs to the arena given. Limits: an id and a name of 200 bytes. */
#ifndef OPSTAP_USERS_H
#define OPSTAP_USERS_H

#include "db.h"
#include "records/records.h"

/* U(name): the roles of the field (glossary), with an employer's own user, an administrator of the
 * tenant and somebody who only reads the audit log. */
#define USER_ROLES(U)                                                                              \
    U(client_manager)                                                                              \
    U(jobhunter) U(coach) U(job_coach) U(key_person) U(intercedent) U(team_lead) U(employer)       \
        U(administrator) U(auditor)
#define USER_ROLE_ENUM(name) USER_ROLE_##name,
typedef enum UserRole { USER_ROLES(USER_ROLE_ENUM) USER_ROLE_COUNT } UserRole;

const char *user_role_name(UserRole role);
bool user_role_read(Str name, UserRole *ret_role);
Str user_roles_text(Arena *arena, unsigned roles); /* "coach,team_lead" */

typedef struct User {
    int64_t number; /* 0: not stored yet */
    Str id, name;
    int64_t counsellor_number; /* of the room parties; 0: none */
    bool active;
    unsigned roles; /* bits: 1 << USER_ROLE_coach */
} User;

typedef struct UserRows {
    User *row;
    size_t count;
} UserRows;

/* Writes all of the user over what is stored under its id; roles become exactly those given.
 * INVALID: no id, no name, or a bit that is no role. CONFLICT: no such tenant or counsellor. BUSY,
 * BROKEN. */
Result user_put(Db *db, int64_t tenant, const User *user, bool *ret_changed);

Result users_load(Db *db, Arena *arena, int64_t tenant, UserRows *ret_rows);    /* by number */
Result user_load(Db *db, Arena *arena, int64_t tenant, Str id, User *ret_user); /* NOT_FOUND */

#endif
