/* The second factor of the own account: it comes, goes, or gets new recovery codes.
 *
 * A secret that is not kept yet travels with the form, so that who typed a wrong code need not scan
 * again. What is shown of secrets and codes is in the body of an answer only. */
#include "account_factor.h"

#include "form.h"
#include "page.h"
#include "pages.h"
#include "totp.h"
#include "visit_account.h"

enum { CODE_BYTES_MAX = 40, SECRET_GROUP = 4 };

enum { DEED_none = -1, DEED_on, DEED_off, DEED_codes, DEED_COUNT };
static const char *const deed_names[DEED_COUNT] = { "on", "off", "codes" };
static const Word deed_words[DEED_COUNT] = { WORD_account_factor_on_do, WORD_account_factor_off_do,
                                             WORD_account_factor_codes_do };

FORM(FactorShowForm, factor_show_form, FIELD(changed, FLAG));
FORM(FactorForm, factor_form,
     FIELD(deed, CHOICE, .needed = true, .choice = deed_names, .choice_count = DEED_COUNT),
     FIELD(secret, SECRET, .length_max = TOTP_SECRET_CHARACTERS),
     FIELD(code, SECRET, .needed = true, .length_max = CODE_BYTES_MAX),
     FIELD(password, SECRET, .needed = true, .length_max = PASSWORD_BYTES_MAX));

/* What was sent, and what is wrong with it. */
typedef struct Sent {
    int deed;
    Str secret;
    Phrase why_code, why_password;
} Sent;

static const Sent nothing_sent = { .deed = DEED_none, .secret = { "", 0 } };

/* --- showing --- */

static FactorFormView form_view(Visit *visit, const Sent *sent, int deed) {
    FactorFormView view = { .name = str_from(deed_names[deed]),
                            .token = visit_token(visit),
                            .secret = STR_EMPTY,
                            .code_help = WORD_sign_in_code_help,
                            .action = deed_words[deed] };
    if (deed == sent->deed) {
        view.why_code = sent->why_code;
        view.why_password = sent->why_password;
    }
    return view;
}

static Str apart(Arena *arena, Str secret) {
    Text text = text_new(arena, 2 * TOTP_SECRET_CHARACTERS);
    for (size_t at = 0; at < secret.len; at += SECRET_GROUP) {
        if (at) text_add_char(&text, ' ');
        text_add(&text, str_sub(secret, at, SECRET_GROUP));
    }
    return text_str(&text);
}

static void secret_show(Visit *visit, const Account *account, const Sent *sent, FactorView *view) {
    Arena *arena = visit->arena;
    Str secret = sent->deed == DEED_on ? sent->secret : totp_secret_new(arena);
    Str label = phrase_text(arena, visit->tongue, PHRASE(WORD_account_factor_picture));
    Str address = totp_address(arena, S("Opstap"), account->login, secret);
    view->turn_on = form_view(visit, sent, DEED_on);
    view->turn_on.secret = secret;
    view->turn_on.code_help = WORD_account_factor_code_help;
    view->secret_apart = apart(arena, secret);
    view->picture = (Html){ qr_svg(arena, address, label) };
}

static FactorView view_begin(Visit *visit, Word done) {
    return (FactorView){ .layout = page_layout(visit, SECTION_account), .done = done };
}

static Answer factor_answer(Visit *visit, int status, const Sent *sent, bool changed) {
    Account account;
    Result result = account_load(visit->db, visit->arena, visit->who.tenant, visit->who.number,
                                 &account);
    if (result != OK) return answer_failed(visit, result);
    FactorView view = view_begin(visit, WORD_none);
    view.wrong = sent->deed != DEED_none;
    view.on = account.totp_secret.len > 0;
    if (view.on) {
        view.codes_left = account.recovery_codes;
        view.renew = form_view(visit, sent, DEED_codes);
        view.turn_off = form_view(visit, sent, DEED_off);
    } else {
        if (changed) view.done = WORD_account_factor_turned_off;
        secret_show(visit, &account, sent, &view);
    }
    return PAGE_STATUS(visit, status, account_factor_page, &view);
}

static Answer codes_answer(Visit *visit, int deed, const Str codes[RECOVERY_CODES]) {
    FactorView view = view_begin(visit, deed == DEED_on ? WORD_account_factor_turned_on
                                                        : WORD_account_factor_codes_made);
    view.codes = codes;
    view.codes_count = RECOVERY_CODES;
    return PAGE(visit, account_factor_page, &view);
}

Answer account_factor_show(Visit *visit) {
    FactorShowForm form;
    if (!form_read(visit, &factor_show_form, &form)) return answer_invalid(visit);
    return factor_answer(visit, 200, &nothing_sent, form.changed);
}

/* --- doing --- */

static Answer refused_answer(Visit *visit, Sent *sent, Phrase why) {
    Phrase *place = why.word == WORD_access_code_refused ? &sent->why_code : &sent->why_password;
    *place = why;
    return factor_answer(visit, 422, sent, false);
}

Answer account_factor_do(Visit *visit) {
    FactorForm form;
    Phrase why;
    Str codes[RECOVERY_CODES];
    bool well = form_read(visit, &factor_form, &form);
    if (form_is_foreign(visit) || form_why(visit, "deed").word != WORD_none ||
        form_why(visit, "secret").word != WORD_none) {
        return answer_invalid(visit);
    }
    bool comes = form.deed == DEED_on;
    if (comes ? !totp_secret_is_formed(form.secret) : form.secret.len > 0) {
        return answer_invalid(visit);
    }
    Sent sent = { .deed = form.deed, .secret = form.secret, .why_code = form_why(visit, "code"),
                  .why_password = form_why(visit, "password") };
    if (!well) return factor_answer(visit, 422, &sent, false);
    FactorChange change = { .own = visit_own(visit), .password = form.password,
                            .secret = form.secret, .code = form.code };
    Result result = form.deed == DEED_codes
                        ? recovery_codes_renew(visit->db, visit->arena, &change, codes, &why)
                        : factor_change(visit->db, visit->arena, &change, codes, &why);
    if (result == REFUSED) return refused_answer(visit, &sent, why);
    /* Done already, in another window: the page says how it is now. */
    if (result == CONFLICT) return answer_redirect(visit, S("/account/factor"));
    if (result != OK) return answer_failed(visit, result);
    if (form.deed == DEED_off) return answer_redirect(visit, S("/account/factor?changed=1"));
    return codes_answer(visit, form.deed, codes);
}
