/* result.h: the few kinds of failure.
 *
 * Every fallible verb returns one of these. Results are set through `ret_` parameters, last in the
 * list and only on OK. What a person is told is a Phrase (words/phrase.h); what an operator needs
 * is one line in the log (log.h). A verb either logs or returns, never both. */
#ifndef OPSTAP_RESULT_H
#define OPSTAP_RESULT_H

typedef enum Result {
    OK = 0,
    NOT_FOUND, /* what was asked for does not exist, or not for you */
    REFUSED,   /* understood, and not allowed */
    INVALID,   /* the input breaks a rule; the message names the place and the allowed values */
    CONFLICT,  /* somebody else changed it in the meantime */
    BUSY,      /* try again later: a lock, a limit on rate, time that ran out */
    BROKEN     /* our own fault, or the machine's: the log says more */
} Result;

const char *result_name(Result result);

#endif
