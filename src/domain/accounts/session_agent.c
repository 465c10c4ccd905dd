#include "accounts/sessions.h"

typedef struct AgentWord {
    const char *has, *said;
} AgentWord;

/* The first that is found; who pretends to be another browser stands before that one. */
static const AgentWord browsers[] = {
    { "Edg", "Edge" },        { "OPR/", "Opera" },   { "SamsungBrowser", "Samsung" },
    { "Firefox/", "Firefox" }, { "FxiOS", "Firefox" }, { "HeadlessChrome", "Chrome" },
    { "Chrome/", "Chrome" },  { "CriOS", "Chrome" }, { "Safari/", "Safari" },
    { "curl/", "curl" },
};
static const AgentWord systems[] = {
    { "Windows", "Windows" }, { "Android", "Android" }, { "iPhone", "iPhone" },
    { "iPad", "iPad" },       { "Mac OS X", "macOS" },  { "CrOS", "ChromeOS" },
    { "Linux", "Linux" },
};

static const char *said(const AgentWord *list, size_t count, Str user_agent) {
    for (size_t i = 0; i < count; i++) {
        if (str_find(user_agent, str_from(list[i].has)) < user_agent.len) return list[i].said;
    }
    return NULL;
}

Str session_agent(Arena *arena, Str user_agent) {
    const char *browser = said(browsers, sizeof browsers / sizeof *browsers, user_agent);
    const char *system = said(systems, sizeof systems / sizeof *systems, user_agent);
    if (!browser) return system ? str_from(system) : STR_EMPTY;
    if (!system) return str_from(browser);
    return str_printf(arena, "%s, %s", browser, system);
}
