#include "page.h"

#include "assets.h"
#include "limits.h"
#include "sorry.h"

static const struct {
    const char *address;
    Permission permission;
    Word name;
} sections[SECTION_COUNT] = {
#define PAGE_SECTION_ROW(name, address, permission)                                                \
    { address, PERMISSION_##permission, WORD_section_##name },
    PAGE_SECTIONS(PAGE_SECTION_ROW)
#undef PAGE_SECTION_ROW
};

static size_t links_fill(Visit *visit, Section current, LayoutLink *link) {
    size_t count = 0;
    for (int i = 0; i < SECTION_COUNT && visit->who.signed_in; i++) {
        if (!visit_may(visit, sections[i].permission)) continue;
        link[count++] = (LayoutLink){ .address = str_from(sections[i].address),
                                      .name = sections[i].name, .current = i == (int)current };
    }
    return count;
}

static const LayoutLink footer[] = {
    { .address = { "/help", 5 }, .name = WORD_help_title },
    { .address = { "/privacy", 8 }, .name = WORD_privacy_title },
};

/* Where the visitor is, to come back to; the first page when that is too long to say. */
static Str here_of(Visit *visit) {
    const HttpRequest *request = visit->request;
    Text here = text_new(visit->arena, LOCAL_PATH_BYTES_MAX);
    text_add_escaped(&here, request->path, "/");
    if (request->query.len && request->method != HTTP_POST) {
        text_add_char(&here, '?');
        text_add(&here, request->query);
    }
    bool whole = !text_failed(&here) && path_is_local(text_str(&here));
    return whole ? text_str(&here) : S("/");
}

static void tongues_fill(Visit *visit, LayoutView *layout) {
    LayoutTongue *tongue = arena_many(visit->arena, LayoutTongue, TONGUE_COUNT);
    layout->tongues = tongue;
    for (int i = 0; i < TONGUE_COUNT; i++) {
        if (i == (int)visit->tongue) continue;
        tongue[layout->tongues_count++] = (LayoutTongue){
            .code = str_from(tongue_name((Tongue)i)),
            .name = phrase_text(visit->arena, (Tongue)i, PHRASE(WORD_layout_tongue))
        };
    }
    layout->here = here_of(visit);
}

LayoutView page_layout(Visit *visit, Section section) {
    LayoutLink *link = arena_many(visit->arena, LayoutLink, SECTION_COUNT);
    LayoutView layout = { .style_file = asset_file("style.css"),
                          .script_file = asset_file("script.js"),
                          .icon_file = asset_file("icon.svg"),
                          .sections = link,
                          .sections_count = links_fill(visit, section, link),
                          .signed_in = visit->who.signed_in,
                          .person_name = visit->who.name,
                          .tenant_name = visit->who.tenant_name,
                          .footer = footer,
                          .footer_count = sizeof footer / sizeof *footer,
                          .sign_out_address = S("/sign-out") };
    bool for_anyone = visit->route && visit->route->permission == PERMISSION_anyone;
    if (!layout.signed_in && !for_anyone) return layout;
    layout.token = visit_token(visit);
    tongues_fill(visit, &layout);
    return layout;
}

Answer page_answer(Visit *visit, int status, const Text *text) {
    if (text_failed(text)) return answer_failed(visit, BROKEN);
    return answer_page_status(visit, status, text_str(text));
}

Str page_sorry(Visit *visit, int status, Phrase what) {
    (void)status;
    Text text = html_text(visit->arena);
    HtmlOut out = html_out(&text, visit->tongue);
    SorryView view = { .layout = page_layout(visit, SECTION_COUNT), .what = what,
                       .request_id = str_from(visit->request->id) };
    /* Where something was posted there need not be a page to come back to. */
    if (visit->request->method == HTTP_POST) view.layout.here = S("/");
    sorry_page(&out, &view);
    return text_str(&text);
}

static Str paging_address(Visit *visit, Str address, int64_t page) {
    bool any = str_find(address, S("?")) < address.len;
    return str_printf(visit->arena, "%.*s%cpage=%lld", STR_ARGS(address), any ? '&' : '?',
                      (long long)page);
}

PagingView page_paging(Visit *visit, Str address, int64_t page, int64_t rows_per_page,
                       int64_t total) {
    PagingView paging = { .page = page, .pages = (total + rows_per_page - 1) / rows_per_page };
    if (paging.pages == 0) paging.pages = 1;
    paging.behind = page > paging.pages;
    if (paging.behind) paging.page = paging.pages;
    paging.several = paging.pages > 1 || paging.behind;
    paging.has_before = paging.page > 1 || paging.behind;
    paging.has_after = paging.page < paging.pages;
    if (paging.has_before) {
        paging.before = paging_address(visit, address, paging.behind ? paging.pages : page - 1);
    }
    if (paging.has_after) paging.after = paging_address(visit, address, paging.page + 1);
    return paging;
}
