/* http_proxy.h: who is at the other end, and who is behind a proxy that we trust.
 *
 * X-Forwarded-For and X-Forwarded-Proto are a stranger's words unless the connection comes from a
 * network of the list; then the last address in X-Forwarded-For that is no trusted proxy itself is
 * the client (each proxy adds the one it saw at the end). What is no address ends the search: the
 * client is then the last proxy before it. */
#ifndef OPSTAP_HTTP_PROXY_H
#define OPSTAP_HTTP_PROXY_H

#include <sys/socket.h>

#include "http.h"

/* IPv4 as ::ffff:a.b.c.d, so that an address is one thing. */
typedef struct HttpAddress {
    unsigned char bytes[16];
} HttpAddress;

enum { HTTP_ADDRESS_TEXT_BYTES = 46 };

HttpAddress http_address_of(const struct sockaddr *peer);
bool http_address_read(Str text, HttpAddress *ret_address); /* "1.2.3.4" or "::1", nothing else */
bool http_address_equal(HttpAddress a, HttpAddress b);
bool http_address_is_loopback(HttpAddress address);
Str http_address_text(Arena *arena, HttpAddress address);

typedef struct HttpNetwork {
    HttpAddress address;
    int bits; /* of 128 */
} HttpNetwork;

typedef struct HttpProxies {
    HttpNetwork network[HTTP_PROXIES_MAX];
    size_t count;
} HttpProxies;

/* "10.0.0.0/8 ::1", divided by blanks. INVALID: not such a list, or too long; *ret_wrong is what
 * it fell over, inside `list`. */
Result http_proxies_read(Str list, HttpProxies *ret_proxies, Str *ret_wrong);
bool http_proxies_have(const HttpProxies *proxies, HttpAddress address);

/* Sets client, secure and loopback of a request that came from `peer`. */
void http_client_find(Arena *arena, const HttpProxies *proxies, HttpAddress peer,
                      HttpRequest *request);

#endif
