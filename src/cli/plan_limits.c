#include "plan_limits.h"

#include <signal.h>

#include "number.h"
#include "progress.h"

enum { SECONDS_MAX = 7 * 24 * 3600, PERCENT_MAX = 100, PARTS_OF_PERCENT = 10000, DECIMALS = 4 };

static volatile sig_atomic_t interrupted;

static void interruption_note(int signal_number) {
    (void)signal_number;
    interrupted = 1;
}

bool plan_interrupted(void) {
    return interrupted;
}

/* Once: the second interruption does what it always does. */
static void interruption_listen(void) {
    struct sigaction action = { .sa_handler = interruption_note, .sa_flags = (int)SA_RESETHAND };
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
}

static bool progress_say(void *context, SearchProgress progress) {
    (void)context;
    progress_show_plan(progress.has_value, progress.value, progress.bound);
    return !interrupted;
}

/* "0.05" as millionths of the whole: 500. */
static bool percent_read(Str given, int64_t *ret_millionths) {
    Str whole, rest = given;
    int64_t percent, part = 0;
    str_cut(&rest, '.', &whole);
    if (!number_read_between(whole, 0, PERCENT_MAX, &percent)) return false;
    if (rest.at) {
        if (!rest.len || rest.len > DECIMALS) return false;
        for (size_t i = 0; i < DECIMALS; i++) {
            char digit = i < rest.len ? rest.at[i] : '0';
            if (digit < '0' || digit > '9') return false;
            part = part * 10 + (digit - '0');
        }
    }
    *ret_millionths = percent * PARTS_OF_PERCENT + part;
    return *ret_millionths <= PERCENT_MAX * PARTS_OF_PERCENT;
}

static bool gap_read(Command *command, int64_t *ret_gap) {
    const char *given = command->option[OPTION_gap];
    *ret_gap = 0;
    if (!given || percent_read(str_from(given), ret_gap)) return true;
    complain(command, PHRASE(WORD_cli_gap_refused, VALUE_TEXT("value", str_from(given)),
                             VALUE_NUMBER("maximum", PERCENT_MAX)));
    return false;
}

bool plan_limits_read(Command *command, SearchLimits *ret_limits) {
    int64_t seconds, nodes, gap;
    if (!option_number(command, OPTION_seconds, 1, SECONDS_MAX, 0, &seconds)) return false;
    if (!option_number(command, OPTION_nodes, 1, INT64_MAX, 0, &nodes)) return false;
    if (!gap_read(command, &gap)) return false;
    *ret_limits = (SearchLimits){ .nodes_max = nodes, .seconds_max = (double)seconds,
                                  .gap_per_million = gap, .progress = progress_say };
    interruption_listen();
    return true;
}
