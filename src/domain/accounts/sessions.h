/* sessions.h: who is in, from which browser, since when, until when.
 *
 * A session is a row; the browser holds a token (secrets.h) in a cookie, the row its hash. Nothing
 * is kept in the cookie but the token, so that ending the row ends the session at once. It ends by
 * itself when it was not used for `idle_seconds_max`, and SESSION_SECONDS_MAX after it was made,
 * used or not. Signing in always makes a new one (the one before ends), and so does the code of a
 * second factor: no token that was known before is worth more afterwards.
 *
 * A row is written in a transaction of the caller. Moments are UTC seconds since 1970. */
#ifndef OPSTAP_SESSIONS_H
#define OPSTAP_SESSIONS_H

#include "db.h"
#include "limits.h"

typedef struct Session {
    int64_t tenant, number; /* of the user */
    Str hash; /* of its token */
    Str id;   /* to the outside */
    bool awaits_code; /* the password was right, the second factor is asked: opens nothing */
    int64_t made, seen, expires;
    Str agent; /* "Firefox, Windows" */
} Session;

/* With the user it is of, as the gate needs it. */
typedef struct SessionUser {
    Str tenant_name, id, name;
    int64_t counsellor_number; /* 0: none */
    unsigned roles;
} SessionUser;

typedef struct SessionRows {
    Session *row;
    size_t count;
} SessionRows;

typedef struct SessionRequest {
    int64_t tenant, number, now;
    bool awaits_code;
    Str agent; /* session_agent */
} SessionRequest;

/* Makes one, and ends the oldest of a user who has too many. *ret_token goes into the cookie and
 * nowhere else. */
Result session_make(Db *db, Arena *arena, const SessionRequest *request, Str *ret_token);

/* NOT_FOUND: no such session, over, or of a user or account that is not active. */
typedef struct SessionSearch {
    Str token;
    int64_t now, idle_seconds_max;
} SessionSearch;
Result session_find(Db *db, Arena *arena, const SessionSearch *search, Session *ret_session,
                    SessionUser *ret_user);

Result session_touch(Db *db, int64_t tenant, Str hash, int64_t now);

/* Those that are not over, the last used first; none that awaits a code. */
Result sessions_load(Db *db, Arena *arena, const SessionRequest *whose, SessionRows *ret_rows);

Result session_end(Db *db, int64_t tenant, Str hash); /* OK also when there is none */
/* NOT_FOUND: this user has no session of that id. */
Result session_end_by_id(Db *db, int64_t tenant, int64_t number, Str id);
/* All of a user but the one with this hash ("": really all). */
Result sessions_end_others(Db *db, int64_t tenant, int64_t number, Str hash, int64_t *ret_ended);
Result sessions_forget(Db *db, int64_t now); /* rows of those that are over */

/* What a browser says of itself, in a few words: "Firefox, Windows"; "" when it says nothing we
 * know. Never more than SESSION_AGENT_BYTES_MAX, never the stranger's own bytes. */
Str session_agent(Arena *arena, Str user_agent);

#endif
