/* What anyone may read about Opstap, and the language to read it in. */
#include "about.h"

#include "form.h"
#include "limits.h"
#include "page.h"
#include "pages.h"
#include "visit_account.h"

FORM(LanguageForm, language_form, FIELD(language, TEXT, .needed = true, .length_max = 2),
     FIELD(back, TEXT, .length_max = LOCAL_PATH_BYTES_MAX));

static AboutView about_view(Visit *visit) {
    return (AboutView){ .layout = page_layout(visit, SECTION_COUNT) };
}

Answer help_show(Visit *visit) {
    if (!form_read_empty(visit)) return answer_invalid(visit);
    AboutView view = about_view(visit);
    return PAGE(visit, help_page, &view);
}

Answer privacy_show(Visit *visit) {
    if (!form_read_empty(visit)) return answer_invalid(visit);
    AboutView view = about_view(visit);
    return PAGE(visit, privacy_page, &view);
}

/* Kept in a cookie of this browser. */
Answer language_do(Visit *visit) {
    LanguageForm form;
    Tongue tongue;
    if (!form_read(visit, &language_form, &form)) return answer_invalid(visit);
    if (!tongue_read(form.language, &tongue)) return answer_invalid(visit);
    Answer answer = answer_redirect(visit, path_is_local(form.back) ? form.back : S("/"));
    answer_tongue(visit, &answer, tongue);
    return answer;
}
