/* solution_json.h: what the files that write the JSON answer share. */
#ifndef OPSTAP_SOLUTION_JSON_H
#define OPSTAP_SOLUTION_JSON_H

#include "text.h"

void write_text(Text *text, Str str);          /* "..." */
void write_id(Text *text, Str id, bool *more); /* one more of a list */

/* ,"name":1 or, when it is not known, ,"name":null */
void write_number(Text *text, const char *name, bool known, int64_t number);

struct Between;
/* ,"name":{"at_least":1,"at_most":2}; null: not known */
void write_between(Text *text, const char *name, const struct Between *between);
void write_named(Text *text, const char *field, Str id); /* ,"field":"id" */

#endif
