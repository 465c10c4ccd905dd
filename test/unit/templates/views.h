/* views.h: what the templates of html_test show. */
#ifndef OPSTAP_TEST_VIEWS_H
#define OPSTAP_TEST_VIEWS_H

#include "html.h"

typedef struct FrameView {
    Str site;
    bool wide;
} FrameView;

typedef struct PersonView {
    Str id, name;
    Day since;
    bool chosen;
    const Str *tags;
    size_t tags_count;
} PersonView;

typedef struct EveryView {
    FrameView layout;
    Str text, address, phone;
    Html picture;
    Word word;
    Phrase phrase;
    const Str *label;
    int64_t amount;
    int whole;
    Day day;
    bool yes, no;
    const PersonView *people;
    int people_count;
    PersonView first;
} EveryView;

typedef struct BareView {
    const PersonView *people;
    size_t people_count;
    int left;
} BareView;

typedef struct BarView {
    int x, width;
    Str name;
} BarView;

typedef struct PictureView {
    const BarView *bars;
    size_t bars_count;
} PictureView;

#endif
