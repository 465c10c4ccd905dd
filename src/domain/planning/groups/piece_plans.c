#include "piece.h"

enum { FLIP_ROUNDS_MAX = 20, ROUND_DOWN_MAX = 24 };

/* Decides the state by how often each choice started lately. */
static void piece_round(const Piece *piece, int8_t *ret_state) {
    const Part *part = piece->part;
    for (int32_t j = 0; j < part->choice_count; j++) {
        int8_t fixed = piece->trail.state[j];
        const PartChoice *choice = &part->choice[j];
        ret_state[j] = fixed ? fixed : piece->ascent.share[j] > 0.5 ? CHOICE_OPEN : CHOICE_CLOSED;
        int32_t block = part->block[choice->block].choice;
        bool inner = choice->option != CHOICE_NONE && block != CHOICE_NONE;
        if (inner && ret_state[block] == CHOICE_CLOSED) ret_state[j] = CHOICE_CLOSED;
    }
}

/* True when this state was tried before; else notes it. Two states that share a number would cost a
 * try, never a proof. */
static bool piece_tried(Piece *piece, const int8_t *state) {
    uint64_t number = str_hash((Str){ (const char *)state, (size_t)piece->part->choice_count });
    uint64_t *noted = &piece->tried[number % TRIED_MAX];
    bool before = *noted == number;
    *noted = number;
    return before;
}

static bool piece_try_if_open(Piece *piece, const int8_t *state) {
    const Cut *cut;
    if (piece_tried(piece, state)) return false;
    if (cuts_at(&piece->cuts, state, &cut) < piece_target(piece)) return false;
    int64_t before = piece->best->value;
    bool had = piece->best->has_value;
    return piece_try(piece, state) && (!had || piece->best->value > before);
}

/* The open choice that started least often, of those that may be closed; blocks with choices inside
 * stay as they are. */
static int32_t piece_weakest(const Piece *piece, const int8_t *state) {
    const Part *part = piece->part;
    int32_t weakest = CHOICE_NONE;
    for (int32_t j = 0; j < part->choice_count; j++) {
        if (state[j] != CHOICE_OPEN || piece->trail.state[j] == CHOICE_OPEN) continue;
        if (part->block[part->choice[j].block].has_inner) continue;
        if (weakest != CHOICE_NONE && piece->ascent.share[j] >= piece->ascent.share[weakest])
            continue;
        weakest = j;
    }
    return weakest;
}

/* Tries what started most of the time; while nobody can fill that, with one choice less. */
void piece_try_rounded(Piece *piece) {
    int8_t *state = piece->scratch_state;
    piece_round(piece, state);
    for (int32_t turn = 0; turn < ROUND_DOWN_MAX; turn++) {
        const Cut *cut;
        if (!watch_goes_on(piece->watch, piece->best, piece->best->bound)) return;
        if (cuts_at(&piece->cuts, state, &cut) < piece_target(piece)) return;
        if (piece_tried(piece, state) || piece_try(piece, state)) return;
        int32_t weakest = piece_weakest(piece, state);
        if (weakest == CHOICE_NONE) return;
        state[weakest] = CHOICE_CLOSED;
    }
}

/* Turns one choice at a time, as long as that makes the plan better. The cuts rule most turns out
 * before anything is filled. */
void piece_flip(Piece *piece) {
    const Part *part = piece->part;
    int8_t *state = piece->scratch_state;
    bool better = piece->best->has_value;
    for (int32_t round = 0; better && round < FLIP_ROUNDS_MAX; round++) {
        better = false;
        for (int32_t j = 0; j < part->choice_count; j++) {
            if (piece->trail.state[j] != CHOICE_UNDECIDED) continue;
            if (!watch_goes_on(piece->watch, piece->best, piece->best->bound)) return;
            memcpy(state, piece->best_state, (size_t)part->choice_count);
            state[j] = -state[j];
            better |= piece_try_if_open(piece, state);
        }
    }
}
