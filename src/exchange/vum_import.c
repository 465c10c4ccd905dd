#include "vum_import.h"

#include "auto.h"
#include "vum_json.h"

enum { SCRATCH_BYTES_MAX = 512 * 1024 * 1024 };

/* --- occupations --- */

Str vum_group_of(void *run, Str occupation) {
    const Occupation *known = occupation_find(&((VumRun *)run)->occupations, occupation);
    return known ? known->isco : STR_EMPTY;
}

/* The same, and remembered for the report. */
static Str group_counted(void *context, Str occupation) {
    VumRun *run = context;
    Str isco = vum_group_of(run, occupation);
    run->address = arena_room(run->request->arena, VumAddress, run->address, run->address_count,
                              &run->address_capacity);
    run->address[run->address_count++] = (VumAddress){ occupation, isco.len > 0 };
    return isco;
}

static int address_order(const void *a, const void *b) {
    return str_compare(((const VumAddress *)a)->address, ((const VumAddress *)b)->address);
}

static void note_occupations(VumRun *run) {
    int64_t count = 0, unmapped = 0;
    if (run->address_count) {
        qsort(run->address, run->address_count, sizeof *run->address, address_order);
    }
    for (size_t i = 0; i < run->address_count; i++) {
        if (i && str_equal(run->address[i].address, run->address[i - 1].address)) continue;
        count++;
        unmapped += !run->address[i].mapped;
    }
    import_note(run->report, PHRASE(WORD_vum_note_occupations, VALUE_NUMBER("unmapped", unmapped),
                                    VALUE_NUMBER("count", count)));
}

/* --- double ids --- */

typedef struct IdAt {
    Str id;
    size_t position;
} IdAt;

static int id_order(const void *left, const void *right) {
    const IdAt *a = left, *b = right;
    int order = str_compare(a->id, b->id);
    if (order) return order;
    return a->position < b->position ? -1 : a->position > b->position;
}

/* Per record: 0, or 1 + the position of the first record with the same id. */
static size_t *doubles_find(Arena *arena, VumDomain domain, const json_t *records) {
    size_t count = json_array_size(records);
    size_t *first = arena_many(arena, size_t, count);
    IdAt *ids = arena_many(arena, IdAt, count);
    for (size_t i = 0; i < count; i++) {
        ids[i] = (IdAt){ vum_record_id(domain, json_array_get(records, i)), i };
    }
    if (count) qsort(ids, count, sizeof *ids, id_order);
    for (size_t i = 1, begin = 0; i < count; i++) {
        if (!str_equal(ids[i].id, ids[begin].id)) begin = i;
        else if (ids[i].id.len) first[ids[i].position] = ids[begin].position + 1;
    }
    return first;
}

/* --- the report --- */

static Phrase place_of(const VumRun *run, const json_t *record, size_t position, Str path) {
    Str id = vum_record_id(run->domain, record);
    int64_t number = (int64_t)position + 1;
    if (!path.len && !id.len) return PHRASE(WORD_vum_place_record, VALUE_NUMBER("record", number));
    if (!path.len) {
        return PHRASE(WORD_vum_place_id, VALUE_NUMBER("record", number), VALUE_TEXT("id", id));
    }
    if (!id.len) {
        return PHRASE(WORD_vum_place_no_id, VALUE_NUMBER("record", number),
                      VALUE_TEXT("path", path));
    }
    return PHRASE(WORD_vum_place, VALUE_NUMBER("record", number), VALUE_TEXT("id", id),
                  VALUE_TEXT("path", path));
}

static void remark(VumRun *run, bool refused, Phrase place, Phrase reason) {
    import_remark(run->request->arena, run->report, refused, place, reason);
}

static bool record_is_refused(VumRun *run, const json_t *record, size_t position, size_t first) {
    VumFault fault;
    if (!vum_record_check(run->scratch, run->domain, record, &fault)) {
        remark(run, true, place_of(run, record, position, fault.path), fault.reason);
        return true;
    }
    if (!first) return false;
    Str path = str_from(vum_table[run->domain].id_name);
    remark(run, true, place_of(run, record, position, path),
           PHRASE(WORD_vum_id_twice, VALUE_TEXT("value", vum_record_id(run->domain, record)),
                  VALUE_NUMBER("record", (int64_t)first)));
    return true;
}

/* --- the run --- */

static Result record_take(VumRun *run, const json_t *record, size_t position, VumStore *store,
                          bool *ret_changed) {
    VumReading reading = { .arena = run->scratch,
                           .today = run->request->today,
                           .isco_of = group_counted,
                           .isco_context = run };
    Result result = store(run, &reading, record, ret_changed);
    for (size_t i = 0; i < reading.flag_count; i++) {
        const VumFlag *flag = &reading.flag[i];
        remark(run, false, place_of(run, record, position, flag->path),
               PHRASE(flag->reason, VALUE_TEXT("value", flag->value)));
    }
    return result;
}

Result vum_import(VumRun *run, Str bytes, VumStore *store, Phrase *ret_why) {
    AUTO(vum_json_end) json_t *records = NULL;
    Result result = vum_json_read(bytes, &records, ret_why);
    if (result != OK) return result;
    const ImportRequest *request = run->request;
    result = occupations_load(request->db, request->arena, request->tenant, &run->occupations);
    if (result != OK) return result;
    AUTO(arena_end_at) Arena *whole = arena_new("ids of one file", SCRATCH_BYTES_MAX);
    AUTO(arena_end_at) Arena *scratch = arena_new("one record of the exchange", SCRATCH_BYTES_MAX);
    run->scratch = scratch;
    size_t count = json_array_size(records);
    const size_t *first = doubles_find(whole, run->domain, records);
    for (size_t i = 0; i < count && result == OK; i++) {
        ArenaMark mark = arena_mark(scratch);
        const json_t *record = json_array_get(records, i);
        bool changed = false;
        import_row_begin(run->report);
        if (!record_is_refused(run, record, i, first[i]) &&
            import_may_write(request, run->report)) {
            result = record_take(run, record, i, store, &changed);
        }
        import_row_end(run->report, changed);
        arena_rewind(scratch, mark);
        import_tell(request, (int64_t)i + 1, (int64_t)count);
    }
    note_occupations(run);
    run->address_count = 0; /* they point into the file, which ends here */
    return result;
}
