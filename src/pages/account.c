/* The own account. */
#include "account.h"

#include "form.h"
#include "moment.h"
#include "page.h"
#include "pages.h"
#include "visit_account.h"

FORM(AccountForm, account_form, FIELD(changed, FLAG));
FORM(PasswordForm, password_form, FIELD(current, SECRET, .length_max = PASSWORD_BYTES_MAX),
     FIELD(wanted, SECRET, .length_max = PASSWORD_BYTES_MAX));
FORM(SessionEndForm, session_end_form, FIELD(session, ID), FIELD(others, FLAG));

static Result sessions_fill(Visit *visit, AccountView *view) {
    SessionRows rows;
    SessionRequest whose = {
        .tenant = visit->who.tenant, .number = visit->who.number, .now = visit->now
    };
    Result result = sessions_load(visit->db, visit->arena, &whose, &rows);
    if (result != OK) return result;
    SessionView *session = arena_many(visit->arena, SessionView, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const Phrase *seen = moment_phrase(visit->arena, rows.row[i].seen);
        session[i] = (SessionView){ .id = rows.row[i].id,
                                    .agent = rows.row[i].agent,
                                    .seen = PHRASE(WORD_account_seen, VALUE_PHRASE("moment", seen)),
                                    .current = str_equal(rows.row[i].id,
                                                         visit->who.session_id) };
        view->others = view->others || !session[i].current;
    }
    view->sessions = session;
    view->sessions_count = rows.count;
    return OK;
}

static Answer account_answer(Visit *visit, int status, bool changed, Phrase why) {
    AccountView view = { .layout = page_layout(visit, SECTION_account),
                         .token = visit_token(visit),
                         .changed = changed,
                         .why = why };
    Account account;
    Result result = account_load(visit->db, visit->arena, visit->who.tenant, visit->who.number,
                                 &account);
    if (result == OK) result = sessions_fill(visit, &view);
    if (result != OK) return answer_failed(visit, result);
    view.factor = account.totp_secret.len ? WORD_account_factor_is_on : WORD_account_factor_is_off;
    return PAGE_STATUS(visit, status, account_page, &view);
}

Answer account_show(Visit *visit) {
    AccountForm form;
    if (!form_read(visit, &account_form, &form)) return answer_invalid(visit);
    return account_answer(visit, 200, form.changed, PHRASE(WORD_none));
}

Answer account_password(Visit *visit) {
    PasswordForm form;
    Phrase why = PHRASE(WORD_none);
    if (!form_read(visit, &password_form, &form)) return answer_invalid(visit);
    PasswordChange change = {
        .own = visit_own(visit), .current = form.current, .wanted = form.wanted
    };
    Result result = password_change(visit->db, visit->arena, &change, &why);
    if (result == OK) return answer_redirect(visit, S("/account?changed=1"));
    if (result != REFUSED && result != INVALID) return answer_failed(visit, result);
    return account_answer(visit, 422, false, why);
}

Answer account_session_end(Visit *visit) {
    SessionEndForm form;
    int64_t ended;
    if (!form_read(visit, &session_end_form, &form)) return answer_invalid(visit);
    OwnAccount own = visit_own(visit);
    Result result = form.others ? sessions_close_others(visit->db, &own, &ended)
                                : session_close(visit->db, &own, form.session);
    if (result != OK) return answer_failed(visit, result);
    return answer_redirect(visit, S("/account"));
}
