/* command.h: what every verb of the command line shares: its row in the table, its options, its
 * voice.
 *
 * One table (verbs.c) names every verb with its arguments and options; parser, --help, the man
 * page, completion in the shell and the checks are made from it. Answers go to standard output,
 * errors and progress to standard error, in the tongue of --lang. Exit status: see ExitStatus. */
#ifndef OPSTAP_COMMAND_H
#define OPSTAP_COMMAND_H

#include "audit/audit.h"
#include "log.h"
#include "db.h"
#include "tenants/tenants.h"

typedef enum ExitStatus {
    EXIT_OK = 0,
    EXIT_REFUSED = 1,    /* the input was refused, or what was asked for does not exist */
    EXIT_USAGE = 2,      /* the command line itself is wrong */
    EXIT_INFEASIBLE = 3, /* no plan can satisfy what was asked */
    EXIT_TIME = 4,       /* time or nodes ran out before any plan was found */
    /* EXIT_BROKEN = 5 (log.h): Opstap or the machine failed */
} ExitStatus;

/* O(name, argument or "", word): every option that any verb takes. */
#define COMMAND_OPTIONS(O)                                                                         \
    O(db, "FILE", WORD_cli_option_db)                                                              \
    O(tenant, "NAME", WORD_cli_option_tenant)                                                      \
    O(today, "YYYY-MM-DD", WORD_cli_option_today)                                                  \
    O(lang, "nl|en", WORD_cli_option_lang)                                                         \
    O(json, "", WORD_cli_option_json)                                                              \
    O(help, "", WORD_cli_option_help)                                                              \
    O(template, "", WORD_cli_option_template)                                                      \
    O(keep_going, "", WORD_cli_option_keep_going)                                                  \
    O(dry_run, "", WORD_cli_option_dry_run)                                                        \
    O(labels, "nl|en", WORD_cli_option_labels)                                                     \
    O(identity, "", WORD_cli_option_identity)                                                      \
    O(candidate, "ID", WORD_cli_option_candidate)                                                  \
    O(opening, "ID", WORD_cli_option_opening)                                                      \
    O(all, "", WORD_cli_option_all)                                                                \
    O(out, "FILE", WORD_cli_option_out)                                                            \
    O(binary, "", WORD_cli_option_binary)                                                          \
    O(again, "", WORD_cli_option_again)                                                            \
    O(threads, "N", WORD_cli_option_threads)                                                       \
    O(top, "K", WORD_cli_option_top)                                                               \
    O(crowding, "", WORD_cli_option_crowding)                                                      \
    O(weights, "FILE", WORD_cli_option_weights)                                                    \
    O(problem, "FILE", WORD_cli_option_problem)                                                    \
    O(certificate, "FILE", WORD_cli_option_certificate)                                            \
    O(from, "FILE", WORD_cli_option_from)                                                          \
    O(from_problem, "FILE", WORD_cli_option_from_problem)                                          \
    O(stay, "N", WORD_cli_option_stay)                                                             \
    O(basis, "FILE", WORD_cli_option_basis)                                                        \
    O(seconds, "N", WORD_cli_option_seconds)                                                       \
    O(explain, "", WORD_cli_option_explain)                                                        \
    O(tolerance, "N", WORD_cli_option_tolerance)                                                   \
    O(nodes, "N", WORD_cli_option_nodes)                                                           \
    O(gap, "PERCENT", WORD_cli_option_gap)                                                         \
    O(pin, "CANDIDATE=OPENING", WORD_cli_option_pin)                                               \
    O(forbid, "CANDIDATE=OPENING", WORD_cli_option_forbid)                                         \
    O(free, "CANDIDATE=OPENING", WORD_cli_option_free)                                             \
    O(digest, "", WORD_cli_option_digest)                                                          \
    O(seed, "N", WORD_cli_option_seed)                                                             \
    O(vum, "FOLDER", WORD_cli_option_vum)                                                          \
    O(region, "AM13", WORD_cli_option_region)                                                      \
    O(no_serve, "", WORD_cli_option_no_serve)                                                      \
    O(replace, "", WORD_cli_option_replace)                                                        \
    O(yes, "", WORD_cli_option_yes)                                                                \
    O(address, "ADDRESS", WORD_cli_option_address)                                                 \
    O(port, "N", WORD_cli_option_port)                                                             \
    O(rate, "N", WORD_cli_option_rate)                                                             \
    O(workers, "N", WORD_cli_option_workers)                                                       \
    O(proxies, "NETWORKS", WORD_cli_option_proxies)                                                \
    O(log, "FILE", WORD_cli_option_log)                                                            \
    O(name, "NAME", WORD_cli_option_name)                                                          \
    O(roles, "ROLES", WORD_cli_option_roles)                                                       \
    O(link, "", WORD_cli_option_link)

#define OPTION_ENUM(name, argument, word) OPTION_##name,
typedef enum Flag { COMMAND_OPTIONS(OPTION_ENUM) OPTION_COUNT } Flag;

enum { ARGUMENTS_MAX = 4, REPEATS_MAX = 64 };

/* What a verb stands for in its table row. */
typedef struct Command Command;
typedef struct Verb {
    const char *name;
    const char *arguments; /* "KIND FILE"; "" for none */
    int arguments_min, arguments_max;
    uint64_t options;      /* OPTION_BIT(a) | OPTION_BIT(b) ...; the common ones are added */
    Word what;
    enum { DB_NONE, DB_NEEDED, DB_MADE } database;
    bool tenant_needed;
    enum { KINDS_NONE, KINDS_IMPORTED, KINDS_EXPORTED } kinds; /* what --help lists them for */
    int (*run)(Command *command);
} Verb;

#define OPTION_BIT(name) (UINT64_C(1) << OPTION_##name)

struct Command {
    const Verb *verb;
    Arena *arena;
    Db *db;
    Tenant tenant;
    Tongue tongue;
    Day today;
    const char *argument[ARGUMENTS_MAX];
    int argument_count;
    /* The last given; "" for a flag that was given; NULL: not given. */
    const char *option[OPTION_COUNT];
    const char *repeat[OPTION_COUNT][REPEATS_MAX];
    int repeat_count[OPTION_COUNT];
    bool within; /* a transaction of the verb is open, and what is loaded is loaded in it */
};

extern const Verb verb_table[]; /* ends with a NULL name */

int command_run(int argc, char **argv);

/* What names the database: --db, else OPSTAP_DB; NULL: nothing. */
const char *command_database(const Command *command);

/* One line to standard output. */
void say(Command *command, Phrase phrase);
/* The same, after an empty line. */
void say_heading(Command *command, Phrase phrase);
/* One line to standard error. */
void complain(Command *command, Phrase phrase);
/* Bytes to standard output, as they are. */
void print(Str bytes);

/* Exit status for a result, after complaining: `why` when it says something, else what fits the
 * result. */
int command_failed(Command *command, Result result, Phrase why);

/* The same for a file of at most IMPORT_BYTES_MAX that file_read did not give. */
int command_file_failed(Command *command, Result result, const char *path);

/* The whole number of an option. False after complaining, with the allowed values. */
bool option_number(Command *command, Flag option, int64_t minimum, int64_t maximum,
                   int64_t otherwise, int64_t *ret_number);

/* One audit event in a transaction of its own: for what was read. */
Result command_audit(Command *command, AuditCode code, Str subject, Str value);

/* The verbs, one file each. */
int verb_barriers(Command *command);
int verb_init(Command *command);
int verb_import(Command *command);
int verb_export(Command *command);
int verb_list(Command *command);
int verb_match(Command *command);
int verb_plan(Command *command);
int verb_check(Command *command);
int verb_report(Command *command);
int verb_demo(Command *command);
int verb_erase(Command *command);
int verb_serve(Command *command);
int verb_user(Command *command);
int verb_backup(Command *command);
int verb_restore(Command *command);
int verb_verify(Command *command);
int verb_manual(Command *command);
int verb_completion(Command *command);
int verb_version(Command *command);

#endif
