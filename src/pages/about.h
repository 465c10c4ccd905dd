/* about.h: pages that say how Opstap works, for anyone. */
#ifndef OPSTAP_ABOUT_H
#define OPSTAP_ABOUT_H

#include "layout.h"

typedef struct AboutView {
    LayoutView layout;
} AboutView;

#endif
