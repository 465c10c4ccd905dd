#include "csv_vocabulary.h"

#include "csv_cell.h"
#include "csv_kinds.h"
#include "csv_write.h"
#include "fold.h"
#include "parties/parties.h"
#include "seen.h"

enum { HEADER_BYTES_MAX = 64 * 1024, ALTERNATIVES_BYTES_MAX = 64 * 1024 };

/* What a row can say; columns of a layout stand in this order. */
typedef enum Cell {
    CELL_ADDRESS,
    CELL_ISCO,
    CELL_LABEL,
    CELL_ALTERNATIVES,
    CELL_LABEL_EN,
    CELL_ALTERNATIVES_EN,
    CELL_SAME,
    CELL_CLOSE, /* the first of these three that is there is what it comes near */
    CELL_BROAD,
    CELL_NARROW,
    CELL_STATUS,
    CELL_COUNT
} Cell;

struct ConceptForm {
    ConceptKind kind;
    Scheme scheme;
    const char *name;              /* of its arena */
    const char *address_begins;    /* "" any */
    const char *column[CELL_COUNT]; /* NULL: this form has none */
    bool tells_language;
    const char *told_by; /* a column that only a list of this kind has; NULL: none */
};

#define ESCO_COLUMNS                                                                               \
    [CELL_ADDRESS] = "conceptUri", [CELL_LABEL] = "preferredLabel",                                \
    [CELL_ALTERNATIVES] = "altLabels", [CELL_STATUS] = "status"
#define COMPETENTNL_COLUMNS                                                                        \
    [CELL_ADDRESS] = "uri", [CELL_LABEL] = "prefLabel", [CELL_ALTERNATIVES] = "altLabel",          \
    [CELL_SAME] = "exactMatchESCO", [CELL_CLOSE] = "closeMatchESCO",                               \
    [CELL_BROAD] = "broadMatchESCO", [CELL_NARROW] = "narrowMatchESCO"
#define COMPETENTNL_BEGINS "https://linkeddata.competentnl.nl/"

static const ConceptForm forms[] = {
    { CONCEPT_OCCUPATION, SCHEME_ESCO, "occupations of ESCO",
      "http://data.europa.eu/esco/occupation/", { ESCO_COLUMNS, [CELL_ISCO] = "iscoGroup" },
      false, "iscoGroup" },
    { CONCEPT_SKILL, SCHEME_ESCO, "skills of ESCO", "http://data.europa.eu/esco/skill/",
      { ESCO_COLUMNS }, false, "skillType" },
    { CONCEPT_OCCUPATION, SCHEME_COMPETENTNL, "occupations of CompetentNL", COMPETENTNL_BEGINS,
      { COMPETENTNL_COLUMNS, [CELL_ISCO] = "isco" }, true, NULL },
    { CONCEPT_SKILL, SCHEME_COMPETENTNL, "skills of CompetentNL", COMPETENTNL_BEGINS,
      { COMPETENTNL_COLUMNS }, true, NULL },
};
enum { FORM_COUNT = sizeof forms / sizeof *forms };

static const ConceptForm own_skills = {
    CONCEPT_SKILL, SCHEME_OWN, "own skills", "",
    { [CELL_ADDRESS] = "skill", [CELL_LABEL] = "label", [CELL_ALTERNATIVES] = "alternatives",
      [CELL_LABEL_EN] = "label_en", [CELL_ALTERNATIVES_EN] = "alternatives_en",
      [CELL_SAME] = "same_as" },
    true, NULL
};

const ConceptForm *concept_form_own(void) {
    return &own_skills;
}

/* --- which form --- */

const ConceptForm *concept_form_of(ConceptKind kind, Str bytes) {
    AUTO(arena_end_at) Arena *arena = arena_new("a header", 16 * HEADER_BYTES_MAX);
    size_t end = 0;
    while (end < bytes.len && bytes.at[end] != '\n' && bytes.at[end] != '\r') end++;
    CsvTable header;
    CsvError error;
    if (end > HEADER_BYTES_MAX) return NULL;
    if (csv_table_read(arena, str_sub(bytes, 0, end), &header, &error) != OK) return NULL;
    for (size_t i = 0; i < FORM_COUNT; i++) {
        if (forms[i].kind != kind) continue;
        if (csv_column(&header, str_from(forms[i].column[CELL_ADDRESS])) >= 0) return &forms[i];
    }
    return NULL;
}

CsvLayout *concept_layout(Arena *arena, const ConceptForm *form) {
    static const int64_t bytes_max[CELL_COUNT] = {
        [CELL_ADDRESS] = VOCABULARY_ADDRESS_BYTES_MAX,
        [CELL_LABEL] = VOCABULARY_LABEL_BYTES_MAX,
        [CELL_ALTERNATIVES] = ALTERNATIVES_BYTES_MAX,
        [CELL_LABEL_EN] = VOCABULARY_LABEL_BYTES_MAX,
        [CELL_ALTERNATIVES_EN] = ALTERNATIVES_BYTES_MAX,
        [CELL_SAME] = VOCABULARY_ADDRESS_BYTES_MAX,
        [CELL_CLOSE] = VOCABULARY_ADDRESS_BYTES_MAX,
        [CELL_BROAD] = VOCABULARY_ADDRESS_BYTES_MAX,
        [CELL_NARROW] = VOCABULARY_ADDRESS_BYTES_MAX,
        [CELL_STATUS] = 100,
    };
    CsvLayout *layout = arena_one(arena, CsvLayout);
    layout->others_pass = form->scheme != SCHEME_OWN;
    for (int i = 0; i < CELL_COUNT; i++) {
        if (!form->column[i]) continue;
        FieldInfo field = { form->column[i], i == CELL_ISCO ? FIELD_ISCO : FIELD_TEXT, 0,
                            bytes_max[i], NULL };
        int at = csv_layout_field(layout, &field);
        bool of_esco = form->scheme == SCHEME_ESCO && i == CELL_ISCO;
        layout->column[at].required = i == CELL_ADDRESS || i == CELL_LABEL || of_esco;
    }
    return layout;
}

/* --- one row --- */

/* Position in the layout; -1: the form has no such cell. */
static int column_of(const ConceptForm *form, Cell cell) {
    int at = 0;
    if (!form->column[cell]) return -1;
    for (int i = 0; i < (int)cell; i++) at += form->column[i] != NULL;
    return at;
}

static Str cell_text(CsvReader *reader, const ConceptForm *form, Cell cell) {
    int column = column_of(form, cell);
    Value value = column < 0 ? VALUE_UNKNOWN : csv_value(reader, column);
    return value.known ? value.text : STR_EMPTY;
}

static bool has_lines(Str text) {
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '\n' || text.at[i] == '\r' || text.at[i] == '|') return true;
    }
    return false;
}

/* One that stands on one line: several together would be read as one. */
static Str line_text(CsvReader *reader, const ConceptForm *form, Cell cell) {
    Str text = cell_text(reader, form, cell);
    if (!has_lines(text)) return text;
    csv_refuse(reader, column_of(form, cell),
               PHRASE(WORD_vocabulary_one_only,
                      VALUE_TEXT("value", text_shown(reader->scratch, text, 60))));
    return STR_EMPTY;
}

typedef struct Lines {
    CsvReader *reader;
    int column;
    Str label; /* that they are alternatives of */
    Text text;
    int count;
    bool refused;
} Lines;

static bool line_is_there(const Lines *lines, Str line) {
    Str rest = text_str(&lines->text), other;
    if (str_equal_folded(lines->label, line)) return true;
    while (str_cut(&rest, '\n', &other)) {
        if (other.len && str_equal_folded(other, line)) return true;
    }
    return false;
}

static void line_add(Lines *lines, Str line) {
    line = str_trim(line);
    if (!line.len || lines->refused || line_is_there(lines, line)) return;
    if (line.len > VOCABULARY_LABEL_BYTES_MAX || lines->count == VOCABULARY_ALTERNATIVES_MAX) {
        lines->refused = true;
        Str shown = text_shown(lines->reader->scratch, line, 60);
        csv_refuse(lines->reader, lines->column,
                   PHRASE(WORD_vocabulary_label_refused, VALUE_TEXT("value", shown),
                          VALUE_NUMBER("bytes", VOCABULARY_LABEL_BYTES_MAX),
                          VALUE_NUMBER("maximum", VOCABULARY_ALTERNATIVES_MAX)));
        return;
    }
    if (lines->count++) text_add_char(&lines->text, '\n');
    text_add(&lines->text, line);
}

/* A list of others says of each which alternatives it has; an own one may leave that open. */
static bool is_said(const CsvReader *reader, const ConceptForm *form, Cell cell) {
    return form->scheme != SCHEME_OWN && reader->layout->column[column_of(form, cell)].at >= 0;
}

/* Labels by line ends, as ESCO has them, or by "|"; each once, and none that is the label
 * itself. */
static Str alternatives_read(CsvReader *reader, const ConceptForm *form, Cell cell, Str label) {
    Str text = cell_text(reader, form, cell);
    if (!text.len) return is_said(reader, form, cell) ? STR_EMPTY : (Str){ 0 };
    Lines lines = { .reader = reader, .column = column_of(form, cell), .label = label,
                    .text = text_new(reader->scratch, text.len) };
    size_t begin = 0;
    for (size_t i = 0; i <= text.len; i++) {
        bool ends = i == text.len || has_lines(str_sub(text, i, 1));
        if (!ends) continue;
        line_add(&lines, str_sub(text, begin, i - begin));
        begin = i + 1;
    }
    return text_str(&lines.text);
}

static void address_check(CsvReader *reader, const ConceptForm *form, Str address) {
    Str begins = str_from(form->address_begins);
    if (!address.len || (str_starts(address, begins) && address.len > begins.len)) return;
    csv_refuse(reader, column_of(form, CELL_ADDRESS),
               PHRASE(WORD_record_value_refused,
                      VALUE_TEXT("value", csv_shown(reader->scratch, address)),
                      VALUE_TEXT("allowed",
                                 str_printf(reader->scratch, "%s...", form->address_begins))));
}

static Str isco_text(CsvReader *reader, const ConceptForm *form) {
    Str isco = cell_text(reader, form, CELL_ISCO);
    if (!isco.len || isco_exists(isco)) return isco;
    csv_refuse(reader, column_of(form, CELL_ISCO),
               PHRASE(WORD_party_isco_unknown, VALUE_TEXT("isco", isco)));
    return STR_EMPTY;
}

static Str near_text(CsvReader *reader, const ConceptForm *form) {
    Str near = STR_EMPTY;
    for (int cell = CELL_CLOSE; cell <= CELL_NARROW; cell++) {
        Str text = line_text(reader, form, (Cell)cell);
        if (!near.len) near = text;
    }
    return near;
}

void concept_read(CsvReader *reader, const ConceptForm *form, Concept *ret_concept) {
    Tongue tongue = form->tells_language ? TONGUE_NL : reader->request->labels;
    Concept concept = { .kind = form->kind, .scheme = form->scheme, .gone_on = DAY_UNKNOWN,
                        .address = line_text(reader, form, CELL_ADDRESS),
                        .isco = isco_text(reader, form),
                        .same_as = line_text(reader, form, CELL_SAME),
                        .near_to = near_text(reader, form) };
    address_check(reader, form, concept.address);
    Str label = line_text(reader, form, CELL_LABEL);
    concept.label[tongue] = label;
    concept.alternatives[tongue] = alternatives_read(reader, form, CELL_ALTERNATIVES, label);
    if (form->column[CELL_LABEL_EN]) {
        Str english = line_text(reader, form, CELL_LABEL_EN);
        concept.label[TONGUE_EN] = english;
        concept.alternatives[TONGUE_EN] =
            alternatives_read(reader, form, CELL_ALTERNATIVES_EN, english);
    }
    Str status = cell_text(reader, form, CELL_STATUS);
    if (status.len && !str_equal(status, S("released"))) concept.gone_on = reader->request->today;
    *ret_concept = concept;
}

/* --- the file --- */

static Str columns_text(Arena *arena, const ConceptForm *form) {
    Text text = text_new(arena, 1024);
    text_add(&text, str_from(form->told_by));
    for (int i = 0; i < CELL_COUNT; i++) {
        bool again = form->column[i] && !strcmp(form->column[i], form->told_by);
        if (form->column[i] && !again) text_addf(&text, ", %s", form->column[i]);
    }
    return text_str(&text);
}

typedef struct ListReading {
    const ConceptForm *form;
    Concepts stored; /* of this list, by address */
    bool *met;
    Seen *seen;
    ImportReport *report;
} ListReading;

/* SIZE_MAX: not stored. */
static size_t stored_find(const ListReading *reading, Str address) {
    size_t from = 0, until = reading->stored.count;
    while (from < until) {
        size_t middle = from + (until - from) / 2;
        int order = str_compare(reading->stored.row[middle].address, address);
        if (!order) return middle;
        if (order < 0) from = middle + 1;
        else until = middle;
    }
    return SIZE_MAX;
}

/* One that left its list before stays gone since that day. */
static void gone_day_keep(Concept *concept, const Concept *stored) {
    bool both = concept->gone_on != DAY_UNKNOWN && stored->gone_on != DAY_UNKNOWN;
    if (both) concept->gone_on = stored->gone_on;
}

static Result concept_take(CsvReader *reader, void *context, bool *ret_changed) {
    ListReading *reading = context;
    Concept concept;
    concept_read(reader, reading->form, &concept);
    csv_refuse_twice(reader, column_of(reading->form, CELL_ADDRESS), reading->seen,
                     concept.address);
    size_t at = stored_find(reading, concept.address);
    if (at != SIZE_MAX) reading->met[at] = true;
    if (!csv_row_is_good(reader)) return OK;
    if (at == SIZE_MAX) {
        *ret_changed = true;
        reading->report->fresh++;
        return concept_put(reader->request->db, reader->request->tenant, &concept);
    }
    Concept merged = reading->stored.row[at];
    gone_day_keep(&concept, &merged);
    *ret_changed = concept_merge(&concept, &merged);
    return *ret_changed ? concept_put(reader->request->db, reader->request->tenant, &merged) : OK;
}

static Result stored_load(ListReading *reading, const ImportRequest *request, Arena *arena) {
    Concepts all;
    Result result = concepts_load(request->db, arena, request->tenant, reading->form->kind, &all);
    if (result != OK) return result;
    size_t first = 0, end = 0;
    while (first < all.count && all.row[first].scheme != reading->form->scheme) first++;
    for (end = first; end < all.count && all.row[end].scheme == reading->form->scheme;) end++;
    reading->stored = (Concepts){ all.row + first, end - first };
    reading->met = arena_many(arena, bool, reading->stored.count);
    return OK;
}

static Result missed_mark(ListReading *reading, const ImportRequest *request) {
    ImportReport *report = reading->report;
    if (reading->form->scheme == SCHEME_OWN) return OK;
    if (report->refused) {
        import_note(report, PHRASE(WORD_vocabulary_none_gone));
        return OK;
    }
    Result result = OK;
    for (size_t i = 0; i < reading->stored.count && result == OK; i++) {
        Concept *concept = &reading->stored.row[i];
        if (reading->met[i] || concept->gone_on != DAY_UNKNOWN) continue;
        concept->gone_on = request->today;
        report->gone++;
        result = concept_put(request->db, request->tenant, concept);
    }
    return result;
}

static void figures_note(const ListReading *reading) {
    ImportReport *report = reading->report;
    import_note(report, PHRASE(WORD_vocabulary_counts, VALUE_NUMBER("new", report->fresh),
                               VALUE_NUMBER("changed", report->changed - report->fresh),
                               VALUE_NUMBER("gone", report->gone)));
}

Result csv_concepts_import(const ConceptForm *form, const ImportRequest *request, Str bytes,
                           ImportReport *report, Phrase *ret_why) {
    AUTO(arena_end_at) Arena *arena = arena_new(form->name, CSV_ARENA_BYTES_MAX);
    if (!form->tells_language && !request->labels_told) {
        *ret_why = PHRASE(WORD_vocabulary_language_needed);
        return INVALID;
    }
    CsvReader reader = { .request = request, .report = report,
                         .layout = concept_layout(arena, form) };
    Result result = csv_open(&reader, arena, bytes, ret_why);
    if (result != OK) return result;
    if (form->told_by && csv_column(&reader.table, str_from(form->told_by)) < 0) {
        Str column = str_from(form->told_by);
        *ret_why = PHRASE(WORD_csv_column_missing, VALUE_TEXT("column", column),
                          VALUE_TEXT("allowed", columns_text(request->arena, form)));
        return INVALID;
    }
    ListReading reading = { .form = form, .report = report,
                            .seen = seen_new(arena, reader.table.row_count) };
    report->counts_list = true;
    result = stored_load(&reading, request, arena);
    if (result == OK) result = csv_each(&reader, concept_take, &reading);
    if (result == OK && import_may_write(request, report)) {
        result = missed_mark(&reading, request);
        figures_note(&reading);
    }
    bool changed = report->changed || report->gone;
    if (result != OK || !changed) return result;
    return vocabulary_changed(request->db, request->tenant);
}

/* --- the file `skills` --- */

Result csv_skills_import(const ImportRequest *request, Str bytes, ImportReport *report,
                         Phrase *ret_why) {
    const ConceptForm *form = concept_form_of(CONCEPT_SKILL, bytes);
    return csv_concepts_import(form ? form : &own_skills, request, bytes, report, ret_why);
}

static void own_skill_write(CsvWriter *writer, Arena *scratch, const Concept *concept) {
    csv_write(writer, scratch, concept->address);
    csv_write(writer, scratch, concept->label[TONGUE_NL]);
    csv_write(writer, scratch, concept->alternatives[TONGUE_NL]);
    csv_write(writer, scratch, concept->label[TONGUE_EN]);
    csv_write(writer, scratch, concept->alternatives[TONGUE_EN]);
    csv_write(writer, scratch, concept->same_as);
}

/* The tenant's own; a list of others comes from them. */
Result csv_skills_export(const ExportRequest *request, Str *ret_bytes) {
    AUTO(arena_end_at) Arena *arena = arena_new("skills export", CSV_ARENA_BYTES_MAX);
    Concepts all;
    Result result = concepts_load(request->db, arena, request->tenant, CONCEPT_SKILL, &all);
    if (result != OK) return result;
    CsvWriter writer = csv_writer(request->arena, concept_layout(arena, &own_skills), request);
    for (size_t i = 0; i < all.count && all.row[i].scheme == SCHEME_OWN; i++) {
        ArenaMark mark = arena_mark(arena);
        own_skill_write(&writer, arena, &all.row[i]);
        arena_rewind(arena, mark);
    }
    return csv_written(&writer, ret_bytes);
}

Str csv_skills_template(Arena *arena) {
    static const CsvExample row[] = {
        { { "skill", "own.weld_aluminium", "label", "aluminium lassen", "alternatives",
            "TIG-lassen|lassen van aluminium", "label_en", "welding aluminium", NULL } },
        { { "skill", "own.serve_breakfast", "label", "ontbijt serveren", NULL } },
    };
    return csv_template(arena, concept_layout(arena, &own_skills), row, sizeof row / sizeof *row);
}
