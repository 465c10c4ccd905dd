#include "import.h"

#include "audit/audit.h"

enum { PROGRESS_ROWS = 1000, NOTES_MAX = sizeof(((ImportReport *)0)->note) / sizeof(Phrase) };

/* --- the report --- */

void import_row_begin(ImportReport *report) {
    report->rows++;
    report->row_refused = false;
}

void import_row_end(ImportReport *report, bool changed) {
    if (report->row_refused) return;
    report->taken++;
    report->changed += changed;
}

/* Phrases point at scratch memory of a row; a report lives longer. */
static Phrase phrase_kept(Arena *arena, Phrase phrase) {
    for (int i = 0; i < phrase.value_count; i++) {
        PhraseValue *value = &phrase.value[i];
        if (value->kind == PHRASE_TEXT) value->text = str_copy(arena, value->text);
        if (value->kind != PHRASE_PHRASE) continue;
        Phrase *inner = arena_one(arena, Phrase);
        *inner = phrase_kept(arena, *value->phrase);
        value->phrase = inner;
    }
    return phrase;
}

void import_remark(Arena *arena, ImportReport *report, bool refused, Phrase place, Phrase reason) {
    if (!refused) report->flagged++;
    else if (!report->row_refused) report->refused++;
    report->row_refused = report->row_refused || refused;
    report->remarks++;
    if (report->remark_count == REPORT_ROWS_SHOWN_MAX) return;
    report->remark = arena_room(arena, ImportRemark, report->remark, report->remark_count,
                                &report->remark_capacity);
    report->remark[report->remark_count++] = (ImportRemark){
        .refused = refused, .place = phrase_kept(arena, place), .reason = phrase_kept(arena, reason)
    };
}

void import_note(ImportReport *report, Phrase note) {
    if (report->note_count < NOTES_MAX) report->note[report->note_count++] = note;
}

bool import_may_write(const ImportRequest *request, const ImportReport *report) {
    return request->keep_going || !report->refused;
}

void import_tell(const ImportRequest *request, int64_t done, int64_t total) {
    if (!request->progress || done % PROGRESS_ROWS) return;
    request->progress(done, total, request->progress_context);
}

/* --- one file --- */

static Result log_event(const ImportRequest *request, AuditCode code, Str kind,
                        const ImportReport *report) {
    Str figures = str_printf(request->arena, "rows=%lld taken=%lld changed=%lld refused=%lld"
                             " flagged=%lld", (long long)report->rows, (long long)report->taken,
                             (long long)report->changed, (long long)report->refused,
                             (long long)report->flagged);
    if (report->counts_list) {
        figures = str_printf(request->arena, "%.*s new=%lld gone=%lld", STR_ARGS(figures),
                             (long long)report->fresh, (long long)report->gone);
    }
    AuditEvent event = { .code = code, .actor = S("command-line"), .subject = kind,
                         .value = figures };
    return audit_write(request->db, request->tenant, event);
}

static Result file_refuse(const ImportRequest *request, Str kind, const ImportReport *report) {
    db_rollback(request->db);
    if (request->dry_run) return INVALID;
    Result result = db_begin(request->db);
    if (result == OK) result = log_event(request, AUDIT_import_refused, kind, report);
    result = db_keep(request->db, result);
    return result == OK ? INVALID : result;
}

static Result file_apply(const ImportRequest *request, Str kind, ImportReport *report) {
    if (request->dry_run) {
        db_rollback(request->db);
        return OK;
    }
    Result result = log_event(request, AUDIT_import_applied, kind, report);
    result = db_keep(request->db, result);
    report->applied = result == OK;
    return result;
}

Result import_bytes(const ImportRequest *request, Str kind, Str bytes, ImportReport *ret_report,
                    Phrase *ret_why) {
    const ImportKind *found = import_kind_find(kind);
    *ret_report = (ImportReport){ 0 };
    *ret_why = PHRASE(WORD_none);
    if (!found) return NOT_FOUND;
    Result result = db_begin(request->db);
    if (result != OK) return result;
    Str name = str_from(found->name);
    result = bytes.len > IMPORT_BYTES_MAX ? INVALID : OK;
    if (result == OK) result = found->run(request, bytes, ret_report, ret_why);
    else *ret_why = PHRASE(WORD_csv_too_large, VALUE_NUMBER("maximum", IMPORT_BYTES_MAX >> 20));
    if (result == OK && import_may_write(request, ret_report)) {
        return file_apply(request, name, ret_report);
    }
    if (result == OK || result == INVALID) return file_refuse(request, name, ret_report);
    db_rollback(request->db);
    return result;
}

static Result export_log(const ExportRequest *request, Str kind) {
    Result result = db_begin(request->db);
    if (result != OK) return result;
    Str value = str_printf(request->arena, "identity=%d sensitive=%d", request->identity,
                           request->sensitive);
    AuditEvent event = { .code = AUDIT_export_read, .actor = S("command-line"), .subject = kind,
                         .value = value };
    result = audit_write(request->db, request->tenant, event);
    return db_keep(request->db, result);
}

Result export_bytes(const ExportRequest *request, Str kind, Str *ret_bytes) {
    const ImportKind *found = import_kind_find(kind);
    if (!found || !found->export) return NOT_FOUND;
    Result result = export_log(request, str_from(found->name));
    if (result == OK) result = db_begin_read(request->db);
    if (result != OK) return result;
    Str bytes = STR_EMPTY;
    result = found->export(request, &bytes);
    db_rollback(request->db);
    if (result == OK) *ret_bytes = bytes;
    return result;
}
