/* parties_fields.h: what Opstap keeps of the organisations around a person, one line each.
 *
 * F(prefix, parameter, name, kind, minimum, maximum, codes), as in records.h; parameters 1
 * tenant_id, 2 number, 3 id, 4 what it belongs to (or demo), so columns start at 5. The first
 * field of what belongs to something is the id of that; the table holds its number. */
#ifndef OPSTAP_PARTIES_FIELDS_H
#define OPSTAP_PARTIES_FIELDS_H

#define ORGANISATION_KIND_CODES                                                                    \
    "municipality|uwv|agency|employer|school|ngo|union|knowledge|ministry"
#define WORKPLACE_KIND_CODES "workplace|lesson_place"
#define COUNSELLOR_ROLE_CODES                                                                      \
    "client_manager|jobhunter|coach|job_coach|key_person|intercedent|team_lead"

/* company_id: the leerbedrijf-ID of SBB, the same at all locations of a recognised company. */
#define ORGANISATION_FIELDS(F)                                                                     \
    F(ORGANISATION, 5, kind, CODE, 0, 0, ORGANISATION_KIND_CODES)                                  \
    F(ORGANISATION, 6, name, TEXT, 0, 500, 0)                                                      \
    F(ORGANISATION, 7, municipality, LISTED, 0, 0, "municipalities")                               \
    F(ORGANISATION, 8, sector_sbi, NUMBER, 0, 99999, 0)                                            \
    F(ORGANISATION, 9, company_id, ID, 0, 200, 0)

#define WORKPLACE_COLUMNS(F)                                                                       \
    F(WORKPLACE, 5, kind, CODE, 0, 0, WORKPLACE_KIND_CODES)                                        \
    F(WORKPLACE, 6, name, TEXT, 0, 500, 0)                                                         \
    F(WORKPLACE, 7, postcode, POSTCODE, 0, 0, 0)
#define WORKPLACE_FIELDS(F) F(WORKPLACE, 0, organisation, ID, 0, 200, 0) WORKPLACE_COLUMNS(F)

/* places: how many people this supervisor (praktijkopleider) can guide at the same time. A thousand
 * is more than any company has. */
#define SUPERVISOR_COLUMNS(F)                                                                      \
    F(SUPERVISOR, 5, name, TEXT, 0, 500, 0)                                                        \
    F(SUPERVISOR, 6, places, NUMBER, 0, 1000, 0)
#define SUPERVISOR_FIELDS(F) F(SUPERVISOR, 0, workplace, ID, 0, 200, 0) SUPERVISOR_COLUMNS(F)

/* capacity_points: the weighted caseload that this person can carry. */
#define COUNSELLOR_COLUMNS(F)                                                                      \
    F(COUNSELLOR, 5, role, CODE, 0, 0, COUNSELLOR_ROLE_CODES)                                      \
    F(COUNSELLOR, 6, name, TEXT, 0, 500, 0)                                                        \
    F(COUNSELLOR, 7, capacity_points, NUMBER, 0, 100000, 0)
#define COUNSELLOR_FIELDS(F) F(COUNSELLOR, 0, organisation, ID, 0, 200, 0) COUNSELLOR_COLUMNS(F)

/* One row of the import `recognitions`. Numbers are not parameters here. */
#define RECOGNITION_FIELDS(F)                                                                      \
    F(RECOGNITION, 0, company_id, ID, 0, 200, 0)                                                   \
    F(RECOGNITION, 0, company_name, TEXT, 0, 500, 0)                                               \
    F(RECOGNITION, 0, crebo, NUMBER, 10000, 99999, 0)                                              \
    F(RECOGNITION, 0, postcode, POSTCODE, 0, 0, 0)                                                 \
    F(RECOGNITION, 0, valid_from, DAY, 0, 0, 0)                                                    \
    F(RECOGNITION, 0, valid_until, DAY, 0, 0, 0)

/* One row of the import `occupations`: an address of another system and its group in ISCO-08. */
#define OCCUPATION_FIELDS(F)                                                                       \
    F(OCCUPATION, 2, occupation, TEXT, 0, 200, 0)                                                  \
    F(OCCUPATION, 3, isco, ISCO, 0, 0, 0)                                                          \
    F(OCCUPATION, 4, label, TEXT, 0, 500, 0)

#endif
