/* pages.h: every page that routes.def names. One file per screen. */
#ifndef OPSTAP_PAGES_H
#define OPSTAP_PAGES_H

#include "routes.h"

Page sign_in_show, sign_in_do, sign_in_code_show, sign_in_code_do, sign_out_do;
Page setup_show, setup_do;
Page account_show, account_password, account_session_end;
Page account_factor_show, account_factor_do;
Page start_show;
Page users_list, user_add, user_show, user_do;
Page help_show, privacy_show, language_do;
Page candidates_list, candidates_csv, candidate_show;
Page candidate_new_show, candidate_new_do, candidate_edit_show, candidate_edit_do;
Page candidate_row_show, candidate_row_do, candidate_timetable_show, candidate_timetable_do;
Page candidate_needs, candidate_looks, candidate_looks_csv, looks_find;
Page candidate_matches, candidate_pair, candidate_openings;
Page openings_list, opening_show, opening_candidates;
Page health_live, health_ready, health_metrics;
Page asset_show;
Page candidate_steps, opening_steps;
Page shown_lists, candidate_shown, opening_shown_lists, shown_list;
Page regions_show, region_steps, region_groups, region_groups_csv;
Page plan_show, plan_print, plan_make_ask, plan_pair_set;

#endif
