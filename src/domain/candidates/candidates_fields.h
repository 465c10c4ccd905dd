/* candidates_fields.h: every fact that Opstap keeps of a person, one line each.
 *
 * FACTS are the facts a person has once (postcode, hours, right to work): table candidate_fact, one
 * row per known fact. The lists below are what a person can have several of; each is a table. Every
 * row of both has a source, verified or declared, and the day it was last confirmed.
 *
 * There is no field for origin, nationality, religion or a diagnosis, and there must never be one.
 * Facts of group IDENTITY are not loaded for matching; birth_date and sex reach one criterion only
 * (target_group), where a programme names age or sex with its legal ground. */
#ifndef OPSTAP_CANDIDATES_FIELDS_H
#define OPSTAP_CANDIDATES_FIELDS_H

/* F(group, name, kind, minimum, maximum, codes). Terms: glossary; civic integration: Wet
 * inburgering 2013 and 2021 (exam_labour_market: the part "orientatie op de Nederlandse
 * arbeidsmarkt" of 2013, which labour_market_module replaced); right to work: outcome only, never
 * nationality. */
#define CANDIDATE_FACTS(F)                                                                         \
    F(IDENTITY, given_name, TEXT, 0, 200, 0)                                                       \
    F(IDENTITY, family_name, TEXT, 0, 200, 0)                                                      \
    F(IDENTITY, email, TEXT, 0, 320, 0)                                                            \
    F(IDENTITY, phone, TEXT, 0, 30, 0)                                                             \
    F(IDENTITY, address, TEXT, 0, 200, 0)                                                          \
    F(IDENTITY, town, TEXT, 0, 200, 0)                                                             \
    F(IDENTITY, preferred_language, LISTED, 0, 0, "languages")                                     \
    F(IDENTITY, preferred_channel, CODE, 0, 0, "phone|email|post|text_message|chat|visit")         \
    F(IDENTITY, interpreter_language, LISTED, 0, 0, "languages")                                   \
    F(IDENTITY, birth_date, DAY, 0, 0, 0)                                                          \
    F(IDENTITY, sex, CODE, 0, 0, "female|male|other")                                              \
    F(IDENTITY, household, ID, 0, 200, 0)                                                          \
    F(IDENTITY, controller, ID, 0, 200, 0)                                                         \
    F(HOME, postcode, POSTCODE, 0, 0, 0)                                                           \
    F(HOME, municipality, LISTED, 0, 0, "municipalities")                                          \
    F(HOME, move_postcode, POSTCODE, 0, 0, 0)                                                      \
    F(HOME, move_on, DAY, 0, 0, 0)                                                                 \
    F(RIGHT, right_to_work, CODE, 0, 0, "free|employer_notifies|permit_needed|none")               \
    F(RIGHT, right_to_work_from, DAY, 0, 0, 0)                                                     \
    F(RIGHT, right_to_work_until, DAY, 0, 0, 0)                                                    \
    F(RIGHT, right_to_work_checked_by, TEXT, 0, 200, 0)                                            \
    F(RIGHT, right_to_work_checked_on, DAY, 0, 0, 0)                                               \
    F(RIGHT, legal_fact, CODE, 0, 0,                                                               \
      "status_holder|reunited_family_member|family_migrant|displaced_person|asylum_seeker|other")  \
    F(INTEGRATION, integration_regime, CODE, 0, 0, "2013|2021|voluntary|none|exempt|released")     \
    F(INTEGRATION, integration_route, CODE, 0, 0, "b1|education|z")                                \
    F(INTEGRATION, integration_from, DAY, 0, 0, 0)                                                 \
    F(INTEGRATION, integration_until, DAY, 0, 0, 0)                                                \
    F(INTEGRATION, integration_extended_until, DAY, 0, 0, 0)                                       \
    F(INTEGRATION, integration_plan_on, DAY, 0, 0, 0)                                              \
    F(INTEGRATION, exam_listening_passed, YES, 0, 0, 0)                                            \
    F(INTEGRATION, exam_speaking_passed, YES, 0, 0, 0)                                             \
    F(INTEGRATION, exam_reading_passed, YES, 0, 0, 0)                                              \
    F(INTEGRATION, exam_writing_passed, YES, 0, 0, 0)                                              \
    F(INTEGRATION, exam_labour_market_passed, YES, 0, 0, 0)                                        \
    F(INTEGRATION, hours_z_language, NUMBER, 0, 5000, 0)                                           \
    F(INTEGRATION, hours_z_participation, NUMBER, 0, 5000, 0)                                      \
    F(INTEGRATION, hours_towards_lowering, NUMBER, 0, 5000, 0)                                     \
    F(INTEGRATION, labour_market_module, CODE, 0, 0, "to_do|busy|passed|exempt")                   \
    F(INTEGRATION, participation_statement, CODE, 0, 0, "to_do|busy|passed|exempt")                \
    F(INTEGRATION, society_exam, CODE, 0, 0, "to_do|busy|passed|exempt")                           \
    F(INCOME, income_source, CODE, 0, 0,                                                           \
      "participation_benefit|unemployment_benefit|other_benefit|work|partner|student_grant|"       \
      "reception_allowance|none")                                                                  \
    F(INCOME, household_norm, CODE, 0, 0, "single|single_parent|couple|cost_sharing")              \
    F(INCOME, without_benefit, YES, 0, 0, 0)                                                       \
    F(INCOME, under_27, YES, 0, 0, 0)                                                              \
    F(INCOME, income_administration_until, DAY, 0, 0, 0)                                           \
    F(LANGUAGE, latin_literacy, CODE, 0, 0, "none|learning|yes")                                   \
    F(EDUCATION, education_level, LISTED, 0, 0, "education_levels")                                \
    F(EDUCATION, work_level, NUMBER, 1, 6, 0)                                                      \
    F(TRAVEL, travel_minutes_max, NUMBER, 0, 999, 0)                                               \
    F(TRAVEL, travel_kilometres_max, NUMBER, 0, 999, 0)                                            \
    F(TRAVEL, can_cycle, YES, 0, 0, 0)                                                             \
    F(AVAILABILITY, hours_min, NUMBER, 0, 99, 0)                                                   \
    F(AVAILABILITY, hours_max, NUMBER, 0, 99, 0)                                                   \
    F(AVAILABILITY, available_from, DAY, 0, 0, 0)                                                  \
    F(AVAILABILITY, available_until, DAY, 0, 0, 0)                                                 \
    F(AVAILABILITY, irregular_hours, YES, 0, 0, 0)                                                 \
    F(AVAILABILITY, office_hours, YES, 0, 0, 0)                                                    \
    F(CHILDCARE, childcare, CODE, 0, 0, "not_needed|in_place|waiting|needed")                      \
    F(CHILDCARE, childcare_kind, CODE, 0, 0,                                                       \
      "day_care|after_school|childminder|at_lesson_place|family|other")                            \
    F(CHILDCARE, childcare_from, DAY, 0, 0, 0)                                                     \
    F(GUIDANCE, guidance_wish, LISTED, 0, 0, "guidance")                                           \
    F(GUIDANCE, contact_shareable, YES, 0, 0, 0)

/* Lists. F(prefix, parameter, name, kind, minimum, maximum, codes); parameters 1 tenant_id,
 * 2 candidate_number, 3 entry, 4 source, 5 verified, 6 confirmed_on. */

/* A level is a range: lowest and highest it can be. A demand inside the range is unknown. */
#define LANGUAGE_FIELDS(F)                                                                         \
    F(LANGUAGE, 7, language, LISTED, 0, 0, "languages")                                            \
    F(LANGUAGE, 8, skill, CODE, 0, 0, SKILL_CODES)                                                 \
    F(LANGUAGE, 9, level_low, LEVEL, 0, 0, LEVEL_CODES)                                            \
    F(LANGUAGE, 10, level_high, LEVEL, 0, 0, LEVEL_CODES)                                          \
    F(LANGUAGE, 11, expected_level, LEVEL, 0, 0, LEVEL_CODES)                                      \
    F(LANGUAGE, 12, expected_on, DAY, 0, 0, 0)                                                     \
    F(LANGUAGE, 13, course, TEXT, 0, 200, 0)

#define EDUCATION_FIELDS(F)                                                                        \
    F(EDUCATION, 7, level, LISTED, 0, 0, "education_levels")                                       \
    F(EDUCATION, 8, field, TEXT, 0, 200, 0)                                                        \
    F(EDUCATION, 9, obtained, CODE, 0, 0, "here|abroad")                                           \
    F(EDUCATION, 10, status, CODE, 0, 0, "completed|broken_off|running")                           \
    F(EDUCATION, 11, diploma, YES, 0, 0, 0)                                                        \
    F(EDUCATION, 12, valuation_requested_on, DAY, 0, 0, 0)                                         \
    F(EDUCATION, 13, valuation_level, LISTED, 0, 0, "education_levels")                            \
    F(EDUCATION, 14, valuation_on, DAY, 0, 0, 0)                                                   \
    F(EDUCATION, 15, from_on, DAY, 0, 0, 0)                                                        \
    F(EDUCATION, 16, until_on, DAY, 0, 0, 0)                                                       \
    F(EDUCATION, 17, exchange_code, TEXT, 0, 20, 0)

#define PROFESSION_FIELDS(F)                                                                       \
    F(PROFESSION, 7, register_name, CODE, 0, 0, "big|teacher")                                     \
    F(PROFESSION, 8, profession, TEXT, 0, 200, 0)                                                  \
    F(PROFESSION, 9, stage, CODE, 0, 0, "not_started|requested|assessment|language_test|registered|refused") \
    F(PROFESSION, 10, may_work_supervised, YES, 0, 0, 0)

#define EXPERIENCE_FIELDS(F)                                                                       \
    F(EXPERIENCE, 7, isco, ISCO, 0, 0, 0)                                                          \
    F(EXPERIENCE, 8, occupation, TEXT, 0, 200, 0) /* ESCO or CompetentNL address */                \
    F(EXPERIENCE, 9, months, NUMBER, 0, 1200, 0)                                                    \
    F(EXPERIENCE, 10, from_on, DAY, 0, 0, 0)                                                       \
    F(EXPERIENCE, 11, until_on, DAY, 0, 0, 0)

#define SKILLS_FIELDS(F)                                                                           \
    F(SKILLS, 7, skill, TEXT, 0, 200, 0) /* own code, ESCO or CompetentNL address */

#define CERTIFICATE_FIELDS(F)                                                                      \
    F(CERTIFICATE, 7, certificate, LISTED, 0, 0, "certificates")                                   \
    F(CERTIFICATE, 8, held, YES, 0, 0, 0)                                                          \
    F(CERTIFICATE, 9, valid_until, DAY, 0, 0, 0)

/* No entry for a licence is unknown; held = no is "does not have it". */
#define LICENCE_FIELDS(F)                                                                          \
    F(LICENCE, 7, licence, LISTED, 0, 0, "licences")                                               \
    F(LICENCE, 8, held, YES, 0, 0, 0)

#define TRANSPORT_FIELDS(F)                                                                        \
    F(TRANSPORT, 7, mode, CODE, 0, 0,                                                              \
      "walk|bicycle|moped|motorcycle|car|public_transport|other")                                  \
    F(TRANSPORT, 8, to_work, YES, 0, 0, 0)                                                         \
    F(TRANSPORT, 9, at_work, YES, 0, 0, 0)

#define WISH_FIELDS(F)                                                                             \
    F(WISH, 7, wish, CODE, 0, 0, "wanted|to_learn|to_explore|excluded")                            \
    F(WISH, 8, isco, ISCO, 0, 0, 0)                                                                \
    F(WISH, 9, occupation, TEXT, 0, 200, 0)                                                        \
    F(WISH, 10, sector_sbi, NUMBER, 0, 99999, 0)

#define OPENING_WISH_FIELDS(F)                                                                     \
    F(OPENING_WISH, 7, agreement, CODE, 0, 0,                                                      \
      "trajectory|learning_job|work_experience_place|volunteer_place|start_job|regular_job")       \
    F(OPENING_WISH, 8, contract, CODE, 0, 0, "fixed|permanent")

/* A week block in which the person can (available yes) or cannot come. Half hours from Monday. */
#define TIMETABLE_FIELDS(F)                                                                        \
    F(TIMETABLE, 7, weekday, NUMBER, 1, 7, 0)                                                      \
    F(TIMETABLE, 8, from_time, TIME, 0, 48, 0)                                                     \
    F(TIMETABLE, 9, until_time, TIME, 0, 48, 0)                                                    \
    F(TIMETABLE, 10, available, YES, 0, 0, 0)                                                      \
    F(TIMETABLE, 11, valid_from, DAY, 0, 0, 0)                                                     \
    F(TIMETABLE, 12, valid_until, DAY, 0, 0, 0)                                                    \
    F(TIMETABLE, 13, week_parity, CODE, 0, 0, "every|even|odd")

/* Days on which the person cannot come, whatever the week says; no reason is asked, `kind` may stay
 * unknown. A school holiday with a region and without days stands for all holidays of that region
 * (data/school_holidays.csv). */
#define HOLIDAY_REGION_CODES "north|middle|south"
#define ABSENCE_FIELDS(F)                                                                          \
    F(ABSENCE, 7, from_on, DAY, 0, 0, 0)                                                           \
    F(ABSENCE, 8, until_on, DAY, 0, 0, 0)                                                          \
    F(ABSENCE, 9, kind, CODE, 0, 0, "school_holiday|course_break|other")                           \
    F(ABSENCE, 10, holiday_region, CODE, 0, 0, HOLIDAY_REGION_CODES)

#define NOMINATION_FIELDS(F)                                                                       \
    F(NOMINATION, 7, programme, ID, 0, 200, 0)                                                     \
    F(NOMINATION, 8, target_group, LISTED, 0, 0, "target_groups")                                  \
    F(NOMINATION, 9, nominated_by, TEXT, 0, 200, 0)                                                \
    F(NOMINATION, 10, reason, TEXT, 0, 500, 0)                                                     \
    F(NOMINATION, 11, legal_ground, TEXT, 0, 200, 0)

/* Sensitive from the first migration on: own tables, shown and exported only on purpose. What does
 * not fit and what is needed; never why. */
#define CONDITION_FIELDS(F)                                                                        \
    F(CONDITION, 7, condition, LISTED, 0, 0, "conditions")                                         \
    F(CONDITION, 8, fits, CODE, 0, 0, "no|limited|yes")

#define NEED_FIELDS(F)                                                                             \
    F(NEED, 7, need, CODE, 0, 0, "adapted_workplace|guidance|variation")                           \
    F(NEED, 8, needed, YES, 0, 0, 0)

/* L(prefix, name, table, key_count, sensitive) */
#define CANDIDATE_LISTS(L)                                                                         \
    L(LANGUAGE, language, candidate_language, 2, false)                                            \
    L(EDUCATION, education, candidate_education, 0, false)                                         \
    L(PROFESSION, profession, candidate_profession, 2, false)                                      \
    L(EXPERIENCE, experience, candidate_experience, 0, false)                                      \
    L(SKILLS, skills, candidate_skill, 1, false)                                                   \
    L(CERTIFICATE, certificate, candidate_certificate, 1, false)                                   \
    L(LICENCE, licence, candidate_licence, 1, false)                                               \
    L(TRANSPORT, transport, candidate_transport, 1, false)                                         \
    L(WISH, wish, candidate_wish, 0, false)                                                        \
    L(OPENING_WISH, opening_wish, candidate_opening_wish, 0, false)                                \
    L(TIMETABLE, timetable, candidate_timetable, 0, false)                                         \
    L(ABSENCE, absence, candidate_absence, 0, false)                                               \
    L(NOMINATION, nomination, candidate_nomination, 1, false)                                      \
    L(CONDITION, condition, candidate_condition, 1, true)                                          \
    L(NEED, need, candidate_need, 1, true)

/* What matching asks of everybody: without these a proposal rests on questions. They are what
 * completeness counts, wherever it is shown. A fact counts when it is known, a list when it has a
 * row (LISTS_ASKED: A(prefix, table)). Birth date, sex and contact are not among them: no match
 * asks for them of everybody. */
#define FACTS_ASKED(A)                                                                             \
    A(postcode)                                                                                    \
    A(right_to_work)                                                                               \
    A(travel_minutes_max)                                                                          \
    A(hours_min) A(hours_max) A(available_from) A(childcare) A(education_level)                    \
        A(integration_route) A(guidance_wish)
#define LISTS_ASKED(A)                                                                             \
    A(LANGUAGE, candidate_language)                                                                \
    A(EXPERIENCE, candidate_experience)                                                            \
    A(SKILLS, candidate_skill)                                                                     \
    A(TRANSPORT, candidate_transport)                                                              \
    A(WISH, candidate_wish)                                                                        \
    A(LICENCE, candidate_licence)                                                                  \
    A(TIMETABLE, candidate_timetable)                                                              \
    A(CONDITION, candidate_condition)

#endif
