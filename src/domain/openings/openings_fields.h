/* openings_fields.h: everything that Opstap keeps of an opening, one line each.
 *
 * An opening is anything a candidate can be matched with. Its kinds are a set (trajectory, learning
 * job, ...; none given = unknown). A class is a group of people who start together; its places may
 * stand at several employers, each an opening that names the class. */
#ifndef OPSTAP_OPENINGS_FIELDS_H
#define OPSTAP_OPENINGS_FIELDS_H

#define OPENING_KIND_CODES                                                                         \
    "trajectory|learning_job|work_experience_place|volunteer_place|start_job|regular_job"

/* F(prefix, parameter, name, kind, minimum, maximum, codes); parameters 1 tenant_id, 2 number, 3
 * id. */
#define OPENING_FIELDS(F)                                                                          \
    F(OPENING, 4, name, TEXT, 0, 200, 0)                                                           \
    F(OPENING, 5, description, TEXT, 0, 2000, 0)                                                   \
    F(OPENING, 6, employer, ID, 0, 200, 0)                                                         \
    F(OPENING, 7, employer_name, TEXT, 0, 500, 0)                                                  \
    F(OPENING, 8, host_company, ID, 0, 200, 0)                                                     \
    F(OPENING, 9, formal_employer, ID, 0, 200, 0)                                                  \
    F(OPENING, 10, postcode, POSTCODE, 0, 0, 0)                                                    \
    F(OPENING, 11, municipality, LISTED, 0, 0, "municipalities")                                   \
    F(OPENING, 12, isco, ISCO, 0, 0, 0)                                                            \
    F(OPENING, 13, occupation, TEXT, 0, 200, 0)                                                    \
    F(OPENING, 14, sector_sbi, NUMBER, 0, 99999, 0)                                                \
    F(OPENING, 15, crebo, NUMBER, 10000, 99999, 0)                                                 \
    F(OPENING, 16, outcome, CODE, 0, 0, "none|practice_statement|certificate|diploma")             \
    F(OPENING, 17, issuing_school, TEXT, 0, 200, 0)                                                \
    F(OPENING, 18, assessor, TEXT, 0, 200, 0)                                                      \
    F(OPENING, 19, learning_path, CODE, 0, 0, "bol|bbl|third_path")                                \
    F(OPENING, 20, hours_min, NUMBER, 0, 99, 0)                                                    \
    F(OPENING, 21, hours_max, NUMBER, 0, 99, 0)                                                    \
    F(OPENING, 22, irregular_hours, YES, 0, 0, 0)                                                  \
    F(OPENING, 23, office_hours, YES, 0, 0, 0)                                                     \
    F(OPENING, 24, start_on, DAY, 0, 0, 0)                                                         \
    F(OPENING, 25, start_flexible, YES, 0, 0, 0)                                                   \
    F(OPENING, 26, until_on, DAY, 0, 0, 0)                                                         \
    F(OPENING, 27, enrol_by, DAY, 0, 0, 0)                                                         \
    F(OPENING, 28, duration_weeks, NUMBER, 0, 520, 0)                                              \
    F(OPENING, 29, contract_form, CODE, 0, 0,                                                      \
      "none|fixed|permanent|agency|trial_placement|participation_place|secondment")                \
    F(OPENING, 30, contract_months, NUMBER, 0, 120, 0)                                             \
    F(OPENING, 31, wage_cents_per_hour, NUMBER, 0, 20000, 0)                                       \
    F(OPENING, 32, wage_text, TEXT, 0, 200, 0)                                                     \
    F(OPENING, 33, places, NUMBER, 0, 1000, 0)                                                     \
    F(OPENING, 34, places_assumed, YES, 0, 0, 0)                                                   \
    F(OPENING, 35, places_minimum, NUMBER, 0, 1000, 0)                                             \
    F(OPENING, 36, class, ID, 0, 200, 0)                                                           \
    F(OPENING, 37, education_level, LISTED, 0, 0, "education_levels")                              \
    F(OPENING, 38, work_level, NUMBER, 1, 6, 0)                                                    \
    F(OPENING, 39, experience_months, NUMBER, 0, 1200, 0)                                          \
    F(OPENING, 40, conduct_certificate, YES, 0, 0, 0)                                              \
    F(OPENING, 41, conduct_weeks, NUMBER, 0, 52, 0)                                                \
    F(OPENING, 42, school_entry_test, YES, 0, 0, 0)                                                \
    F(OPENING, 43, shuttle, YES, 0, 0, 0)                                                          \
    F(OPENING, 44, public_transport_from, TIME, 0, 48, 0)                                          \
    F(OPENING, 45, public_transport_until, TIME, 0, 48, 0)                                         \
    F(OPENING, 46, guidance_offered, LISTED, 0, 0, "guidance")                                     \
    F(OPENING, 47, work_permit_possible, YES, 0, 0, 0)                                             \
    F(OPENING, 48, programme, ID, 0, 200, 0)                                                       \
    F(OPENING, 49, source, ID, 0, 40, 0)                                                           \
    F(OPENING, 50, confirmed_on, DAY, 0, 0, 0)

/* Lists of an opening: parameters 1 tenant_id, 2 opening_number, 3 entry. */
#define KIND_FIELDS(F) F(KIND, 4, kind, CODE, 0, 0, OPENING_KIND_CODES)

/* The level asked at entry, per language and skill. level_with_support: enough when the opening's
 * own language support is used; support: which one that is. purpose safety: asked for safety on the
 * floor, support does not lower it. */
#define LANGUAGE_SUPPORT_CODES "lessons|coach|buddy|interpreter|plain_materials|other"
#define DEMAND_FIELDS(F)                                                                           \
    F(DEMAND, 4, language, LISTED, 0, 0, "languages")                                              \
    F(DEMAND, 5, skill, CODE, 0, 0, SKILL_CODES)                                                   \
    F(DEMAND, 6, purpose, CODE, 0, 0, "entry|safety")                                              \
    F(DEMAND, 7, level, LEVEL, 0, 0, LEVEL_CODES)                                                  \
    F(DEMAND, 8, level_with_support, LEVEL, 0, 0, LEVEL_CODES)                                     \
    F(DEMAND, 9, support, CODE, 0, 0, LANGUAGE_SUPPORT_CODES)

#define OPENING_LICENCE_FIELDS(F) F(OPENING_LICENCE, 4, licence, LISTED, 0, 0, "licences")
#define OPENING_CERTIFICATE_FIELDS(F)                                                              \
    F(OPENING_CERTIFICATE, 4, certificate, LISTED, 0, 0, "certificates")
#define OPENING_CONDITION_FIELDS(F) F(OPENING_CONDITION, 4, condition, LISTED, 0, 0, "conditions")
#define OPENING_SKILL_FIELDS(F) F(OPENING_SKILL, 4, skill, TEXT, 0, 200, 0)
#define OPENING_MODE_FIELDS(F)                                                                     \
    F(OPENING_MODE, 4, mode, CODE, 0, 0,                                                           \
      "walk|bicycle|moped|motorcycle|car|public_transport|other")                                  \
    F(OPENING_MODE, 5, to_work, YES, 0, 0, 0)                                                      \
    F(OPENING_MODE, 6, at_work, YES, 0, 0, 0)

/* Weekly times at which people must be there, in one phase or in all. */
#define BLOCK_FIELDS(F)                                                                            \
    F(BLOCK, 4, weekday, NUMBER, 1, 7, 0)                                                          \
    F(BLOCK, 5, from_time, TIME, 0, 48, 0)                                                         \
    F(BLOCK, 6, until_time, TIME, 0, 48, 0)                                                        \
    F(BLOCK, 7, valid_from, DAY, 0, 0, 0)                                                          \
    F(BLOCK, 8, valid_until, DAY, 0, 0, 0)                                                         \
    F(BLOCK, 9, week_parity, CODE, 0, 0, "every|even|odd")                                         \
    F(BLOCK, 10, component, CODE, 0, 0, COMPONENT_CODES)

/* The six components of a trajectory (white paper of Hogeschool Utrecht, UAF and VluchtelingenWerk,
 * February 2022). */
#define COMPONENT_CODES                                                                            \
    "recruitment_selection|pre_phase|learning_working|language_support|guidance|matching_placement"
/* workplace, lesson_place: ids of the room parties; the postcode is what matching reads. */
#define PHASE_FIELDS(F)                                                                            \
    F(PHASE, 4, component, CODE, 0, 0, COMPONENT_CODES)                                            \
    F(PHASE, 5, weeks, NUMBER, 0, 260, 0)                                                          \
    F(PHASE, 6, income, CODE, 0, 0, "wage|benefit|none")                                           \
    F(PHASE, 7, gate, TEXT, 0, 500, 0)                                                             \
    F(PHASE, 8, workplace_postcode, POSTCODE, 0, 0, 0)                                             \
    F(PHASE, 9, lesson_postcode, POSTCODE, 0, 0, 0)                                                \
    F(PHASE, 10, workplace, ID, 0, 200, 0)                                                         \
    F(PHASE, 11, lesson_place, ID, 0, 200, 0)

/* Fixed starts, when there are several: the field start_on is one of them, or empty. */
#define START_FIELDS(F)                                                                            \
    F(START, 4, start_on, DAY, 0, 0, 0)                                                            \
    F(START, 5, enrol_by, DAY, 0, 0, 0)

/* A programme's target group: with its legal ground; age or sex only where the ground names
 * them. */
#define TARGET_FIELDS(F)                                                                           \
    F(TARGET, 4, target_group, LISTED, 0, 0, "target_groups")                                      \
    F(TARGET, 5, age_min, NUMBER, 0, 120, 0)                                                       \
    F(TARGET, 6, age_max, NUMBER, 0, 120, 0)                                                       \
    F(TARGET, 7, sex, CODE, 0, 0, "female|male|other")                                             \
    F(TARGET, 8, legal_ground, TEXT, 0, 200, 0)

#define COUNTS_FIELDS(F)                                                                           \
    F(COUNTS, 4, counts_for, CODE, 0, 0, "labour_market_module|z_participation")
#define UNIT_FIELDS(F)                                                                             \
    F(UNIT, 4, unit, ID, 0, 40, 0)                                                                 \
    F(UNIT, 5, unit_kind, CODE, 0, 0, "work_process|certificate_unit|elective")                    \
    F(UNIT, 6, name, TEXT, 0, 200, 0)

/* L(prefix, name, table, key_count) */
#define OPENING_LISTS(L)                                                                           \
    L(KIND, kind, opening_kind, 1)                                                                 \
    L(DEMAND, language, opening_language, 3)                                                       \
    L(OPENING_LICENCE, licence, opening_licence, 1)                                                \
    L(OPENING_CERTIFICATE, certificate, opening_certificate, 1)                                    \
    L(OPENING_CONDITION, condition, opening_condition, 1)                                          \
    L(OPENING_SKILL, skills, opening_skill, 1)                                                     \
    L(OPENING_MODE, transport, opening_mode, 1)                                                    \
    L(BLOCK, block, opening_block, 0)                                                              \
    L(PHASE, phase, opening_phase, 0)                                                              \
    L(TARGET, target_group, opening_target_group, 1)                                               \
    L(COUNTS, counts_for, opening_counts_for, 1)                                                   \
    L(UNIT, unit, opening_unit, 1)                                                                 \
    L(START, start, opening_start, 1)

/* A class: people who start together. Parameters 1 tenant_id, 2 number, 3 id. */
#define CLASS_FIELDS(F)                                                                            \
    F(CLASS, 4, name, TEXT, 0, 200, 0)                                                             \
    F(CLASS, 5, minimum, NUMBER, 0, 1000, 0)                                                       \
    F(CLASS, 6, maximum, NUMBER, 0, 1000, 0)                                                       \
    F(CLASS, 7, start_on, DAY, 0, 0, 0)                                                            \
    F(CLASS, 8, enrol_by, DAY, 0, 0, 0)

#endif
