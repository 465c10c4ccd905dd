/* backup_report.h: what backup, restore and verify say alike. */
#ifndef OPSTAP_BACKUP_REPORT_H
#define OPSTAP_BACKUP_REPORT_H

#include "backup.h"
#include "command.h"

/* A request for the file of the command line, watched by it. */
BackupRequest backup_request(Command *command);

/* The phrase, rows per table (those that have any) and both digests. For programs instead of all
 * that: {"made":..,"schema":..,"rows":..,"digest":..,"digest_all":..,"tables":{"candidate":..}}. */
void backup_say(Command *command, Phrase phrase, const BackupSummary *summary);

#endif
