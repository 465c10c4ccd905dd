/* users_page.h: who may sign in, as an administrator keeps it. */
#ifndef OPSTAP_USERS_PAGE_H
#define OPSTAP_USERS_PAGE_H

#include "choice_boxes.h"
#include "layout.h"

typedef struct UserRowView {
    Str address, name, login, roles; /* roles: in the tongue of the page */
    Word state;
} UserRowView;

typedef struct UsersView {
    LayoutView layout;
    Str token;
    const UserRowView *rows;
    size_t rows_count;
    Str login, name; /* as typed */
    ChoiceBoxes roles;
    Phrase why; /* nobody was added */
} UsersView;

typedef struct UserDeedView {
    Str name; /* as the form says it */
    Word title, help, action;
    Phrase sure; /* what is asked first; none: it is done at once */
} UserDeedView;

typedef struct UserView {
    LayoutView layout;
    Str token, address; /* address: of this page, where its forms go */
    Str name, login;
    Word state;
    ChoiceBoxes roles;
    Phrase why;
    Str link; /* just made; shown once */
    int64_t link_hours;
    bool saved, own;
    const UserDeedView *deeds;
    size_t deeds_count;
} UserView;

/* "coach, teamleider" */
Str user_roles_said(Arena *arena, Tongue tongue, unsigned roles);

#endif
