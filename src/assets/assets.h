/* assets.h: style, script and icons that travel inside the program.
 *
 * The build joins and packs them (web/style/meson.build) and gives each an address with a hash of
 * its bytes, so that a browser keeps it for a year and never has an old one. Knows no people: what
 * is here may be read by anybody, signed in or not, and is answered before any gate. Nothing is
 * read from a disk while the program runs. All of it is constant. */
#ifndef OPSTAP_ASSETS_H
#define OPSTAP_ASSETS_H

#include "str.h"

typedef struct Asset {
    Str name; /* as pages ask for it: "style.css" */
    Str path; /* "/static/style-0123456789abcdef.css" */
    Str type; /* "text/css; charset=utf-8" */
    Str tag, packed_tag; /* for ETag, of either form */
    Str bytes, packed; /* as it is, and through gzip */
} Asset;

extern const Asset assets[];
extern const size_t asset_count;

/* By its address; NULL when there is none. */
const Asset *asset_find(Str path);

/* What stands behind "/static/" in the address of one that the build knows; ends the process for any
 * other name. For layouts: asset_file("style.css"). */
Str asset_file(const char *name);

/* What a browser said of itself: whether it has the asset already, in either form (If-None-Match).
 */
bool asset_is_held(const Asset *asset, Str tags);

#endif
