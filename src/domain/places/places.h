/* places.h: where people and openings are, and how long the way between them takes.
 *
 * A place is a Dutch postcode area (four digits). Its centre comes from the postcode table; an area
 * that the table lacks takes the mean of the areas with the same first three digits; else the centre
 * of the municipality, when that is known; else the place is unknown, and so is the travel.
 *
 * Travel: from the travel matrix (area x area x mode x part of day) where it has the pair; else
 * great-circle distance x detour / speed + overhead of the mode (data/travel.csv, each constant with
 * its source). Whole metres and minutes; the same on every machine (places_distance.c says how). */
#ifndef OPSTAP_PLACES_H
#define OPSTAP_PLACES_H

#include "db.h"
#include "records/records.h"

typedef enum Mode { MODE_WALK, MODE_BICYCLE, MODE_MOPED, MODE_MOTORCYCLE, MODE_CAR,
                    MODE_PUBLIC_TRANSPORT, MODE_COUNT } Mode; /* same order as TRANSPORT mode codes */
typedef enum DayPart { DAYPART_ANY, DAYPART_MORNING, DAYPART_DAY, DAYPART_EVENING, DAYPART_NIGHT } DayPart;
#define MODE_CODES "walk|bicycle|moped|motorcycle|car|public_transport"
#define DAYPART_CODES "any|morning|day|evening|night"

typedef struct Place {
    int32_t latitude, longitude; /* microdegrees, WGS84 */
    int16_t postcode4;           /* 0 when only the municipality is known */
    enum { PLACE_UNKNOWN, PLACE_AREA, PLACE_NEARBY_AREAS, PLACE_MUNICIPALITY } precision;
} Place;

typedef struct Map Map; /* areas, municipalities, speeds, travel matrix: loaded once, then unchanging */

/* Areas and municipalities built in, over those imported for this tenant; the tenant's travel matrix. */
Result map_load(Db *db, Arena *arena, int64_t tenant, Map **ret_map);
Map *map_builtin(Arena *arena); /* without a database, for tests */

/* postcode "3511", "3511AB" or unknown; municipality "GM0344" or unknown. */
Place map_place(const Map *map, Value postcode, Value municipality);

enum { METRES_UNKNOWN = -1, MINUTES_UNKNOWN = -1 };
int32_t map_metres(Place from, Place to); /* great circle; METRES_UNKNOWN when either is unknown */
int32_t map_minutes(const Map *map, Place from, Place to, Mode mode, DayPart part);

/* Rows for import. INVALID with *ret_why for a value that cannot be. Upserts. */
Result postcode_area_put(Db *db, int64_t tenant, int32_t postcode4, Str municipality, Place centre,
                         bool *ret_changed);
Result travel_put(Db *db, int64_t tenant, int32_t from4, int32_t to4, Mode mode, DayPart part,
                  int32_t minutes, bool *ret_changed);

#endif
