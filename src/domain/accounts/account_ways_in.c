#include "accounts/attempts.h"
#include "accounts/sessions.h"
#include "accounts/setup_links.h"

Result account_ways_in_end(Db *db, int64_t tenant, int64_t number, Str session_kept) {
    int64_t ended;
    Result result = sessions_end_others(db, tenant, number, session_kept, &ended);
    if (result == OK) result = devices_forget(db, tenant, number);
    return result == OK ? setup_links_forget(db, tenant, number) : result;
}

Result account_password_renew(Db *db, int64_t tenant, int64_t number, Str hash, Str session_kept) {
    Result result = account_password_set(db, tenant, number, hash);
    return result == OK ? account_ways_in_end(db, tenant, number, session_kept) : result;
}

Result account_close(Db *db, int64_t tenant, int64_t number) {
    Result result = account_active_set(db, tenant, number, false);
    return result == OK ? account_ways_in_end(db, tenant, number, STR_EMPTY) : result;
}
