/* service_notify.h: tells the service manager how we are (sd_notify(3)): one datagram to the socket
 * that NOTIFY_SOCKET names. Without one nothing happens; a manager that does not listen is no fault
 * of ours. */
#ifndef OPSTAP_SERVICE_NOTIFY_H
#define OPSTAP_SERVICE_NOTIFY_H

void service_notify(const char *state); /* "READY=1" */

#endif
