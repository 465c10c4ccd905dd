/* start.h: the first page, by role: what there is to do, and the way to it. */
#ifndef OPSTAP_START_H
#define OPSTAP_START_H

#include "layout.h"
#include "page.h"

/* One thing that waits: a number, what it counts, and where it is. */
typedef struct StartTask {
    int64_t count;
    Phrase what;
    Str address;
    Word action;
} StartTask;

typedef struct StartView {
    LayoutView layout;
    Str name;
    bool reads_candidates, reads_figures, audits;
    bool empty_house; /* nobody and no opening yet */
    const StartTask *tasks;
    size_t tasks_count;
} StartView;

#endif
