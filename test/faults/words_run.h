/* words_run.h: a whole command inside this process; only for a child that ends with its status. */
#ifndef OPSTAP_TEST_WORDS_RUN_H
#define OPSTAP_TEST_WORDS_RUN_H

#include "backup.h"
#include "command.h"
#include "sweep.h"

enum { WORDS_MAX = 16 };

/* The program wants words of its own to read. */
static inline int words_run(const char *const *words, size_t count) {
    static char copy[WORDS_MAX][256];
    char *word[WORDS_MAX + 1] = { 0 };
    assert_true(count <= WORDS_MAX);
    for (size_t i = 0; i < count; i++) {
        snprintf(copy[i], sizeof copy[i], "%s", words[i]);
        word[i] = copy[i];
    }
    return command_run((int)count, word);
}

/* context: the words of a command, NULL after the last, without "opstap" and the database. */
static inline int command_do(const char *path, void *context) {
    const char *const *words = context;
    char db[PLACE_BYTES + 8];
    snprintf(db, sizeof db, "--db=%s", path);
    const char *all[WORDS_MAX] = { "opstap" };
    const char *const last[] = { db, "--today=2026-03-02", "--lang=en" };
    size_t count = 1, last_count = sizeof last / sizeof *last;
    for (; *words && count + last_count < WORDS_MAX; words++) all[count++] = *words;
    for (size_t i = 0; i < last_count; i++) all[count++] = last[i];
    return words_run(all, count);
}

/* Runs it in a child; it must succeed. What it printed is in the file `out`, NULL: nowhere. */
static inline void command_done(const char *path, const char **words, const char *out) {
    fflush(NULL);
    pid_t process = fork();
    if (process == 0) {
        int file = open(out ? out : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0600);
        dup2(file, STDOUT_FILENO);
        exit(command_do(path, words));
    }
    int status;
    assert_int_equal(waitpid(process, &status, 0), process);
    if (status != 0) fail_msg("%s: status %d", words[0], status);
}

#define DONE(path, ...) command_done(path, (const char *[]){ __VA_ARGS__, NULL }, NULL)

/* A whole backup; false: there is no such file. */
static inline bool backup_is_whole(const char *file, int *ret_version) {
    if (access(file, F_OK) != 0) return false;
    TEST_ARENA(arena);
    BackupSummary summary;
    Phrase why;
    BackupRequest request = { .file = file };
    if (backup_verify(arena, request, &summary, &why) != OK) fail_msg("%s is no backup", file);
    if (ret_version) *ret_version = summary.schema_version;
    return true;
}

#endif
