/* import_report.h: an import for people to read; in import.c. */
#ifndef OPSTAP_IMPORT_REPORT_H
#define OPSTAP_IMPORT_REPORT_H

#include "command.h"
#include "import.h"
#include "json_text.h"

/* Remarks (at most shown_max, the rest counted), figures, notes, and whether it was kept. */
void import_report_say(Command *command, const ImportReport *report, size_t shown_max);

/* The same for a program: every remark that is kept, and why the file as a whole was refused (null
 * when the rows say it). */
json_t *import_report_json(Command *command, const ImportReport *report, Phrase why);

#endif
