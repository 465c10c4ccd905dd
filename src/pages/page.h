/* page.h: what every page does in the same way.
 *
 *     Answer openings_list(Visit *visit) {
 *         ...
 *         OpeningsListView view = { .layout = page_layout(visit, SECTION_openings), ... };
 *         return PAGE(visit, openings_list_page, &view);
 *     }
 *
 * A view lives in visit->arena, or on the stack until the page is made. */
#ifndef OPSTAP_PAGE_H
#define OPSTAP_PAGE_H

#include "address.h"
#include "gate.h"
#include "house.h"
#include "layout.h"
#include "templates.h"

/* S(name, address, permission): the sections in the header, in this order, for who may open them. */
#define PAGE_SECTIONS(S)                                                                           \
    S(start, "/", home)                                                                            \
    S(candidates, "/candidates", candidates_read)                                                  \
    S(openings, "/openings", openings_read)                                                        \
    S(plan, "/plan", plan_read)                                                                    \
    S(regions, "/regions", figures_read)                                                           \
    S(users, "/users", users_manage)                                                               \
    S(account, "/account", own_account)

#define PAGE_SECTION_ENUM(name, address, permission) SECTION_##name,
typedef enum Section { PAGE_SECTIONS(PAGE_SECTION_ENUM) SECTION_COUNT } Section;

/* SECTION_COUNT: in none of them. */
LayoutView page_layout(Visit *visit, Section section);

/* The answer of a page that was made; 500 when it is longer than a page may be. */
Answer page_answer(Visit *visit, int status, const Text *text);

#define PAGE_STATUS(visit, status, template, view)                                                 \
    ({                                                                                             \
        Text page_text = html_text((visit)->arena);                                                \
        HtmlOut page_out = html_out(&page_text, (visit)->tongue);                                  \
        template(&page_out, (view));                                                               \
        page_answer((visit), (status), &page_text);                                                \
    })
#define PAGE(visit, template, view) PAGE_STATUS(visit, 200, template, view)

/* One of the pages of a long list. */
typedef struct PagingView {
    int64_t page, pages;
    bool has_before, has_after, several;
    bool behind; /* there is no such page: of an address that was kept */
    Str before, after; /* addresses */
} PagingView;

/* address: of the list with all its filters, and without the page; "/openings?words=las". */
PagingView page_paging(Visit *visit, Str address, int64_t page, int64_t rows_per_page,
                       int64_t total);

#endif
