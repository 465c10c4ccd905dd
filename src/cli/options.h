/* options.h: reads the command line by the tables in command.h and verbs.c, and makes --help. */
#ifndef OPSTAP_OPTIONS_H
#define OPSTAP_OPTIONS_H

#include "command.h"

/* Fills verb, tongue, today, arguments and options. False when there is nothing to run: *ret_status
 * is EXIT_OK after help, EXIT_USAGE after a complaint. */
bool options_read(Command *command, int argc, char **argv, int *ret_status);

const char *option_name(Flag option); /* as typed, without dashes: "keep-going" */
const char *option_argument(Flag option); /* "FILE", "nl|en"; "" for one without */
Word option_word(Flag option);
bool verb_takes(const Verb *verb, Flag option);
bool option_is_common(Flag option); /* every verb takes it */

typedef struct ExitMeaning {
    int status; /* ExitStatus, or EXIT_BROKEN */
    Word word;
} ExitMeaning;
extern const ExitMeaning exit_meanings[]; /* by number; ends with WORD_none */

/* Opens what the verb's row asks for, for verbs that decide themselves whether they need it. */
int command_open(Command *command);
int tenant_open(Command *command); /* the tenant of --tenant, or the only one */

#endif
