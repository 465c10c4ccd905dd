#include "routes_table.h"

#include "pages.h"

Routes routes_all(void) {
    static const Route rows[] = {
#include "routes.def"
    };
    return (Routes){ rows, sizeof rows / sizeof *rows };
}
