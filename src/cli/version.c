#include "command.h"
#include "version_made.h"

int verb_version(Command *command) {
    if (command->option[OPTION_json]) {
        printf("{\"version\":\"%s\",\"schema\":%d}\n", OPSTAP_VERSION, db_schema_newest());
        return EXIT_OK;
    }
    printf("opstap %s\n", OPSTAP_VERSION);
    return EXIT_OK;
}
