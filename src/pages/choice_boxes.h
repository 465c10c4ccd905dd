/* choice_boxes.h: boxes of which several may be ticked; web/parts/choice_boxes.html shows them. */
#ifndef OPSTAP_CHOICE_BOXES_H
#define OPSTAP_CHOICE_BOXES_H

#include "html.h"

/* A choice in a filter or a form. */
typedef struct ChoiceView {
    Str value;
    Phrase name;
    bool chosen;
} ChoiceView;

/* Boxes of one filter. */
typedef struct ChoiceBoxes {
    Str name;
    Word title;
    const ChoiceView *choices;
    size_t choices_count;
} ChoiceBoxes;

#endif
