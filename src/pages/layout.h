/* layout.h: what stands around every page: web/layout/main.html reads it.
 *
 * Every view of a page has a field `layout` of this type; access fills it once per request, a page
 * adds nothing but its slots. Ownership: the Strs live in the arena of the request. */
#ifndef OPSTAP_LAYOUT_H
#define OPSTAP_LAYOUT_H

#include "html.h"

typedef struct LayoutLink {
    Str address;
    Word name;
    bool current; /* this page, or one below it */
} LayoutLink;

/* Another tongue that the page can be read in. */
typedef struct LayoutTongue {
    Str code, name; /* name: as those who speak it say it */
} LayoutTongue;

typedef struct LayoutView {
    Str style_file;             /* below /static/, with the hash of what is in it */
    Str script_file;            /* empty: none */
    Str icon_file;              /* the same */
    const LayoutLink *sections; /* what this person may open; none for who is not signed in */
    size_t sections_count;
    const LayoutLink *footer;
    size_t footer_count;
    const LayoutTongue *tongues; /* none without a token */
    size_t tongues_count;
    Str here;       /* this page, to come back to it */
    bool signed_in; /* the next three are filled */
    Str person_name;
    Str tenant_name;
    Str sign_out_address;
    Str token; /* of the forms around the page; a stranger has one where pages are for anyone */
} LayoutView;

#endif
