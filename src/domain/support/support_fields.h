/* support_fields.h: what Opstap keeps of what a trajectory leans on, one line each.
 *
 * F(prefix, parameter, name, kind, minimum, maximum, codes), as in records.h; parameters 1
 * tenant_id, 2 number, 3 id, 4 demo, so columns start at 5. Blocks: 1 tenant_id, 2 owner, 3 entry.
 */
#ifndef OPSTAP_SUPPORT_FIELDS_H
#define OPSTAP_SUPPORT_FIELDS_H

#define CHILDCARE_KIND_CODES "day_care|after_school|childminder|at_lesson_place"
#define RESOURCE_KIND_CODES "supervisor|course_group|counsellor|childcare|budget|other"

/* The largest number of a row that a tenant can have. */
#define SUPPORT_NUMBER_MAX 1000000000

/* What openings name in `programme`: who it is for stands with the opening, with its legal ground.
 */
#define PROGRAMME_FIELDS(F)                                                                        \
    F(PROGRAMME, 5, name, TEXT, 0, 500, 0)                                                         \
    F(PROGRAMME, 6, legal_ground, TEXT, 0, 200, 0)                                                 \
    F(PROGRAMME, 7, starts_on, DAY, 0, 0, 0)                                                       \
    F(PROGRAMME, 8, ends_on, DAY, 0, 0, 0)

/* A group of a language school in one term. organisation_number: of the room parties. */
#define COURSE_GROUP_FIELDS(F)                                                                     \
    F(COURSE_GROUP, 5, organisation_number, NUMBER, 1, SUPPORT_NUMBER_MAX, 0)                      \
    F(COURSE_GROUP, 6, name, TEXT, 0, 500, 0)                                                      \
    F(COURSE_GROUP, 7, language, LISTED, 0, 0, "languages")                                        \
    F(COURSE_GROUP, 8, skill, CODE, 0, 0, SKILL_CODES)                                             \
    F(COURSE_GROUP, 9, level_from, LEVEL, 0, 0, LEVEL_CODES)                                       \
    F(COURSE_GROUP, 10, level_to, LEVEL, 0, 0, LEVEL_CODES)                                        \
    F(COURSE_GROUP, 11, seats, NUMBER, 0, 1000, 0)                                                 \
    F(COURSE_GROUP, 12, starts_on, DAY, 0, 0, 0)                                                   \
    F(COURSE_GROUP, 13, ends_on, DAY, 0, 0, 0)                                                     \
    F(COURSE_GROUP, 14, postcode, POSTCODE, 0, 0, 0)

#define CHILDCARE_FIELDS(F)                                                                        \
    F(CHILDCARE, 5, name, TEXT, 0, 500, 0)                                                         \
    F(CHILDCARE, 6, postcode, POSTCODE, 0, 0, 0)                                                   \
    F(CHILDCARE, 7, kind, CODE, 0, 0, CHILDCARE_KIND_CODES)                                        \
    F(CHILDCARE, 8, seats, NUMBER, 0, 1000, 0)                                                     \
    F(CHILDCARE, 9, waiting_weeks, NUMBER, 0, 520, 0)                                              \
    F(CHILDCARE, 10, confirmed_on, DAY, 0, 0, 0)

/* What runs out. capacity: places, seats, points of caseload, cents of a budget. subject_number:
 * the row of that kind which it is the capacity of (a supervisor, a course group, ...). */
#define RESOURCE_FIELDS(F)                                                                         \
    F(RESOURCE, 5, kind, CODE, 0, 0, RESOURCE_KIND_CODES)                                          \
    F(RESOURCE, 6, name, TEXT, 0, 500, 0)                                                          \
    F(RESOURCE, 7, capacity, NUMBER, 0, INT64_C(1000000000000), 0)                                 \
    F(RESOURCE, 8, subject_number, NUMBER, 1, SUPPORT_NUMBER_MAX, 0)

/* Weekly blocks; of childcare every week alike. */
#define COURSE_BLOCK_FIELDS(F)                                                                     \
    F(COURSE_BLOCK, 4, weekday, NUMBER, 1, 7, 0)                                                   \
    F(COURSE_BLOCK, 5, from_time, TIME, 0, 48, 0)                                                  \
    F(COURSE_BLOCK, 6, until_time, TIME, 0, 48, 0)                                                 \
    F(COURSE_BLOCK, 7, valid_from, DAY, 0, 0, 0)                                                   \
    F(COURSE_BLOCK, 8, valid_until, DAY, 0, 0, 0)                                                  \
    F(COURSE_BLOCK, 9, week_parity, CODE, 0, 0, "every|even|odd")
#define CHILDCARE_BLOCK_FIELDS(F)                                                                  \
    F(CHILDCARE_BLOCK, 4, weekday, NUMBER, 1, 7, 0)                                                \
    F(CHILDCARE_BLOCK, 5, from_time, TIME, 0, 48, 0)                                               \
    F(CHILDCARE_BLOCK, 6, until_time, TIME, 0, 48, 0)

#endif
