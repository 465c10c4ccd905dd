#include "permissions.h"

#define ROLE(name) (1U << USER_ROLE_##name)
enum {
    CM = ROLE(client_manager),
    JH = ROLE(jobhunter),
    CO = ROLE(coach),
    JC = ROLE(job_coach),
    KP = ROLE(key_person),
    IC = ROLE(intercedent),
    TL = ROLE(team_lead),
    EM = ROLE(employer),
    AD = ROLE(administrator),
    AU = ROLE(auditor)
};

static const struct {
    const char *name, *reason;
    unsigned roles;
} permission_table[PERMISSION_COUNT] = {
    [PERMISSION_anyone] = { "anyone", "", 0 },
#define PERMISSION(the_name, the_roles, the_reason)                                                \
    [PERMISSION_##the_name] = { #the_name, the_reason, the_roles },
#include "permissions.def"
#undef PERMISSION
};

const char *permission_name(Permission permission) {
    return permission_table[permission].name;
}

const char *permission_reason(Permission permission) {
    return permission_table[permission].reason;
}

unsigned permission_roles(Permission permission) {
    return permission_table[permission].roles;
}

bool roles_may(unsigned roles, Permission permission) {
    return permission == PERMISSION_anyone || (roles & permission_table[permission].roles) != 0;
}
