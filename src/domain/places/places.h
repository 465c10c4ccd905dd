/* places.h: where people and openings are, and how long the way between them takes.
 *
 * A place is a Dutch postcode area (four digits). Its centre comes from the postcode table; an area
 * that the table lacks takes the mean of the areas with the same first three digits; else the
 * centre of the municipality, when that is known; else the place is unknown, and so is the travel.
 * How sure a place is stands in `precision`; nobody is told that a guess was an address.
 *
 * Travel: from the travel matrix (area x area x mode x part of day) where it has the pair; else
 * great-circle distance x detour / speed + overhead of the mode (data/travel.csv, each constant
 * with its source). The matrix is read in the direction asked; the way back is another row. A pair
 * that the matrix has for the part of the day asked comes first, then the pair for any part of the
 * day.
 *
 * Whole metres and minutes, minutes rounded up; the same on every machine: places_distance.c uses
 * only + - * / and the square root of IEEE 754, no function of the C library that may differ.
 *
 * Limits: Dutch areas only (see PLACE_LATITUDE_MIN ..), 1000..9999. Two addresses in one area
 * are 0 metres apart here: centres are all that is known. A Map never changes after it was
 * loaded, so threads may share it. It belongs to the arena it was loaded in. */
#ifndef OPSTAP_PLACES_H
#define OPSTAP_PLACES_H

#include "db.h"
#include "records/records.h"

typedef enum Mode {
    MODE_WALK,
    MODE_BICYCLE,
    MODE_MOPED,
    MODE_MOTORCYCLE,
    MODE_CAR,
    MODE_PUBLIC_TRANSPORT,
    MODE_COUNT
} Mode; /* same order as TRANSPORT mode codes */
typedef enum DayPart {
    DAYPART_ANY,
    DAYPART_MORNING,
    DAYPART_DAY,
    DAYPART_EVENING,
    DAYPART_NIGHT,
    DAYPART_COUNT
} DayPart;
#define MODE_CODES "walk|bicycle|moped|motorcycle|car|public_transport"
#define DAYPART_CODES "any|morning|day|evening|night"

/* The European Netherlands with a margin, microdegrees: a centre outside is a mistake (mostly
 * latitude and longitude changed places). */
enum {
    PLACE_LATITUDE_MIN = 50500000,
    PLACE_LATITUDE_MAX = 54000000,
    PLACE_LONGITUDE_MIN = 3000000,
    PLACE_LONGITUDE_MAX = 7500000
};
enum { POSTCODE4_MIN = 1000, POSTCODE4_MAX = 9999 };
enum { TRAVEL_MINUTES_MAX = 1440 }; /* a day; longer is no way to work */

typedef struct Place {
    int32_t latitude, longitude; /* microdegrees, WGS84 */
    int16_t postcode4;           /* 0 when only the municipality is known */
    enum { PLACE_UNKNOWN, PLACE_AREA, PLACE_NEARBY_AREAS, PLACE_MUNICIPALITY } precision;
} Place;

/* Areas, municipalities, speeds and travel matrix: loaded once, then unchanging. */
typedef struct Map Map;

/* Areas and municipalities built in, over those imported for this tenant; the tenant's travel
 * matrix. An imported area replaces the built-in one. BUSY, BROKEN: the database. */
Result map_load(Db *db, Arena *arena, int64_t tenant, Map **ret_map);
Map *map_builtin(Arena *arena); /* without a database, for tests */

/* postcode "3511", "3511AB" or unknown; municipality "GM0344" or unknown. A postcode of which no
 * centre can be found keeps its four digits, so that the matrix can still answer. */
Place map_place(const Map *map, Value postcode, Value municipality);

/* The municipality an area lies in, "GM0344"; "" when unknown. */
Str map_municipality(const Map *map, int32_t postcode4);

enum { METRES_UNKNOWN = -1, MINUTES_UNKNOWN = -1 };

/* Great circle on a sphere with the mean radius of the earth (IUGG: 6371008.8 m), whole metres;
 * METRES_UNKNOWN when either is unknown. Within 1 m of that circle; the earth itself is not a
 * sphere, which makes up to 0.35 % in the Netherlands. */
int32_t map_metres(Place from, Place to);
int32_t map_minutes(const Map *map, Place from, Place to, Mode mode, DayPart part);

/* By every mode at once; returns map_metres. */
int32_t map_minutes_all(const Map *map, Place from, Place to, DayPart part,
                        int32_t ret_minutes[MODE_COUNT]);

/* No way between places that lie this far apart takes less, measured or estimated; 0 where nothing
 * bounds it. MINUTES_UNKNOWN: no place so far away can be reached by this mode. */
int32_t map_minutes_least(const Map *map, int32_t metres, Mode mode);

/* True when the minutes come from the travel matrix and not from an estimate. */
bool map_minutes_measured(const Map *map, Place from, Place to, Mode mode, DayPart part);

/* Rows for import and export. */
typedef struct PostcodeArea {
    int32_t postcode4;
    Str municipality;            /* "" when unknown */
    int32_t latitude, longitude; /* microdegrees, WGS84 */
} PostcodeArea;

typedef struct TravelTime {
    int32_t from4, to4;
    Mode mode;
    DayPart part;
    int32_t minutes;
} TravelTime;

/* INVALID for a value that cannot be (outside the limits above, no municipality of ours): the
 * importer checks its cells first and says which. Upserts; an unknown municipality keeps the one
 * that is stored. BUSY, CONFLICT (no such tenant), BROKEN: the database. */
Result postcode_area_put(Db *db, int64_t tenant, const PostcodeArea *area, bool *ret_changed);
Result travel_put(Db *db, int64_t tenant, const TravelTime *time, bool *ret_changed);

typedef struct PostcodeAreaRows {
    PostcodeArea *area;
    size_t count;
} PostcodeAreaRows;

typedef struct TravelTimeRows {
    TravelTime *time;
    size_t count;
} TravelTimeRows;

/* What was imported, in order of postcode, mode and part: for export and for the map. */
Result postcode_areas_load(Db *db, Arena *arena, int64_t tenant, PostcodeAreaRows *ret_rows);
Result travel_times_load(Db *db, Arena *arena, int64_t tenant, TravelTimeRows *ret_rows);

#endif
