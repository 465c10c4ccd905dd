/* Organisations, where they work and teach, who guides there, and which companies are recognised.
 */
#include "demo/around.h"

PartyRecord *around_party(Around *around, PartyKind kind, Str id) {
    PartyRows *rows = &around->made->party;
    rows->record = arena_room(around->region->arena, PartyRecord, rows->record, rows->count,
                              &around->party_capacity);
    PartyRecord *party = &rows->record[rows->count++];
    *party = (PartyRecord){ .kind = kind, .id = id, .demo = true };
    return party;
}

static const PartyRecord *party_find(const Around *around, PartyKind kind, Str id) {
    const PartyRows *rows = &around->made->party;
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->record[i].kind == kind && str_equal(rows->record[i].id, id)) {
            return &rows->record[i];
        }
    }
    return NULL;
}

static PartyRecord *organisation_add(Around *around, Str id, const char *kind, Str name) {
    PartyRecord *party = around_party(around, PARTY_ORGANISATION, id);
    party->field[ORGANISATION_kind] = value_code(ORGANISATION_KIND_CODES, str_from(kind));
    party->field[ORGANISATION_name] = value_str(name);
    return party;
}

/* "mbo-school-1", "Mbo-school 1 (demo)": several of one kind. */
typedef struct Several {
    Figure count;
    const char *kind, *id, *name;
    int digits; /* of the number in an id, as openings write it */
} Several;

static void organisations_add(Around *around, Several several) {
    Arena *arena = around->region->arena;
    for (int i = 1; i <= (int)region_figure(around->region, several.count); i++) {
        Str id = str_printf(arena, "%s-%0*d", several.id, several.digits, i);
        Str name = str_printf(arena, "%s %d (demo)", several.name, i);
        organisation_add(around, id, several.kind, name);
    }
}

static void workplace_add(Around *around, Str id, Str of, bool lessons, Value postcode) {
    if (party_find(around, PARTY_WORKPLACE, id)) return;
    Arena *arena = around->region->arena;
    PartyRecord *place = around_party(around, PARTY_WORKPLACE, id);
    const char *what = lessons ? "Leslocatie" : "Werkplek";
    place->field[WORKPLACE_organisation] = value_str(of);
    place->field[WORKPLACE_kind] =
        value_code(WORKPLACE_KIND_CODES, lessons ? S("lesson_place") : S("workplace"));
    place->field[WORKPLACE_name] =
        value_str(str_printf(arena, "%s %.*s (demo)", what, STR_ARGS(id)));
    place->field[WORKPLACE_postcode] = postcode;
}

static void supervisor_add(Around *around, Str workplace, Str opening) {
    const Region *region = around->region;
    Str id = str_printf(region->arena, "praktijkopleider-%.*s", STR_ARGS(workplace));
    if (party_find(around, PARTY_SUPERVISOR, id)) return;
    Dice dice = dice_of(dice_root(region->request.seed, S("supervisor"), ++around->supervisors),
                        S("places"));
    PartyRecord *supervisor = around_party(around, PARTY_SUPERVISOR, id);
    Value places = value_number(
        region_between(region, &dice, FIGURE_supervisor_places_min, FIGURE_supervisor_places_max));
    supervisor->field[SUPERVISOR_workplace] = value_str(workplace);
    supervisor->field[SUPERVISOR_name] =
        value_str(str_printf(region->arena, "Praktijkopleider %d (demo)", around->supervisors));
    supervisor->field[SUPERVISOR_places] = places;
    around_resource(around, (Capacity){ "supervisor", id, supervisor->field[SUPERVISOR_name],
                                        places, opening });
}

static void employers_add(Around *around) {
    const Region *region = around->region;
    Employers employers = employers_make(region);
    for (int i = 0; i < employers.count; i++) {
        const Employer *employer = &employers.employer[i];
        PartyRecord *party = organisation_add(around, employer->id, "employer", employer->name);
        party->field[ORGANISATION_municipality] = employer->municipality;
        party->field[ORGANISATION_sector_sbi] = employer->sector->sbi;
        Str place = workplace_id(region->arena, employer->id);
        workplace_add(around, place, employer->id, false, employer->postcode);
        supervisor_add(around, place, STR_EMPTY);
    }
}

static void municipalities_add(Around *around) {
    const Figures *figures = around->region->figures;
    Arena *arena = around->region->arena;
    for (size_t i = 0; i < figures->area_count; i++) {
        Value code = figures->areas[i].municipality;
        Str id = str_printf(arena, "gemeente-%.*s", STR_ARGS(code.text));
        Str name = str_printf(arena, "Gemeente %.*s (demo)", STR_ARGS(code.text));
        organisation_add(around, id, "municipality", name)->field[ORGANISATION_municipality] = code;
    }
}

/* Where the phases of a class take place. */
static void places_of_opening(Around *around, const OpeningRecord *opening) {
    const RecordType *type = &opening_list_type[OPENING_LIST_PHASE];
    const RecordList *phases = &opening->list[OPENING_LIST_PHASE];
    const PartyRows *parties = &around->made->party;
    Str school = opening->field[OPENING_issuing_school].text, school_id = STR_EMPTY;
    for (size_t i = 0; i < parties->count && !school_id.len; i++) {
        const PartyRecord *party = &parties->record[i];
        if (party->kind == PARTY_ORGANISATION &&
            str_equal(party->field[ORGANISATION_name].text, school)) {
            school_id = party->id;
        }
    }
    for (size_t row = 0; row < phases->count; row++) {
        Value work = record_value(type, phases, row, PHASE_workplace);
        Value lessons = record_value(type, phases, row, PHASE_lesson_place);
        if (lessons.known && school_id.len) {
            workplace_add(around, lessons.text, school_id, true,
                          record_value(type, phases, row, PHASE_lesson_postcode));
        }
        if (!work.known) continue;
        workplace_add(around, work.text, opening->field[OPENING_employer].text, false,
                      record_value(type, phases, row, PHASE_workplace_postcode));
        supervisor_add(around, work.text, opening->id);
    }
}

static void counsellors_add(Around *around) {
    const Region *region = around->region;
    const Figures *figures = region->figures;
    for (int i = 1; i <= (int)region_figure(region, FIGURE_organisations_client_managers); i++) {
        Dice dice = dice_of(dice_root(region->request.seed, S("counsellor"), i), S("points"));
        Value of = figures->areas[(size_t)(i - 1) % figures->area_count].municipality;
        Str id = str_printf(region->arena, "klantmanager-%02d", i);
        PartyRecord *counsellor = around_party(around, PARTY_COUNSELLOR, id);
        Value points =
            value_number(region_between(region, &dice, FIGURE_counsellor_capacity_points_min,
                                        FIGURE_counsellor_capacity_points_max));
        Str organisation = str_printf(region->arena, "gemeente-%.*s", STR_ARGS(of.text));
        Value name = value_str(str_printf(region->arena, "Klantmanager %02d (demo)", i));
        counsellor->field[COUNSELLOR_organisation] = value_str(organisation);
        counsellor->field[COUNSELLOR_role] = value_code(COUNSELLOR_ROLE_CODES, S("client_manager"));
        counsellor->field[COUNSELLOR_name] = name;
        counsellor->field[COUNSELLOR_capacity_points] = points;
        around_resource(around, (Capacity){ "counsellor", id, name, points, STR_EMPTY });
    }
}

/* --- recognitions --- */

static bool recognition_is_there(const Around *around, const Value *value) {
    for (size_t i = 0; i < around->made->recognition_count; i++) {
        const Value *had = around->made->recognition[i];
        if (str_equal(had[RECOGNITION_company_id].text, value[RECOGNITION_company_id].text) &&
            had[RECOGNITION_crebo].number == value[RECOGNITION_crebo].number &&
            str_equal(had[RECOGNITION_postcode].text, value[RECOGNITION_postcode].text)) {
            return true;
        }
    }
    return false;
}

/* The company gets the id by which recognitions name it. */
static Value company_id(Around *around, Str employer) {
    PartyRows *rows = &around->made->party;
    for (size_t i = 0; i < rows->count; i++) {
        PartyRecord *party = &rows->record[i];
        if (party->kind != PARTY_ORGANISATION || !str_equal(party->id, employer)) continue;
        Str id = str_printf(around->region->arena, "demo-leerbedrijf-%.*s", STR_ARGS(employer));
        party->field[ORGANISATION_company_id] = value_str(id);
        return party->field[ORGANISATION_company_id];
    }
    return VALUE_UNKNOWN;
}

static void recognition_add(Around *around, const OpeningRecord *opening) {
    const Region *region = around->region;
    Value crebo = opening->field[OPENING_crebo], postcode = opening->field[OPENING_postcode];
    Dice dice = dice_of(dice_root(region->request.seed, S("recognition"), 0), opening->id);
    if (!crebo.known || !postcode.known) return;
    if (!dice_chance(&dice, region_figure(region, FIGURE_recognition_known_permille))) return;
    int64_t months = region_between(region, &dice, FIGURE_recognition_months_ago_min,
                                    FIGURE_recognition_months_ago_max);
    Value value[RECOGNITION_FIELD_COUNT] = { 0 };
    value[RECOGNITION_company_id] = company_id(around, opening->field[OPENING_employer].text);
    value[RECOGNITION_company_name] = opening->field[OPENING_employer_name];
    value[RECOGNITION_crebo] = crebo;
    value[RECOGNITION_postcode] = postcode;
    value[RECOGNITION_valid_from] =
        value_number(day_add_months(region->request.today, (int)-months));
    if (!value[RECOGNITION_company_id].known || recognition_is_there(around, value)) return;
    memcpy(around->made->recognition[around->made->recognition_count++], value, sizeof value);
}

void around_parties(Around *around, const OpeningRows *openings) {
    static const Several several[] = {
        { FIGURE_organisations_agencies, "agency", "uitzendbureau", "Uitzendbureau", 2 },
        { FIGURE_organisations_schools, "school", "mbo-school", "Mbo-school", 1 },
        { FIGURE_organisations_language_schools, "school", "taalschool", "Taalschool", 1 },
    };
    for (size_t i = 0; i < sizeof several / sizeof *several; i++) {
        organisations_add(around, several[i]);
    }
    municipalities_add(around);
    employers_add(around);
    around->made->recognition =
        arena_get(around->region->arena, openings->count * sizeof *around->made->recognition);
    for (size_t i = 0; i < openings->count; i++) {
        places_of_opening(around, &openings->record[i]);
        recognition_add(around, &openings->record[i]);
    }
    counsellors_add(around);
}
