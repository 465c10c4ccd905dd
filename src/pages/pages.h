/* pages.h: every page that routes.def names. One file per screen. */
#ifndef OPSTAP_PAGES_H
#define OPSTAP_PAGES_H

#include "routes.h"

Page start_show;
Page candidate_matches, candidate_pair, candidate_openings;
Page openings_list, opening_show, opening_candidates;
Page health_live, health_ready, health_metrics;
Page asset_show;
Page plan_show, plan_print, plan_make_ask, plan_pair_set;

#endif
