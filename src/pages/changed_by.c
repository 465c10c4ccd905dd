#include "changed_by.h"

#include "moment.h"
#include "users/users.h"

Result changed_by_phrase(Visit *visit, ChangedBy changed, Phrase *ret_phrase) {
    User user = { .name = STR_EMPTY };
    int64_t seconds;
    if (changed.actor.len) {
        Result result = user_load(visit->db, visit->arena, visit->who.tenant, changed.actor, &user);
        if (result != OK && result != NOT_FOUND) return result;
    }
    if (!moment_read(changed.moment, &seconds)) {
        *ret_phrase = PHRASE(WORD_changed_by_unknown);
        return OK;
    }
    const Phrase *moment = moment_phrase(visit->arena, seconds);
    *ret_phrase = user.name.len
                      ? PHRASE(WORD_changed_by_said, VALUE_WORD("what", changed.what),
                               VALUE_TEXT("name", user.name), VALUE_PHRASE("moment", moment))
                      : PHRASE(WORD_changed_by_nameless, VALUE_WORD("what", changed.what),
                               VALUE_PHRASE("moment", moment));
    return OK;
}
