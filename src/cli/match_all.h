/* match_all.h: opstap match --all: the best openings for everybody, in a file. */
#ifndef OPSTAP_MATCH_ALL_H
#define OPSTAP_MATCH_ALL_H

#include "command.h"

/* The options that only go with --all; false after complaining about one that was given. */
bool match_all_options_absent(Command *command);
int match_all(Command *command);

#endif
