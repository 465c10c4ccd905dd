/* routes.h: which address leads to which page, and what a visitor needs for it.
 *
 * A table is an array of rows; the real one is made from src/routes/routes.def, tests make their own.
 *
 *     ROUTE(GET, "/candidates/{id}", candidate_file, candidates_read)
 *     ROUTE_OWN(POST, "/plan/make", plan_make, plan_make)
 *
 * A pattern is a path; a piece {name} takes one part of an address, whatever it holds, as
 * visit->id[]. A row with a fixed part comes before one with a piece at the same place. HEAD finds
 * what GET finds. ROUTE: the page of a GET runs in a read-only transaction, that of a POST in a
 * writing one, which it keeps with visit_commit. ROUTE_OWN: no transaction is open, the page begins
 * its own (visit_begin); for what takes long before it writes, such as a password or a plan. */
#ifndef OPSTAP_ROUTES_H
#define OPSTAP_ROUTES_H

#include "permissions.h"
#include "visit.h"

typedef struct Route {
    HttpMethod method; /* HTTP_GET or HTTP_POST */
    const char *pattern;
    Page *page;
    Permission permission;
    bool own_transactions;
} Route;

/* Rows of a table: ROUTE lines between the braces of `static const Route rows[] = { };` */
#define ROUTE_ROW(the_method, the_pattern, the_page, the_permission, own)                          \
    { .method = HTTP_##the_method, .pattern = (the_pattern), .page = (the_page),                   \
      .permission = PERMISSION_##the_permission, .own_transactions = (own) },
#define ROUTE(method, pattern, page, permission) ROUTE_ROW(method, pattern, page, permission, false)
#define ROUTE_OWN(method, pattern, page, permission)                                               \
    ROUTE_ROW(method, pattern, page, permission, true)

typedef struct Routes {
    const Route *row;
    size_t count;
} Routes;

typedef struct RouteFound {
    const Route *route; /* NULL: not with this method */
    Str id[ROUTE_IDS_MAX];
    int id_count;
    bool other_method; /* the path has a row, for another method */
} RouteFound;

/* The first row that fits. The ids point into `path`. */
RouteFound route_find(Routes routes, HttpMethod method, Str path);

/* An id as one part of a path, and back. Ids hold whatever another system wrote; no part of a path
 * may hold a slash, a backslash or a control character, escaped or not, nor be "." or "..". Those
 * bytes are written as "~2F", and "~" as "~7E". The gate reads them back into visit->id[]. */
void path_part_add(Text *text, Str id);
Str path_part_read(Arena *arena, Str part);

/* What is wrong with a table: a pattern that is no path, has too many pieces, or stands behind a
 * row that takes all its addresses; a POST for a GET's HEAD; a row without a page. NULL:
 * nothing. */
const char *routes_fault(Routes routes, size_t *ret_row);

/* A path of our own that may be gone to after signing in: begins with one "/", holds printable
 * ASCII without "\\", and is not longer than LOCAL_PATH_BYTES_MAX. Nothing else is ever redirected
 * to. */
bool path_is_local(Str path);

#endif
