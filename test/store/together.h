/* together.h: several programs open one database at the same time. */
#ifndef OPSTAP_TEST_TOGETHER_H
#define OPSTAP_TEST_TOGETHER_H

#include <sys/wait.h>
#include <unistd.h>

#include "db.h"
#include "test.h"

/* Each of them gets it; with may_be_busy some may have to wait too long for the others. */
static inline void open_together(const char *path, DbMode mode, bool may_be_busy) {
    enum { PROCESSES = 6 };
    for (int i = 0; i < PROCESSES; i++) {
        if (fork()) continue;
        Db *db = NULL;
        Phrase why;
        Result result = db_open(path, mode, &db, &why);
        db_end(db);
        _exit(result == OK || (may_be_busy && result == BUSY) ? 0 : 1);
    }
    for (int i = 0; i < PROCESSES; i++) {
        int status = -1;
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
    }
}

#endif
