/* account.h: the own account: password, second factor and sessions. */
#ifndef OPSTAP_ACCOUNT_H
#define OPSTAP_ACCOUNT_H

#include "layout.h"

typedef struct SessionView {
    Str id, agent;
    Phrase seen; /* when it was used last */
    bool current;
} SessionView;

typedef struct AccountView {
    LayoutView layout;
    Str token;
    Phrase why;      /* of a password that was refused */
    bool changed;    /* the password was changed */
    Word factor;     /* on, or off */
    const SessionView *sessions;
    size_t sessions_count;
    bool others;
} AccountView;

#endif
