/* figures_list.h: every row of data/demo/parameters.csv, one line each. A test holds
 * that no row is missing and none is idle. */
#ifndef OPSTAP_FIGURES_LIST_H
#define OPSTAP_FIGURES_LIST_H

/* N(name, row): one whole number. */
#define DEMO_FIGURES(N)                                                                            \
    N(absence_course_break_permille, "absence.course_break_permille")                              \
    N(absence_course_break_weeks, "absence.course_break_weeks")                                    \
    N(absence_course_break_within_weeks, "absence.course_break_within_weeks")                      \
    N(absence_school_holidays_permille, "absence.school_holidays_permille")                        \
    N(absence_summer_day, "absence.summer_day")                                                    \
    N(absence_summer_month, "absence.summer_month")                                                \
    N(absence_summer_weeks, "absence.summer_weeks")                                                \
    N(availability_early_permille, "availability.early_permille")                                  \
    N(availability_evening_permille, "availability.evening_permille")                              \
    N(availability_irregular_hours_permille, "availability.irregular_hours_permille")              \
    N(availability_irregular_unknown_permille, "availability.irregular_unknown_permille")          \
    N(availability_night_permille, "availability.night_permille")                                  \
    N(availability_office_hours_permille, "availability.office_hours_permille")                    \
    N(availability_timetable_unknown_permille, "availability.timetable_unknown_permille")          \
    N(availability_weekend_permille, "availability.weekend_permille")                              \
    N(available_until_known_permille, "available_until.known_permille")                            \
    N(available_until_months_max, "available_until.months_max")                                    \
    N(available_until_months_min, "available_until.months_min")                                    \
    N(certificate_valid_months_max, "certificate.valid_months_max")                                \
    N(certificate_valid_months_min, "certificate.valid_months_min")                                \
    N(childcare_waiting_weeks_max, "childcare.waiting_weeks_max")                                  \
    N(childcare_waiting_weeks_min, "childcare.waiting_weeks_min")                                  \
    N(childcare_option_count, "childcare_option.count")                                            \
    N(childcare_option_seats_max, "childcare_option.seats_max")                                    \
    N(childcare_option_waiting_weeks_max, "childcare_option.waiting_weeks_max")                    \
    N(class_employers_max, "class.employers_max")                                                  \
    N(class_employers_min, "class.employers_min")                                                  \
    N(class_enrol_days_before, "class.enrol_days_before")                                          \
    N(class_learning_working_weeks_max, "class.learning_working_weeks_max")                        \
    N(class_learning_working_weeks_min, "class.learning_working_weeks_min")                        \
    N(class_matching_placement_weeks, "class.matching_placement_weeks")                            \
    N(class_maximum_max, "class.maximum_max")                                                      \
    N(class_maximum_min, "class.maximum_min")                                                      \
    N(class_minimum_max, "class.minimum_max")                                                      \
    N(class_minimum_min, "class.minimum_min")                                                      \
    N(class_pre_phase_weeks_max, "class.pre_phase_weeks_max")                                      \
    N(class_pre_phase_weeks_min, "class.pre_phase_weeks_min")                                      \
    N(class_recruitment_selection_weeks, "class.recruitment_selection_weeks")                      \
    N(class_start_days_max, "class.start_days_max")                                                \
    N(class_start_days_min, "class.start_days_min")                                                \
    N(classes_count, "classes.count")                                                              \
    N(classes_places, "classes.places")                                                            \
    N(conditions_any_permille, "conditions.any_permille")                                          \
    N(conditions_asked_permille, "conditions.asked_permille")                                      \
    N(conditions_limited_permille, "conditions.limited_permille")                                  \
    N(counsellor_capacity_points_max, "counsellor.capacity_points_max")                            \
    N(counsellor_capacity_points_min, "counsellor.capacity_points_min")                            \
    N(course_group_count, "course_group.count")                                                    \
    N(course_group_lessons_max, "course_group.lessons_max")                                        \
    N(course_group_lessons_min, "course_group.lessons_min")                                        \
    N(course_group_seats_max, "course_group.seats_max")                                            \
    N(course_group_seats_min, "course_group.seats_min")                                            \
    N(course_group_start_days_max, "course_group.start_days_max")                                  \
    N(course_group_weeks_max, "course_group.weeks_max")                                            \
    N(course_group_weeks_min, "course_group.weeks_min")                                            \
    N(education_days_known_permille, "education.days_known_permille")                              \
    N(education_may_work_supervised_permille, "education.may_work_supervised_permille")            \
    N(education_missing_permille, "education.missing_permille")                                    \
    N(education_regulated_profession_permille, "education.regulated_profession_permille")          \
    N(education_valuation_days_max, "education.valuation_days_max")                                \
    N(education_valuation_days_min, "education.valuation_days_min")                                \
    N(education_valued_lower_permille, "education.valued_lower_permille")                          \
    N(education_work_level_known_permille, "education.work_level_known_permille")                  \
    N(education_years_ago_max, "education.years_ago_max")                                          \
    N(education_years_ago_min, "education.years_ago_min")                                          \
    N(education_years_max, "education.years_max")                                                  \
    N(education_years_min, "education.years_min")                                                  \
    N(experience_days_known_permille, "experience.days_known_permille")                            \
    N(experience_years_away_max, "experience.years_away_max")                                      \
    N(facts_contact_shareable_known_permille, "facts.contact_shareable_known_permille")            \
    N(facts_contact_shareable_permille, "facts.contact_shareable_permille")                        \
    N(facts_fresh_days_max, "facts.fresh_days_max")                                                \
    N(facts_from_intake_permille, "facts.from_intake_permille")                                    \
    N(facts_missing_hours_permille, "facts.missing_hours_permille")                                \
    N(facts_missing_postcode_permille, "facts.missing_postcode_permille")                          \
    N(facts_missing_travel_permille, "facts.missing_travel_permille")                              \
    N(facts_stale_days_max, "facts.stale_days_max")                                                \
    N(facts_stale_days_min, "facts.stale_days_min")                                                \
    N(facts_stale_permille, "facts.stale_permille")                                                \
    N(facts_verified_permille, "facts.verified_permille")                                          \
    N(hours_minimum_below_maximum, "hours.minimum_below_maximum")                                  \
    N(household_both_adults_candidate_permille, "household.both_adults_candidate_permille")        \
    N(integration_exam_known_permille, "integration.exam_known_permille")                          \
    N(integration_exam_months_min, "integration.exam_months_min")                                  \
    N(integration_extended_permille, "integration.extended_permille")                              \
    N(integration_extension_months_max, "integration.extension_months_max")                        \
    N(integration_extension_months_min, "integration.extension_months_min")                        \
    N(integration_labour_market_exam_passed_permille,                                              \
      "integration.labour_market_exam_passed_permille")                                            \
    N(integration_language_hours_month_max, "integration.language_hours_month_max")                \
    N(integration_language_hours_month_min, "integration.language_hours_month_min")                \
    N(integration_months_since_start_2013_max, "integration.months_since_start_2013_max")          \
    N(integration_months_since_start_2013_min, "integration.months_since_start_2013_min")          \
    N(integration_months_since_start_max, "integration.months_since_start_max")                    \
    N(integration_participation_hours_month_max, "integration.participation_hours_month_max")      \
    N(integration_participation_hours_month_min, "integration.participation_hours_month_min")      \
    N(integration_plan_missing_permille, "integration.plan_missing_permille")                      \
    N(language_as_range_permille, "language.as_range_permille")                                    \
    N(language_expected_level_known_permille, "language.expected_level_known_permille")            \
    N(language_expected_weeks_max, "language.expected_weeks_max")                                  \
    N(language_expected_weeks_min, "language.expected_weeks_min")                                  \
    N(language_interpreter_permille, "language.interpreter_permille")                              \
    N(language_route_education_worst_permille, "language.route_education_worst_permille")          \
    N(language_route_z_best_permille, "language.route_z_best_permille")                            \
    N(language_skill_spread_permille, "language.skill_spread_permille")                            \
    N(language_verified_permille, "language.verified_permille")                                    \
    N(lessons_term_weeks_max, "lessons.term_weeks_max")                                            \
    N(lessons_term_weeks_min, "lessons.term_weeks_min")                                            \
    N(move_days_max, "move.days_max")                                                              \
    N(move_expected_permille, "move.expected_permille")                                            \
    N(needs_any_permille, "needs.any_permille")                                                    \
    N(nomination_any_permille, "nomination.any_permille")                                          \
    N(opening_bad_public_transport_permille, "opening.bad_public_transport_permille")              \
    N(opening_car_at_work_permille, "opening.car_at_work_permille")                                \
    N(opening_certificate_asked_permille, "opening.certificate_asked_permille")                    \
    N(opening_condition_permille, "opening.condition_permille")                                    \
    N(opening_conduct_certificate_permille, "opening.conduct_certificate_permille")                \
    N(opening_conduct_weeks, "opening.conduct_weeks")                                              \
    N(opening_confirmed_days_max, "opening.confirmed_days_max")                                    \
    N(opening_contract_months_max, "opening.contract_months_max")                                  \
    N(opening_contract_months_min, "opening.contract_months_min")                                  \
    N(opening_education_asked_permille, "opening.education_asked_permille")                        \
    N(opening_enrol_days_before, "opening.enrol_days_before")                                      \
    N(opening_experience_asked_permille, "opening.experience_asked_permille")                      \
    N(opening_hours_flexible, "opening.hours_flexible")                                            \
    N(opening_language_support_permille, "opening.language_support_permille")                      \
    N(opening_level_higher_permille, "opening.level_higher_permille")                              \
    N(opening_level_lower_permille, "opening.level_lower_permille")                                \
    N(opening_licence_asked_permille, "opening.licence_asked_permille")                            \
    N(opening_safety_language_permille, "opening.safety_language_permille")                        \
    N(opening_school_entry_test_permille, "opening.school_entry_test_permille")                    \
    N(opening_second_start_permille, "opening.second_start_permille")                              \
    N(opening_second_start_weeks, "opening.second_start_weeks")                                    \
    N(opening_shuttle_permille, "opening.shuttle_permille")                                        \
    N(opening_stale_days_max, "opening.stale_days_max")                                            \
    N(opening_stale_permille, "opening.stale_permille")                                            \
    N(opening_start_days_max, "opening.start_days_max")                                            \
    N(opening_start_flexible_permille, "opening.start_flexible_permille")                          \
    N(opening_target_group_permille, "opening.target_group_permille")                              \
    N(opening_timetable_unknown_permille, "opening.timetable_unknown_permille")                    \
    N(opening_wage_cents_max, "opening.wage_cents_max")                                            \
    N(opening_wage_cents_min, "opening.wage_cents_min")                                            \
    N(openings_count, "openings.count")                                                            \
    N(organisations_agencies, "organisations.agencies")                                            \
    N(organisations_client_managers, "organisations.client_managers")                              \
    N(organisations_employers, "organisations.employers")                                          \
    N(organisations_language_schools, "organisations.language_schools")                            \
    N(organisations_schools, "organisations.schools")                                              \
    N(people_count, "people.count")                                                                \
    N(recognition_known_permille, "recognition.known_permille")                                    \
    N(recognition_months_ago_max, "recognition.months_ago_max")                                    \
    N(recognition_months_ago_min, "recognition.months_ago_min")                                    \
    N(right_to_work_displaced_until_months_max, "right_to_work.displaced_until_months_max")        \
    N(right_to_work_displaced_until_months_min, "right_to_work.displaced_until_months_min")        \
    N(right_to_work_from_known_permille, "right_to_work.from_known_permille")                      \
    N(right_to_work_from_months_ago_max, "right_to_work.from_months_ago_max")                      \
    N(right_to_work_from_months_ago_min, "right_to_work.from_months_ago_min")                      \
    N(right_to_work_until_known_permille, "right_to_work.until_known_permille")                    \
    N(right_to_work_until_months_max, "right_to_work.until_months_max")                            \
    N(right_to_work_until_months_min, "right_to_work.until_months_min")                            \
    N(supervisor_places_max, "supervisor.places_max")                                              \
    N(supervisor_places_min, "supervisor.places_min")                                              \
    N(transport_at_work_known_permille, "transport.at_work_known_permille")                        \
    N(travel_cannot_cycle_permille, "travel.cannot_cycle_permille")                                \
    N(travel_kilometres_known_permille, "travel.kilometres_known_permille")                        \
    N(travel_kilometres_max_max, "travel.kilometres_max_max")                                      \
    N(travel_kilometres_max_min, "travel.kilometres_max_min")                                      \
    N(wish_agreement_known_permille, "wish.agreement_known_permille")                              \
    N(wish_excluded_one_permille, "wish.excluded_one_permille")                                    \
    N(wish_from_experience_permille, "wish.from_experience_permille")

/* S(name, rows that begin with, field): a division over codes; the field says what kind of value a
 * code is, NULL: a code of the table alone, or a whole number. "unknown" is no value. */
#define DEMO_SHARES(S)                                                                             \
    S(age, "age.", NULL)                                                                           \
    S(available_from_weeks, "available_from.weeks.", NULL)                                         \
    S(certificate_first_aid_at_work, "certificate.first_aid_at_work.", NULL)                       \
    S(certificate_forklift, "certificate.forklift.", NULL)                                         \
    S(certificate_haccp, "certificate.haccp.", NULL)                                               \
    S(certificate_vca_basis, "certificate.vca_basis.", NULL)                                       \
    S(childcare_kind, "childcare.kind.", &fact_info[FACT_childcare_kind].field)                    \
    S(childcare_with_children, "childcare.with_children.", &fact_info[FACT_childcare].field)       \
    S(childcare_option_kind, "childcare_option.kind.",                                             \
      &support_type[SUPPORT_CHILDCARE].field[CHILDCARE_kind])                                      \
    S(children, "children.", NULL)                                                                 \
    S(conditions_count, "conditions.count.", NULL)                                                 \
    S(contact_channel, "contact.channel.", &fact_info[FACT_preferred_channel].field)               \
    S(course_group_level_from, "course_group.level_from.",                                         \
      &candidate_list_type[LIST_LANGUAGE].field[LANGUAGE_level_low])                               \
    S(education_field, "education.field.", NULL)                                                   \
    S(education_level, "education.level.", &fact_info[FACT_education_level].field)                 \
    S(education_obtained, "education.obtained.",                                                   \
      &candidate_list_type[LIST_EDUCATION].field[EDUCATION_obtained])                              \
    S(education_profession_stage, "education.profession_stage.",                                   \
      &candidate_list_type[LIST_PROFESSION].field[PROFESSION_stage])                               \
    S(education_status, "education.status.",                                                       \
      &candidate_list_type[LIST_EDUCATION].field[EDUCATION_status])                                \
    S(education_valuation, "education.valuation.", NULL)                                           \
    S(experience_isco, "experience.isco.",                                                         \
      &candidate_list_type[LIST_EXPERIENCE].field[EXPERIENCE_isco])                                \
    S(experience_jobs, "experience.jobs.", NULL)                                                   \
    S(experience_years, "experience.years.", NULL)                                                 \
    S(guidance_wish, "guidance_wish.", &fact_info[FACT_guidance_wish].field)                       \
    S(home_municipality, "home.municipality.", &fact_info[FACT_municipality].field)                \
    S(hours_max, "hours_max.", &fact_info[FACT_hours_max].field)                                   \
    S(household_kind, "household.kind.", NULL)                                                     \
    S(income_asylum_seeker, "income.asylum_seeker.", &fact_info[FACT_income_source].field)         \
    S(income_displaced_person, "income.displaced_person.", &fact_info[FACT_income_source].field)   \
    S(income_duty, "income.duty.", &fact_info[FACT_income_source].field)                           \
    S(labour_market_module, "labour_market_module.", &fact_info[FACT_labour_market_module].field)  \
    S(language_eng_speaking, "language.eng.speaking.",                                             \
      &candidate_list_type[LIST_LANGUAGE].field[LANGUAGE_level_low])                               \
    S(language_mother, "language.mother.",                                                         \
      &candidate_list_type[LIST_LANGUAGE].field[LANGUAGE_language])                                \
    S(language_nld_listening, "language.nld.listening.",                                           \
      &candidate_list_type[LIST_LANGUAGE].field[LANGUAGE_level_low])                               \
    S(language_nld_reading, "language.nld.reading.",                                               \
      &candidate_list_type[LIST_LANGUAGE].field[LANGUAGE_level_low])                               \
    S(language_nld_speaking, "language.nld.speaking.",                                             \
      &candidate_list_type[LIST_LANGUAGE].field[LANGUAGE_level_low])                               \
    S(language_nld_writing, "language.nld.writing.",                                               \
      &candidate_list_type[LIST_LANGUAGE].field[LANGUAGE_level_low])                               \
    S(latin_literacy, "latin_literacy.", &fact_info[FACT_latin_literacy].field)                    \
    S(legal_fact, "legal_fact.", &fact_info[FACT_legal_fact].field)                                \
    S(lessons_2013, "lessons.2013.", NULL)                                                         \
    S(lessons_b1, "lessons.b1.", NULL)                                                             \
    S(lessons_education, "lessons.education.", NULL)                                               \
    S(lessons_part_of_day, "lessons.part_of_day.", NULL)                                           \
    S(lessons_voluntary, "lessons.voluntary.", NULL)                                               \
    S(lessons_z, "lessons.z.", NULL)                                                               \
    S(licence_AM, "licence.AM.", NULL)                                                             \
    S(licence_B, "licence.B.", NULL)                                                               \
    S(licence_C, "licence.C.", NULL)                                                               \
    S(needs_need, "needs.need.", &candidate_list_type[LIST_NEED].field[NEED_need])                 \
    S(nomination_by, "nomination.by.", NULL)                                                       \
    S(opening_contract, "opening.contract.", &opening_field[OPENING_contract_form])                \
    S(opening_experience_months, "opening.experience_months.",                                     \
      &opening_field[OPENING_experience_months])                                                   \
    S(opening_guidance, "opening.guidance.", &opening_field[OPENING_guidance_offered])             \
    S(opening_kind, "opening.kind.", &opening_list_type[OPENING_LIST_KIND].field[KIND_kind])       \
    S(opening_language_support_kind, "opening.language_support_kind.",                             \
      &opening_list_type[OPENING_LIST_DEMAND].field[DEMAND_support])                               \
    S(opening_municipality, "opening.municipality.", &opening_field[OPENING_municipality])         \
    S(opening_places, "opening.places.", &opening_field[OPENING_places])                           \
    S(opening_skills, "opening.skills.", NULL)                                                     \
    S(opening_target, "opening.target.",                                                           \
      &opening_list_type[OPENING_LIST_TARGET].field[TARGET_target_group])                          \
    S(opening_unpaid_contract, "opening.unpaid_contract.", &opening_field[OPENING_contract_form])  \
    S(opening_work_permit_possible, "opening.work_permit_possible.",                               \
      &opening_field[OPENING_work_permit_possible])                                                \
    S(participation_statement, "participation_statement.",                                         \
      &fact_info[FACT_participation_statement].field)                                              \
    S(regime_family_migrant, "regime.family_migrant.", &fact_info[FACT_integration_regime].field)  \
    S(regime_other, "regime.other.", &fact_info[FACT_integration_regime].field)                    \
    S(regime_reunited_family_member, "regime.reunited_family_member.",                             \
      &fact_info[FACT_integration_regime].field)                                                   \
    S(regime_status_holder, "regime.status_holder.", &fact_info[FACT_integration_regime].field)    \
    S(right_to_work_asylum_seeker, "right_to_work.asylum_seeker.",                                 \
      &fact_info[FACT_right_to_work].field)                                                        \
    S(right_to_work_displaced_person, "right_to_work.displaced_person.",                           \
      &fact_info[FACT_right_to_work].field)                                                        \
    S(right_to_work_family_migrant, "right_to_work.family_migrant.",                               \
      &fact_info[FACT_right_to_work].field)                                                        \
    S(right_to_work_legal_fact_unknown, "right_to_work.legal_fact_unknown.",                       \
      &fact_info[FACT_right_to_work].field)                                                        \
    S(right_to_work_reunited_family_member, "right_to_work.reunited_family_member.",               \
      &fact_info[FACT_right_to_work].field)                                                        \
    S(right_to_work_status_holder, "right_to_work.status_holder.",                                 \
      &fact_info[FACT_right_to_work].field)                                                        \
    S(route, "route.", &fact_info[FACT_integration_route].field)                                   \
    S(sex, "sex.", &fact_info[FACT_sex].field)                                                     \
    S(skills_count, "skills.count.", NULL)                                                         \
    S(society_exam, "society_exam.", &fact_info[FACT_society_exam].field)                          \
    S(transport_bicycle, "transport.bicycle.",                                                     \
      &candidate_list_type[LIST_TRANSPORT].field[TRANSPORT_to_work])                               \
    S(transport_car, "transport.car.",                                                             \
      &candidate_list_type[LIST_TRANSPORT].field[TRANSPORT_to_work])                               \
    S(transport_moped, "transport.moped.",                                                         \
      &candidate_list_type[LIST_TRANSPORT].field[TRANSPORT_to_work])                               \
    S(transport_public_transport, "transport.public_transport.",                                   \
      &candidate_list_type[LIST_TRANSPORT].field[TRANSPORT_to_work])                               \
    S(transport_walk, "transport.walk.",                                                           \
      &candidate_list_type[LIST_TRANSPORT].field[TRANSPORT_to_work])                               \
    S(travel_minutes_max, "travel.minutes_max.", &fact_info[FACT_travel_minutes_max].field)        \
    S(wish_agreement, "wish.agreement.",                                                           \
      &candidate_list_type[LIST_OPENING_WISH].field[OPENING_WISH_agreement])                       \
    S(wish_count, "wish.count.", NULL)                                                             \
    S(wish_kind, "wish.kind.", NULL)

#endif
