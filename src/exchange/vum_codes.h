/* vum_codes.h: the codes of the national exchange and what they are with us.
 *
 * Language grades become ranges of CEFR levels: the exchange has four grades, the framework six
 * levels, and no official table ties them. The table is data/vum_language.csv, our own proposal. A
 * grade says that the level lies in the range, never which; out goes the grade of the lowest level,
 * so that nobody looks better than we know.
 *
 * Education: one exchange code covers several levels of ours (MBO is entree up to mbo 4). In comes
 * the lowest of them (data/education_levels.csv, columns rank and vum_level), for people and for
 * demands alike. 9 (other) is unknown. */
#ifndef OPSTAP_VUM_CODES_H
#define OPSTAP_VUM_CODES_H

#include "records/records.h"

/* False for 0 (unknown) and 8 (does not apply). Levels: LEVEL_A0..LEVEL_C2. */
bool vum_grade_levels(int64_t grade, int *ret_low, int *ret_high);
/* The grade of a level; 0 when the table has none. */
int64_t vum_level_grade(int64_t level);

/* Value of kind LISTED in education_levels; unknown for 9 and for what the table lacks. */
Value vum_education_level(int64_t code);
/* The exchange code of one of our education levels; 0 when it has none. */
int64_t vum_education_code(Str level);
/* The order of an education level, -1 when it has none: higher is more education. */
int64_t vum_education_rank(Str level);

/* Positions in the mode codes of a person and an opening; -1 when there is none. */
int vum_vehicle_mode(int64_t vehicle);
int64_t vum_mode_vehicle(int64_t mode); /* 0: walking has no code */

/* Positions in OPENING_KIND_CODES, for the codes "01" to "04"; and back, "" when there is none. */
int vum_agreement_kind(Str agreement);
Str vum_kind_agreement(int64_t kind);

/* True for the address of an occupation or a skill in CompetentNL, the only kind that the exchange
 * knows. */
bool vum_is_competentnl(Str address);

#endif
