/* opstap: picks the verb from one table (cli/verbs.c) and runs it. */
#include "command.h"

int main(int argc, char **argv) {
    return command_run(argc, argv);
}
