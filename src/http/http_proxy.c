#include "http_proxy.h"

#include <arpa/inet.h>

#include "http_read.h"
#include "number.h"

static const unsigned char mapped[12] = { [10] = 0xFF, [11] = 0xFF };

static HttpAddress address_v4(const struct in_addr *in) {
    HttpAddress address;
    memcpy(address.bytes, mapped, sizeof mapped);
    memcpy(address.bytes + sizeof mapped, in, 4);
    return address;
}

static bool is_v4(HttpAddress address) {
    return memcmp(address.bytes, mapped, sizeof mapped) == 0;
}

HttpAddress http_address_of(const struct sockaddr *peer) {
    HttpAddress address = { { 0 } };
    if (peer->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, peer, sizeof in);
        return address_v4(&in.sin_addr);
    }
    if (peer->sa_family == AF_INET6) {
        struct sockaddr_in6 in;
        memcpy(&in, peer, sizeof in);
        memcpy(address.bytes, &in.sin6_addr, sizeof address.bytes);
    }
    return address;
}

bool http_address_read(Str text, HttpAddress *ret_address) {
    char zero_ended[HTTP_ADDRESS_TEXT_BYTES] = { 0 };
    struct in_addr v4;
    if (!text.len || text.len >= sizeof zero_ended || memchr(text.at, 0, text.len)) return false;
    memcpy(zero_ended, text.at, text.len);
    if (inet_pton(AF_INET, zero_ended, &v4) == 1) {
        *ret_address = address_v4(&v4);
        return true;
    }
    HttpAddress read;
    if (inet_pton(AF_INET6, zero_ended, read.bytes) != 1) return false;
    *ret_address = read;
    return true;
}

bool http_address_equal(HttpAddress a, HttpAddress b) {
    return memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

bool http_address_is_loopback(HttpAddress address) {
    static const HttpAddress one = { { [15] = 1 } };
    return is_v4(address) ? address.bytes[12] == 127 : http_address_equal(address, one);
}

Str http_address_text(Arena *arena, HttpAddress address) {
    char text[HTTP_ADDRESS_TEXT_BYTES];
    const char *made = is_v4(address) ? inet_ntop(AF_INET, address.bytes + 12, text, sizeof text)
                                      : inet_ntop(AF_INET6, address.bytes, text, sizeof text);
    return str_copy(arena, str_from(made));
}

static bool network_read(Str text, HttpNetwork *ret_network) {
    Str bits = text, address = STR_EMPTY;
    int64_t number = 128;
    HttpAddress read;
    if (!str_cut(&bits, '/', &address) || !http_address_read(address, &read)) return false;
    int v4_bits = is_v4(read) && !memchr(address.at, ':', address.len) ? 96 : 0;
    if (bits.at && !number_read_between(bits, 0, 128 - v4_bits, &number)) return false;
    *ret_network = (HttpNetwork){ read, bits.at ? (int)number + v4_bits : 128 };
    return true;
}

Result http_proxies_read(Str list, HttpProxies *ret_proxies, Str *ret_wrong) {
    HttpProxies read = { .count = 0 };
    Str rest = list, item;
    while (str_cut(&rest, ' ', &item)) {
        if (!item.len) continue;
        if (read.count == HTTP_PROXIES_MAX || !network_read(item, &read.network[read.count])) {
            *ret_wrong = item;
            return INVALID;
        }
        read.count++;
    }
    *ret_proxies = read;
    return OK;
}

static bool network_has(const HttpNetwork *network, HttpAddress address) {
    const unsigned char *bytes = network->address.bytes;
    size_t whole = (size_t)network->bits / 8;
    if (memcmp(bytes, address.bytes, whole) != 0) return false;
    if (network->bits % 8 == 0) return true;
    unsigned char mask = (unsigned char)(0xFF << (8 - network->bits % 8));
    return ((bytes[whole] ^ address.bytes[whole]) & mask) == 0;
}

bool http_proxies_have(const HttpProxies *proxies, HttpAddress address) {
    for (size_t i = 0; i < proxies->count; i++) {
        if (network_has(&proxies->network[i], address)) return true;
    }
    return false;
}

/* Takes the part behind the last comma off the end of *list. */
static bool cut_last(Str *list, Str *ret_item) {
    if (!list->at) return false;
    const char *comma = list->len ? memrchr(list->at, ',', list->len) : NULL;
    size_t begin = comma ? (size_t)(comma - list->at) + 1 : 0;
    *ret_item = str_trim(str_sub(*list, begin, list->len));
    *list = comma ? str_sub(*list, 0, begin - 1) : (Str){ NULL, 0 };
    return true;
}

/* From the nearest proxy to the farthest: fields and their items from the last to the first. */
static HttpAddress client_of(const HttpProxies *proxies, HttpAddress peer,
                             const HttpRequest *request) {
    HttpAddress client = peer;
    for (size_t i = request->field_count; i-- > 0;) {
        if (!str_equal(request->field[i].name, S("x-forwarded-for"))) continue;
        Str rest = request->field[i].value, item;
        while (cut_last(&rest, &item)) {
            if (!http_proxies_have(proxies, client) || !http_address_read(item, &client)) {
                return client;
            }
        }
    }
    return client;
}

/* Any of these was added on the way. */
static bool came_through_proxy(const HttpRequest *request) {
    static const Str added[] = { S("forwarded"),         S("via"),
                                 S("x-forwarded-for"),   S("x-forwarded-host"),
                                 S("x-forwarded-proto"), S("x-real-ip") };
    for (size_t i = 0; i < sizeof added / sizeof *added; i++) {
        if (http_field_find(request, added[i])) return true;
    }
    return false;
}

void http_client_find(Arena *arena, const HttpProxies *proxies, HttpAddress peer,
                      HttpRequest *request) {
    bool trusted = http_proxies_have(proxies, peer);
    HttpAddress client = trusted ? client_of(proxies, peer, request) : peer;
    request->client = http_address_text(arena, client);
    request->secure = trusted && str_equal(http_field(request, S("x-forwarded-proto")), S("https"));
    request->loopback = http_address_is_loopback(peer) && !came_through_proxy(request);
}
