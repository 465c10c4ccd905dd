#include "piece.h"

/* Bits beyond those of all values: what lacks outweighs the best and the worst plan together. */
enum { LACK_BITS = 1 };

static void price_set(Piece *piece, const Bound *bound, int32_t at, int64_t price) {
    Wide scale = (Wide)1 << bound->shift;
    piece->scratch_price[at] = price_fit(bound, price * scale);
}

void piece_prices_of_filling(Piece *piece, const Bound *bound, int64_t lack) {
    const Part *part = piece->part;
    for (int32_t i = 0; i < part->person_count; i++) {
        price_set(piece, bound, i, fill_price(piece->fill, i, lack));
    }
    price_set(piece, bound, price_of_crowd(part), 0);
    for (int32_t i = 0; i < part->hub_count; i++) {
        price_set(piece, bound, price_of_hub(part, i), fill_hub_price(piece->fill, i, lack));
    }
    for (int32_t i = 0; i < part->group_count; i++) {
        price_set(piece, bound, price_of_group(part, i), fill_group_price(piece->fill, i, lack));
    }
}

/* While there is no plan yet: below what any could be worth. */
static Wide target_of(const Piece *piece, const Bound *bound) {
    if (piece->best->has_value) return bound_target(bound, piece->best->value);
    return -((Wide)1 << (piece->part->value_bits + bound->shift));
}

/* True when these prices of the last filling close the node; then it stands in the certificate. */
static bool closes_at(Piece *piece, Bound *bound, int64_t lack) {
    piece_prices_of_filling(piece, bound, lack);
    Wide here = bound_at(bound, piece->scratch_price, piece->trail.state);
    if (here >= target_of(piece, bound)) return false;
    Certificate *certificate = piece->cuts.certificate;
    certificate_leaf(certificate, certificate_prices(certificate, bound, piece->scratch_price));
    return true;
}

/* Where the finer prices of the piece leave no room for what lacks. */
static bool closes_wide(Piece *piece) {
    int bits = piece->part->value_bits + LACK_BITS;
    if (!piece->wide) piece->wide = bound_new_wide(piece->arena, piece->part);
    int64_t room = piece->wide->price_max / 4;
    return closes_at(piece, piece->wide, INT64_C(1) << bits < room ? INT64_C(1) << bits : room);
}

void piece_certify_filling(Piece *piece) {
    if (!piece->cuts.certificate) return;
    int64_t lack = (piece->bound->price_max >> piece->bound->shift) / 4;
    if (closes_at(piece, piece->bound, 0) || closes_at(piece, piece->bound, lack)) return;
    if (!closes_wide(piece)) cuts_certify_nothing(&piece->cuts);
}
