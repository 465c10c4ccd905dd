/* How long a body is, and what happens to the connection after it (RFC 9112 sections 6, 7, 9). */
#include "http_chars.h"
#include "http_read.h"

static int length_read(Str digits, size_t bytes_max, size_t *ret_bytes) {
    size_t bytes = 0;
    if (!digits.len || (digits.at[0] == '0' && digits.len > 1)) return 400;
    for (size_t i = 0; i < digits.len; i++) {
        if (!char_is_digit(digits.at[i])) return 400;
    }
    for (size_t i = 0; i < digits.len; i++) {
        bytes = bytes * 10 + (size_t)(digits.at[i] - '0');
        if (bytes > bytes_max) return 413;
    }
    *ret_bytes = bytes;
    return 0;
}

/* No coding is taken: a body in pieces has no length, and that is what we ask for. */
static int coding_refused(int minor, Str coding, bool has_length) {
    if (has_length || !minor || !coding.len) return 400;
    return str_equal_any_case(coding, S("chunked")) ? 411 : 501;
}

static int body_read(int minor, const HttpLimits *limits, HttpHead *head) {
    const HttpField *length = http_field_find(&head->request, S("content-length"));
    const HttpField *coding = http_field_find(&head->request, S("transfer-encoding"));
    if (coding) return coding_refused(minor, coding->value, length);
    if (!length) return head->request.method == HTTP_POST ? 411 : 0;
    int status = length_read(length->value, limits->body_bytes_max, &head->body_bytes);
    if (head->request.method != HTTP_POST && (status == 413 || head->body_bytes)) return 400;
    return status;
}

int http_framing_read(int minor, const HttpLimits *limits, HttpHead *head) {
    int status = body_read(minor, limits, head);
    if (status) return status;
    const HttpField *expect = http_field_find(&head->request, S("expect"));
    if (expect && minor) {
        if (!str_equal_any_case(expect->value, S("100-continue"))) return 417;
        head->wants_continue = head->body_bytes > 0;
    }
    head->keeps = minor && !http_list_has(&head->request, S("connection"), S("close"));
    return 0;
}
