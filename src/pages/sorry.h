/* sorry.h: the page that says what went wrong, what was kept and what to do. */
#ifndef OPSTAP_SORRY_H
#define OPSTAP_SORRY_H

#include "layout.h"

typedef struct SorryView {
    LayoutView layout;
    Phrase what;
    Str request_id; /* for who is asked for help */
} SorryView;

#endif
