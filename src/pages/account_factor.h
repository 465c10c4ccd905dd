/* account_factor.h: the second factor of the own account. */
#ifndef OPSTAP_ACCOUNT_FACTOR_H
#define OPSTAP_ACCOUNT_FACTOR_H

#include "html.h"
#include "layout.h"

typedef struct FactorFormView {
    Str name, token;
    Str secret; /* of the factor that comes; "" of the one that is there */
    Word code_help, action;
    Phrase why_code, why_password;
} FactorFormView;

/* With codes it shows them and nothing else, for this once. */
typedef struct FactorView {
    LayoutView layout;
    Word done;
    bool wrong, on;
    const Str *codes;
    size_t codes_count;
    int64_t codes_left;
    Html picture;     /* of the secret in turn_on */
    Str secret_apart; /* the same, in groups of four */
    FactorFormView turn_on, turn_off, renew;
} FactorView;

#endif
