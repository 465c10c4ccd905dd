#include "plan_certificate.h"

#include "file_part.h"

static const size_t CERTIFICATE_BYTES_MAX = (size_t)1 << 30;
static const char HEAD[] = "{\"certificate\":1}\n";

static bool is_certificate(const char *head, size_t len) {
    return len >= sizeof HEAD - 1 && memcmp(head, HEAD, sizeof HEAD - 1) == 0;
}

Result certificate_prepare(Command *command, const Problem *problem,
                           Certificate **ret_certificate) {
    *ret_certificate = NULL;
    if (!command->option[OPTION_certificate]) return OK;
    if (problem->stage_count || !problem_is_flow(problem)) {
        complain(command, PHRASE(WORD_plan_certificate_impossible));
        return REFUSED;
    }
    *ret_certificate = arena_one(command->arena, Certificate);
    (*ret_certificate)->text = text_new(command->arena, CERTIFICATE_BYTES_MAX);
    text_add(&(*ret_certificate)->text, str_from(HEAD));
    return OK;
}

static Result failed(Command *command, Result result, const char *path) {
    PhraseValue file = VALUE_TEXT("file", str_from(path));
    if (result == CONFLICT) complain(command, PHRASE(WORD_backup_stranger, file));
    else complain(command, PHRASE(WORD_plan_certificate_unwritable, file));
    return result;
}

Result certificate_keep(Command *command, Certificate *certificate, const Solution *solution) {
    if (!certificate) return OK;
    text_addf(&certificate->text, "{\"end\":{\"value\":%lld}}\n", (long long)solution->value);
    bool there = solution->status == PLAN_OPTIMAL && !certificate->has_gap &&
                 !text_failed(&certificate->text);
    if (!there) {
        complain(command, PHRASE(WORD_plan_certificate_none));
        return OK;
    }
    const char *path = command->option[OPTION_certificate];
    AUTO(part_end) FilePart part = { 0 };
    Result result = part_begin(&part, path, true, is_certificate);
    if (result == OK) result = part_write(&part, text_str(&certificate->text));
    if (result == OK) result = part_keep(&part);
    return result == OK ? OK : failed(command, result, path);
}
