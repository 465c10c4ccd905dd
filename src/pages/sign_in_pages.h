/* sign_in_pages.h: what the pages for coming in show. */
#ifndef OPSTAP_SIGN_IN_PAGES_H
#define OPSTAP_SIGN_IN_PAGES_H

#include "layout.h"

typedef struct SignInView {
    LayoutView layout;
    Str token, login, next;
    Phrase why;         /* refused: one phrase for every reason */
    bool cannot;        /* over plain HTTP from elsewhere */
} SignInView;

typedef struct CodeView {
    LayoutView layout;
    Str token, next;
    Phrase why;
} CodeView;

/* A password is chosen, with a link that is good once. */
typedef struct SetupView {
    LayoutView layout;
    Str token, login, name, address;
    Phrase why;
} SetupView;

#endif
