/* permissions.h: what a role may do. One table (permissions.def), read by the gate, the pages, the
 * tests and doc/rooms/access.md.
 *
 * A permission is about an action, never about one person or one opening: whose things they are is
 * the tenant's business, which every statement carries. PERMISSION_anyone is not in the table:
 * pages for strangers, and for everybody else too. */
#ifndef OPSTAP_PERMISSIONS_H
#define OPSTAP_PERMISSIONS_H

#include <stdbool.h>

#include "str.h"
#include "users/users.h"

#define PERMISSION(name, roles, reason) PERMISSION_##name,
typedef enum Permission {
    PERMISSION_anyone,
#include "permissions.def"
    PERMISSION_COUNT
} Permission;
#undef PERMISSION

const char *permission_name(Permission permission);   /* "candidates_read" */
const char *permission_reason(Permission permission); /* "" for anyone */
unsigned permission_roles(Permission permission);     /* bits: 1 << USER_ROLE_coach */

/* roles: as in User. True for PERMISSION_anyone, whatever the roles. */
bool roles_may(unsigned roles, Permission permission);

#endif
