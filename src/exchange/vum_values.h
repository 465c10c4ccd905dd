/* vum_values.h: single values of an exchange record as Values of ours; parts of vum_map.h. */
#ifndef OPSTAP_VUM_VALUES_H
#define OPSTAP_VUM_VALUES_H

#include "vum_map.h"

/* The value below `record` at "mobiliteit.maximaleReistijd"; NULL when it is not there. */
json_t *vum_at(const json_t *record, const char *path);

void vum_flag(VumReading *reading, Str path, const json_t *value, Word reason);

Value vum_number(const json_t *value);
Value vum_asked(const json_t *value); /* 1 yes, 2 no; 0 and 8 are unknown */
Value vum_day(VumReading *reading, const json_t *value, Str path);
/* Empty text is unknown; so is, flagged, what passes our maximum in bytes. */
Value vum_text(VumReading *reading, const json_t *value, size_t bytes_max, Str path);
Value vum_listed(VumReading *reading, const json_t *value, const char *list, Str path);
Value vum_code(int position); /* unknown below 0 */
Value vum_postcode(VumReading *reading, const json_t *value, Str path);
Value vum_occupation(VumReading *reading, const json_t *value, Str path, Value *ret_isco);

/* A beginning and an end: both unknown, and flagged at the end's path, when the end comes first. */
void vum_in_order(VumReading *reading, Value *from, Value *until, Str path, const json_t *end);

/* Per language and skill what all entries say together. */
typedef struct VumLanguage {
    Value language;
    int skill, low, high; /* the widest range */
    int low_highest;      /* the highest of the lowest levels */
} VumLanguage;
typedef struct VumLanguages {
    VumLanguage *at;
    size_t count, capacity;
} VumLanguages;
VumLanguages vum_languages(VumReading *reading, const json_t *list, const char *path);
/* The name of the field that holds a skill: SKILL_LISTENING is
 * "codeNiveauTaalbeheersingLuisteren". */
const char *vum_skill_name(int skill);

/* Per vehicle what all entries say together; indexed by mode code of ours. */
enum { VUM_MODE_COUNT = 7 };
typedef struct VumTransport {
    bool named[VUM_MODE_COUNT];
    Value to_work[VUM_MODE_COUNT], at_work[VUM_MODE_COUNT];
    int order[VUM_MODE_COUNT], count; /* modes in the order in which they are first named */
} VumTransport;
VumTransport vum_transport(VumReading *reading, const json_t *list);

/* "sector[3]" */
Str vum_entry_path(VumReading *reading, const char *list, size_t position);

#endif
