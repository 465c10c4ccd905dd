#include "edit_field.h"

#include "form.h"
#include "records/labels.h"

enum { LIST_UNSORTED_MAX = 12 };

static int choice_compare(const void *a, const void *b) {
    return str_compare(((const EditChoiceView *)a)->text, ((const EditChoiceView *)b)->text);
}

static size_t listed_fill(Visit *visit, const FieldInfo *field, const CodeList *list,
                          EditChoiceView *choice) {
    for (size_t i = 0; i < list->count; i++) {
        choice[i] = (EditChoiceView){ .value = list->code[i],
                                      .text = code_label(str_from(field->codes), list->code[i],
                                                         visit->tongue) };
    }
    if (list->count > LIST_UNSORTED_MAX) {
        qsort(choice, list->count, sizeof *choice, choice_compare);
    }
    return list->count;
}

typedef struct Numbers {
    int64_t first, count;
} Numbers;

static size_t numbered_fill(Visit *visit, const FieldInfo *field, Numbers numbers,
                            EditChoiceView *choice) {
    for (int64_t i = 0; i < numbers.count; i++) {
        int64_t number = field->kind == FIELD_YES ? !i : numbers.first + i; /* yes first */
        Value value = { .known = true, .number = number };
        choice[i] = (EditChoiceView){ .value = value_text(visit->arena, field, value),
                                      .name = value_phrase(visit->arena, field, value) };
    }
    return (size_t)numbers.count;
}

static int64_t codes_count(const char *codes) {
    int64_t count = 1;
    for (; *codes; codes++) count += *codes == '|';
    return count;
}

/* The values of a field that are few enough to choose from. */
static Numbers numbers_of(const FieldInfo *field) {
    bool weekday = field->kind == FIELD_NUMBER && !strcmp(field->name, "weekday");
    if (field->kind == FIELD_YES) return (Numbers){ 0, 2 };
    if (field->kind == FIELD_CODE || field->kind == FIELD_LEVEL) {
        return (Numbers){ 0, codes_count(field->codes) };
    }
    if (field->kind == FIELD_TIME || weekday) {
        return (Numbers){ field->minimum, field->maximum - field->minimum + 1 };
    }
    return (Numbers){ 0 };
}

void edit_field_fill(Visit *visit, const FieldInfo *field, EditFieldView *view) {
    const CodeList *list = field->kind == FIELD_LISTED ? code_list(str_from(field->codes)) : NULL;
    Numbers numbers = numbers_of(field);
    view->is_day = field->kind == FIELD_DAY;
    if (!list && !numbers.count) return;
    size_t room = list ? list->count : (size_t)numbers.count, count = 1;
    EditChoiceView *choice = arena_many(visit->arena, EditChoiceView, room + 2);
    choice[0] = (EditChoiceView){ .name = PHRASE(WORD_edit_unknown) };
    if (list) count += listed_fill(visit, field, list, choice + 1);
    else count += numbered_fill(visit, field, numbers, choice + 1);
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        choice[i].chosen = str_equal(choice[i].value, view->value);
        any = any || choice[i].chosen;
    }
    if (!any) { /* a code that has left its list, or what somebody typed who has no list */
        choice[count++] =
            (EditChoiceView){ .value = view->value, .text = view->value, .chosen = true };
    }
    view->is_choice = true;
    view->choices = choice;
    view->choices_count = count;
}

Phrase edit_field_read(Visit *visit, const FieldInfo *field, Str typed, Value *ret_value) {
    Phrase why = form_why(visit, field->name);
    if (why.word != WORD_none) return why;
    return value_read(visit->arena, field, typed, ret_value, &why) == OK ? PHRASE(WORD_none) : why;
}

void edit_plausible_tell(void *context, Str column, Phrase reason) {
    (void)context;
    (void)column;
    (void)reason;
}
