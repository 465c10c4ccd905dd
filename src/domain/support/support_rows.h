/* support_rows.h: what the files of this room share. Nobody else includes it. */
#ifndef OPSTAP_SUPPORT_ROWS_H
#define OPSTAP_SUPPORT_ROWS_H

#include "support/support.h"

extern const RecordType course_block_type, childcare_block_type;

/* Could this row be kept? INVALID as support_put says. */
Result support_check(const SupportRecord *record, Phrase *ret_why);

#endif
