#include "peer_run.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <time.h>
#include <unistd.h>

#include "glpk_plan.h"

/* To look at the clock, which some seldom do; HiGHS also starts and repeats itself. */
static const double SECONDS_MORE = 10, HIGHS_SECONDS_MORE = 40;

double peer_clock_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

const char *peer_name(PeerSolver solver) {
    static const char *const names[] = { [PEER_GLPK] = "GLPK", [PEER_CBC] = "CBC",
                                         [PEER_HIGHS] = "HiGHS" };
    return names[solver];
}

bool peer_present(PeerSolver solver) {
#ifdef OPSTAP_WITH_GLPK
    if (solver == PEER_GLPK) return true;
#endif
#ifdef OPSTAP_WITH_CBC
    if (solver == PEER_CBC) return true;
#endif
    return solver == PEER_HIGHS && highs_present();
}

static PeerOutcome solve(PeerSolver solver, const PeerModel *model, double seconds_max) {
#ifdef OPSTAP_WITH_GLPK
    if (solver == PEER_GLPK) return glpk_solve(model, seconds_max, NULL);
#endif
#ifdef OPSTAP_WITH_CBC
    if (solver == PEER_CBC) return cbc_solve(model, seconds_max);
#endif
    return highs_solve(model, seconds_max);
}

/* In a group of its own, so that what it starts ends with it; what it prints is not ours. When the
 * bench itself is ended, so is it; HiGHS, a step further, then ends by its own limit. */
static void solve_apart(PeerSolver solver, const PeerModel *model, double seconds_max, int answer) {
    setpgid(0, 0);
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    int nothing = open("/dev/null", O_RDWR);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    PeerOutcome outcome = solve(solver, model, seconds_max);
    bool told = write(answer, &outcome, sizeof outcome) == sizeof outcome;
    _exit(told ? 0 : 1);
}

PeerOutcome peer_run(PeerSolver solver, const PeerModel *model, double seconds_max) {
    int answer[2];
    double began = peer_clock_seconds();
    PeerOutcome outcome = { .seconds = seconds_max };
    fflush(NULL);
    if (pipe(answer) != 0) return outcome;
    pid_t child = fork();
    if (child == 0) solve_apart(solver, model, seconds_max, answer[1]);
    close(answer[1]);
    double more = solver == PEER_HIGHS ? HIGHS_SECONDS_MORE : SECONDS_MORE;
    struct pollfd wait = { .fd = answer[0], .events = POLLIN };
    bool there = child > 0 && poll(&wait, 1, (int)((seconds_max * 1.5 + more) * 1000)) > 0;
    if (!there || read(answer[0], &outcome, sizeof outcome) != sizeof outcome) {
        outcome = (PeerOutcome){ .seconds = peer_clock_seconds() - began };
    }
    close(answer[0]);
    if (child > 0) {
        kill(-child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    return outcome;
}
