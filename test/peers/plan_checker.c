/* plan_checker PROBLEM.json ANSWER.json [CERTIFICATE]: says whether the answer is true (see
 * plan_check.h). With a certificate no other solver is asked. */
#include "file.h"
#include "plan_check.h"

static const size_t text_bytes_max = (size_t)1 << 28, certificate_bytes_max = (size_t)4 << 30;

static bool is_read(Arena *arena, const char *path, size_t bytes_max, Str *ret_text) {
    if (file_read(arena, path, bytes_max, ret_text) == OK) return true;
    fprintf(stderr, "plan_checker: cannot read %s\n", path);
    return false;
}

static void certificate_tell(const PlanCertificate *read) {
    printf("certificate: %ld parts, %ld prices, %ld drops, %ld splits, %ld leaves\n", read->parts,
           read->prices, read->drops, read->splits, read->leaves);
}

int main(int count, char **argument) {
    AUTO(arena_end_at) Arena *arena = arena_new("plan_checker", (size_t)16 << 30);
    Str problem, answer, certificate = { 0 };
    if (count != 3 && count != 4) {
        fprintf(stderr, "usage: plan_checker PROBLEM.json ANSWER.json [CERTIFICATE]\n");
        return 2;
    }
    if (!is_read(arena, argument[1], text_bytes_max, &problem) ||
        !is_read(arena, argument[2], text_bytes_max, &answer) ||
        (count == 4 && !is_read(arena, argument[3], certificate_bytes_max, &certificate))) {
        return 2;
    }
    PlanCheck check;
    bool fine = count == 3
                    ? plan_check(problem.at, problem.len, answer.at, answer.len, &check)
                    : plan_check_certificate(problem.at, answer.at, certificate.at, certificate.len,
                                             &check);
    static const char *const bounds[] = {
        [BOUND_TRUE] = "bound recomputed",
        [BOUND_FALSE] = "bound refuted",
        [BOUND_UNPROVEN] = "bound neither proven nor refuted",
        [BOUND_UNASKED] = "bound not recomputed",
    };
    printf("%s: %s, value %lld, %s%s%s\n", fine ? "true" : "WRONG", check.status, check.value,
           bounds[check.bound], fine ? "" : ": ", fine ? "" : check.why);
    if (count == 4) certificate_tell(&check.certificate);
    return fine ? 0 : 1;
}
