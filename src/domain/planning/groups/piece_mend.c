/* Prices of an earlier plan, mended one by one where pairs have changed. */
#include "bound_blocks.h"
#include "piece_basis.h"

/* The pairs of each person, by blocks. */
typedef struct Wanted {
    int32_t *first, *block; /* first: per person, and the end */
} Wanted;

static Wanted wanted_new(Arena *arena, const Part *part) {
    Wanted wanted = { arena_many(arena, int32_t, (size_t)part->person_count + 2),
                      arena_many(arena, int32_t, (size_t)part->pair_count) };
    for (int32_t i = 0; i < part->pair_count; i++) wanted.first[part->pair_person[i] + 2]++;
    for (int32_t i = 2; i < part->person_count + 2; i++) wanted.first[i] += wanted.first[i - 1];
    for (int32_t i = 0; i < part->pair_count; i++) {
        wanted.block[wanted.first[part->pair_person[i] + 1]++] =
            part->option[part->pair_option[i]].block;
    }
    return wanted;
}

/* How much more somebody could be charged until the block would do without them: below 0 where it
 * does already. The block gains `with` less the charge as long as it takes them. */
static Wide block_margin(Bound *bound, int32_t block, int32_t person, const int8_t *state) {
    int64_t charge = bound->charge[person], off = bound->price_max / 4;
    bound->charge[person] = charge + off;
    Wide without = block_gain(bound, block, state);
    bound->charge[person] = charge - off;
    Wide with = block_gain(bound, block, state) - off;
    bound->charge[person] = charge;
    return without <= WIDE_NEVER || with <= WIDE_NEVER ? 0 : with - without;
}

/* The bound falls as long as several would take them, and rises when none would: so the charge goes
 * between the two that would pay most. */
static void person_mend(Piece *piece, const Wanted *wanted, int32_t person, int64_t *price) {
    Bound *bound = piece->bound;
    Wide most = WIDE_NEVER, second = WIDE_NEVER;
    for (int32_t i = wanted->first[person]; i < wanted->first[person + 1]; i++) {
        if (i > wanted->first[person] && wanted->block[i] == wanted->block[i - 1]) continue;
        Wide margin = block_margin(bound, wanted->block[i], person, piece->trail.state);
        if (margin > most) second = most, most = margin;
        else if (margin > second) second = margin;
    }
    Wide move = second > 0 ? second : most < 0 ? most : 0;
    Wide to = price[person] + move;
    if (to < 0 && !piece->part->must[person]) to = 0;
    bound->charge[person] += price_fit(bound, to) - price[person];
    price[person] = price_fit(bound, to);
}

void piece_mend(Piece *piece, const int64_t *from) {
    const Part *part = piece->part;
    ArenaMark mark = arena_mark(piece->arena);
    Wanted wanted = wanted_new(piece->arena, part);
    int64_t *price = piece->scratch_price;
    memcpy(price, from, (size_t)price_count(part) * sizeof *price);
    for (int sweep = 0; sweep < MEND_SWEEPS; sweep++) {
        bound_at(piece->bound, price, piece->trail.state);
        int32_t *load = piece->bound->load;
        for (int32_t i = 0; i < part->person_count; i++) {
            bool free = !load[i] && price[i] <= 0 && !part->must[i];
            if (load[i] != 1 && !free) person_mend(piece, &wanted, i, price);
        }
    }
    arena_rewind(piece->arena, mark);
    cuts_add(&piece->cuts, price);
}
