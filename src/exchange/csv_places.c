/* The files `postcodes` (where an area is) and `travel` (how long the way between two areas
 * takes). */
#include "csv_kinds.h"
#include "csv_write.h"
#include "number.h"
#include "places/places.h"

enum { MICRO = 1000000, MICRO_DIGITS = 6 };

/* --- postcodes --- */

enum { AREA_POSTCODE, AREA_MUNICIPALITY, AREA_LATITUDE, AREA_LONGITUDE };

static CsvLayout *postcodes_layout(Arena *arena) {
    static const FieldInfo field[] = {
        [AREA_POSTCODE] = { "postcode4", FIELD_NUMBER, POSTCODE4_MIN, POSTCODE4_MAX, NULL },
        [AREA_MUNICIPALITY] = { "municipality", FIELD_LISTED, 0, 0, "municipalities" },
        [AREA_LATITUDE] = { "latitude", FIELD_TEXT, 0, 20, NULL },
        [AREA_LONGITUDE] = { "longitude", FIELD_TEXT, 0, 20, NULL },
    };
    CsvLayout *layout = arena_one(arena, CsvLayout);
    csv_layout_fields(layout, field, sizeof field / sizeof *field, STR_EMPTY);
    layout->column[AREA_POSTCODE].required = true;
    layout->column[AREA_LATITUDE].required = layout->column[AREA_LONGITUDE].required = true;
    return layout;
}

/* "52.0907" as 52090700; a comma does for the point; digits after the sixth are cut off. */
static bool degrees_read(Str text, int64_t *ret_microdegrees) {
    Str whole = text, fraction = STR_EMPTY;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] != '.' && text.at[i] != ',') continue;
        whole = str_sub(text, 0, i);
        fraction = str_sub(text, i + 1, text.len);
        if (!fraction.len) return false;
        break;
    }
    int64_t degrees, digits, microdegrees = 0;
    if (!number_read_between(whole, 0, 180, &degrees)) return false;
    for (size_t i = 0; i < fraction.len; i++) {
        if (!number_read(str_sub(fraction, i, 1), &digits)) return false;
        if (i < MICRO_DIGITS) microdegrees = microdegrees * 10 + digits;
    }
    for (size_t i = fraction.len; i < MICRO_DIGITS; i++) microdegrees *= 10;
    *ret_microdegrees = degrees * MICRO + microdegrees;
    return true;
}

static int32_t degrees_value(CsvReader *reader, int column, int64_t minimum, int64_t maximum) {
    Value value = csv_value(reader, column);
    int64_t microdegrees = 0;
    if (!value.known) return 0;
    bool fits = degrees_read(value.text, &microdegrees) && microdegrees >= minimum &&
                microdegrees <= maximum;
    if (fits) return (int32_t)microdegrees;
    Str allowed = str_printf(reader->scratch, "%d.%d .. %d.%d", (int)(minimum / MICRO),
                             (int)(minimum % MICRO / (MICRO / 10)), (int)(maximum / MICRO),
                             (int)(maximum % MICRO / (MICRO / 10)));
    csv_refuse(reader, column, PHRASE(WORD_record_value_refused, VALUE_TEXT("value", value.text),
                                      VALUE_TEXT("allowed", allowed)));
    return 0;
}

static Result area_take(CsvReader *reader, void *context, bool *ret_changed) {
    Value postcode = csv_value(reader, AREA_POSTCODE);
    Value municipality = csv_value(reader, AREA_MUNICIPALITY);
    PostcodeArea area = {
        .postcode4 = (int32_t)postcode.number,
        .municipality = municipality.known ? municipality.text : STR_EMPTY,
        .latitude = degrees_value(reader, AREA_LATITUDE, PLACE_LATITUDE_MIN, PLACE_LATITUDE_MAX),
        .longitude = degrees_value(reader, AREA_LONGITUDE, PLACE_LONGITUDE_MIN, PLACE_LONGITUDE_MAX)
    };
    Str key = postcode.known ? str_trim(csv_cell(reader, AREA_POSTCODE)) : STR_EMPTY;
    csv_refuse_twice(reader, AREA_POSTCODE, context, key);
    if (!csv_row_is_good(reader)) return OK;
    return postcode_area_put(reader->request->db, reader->request->tenant, &area, ret_changed);
}

Result csv_postcodes_import(const ImportRequest *request, Str bytes, ImportReport *report,
                            Phrase *ret_why) {
    static const CsvRecords records = { "postcodes file", postcodes_layout, area_take };
    return csv_records_import(&records, request, bytes, report, ret_why);
}

static Str degrees_text(Arena *arena, int32_t microdegrees) {
    return str_printf(arena, "%d.%06d", (int)(microdegrees / MICRO), (int)(microdegrees % MICRO));
}

static void area_write(CsvWriter *writer, Arena *scratch, const PostcodeArea *area) {
    csv_write_value(writer, scratch, (Value){ .known = true, .number = area->postcode4 });
    csv_write(writer, scratch, area->municipality);
    csv_write(writer, scratch, degrees_text(scratch, area->latitude));
    csv_write(writer, scratch, degrees_text(scratch, area->longitude));
}

Result csv_postcodes_export(const ExportRequest *request, Str *ret_bytes) {
    AUTO(arena_end_at) Arena *arena = arena_new("postcodes export", CSV_ARENA_BYTES_MAX);
    PostcodeAreaRows rows;
    Result result = postcode_areas_load(request->db, arena, request->tenant, &rows);
    if (result != OK) return result;
    CsvWriter writer = csv_writer(request->arena, postcodes_layout(arena), request);
    for (size_t i = 0; i < rows.count; i++) {
        ArenaMark mark = arena_mark(arena);
        area_write(&writer, arena, &rows.area[i]);
        arena_rewind(arena, mark);
    }
    return csv_written(&writer, ret_bytes);
}

Str csv_postcodes_template(Arena *arena) {
    static const CsvExample row[] = {
        { { "postcode4", "3511", "municipality", "GM0344", "latitude", "52.091800", "longitude",
            "5.114900", NULL } },
        { { "postcode4", "3811", "latitude", "52.155000", "longitude", "5.388000", NULL } },
    };
    return csv_template(arena, postcodes_layout(arena), row, sizeof row / sizeof *row);
}

/* --- travel --- */

enum { TRAVEL_FROM, TRAVEL_TO, TRAVEL_MODE, TRAVEL_PART, TRAVEL_MINUTES };

static CsvLayout *travel_layout(Arena *arena) {
    static const FieldInfo field[] = {
        [TRAVEL_FROM] = { "from", FIELD_NUMBER, POSTCODE4_MIN, POSTCODE4_MAX, NULL },
        [TRAVEL_TO] = { "to", FIELD_NUMBER, POSTCODE4_MIN, POSTCODE4_MAX, NULL },
        [TRAVEL_MODE] = { "mode", FIELD_CODE, 0, 0, MODE_CODES },
        [TRAVEL_PART] = { "part_of_day", FIELD_CODE, 0, 0, DAYPART_CODES },
        [TRAVEL_MINUTES] = { "minutes", FIELD_NUMBER, 0, TRAVEL_MINUTES_MAX, NULL },
    };
    CsvLayout *layout = arena_one(arena, CsvLayout);
    csv_layout_fields(layout, field, sizeof field / sizeof *field, STR_EMPTY);
    for (int i = 0; i < layout->count; i++) layout->column[i].required = i != TRAVEL_PART;
    return layout;
}

static Result travel_take(CsvReader *reader, void *context, bool *ret_changed) {
    Value from = csv_value(reader, TRAVEL_FROM), to = csv_value(reader, TRAVEL_TO);
    Value mode = csv_value(reader, TRAVEL_MODE), part = csv_value(reader, TRAVEL_PART);
    Value minutes = csv_value(reader, TRAVEL_MINUTES);
    if (reader->report->row_refused) return OK;
    TravelTime time = { .from4 = (int32_t)from.number, .to4 = (int32_t)to.number,
                        .mode = (Mode)mode.number, .minutes = (int32_t)minutes.number,
                        .part = part.known ? (DayPart)part.number : DAYPART_ANY };
    Str key = str_printf(reader->scratch, "%d %d %d %d", time.from4, time.to4, (int)time.mode,
                         (int)time.part);
    csv_refuse_twice(reader, TRAVEL_FROM, context, key);
    if (!csv_row_is_good(reader)) return OK;
    return travel_put(reader->request->db, reader->request->tenant, &time, ret_changed);
}

Result csv_travel_import(const ImportRequest *request, Str bytes, ImportReport *report,
                         Phrase *ret_why) {
    static const CsvRecords records = { "travel file", travel_layout, travel_take };
    return csv_records_import(&records, request, bytes, report, ret_why);
}

Result csv_travel_export(const ExportRequest *request, Str *ret_bytes) {
    AUTO(arena_end_at) Arena *arena = arena_new("travel export", CSV_ARENA_BYTES_MAX);
    TravelTimeRows rows;
    Result result = travel_times_load(request->db, arena, request->tenant, &rows);
    if (result != OK) return result;
    CsvWriter writer = csv_writer(request->arena, travel_layout(arena), request);
    for (size_t i = 0; i < rows.count; i++) {
        ArenaMark mark = arena_mark(arena);
        const TravelTime *time = &rows.time[i];
        const int64_t cell[] = { time->from4, time->to4, time->mode, time->part, time->minutes };
        for (size_t k = 0; k < sizeof cell / sizeof *cell; k++) {
            csv_write_value(&writer, arena, (Value){ .known = true, .number = cell[k] });
        }
        arena_rewind(arena, mark);
    }
    return csv_written(&writer, ret_bytes);
}

Str csv_travel_template(Arena *arena) {
    static const CsvExample row[] = {
        { { "from", "3511", "to", "3542", "mode", "bicycle", "part_of_day", "any", "minutes", "25",
            NULL } },
        { { "from", "3511", "to", "3542", "mode", "public_transport", "part_of_day", "morning",
            "minutes", "34", NULL } },
    };
    return csv_template(arena, travel_layout(arena), row, sizeof row / sizeof *row);
}
