#include "lists_file.h"

#include <sodium.h>

#include "file_part.h"
#include "lists_state.h"
#include "log.h"
#include "memory.h"

enum { PIECE_BYTES = 1024 * 1024, TEXT_BYTES_MAX = 64 * PIECE_BYTES };
static const size_t SCRATCH_BYTES_MAX = (size_t)1 << 30;

struct ListsFile {
    Arena *arena;
    ListsAsked asked;
    FilePart part;
    bool goes_on, saved; /* saved: there is a state to go on with */
    ListsCounts counts;
    crypto_generichash_state *sum; /* of all bytes until now; an arena aligns less than it wants */
    const Snapshot *snapshot;
    Arena *scratch;
    Text text;
    Result result; /* of writing */
};

static bool is_csv(const char *head, size_t len) {
    size_t known = sizeof LISTS_CSV_HEAD - 1;
    return len >= known && memcmp(head, LISTS_CSV_HEAD, known) == 0;
}

static bool is_binary(const char *head, size_t len) {
    return len >= LISTS_MAGIC_BYTES && memcmp(head, LISTS_MAGIC, LISTS_MAGIC_BYTES) == 0;
}

/* Another form of the same may be replaced too. */
static bool is_ours(const char *head, size_t len) {
    return is_csv(head, len) || is_binary(head, len);
}

static void sum_begin(ListsFile *file) {
    crypto_generichash_init(file->sum, NULL, 0, LISTS_SUM_BYTES);
}

static void sum_add(void *context, Str bytes) {
    ListsFile *file = context;
    crypto_generichash_update(file->sum, (const unsigned char *)bytes.at, bytes.len);
}

static Str sum_now(const ListsFile *file, Arena *arena) {
    unsigned char sum[LISTS_SUM_BYTES];
    crypto_generichash_state copy = *file->sum;
    crypto_generichash_final(&copy, sum, sizeof sum);
    char *hex = arena_many(arena, char, 2 * LISTS_SUM_BYTES + 1);
    sodium_bin2hex(hex, 2 * LISTS_SUM_BYTES + 1, sum, sizeof sum);
    return str_from(hex);
}

/* --- begin --- */

static Result why_not(const ListsFile *file, Result result, Phrase *ret_why) {
    const char *stranger = file->part.stranger;
    PhraseValue name =
        VALUE_TEXT("file", str_copy(file->arena, str_from(stranger ? stranger : file->asked.path)));
    if (result == BUSY) *ret_why = PHRASE(WORD_backup_busy, name);
    if (result == REFUSED) *ret_why = PHRASE(WORD_backup_cannot_write, name);
    if (result == INVALID) *ret_why = PHRASE(WORD_lists_left_damaged, name);
    if (result != CONFLICT) return result;
    *ret_why = stranger ? PHRASE(WORD_backup_stranger, name) : PHRASE(WORD_backup_exists, name);
    return result;
}

static Result begin_anew(ListsFile *file, Phrase *ret_why) {
    lists_state_remove(file->scratch, file->asked.path);
    sum_begin(file);
    file->counts = (ListsCounts){ 0 };
    Result result = part_begin(&file->part, file->asked.path, file->asked.replace, is_ours);
    return result == OK ? OK : why_not(file, result, ret_why);
}

/* What was left was made of something else: says what differs first. */
static bool differs(const ListsFile *file, const ListsState *state, Phrase *ret_why) {
    const ListsAsked *asked = &file->asked;
    for (int i = 0; i < LISTS_MADE_COUNT; i++) {
        if (str_equal(state->made[i], asked->made[i])) continue;
        Str was = state->made[i].len ? state->made[i] : S("-");
        Str is = asked->made[i].len ? asked->made[i] : S("-");
        *ret_why = PHRASE(WORD_lists_left_differs, VALUE_TEXT("file", str_from(asked->path)),
                          VALUE_WORD("what", lists_made_word((ListsMade)i)), VALUE_TEXT("was", was),
                          VALUE_TEXT("is", is));
        return true;
    }
    return false;
}

static Result go_on(ListsFile *file, const ListsState *state, Phrase *ret_why) {
    if (differs(file, state, ret_why)) return CONFLICT;
    sum_begin(file);
    PartLeft left = { .replace = file->asked.replace, .is_ours = is_ours,
                      .bytes = state->counts.bytes, .seen = sum_add, .context = file };
    Result result = part_resume(&file->part, file->asked.path, &left);
    if (result == NOT_FOUND) return begin_anew(file, ret_why);
    if (result == OK && !str_equal(sum_now(file, file->scratch), state->sum)) result = INVALID;
    file->goes_on = true; /* whatever comes, what was left stays */
    if (result != OK) return why_not(file, result, ret_why);
    file->counts = state->counts;
    return OK;
}

Result lists_begin(Arena *arena, const ListsAsked *asked, ListsFile **ret_file, Phrase *ret_why) {
    ListsFile *file = arena_one(arena, ListsFile);
    file->arena = arena;
    file->asked = *asked;
    file->scratch = arena_new("lists being written", SCRATCH_BYTES_MAX);
    file->text = text_new(arena, TEXT_BYTES_MAX);
    file->sum = memory_get_aligned(_Alignof(crypto_generichash_state), sizeof *file->sum);
    *ret_why = PHRASE(WORD_none);
    ListsState state;
    Result result = lists_state_read(arena, asked->path, &state);
    if (asked->again && (result == OK || result == INVALID)) result = NOT_FOUND;
    if (result == CONFLICT) file->part.stranger = lists_state_path(arena, asked->path).at;
    if (result == OK) result = go_on(file, &state, ret_why);
    else if (result == NOT_FOUND) result = begin_anew(file, ret_why);
    else result = why_not(file, result, ret_why);
    if (result == OK) *ret_file = file;
    else lists_end(file);
    return result;
}

bool lists_goes_on(const ListsFile *file) {
    return file->goes_on;
}

ListsCounts lists_counts(const ListsFile *file) {
    return file->counts;
}

/* --- writing --- */

static void text_write(ListsFile *file) {
    Str bytes = text_str(&file->text);
    if (text_failed(&file->text)) log_fatal("lists: one list of more than %d bytes", TEXT_BYTES_MAX);
    if (file->result == OK) file->result = part_write(&file->part, bytes);
    sum_add(file, bytes);
    file->counts.bytes += (int64_t)bytes.len;
    text_clear(&file->text);
}

static void piece_write(ListsFile *file) {
    if (file->text.len >= PIECE_BYTES) text_write(file);
}

static void binary_head_write(ListsFile *file) {
    ListsHead head = { .snapshot = file->snapshot, .program = file->asked.made[LISTS_OF_program],
                       .region = file->asked.made[LISTS_OF_region], .top = file->asked.top };
    lists_binary_head(&file->text, &head);
    int openings = (int)snapshot_opening_count(file->snapshot);
    for (int i = 0; i < openings; i++) {
        lists_binary_opening(&file->text, snapshot_opening_id(file->snapshot, i));
        piece_write(file);
    }
}

Result lists_open(ListsFile *file, const Snapshot *snapshot) {
    file->snapshot = snapshot;
    if (file->goes_on) return OK;
    if (file->asked.format == LISTS_CSV) lists_csv_head(&file->text);
    else binary_head_write(file);
    text_write(file);
    return file->result;
}

static void list_write(ListsFile *file, const PersonList *list) {
    ArenaMark mark = arena_mark(file->scratch);
    if (file->asked.format == LISTS_BINARY) lists_binary_add(&file->text, list);
    else lists_csv_add(&file->text, file->scratch, file->snapshot, list);
    arena_rewind(file->scratch, mark);
    file->counts.people++;
    file->counts.without += list->count == 0;
    file->counts.matches += (int64_t)list->count;
    file->counts.last = list->number;
    piece_write(file);
}

static Result state_write(ListsFile *file) {
    ArenaMark mark = arena_mark(file->scratch);
    ListsState state = { .counts = file->counts, .sum = sum_now(file, file->scratch) };
    memcpy(state.made, file->asked.made, sizeof state.made);
    Result result = lists_state_write(file->scratch, file->asked.path, &state);
    arena_rewind(file->scratch, mark);
    if (result != OK && result != BROKEN) log_line("%s.state cannot be written", file->asked.path);
    return result == OK ? OK : BROKEN;
}

Result lists_take(void *given, const PairsPart *part) {
    ListsFile *file = given;
    for (size_t i = 0; i < part->count && file->result == OK; i++) list_write(file, &part->list[i]);
    text_write(file);
    if (file->result == OK) file->result = part_sync(&file->part);
    if (file->result == OK) file->result = state_write(file);
    file->saved = file->saved || file->result == OK;
    return file->result;
}

static void binary_end_write(ListsFile *file) {
    unsigned char sum[LISTS_SUM_BYTES];
    lists_binary_end(&file->text, file->counts.people, file->counts.matches);
    text_write(file);
    crypto_generichash_state copy = *file->sum;
    crypto_generichash_final(&copy, sum, sizeof sum);
    text_add(&file->text, (Str){ (const char *)sum, sizeof sum });
    text_write(file);
}

Result lists_keep(ListsFile *file) {
    if (file->asked.format == LISTS_BINARY) binary_end_write(file);
    if (file->result == OK) file->result = part_keep(&file->part);
    if (file->result == OK) lists_state_remove(file->scratch, file->asked.path);
    return file->result;
}

void lists_end(ListsFile *file) {
    if (!file) return;
    file->part.resumable = file->goes_on || file->saved;
    part_end(&file->part);
    arena_end(file->scratch);
    memory_give(file->sum);
}

void lists_end_at(ListsFile **file) {
    lists_end(*file);
    *file = NULL;
}
