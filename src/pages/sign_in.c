/* Coming in: name and password, the code of a second factor, a first password, and going out. */
#include "sign_in_pages.h"

#include "form.h"
#include "page.h"
#include "pages.h"
#include "passwords.h"
#include "setup.h"
#include "visit_account.h"

FORM(SignInShowForm, sign_in_show_form, FIELD(next, TEXT, .length_max = LOCAL_PATH_BYTES_MAX));
FORM(SignInForm, sign_in_form, FIELD(login, TEXT, .length_max = LOGIN_BYTES_MAX),
     FIELD(password, SECRET, .length_max = PASSWORD_BYTES_MAX),
     FIELD(next, TEXT, .length_max = LOCAL_PATH_BYTES_MAX));

/* Where somebody wanted to go, when that is a page of ours. */
static Str next_of(Str wanted) {
    return path_is_local(wanted) ? wanted : S("/");
}

static Answer sign_in_answer(Visit *visit, int status, Str login, Str next, Phrase why) {
    SignInView view = { .layout = page_layout(visit, SECTION_COUNT),
                        .token = visit_token(visit),
                        .login = login,
                        .next = next,
                        .why = why,
                        .cannot = !visit_can_sign_in(visit) };
    return PAGE_STATUS(visit, status, sign_in_page, &view);
}

Answer sign_in_show(Visit *visit) {
    SignInShowForm form;
    if (!form_read(visit, &sign_in_show_form, &form)) return answer_invalid(visit);
    if (visit->who.signed_in) return answer_redirect(visit, next_of(form.next));
    return sign_in_answer(visit, 200, STR_EMPTY, form.next, PHRASE(WORD_none));
}

/* Without where to go, when that is so long that it would make no address. */
static Str code_address(Visit *visit, Str next) {
    const Str path = S("/sign-in/code");
    AddressQuery query = address_query(visit->arena, path);
    address_add(&query, "next", next_of(next));
    return path_is_local(address_str(&query)) ? address_str(&query) : path;
}

static Answer come_in(Visit *visit, const SignedIn *signed_in, Str next) {
    Answer answer = answer_redirect(visit, signed_in->code_needed ? code_address(visit, next)
                                                                  : next_of(next));
    answer_signed_in(visit, &answer, signed_in);
    return answer;
}

Answer sign_in_do(Visit *visit) {
    SignInForm form;
    SignedIn signed_in;
    Phrase why = PHRASE(WORD_none);
    bool well = form_read(visit, &sign_in_form, &form);
    if (!well && form_is_foreign(visit)) return answer_invalid(visit);
    SignInRequest request = {
        .from = visit_from(visit), .login = form.login, .password = form.password
    };
    visit_before(visit, &request);
    Result result = sign_in(visit->db, visit->arena, &request, &signed_in, &why);
    if (result == OK) return come_in(visit, &signed_in, form.next);
    if (result != REFUSED) return answer_failed(visit, result);
    return sign_in_answer(visit, 422, form.login, form.next, why);
}

/* --- the code of the second factor --- */

FORM(CodeForm, code_form, FIELD(code, SECRET, .length_max = 40),
     FIELD(next, TEXT, .length_max = LOCAL_PATH_BYTES_MAX));

static Answer code_answer(Visit *visit, int status, Str next, Phrase why) {
    CodeView view = { .layout = page_layout(visit, SECTION_COUNT),
                      .token = visit_token(visit),
                      .next = next,
                      .why = why };
    return PAGE_STATUS(visit, status, sign_in_code_page, &view);
}

Answer sign_in_code_show(Visit *visit) {
    SignInShowForm form;
    if (!form_read(visit, &sign_in_show_form, &form)) return answer_invalid(visit);
    if (!visit_awaiting(visit).len) return answer_redirect(visit, S("/sign-in"));
    return code_answer(visit, 200, form.next, PHRASE(WORD_none));
}

Answer sign_in_code_do(Visit *visit) {
    CodeForm form;
    SignedIn signed_in;
    Phrase why = PHRASE(WORD_none);
    if (!form_read(visit, &code_form, &form)) return answer_invalid(visit);
    SignInCode request = {
        .from = visit_from(visit), .session = visit_awaiting(visit), .code = form.code
    };
    Result result = sign_in_code(visit->db, visit->arena, &request, &signed_in, &why);
    if (result == OK) return come_in(visit, &signed_in, form.next);
    if (result == NOT_FOUND) return answer_redirect(visit, S("/sign-in"));
    if (result != REFUSED) return answer_failed(visit, result);
    return code_answer(visit, 422, form.next, why);
}

Answer sign_out_do(Visit *visit) {
    if (!form_read_empty(visit)) return answer_invalid(visit);
    OwnAccount own = visit_own(visit);
    Result result = sign_out(visit->db, &own);
    if (result != OK) return answer_failed(visit, result);
    Answer answer = answer_redirect(visit, S("/sign-in"));
    answer_signed_out(visit, &answer);
    return answer;
}

/* --- a first password --- */

FORM(SetupForm, setup_form, FIELD(password, SECRET, .length_max = PASSWORD_BYTES_MAX));

static Answer setup_answer(Visit *visit, int status, Phrase why) {
    Account account;
    Result result =
        setup_link_find(visit->db, visit->arena, visit->id[0], visit->now, &account);
    if (result == NOT_FOUND) return answer_sorry(visit, 404, PHRASE(WORD_setup_over));
    if (result != OK) return answer_failed(visit, result);
    SetupView view = { .layout = page_layout(visit, SECTION_COUNT),
                       .token = visit_token(visit),
                       .login = account.login,
                       .name = account.name,
                       .address = setup_path(visit->arena, visit->id[0]),
                       .why = why };
    return PAGE_STATUS(visit, status, setup_page, &view);
}

Answer setup_show(Visit *visit) {
    if (!form_read_empty(visit)) return answer_invalid(visit);
    return setup_answer(visit, 200, PHRASE(WORD_none));
}

Answer setup_do(Visit *visit) {
    SetupForm form;
    Phrase why = PHRASE(WORD_none);
    if (!form_read(visit, &setup_form, &form)) {
        if (form_is_foreign(visit)) return answer_invalid(visit);
        return setup_answer(visit, 422, form_why(visit, "password"));
    }
    SetupUse use = { .token = visit->id[0], .password = form.password, .now = visit->now };
    Result result = setup_link_use(visit->db, visit->arena, &use, &why);
    if (result == OK) return answer_redirect(visit, S("/sign-in"));
    if (result == NOT_FOUND) return answer_sorry(visit, 404, PHRASE(WORD_setup_over));
    if (result != INVALID) return answer_failed(visit, result);
    return setup_answer(visit, 422, why);
}
