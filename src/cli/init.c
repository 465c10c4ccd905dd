#include "command.h"
#include "records/records.h"

static Result init_tenant(Command *command, const Tenant *tenant) {
    Result result = db_begin(command->db);
    if (result != OK) return result;
    result = tenant_make(command->db, tenant, &command->tenant.id);
    if (result == OK) {
        result = audit_write(command->db, command->tenant.id,
                             (AuditEvent){ .code = AUDIT_tenant_made, .actor = S("command-line"),
                                           .subject = tenant->name });
    }
    if (result == OK) return db_commit(command->db);
    db_rollback(command->db);
    return result;
}

int verb_init(Command *command) {
    const char *name = command->option[OPTION_tenant] ? command->option[OPTION_tenant] : "opstap";
    Str region = str_from(command->option[OPTION_region]);
    if (region.len && code_list_find(code_list(S("regions")), region) < 0) {
        return command_failed(command, INVALID, PHRASE(WORD_init_region, VALUE_TEXT("value", region)));
    }
    Tenant tenant = { .name = str_from(name), .region = region };
    Result result = init_tenant(command, &tenant);
    PhraseValue value = VALUE_TEXT("name", str_from(name));
    if (result == CONFLICT) return command_failed(command, result, PHRASE(WORD_init_taken, value));
    if (result == INVALID) return command_failed(command, result, PHRASE(WORD_init_name, value));
    if (result != OK) return command_failed(command, result, PHRASE(WORD_none));
    say(command, PHRASE(WORD_init_done, value));
    return EXIT_OK;
}
