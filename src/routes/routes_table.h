/* routes_table.h: the table of all addresses, made from routes.def. */
#ifndef OPSTAP_ROUTES_TABLE_H
#define OPSTAP_ROUTES_TABLE_H

#include "routes.h"

Routes routes_all(void);

#endif
