/* account.h: the own account: password, sessions, language. */
#ifndef OPSTAP_ACCOUNT_H
#define OPSTAP_ACCOUNT_H

#include "layout.h"

typedef struct SessionView {
    Str id, agent, seen; /* seen: "2026-03-14 09:26" in UTC */
    bool current;
} SessionView;

typedef struct AccountView {
    LayoutView layout;
    Str token, name;
    Phrase why;      /* of a password that was refused */
    bool changed;    /* the password was changed */
    const SessionView *sessions;
    size_t sessions_count;
    bool others;
} AccountView;

#endif
