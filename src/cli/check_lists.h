/* check_lists.h: lists that were shown for a decision, made again and compared (shown/shown.h). */
#ifndef OPSTAP_CHECK_LISTS_H
#define OPSTAP_CHECK_LISTS_H

#include "command.h"

/* Inside a transaction. EXIT_REFUSED: one differs, or does not fit the chain. */
int check_lists(Command *command);

#endif
