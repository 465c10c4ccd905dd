#include "command.h"

const Verb verb_table[] = {
    { .name = "demo", .arguments = "", .what = WORD_cli_verb_demo, .database = DB_NONE,
      .options = OPTION_BIT(seed) | OPTION_BIT(vum) | OPTION_BIT(no_serve) | OPTION_BIT(seconds) |
                 OPTION_BIT(nodes) | OPTION_BIT(json),
      .run = verb_demo },
    { .name = "init", .arguments = "", .what = WORD_cli_verb_init, .database = DB_MADE,
      .options = OPTION_BIT(region), .run = verb_init },
    { .name = "import", .arguments = "KIND FILE", .arguments_min = 1, .arguments_max = 2,
      .what = WORD_cli_verb_import, .database = DB_NONE, .tenant_needed = true,
      .options = OPTION_BIT(template) | OPTION_BIT(keep_going) | OPTION_BIT(dry_run) |
                 OPTION_BIT(labels) | OPTION_BIT(json),
      .kinds = KINDS_IMPORTED, .run = verb_import },
    { .name = "export", .arguments = "KIND", .arguments_min = 1, .arguments_max = 1,
      .what = WORD_cli_verb_export, .database = DB_NONE, .tenant_needed = true,
      .options = OPTION_BIT(identity), .kinds = KINDS_EXPORTED, .run = verb_export },
    { .name = "list", .arguments = "candidates|openings|classes|placements|erased|unknown|looks ID|shown [NUMBER]",
      .arguments_min = 1, .arguments_max = 2, .what = WORD_cli_verb_list, .database = DB_NONE,
      .tenant_needed = true, .options = OPTION_BIT(json) | OPTION_BIT(top), .run = verb_list },
    { .name = "match", .arguments = "", .what = WORD_cli_verb_match, .database = DB_NONE,
      .tenant_needed = true,
      .options = OPTION_BIT(candidate) | OPTION_BIT(opening) | OPTION_BIT(top) | OPTION_BIT(json) |
                 OPTION_BIT(crowding) | OPTION_BIT(weights) | OPTION_BIT(all) | OPTION_BIT(out) |
                 OPTION_BIT(binary) | OPTION_BIT(region) | OPTION_BIT(replace) |
                 OPTION_BIT(again) | OPTION_BIT(threads),
      .run = verb_match },
    { .name = "barriers", .arguments = "", .what = WORD_cli_verb_barriers, .database = DB_NONE,
      .tenant_needed = true,
      .options = OPTION_BIT(candidate) | OPTION_BIT(opening) | OPTION_BIT(region) |
                 OPTION_BIT(top) | OPTION_BIT(json) | OPTION_BIT(weights),
      .run = verb_barriers },
    { .name = "report", .arguments = "groups", .arguments_min = 1, .arguments_max = 1,
      .what = WORD_cli_verb_report, .database = DB_NONE, .tenant_needed = true,
      .options = OPTION_BIT(weights) | OPTION_BIT(threads) | OPTION_BIT(json),
      .run = verb_report },
    { .name = "plan", .arguments = "", .what = WORD_cli_verb_plan, .database = DB_NONE,
      .options = OPTION_BIT(problem) | OPTION_BIT(certificate) | OPTION_BIT(from) |
                 OPTION_BIT(from_problem) | OPTION_BIT(stay) | OPTION_BIT(basis) | OPTION_BIT(seconds) | OPTION_BIT(nodes) | OPTION_BIT(json) |
                 OPTION_BIT(gap) | OPTION_BIT(explain) | OPTION_BIT(tolerance) | OPTION_BIT(pin) |
                 OPTION_BIT(forbid) | OPTION_BIT(free) | OPTION_BIT(weights) | OPTION_BIT(dry_run),
      .run = verb_plan },
    { .name = "erase", .arguments = "candidate|number|traces ID", .arguments_min = 1,
      .arguments_max = 2, .what = WORD_cli_verb_erase, .database = DB_NONE, .tenant_needed = true,
      .options = OPTION_BIT(dry_run) | OPTION_BIT(yes) | OPTION_BIT(json), .run = verb_erase },
    { .name = "serve", .arguments = "", .what = WORD_cli_verb_serve, .database = DB_NEEDED,
      .options = OPTION_BIT(address) | OPTION_BIT(port) | OPTION_BIT(workers) | OPTION_BIT(rate) |
                 OPTION_BIT(proxies) | OPTION_BIT(log),
      .run = verb_serve },
    { .name = "user", .arguments = "add|list|password|link|roles|close|open|forget-factor LOGIN",
      .arguments_min = 1, .arguments_max = 2, .what = WORD_cli_verb_user, .database = DB_NEEDED,
      .tenant_needed = true,
      .options = OPTION_BIT(name) | OPTION_BIT(roles) | OPTION_BIT(link) | OPTION_BIT(json),
      .run = verb_user },
    { .name = "check", .arguments = "[lists]", .arguments_max = 1, .what = WORD_cli_verb_check, .database = DB_NEEDED,
      .options = OPTION_BIT(digest) | OPTION_BIT(json), .run = verb_check },
    { .name = "backup", .arguments = "FILE", .arguments_min = 1, .arguments_max = 1,
      .what = WORD_cli_verb_backup, .database = DB_NEEDED,
      .options = OPTION_BIT(replace) | OPTION_BIT(json), .run = verb_backup },
    { .name = "restore", .arguments = "FILE", .arguments_min = 1, .arguments_max = 1,
      .what = WORD_cli_verb_restore, .database = DB_NONE, .options = OPTION_BIT(json),
      .run = verb_restore },
    { .name = "verify", .arguments = "FILE", .arguments_min = 1, .arguments_max = 1,
      .what = WORD_cli_verb_verify, .database = DB_NONE, .options = OPTION_BIT(json),
      .run = verb_verify },
    { .name = "manual", .arguments = "", .what = WORD_cli_verb_manual, .database = DB_NONE,
      .run = verb_manual },
    { .name = "completion", .arguments = "bash", .arguments_min = 1, .arguments_max = 1,
      .what = WORD_cli_verb_completion, .database = DB_NONE, .run = verb_completion },
    { .name = "version", .arguments = "", .what = WORD_cli_verb_version, .database = DB_NONE,
      .options = OPTION_BIT(json), .run = verb_version },
    { 0 },
};
