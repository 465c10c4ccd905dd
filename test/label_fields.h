/* label_fields.h: every kind of row that has fields, with the name under which its labels stand. */
#ifndef OPSTAP_TEST_LABEL_FIELDS_H
#define OPSTAP_TEST_LABEL_FIELDS_H

#include "candidates/candidate_labels.h"
#include "candidates/candidate_spells.h"
#include "openings/openings.h"
#include "parties/parties.h"
#include "records/labels.h"
#include "support/support.h"

typedef struct FieldSet {
    const char *of;
    const FieldInfo *field;
    int field_count;
} FieldSet;

typedef void FieldSetTake(void *context, FieldSet set);
typedef void RecordTypeTake(void *context, const RecordType *type);

static inline void record_types_each(RecordTypeTake *take, void *context) {
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) take(context, &candidate_list_type[i]);
    take(context, &spell_type);
    for (int i = 0; i < OPENING_LIST_COUNT; i++) take(context, &opening_list_type[i]);
    for (int i = 0; i < SUPPORT_KIND_COUNT; i++) {
        if (support_type[i].block) take(context, support_type[i].block);
    }
}

typedef struct FieldSetEar {
    FieldSetTake *take;
    void *context;
} FieldSetEar;

static inline void record_type_as_set(void *context, const RecordType *type) {
    FieldSetEar *ear = context;
    ear->take(ear->context, (FieldSet){ type->table, type->field, type->field_count });
}

/* All but the facts of a person, which are not in an array of fields. */
static inline void field_sets_each(FieldSetTake *take, void *context) {
    FieldSetEar ear = { take, context };
    record_types_each(record_type_as_set, &ear);
    take(context, (FieldSet){ "opening", opening_field, OPENING_FIELD_COUNT });
    take(context, (FieldSet){ "class", class_field, CLASS_FIELD_COUNT });
    take(context, (FieldSet){ "recognition", recognition_field, RECOGNITION_FIELD_COUNT });
    take(context, (FieldSet){ "occupation", occupation_field, OCCUPATION_FIELD_COUNT });
    for (int i = 0; i < PARTY_KIND_COUNT; i++) {
        take(context, (FieldSet){ party_type[i].name, party_type[i].field,
                                  party_type[i].field_count });
    }
    for (int i = 0; i < SUPPORT_KIND_COUNT; i++) {
        take(context, (FieldSet){ support_type[i].name, support_type[i].field,
                                  support_type[i].field_count });
    }
}

#endif
