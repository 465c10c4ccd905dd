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
    return db_keep(command->db, result);
}

/* A second tenant is made only by name: whoever types `init` twice does not want one. */
static bool has_tenant(Command *command) {
    Tenant found;
    return tenant_find(command->db, command->arena, STR_EMPTY, &found) != NOT_FOUND;
}

int verb_init(Command *command) {
    const char *name = command->option[OPTION_tenant] ? command->option[OPTION_tenant] : "opstap";
    Str region = str_from(command->option[OPTION_region]);
    if (region.len && code_list_find(code_list(S("regions")), region) < 0) {
        return command_failed(command, INVALID,
                              PHRASE(WORD_init_region, VALUE_TEXT("value", region)));
    }
    if (!command->option[OPTION_tenant] && has_tenant(command)) {
        return command_failed(command, CONFLICT, PHRASE(WORD_init_has_tenant));
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
