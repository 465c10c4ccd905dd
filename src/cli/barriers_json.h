/* barriers_json.h: what opstap barriers answers programs. */
#ifndef OPSTAP_BARRIERS_JSON_H
#define OPSTAP_BARRIERS_JSON_H

#include <jansson.h>

#include "command.h"
#include "matching/barriers/barriers.h"

/* Lists are cut off after `top`; counts are not. Hidden counts are null. */
json_t *person_barriers_json(Command *command, const Snapshot *snapshot, int candidate,
                             const PersonBarriers *barriers, int64_t top);
json_t *opening_barriers_json(Command *command, const Snapshot *snapshot, int opening,
                              const OpeningBarriers *barriers, int64_t top);
json_t *country_barriers_json(Command *command, const Snapshot *snapshot,
                              const CountryBarriers *barriers, int64_t top);

#endif
