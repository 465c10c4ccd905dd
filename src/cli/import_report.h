/* import_report.h: an import for people to read; in import.c. */
#ifndef OPSTAP_IMPORT_REPORT_H
#define OPSTAP_IMPORT_REPORT_H

#include "command.h"
#include "import.h"

/* Remarks (at most shown_max, the rest counted), figures, notes, and whether it was kept. */
void import_report_say(Command *command, const ImportReport *report, size_t shown_max);

#endif
