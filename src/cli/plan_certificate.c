#include "plan_certificate.h"

static const size_t CERTIFICATE_BYTES_MAX = (size_t)1 << 30; /* at once */
static const char HEAD[] = "{\"certificate\":1}\n";

static bool is_certificate(const char *head, size_t len) {
    return len >= sizeof HEAD - 1 && memcmp(head, HEAD, sizeof HEAD - 1) == 0;
}

static Result failed(Command *command, Result result) {
    PhraseValue file = VALUE_TEXT("file", str_from(command->option[OPTION_certificate]));
    if (result == CONFLICT) complain(command, PHRASE(WORD_backup_stranger, file));
    else complain(command, PHRASE(WORD_plan_certificate_unwritable, file));
    return result;
}

static bool bytes_keep(void *context, Str bytes) {
    CertificateFile *file = context;
    if (file->result == OK) file->result = part_write(&file->part, bytes);
    return file->result == OK;
}

Result certificate_begin(Command *command, const Problem *problem, CertificateFile *file) {
    const char *path = command->option[OPTION_certificate];
    if (!path) return OK;
    if (problem->stage_count) {
        complain(command, PHRASE(WORD_plan_certificate_impossible));
        return REFUSED;
    }
    Result result = part_begin(&file->part, path, true, is_certificate);
    if (result != OK) return failed(command, result);
    file->asked = true;
    file->certificate = (Certificate){ .text = text_new(command->arena, CERTIFICATE_BYTES_MAX),
                                       .keep = bytes_keep,
                                       .context = file };
    text_add(&file->certificate.text, str_from(HEAD));
    return OK;
}

Result certificate_keep(Command *command, CertificateFile *file, const Solution *solution) {
    Certificate *certificate = &file->certificate;
    Text *text = &certificate->text;
    if (!file->asked) return OK;
    if (file->result != OK) return failed(command, file->result);
    bool proven = solution->status == PLAN_OPTIMAL || solution->status == PLAN_INFEASIBLE;
    if (solution->has_value) {
        text_addf(text, "{\"end\":{\"value\":%lld}}\n", (long long)solution->value);
    } else {
        text_add(text, S("{\"end\":{\"value\":null}}\n"));
    }
    if (!proven || certificate->has_gap || text_failed(text)) {
        complain(command, PHRASE(WORD_plan_certificate_none));
        return OK;
    }
    Result result = part_write(&file->part, text_str(text));
    if (result == OK) result = part_keep(&file->part);
    return result == OK ? OK : failed(command, result);
}

void certificate_end(CertificateFile *file) {
    part_end(&file->part);
}
